package main

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"mentor/adapters/discord/discordfake"
	"mentor/adapters/slack/slackfake"
)

// TestRefusedTokenEndsTheProgram: a token that its platform refuses for good
// ends the program, with the setting's name and the exit code of a wrong one.
func TestRefusedTokenEndsTheProgram(t *testing.T) {
	slack := slackfake.New(slackfake.Options{})
	defer slack.Close()
	discord := discordfake.New(discordfake.Options{})
	if err := discord.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer discord.Close()
	for setting, env := range map[string][]string{
		"SLACK_APP_TOKEN": {"SLACK_BOT_TOKEN=" + slack.BotToken(), "SLACK_APP_TOKEN=xapp-wrong", "SLACK_API_URL=" + slack.URL()},
		"SLACK_BOT_TOKEN": {"SLACK_BOT_TOKEN=xoxb-wrong", "SLACK_APP_TOKEN=" + slack.AppToken(), "SLACK_API_URL=" + slack.URL()},
		"DISCORD_TOKEN":   {"DISCORD_TOKEN=wrong", "DISCORD_API_URL=" + discord.URL()},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		cmd := exec.CommandContext(ctx, "bot")
		cmd.Env = append(append(os.Environ(), "XDG_DATA_HOME="+t.TempDir()), env...)
		out, _ := cmd.CombinedOutput()
		cancel()
		last := strings.Split(strings.TrimSpace(string(out)), "\n")
		if code := cmd.ProcessState.ExitCode(); code != exitUsage || !strings.Contains(last[len(last)-1], setting+" is refused") || strings.Contains(string(out), "wrong") {
			t.Errorf("%s: ended with %d and\n%s", setting, code, out)
		}
	}
}

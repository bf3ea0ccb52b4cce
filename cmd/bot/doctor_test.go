package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mentor/adapters/discord/discordfake"
	"mentor/adapters/slack/slackfake"
)

// TestDoctor: on a sound set-up every line is ok and the exit code 0; on a
// broken one each fault has its line with its mend, all of them at once.
func TestDoctor(t *testing.T) {
	slack := slackfake.New(slackfake.Options{Scopes: "app_mentions:read,assistant:write,chat:write,commands,files:write,im:history,im:write,users:read"})
	defer slack.Close()
	poor := slackfake.New(slackfake.Options{Scopes: "chat:write,commands"})
	defer poor.Close()
	discord := discordfake.New(discordfake.Options{})
	if err := discord.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer discord.Close()
	dir := t.TempDir()
	path := filepath.Join(dir, "mentor.db")
	run := func(env []string, args ...string) (int, string) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, "bot", args...)
		cmd.Env = append(append(os.Environ(), "MENTOR_DB="+path), env...)
		out, _ := cmd.CombinedOutput()
		return cmd.ProcessState.ExitCode(), string(out)
	}
	platforms := func(s *slackfake.Server, app, token string) []string {
		return []string{"SLACK_BOT_TOKEN=" + s.BotToken(), "SLACK_APP_TOKEN=" + app, "SLACK_API_URL=" + s.URL(),
			"DISCORD_TOKEN=" + token, "DISCORD_API_URL=" + discord.URL()}
	}
	sound := platforms(slack, slack.AppToken(), discordfake.DefaultToken)
	if code, out := run(nil, "vacuum"); code != exitUsage {
		t.Fatalf("%d\n%s", code, out)
	}
	if code, out := run(sound, "doctor"); code != exitOK || strings.Contains(out, "MEND") || !strings.Contains(out, "none yet at") {
		t.Errorf("before the first start: %d\n%s", code, out)
	}
	notes := filepath.Join(dir, "notes")
	if err := os.WriteFile(notes, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for wrong, said := range map[string]string{
		filepath.Join(notes, "m.db"):      notes + " is a file",
		filepath.Join(notes, "a", "m.db"): "because " + notes + " is a file",
		dir:                               "is a folder: name a file in it",
	} {
		if code, out := run([]string{"MENTOR_DB=" + wrong, "MENTOR_BACKUP_DIR=" + filepath.Join(notes, "copies")}, "doctor"); code != exitFailed ||
			!strings.Contains(out, "MEND  database") || !strings.Contains(out, said) || !strings.Contains(out, "MEND  backups") || strings.Contains(out, "first start") {
			t.Errorf("a database at %s: %d\n%s", wrong, code, out)
		}
	}
	if code, out := run(nil, "chat"); code != exitOK { // makes the database
		t.Fatalf("%d\n%s", code, out)
	}
	if code, out := run(sound, "doctor"); code != exitOK || strings.Contains(out, "MEND") {
		t.Errorf("sound: %d\n%s", code, out)
	}

	copies := filepath.Join(dir, "copies")
	if err := os.MkdirAll(copies, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(copies, "mentor-20200101T000000Z.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	broken := append(platforms(poor, "xapp-wrong", "wrong"), "MENTOR_BACKUP_DIR="+copies)
	code, out := run(broken, "doctor")
	if code != exitFailed {
		t.Errorf("broken: ended with %d", code)
	}
	for _, want := range []string{"MEND  rights", "chmod 600", "MEND  backups", "MEND  Slack scopes", "missing: app_mentions:read, assistant:write, files:write",
		"MEND  SLACK_APP_TOKEN", "MEND  DISCORD_TOKEN", "5 to mend"} {
		if !strings.Contains(out, want) {
			t.Errorf("nothing says %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "xapp-wrong") {
		t.Error("a token was shown")
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(whole[len(whole)-4096:], strings.Repeat("\xa5", 4096))
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out := run(nil, "doctor"); code != exitFailed || !strings.Contains(out, "MEND  database") {
		t.Errorf("damaged: %d\n%s", code, out)
	}
}

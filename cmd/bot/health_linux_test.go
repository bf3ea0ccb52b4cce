package main

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"mentor/adapters/discord/discordfake"
	"mentor/adapters/slack/slackfake"
)

// TestHealthTellsTheTruth: a full disk, a damaged page, a revoked token and a
// token that is refused at the start each turn /readyz and /healthz red with
// the reason, while /livez stays green.
func TestHealthTellsTheTruth(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	slack := slackfake.New(slackfake.Options{})
	defer slack.Close()
	discord := discordfake.New(discordfake.Options{})
	if err := discord.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer discord.Close()
	data, address := t.TempDir(), freeAddress(t)
	start := func(env ...string) (*exec.Cmd, *lockedBuffer) {
		cmd, log := exec.Command("bot"), &lockedBuffer{}
		cmd.Stdout, cmd.Stderr = log, log
		cmd.Env = append(append(os.Environ(), "XDG_DATA_HOME="+data, "MENTOR_HTTP_ADDR="+address, "SLACK_BOT_TOKEN="+slack.BotToken(),
			"SLACK_APP_TOKEN="+slack.AppToken(), "SLACK_API_URL="+slack.URL(), "DISCORD_API_URL="+discord.URL()), env...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd, log
	}
	end := func(cmd *exec.Cmd) {
		cmd.Process.Signal(unix.SIGTERM)
		cmd.Wait()
	}
	get := func(path string) (int, map[string]string) {
		res, err := http.Get("http://" + address + path)
		if err != nil {
			return 0, nil // it does not listen yet
		}
		defer res.Body.Close()
		state := map[string]string{}
		_ = json.NewDecoder(res.Body).Decode(&state)
		return res.StatusCode, state
	}
	// await wants the check to say something, and the code that belongs to it.
	await := func(check, says string) {
		t.Helper()
		want := http.StatusServiceUnavailable
		if says == healthy {
			want = http.StatusOK
		}
		for tick := time.NewTicker(50 * time.Millisecond); ; {
			code, state := get("/readyz")
			if code == want && strings.Contains(state[check], says) {
				break
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				t.Fatalf("/readyz says %d, %v; want %s: %s", code, state, check, says)
			}
		}
		if code, state := get("/healthz"); code != want {
			t.Errorf("/healthz says %d, %v; want %d", code, state, want)
		}
		if code, state := get("/livez"); code != http.StatusOK || state["planner"] != healthy {
			t.Errorf("/livez says %d, %v", code, state)
		}
	}

	// One platform's token is refused at the start; the other goes on.
	cmd, _ := start("DISCORD_TOKEN=wrong")
	await("discord", "DISCORD_TOKEN is refused")
	for tick := time.NewTicker(50 * time.Millisecond); ; { // Slack's socket may still be on its way
		_, state := get("/readyz")
		if state["slack"] == healthy {
			break
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("slack is %q", state["slack"])
		}
	}
	end(cmd)

	// A platform that is away is said in plain words.
	cmd, _ = start("DISCORD_TOKEN="+discordfake.DefaultToken, "DISCORD_API_URL=http://127.0.0.1:1/api/")
	await("discord", "Discord cannot be reached: nothing listens at 127.0.0.1:1.")
	await("discord_token", "Discord cannot be reached")
	end(cmd)

	// A damaged page is found at the start at the latest.
	path := filepath.Join(data, "mentor", "mentor.db")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bad := append([]byte{}, whole...)
	copy(bad[len(bad)-4096:], strings.Repeat("\xa5", 4096))
	if err := os.WriteFile(path, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd, log := start("DISCORD_TOKEN=" + discordfake.DefaultToken)
	await("integrity", "is damaged")
	if !strings.Contains(log.String(), "the database is not sound") {
		t.Errorf("the log says nothing:\n%s", log)
	}
	end(cmd)
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}

	// The disk fills up and is freed again. A limit on files stands for it.
	cmd, _ = start("DISCORD_TOKEN=" + discordfake.DefaultToken)
	defer end(cmd)
	await("database", healthy)
	full := unix.Rlimit{Cur: 4096, Max: unix.RLIM_INFINITY}
	if err := unix.Prlimit(cmd.Process.Pid, unix.RLIMIT_FSIZE, &full, nil); err != nil {
		t.Fatal(err)
	}
	await("database", "nothing can be saved")
	full.Cur = unix.RLIM_INFINITY
	if err := unix.Prlimit(cmd.Process.Pid, unix.RLIMIT_FSIZE, &full, nil); err != nil {
		t.Fatal(err)
	}
	await("database", healthy)

	// A token is revoked while the connection stands.
	slack.Break(slackfake.Fault{Kind: slackfake.Error, Method: "auth.test", Error: "token_revoked"})
	await("slack_token", "SLACK_BOT_TOKEN is refused")
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"mentor/adapters/discord/discordfake"
	"mentor/adapters/slack/slackfake"
)

// TestRunServesBothPlatforms drives the real program against a local Slack and
// a local Discord: it answers on both, its health is honest, and it ends well.
func TestRunServesBothPlatforms(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	slack := slackfake.New(slackfake.Options{})
	defer slack.Close()
	slack.PutUser(slackfake.User{ID: "U1"})
	discord := discordfake.New(discordfake.Options{})
	if err := discord.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer discord.Close()

	address := freeAddress(t)
	cmd := exec.Command("bot")
	log := &lockedBuffer{}
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Env = append(os.Environ(), "XDG_DATA_HOME="+t.TempDir(), "MENTOR_HTTP_ADDR="+address,
		"SLACK_BOT_TOKEN="+slack.BotToken(), "SLACK_APP_TOKEN="+slack.AppToken(), "SLACK_API_URL="+slack.URL(),
		"DISCORD_TOKEN="+discordfake.DefaultToken, "DISCORD_API_URL="+discord.URL())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()

	health := func() (int, map[string]string) {
		res, err := http.Get("http://" + address + "/healthz")
		if err != nil {
			return 0, nil // it does not listen yet
		}
		defer res.Body.Close()
		state := map[string]string{}
		_ = json.NewDecoder(res.Body).Decode(&state)
		return res.StatusCode, state
	}
	await := func(what string, done func() bool) {
		t.Helper()
		for tick := time.NewTicker(10 * time.Millisecond); !done(); {
			select {
			case <-tick.C:
			case <-ctx.Done():
				t.Fatalf("%s did not come; the program says:\n%s", what, log)
			}
		}
	}
	await("health", func() bool {
		code, state := health()
		return code == http.StatusOK && state["slack"] == healthy && state["discord"] == healthy && state["database"] == healthy
	})

	slack.Say("U1", "what is a product owner?")
	await("Slack's answer", func() bool {
		for _, m := range slack.Messages() {
			if b, _ := json.Marshal(m); strings.Contains(string(b), "marketing-operations ladder") {
				return true
			}
		}
		return false
	})
	dm := discordfake.DMOf("100000000000000001")
	discord.Say("100000000000000001", "", "what is a product owner?")
	await("Discord's answer", func() bool {
		for _, m := range discord.FromApp(dm) {
			if b, _ := json.Marshal(m); strings.Contains(string(b), "marketing-operations ladder") {
				return true
			}
		}
		return false
	})

	res, err := http.Get("http://" + address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	for _, name := range []string{"mentor_outbox_deliveries", `mentor_events_total{kind="message",platform="discord"}`, `mentor_answers_total{kind="answered"`,
		`mentor_database_bytes{file="database"}`, "mentor_build_info", "mentor_reply_seconds_count"} {
		if !bytes.Contains(text, []byte(name)) {
			t.Errorf("the metrics lack %s", name)
		}
	}

	discord.Revoke()
	await("Discord's illness in the health", func() bool {
		code, state := health()
		return code == http.StatusServiceUnavailable && state["discord"] != healthy && state["slack"] == healthy
	})

	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	// The log names nobody: no person, no direct channel, no event by it.
	for _, id := range []string{slack.DM("U1"), "U1/", "=U1", dm, "100000000000000001"} {
		if said := log.String(); strings.Contains(said, id) {
			t.Errorf("the log names %s:\n%s", id, said)
		}
	}
	if !regexp.MustCompile(`msg=event event=[0-9a-f]{12} person=[0-9a-f]{8} `).MatchString(log.String()) {
		t.Errorf("the log has no event with its person:\n%s", log)
	}
	if said := log.String(); strings.Contains(said, slack.BotToken()) || strings.Contains(said, discordfake.DefaultToken) || strings.Contains(said, "product owner") {
		t.Errorf("the log has a token or what was said:\n%s", said)
	}
}

// freeAddress is one that nothing listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// lockedBuffer takes what a program writes while the test reads it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

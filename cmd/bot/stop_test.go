package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestStoppedWhileStarting: a signal that comes before the program stands is
// still what was asked for, and no failure that a supervisor would restart.
func TestStoppedWhileStarting(t *testing.T) {
	env := map[string]string{"SLACK_BOT_TOKEN": "xoxb-fake", "SLACK_APP_TOKEN": "xapp-fake", "SLACK_API_URL": "http://127.0.0.1:1/api",
		"MENTOR_DB": filepath.Join(t.TempDir(), "mentor.db")}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	w := world{in: os.Stdin, out: io.Discard, err: io.Discard, getenv: func(k string) string { return env[k] }, environ: func() []string { return nil }}
	if code := Main(ctx, []string{"run"}, w); code != exitOK {
		t.Errorf("ended with %d", code)
	}
	if err := asked(t.Context(), context.Canceled); !errors.Is(err, context.Canceled) {
		t.Error("what nobody asked to stop is a failure")
	}
}

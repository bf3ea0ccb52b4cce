package reminders

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// What goes wrong each second in the same way is a line a minute.
func TestTheSameTroubleIsLoggedOnceAMinute(t *testing.T) {
	var log bytes.Buffer
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	r := New(Options{Log: slog.New(slog.NewTextHandler(&log, nil)), Now: func() time.Time { return now }})
	for range 150 { // two and a half minutes
		r.troubled(t.Context(), "planning failed", errors.New("damaged"))
		now = now.Add(time.Second)
	}
	r.troubled(t.Context(), "planning failed", errors.New("full"))
	if n := strings.Count(log.String(), "damaged"); n != 3 {
		t.Errorf("logged %d times in 150 s, want 3", n)
	}
	if !strings.Contains(log.String(), "full") {
		t.Error("another trouble is not logged")
	}
}

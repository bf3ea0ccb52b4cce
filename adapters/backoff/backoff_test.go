package backoff_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"mentor/adapters/backoff"
)

// Each wait is about twice the one before, up to half a minute; what the
// platform names is the least; a success begins anew; an end comes at once.
func TestBackoff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b backoff.Backoff
		slept := func(least time.Duration) time.Duration {
			began := time.Now()
			if !b.Sleep(t.Context(), least) {
				t.Fatal("it did not sleep to its end")
			}
			return time.Since(began)
		}
		about := func(got, want time.Duration) {
			t.Helper()
			if got < want*7/10 || got > want*13/10 {
				t.Errorf("waited %s, want about %s", got, want)
			}
		}
		for _, want := range []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 30 * time.Second, 30 * time.Second} {
			about(slept(0), want)
		}
		if got := slept(5 * time.Minute); got != 5*time.Minute {
			t.Errorf("waited %s, want the five minutes that were asked for", got)
		}
		b.Reset()
		if b.Begun() {
			t.Error("a success is not the end of it")
		}
		about(slept(0), 500*time.Millisecond)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if began := time.Now(); b.Sleep(ctx, time.Hour) || time.Since(began) > 0 {
			t.Error("it slept on after the end")
		}
	})
}

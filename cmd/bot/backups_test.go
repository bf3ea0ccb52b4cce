package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// TestBackups: copies come when they are due, the newest are kept, other files
// stay, and one that fails is tried again sooner.
func TestBackups(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "copies")
	synctest.Test(t, func(t *testing.T) {
		var full atomic.Bool
		b := &backups{dir: dir, every: 24 * time.Hour, keep: 3, now: time.Now, log: slog.New(slog.DiscardHandler),
			copy: func(_ context.Context, dest string) error {
				if full.Load() {
					return errors.New("disk full")
				}
				return os.WriteFile(dest, nil, 0o600)
			}}
		b.watch(prometheus.NewRegistry())
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); b.run(ctx) }()
		time.Sleep(time.Minute) // of the bubble's clock
		if names, _, err := b.newest(); err != nil || len(names) != 1 {
			t.Errorf("at the start: %v, %v; want one copy at once", names, err)
		}
		if err := os.WriteFile(filepath.Join(dir, "mentor-monday.db"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * 24 * time.Hour)
		names, last, _ := b.newest()
		if age := time.Since(last); len(names) != 3 || age > 24*time.Hour {
			t.Errorf("after five days: %v; want the three newest, one a day", names)
		}
		full.Store(true)
		time.Sleep(24 * time.Hour)
		full.Store(false)
		time.Sleep(backupsRetry)
		after, _, _ := b.newest()
		if len(after) != 3 || slices.Equal(names, after) {
			t.Errorf("once there was room again: %v, before %v", after, names)
		}
		if _, err := os.Stat(filepath.Join(dir, "mentor-monday.db")); errors.Is(err, fs.ErrNotExist) {
			t.Error("a file of another name was taken away")
		}
		stop()
		<-done
	})
}

package db

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"mentor/bot"
)

// A beat is a commit: it is in the file for another reader, and is refused
// where nothing can be kept.
func TestBeatCommits(t *testing.T) {
	d := open(t)
	for n := range 2 {
		now := monday.Add(time.Duration(n) * time.Second)
		if err := d.Beat(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		var at int64
		if err := raw(t, d.path).QueryRow(`SELECT beat_at FROM pulse`).Scan(&at); err != nil || at != ms(now) {
			t.Errorf("%d, %v", at, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(d.path), ".mentor-probe-*")); len(left) > 0 {
		t.Errorf("it left %v", left)
	}
	// Another program holds the file: the answer comes when it was asked for.
	holder := raw(t, d.path)
	tx, err := holder.Begin() // immediate: it writes
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := d.Beat(ctx, monday); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 5*time.Second {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
	tx.Rollback()
	d.Close()
	if err := d.Beat(t.Context(), monday); err == nil {
		t.Error("a closed database beats")
	}
}

// A page that goes bad under a running program is noticed, and a mend as well.
func TestInspectNoticesADamagedPage(t *testing.T) {
	d := open(t)
	person(t, d, me)
	if err := d.Prune(t.Context(), monday); err != nil { // moves the log into the file
		t.Fatal(err)
	}
	if err := d.Inspect(t.Context()); err != nil || d.Damage() != nil {
		t.Fatal(err, d.Damage())
	}
	whole, err := os.ReadFile(d.path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(d.path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(bytes.Repeat([]byte{0xa5}, 4096), int64(len(whole)-4096)); err != nil {
		t.Fatal(err)
	}
	if err := d.Inspect(t.Context()); !errors.Is(err, bot.ErrCorrupt) || !errors.Is(d.Damage(), bot.ErrCorrupt) {
		t.Errorf("a damaged page: %v, %v", err, d.Damage())
	}
	if _, err := f.WriteAt(whole, 0); err != nil {
		t.Fatal(err)
	}
	if err := d.Inspect(t.Context()); err != nil || d.Damage() != nil {
		t.Errorf("mended: %v, %v", err, d.Damage())
	}
}

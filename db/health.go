package db

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"mentor/bot"
)

var beat = register(`UPDATE pulse SET beat_at = $1 WHERE id = 1`)

// probeBytes is what a disk must still take to pass as one with room: a busy
// second's commits. A log that SQLite begins anew overwrites what it has, so
// that commits go on for a while on a disk that is full.
const probeBytes = 256 << 10

// Beat proves that something can be kept: a commit that reaches the disk, and
// room beside it. It returns once ctx ends, also where the disk does not.
func (d *DB) Beat(ctx context.Context, now time.Time) error {
	done := make(chan error, 1)
	go func() {
		err := d.update(ctx, func(t *tx) error { return t.must(beat, ms(now)) })
		if err == nil {
			err = d.room()
		}
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("no commit in time: %w", context.Cause(ctx))
	}
}

// room writes a file beside the database, and takes it away again.
func (d *DB) room() error {
	f, err := os.CreateTemp(filepath.Dir(d.path), ".mentor-probe-*")
	if err != nil {
		return fault(d.path, err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if _, err := f.Write(make([]byte, probeBytes)); err != nil {
		return fault(d.path, err)
	}
	return fault(d.path, f.Sync())
}

// Inspect reads the whole file as it is on the disk, past what is in memory,
// and remembers what it finds for Damage.
func (d *DB) Inspect(ctx context.Context) error {
	c, err := d.connect(true) // a connection of its own has no pages in memory
	if err == nil {
		defer c.close()
		err = check(ctx, c.sql, d.path)
	} else { // where the page that is damaged is the schema's
		err = fault(d.path, err)
	}
	switch {
	case errors.Is(err, bot.ErrCorrupt):
		d.damaged.Store(&err)
	case err == nil:
		d.damaged.Store(nil)
	}
	return err
}

// Damage is what Inspect, or anything that was read since, has found to be
// wrong with the file; nil if nothing is known to be.
func (d *DB) Damage() error {
	if err := d.damaged.Load(); err != nil {
		return *err
	}
	return nil
}

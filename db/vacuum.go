package db

import (
	"context"
	"os"
)

// Vacuum writes the file anew without the room of what was deleted, and gives
// its size before and after, in bytes. Writers wait meanwhile: a second for
// some hundred megabytes. It needs as much free room as the file takes.
func (d *DB) Vacuum(ctx context.Context) (before, after int64, err error) {
	if before, err = size(d.path); err != nil {
		return 0, 0, fault(d.path, err)
	}
	for _, statement := range []string{`VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		if _, err := d.pool.ExecContext(ctx, statement); err != nil {
			return before, before, fault(d.path, err)
		}
	}
	after, err = size(d.path)
	return before, after, fault(d.path, err)
}

// size is that of a database with what its log holds.
func size(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	total := info.Size()
	if log, err := os.Stat(path + "-wal"); err == nil {
		total += log.Size()
	}
	return total, nil
}

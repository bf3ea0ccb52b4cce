package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"mentor/bot"
	"mentor/db"
)

// backupCmd copies the database while it is in use.
type backupCmd struct {
	Dest string `arg:"" help:"The file to write; it must not exist yet."`
}

// Run implements the command.
func (c *backupCmd) Run(ctx context.Context, w world, cfg config) error {
	if _, err := os.Lstat(c.Dest); err == nil {
		return usageError{fmt.Errorf("%s exists already; name a new file, so that no backup is lost", c.Dest)}
	}
	if dir := filepath.Dir(c.Dest); !isDir(dir) {
		return usageError{fmt.Errorf("there is no folder %s: make it (mkdir -p %[1]s), or name a file in one that exists", dir)}
	}
	return withDB(ctx, cfg, func(d *db.DB) error {
		if err := d.Backup(ctx, c.Dest); err != nil {
			return err
		}
		fmt.Fprintf(w.out, "Copied and checked: %s\n", c.Dest)
		return nil
	})
}

// vacuumCmd gives room back to the disk.
type vacuumCmd struct{}

// Run implements the command.
func (*vacuumCmd) Run(ctx context.Context, w world, cfg config) error {
	return withDB(ctx, cfg, func(d *db.DB) error {
		before, after, err := d.Vacuum(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(w.out, "%s took %s, and takes %s now.\n", cfg.DB, megabytes(before), megabytes(after))
		return nil
	})
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

// restoreCmd goes back to a backup.
type restoreCmd struct {
	Backup string `arg:"" help:"The file that 'mentor backup' wrote."`
}

// Run implements the command.
func (c *restoreCmd) Run(ctx context.Context, w world, cfg config) error {
	kept, err := db.Restore(ctx, c.Backup, cfg.DB, time.Now())
	if kept != "" {
		fmt.Fprintf(w.out, "The database that was there is kept: %s\n", kept)
	}
	if err != nil {
		return missing(err)
	}
	fmt.Fprintf(w.out, "Checked and put in place: %s\n", cfg.DB)
	return nil
}

// missing makes a file that is not there a mistake of whoever named it.
func missing(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) && errors.Is(err, fs.ErrNotExist) && !errors.Is(err, bot.ErrNotSaved) {
		return usageError{fmt.Errorf("%s cannot be read: %w. Name a file that 'mentor backup' wrote", at.Path, at.Err)}
	}
	return err
}

// withDB opens the database that exists, for a command that only looks after it.
func withDB(ctx context.Context, cfg config, do func(*db.DB) error) error {
	if _, err := os.Stat(cfg.DB); err != nil {
		return usageError{fmt.Errorf("there is no database at %s (%w): name it with --db", cfg.DB, reason(err))}
	}
	d, err := db.Open(ctx, cfg.DB, db.Options{})
	if err != nil {
		return err
	}
	return errors.Join(do(d), d.Close())
}

package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"

	"mentor/bot"
	"mentor/db/rights"
)

// backupPages is how many pages a backup copies between looks at its context.
const backupPages = 1024

// Backup writes a copy of the database as it stands at this moment to dest,
// while everything goes on. dest appears only once it is whole, checked and
// on the disk; an older file there is replaced.
func (d *DB) Backup(ctx context.Context, dest string) (err error) {
	part := dest + ".part"
	defer os.Remove(part)
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fault(part, err)
	}
	f, err := rights.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, rights.OwnerOf(dest))
	if err != nil {
		return fault(part, err)
	}
	f.Close()
	// No journal: a part that is not finished is thrown away.
	target, err := sql.Open("sqlite3", fileURL(part)+"?_journal_mode=OFF&_synchronous=FULL")
	if err != nil {
		return fault(part, err)
	}
	defer target.Close()
	// The snapshot of one reading: what is written meanwhile does not make
	// the copy start again.
	err = d.view(ctx, func(t *tx) error { return copyPages(ctx, t.conn.sql, target) })
	if err != nil {
		return fault(part, err)
	}
	if err := check(ctx, target, part); err != nil {
		return err
	}
	if err := target.Close(); err != nil {
		return fault(part, err)
	}
	if err := os.Rename(part, dest); err != nil {
		return fault(dest, err)
	}
	return syncDir(filepath.Dir(dest))
}

// copyPages runs SQLite's backup from one connection to another.
func copyPages(ctx context.Context, from *sql.Conn, target *sql.DB) error {
	to, err := target.Conn(ctx)
	if err != nil {
		return err
	}
	defer to.Close()
	return to.Raw(func(dst any) error {
		return from.Raw(func(src any) error {
			b, err := dst.(*sqlite3.SQLiteConn).Backup("main", src.(*sqlite3.SQLiteConn), "main")
			if err != nil {
				return err
			}
			for done := false; !done && err == nil; {
				if err = ctx.Err(); err == nil {
					done, err = b.Step(backupPages)
				}
			}
			return errors.Join(err, b.Finish())
		})
	})
}

// syncDir makes a rename last through a power cut.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fault(dir, err)
	}
	defer f.Close()
	return fault(dir, f.Sync())
}

// Check reads the whole database and says what is wrong with it: nil, or
// bot.ErrCorrupt with the first of what was found.
func (d *DB) Check(ctx context.Context) error { return check(ctx, d.pool, d.path) }

// querier is a connection, or a pool of them.
type querier interface {
	QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
}

func check(ctx context.Context, pool querier, path string) error {
	var found []error
	read := func(text string, scan func(*sql.Rows) error) error {
		rows, err := pool.QueryContext(ctx, text)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if err := scan(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	}
	err := read(`PRAGMA integrity_check(10)`, func(rows *sql.Rows) error {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			found = append(found, errors.New(line))
		}
		return nil
	})
	if err != nil {
		return fault(path, err)
	}
	err = read(`PRAGMA foreign_key_check`, func(rows *sql.Rows) error {
		var table, parent string
		var row sql.NullInt64
		var key int
		if err := rows.Scan(&table, &row, &parent, &key); err != nil {
			return err
		}
		if len(found) < 10 {
			found = append(found, fmt.Errorf("row %d of %s points at a row of %s that is not there", row.Int64, table, parent))
		}
		return nil
	})
	if err != nil {
		return fault(path, err)
	}
	if len(found) == 0 {
		return nil
	}
	return &Fault{Kind: bot.ErrCorrupt, Err: errors.Join(found...),
		Do: fmt.Sprintf("%s is damaged: stop the program and restore the newest backup ('mentor restore FILE')", path)}
}

// checkpointWait is how long a checkpoint waits for readers. It keeps writers
// out meanwhile, so it is short: there is always a next time.
const checkpointWait = 100 * time.Millisecond

// checkpoint moves the log into the file and empties it, so that what was
// erased is not left in it. Where others are reading, it is left for next time.
func (d *DB) checkpoint(ctx context.Context) error {
	c, err := d.connect(false)
	if err != nil {
		return fault(d.path, err)
	}
	defer c.close()
	if err := c.exec(fmt.Sprintf("PRAGMA busy_timeout = %d", checkpointWait.Milliseconds())); err != nil {
		return fault(d.path, err)
	}
	var blocked, log, moved int
	err = c.sql.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&blocked, &log, &moved)
	if busy(err) {
		return nil
	}
	return fault(d.path, err)
}

package db

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"mentor/bot"
)

// Glance is what can be said of a database without opening it for use.
type Glance struct {
	Version, Newest int64 // of its schema, and what this program knows
	Bytes           int64
	Waiting, Parked int       // deliveries
	LastSent        time.Time // zero: none yet
}

// Look reads the file at path as it is: nothing is brought up to date, nothing
// is written. err says what is wrong with it, and what to do.
func Look(ctx context.Context, path string) (g Glance, err error) {
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		err = syscall.EISDIR
	}
	if err != nil {
		return g, fault(path, err)
	}
	pool, err := sql.Open("sqlite3", fileURL(path)+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		return g, fault(path, err)
	}
	defer pool.Close()
	p, err := migrations(pool)
	if err != nil {
		return g, err
	}
	sources := p.ListSources()
	g.Newest = sources[len(sources)-1].Version
	if g.Version, err = fileVersion(ctx, pool); err != nil {
		return g, fault(path, err)
	}
	if g.Bytes, err = size(path); err != nil {
		return g, fault(path, err)
	}
	if g.Version > g.Newest {
		return g, &Fault{Kind: bot.ErrNewer, Do: fmt.Sprintf("%s is of version %d, this program knows up to %d: use the newer program", path, g.Version, g.Newest)}
	}
	if err := check(ctx, pool, path); err != nil {
		return g, err
	}
	if g.Version == 0 {
		return g, nil
	}
	var last sql.NullInt64
	const deliveries = `SELECT count(*) FILTER (WHERE state IN ('pending', 'claimed')), count(*) FILTER (WHERE state = 'parked'),
		max(due_at) FILTER (WHERE state = 'sent') FROM deliveries`
	if err := pool.QueryRowContext(ctx, deliveries).Scan(&g.Waiting, &g.Parked, &last); err != nil {
		return g, fault(path, err)
	}
	if last.Valid {
		g.LastSent = time.UnixMilli(last.Int64).UTC()
	}
	return g, nil
}

// Files are the database at path and what the program keeps beside it, as far as
// they are there: SQLite's log, the locks, the journal of erasures.
func Files(path string) (there []string) {
	all := []string{path}
	for _, suffix := range []string{"-wal", "-shm", ".lock", ".turn", ".erased", ".era"} {
		all = append(all, path+suffix)
	}
	for n := 1; n <= maxSlots; n++ {
		all = append(all, slotPath(path, n))
	}
	for _, file := range all {
		if exists(file) {
			there = append(there, file)
		}
	}
	return there
}

// Aside are the files beside the database at path that Restore or an upgrade set
// aside: nothing is erased from them, until somebody deletes them.
func Aside(path string) (there []string) {
	dir, name := filepath.Split(path)
	entries, _ := os.ReadDir(filepath.Clean(dir)) // a folder that cannot be read shows none
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), name+".before-") {
			there = append(there, filepath.Join(dir, e.Name()))
		}
	}
	return there
}

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

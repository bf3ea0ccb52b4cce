package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"github.com/gofrs/flock"
	"github.com/prometheus/client_golang/prometheus"

	"mentor/db/rights"
)

// Copies on a schedule, as they are unless set otherwise.
const (
	backupsEvery = 24 * time.Hour
	backupsKept  = 7
	backupsRetry = 10 * time.Minute // after one that failed
	backupsLock  = "mentor.lock"
	backupTime   = "20060102T150405Z"
)

var backupName = regexp.MustCompile(`^mentor-(\d{8}T\d{6}Z)\.db$`)

// backups copies the database into a folder by and by, and keeps the newest.
// Several processes may share the folder: the first that finds a copy due makes it.
type backups struct {
	dir    string
	every  time.Duration
	keep   int
	copy   func(ctx context.Context, dest string) error // whole and checked, or an error
	now    func() time.Time
	log    *slog.Logger
	failed prometheus.Counter
}

// watch makes metrics of the copies.
func (b *backups) watch(metrics *prometheus.Registry) {
	b.failed = prometheus.NewCounter(prometheus.CounterOpts{Name: "mentor_backup_failures_total", Help: "Copies that could not be made."})
	metrics.MustRegister(b.failed, prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "mentor_backup_newest_timestamp_seconds",
		Help: "When the newest copy in MENTOR_BACKUP_DIR was made; 0: there is none."}, func() float64 {
		if _, at, err := b.newest(); err == nil && !at.IsZero() {
			return float64(at.Unix())
		}
		return 0
	}))
}

// run makes copies until ctx ends.
func (b *backups) run(ctx context.Context) {
	for {
		wait, err := b.turn(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			b.failed.Inc()
			b.log.Error("no copy of the database was made", "folder", b.dir, "err", err)
			wait = min(b.every, backupsRetry)
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return
		}
	}
}

// turn makes a copy where one is due, and says how long nothing is due.
func (b *backups) turn(ctx context.Context) (time.Duration, error) {
	name := filepath.Join(b.dir, backupsLock)
	if err := rights.MkdirAll(b.dir); err != nil {
		return 0, err
	}
	if err := rights.Make(name, rights.OwnerOf(name)); err != nil {
		return 0, err
	}
	lock := flock.New(name, flock.SetPermissions(0o600))
	defer lock.Close()
	if _, err := lock.TryLockContext(ctx, time.Second); err != nil {
		return 0, err
	}
	_, last, err := b.newest()
	if err != nil {
		return 0, err
	}
	now := b.now()
	if wait := last.Add(b.every).Sub(now); !last.IsZero() && wait > 0 {
		return min(wait, b.every), nil // a clock that went back waits no longer than that
	}
	name = filepath.Join(b.dir, "mentor-"+now.UTC().Format(backupTime)+".db")
	if err := b.copy(ctx, name); err != nil {
		return 0, err
	}
	b.log.Info("database copied", "file", name)
	return b.every, b.prune()
}

// newest names the copies, oldest first, and when the last was made.
func (b *backups) newest() (names []string, last time.Time, err error) {
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		return nil, last, err
	}
	for _, e := range entries {
		if m := backupName.FindStringSubmatch(e.Name()); m != nil && e.Type().IsRegular() {
			if at, err := time.Parse(backupTime, m[1]); err == nil {
				names, last = append(names, e.Name()), at // ReadDir sorts, and the names sort by time
			}
		}
	}
	return names, last, nil
}

// prune takes away what is beyond the number to keep; files of other names are
// nobody's business here.
func (b *backups) prune() error {
	names, _, err := b.newest()
	if err != nil {
		return err
	}
	slices.Reverse(names)
	var errs []error
	for _, name := range names[min(b.keep, len(names)):] {
		errs = append(errs, os.Remove(filepath.Join(b.dir, name)))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("older copies stay: %w", err)
	}
	return nil
}

package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"mentor/bot"
	"mentor/db/rights"
)

// Restore puts a backup in the place of the database at path, which no program
// may be using. Only what would serve is put there: Mentor's, whole, of a
// schema that this program knows and can bring to its own. The database that
// makes way is kept beside, under the name that is returned (empty if there
// was none). What has been erased, planned and sent since the backup is known
// at the next Open, from the files beside it.
func Restore(ctx context.Context, backup, path string, now time.Time) (kept string, err error) {
	if path, err = filepath.Abs(path); err != nil {
		return "", err
	}
	if same(backup, path) {
		return "", &Fault{Kind: bot.ErrNotSaved, Do: fmt.Sprintf("%s is the database itself: name a backup of it", backup)}
	}
	if err := rights.MkdirAll(filepath.Dir(path)); err != nil {
		return "", fault(path, err)
	}
	if err := makeLocks(path); err != nil {
		return "", fault(path, err)
	}
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	defer lock.Close()
	if _, err := lock.TryLockContext(ctx, lockRetry); err != nil {
		return "", fault(path, err)
	}
	if err := unused(path); err != nil {
		return "", err
	}
	part := path + ".part"
	defer removeAll(part, part+"-wal", part+"-shm", part+".lock")
	erased, err := prepareCopy(ctx, backup, part, rights.OwnerOf(path))
	if err != nil {
		return "", err
	}
	if err := keepErasures(ctx, path, erased); err != nil {
		return "", err
	}
	if kept, err = keepAside(path, now); err != nil {
		return "", err
	}
	// The old file's log would be read as the new one's. It goes before the
	// file, and what was in it is kept.
	if err := removeAll(path+"-wal", path+"-shm"); err != nil {
		return kept, err
	}
	if err := os.Rename(part, path); err != nil {
		return kept, fault(path, err)
	}
	return kept, syncDir(filepath.Dir(path))
}

// unused is an error while a program serves the database at path.
func unused(path string) error {
	for n := 1; n <= maxSlots; n++ {
		slot := flock.New(slotPath(path, n), flock.SetFlag(os.O_RDONLY))
		free, err := slot.TryLock()
		slot.Close()
		if err == nil && !free {
			return &Fault{Kind: bot.ErrNotSaved, Do: fmt.Sprintf("a program is using %s: stop it, then try again", path)}
		}
	}
	return nil
}

// prepareCopy makes part, for user u, the backup as this program would serve it,
// and says whom its journal has as erased.
func prepareCopy(ctx context.Context, backup, part string, u rights.User) (erased journalOf, err error) {
	if err := removeAll(part, part+"-wal", part+"-shm"); err != nil {
		return erased, err
	}
	if err := copyFile(backup, part, u); err != nil {
		return erased, err
	}
	// One that was not made by Backup may have its last commits in a log beside it.
	if info, err := os.Stat(backup + "-wal"); err == nil && info.Size() > 0 {
		if err := copyRaw(backup+"-wal", part+"-wal", u); err != nil {
			return erased, err
		}
	}
	pool, err := sql.Open("sqlite3", dsn(part))
	if err != nil {
		return erased, wrongBackup(backup, err)
	}
	defer pool.Close()
	if version, err := fileVersion(ctx, pool); err != nil {
		return erased, wrongBackup(backup, err)
	} else if version == 0 {
		return erased, wrongBackup(backup, errEmpty)
	}
	if err := check(ctx, pool, backup); err != nil {
		return erased, wrongBackup(backup, err)
	}
	if err := migrate(ctx, pool, part, slog.New(slog.DiscardHandler)); err != nil {
		return erased, wrongBackup(backup, err)
	}
	if erased, err = readJournal(ctx, pool); err != nil {
		return erased, wrongBackup(backup, err)
	}
	// The schema is what its version says if all that the program asks of it
	// can be asked.
	for _, text := range statements {
		s, err := pool.PrepareContext(ctx, text)
		if err != nil {
			return erased, wrongBackup(backup, &Fault{Kind: bot.ErrCorrupt, Err: err})
		}
		s.Close()
	}
	if err := pool.Close(); err != nil { // the last one moves the log into the file
		return erased, fault(part, err)
	}
	return erased, syncFile(part)
}

// notRestored is what is wrong with a backup: the database is as it was.
type notRestored struct{ kind error }

func (notRestored) Error() string   { return "nothing was restored" }
func (n notRestored) Unwrap() error { return n.kind }

var errEmpty = errors.New("the database is empty")

// wrongBackup says of a file that cannot be restored what to do instead.
func wrongBackup(backup string, err error) error {
	say := func(kind error, do string) error {
		var f *Fault
		if errors.As(err, &f) {
			err = f.Err
		}
		return &Fault{Kind: notRestored{kind}, Do: fmt.Sprintf(do, backup), Err: err}
	}
	known := fault(backup, err)
	switch {
	case errors.Is(err, errNoDatabase), errors.Is(err, errForeign), errors.Is(err, errEmpty):
		return &Fault{Kind: notRestored{bot.ErrCorrupt}, Do: fmt.Sprintf("%s is no backup of Mentor's: name a file that 'mentor backup' wrote", backup)}
	case errors.Is(err, bot.ErrNewer):
		return say(bot.ErrNewer, "%s was made by a newer program than this one: start the newer program to restore it")
	case errors.Is(known, bot.ErrNotSaved):
		return known
	}
	return say(bot.ErrCorrupt, "%s is damaged: take an older backup")
}

// keepErasures adds to the journal beside path whom the backup and the database
// that makes way know to be erased: a copy put there later may not.
func keepErasures(ctx context.Context, path string, erased journalOf) error {
	all := []journalOf{erased}
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		// Damaged, it is what a backup is put in the place of: its journal lies
		// beside it all the same.
		if pool, err := sql.Open("sqlite3", fileURL(path)+"?_query_only=true"); err == nil {
			old, err := readJournal(ctx, pool)
			pool.Close()
			if err == nil {
				all = append(all, old)
			}
		}
	}
	for _, of := range all {
		j := newJournal(path)
		j.name = of.name
		filed, err := j.readErased()
		if err != nil {
			return err
		}
		if missing := lacking(filed, of.erased); len(missing) > 0 {
			if err := j.noteErased(missing); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepAside gives the database at path a second name, by which it stays when
// another takes its place; its log too, with the commits that are only there.
func keepAside(path string, now time.Time) (kept string, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) || err == nil && info.Size() == 0 {
		return "", nil
	}
	if err != nil {
		return "", fault(path, err)
	}
	stamp := path + ".before-restore-" + now.UTC().Format("20060102-150405")
	kept = stamp
	for n := 2; exists(kept); n++ {
		kept = fmt.Sprintf("%s-%d", stamp, n)
	}
	for _, suffix := range []string{"-wal", ""} { // the name stands for both: it comes last
		if !exists(path + suffix) {
			continue
		}
		if err := os.Link(path+suffix, kept+suffix); err != nil { // not every file system has links
			if err := copyRaw(path+suffix, kept+suffix, rights.OwnerOf(path)); err != nil {
				return "", err
			}
		}
	}
	return kept, syncDir(filepath.Dir(path))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// same reports whether two paths are one file.
func same(a, b string) bool {
	x, errA := os.Stat(a)
	y, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(x, y)
}

// removeAll removes files that may be there.
func removeAll(paths ...string) error {
	for _, path := range paths {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fault(path, err)
		}
	}
	return nil
}

// copyFile copies a file that is a database, down to the disk.
func copyFile(from, to string, u rights.User) error {
	in, err := os.Open(from)
	if err != nil {
		return err // named wrongly: nothing is wrong with the database
	}
	head := make([]byte, len(magic))
	n, err := io.ReadFull(in, head)
	in.Close()
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
	case err != nil:
		return fault(from, err)
	}
	if string(head[:n]) != magic {
		return wrongBackup(from, errNoDatabase)
	}
	return copyRaw(from, to, u)
}

func copyRaw(from, to string, u rights.User) error {
	in, err := os.Open(from)
	if err != nil {
		return fault(from, err)
	}
	defer in.Close()
	out, err := rights.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, u)
	if err != nil {
		return fault(to, err)
	}
	defer out.Close()
	if _, err := io.Copy(out, in); err != nil {
		return fault(to, err)
	}
	if err := out.Sync(); err != nil {
		return fault(to, err)
	}
	return fault(to, out.Close())
}

// syncFile brings a file down to the disk.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fault(path, err)
	}
	defer f.Close()
	return fault(path, f.Sync())
}

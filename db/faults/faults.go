// Package faults tells what an error of SQLite or of the system means: which of
// the core's errors it is, and what the operator can do about it. It must not
// know any statement.
package faults

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"mentor/bot"
)

// What is wrong with a file.
var (
	ErrNoDatabase = errors.New("the file is no SQLite database")
	ErrForeign    = errors.New("the file is the database of another program")
)

// Fault is an error of the database as a whole: which of the core's errors it
// is, and what to do about it.
type Fault struct {
	Kind error  // bot.ErrNotSaved, bot.ErrCorrupt or bot.ErrNewer
	Do   string // for the operator, with the file's path
	Err  error  // what SQLite or the system said
}

func (f *Fault) Error() string {
	if f.Err == nil {
		return fmt.Sprintf("%v: %s", f.Kind, f.Do)
	}
	return fmt.Sprintf("%v: %s (%v)", f.Kind, f.Do, f.Err)
}

// Unwrap makes errors.Is find the kind as well as the cause.
func (f *Fault) Unwrap() []error {
	if f.Err == nil {
		return []error{f.Kind}
	}
	return []error{f.Kind, f.Err}
}

// Of turns an error of the database as a whole into a *Fault; others stay
// as they are.
func Of(path string, err error) error {
	var known *Fault
	if err == nil || errors.As(err, &known) {
		return err
	}
	say := func(kind error, do string, args ...any) error {
		return &Fault{Kind: kind, Do: fmt.Sprintf(do, args...), Err: err}
	}
	dir := filepath.Dir(path)
	switch {
	case errors.Is(err, ErrNoDatabase), errors.Is(err, ErrForeign):
		return say(bot.ErrCorrupt, "%s is not Mentor's: name another file with --db, or move this one away", path)
	case errors.Is(err, syscall.EISDIR):
		return say(bot.ErrNotSaved, "%s is a folder: name a file in it with --db", path)
	case errors.Is(err, syscall.ENOTDIR):
		return say(bot.ErrNotSaved, "%s cannot be a folder, because a part of it is a file: name another with --db", dir)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return say(bot.ErrNotSaved, "the disk is full: free some space where %s lies, then try again", path)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return say(bot.ErrNotSaved, "%s may not be written: give this user the right to write it and its folder, or name another with --db", path)
	case errors.Is(err, fs.ErrNotExist):
		return say(bot.ErrNotSaved, "%s cannot be made: check that its folder can exist", path)
	}
	var lite sqlite3.Error
	if !errors.As(err, &lite) {
		return err
	}
	switch lite.Code {
	case sqlite3.ErrNotADB, sqlite3.ErrCorrupt, sqlite3.ErrFormat:
		return say(bot.ErrCorrupt, "%s is damaged: stop the program and restore the newest backup ('mentor restore FILE')", path)
	case sqlite3.ErrFull:
		return say(bot.ErrNotSaved, "the disk is full: free some space where %s lies, then try again", path)
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrAuth:
		return say(bot.ErrNotSaved, "%s may not be written: give this user the right to write it and its folder, or name another with --db", path)
	case sqlite3.ErrCantOpen:
		return say(bot.ErrNotSaved, "%s cannot be opened: check that its folder exists and may be written", path)
	case sqlite3.ErrIoErr:
		return say(bot.ErrNotSaved, "the disk under %s fails: check the disk and the system's log, then try again", path)
	case sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrProtocol:
		return say(bot.ErrNotSaved, "another program holds %s: end it (an open sqlite3 shell, a copy in progress), then try again", path)
	case sqlite3.ErrNomem:
		return say(bot.ErrNotSaved, "there is no memory left for %s: give the program more, then try again", path)
	}
	return err
}

// Row maps the error of one statement to the core's.
func Row(err error) error {
	var lite sqlite3.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return bot.ErrNotFound
	case errors.As(err, &lite) && lite.Code == sqlite3.ErrConstraint:
		switch lite.ExtendedCode {
		case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey, sqlite3.ErrConstraintRowID:
			return fmt.Errorf("%w: %w", bot.ErrDuplicate, err)
		case sqlite3.ErrConstraintForeignKey:
			return fmt.Errorf("%w: %w", bot.ErrNotFound, err)
		}
	}
	return err
}

// BreaksBatch reports whether an error spoils the whole transaction, not one
// statement: SQLite may have rolled all of it back.
func BreaksBatch(err error) bool {
	var lite sqlite3.Error
	if !errors.As(err, &lite) {
		return errors.Is(err, sql.ErrConnDone)
	}
	switch lite.Code {
	case sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrNomem, sqlite3.ErrCorrupt, sqlite3.ErrNotADB,
		sqlite3.ErrBusy, sqlite3.ErrCantOpen, sqlite3.ErrInterrupt, sqlite3.ErrProtocol:
		return true
	}
	return false
}

// Busy reports whether another process is in the way.
func Busy(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) &&
		(lite.Code == sqlite3.ErrBusy || lite.Code == sqlite3.ErrLocked || lite.Code == sqlite3.ErrProtocol)
}

package bot

import "errors"

// Faults that a Store maps its own to. The core turns them into words for people.
var (
	ErrNotFound  = errors.New("not found")
	ErrDuplicate = errors.New("exists already")
	// ErrNotSaved: the disk is full, read-only or failing; nothing was kept.
	ErrNotSaved = errors.New("not saved")
	// ErrNewer: the database was written by a newer program.
	ErrNewer = errors.New("database is newer than this program")
	// ErrCorrupt: the file is no database, or a damaged one.
	ErrCorrupt = errors.New("database is damaged")
	// ErrNothing: what was to be composed has become pointless (answered
	// meanwhile, nothing to say); its delivery is skipped.
	ErrNothing = errors.New("nothing to send")
)

func isNotFound(err error) bool { return errors.Is(err, ErrNotFound) }

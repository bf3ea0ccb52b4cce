package bot

import (
	"errors"
	"fmt"
)

// Faults that a Store maps its own to. The core turns them into words for people.
var (
	ErrNotFound  = errors.New("not found")
	ErrDuplicate = errors.New("exists already")
	// ErrNotSaved: the disk is full, read-only or failing; nothing was kept.
	ErrNotSaved = errors.New("nothing can be saved")
	// ErrNewer: the database was written by a newer program.
	ErrNewer = errors.New("database is newer than this program")
	// ErrCorrupt: the file is no database, or a damaged one.
	ErrCorrupt = errors.New("database is damaged")
	// ErrNothing: what was to be composed has become pointless (answered
	// meanwhile, nothing to say); its delivery is skipped.
	ErrNothing = errors.New("nothing to send")
	ErrLater   = errors.New("to be kept first") // an event is handled once it is kept and acknowledged
)

// Refused is a setting that a platform refuses for good: an adapter's Run ends
// with it, because asking again cannot help.
type Refused struct {
	Setting string // the environment variable
	Mend    string // what to do, as a sentence
	Err     error  // what the platform said; never the value
}

func (r *Refused) Error() string {
	return fmt.Sprintf("%s is refused (%v). %s", r.Setting, r.Err, r.Mend)
}

func (r *Refused) Unwrap() error { return r.Err }

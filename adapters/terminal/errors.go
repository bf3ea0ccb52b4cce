package terminal

import (
	"errors"
	"io/fs"
)

// errClosed: the conversation is over, or has not begun.
var errClosed = errors.New("the conversation is not open")

var errInterrupted = errors.New("interrupted")

// cause is the system's own words without the path, which is said beside them.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

package db

import (
	"errors"
	"time"

	"mentor/db/faults"
)

// Fault is an error of the database as a whole, with what to do about it.
type Fault = faults.Fault

var (
	errClosed = errors.New("the database is closed")
	errOver   = errors.New("the transaction is over")

	fault, rowError, breaksBatch, busy = faults.Of, faults.Row, faults.BreaksBatch, faults.Busy
	errNoDatabase, errForeign          = faults.ErrNoDatabase, faults.ErrForeign
)

// ms is an instant as it stands in a row: milliseconds UTC, 0 for none.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// instant reads what ms wrote.
type instant struct{ t *time.Time }

func (i instant) Scan(v any) error {
	*i.t = at(v.(int64))
	return nil
}

func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

package db

import "time"

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

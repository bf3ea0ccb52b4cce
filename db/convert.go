package db

import (
	"strings"
	"time"

	"mentor/bot/people"
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

// horizons are kept as "0-1,1-3".
func joinHorizons(hs []people.Horizon) string {
	parts := make([]string, len(hs))
	for i, h := range hs {
		parts[i] = string(h)
	}
	return strings.Join(parts, ",")
}

func splitHorizons(s string) []people.Horizon {
	if s == "" {
		return nil
	}
	var hs []people.Horizon
	for part := range strings.SplitSeq(s, ",") {
		hs = append(hs, people.Horizon(part))
	}
	return hs
}

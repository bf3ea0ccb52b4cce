package people

import (
	"testing"
	"time"
)

func TestWeeksAnswered(t *testing.T) {
	day := func(iso string) time.Time { d, _ := time.Parse(time.DateOnly, iso); return d }
	on := func(answered bool, dates ...string) (out []CheckIn) {
		for _, d := range dates {
			c := CheckIn{Date: d}
			if answered {
				c.Answered = day(d)
			}
			out = append(out, c)
		}
		return out
	}
	mondays := []string{"2026-11-16", "2026-11-09", "2026-11-02", "2026-10-26", "2026-10-19", "2026-10-12", "2026-10-05", "2026-09-28", "2026-09-21"}
	for _, c := range []struct {
		name         string
		all          []CheckIn
		today        string
		answered, of int
	}{
		{"none", nil, "2026-11-22", 0, 0},
		{"eight weeks, two without an answer", append(on(true, mondays[:6]...), on(false, mondays[6:]...)...), "2026-11-22", 6, 8},
		{"a week that has just begun does not count yet", on(true, mondays...), "2026-11-23", 8, 8},
		{"but does once it has a check-in", append(on(false, "2026-11-23"), on(true, mondays...)...), "2026-11-23", 7, 8},
		{"no more than since the first", append(on(true, "2026-11-11", "2026-11-09"), on(false, "2026-11-02")...), "2026-11-22", 1, 2},
		{"two in a week count once", on(true, "2026-11-17", "2026-11-16"), "2026-11-22", 1, 1},
		{"a date from a clock that was wrong", on(true, "2027-01-01"), "2026-11-22", 0, 0},
		{"no date", on(true, "soon"), "2026-11-22", 0, 0},
	} {
		if answered, of := WeeksAnswered(c.all, day(c.today), 8); answered != c.answered || of != c.of {
			t.Errorf("%s: %d of %d, want %d of %d", c.name, answered, of, c.answered, c.of)
		}
	}
}

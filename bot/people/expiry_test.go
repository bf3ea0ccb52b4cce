package people_test

import (
	"testing"
	"time"

	"mentor/bot/people"
)

func TestAfterPeriod(t *testing.T) {
	for _, c := range []struct{ from, period, want string }{
		{"2026-03-03", "P3Y", "2029-03-03"},
		{"2024-02-29", "P1Y", "2025-02-28"},
		{"2024-02-29", "P4Y", "2028-02-29"},
		{"2026-01-31", "P1M", "2026-02-28"},
		{"2026-08-31", "P25M", "2028-09-30"},
		{"2026-12-31", "P2M", "2027-02-28"},
		{"2026-03-03", "P90D", "2026-06-01"},
		{"2026-03-03", "P1Y6M", "2027-09-03"},
		{"2026-03-03", "P", ""},
		{"2026-03-03", "", ""},
		{"2026-03-03", "3 years", ""},
	} {
		from, _ := time.Parse(time.DateOnly, c.from)
		got, ok := people.AfterPeriod(from, c.period)
		if ok != (c.want != "") || ok && got.Format(time.DateOnly) != c.want {
			t.Errorf("%s after %s is %v, %v; want %q", c.period, c.from, got, ok, c.want)
		}
	}
}

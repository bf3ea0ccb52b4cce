package plainwords

import (
	"errors"
	"testing"
	"time"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// Sunday 22 November 2026.
var Someday = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

func TestParseDate(t *testing.T) {
	for _, c := range []struct {
		said string
		lang people.Lang
		lean Lean
		want string // a date, or the kind of DateError
	}{
		{"3 march 2026", "en", Past, "2026-03-03"},
		{"March 3rd, 2026", "en", Past, "2026-03-03"},
		{"on the 3rd of March", "en", Past, "2026-03-03"},
		{"le 3 mars 2026", "fr", Past, "2026-03-03"},
		{"1er décembre", "fr", Past, "2025-12-01"},
		{"1er décembre", "fr", Future, "2026-12-01"},
		{"2026-03-03", "en", Past, "2026-03-03"},
		{"03/04/2026", "fr", Past, "2026-04-03"},
		{"03/04/2026", "en", Past, "ambiguous"},
		{"13/04/2026", "en", Past, "2026-04-13"},
		{"3.4.26", "en", Past, "2026-04-03"},
		{"31/02/2026", "fr", Past, "impossible"},
		{"30 february 2026", "en", Past, "impossible"},
		{"today", "en", Past, "2026-11-22"},
		{"Hier", "fr", Past, "2026-11-21"},
		{"avant-hier", "fr", Past, "2026-11-20"},
		{"last friday", "en", Past, "2026-11-20"},
		{"vendredi dernier", "fr", Past, "2026-11-20"},
		{"friday", "en", Past, "2026-11-20"},
		{"friday", "en", Future, "2026-11-27"},
		{"lundi prochain", "fr", Future, "2026-11-23"},
		{"two weeks ago", "en", Past, "2026-11-08"},
		{"il y a 3 jours", "fr", Past, "2026-11-19"},
		{"dans dix jours", "fr", Future, "2026-12-02"},
		{"two weeks", "en", Future, "2026-12-06"},
		{"until monday", "en", Future, "2026-11-23"},
		{"jusqu'au 3 mars", "fr", Future, "2027-03-03"},
		{"march 2026", "en", Past, "2026-03-01"},
		{"in december", "en", Past, "2025-12-01"},
		{"3 mar 25", "en", Past, "2025-03-03"},
		{"2024", "en", Past, "month"},
		{"whenever", "en", Past, "unknown"},
		{"", "en", Past, "unknown"},
		{"12/12/12/12", "en", Past, "unknown"},
	} {
		got, _, err := ParseDate(c.said, Someday, c.lang, c.lean)
		said := got.Format(time.DateOnly)
		var e *DateError
		if errors.As(err, &e) {
			said = e.Kind
		}
		if said != c.want {
			t.Errorf("ParseDate(%q, %s, %v) = %s; want %s", c.said, c.lang, c.lean, said, c.want)
		}
	}
}

// Any string gives a date or a *DateError, and never panics.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"3 march", "le 1er", "0000-00-00", "il y a un an", "99/99/9999", "\xff", "last last friday", "9999 ans"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, past bool) {
		lean := Future
		if past {
			lean = Past
		}
		_, _, err := ParseDate(s, Someday, careers.English, lean)
		var e *DateError
		if err != nil && !errors.As(err, &e) {
			t.Errorf("ParseDate(%q): %v, which is no *DateError", s, err)
		}
	})
}

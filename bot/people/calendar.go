package people

import (
	"time"
)

// Calendar reads and computes schedules. Package reminders implements it.
type Calendar interface {
	// Parse reads plain words in lang or the other language ("every second
	// friday at 4pm", "le 1er du mois à 9h", "monthly") or a cron line. now
	// anchors "every second week". An error is a *ScheduleError.
	Parse(words string, lang Lang, zone string, now time.Time) (Plan, error)
	// Default is the plan of a horizon where the person picked none.
	Default(h Horizon) Plan
	// Next gives up to n instants after t, in UTC, at most one a local date.
	Next(p Plan, zone string, t time.Time, n int) ([]time.Time, error)
	// Describe says the plan in plain words: "every second Friday at 16:00".
	Describe(p Plan, lang Lang) string
	// Zone finds an IANA zone by its name, a city or an abbreviation in any
	// case; near is what may have been meant where it is not found.
	Zone(words string) (zone string, near []string)
	// Likely is where somebody may be who writes at now with a client in locale
	// (BCP 47, or a bare language), the likeliest first: people rarely write at
	// three in the morning. said, where it is not empty, is what they say their
	// clock shows ("15:20", "it's 3pm here"): then only zones where it does; none
	// where the words say something else. A zero now counts for nothing.
	Likely(locale string, now time.Time, said string) []LikelyZone
	// Named completes the name of a zone, city or country, the best first.
	Named(typed string, most int) []string
}

// LikelyZone is where somebody may be. The chances of all add up to 1.
type LikelyZone struct {
	Zone   string
	Chance float64
}

// ScheduleError says why a schedule is refused: the id of a wording
// ("schedule.refused.every-second", …), and what goes into it.
type ScheduleError struct {
	Reason string
	Data   map[string]string
}

func (e *ScheduleError) Error() string { return "schedule refused: " + e.Reason }

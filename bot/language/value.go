package language

import (
	"fmt"
	"strings"
)

// Value is what words of time mean: a Date, Range, Duration, Clock, Recurrence
// or Number.
type Value interface{ value() }

func (Date) value()       {}
func (Range) value()      {}
func (Duration) value()   {}
func (Clock) value()      {}
func (Recurrence) value() {}
func (Number) value()     {}

// Grain is the unit that a range is said in.
type Grain uint8

// The grains, from short to long. Days is any stretch.
const (
	Days Grain = iota
	Week
	Weekend
	Month
	Quarter
	Half
	Season
	Year
	Decade
)

// Bound says which end of a range was said; the other is the day of reading.
type Bound uint8

// The bounds. Until and By end with To, whose day is the one that was named:
// whether it still belongs to the range is for the caller ("paused until
// Monday" ends on Monday, "away until Friday" includes it). Before ends with
// the day before the one named. Of a month or a longer unit, "until June" names
// its first day. Since ends today; Onward and After have no end (To is zero).
const (
	Closed Bound = iota
	Until
	By
	Before
	Since  // since Monday
	Onward // from Monday on
	After  // from the day after Monday on
)

// Range is a stretch of days; To is its last day.
type Range struct {
	From, To Date
	Grain    Grain
	Bound    Bound
}

// String is the range as 2006-01-02..2006-01-09.
func (r Range) String() string { return r.From.String() + ".." + r.To.String() }

// Duration is a length of time in the units that it was said in.
type Duration struct{ Years, Months, Weeks, Days, Hours, Minutes int }

// AddTo goes the duration on from a day: years and months first, to the last
// day of a month that is too short, then weeks and days. Hours and minutes
// count by whole days.
func (d Duration) AddTo(day Date) Date {
	return day.AddMonths(12*d.Years+d.Months) + Date(7*d.Weeks+d.Days+(d.Hours*60+d.Minutes)/(24*60))
}

// SubFrom goes the duration back from a day.
func (d Duration) SubFrom(day Date) Date {
	return Duration{-d.Years, -d.Months, -d.Weeks, -d.Days, -d.Hours, -d.Minutes}.AddTo(day)
}

// plus adds two durations.
func (d Duration) plus(e Duration) Duration {
	return Duration{d.Years + e.Years, d.Months + e.Months, d.Weeks + e.Weeks, d.Days + e.Days, d.Hours + e.Hours, d.Minutes + e.Minutes}
}

// String is the duration as ISO 8601 writes it: P1Y2M, P2W, PT90M.
func (d Duration) String() string {
	var b strings.Builder
	b.WriteByte('P')
	part := func(n int, unit string) {
		if n != 0 {
			fmt.Fprintf(&b, "%d%s", n, unit)
		}
	}
	part(d.Years, "Y")
	part(d.Months, "M")
	part(d.Weeks, "W")
	part(d.Days, "D")
	if d.Hours != 0 || d.Minutes != 0 {
		b.WriteByte('T')
		part(d.Hours, "H")
		part(d.Minutes, "M")
	}
	if b.Len() == 1 {
		return "P0D"
	}
	return b.String()
}

// Clock is a time of day.
type Clock struct{ Hour, Minute int }

// String is the time as 15:04.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c.Hour, c.Minute) }

// Number is a count or a rank.
type Number struct {
	Value   float64
	Ordinal bool // "third"; -1 is the last, -2 the one before
}

// Problem is what is wrong with a reading, for words that ask about it.
type Problem string

// The problems of a reading. Its Value is then the nearest that can be.
const (
	WrongWeekday  Problem = "weekday"   // "Monday 3 March" where the 3rd is no Monday
	NoSuchDay     Problem = "no-day"    // 31 April: the value is the month's last day
	Backwards     Problem = "backwards" // a range that ends before it begins
	BetweenClocks Problem = "between"   // a schedule "between 9 and 10": the first is taken
	SeveralClocks Problem = "clocks"    // a schedule "at 9 and at 5": the first is taken
	TooOften      Problem = "too-often" // hourly: a day is the least
	Uneven        Problem = "uneven"    // "four times a month": weekly is taken
)

// Reading is what some tokens mean.
type Reading struct {
	Value    Value
	Other    Value // another meaning that the same words have, nil for none: ask where it matters
	From, To int   // the tokens: [From, To)
	Clock    Clock // of a date that was said with a time of day
	Timed    bool  // Clock was said
	Zone     string
	Exact    bool // no word was mended
	About    bool // "around", "environ"
	Problem  Problem
}

package language

import "time"

// Frequency is the period that a recurrence counts in.
type Frequency uint8

// The frequencies.
const (
	Daily Frequency = iota + 1
	Weekly
	Monthly
	Yearly
)

// Parity restricts to weeks by their ISO number.
type Parity uint8

// The parities.
const (
	EveryWeek Parity = iota
	EvenWeeks
	OddWeeks
)

// On is a weekday of a recurrence: each one in the period (Nth 0), or the Nth
// in the month, from its end where negative.
type On struct {
	Day time.Weekday
	Nth int
}

// Recurrence is when something comes again.
//
// Interval counts periods from the one that From lies in; without From, from
// the one in which the first occurrence falls (Next says it), so that who keeps
// an interval above 1 sets From. A Monthly interval of 3, 6 or 12 that Aligned
// says counts from January. A day of the month that a month has not is its last
// day: "the 31st" comes on 28 February. Where nothing says the day, it is
// From's, else the period's first (a Monday).
type Recurrence struct {
	Every    Frequency
	Interval int
	On       []On
	Days     []int // of the month; -1 the last, -2 the one before
	Workday  int   // the nth Monday-to-Friday day of the month; negative from its end
	Months   []time.Month
	Weeks    Parity
	Aligned  bool
	From     Date
	Until    Date // last day that counts
	Count    int
	Except   []Range
	At       Clock
	Timed    bool
}

package language

import "time"

// holiday is a named day: on a date, so many days from Easter, or the n-th
// weekday of a month.
type holiday struct {
	Date   [2]int // month, day
	Easter *int
	Nth    [3]int // n, ISO weekday, month
	Plus   int    // days after that
}

// in is the holiday's day in a year.
func (h holiday) in(year int) (Date, bool) {
	switch {
	case h.Easter != nil:
		return easter(year) + Date(*h.Easter), true
	case h.Nth[2] != 0:
		first := NewDate(year, time.Month(h.Nth[2]), 1)
		d, _, ok := nth(h.Nth[0], int32(100+h.Nth[1]), first, first+Date(first.daysInMonth())-1)
		return d + Date(h.Plus), ok
	}
	return NewDate(year, time.Month(h.Date[0]), h.Date[1]), true
}

// easter is Easter Sunday of the Gregorian calendar (the Meeus algorithm).
func easter(y int) Date {
	a, b, c := y%19, y/100, y%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return NewDate(y, time.Month(n/31), n%31+1)
}

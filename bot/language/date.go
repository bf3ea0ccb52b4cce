package language

import (
	"fmt"
	"time"
)

// Date is a civil day, counted from 1 January of year 1, which is 1. The zero
// Date is no date. Dates compare and subtract as numbers.
type Date int

// NewDate gives the day of a calendar; what lies beyond a month's end runs over.
func NewDate(year int, month time.Month, day int) Date {
	y, m := year+floorDiv(int(month)-1, 12), floorMod(int(month)-1, 12)
	// Years begin in March here, so that the leap day is a year's last.
	m -= 2
	if m < 0 {
		m += 12
		y--
	}
	return Date(365*y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400) + (153*m+2)/5 + day - 306)
}

// DateOf is the civil day of a moment, in the moment's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, m, d)
}

// Date gives the parts of a day.
func (d Date) Date() (year int, month time.Month, day int) {
	n := int(d) + 305 // days since 1 March of year 0
	era := floorDiv(n, 146097)
	n -= era * 146097
	y := (n - n/1460 + n/36524 - n/146096) / 365
	n -= 365*y + y/4 - y/100
	m := (5*n + 2) / 153
	day = n - (153*m+2)/5 + 1
	y += era * 400
	if m += 3; m > 12 {
		m -= 12
		y++
	}
	return y, time.Month(m), day
}

// Year is the day's year.
func (d Date) Year() int { y, _, _ := d.Date(); return y }

// Month is the day's month.
func (d Date) Month() time.Month { _, m, _ := d.Date(); return m }

// Day is the day of the month.
func (d Date) Day() int { _, _, day := d.Date(); return day }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(floorMod(int(d), 7)) }

// ISOWeek is the week that the day is in, and that week's year.
func (d Date) ISOWeek() (year, week int) {
	thursday := d.Monday() + 3
	year = thursday.Year()
	return year, int(thursday-NewDate(year, 1, 1))/7 + 1
}

// Monday is the first day of the day's week.
func (d Date) Monday() Date { return d - Date(floorMod(int(d)-1, 7)) }

// AddMonths goes n months on, to the month's last day where it has no such
// day: a month from 31 January is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.Date()
	first := NewDate(y, m+time.Month(n), 1)
	return first + Date(min(day, first.daysInMonth())-1)
}

// daysInMonth is how many days the month of d has.
func (d Date) daysInMonth() int {
	y, m, _ := d.Date()
	return int(NewDate(y, m+1, 1) - NewDate(y, m, 1))
}

// In is a clock time of the day in a zone. Where clocks jump is time.Date's matter.
func (d Date) In(c Clock, zone *time.Location) time.Time {
	y, m, day := d.Date()
	return time.Date(y, m, day, c.Hour, c.Minute, 0, 0, zone)
}

// String is the day as 2006-01-02.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.Date()
	return fmt.Sprintf("%04d-%02d-%02d", y, int(m), day)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - b*floorDiv(a, b) }

package people

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// period is an ISO 8601 period of years, months, weeks and days, as the catalogue
// has them and as people say them.
var period = regexp.MustCompile(`^P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?$`)

// AfterPeriod is the day a period after from, the last of its month where
// there is no such day: a year after 29 February is 28 February.
func AfterPeriod(from time.Time, iso string) (time.Time, bool) {
	m := period.FindStringSubmatch(iso)
	if m == nil || iso == "P" {
		return time.Time{}, false
	}
	years, _ := strconv.Atoi(m[1])
	months, _ := strconv.Atoi(m[2])
	weeks, _ := strconv.Atoi(m[3])
	days, _ := strconv.Atoi(m[4])
	d := from.AddDate(years, months, 0)
	if d.Day() != from.Day() {
		d = d.AddDate(0, 0, -d.Day())
	}
	return d.AddDate(0, 0, 7*weeks+days), true
}

// ByExpiry orders certifications by when they run out, those that never do last.
func ByExpiry(certs []Certification) []Certification {
	out := slices.Clone(certs)
	slices.SortStableFunc(out, func(a, b Certification) int {
		return cmp.Compare(cmp.Or(a.Expires, "9999"), cmp.Or(b.Expires, "9999"))
	})
	return out
}

// WindowOpens is the first day on which a certification that ends on end can be renewed.
func WindowOpens(end time.Time, window string) (time.Time, bool) {
	m := period.FindStringSubmatch(window)
	if m == nil || window == "P" {
		return time.Time{}, false
	}
	years, _ := strconv.Atoi(m[1])
	months, _ := strconv.Atoi(m[2])
	days, _ := strconv.Atoi(m[3])
	return end.AddDate(-years, -months, -days), true
}

// expiryLeads is how many days before a certification runs out its person is
// told: with time to study for the renewal, to book it, to do it, and on the
// day. Along is how many days the note may wait for a check-in to ride with.
var expiryLeads = []struct{ days, along int }{{90, 6}, {30, 6}, {7, 2}, {0, 0}}

// unbidden is from how many days before its date on a note comes by itself,
// whatever else was sent that week.
const unbidden = 7

// ExpiryLead is the newest day on which its person was to be told that a
// certification runs out, as seen on the local date today, and how many days
// before its end that was; ok is false before the first and after the end.
func ExpiryLead(expires, today string) (on string, days int, ok bool) {
	end, err := time.Parse(time.DateOnly, expires)
	if err != nil || today > expires {
		return "", 0, false
	}
	for _, l := range expiryLeads {
		if day := end.AddDate(0, 0, -l.days).Format(time.DateOnly); day <= today {
			on, days, ok = day, l.days, true
		}
	}
	return on, days, ok
}

// NextExpiryNote is the first day after the local date day on which somebody is
// to be told that a certification runs out; empty if none is left.
func NextExpiryNote(expires, day string) string {
	end, err := time.Parse(time.DateOnly, expires)
	if err != nil {
		return ""
	}
	for _, l := range expiryLeads {
		if on := end.AddDate(0, 0, -l.days).Format(time.DateOnly); on > day {
			return on
		}
	}
	return ""
}

// RidesUntil is the last day whose check-in takes along what was to be said on
// the day on, so many days before the end.
func RidesUntil(on string, days int) string {
	for _, l := range expiryLeads {
		if l.days == days {
			return addDays(on, l.along)
		}
	}
	return on
}

// Rides reports whether the check-in of a local date says that a certification
// runs out: the planner then sends no note of its own.
func Rides(expires, date string) bool {
	on, days, ok := ExpiryLead(expires, date)
	return ok && date <= RidesUntil(on, days)
}

// ExpiryNote says what becomes of the note that a certification runs out, on
// the local date today: it is sent, or it is looked at again another day, which
// is also so where it rides along with a check-in. next is the date of the next
// check-in, unasked that of the newest message that nobody asked for; empty: none.
func ExpiryNote(expires, today, unasked, next string) (send bool) {
	on, days, ok := ExpiryLead(expires, today)
	if !ok {
		return false
	}
	if next != "" && next <= RidesUntil(on, days) {
		return false
	}
	return days <= unbidden || (unasked == "" || addDays(unasked, Week) <= today) && (next == "" || addDays(today, Week) <= next)
}

// Week is how many days lie between two messages that nobody asked for, unless
// the person chose more.
const Week = 7

// addDays is the local date so many days on.
func addDays(date string, n int) string {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return d.AddDate(0, 0, n).Format(time.DateOnly)
}

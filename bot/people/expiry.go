package people

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// period is an ISO 8601 period of years, months and days, as the catalogue has them.
var period = regexp.MustCompile(`^P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,4})D)?$`)

// AfterPeriod is the day a period after from, the last of its month where
// there is no such day: a year after 29 February is 28 February.
func AfterPeriod(from time.Time, iso string) (time.Time, bool) {
	m := period.FindStringSubmatch(iso)
	if m == nil || iso == "P" {
		return time.Time{}, false
	}
	years, _ := strconv.Atoi(m[1])
	months, _ := strconv.Atoi(m[2])
	days, _ := strconv.Atoi(m[3])
	d := from.AddDate(years, months, 0)
	if d.Day() != from.Day() {
		d = d.AddDate(0, 0, -d.Day())
	}
	return d.AddDate(0, 0, days), true
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

package people

import (
	"cmp"
	"slices"
	"time"
)

// Absence is a stretch of local days on which nothing is sent, both ends included.
type Absence struct {
	From, To string // local dates, 2006-01-02
}

// MaxAbsences is how many absences stand side by side.
const MaxAbsences = 20

// covers reports whether a local date lies within an absence.
func (a Absence) covers(date string) bool { return a.From <= date && date <= a.To }

// overlaps reports whether two absences share a day.
func (a Absence) overlaps(b Absence) bool { return a.From <= b.To && b.From <= a.To }

// Away reports whether a local date is one of the person's days off.
func (p Person) Away(date string) bool {
	return slices.ContainsFunc(p.Absences, func(a Absence) bool { return a.covers(date) })
}

// AbsencesFrom are the absences that are not over on a local date.
func (p Person) AbsencesFrom(today string) (out []Absence) {
	for _, a := range p.Absences {
		if a.To >= today {
			out = append(out, a)
		}
	}
	return out
}

// WithAbsence gives the absences with one more: it takes the place of those that
// it shares days with, and what is over by today is dropped.
func (p Person) WithAbsence(a Absence, today string) (all, replaced []Absence) {
	for _, old := range p.AbsencesFrom(today) {
		if old.overlaps(a) {
			replaced = append(replaced, old)
		} else {
			all = append(all, old)
		}
	}
	all = append(all, a)
	slices.SortFunc(all, func(x, y Absence) int { return cmp.Compare(x.From, y.From) })
	return all, replaced
}

// WithoutAbsence gives the absences without one.
func (p Person) WithoutAbsence(a Absence) (all []Absence) {
	for _, old := range p.Absences {
		if old != a {
			all = append(all, old)
		}
	}
	return all
}

// back is the first moment after the absences that cover a moment.
func (p Person) back(at time.Time) time.Time {
	for _, a := range p.Absences { // by their first days: the next may begin where one ends
		if a.covers(Today(at, p.Zone)) {
			if last, err := time.ParseInLocation(time.DateOnly, a.To, Location(p.Zone)); err == nil {
				at = last.AddDate(0, 0, 1).UTC()
			}
		}
	}
	return at
}

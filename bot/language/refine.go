package language

import (
	"slices"
	"time"
)

// What a limit says besides its Recurrence, in val.d.
const (
	exceptDays = 1 + iota
	exceptMonths
	forDuration
)

// refine puts what is said besides to a recurrence; ok is false where the two
// contradict each other, or say the same thing twice.
func (c *chart) refine(a [4]*val) (val, bool) {
	v := *a[0]
	if v.rec == nil || a[1].rec == nil {
		return v, false
	}
	r, m := *v.rec, a[1].rec
	r.On, r.Days, r.Months, r.Except = slices.Clone(r.On), slices.Clone(r.Days), slices.Clone(r.Months), slices.Clone(r.Except)
	v.rec = &r
	if a[1].timed && !c.timed(&v, a[1]) {
		return v, false
	}
	v.problem = max(v.problem, a[1].problem)
	switch a[1].d {
	case exceptDays:
		return v, without(&r, a[1].n)
	case exceptMonths:
		return v, withoutMonths(&r, a[1].n)
	case forDuration:
		if r.Until != 0 || r.Count != 0 {
			return v, false
		}
		from := r.From
		if from == 0 { // from tomorrow
			from = c.today + 1
		}
		r.Until = a[1].dur.AddTo(from) - 1
		return v, true
	}
	if !limits(&r, m) {
		return v, false
	}
	switch {
	case m.Every == 0:
		return v, true
	case r.Every == Daily && r.Interval == 1 && m.Every == Weekly && len(m.On) > 0:
		r.Every, r.On = Weekly, m.On
	case r.Every == Weekly && m.Every == Weekly && m.Interval == 1 && len(r.On) == 0:
		r.On = m.On
	case r.Every == Weekly && m.Every == Weekly && r.Interval == 1 && len(m.On) == 0:
		r.Interval = m.Interval
	case r.Every == Monthly && m.Every == Weekly && len(r.On)+len(r.Days)+r.Workday == 0 && m.Interval == 1:
		for _, on := range m.On { // "monthly on Fridays" is the first
			r.On = append(r.On, On{on.Day, 1})
		}
		if len(m.On) == 5 {
			r.On, r.Workday = nil, 1
		}
	case (r.Every == Monthly || r.Every == Yearly && len(r.Months) > 0) && m.Every == Monthly && len(m.Months) == 0 && m.Interval == 1:
		switch {
		case len(m.On) > 0 && m.On[0].Nth != 0 && !overlap(r.On, m.On):
			r.On = append(r.On, m.On...)
		case len(m.Days) > 0 && len(r.Days)+len(r.On) == 0:
			r.Days = m.Days
		case m.Workday != 0 && r.Workday == 0 && len(r.On)+len(r.Days) == 0:
			r.Workday = m.Workday
		default:
			return v, false
		}
	case r.Every == Monthly && m.Every == Monthly && len(m.Months) > 0 && r.Interval == 1 && len(r.On)+len(r.Days) == 0:
		at := r.At
		r.On, r.Days, r.Months, r.Workday, r.At = m.On, m.Days, m.Months, m.Workday, at
	case m.Every == Yearly && len(m.Days) == 0 && len(m.On) == 0 && len(r.Months) == 0: // "in January"
		r.Months = m.Months
	case r.Every == Yearly && m.Every == Yearly && len(r.Months)+len(r.Days)+len(r.On) == 0:
		r.Months, r.Days, r.On = m.Months, m.Days, m.On
	case r.Every == Yearly && m.Every == Monthly && len(m.Days) > 0 && len(r.Months) > 0 && len(r.Days) == 0:
		r.Days = m.Days
	default:
		return v, false
	}
	return v, true
}

// timed gives a recurrence its time of day. A part of the day and an hour
// belong together: "every evening at 7".
func (c *chart) timed(v, m *val) bool {
	switch {
	case !v.timed:
		v.timed, v.soft, v.clock, v.zone, v.zoned = true, m.soft, m.clock, m.zone, m.zoned
		return true
	case v.soft == m.soft:
		return false
	}
	part, exact := v, m
	if m.soft {
		part, exact = m, v
	}
	at := exact.clock
	if part.clock.Hour >= 12 && at.Hour < 12 {
		at.Hour += 12
	}
	if part.clock.Hour < 12 && at.Hour > 12 && at.Hour < 19 { // "at 4" was taken for the afternoon
		at.Hour -= 12
	}
	v.timed, v.soft, v.clock, v.zone, v.zoned = true, false, at, exact.zone, exact.zoned
	return true
}

func overlap(a, b []On) bool {
	for _, on := range b {
		if slices.Contains(a, on) {
			return true
		}
	}
	return false
}

// limits puts beginning, end, number, weeks and exceptions over.
func limits(r, m *Recurrence) bool {
	if m.From != 0 {
		if r.From != 0 {
			return false
		}
		r.From = m.From
	}
	if m.Until != 0 {
		if r.Until != 0 || r.Count != 0 {
			return false
		}
		r.Until = m.Until
	}
	if m.Count != 0 {
		if r.Until != 0 || r.Count != 0 {
			return false
		}
		r.Count = m.Count
	}
	if m.Weeks != EveryWeek {
		if r.Weeks != EveryWeek || r.Every == Yearly || r.Every == Monthly {
			return false
		}
		r.Weeks = m.Weeks
	}
	r.Except = append(r.Except, m.Except...)
	return true
}

// without takes weekdays out of a recurrence.
func without(r *Recurrence, mask int32) bool {
	out := weekdaysOf(mask)
	switch {
	case r.Every == Daily && r.Interval == 1:
		r.Every, r.On = Weekly, weekdaysOf(127<<1)
	case r.Every == Weekly && len(r.On) > 0:
	default:
		return false
	}
	r.On = slices.DeleteFunc(r.On, func(on On) bool { return slices.Contains(out, on) })
	return len(r.On) > 0
}

// withoutMonths takes months out.
func withoutMonths(r *Recurrence, mask int32) bool {
	if len(r.Months) == 0 {
		for m := time.January; m <= time.December; m++ {
			r.Months = append(r.Months, m)
		}
	}
	out := monthSet(mask)
	r.Months = slices.DeleteFunc(r.Months, func(m time.Month) bool { return slices.Contains(out, m) })
	return len(r.Months) > 0
}

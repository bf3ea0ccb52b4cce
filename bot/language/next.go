package language

import (
	"slices"
	"time"
)

// searchPeriods bounds how far ahead Next looks for an occurrence: 29 February
// of every fourth year is rarest among what people ask for.
const searchPeriods = 4000

// Next gives the next n days on which the recurrence comes after a local
// moment: with a clock time, today's counts where that is still to come. It is
// pure calendar: where clocks jump is the caller's matter.
func (r Recurrence) Next(after time.Time, n int) []Date {
	start := DateOf(after)
	if !r.Timed || !start.In(r.At, time.UTC).After(start.In(Clock{after.Hour(), after.Minute()}, time.UTC)) {
		start++
	}
	if r.Interval < 1 {
		r.Interval = 1
	}
	anchor := max(r.From, 0)
	if anchor == 0 {
		anchor = r.anchor(start)
	}
	k := r.index(anchor)
	if (r.Count == 0 || r.From == 0) && start > anchor { // straight to the period that start is in
		k += (r.index(start) - k) / r.Interval * r.Interval
	}
	var out []Date
	var room [40]Date
	left := r.Count
	counted := r.From // the first that counts
	if counted == 0 {
		counted = start
	}
	for i := 0; i < searchPeriods && len(out) < n; i++ {
		for _, d := range r.days(room[:0], k, anchor) {
			if d < r.From || !r.keeps(d) {
				continue
			}
			if r.Until != 0 && d > r.Until || r.Count != 0 && left == 0 {
				return out
			}
			if d >= counted {
				left--
			}
			if r.excepted(d) {
				continue
			}
			if d >= start && len(out) < n {
				out = append(out, d)
			}
		}
		k += r.Interval
	}
	return out
}

// Anchored is the recurrence with its first day after a moment as From, where
// none was said, so that "every two weeks" means the same weeks ever after.
func (r Recurrence) Anchored(now time.Time) Recurrence {
	if r.From == 0 {
		if next := r.Next(now, 1); len(next) > 0 {
			r.From = next[0]
		}
	}
	return r
}

// anchor is the day in the first period that counts, where none was said.
func (r Recurrence) anchor(start Date) Date {
	if r.Aligned {
		return NewDate(1, 1, 1)
	}
	if r.Interval <= 1 {
		return start - Date(int(start)) + 1 // any period will do: the first there is
	}
	once := r
	once.Interval, once.Count = 1, 0
	once.From, once.Timed = start, false
	if r.Every == Daily {
		return start
	}
	if len(r.On)+len(r.Days)+len(r.Months)+r.Workday == 0 { // "every three months": from the next first
		once.From = 1
	}
	y, m, d := (start - 1).Date()
	if next := once.Next(time.Date(y, m, d, 0, 0, 0, 0, time.UTC), 1); len(next) > 0 {
		return next[0]
	}
	return start
}

// index is the number of the period that a day is in.
func (r Recurrence) index(d Date) int {
	switch r.Every {
	case Weekly:
		return index(weekly, d)
	case Monthly:
		return index(monthly, d)
	case Yearly:
		return index(yearly, d)
	}
	return int(d)
}

// days lists the days of a period, in order.
func (r Recurrence) days(out []Date, k int, anchor Date) []Date {
	switch r.Every {
	case Weekly:
		monday := Date(7*k + 1)
		for i := range Date(7) {
			if r.onDay(monday+i, anchor) {
				out = append(out, monday+i)
			}
		}
	case Monthly:
		return r.monthDays(out, NewDate(0, time.Month(k+1), 1), anchor)
	case Yearly:
		months := r.Months
		if len(months) == 0 {
			if len(r.On) > 0 { // the n-th in the year
				return r.nthDays(out, NewDate(k, 1, 1), NewDate(k+1, 1, 1)-1)
			}
			m := time.January
			if r.From != 0 {
				m = r.From.Month()
			}
			months = []time.Month{m}
		}
		for _, m := range months {
			out = r.monthDays(out, NewDate(k, m, 1), anchor)
		}
	default:
		out = append(out, Date(k))
	}
	return out
}

// onDay reports whether a weekly recurrence names the day's weekday.
func (r Recurrence) onDay(d, anchor Date) bool {
	if len(r.On) == 0 {
		if r.From != 0 {
			return isoDay(d) == isoDay(r.From)
		}
		return isoDay(d) == 1
	}
	return slices.ContainsFunc(r.On, func(on On) bool { return on.Day == d.Weekday() })
}

// monthDays lists the days of a month, in order, each once.
func (r Recurrence) monthDays(out []Date, first, anchor Date) []Date {
	last := first + Date(first.daysInMonth()) - 1
	start := len(out)
	switch {
	case r.Workday != 0:
		if d, _, ok := nthWorkday(r.Workday, first, last); ok {
			out = append(out, d)
		}
	case len(r.On) > 0 && len(r.Days) == 0:
		out = r.nthDays(out, first, last)
	case len(r.Days) > 0:
		for _, n := range r.Days {
			d := first + Date(min(n, int(last-first)+1)) - 1 // the 31st is the last
			if n < 0 {
				d = last + Date(n) + 1
			}
			if len(r.On) == 0 || slices.ContainsFunc(r.On, func(on On) bool { return on.Day == d.Weekday() }) {
				out = append(out, d)
			}
		}
	case r.From != 0:
		out = append(out, first+Date(min(r.From.Day(), int(last-first)+1))-1)
	default:
		out = append(out, first)
	}
	slices.Sort(out[start:])
	return append(out[:start], slices.Compact(out[start:])...)
}

// nthDays lists the weekdays of a stretch: each, or the n-th.
func (r Recurrence) nthDays(out []Date, lo, hi Date) []Date {
	start := len(out)
	for _, on := range r.On {
		unit := int32(100 + (int(on.Day)+6)%7 + 1)
		if on.Nth != 0 {
			if d, _, ok := nth(on.Nth, unit, lo, hi); ok {
				out = append(out, d)
			}
			continue
		}
		for n := 1; ; n++ {
			d, _, ok := nth(n, unit, lo, hi)
			if !ok {
				break
			}
			out = append(out, d)
		}
	}
	slices.Sort(out[start:])
	return out
}

// keeps reports whether a day passes what restricts every frequency.
func (r Recurrence) keeps(d Date) bool {
	if len(r.Months) > 0 && !slices.Contains(r.Months, d.Month()) {
		return false
	}
	if r.Every == Daily && len(r.On) > 0 && !slices.ContainsFunc(r.On, func(on On) bool { return on.Day == d.Weekday() }) {
		return false
	}
	if r.Weeks != EveryWeek {
		_, week := d.ISOWeek()
		return (week%2 == 0) == (r.Weeks == EvenWeeks)
	}
	return true
}

func (r Recurrence) excepted(d Date) bool {
	return slices.ContainsFunc(r.Except, func(x Range) bool { return d >= x.From && d <= x.To })
}

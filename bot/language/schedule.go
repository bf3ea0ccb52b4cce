package language

import (
	"math/bits"
	"time"
)

// daysTo is the weekdays from one to another, as a mask.
func daysTo(from, to int32) int32 {
	m := int32(0)
	for d := from; ; d = d%7 + 1 {
		m |= 1 << d
		if d == to {
			return m
		}
	}
}

// every is every n units.
func every(n *val, unit int32) (val, bool) {
	r := Recurrence{Interval: int(n.n)}
	if n.f != float64(n.n) || n.n < 1 || n.n > 1000 {
		return val{}, false
	}
	switch unit {
	case unitMinute, unitHour:
		return often()
	case unitDay:
		r.Every = Daily
		if n.n%7 == 0 {
			r.Every, r.Interval = Weekly, int(n.n)/7
		}
	case unitWorkday:
		r.Every, r.On = Weekly, weekdaysOf(31<<1)
		if n.n != 1 {
			return val{}, false
		}
	case unitWeekend:
		r.Every, r.On = Weekly, weekdaysOf(96<<1)
	case unitWeek:
		r.Every = Weekly
	case unitFortnight, unitQuinzaine:
		r.Every, r.Interval = Weekly, 2*r.Interval
	case unitMonth:
		r.Every = Monthly
	case unitQuarter:
		r.Every, r.Interval, r.Aligned = Monthly, 3*r.Interval, true
	case unitHalf:
		r.Every, r.Interval, r.Aligned = Monthly, 6*r.Interval, true
	case unitYear:
		r.Every = Yearly
	default:
		return val{}, false
	}
	return rec(r)
}

// adverb is "weekly" and its like: 100 times n and the unit; 24 is twice a month.
func adverb(n int32) (val, bool) {
	if n == 24 {
		return timesPer(2, unitMonth)
	}
	v := number(n / 100)
	return every(&v, n%100)
}

// timesPer spreads n times over a unit, as evenly as days allow.
func timesPer(n, unit int32) (val, bool) {
	one := number(1)
	if n == 1 {
		return every(&one, unit)
	}
	v, ok := every(&one, unit)
	if !ok || v.problem != 0 || n < 1 || n > 366 {
		return v, ok && n > 0
	}
	r := v.rec
	switch {
	case unit == unitDay:
		v.problem = tooOften
	case unit == unitWeek && n == 2:
		r.On = weekdaysOf(1<<1 | 1<<4)
	case unit == unitWeek && n == 3:
		r.On = weekdaysOf(1<<1 | 1<<3 | 1<<5)
	case unit == unitWeek && n == 5:
		r.On = weekdaysOf(31 << 1)
	case unit == unitMonth && n == 2:
		r.Days = []int{1, 15}
	case unit == unitQuarter && n == 3, unit == unitYear && n == 12:
		return every(&one, unitMonth)
	case unit == unitYear && n < 12 && 12%n == 0:
		*r = Recurrence{Every: Monthly, Interval: 12 / int(n), Aligned: true}
	case unit == unitMonth || unit == unitQuarter:
		*r = Recurrence{Every: Weekly, Interval: 1}
		v.problem = uneven
	default:
		*r = Recurrence{Every: Daily, Interval: 1}
		if unit == unitYear {
			*r = Recurrence{Every: Monthly, Interval: 1}
		}
		v.problem = uneven
	}
	return v, true
}

// weekdaysOf lists the days of a mask whose bit 1 is Monday; a set of the
// lexicon is a bit lower.
func weekdaysOf(mask int32) []On {
	var on []On
	for d := range 7 {
		if mask&(2<<d) != 0 {
			on = append(on, On{Day: time.Weekday((d + 1) % 7)})
		}
	}
	return on
}

// nths lists the ranks of a mask.
func nths(mask int32) []int {
	var out []int
	for n := 1; n <= 5; n++ {
		if mask&(1<<n) != 0 {
			out = append(out, n)
		}
	}
	for n := -1; n >= -5; n-- {
		if mask&(1<<(8-n)) != 0 {
			out = append(out, n)
		}
	}
	return out
}

// weekSet lists the weeks of a month that a mask of days names.
func weekSet(mask int32) []int {
	if mask&^(1<<1|1<<2|1<<3|1<<4|1<<5|1) != 0 {
		return nil
	}
	out := nths(mask &^ 1)
	if mask&1 != 0 {
		out = append(out, -1)
	}
	return out
}

func weeklyOn(mask, interval int32) (val, bool) {
	if mask == 127<<1 {
		return rec(Recurrence{Every: Daily, Interval: int(interval)})
	}
	return rec(Recurrence{Every: Weekly, Interval: int(interval), On: weekdaysOf(mask)}, interval >= 1 && interval <= 52)
}

func monthlyOn(mask int32, ranks []int) (val, bool) {
	r := Recurrence{Every: Monthly, Interval: 1}
	for _, n := range ranks {
		for _, on := range weekdaysOf(mask) {
			r.On = append(r.On, On{on.Day, n})
		}
	}
	if bits.OnesCount32(uint32(mask)) == 5 && len(ranks) == 1 { // "the last weekday of the month"
		r.On, r.Workday = nil, ranks[0]
	}
	return rec(r, len(ranks) > 0)
}

// ofPeriod is "the first Monday" of each month, quarter or year.
func ofPeriod(from *Recurrence, unit int32) (val, bool) {
	r := *from
	switch unit {
	case unitMonth:
	case unitQuarter, unitHalf:
		months := unitMonths[unit]
		last := r.Workday < 0 || len(r.On) > 0 && r.On[0].Nth < 0
		r.Interval, r.Every = 1, Monthly
		for m := 1; m <= 12; m += months {
			if last {
				r.Months = append(r.Months, time.Month(m+months-1))
			} else {
				r.Months = append(r.Months, time.Month(m))
			}
		}
	case unitYear:
		last := r.Workday < 0 || len(r.On) > 0 && r.On[0].Nth < 0
		r.Every, r.Months = Yearly, []time.Month{time.January}
		if last {
			r.Months = []time.Month{time.December}
		}
	default:
		return val{}, false
	}
	return rec(r)
}

// daysOf is days of each month, quarter or year.
func daysOf(mask, unit int32) (val, bool) {
	r := Recurrence{Every: Monthly, Interval: 1}
	for d := 1; d <= 31; d++ {
		if uint32(mask)&(1<<d) != 0 {
			r.Days = append(r.Days, d)
		}
	}
	if mask&1 != 0 {
		r.Days = append(r.Days, -1)
	}
	last := len(r.Days) == 1 && r.Days[0] == -1
	switch {
	case unit == unitMonth:
	case unit == unitWeek && last:
		return weeklyOn(1<<7, 1)
	case unit == unitQuarter && last:
		r.Months = []time.Month{3, 6, 9, 12}
	case unit == unitYear && last:
		r.Every, r.Months = Yearly, []time.Month{12}
	case unit == unitQuarter && r.Days[0] == 1 && len(r.Days) == 1:
		r.Months = []time.Month{1, 4, 7, 10}
	case unit == unitYear && r.Days[0] == 1 && len(r.Days) == 1:
		r.Every, r.Months = Yearly, []time.Month{1}
	default:
		return val{}, false
	}
	return rec(r)
}

// partPeriod is the end of each month, the beginning of each quarter: a day.
func (c *chart) partPeriod(a [4]*val) (val, bool) {
	p := c.parts[a[0].n]
	switch {
	case p.month[0] == 1 && a[1].n != unitWeek:
		return daysOf(1<<1, a[1].n)
	case p.month[1] == 31:
		return daysOf(1, a[1].n)
	case p.month[0] == 1:
		return weeklyOn(1<<1, 1)
	case a[1].n == unitMonth:
		return daysOf(1<<15, unitMonth)
	}
	return val{}, false
}

func monthSet(mask int32) []time.Month {
	var out []time.Month
	for m := 1; m <= 12; m++ {
		if mask&(1<<m) != 0 {
			out = append(out, time.Month(m))
		}
	}
	return out
}

func yearlyOn(v *val) (val, bool) {
	return rec(Recurrence{Every: Yearly, Interval: 1, Months: []time.Month{monthOf(v.m)}, Days: []int{int(v.d)}}, v.k == isMonthDay, calendar(v))
}

func (c *chart) yearlyHoliday(a [4]*val) (val, bool) {
	h := c.holidays[a[0].n]
	switch {
	case h.Easter != nil || h.Plus != 0:
		return val{}, false // no rule of months and days says it
	case h.Nth[2] != 0:
		on := []On{{time.Weekday(h.Nth[1] % 7), h.Nth[0]}}
		return rec(Recurrence{Every: Yearly, Interval: 1, Months: []time.Month{time.Month(h.Nth[2])}, On: on})
	}
	return rec(Recurrence{Every: Yearly, Interval: 1, Months: []time.Month{time.Month(h.Date[0])}, Days: []int{h.Date[1]}})
}

// mod is a limit of a recurrence, out of a date or range.
func (c *chart) mod(v *val, set func(r *Recurrence, lo, hi Date)) (val, bool) {
	lo, hi, problem, ok := c.resolve(v)
	out := val{k: isRecurrence, rec: &Recurrence{}, timed: v.timed, clock: v.clock, zone: v.zone, zoned: v.zoned, problem: problem}
	if ok {
		set(out.rec, lo, hi)
	}
	return out, ok
}

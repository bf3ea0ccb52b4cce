package language

import (
	"slices"
	"time"
)

func init() {
	add := map[string]op{
		// sets
		"mask":      func(_ *chart, a [4]*val) (val, bool) { return number(1 << a[0].n), true },
		"set":       func(_ *chart, a [4]*val) (val, bool) { return number(a[0].n << 1), true },
		"maskTo":    func(_ *chart, a [4]*val) (val, bool) { return number(daysTo(a[0].n, a[1].n)), true },
		"union":     func(_ *chart, a [4]*val) (val, bool) { return number(a[0].n | a[1].n), a[0].n&a[1].n == 0 },
		"unionDay":  func(_ *chart, a [4]*val) (val, bool) { return number(a[0].n | 1<<a[1].n), true },
		"unionDays": func(_ *chart, a [4]*val) (val, bool) { return number(1<<a[0].n | 1<<a[1].n), true },
		"nthMask": func(_ *chart, a [4]*val) (val, bool) {
			if a[0].n < 0 {
				return number(1 << (8 - a[0].n)), a[0].n >= -5
			}
			return number(1 << a[0].n), a[0].n >= 1 && a[0].n <= 5
		},
		"dayMask": func(_ *chart, a [4]*val) (val, bool) {
			if a[0].n == -1 {
				return number(1), true
			}
			return val{n: int32(uint32(1) << min(max(a[0].n, 0), 31))}, a[0].n >= 1 && a[0].n <= 31 && a[0].m <= 2
		},
		"monthMask": func(_ *chart, a [4]*val) (val, bool) { return number(1 << a[0].n), true },
		"monthsTo": func(_ *chart, a [4]*val) (val, bool) {
			m := int32(0)
			for i := a[0].n; ; i = i%12 + 1 {
				m |= 1 << i
				if i == a[1].n {
					return number(m), true
				}
			}
		},
		// how often
		"every":    func(_ *chart, a [4]*val) (val, bool) { return every(a[0], a[1].n) },
		"adverb":   func(_ *chart, a [4]*val) (val, bool) { return adverb(a[0].n) },
		"timesPer": func(_ *chart, a [4]*val) (val, bool) { return timesPer(a[0].n, a[1].n) },
		"parity": func(_ *chart, a [4]*val) (val, bool) {
			return rec(Recurrence{Every: Weekly, Interval: 1, Weeks: Parity(3 - a[0].n)})
		},
		"tooOften":  func(_ *chart, _ [4]*val) (val, bool) { return often() },
		"dailyAt":   func(_ *chart, a [4]*val) (val, bool) { return dailyAt(int(a[0].n)) },
		"dailyAt9":  func(_ *chart, _ [4]*val) (val, bool) { return dailyAt(9 * 60) },
		"dailyAt18": func(_ *chart, _ [4]*val) (val, bool) { return dailyAt(18 * 60) },
		"timesAdverb": func(_ *chart, a [4]*val) (val, bool) {
			return timesPer(a[0].n, a[1].n%100)
		},
		// which days
		"weekly":       func(_ *chart, a [4]*val) (val, bool) { return weeklyOn(a[0].n, 1) },
		"weekly1":      func(_ *chart, a [4]*val) (val, bool) { return weeklyOn(1<<a[0].n, 1) },
		"weekly2":      func(_ *chart, a [4]*val) (val, bool) { return weeklyOn(1<<a[0].n|1<<a[1].n, 1) },
		"weeklyEvery":  func(_ *chart, a [4]*val) (val, bool) { return weeklyOn(a[1].n, a[0].n) },
		"weeklyEvery1": func(_ *chart, a [4]*val) (val, bool) { return weeklyOn(1<<a[1].n, a[0].n) },
		"weeklyOrd": func(_ *chart, a [4]*val) (val, bool) {
			if a[0].n == 1 || a[0].n < 0 { // "every last Friday" is the month's
				return monthlyOn(a[1].n, []int{int(a[0].n)})
			}
			return weeklyOn(a[1].n, a[0].n)
		},
		"monthlyNth": func(_ *chart, a [4]*val) (val, bool) { return monthlyOn(1<<a[1].n, nths(a[0].n)) },
		"monthlyWorkday": func(_ *chart, a [4]*val) (val, bool) {
			n := nths(a[0].n)
			return rec(Recurrence{Every: Monthly, Interval: 1, Workday: n[0]}, len(n) == 1)
		},
		"nthEvery": func(_ *chart, a [4]*val) (val, bool) { // "every first and third Monday"
			r := a[0].rec
			return *a[0], len(r.On) > 1 || len(r.On) == 0 || r.On[0].Nth == 1 || r.On[0].Nth < 0
		},
		"ofPeriod": func(_ *chart, a [4]*val) (val, bool) { return ofPeriod(a[0].rec, a[1].n) },
		"weekdayDays": func(_ *chart, a [4]*val) (val, bool) { // "every Friday the 13th"
			return rec(Recurrence{Every: Monthly, Interval: 1, On: weekdaysOf(1 << a[0].n), Days: []int{int(a[1].n)}})
		},
		"oneDayPer": func(c *chart, a [4]*val) (val, bool) { // "one Friday a month"
			one := number(1)
			v, ok := every(&one, a[1].n)
			day, _ := weeklyOn(1<<a[0].n, 1)
			if !ok || v.rec.Every != Weekly && v.rec.Every != Monthly {
				return v, false
			}
			return c.refine([4]*val{&v, &day})
		},
		"daysOf":     func(_ *chart, a [4]*val) (val, bool) { return daysOf(a[0].n, a[1].n) },
		"monthDays":  func(_ *chart, a [4]*val) (val, bool) { return daysOf(a[0].n, unitMonth) },
		"lastDayOf":  func(_ *chart, a [4]*val) (val, bool) { return daysOf(1, a[0].n) },
		"partPeriod": (*chart).partPeriod,
		"yearlyIn": func(_ *chart, a [4]*val) (val, bool) {
			return rec(Recurrence{Every: Yearly, Interval: 1, Months: []time.Month{monthOf(a[0].n)}})
		},
		"inMonths": func(_ *chart, a [4]*val) (val, bool) {
			return rec(Recurrence{Every: Yearly, Interval: 1, Months: monthSet(a[0].n)})
		},
		"yearlyOn": func(_ *chart, a [4]*val) (val, bool) { return yearlyOn(a[0]) },
		"yearlyFreq": func(c *chart, a [4]*val) (val, bool) {
			if a[1].rec.Every != Yearly {
				return val{}, false
			}
			v, ok := yearlyOn(a[0])
			v.rec.Interval = a[1].rec.Interval
			return v, ok
		},
		"yearlyHoliday": (*chart).yearlyHoliday,
		"refineDays": func(c *chart, a [4]*val) (val, bool) {
			b, _ := weeklyOn(a[1].n, 1)
			return c.refine([4]*val{a[0], &b})
		},
		"refineParity": func(_ *chart, a [4]*val) (val, bool) {
			v, ok := weeklyOn(a[0].n, 1)
			v.rec.Weeks = Parity(3 - a[1].n)
			return v, ok
		},
		"weeksOf":    func(_ *chart, a [4]*val) (val, bool) { return monthlyOn(1<<1, weekSet(a[0].n)) },
		"weeksOfOn":  func(_ *chart, a [4]*val) (val, bool) { return monthlyOn(a[0].n, weekSet(a[1].n)) },
		"weeksOfOn0": func(_ *chart, a [4]*val) (val, bool) { return monthlyOn(1<<a[0].n, weekSet(a[1].n)) },
		"refine":     (*chart).refine,
		// what is said besides
		"modClock": func(_ *chart, a [4]*val) (val, bool) {
			v := *a[0]
			v.k, v.rec = isRecurrence, &Recurrence{}
			return v, v.timed
		},
		"modUntil": func(c *chart, a [4]*val) (val, bool) {
			month := a[0].g >= Month
			return c.mod(a[0], func(r *Recurrence, lo, hi Date) {
				if r.Until = hi; month { // "until June" ends where June begins
					r.Until = lo - 1
				}
			})
		},
		"modFrom": func(c *chart, a [4]*val) (val, bool) {
			return c.mod(a[0], func(r *Recurrence, lo, _ Date) { r.From = lo })
		},
		"modRange": func(c *chart, a [4]*val) (val, bool) {
			return c.mod(a[0], func(r *Recurrence, lo, hi Date) { r.From, r.Until = lo, hi })
		},
		"modExcept": func(c *chart, a [4]*val) (val, bool) {
			return c.mod(a[0], func(r *Recurrence, lo, hi Date) { r.Except = []Range{{From: lo, To: hi}} })
		},
		"modEndOf": func(c *chart, a [4]*val) (val, bool) {
			u, ok := c.relUnit(0, a[0].n)
			return val{k: isRecurrence, rec: &Recurrence{Until: u.hi}}, ok
		},
		"modExceptDays": func(_ *chart, a [4]*val) (val, bool) {
			return val{k: isRecurrence, rec: &Recurrence{}, n: a[0].n, d: 1}, true
		},
		"modExceptMonths": func(_ *chart, a [4]*val) (val, bool) {
			return val{k: isRecurrence, rec: &Recurrence{}, n: a[0].n, d: 2}, true
		},
		"modFor": func(_ *chart, a [4]*val) (val, bool) {
			return val{k: isRecurrence, rec: &Recurrence{}, dur: a[0].dur, d: 3}, a[0].dur.Hours == 0
		},
		"modCount": func(_ *chart, a [4]*val) (val, bool) {
			return val{k: isRecurrence, rec: &Recurrence{Count: int(a[0].n)}}, a[0].n > 0 && a[0].n < 1000
		},
		"parityOnly": func(_ *chart, a [4]*val) (val, bool) {
			return val{k: isRecurrence, rec: &Recurrence{Weeks: Parity(3 - a[0].n)}}, true
		},
		// clock times that only a schedule has
		"clockDotted": func(c *chart, a [4]*val) (val, bool) {
			return c.clockOf([4]*val{{n: a[0].n, f: float64(a[0].n)}, {n: a[0].d, m: a[0].y}, a[1], {}})
		},
		"clockAtZone": func(c *chart, a [4]*val) (val, bool) {
			v, ok := c.clockOf([4]*val{a[0], {}, {}, {}})
			v.zone, v.zoned = a[1].zone, a[1].zoned
			return v, ok
		},
		"clockSpanFigures": func(c *chart, a [4]*val) (val, bool) { return c.firstClock(a[0], a[1], betweenClocks) },
		"clockListFigures": func(c *chart, a [4]*val) (val, bool) { return c.firstClock(a[0], a[1], severalClocks) },
		"clockWords2": func(_ *chart, a [4]*val) (val, bool) {
			v, ok := clock(int(a[0].n), int(a[1].n))
			return v, ok && a[1].n < 60
		},
		"atClockFigures": func(c *chart, a [4]*val) (val, bool) {
			t, ok := c.clockOf([4]*val{a[1], {}, {}, {}})
			if !ok {
				return t, false
			}
			return ops["atClock"](c, [4]*val{a[0], &t})
		},
	}
	for name, f := range add {
		ops[name] = f
	}
}

func rec(r Recurrence, oks ...bool) (val, bool) {
	return val{k: isRecurrence, rec: &r}, !slices.Contains(oks, false)
}

func often() (val, bool) {
	v, _ := rec(Recurrence{Every: Daily, Interval: 1})
	v.problem = tooOften
	return v, true
}

func dailyAt(minutes int) (val, bool) {
	v, ok := rec(Recurrence{Every: Daily, Interval: 1})
	v.timed, v.soft, v.clock = true, true, Clock{minutes / 60, minutes % 60}
	return v, ok
}

// firstClock takes the first of two hours, the halves of the day being the
// second's where only that says it.
func (c *chart) firstClock(a, b *val, problem uint8) (val, bool) {
	v, ok := c.clockOf([4]*val{a, {}, {}, {}})
	v.problem = problem
	if b.k == isClock && b.clock.Hour >= 12 && int(a.n)+12 <= b.clock.Hour {
		v.clock.Hour = int(a.n) + 12
	}
	return v, ok
}

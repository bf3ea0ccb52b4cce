package language

import "time"

// val is what a symbol means. Dates stay patterns ("3 march", "friday") until
// the whole is known: then a range, a year beside it or the lean says which.
type val struct {
	k           kind
	g           Grain
	problem     uint8 // an index of problems
	bound       Bound
	timed       bool
	about       bool
	inexact     bool
	strict      bool // of a weekday: today does not count
	soft        bool // of a clock: a part of the day, which an hour may make exact
	n, m, d, y  int32
	lo, hi      Date
	olo, ohi    Date // another meaning
	f           float64
	dur         Duration
	sub, sub2   int32 // values that this one is made of
	clock       Clock
	zone, zoned int32 // tokens of a zone
	rec         *Recurrence
}

type kind uint8

const (
	isNumber   kind = iota // n, f; ordinal where g is 1
	isFixed                // lo to hi
	isMonthDay             // d of m
	isMonth                // m
	isQuarter              // n
	isHalf                 // n
	isSeason               // n
	isHoliday              // n
	isWeekNo               // n
	isDayOf                // the d-th of any month
	isWeekday              // n, Monday 1
	isWeekdayDay
	isWeekdayDate
	isNth   // the n-th m of sub: a unit, or 100 and a weekday
	isPart  // the part n of sub
	isShift // sub, dur on
	isWeekOf
	isRange // sub to sub2
	isDuration
	isClock
	isRecurrence
)

var problems = [...]Problem{"", WrongWeekday, NoSuchDay, Backwards, BetweenClocks, SeveralClocks, TooOften, Uneven}

const (
	badWeekday = 1 + iota
	noDay
	backwards
	betweenClocks
	severalClocks
	tooOften
	uneven
)

// period is how often a pattern comes.
type period uint8

const (
	once period = iota
	weekly
	monthly
	yearly
)

func (c *chart) period(v *val) period {
	switch v.k {
	case isMonthDay, isMonth, isQuarter, isHalf, isSeason, isHoliday, isWeekNo, isWeekdayDate:
		return yearly
	case isDayOf, isWeekdayDay:
		return monthly
	case isWeekday:
		return weekly
	case isNth, isPart, isShift, isWeekOf:
		return c.period(&c.values[v.sub])
	case isRange:
		return max(c.period(&c.values[v.sub]), c.period(&c.values[v.sub2]))
	}
	return once
}

// index is the number of the period that a day is in.
func index(p period, d Date) int {
	switch p {
	case weekly:
		return int(d.Monday()-1) / 7
	case monthly:
		y, m, _ := d.Date()
		return 12*y + int(m) - 1
	case yearly:
		return d.Year()
	}
	return 0
}

// inst is the pattern in the k-th period; ok is false where it is not in it.
func (c *chart) inst(v *val, k int) (lo, hi Date, ok bool) {
	switch v.k {
	case isFixed:
		return v.lo, v.hi, v.lo != 0 && v.hi >= v.lo
	case isMonthDay, isWeekdayDate:
		first := NewDate(k, time.Month(v.m), 1)
		d := first + Date(v.d) - 1
		return d, d, int(v.d) <= first.daysInMonth()
	case isMonth:
		return NewDate(k, time.Month(v.m), 1), NewDate(k, time.Month(v.m)+1, 1) - 1, true
	case isQuarter:
		return NewDate(k, time.Month(3*v.n-2), 1), NewDate(k, time.Month(3*v.n+1), 1) - 1, true
	case isHalf:
		return NewDate(k, time.Month(6*v.n-5), 1), NewDate(k, time.Month(6*v.n+1), 1) - 1, true
	case isSeason:
		s := c.seasons[v.n]
		lo, hi = NewDate(k, time.Month(s[0]), s[1]), NewDate(k, time.Month(s[2]), s[3])
		if hi < lo {
			hi = NewDate(k+1, time.Month(s[2]), s[3])
		}
		return lo, hi, true
	case isHoliday:
		lo, ok = c.holidays[v.n].in(k)
		return lo, lo, ok
	case isWeekNo:
		lo = NewDate(k, 1, 4).Monday() + Date(7*(v.n-1))
		y, _ := lo.ISOWeek()
		return lo, lo + 6, y == k
	case isDayOf:
		first := NewDate(0, time.Month(k+1), 1)
		d := first + Date(v.d) - 1
		return d, d, int(v.d) <= first.daysInMonth()
	case isWeekdayDay:
		first := NewDate(0, time.Month(k+1), 1)
		d := first + Date(v.d) - 1
		return d, d, int(v.d) <= first.daysInMonth() && isoDay(d) == int(v.n)
	case isWeekday:
		d := Date(7*k+1) + Date(v.n) - 1
		return d, d, true
	case isNth:
		if lo, hi, ok = c.inst(&c.values[v.sub], k); ok {
			return nth(int(v.n), v.m, lo, hi)
		}
	case isPart:
		if lo, hi, ok = c.inst(&c.values[v.sub], k); ok {
			lo, hi = c.part(v, lo, hi)
			return lo, hi, true
		}
	case isShift:
		if lo, hi, ok = c.inst(&c.values[v.sub], k); ok {
			return v.dur.AddTo(lo), v.dur.AddTo(hi), true
		}
	case isWeekOf:
		if lo, _, ok = c.inst(&c.values[v.sub], k); ok {
			return lo.Monday(), lo.Monday() + 6, true
		}
	case isRange:
		a, b := &c.values[v.sub], &c.values[v.sub2]
		if c.period(a) < c.period(b) {
			_, hi, ok = c.inst(b, k)
			if ok {
				lo, _, ok = c.before(a, hi)
			}
		} else {
			lo, _, ok = c.inst(a, k)
			if ok {
				_, hi, ok = c.from(b, lo)
			}
		}
		return lo, hi, ok && lo <= hi
	}
	return 0, 0, false
}

// isoDay is the weekday with Monday 1 and Sunday 7.
func isoDay(d Date) int { return floorMod(int(d)-1, 7) + 1 }

// search bounds how many periods are looked at: 29 February can be eight years
// away, "Friday the 31st" some years of months.
const search = 60

// from is the first of a pattern that ends on a day or later.
func (c *chart) from(v *val, d Date) (lo, hi Date, ok bool) {
	p := c.period(v)
	if p == once {
		lo, hi, ok = c.inst(v, 0)
		return lo, hi, ok && hi >= d
	}
	k := index(p, d) - 1
	for i := range search {
		if lo, hi, ok = c.inst(v, k+i); ok && hi >= d {
			return lo, hi, true
		}
	}
	return 0, 0, false
}

// before is the last of a pattern that begins on a day or earlier.
func (c *chart) before(v *val, d Date) (lo, hi Date, ok bool) {
	p := c.period(v)
	if p == once {
		lo, hi, ok = c.inst(v, 0)
		return lo, hi, ok && lo <= d
	}
	k := index(p, d) + 1
	for i := range search {
		if lo, hi, ok = c.inst(v, k-i); ok && lo <= d {
			return lo, hi, true
		}
	}
	return 0, 0, false
}

// startsFrom is like from for what has not begun before the day.
func (c *chart) startsFrom(v *val, d Date) (lo, hi Date, ok bool) {
	p := c.period(v)
	k := index(p, d) - 1
	for i := range search {
		if lo, hi, ok = c.inst(v, k+i); ok && lo >= d {
			return lo, hi, true
		}
	}
	return 0, 0, false
}

// resolve is the one that is meant of all that a pattern can be.
func (c *chart) resolve(v *val) (lo, hi Date, problem uint8, ok bool) {
	p := c.period(v)
	problem = v.problem
	if p == once {
		lo, hi, ok = c.inst(v, 0)
		return lo, hi, problem, ok
	}
	switch v.k {
	case isWeekdayDay: // "Friday the 15th": this month's, if it is one, even gone by
		if lo, hi, ok = c.inst(v, index(monthly, c.today)); ok {
			return lo, hi, problem, true
		}
	case isWeekdayDate:
		k := c.today.Year()
		next := 1
		if c.leaning() == Past {
			next = -1
		}
		for _, y := range [...]int{k, k + next, k - next} {
			if lo, hi, ok = c.inst(v, y); ok && isoDay(lo) == int(v.n) {
				return lo, hi, problem, true
			}
		}
		problem = badWeekday
	case isMonthDay:
		if v.d > 29 || v.d == 29 && v.m != 2 {
			if first := NewDate(2024, time.Month(v.m), 1); int(v.d) > first.daysInMonth() {
				w := *v
				w.d = int32(first.daysInMonth())
				lo, hi, _, ok = c.resolve(&w)
				return lo, hi, noDay, ok
			}
		}
	case isNth: // "second Sunday": this month's, whichever way one leans
		if b := &c.values[v.sub]; b.k == isFixed {
			lo, hi, ok = c.inst(v, 0)
			return lo, hi, problem, ok
		}
	case isShift:
		// "the day after Christmas" leans as Christmas does.
	}
	today := c.today
	switch c.leaning() {
	case Past:
		if c.strict(v) {
			today--
		}
		lo, hi, ok = c.before(v, today)
	case None:
		var plo, phi Date
		var pok bool
		plo, phi, pok = c.before(v, today)
		lo, hi, ok = c.from(v, today)
		if pok && (!ok || today-phi < lo-today) {
			lo, hi, ok = plo, phi, true
		}
	default:
		switch {
		case c.strict(v):
			lo, hi, ok = c.from(v, today+1)
		case v.k == isRange && p == weekly:
			lo, hi, ok = c.startsFrom(v, today)
		default:
			lo, hi, ok = c.from(v, today)
			if v.k == isRange && c.values[v.sub].k == isDayOf && (hi-lo > 31 || lo < today-begun) { // "the 21st to the 30th" over a month without a 30th
				lo, hi, ok = c.startsFrom(v, today)
			}
		}
	}
	return lo, hi, problem, ok
}

// begun is how many days ago a stretch of days of the month that is to come may
// have begun: later, next month's is meant.
const begun = 3

func (c *chart) strict(v *val) bool { return v.k == isWeekday && v.strict }

// day is the day that a pattern of one day means, or the first of a range.
func (c *chart) day(v *val) (Date, bool) {
	lo, _, _, ok := c.resolve(v)
	return lo, ok
}

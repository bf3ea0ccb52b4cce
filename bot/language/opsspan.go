package language

import "time"

func monthOf(n int32) time.Month { return time.Month(n) }

// coming is what the grammar numbers "the coming" with: the next, but of
// weekends the one ahead.
const coming = 5

// relUnit is this week, next month, last year; n units from the one that runs.
func (c *chart) relUnit(n int, unit int32) (val, bool) {
	if n == coming {
		n = 1
		if unit == unitWeekend {
			n = 0
		}
	}
	return c.units(n, n, unit)
}

// units is a row of units, counted from the one that runs.
func (c *chart) units(from, to int, unit int32) (val, bool) {
	switch unit {
	case unitDay:
		return fixed(c.today+Date(from), c.today+Date(to), Days)
	case unitWeek:
		m := c.today.Monday()
		return fixed(m+Date(7*from), m+Date(7*to)+6, Week)
	case unitFortnight, unitQuinzaine:
		m := c.today.Monday()
		return fixed(m+Date(7*from), m+Date(7*to)+13, Days)
	case unitWeekend:
		m := c.today.Monday()
		return fixed(m+Date(7*from)+5, m+Date(7*to)+6, Weekend)
	case unitMonth, unitQuarter, unitHalf, unitYear, unitDecade:
		months := unitMonths[unit]
		y, m, _ := c.today.Date()
		first := NewDate(y, m-time.Month((int(m)-1)%min(months, 12)), 1)
		if unit == unitDecade {
			first = NewDate(y-y%10, 1, 1)
		}
		return fixed(first.AddMonths(months*from), first.AddMonths(months*(to+1))-1, unitGrain[unit])
	}
	return val{}, false
}

// relUnits is "the last two weeks", "the next three months": whole units, not
// the one that runs.
func (c *chart) relUnits(a [4]*val) (val, bool) {
	n := int(a[1].f)
	if n < 1 || n > 1000 || a[1].f != float64(n) {
		return val{}, false
	}
	v, ok := val{}, false
	switch unit := a[2].n; {
	case unit == unitFortnight:
		return c.relUnits([4]*val{a[0], {f: float64(2 * n)}, {n: unitWeek}, a[3]})
	case a[0].n < 0:
		v, ok = c.units(-n, -1, unit)
	case a[0].n == 1:
		v, ok = c.units(1, n, unit)
	}
	if n > 1 {
		v.g = Days
	}
	return v, ok
}

// partOf is the beginning, the middle or the end of a stretch.
func (c *chart) partOf(part int32, of *val) (val, bool) {
	if of.k == isFixed {
		lo, hi := c.part(&val{n: part}, of.lo, of.hi)
		v, ok := fixed(lo, hi, Days)
		v.n = part
		return v, ok
	}
	return val{k: isPart, n: part, sub: c.keep(of)}, of.k != isNumber && of.g != Days
}

// partUnit is "the end of the month": this one's.
func (c *chart) partUnit(a [4]*val) (val, bool) {
	u, ok := c.relUnit(0, a[1].n)
	if !ok || a[1].n == unitDay {
		return u, false
	}
	return c.partOf(a[0].n, &u)
}

// partOfThis reads EOM and its like: 200 and the unit is its end.
func (c *chart) partOfThis(a [4]*val) (val, bool) {
	part := int32(c.ids["en-beginning"])
	if a[0].n >= 200 {
		part = int32(c.ids["en-end"])
	}
	return c.partUnit([4]*val{{n: part}, {n: a[0].n % 100}, {}, {}})
}

// quarterFigure is 2018Q4.
func (c *chart) quarterFigure(a [4]*val) (val, bool) {
	q, ok := quarter(a[1].n)
	if !ok || a[0].m != 4 {
		return val{}, false
	}
	return c.inYear(&q, int(a[0].n))
}

// later is "March in a year".
func (c *chart) later(a [4]*val) (val, bool) {
	lo, hi, _, ok := c.resolve(a[0])
	if !ok || a[1].dur.Days+a[1].dur.Weeks+a[1].dur.Hours+a[1].dur.Minutes > 0 {
		return val{}, false
	}
	lo, hi = a[1].dur.AddTo(lo), a[1].dur.AddTo(hi+1)-1
	return fixed(lo, hi, a[0].g)
}

// clip is what is left of a stretch that runs, or what has gone by of it.
func (c *chart) clip(v *val, rest bool) (val, bool) {
	lo, hi, _, ok := c.resolve(v)
	if !ok || c.today < lo || c.today > hi {
		return val{}, false
	}
	if rest {
		return fixed(c.today, hi, Days)
	}
	return fixed(lo, c.today, Days)
}

func (c *chart) clipped(v val, ok, rest bool) (val, bool) {
	if !ok {
		return v, false
	}
	return c.clip(&v, rest)
}

// stretch is "three days starting from Monday".
func (c *chart) stretch(a [4]*val) (val, bool) {
	d, ok := c.day(a[1])
	if !ok {
		return val{}, false
	}
	return fixed(d, a[0].dur.AddTo(d)-1, Days)
}

// decadeFigure reads "1970s" and "40s".
func (c *chart) decadeFigure(a [4]*val) (val, bool) {
	n := a[0].n
	if n < 100 {
		n += 1900
		if n < 1950 {
			n += 100
		}
	}
	if n%10 != 0 || n < 1000 || n > 2200 {
		return val{}, false
	}
	return yearSpan(n, 10, Decade)
}

func decadePair(century, tens int32) (val, bool) {
	if century < 17 || century > 21 || tens%10 != 0 {
		return val{}, false
	}
	return yearSpan(100*century+tens, 10, Decade)
}

// span goes from one pattern to another. One without a year follows the one
// that has a year; of two without, the lean decides on the whole.
//
// A year that it goes to, or a month that a day goes to, is where it ends
// ("from 3 May to June", "from 2014 to 2018"); Other includes it. Months go to
// the last one's last day ("from April to September").
func (c *chart) span(a, b *val, through bool) (val, bool) {
	if b.k == isFixed && b.g == Year && !through {
		end, _ := fixed(b.lo-1, b.lo-1, Days)
		if v, ok := c.spanTo(a, &end); ok && v.problem == 0 {
			v.olo, v.ohi = v.lo, b.hi
			return v, true
		}
	}
	v, ok := c.spanTo(a, b)
	whole := b.g == Year || (b.g == Month || b.g == Quarter || b.g == Half) && a.g == Days && a.k != isPart
	if through || !ok || !whole || v.k != isFixed {
		return v, ok
	}
	months := [...]int{Month: 1, Quarter: 3, Half: 6, Year: 12}[b.g]
	if begin := (v.hi + 1).AddMonths(-months); begin > v.lo {
		v.olo, v.ohi = v.lo, v.hi
		v.hi = begin - 1
	}
	return v, true
}

func (c *chart) spanTo(a, b *val) (val, bool) {
	if a.k == isRange || b.k == isRange || a.k == isNumber || b.k == isNumber {
		return val{}, false
	}
	if a.k == isFixed && b.k == isFixed {
		v, ok := fixed(a.lo, b.hi, Days)
		if !ok && b.lo > 0 && a.lo > b.hi {
			v, ok = fixed(b.lo, a.hi, Days)
			v.problem = backwards
		}
		return v, ok
	}
	if a.k == isFixed {
		_, hi, ok := c.from(b, a.lo)
		v, ok2 := fixed(a.lo, hi, Days)
		return v, ok && ok2
	}
	if b.k == isFixed {
		lo, _, ok := c.before(a, b.hi)
		v, ok2 := fixed(lo, b.hi, Days)
		return v, ok && ok2 && (c.leaning() != Future || b.hi-lo < 100) // "from 3 December until next Wednesday" begins no year ago
	}
	v := val{k: isRange, sub: c.keep(a), sub2: c.keep(b)}
	_, _, _, ok := c.resolve(&v)
	return v, ok
}

// rangeIn is "from 4 to 23 next month", "this week from Tuesday to Thursday".
func (c *chart) rangeIn(a [4]*val) (val, bool) {
	in := a[2]
	if in.k == isNumber { // a month's number
		in = &val{k: isMonth, m: in.n, g: Month}
	}
	ilo, ihi, _, ok := c.resolve(in)
	if !ok {
		return val{}, false
	}
	lo, _, ok := c.startsFrom(a[0], ilo)
	if !ok || lo > ihi {
		return val{}, false
	}
	hi, _, ok := c.startsFrom(a[1], lo)
	v, ok2 := fixed(lo, hi, Days)
	return v, ok && ok2 && hi <= ihi
}

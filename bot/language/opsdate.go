package language

// inYear is a yearly pattern in a year that was said.
func (c *chart) inYear(v *val, year int) (val, bool) {
	if c.period(v) != yearly {
		return val{}, false
	}
	out := *v
	out.k, out.sub2 = isFixed, 0
	var ok bool
	if v.k == isMonthDay && v.d > 28 {
		if last := NewDate(year, monthOf(v.m), 1).daysInMonth(); int(v.d) > last {
			w := *v
			w.d, w.problem = int32(last), noDay
			return c.inYear(&w, year)
		}
	}
	out.lo, out.hi, ok = c.inst(v, year)
	if v.k == isMonthDay && v.sub2 != 0 {
		out.olo, out.ohi, _ = c.inst(&c.values[v.sub2], year)
	}
	return out, ok
}

// yearlyIn is a yearly pattern in a year, said by its number or as a stretch.
func (c *chart) yearlyIn(v val, in *val) (val, bool) {
	switch in.k {
	case isNumber:
		return c.inYear(&v, int(in.n))
	case isFixed:
		if in.g == Year {
			return c.inYear(&v, in.lo.Year())
		}
	}
	return val{}, false
}

func (c *chart) andIn(v val, ok bool, in *val) (val, bool) {
	if !ok {
		return v, false
	}
	return c.yearlyIn(v, in)
}

// relYearly is "next March", "last Christmas", "this summer".
func (c *chart) relYearly(rel int32, v val) (val, bool) {
	out := v
	out.k = isFixed
	var ok bool
	switch rel {
	case 0:
		if v.k == isSeason { // the one that runs, or this year's
			if out.lo, out.hi, ok = c.from(&v, c.today); ok && out.lo <= c.today {
				return out, true
			}
		}
		out.lo, out.hi, ok = c.inst(&v, c.today.Year())
	case -1:
		k := c.today.Year()
		if out.lo, out.hi, ok = c.inst(&v, k); !ok || out.hi >= c.today {
			out.lo, out.hi, ok = c.inst(&v, k-1)
			if ok && out.hi >= c.today {
				out.lo, out.hi, ok = c.inst(&v, k-2)
			}
		}
	default:
		out.lo, out.hi, ok = c.startsFrom(&v, c.today+1)
	}
	return out, ok
}

// figures2 reads day and month, in the order of the language, else in the one
// that is a date.
func (c *chart) figures2(a [4]*val) (val, bool) {
	x, y := a[0], a[1]
	if x.m > 2 || y.m > 2 || x.m == 0 || y.m == 0 {
		return val{}, false
	}
	first, second := val{k: isMonthDay, d: x.n, m: y.n}, val{k: isMonthDay, d: y.n, m: x.n}
	return c.ordered(first, second, a[2] != nil && a[2].n == 1)
}

// ordered gives the day-first or month-first date, and the other one where both are.
func (c *chart) ordered(dayFirst, monthFirst val, dots bool) (val, bool) {
	first, second := dayFirst, monthFirst
	sure := c.Order != ByLanguage || c.Lang == French || dots
	if c.Order == MonthFirst || c.Order == ByLanguage && c.Lang != French && !dots {
		first, second = second, first
	}
	switch {
	case !calendar(&first):
		return second, calendar(&second)
	case calendar(&second) && !sure && first.d != first.m:
		first.sub2 = c.keep(&second)
	}
	return first, true
}

func calendar(v *val) bool {
	return v.m >= 1 && v.m <= 12 && v.d >= 1 && int(v.d) <= NewDate(2024, monthOf(v.m), 1).daysInMonth()
}

// figures3 reads year, month and day, or day and month before a year.
func (c *chart) figures3(a [4]*val) (val, bool) {
	x, y, z := a[0], a[1], a[2]
	switch {
	case x.m == 4 && y.m <= 2 && z.m <= 2:
		v := val{k: isMonthDay, m: y.n, d: z.n}
		if !calendar(&v) {
			return v, false
		}
		return c.inYear(&v, int(x.n))
	case x.m <= 2 && y.m <= 2 && (z.m == 4 || z.m == 2):
		v, ok := c.ordered(val{k: isMonthDay, d: x.n, m: y.n}, val{k: isMonthDay, d: y.n, m: x.n}, a[3] != nil && a[3].n == 1)
		if !ok {
			return v, false
		}
		year := z.n
		if z.m == 2 {
			year = c.century(year)
		}
		return c.inYear(&v, int(year))
	}
	return val{}, false
}

// monthOfYear reads "2/2013" and "2014-10".
func (c *chart) monthOfYear(a [4]*val) (val, bool) {
	m, y := a[0], a[1]
	if m.m == 4 {
		m, y = y, m
	}
	if m.m > 2 || y.m != 4 || m.n < 1 || m.n > 12 || y.n < 1900 || y.n > 2200 {
		return val{}, false
	}
	return c.inYear(&val{k: isMonth, m: m.n, g: Month}, int(y.n))
}

// dotted takes "2015.3" apart.
func dotted(v *val) [4]*val {
	return [4]*val{{n: v.n, m: v.m}, {n: v.d, m: v.y}, {}, {}}
}

// dayDot is "12.06.", where the day comes first.
func (c *chart) dayDot(a [4]*val) (val, bool) {
	parts := dotted(a[0])
	parts[2] = &val{n: 1}
	return c.figures2(parts)
}

// weekdayDate is "Monday, 3 March": the weekday chooses the year, where it can.
func (c *chart) weekdayDate(a [4]*val) (val, bool) {
	v := *a[1]
	switch v.k {
	case isFixed:
		if isoDay(v.lo) != int(a[0].n) {
			if v.olo != 0 && isoDay(v.olo) == int(a[0].n) {
				v.lo, v.hi = v.olo, v.ohi
			} else {
				v.problem = badWeekday
			}
		}
		v.olo, v.ohi = 0, 0
		return v, true
	case isMonthDay:
		return val{k: isWeekdayDate, n: a[0].n, m: v.m, d: v.d}, true
	}
	return v, false
}

// within is a pattern in a stretch that is known: "the 20th of next month",
// "Friday of this week".
func (c *chart) within(a [4]*val) (val, bool) {
	lo, hi, _, ok := c.resolve(a[1])
	if !ok {
		return val{}, false
	}
	n := a[0].n
	switch a[2].n {
	case 1: // "20 of this month"
		if a[1].g != Month {
			return val{}, false
		}
		last := int32(lo.daysInMonth())
		d := lo + Date(min(n, last)) - 1
		out, ok := fixed(d, d, Days)
		if n > last {
			out.problem = noDay
		}
		return out, ok
	case 2: // "March next year"
		if a[1].g != Year {
			return val{}, false
		}
		return c.inYear(&val{k: isMonth, m: n, g: Month}, lo.Year())
	}
	if a[1].g != Week && a[1].g != Weekend || hi-lo > 7 {
		return val{}, false
	}
	d := lo.Monday() + Date(n) - 1
	return fixed(d, d, Days)
}

func (c *chart) thisMonth() *val {
	v, _ := c.relUnit(0, unitMonth)
	return &v
}

// nthOf is the n-th of something in a stretch.
func (c *chart) nthOf(n, unit int32, in *val) (val, bool) {
	v := val{k: isNth, n: n, m: unit, sub: c.keep(in)}
	if unit < 100 {
		v.g = grainOf(unit)
	}
	if in.k == isNumber || in.k == isNth || n == 0 || n > 53 || n < -53 {
		return v, false
	}
	_, _, _, ok := c.resolve(&v)
	return v, ok
}

func grainOf(unit int32) Grain {
	if int(unit) < len(unitGrain) {
		return unitGrain[unit]
	}
	return Days
}

// nthAfter is "the third Tuesday after Christmas 2014".
func (c *chart) nthAfter(a [4]*val) (val, bool) { return c.weekdayBeside(a[1].n, a[0].n, a[2], 1) }

// weekdayBeside is the n-th such weekday after a day, or before it.
func (c *chart) weekdayBeside(weekday, n int32, of *val, step int) (val, bool) {
	d, ok := c.day(of)
	if !ok || n < 1 || n > 200 {
		return val{}, false
	}
	if step > 0 {
		d += Date(floorMod(int(weekday)-isoDay(d)-1, 7) + 1 + 7*(int(n)-1))
	} else {
		d -= Date(floorMod(isoDay(d)-int(weekday)-1, 7) + 1 + 7*(int(n)-1))
	}
	return fixed(d, d, Days)
}

// relWeekday is "next Friday" (next week's; Other is the coming one), "last
// Friday" (the latest gone by), "this Friday" (the one that the lean says, also
// today) and "the coming Friday".
func (c *chart) relWeekday(a [4]*val) (val, bool) {
	n := Date(a[1].n)
	switch a[0].n {
	case 1:
		d := c.today.Monday() + 6 + n
		v, ok := fixed(d, d, Days)
		if first := c.comingDay(int(n), 1); first != d {
			v.olo, v.ohi = first, first
		}
		return v, ok
	case -1:
		d := c.today - Date(floorMod(isoDay(c.today)-int(n)-1, 7)+1)
		return fixed(d, d, Days)
	case coming:
		d := c.comingDay(int(n), 1)
		return fixed(d, d, Days)
	}
	if c.leaning() == Future {
		d := c.comingDay(int(n), 0)
		return fixed(d, d, Days)
	}
	d := c.today.Monday() + n - 1
	return fixed(d, d, Days)
}

// comingDay is the first such weekday at least so many days ahead.
func (c *chart) comingDay(weekday int, ahead Date) Date {
	from := c.today + ahead
	return from + Date(floorMod(weekday-isoDay(from), 7))
}

// weekdayPlus is "lundi en huit": the coming one, today's too, and days.
func (c *chart) weekdayPlus(weekday int32, days Date) (val, bool) {
	d := c.comingDay(int(weekday), 0) + days
	return fixed(d, d, Days)
}

func (c *chart) weekdayIn8(a [4]*val) (val, bool) {
	switch a[1].n {
	case 8:
		return c.weekdayPlus(a[0].n, 7)
	case 15:
		return c.weekdayPlus(a[0].n, 14)
	}
	return val{}, false
}

// nearest is the n-th nearest such weekday to a day.
func (c *chart) nearest(a [4]*val) (val, bool) {
	to, ok := c.day(a[2])
	if !ok || a[0].n < 1 || a[0].n > 50 {
		return val{}, false
	}
	before := to - Date(floorMod(isoDay(to)-int(a[1].n), 7))
	after := before + 7
	for range a[0].n - 1 {
		if to-before <= after-to {
			before -= 7
		} else {
			after += 7
		}
	}
	if to-before <= after-to {
		return fixed(before, before, Days)
	}
	return fixed(after, after, Days)
}

// moved is so long before or after today.
func (c *chart) moved(v *val, step int) (val, bool) {
	t, _ := fixed(c.today, c.today, Days)
	return c.shift(&t, v.dur, step)
}

// shift moves a day on by a duration, n times.
func (c *chart) shift(v *val, d Duration, n int) (val, bool) {
	if n != 1 {
		d = Duration{d.Years * n, d.Months * n, d.Weeks * n, d.Days * n, d.Hours * n, d.Minutes * n}
	}
	if d.Hours != 0 || d.Minutes != 0 {
		if v.k != isFixed || v.lo != c.today {
			return val{}, false
		}
		at := c.Now.Hour()*60 + c.Now.Minute() + d.Hours*60 + d.Minutes
		day := Duration{d.Years, d.Months, d.Weeks, d.Days, 0, 0}.AddTo(c.today) + Date(floorDiv(at, 24*60))
		out, ok := fixed(day, day, Days)
		out.timed, out.clock = true, Clock{floorMod(at, 24*60) / 60, floorMod(at, 60)}
		return out, ok
	}
	if c.period(v) <= weekly { // "two weeks from Monday": from the coming one
		lo, hi, _, ok := c.resolve(v)
		if !ok {
			return val{}, false
		}
		return fixed(d.AddTo(lo), d.AddTo(hi), v.g)
	}
	return val{k: isShift, sub: c.keep(v), dur: d, g: v.g}, v.k != isRange
}

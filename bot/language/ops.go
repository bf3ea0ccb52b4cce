package language

import "math"

// The units, as the grammar numbers them.
const (
	unitMinute = 1 + iota
	unitHour
	unitDay
	unitWeek
	unitFortnight
	unitMonth
	unitQuarter
	unitHalf
	unitYear
	unitDecade
	unitWeekend
	unitWorkday
	_
	unitQuinzaine // 15 days, where a duration
)

var unitMonths = [...]int{unitMonth: 1, unitQuarter: 3, unitHalf: 6, unitYear: 12, unitDecade: 120, unitQuinzaine: 0}

var unitGrain = [...]Grain{unitWeek: Week, unitMonth: Month, unitQuarter: Quarter, unitHalf: Half, unitYear: Year, unitDecade: Decade, unitWeekend: Weekend, unitQuinzaine: Days}

// op makes a value of those that a rule names; ok is false where it has none.
type op func(c *chart, a [4]*val) (val, bool)

var ops map[string]op

func init() {
	ops = map[string]op{
		"keep": func(_ *chart, a [4]*val) (val, bool) { return *a[0], true },
		// numbers
		"addTens": func(_ *chart, a [4]*val) (val, bool) {
			tens, n := a[0].n, a[1].n
			ok := n > 0 && (n < 10 && tens%10 == 0 || n < 20 && (tens == 60 || tens == 80))
			return number(tens + n), ok
		},
		"hundreds": func(_ *chart, a [4]*val) (val, bool) {
			return number(100*a[0].n + a[1].n), a[0].n >= 1 && a[0].n < 100
		},
		"thousands": func(_ *chart, a [4]*val) (val, bool) {
			return number(1000*a[0].n + a[1].n), a[0].n >= 1 && a[0].n < 1000
		},
		"figure":   func(_ *chart, a [4]*val) (val, bool) { return number(a[0].n), true },
		"plusHalf": func(_ *chart, a [4]*val) (val, bool) { return val{n: a[0].n, f: a[0].f + 0.5}, true },
		"ordinal":  func(_ *chart, a [4]*val) (val, bool) { return number(a[0].n), a[0].n > 0 && a[0].n < 1000 },
		"rank":     func(_ *chart, a [4]*val) (val, bool) { v := number(a[0].n); v.g = 1; return v, true },
		"fromEnd":  func(_ *chart, a [4]*val) (val, bool) { return number(-a[0].n), a[0].n > 0 && a[0].n < 60 },
		"dayNumber": func(_ *chart, a [4]*val) (val, bool) {
			return number(a[0].n), a[0].n >= 1 && a[0].n <= 31 && a[0].m <= 2
		},
		"year4":     func(_ *chart, a [4]*val) (val, bool) { return number(a[0].n), a[0].m == 4 && a[0].n >= 1000 },
		"yearWords": func(_ *chart, a [4]*val) (val, bool) { return number(a[0].n), a[0].n >= 1000 && a[0].n < 3000 },
		"yearPair": func(_ *chart, a [4]*val) (val, bool) {
			return number(100*a[0].n + a[1].n), (a[0].n >= 17 && a[0].n <= 21) && a[1].n >= 10
		},
		"yearAnno": func(_ *chart, a [4]*val) (val, bool) { return number(a[0].n), a[0].n > 0 && a[0].n < 3000 },
		"year2": func(c *chart, a [4]*val) (val, bool) {
			y := c.century(a[0].n)
			return number(y), a[0].m == 2 && int(y) > c.today.Year()-oldest
		},
		// days
		"monthDay": func(_ *chart, a [4]*val) (val, bool) {
			return val{k: isMonthDay, m: a[0].n, d: a[1].n}, a[1].n >= 1 && a[1].n <= 31
		},
		"inYear": func(c *chart, a [4]*val) (val, bool) { return c.inYear(a[0], int(a[1].n)) },
		"dateOf": func(c *chart, a [4]*val) (val, bool) {
			return c.inYear(&val{k: isMonthDay, m: a[1].n, d: a[2].n}, int(a[0].n))
		},
		"figures2":     (*chart).figures2,
		"figures3":     (*chart).figures3,
		"monthOfYear":  (*chart).monthOfYear,
		"monthDotted":  func(c *chart, a [4]*val) (val, bool) { return c.monthOfYear(dotted(a[0])) },
		"dayDotted":    func(c *chart, a [4]*val) (val, bool) { return c.figures2(dotted(a[0])) },
		"dayDot":       (*chart).dayDot,
		"dayOf":        func(_ *chart, a [4]*val) (val, bool) { return val{k: isDayOf, d: a[0].n}, a[0].n >= 1 && a[0].n <= 31 },
		"weekday":      func(_ *chart, a [4]*val) (val, bool) { return val{k: isWeekday, n: a[0].n, strict: true}, true },
		"weekdayDate":  (*chart).weekdayDate,
		"weekdayDay":   func(_ *chart, a [4]*val) (val, bool) { return val{k: isWeekdayDay, n: a[0].n, d: a[1].n}, true },
		"holiday":      func(_ *chart, a [4]*val) (val, bool) { return val{k: isHoliday, n: a[0].n}, true },
		"holidayIn":    func(c *chart, a [4]*val) (val, bool) { return c.yearlyIn(val{k: isHoliday, n: a[0].n}, a[1]) },
		"relHoliday":   func(c *chart, a [4]*val) (val, bool) { return c.relYearly(a[0].n, val{k: isHoliday, n: a[1].n}) },
		"relDay":       func(c *chart, a [4]*val) (val, bool) { return fixed(c.today+Date(a[0].n), c.today+Date(a[0].n), Days) },
		"within":       (*chart).within,
		"nth":          func(c *chart, a [4]*val) (val, bool) { return c.nthOf(a[0].n, 100+a[1].n, a[2]) },
		"nthUnit":      func(c *chart, a [4]*val) (val, bool) { return c.nthOf(a[0].n, a[1].n, a[2]) },
		"nthOfMonth":   func(c *chart, a [4]*val) (val, bool) { return c.nthOf(a[0].n, 100+a[1].n, c.thisMonth()) },
		"nthAfter":     (*chart).nthAfter,
		"relWeekday":   (*chart).relWeekday,
		"weekdayPlus":  func(c *chart, a [4]*val) (val, bool) { return c.weekdayPlus(a[0].n, Date(a[1].n)) },
		"weekdayIn8":   (*chart).weekdayIn8,
		"weekdayAfter": func(c *chart, a [4]*val) (val, bool) { return c.weekdayBeside(a[0].n, 1, a[1], 1) },
		"weekdayBefore": func(c *chart, a [4]*val) (val, bool) {
			return c.weekdayBeside(a[0].n, 1, a[1], -1)
		},
		"weekdays": func(c *chart, a [4]*val) (val, bool) {
			t, _ := fixed(c.today, c.today, Days)
			return c.weekdayBeside(a[1].n, a[0].n, &t, int(a[2].n))
		},
		"nearest":  (*chart).nearest,
		"ago":      func(c *chart, a [4]*val) (val, bool) { return c.moved(a[0], -1) },
		"ahead":    func(c *chart, a [4]*val) (val, bool) { return c.moved(a[0], 1) },
		"shift":    func(c *chart, a [4]*val) (val, bool) { return c.shift(a[1], a[0].dur, int(a[2].n)) },
		"shiftDay": func(c *chart, a [4]*val) (val, bool) { return c.shift(a[0], Duration{Days: 1}, int(a[1].n)) },
		"shiftWeek": func(c *chart, a [4]*val) (val, bool) {
			return c.shift(a[0], Duration{Weeks: 1}, int(a[1].n))
		},
		// stretches
		"month": func(_ *chart, a [4]*val) (val, bool) { return val{k: isMonth, m: a[0].n, g: Month}, true },
		"monthIn": func(c *chart, a [4]*val) (val, bool) {
			return c.inYear(&val{k: isMonth, m: a[0].n, g: Month}, int(a[1].n))
		},
		"relMonth": func(c *chart, a [4]*val) (val, bool) {
			return c.relYearly(a[0].n, val{k: isMonth, m: a[1].n, g: Month})
		},
		"yearSpan":      func(_ *chart, a [4]*val) (val, bool) { return yearSpan(a[0].n, 1, Year) },
		"quarter":       func(_ *chart, a [4]*val) (val, bool) { return quarter(a[0].n) },
		"quarterIn":     func(c *chart, a [4]*val) (val, bool) { q, ok := quarter(a[0].n); return c.andIn(q, ok, a[1]) },
		"quarterFigure": (*chart).quarterFigure,
		"half":          func(_ *chart, a [4]*val) (val, bool) { return half(a[0].n) },
		"halfIn":        func(c *chart, a [4]*val) (val, bool) { h, ok := half(a[0].n); return c.andIn(h, ok, a[1]) },
		"season":        func(_ *chart, a [4]*val) (val, bool) { return val{k: isSeason, n: a[0].n, g: Season}, true },
		"seasonIn":      func(c *chart, a [4]*val) (val, bool) { return c.yearlyIn(val{k: isSeason, n: a[0].n, g: Season}, a[1]) },
		"relSeason": func(c *chart, a [4]*val) (val, bool) {
			return c.relYearly(a[0].n, val{k: isSeason, n: a[1].n, g: Season})
		},
		"part":       func(c *chart, a [4]*val) (val, bool) { return c.partOf(a[0].n, a[1]) },
		"partMonth":  func(c *chart, a [4]*val) (val, bool) { return c.partOf(a[0].n, &val{k: isMonth, m: a[1].n, g: Month}) },
		"partUnit":   (*chart).partUnit,
		"partOfThis": (*chart).partOfThis,
		"weekOf": func(c *chart, a [4]*val) (val, bool) {
			return val{k: isWeekOf, sub: c.keep(a[0]), g: Week}, a[0].k != isWeekday
		},
		"weekNumber":   func(_ *chart, a [4]*val) (val, bool) { return weekNumber(a[0].n) },
		"weekNumberIn": func(c *chart, a [4]*val) (val, bool) { w, ok := weekNumber(a[0].n); return c.andIn(w, ok, a[1]) },
		"relUnit":      func(c *chart, a [4]*val) (val, bool) { return c.relUnit(int(a[0].n), a[1].n) },
		"relUnits":     (*chart).relUnits,
		"relDayUnit":   func(c *chart, a [4]*val) (val, bool) { return c.relUnit(sign(a[0].n), unitDay) },
		"later":        (*chart).later,
		"rest":         func(c *chart, a [4]*val) (val, bool) { return c.clip(a[0], true) },
		"sofar":        func(c *chart, a [4]*val) (val, bool) { return c.clip(a[0], false) },
		"restUnit":     func(c *chart, a [4]*val) (val, bool) { v, ok := c.relUnit(0, a[0].n); return c.clipped(v, ok, true) },
		"sofarUnit":    func(c *chart, a [4]*val) (val, bool) { v, ok := c.relUnit(0, a[0].n); return c.clipped(v, ok, false) },
		"dueIn": func(c *chart, a [4]*val) (val, bool) {
			v, ok := c.moved(a[0], 1)
			v.bound = By
			return v, ok
		},
		"weekdayNext": func(c *chart, a [4]*val) (val, bool) {
			d := c.today.Monday() + 13 + Date(a[0].n)
			return fixed(d, d, Days)
		},
		"fromToday":    func(c *chart, a [4]*val) (val, bool) { return fixed(c.today, a[0].dur.AddTo(c.today), Days) },
		"stretch":      (*chart).stretch,
		"decade":       func(_ *chart, a [4]*val) (val, bool) { return yearSpan(a[0].n, 10, Decade) },
		"decadeFigure": (*chart).decadeFigure,
		"decadePair":   func(_ *chart, a [4]*val) (val, bool) { return decadePair(a[0].n, a[1].n) },
		"decadeIn":     func(_ *chart, a [4]*val) (val, bool) { return decadePair(a[0].n, a[1].n%100) },
		// lengths
		"duration": func(_ *chart, a [4]*val) (val, bool) { return duration(a[0].f, a[1].n) },
		"plus": func(_ *chart, a [4]*val) (val, bool) {
			return val{k: isDuration, dur: a[0].dur.plus(a[1].dur)}, true
		},
		"halfUnit":    func(_ *chart, a [4]*val) (val, bool) { return duration(0.5, a[0].n) },
		"unitHalf":    func(_ *chart, a [4]*val) (val, bool) { return duration(1.5, a[0].n) },
		"numUnitHalf": func(_ *chart, a [4]*val) (val, bool) { return duration(a[0].f+0.5, a[1].n) },
		// both
		"adjacent": func(c *chart, a [4]*val) (val, bool) { // "the 1st and 2nd of May"
			v, ok := c.span(a[0], a[1], false)
			if !ok || v.problem != 0 {
				return v, false
			}
			lo, hi, _, ok := c.resolve(&v)
			return v, ok && hi-lo == 1
		},
		"adjacentAfter": func(_ *chart, a [4]*val) (val, bool) { // "next Thursday and Friday"
			if a[0].k != isFixed || a[0].lo != a[0].hi || isoDay(a[0].lo+1) != int(a[1].n) {
				return val{}, false
			}
			return fixed(a[0].lo, a[0].lo+1, Days)
		},
		"adjacentBefore": func(_ *chart, a [4]*val) (val, bool) { // "jeudi et vendredi prochains"
			if a[1].k != isFixed || a[1].lo != a[1].hi || isoDay(a[1].lo-1) != int(a[0].n) {
				return val{}, false
			}
			return fixed(a[1].lo-1, a[1].lo, Days)
		},
		"range":   func(c *chart, a [4]*val) (val, bool) { return c.span(a[0], a[1], a[2] != nil && a[2].n == 1) },
		"rangeIn": (*chart).rangeIn,
		"rangeToWeekday": func(c *chart, a [4]*val) (val, bool) { // "from Thursday 3 December until the following Wednesday"
			end, ok := c.weekdayBeside(a[1].n, 1, a[0], 1)
			if !ok {
				return val{}, false
			}
			return c.span(a[0], &end, false)
		},
		"about": func(_ *chart, a [4]*val) (val, bool) { v := *a[0]; v.about = true; return v, true },
		"bound": func(c *chart, a [4]*val) (val, bool) {
			v := *a[0]
			v.bound = Bound(a[1].n)
			if v.bound == Before && (v.k == isPart || v.k == isFixed && v.g == Days) && (int(v.n) == c.ids["en-end"] || int(v.n) == c.ids["fr-end"]) {
				v.bound = By // before the end of May is in May still
			}
			return v, v.k != isRange
		},
	}
}

func number(n int32) val { return val{n: n, f: float64(n)} }

func sign(n int32) int {
	if n < 0 {
		return -1
	}
	return 1
}

func fixed(lo, hi Date, g Grain) (val, bool) {
	return val{k: isFixed, lo: lo, hi: hi, g: g}, lo > 0 && hi >= lo
}

// oldest is how many years back a year of two digits may lie: "on 26 feb, 60
// points later" names none.
const oldest = 50

// century completes a year of two digits: up to 20 years ahead it is this
// century's, else the last one's.
func (c *chart) century(yy int32) int32 {
	now := int32(c.today.Year())
	y := now - now%100 + yy%100
	if y > now+20 {
		y -= 100
	}
	return y
}

func yearSpan(y, n int32, g Grain) (val, bool) {
	return fixed(NewDate(int(y), 1, 1), NewDate(int(y+n), 1, 1)-1, g)
}

func quarter(n int32) (val, bool) {
	if n == -1 {
		n = 4
	}
	return val{k: isQuarter, n: n, g: Quarter}, n >= 1 && n <= 4
}

func half(n int32) (val, bool) {
	if n == -1 {
		n = 2
	}
	return val{k: isHalf, n: n, g: Half}, n == 1 || n == 2
}

func weekNumber(n int32) (val, bool) {
	return val{k: isWeekNo, n: n, g: Week}, n >= 1 && n <= 53
}

// duration is f units. A half of a year is six months, of a month 15 days, of a
// day twelve hours; of a week it is four days, so that a pause of a week and a
// half is not shorter than was asked for.
func duration(f float64, unit int32) (val, bool) {
	if f < 0 || f > 10_000 {
		return val{}, false
	}
	n := int(math.Floor(f))
	rest := f - math.Floor(f)
	up := func(whole float64) int { return int(math.Ceil(rest*whole - 1e-6)) }
	var d Duration
	switch unit {
	case unitMinute:
		d = Duration{Minutes: n}
	case unitHour:
		d = Duration{Hours: n, Minutes: up(60)}
	case unitDay:
		d = Duration{Days: n, Hours: up(24)}
	case unitWorkday: // five of them are a week
		d = Duration{Weeks: n / 5, Days: n % 5}
	case unitWeek:
		d = Duration{Weeks: n, Days: up(7)}
	case unitFortnight:
		d = Duration{Weeks: 2 * n, Days: up(14)}
	case unitQuinzaine:
		d = Duration{Days: 15*n + up(15)}
	case unitMonth:
		d = Duration{Months: n, Days: up(30)}
	case unitQuarter:
		d = Duration{Months: 3*n + up(3)}
	case unitHalf:
		d = Duration{Months: 6*n + up(6)}
	case unitYear:
		d = Duration{Years: n, Months: up(12)}
	case unitDecade:
		d = Duration{Years: 10*n + up(10)}
	default:
		return val{}, false
	}
	return val{k: isDuration, dur: d}, true
}

// keep stores a value that another one is made of.
func (c *chart) keep(v *val) int32 {
	c.values = append(c.values, *v)
	return int32(len(c.values) - 1)
}

package language

import "strings"

func init() {
	add := map[string]op{
		"clock": (*chart).clockOf,
		"clockFigures": func(_ *chart, a [4]*val) (val, bool) { // "0830"; "2026" may be a year
			h, min := int(a[0].n)/100, int(a[0].n)%100
			v, ok := clock(h, min)
			return v, ok && a[0].m == 4 && min%5 == 0 && (h < 19 || h > 21)
		},
		"clockOnly": func(c *chart, a [4]*val) (val, bool) { return c.clockOf([4]*val{a[0], {}, {}, {}}) },
		"clockHalf": func(c *chart, a [4]*val) (val, bool) { return c.clockOf([4]*val{a[0], a[1], {n: 9}, {}}) },
		"clockWord": func(_ *chart, a [4]*val) (val, bool) { return clock(int(a[0].n)/60, int(a[0].n)%60) },
		"daypart": func(_ *chart, a [4]*val) (val, bool) {
			v, ok := clock(int(a[0].n)/60, 0)
			v.soft = true
			return v, ok
		},
		"clockPast":  func(c *chart, a [4]*val) (val, bool) { return c.clockPast(int(a[0].n), int(a[1].n), a[2]) },
		"clockWords": func(_ *chart, a [4]*val) (val, bool) { return clock(int(a[0].n)/60, int(a[0].n)%60+int(a[1].n)) },
		"zone": func(c *chart, _ [4]*val) (val, bool) {
			return val{zone: int32(c.begin), zoned: int32(c.end)}, true
		},
		"clockZone": func(_ *chart, a [4]*val) (val, bool) {
			v := *a[0]
			v.zone, v.zoned = a[1].zone, a[1].zoned
			return v, true
		},
		"atClock": func(_ *chart, a [4]*val) (val, bool) {
			v := *a[0]
			if v.k == isRange || v.g != Days && v.g != Weekend || v.timed {
				return v, false
			}
			v.timed, v.clock, v.zone, v.zoned, v.problem = true, a[1].clock, a[1].zone, a[1].zoned, max(v.problem, a[1].problem)
			return v, true
		},
		"clockSpan": func(_ *chart, a [4]*val) (val, bool) {
			v := *a[0]
			v.problem = betweenClocks
			return v, true
		},
		"clockList": func(_ *chart, a [4]*val) (val, bool) {
			v := *a[0]
			v.problem = severalClocks
			return v, true
		},
	}
	for name, f := range add {
		ops[name] = f
	}
}

func clock(h, m int) (val, bool) {
	if m >= 60 {
		h, m = h+1, m-60
	}
	if m < 0 {
		h, m = h-1, m+60
	}
	if h == 24 && m == 0 {
		h = 0
	}
	return val{k: isClock, clock: Clock{h, m}, timed: true}, h >= 0 && h < 24 && m >= 0
}

// clockOf reads hour, minute and what says the half of the day: 1 the morning,
// 2 the afternoon, 9 that the hour counts to 24.
func (c *chart) clockOf(a [4]*val) (val, bool) {
	if a[2] == nil { // nothing says the half of the day
		a[2] = &val{}
	}
	h, m := int(a[0].n), int(a[1].n)
	if a[0].m > 2 || a[1].m != 0 && a[1].m != 2 || m > 59 || h > 24 || h < 0 || a[0].f != float64(h) {
		return val{}, false
	}
	switch a[2].n {
	case 1:
		if h > 12 {
			return val{}, false
		}
		h %= 12
	case 2:
		if h > 12 {
			break // "17h de l'après-midi"
		}
		h = h%12 + 12
	case 9:
	default:
		h = c.likely(h)
	}
	return clock(h, m)
}

// likely makes "at 4" the afternoon: nobody means the night, and what is shown
// says what was understood. "04" is four in the morning.
func (c *chart) likely(h int) int {
	for i := c.begin; i < c.end; i++ {
		if t := &c.tokens[i]; t.Kind == Figure && strings.HasPrefix(t.Text, "0") {
			return h
		} else if t.Kind == Figure {
			break
		}
	}
	if h >= 1 && h <= 6 {
		return h + 12
	}
	return h
}

// clockPast is "half past nine", "quarter to five".
func (c *chart) clockPast(minutes, step int, hour *val) (val, bool) {
	h := int(hour.n)
	if hour.k == isClock {
		h = hour.clock.Hour
	} else if h >= 1 && h <= 6 {
		h += 12
	}
	return clock(h, step*minutes)
}

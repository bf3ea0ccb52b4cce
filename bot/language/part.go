package language

// nth is the n-th unit or weekday in a stretch; from its end where negative.
func nth(n int, unit int32, lo, hi Date) (Date, Date, bool) {
	switch {
	case unit > 100: // a weekday
		first := lo + Date(floorMod(int(unit)-100-isoDay(lo), 7))
		if n < 0 {
			last := hi - Date(floorMod(isoDay(hi)-(int(unit)-100), 7))
			first = last + Date(7*(n+1))
		} else {
			first += Date(7 * (n - 1))
		}
		return first, first, n != 0 && first >= lo && first <= hi
	case unit == unitDay:
		d := lo + Date(n) - 1
		if n < 0 {
			d = hi + Date(n) + 1
		}
		return d, d, n != 0 && d >= lo && d <= hi
	case unit == unitWeek, unit == unitWeekend:
		// A week belongs to the stretch that its Thursday is in.
		first := (lo + 3).Monday()
		if n < 0 {
			first = (hi - 3).Monday()
			if first+3 > hi {
				first -= 7
			}
			first += Date(7 * (n + 1))
		} else {
			if first+3 < lo {
				first += 7
			}
			first += Date(7 * (n - 1))
		}
		if unit == unitWeekend {
			return first + 5, first + 6, n != 0
		}
		return first, first + 6, n != 0 && first+3 >= lo && first+3 <= hi
	case unit == unitFortnight || unit == unitQuinzaine:
		if n == 1 {
			return lo, lo + 13, true
		}
		return lo + 14, hi, (n == 2 || n == -1) && hi-lo > 14
	case unit == unitMonth || unit == unitQuarter || unit == unitHalf || unit == unitYear:
		months := unitMonths[unit]
		first := lo.AddMonths(months * (n - 1))
		if n < 0 {
			first = (hi + 1).AddMonths(months * n)
		}
		return first, first.AddMonths(months) - 1, n != 0 && first >= lo && first <= hi
	case unit == unitWorkday:
		return nthWorkday(n, lo, hi)
	}
	return 0, 0, false
}

func nthWorkday(n int, lo, hi Date) (Date, Date, bool) {
	d, step := lo, Date(1)
	if n < 0 {
		d, step, n = hi, -1, -n
	}
	for ; d >= lo && d <= hi; d += step {
		if isoDay(d) <= 5 {
			if n--; n == 0 {
				return d, d, true
			}
		}
	}
	return 0, 0, false
}

// part is the beginning, middle or end of a stretch, as its language has it.
func (c *chart) part(v *val, lo, hi Date) (Date, Date) {
	p := c.parts[v.n]
	days := int(hi-lo) + 1
	switch {
	case days == 7 && p.week != [2]int{}:
		return lo + Date(p.week[0]) - 1, lo + Date(p.week[1]) - 1
	case days >= 28 && days <= 31 && lo.Day() == 1:
		return lo + Date(p.month[0]) - 1, lo + Date(min(p.month[1], days)) - 1
	case days >= 365 && days <= 366:
		return lo.AddMonths(p.year[0] - 1), lo.AddMonths(p.year[1]) - 1
	}
	third := days / 3
	switch {
	case p.month[0] == 1:
		return lo, lo + Date(max(third, 1)) - 1
	case p.month[1] >= 31:
		return hi - Date(max(third, 1)) + 1, hi
	}
	return lo + Date(third), hi - Date(third)
}

package mistake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/values"
)

// candidates tells every value of a kind in a message: where it begins, for which
// argument it stands, and what it is.
func (m *message) candidates(kind string, was bot.Args, found func(at int, key, value string)) {
	for at := 0; at < len(m.tokens); at++ {
		if m.tokens[at].Quoted {
			continue
		}
		end := at
		tell := func(e Value, key, value string) {
			if value != "" {
				found(at, key, value)
				end = max(end, e.To-1)
			}
		}
		switch kind {
		case "number":
			if e, ok := longest(slices.DeleteFunc(slices.Clone(m.Values("goals", at)), func(e Value) bool { return !values.OneGoal(e.Value) })); ok {
				c, is := e.Of.(bot.GoalChoice)
				if !is || was["day"] != "" && !c.ByWords && !m.saysGoal(at, e.To) {
					continue
				}
				if n := strconv.Itoa(append(c.Numbers, c.Unknown...)[0]); len(c.Numbers) == 1 || n == was["number"] {
					tell(e, "number", n)
				}
			} else if n, e := m.Number(at); n > 0 && m.tokens[at].Kind == language.Figure && m.bareNumber(at, e) && was["day"] == "" {
				found(at, "number", strconv.Itoa(n))
			}
		case "horizon":
			if e, ok := longest(m.Values("horizon", at)); ok {
				if h, is := e.Of.(people.Horizon); is {
					tell(e, "horizon", string(h))
				}
			}
		case "day", "past":
			m.dayAt(at, kind, was, tell)
		case "clock":
			m.clockAt(at, was, tell)
		case "when":
			if e, ok := longest(m.Values("when+", at)); ok {
				if r, is := e.Of.(language.Reading); is {
					if again, is := r.Value.(language.Recurrence); is && r.Problem == "" {
						if again.Every == language.Weekly && again.Interval <= 1 && len(again.On) == 1 && !again.Timed {
							tell(e, "weekday", strings.ToLower(again.On[0].Day.String()))
						} else {
							tell(e, "when", strings.TrimSpace(e.Text))
						}
					}
				}
			}
		case "span":
			if e, ok := longest(m.Values("span+", at)); ok {
				if r, is := e.Of.(language.Reading); is && r.Problem == "" {
					tell(e, "span", values.SpanText(r, strings.TrimSpace(e.Text)))
				}
			}
		case "clocks":
			if e, ok := longest(m.Values("clocks", at)); ok {
				if q, is := e.Of.(bot.QuietHours); is {
					tell(e, "clocks", q.From.String()+"-"+q.To.String())
				}
			}
		case "cert":
			if e, ok := longest(m.Values("cert", at)); ok {
				if n, is := e.Of.(bot.Named); is && !e.Open {
					tell(e, "cert", n.ID)
				}
			}
		case "role", "target":
			if was[kind] == "" {
				return
			}
			if e, ok := longest(m.Values("role", at)); ok && !e.Open {
				if n, is := e.Of.(bot.Named); is {
					tell(e, kind, n.ID)
				}
			}
		case "zone":
			if e, ok := longest(m.Values("zone", at)); ok && was["zone"] != "" {
				if z, is := e.Of.(bot.ZoneChoice); is {
					tell(e, "zone", z.Zone)
				}
			}
		case "language":
			if e, ok := longest(m.Values("tongue", at)); ok && was["language"] != "" {
				if l, is := e.Of.(people.Lang); is {
					tell(e, "language", string(l))
				}
			}
		}
		at = end
	}
}

// saysGoal reports whether the word for a goal stands among tokens.
func (m *message) saysGoal(from, to int) bool {
	for i := from; i < to; i++ {
		if m.Is(grammar.GoalWord, i) {
			return true
		}
	}
	return false
}

func longest(edges []Value) (best Value, ok bool) {
	for _, e := range edges {
		if !ok || e.To > best.To {
			best, ok = e, true
		}
	}
	return best, ok
}

// bareNumber reports whether a figure is no part of a date, time or other figure.
func (m *message) bareNumber(at, end int) bool {
	for i := max(0, at-3); i <= at; i++ {
		for _, kind := range []string{"date", "span", "clock"} {
			for _, e := range m.Times(kind, i) {
				if r, is := e.Of.(language.Reading); is && e.To > at && (i < at || e.To > end) && r.Problem == "" && !values.DayOfMonth(e.Text) {
					return false
				}
			}
		}
	}
	return end >= len(m.tokens) || m.tokens[end].Fold != "%" && m.tokens[end].Fold != "h"
}

// noDay are words for today that name no day of a rhythm.
var noDay = map[string]bool{"the day": true, "day": true, "now": true, "right now": true, "le jour": true, "du jour": true, "maintenant": true}

// dayAt tells a day that begins at a place; of a day of the month alone the month
// is that of the day before it.
func (m *message) dayAt(at int, kind string, was bot.Args, tell func(Value, string, string)) {
	slot := "date+"
	if kind == "past" {
		slot = "date-"
	}
	e, ok := longest(m.Values(slot, at))
	if !ok {
		return
	}
	r, is := e.Of.(language.Reading)
	if !is || r.Problem != "" {
		return
	}
	var day language.Date
	switch v := r.Value.(type) {
	case language.Date:
		day = v
	case language.Range:
		day = v.To
	default:
		return
	}
	if was["day"] != "" && values.DayOfMonth(e.Text) {
		var y, mon, d int
		if _, err := fmt.Sscanf(was["day"], "%d-%d-%d", &y, &mon, &d); err == nil && day.Day() <= 28 {
			if moved := fmt.Sprintf("%04d-%02d-%02d", y, mon, day.Day()); kind == "past" || moved >= language.DateOf(m.c.Now).String() {
				tell(e, "day", moved)
				return
			}
		}
	}
	if before, err := time.Parse(time.DateOnly, was["day"]); err == nil && kind == "past" && !values.NamesYear(e.Text) { // of the year that was said before
		if moved := day.AddMonths(12 * (before.Year() - day.Year())); moved <= language.DateOf(m.c.Now) {
			tell(e, "day", moved.String())
			return
		}
	}
	if was["cron"] != "" { // a schedule's day; "keep the day", "now that …" name none
		if noDay[bot.Fold(strings.TrimSpace(e.Text))] || values.DayOfMonth(e.Text) {
			return
		}
		tell(e, "weekday", strings.ToLower(day.Weekday().String()))
		return
	}
	if kind == "day" && day < language.DateOf(m.c.Now) { // "I misread it yesterday"
		return
	}
	tell(e, "day", day.String())
	if r.Timed {
		tell(e, "clock", r.Clock.String())
	}
}

// clockAt tells a time of day that begins at a place. A bare number is one too
// where the change had a time: in the half of the day of that.
func (m *message) clockAt(at int, was bot.Args, tell func(Value, string, string)) {
	for _, e := range m.Times("clock", at) {
		if r, is := e.Of.(language.Reading); is {
			if c, clock := r.Value.(language.Clock); clock {
				tell(e, "clock", c.String())
				return
			}
		}
	}
	if at > 0 && m.Is(grammar.GoalWord, at-1) { // "keep goal 2"
		return
	}
	n, end := m.Number(at)
	var h, min int
	if _, err := fmt.Sscanf(was["clock"], "%d:%d", &h, &min); err != nil || m.tokens[at].Kind != language.Figure && (m.Is(grammar.OrderWord, at) || at == 0 || end < len(m.tokens)) || n <= 0 || n > 23 || !m.bareNumber(at, end) || end < len(m.tokens) && m.tokens[end].Kind == language.Word && !m.Known(end) {
		return
	}
	if h >= 12 && n < 12 {
		n += 12
	}
	tell(Value{To: end}, "clock", fmt.Sprintf("%02d:00", n))
}

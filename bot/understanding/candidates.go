package understanding

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
	m.scope = [2]int{0, len(m.tokens)}
	for at := 0; at < len(m.tokens); at++ {
		if m.tokens[at].Quoted {
			continue
		}
		end := at
		tell := func(e slotEdge, key, value string) {
			if value != "" {
				found(at, key, value)
				end = max(end, e.to-1)
			}
		}
		switch kind {
		case "number":
			if e, ok := longest(slices.DeleteFunc(slices.Clone(m.slot("goals", at)), func(e slotEdge) bool { return !values.OneGoal(e.value) })); ok {
				c, is := e.value.Of.(bot.GoalChoice)
				if !is || was["day"] != "" && !c.ByWords && !m.saysGoal(at, e.to) {
					continue
				}
				if n := strconv.Itoa(append(c.Numbers, c.Unknown...)[0]); len(c.Numbers) == 1 || n == was["number"] {
					tell(e, "number", n)
				}
			} else if n, e := m.number(at, len(m.tokens)); n > 0 && m.tokens[at].Kind == language.Figure && m.bareNumber(at, e) && was["day"] == "" {
				found(at, "number", strconv.Itoa(n))
			}
		case "horizon":
			if e, ok := longest(m.slot("horizon", at)); ok {
				if h, is := e.value.Of.(people.Horizon); is {
					tell(e, "horizon", string(h))
				}
			}
		case "day", "past":
			m.dayAt(at, kind, was, tell)
		case "clock":
			m.clockAt(at, was, tell)
		case "when":
			if e, ok := longest(m.slot("when+", at)); ok {
				if r, is := e.value.Of.(language.Reading); is {
					if again, is := r.Value.(language.Recurrence); is && r.Problem == "" {
						if again.Every == language.Weekly && again.Interval <= 1 && len(again.On) == 1 && !again.Timed {
							tell(e, "weekday", strings.ToLower(again.On[0].Day.String()))
						} else {
							tell(e, "when", strings.TrimSpace(e.value.Text))
						}
					}
				}
			}
		case "span":
			if e, ok := longest(m.slot("span+", at)); ok {
				if r, is := e.value.Of.(language.Reading); is && r.Problem == "" {
					tell(e, "span", values.SpanText(r, strings.TrimSpace(e.value.Text)))
				}
			}
		case "clocks":
			if e, ok := longest(m.slot("clocks", at)); ok {
				if q, is := e.value.Of.(bot.QuietHours); is {
					tell(e, "clocks", q.From.String()+"-"+q.To.String())
				}
			}
		case "cert":
			if e, ok := longest(m.slot("cert", at)); ok {
				if n, is := e.value.Of.(bot.Named); is && !e.text {
					tell(e, "cert", n.ID)
				}
			}
		case "role", "target":
			if was[kind] == "" {
				return
			}
			if e, ok := longest(m.slot("role", at)); ok && !e.text {
				if n, is := e.value.Of.(bot.Named); is {
					tell(e, kind, n.ID)
				}
			}
		case "zone":
			if e, ok := longest(m.slot("zone", at)); ok && was["zone"] != "" {
				if z, is := e.value.Of.(bot.ZoneChoice); is {
					tell(e, "zone", z.Zone)
				}
			}
		case "language":
			if e, ok := longest(m.slot("tongue", at)); ok && was["language"] != "" {
				if l, is := e.value.Of.(people.Lang); is {
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
		if m.is(grammar.GoalWord, i) {
			return true
		}
	}
	return false
}

func longest(edges []slotEdge) (best slotEdge, ok bool) {
	for _, e := range edges {
		if !ok || e.to > best.to {
			best, ok = e, true
		}
	}
	return best, ok
}

// bareNumber reports whether a figure is no part of a date, time or other figure.
func (m *message) bareNumber(at, end int) bool {
	for i := max(0, at-3); i <= at; i++ {
		for _, kind := range []string{"date", "span", "clock"} {
			for _, e := range m.timeEdges(kind, i, len(m.tokens)) {
				if r, is := e.value.Of.(language.Reading); is && e.to > at && (i < at || e.to > end) && r.Problem == "" && !values.DayOfMonth(e.value.Text) {
					return false
				}
			}
		}
	}
	return end >= len(m.tokens) || m.tokens[end].Fold != "%" && m.tokens[end].Fold != "h"
}

// dayAt tells a day that begins at a place; of a day of the month alone the month
// is that of the day before it.
func (m *message) dayAt(at int, kind string, was bot.Args, tell func(slotEdge, string, string)) {
	slot := "date+"
	if kind == "past" {
		slot = "date-"
	}
	e, ok := longest(m.slot(slot, at))
	if !ok {
		return
	}
	r, is := e.value.Of.(language.Reading)
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
	if was["day"] != "" && values.DayOfMonth(e.value.Text) {
		var y, mon, d int
		if _, err := fmt.Sscanf(was["day"], "%d-%d-%d", &y, &mon, &d); err == nil && day.Day() <= 28 {
			if moved := fmt.Sprintf("%04d-%02d-%02d", y, mon, day.Day()); kind == "past" || moved >= language.DateOf(m.c.Now).String() {
				tell(e, "day", moved)
				return
			}
		}
	}
	if before, err := time.Parse(time.DateOnly, was["day"]); err == nil && kind == "past" && !values.NamesYear(e.value.Text) { // of the year that was said before
		if moved := day.AddMonths(12 * (before.Year() - day.Year())); moved <= language.DateOf(m.c.Now) {
			tell(e, "day", moved.String())
			return
		}
	}
	if was["cron"] != "" { // a schedule's day
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
func (m *message) clockAt(at int, was bot.Args, tell func(slotEdge, string, string)) {
	for _, e := range m.timeEdges("clock", at, len(m.tokens)) {
		if r, is := e.value.Of.(language.Reading); is {
			if c, clock := r.Value.(language.Clock); clock {
				tell(e, "clock", c.String())
				return
			}
		}
	}
	n, end := m.number(at, len(m.tokens))
	var h, min int
	if _, err := fmt.Sscanf(was["clock"], "%d:%d", &h, &min); err != nil || m.tokens[at].Kind != language.Figure && (at == 0 || end < len(m.tokens)) || n <= 0 || n > 23 || !m.bareNumber(at, end) || end < len(m.tokens) && m.tokens[end].Kind == language.Word && m.ids[end] == none {
		return
	}
	if h >= 12 && n < 12 {
		n += 12
	}
	tell(slotEdge{to: end}, "clock", fmt.Sprintf("%02d:00", n))
}

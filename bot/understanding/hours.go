package understanding

import (
	"slices"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
)

// leadsHour are words behind which a number alone is an hour, with the half of
// the day that it counts from where it names none: "nothing before 9 and after 7".
var leadsHour = map[string]int{"between": 7, "entre": 7, "from": 7, "de": 7, "before": 5, "avant": 5, "until": 5, "till": 5, "after": 12, "past": 12, "apres": 12}

// bareHour reads an hour that only the word before it tells: it is asked about.
func (m *message) bareHour(at, to int) []slotEdge {
	from, leads := 0, false
	if at > 0 {
		from, leads = leadsHour[m.tokens[at-1].Fold]
	}
	if _, end := m.number(at, to); !leads && (end <= at || end+1 >= to || !m.is(grammar.BetweenWord, end) || m.tokens[end].Kind != language.Word || m.is(grammar.AndWord, end)) {
		return nil // "12 to 2" are hours, "1-3" and "1 and 2" may be anything
	}
	return m.hour(at, to, from)
}

// hour reads a number that is no part of anything else as an hour, the first one
// from another hour on.
func (m *message) hour(at, to, from int) []slotEdge {
	n, end := m.number(at, to)
	if n <= 0 || n > 24 || end < to && m.tokens[end].Kind != language.Punct && !m.is(grammar.BetweenWord, end) && !m.is(grammar.AndWord, end) && !m.is(grammar.OperatorWord, end) && m.tokens[end].Fold != "or" && m.tokens[end].Fold != "ou" {
		return nil
	}
	if len(m.timesFor(language.None).At(at)) > 0 && m.tokens[at].Kind == language.Word && n < 2 {
		return nil
	}
	if n < from && n+12 < 24 {
		n += 12
	}
	c := language.Clock{Hour: n % 24}
	return []slotEdge{{to: end, fuzzy: true, value: m.value(at, end, language.Reading{Value: c, Clock: c, Timed: true})}}
}

// clockEdges reads two times of day: "21:00-07:00", "between 9pm and 7", and
// "between 10 and 4".
func (m *message) clockEdges(at, to int) (edges []slotEdge) {
	for _, a := range m.clocksAt(at, to, m.bareHour(at, to)) {
		if a.to+1 >= to || !m.is(grammar.BetweenWord, a.to) {
			continue
		}
		from := a.value.Of.(language.Clock)
		for _, b := range m.clocksAt(a.to+1, to, m.hour(a.to+1, to, from.Hour%12)) {
			edges = append(edges, slotEdge{to: b.to, fuzzy: a.fuzzy || b.fuzzy, value: m.value(at, b.to, bot.QuietHours{From: from, To: b.value.Of.(language.Clock)})})
		}
	}
	return edges
}

// openOnly are words by which hours are those at which messages may come.
var openOnly = map[string]bool{"only": true, "just": true, "seulement": true, "uniquement": true, "exclusivement": true}

// onlyIn reports whether words say that hours are those for messages.
func (m *message) onlyIn(from, to int) bool {
	return slices.ContainsFunc(m.tokens[from:to], func(t language.Token) bool { return openOnly[t.Fold] })
}

// clocksAt are the times of day at a place, and the hours that a number alone
// may say where there are none.
func (m *message) clocksAt(at, to int, bare []slotEdge) (edges []slotEdge) {
	for _, r := range m.timesFor(language.None).At(at) {
		if c, ok := r.Value.(language.Clock); ok && r.To <= to {
			edges = append(edges, slotEdge{to: r.To, value: m.value(at, r.To, c)})
		}
	}
	if len(edges) > 0 {
		return edges
	}
	for _, e := range bare {
		r := e.value.Of.(language.Reading)
		e.value.Of = r.Value
		edges = append(edges, e)
	}
	return edges
}

package understanding

import (
	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/pasted"
	"mentor/bot/understanding/values"
)

// compose makes one value of two that were said apart: "nothing before 9 and
// after 20" is quiet hours, "back on the 4th" an absence until the day before.
func (m *message) compose(r *reading) {
	if note, ok := r.slots["note"]; ok && !m.comment(note.Span) {
		r.twice = true
	}
	if _, ok := r.slots["open"]; ok {
		values.Closed(r.slots, "open")
	}
	from, until := r.slots["from"], r.slots["until"]
	if a, ok := values.Clock(from); ok {
		if b, ok := values.Clock(until); ok {
			q := bot.QuietHours{From: a, To: b}
			span := language.Span{From: min(from.Span.From, until.Span.From), To: max(from.Span.To, until.Span.To)}
			delete(r.slots, "from")
			delete(r.slots, "until")
			r.set("clocks", bot.Value{Span: span, Text: a.String() + "-" + b.String(), Of: q})
			if from.Span.From != until.Span.From && (a.Hour < 12) == (b.Hour < 12) {
				r.fuzzy = true // both in one half of the day: ask
			}
		}
	}
	back, ok := r.slots["back"]
	if !ok {
		return
	}
	delete(r.slots, "back")
	read, _ := back.Of.(language.Reading)
	day, ok := read.Value.(language.Date)
	first := language.DateOf(m.c.Now)
	if start, said := r.slots["span"]; said {
		s, _ := start.Of.(language.Reading)
		d, one := s.Value.(language.Date)
		if !one {
			return // the first and the last day were said, the return says nothing more
		}
		if ok {
			day = values.DayAfter(d, back, day, m.c)
		}
		first, back.Span.From = d, start.Span.From
	}
	if !ok || day-1 < first {
		r.fuzzy = true
		return
	}
	read.Value, read.Other = language.Range{From: first, To: day - 1}, nil
	back.Text = m.text[back.Span.From:back.Span.To]
	back.Of = read
	r.set("span", back)
}

// comment reports whether words may be the comment to an answer: they answer
// for no goal themselves.
func (m *message) comment(s language.Span) bool {
	from, to := -1, 0
	for i := range m.tokens {
		if t := m.tokens[i].Span; t.From >= s.From && t.To <= s.To {
			if from < 0 {
				from = i
			}
			to = i + 1
		}
	}
	if from < 0 || !m.first(from, to) {
		return false
	}
	for i := from; i < to; i++ {
		if m.is(grammar.OthersWord, i) {
			return false
		}
	}
	return true
}

// listed is a pasted list of goals as the commands that add them; empty where a
// message is none. told is that its heading asks for nothing.
func (r *Reader) listed(text string, c bot.Context) (as string, told bool) {
	l, ok := pasted.Read(text)
	if !ok || c.Expect.Kind == bot.ExpectPlan || c.Expect.Kind == bot.ExpectText {
		return "", false
	}
	m, horizon := r.open(l.Heading, c), pasted.Year(l.Heading, c.Now)
	for i := range m.tokens {
		if e, ok := longest(m.slot("horizon", i)); ok {
			horizon, _ = e.value.Of.(people.Horizon)
		}
	}
	m.free()
	return l.Commands(horizon, c.Lang), l.Told
}

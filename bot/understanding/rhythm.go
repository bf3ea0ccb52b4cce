package understanding

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/values"
)

// rhythm puts a schedule's time together from words that stand apart: "monthly
// is enough, first friday", "Thursdays instead, and half an hour earlier".
func (m *message) rhythm(p *bot.Part, from, to int) {
	m.scope = [2]int{from, to}
	v, said := p.Slots["when"]
	again, is := values.Rhythm(v)
	if minutes, span, ok := m.shifted(); ok {
		p.Slots["shift"] = bot.Value{Span: span, Text: m.text[span.From:span.To], Of: minutes}
		m.untimed(p)
		return
	}
	if said && (is && (again.Every != language.Monthly || values.OnDays(again)) || !is && !m.monthly(from, to)) {
		return
	}
	for at := from; at < to; at++ { // "a monthly thing. On the 1st of each month, 8 in the morning"
		if e, ok := longest(m.slot("when", at)); ok && values.WholeMonthly(e.value) {
			p.Slots["when"] = e.value
			return
		}
	}
	for at := from; at+1 < to; at++ {
		if !m.ordinal(at) && !m.is(grammar.LastWord, at) {
			continue
		}
		words := m.text[m.tokens[at].Span.From:m.tokens[at+1].Span.To]
		of := " of every month"
		if m.c.Lang == "fr" {
			of = " de chaque mois"
		}
		whole, ok := language.Whole(words+of, language.Context{Now: m.c.Now, Lang: language.Lang(m.c.Lang), Lean: language.Future})
		nth, is := whole.Value.(language.Recurrence)
		if !ok || !is || nth.Every != language.Monthly || len(nth.On) != 1 {
			continue
		}
		nth.At, nth.Timed = again.At, again.Timed
		whole.Value = nth
		p.Slots["when"] = bot.Value{Span: m.span(at, at+2), Text: words + of, Of: whole}
		return
	}
}

// untimed leaves the days alone of what a part says of a rhythm; where it says
// none they are those of another clause: "Thursdays instead".
func (m *message) untimed(p *bot.Part) {
	v := p.Slots["when"]
	if r, _ := v.Of.(language.Reading); values.Recurring(*p) {
		again, _ := values.Rhythm(v)
		again.Timed = false
		r.Value, v.Of = again, r
		p.Slots["when"] = v
		return
	}
	delete(p.Slots, "when")
	m.scope = [2]int{0, len(m.tokens)}
	for at := range m.tokens {
		for _, e := range m.slot("when", at) {
			if again, ok := values.Rhythm(e.value); ok && values.OnDays(again) && !again.Timed {
				p.Slots["when"] = e.value
			}
		}
	}
}

// monthly reports whether words say "each month".
func (m *message) monthly(from, to int) bool {
	return slices.ContainsFunc(m.tokens[from:to], func(t language.Token) bool {
		return strings.HasPrefix(t.Fold, "month") || strings.HasPrefix(t.Fold, "mensuel") || t.Fold == "mois"
	})
}

// shifted is how many minutes later something is to come, "half an hour
// earlier" than before.
func (m *message) shifted() (minutes int, span language.Span, ok bool) {
	to := len(m.tokens)
	m.scope = [2]int{0, to}
	for at := range to {
		for _, e := range m.slot("duration", at) {
			r, _ := e.value.Of.(language.Reading)
			d, is := r.Value.(language.Duration)
			end := e.to
			if end < to && m.tokens[end].Fold == "plus" {
				end++
			}
			length := 60*d.Hours + d.Minutes
			if !is || end >= to || length == 0 {
				continue
			}
			switch m.tokens[end].Fold {
			case "later", "tard":
				return length, m.span(at, end+1), true
			case "earlier", "sooner", "tot":
				return -length, m.span(at, end+1), true
			}
		}
	}
	return 0, span, false
}

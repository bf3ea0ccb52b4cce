package understanding

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/pattern"
	"mentor/bot/understanding/values"
)

// resting are the wishes for peace on some days, whose first and last day may
// stand in clauses of their own.
var resting = map[string]bool{"away": true, "leave": true, "pause": true, "away.change": true}

// telling are the wishes that are what was said.
var telling = map[string]bool{"goal.add": true, "achievement": true, "remind": true}

// rejoin makes one wish of those that clauses part: "off from the 16th, and
// back at my desk on the 23rd", "Tuesdays, please. Say 8:30", "a new goal …,
// by March 2030". What says nothing new of the wish before it falls away.
func (m *message) rejoin(all []bot.Guess) []bot.Guess {
	var out []bot.Guess
	for _, g := range all {
		if resting[g.Name] && m.theirs(g.Clause) { // "he's travelling on the 20th"
			continue
		}
		if len(out) > 0 && m.joined(&out[len(out)-1].Part, g.Part) {
			continue
		}
		out = append(out, g)
	}
	return out
}

// theirs reports whether somebody else is spoken of at the beginning of a
// clause.
func (m *message) theirs(s language.Span) bool {
	from, to := m.tokensOf(s)
	for i := max(from, 0); i < min(to, from+leadsIn); i++ {
		switch {
		case m.is(grammar.TheyWord, i):
			return true
		case m.is(grammar.IWord, i):
			return false
		}
	}
	return false
}

// leadsIn is how many tokens may stand before who a clause is about.
const leadsIn = 8

// rejoinParts is rejoin for parts that act. News of a job without its title
// leaves the word to the sentence that names it.
func (m *message) rejoinParts(parts []bot.Part) []bot.Part {
	titled := func(p bot.Part) bool { return (p.Name == "fact.role" || p.Name == "role.new") && has(p, "role") }
	out := parts[:0]
	for i, p := range parts {
		if v, ok := p.Slots["cert"]; ok && m.onlyExam(v) { // "Salesforce Administrator: I sit the exam on 12 May"
			if other, ok := m.certLike(make([]bool, len(m.tokens))); ok {
				p.Slots["cert"] = other
			}
		}
		if v, ok := p.Slots["text"]; ok && p.Name == "goal.add" && values.Points(v.Text) && len(parts) > 1 { // "put that down as a goal": what stands before it
			continue
		}
		if p.Name == "role.new" && len(p.Slots) == 0 && slices.ContainsFunc(parts[i+1:], titled) {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Acts() {
			if p.Acts() && resting[p.Name] && m.joined(&out[n-1], p) {
				continue
			}
			if p.Name == "schedule" && out[n-1].Name == p.Name && m.atClock(&out[n-1], p) { // a preview shows what was read
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// onlyExam reports whether the words of a certification say no more than that it
// is one.
func (m *message) onlyExam(v bot.Value) bool {
	from, to := m.tokensOf(v.Span)
	for i := from; i < to; i++ {
		if !m.is(grammar.ExamWord, i) && !m.is(grammar.ArticleWord, i) {
			return false
		}
	}
	return from < to
}

// joined takes what a part says into the one before it, where both are of one
// wish.
func (m *message) joined(p *bot.Part, q bot.Part) bool {
	switch {
	case resting[p.Name] && resting[q.Name]:
		v, ok := q.Slots["span"]
		if !ok || values.SameSlot(*p, q, "span") || !values.OfDays(v) { // "off on Friday, all day"
			return true
		}
		first, has := p.Slots["span"]
		if !has || !values.OfDays(first) {
			p.Slots["span"] = v
			return true
		}
		between, ok := values.Between(first, v, m.returns(v), m.c, m.text)
		if ok {
			p.Slots["span"] = between
			if p.Name == "pause" {
				p.Name = "away"
			}
		}
		return ok
	case resting[p.Name] && q.Name == "schedule.off": // "off sick today, so no check-in please"
		return !has(q, "horizon")
	case resting[p.Name] && (q.Name == "stop" || q.Name == "rest"): // "on leave from … to …, I want no nudges in that time"
		return has(*p, "span") && len(q.Slots) == 0
	case resting[p.Name] && q.Name == "resume": // "hold them for three weeks, then carry on as before"
		if from, to := m.tokensOf(q.Clause); !has(*p, "span") { // "… and we go on on the 18th"
			if v, ok := m.gathered("away", max(0, from), to, false).Slots["span"]; ok && values.Day(v) {
				p.Slots["span"] = v
			}
		}
		return has(*p, "span") && len(q.Slots) == 0
	case (p.Name == "goal.list" || p.Name == "schedule.show" || p.Name == "checkin") && q.Name == "schedule" && has(*p, "horizon") && !has(q, "horizon"): // "for the 1–3 year goals, the 15th of each month"
		q.Slots["horizon"] = p.Slots["horizon"]
		q.Clause.From = p.Clause.From
		*p = q
		return true
	case q.Name == "profile.set" && len(q.Slots) == 0: // "… so please change my role"
		return p.Name == "role.new" || p.Name == "fact.role" || p.Name == "target.set" || p.Name == "zone"
	case p.Name == "goal.add" && q.Name == "goal.due":
		due, said := q.Slots["due"]
		_, other := q.Slots["goal"]
		first, has := p.Slots["due"]
		if !said || other && !m.before(*p, q) || has && (values.Day(first) || !values.Day(due)) { // "by the end of summer, say 31 August"
			return false
		}
		p.Slots["due"] = due
		p.Clause.To = max(p.Clause.To, q.Clause.To)
		return true
	case p.Name == "goal.add" && q.Name == "goal.move" && m.before(*p, q) && has(q, "horizon"): // "a new one: open my own practice, for 3–5 years"
		p.Slots["horizon"] = q.Slots["horizon"]
		return true
	case p.Name == "goal.add" && q.Name == p.Name && !has(*p, "text") && has(q, "text"): // "and a new one for this year: learn dbt"
		values.AsRead(p, []bot.Part{{Name: q.Name, Clause: p.Clause, Slots: q.Slots}})
		return true
	case q.Name == "cert.expires" && (p.Name == "cert.passed" || p.Name == "cert.renewed" || p.Name == "cert.renew") && !has(*p, "expires") && m.before(*p, q):
		p.Slots["expires"] = q.Slots["expires"]
		return true
	case p.Name == "cert.booked" && q.Name == p.Name: // "sitting it on 18 June, booked the slot just now"
		v, ok := q.Slots["cert"].Of.(bot.Named)
		return !ok || v.ID == ""
	case p.Name == "target.set" && q.Name == p.Name: // "…, not Head of CRM"
		from, _ := m.tokensOf(q.Clause)
		return from >= 0 && (m.tokens[from].Fold == "not" || m.tokens[from].Fold == "pas")
	case p.Name == "step.add" && q.Name == "quiz": // "watch the videos and take a practice test"
		from, to := m.tokensOf(q.Clause)
		for from < to && m.is(grammar.AndWord, from) {
			from++
		}
		text, ok := m.valueIn(pattern.Key{Name: "text", Kind: "text"}, p.Name, from, to)
		if ok {
			p.Slots["text"], _ = m.bothOf(p, "text", p.Slots["text"], text)
		}
		return ok
	case p.Name == "target.set" && q.Name == "compare": // "put the product owner and the process owner side by side"
		from, _ := m.tokensOf(p.Clause)
		_, to := m.tokensOf(q.Clause)
		*p = m.gathered(q.Name, max(0, from), to, false)
		return true
	case p.Name == "schedule" && (q.Name == "schedule" || q.Name == "remind"):
		if from, _ := m.tokensOf(p.Clause); !values.Recurring(q) && from >= 0 { // "monthly is enough. First friday, same time"
			_, to := m.tokensOf(q.Clause)
			if whole := m.gathered("schedule", from, to, false); values.Recurring(whole) {
				values.AsRead(&whole, []bot.Part{*p})
				*p = whole
				return true
			}
		}
		return m.atClock(p, q)
	}
	return p.Name == q.Name && values.NothingNew(*p, q) && (!telling[p.Name] || len(q.Slots) == 0)
}

// before reports whether the goal or certification of a part was only taken over from the one
// before it: it stands in no words of its own.
func (m *message) before(p, q bot.Part) bool {
	v, ok := q.Slots["goal"]
	if !ok {
		v, ok = q.Slots["cert"]
	}
	return !ok || v.Span.From < q.Clause.From || v.Span.From >= p.Clause.From && v.Span.To <= p.Clause.To
}

// returns reports whether a day is one of return: a word for coming back stands
// before it in its sentence.
func (m *message) returns(v bot.Value) bool {
	from, to := m.tokensOf(v.Span)
	for i := from - 1; i >= 0 && i >= from-8; i-- {
		if m.tokens[i].Kind == language.Break || m.tokens[i].Kind == language.Punct && strings.Contains(".!?;", m.tokens[i].Fold) {
			break
		}
		if m.is(grammar.ReturnWord, i) {
			return from < 1 || !m.is(grammar.AfterWord, from-1) // "back only after the 17th": the 17th is free still
		}
	}
	return slices.ContainsFunc(m.ids[max(from, 0):max(to, 0)], func(id pattern.Symbol) bool { return id != none && m.g.Classes[id].Has(grammar.ReturnWord) })
}

// atClock gives a schedule the time of day that was said after its days.
func (m *message) atClock(p *bot.Part, q bot.Part) bool {
	a, has := p.Slots["when"]
	b, said := q.Slots["when"]
	if !has || !said {
		return has && q.Name == p.Name
	}
	days, _ := a.Of.(language.Reading)
	again, ok := days.Value.(language.Recurrence)
	clock, is := m.clockIn(b)
	if !ok || !is || again.Timed {
		return q.Name == p.Name && values.Same(a, b)
	}
	again.At, again.Timed = clock, true
	days.Value = again
	a.Of, a.Text = days, a.Text+" "+b.Text
	p.Slots["when"] = a
	return true
}

// whenOf is one moment of two that were said: a day and its time of day; of two
// days the second where the first was taken back.
func (m *message) whenOf(a, b bot.Value) bot.Value {
	clock, ok := m.clockIn(b)
	switch {
	case ok && !strings.Contains(a.Text, ":"):
		at := " at "
		if m.c.Lang == "fr" {
			at = " à "
		}
		a.Text += at + clock.String()
	}
	return a
}

// clockIn is the time of day that words are, and nothing else.
func (m *message) clockIn(v bot.Value) (c language.Clock, ok bool) {
	if c, ok := values.Clock(v); ok {
		return c, true
	}
	from, to := m.tokensOf(v.Span)
	for _, e := range m.slot("clock", max(from, 0)) {
		if e.to == to {
			return values.Clock(e.value)
		}
	}
	return c, false
}

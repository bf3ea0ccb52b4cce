package understanding

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/values"
)

// each is what each clause wants most. A goal that one lacks is that of the
// clause before it ("goal 2 by june, and add a step").
func (m *message) each(clauses []guessed) (out []bot.Guess) {
	var goal, cert *bot.Value
	if len(clauses) > 0 && clauses[0].Names[0].Name == "goal.add" { // whatever the pieces say by themselves
		if at := m.anotherGoal(0, len(m.tokens)); at > 0 {
			for _, half := range [][2]int{{0, at}, {at, len(m.tokens)}} {
				out = append(out, bot.Guess{Part: m.gathered("goal.add", half[0], half[1], false), Likely: clauses[0].Names[0].P})
			}
			return out
		}
	}
	for i, s := range clauses {
		if s.Names[0].P < alsoLikely || len(out) > 0 && (m.said(out[len(out)-1], s) || m.onlyCourtesy(sentence{from: s.from, to: s.to})) {
			continue
		}
		if i > 0 && m.goesOn(s, clauses[i-1]) {
			s.Names = slices.Clone(s.Names)
			s.Names[0].Name = clauses[i-1].Names[0].Name
		}
		if at := m.twice(s.Names[0].Name, s.from, s.to); at > 0 {
			for _, half := range [][2]int{{s.from, at}, {at, s.to}} {
				out = append(out, bot.Guess{Part: m.gathered(s.Names[0].Name, half[0], half[1], false), Likely: s.Names[0].P})
			}
			continue
		}
		p := m.gathered(s.Names[0].Name, s.from, s.to, len(clauses) == 1)
		for _, key := range m.g.Wants[p.Name] {
			base := strings.TrimRight(key.Kind, "+-")
			if base == "cert" && strings.HasPrefix(p.Name, "cert.") { // "failed the PMP, I'm booked in again for the 15th"
				if v, ok := p.Slots[key.Name]; ok {
					cert = &v
				} else if cert != nil && !has(p, "certs") && !has(p, "mycert") {
					p.Slots[key.Name] = *cert
				}
			}
			if base == "goal" || base == "goals" {
				if v, ok := p.Slots[key.Name]; ok {
					goal = &v
				} else if goal != nil {
					p.Slots[key.Name] = *goal
				}
			}
		}
		if g := (bot.Guess{Part: p, Likely: s.Names[0].P}); m.holds(grammar.AndWord, s.from, s.to) {
			out = append(out, values.ForEach(g)...)
		} else {
			out = append(out, g)
		}
	}
	return m.rejoin(m.spread(without(out)))
}

// said reports whether a value of the wish before a clause takes all of it: "off
// today and tomorrow".
func (m *message) said(before bot.Guess, s guessed) bool {
	at := m.span(s.from, s.to)
	for _, v := range before.Slots {
		if before.Name == s.Names[0].Name && v.Span.From < at.From && v.Span.To >= at.To-1 {
			return true
		}
	}
	return false
}

// spreads are the wishes that are said once for several values, with the value
// that each further one has.
var spreads = map[string][]string{"away": {"span"}, "remind": {"when", "text"}, "schedule": {"when", "horizon"}, "goal.due": {"due", "goal"}}

// spread takes what stands beside a wish, with values like its own, for the same
// wish: "two things: the 11th at 9 call Ana, and the 25th at 4 pay the fee".
func (m *message) spread(all []bot.Guess) (out []bot.Guess) {
	at := 0
	for i, g := range all {
		from, to := m.tokensOf(g.Clause)
		if extra, ok := m.like(g, at, from); ok {
			out = append(out, extra)
		}
		out = append(out, g)
		next := len(m.tokens)
		if i+1 < len(all) {
			next, _ = m.tokensOf(all[i+1].Clause)
		}
		if extra, ok := m.like(g, to, next); ok && (i+1 == len(all) || all[i+1].Name != g.Name) {
			out = append(out, extra)
			to = next
		}
		at = max(to, 0)
	}
	return out[:min(len(out), mostWishes)]
}

// like is a wish once more, with the values of a stretch beside it; ok is false
// where the stretch lacks one of them.
func (m *message) like(g bot.Guess, from, to int) (out bot.Guess, ok bool) {
	needs := spreads[g.Name]
	if needs == nil || from < 0 || to-from < leastWords || m.theirs(m.span(from, to)) {
		return out, false
	}
	p := m.gathered(g.Name, from, to, false)
	if _, clock := m.clockIn(p.Slots["when"]); clock && g.Name == "remind" { // "in two weeks, at noon" is one moment
		return out, false
	}
	if _, clock := m.clockIn(g.Slots["when"]); clock && g.Name == "remind" {
		return out, false
	}
	for _, name := range needs {
		if !has(p, name) || !has(g.Part, name) || values.Same(p.Slots[name], g.Slots[name]) || p.Slots[name].Span.Within(g.Slots[name].Span) {
			return out, false
		}
	}
	return bot.Guess{Part: p, Likely: g.Likely}, true
}

// goesOn reports whether a clause is short for the wish before it, of the same
// family: "passed PSM on 12 January, and ITIL on 20 February".
func (m *message) goesOn(s, before guessed) bool {
	family, _, _ := strings.Cut(s.Names[0].Name, ".")
	return s.to-s.from <= longestShort && m.is(grammar.AndWord, s.from) && strings.HasPrefix(before.Names[0].Name, family+".") &&
		!m.holds(grammar.BeforeWord, s.from, s.to) && m.moodOf(s.from, s.to, func(int) bool { return false }) == bot.PlainMood && !m.holds(grammar.ItWord, s.from, s.to)
}

// longestShort is how many tokens such a clause has.
const longestShort = 9

// without is wishes without those that only a few words of a clause look like:
// they have no value, and another one is likelier.
func without(all []bot.Guess) []bot.Guess {
	most := 0.0
	for _, g := range all {
		most = max(most, g.Likely)
	}
	return slices.DeleteFunc(all, func(g bot.Guess) bool {
		return len(g.Slots) == 0 && !telling[g.Name] && g.Likely < bareLikely && g.Likely < most
	})
}

var another = map[string]bool{"one": true, "another": true, "un": true, "une": true, "autre": true} // of the same

// anotherGoal is where a second goal begins, on a horizon of its own: "learn dbt,
// and one for 3-5 years, run a data team". 0 where none does.
func (m *message) anotherGoal(from, to int) int {
	for at := from + leastWords; at+leastWords < to; at++ {
		if !m.is(grammar.AndWord, at) || !another[m.tokens[at+1].Fold] {
			continue
		}
		for i := at + 2; i < min(to, at+6); i++ {
			if len(m.slot("horizon", i)) > 0 {
				return at
			}
		}
	}
	return 0
}

// twice is where a wish is said a second time with values of its own: "end of
// June for SQL, and end of 2027 for the cloud one". 0 where it is not.
func (m *message) twice(name string, from, to int) int {
	if name == "goal.add" || name == "goal.steps" || name == "step.add" {
		return 0
	}
	found := m.looked(from, to).Find(values.MarkedAs(name))
	if half := len(found) / 2; half >= 2 && len(found)%2 == 0 {
		for i := range half {
			if found[i].Kind != found[i+half].Kind {
				return 0
			}
		}
		at := from + found[half].From
		for at-1 > from+found[half-1].To && m.tokens[at-1].Kind == language.Word && !m.is(grammar.SeparatorWord, at) {
			at--
		}
		return at
	}
	if needs := spreads[name]; needs != nil {
		cuts, _ := m.breaks()
		for _, at := range cuts {
			if at >= from+leastWords && at <= to-leastWords {
				first := m.gathered(name, from, at, false)
				if _, ok := m.like(bot.Guess{Part: first}, at, to); ok {
					return at
				}
			}
		}
	}
	return 0
}

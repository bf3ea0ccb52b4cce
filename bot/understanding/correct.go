package understanding

import (
	"reflect"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
)

// corrected reads "drop goal 2, no wait, 1": what follows the words that take
// something back stands in for the value that was said first. ok is false where
// the sentence is none, or what follows is no bare value.
func (m *message) corrected(s sentence) (parts []bot.Part, ok bool) {
	for i := s.from + 2; i < s.to-1; i++ {
		end := m.takesBack(i, s.to)
		if end == 0 || end >= s.to {
			continue
		}
		to := i
		for to > s.from && (m.separates(to-1) || m.skippable(to-1) || m.dash(to-1)) {
			to--
		}
		if to == s.from {
			return nil, false
		}
		parts = m.sentence(sentence{from: s.from, to: to, asked: s.asked, quoted: s.quoted})
		return parts, m.standIn(parts, end, s.to)
	}
	return nil, false
}

// takesBack is where words that take back what was said before end; 0 where
// none begin at a place.
func (m *message) takesBack(at, to int) (end int) {
	m.walk(m.g.Corrects, at, to, func(e int, _ int32) { end = max(end, e) })
	for more := end; more > 0 && more < to; end = more {
		for more < to && (m.separates(more) || m.skippable(more)) {
			more++
		}
		next := 0
		m.walk(m.g.Corrects, more, to, func(e int, _ int32) { next = max(next, e) })
		if next == 0 {
			return more
		}
		more = next
	}
	return end
}

// standIn puts the bare value between two places into the last part that has
// one of its kind.
func (m *message) standIn(parts []bot.Part, from, to int) bool {
	for from < to && (m.separates(from) || m.skippable(from) || m.dash(from)) {
		from++
	}
	if from >= to {
		return false
	}
	for i := len(parts) - 1; i >= 0; i-- {
		p := &parts[i]
		if p.Kind == bot.TalkPart {
			continue
		}
		if p.Mood != bot.PlainMood || len(p.Leftover) > 0 || p.Kind != bot.CommandPart && p.Kind != bot.StatementPart {
			return false
		}
		slots := map[string]bot.Value{}
		changed := false
		for name, v := range p.Slots {
			slots[name] = v
			if w, ok := m.bare(v, from, to); ok && !changed {
				slots[name], changed = w, true
			}
		}
		if !changed {
			return false
		}
		p.Slots, p.Alternatives = slots, nil
		p.Clause.To = m.span(from, to).To
		p.Exact = p.Exact && !m.destroys(p.Name)
		return true
	}
	return false
}

// bare reads tokens as a value of the kind that another one is, and as nothing else.
func (m *message) bare(v bot.Value, from, to int) (out bot.Value, ok bool) {
	var edges []slotEdge
	m.scope = [2]int{from, to}
	switch of := v.Of.(type) {
	case bot.GoalChoice:
		edges = slices.DeleteFunc(m.goalEdges(from, to), func(e slotEdge) bool { return e.value.Of.(bot.GoalChoice).Several })
	case language.Reading:
		for _, kind := range []string{"date", "span", "when+", "clock"} {
			for _, e := range m.timeEdges(kind, from, to) {
				if r := e.value.Of.(language.Reading); reflect.TypeOf(r.Value) == reflect.TypeOf(of.Value) {
					edges = append(edges, e)
				}
			}
		}
	default:
		if kind := strings.ToLower(reflect.TypeOf(v.Of).Name()); kind == "horizon" {
			edges = m.valueEdges(kind, from, to)
		}
	}
	for _, e := range edges {
		if end, all := m.end(e.to, to); all && end == to && !e.fuzzy {
			return e.value, true
		}
	}
	return out, false
}

func (m *message) destroys(name string) bool {
	return slices.ContainsFunc(m.g.Rules, func(r grammar.Rule) bool { return r.Destroys && r.Name == name })
}

// followUp reads a sentence that corrects or goes on with the one before it: "no
// wait, the first one", "it is valid for two years".
func (m *message) followUp(before []bot.Part, s sentence) bool {
	if len(before) == 0 || s.asked {
		return false
	}
	if end := m.takesBack(s.from, s.to); end > 0 && end < s.to && m.standIn(before, end, s.to) {
		return true
	}
	m.following = true
	path, _, upTo := m.covering(s.from, s.to, map[int][]reading{}, onePart)
	m.following = false
	if upTo < s.to || len(path) != 1 || !path[0].rule.Follows || path[0].fuzzy {
		return false
	}
	for i := len(before) - 1; i >= 0; i-- {
		p := &before[i]
		if p.Kind == bot.TalkPart {
			continue
		}
		if !strings.HasPrefix(p.Name, strings.TrimSuffix(path[0].rule.Name, "tail")) || p.Mood != bot.PlainMood {
			return false
		}
		slots := map[string]bot.Value{}
		for name, v := range path[0].slots {
			slots[name] = v
		}
		for name, v := range p.Slots {
			if _, twice := slots[name]; twice {
				return false
			}
			slots[name] = v
		}
		p.Slots = slots
		return true
	}
	return false
}

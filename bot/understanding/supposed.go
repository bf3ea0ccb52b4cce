package understanding

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/values"
)

// Marks of the automaton of supposals.
const (
	isSure int32 = iota
	isAsked
	isAside
	isHead
)

// likelyDeed is how likely a guess is that stands for a deed that no words name.
const likelyDeed = 0.5

// supposed is the deed that a message only asks about: what it would do, what
// would be lost, whether it can be taken back. Where something else in the
// message is to be done, only the sentences beside it count.
func (m *message) supposed(u bot.Understood) *bot.Part {
	sentences := m.split()
	var asks []sentence
	aside := false
	for _, s := range sentences {
		if s.quoted {
			continue
		}
		sure, asked := false, false
		for i := s.from; i < s.to; i++ {
			m.walk(m.g.Supposes, i, s.to, func(_ int, mark int32) {
				sure, asked, aside = sure || mark == isSure, asked || mark == isAsked, aside || mark == isAside
			})
		}
		if sure || asked && s.asked && !m.requested(s) {
			asks = append(asks, s)
		}
	}
	acting := slices.DeleteFunc(slices.Clone(u.Parts), func(p bot.Part) bool { return !p.Acts() || m.shows(p.Name) })
	beside := func(s sentence) bool {
		return !slices.ContainsFunc(acting, func(p bot.Part) bool { return p.Clause.Overlaps(m.span(s.from, s.to)) })
	}
	asks = slices.DeleteFunc(asks, func(s sentence) bool { return !beside(s) })
	if len(asks) == 0 && (!aside || len(acting) > 0) {
		return nil
	}
	all := asks
	for _, s := range sentences { // the deed may be named beside the question about it
		if beside(s) && !s.quoted && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	if aside && len(asks) == 0 && !slices.ContainsFunc(all, func(s sentence) bool { return s.asked }) {
		return nil
	}
	for _, s := range all {
		if name := m.deed(s); name != "" {
			return m.asking(name, s)
		}
	}
	for _, s := range all {
		for _, p := range u.Parts {
			if values.Askable(p) && p.Clause.Overlaps(m.span(s.from, s.to)) {
				return m.asking(p.Name, s)
			}
		}
	}
	if len(u.Guesses) > 0 && u.Guesses[0].Likely >= likelyDeed && values.Askable(u.Guesses[0].Part) {
		return m.asking(u.Guesses[0].Name, all[0])
	}
	return nil
}

// asking is a part that asks about a deed, with the values that stand beside it.
func (m *message) asking(name string, s sentence) *bot.Part {
	p := m.gather(name, s.from, s.to)
	p.Kind, p.Mood = bot.QuestionPart, bot.AskedAbout
	for i := 0; i < len(m.tokens) && strings.HasPrefix(name, "goal.") && !has(p, "goal") && !has(p, "goals"); i++ {
		for _, e := range m.slot("goals", i) { // "what becomes of goal 1"
			if c, ok := e.value.Of.(bot.GoalChoice); ok && len(c.Numbers) > 0 && e.to-i > 1 {
				p.Slots["goals"] = e.value
			}
		}
	}
	return &p
}

// requested reports whether a sentence is a wish for all its question mark:
// "could you …".
func (m *message) requested(s sentence) bool {
	hit := false
	for i := s.from; i < s.to && !hit; i++ {
		if m.ifFirst(s.from) && slices.Contains([]string{"will", "would"}, m.tokens[i].Fold) {
			continue // "if I drop it, will you …" asks
		}
		m.walk(m.g.Before, i, s.to, func(_ int, mark int32) { hit = hit || mark == grammar.IsRequest })
	}
	return hit
}

// ifFirst reports whether a condition stands at a place.
func (m *message) ifFirst(at int) bool {
	hit := false
	m.walk(m.g.Supposes, at, len(m.tokens), func(_ int, mark int32) { hit = hit || mark == isHead })
	return hit
}

// deed is the name of the deed that a sentence names; empty where it names
// none. Of several it is the one whose verb comes first behind "if" or what
// else asks, then the one whose thing is nearest.
func (m *message) deed(s sentence) string {
	from := s.from
	for i := s.from; i < s.to; i++ {
		m.walk(m.g.Supposes, i, s.to, func(_ int, mark int32) {
			if mark == isHead {
				from = i
			}
		})
	}
	if name := m.deedFrom(s, from); name != "" || from == s.from {
		return name
	}
	return m.deedFrom(s, s.from)
}

func (m *message) deedFrom(s sentence, from int) (name string) {
	said, of := make([]int, len(m.g.Deeds)), make([]int, len(m.g.Deeds)) // where, counted from 1
	not := make([]bool, len(m.g.Deeds))
	things := map[string][]int{}
	m.scope = [2]int{s.from, s.to}
	for i := s.from; i < s.to; i++ {
		m.walk(m.g.DeedSays, i, s.to, func(_ int, mark int32) {
			if i >= from && said[mark] == 0 {
				said[mark] = i + 1
			}
		})
		m.walk(m.g.DeedNot, i, s.to, func(_ int, mark int32) { not[mark] = true })
		if word := m.is(grammar.GoalWord, i) && m.tokens[i].Fold != "no"; word || m.pointsAtGoal(i) {
			things["goal"] = append(things["goal"], i)
			if word || m.tokens[i].Kind == language.Figure || i+1 < s.to && m.tokens[i+1].Kind == language.Figure {
				things["number"] = append(things["number"], i)
			}
		}
		if m.is(grammar.ExamWord, i) || m.pointsAtCert(i) {
			things["cert"] = append(things["cert"], i)
		}
	}
	near := func(d, at int) { // what stands behind the verb is nearer
		if said[d] == 0 {
			return
		}
		far := at - said[d] + 2
		if at+1 < said[d] {
			far = len(m.tokens) + said[d] - at
		}
		if of[d] == 0 || far < of[d] {
			of[d] = far
		}
	}
	for i := s.from; i < s.to; i++ {
		m.walk(m.g.DeedOf, i, s.to, func(_ int, mark int32) { near(int(mark), i) })
	}
	best, far := 0, 0
	for i, d := range m.g.Deeds {
		for _, thing := range d.About {
			for _, at := range things[thing] {
				near(i, at)
			}
		}
		if len(d.About) == 0 && d.Bare() {
			of[i] = 1
		}
		if said[i] == 0 || of[i] == 0 || not[i] {
			continue
		}
		if name == "" || said[i] < best || said[i] == best && of[i] < far {
			name, best, far = d.Name, said[i], of[i]
		}
	}
	return name
}

// shows reports whether a verb changes nothing.
func (m *message) shows(name string) bool {
	return slices.ContainsFunc(m.g.Rules, func(r grammar.Rule) bool { return r.Shows && r.Name == name })
}

// pointsAtGoal reports whether a goal of the person's is named at a place: by a
// number that is one, or by its words.
func (m *message) pointsAtGoal(at int) bool {
	return slices.ContainsFunc(m.slot("goals", at), func(e slotEdge) bool {
		c, ok := e.value.Of.(bot.GoalChoice)
		return ok && len(c.Numbers) > 0
	})
}

// pointsAtCert reports whether a certification begins at a place, by its name:
// a number alone is rather a goal's.
func (m *message) pointsAtCert(at int) bool {
	return m.tokens[at].Kind == language.Word && (len(m.slot("mycert", at)) > 0 || len(m.slot("cert", at)) > 0)
}

package understanding

import (
	"math/bits"
	"slices"
	"strconv"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/own"
)

// fewGoals is how many goals people count by rank.
const fewGoals = 9

// number reads a goal's number at a place: "2", "second", "deux".
func (m *message) number(at, to int) (n, end int) {
	t := &m.tokens[at]
	if t.Kind == language.Figure {
		n, err := strconv.Atoi(t.Text)
		end = at + 1
		if err != nil || n > 999 {
			return 0, 0
		}
		if end < to && m.tokens[end].Glued && m.is(grammar.RankWord, end) { // 2nd, 1er
			end++
		}
		if end < to && m.tokens[end].Glued && m.tokens[end].Kind == language.Word || m.inClock(at) {
			return 0, 0
		}
		return n, end
	}
	if t.Kind == language.Bullet { // "1." at a line's beginning
		if n, err := strconv.Atoi(t.Text[:len(t.Text)-1]); err == nil {
			return n, at + 1
		}
		return 0, 0
	}
	if id := m.ids[at]; id != none {
		if digits := m.g.Classes[id] >> grammar.OneWord; digits != 0 {
			return bits.TrailingZeros64(uint64(digits)) + 1, at + 1
		}
	}
	if m.is(grammar.LastWord, at) {
		return -1, at + 1
	}
	return 0, 0
}

// inClock reports whether a figure is of a time of day: "8:30".
func (m *message) inClock(at int) bool {
	glued := func(i int) bool { return i < len(m.tokens) && m.tokens[i].Glued }
	return glued(at+1) && m.tokens[at+1].Fold == ":" && glued(at+2) && m.tokens[at+2].Kind == language.Figure ||
		at > 1 && m.tokens[at].Glued && m.tokens[at-1].Fold == ":" && m.tokens[at-1].Glued && m.tokens[at-2].Kind == language.Figure
}

// goalEdges reads goals: by their numbers, all of them, or by their words.
func (m *message) goalEdges(at, to int) (edges []slotEdge) {
	if m.tokens[at].Quoted {
		return nil
	}
	start, named, plural := at, false, false
	for start < to {
		w := m.tokens[start].Fold
		switch {
		case m.is(grammar.ArticleWord, start):
		case m.is(grammar.GoalWord, start):
			named, plural = true, w[len(w)-1] == 's'
		case m.is(grammar.SignWord, start) && !m.separates(start) && start > at:
		case w == "#" || w == "n°":
		default:
			goto numbers
		}
		start++
	}
numbers:
	if start < to {
		if edges = m.allGoals(at, to); len(edges) == 0 { // "les deux" is both, no number
			edges = m.numbered(at, start, to, named)
		}
	}
	if start > at && start <= to && named && plural && len(edges) == 0 { // "my goals"
		return nil
	}
	if start < to && len(edges) == 0 {
		edges = append(edges, m.wordedGoal(at, start, to)...)
	}
	return edges
}

// numbered reads "2", "1 3", "1, 2 and 3", "the first one".
func (m *message) numbered(at, start, to int, named bool) (edges []slotEdge) {
	var c bot.GoalChoice
	end := start
	for end < to {
		i := end
		if len(c.Numbers)+len(c.Unknown) > 0 {
			for i < to && i < end+3 && (m.separates(i) && m.listed(i) || m.is(grammar.ArticleWord, i) || m.is(grammar.GoalWord, i)) {
				i++
			}
		}
		if i >= to {
			break
		}
		n, after := m.number(i, to)
		if after == 0 || m.isRange(i, to) {
			break
		}
		if len(c.Numbers)+len(c.Unknown) == 0 && m.tokens[i].Kind == language.Word && !named && (m.ids[i] == none || n == 1 && !m.ordinal(i) && (i > at || i > 0 && (m.is(grammar.ItWord, i-1) || m.is(grammar.ArticleWord, i-1)))) {
			break // "that one" is no number
		}
		if n < 0 && len(m.c.Goals) > 0 {
			n = m.c.Goals[len(m.c.Goals)-1].Number
		}
		for after < to && m.is(grammar.NounWord, after) && !m.tokens[after].Glued { // "the first one", "the second goal"
			after++
		}
		// An order counts what was shown in a check-in; a number is the goal's own.
		if m.tokens[i].Kind == language.Word && m.ordinal(i) && n > 0 && len(m.c.Expect.Goals) >= n {
			n = m.c.Expect.Goals[n-1]
		}
		ranked := after > i+1 && m.tokens[i].Kind == language.Figure && !named && m.is(grammar.RankWord, i+1)
		if ranked && m.c.Goals == nil && n > fewGoals {
			break
		}
		if m.c.Goals == nil || slices.ContainsFunc(m.c.Goals, func(g bot.GoalName) bool { return g.Number == n }) {
			if !slices.Contains(c.Numbers, n) {
				c.Numbers = append(c.Numbers, n)
			}
		} else if ranked {
			break // "till the 15th" is a day where there are no fifteen goals
		} else {
			c.Unknown = append(c.Unknown, n)
		}
		end = after
		one := c
		one.Numbers, one.Unknown = slices.Clone(c.Numbers), slices.Clone(c.Unknown)
		edges = append(edges, slotEdge{to: end, value: m.value(at, end, one)})
	}
	return edges
}

func (m *message) ordinal(i int) bool { return m.is(grammar.OrderWord, i) }

// listed reports whether a separator may stand inside a list of numbers.
func (m *message) listed(i int) bool { return m.is(grammar.ListWord, i) }

// isRange reports whether figures are a horizon or a date: "1-3", "1/3".
func (m *message) isRange(i, to int) bool {
	return i+2 < to && m.tokens[i+1].Glued && (m.tokens[i+1].Fold == "-" || m.tokens[i+1].Fold == "/" || m.tokens[i+1].Fold == ":") && m.tokens[i+2].Glued && m.tokens[i+2].Kind == language.Figure ||
		i > 1 && m.tokens[i].Glued && m.tokens[i-1].Fold == "-" && m.tokens[i-1].Glued && m.tokens[i-2].Kind == language.Figure
}

// allGoals reads "all my goals", "both", "all except 2", "tous sauf le 2".
func (m *message) allGoals(at, to int) (edges []slotEdge) {
	if m.g.Values["all"] == nil {
		return nil
	}
	m.walk(m.g.Values["all"], at, to, func(end int, _ int32) {
		var c bot.GoalChoice
		if len(m.c.Expect.Goals) > 0 {
			c.Numbers = append(c.Numbers, m.c.Expect.Goals...)
		} else {
			for _, g := range m.c.Goals {
				c.Numbers = append(c.Numbers, g.Number)
			}
		}
		edges = append(edges, slotEdge{to: end, value: m.value(at, end, c)})
		if end >= to || !m.is(grammar.ExceptWord, end) {
			return
		}
		from := end + 1
		for from < to && (m.is(grammar.ExceptWord, from) || m.is(grammar.ArticleWord, from) || m.is(grammar.GoalWord, from)) {
			from++
		}
		if from >= to {
			return
		}
		for _, e := range m.numbered(from, from, to, true) {
			left := c
			not := e.value.Of.(bot.GoalChoice)
			left.Numbers = nil
			for _, n := range c.Numbers {
				if !slices.Contains(not.Numbers, n) {
					left.Numbers = append(left.Numbers, n)
				}
			}
			left.Unknown = not.Unknown
			edges = append(edges, slotEdge{to: e.to, value: m.value(at, e.to, left)})
		}
	})
	return edges
}

// ownGoals are the person's own goals, cut into words once.
func (m *message) ownGoals() *own.Goals {
	if m.goals == nil {
		m.goals = own.NewGoals(m.c.Goals, func(w string) bool { return m.g.IsWord(grammar.SmallWord, w) })
	}
	return m.goals
}

// wordedGoal reads a goal by words of it: each word with a meaning has to be
// one of the goal's.
func (m *message) wordedGoal(at, start, to int) (edges []slotEdge) {
	if len(m.c.Goals) == 0 {
		return nil
	}
	fits := make([]bool, len(m.ownGoals().All))
	for i := range fits {
		fits[i] = true
	}
	said := 0
	for i := start; i < to && i < start+12; i++ {
		t := &m.tokens[i]
		if t.Kind == language.Punct && !m.separates(i) {
			continue
		}
		if t.Kind != language.Word && t.Kind != language.Figure || t.Quoted {
			break
		}
		noun := m.is(grammar.NounWord, i)
		if !noun && !m.is(grammar.SmallWord, i) {
			if !m.goals.Begin(t.Fold) {
				break
			}
			any := false
			for g := range fits {
				fits[g] = fits[g] && m.goals.Have(g, t.Fold)
				any = any || fits[g]
			}
			if !any {
				break
			}
			said++
		}
		if said == 0 || m.is(grammar.SmallWord, i) {
			continue
		}
		c := bot.GoalChoice{ByWords: true}
		for g, fit := range fits {
			if fit {
				c.Numbers = append(c.Numbers, m.goals.All[g].Number)
			}
		}
		c.Several = len(c.Numbers) > 1
		edges = append(edges, slotEdge{to: i + 1, value: m.value(at, i+1, c), cost: fillerCost})
	}
	return edges
}

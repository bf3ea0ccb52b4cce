package understanding

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/values"
)

// partCost is what a further part costs, so that one reading of a whole
// sentence is preferred to several of its pieces.
const (
	partCost   = 160
	onePart    = 1 << 16 // so dear that the fewest parts win
	longestTag = 4       // tokens of "isn't it?"
	shortTag   = 2       // words of "as if"
)

// separates reports whether a token may stand between two clauses.
func (m *message) separates(i int) bool {
	t := &m.tokens[i]
	return !t.Quoted && m.is(grammar.SeparatorWord, i) && !(t.Glued && t.Kind == language.Punct && i+1 < len(m.tokens) && m.tokens[i+1].Glued)
}

// starts gives the places where a wish may begin behind courtesy, and whether
// the courtesy makes a wish of a question.
func (m *message) starts(from, to int, found func(at int, request bool)) {
	type spot struct {
		at      int
		request bool
	}
	var room [16]spot
	seen := append(room[:0], spot{from, false})
	for n := 0; n < len(seen) && n < 16; n++ {
		s := seen[n]
		add := func(at int, request bool) {
			if !slices.Contains(seen, spot{at, request}) {
				seen = append(seen, spot{at, request})
			}
		}
		if s.at < to {
			found(s.at, s.request)
			if m.skippable(s.at) || m.tokens[s.at].Fold == "," {
				add(s.at+1, s.request)
			}
			m.walk(m.g.Before, s.at, to, func(at int, mark int32) { add(at, s.request || mark == grammar.IsRequest) })
		}
	}
}

// end gives the boundary that follows a place where only courtesy stands
// between; ok is false where something else does.
func (m *message) end(at, to int) (int, bool) {
	if at >= to || m.separates(at) {
		// What is said for courtesy behind a comma belongs to the wish before it.
		for i := at; i < to && (m.separates(i) || m.skippable(i)); i++ {
			if e, ok := m.closing(i+1, to); ok {
				return e, true
			}
		}
		return at, true
	}
	return m.closing(at, to)
}

// closing is end for words of courtesy only.
func (m *message) closing(at, to int) (int, bool) {
	best, ok := 0, false
	var visit func(at int, depth int)
	visit = func(at, depth int) {
		if at >= to || m.separates(at) && m.tokens[at].Kind == language.Word {
			best, ok = max(best, at), true
			return
		}
		if depth > 6 {
			return
		}
		if m.separates(at) && !ok {
			best, ok = max(best, at), true
		}
		if m.skippable(at) {
			visit(at+1, depth+1)
		}
		m.walk(m.g.After, at, to, func(end int, _ int32) { visit(end, depth+1) })
		if m.is(grammar.FillerWord, at) {
			visit(at+1, depth+1)
		}
	}
	if at < to {
		visit(at, 0)
	}
	return best, ok
}

// readings gives all rules that account for every token from a place to some
// boundary of the clause.
func (m *message) readings(from, to int) (out []reading) {
	m.starts(from, to, func(at int, request bool) {
		m.begin(at, to)
		m.read(m.g.Main, at, to, false, func(i int32, rules []int32) {
			end := int(m.items[i].at)
			next, ok := m.end(end, to)
			for _, id := range rules {
				r := &m.g.Rules[id]
				if !ok && !r.Chain || !m.expected(r) || m.items[i].fuzzy && r.Destroys {
					continue
				}
				read := m.finish(i, r, at)
				if read.twice {
					continue
				}
				if read.request, read.next = request, next; !ok {
					if end >= to {
						continue
					}
					read.next = end
					read.cost += fillerCost
				}
				out = append(out, read)
			}
		})
	})
	return out
}

// expected reports whether a rule may be read here.
func (m *message) expected(r *grammar.Rule) bool {
	if r.Whole && (m.sentences > 1) || r.Follows && !m.following {
		return false
	}
	return r.When == "" || r.When == m.c.Expect.Kind
}

// cover is the best way to account for a sentence up to a place.
type cover struct {
	cost  int32
	prev  int // place, -1 at the beginning
	read  *reading
	known bool
	other *reading // as cheap, with another meaning
	chain bool
}

// covering accounts for all tokens of [from, to) with whole readings; each
// part costs perPart, each word kept as it is perText times as much. upTo is
// how far it comes.
func (m *message) covering(from, to int, all map[int][]reading, perPart int32) (path []reading, others []*reading, upTo int) {
	covers := make([]cover, to-from+1)
	covers[0] = cover{known: true, prev: -1}
	for i := from; i < to; i++ {
		c := &covers[i-from]
		if !c.known {
			continue
		}
		if _, done := all[i]; !done {
			all[i] = m.readings(i, to)
		}
		for k := range all[i] {
			r := &all[i][k]
			if r.next <= i || c.chain && !r.rule.Chain {
				continue
			}
			next := r.next
			for next < to && (m.separates(next) || m.skippable(next)) {
				next++
			}
			d := &covers[next-from]
			cost := c.cost + r.cost + perPart
			switch {
			case !d.known || cost < d.cost:
				*d = cover{cost: cost, prev: i, read: r, known: true, chain: r.rule.Chain && next == r.next && next < to}
			case cost == d.cost && d.prev < i && len(all[i]) > 0: // "going well for 1 and 2, 3 is stuck"
				*d = cover{cost: cost, prev: i, read: r, known: true, chain: r.rule.Chain && next == r.next && next < to}
			case cost == d.cost && d.prev == i && !same(d.read, r):
				if d.other == nil || d.other.rule.Name == r.rule.Name {
					d.other = r
				}
			}
		}
	}
	upTo = to
	for upTo > from && !covers[upTo-from].known {
		upTo--
	}
	for at := upTo; at > from; at = covers[at-from].prev {
		path = append(path, *covers[at-from].read)
		others = append(others, covers[at-from].other)
	}
	slices.Reverse(path)
	slices.Reverse(others)
	return path, others, upTo
}

// same reports whether two readings mean the same.
func same(a, b *reading) bool {
	if a.rule.Name != b.rule.Name || len(a.slots) != len(b.slots) {
		return false
	}
	for k, v := range a.slots {
		w, ok := b.slots[k]
		if !ok || !values.Same(v, w) {
			return false
		}
	}
	return true
}

// sentence is a stretch of tokens up to its closing signs.
type sentence struct {
	from, to int
	asked    bool
	quoted   bool
}

// split cuts a message into sentences: lines, items of lists, closing signs.
func (m *message) split() (out []sentence) {
	from := 0
	flush := func(to int) {
		s := sentence{from: from, to: to}
		for s.to > s.from && m.skippableEnd(s.to-1) {
			s.asked = s.asked || m.tokens[s.to-1].Fold == "?"
			s.to--
		}
		for s.from < s.to && (m.tokens[s.from].Kind == language.Break || m.tokens[s.from].Kind == language.Punct && strings.Contains(".,;!", m.tokens[s.from].Fold)) {
			s.from++
		}
		if s.to > s.from {
			out = append(out, s)
		}
		from = to
	}
	for i := 0; i < len(m.tokens); i++ {
		t := &m.tokens[i]
		switch {
		case t.Kind == language.Break:
			flush(i + 1)
			if i+1 < len(m.tokens) && m.quotedLine(i+1) {
				i = m.takeQuoted(i+1, &out) - 1
				from = i + 1
			}
		case i == 0 && m.quotedLine(0):
			i = m.takeQuoted(0, &out) - 1
			from = i + 1
		case t.Quoted:
		case m.enumerates(i):
			if !m.courtesy(from, i) {
				flush(i)
			}
			i++ // its full stop
		case t.Kind == language.Punct && m.ends(i):
			j := i + 1
			for j < len(m.tokens) && m.tokens[j].Kind == language.Punct && m.ends(j) {
				j++
			}
			flush(j)
			i = j - 1
		}
	}
	flush(len(m.tokens))
	return out
}

// quotedLine reports whether a line is somebody else's, pasted: "> …".
func (m *message) quotedLine(i int) bool {
	return m.tokens[i].Fold == ">" && (i == 0 || m.tokens[i-1].Kind == language.Break)
}

// takeQuoted adds a quoted line as a sentence of its own, and gives its end.
func (m *message) takeQuoted(i int, out *[]sentence) int {
	end := i
	for end < len(m.tokens) && m.tokens[end].Kind != language.Break {
		end++
	}
	*out = append(*out, sentence{from: i, to: end, quoted: true})
	return end
}

func (m *message) skippableEnd(i int) bool {
	t := &m.tokens[i]
	return t.Kind == language.Break || t.Kind == language.Emoji && m.ids[i] == none || t.Kind == language.Punct && !t.Quoted && t.Fold != ")" && t.Fold != "]" && t.Fold != "%" && t.Fold != "+" && t.Fold != "#"
}

// enumerates reports whether an answer to a check-in begins at a place: "1. done
// 2. stuck", in one line.
func (m *message) enumerates(i int) bool {
	n := m.enumerator(i)
	if n == 0 || m.c.Expect.Kind == bot.ExpectCheckIn {
		return n > 0
	}
	for j := range m.tokens { // outside of a check-in one number alone may end a sentence
		if other := m.enumerator(j); other > 0 && other != n {
			return true
		}
	}
	return false
}

// enumerator is the number of a goal with a full stop behind it, 0 for none.
func (m *message) enumerator(i int) int {
	if m.tokens[i].Kind != language.Figure || i+2 >= len(m.tokens) {
		return 0
	}
	dot, after := &m.tokens[i+1], &m.tokens[i+2]
	n, end := m.number(i, len(m.tokens))
	if (dot.Fold != "." && dot.Fold != ")") || !dot.Glued || after.Glued || after.Kind == language.Break || end != i+1 {
		return 0
	}
	if slices.Contains(m.c.Expect.Goals, n) || slices.ContainsFunc(m.c.Goals, func(g bot.GoalName) bool { return g.Number == n }) {
		return n
	}
	return 0
}

// ends reports whether a sign closes a sentence.
func (m *message) ends(i int) bool {
	t := &m.tokens[i]
	switch t.Fold {
	case "?", "!":
		return true
	case "...", ";":
		return true
	case ".":
		if i+1 < len(m.tokens) && m.tokens[i+1].Glued && m.tokens[i+1].Kind != language.Punct {
			return false // "ga4.2", "node.js"
		}
		return i == 0 || m.tokens[i-1].Kind != language.Word || len(m.tokens[i-1].Fold) > 1 && !m.is(grammar.ShortWord, i-1)
	}
	return false
}

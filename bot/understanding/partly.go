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

const (
	longestPartly = 60 // tokens of a sentence in which a half-read wish is looked for
	longestReach  = 30
	longestMended = 14
	maxMended     = 2
)

// operatorAt reports whether words that turn a meaning round begin at a place.
func (m *message) operatorAt(i, to int) bool {
	if !m.is(grammar.OperatorWord, i) {
		return false
	}
	hit := false
	m.walk(m.g.Operators, i, to, func(int, int32) { hit = true })
	return hit
}

// moodOf is the strongest mood that operators among tokens give.
func (m *message) moodOf(from, to int, read func(int) bool) bot.Mood {
	best := len(m.g.Moods)
	for i := from; i < to; i++ {
		if read(i) || !m.is(grammar.OperatorWord, i) {
			continue
		}
		m.walk(m.g.Operators, i, to, func(end int, mark int32) {
			if m.g.Moods[mark] != bot.ReportedMood || !m.ownSaying(from, i, end, to) {
				best = min(best, int(mark))
			}
		})
	}
	if best == len(m.g.Moods) {
		return bot.PlainMood
	}
	return m.g.Moods[best]
}

// ownSaying reports whether what makes words somebody else's is the person's own
// saying ("I had said", "je n'ai rien demandé"), or done together ("my manager
// and I").
func (m *message) ownSaying(from, at, end, to int) bool {
	if end+1 < to && m.is(grammar.AndWord, end) && m.is(grammar.MeWord, end+1) {
		return true
	}
	if at > from && m.tokens[at].Fold == "il" && m.tokens[at-1].Fold == "s'" { // "s'il vous plaît"
		return true
	}
	for i := at - 1; i >= max(from, at-farthestMe) && !m.parts(i); i-- {
		if m.is(grammar.IWord, i) {
			return true
		}
	}
	return false
}

// farthestMe is how many words stand between "I" and what was said, at most.
const farthestMe = 4

// inside finds the rule that reads most of a stretch, words left out.
func (m *message) inside(from, to int) (best reading, ok bool) {
	score, longest := 0, 0
	for at := from; at < min(to, from+longestPartly); at++ {
		id := m.ids[at]
		if m.tokens[at].Quoted {
			continue
		}
		if _, first := m.g.Main.Step(0, id); !first && m.tokens[at].Kind != language.Figure {
			continue
		}
		end := min(to, at+longestReach)
		m.begin(at, end)
		m.scope[1] = to // slots are looked for once, whatever the reach
		m.read(m.g.Main, at, end, true, func(i int32, rules []int32) {
			it := &m.items[i]
			if it.matched < 2 && !(at == from && to-from <= 5) {
				return
			}
			n := 4*int(it.matched) - 3*int(it.skipped)
			if it.text {
				n -= 4
			}
			if n < score || n == score && int(it.at)-at <= longest { // of one slot's readings the longest
				return
			}
			for _, id := range rules {
				r := &m.g.Rules[id]
				if !m.expected(r) || r.Kind == bot.TalkPart || it.fuzzy && r.Destroys {
					continue
				}
				score, ok, longest = n, true, int(it.at)-at
				best = m.finish(i, r, at)
				break
			}
		})
	}
	return best, ok
}

// partly reads a sentence of which no rule accounts for every word: what was
// read comes with what was not, so that the mentor can ask.
func (m *message) partly(s sentence) bot.Part {
	clause := m.span(s.from, s.to)
	r, ok := m.inside(s.from, s.to)
	read := func(i int) bool {
		return ok && i >= r.from && i < r.to && !slices.Contains(r.unread, i)
	}
	p := bot.Part{Kind: bot.UnreadPart, Clause: clause, Span: clause, Mood: m.moodAround(s, r, ok, read)}
	others := 0
	for i := s.from; i < s.to; i++ {
		if !read(i) && !m.skippable(i) && !(m.is(grammar.FillerWord, i)) && !m.separates(i) {
			p.Leftover = append(p.Leftover, m.tokens[i].Span)
			others++
		}
	}
	if ok && (r.matched >= 3 || others <= 3*r.matched) {
		p.Kind, p.Name, p.Slots, p.Span = r.rule.Kind, r.rule.Name, r.slots, m.span(r.from, r.to)
		if p.Mood == bot.PlainMood {
			p.Mood = r.rule.Mood
		}
	}
	if q := m.quoteIn(s, r, ok); q && p.Mood == bot.PlainMood && p.Kind != bot.UnreadPart {
		p.Mood = bot.ReportedMood
	}
	if p.Mood == bot.ReportedMood && p.Kind == bot.CommandPart {
		p.Kind = bot.QuotedPart
	}
	p.Leftover = values.JoinSpans(p.Leftover, m.text)
	return p
}

// quoteIn reports whether a sentence quotes somebody, besides a text that the
// reading keeps.
func (m *message) quoteIn(s sentence, r reading, read bool) bool {
	return slices.ContainsFunc(m.tokens[s.from:s.to], func(t language.Token) bool {
		if v, kept := r.slots["text"]; read && kept && t.Span.From >= v.Span.From && t.Span.To <= v.Span.To {
			return false
		}
		return t.Quoted
	})
}

// moodAround is the mood of a sentence of which a stretch was read: what is
// denied, planned or doubted in another clause, of something else than a goal,
// says nothing of the wish ("drop goal 2, it won't happen").
func (m *message) moodAround(s sentence, r reading, read bool, known func(int) bool) bot.Mood {
	mood := m.moodOf(s.from, s.to, known)
	if !read || mood != bot.Negated && mood != bot.Planned && mood != bot.Doubted {
		return mood
	}
	from, to := r.from, r.to
	for from > s.from && !m.parts(from-1) {
		from--
	}
	for to < s.to && !m.parts(to) {
		to++
	}
	if m.moodOf(from, to, known) != bot.PlainMood {
		return mood
	}
	for _, side := range [][2]int{{s.from, from}, {to, s.to}} {
		for at := side[0]; at < side[1]; at++ {
			end := at
			for end < side[1] && !m.parts(end) {
				end++
			}
			if m.moodOf(at, end, known) != bot.PlainMood && !m.first(at, end) {
				return mood
			}
			at = end
		}
	}
	return bot.PlainMood
}

// parts reports whether a token stands between two clauses for sure.
func (m *message) parts(i int) bool {
	t := &m.tokens[i]
	return !t.Quoted && (t.Kind == language.Punct && strings.Contains(",;:()–—", t.Fold) || t.Kind == language.Emoji || t.Kind == language.Break || m.dash(i) && !t.Glued)
}

// mend finds what misspelt words of a short sentence may be.
func (m *message) mend(s sentence) bool {
	if s.to-s.from > longestMended {
		return false
	}
	found := 0
	for i := s.from; i < s.to; i++ {
		w := m.tokens[i].Fold
		if m.ids[i] != none || m.tokens[i].Kind != language.Word || m.tokens[i].Quoted || len(w) < 4 {
			continue
		}
		limit, best := 1, none
		if len(w) > 6 {
			limit = 2
		}
		for _, known := range m.g.ByLetter[w[0]] {
			if d := language.Distance(w, known, limit); d <= limit {
				if d < limit || best == none {
					best = m.g.Words[known]
				}
				limit = d
			}
		}
		if best != none {
			if m.mended == nil {
				m.mended = make([]pattern.Symbol, len(m.tokens))
				for j := range m.mended {
					m.mended[j] = none
				}
			}
			m.mended[i] = best
			found++
		}
	}
	m.memo.Forget()
	return found > 0 && found <= maxMended
}

// questions cuts the asking clauses out of a sentence; nil where it asks nothing.
func (m *message) questions(s sentence) (parts []bot.Part) {
	var heads []int
	for i := s.from; i < s.to; i++ {
		if i > s.from && !m.separates(i-1) {
			continue
		}
		m.starts(i, s.to, func(at int, _ bool) {
			m.walk(m.g.Questions, at, s.to, func(_ int, mark int32) {
				if (mark == 0 || s.asked) && !slices.Contains(heads, at) {
					heads = append(heads, at)
				}
			})
		})
	}
	slices.Sort(heads)
	if len(heads) == 0 {
		if !s.asked {
			return nil
		}
		heads = []int{s.from}
	}
	for i, at := range heads {
		to := s.to
		if i+1 < len(heads) {
			to = heads[i+1]
			for to > at+1 && m.separates(to-1) {
				to--
			}
		}
		if i == 0 && at > s.from && !m.courtesy(s.from, at) {
			end := at
			for end > s.from && m.separates(end-1) {
				end--
			}
			if end > s.from {
				parts = append(parts, m.story(s.from, end)...)
				if s.asked && s.to-at <= longestTag { // "…, isn't it?" asks about what stands before
					for j := range parts {
						parts[j].Mood = bot.AskedAbout
					}
				}
			}
		}
		q := bot.Part{Kind: bot.QuestionPart, Mood: bot.AskedAbout, Clause: m.span(at, to), Span: m.span(at, to), Exact: true}
		if r, ok := m.inside(at, to); ok && (r.rule.Kind == bot.CommandPart || r.rule.Kind == bot.StatementPart) && r.matched >= 2 && 2*r.matched >= (to-at)/2 {
			q.Name, q.Slots = r.rule.Name, r.slots
		}
		parts = append(parts, q)
	}
	return parts
}

// courtesy reports whether only courtesy stands between two places.
func (m *message) courtesy(from, to int) bool {
	only := false
	m.starts(from, len(m.tokens), func(at int, _ bool) { only = only || at == to })
	return only
}

// story reads what stands before a question: facts about the person where a
// rule reads them whole, else words that nobody acts on.
func (m *message) story(from, to int) []bot.Part {
	s := sentence{from: from, to: to}
	if path, others, upTo := m.covering(from, to, map[int][]reading{}, onePart); upTo == to && len(path) > 0 {
		return m.whole(s, path, others, map[int][]reading{})
	}
	p := m.partly(s)
	if p.Kind == bot.CommandPart && p.Mood == bot.PlainMood {
		p.Mood = bot.Doubted
	}
	return []bot.Part{p}
}

package understanding

import (
	"cmp"
	"slices"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/wishes"
)

const (
	leastWords   = 2    // of a message in which something is guessed
	longestGuess = 160  // tokens
	leastLikely  = 0.35 // below it nothing is proposed
	perValue     = 0.2  // how much likelier a wish is for each of its values that was found
	secondLikely = 0.40 // of a wish in another sentence
)

// guess says what a message may want where none of its parts acts: the
// classifier proposes, and the values that such a wish has are looked for among
// the words, wherever they stand.
func (m *message) guess(parts []bot.Part) (all []bot.Guess, wants float64) {
	if len(m.tokens) < leastWords || len(m.tokens) > longestGuess || slices.ContainsFunc(parts, func(p bot.Part) bool {
		return p.Acts() || p.Kind == bot.QuotedPart && slices.ContainsFunc(m.tokens, func(t language.Token) bool { return t.Quoted })
	}) {
		return nil, 0
	}
	whole := [2]int{0, len(m.tokens)}
	best, at := wishes.Best(m.features(whole[0], whole[1], parts)), whole
	var second *bot.Guess
	if sentences := m.split(); len(sentences) > 1 { // a wish often stands at the end of a story
		each := make([]wishes.Guess, len(sentences))
		for i, s := range sentences {
			each[i] = wishes.Best(m.features(s.from, s.to, parts))
			if each[i].Names[0].P > best.Names[0].P {
				best, at = each[i], [2]int{s.from, s.to}
			}
		}
		for i, s := range sentences { // and another in another sentence
			if name := each[i].Names[0]; name.Name != best.Names[0].Name && name.P >= secondLikely && [2]int{s.from, s.to} != at {
				second = &bot.Guess{Part: m.gather(name.Name, s.from, s.to), Likely: name.P}
			}
		}
	}
	if best.Any < leastLikely {
		return nil, best.Any
	}
	for _, name := range best.Names {
		p := m.gather(name.Name, at[0], at[1])
		if rhythms[p.Name] { // "once a quarter is plenty": how often is said
			if s := m.gather("schedule", at[0], at[1]); has(s, "when") {
				p = s
			}
		}
		all = append(all, bot.Guess{Part: p, Likely: min(1, name.P*(1+perValue*float64(len(p.Slots))))})
	}
	slices.SortStableFunc(all, func(a, b bot.Guess) int { return cmp.Compare(b.Likely, a.Likely) })
	if second != nil {
		all = slices.Insert(all, 1, *second)
	}
	return all, best.Any
}

// rhythms are the wishes for another rhythm that name none.
var rhythms = map[string]bool{"schedule.less": true, "schedule.more": true}

// features are those of tokens, for the classifier: their words, and what the
// grammar knows of them.
func (m *message) features(from, to int, parts []bot.Part) []uint32 {
	span := m.span(from, to)
	var marks []string
	mark := func(name string) {
		if !slices.Contains(marks, name) {
			marks = append(marks, name)
		}
	}
	for _, p := range parts {
		if p.Name != "" && p.Span.From >= span.From && p.Span.To <= span.To {
			mark("rule " + p.Name)
			mark("mood " + string(p.Mood))
		}
	}
	m.scope = [2]int{from, to}
	done := make([]bool, len(marked))
	for at := from; at < to; at++ {
		for i, kind := range marked { // once it is marked, where else it stands says nothing
			if !done[i] && len(m.slotOf(m.g.marked[i], at)) > 0 {
				mark(kind)
				done[i] = true
			}
		}
		m.walk(m.g.kinds, at, to, func(_ int, class int32) { mark(m.g.kindNames[class]) })
	}
	slices.Sort(marks)
	return wishes.Features(m.text[span.From:span.To], marks)
}

// marked are the types of slots whose values say something of a wish.
var marked = []string{"goals", "mycert", "cert", "role", "horizon", "date", "span", "duration", "when", "clocks", "status", "tongue"}

// Features are a message's features for the classifier. They are there for
// bot/wishes/train, which learns their weights.
func (r *Reader) Features(text string, c bot.Context) []uint32 {
	m, u := r.read(text, c)
	defer m.free()
	return m.features(0, len(m.tokens), u.Parts)
}

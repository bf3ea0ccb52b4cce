package understanding

import (
	"slices"

	"mentor/bot"
	"mentor/bot/wishes"
)

const (
	leastWords   = 2    // of a message in which something is guessed
	longestGuess = 160  // tokens
	leastLikely  = 0.35 // below it nothing is proposed
)

// guess says what a message may want where none of its parts acts: the
// classifier proposes, and the values that such a wish has are looked for among
// the words, wherever they stand.
func (m *message) guess(parts []bot.Part) (all []bot.Guess, wants float64) {
	if len(m.tokens) < leastWords || len(m.tokens) > longestGuess || slices.ContainsFunc(parts, func(p bot.Part) bool {
		return p.Acts() || p.Kind == bot.QuotedPart
	}) {
		return nil, 0
	}
	best := wishes.Best(m.features(0, len(m.tokens), parts))
	if sentences := m.split(); len(sentences) > 1 { // a wish often stands at the end of a story
		for _, s := range sentences {
			if g := wishes.Best(m.features(s.from, s.to, parts)); g.Names[0].P > best.Names[0].P {
				best = g
			}
		}
	}
	if best.Any < leastLikely {
		return nil, best.Any
	}
	for _, name := range best.Names {
		all = append(all, bot.Guess{Part: m.gather(name.Name), Likely: name.P})
	}
	return all, best.Any
}

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
	for at := from; at < to; at++ {
		for _, kind := range marked {
			if edges := m.slot(kind, at); len(edges) > 0 {
				mark(kind)
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

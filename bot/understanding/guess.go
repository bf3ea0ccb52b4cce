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

// gather is a part of a name with the values that its rules have, wherever they stand.
func (m *message) gather(name string) bot.Part {
	whole := m.span(0, len(m.tokens))
	p := bot.Part{Kind: bot.CommandPart, Name: name, Clause: whole, Span: whole, Slots: map[string]bot.Value{}}
	taken := make([]bool, len(m.tokens))
	m.scope = [2]int{0, len(m.tokens)}
	for _, key := range m.g.wants[name] {
		if _, filled := p.Slots[key.name]; filled || openKinds[key.kind] || unsure[key.kind] {
			continue
		}
		if v, ok := m.lone(key, taken); ok {
			p.Slots[key.name] = v
		}
	}
	return p
}

// unsure are types of slots that mean little without the words around them.
var unsure = map[string]bool{"number": true, "percent": true, "who": true, "mark": true, "status": true, "confidence": true, "code": true, "noexpiry": true, "command": true}

// lone is the value of a slot that stands in a message: the longest, and none
// where two differ. What it takes no other slot has.
func (m *message) lone(key slotKey, taken []bool) (best bot.Value, ok bool) {
	from, to := 0, 0
	for at := 0; at < len(m.tokens); at++ {
		if taken[at] || m.tokens[at].Quoted || at > 0 && m.g.goals["instead"][m.tokens[at-1].Fold] {
			continue
		}
		edges := m.slot(key.kind, at, len(m.tokens))
		longest := -1
		for i, e := range edges {
			if !e.text && !slices.Contains(taken[at:e.to], true) && (longest < 0 || e.to > edges[longest].to) {
				longest = i
			}
		}
		if longest < 0 {
			continue
		}
		e := edges[longest]
		if m.g.goals["instead"][m.tokens[at].Fold] { // "of 15 oct": what it was
			at = e.to - 1
			continue
		}
		switch {
		case ok && sameValue(best, e.value):
		case ok && e.to-at == to-from:
			return bot.Value{}, false
		case !ok || e.to-at > to-from:
			best, ok, from, to = e.value, true, at, e.to
		}
		at = e.to - 1
	}
	for i := from; ok && i < to; i++ {
		taken[i] = true
	}
	return best, ok
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
			if edges := m.slot(kind, at, to); len(edges) > 0 {
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
	return m.features(0, len(m.tokens), u.Parts)
}

package answers

import (
	"cmp"
	"slices"
	"strings"

	"mentor/bot/careers"
)

// Roles finds the roles that words may name, best first.
func (e *Engine) Roles(words string) []Match { return e.named(words, aRole) }

// Certifications finds the certifications that words may name, best first.
func (e *Engine) Certifications(words string) []Match { return e.named(words, aCertification) }

// RolesIn finds the roles that a text mentions, in the order of mention.
func (e *Engine) RolesIn(text string) []Match {
	var out []Match
	ts := tokens(clean(text), careers.English)
	seen := map[string]bool{}
	for _, x := range e.lexicon.find(ts) {
		if x.is(aRole) && !seen[x.names[0].id] {
			seen[x.names[0].id] = true
			out = append(out, Match{ID: x.names[0].id, Name: e.nameOf(aRole, x.names[0].id), Score: x.score})
		}
	}
	return out
}

// named scores every name of a kind of thing against words: by the share of
// words that they have in common, with typos forgiven.
func (e *Engine) named(text string, what thing) []Match {
	said := nameWords(text)
	if len(said) == 0 {
		return nil
	}
	for i, w := range said {
		if !e.lexicon.vocab[w] {
			if better, ok := e.lexicon.mend(w); ok {
				if form := canonical(better); len(form) > 0 {
					said[i] = form[0]
				}
			}
		}
	}
	best := map[string]float64{}
	inOrder := strings.Join(said, " ")
	var have []string
	for key, names := range e.lexicon.exact {
		if !slices.ContainsFunc(names, func(n name) bool { return n.thing == what }) {
			continue
		}
		have = have[:0]
		for w := range strings.FieldsSeq(key) {
			have = append(have, w)
		}
		hits, prefix := 0.0, 0.0
		for _, w := range said {
			switch {
			case slices.Contains(have, w):
				hits++
			case slices.ContainsFunc(have, func(h string) bool { return akin(w, h) }):
				prefix += 0.7
			case slices.ContainsFunc(have, func(h string) bool { return len(w) >= 2 && strings.HasPrefix(h, w) }):
				prefix += 0.8
			}
		}
		if hits+prefix == 0 {
			continue
		}
		share := 2 * (hits + prefix) / float64(len(said)+len(have))
		if all := hits + prefix; all >= 0.8*float64(len(said)) { // all that was said fits: a part of the name
			share = max(share, 0.55+0.35*all/float64(len(have)))
		}
		if key != inOrder {
			share = min(share, 0.97)
		}
		for _, n := range names {
			if n.thing == what {
				best[n.id] = max(best[n.id], min(1, share)*n.score)
			}
		}
	}
	var out []Match
	for id, s := range best {
		if s >= 0.4 {
			out = append(out, Match{ID: id, Name: e.nameOf(what, id), Score: s})
		}
	}
	slices.SortFunc(out, func(a, b Match) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID)) })
	return out
}

// akin reports whether two words are of one root: strategist, strategy.
func akin(a, b string) bool {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n >= 6 && 3*n >= 2*max(len(a), len(b))
}

func (e *Engine) nameOf(what thing, id string) string {
	switch what {
	case aRole:
		if r, ok := e.content.Role(id); ok {
			return r.Name.En
		}
	case aCertification:
		if x, ok := e.content.Certification(id); ok {
			return x.Name
		}
	}
	return id
}

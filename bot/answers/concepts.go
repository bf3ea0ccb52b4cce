package answers

import (
	_ "embed"
	"strings"

	"mentor/bot/careers"
)

//go:embed concepts.txt
var conceptsText string

// concepts is a small thesaurus in both languages: words that mean alike have
// a concept in common, so that what was learned from one holds for the others.
type concepts struct {
	byStem map[string][]string
	prefix map[string][]prefixed // by the first two letters
}

type prefixed struct{ start, concept string }

// readConcepts reads lines of the form "concept: word word wor* …"; a star
// stands for any ending.
func readConcepts(text string) *concepts {
	c := &concepts{byStem: map[string][]string{}, prefix: map[string][]prefixed{}}
	for _, l := range strings.Split(text, "\n") {
		name, list, ok := strings.Cut(l, ":")
		if !ok || strings.HasPrefix(l, "#") {
			continue
		}
		name = strings.TrimSpace(name)
		for _, w := range strings.Fields(list) {
			w = foldWord(w)
			if start, ok := strings.CutSuffix(w, "*"); ok {
				c.prefix[start[:2]] = append(c.prefix[start[:2]], prefixed{start, name})
				continue
			}
			for _, lang := range careers.Langs {
				for _, key := range []string{w, string(lang) + ":" + stem(w, lang)} {
					if !has(c.byStem[key], name) {
						c.byStem[key] = append(c.byStem[key], name)
					}
				}
			}
		}
	}
	return c
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// of lists the concepts of a word.
func (c *concepts) of(t token) []string {
	out := c.byStem[t.word]
	if out == nil {
		out = c.byStem[t.lang+":"+t.stem]
	}
	if len(t.word) < 2 {
		return out
	}
	for _, p := range c.prefix[t.word[:2]] {
		if strings.HasPrefix(t.word, p.start) && !has(out, p.concept) {
			out = append(out[:len(out):len(out)], p.concept)
		}
	}
	return out
}

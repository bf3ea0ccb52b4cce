// Package concepts owns a small thesaurus in both languages: words that mean
// alike have a concept in common, so that what was learned from one holds for
// the others. It must not know how words are folded and stemmed.
package concepts

import (
	_ "embed"
	"strings"

	"mentor/bot/careers"
)

// Text is the thesaurus.
//
//go:embed concepts.txt
var Text string

// Concepts finds the concepts of words.
type Concepts struct {
	byStem map[string][]string
	prefix map[string][]prefixed // by the first two letters
}

type prefixed struct{ start, concept string }

// Read reads lines of the form "concept: word word wor* …"; a star stands for
// any ending. Words are folded and stemmed as those of messages are.
func Read(text string, fold func(word string) string, stem func(word string, lang careers.Lang) string) *Concepts {
	c := &Concepts{byStem: map[string][]string{}, prefix: map[string][]prefixed{}}
	for _, l := range strings.Split(text, "\n") {
		name, list, ok := strings.Cut(l, ":")
		if !ok || strings.HasPrefix(l, "#") {
			continue
		}
		name = strings.TrimSpace(name)
		for _, w := range strings.Fields(list) {
			w = fold(w)
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

// Of lists the concepts of a word of a language.
func (c *Concepts) Of(word, stem, lang string) []string {
	out := c.byStem[word]
	if out == nil {
		out = c.byStem[lang+":"+stem]
	}
	if len(word) < 2 {
		return out
	}
	for _, p := range c.prefix[word[:2]] {
		if strings.HasPrefix(word, p.start) && !has(out, p.concept) {
			out = append(out[:len(out):len(out)], p.concept)
		}
	}
	return out
}

package answers

import (
	"cmp"
	"slices"
	"strings"

	"mentor/bot/answers/spelling"
	"mentor/bot/careers"
)

// buildLexicon takes the names of everything known into the lexicon.
func (e *Engine) buildLexicon() {
	c := e.content
	e.speller = spelling.New(e.model.Words, e.model.Known)
	familiar := map[string]bool{}
	for _, list := range e.model.Words {
		for _, w := range list {
			familiar[w] = true
		}
	}
	l := newLexicon(func(word string) bool { return familiar[word] })
	e.titles = map[string]bool{}
	for _, r := range c.Roles() {
		for _, lang := range careers.Langs {
			for _, part := range strings.Split(r.Name.In(lang), " / ") {
				l.add(aRole, r.ID, part, 1)
			}
			l.add(aRole, r.ID, r.Name.In(lang), 1)
			for _, a := range r.Aliases.In(lang) {
				l.add(aRole, r.ID, a, 1)
			}
			for _, name := range append([]string{r.Name.En}, r.Aliases.En...) {
				for _, t := range split(clean(name)) {
					e.titles[t.word] = true
				}
			}
		}
	}
	for _, x := range c.Certifications() {
		l.add(aCertification, x.ID, x.Name, 1)
		for _, a := range append(x.Aliases, x.AliasesFr...) {
			l.add(aCertification, x.ID, a, 0.95)
		}
		if x.ExamCode != "" {
			l.add(aCertification, x.ID, x.ExamCode, 1)
		}
	}
	for _, x := range c.Associations() {
		l.add(anAssociation, x.ID, x.Name, 1)
		for _, a := range append(x.Aliases, x.AliasesFr...) {
			l.add(anAssociation, x.ID, a, 0.95)
		}
	}
	for _, x := range c.Terms() {
		l.add(aTerm, x.ID, x.Term, 1)
		for _, a := range append(append([]string{x.Expansion, x.ExpansionFr}, x.Aliases...), x.AliasesFr...) {
			if a != "" {
				l.add(aTerm, x.ID, a, 0.95)
			}
		}
	}
	for _, x := range c.JobTitles() {
		for _, lang := range careers.Langs {
			for _, name := range append([]string{x.Name.In(lang)}, x.Aliases.In(lang)...) {
				l.add(aTitle, x.ID, name, 0.9)
			}
		}
	}
	for _, x := range e.model.Unknown {
		l.add(anUnknownRole, "x", x, 0.8)
	}
	e.lexicon = l
}

// vocabulary is the words of the lines by language, the most used first, and
// every word that occurs at all.
func vocabulary(lines []Line) (words [][]string, known []string) {
	count := map[careers.Lang]map[string]int{careers.English: {}, careers.French: {}}
	all := map[string]bool{}
	for _, l := range lines {
		for _, t := range tokens(clean(l.Text), l.Lang) {
			if len(t.word) >= 3 {
				count[l.Lang][t.word]++
				all[t.word] = true
			}
		}
	}
	for _, lang := range careers.Langs {
		var list []string
		m := count[lang]
		for w, n := range m {
			if n >= 2 {
				list = append(list, w)
			}
		}
		slices.SortFunc(list, func(a, b string) int { return cmp.Or(m[b]-m[a], cmp.Compare(a, b)) })
		words = append(words, list)
	}
	for w := range all {
		known = append(known, w)
	}
	slices.Sort(known)
	return words, known
}

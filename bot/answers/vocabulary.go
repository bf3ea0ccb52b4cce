package answers

import (
	"strings"

	"mentor/bot/careers"
)

// buildLexicon takes the names of everything known into the lexicon.
func (e *Engine) buildLexicon() {
	c := e.content
	e.speller = newSpeller(e.model.Words, e.model.Known)
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

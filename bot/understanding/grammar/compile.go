package grammar

import (
	"fmt"
	"slices"

	"mentor/bot/people"
	"mentor/bot/understanding/pattern"
)

// compiler gathers files into one grammar.
type compiler struct {
	b *pattern.Builder
	g *Grammar
	pattern.Known
}

// each calls f for every pattern with its language.
func (f forms) each(do func(pattern string, lang people.Lang) error) error {
	for _, l := range []struct {
		lang people.Lang
		list Lines
	}{{"en", f.En}, {"fr", f.Fr}, {"", f.Both}} {
		for _, p := range l.list {
			if err := do(p, l.lang); err != nil {
				return err
			}
		}
	}
	return nil
}

// file adds a file's classes and rules. Classes may use those before them;
// files are read in the order of their names.
func (c *compiler) file(f file) error {
	names := make([]string, 0, len(f.Classes))
	for name := range f.Classes {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		var all []pattern.Node
		err := f.Classes[name].each(func(p string, _ people.Lang) error {
			one, err := pattern.Parse(p, c.Known)
			all = append(all, one)
			return err
		})
		if err != nil {
			return fmt.Errorf("class %s: %w", name, err)
		}
		c.Classes[name] = pattern.Choice(all)
	}
	for _, r := range f.Rules {
		ids := map[people.Lang]int32{}
		err := r.each(func(p string, lang people.Lang) error {
			n, err := pattern.Parse(p, c.Known)
			if err != nil {
				return err
			}
			id, ok := ids[lang]
			if !ok {
				id = int32(len(c.g.Rules))
				ids[lang] = id
				kept := r
				kept.lang, kept.forms = lang, forms{} // the patterns are the automaton's now
				c.g.Rules = append(c.g.Rules, kept)
			}
			c.b.Add(n, id)
			for _, key := range n.Slots(nil) {
				if !slices.Contains(c.g.Wants[r.Name], key) {
					c.g.Wants[r.Name] = append(c.g.Wants[r.Name], key)
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("rule %s: %w", r.Name, err)
		}
	}
	return nil
}

// small compiles lists into an automaton of their own over the same words.
func (c *compiler) small(lists ...forms) (*pattern.Automaton, error) {
	b := c.b.Beside()
	for i, list := range lists {
		err := list.each(func(p string, _ people.Lang) error {
			n, err := pattern.Parse(p, c.Known)
			b.Add(n, int32(i))
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	c.b.Take(b)
	return b.Build(), nil
}

// words marks single words.
func (c *compiler) mark(list forms, do func(pattern.Symbol, people.Lang)) error {
	return list.each(func(p string, lang people.Lang) error {
		for _, t := range pattern.WordsOf(p) {
			do(c.b.Word(t.Fold), lang)
		}
		return nil
	})
}

// compileDeeds compiles the ways of asking what deeds would do.
func (g *Grammar) compileDeeds(compile func(a **pattern.Automaton, lists ...forms), s supposals) {
	var says, of, not []forms
	for _, d := range g.Deeds {
		says, of, not = append(says, d.Says), append(of, d.Of), append(not, d.Not)
	}
	compile(&g.Supposes, s.Sure, s.Asked, s.Aside, s.Head)
	compile(&g.DeedSays, says...)
	compile(&g.DeedOf, of...)
	compile(&g.DeedNot, not...)
}

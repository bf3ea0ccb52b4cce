package understanding

import (
	"fmt"
	"slices"

	"mentor/bot/people"
	"mentor/bot/understanding/pattern"
)

// keysOf are slots' names and types as the reader keeps them.
func keysOf(keys []pattern.Key) (out []slotKey) {
	for _, k := range keys {
		out = append(out, slotKey{k.Name, k.Kind})
	}
	return out
}

// compiler gathers files into one grammar.
type compiler struct {
	b *pattern.Builder
	g *grammar
	pattern.Known
}

// each calls f for every pattern with its language.
func (f forms) each(do func(pattern string, lang people.Lang) error) error {
	for _, l := range []struct {
		lang people.Lang
		list lines
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
				id = int32(len(c.g.rules))
				ids[lang] = id
				kept := r
				kept.lang, kept.forms = lang, forms{} // the patterns are the automaton's now
				c.g.rules = append(c.g.rules, kept)
			}
			c.b.Add(n, id)
			for _, key := range keysOf(n.Slots(nil)) {
				if !slices.Contains(c.g.wants[r.Name], key) {
					c.g.wants[r.Name] = append(c.g.wants[r.Name], key)
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
func (c *compiler) mark(list forms, do func(symbol, people.Lang)) error {
	return list.each(func(p string, lang people.Lang) error {
		for _, t := range pattern.WordsOf(p) {
			do(c.b.Word(t.Fold), lang)
		}
		return nil
	})
}

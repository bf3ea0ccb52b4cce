package understanding

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"mentor/bot"
	"mentor/bot/people"
)

//go:embed grammar/*.yaml
var files embed.FS

// forms are ways of saying, by language; those in both are read in either.
type forms struct {
	En   lines `yaml:"en"`
	Fr   lines `yaml:"fr"`
	Both lines `yaml:"both"`
}

// lines are patterns: a list, or a block of text with one a line.
type lines []string

// UnmarshalYAML implements yaml.Unmarshaler.
func (l *lines) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return n.Decode((*[]string)(l))
	}
	for line := range strings.Lines(n.Value) {
		if line = strings.TrimSpace(line); line != "" {
			*l = append(*l, line)
		}
	}
	return nil
}

// rule is one thing that people say, with all ways of saying it.
type rule struct {
	Name     string            `yaml:"name"`
	Kind     bot.PartKind      `yaml:"kind"`
	Mood     bot.Mood          `yaml:"mood"`
	When     bot.ExpectKind    `yaml:"when"`     // read only where this is expected
	Destroys bool              `yaml:"destroys"` // corrected words never mean it
	Shows    bool              `yaml:"shows"`    // changes nothing: a question mark behind it changes nothing either
	Follows  bool              `yaml:"follows"`  // says more of what the sentence before it said, and nothing alone
	Whole    bool              `yaml:"whole"`    // only as the whole message
	Chain    bool              `yaml:"chain"`    // may stand beside another without a comma
	Refuses  bool              `yaml:"refuses"`  // what is negated beside it is its reason: "drop it, it won't happen"
	Cost     int32             `yaml:"cost"`     // what makes another reading of the same words the meant one
	Set      map[string]string `yaml:"set"`      // slots that the way of saying fills
	forms    `yaml:",inline"`
	lang     people.Lang
}

// file is one file of the grammar.
type file struct {
	Classes    map[string]forms            `yaml:"classes"`
	Rules      []rule                      `yaml:"rules"`
	Before     forms                       `yaml:"before"`  // courtesy before a wish
	Request    forms                       `yaml:"request"` // what makes a question a wish: "could you"
	After      forms                       `yaml:"after"`
	Fillers    forms                       `yaml:"fillers"`
	Spellings  map[string]string           `yaml:"spellings"` // of the phone, to the word that is meant
	Separators forms                       `yaml:"separators"`
	Subjects   forms                       `yaml:"subjects"`   // begin a clause of their own
	Reasons    forms                       `yaml:"reasons"`    // begin the reason of what was said before
	Corrects   forms                       `yaml:"corrects"`   // take back what was said before, for another value
	Turns      forms                       `yaml:"turns"`      // lead from a story to a wish
	Questions  forms                       `yaml:"questions"`  // begin a question
	WhenAsked  forms                       `yaml:"when asked"` // begin one only where a question mark follows
	Operators  map[bot.Mood]forms          `yaml:"operators"`
	Supposes   supposals                   `yaml:"supposes"` // ask what a deed would do
	Deeds      []deed                      `yaml:"deeds"`    // of which that is asked
	Mistakes   mistakes                    `yaml:"mistakes"` // put right what was done before
	Values     map[string]map[string]forms `yaml:"values"`   // slot type, value, ways of saying it
	Function   forms                       `yaml:"function"`
	Goals      map[string]forms            `yaml:"goals"` // words that point at goals, by their part
}

// Marks of the automata that are not rules.
const (
	isBefore int32 = iota
	isRequest
)

// grammar is all files, compiled.
type grammar struct {
	rules     []rule
	words     map[string]symbol
	byLetter  map[byte][]string
	keys      []slotKey
	main      *automaton
	before    *automaton
	after     *automaton
	operators *automaton
	moods     []bot.Mood
	questions *automaton
	subjects  *automaton
	reasons   *automaton
	corrects  *automaton
	turns     *automaton
	supposes  *automaton
	deeds     []deed
	deedSays  *automaton // each by its place in deeds
	deedOf    *automaton
	deedNot   *automaton
	mistakes  *automaton
	values    map[string]*automaton
	meanings  map[string][]string
	spellings map[string]string
	function  map[symbol]people.Lang
	classes   []classes            // of the words, by their symbol
	wants     map[string][]slotKey // the slots that the rules of a name have
	kinds     *automaton           // the classes, and what each is called
	kindNames []string
	kindIDs   map[string]kindID // the types of slots
	kindNamed []string
	kindBase  []string // without + and -
	kindOpen  []bool
	keyKinds  []kindID // by key
	textKind  kindID
	marked    []kindID // of marked
}

// compiled reads the files once, at the first message.
var compiled = sync.OnceValue(func() *grammar {
	g, err := load(files)
	if err != nil {
		panic(err) // a test reads the files that are embedded
	}
	return g
})

// load reads and compiles a grammar.
func load(fsys fs.FS) (*grammar, error) {
	names, err := fs.Glob(fsys, "grammar/*.yaml")
	if err != nil {
		return nil, err
	}
	all := make([]file, len(names))
	for i, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		dec := yaml.NewDecoder(strings.NewReader(string(text)))
		dec.KnownFields(true)
		if err := dec.Decode(&all[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	c := compiler{b: newBuilder(), parsed: parsed{map[string]node{}, map[string]node{}}, g: &grammar{
		spellings: map[string]string{}, function: map[symbol]people.Lang{},
		values: map[string]*automaton{}, meanings: map[string][]string{}, wants: map[string][]slotKey{}, byLetter: map[byte][]string{}}}
	c.b.edges = make([]laid, 0, manyEdges)
	for i, f := range all {
		if err := c.file(f); err != nil {
			return nil, fmt.Errorf("%s: %w", names[i], err)
		}
	}
	return c.finish(all)
}

// compiler gathers files into one grammar.
type compiler struct {
	b *builder
	g *grammar
	parsed
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
		n := node{op: '|'}
		err := f.Classes[name].each(func(p string, _ people.Lang) error {
			one, err := parsePattern(p, c.parsed)
			n.parts = append(n.parts, one)
			return err
		})
		if err != nil {
			return fmt.Errorf("class %s: %w", name, err)
		}
		c.classes[name] = n
	}
	for _, r := range f.Rules {
		ids := map[people.Lang]int32{}
		err := r.each(func(p string, lang people.Lang) error {
			n, err := parsePattern(p, c.parsed)
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
			c.b.add(n, id)
			for _, key := range n.slots(nil) {
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
func (c *compiler) small(lists ...forms) (*automaton, error) {
	b := newBuilder()
	b.words, b.spelt, b.slots, b.keys = c.b.words, c.b.spelt, c.b.slots, c.b.keys
	for i, list := range lists {
		err := list.each(func(p string, _ people.Lang) error {
			n, err := parsePattern(p, c.parsed)
			b.add(n, int32(i))
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	c.b.spelt, c.b.keys = b.spelt, b.keys
	return b.build(), nil
}

// words marks single words.
func (c *compiler) mark(list forms, do func(symbol, people.Lang)) error {
	return list.each(func(p string, lang people.Lang) error {
		for _, t := range wordsOf(p) {
			do(c.b.word(t.Fold), lang)
		}
		return nil
	})
}

// finish compiles the automata and the lists of words.
func (c *compiler) finish(all []file) (*grammar, error) {
	g := c.g
	g.main = c.b.build()
	for w := range c.b.words {
		if len(w) > 3 {
			g.byLetter[w[0]] = append(g.byLetter[w[0]], w)
		}
	}
	for _, list := range g.byLetter {
		slices.Sort(list)
	}
	var before, request, after, questions, whenAsked, subjects, reasons, corrects, turns forms
	var supposes supposals
	var wrong mistakes
	operators := map[bot.Mood]forms{}
	values := map[string]map[string]forms{}
	join := func(a *forms, b forms) {
		a.En, a.Fr, a.Both = append(a.En, b.En...), append(a.Fr, b.Fr...), append(a.Both, b.Both...)
	}
	for _, f := range all {
		join(&before, f.Before)
		join(&request, f.Request)
		join(&after, f.After)
		join(&questions, f.Questions)
		join(&subjects, f.Subjects)
		join(&reasons, f.Reasons)
		join(&corrects, f.Corrects)
		join(&turns, f.Turns)
		if len(f.Deeds) > 0 { // one file has both
			supposes, g.deeds = f.Supposes, f.Deeds
		}
		if len(f.Mistakes.Start.En) > 0 {
			wrong = f.Mistakes
		}
		maps.Copy(g.spellings, f.Spellings)
		join(&whenAsked, f.WhenAsked)
		for m, list := range f.Operators {
			o := operators[m]
			join(&o, list)
			operators[m] = o
		}
		for kind, v := range f.Values {
			values[kind] = v
		}
		for part, list := range f.Goals {
			class, known := goalParts[part]
			if !known {
				return nil, fmt.Errorf("no part %q of goals", part)
			}
			if err := list.each(func(p string, _ people.Lang) error {
				for _, t := range wordsOf(p) {
					g.put(class, c.b.word(t.Fold))
				}
				return nil
			}); err != nil {
				return nil, err
			}
		}
		for _, err := range []error{
			c.mark(f.Fillers, func(w symbol, _ people.Lang) { g.put(fillerWord, w) }),
			c.mark(f.Separators, func(w symbol, _ people.Lang) { g.put(separatorWord, w) }),
			c.mark(f.Function, func(w symbol, l people.Lang) { g.function[w] = l }),
		} {
			if err != nil {
				return nil, err
			}
		}
	}
	var lists []forms
	for _, m := range []bot.Mood{bot.ReportedMood, bot.AskedAbout, bot.Hypothetical, bot.Negated, bot.Planned, bot.Doubted, bot.Limited} {
		g.moods = append(g.moods, m)
		lists = append(lists, operators[m])
	}
	var err error
	compile := func(a **automaton, lists ...forms) {
		if err == nil {
			*a, err = c.small(lists...)
		}
	}
	compile(&g.before, before, request)
	compile(&g.after, after)
	compile(&g.questions, questions, whenAsked)
	compile(&g.subjects, subjects)
	compile(&g.reasons, reasons)
	compile(&g.corrects, corrects)
	compile(&g.turns, turns)
	g.compileDeeds(compile, supposes)
	compile(&g.mistakes, wrong.Start, wrong.Anywhere, wrong.Not, wrong.Back)
	compile(&g.operators, lists...)
	var classes []forms
	for _, f := range all {
		for _, name := range slices.Sorted(maps.Keys(f.Classes)) {
			g.kindNames = append(g.kindNames, name)
			classes = append(classes, f.Classes[name])
		}
	}
	compile(&g.kinds, classes...)
	for kind, v := range values {
		var meanings []string
		var lists []forms
		for m := range v {
			meanings = append(meanings, m)
		}
		slices.Sort(meanings)
		for _, m := range meanings {
			lists = append(lists, v[m])
		}
		var a *automaton
		compile(&a, lists...)
		g.values[kind], g.meanings[kind] = a, meanings
	}
	if err != nil {
		return nil, err
	}
	for w := range g.operators.first {
		g.put(operatorWord, w)
	}
	for w := range symbol(len(g.classes)) {
		if to, ok := g.operators.first[w]; ok && g.classes[w].has(fillerWord) && len(g.operators.accepts(to)) > 0 {
			return nil, fmt.Errorf("%q is an operator and cannot be filler", c.b.spelt[w])
		}
	}
	g.words, g.keys = c.b.words, c.b.keys
	for len(g.classes) < len(c.b.spelt) {
		g.classes = append(g.classes, 0)
	}
	if len(c.b.spelt) > 1<<16 {
		return nil, fmt.Errorf("%d words are more than an automaton's edges can tell apart", len(c.b.spelt))
	}
	return g, g.number()
}

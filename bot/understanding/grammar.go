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
	"mentor/bot/understanding/pattern"
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
	Titles     titleWords                  `yaml:"titles"`   // lead to the title of a job
	Others     forms                       `yaml:"others"`   // somebody else, as who does something
	Saying     forms                       `yaml:"saying"`   // that they say or want something
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
	main      *pattern.Automaton
	before    *pattern.Automaton
	after     *pattern.Automaton
	operators *pattern.Automaton
	moods     []bot.Mood
	questions *pattern.Automaton
	subjects  *pattern.Automaton
	reasons   *pattern.Automaton
	corrects  *pattern.Automaton
	turns     *pattern.Automaton
	supposes  *pattern.Automaton
	deeds     []deed
	deedSays  *pattern.Automaton // each by its place in deeds
	deedOf    *pattern.Automaton
	deedNot   *pattern.Automaton
	mistakes  *pattern.Automaton
	titles    *pattern.Automaton
	others    *pattern.Automaton
	saying    *pattern.Automaton
	values    map[string]*pattern.Automaton
	meanings  map[string][]string
	spellings map[string]string
	function  map[symbol]people.Lang
	classes   []classes            // of the words, by their symbol
	wants     map[string][]slotKey // the slots that the rules of a name have
	kinds     *pattern.Automaton   // the classes, and what each is called
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
	c := compiler{b: pattern.NewBuilder(), Known: pattern.Known{Classes: map[string]pattern.Node{}, Words: map[string]pattern.Node{}, Kinds: slotKinds}, g: &grammar{
		spellings: map[string]string{}, function: map[symbol]people.Lang{},
		values: map[string]*pattern.Automaton{}, meanings: map[string][]string{}, wants: map[string][]slotKey{}, byLetter: map[byte][]string{}}}
	c.b.Room()
	for i, f := range all {
		if err := c.file(f); err != nil {
			return nil, fmt.Errorf("%s: %w", names[i], err)
		}
	}
	return c.finish(all)
}

// finish compiles the automata and the lists of words.
func (c *compiler) finish(all []file) (*grammar, error) {
	g := c.g
	g.main = c.b.Build()
	for w := range c.b.Words {
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
	var titles titleWords
	var others, saying forms
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
		if len(f.Titles.Has.En) > 0 {
			titles = f.Titles
		}
		join(&others, f.Others)
		join(&saying, f.Saying)
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
				for _, t := range pattern.WordsOf(p) {
					g.put(class, c.b.Word(t.Fold))
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
	compile := func(a **pattern.Automaton, lists ...forms) {
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
	compile(&g.titles, titles.Has, titles.Is, titles.Aims, titles.News, titles.Stops, titles.New, titles.Job)
	compile(&g.others, others)
	compile(&g.saying, saying)
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
		var a *pattern.Automaton
		compile(&a, lists...)
		g.values[kind], g.meanings[kind] = a, meanings
	}
	if err != nil {
		return nil, err
	}
	for w := range g.operators.First {
		g.put(operatorWord, w)
	}
	for w := range symbol(len(g.classes)) {
		if to, ok := g.operators.First[w]; ok && g.classes[w].has(fillerWord) && len(g.operators.Accepts(to)) > 0 {
			return nil, fmt.Errorf("%q is an operator and cannot be filler", c.b.Spelt[w])
		}
	}
	g.words, g.keys = c.b.Words, keysOf(c.b.Keys)
	for len(g.classes) < len(c.b.Spelt) {
		g.classes = append(g.classes, 0)
	}
	if len(c.b.Spelt) > 1<<16 {
		return nil, fmt.Errorf("%d words are more than an automaton's edges can tell apart", len(c.b.Spelt))
	}
	return g, g.number()
}

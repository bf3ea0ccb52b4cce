// Package grammar reads and compiles the grammar: the ways in which people say
// things, in the YAML files beside it, as automata over words and slots. README.md
// says how such a file is written.
//
// It owns the files' form, the lists of words and the types of slots. It must not
// know a message, nor what any of it means.
package grammar

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

//go:embed *.yaml
var files embed.FS

// Marks of the automata that are not rules.
const (
	IsBefore int32 = iota
	IsRequest
)

// Grammar is all files, compiled.
type Grammar struct {
	Rules     []Rule
	Words     map[string]pattern.Symbol
	ByLetter  map[byte][]string
	Keys      []pattern.Key
	Main      *pattern.Automaton
	Before    *pattern.Automaton
	After     *pattern.Automaton
	Operators *pattern.Automaton
	Moods     []bot.Mood
	Questions *pattern.Automaton
	Subjects  *pattern.Automaton
	Reasons   *pattern.Automaton
	Corrects  *pattern.Automaton
	Turns     *pattern.Automaton
	Supposes  *pattern.Automaton
	Deeds     []Deed
	DeedSays  *pattern.Automaton // each by its place in deeds
	DeedOf    *pattern.Automaton
	DeedNot   *pattern.Automaton
	Mistakes  *pattern.Automaton
	Titles    *pattern.Automaton
	Others    *pattern.Automaton
	Saying    *pattern.Automaton
	Values    map[string]*pattern.Automaton
	Meanings  map[string][]string
	Spellings map[string]string
	Function  map[pattern.Symbol]people.Lang
	Classes   []Classes                // of the words, by their pattern.Symbol
	Wants     map[string][]pattern.Key // the slots that the rules of a name have
	Kinds     *pattern.Automaton       // the classes, and what each is called
	KindNames []string
	KindIDs   map[string]KindID // the types of slots
	KindNamed []string
	KindBase  []string // without + and -
	KindOpen  []bool
	KeyKinds  []KindID // by key
	TextKind  KindID
	Marks     uint64 // Marked, as bits by KindID
	Begin     Beginnings
}

// Compiled reads the files once, at the first message.
var Compiled = sync.OnceValue(func() *Grammar {
	g, err := load(files)
	if err != nil {
		panic(err) // a test reads the files that are embedded
	}
	return g
})

// load reads and compiles a grammar.
func load(fsys fs.FS) (*Grammar, error) {
	names, err := fs.Glob(fsys, "*.yaml")
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
	c := compiler{b: pattern.NewBuilder(), Known: pattern.Known{Classes: map[string]pattern.Node{}, Words: map[string]pattern.Node{}, Kinds: SlotKinds}, g: &Grammar{
		Spellings: map[string]string{}, Function: map[pattern.Symbol]people.Lang{},
		Values: map[string]*pattern.Automaton{}, Meanings: map[string][]string{}, Wants: map[string][]pattern.Key{}, ByLetter: map[byte][]string{}}}
	c.b.Room()
	for i, f := range all {
		if err := c.file(f); err != nil {
			return nil, fmt.Errorf("%s: %w", names[i], err)
		}
	}
	return c.finish(all)
}

// finish compiles the automata and the lists of words.
func (c *compiler) finish(all []file) (*Grammar, error) {
	g := c.g
	g.Main = c.b.Build()
	for w := range c.b.Words {
		if len(w) > 3 {
			g.ByLetter[w[0]] = append(g.ByLetter[w[0]], w)
		}
	}
	for _, list := range g.ByLetter {
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
			supposes, g.Deeds = f.Supposes, f.Deeds
		}
		if len(f.Mistakes.Start.En) > 0 {
			wrong = f.Mistakes
		}
		if len(f.Titles.Has.En) > 0 {
			titles = f.Titles
		}
		join(&others, f.Others)
		join(&saying, f.Saying)
		maps.Copy(g.Spellings, f.Spellings)
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
			c.mark(f.Fillers, func(w pattern.Symbol, _ people.Lang) { g.put(FillerWord, w) }),
			c.mark(f.Separators, func(w pattern.Symbol, _ people.Lang) { g.put(SeparatorWord, w) }),
			c.mark(f.Function, func(w pattern.Symbol, l people.Lang) { g.Function[w] = l }),
		} {
			if err != nil {
				return nil, err
			}
		}
	}
	var lists []forms
	for _, m := range []bot.Mood{bot.ReportedMood, bot.AskedAbout, bot.Hypothetical, bot.Negated, bot.Planned, bot.Doubted, bot.Limited} {
		g.Moods = append(g.Moods, m)
		lists = append(lists, operators[m])
	}
	var err error
	compile := func(a **pattern.Automaton, lists ...forms) {
		if err == nil {
			*a, err = c.small(lists...)
		}
	}
	compile(&g.Before, before, request)
	compile(&g.After, after)
	compile(&g.Questions, questions, whenAsked)
	compile(&g.Subjects, subjects)
	compile(&g.Reasons, reasons)
	compile(&g.Corrects, corrects)
	compile(&g.Turns, turns)
	g.compileDeeds(compile, supposes)
	compile(&g.Mistakes, wrong.Start, wrong.Anywhere, wrong.Not, wrong.Back)
	compile(&g.Titles, titles.Has, titles.Is, titles.Aims, titles.News, titles.Stops, titles.New, titles.Job)
	compile(&g.Others, others)
	compile(&g.Saying, saying)
	compile(&g.Operators, lists...)
	var classes []forms
	for _, f := range all {
		for _, name := range slices.Sorted(maps.Keys(f.Classes)) {
			g.KindNames = append(g.KindNames, name)
			classes = append(classes, f.Classes[name])
		}
	}
	compile(&g.Kinds, classes...)
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
		g.Values[kind], g.Meanings[kind] = a, meanings
	}
	if err != nil {
		return nil, err
	}
	for w := range pattern.Symbol(len(c.b.Spelt)) {
		to, ok := g.Operators.Step(0, w)
		if !ok {
			continue
		}
		if g.put(OperatorWord, w); g.Classes[w].Has(FillerWord) && len(g.Operators.Accepts(to)) > 0 {
			return nil, fmt.Errorf("%q is an operator and cannot be filler", c.b.Spelt[w])
		}
	}
	g.Words, g.Keys = c.b.Words, c.b.Keys
	for len(g.Classes) < len(c.b.Spelt) {
		g.Classes = append(g.Classes, 0)
	}
	if len(c.b.Spelt) > 1<<16 {
		return nil, fmt.Errorf("%d words are more than an automaton's edges can tell apart", len(c.b.Spelt))
	}
	return g, g.number()
}

package language

import (
	"embed"
	"fmt"
	"strconv"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed grammar/*.yaml
var files embed.FS

// rules is the grammar of both languages, compiled.
type rules struct {
	spelt     map[string]string // folded words that the grammar knows, to themselves
	whole     map[string]bool   // words with an apostrophe that are not cut
	elisions  map[string]bool   // "l", "qu": what an apostrophe cuts off
	clitics   map[string]string // "m": "am"; what stands behind an apostrophe
	negated   map[string]string // "don't": "do"
	run       map[string]pair   // "dont": "do" and "not"
	months    map[string]bool
	lexicon   map[string][]entry
	known     map[string]bool     // words that no word of time is meant by
	mends     map[string][]string // a word less one letter, to the words it may be
	roots     []*node             // by the first symbol
	names     []string
	constants []val
	none      int // the constant that stands for what is left out
	holidays  []holiday
	seasons   [][4]int
	parts     []part
	ids       map[string]int // of holidays, seasons and parts
	tops      topSymbols
}

// part is what the beginning, middle or end of a unit is: days of a week or a
// month, months of a year.
type part struct{ week, month, year [2]int }

// topSymbols are those that are readings.
type topSymbols struct{ top, loose, number sym }

// grammar reads the files once.
var grammar = sync.OnceValue(load)

// month reports whether a word is a month's name.
func (g *rules) month(word string) bool {
	var b [16]byte
	return g.months[string(appendFold(b[:0], word))]
}

// cuts is tokens.yaml.
type cuts struct {
	Whole, Elisions  []string
	Clitics, Negated map[string]string
	Run              map[string][]any
}

// pair is two words that are typed as one, cut behind the first's letters.
type pair struct {
	at     int
	first  string
	second string
}

func load() *rules {
	g := &rules{spelt: map[string]string{}, whole: map[string]bool{}, elisions: map[string]bool{}, months: map[string]bool{},
		lexicon: map[string][]entry{}, known: map[string]bool{}, mends: map[string][]string{}, ids: map[string]int{}}
	var c cuts
	decode("tokens", &c)
	for _, w := range c.Whole {
		g.whole[w] = true
	}
	for _, w := range c.Elisions {
		g.elisions[w] = true
		g.spelt[w+"'"] = w + "'"
	}
	g.clitics, g.negated, g.run = c.Clitics, c.Negated, map[string]pair{}
	for w, two := range c.Run {
		at, _ := strconv.Atoi(fmt.Sprint(two[0]))
		g.run[w] = pair{at, fmt.Sprint(two[1]), fmt.Sprint(two[2])}
	}
	g.constants, g.none = []val{{}}, -1
	k := compiler{rules: g, symbols: map[string]sym{}}
	for _, file := range []struct {
		name string
		lang Lang
	}{{"shared", ""}, {"en", English}, {"fr", French}, {"schedules", ""}, {"schedules-en", English}, {"schedules-fr", French}} {
		var s source
		decode(file.name, &s)
		k.lang = file.lang
		k.source(s)
	}
	for int(firstSym)+len(k.symbols) > len(g.roots) {
		g.roots = append(g.roots, nil)
	}
	g.tops = topSymbols{top: k.symbols["top"], loose: k.symbols["loose"], number: k.symbols["number"]}
	g.indexMends()
	return g
}

// decode reads one of the embedded files.
func decode(name string, into any) {
	file, err := files.Open("grammar/" + name + ".yaml")
	if err == nil {
		d := yaml.NewDecoder(file)
		d.KnownFields(true)
		err = d.Decode(into)
	}
	if err != nil {
		panic(fmt.Sprintf("language: grammar/%s.yaml: %v", name, err)) // the files are embedded: a test reads them
	}
}

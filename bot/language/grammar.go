package language

import (
	"embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed grammar/*.yaml
var files embed.FS

// rules is the grammar of both languages, compiled.
type rules struct {
	spelt    map[string]string // folded words that the grammar knows, to themselves
	whole    map[string]bool   // words with an apostrophe that are not cut
	elisions map[string]bool   // "l", "qu": what an apostrophe cuts off
	clitics  map[string]string // "m": "am"; what stands behind an apostrophe
	negated  map[string]string // "don't": "do"
	months   map[string]bool
}

// grammar reads the files once.
var grammar = sync.OnceValue(load)

func (g *rules) month(word string) bool {
	var b [16]byte
	return g.months[string(appendFold(b[:0], word))]
}

// cuts is tokens.yaml.
type cuts struct {
	Whole, Elisions  []string
	Clitics, Negated map[string]string
}

func load() *rules {
	g := &rules{spelt: map[string]string{}, whole: map[string]bool{}, elisions: map[string]bool{}, months: map[string]bool{}}
	var c cuts
	read("tokens", &c)
	for _, w := range c.Whole {
		g.whole[w] = true
	}
	for _, w := range c.Elisions {
		g.elisions[w] = true
		g.spelt[w+"'"] = w + "'"
	}
	for _, w := range []string{"january", "feb", "february", "october"} {
		g.months[w] = true
	}
	g.clitics, g.negated = c.Clitics, c.Negated
	return g
}

// read decodes one of the embedded files, which a test reads too.
func read(name string, into any) {
	data, err := files.ReadFile("grammar/" + name + ".yaml")
	if err == nil {
		err = yaml.UnmarshalWithOptions(data, into, yaml.Strict())
	}
	if err != nil {
		panic(fmt.Sprintf("language: grammar/%s.yaml: %v", name, err))
	}
}

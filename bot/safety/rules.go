package safety

import (
	"bytes"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed rules.*.yaml
var rulesFiles embed.FS

// language is a file of rules, compiled.
type language struct {
	name     string
	lexicon  *lexicon
	spelling map[string][]respelt
	typos    map[byte][]string // words that are known with one letter wrong, by their first letter
	real     map[string]bool   // words that only look like them

	harmless, self, threat, work, misread rules

	label  []string // of the classes with a name, for the score
	paired []bool   // of them, those that count together

	first, they, say, third, tongue int // classes that tell who it is said of
	atwork, athome                  int // and who threatens
}

// respelt is another way to type something, after its first word.
type respelt struct {
	rest  []string
	right []string
}

var languages = sync.OnceValue(func() (all []*language) {
	for _, name := range []string{"en", "fr"} {
		file, err := rulesFiles.ReadFile("rules." + name + ".yaml")
		var l *language
		if err == nil {
			l, err = load(name, file)
		}
		if err != nil {
			panic(err) // the files are part of the program, and a test loads them
		}
		all = append(all, l)
	}
	return all
})

// strict reads a file of ours, and refuses fields that the value does not have.
func strict(file []byte, into any) error {
	d := yaml.NewDecoder(bytes.NewReader(file))
	d.KnownFields(true)
	return d.Decode(into)
}

// load reads and compiles rules.
func load(name string, file []byte) (*language, error) {
	var raw struct {
		Spelling map[string]string
		Typos    string
		Real     string
		Classes  []map[string]string // in order: later ones may use earlier ones

		Harmless, Self, Threat, Work, Misread string
	}
	if err := strict(file, &raw); err != nil {
		return nil, fmt.Errorf("safety rules, %s: %w", name, err)
	}
	l := &language{
		name:     name,
		lexicon:  newLexicon(),
		spelling: map[string][]respelt{}, typos: map[byte][]string{}, real: map[string]bool{},
	}
	for _, right := range slices.Sorted(maps.Keys(raw.Spelling)) {
		for wrong := range strings.SplitSeq(raw.Spelling[right], ",") {
			w := strings.Fields(wrong)
			l.spelling[w[0]] = append(l.spelling[w[0]], respelt{w[1:], strings.Fields(right)})
		}
	}
	for _, all := range l.spelling { // the longest first
		slices.SortStableFunc(all, func(a, b respelt) int { return len(b.rest) - len(a.rest) })
	}
	for _, w := range strings.Fields(raw.Typos) {
		l.typos[w[0]] = append(l.typos[w[0]], w)
		l.real[w] = true
	}
	for _, w := range strings.Fields(raw.Real) {
		l.real[w] = true
	}
	for _, class := range raw.Classes {
		for _, c := range slices.Sorted(maps.Keys(class)) {
			if _, err := l.lexicon.define(c, class[c]); err != nil {
				return nil, fmt.Errorf("safety rules, %s: %w", name, err)
			}
		}
	}
	for _, c := range []struct {
		name string
		to   *int
	}{{"first", &l.first}, {"they", &l.they}, {"say", &l.say}, {"third", &l.third}, {"tongue", &l.tongue}, {"atwork", &l.atwork}, {"athome", &l.athome}, {"edge", new(int)}, {"foreign", new(int)}} {
		id, ok := l.lexicon.classes[c.name]
		if !ok {
			return nil, fmt.Errorf("safety rules, %s: no class %s", name, c.name)
		}
		*c.to = id
	}
	for _, part := range []struct {
		text string
		to   *rules
	}{{raw.Harmless, &l.harmless}, {raw.Self, &l.self}, {raw.Threat, &l.threat}, {raw.Work, &l.work}, {raw.Misread, &l.misread}} {
		var err error
		if *part.to, err = l.lexicon.rules(part.text); err != nil {
			return nil, fmt.Errorf("safety rules, %s: %w", name, err)
		}
	}
	l.label, l.paired = make([]string, len(l.lexicon.members)), make([]bool, len(l.lexicon.members))
	for c, id := range l.lexicon.classes {
		if !strings.HasPrefix(c, "=") { // those of one pattern have no name
			l.label[id], l.paired[id] = c, pairs(c)
		}
	}
	l.lexicon.done()
	return l, nil
}

// minTypo is the length from which a word is known with one letter wrong.
const minTypo = 5

// spell puts words as the rules know them in the place of how they are typed.
func (l *language) spell(words []string) []string {
	out := make([]string, 0, len(words)+8)
words:
	for i := 0; i < len(words); i++ {
		w := words[i]
		for _, s := range l.spelling[w] {
			if to := i + 1 + len(s.rest); to <= len(words) && slices.Equal(words[i+1:to], s.rest) {
				out = append(out, s.right...)
				i = to - 1
				continue words
			}
		}
		if len(w) >= minTypo && !l.real[w] && l.lexicon.words[w] == nil {
			if k := slices.IndexFunc(l.typos[w[0]], func(right string) bool { return near(w, right) }); k >= 0 {
				w = l.typos[w[0]][k]
			}
		}
		out = append(out, w)
	}
	return out
}

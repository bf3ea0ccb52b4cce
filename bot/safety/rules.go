package safety

import (
	"cmp"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed rules.yaml
var rulesFile []byte

// ruleSet is rules.yaml, compiled.
type ruleSet struct {
	spelling *strings.Replacer
	langs    []*langRules
}

type langRules struct {
	lang     string
	selfCues cues
	workCues cues
	harmless patterns
	self     patterns
	work     patterns
	misread  patterns
	saying   *regexp.Regexp // ends where somebody else's words begin
	others   others
}

// patterns is alternatives compiled into one expression.
type patterns struct{ re *regexp.Regexp }

// ofOther reports whether what follows is said of somebody else: "@ wrote that
// life is not worth living", with nobody in the first person between.
func ofOther(before, match string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(match), " ")
	if begins[first] || strings.Contains(match, " me ") || strings.Contains(match, " moi ") {
		return false
	}
	w := strings.Fields(before)
	for i := len(w) - 1; i >= max(0, len(w)-reach); i-- {
		switch {
		case w[i] == "@":
			return true
		case begins[w[i]]:
			return false
		}
	}
	return false
}

// reach is how many words there can be from another person to what is said of them.
const reach = 4

// begins are the words with which something new is said, or said of oneself.
var begins = map[string]bool{"i": true, "im": true, "ive": true, "id": true, "ill": true, "je": true, "j": true, ".": true, ",": true, `"`: true}

// find gives the first match, and what stands before it.
func (p patterns) find(t string) (before, match string, ok bool) {
	m := p.re.FindStringIndex(t)
	if m == nil {
		return "", "", false
	}
	return t[:m[0]], t[m[0]:m[1]], true
}

// others is the words for other people.
type others struct {
	people *regexp.Regexp
	// person puts what is said of others into the first person.
	person *strings.Replacer
	i      string
}

// mark puts a mark in the place of other people.
func (o others) mark(t string) string { return twice(o.people, t, " @ ") }

// first has other people speak of themselves.
func (o others) first(t string) string {
	t = o.person.Replace(o.person.Replace(t))
	return twice(o.people, t, " "+o.i+" ")
}

// twice replaces all matches, also those that share a space with another.
func twice(re *regexp.Regexp, t, with string) string {
	return re.ReplaceAllString(re.ReplaceAllString(t, with), with)
}

// mask takes what is harmless out of a text, so that no pattern sees it.
func (l *langRules) mask(t string) string { return twice(l.harmless.re, t, " # ") }

var rules = sync.OnceValue(func() *ruleSet {
	r, err := load(rulesFile)
	if err != nil {
		panic(err) // the file is part of the program, and a test loads it
	}
	return r
})

// load reads and compiles rules.
func load(file []byte) (*ruleSet, error) {
	var raw struct {
		Spelling map[string][]string
		Langs    []struct {
			Lang     string
			Words    []map[string]string // in order: later ones may use earlier ones
			People   []string
			I        string
			Cues     struct{ Self, Work string }
			Person   map[string][]string
			Saying   string
			Harmless []string
			Self     []string
			Work     []string
			Misread  []string // "you misread me"
		}
	}
	if err := yaml.UnmarshalWithOptions(file, &raw, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("safety rules: %w", err)
	}
	set := &ruleSet{spelling: replacer(raw.Spelling)}
	for _, in := range raw.Langs {
		words := map[string]string{}
		for _, w := range in.Words {
			for name, p := range w {
				words[name] = "(?:" + expand(p, words) + ")"
			}
		}
		l := &langRules{lang: in.Lang, selfCues: newCues(in.Cues.Self), workCues: newCues(in.Cues.Work), others: others{person: replacer(in.Person), i: in.I}}
		var err error
		compile := func(list []string) *regexp.Regexp {
			var all []string
			for _, p := range list {
				all = append(all, expand(p, words))
			}
			re, e := regexp.Compile(` (?:` + strings.Join(all, "|") + `) `)
			if e != nil && err == nil {
				err = fmt.Errorf("safety rules, %s: %w", in.Lang, e)
			}
			return re
		}
		l.harmless.re, l.self.re, l.work.re, l.misread.re = compile(in.Harmless), compile(in.Self), compile(in.Work), compile(in.Misread)
		l.others.people = compile(in.People)
		if err != nil {
			return nil, err
		}
		if l.saying, err = regexp.Compile(` (?:` + expand(in.Saying, words) + `) $`); err != nil {
			return nil, fmt.Errorf("safety rules, %s: %w", in.Lang, err)
		}
		set.langs = append(set.langs, l)
	}
	return set, nil
}

// cues are words without which no pattern matches: reading a text by patterns
// takes milliseconds, finding that it has no cue takes none.
type cues struct {
	words    map[string]bool
	prefixes map[byte][]string
}

func newCues(list string) cues {
	c := cues{words: map[string]bool{}, prefixes: map[byte][]string{}}
	for _, w := range strings.Fields(list) {
		if stem, any := strings.CutSuffix(w, "*"); any {
			c.prefixes[w[0]] = append(c.prefixes[w[0]], stem)
		} else {
			c.words[w] = true
		}
	}
	return c
}

func (c cues) has(w string) bool {
	return c.words[w] || slices.ContainsFunc(c.prefixes[w[0]], func(stem string) bool { return strings.HasPrefix(w, stem) })
}

// window is how many words before and after a cue are read: more than any pattern spans.
const window = 24

// around is the parts of a normal text near cues, each ended like a sentence;
// empty: it has none.
func (c cues) around(words []string) string {
	var b strings.Builder
	read := 0 // up to here it is in b
	for i, w := range words {
		if !c.has(w) {
			continue
		}
		from, to := max(read, i-window), min(len(words), i+window+1)
		if from >= to {
			continue
		}
		if from > read || b.Len() == 0 {
			b.WriteString(" .")
		}
		for _, w := range words[from:to] {
			b.WriteString(" " + w)
		}
		read = to
	}
	if b.Len() == 0 {
		return ""
	}
	return b.String() + " . "
}

var name = regexp.MustCompile(`<(\w+)>`)

// expand puts in the words that a pattern names: <name>. "..." is up to four
// words of the same clause, and a comma may stand before any word.
func expand(p string, words map[string]string) string {
	p = strings.ReplaceAll(p, " ... ", `(?: [a-z0-9]+){0,4}? `)
	return name.ReplaceAllStringFunc(p, func(s string) string {
		if w, ok := words[s[1:len(s)-1]]; ok {
			return w
		}
		return s
	})
}

// replacer replaces whole words: each of a list by what it is listed under.
func replacer(by map[string][]string) *strings.Replacer {
	type pair struct{ wrong, right string }
	var all []pair
	for right, wrong := range by {
		for _, w := range wrong {
			all = append(all, pair{" " + w + " ", " " + right + " "})
		}
	}
	// The longest first: "sans elle" before "elle".
	slices.SortFunc(all, func(a, b pair) int {
		return cmp.Or(cmp.Compare(len(b.wrong), len(a.wrong)), cmp.Compare(a.wrong, b.wrong))
	})
	var pairs []string
	for _, p := range all {
		pairs = append(pairs, p.wrong, p.right)
	}
	return strings.NewReplacer(pairs...)
}

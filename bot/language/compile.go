package language

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// sym is a symbol of the grammar: a category, or a word that a rule names.
type sym uint16

// The symbols that the interpreter itself knows.
const (
	symDash    sym = iota // a hyphen, whether a sign or inside a word
	symGlued              // nothing stands between
	symAny                // any word
	symDigits             // digits
	symDecimal            // 1.5
	symDotted             // 2015.3
	symDayDot             // 12.06.
	symInt                // a whole number
	firstSym
)

var builtin = map[string]sym{"-": symDash, "_": symGlued, "any": symAny, "digits": symDigits, "decimal": symDecimal, "dotted": symDotted, "daydot": symDayDot, "int": symInt}

// rule says that symbols in a row are another symbol, and what that one means.
type rule struct {
	lhs     sym
	op      op
	args    []int // places in the path; below 0: constants
	symbols int   // how many places the path has
	cost    uint8
	lang    Lang
}

// node is a beginning that rules share.
type node struct {
	kids []edge
	done []rule
}

type edge struct {
	sym sym
	to  *node
}

// entry is a word of the lexicon in one of its meanings.
type entry struct {
	sym          sym
	value        val
	cost         uint8
	lang         Lang
	abbreviation bool
}

// source is a file of the grammar.
type source struct {
	Words    map[string]map[string]string // category, value, words between commas
	Parts    map[string]map[string][2]int // "en-end": {month: [21, 31]}: what a part of a unit is
	Holidays map[string]holiday
	Seasons  map[string][4]int
	Known    []string // words that no word of time is meant by
	Rules    []string
}

// compiler builds rules out of sources.
type compiler struct {
	*rules
	symbols map[string]sym
	lang    Lang
}

// source compiles a file, in an order that does not hang on chance.
func (k *compiler) source(s source) {
	for _, name := range slices.Sorted(maps.Keys(s.Holidays)) {
		k.ids[name] = len(k.holidays)
		k.holidays = append(k.holidays, s.Holidays[name])
	}
	for _, name := range slices.Sorted(maps.Keys(s.Parts)) {
		p := s.Parts[name]
		k.ids[name] = len(k.parts)
		k.parts = append(k.parts, part{p["week"], p["month"], p["year"]})
	}
	if s.Seasons != nil {
		k.seasons = [][4]int{{}, s.Seasons["spring"], s.Seasons["summer"], s.Seasons["autumn"], s.Seasons["winter"]}
	}
	for _, w := range s.Known {
		k.known[w] = true
	}
	for _, category := range slices.Sorted(maps.Keys(s.Words)) {
		for _, value := range slices.Sorted(maps.Keys(s.Words[category])) {
			for word := range strings.SplitSeq(s.Words[category][value], ",") {
				word, cost, _ := strings.Cut(strings.TrimSpace(word), "~")
				if word == "" {
					word = "," // the comma itself
				}
				k.word(category, value+"~"+cost, word)
			}
		}
	}
	for _, r := range s.Rules {
		k.rule(r)
	}
}

func (k *compiler) symbol(name string) sym {
	if s, ok := builtin[name]; ok {
		return s
	}
	s, ok := k.symbols[name]
	if !ok {
		s = firstSym + sym(len(k.symbols))
		k.symbols[name] = s
		k.names = append(k.names, name)
	}
	return s
}

// literal is the symbol of a word.
func (k *compiler) literal(word string) sym {
	name := "'" + word
	if s, ok := k.symbols[name]; ok {
		return s
	}
	s := k.symbol(name)
	k.lexicon[word] = append(k.lexicon[word], entry{sym: s})
	k.spelt[word] = word
	return s
}

// word enters a word, or several that belong together, into the lexicon.
func (k *compiler) word(category, value, word string) {
	v := val{}
	var cost uint8
	value, costly, _ := strings.Cut(value, "~")
	if costly != "" {
		n, _ := strconv.Atoi(costly)
		cost = uint8(n)
	}
	if n, err := strconv.Atoi(value); err == nil {
		v.n, v.f = int32(n), float64(n) // #nosec G109 -- of our own lexicon, which a test reads whole
	} else if id, ok := k.ids[value]; ok {
		v.n = int32(id)
	} else {
		panic(fmt.Sprintf("language: %s: %q is no number", category, value))
	}
	abbreviation := strings.HasSuffix(word, ".")
	word = strings.TrimSuffix(word, ".")
	s := k.symbol(category)
	pieces := split(word)
	if len(pieces) == 1 {
		k.lexicon[word] = append(k.lexicon[word], entry{sym: s, value: v, cost: cost, lang: k.lang, abbreviation: abbreviation})
		k.spelt[word] = word
		if category == "month" && len(word) >= 3 {
			k.months[word] = true
		}
		return
	}
	var path []sym
	for _, w := range pieces {
		path = append(path, k.literal(w))
	}
	k.constants = append(k.constants, v)
	k.plant(path, rule{lhs: s, args: []int{-len(k.constants)}, symbols: len(path), cost: cost, lang: k.lang})
}

// split cuts words as Tokenize does: at spaces, hyphens, and behind elisions.
func split(words string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == '-' }) {
		if i := strings.IndexByte(w, '\''); i > 0 && i < len(w)-1 && w != "aujourd'hui" && w != "o'clock" {
			if w[i:] == "'s" {
				out = append(out, w[:i], "'s")
			} else {
				out = append(out, w[:i+1], w[i+1:])
			}
			continue
		}
		out = append(out, w)
	}
	return out
}

// rule compiles "lhs: a 'word|word'? - b => op 1 2 =3 ~1": what is optional
// or has alternatives becomes several paths.
func (k *compiler) rule(text string) {
	fail := func(why string) { panic(fmt.Sprintf("language: rule %q: %s", text, why)) }
	lhs, rest, ok := strings.Cut(text, ": ")
	if !ok {
		fail("no left side")
	}
	rhs, action, _ := strings.Cut(rest, " => ")
	r := rule{lhs: k.symbol(lhs), lang: k.lang}
	type step struct {
		symbols  []sym
		optional bool
		named    int // the how-many-th category, 0 for a word
	}
	var steps []step
	named := 0
	for _, f := range fields(rhs) {
		s := step{}
		s.optional = len(f) > 1 && strings.HasSuffix(f, "?")
		if s.optional {
			f = f[:len(f)-1]
		}
		if strings.HasPrefix(f, "'") {
			for w := range strings.SplitSeq(strings.TrimSuffix(f[1:], "'"), "|") {
				s.symbols = append(s.symbols, k.literal(w))
			}
		} else {
			s.symbols = []sym{k.symbol(f)}
			if f != "-" && f != "_" {
				named++
				s.named = named
			}
		}
		steps = append(steps, s)
	}
	words := strings.Fields(action)
	var args []int // above 0: a category; below: a constant
	for i, w := range words {
		n, err := strconv.Atoi(strings.TrimLeft(w, "=~"))
		switch {
		case i == 0 && w[0] != '~':
			if r.op = ops[w]; r.op == nil {
				fail("no operation " + w)
			}
		case err != nil:
			fail("argument " + w)
		case w[0] == '~':
			r.cost = uint8(n)
		case w[0] == '=':
			k.constants = append(k.constants, val{n: int32(n), f: float64(n)}) // #nosec G109 -- the same
			args = append(args, -len(k.constants))
		default:
			args = append(args, n)
		}
	}
	if len(args) == 0 {
		for i := range named {
			args = append(args, i+1)
		}
	}
	if len(args) == 0 { // words alone
		k.constants = append(k.constants, val{})
		args = append(args, -len(k.constants))
	}
	if len(args) > 4 {
		args = args[:4]
	}
	var expand func(i int, path []sym, places map[int]int, n int)
	expand = func(i int, path []sym, places map[int]int, n int) {
		if i == len(steps) {
			out := r
			out.symbols = n
			for _, a := range args {
				if a < 0 {
					out.args = append(out.args, a)
				} else if p, ok := places[a]; ok {
					out.args = append(out.args, p)
				} else {
					out.args = append(out.args, k.none)
				}
			}
			if n == 0 {
				fail("may be empty")
			}
			k.plant(path, out)
			return
		}
		s := steps[i]
		for _, y := range s.symbols {
			m := n
			if s.named > 0 {
				places[s.named] = n
			}
			if y != symDash && y != symGlued {
				m++
			}
			expand(i+1, append(path[:len(path):len(path)], y), places, m)
			delete(places, s.named)
		}
		if s.optional {
			expand(i+1, path, places, n)
		}
	}
	expand(0, nil, map[int]int{}, 0)
}

// fields cuts a rule at spaces, but not within a quoted word.
func fields(s string) []string {
	var out []string
	start, quoted := -1, false
	for i := 0; i <= len(s); i++ {
		switch {
		case i == len(s) || s[i] == ' ' && !quoted:
			if start >= 0 {
				out = append(out, s[start:i])
			}
			start = -1
		default:
			if s[i] == '\'' && (start < 0 || quoted && (i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '?')) {
				quoted = !quoted
			}
			if start < 0 {
				start = i
			}
		}
	}
	return out
}

// plant adds a rule to the trie of those that begin alike.
func (k *compiler) plant(path []sym, r rule) {
	if len(path) > maxSymbol {
		panic("language: a rule is too long")
	}
	for int(path[0]) >= len(k.roots) {
		k.roots = append(k.roots, make([]*node, 64)...)
	}
	n := k.roots[path[0]]
	if n == nil {
		n = &node{}
		k.roots[path[0]] = n
	}
	for _, s := range path[1:] {
		var next *node
		for _, e := range n.kids {
			if e.sym == s {
				next = e.to
			}
		}
		if next == nil {
			next = &node{}
			n.kids = append(n.kids, edge{s, next})
		}
		n = next
	}
	for _, d := range n.done {
		if d.lhs == r.lhs && fmt.Sprint(d.args) == fmt.Sprint(r.args) && fmt.Sprintf("%p", d.op) == fmt.Sprintf("%p", r.op) {
			return
		}
	}
	n.done = append(n.done, r)
}

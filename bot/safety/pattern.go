package safety

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A pattern is a row of items over the words of a text. An item is a class of
// words and phrases, a gap of a few words, or the edge of a clause:
//
//	word      that word; "harass*": any that begins with it
//	<name>    a class of the file
//	a|b_c|<d> any of these; "_" stands for a space
//	x?        x or nothing
//	!x        not x
//	..  ...   up to three, up to seven words of the same clause
//	^  $      where a clause begins, ends; "a|$": a, or the end
//	x & y     both patterns, in any order, not far from each other
//	~ x       x is also said harmlessly: it is believed only where the score
//	          of the text agrees
type pattern struct {
	line     string
	parts    [][]item
	doubtful bool
}

type item struct {
	class    int
	optional bool
	not      bool
	edge     byte // '^' or '$'
	gap      int
}

// apart is how many words there can be between the parts of a pattern.
const apart = 30

// compile reads one pattern.
func (x *lexicon) compile(line string) (p pattern, err error) {
	p.line = line
	line, p.doubtful = strings.CutPrefix(line, "~ ")
	for part := range strings.SplitSeq(line, " & ") {
		var items []item
		for _, w := range strings.Fields(part) {
			var it item
			switch w {
			case "..":
				it.gap = 3
			case "...":
				it.gap = 7
			case "^", "$":
				it.edge, it.class = w[0], -1
			default:
				w, it.not = strings.CutPrefix(w, "!")
				w, it.optional = strings.CutSuffix(w, "?")
				if or := strings.ReplaceAll(w+"|", "|$|", "|"); or != w+"|" {
					w, it.edge = strings.TrimSuffix(or, "|"), '$'
				}
				id, ok := 0, false
				if name, is := strings.CutPrefix(w, "<"); is && !strings.Contains(w, "|") {
					id, ok = x.classes[strings.TrimSuffix(name, ">")]
				} else if id, ok = x.classes["="+w]; !ok {
					id, err = x.define("="+w, w)
					ok = err == nil
				}
				if !ok {
					return p, fmt.Errorf("%s: %w", line, cmp.Or(err, fmt.Errorf("no class %s", w)))
				}
				it.class = id
			}
			items = append(items, it)
		}
		p.parts = append(p.parts, items)
	}
	return p, nil
}

// firsts are the classes that a part can begin with.
func firsts(items []item) (all []int) {
	for _, it := range items {
		if it.class < 0 || it.not {
			continue
		}
		if it.gap > 0 {
			break
		}
		all = append(all, it.class)
		if !it.optional {
			break
		}
	}
	return all
}

// hit is a class that begins at a word, and over how many words it goes.
type hit struct{ class, length uint16 }

// reading is a text with the classes of a language found in it.
type reading struct {
	words []string
	at    [][]hit
	some  []uint64 // of each word, a bit for each 64th class: where it is not set, none of those begins there
	edge  int      // the class of words that begin a clause
	other int      // the class of words of the other language; no gap reaches across them
	stop  int      // the class that no gap reaches across; -1: none

	questions int  // how many question marks there are
	asks      bool // whether the text ends with one
}

// read finds the classes of a text.
func (x *lexicon) read(words []string) *reading {
	r := &reading{words: words, at: make([][]hit, len(words)), some: make([]uint64, len(words)), edge: x.classes["edge"], other: x.classes["foreign"], stop: -1}
	all := make([]hit, 0, 24*len(words))
	for i, w := range words {
		from := len(all)
		all = r.add(all, i, x.words[w], x.rests)
		for l := min(len(w), maxStem); l >= 2; l-- {
			if terms, ok := x.stems[w[:l]]; ok {
				all = r.add(all, i, terms, x.rests)
			}
		}
		r.at[i] = all[from:len(all):len(all)]
		for _, h := range r.at[i] {
			r.some[i] |= 1 << (h.class % 64)
		}
	}
	return r
}

// add appends the classes of some terms that begin at a word.
func (r *reading) add(all []hit, i int, terms []term, rests [][]string) []hit {
	after := uint16(anyNext)
	if i+1 < len(r.words) {
		after = sign(r.words[i+1])
	}
next:
	for _, t := range terms {
		if t.next != anyNext && t.next != after {
			continue
		}
		rest := rests[t.rest]
		if i+len(rest) >= len(r.words) {
			continue
		}
		for j, want := range rest {
			have := r.words[i+1+j]
			if stem, ok := strings.CutSuffix(want, "*"); ok && strings.HasPrefix(have, stem) {
				continue
			}
			if have != want {
				continue next
			}
		}
		all = append(all, hit{t.class, uint16(1 + len(rest))})
	}
	return all
}

// masked stands for a word that was taken out.
const masked = "#"

func mark(w string) bool { return w == "." || w == "," || w == `"` || w == masked }

// is reports whether a class begins at a word.
func (r *reading) is(class, i int) bool {
	if !r.may(class, i) {
		return false
	}
	for _, h := range r.at[i] {
		if int(h.class) == class {
			return true
		}
	}
	return false
}

// may reports whether it is worth looking whether a class begins at a word: of a
// hundred questions that the rules ask of it ninety are answered by one bit.
func (r *reading) may(class, i int) bool { return r.some[i]>>(uint(class)%64)&1 != 0 }

// follow follows the items from a word, and gives where they end.
func (r *reading) follow(items []item, i int) (end int, ok bool) {
	if len(items) == 0 {
		return i, true
	}
	it, rest := items[0], items[1:]
	if it.edge == '$' && (i >= len(r.words) || mark(r.words[i]) || r.is(r.edge, i)) {
		if end, ok := r.follow(rest, i); ok {
			return end, true
		}
	}
	switch {
	case it.edge == '^':
		if i > 0 && !mark(r.words[i-1]) && !r.is(r.edge, i-1) {
			return 0, false
		}
		return r.follow(rest, i)
	case it.gap > 0:
		for n := 0; ; n++ {
			if end, ok := r.follow(rest, i+n); ok {
				return end, true
			}
			if n == it.gap || i+n >= len(r.words) || mark(r.words[i+n]) || r.is(r.other, i+n) || r.stop >= 0 && r.is(r.stop, i+n) {
				return 0, false
			}
		}
	case i >= len(r.words):
	case it.not:
		if !r.is(it.class, i) {
			return r.follow(rest, i)
		}
		return 0, false
	case r.may(it.class, i):
		for _, h := range r.at[i] {
			if int(h.class) == it.class {
				if end, ok := r.follow(rest, i+int(h.length)); ok {
					return end, true
				}
			}
		}
	}
	if it.optional {
		return r.follow(rest, i)
	}
	return 0, false
}

// rules are patterns by the classes they begin with.
type rules [][]pattern

func (x *lexicon) rules(text string) (rules, error) {
	var all rules
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		p, err := x.compile(line)
		if err != nil {
			return nil, err
		}
		begin := firsts(p.parts[0])
		if len(begin) == 0 {
			return nil, fmt.Errorf("%s: begins with no word", line)
		}
		for _, class := range begin {
			for len(all) <= class {
				all = append(all, nil)
			}
			all[class] = append(all[class], p)
		}
	}
	return all, nil
}

// find gives every place where a rule matches, and the rule, until told to stop.
func (r *reading) find(all rules, found func(start, end int, by pattern) (more bool)) {
	for i := range r.words {
		for _, h := range r.at[i] {
			if int(h.class) >= len(all) {
				continue
			}
			for n := range all[h.class] {
				p := &all[h.class][n]
				if end, ok := r.follow(p.parts[0], i); ok && r.others(p.parts[1:], i, end) && !found(i, end, *p) {
					return
				}
			}
		}
	}
}

// others reports whether the other parts of a pattern are there too.
func (r *reading) others(parts [][]item, start, end int) bool {
parts:
	for _, items := range parts {
		for i := max(0, start-apart); i < min(len(r.words), end+apart); i++ {
			if _, ok := r.follow(items, i); ok {
				continue parts
			}
		}
		return false
	}
	return true
}

// mask takes words out of a text, so that no rule sees them.
func (r *reading) mask(start, end int) {
	for i := start; i < end; i++ {
		r.words[i], r.at[i] = masked, nil
	}
	for i := max(0, start-maxPhrase); i < start; i++ {
		r.at[i] = slices.DeleteFunc(r.at[i], func(h hit) bool { return i+int(h.length) > start })
	}
}

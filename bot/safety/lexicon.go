package safety

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// maxStem is more letters than the beginning of any word in a class has.
const maxStem = 16

// maxPhrase is more words than any phrase of a class has.
const maxPhrase = 8

// maxMembers is how many phrases a class may stand for.
const maxMembers = 4000

// term is a phrase after its first word, by its number in the lexicon's rests,
// and the class that it belongs to. There are 40,000: each is kept small.
type term struct {
	rest  int32
	class uint16
	next  uint16 // sign of the word after the first; anyNext where it is not told
}

// anyNext is the sign of no word: a phrase of one, or one that goes on with a stem.
const anyNext = 0

// sign tells most words apart, so that few phrases have to be compared.
func sign(word string) uint16 {
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return uint16(h>>16) | 1
}

// lexicon is the words and phrases of one language, by their first word or by
// how that begins.
type lexicon struct {
	classes map[string]int
	members [][]string
	words   map[string][]term
	stems   map[string][]term
	rests   [][]string       // what follows the first words of phrases, each once
	restAt  map[string]int32 // while classes are made
}

func newLexicon() *lexicon {
	return &lexicon{classes: map[string]int{}, words: map[string][]term{}, stems: map[string][]term{}, restAt: map[string]int32{}}
}

// done drops what only the making of classes and patterns needs. Phrases are
// found by their words from here on, and the words of one would keep all of it.
func (x *lexicon) done() {
	x.members, x.restAt = nil, nil
	for _, terms := range []*map[string][]term{&x.words, &x.stems} {
		own := make(map[string][]term, len(*terms))
		for w, all := range *terms {
			own[strings.Clone(w)] = slices.Clone(all)
		}
		*terms = own
	}
}

// rest gives the number of the words that follow a phrase's first.
func (x *lexicon) rest(words []string) int32 {
	key := strings.Join(words, " ")
	n, ok := x.restAt[key]
	if !ok {
		n = int32(len(x.rests))
		x.restAt[key], x.rests = n, append(x.rests, strings.Fields(strings.Clone(key)))
	}
	return n
}

// define makes a class of phrases that are separated by commas.
func (x *lexicon) define(name, list string) (int, error) {
	if _, ok := x.classes[name]; ok {
		return 0, fmt.Errorf("class %s is there twice", name)
	}
	id := len(x.members)
	if id > math.MaxUint16 {
		return 0, fmt.Errorf("%d classes are too many", id)
	}
	x.classes[name] = id
	var all []string
	for phrase := range strings.SplitSeq(list, ",") {
		if list == "," {
			phrase = ","
		}
		them, err := x.expand(strings.Fields(phrase))
		if err != nil {
			return 0, fmt.Errorf("class %s: %w", name, err)
		}
		all = append(all, them...)
	}
	if len(all) > maxMembers {
		return 0, fmt.Errorf("class %s stands for %d phrases", name, len(all))
	}
	x.members = append(x.members, all)
	seen := map[string]bool{}
	for _, phrase := range all {
		if w := strings.Fields(phrase); len(w) > 0 && !seen[phrase] {
			seen[phrase] = true
			t := term{rest: x.rest(w[1:]), class: uint16(id)}
			if len(w) > 1 && !strings.HasSuffix(w[1], "*") {
				t.next = sign(w[1])
			}
			if stem, ok := strings.CutSuffix(w[0], "*"); ok {
				x.stems[stem] = append(x.stems[stem], t)
			} else {
				x.words[w[0]] = append(x.words[w[0]], t)
			}
		}
	}
	return id, nil
}

// expand gives the phrases that a phrase with alternatives and classes stands for.
func (x *lexicon) expand(words []string) ([]string, error) {
	all := []string{""}
	for _, w := range words {
		w, optional := strings.CutSuffix(w, "?")
		var next []string
		if optional {
			next = append(next, all...)
		}
		for one := range strings.SplitSeq(w, "|") {
			them := []string{strings.ReplaceAll(one, "_", " ")}
			if name, ok := strings.CutPrefix(one, "<"); ok {
				id, known := x.classes[strings.TrimSuffix(name, ">")]
				if !known {
					return nil, fmt.Errorf("no class %s", one)
				}
				them = x.members[id]
			}
			for _, before := range all {
				for _, after := range them {
					next = append(next, strings.TrimSpace(before+" "+after))
				}
			}
		}
		all = next
	}
	return all, nil
}

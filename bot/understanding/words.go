package understanding

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"mentor/bot/understanding/pattern"
)

// symbol is what an automaton reads.
type symbol = pattern.Symbol

// slotKey is a slot's name and type.
type slotKey struct{ name, kind string }

// wordClass is a list of words that the reader asks for by name.
type wordClass uint8

const (
	fillerWord wordClass = iota
	separatorWord
	operatorWord // begins an operator
	articleWord
	goalWord
	nounWord
	signWord
	rankWord
	orderWord
	othersWord
	jobWord
	nowWord
	iWord
	meWord
	andWord
	beforeWord
	afterWord
	insteadWord
	placeWord
	lastWord
	listWord
	betweenWord
	exceptWord
	examWord
	smallWord
	shortWord
	oneWord // and eight more, to nine
)

// goalParts are the names of lists of words in the grammar, under goals.
var goalParts = map[string]wordClass{
	"article": articleWord, "goal": goalWord, "noun": nounWord, "sign": signWord, "rank": rankWord, "order": orderWord, "others": othersWord,
	"job": jobWord, "now": nowWord, "i": iWord, "me": meWord, "and": andWord, "before": beforeWord, "after": afterWord, "instead": insteadWord, "place": placeWord,
	"last": lastWord, "list": listWord, "between": betweenWord, "except": exceptWord, "exam": examWord, "small": smallWord, "short": shortWord,
	"one": oneWord, "two": oneWord + 1, "three": oneWord + 2, "four": oneWord + 3, "five": oneWord + 4, "six": oneWord + 5, "seven": oneWord + 6,
	"eight": oneWord + 7, "nine": oneWord + 8,
}

// classes are a word's, as bits.
type classes uint64

func (c classes) has(w wordClass) bool { return c>>w&1 != 0 }

// is reports whether a token is a word of a list.
func (m *message) is(w wordClass, at int) bool {
	id := m.ids[at]
	return id != none && m.g.classes[id].has(w)
}

// isWord is is for a word of another text.
func (g *grammar) isWord(w wordClass, fold string) bool {
	id, ok := g.words[fold]
	return ok && g.classes[id].has(w)
}

// put adds a word to a list.
func (g *grammar) put(w wordClass, id symbol) {
	for int(id) >= len(g.classes) {
		g.classes = append(g.classes, 0)
	}
	g.classes[id] |= 1 << w
}

// kindID numbers the types of slots.
type kindID uint8

// maxKinds is how many there may be: a memo has a bit for each.
const maxKinds = 64

// number numbers the types of slots that are looked for.
func (g *grammar) number() error {
	g.kindIDs = map[string]kindID{}
	add := func(kind string) kindID {
		id, ok := g.kindIDs[kind]
		if !ok {
			id = kindID(len(g.kindNamed))
			g.kindIDs[kind] = id
			g.kindNamed = append(g.kindNamed, kind)
			g.kindBase = append(g.kindBase, strings.TrimRight(kind, "+-"))
			g.kindOpen = append(g.kindOpen, openKinds[kind])
		}
		return id
	}
	for _, kind := range slices.Sorted(maps.Keys(slotKinds)) {
		add(kind)
	}
	for _, key := range g.keys {
		g.keyKinds = append(g.keyKinds, add(key.kind))
	}
	if len(g.kindNamed) > maxKinds {
		return fmt.Errorf("%d types of slots are more than %d", len(g.kindNamed), maxKinds)
	}
	for _, kind := range marked {
		g.marked = append(g.marked, g.kindIDs[kind])
	}
	g.textKind = g.kindIDs["text"]
	return nil
}

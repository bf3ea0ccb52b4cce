package grammar

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"mentor/bot/understanding/pattern"
)

// Class is a list of words that the reader asks for by name.
type Class uint8

const (
	FillerWord Class = iota
	SeparatorWord
	OperatorWord // begins an operator
	ArticleWord
	GoalWord
	NounWord
	SignWord
	RankWord
	OrderWord
	OthersWord
	JobWord
	NowWord
	IWord
	MeWord
	AndWord
	BeforeWord
	AfterWord
	InsteadWord
	PlaceWord
	LastWord
	ListWord
	BetweenWord
	ExceptWord
	ExamWord
	SmallWord
	ShortWord
	ReturnWord
	ItWord
	StepWord
	KeepWord
	WinWord
	TheyWord
	AlsoWord
	DoesWord
	TowardWord
	AsideWord
	OneWord // and eight more, to nine
)

// goalParts are the names of lists of words in the grammar, under goals.
var goalParts = map[string]Class{
	"article": ArticleWord, "goal": GoalWord, "noun": NounWord, "sign": SignWord, "rank": RankWord, "order": OrderWord, "others": OthersWord,
	"job": JobWord, "now": NowWord, "i": IWord, "me": MeWord, "and": AndWord, "before": BeforeWord, "after": AfterWord, "instead": InsteadWord, "place": PlaceWord,
	"last": LastWord, "list": ListWord, "between": BetweenWord, "except": ExceptWord, "exam": ExamWord, "small": SmallWord, "short": ShortWord, "return": ReturnWord, "it": ItWord, "step": StepWord, "keep": KeepWord, "win": WinWord, "they": TheyWord, "also": AlsoWord, "does": DoesWord,
	"toward": TowardWord, "aside": AsideWord,
	"one": OneWord, "two": OneWord + 1, "three": OneWord + 2, "four": OneWord + 3, "five": OneWord + 4, "six": OneWord + 5, "seven": OneWord + 6,
	"eight": OneWord + 7, "nine": OneWord + 8,
}

// Classes are a word's, as bits.
type Classes uint64

func (c Classes) Has(w Class) bool { return c>>w&1 != 0 }

// IsWord is is for a word of another text.
func (g *Grammar) IsWord(w Class, fold string) bool {
	id, ok := g.Words[fold]
	return ok && g.Classes[id].Has(w)
}

// put adds a word to a list.
func (g *Grammar) put(w Class, id pattern.Symbol) {
	for int(id) >= len(g.Classes) {
		g.Classes = append(g.Classes, 0)
	}
	g.Classes[id] |= 1 << w
}

// KindID numbers the types of slots.
type KindID uint8

// maxKinds is how many there may be: a memo has a bit for each.
const maxKinds = 64

// number numbers the types of slots that are looked for.
func (g *Grammar) number() error {
	g.KindIDs = map[string]KindID{}
	add := func(kind string) KindID {
		id, ok := g.KindIDs[kind]
		if !ok {
			id = KindID(len(g.KindNamed))
			g.KindIDs[kind] = id
			g.KindNamed = append(g.KindNamed, kind)
			g.KindBase = append(g.KindBase, strings.TrimRight(kind, "+-"))
			g.KindOpen = append(g.KindOpen, OpenKinds[kind])
		}
		return id
	}
	for _, kind := range slices.Sorted(maps.Keys(SlotKinds)) {
		add(kind)
	}
	for _, key := range g.Keys {
		g.KeyKinds = append(g.KeyKinds, add(key.Kind))
	}
	if len(g.KindNamed) > maxKinds {
		return fmt.Errorf("%d types of slots are more than %d", len(g.KindNamed), maxKinds)
	}
	for _, kind := range Marked {
		g.Marked = append(g.Marked, g.KindIDs[kind])
	}
	g.TextKind = g.KindIDs["text"]
	return nil
}

// SlotKinds are the types of slots that patterns may name. A - behind a type
// of time means the past, a + the future; behind a name, one's own words too.
var SlotKinds = map[string]bool{
	"goal": true, "goals": true, "mycert": true, "cert": true, "certs": true, "role": true, "job": true, "zone": true, "horizon": true, "command": true,
	"status": true, "tongue": true, "date": true, "span": true, "duration": true, "when": true, "clock": true, "number": true, "percent": true,
	"link": true, "text": true, "noexpiry": true, "mark": true, "confidence": true, "name": true, "code": true, "clocks": true, "who": true,
}

// OpenKinds keep words as they are.
var OpenKinds = map[string]bool{"text": true, "name": true, "cert+": true, "role+": true, "certs+": true}

// Marked are the types of slots whose values say something of a wish.
var Marked = []string{"goals", "mycert", "cert", "role", "horizon", "date", "span", "duration", "when", "clocks", "status", "tongue"}

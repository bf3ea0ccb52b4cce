package grammar

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"mentor/bot/language"
	"mentor/bot/people"
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

// Destroys reports whether what a name stands for takes something away.
func (g *Grammar) Destroys(name string) bool {
	return slices.ContainsFunc(g.Rules, func(r Rule) bool { return r.Destroys && r.Name == name })
}

// WholeOnly reports whether a name is read only where it is all of a message.
func (g *Grammar) WholeOnly(name string) bool {
	return slices.ContainsFunc(g.Rules, func(r Rule) bool { return r.Whole && r.Name == name })
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

// maxKinds is how many there may be: a memo has a bit for each, and one more.
const maxKinds = 63

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
		g.Marks |= 1 << g.KindIDs[kind]
	}
	g.TextKind = g.KindIDs["text"]
	g.beginnings()
	return nil
}

// Beginnings are the types of slots of which a value may begin with a token, as
// bits by KindID: of twenty types that are looked for at a place nineteen are
// not there, and most of that is told by the token alone.
type Beginnings struct {
	Any     uint64   // with whatever: words kept as they are, names of one's own
	Words   []uint64 // with a word, by its pattern.Symbol
	Figure  uint64   // with a number in figures
	Sign    uint64   // with what is no word
	Time    uint64   // where words of time begin
	Unknown uint64   // with a word that the grammar lacks
	Link    uint64
	Goals   uint64 // with a word of one's own goals
	Held    uint64 // with one of one's own certifications
	Roles   uint64 // with a word that begins a known role
	Certs   uint64 // … or certification
}

// beginnings works out what may begin with which word.
func (g *Grammar) beginnings() {
	var article, digit, exam uint64
	b := &g.Begin
	b.Words = make([]uint64, len(g.Classes))
	for i, kind := range g.KindNamed {
		bit := uint64(1) << i
		add := func(to ...*uint64) {
			for _, bits := range to {
				*bits |= bit
			}
		}
		switch base := g.KindBase[i]; {
		case OpenKinds[kind] || base == "job" || base == "zone" || base == "who" || base == "code":
			add(&b.Any)
		case base == "goals" || base == "goal":
			add(&article, &digit, &b.Figure, &b.Sign, &b.Goals)
			g.startsOf("all", bit)
		case base == "mycert":
			add(&article, &digit, &exam, &b.Figure, &b.Sign, &b.Unknown, &b.Held, &b.Certs)
		case base == "cert" || base == "certs":
			add(&article, &b.Unknown, &b.Certs)
		case base == "role":
			add(&article, &b.Roles)
		case base == "clock" || base == "clocks":
			add(&digit, &b.Figure, &b.Time)
		case base == "date" || base == "span" || base == "duration" || base == "when":
			add(&b.Time)
		case base == "number" || base == "percent":
			add(&b.Figure, &b.Time)
		case base == "link":
			add(&b.Link, &b.Sign)
		default:
			g.startsOf(base, bit)
		}
	}
	for w, classes := range g.Classes {
		for _, c := range []Class{ArticleWord, GoalWord, NounWord, SmallWord} { // any of them may stand before a goal's words
			if classes.Has(c) {
				b.Words[w] |= b.Goals
			}
		}
		if classes.Has(ArticleWord) {
			b.Words[w] |= article
		}
		if classes>>OneWord != 0 || classes.Has(LastWord) {
			b.Words[w] |= digit
		}
		if classes.Has(ExamWord) {
			b.Words[w] |= exam
		}
	}
}

// startsOf gives a type's bit to the words with which a list of ways of saying
// it begins.
func (g *Grammar) startsOf(list string, bit uint64) {
	if a := g.Values[list]; a != nil {
		for w := range g.Begin.Words {
			if _, ok := a.Step(0, pattern.Symbol(w)); ok {
				g.Begin.Words[w] |= bit
			}
		}
	}
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

// Language is what most words of a message are in, ids what they are here; a
// message that tells too little is in the language of the conversation.
func (g *Grammar) Language(tokens []language.Token, ids []pattern.Symbol, talk people.Lang) people.Lang {
	en, fr := 0, 0
	for i, id := range ids {
		if id == pattern.None || tokens[i].Quoted {
			continue
		}
		switch g.Function[id] {
		case "en":
			en++
		case "fr":
			fr++
		}
	}
	switch talk {
	case "fr":
		fr++
	case "en":
		en++
	}
	switch {
	case fr > en:
		return "fr"
	case en > fr:
		return "en"
	case talk != "":
		return talk
	}
	return "en"
}

// Package rival tells which of two days or times in a message is meant: "to the
// end of this month, my boss wants it before Q2", "due on the 17th rather than
// the 31st, as agreed this morning". It owns what around a value says that it is
// the one, or an aside; it must not know what a value is worth.
package rival

import (
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
)

// Text is a message as its values are weighed, token by token.
type Text interface {
	Tokens() []language.Token
	Is(w grammar.Class, at int) bool
}

// Value is where one stands.
type Value struct {
	From, To int
	Behind   bool // it has passed already
	Vague    bool // a stretch, where the other may be a day
}

// What the words before a value weigh.
const (
	toward   = 2  // "to", "by", "until"
	aside    = -4 // "because", "as agreed", "she said": whatever it leads to
	taken    = -4 // "instead of", "not", "keep"
	gone     = -3
	vague    = -1
	wordsFar = 6 // tokens before a value that say what it is
	keepFar  = 5
)

// First reports whether the first of two values is meant; the second is where
// nothing says otherwise, since people put themselves right.
func First(t Text, a, b Value) bool { return weight(t, a) > weight(t, b) }

func weight(t Text, v Value) (w int) {
	tokens := t.Tokens()
	for i := v.From - 1; i >= max(0, v.From-wordsFar); i-- {
		far := v.From - i
		if t.Is(grammar.KeepWord, i) && far <= keepFar || t.Is(grammar.InsteadWord, i) && far <= 2 {
			w += taken
			break
		}
		if tokens[i].Kind == language.Break || tokens[i].Kind == language.Punct && tokens[i].Fold != "'" && tokens[i].Fold != "-" {
			break
		}
		if t.Is(grammar.AsideWord, i) {
			w += aside
			break
		}
		if far <= 2 && w == 0 && t.Is(grammar.TowardWord, i) {
			w += toward
		}
	}
	if v.Behind {
		w += gone
	}
	if v.Vague {
		w += vague
	}
	return w
}

package answers

import (
	"mentor/bot/answers/fold"
	stems "mentor/bot/answers/stem"
	"mentor/bot/careers"
)

// token is one word of a message.
type token struct {
	word string // folded
	stem string
	raw  string // as typed, for capitals
	lang string
	at   int // byte offset in the cleaned message

	broken bool // a clause ends before it: . ? ! , ; : or a new line
}

// Folded is the word itself, for what finds forms.
func (t token) Folded() string { return t.word }

// tokens splits a cleaned message into words. "what's" and "whats" are one
// word; "l'avant-vente" is l, avant, vente.
func tokens(s string, lang careers.Lang) []token {
	out := split(s)
	for i := range out {
		out[i].lang = string(lang)
		out[i].stem = stem(out[i].word, lang)
	}
	return out
}

// split is tokens without their stems.
func split(s string) []token {
	words := fold.Split(s)
	out := make([]token, len(words), len(words)+2)
	for i, w := range words {
		out[i] = token{word: w.Folded, raw: w.Raw, at: w.At, broken: w.Broken}
	}
	return out
}

// stem cuts a folded word to what its forms share.
func stem(word string, lang careers.Lang) string { return stems.Of(word, lang == careers.French) }

// Fold makes words comparable: lower case, no accents, ligatures opened,
// typographic quotes and dashes plain, white space single.
func Fold(s string) string { return fold.All(s) }

// What is folded word by word, and what is no part of the words dropped.
var foldWord, clean = fold.Word, fold.Clean

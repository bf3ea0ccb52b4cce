package answers

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
	out := make([]token, 0, len(s)/5+2)
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) }
	broken := false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWord(r) {
			if strings.ContainsRune(".?!,;:()|\n", r) {
				broken = true
			}
			i += n
			continue
		}
		start := i
		var word strings.Builder
		for i < len(s) {
			r, n = utf8.DecodeRuneInString(s[i:])
			if r == '\'' && i+1 < len(s) {
				next, _ := utf8.DecodeRuneInString(s[i+1:])
				if !unicode.IsLetter(next) {
					break
				}
				if fold.Elided[foldWord(word.String())] {
					i++
					break // the rest is a word of its own
				}
				i++ // don't, what's: one word
				continue
			}
			if !isWord(r) {
				break
			}
			word.WriteRune(r)
			i += n
		}
		raw := word.String()
		folded := foldWord(raw)
		if folded == "" {
			continue
		}
		out = append(out, token{word: folded, raw: raw, at: start, broken: broken})
		broken = false
	}
	return out
}

// foldWord is Fold for a single word.
func foldWord(s string) string { return fold.Word(s) }

// stem cuts a folded word to what its forms share.
func stem(word string, lang careers.Lang) string {
	return stems.Of(word, lang == careers.French)
}

// Fold makes words comparable: lower case, no accents, ligatures opened,
// typographic quotes and dashes plain, white space single.
func Fold(s string) string { return fold.All(s) }

// clean drops what is no part of the words.
func clean(s string) string { return fold.Clean(s) }

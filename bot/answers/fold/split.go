package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Piece is one word of a text: folded, as typed, where it stands, and whether a
// clause ends before it.
type Piece struct {
	Folded, Raw string
	At          int
	Broken      bool
}

// Split cuts a cleaned text into words. "what's" and "whats" are one word;
// "l'avant-vente" is l, avant, vente.
func Split(s string) []Piece {
	out := make([]Piece, 0, len(s)/5+2)
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
				if Elided[Word(word.String())] {
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
		folded := Word(raw)
		if folded == "" {
			continue
		}
		out = append(out, Piece{Folded: folded, Raw: raw, At: start, Broken: broken})
		broken = false
	}
	return out
}

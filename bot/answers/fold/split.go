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
		start, piece, raw := i, i, "" // of a word with an apostrophe what lies before it
		for i < len(s) {
			r, n = utf8.DecodeRuneInString(s[i:])
			if r == '\'' && i+1 < len(s) {
				next, _ := utf8.DecodeRuneInString(s[i+1:])
				if !unicode.IsLetter(next) {
					break
				}
				raw += s[piece:i]
				i++
				piece = i
				if Elided[Word(raw)] {
					break // the rest is a word of its own
				}
				continue // don't, what's: one word
			}
			if !isWord(r) {
				break
			}
			i += n
		}
		raw += s[piece:i]
		folded := Word(raw)
		if folded == "" {
			continue
		}
		out = append(out, Piece{Folded: folded, Raw: raw, At: start, Broken: broken})
		broken = false
	}
	return out
}

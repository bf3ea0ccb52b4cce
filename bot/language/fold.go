package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes words comparable: lower case, no accents, ligatures opened,
// typographic quotes and dashes plain, white space single.
func Fold(s string) string {
	plainASCII := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			return foldSlowly(s)
		case c >= 'A' && c <= 'Z', c < ' ', c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' '):
			plainASCII = false
		}
	}
	if plainASCII {
		return s
	}
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// foldSlowly is Fold for any text.
func foldSlowly(s string) string {
	s = openSigns.Replace(strings.Map(unmarked, norm.NFKD.String(s)))
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// unmarked drops what NFKD has split off a letter.
func unmarked(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

var openSigns = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae", "’", "'", "‘", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-", "‑", "-")

// foldTable is what Fold makes of one letter of those that Latin scripts use.
var foldTable = func() (table [0x250]string) {
	for r := range table {
		table[r] = foldSlowly(string(rune(r)))
	}
	return table
}()

// appendFold appends what Fold makes of a word without white space.
func appendFold(buf []byte, word string) []byte {
	start := len(buf)
	for i := 0; i < len(word); {
		if c := word[i]; c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			buf = append(buf, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		switch {
		case int(r) < len(foldTable):
			buf = append(buf, foldTable[r]...)
		case r == '’' || r == '‘':
			buf = append(buf, '\'')
		default:
			return append(buf[:start], foldSlowly(word)...)
		}
		i += n
	}
	return buf
}

// Plain reports whether a text is nothing but printable ASCII, in one line.
func Plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

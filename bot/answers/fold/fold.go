// Package fold owns how words are made comparable. It must not know what they
// are compared for.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Word is All for a single word, without its cost for plain ones.
func Word(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || ('A' <= s[i] && s[i] <= 'Z') {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r < utf8.RuneSelf {
			b.WriteRune(unicode.ToLower(r))
			continue
		}
		if t, ok := unaccented[unicode.ToLower(r)]; ok {
			b.WriteString(t)
			continue
		}
		return All(s) // rare letters take the long way
	}
	return b.String()
}

var unaccented = map[rune]string{
	'à': "a", 'â': "a", 'ä': "a", 'á': "a", 'ã': "a", 'ç': "c", 'é': "e", 'è': "e", 'ê': "e", 'ë': "e",
	'î': "i", 'ï': "i", 'í': "i", 'ô': "o", 'ö': "o", 'ó': "o", 'ù': "u", 'û': "u", 'ü': "u", 'ú': "u",
	'ÿ': "y", 'ñ': "n", 'œ': "oe", 'æ': "ae", 'ß': "ss",
}

// All makes words comparable: lower case, no accents, ligatures opened,
// typographic quotes and dashes plain, white space single.
func All(s string) string {
	ascii, folded := true, true
	for i := 0; i < len(s); i++ {
		c := s[i]
		ascii = ascii && c < 0x80
		folded = folded && c >= ' ' && (c < 'A' || c > 'Z') && (c != ' ' || i > 0 && i < len(s)-1 && s[i-1] != ' ')
	}
	if ascii && folded {
		return s
	}
	if !ascii {
		s = plain.Replace(strings.Map(unmarked, norm.NFKD.String(s)))
	}
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// unmarked drops what NFKD has split off a letter.
func unmarked(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

var plain = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae", "’", "'", "‘", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-", "‑", "-")

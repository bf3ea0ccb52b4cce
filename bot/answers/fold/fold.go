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

// maxQuestion is how many bytes of a message are read: a career question is
// far shorter, and what comes after it costs time only.
const maxQuestion = 4000

// Clean drops what is no part of the words: control characters, code fences'
// backticks, mentions and links (which must never come back in an answer).
func Clean(s string) string {
	if len(s) > maxQuestion {
		s = s[:maxQuestion]
		for !utf8.ValidString(s) && len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
	}
	s = strings.ToValidUTF8(s, " ")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return ' '
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`':
			return '\''
		}
		return r
	}, s)
}

// Elided are the French words that lose their vowel before an apostrophe.
var Elided = map[string]bool{
	"l": true, "d": true, "qu": true, "c": true, "j": true, "n": true, "s": true,
	"m": true, "t": true, "jusqu": true, "lorsqu": true, "puisqu": true, "quelqu": true,
}

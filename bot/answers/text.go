package answers

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	stems "mentor/bot/answers/stem"
	"mentor/bot/careers"
)

// maxQuestion is how many bytes of a message are read: a career question is
// far shorter, and what comes after it costs time only.
const maxQuestion = 4000

// token is one word of a message.
type token struct {
	word string // folded
	stem string
	raw  string // as typed, for capitals
	lang string
	at   int // byte offset in the cleaned message

	broken bool // a clause ends before it: . ? ! , ; : or a new line
}

// clean drops what is no part of the words: control characters, code fences'
// backticks, mentions and links (which must never come back in an answer).
func clean(s string) string {
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

// elided are the French words that lose their vowel before an apostrophe.
var elided = map[string]bool{
	"l": true, "d": true, "qu": true, "c": true, "j": true, "n": true, "s": true,
	"m": true, "t": true, "jusqu": true, "lorsqu": true, "puisqu": true, "quelqu": true,
}

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
				if elided[foldWord(word.String())] {
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

// foldWord is Fold for a single word, without its cost for plain ones.
func foldWord(s string) string {
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
		return Fold(s) // rare letters take the long way
	}
	return b.String()
}

var unaccented = map[rune]string{
	'à': "a", 'â': "a", 'ä': "a", 'á': "a", 'ã': "a", 'ç': "c", 'é': "e", 'è': "e", 'ê': "e", 'ë': "e",
	'î': "i", 'ï': "i", 'í': "i", 'ô': "o", 'ö': "o", 'ó': "o", 'ù': "u", 'û': "u", 'ü': "u", 'ú': "u",
	'ÿ': "y", 'ñ': "n", 'œ': "oe", 'æ': "ae", 'ß': "ss",
}

// stem cuts a folded word to what its forms share.
func stem(word string, lang careers.Lang) string {
	return stems.Of(word, lang == careers.French)
}

// Fold makes words comparable: lower case, no accents, ligatures opened,
// typographic quotes and dashes plain, white space single.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
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

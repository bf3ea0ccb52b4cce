package answers

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"

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

// stem cuts a folded word to what its forms share. Accents are gone by then,
// which the French rules mind little for matching like with like.
func stem(word string, lang careers.Lang) string {
	if len(word) < 4 || word[0] >= '0' && word[0] <= '9' {
		return word
	}
	if lang == careers.French {
		return french.Stem(word, false)
	}
	return english.Stem(word, false)
}

// distance is the edit distance of two words with swapped neighbours as one
// edit (optimal string alignment), or limit+1 where it is larger than limit.
func distance(a, b string, limit int) int {
	if a == b {
		return 0
	}
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	const most = 32
	if len(a) > most || len(b) > most {
		return limit + 1
	}
	var rows [3][most + 1]int
	prev2, prev, cur := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			v := min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				v = min(v, prev2[j-2]+1)
			}
			cur[j] = v
			least = min(least, v)
		}
		if least > limit {
			return limit + 1
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return min(prev[len(b)], limit+1)
}

// tolerance is how many typos a word of its length may hold and still be taken
// for another.
func tolerance(word string) int {
	switch {
	case len(word) < 4:
		return 0
	case len(word) < 8:
		return 1
	default:
		return 2
	}
}

// letters is which letters a word has, as a bit each: two words within k edits
// differ in at most 2k of them.
func letters(word string) (mask uint64) {
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case 'a' <= c && c <= 'z':
			mask |= 1 << (c - 'a')
		case '0' <= c && c <= '9':
			mask |= 1 << (26 + c - '0')
		}
	}
	return mask
}

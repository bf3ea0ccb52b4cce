package plainwords

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot"
)

// beginning is from how many letters on two words that begin alike are one:
// "call" and "calling", "appeler" and "appel".
const beginning = 4

// empty are words that tell no text from another.
var empty = Words("the and for with about that this have need from into les des une aux sur pour avec dans que qui mon mes son ses est pas plus")

// Meant is the one of some texts that words name: the one with which they share
// most letters; -1 where none or more than one is it.
func Meant(words string, texts []string) int {
	said := contentWords(words)
	best, most, tied := -1, 0, false
	for i, text := range texts {
		n := 0
		for _, w := range contentWords(text) {
			for _, s := range said {
				if s == w || begins(s, w) || begins(w, s) {
					n += utf8.RuneCountInString(w)
					break
				}
			}
		}
		switch {
		case n > most:
			best, most, tied = i, n, false
		case n == most && n > 0:
			tied = true
		}
	}
	if tied {
		return -1
	}
	return best
}

// begins reports whether a word begins as another that is long enough to tell.
func begins(word, with string) bool {
	n := min(len(with), len(word)-1)
	for n > beginning && len(with)-n < 2 { // an ending may differ: "appeler", "appel"
		n--
	}
	return n >= beginning && strings.HasPrefix(word, with[:n])
}

func contentWords(s string) (out []string) {
	for _, w := range strings.FieldsFunc(bot.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if utf8.RuneCountInString(w) > 2 && !empty[w] {
			out = append(out, w)
		}
	}
	return out
}

// Clauses of a sentence, and the words of one that says what stays.
var (
	clauses = regexp.MustCompile(`[.!?;,]\s+|\n`)
	staying = regexp.MustCompile(`(?i)\b(keep|stays?|remains?|gard\w*|restent?|conserv\w*|laiss\w*)\b`)
)

// Going is what is said without the clauses that say what stays: of "drop the
// Thursday one, keep the Friday one" the first.
func Going(said string) string {
	return strings.Join(slices.DeleteFunc(clauses.Split(said, -1), staying.MatchString), " ")
}

package safety

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// split parts a message into the person's own lines and those that quote.
func split(text string) (own, quoted string) {
	if !strings.Contains(text, ">") {
		return text, ""
	}
	var a, b []string
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), ">"); ok {
			b = append(b, strings.TrimLeft(rest, "> "))
		} else {
			a = append(a, line)
		}
	}
	return strings.Join(a, "\n"), strings.Join(b, "\n")
}

// elided are the French words that lose their vowel before an apostrophe: they
// stay words of their own. Elsewhere an apostrophe goes: "don't" is "dont".
var elided = map[string]bool{"j": true, "l": true, "d": true, "n": true, "m": true, "t": true, "s": true, "c": true, "y": true, "qu": true, "jusqu": true, "lorsqu": true, "puisqu": true}

// words gives the words of a text in small letters without accents, with "."
// where a sentence ends, "," at other marks and `"` at quotation marks; the
// first and the last are ".". A letter that is drawn out ("diiiie") counts once.
func words(text string) []string {
	all := []string{"."}
	var word []rune
	flush := func() {
		if len(word) > 0 {
			all = append(all, strings.TrimRight(collapse(word), "*"))
			word = word[:0]
		}
	}
	mark := func(s string) {
		flush()
		if all[len(all)-1] != s {
			all = append(all, s)
		}
	}
	for _, r := range norm.NFD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			word = append(word, unicode.ToLower(r))
		case r == '*' && len(word) > 0: // "k*ll"
			word = append(word, r)
		case strings.ContainsRune("'’‘ʼ`´", r):
			if elided[string(word)] {
				flush()
			}
		case strings.ContainsRune(".!?\n…", r):
			mark(".")
		case strings.ContainsRune(",;:()–—", r):
			mark(",")
		case strings.ContainsRune(`"«»“”„`, r):
			mark(`"`)
		case strings.ContainsRune("😂🤣😅😆😹💀☠", r):
			flush()
			all = append(all, "lol")
		case r == '+' && string(word) == "n": // N+1, the French for one's manager
		default:
			flush()
		}
	}
	mark(".")
	return all
}

// collapse leaves one of a letter that is repeated three times and more.
func collapse(w []rune) string {
	var b strings.Builder
	for i := 0; i < len(w); {
		to := i + 1
		for to < len(w) && w[to] == w[i] {
			to++
		}
		n := to - i
		if n > 2 && !unicode.IsDigit(w[i]) {
			n = 1
		}
		for range n {
			b.WriteRune(w[i])
		}
		i = to
	}
	return b.String()
}

// near reports whether a word is another with one letter wrong, missing, too
// many, or two of them in the wrong order. The first letter is right.
func near(a, b string) bool {
	if a[0] != b[0] || len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return i == len(a) || a[i+1:] == b[i+1:] ||
		i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

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
var elided = map[string]bool{"j": true, "l": true, "d": true, "n": true, "m": true, "t": true, "s": true, "c": true, "qu": true, "jusqu": true, "lorsqu": true, "puisqu": true}

// normal gives the words of a text in small letters without accents, each
// between single spaces, with "." where a sentence ends, "," at other marks
// and `"` at quotation marks. A letter that is drawn out ("diiiie") counts once.
func normal(text string, spelling *strings.Replacer) string {
	var b, word strings.Builder
	b.WriteString(" . ")
	flush := func() {
		if word.Len() > 0 {
			b.WriteString(collapse(word.String()) + " ")
			word.Reset()
		}
	}
	mark := func(s string) {
		flush()
		if !strings.HasSuffix(b.String()[max(0, b.Len()-3):], " "+s+" ") {
			b.WriteString(s + " ")
		}
	}
	for _, r := range norm.NFD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			word.WriteRune(unicode.ToLower(r))
		case strings.ContainsRune("'’‘ʼ`´", r):
			if w := word.String(); w == "" || elided[w] {
				flush()
			}
		case strings.ContainsRune(".!?\n…", r):
			mark(".")
		case strings.ContainsRune(",;:()", r):
			mark(",")
		case strings.ContainsRune(`"«»“”„`, r):
			mark(`"`)
		case r == '+' && word.String() == "n": // N+1, the French for one's manager
		default:
			flush()
		}
	}
	mark(".")
	// Twice: a replacement takes the space that the next word begins with.
	return spelling.Replace(spelling.Replace(b.String()))
}

// collapse leaves at most two of a letter that is repeated three times and
// more, and one at the end of a word.
func collapse(w string) string {
	var b strings.Builder
	run, last := 0, rune(0)
	rs := []rune(w)
	for i, r := range rs {
		if r == last {
			run++
		} else {
			run = 1
		}
		last = r
		long := run >= 2 && drawn(rs, i)
		if !long {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// drawn reports whether the letter at i belongs to a run of three or more.
func drawn(rs []rune, i int) bool {
	from, to := i, i
	for from > 0 && rs[from-1] == rs[i] {
		from--
	}
	for to+1 < len(rs) && rs[to+1] == rs[i] {
		to++
	}
	return to-from >= 2 && !unicode.IsDigit(rs[i])
}

package wishes

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot/language"
)

// grams is how many letters of a word count together.
const grams = 4

// Features gives the buckets that a text falls into, each once: its words,
// pairs of them that follow one another or leave one out, and beginnings, ends
// and middles of words, so that a slip of the thumb costs little. Figures count
// as such, whatever they say. Marks are what the reader knows of the text: the
// kinds of values in it, the classes of its words, the rule that reads most. They
// are put behind those of out.
func Features(out []uint32, text string, marks []string) []uint32 {
	all := words(text)
	out = slices.Grow(out, 32*len(all))
	var seen [buckets / 64]uint64
	take := func(h uint32) {
		f := (h ^ h>>15) % buckets
		if bit := uint64(1) << (f % 64); seen[f/64]&bit == 0 {
			seen[f/64] |= bit
			out = append(out, f)
		}
	}
	add := func(kind byte, parts ...string) {
		h := (uint32(2166136261) ^ uint32(kind)) * 16777619
		for _, s := range parts {
			h = hash(h, s)
		}
		take(h)
	}
	at := func(i int) string {
		if i < len(all) {
			return all[i]
		}
		return "."
	}
	if strings.Contains(text, "?") {
		add('?')
	}
	add('l', strings.Repeat("|", min(4, len(all)/4)))
	for i, m := range marks {
		add('m', m)
		for _, o := range marks[:i] {
			add('p', o, m)
		}
	}
	var buf []byte
	for i, w := range all {
		add('1', w)
		add('2', w, at(i+1))
		add('_', w, at(i+2))
		if i < 2 {
			add('^', w)
		}
		buf = append(append(append(buf[:0], '^'), w...), '$')
		for j := 0; j+grams <= len(buf); j++ {
			take(hash((2166136261^'c')*16777619&math.MaxUint32, buf[j:j+grams]))
		}
	}
	return out
}

// hash goes on with a hash (FNV-1a) over a word and a space.
func hash[T string | []byte](h uint32, s T) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return (h ^ ' ') * 16777619
}

// words are the words of a text in small letters without accents; figures are "#".
func words(text string) []string {
	all := strings.FieldsFunc(language.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range all {
		if first, _ := utf8.DecodeRuneInString(w); unicode.IsDigit(first) {
			all[i] = "#"
		}
	}
	return all
}

package wishes

import (
	"strings"
	"unicode"

	"mentor/bot/language"
)

// grams is how many letters of a word count together.
const grams = 4

// Features gives the buckets that a text falls into, each once: its words,
// pairs of them that follow one another or leave one out, and beginnings, ends
// and middles of words, so that a slip of the thumb costs little. Figures count
// as such, whatever they say. Marks are what the reader knows of the text: the
// kinds of values in it, the classes of its words, the rule that reads most.
func Features(text string, marks []string) []uint32 {
	all := words(text)
	out := make([]uint32, 0, 32*len(all))
	var seen [buckets / 64]uint64
	add := func(kind byte, parts ...string) {
		h := uint32(2166136261) ^ uint32(kind)
		h *= 16777619
		for _, s := range parts {
			for i := range len(s) {
				h = (h ^ uint32(s[i])) * 16777619
			}
			h = (h ^ ' ') * 16777619
		}
		f := (h ^ h>>15) % buckets
		if bit := uint64(1) << (f % 64); seen[f/64]&bit == 0 {
			seen[f/64] |= bit
			out = append(out, f)
		}
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
	for i, w := range all {
		add('1', w)
		add('2', w, at(i+1))
		add('_', w, at(i+2))
		if i < 2 {
			add('^', w)
		}
		p := "^" + w + "$"
		for j := 0; j+grams <= len(p); j++ {
			add('c', p[j:j+grams])
		}
	}
	return out
}

// words are the words of a text in small letters without accents; figures are "#".
func words(text string) []string {
	all := strings.FieldsFunc(strings.ReplaceAll(language.Fold(text), "'", " "), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range all {
		if strings.IndexFunc(w, unicode.IsDigit) == 0 {
			all[i] = "#"
		}
	}
	return all
}

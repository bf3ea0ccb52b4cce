package plainwords

import (
	"regexp"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
)

// horizonWords are the ways in which people say a horizon at the start of a line.
var horizonWords = []struct {
	h  people.Horizon
	re *regexp.Regexp
}{
	{people.Year1, regexp.MustCompile(`^(0\s*(-|–|to|a)\s*1|1\s*(y|yr|year|an)|(short|court)[ -]?(term|terme)|this year|cette annee|within a year|d'ici un an)( (years?|ans?))?\b`)},
	{people.Years3, regexp.MustCompile(`^(1\s*(-|–|to|a)\s*3|3\s*(y|yrs?|years?|ans)|(medium|mid|moyen)[ -]?(term|terme))( (years?|ans?))?\b`)},
	{people.Years5, regexp.MustCompile(`^(3\s*(-|–|to|a)\s*5|5\s*(y|yrs?|years?|ans)|(long)[ -]?(term|terme))( (years?|ans?))?\+?`)},
}

// TakeHorizon reads a horizon off the front of a line; rest is what follows.
func TakeHorizon(line string) (h people.Horizon, rest string, ok bool) {
	folded := bot.Fold(line)
	for _, w := range horizonWords {
		if m := w.re.FindString(folded); m != "" {
			// Folding keeps the number of words, so cut as many as were read.
			words := strings.Fields(line)
			n := len(strings.Fields(m))
			return w.h, strings.TrimLeft(strings.Join(words[min(n, len(words)):], " "), ": "), true
		}
	}
	return "", line, false
}

package advice

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// Naming is how surely words mean one goal.
type Naming int

// The ways in which words mean a goal.
const (
	Unnamed  Naming = iota
	ByWord          // one telling word that no other goal has
	ByName          // the same, said as a goal's: "the SQL goal", "my CIPP/E"
	ByWords         // two telling words and more
	ByNumber        // its number, or its place in the list
)

// GoalOf is the open goal that words are about. A number that no open goal has
// is given in g.Number with an empty text.
func (a Adviser) GoalOf(text string) (g people.Goal, by Naming) {
	open := a.Facts.Open()
	if n, place := numberIn(text); n != 0 {
		if g, ok := a.Facts.goal(n); ok {
			return g, ByNumber
		}
		if !place {
			return people.Goal{Number: n}, ByNumber
		}
		if n == lastPlace && len(open) > 0 {
			return open[len(open)-1], ByNumber
		}
	}
	said := tellingWords(text, nil)
	most, tie, word := 0, false, ""
	for _, x := range open {
		hits := 0
		for _, w := range tellingWords(x.Text, plainGoalWords) {
			if i := slices.IndexFunc(said, func(s string) bool { return sameWord(s, w) }); i >= 0 {
				hits++
				if hits > most {
					word = said[i]
				}
			}
		}
		switch {
		case hits > most:
			g, most, tie = x, hits, false
		case hits == most && hits > 0:
			tie = true
		}
	}
	switch {
	case most == 0 || tie:
		return people.Goal{}, Unnamed
	case most > 1:
		return g, ByWords
	case asGoal(text, word):
		return g, ByName
	}
	return g, ByWord
}

// asGoal reports whether a word is said as the name of a goal: "the SQL goal",
// "le projet consentement", "the one about SQL", "my CIPP/E".
func asGoal(text, word string) bool {
	words := strings.Fields(spacedWords(text))
	at := slices.Index(words, word)
	if at < 0 {
		return false
	}
	if at > 0 && mine[words[at-1]] {
		return true
	}
	for i := max(0, at-namedWithin); i <= min(len(words)-1, at+namedWithin); i++ {
		if goalNames[words[i]] && (i > at || i < at && words[i] != "one" || i < at-1) {
			return true
		}
	}
	return false
}

// namedWithin is how many words lie at most between a goal's word and what says
// that it is one.
const namedWithin = 2

var goalNames = plainwords.Words("goal goals objectif objectifs project projet one celui celle thing story histoire")

// lastPlace is the number that stands for the last goal of the list.
const lastPlace = -1

// numberIn is the number of the goal that words name: "goal 2", "#2", "my
// second one", "le deuxième". place is true where it is a place in the list.
func numberIn(text string) (n int, place bool) {
	words := strings.Fields(plainwords.Spaced(bot.Fold(strings.ReplaceAll(text, "#", " goal "))))
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		if goalNouns[w] || w == "number" || w == "numero" || w == "no" || w == "nr" {
			if next == "number" || next == "numero" || next == "no" {
				continue
			}
			if n, err := strconv.Atoi(next); err == nil {
				return n, false
			}
			if n := counted[next]; n != 0 {
				return n, false
			}
			if n := ordinals[next]; n != 0 && (i == 0 || words[i-1] != "a") {
				return n, true
			}
		}
		if about[w] && (next == "number" || next == "the" || next == "le" || next == "no") && i+2 < len(words) && len(words[i+2]) == 1 && (i+3 == len(words) || !units[words[i+3]]) {
			if n, err := strconv.Atoi(words[i+2]); err == nil { // "aide-moi sur le 1"
				return n, false
			}
		}
		if n := ordinals[w]; n != 0 {
			owned := i > 0 && (mine[words[i-1]] || words[i-1] == "le" || words[i-1] == "du" || words[i-1] == "the")
			bare := next == "" || next == "one" || next == "goal" || next == "objectif" || next == "on" || next == "sur" || next == "de"
			if goalNouns[next] || next == "one" && owned || owned && bare && (mine[words[i-1]] || next == "on" || next == "sur" || i > 0 && next == "") {
				return n, true
			}
		}
	}
	return 0, false
}

var (
	goalNouns = plainwords.Words("goal goals objectif objectifs")
	about     = plainwords.Words("sur on about with avec pour for of de")
	units     = plainwords.Words("day days week weeks month months year years hour hours jour jours semaine semaines mois an ans heure heures h january february march april may june july august september october november december janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre")
	mine      = plainwords.Words("my mon ma mes")
	counted   = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5}
	ordinals  = map[string]int{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "last": lastPlace,
		"premier": 1, "1er": 1, "deuxieme": 2, "2e": 2, "2eme": 2, "troisieme": 3, "3e": 3, "3eme": 3, "quatrieme": 4, "4e": 4, "4eme": 4, "cinquieme": 5, "dernier": lastPlace}
)

// plainGoalWords stand in many goals and tell none from another.
var plainGoalWords = plainwords.Words("goal objectif project projet lead learn earn become finish complete build make take find with from into more better well enough through first each every this that their them myself self team teams " +
	"role month months year years week weeks next work write start mener apprendre obtenir devenir finir terminer faire prendre trouver avec dans pour plus mieux chaque premier premiere notre votre leur equipe poste mois annee annees " +
	"semaine semaines prochain prochaine travail ecrire suivre passer about over what when what's should would could have your")

// tellingWords are the words of a text that say what it is about, folded: long
// ones, and abbreviations as they stand.
func tellingWords(text string, plain map[string]bool) (out []string) {
	for _, raw := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/' && r != '\'' && r != '’'
	}) {
		if i := strings.LastIndexAny(raw, "'’"); i >= 0 && i < len(raw)-1 { // l'audit
			if _, size := utf8.DecodeRuneInString(raw[i:]); utf8.RuneCountInString(raw[i+size:]) > 1 {
				raw = raw[i+size:]
			}
		}
		w := bot.Fold(raw)
		switch {
		case plain[w] || w == "" || plainwords.IsMonth(w): // a month says when, not what
		case utf8.RuneCountInString(w) >= tellingLetters:
			out = append(out, w)
		case len(w) >= 2 && (plain == nil || raw == strings.ToUpper(raw) && unicode.IsLetter(rune(raw[0]))): // SQL, CDP, GA4
			out = append(out, w)
		}
	}
	return out
}

// sameStem is how many letters two words share at least that are forms of one.
const sameStem = 5

// sameWord reports whether two words are one, or forms of one: "migrer" and
// "migration", "dashboard" and "dashboards".
func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= sameStem && len(a)-n <= 4 && len(b)-n <= 4 || n >= 4 && (a == b+"s" || b == a+"s")
}

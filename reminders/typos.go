package reminders

import "strings"

// vocabulary is the long words of schedules that are worth mending.
var vocabulary = strings.Fields(`monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche
	mondays tuesdays wednesdays thursdays fridays saturdays sundays lundis mardis mercredis jeudis vendredis samedis dimanches
	january february march april august september october november december janvier fevrier juillet septembre octobre novembre decembre
	every month months monthly week weeks weekly quarter quarterly daily fortnight fortnightly morning afternoon evening weekday weekdays
	chaque semaine semaines trimestre trimestriel mensuel hebdomadaire premier premiere dernier derniere deuxieme troisieme
	first second third fourth other toutes jours matin apres-midi midnight working business workdays ouvre ouvres ouvrable minute minutes hours heures heure seconds seconde secondes midday hourly minuit partir starting`)

var known = wordSet(strings.Join(vocabulary, " "))

// mendTypos puts the word that was meant in the place of one that is a letter
// or two away from it. Short words are left alone: they are near too much.
func mendTypos(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if len(w) < 5 || known[w] || fillers[w] || strings.ContainsAny(w, "0123456789") || reDay.FindString(w) == w ||
			reMonth.FindString(w) == w || reAdverb.FindString(w) == w || reOrdinal.FindString(w) == w {
			continue
		}
		best, unique := 1+len(w)/6, false // one letter, two in long words
		mended := w
		for _, v := range vocabulary {
			switch d := distance(w, v, best); {
			case d < best || d == best && mended == w:
				best, mended, unique = d, v, true
			case d == best && strings.TrimSuffix(v, "s") != strings.TrimSuffix(mended, "s"):
				unique = false
			}
		}
		if unique {
			words[i] = mended
		}
	}
	return strings.Join(words, " ")
}

// distance counts the letters to change, add, drop or swap with a neighbour
// to make a of b; what is above limit comes back as limit+1.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var before []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next := make([]int, len(b)+1)
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row = row, next
	}
	return min(row[len(b)], limit+1)
}

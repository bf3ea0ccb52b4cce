package reminders

import (
	"strings"

	"mentor/bot/language"
)

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
			switch d := language.Distance(w, v, best); {
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

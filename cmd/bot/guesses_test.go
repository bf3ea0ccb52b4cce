package main

import (
	"testing"

	"mentor/bot/bottest"
	"mentor/bot/careers"
	"mentor/bot/wishes"
)

// What the classifier may guess has words in both languages: a question where it
// would write something, and one for what it lacks.
func TestGuessesHaveWords(t *testing.T) {
	m := bottest.New(t)
	for _, name := range wishes.Names() {
		about := m.Saying(name)
		if name == wishes.None || about.Do == nil {
			continue
		}
		var ids []string
		if len(about.Needs) > 0 {
			ids = append(ids, "guess."+name+".lacks")
		}
		if !about.Shows && !about.Offers && !about.Confirms && about.Propose == nil {
			ids = append(ids, "guess."+name)
		}
		for _, lang := range careers.Langs {
			for _, id := range ids {
				if !m.Words.Has(lang, id) {
					t.Errorf("%s lacks %s", lang, id)
				}
			}
		}
	}
}

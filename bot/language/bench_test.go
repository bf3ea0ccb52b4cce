package language_test

import (
	"strings"
	"testing"
	"time"

	"mentor/bot/language"
)

// texts of about 100, 200 and 12,000 characters, as people write them.
var texts = map[string]string{
	"100":   "can you move my check-in to every other friday at 9am, and pause everything from 3 march to 10 march?",
	"200":   "Bonjour, je pars en congé du 3 au 10 mars, est-ce que vous pourriez décaler mon point du lundi au mardi suivant ? J'ai passé ma certification Google Ads vendredi dernier, et l'examen suivant est le 20 juin.",
	"12000": strings.Repeat("I passed my Salesforce exam last friday and want to become a marketing operations manager within two years. ", 110),
}

func BenchmarkReadTimes(b *testing.B) {
	c := language.Context{Now: time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC), Lang: language.English, Lean: language.Future}
	for _, name := range []string{"100", "200", "12000"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				language.ReadTimes(language.Tokenize(texts[name]), c)
			}
		})
	}
}

func BenchmarkTokenize(b *testing.B) {
	for _, name := range []string{"100", "200", "12000"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				language.Tokenize(texts[name])
			}
		})
	}
}

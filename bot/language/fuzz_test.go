package language_test

import (
	"testing"
	"time"

	"mentor/bot/language"
)

// FuzzRead holds that no text makes the reading panic or run away, that
// readings lie within the text, and that Whole leaves no word over.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"every friday from 9 to 10 until june except in august", "du 3 au 10 mars 2026 à 9h30", "the last last last friday of of may", "31/02/2026 2-3-4 1.2.3 99/99/9999",
		"from from to to and and and", "in 999999999 years", "il y a 99999 ans", "one hundred thousand thousand weeks ago", "first and third and second and fourth monday", "9h heure de Londres",
		"1 year 1 month 1 week 1 day 1 year 1 month 1 week 1 day", "week 53 2027", "29 february 2027", "every 1000 weeks 5 times", "0/0/0", "12,000.5 days", "\u2019s monday\u00a0»"} {
		f.Add(s, int64(1_790_000_000), uint8(0))
	}
	f.Fuzz(func(t *testing.T, text string, unix int64, how uint8) {
		now := time.Unix(unix&(1<<37-1), 0).UTC() // from 1970 to 6325
		c := language.Context{Now: now, Lang: []language.Lang{language.English, language.French, ""}[how%3], Lean: language.Lean(how / 3 % 3), Order: language.Order(how / 9 % 3)}
		tokens := language.Tokenize(text)
		times := language.ReadTimes(tokens, c)
		for i := range tokens {
			for _, r := range times.At(i) {
				if r.From != i || r.To <= i || r.To > len(tokens) || r.Value == nil {
					t.Fatalf("%q: reading %+v at %d of %d", text, r, i, len(tokens))
				}
				switch v := r.Value.(type) {
				case language.Range:
					if v.From <= 0 || v.To != 0 && v.To < v.From {
						t.Fatalf("%q: range %v", text, v)
					}
				case language.Recurrence:
					days := v.Next(now, 3)
					for j := 1; j < len(days); j++ {
						if days[j] <= days[j-1] {
							t.Fatalf("%q: %v", text, days)
						}
					}
				}
			}
		}
		if r, ok := language.Whole(text, c); ok && (r.From != 0 || r.To == 0 || r.To > len(tokens)) {
			t.Fatalf("%q: whole is %+v of %d", text, r, len(tokens))
		}
	})
}

package language_test

import (
	"strings"
	"testing"
	"time"

	"mentor/bot/language"
)

// TestLongTexts holds that no repetition makes reading run away.
func TestLongTexts(t *testing.T) {
	c := language.Context{Now: time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC), Lang: language.English, Lean: language.Future}
	for _, words := range []string{"monday ", "every monday and ", "1 ", "1/2 ", "last ", "from 1 to 2 and ", "first and second monday of ", "2 years and 3 months ", "until the end of the month ", "9am to 10am on monday ", "le 3 mars et ", "sauf le lundi ", "one hundred and ", "every 2 weeks on "} {
		text := strings.Repeat(words, 12000/len(words))
		start := time.Now()
		tokens := language.Tokenize(text)
		language.ReadTimes(tokens, c)
		took := time.Since(start)
		if took > 20*time.Second { // a second on a loaded machine
			t.Errorf("%q again and again, %d tokens: %v", words, len(tokens), took)
		}
	}
}

package reminders

import (
	"os"
	"regexp"
	"testing"

	"mentor/bot"
	"mentor/bot/features"
	"mentor/bot/people"
)

// Every reason for which a schedule is refused has words in both languages,
// and what they suggest is a schedule.
func TestRefusalsAreWorded(t *testing.T) {
	words, err := bot.NewWords(features.All())
	if err != nil {
		t.Fatal(err)
	}
	s := schedules(t)
	call := regexp.MustCompile(`refuse\("([a-z0-9-]+)"`)
	bold := regexp.MustCompile(`\*\*([^*]+(?:\\\*[^*]*)*)\*\*`)
	prose := regexp.MustCompile(`profile|^(every|tous les) 2, 3`)
	seen := 0
	for _, file := range []string{"words.go", "cronline.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(text), -1) {
			seen++
			for _, lang := range []people.Lang{"en", "fr"} {
				id := "schedule.refused." + m[1]
				if !words.Has(lang, id) {
					t.Errorf("%s has no wording in %s", id, lang)
				}
				for _, example := range bold.FindAllStringSubmatch(string(words.Say(lang, id, "word", "x", "line", "x", "n", "3", "place", "1", "field", "x", "day", "31")), -1) {
					said := regexp.MustCompile(`\\`).ReplaceAllString(example[1], "")
					if timeAlone := regexp.MustCompile(`^[0-9][0-9:h]*(am|pm)?$|^4 D|^4 d|^2026`); prose.MatchString(said) || timeAlone.MatchString(said) {
						continue
					}
					if _, err := s.Parse(said, lang, "UTC", sunday); err != nil {
						t.Errorf("%s in %s suggests %q: %v", id, lang, said, err)
					}
				}
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d refusals found", seen)
	}
}

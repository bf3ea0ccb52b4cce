package reminders

import (
	"math"
	"slices"
	"testing"
	"time"
)

// Wherever the client's language leads and whatever the hour, the guess is of
// zones that exist, each once, and its chances are those of a whole.
func TestLikely(t *testing.T) {
	s, err := NewSchedules(nil)
	if err != nil {
		t.Fatal(err)
	}
	all := Zones()
	// Every locale of Discord's reference, and what terminals and Slack say.
	for _, locale := range []string{"id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR", "ro", "fi",
		"sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko", "fr-CA", "fr-CH", "en-AU", "en_IN", "C", "", "xx", "\xff"} {
		for hour := range 24 {
			got := s.Likely(locale, time.Date(2026, 7, 1, hour, 30, 0, 0, time.UTC), "")
			sum := 0.0
			seen := map[string]bool{}
			for i, z := range got {
				sum += z.Chance
				if seen[z.Zone] || !slices.Contains(all, z.Zone) || i > 0 && z.Chance > got[i-1].Chance {
					t.Errorf("%q at %d: %+v", locale, hour, got)
				}
				seen[z.Zone] = true
			}
			if len(got) == 0 || math.Abs(sum-1) > 1e-9 {
				t.Errorf("%q at %d: chances add up to %v", locale, hour, sum)
			}
		}
	}
	for locale, want := range map[string]string{"fr": "Europe/Paris", "fr-CA": "America/Toronto", "fr-CH": "Europe/Zurich", "en-GB": "Europe/London", "en-AU": "Australia/Sydney",
		"de": "Europe/Berlin", "ja": "Asia/Tokyo", "pt-BR": "America/Sao_Paulo", "es-419": "America/Mexico_City", "es-ES": "Europe/Madrid", "sv-SE": "Europe/Stockholm", "hi": "Asia/Kolkata"} {
		if got := s.Likely(locale, time.Time{}, ""); got[0].Zone != want {
			t.Errorf("%s: %v, want %s", locale, got[0], want)
		}
	}
}

// What has the least left to type comes first.
func TestCompletionsBeginWithTheShortest(t *testing.T) {
	for typed, want := range map[string]string{"par": "Europe/Paris", "ber": "Europe/Berlin", "lon": "Europe/London"} {
		if got := (&Schedules{}).Named(typed, 25); len(got) == 0 || got[0] != want && got[1] != want {
			t.Errorf("%q completes to %v; want %s first", typed, got, want)
		}
	}
	if got := (&Schedules{}).Named("par", 25); got[0] != "Europe/Paris" || !slices.Contains(got, "America/Paramaribo") {
		t.Errorf("par completes to %v", got)
	}
}

func TestClockSaid(t *testing.T) {
	for words, want := range map[string][]int{
		"15:20": {920}, "15h20": {920}, "15h": {900}, "3pm": {900}, "3 p.m.": {900}, "3:20 pm": {920}, "12am": {0}, "12:05 pm": {725},
		"it's 3:20 pm here": {920}, "It’s about 15:20 now.": {920}, "il est 15h20 chez moi": {920}, "ici il est 8 heures 05": {485}, "3:20": {200, 920},
		"00:10": {10}, "24:00": {0}, "3h20": {200}, "9.30": {570, 1290},
	} {
		if got := clockSaid(words); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", words, got, want)
		}
	}
	for _, words := range []string{"", "3", "15", "25:00", "13pm", "12:75", "Paris", "3 goals", "utc+2", "0pm", "monday 9am", "at 9", "\xff:20"} {
		if got := clockSaid(words); got != nil {
			t.Errorf("%q: %v", words, got)
		}
	}
}

func FuzzClockSaid(f *testing.F) {
	f.Add("it's 3:20 pm here")
	f.Fuzz(func(t *testing.T, words string) {
		for _, m := range clockSaid(words) {
			if m < 0 || m >= 24*60 {
				t.Errorf("%q: %d", words, m)
			}
		}
		if n := len((&Schedules{}).Named(words, 25)); n > 25 {
			t.Errorf("%q completes to %d zones", words, n)
		}
		(&Schedules{}).Likely(words, time.Unix(0, 0), words)
	})
}

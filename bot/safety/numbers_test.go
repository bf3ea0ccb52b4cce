package safety

import (
	"strings"
	"testing"
	"time"
)

// TestNumbersAreKept holds what every entry has: a number, where and when it
// was confirmed, and zones that exist and are in no other entry.
func TestNumbersAreKept(t *testing.T) {
	zones := map[string]string{}
	for _, e := range numbers() {
		country := strings.Join(e.Countries, " ")
		if e.Line == "" || e.Emergency == "" || !strings.HasPrefix(e.Source, "https://") {
			t.Errorf("%s lacks a number or its source", country)
		}
		if _, err := time.Parse(time.DateOnly, e.Confirmed); err != nil {
			t.Errorf("%s: %v", country, err)
		}
		for _, lang := range []string{"en", "fr"} {
			if e.Place[lang] == "" || e.Region[lang] == "" {
				t.Errorf("%s has no words in %s", country, lang)
			}
		}
		for _, zone := range e.Zones {
			if zones[zone] != "" {
				t.Errorf("%s is in %s and in %s", zone, zones[zone], country)
			}
			zones[zone] = country
			if _, err := time.LoadLocation(zone); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestNumbersOfThePersonsCountryComeFirst(t *testing.T) {
	for _, c := range []struct{ lang, zone, locale, lines, emergency string }{
		{"en", "", "", "UK and Ireland: Samaritans, 116 123. France: 3114. US: 988.", "999 (UK), 112 (EU), 911 (US)"},
		{"en", "Asia/Singapore", "en-GB", "Singapore: Samaritans of Singapore, 1767. UK and Ireland: Samaritans, 116 123. France: 3114. US: 988.", "995 (Singapore), 999 (UK), 112 (EU), 911 (US)"},
		{"fr", "Europe/Brussels", "", "en Belgique, Centre de Prévention du Suicide, le 0800 32 123, gratuit, jour et nuit ; en France, le 3114, gratuit, jour et nuit.", "le 112"},
		{"fr", "", "fr-CH", "en Suisse, La Main Tendue, le 143, jour et nuit ; en France, le 3114, gratuit, jour et nuit.", "le 144 (Suisse), le 112 (Europe)"},
	} {
		if lines, emergency := Numbers(c.lang, c.zone, c.locale); lines != c.lines || emergency != c.emergency {
			t.Errorf("%s %s %s: %q, %q", c.lang, c.zone, c.locale, lines, emergency)
		}
	}
}

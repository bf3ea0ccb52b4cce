package reminders

import (
	"errors"
	"strings"
	"testing"
	"time"

	"mentor/bot/people"
)

// sunday is when the tests speak: a Sunday, 22 November 2026, noon in Paris.
var sunday = time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)

func schedules(t testing.TB) *Schedules {
	t.Helper()
	s, err := NewSchedules(nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestParseWords(t *testing.T) {
	s := schedules(t)
	for _, c := range []struct {
		words string
		lang  people.Lang
		want  people.Plan
	}{
		{"every monday 9am", "en", people.Plan{Cron: "0 9 * * 1"}},
		{"mondays at 9", "en", people.Plan{Cron: "0 9 * * 1"}},
		{"Mondays 9", "en", people.Plan{Cron: "0 9 * * 1"}},
		{"Monday 09:30", "en", people.Plan{Cron: "30 9 * * 1"}},
		{"Monday, 9:30 a.m.", "en", people.Plan{Cron: "30 9 * * 1"}},
		{"fridays at 4", "en", people.Plan{Cron: "0 16 * * 5"}},
		{"fridays at 4:30", "en", people.Plan{Cron: "30 16 * * 5"}},
		{"fridays at 04:30", "en", people.Plan{Cron: "30 4 * * 5"}},
		{"friday afternoon", "en", people.Plan{Cron: "0 14 * * 5"}},
		{"friday at 4 in the afternoon", "en", people.Plan{Cron: "0 16 * * 5"}},
		{"friday half past 9", "en", people.Plan{Cron: "30 9 * * 5"}},
		{"Please check in with me every wednesday at noon", "en", people.Plan{Cron: "0 12 * * 3"}},
		{"every wendesday at 10am", "en", people.Plan{Cron: "0 10 * * 3"}},
		{"every monday and thursday at 5pm", "en", people.Plan{Cron: "0 17 * * 1,4"}},
		{"monday to friday at 8:15", "en", people.Plan{Cron: "15 8 * * 1,2,3,4,5"}},
		{"every weekday at 8:15", "en", people.Plan{Cron: "15 8 * * 1,2,3,4,5"}},
		{"every day at 9", "en", people.Plan{Cron: "0 9 * * *"}},
		{"daily", "en", people.Plan{Cron: "0 9 * * *"}},
		{"weekly", "en", people.Plan{Cron: "0 9 * * 1"}},
		{"once a week on tuesday", "en", people.Plan{Cron: "0 9 * * 2"}},
		{"twice a week", "en", people.Plan{Cron: "0 9 * * 1,4"}},
		{"every second friday at 4pm", "en", people.Plan{Cron: "0 16 * * 5", EveryWeeks: 2, Anchor: "2026-11-27"}},
		{"every other week on tuesday", "en", people.Plan{Cron: "0 9 * * 2", EveryWeeks: 2, Anchor: "2026-11-24"}},
		{"every other friday", "en", people.Plan{Cron: "0 9 * * 5", EveryWeeks: 2, Anchor: "2026-11-27"}},
		{"every 2 weeks", "en", people.Plan{Cron: "0 9 * * 1", EveryWeeks: 2, Anchor: "2026-11-23"}},
		{"every three weeks on thursday at 15:00", "en", people.Plan{Cron: "0 15 * * 4", EveryWeeks: 3, Anchor: "2026-11-26"}},
		{"fortnightly on fridays", "en", people.Plan{Cron: "0 9 * * 5", EveryWeeks: 2, Anchor: "2026-11-27"}},
		{"biweekly", "en", people.Plan{Cron: "0 9 * * 1", EveryWeeks: 2, Anchor: "2026-11-23"}},
		{"every second friday from 4 December", "en", people.Plan{Cron: "0 9 * * 5", EveryWeeks: 2, Anchor: "2026-12-04"}},
		{"every 14 days", "en", people.Plan{Cron: "0 9 * * 1", EveryWeeks: 2, Anchor: "2026-11-23"}},
		{"every second friday of the month", "en", people.Plan{Cron: "0 9 * * 5", Nth: 2}},
		{"the second friday of every month at 11", "en", people.Plan{Cron: "0 11 * * 5", Nth: 2}},
		{"first monday of the month at 9:30", "en", people.Plan{Cron: "30 9 * * 1", Nth: 1}},
		{"every first monday", "en", people.Plan{Cron: "0 9 * * 1", Nth: 1}},
		{"last friday of the month", "en", people.Plan{Cron: "0 9 * * 5", Nth: -1}},
		{"first working day of the month", "en", people.Plan{Cron: "0 9 * * 1,2,3,4,5", Nth: 1}},
		{"last day of the month at 17:00", "en", people.Plan{Cron: "0 17 28-31 * *", Nth: -1}},
		{"end of the month", "en", people.Plan{Cron: "0 9 28-31 * *", Nth: -1}},
		{"monthly", "en", people.Plan{Cron: "0 9 * * 1", Nth: 1}},
		{"monthly on the 15th", "en", people.Plan{Cron: "0 9 15 * *"}},
		{"on the 15th", "en", people.Plan{Cron: "0 9 15 * *"}},
		{"on the 1st and the 15th at 8am", "en", people.Plan{Cron: "0 8 1,15 * *"}},
		{"first of the month", "en", people.Plan{Cron: "0 9 1 * *"}},
		{"twice a month", "en", people.Plan{Cron: "0 9 1,15 * *"}},
		{"monthly on fridays", "en", people.Plan{Cron: "0 9 * * 5", Nth: 1}},
		{"quarterly", "en", people.Plan{Cron: "0 9 * 1,4,7,10 1", Nth: 1}},
		{"every quarter on the first friday at 10:00", "en", people.Plan{Cron: "0 10 * 1,4,7,10 5", Nth: 1}},
		{"every 3 months", "en", people.Plan{Cron: "0 9 * 3,6,9,12 1", Nth: 1}},
		{"every two months on the 20th", "en", people.Plan{Cron: "0 9 20 2,4,6,8,10,12 *"}},
		{"twice a year", "en", people.Plan{Cron: "0 9 * 6,12 1", Nth: 1}},
		{"every year on 31 January", "en", people.Plan{Cron: "0 9 31 1 *"}},
		{"first monday of january and july", "en", people.Plan{Cron: "0 9 * 1,7 1", Nth: 1}},
		{"0 9 * * 1", "en", people.Plan{Cron: "0 9 * * 1"}},
		{"30 16 * * FRI", "en", people.Plan{Cron: "30 16 * * FRI"}},
		{"0 9 1 */3 *", "en", people.Plan{Cron: "0 9 1 */3 *"}},
		{"0 9 29 2 *", "en", people.Plan{Cron: "0 9 29 2 *"}},

		{"tous les lundis à 9h", "fr", people.Plan{Cron: "0 9 * * 1"}},
		{"chaque lundi à 9 h 30", "fr", people.Plan{Cron: "30 9 * * 1"}},
		{"le lundi matin", "fr", people.Plan{Cron: "0 9 * * 1"}},
		{"lundi et jeudi à 17h", "fr", people.Plan{Cron: "0 17 * * 1,4"}},
		{"du lundi au vendredi à 8h15", "fr", people.Plan{Cron: "15 8 * * 1,2,3,4,5"}},
		{"le vendredi à 4 h de l’après-midi", "fr", people.Plan{Cron: "0 16 * * 5"}},
		{"tous les mardis à 9h et demie", "fr", people.Plan{Cron: "30 9 * * 2"}},
		{"mar à 10h", "fr", people.Plan{Cron: "0 10 * * 2"}},
		{"mercredi midi", "fr", people.Plan{Cron: "0 12 * * 3"}},
		{"un vendredi sur deux à 16h", "fr", people.Plan{Cron: "0 16 * * 5", EveryWeeks: 2, Anchor: "2026-11-27"}},
		{"une semaine sur deux le mardi", "fr", people.Plan{Cron: "0 9 * * 2", EveryWeeks: 2, Anchor: "2026-11-24"}},
		{"toutes les deux semaines", "fr", people.Plan{Cron: "0 9 * * 1", EveryWeeks: 2, Anchor: "2026-11-23"}},
		{"tous les quinze jours", "fr", people.Plan{Cron: "0 9 * * 1", EveryWeeks: 2, Anchor: "2026-11-23"}},
		{"le 1er du mois à 9h", "fr", people.Plan{Cron: "0 9 1 * *"}},
		{"le 15 de chaque mois", "fr", people.Plan{Cron: "0 9 15 * *"}},
		{"le premier lundi du mois", "fr", people.Plan{Cron: "0 9 * * 1", Nth: 1}},
		{"le dernier vendredi du mois à 16h", "fr", people.Plan{Cron: "0 16 * * 5", Nth: -1}},
		{"le dernier jour du mois", "fr", people.Plan{Cron: "0 9 28-31 * *", Nth: -1}},
		{"fin de mois", "fr", people.Plan{Cron: "0 9 28-31 * *", Nth: -1}},
		{"le premier jour ouvré du mois", "fr", people.Plan{Cron: "0 9 * * 1,2,3,4,5", Nth: 1}},
		{"chaque trimestre", "fr", people.Plan{Cron: "0 9 * 1,4,7,10 1", Nth: 1}},
		{"tous les trois mois", "fr", people.Plan{Cron: "0 9 * 3,6,9,12 1", Nth: 1}},
		{"une fois par mois", "fr", people.Plan{Cron: "0 9 * * 1", Nth: 1}},
		{"hebdomadaire, le jeudi", "fr", people.Plan{Cron: "0 9 * * 4"}},
		{"mensuel", "fr", people.Plan{Cron: "0 9 * * 1", Nth: 1}},
		{"deux fois par semaine", "fr", people.Plan{Cron: "0 9 * * 1,4"}},
		{"chaque semaine", "fr", people.Plan{Cron: "0 9 * * 1"}},
		{"tous les jours à 18 heures", "fr", people.Plan{Cron: "0 18 * * *"}},
		{"le 3 janvier", "fr", people.Plan{Cron: "0 9 3 1 *"}},
		{"weekly", "fr", people.Plan{Cron: "0 9 * * 1"}},
	} {
		got, err := s.Parse(c.words, c.lang, "Europe/Paris", sunday)
		if err != nil || got != c.want {
			t.Errorf("%q: %+v, %v; want %+v", c.words, got, err, c.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	s := schedules(t)
	for words, reason := range map[string]string{
		"":                                     "empty",
		"TZ=0":                                 "zone",
		"TZ=Europe/Paris 0 9 * * 1":            "zone",
		"CRON_TZ=Asia/Tokyo 0 9 * * 1":         "zone",
		"@every 1h":                            "interval",
		"@weekly":                              "descriptor",
		"* * * * * *":                          "seconds",
		"* * * * *":                            "several-a-day",
		"*/5 9 * * 1":                          "several-a-day",
		"0 9,17 * * 1":                         "several-a-day",
		"0 * * * 1":                            "several-a-day",
		"0 9 30 2 *":                           "never",
		"0 9 1 * 1":                            "both-days",
		"0 9 * * 7":                            "sunday-7",
		"0 9 * * 5-7":                          "sunday-7",
		"0 9 L * *":                            "cron-letters",
		"0 9 * * 5L":                           "cron-letters",
		"0 9 * * 1#2":                          "cron-letters",
		"0 9 15W * *":                          "cron-letters",
		"0 25 * * 1":                           "cron-field",
		"0 9 , * *":                            "cron-field",
		"0 9 * *":                              "cron-fields",
		"every second":                         "too-often",
		"every minute":                         "too-often",
		"every 2 hours":                        "too-often",
		"hourly":                               "too-often",
		"toutes les heures":                    "too-often",
		"mondays at 9am and 5pm":               "several-a-day",
		"twice a day":                          "several-a-day",
		"deux fois par jour":                   "several-a-day",
		"monday the 15th":                      "both-days",
		"on the 31st":                          "short-months",
		"le 30 du mois":                        "short-months",
		"every 5 months":                       "interval-words",
		"every 10 days":                        "days-interval",
		"at 9":                                 "how-often",
		"please":                               "nothing",
		"when the moon is full":                "words",
		"mondays at 25:00":                     "time",
		"first monday and friday of the month": "several-nth",
		strings.Repeat("every monday ", 100):   "long",
	} {
		_, err := s.Parse(words, "en", "Europe/Paris", sunday)
		var refused *people.ScheduleError
		if !errors.As(err, &refused) || refused.Reason != "schedule.refused."+reason {
			t.Errorf("%q: %v, want %s", words, err, reason)
		}
	}
	if _, err := s.Parse("weekly", "en", "Nowhere/Else", sunday); err == nil {
		t.Error("a zone that is none was taken")
	}
}

// What Describe says must be read back as the same plan, in both languages.
func TestDescribe(t *testing.T) {
	s := schedules(t)
	for _, c := range []struct {
		plan   people.Plan
		en, fr string
	}{
		{people.Plan{Cron: "0 9 * * 1"}, "every Monday at 09:00", "chaque lundi à 9h"},
		{people.Plan{Cron: "30 16 * * 1,4"}, "every Monday and Thursday at 16:30", "chaque lundi et jeudi à 16h30"},
		{people.Plan{Cron: "0 9 * * *"}, "every day at 09:00", "tous les jours à 9h"},
		{people.Plan{Cron: "0 9 * * 1,2,3,4,5"}, "every weekday at 09:00", "chaque jour ouvré à 9h"},
		{people.Plan{Cron: "0 16 * * 5", EveryWeeks: 2, Anchor: "2026-12-04"}, "every second Friday at 16:00, from 4 December 2026", "un vendredi sur deux à 16h, à partir du 4 décembre 2026"},
		{people.Plan{Cron: "0 9 * * 2", EveryWeeks: 3, Anchor: "2026-12-01"}, "every 3 weeks on Tuesday at 09:00, from 1 December 2026", "toutes les 3 semaines le mardi à 9h, à partir du 1 décembre 2026"},
		{people.Plan{Cron: "0 9 * * 1", Nth: 1}, "the first Monday of the month at 09:00", "le premier lundi du mois à 9h"},
		{people.Plan{Cron: "0 9 * * 5", Nth: -1}, "the last Friday of the month at 09:00", "le dernier vendredi du mois à 9h"},
		{people.Plan{Cron: "0 9 * 1,4,7,10 1", Nth: 1}, "the first Monday of the quarter at 09:00", "le premier lundi du trimestre à 9h"},
		{people.Plan{Cron: "0 9 * 1,7 1", Nth: 1}, "the first Monday of the month, in January and July, at 09:00", "le premier lundi du mois, en janvier et juillet, à 9h"},
		{people.Plan{Cron: "0 9 1 * *"}, "the 1st of the month at 09:00", "le 1er du mois à 9h"},
		{people.Plan{Cron: "0 9 1,15 * *"}, "the 1st and 15th of the month at 09:00", "le 1er et 15 du mois à 9h"},
		{people.Plan{Cron: "0 9 31 1 *"}, "the 31st of the month, in January, at 09:00", "le 31 du mois, en janvier, à 9h"},
		{people.Plan{Cron: "0 17 28-31 * *", Nth: -1}, "the last day of the month at 17:00", "le dernier jour du mois à 17h"},
		{people.Plan{Cron: "0 9 * * 1,2,3,4,5", Nth: 1}, "the first working day of the month at 09:00", "le premier jour ouvré du mois à 9h"},
		{people.Plan{Cron: "0 4 * * 6"}, "every Saturday at 04:00", "chaque samedi à 4h"},
		{people.Plan{Cron: "0 9 1-7 1 *"}, "0 9 1-7 1 *", "0 9 1-7 1 *"},
	} {
		for lang, want := range map[people.Lang]string{"en": c.en, "fr": c.fr} {
			got := s.Describe(c.plan, lang)
			if got != want {
				t.Errorf("%+v in %s: %q, want %q", c.plan, lang, got, want)
			}
			back, err := s.Parse(got, lang, "Europe/Paris", sunday)
			if err != nil || back != c.plan {
				t.Errorf("%q is read back as %+v, %v; want %+v", got, back, err, c.plan)
			}
		}
	}
}

func TestNext(t *testing.T) {
	s := schedules(t)
	for _, c := range []struct {
		name, zone string
		plan       people.Plan
		from       string
		want       []string
	}{
		{"weekly", "Europe/Paris", people.Plan{Cron: "0 9 * * 1"}, "2026-11-22T11:00:00Z", []string{"2026-11-23T08:00:00Z", "2026-11-30T08:00:00Z"}},
		{"not the instant itself", "Europe/Paris", people.Plan{Cron: "0 9 * * 1"}, "2026-11-23T08:00:00Z", []string{"2026-11-30T08:00:00Z"}},
		{"gap: the first valid minute", "Europe/Paris", people.Plan{Cron: "30 2 * * *"}, "2027-03-27T12:00:00Z", []string{"2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z"}},
		{"overlap: the first", "Europe/Paris", people.Plan{Cron: "30 2 * * *"}, "2026-10-24T12:00:00Z", []string{"2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"}},
		{"overlap: not again in the second", "Europe/Paris", people.Plan{Cron: "30 2 * * *"}, "2026-10-25T01:00:00Z", []string{"2026-10-26T01:30:00Z"}},
		{"gap of half an hour", "Australia/Lord_Howe", people.Plan{Cron: "15 2 * * *"}, "2026-10-03T00:00:00Z", []string{"2026-10-03T15:30:00Z"}},
		{"gap past midnight takes the next day's place", "America/Nuuk", people.Plan{Cron: "30 23 * * *"}, "2027-03-27T12:00:00Z",
			[]string{"2027-03-28T01:00:00Z", "2027-03-30T00:30:00Z"}},
		{"a day left out", "Pacific/Apia", people.Plan{Cron: "0 9 * * *"}, "2011-12-29T20:00:00Z", []string{"2011-12-30T10:00:00Z", "2011-12-31T19:00:00Z"}},
		{"every second week", "UTC", people.Plan{Cron: "0 9 * * 5", EveryWeeks: 2, Anchor: "2026-11-20"}, "2026-11-22T00:00:00Z",
			[]string{"2026-12-04T09:00:00Z", "2026-12-18T09:00:00Z"}},
		{"second friday", "UTC", people.Plan{Cron: "0 9 * * 5", Nth: 2}, "2026-11-22T00:00:00Z", []string{"2026-12-11T09:00:00Z", "2027-01-08T09:00:00Z"}},
		{"last friday", "UTC", people.Plan{Cron: "0 9 * * 5", Nth: -1}, "2026-11-22T00:00:00Z", []string{"2026-11-27T09:00:00Z", "2026-12-25T09:00:00Z"}},
		{"last day", "UTC", people.Plan{Cron: "0 9 28-31 * *", Nth: -1}, "2027-01-31T10:00:00Z", []string{"2027-02-28T09:00:00Z", "2027-03-31T09:00:00Z"}},
		{"first working day", "UTC", people.Plan{Cron: "0 9 * * 1,2,3,4,5", Nth: 1}, "2026-11-22T00:00:00Z", []string{"2026-12-01T09:00:00Z", "2027-01-01T09:00:00Z"}},
		{"29 February over a century's end", "UTC", people.Plan{Cron: "0 9 29 2 *"}, "2096-03-01T00:00:00Z", []string{"2104-02-29T09:00:00Z"}},
	} {
		from, _ := time.Parse(time.RFC3339, c.from)
		got, err := s.Next(c.plan, c.zone, from, len(c.want))
		var text []string
		for _, at := range got {
			text = append(text, at.Format(time.RFC3339))
		}
		if err != nil || strings.Join(text, " ") != strings.Join(c.want, " ") {
			t.Errorf("%s: %v, %v; want %v", c.name, text, err, c.want)
		}
	}
	if got, err := s.Next(people.Plan{Cron: "0 9 30 2 *"}, "UTC", sunday, 3); err != nil || len(got) != 0 {
		t.Errorf("a day that never comes: %v, %v", got, err)
	}
	if _, err := s.Next(people.Plan{Cron: "0 9 * * 1"}, "", sunday, 1); err == nil {
		t.Error("no zone was taken for one")
	}
}

func TestZone(t *testing.T) {
	s := schedules(t)
	for words, want := range map[string]string{
		"Europe/Paris": "Europe/Paris", "europe/paris": "Europe/Paris", "Paris": "Europe/Paris", "paris": "Europe/Paris", "new york": "America/New_York",
		"New_York": "America/New_York", "NYC": "America/New_York", "EST": "America/New_York", "PST": "America/Los_Angeles", "CET": "Europe/Paris", "cest": "Europe/Paris",
		"France": "Europe/Paris", "Allemagne": "Europe/Berlin", "Germany": "Europe/Berlin", "japan": "Asia/Tokyo", "Japon": "Asia/Tokyo", "UK": "Europe/London",
		"Lyon, France": "Europe/Paris", "Montréal": "America/Toronto", "São Paulo": "America/Sao_Paulo", "sao paulo": "America/Sao_Paulo", "Saint-Denis, Réunion": "Indian/Reunion",
		"UTC": "UTC", "in Berlin": "Europe/Berlin", "Pacific time": "America/Los_Angeles", "Ho Chi Minh": "Asia/Ho_Chi_Minh", "Genève": "Europe/Zurich", "US/Eastern": "America/New_York",
		"Côte d’Ivoire": "Africa/Abidjan", "Switzerland": "Europe/Zurich", "Maroc": "Africa/Casablanca",
	} {
		if got, near := s.Zone(words); got != want {
			t.Errorf("%q: %q, near %v; want %q", words, got, near, want)
		}
	}
	for words, want := range map[string]string{"pariss": "Europe/Paris", "Europe/Pariss": "Europe/Paris", "USA": "America/New_York", "UTC+2": "Europe/Paris", "gmt -05:00": "America/New_York", "londn": "Europe/London", "Canada": "America/Toronto"} {
		if got, near := s.Zone(words); got != "" || len(near) == 0 || near[0] != want {
			t.Errorf("%q: %q, near %v; want %q among them", words, got, near, want)
		}
	}
	for _, words := range []string{"", "Local", "local", strings.Repeat("a", 500)} {
		if got, _ := s.Zone(words); got != "" {
			t.Errorf("%q: %q", words, got)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(zoneList), "\n") {
		zone, _, _ := strings.Cut(line, "\t")
		if _, err := people.Zone(zone); err != nil {
			t.Errorf("%s: %v", zone, err)
		}
	}
	a := readAtlas()
	for name, zone := range a.byName {
		if _, err := people.Zone(zone); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, all := range []map[string][]string{mainZones, offsets} {
		for name, zones := range all {
			for _, z := range zones {
				if _, err := people.Zone(z); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	}
	for name, z := range abbreviations {
		if _, err := people.Zone(z); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, code := range countryNames {
		if len(a.byCountry[name]) == 0 {
			t.Errorf("%s has no zone (%s)", name, code)
		}
	}
}

func TestDefaults(t *testing.T) {
	s, err := NewSchedules(map[people.Horizon]string{people.Year1: "every friday at 15:00"})
	if err != nil || s.Default(people.Year1).Cron != "0 15 * * 5" || s.Default(people.Years3).Nth != 1 {
		t.Errorf("%+v, %v", s.defaults, err)
	}
	_, err = NewSchedules(map[people.Horizon]string{people.Year1: "whenever", people.Years5: "@every 1s"})
	if err == nil || !strings.Contains(err.Error(), "whenever") || !strings.Contains(err.Error(), "@every 1s") {
		t.Errorf("mistakes of an admin: %v", err)
	}
}

// No string may panic, hang, or give a plan that its own description loses.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"every monday 9am", "TZ=0", "CRON_TZ=", "@every", "0 9 * * 1", "* * * * * *", "0 9 30 2 *", "un vendredi sur deux à 16h", ", , , , ,",
		"0 9 */0 * *", "every 99999999999999999999 weeks", "le 1er", "first last monday", "\x00\xff", "?/? ? ? ? ?", "at 99", "quarter to 0", "every second second", "3e 3e 3e", "from 2026-99-99"} {
		f.Add(s, "en")
		f.Add(s, "fr")
	}
	s := schedules(f)
	f.Fuzz(func(t *testing.T, words, lang string) {
		s.Zone(words)
		p, err := s.Parse(words, people.Lang(lang), "America/New_York", sunday)
		if err != nil {
			var refused *people.ScheduleError
			if !errors.As(err, &refused) {
				t.Fatalf("%q: %v", words, err)
			}
			return
		}
		next, err := s.Next(p, "America/New_York", sunday, 3)
		if err != nil || len(next) == 0 {
			t.Fatalf("%q: %+v never comes: %v", words, p, err)
		}
		for i := 1; i < len(next); i++ {
			if !next[i].After(next[i-1]) || next[i].In(time.UTC).Sub(next[i-1]) < time.Hour {
				t.Fatalf("%q: %v", words, next)
			}
		}
		for _, l := range []people.Lang{"en", "fr"} {
			text := s.Describe(p, l)
			back, err := s.Parse(text, l, "America/New_York", sunday)
			if err != nil {
				t.Fatalf("%q → %+v → %q: %v", words, p, text, err)
			}
			again, err := s.Next(back, "America/New_York", sunday, 3)
			if err != nil || len(again) != len(next) || !again[0].Equal(next[0]) || !again[len(next)-1].Equal(next[len(next)-1]) {
				t.Fatalf("%q → %+v → %q → %+v: %v, %v", words, p, text, back, next, again)
			}
		}
	})
}

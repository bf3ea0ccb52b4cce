package account_test

import (
	"strings"
	"testing"

	"mentor/bot"
	"mentor/bot/bottest"
)

// The export has a page beside the rows: everything that the person said, in
// their language, people's marks as they are written, and none of our names.
func TestExportCanBeRead(t *testing.T) {
	for lang, c := range map[string]struct {
		say  []string
		want []string
	}{
		"en": {[]string{"profile role digital tracking manager target head of analytics zone Europe/London", "goal add 0-1 Lead the *consent* project", "goal add 1-3 Learn SQL", "goal done 2",
			"win I cut tag errors from 9% to 2%", "cert add CIPP/E on 2026-02-20", "I already mentor two juniors"},
			[]string{"# What Mentor keeps about you", "As of 22 November 2026", "Role: Digital Tracking Manager", "Heading for: Head of Analytics", `Lead the \*consent\* project (goal 1, 0–1 year)`,
				"## Goals reached\n\n- Learn SQL (goal 2, 1–3 years), 22 November 2026", "22 November 2026: I cut tag errors from 9% to 2% (Implementing tracking)",
				"Leading people: one of the two deeds", "Leading projects: no chance so far", "20 February 2026, runs out on 20 February 2028", "## What you said in passing\n\n- I already mentor two juniors"}},
		"fr": {[]string{"profil langue français", "objectif ajouter 0-1 Mener le projet consentement", "réussite j'ai formé deux juniors"},
			[]string{"# Ce que Mentor garde sur vous", "Au 22 novembre 2026", "Mener le projet consentement (objectif 1", "j'ai formé deux juniors (Encadrer)", "Encadrer : l'un des deux", "Mener des projets : pas l'occasion jusqu'ici"}},
	} {
		x := bottest.NewTalker(t)
		for _, said := range c.say {
			x.Do(bot.Message{Text: said})
		}
		x.Do(bot.Press{Action: "skills.tick", Value: "n head-of-analytics leading-people 1"})
		x.Do(bot.Press{Action: "skills.tick", Value: "n head-of-analytics leading-projects x"})
		var got string
		for _, b := range x.Do(bot.Message{Text: "export"}).Blocks {
			if f, ok := b.(bot.File); ok && strings.HasSuffix(f.Name, ".md") {
				got = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(string(f.Data))
			}
		}
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in the page:\n%s", lang, want, got)
			}
		}
		for _, ours := range []string{"person_id", "said_at", "head-of-analytics", "leading-", "0-1", "[page."} {
			if strings.Contains(got, ours) {
				t.Errorf("%s: the page names %q", lang, ours)
			}
		}
	}
}

// The export has certifications as a table and dates as a calendar: names as
// they are, a formula kept from being one, days as days.
func TestExportHasTableAndCalendar(t *testing.T) {
	x := bottest.NewTalker(t)
	for _, said := range []string{"profile zone Europe/London", "cert add CIPP/E on 2026-02-20", "cert add =SUM(A1) on 2026-02-20 expires 2027-02-20", "goal add 0-1 Lead; the, project", "goal due 1 31 march 2027"} {
		x.Do(bot.Message{Text: said})
	}
	files := map[string]string{}
	for _, b := range x.Do(bot.Message{Text: "export"}).Blocks {
		if f, ok := b.(bot.File); ok {
			files[f.Name[strings.LastIndexByte(f.Name, '.'):]] = string(f.Data)
		}
	}
	for kind, want := range map[string][]string{
		".csv": {"Certification,Issuer,Earned,Expires,Link\n", "IAPP", "2026-02-20,2028-02-20", "'=SUM(A1)"},
		".ics": {"BEGIN:VCALENDAR", "DTSTART;VALUE=DATE:20280220", "DTEND;VALUE=DATE:20270401", `SUMMARY:Goal 1 due: Lead\; the\, project`, "SUMMARY:Runs out: ", "END:VCALENDAR"},
	} {
		for _, w := range want {
			if !strings.Contains(files[kind], w) {
				t.Errorf("%s lacks %q:\n%s", kind, w, files[kind])
			}
		}
	}
}

// The page says which check-ins will be sent, not those of horizons that nobody
// chose, and what holds them back; the calendar has the same ones.
func TestExportSaysWhatComes(t *testing.T) {
	for lang, c := range map[string]struct {
		say         []string
		want, never []string
	}{
		"en": {[]string{"profile zone Europe/London", "goal add 0-1 Lead the consent project", "schedule every friday 4pm", "press Save", "schedule quiet 21:00-07:00", "away 10 december to 15 december", "pause until 2 december"},
			[]string{"## Check-ins to come\n\n- 0–1 year: next, Friday 4 December 2026 at 16:00\n\n", "- Every day from 21:00 to 07:00", "- Away from 10 December 2026 to 15 December 2026", "- Paused until 2 December 2026"}, []string{"1–3 years", "3–5 years"}},
		"fr": {[]string{"profil langue français fuseau Europe/Paris", "objectif ajouter 0-1 Mener le projet consentement", "planning le vendredi à 16h", "press Enregistrer", "absence du 10 au 15 décembre", "arrêter"},
			[]string{"## Quand Mentor se tait\n\n- Chaque jour de 20h à 8h", "- Absence du 10 décembre 2026 au 15 décembre 2026", "- Aucun point tant que vous n'en demandez pas"}, []string{"Points à venir", "1 à 3 ans"}},
	} {
		x := bottest.NewTalker(t)
		for _, said := range c.say {
			if label, ok := strings.CutPrefix(said, "press "); ok {
				x.Takes(label)
				continue
			}
			x.Do(bot.Message{Text: said})
		}
		files := map[string]string{}
		for _, b := range x.Do(bot.Message{Text: "export"}).Blocks {
			if f, ok := b.(bot.File); ok {
				files[f.Name[strings.LastIndexByte(f.Name, '.'):]] = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(string(f.Data))
			}
		}
		for _, want := range c.want {
			if !strings.Contains(files[".md"], want) {
				t.Errorf("%s: %q is not in the page:\n%s", lang, want, files[".md"])
			}
		}
		for _, never := range c.never {
			if strings.Contains(files[".md"], never) {
				t.Errorf("%s: %q is in the page:\n%s", lang, never, files[".md"])
			}
		}
		if got := files[".ics"]; lang == "en" && (!strings.Contains(got, "DTSTART:20261204T160000Z") || strings.Contains(got, "20261211T16")) {
			t.Errorf("the calendar does not hold what is sent:\n%s", got)
		}
	}
}

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

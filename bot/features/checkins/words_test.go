package checkins

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/features/profile"
	"mentor/bot/people"
	"mentor/bot/say"
)

// turnFor is a turn that only speaks.
func turnFor(t *testing.T, lang people.Lang) *bot.Turn {
	t.Helper()
	words, err := bot.NewWords([]bot.Feature{Feature(), profile.Feature()})
	if err != nil {
		t.Fatal(err)
	}
	return &bot.Turn{Bot: &bot.Bot{Options: bot.Options{Words: words}}, Lang: lang, Now: time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC), Person: people.Person{Zone: "UTC"}}
}

func TestSplitNext(t *testing.T) {
	for _, c := range []struct{ said, next, when, where string }{
		{"draft the brief", "draft the brief", "", ""},
		{"draft the brief, tuesday at 9, at my desk", "draft the brief", "tuesday at 9", "at my desk"},
		{"draft the brief; tomorrow", "draft the brief", "tomorrow", ""},
		{"rédiger le brief, mardi à 9h, à mon bureau", "rédiger le brief", "mardi à 9h", "à mon bureau"},
		{"call Anna, Ben and Chris", "call Anna, Ben and Chris", "", ""},
		{"call Anna, Ben and Chris, on friday", "call Anna, Ben and Chris", "on friday", ""},
		{"appeler Anna, demain, chez elle.", "appeler Anna", "demain", "chez elle"},
		{"tomorrow, draft it", "tomorrow, draft it", "", ""},
		{", tomorrow", ", tomorrow", "", ""},
		{"", "", "", ""},
		{"run, 3pm", "run", "3pm", ""},
	} {
		next, when, where := splitNext(c.said)
		if next != c.next || when != c.when || where != c.where {
			t.Errorf("%q: %q, %q, %q", c.said, next, when, where)
		}
	}
}

func TestIfThen(t *testing.T) {
	for _, c := range []struct {
		lang people.Lang
		e    people.Entry
		want string
	}{
		{"en", people.Entry{Next: "Draft the brief.", When: "Tuesday at 9", Where: "my desk"}, "When it's Tuesday at 9, at my desk, I will draft the brief."},
		{"en", people.Entry{Next: "I'll call AWS", When: "on Tuesday", Where: "In the office"}, "When it's Tuesday, in the office, I will call AWS."},
		{"en", people.Entry{Next: "AWS exam prep", When: "after lunch"}, "You planned: AWS exam prep, after lunch."},
		{"en", people.Entry{Next: "First call legal", When: "after lunch"}, "After lunch, I will first call legal."},
		{"en", people.Entry{Next: "I only have two hours a week"}, "You planned: I only have two hours a week."},
		{"en", people.Entry{Next: "Send the brief", When: "no idea yet"}, "You planned: Send the brief, no idea yet."},
		{"en", people.Entry{Next: "Read", Where: "the library"}, "At the library, I will read."},
		{"en", people.Entry{Next: "Read"}, "Next, I will read."},
		{"en", people.Entry{Next: "*bold* @here", When: "now"}, "You planned: *bold* @here, now."},
		{"fr", people.Entry{Next: "Rédiger le brief", When: "mardi à 9h", Where: "au bureau"}, "Quand ce sera mardi à 9h, au bureau, je vais rédiger le brief."},
		{"fr", people.Entry{Next: "je vais appeler Anna", When: "dès lundi", Where: "bureau"}, "Dès lundi (bureau), je vais appeler Anna."},
		{"fr", people.Entry{Next: "Lire", Where: "bibliothèque"}, "Je vais lire (bibliothèque)."},
		{"fr", people.Entry{Next: "Lire", Where: "à la bibliothèque"}, "À la bibliothèque, je vais lire."},
		{"fr", people.Entry{Next: "Lire", When: "à 9h"}, "Quand ce sera 9h, je vais lire."},
		{"fr", people.Entry{Next: "Atelier avec le juridique", When: "jeudi"}, "Prévu\u00a0: Atelier avec le juridique, jeudi."},
		{"fr", people.Entry{Next: "m'inscrire à l'examen", When: "jeudi"}, "Quand ce sera jeudi, je vais m'inscrire à l'examen."},
	} {
		got := string(ifThen(turnFor(t, c.lang), c.e))
		if plain := strings.ReplaceAll(got, `\`, ""); plain != c.want {
			t.Errorf("%+v: %q, want %q", c.e, plain, c.want)
		}
		if strings.Contains(c.e.Next, "@") && !strings.Contains(got, `\@`) {
			t.Errorf("not escaped: %s", got)
		}
	}
}

// Whatever is typed is read without a panic, and what is told stays text.
func FuzzSaid(f *testing.F) {
	for _, s := range []string{"draft it, tomorrow at 9, at home", "du 3 au 10 mars", "2 stuck", "quiet 21h-7h", "a, le 1, à", "- – —", "1/2026-03-02/0/0_9", "\xff, demain", "I'll ", "É"} {
		f.Add(s)
	}
	words, err := bot.NewWords([]bot.Feature{Feature(), profile.Feature()})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, said string) {
		said = bot.Clean(said)
		for _, lang := range careers.Langs {
			turn := &bot.Turn{Bot: &bot.Bot{Options: bot.Options{Words: words}}, Lang: lang, Now: time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC), Person: people.Person{Zone: "Europe/Paris"}}
			next, when, where := splitNext(said)
			for _, e := range []people.Entry{{Next: next, When: when, Where: where}, {Next: said, When: said, Where: said}} {
				if m := ifThen(turn, e); !utf8.ValidString(string(m)) {
					t.Errorf("%q became %q", said, m)
				}
				if p := say.Planned(e); !utf8.ValidString(p) {
					t.Errorf("%q became %q", said, p)
				}
			}
		}
		statusSaid(said)
	})
}

// A day that was named from today is kept by its name: it is read a week later.
func TestNearDaysAreKeptByName(t *testing.T) {
	for _, c := range []struct {
		lang       people.Lang
		said, want string
	}{
		{"en", "tomorrow at 10", "Tuesday at 10"}, {"en", "Today after lunch", "Monday after lunch"}, {"en", "the day after tomorrow", "Wednesday"},
		{"en", "tonight", "tonight"}, {"en", "Friday at 9", "Friday at 9"},
		{"fr", "demain à 9h", "mardi à 9h"}, {"fr", "après-demain", "mercredi"}, {"fr", "aujourd’hui à midi", "lundi à midi"}, {"fr", "dès demain", "dès demain"},
	} {
		turn := turnFor(t, c.lang)
		turn.Now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		if got := dated(turn, c.said); got != c.want {
			t.Errorf("%q is kept as %q, want %q", c.said, got, c.want)
		}
	}
}

package bot

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// turnFor is a turn that only speaks.
func turnFor(t *testing.T, lang people.Lang) *Turn {
	t.Helper()
	words, err := NewWords()
	if err != nil {
		t.Fatal(err)
	}
	return &Turn{b: &Bot{words: words}, lang: lang, now: someday, p: people.Person{Zone: "UTC"}}
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
		{"en", people.Entry{Next: "AWS exam prep", When: "after lunch"}, "After lunch, I will AWS exam prep."},
		{"en", people.Entry{Next: "Read", Where: "the library"}, "At the library, I will read."},
		{"en", people.Entry{Next: "Read"}, "Next, I will read."},
		{"en", people.Entry{Next: "*bold* @here", When: "now"}, "When it's now, I will *bold* @here."},
		{"fr", people.Entry{Next: "Rédiger le brief", When: "mardi à 9h", Where: "au bureau"}, "Quand ce sera mardi à 9h, au bureau, je vais rédiger le brief."},
		{"fr", people.Entry{Next: "je vais appeler Anna", When: "dès lundi", Where: "bureau"}, "Dès lundi (bureau), je vais appeler Anna."},
		{"fr", people.Entry{Next: "Lire", Where: "bibliothèque"}, "Je vais lire (bibliothèque)."},
		{"fr", people.Entry{Next: "Lire", Where: "à la bibliothèque"}, "À la bibliothèque, je vais lire."},
		{"fr", people.Entry{Next: "Lire", When: "à 9h"}, "Quand ce sera 9h, je vais lire."},
	} {
		got := string(turnFor(t, c.lang).ifThen(c.e))
		if plain := strings.ReplaceAll(got, `\`, ""); plain != c.want {
			t.Errorf("%+v: %q, want %q", c.e, plain, c.want)
		}
		if strings.Contains(c.e.Next, "@") && !strings.Contains(got, `\@`) {
			t.Errorf("not escaped: %s", got)
		}
	}
}

// Sunday 22 November 2026.
func TestPeriod(t *testing.T) {
	for _, c := range []struct {
		said string
		lang people.Lang
		want string
	}{
		{"3 march to 10 march", "en", "2027-03-03 2027-03-10"},
		{"from 3 to 10 march", "en", "2027-03-03 2027-03-10"},
		{"3-10 march", "en", "2027-03-03 2027-03-10"},
		{"du 3 au 10 mars", "fr", "2027-03-03 2027-03-10"},
		{"du 24 décembre au 2 janvier", "fr", "2026-12-24 2027-01-02"},
		{"24 december – 2 january", "en", "2026-12-24 2027-01-02"},
		{"from monday to friday", "en", "2026-11-23 2026-11-27"},
		{"de lundi à vendredi", "fr", "2026-11-23 2026-11-27"},
		{"between tomorrow and friday", "en", "2026-11-23 2026-11-27"},
		{"2026-12-01 2026-12-14", "en", "2026-12-01 2026-12-14"},
		{"2026-12-01 to 2026-12-14", "en", "2026-12-01 2026-12-14"},
		{"01/12/2026 au 14/12/2026", "fr", "2026-12-01 2026-12-14"},
		{"until friday", "en", "2026-11-22 2026-11-26"},
		{"jusqu'au 3 décembre", "fr", "2026-11-22 2026-12-02"},
		{"next week", "en", "2026-11-23 2026-11-29"},
		{"la semaine prochaine", "fr", "2026-11-23 2026-11-29"},
		{"this week", "en", "2026-11-22 2026-11-22"},
		{"two weeks", "en", "2026-11-22 2026-12-05"},
		{"pendant deux semaines", "fr", "2026-11-22 2026-12-05"},
		{"tomorrow", "en", "2026-11-23 2026-11-23"},
		{"3 march", "en", "2027-03-03 2027-03-03"},
		{"10 december to 3 december", "en", "2026-12-10 2026-12-03"},
		{"the moon", "en", "?"},
		{"to", "en", "?"},
		{"", "en", "?"},
		{"31 february to 3 march", "en", "?"},
	} {
		from, to, err := turnFor(t, c.lang).period(c.said)
		got := from.Format(time.DateOnly) + " " + to.Format(time.DateOnly)
		var p *Problem
		if errors.As(err, &p) {
			got = "?"
		} else if err != nil {
			t.Errorf("%q: %v", c.said, err)
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.said, got, c.want)
		}
	}
}

func TestMinutes(t *testing.T) {
	for said, want := range map[string]int{"21:00": 1260, "21": 1260, "21h": 1260, "7h30": 450, "9pm": 1260, "9 p.m": 1260, "12am": 0, "12pm": 720, "24:00": 0, "0:15": 15,
		"25": -1, "9:75": -1, "13pm": -1, "0am": -1} {
		m := clockTime.FindStringSubmatch(said)
		got, ok := -1, false
		if m != nil {
			got, ok = minutes(m)
		}
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %d, want %d", said, got, want)
		}
	}
}

func TestInQuiet(t *testing.T) {
	turn := turnFor(t, careers.English)
	at := func(h int) time.Time { return time.Date(2026, 11, 23, h, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		from, to, hour int
		want           bool
	}{{1200, 480, 21, true}, {1200, 480, 7, true}, {1200, 480, 8, false}, {1200, 480, 20, true}, {540, 600, 9, true}, {540, 600, 10, false}, {0, 0, 3, false}} {
		turn.p.QuietFrom, turn.p.QuietTo = c.from, c.to
		if got := turn.p.InQuiet(at(c.hour)); got != c.want {
			t.Errorf("%d-%d at %d: %v", c.from, c.to, c.hour, got)
		}
	}
}

func TestPlanTravels(t *testing.T) {
	for _, p := range []people.Plan{{Cron: "0 9 * * 1"}, {Cron: "30 16 * * 5", EveryWeeks: 2, Anchor: "2026-11-23"}, {Cron: "0 9 1,15 */3 *", Nth: -1}} {
		if got, ok := decodePlan(encodePlan(p)); !ok || got != p {
			t.Errorf("%+v became %+v, %v", p, got, ok)
		}
	}
	for _, bad := range []string{"", "1/2/3", "x//0/0_9_*_*_1", "0//x/0_9_*_*_1"} {
		if _, ok := decodePlan(bad); ok {
			t.Errorf("%q was taken for a plan", bad)
		}
	}
}

// Whatever is typed is read without a panic, and what is told stays text.
func FuzzSaid(f *testing.F) {
	for _, s := range []string{"draft it, tomorrow at 9, at home", "du 3 au 10 mars", "2 stuck", "quiet 21h-7h", "a, le 1, à", "- – —", "1/2026-03-02/0/0_9", "\xff, demain", "I'll ", "É"} {
		f.Add(s)
	}
	words, err := NewWords()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, said string) {
		said = Clean(said)
		for _, lang := range careers.Langs {
			turn := &Turn{b: &Bot{words: words}, lang: lang, now: someday, p: people.Person{Zone: "Europe/Paris"}}
			next, when, where := splitNext(said)
			for _, e := range []people.Entry{{Next: next, When: when, Where: where}, {Next: said, When: said, Where: said}} {
				if m := turn.ifThen(e); !utf8.ValidString(string(m)) {
					t.Errorf("%q became %q", said, m)
				}
				if p := planned(e); !utf8.ValidString(p) {
					t.Errorf("%q became %q", said, p)
				}
			}
			if from, to, err := turn.period(said); err == nil && (from.IsZero() || to.IsZero()) {
				t.Errorf("%q is no dates and no error", said)
			}
		}
		statusSaid(said)
		decodePlan(said)
		rest, _ := takeQuiet(said)
		for _, m := range clockTime.FindAllStringSubmatch(rest, -1) {
			if n, ok := minutes(m); ok && (n < 0 || n >= 24*60) {
				t.Errorf("%q is %d minutes after midnight", m[0], n)
			}
		}
	})
}

package schedules

import (
	"errors"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
)

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
		from, to, err := period(turnFor(t, c.lang), c.said)
		got := from.Format(time.DateOnly) + " " + to.Format(time.DateOnly)
		var p *bot.Problem
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

// turnFor is a turn that only speaks.
func turnFor(t testing.TB, lang people.Lang) *bot.Turn {
	t.Helper()
	words, err := bot.NewWords([]bot.Feature{Feature()})
	if err != nil {
		t.Fatal(err)
	}
	return &bot.Turn{Bot: &bot.Bot{Options: bot.Options{Words: words}}, Lang: lang, Now: time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC), Person: people.Person{Zone: "Europe/Paris"}}
}

// Whatever is typed is read without a panic.
func FuzzSaid(f *testing.F) {
	for _, s := range []string{"du 3 au 10 mars", "quiet 21h-7h", "a, le 1, à", "- – —", "1/2026-03-02/0/0_9", "\xff, demain", "I'll ", "É"} {
		f.Add(s)
	}
	turns := []*bot.Turn{turnFor(f, careers.English), turnFor(f, careers.French)}
	f.Fuzz(func(t *testing.T, said string) {
		said = bot.Clean(said)
		for _, turn := range turns {
			if from, to, err := period(turn, said); err == nil && (from.IsZero() || to.IsZero()) {
				t.Errorf("%q is no dates and no error", said)
			}
		}
		decodePlan(said)
		rest, _ := takeQuiet(said)
		for _, m := range clockTime.FindAllStringSubmatch(rest, -1) {
			if n, ok := minutes(m); ok && (n < 0 || n >= 24*60) {
				t.Errorf("%q is %d minutes after midnight", m[0], n)
			}
		}
	})
}

package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

// owner is somebody with goals and certifications.
func owner(t *testing.T, m *bottest.Mentor, id string, goals, certs []string) people.UserRef {
	t.Helper()
	user := people.UserRef{Platform: people.Discord, ID: id}
	err := m.DB.Update(t.Context(), func(tx bot.Tx) error {
		p, err := tx.AddPerson(user, people.Person{Created: m.Now, NudgeAt: user})
		for _, g := range goals {
			if err == nil {
				_, err = tx.AddGoal(people.Goal{Person: p.ID, Horizon: people.Year1, Text: g, State: people.Open, Created: m.Now})
			}
		}
		for _, c := range certs {
			if err == nil {
				_, err = tx.AddCert(people.Certification{Person: p.ID, Name: c, Earned: "2026-01-01", Created: m.Now})
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return user
}

func labels(all []bot.Choice) string {
	var out []string
	for _, c := range all {
		out = append(out, c.Label)
	}
	return strings.Join(out, "; ")
}

// What is one's own is completed by number or words, for oneself alone.
func TestSuggestsOnesOwn(t *testing.T) {
	m := bottest.New(t)
	anna := owner(t, m, "1", []string{"Learn SQL", "Lead a project", "Écrire un blog"}, []string{"Google Analytics", "AWS Cloud Practitioner"})
	ben := owner(t, m, "2", []string{"Secret plan"}, []string{"Secret certificate"})
	for _, c := range []struct {
		user         people.UserRef
		field, typed string
		want         string
	}{
		{anna, "goal", "", "1 Learn SQL; 2 Lead a project; 3 Écrire un blog"},
		{anna, "goal", "3", "3 Écrire un blog"},
		{anna, "goal", "ecrire", "3 Écrire un blog"},
		{anna, "own-cert", "", "1 Google Analytics; 2 AWS Cloud Practitioner"},
		{anna, "own-cert", "aws", "2 AWS Cloud Practitioner"},
		{anna, "own-cert", "secret", ""},
		{ben, "own-cert", "", "1 Secret certificate"},
		{ben, "goal", "SECRET", "1 Secret plan"},
		{people.UserRef{Platform: people.Discord, ID: "3"}, "own-cert", "", ""},
		{people.UserRef{Platform: people.Discord, ID: "3"}, "goal", "", ""},
	} {
		all, err := m.Suggest(t.Context(), c.user, c.field, c.typed)
		if got := labels(all); err != nil || got != c.want {
			t.Errorf("%s %q for %s: %q, %v; want %q", c.field, c.typed, c.user.ID, got, err, c.want)
		}
	}
}

// Every argument whose type promises a completion has one, at most 25, at once.
func TestEveryArgumentCompletes(t *testing.T) {
	m := bottest.New(t)
	var goals, certs []string
	for i := range 300 {
		goals = append(goals, fmt.Sprintf("Goal %d about analytics and paths", i))
		certs = append(certs, fmt.Sprintf("Certificate %d in analytics", i))
	}
	user := owner(t, m, "1", goals, certs)
	for _, s := range m.Specs() {
		for _, a := range s.Args {
			field := s.Completion(a)
			if field == "" {
				if a.Type != bot.WordsArg && a.Type != bot.LinkArg && a.Type != bot.CodeArg && a.Name != "expires" {
					t.Errorf("%s %s (%s) completes with nothing", s.Name(), a.Name, a.Type)
				}
				continue
			}
			for _, typed := range []string{"", "a", "an", "goal", "12", "pari", strings.Repeat("x", 300)} {
				began := time.Now()
				all, err := m.Complete(t.Context(), bot.Event{At: m.Now, User: user, Hints: bot.Hints{Locale: "fr"}}, field, typed)
				if took := time.Since(began); took > 200*time.Millisecond {
					t.Errorf("%s %q took %v", field, typed, took)
				}
				if err != nil || len(all) > 25 || typed == "" && len(all) == 0 {
					t.Errorf("%s %q: %d completions, %v", field, typed, len(all), err)
				}
			}
		}
	}
}

// Zones are guessed before anything is typed, and each shows its clock.
func TestSuggestsZones(t *testing.T) {
	m := bottest.New(t)
	for _, c := range []struct {
		locale, typed string
		hour          int
		want          string // how the completions begin
	}{
		{"fr", "", 15, "Europe/Paris (16h)"},
		{"fr", "", 2, "America/Toronto (21h)"},
		{"en-GB", "", 15, "Europe/London (15:00)"},
		{"en-US", "", 15, "America/New_York (10:00); America/Chicago (09:00)"},
		{"de", "", 15, "Europe/Berlin (16:00)"},
		{"en-US", "3pm", 9, "Asia/Dhaka (15:00)"},
		{"en-US", "2:30 pm", 9, "Asia/Kolkata (14:30); Asia/Colombo (14:30)"},
		{"fr", "montr", 15, "America/Toronto (10h)"},
		{"en-US", "melb", 15, "Australia/Melbourne (02:00)"},
		{"fr", "suis", 15, "Europe/Zurich (16h)"},
	} {
		at := time.Date(2026, 3, 2, c.hour, 0, 0, 0, time.UTC)
		all, err := m.Complete(t.Context(), bot.Event{At: at, User: people.UserRef{Platform: people.Discord, ID: "9"}, Hints: bot.Hints{Locale: c.locale}}, "zone", c.typed)
		if got := labels(all); err != nil || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s %q at %d: %q, %v; want %q …", c.locale, c.typed, c.hour, got, err, c.want)
		}
	}
}

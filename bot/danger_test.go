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

const inDanger = "I don't want to live any more"

// kept is every row that is kept of somebody, in small letters.
func kept(t *testing.T, m *bottest.Mentor, user people.UserRef) string {
	t.Helper()
	m.Mail.Drain()
	var b strings.Builder
	err := m.DB.View(t.Context(), func(tx bot.Tx) error {
		p, err := tx.PersonOf(user)
		if err != nil {
			return err
		}
		all, err := tx.Export(p.ID)
		for table, rows := range all {
			for _, row := range rows {
				for column, v := range row {
					if raw, ok := v.([]byte); ok {
						v = string(raw)
					}
					fmt.Fprintf(&b, "%s.%s=%v\n", table, column, v)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.ToLower(b.String())
}

// Whatever the way in which words of danger come, they are met first, and
// nothing of them is kept.
func TestDangerComesFirst(t *testing.T) {
	user := people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "anna"}
	for name, body := range map[string]bot.Body{
		"message":       bot.Message{Text: inDanger},
		"command words": bot.Message{Text: "goal add 0-1 " + inDanger},
		"slash line":    bot.Command{Line: inDanger},
		"slash command": bot.Command{Line: "goal add " + inDanger},
		"option":        bot.Command{Path: []string{"goal", "add"}, Args: map[string]string{"text": inDanger}},
		"form field":    bot.Submit{ID: "goal.add", Fields: map[string]string{"text": inDanger, "horizon": "0-1"}},
		"form unknown":  bot.Submit{ID: "gone", Fields: map[string]string{"x": inDanger}},
		"pointed at":    bot.Message{About: inDanger},
		"question":      bot.Command{Path: []string{"ask"}, Args: map[string]string{"question": inDanger}},
		"long":          bot.Message{Text: strings.Repeat("I build dashboards. ", 700) + inDanger},
	} {
		t.Run(name, func(t *testing.T) {
			m := bottest.New(t)
			ev := m.Event(user, body)
			ev.DM, ev.From.Channel = false, "general:anna"
			r := m.Do(t, ev)
			if !strings.Contains(string(r.Text), "116 123") || len(r.Blocks) > 0 || r.Form != nil || len(r.Fields) > 0 {
				t.Errorf("answered with %q, %v", r.Text, r.Blocks)
			}
			if !r.Private {
				t.Error("others read the reply")
			}
			if rows := kept(t, m, user); strings.Contains(rows, "live any") {
				t.Errorf("the words were kept:\n%s", rows)
			}
		})
	}
}

func TestDangerAnswers(t *testing.T) {
	for _, c := range []struct{ said, locale, zone, want string }{
		{inDanger, "en-GB", "Europe/London", "I'm glad you said it. You don't have to carry this alone.\n\n" +
			"Please talk to somebody now. UK and Ireland: Samaritans, 116 123. France: 3114. US: 988. In danger right now: 999 (UK), 112 (EU), 911 (US), or ask somebody near you to stay with you.\n\n" +
			"I'm a program and nobody is reading this, so please reach a person. If I misread you, tell me."},
		{"je veux mourir", "fr-FR", "", "Merci de l'avoir dit. Vous n'avez pas à porter cela sans aide.\n\n" +
			"Parlez à quelqu'un maintenant : le 3114, gratuit, jour et nuit. En danger immédiat : le 112, ou demandez à un proche de rester avec vous.\n\n" +
			"Je suis un programme et personne ne lit ces lignes. Si j'ai mal compris, dites-le-moi."},
		{"i want to die", "", "America/Chicago", "Please talk to somebody now. US: 988. UK and Ireland: Samaritans, 116 123. France: 3114. In danger right now: 911 (US), 999 (UK), 112 (EU)"},
		{"i want to die", "en-CA", "", "Canada: 988. UK and Ireland: Samaritans, 116 123. France: 3114. US: 988. In danger right now: 911 (Canada), 999 (UK), 112 (EU), or"},
		{"je veux en finir", "fr-CA", "", "au Canada, le 988 ; en France, le 3114, gratuit, jour et nuit. En danger immédiat : le 911 (Canada), le 112 (Europe), ou"},
		{"My colleague says she wants to die", "", "", "Ask them directly whether they think of ending their life, listen, and stay with them."},
		{"My boss is harassing me", "", "", "Then somebody who can act: HR"},
		{"ma manager me harcèle", "", "", "la médecine du travail, le CSE ou un syndicat"},
	} {
		m := bottest.New(t)
		ev := m.Event(people.UserRef{Platform: people.Terminal, ID: "anna"}, bot.Message{Text: c.said})
		ev.Hints = bot.Hints{Locale: c.locale, Zone: c.zone}
		r := m.Do(t, ev)
		plain := strings.NewReplacer(`\`, "", "\u00a0", " ", "\u202f", " ").Replace(string(r.Text))
		if !strings.Contains(plain, c.want) || len(r.Blocks) > 0 {
			t.Errorf("%q (%s %s):\n%s\nwant\n%s", c.said, c.locale, c.zone, plain, c.want)
		}
	}
}

// Nothing is sent unasked until the person writes again, and then it is.
func TestNudgesRestAfterDanger(t *testing.T) {
	m := bottest.New(t)
	m.Say(t, "anna", "goal add 0-1 Send the consent brief")
	m.Say(t, "anna", "profile zone Europe/London")
	saved := m.Do(t, m.Event(people.UserRef{Platform: people.Terminal, ID: "anna"}, bot.Press{Action: "schedule.save", Value: "0-1 0//0/0_10_*_*_1"}))
	m.Now = m.Now.Add(7*24*time.Hour + 2*time.Hour)
	if sent := m.Due(t); len(sent) != 1 {
		t.Fatalf("%d nudges before, want 1; %s", len(sent), saved.Text)
	}
	if r := m.Say(t, "anna", inDanger); !strings.Contains(string(r.Text), "116 123") {
		t.Fatal(r.Text)
	}
	for range 3 {
		m.Now = m.Now.Add(7 * 24 * time.Hour)
		m.Now = time.Date(m.Now.Year(), m.Now.Month(), m.Now.Day(), 10, 1, 0, 0, time.UTC)
		if sent := m.Due(t); len(sent) > 0 {
			t.Fatalf("sent while at rest: %s", sent[0].Reply.Text)
		}
	}
	if r := m.Say(t, "anna", "what does a product owner do"); strings.Contains(string(r.Text), "116") {
		t.Errorf("still answers with numbers: %s", r.Text)
	}
	m.Now = m.Now.Add(7 * 24 * time.Hour)
	if sent := m.Due(t); len(sent) != 1 {
		t.Errorf("%d nudges after the person wrote again, want 1\n%s", len(sent), kept(t, m, people.UserRef{Platform: people.Terminal, ID: "anna"}))
	}
}

// A check-in answered with such words keeps none of them, and none come back.
func TestDangerAsACheckInAnswer(t *testing.T) {
	m := bottest.New(t)
	for _, said := range []string{"goal add 0-1 Send the consent brief", "checkin", "stuck", "7"} {
		m.Say(t, "anna", said)
	}
	if r := m.Say(t, "anna", inDanger); !strings.Contains(string(r.Text), "116 123") {
		t.Fatalf("kept as an answer: %s", r.Text)
	}
	m.Say(t, "anna", "thank you")
	user := people.UserRef{Platform: people.Terminal, ID: "anna"}
	if rows := kept(t, m, user); strings.Contains(rows, "entries.next_action=thank you") || strings.Contains(rows, "live any") {
		t.Errorf("kept as the answer:\n%s", rows)
	}
	m.Now = m.Now.Add(7 * 24 * time.Hour)
	for _, said := range []string{"checkin", "progress", "goal list", "export"} {
		r := m.Say(t, "anna", said)
		if all := strings.ToLower(fmt.Sprint(r)); strings.Contains(all, "live any") {
			t.Errorf("%s quotes it: %s", said, all)
		}
	}
}

func TestMisread(t *testing.T) {
	m := bottest.New(t)
	m.Say(t, "anna", inDanger)
	if r := m.Say(t, "anna", "you misread me, it's a figure of speech"); !strings.Contains(string(r.Text), "Then I misread you") {
		t.Error(r.Text)
	}
}

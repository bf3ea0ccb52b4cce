package bot_test

import (
	"strings"
	"testing"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// Help names commands as the platform shows them to this person: Discord
// translates them for whoever uses it in French.
func TestHelpNamesCommandsAsTheyAreShown(t *testing.T) {
	m := bottest.New(t)
	for n, c := range []struct {
		platform     people.Platform
		locale, want string
	}{
		{people.Discord, "fr", "bilan"},
		{people.Discord, "", "bilan"},
		{people.Discord, "en-US", "checkin"},
		{people.Slack, "fr-FR", "checkin"},
	} {
		user := people.UserRef{Platform: c.platform, ID: string(rune('1' + n))}
		m.Do(t, m.Event(user, bot.Message{Text: "profil langue français"}))
		for _, asked := range []bot.Body{bot.Press{Action: "help.group", Value: "checkins"}, bot.Message{Text: "aide bilan"}} {
			ev := m.Event(user, asked)
			ev.Hints.Locale = c.locale
			got := bottest.Write(m.Do(t, ev))
			if !strings.Contains(got, "**"+c.want) || !strings.Contains(got, "Faire le point") {
				t.Errorf("%v on %s in %q: %.900s; want %q in it", asked, c.platform, c.locale, got, c.want)
			}
		}
	}
}

// What help calls a command is understood as that command.
func TestFrenchNamesAreUnderstood(t *testing.T) {
	m := bottest.New(t)
	user := people.UserRef{Platform: people.Discord, ID: "1"}
	got := m.Do(t, m.Event(user, bot.Message{Text: "goal ajouter Apprendre Go"})).Text
	if strings.Contains(strings.ToLower(string(got)), "ajouter apprendre") || !strings.Contains(string(got), "Apprendre Go") {
		t.Errorf("goal ajouter: %s", got)
	}
	for _, s := range m.Bot.Specs() {
		name := m.Bot.LocalName(s, careers.French)
		if len(s.Path) == 2 {
			name = s.Path[0] + " " + name
		}
		ev := m.Event(user, bot.Message{Text: "aide " + name})
		ev.Hints.Locale = "fr"
		if got := bottest.Write(m.Do(t, ev)); !strings.Contains(got, "**"+name) {
			t.Errorf("aide %s: %.200s", name, got)
		}
	}
}

// Every command that is shown is found under one of the buttons of help.
func TestHelpShowsEveryCommand(t *testing.T) {
	m := bottest.New(t)
	user := people.UserRef{Platform: people.Discord, ID: "1"}
	var all strings.Builder
	for _, b := range m.Do(t, m.Event(user, bot.Message{Text: "help"})).Blocks {
		for _, c := range b.(bot.Choices).Items {
			all.WriteString(string(m.Do(t, m.Event(user, bot.Press{Action: c.Action, Value: c.Value})).Text) + "\n")
		}
	}
	for _, s := range m.Bot.Specs() {
		if n := strings.Count(all.String(), "(<"+bot.CommandScheme+strings.Join(s.Path, " ")+">)"); n != 1 {
			t.Errorf("%s is shown %d times", s.Name(), n)
		}
	}
}

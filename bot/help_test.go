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
		for _, said := range []string{"aide", "aide bilan"} {
			m.Do(t, m.Event(user, bot.Message{Text: "profil langue français"}))
			ev := m.Event(user, bot.Message{Text: said})
			ev.Hints.Locale = c.locale
			got := string(m.Do(t, ev).Text)
			if !strings.Contains(got, "**"+c.want) || !strings.Contains(got, "Faire le point") {
				t.Errorf("%s on %s in %q: %.900s; want %q in it", said, c.platform, c.locale, got, c.want)
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
		if got := string(m.Do(t, ev).Text); !strings.Contains(got, "**"+name) {
			t.Errorf("aide %s: %.200s", name, got)
		}
	}
}

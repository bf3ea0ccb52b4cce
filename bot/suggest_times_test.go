package bot_test

import (
	"strings"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

// What is completed can be taken as it stands, in both languages.
func TestSuggestedTimesWork(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		m := bottest.New(t)
		user := people.UserRef{Platform: people.Terminal, ID: "me"}
		say := func(text string) bot.Reply {
			ev := m.Event(user, bot.Message{Text: text})
			ev.Hints.Zone = "Europe/Paris"
			return m.Do(t, ev)
		}
		say("profile language " + lang)
		for field, command := range map[string]string{"when": "schedule", "for": "pause", "dates": "away"} {
			all, err := m.Suggest(t.Context(), user, field, "")
			if err != nil || len(all) < 3 {
				t.Fatalf("%s in %s: %d suggestions, %v", field, lang, len(all), err)
			}
			for _, c := range all {
				m.Now = m.Now.Add(time.Second)
				ev := m.Event(user, bot.Command{Path: []string{command}, Args: map[string]string{field: c.Value}})
				r := m.Do(t, ev)
				if len(r.Fields) > 0 || !strings.Contains(string(r.Text), "**") {
					t.Errorf("%s %s in %s: %s", command, c.Value, lang, bottest.Write(r))
				}
			}
		}
	}
}

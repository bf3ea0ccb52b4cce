package bot_test

import (
	"regexp"
	"testing"

	"mentor/bot"
	"mentor/bot/bottest"
)

// Wherever the mentor says an instant in a conversation, the reader's own clock
// can show it.
func TestInstantsAreLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(<` + bot.TimeScheme)
	s := bottest.NewTalker(t)
	s.Says("profile zone Paris")
	s.Says("goal add 0-1 Learn SQL")
	s.Says("schedule on")
	s.Says("remind me on friday at 10:00 to call Dana")
	for _, said := range []string{"what do you know about me", "schedule", "my reminders"} {
		if r := s.Says(said); !link.MatchString(string(r.Text)) {
			t.Errorf("%q is answered without one: %s", said, string(r.Text))
		}
	}
}

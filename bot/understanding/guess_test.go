package understanding

import (
	"strings"
	"testing"

	"mentor/bot"
	"mentor/bot/people"
)

// TestGuesses says what is wanted where no rule reads a message whole, with the
// values that were found, and that none of it acts.
func TestGuesses(t *testing.T) {
	for _, c := range []struct {
		lang       people.Lang
		text, want string // as say writes it
	}{
		{"en", "need more time on the SQL one. 15 nov instead of 15 oct", "goal.due due=15 nov goal=[1]"},
		{"en", "could we chop goal 2 into smaller bits, it is too big as it stands", "goal.steps"},
		{"en", "I had said to not write me anymore but finally I would like to continue now", "resume"},
		{"en", "which of my badges are about to lapse, I need the training budget", "me.valid"},
		{"en", "put together something for my CV out of what you have on me", "bullets"},
		{"fr", "tu peux me faire signe demain 10h à propos du sql ?", "goal.remind"},
		{"fr", "la migration est derrière moi, tu peux recommencer à m'embêter", "resume"},
		{"fr", "faudrait qu'on coupe l'objectif 3 en morceaux, là c'est trop gros", "goal.steps"},
		{"en", "how do I set goals that my manager takes seriously?", ""},
		{"en", "is a certification worth it at forty?", ""},
		{"fr", "comment fait-on ses preuves quand on débute comme analyste ?", ""},
	} {
		u := reader.Read(c.text, about(c.lang))
		got := ""
		if len(u.Guesses) > 0 && u.Guesses[0].Likely > 0.2 {
			got = u.Guesses[0].Name
		}
		for _, g := range u.Guesses {
			if g.Acts() && len(g.Leftover) == 0 && g.Exact {
				t.Errorf("%q: a guess acts: %v", c.text, g)
			}
		}
		name, _, valued := strings.Cut(c.want, " ")
		if got != name {
			t.Errorf("%q: %q at %.2f, want %q", c.text, got, u.Wants, name)
			continue
		}
		if valued {
			g, ok := bot.Slot[bot.GoalChoice](u.Guesses[0].Part, "goal")
			if due := u.Guesses[0].Slots["due"].Text; !ok || len(g.Numbers) != 1 || g.Numbers[0] != 1 || due != "15 nov" {
				t.Errorf("%q: %v, due %q", c.text, g, due)
			}
		}
	}
}

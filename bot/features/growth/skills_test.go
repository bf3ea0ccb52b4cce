package growth

import (
	"testing"

	"mentor/bot"
)

// "skills" goes on with a role's name; with anything else the answers are asked.
func TestOwnRole(t *testing.T) {
	for rest, want := range map[string]bool{"head of analytics": true, "product owner": true, "": false, "for a digital tracking manager": false,
		"needed to become a solutions architect": false, "head of analytics?": false, "de leadership": false, "d'un product owner": false} {
		if got := ownRole(rest, bot.Understood{}); got != want {
			t.Errorf("%q: %t, want %t", rest, got, want)
		}
	}
}

package growth

import (
	"testing"

	"mentor/bot"
	"mentor/bot/people"
)

// What was said of a skill counts by what was done: nothing done is
// open, a certification or an example makes it growing, all of it without an
// example too, and with one it is strong; "no chance" says so and stays open.
func TestTicksDecideAState(t *testing.T) {
	cert := []people.Certification{testCert("google-analytics-certification", "Google Analytics Certification", "2027-01-01")}
	win := []people.Win{{Text: "We dropped a vendor after my audit", Skill: "data-to-decisions"}}
	for name, c := range map[string]struct {
		tick     people.Tick
		f        Facts
		want     State
		noChance bool
	}{
		"nothing":                  {people.Tick{}, Facts{}, Unshown, false},
		"no chance":                {people.Tick{NoChance: true}, Facts{}, Unshown, true},
		"nothing, a goal on it":    {people.Tick{}, Facts{Goals: testGoals("0-1 Build a dashboard")}, Unshown, false},
		"nothing, a certification": {people.Tick{}, Facts{Certs: cert}, Growing, false},
		"nothing, an example":      {people.Tick{}, Facts{Wins: win}, Growing, false},
		"one":                      {people.Tick{Deeds: 1}, Facts{}, Growing, false},
		"one, an example":          {people.Tick{Deeds: 1}, Facts{Wins: win}, Growing, false},
		"both":                     {people.Tick{Deeds: 2}, Facts{}, Growing, false},
		"both, a certification":    {people.Tick{Deeds: 2}, Facts{Certs: cert}, Growing, false},
		"both, an example":         {people.Tick{Deeds: 2}, Facts{Wins: win}, Strong, false},
		"both, a goal reached":     {people.Tick{Deeds: 2}, Facts{Goals: testGoals("0-1 DONE Build a dashboard")}, Strong, false},
	} {
		c.tick.Skill = "data-to-decisions"
		c.f.Ticks = []people.Tick{c.tick}
		a := advise(t, c.f)
		for _, k := range measure(a.careers, a.f, "head-of-analytics") {
			if k.Skill.ID == c.tick.Skill && (k.State != c.want || k.NoChance != c.noChance || !k.Told) {
				t.Errorf("%s: state %d (no chance: %t), want %d", name, k.State, k.NoChance, c.want)
			}
		}
	}
}

// "skills" goes on with a role's name; with anything else the answers are asked.
func TestOwnRole(t *testing.T) {
	for rest, want := range map[string]bool{"head of analytics": true, "product owner": true, "": false, "for a digital tracking manager": false,
		"needed to become a solutions architect": false, "head of analytics?": false, "de leadership": false, "d'un product owner": false} {
		if got := ownRole(rest, bot.Understood{}); got != want {
			t.Errorf("%q: %t, want %t", rest, got, want)
		}
	}
}

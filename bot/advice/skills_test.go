package advice_test

import (
	"testing"

	"mentor/bot/advice"
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
		f        advice.Facts
		want     advice.State
		noChance bool
	}{
		"nothing":                  {people.Tick{}, advice.Facts{}, advice.Unshown, false},
		"no chance":                {people.Tick{NoChance: true}, advice.Facts{}, advice.Unshown, true},
		"nothing, a goal on it":    {people.Tick{}, advice.Facts{Goals: testGoals("0-1 Build a dashboard")}, advice.Unshown, false},
		"nothing, a certification": {people.Tick{}, advice.Facts{Certs: cert}, advice.Growing, false},
		"nothing, an example":      {people.Tick{}, advice.Facts{Wins: win}, advice.Growing, false},
		"one":                      {people.Tick{Deeds: 1}, advice.Facts{}, advice.Growing, false},
		"one, an example":          {people.Tick{Deeds: 1}, advice.Facts{Wins: win}, advice.Growing, false},
		"both":                     {people.Tick{Deeds: 2}, advice.Facts{}, advice.Growing, false},
		"both, a certification":    {people.Tick{Deeds: 2}, advice.Facts{Certs: cert}, advice.Growing, false},
		"both, an example":         {people.Tick{Deeds: 2}, advice.Facts{Wins: win}, advice.Strong, false},
		"both, a goal reached":     {people.Tick{Deeds: 2}, advice.Facts{Goals: testGoals("0-1 DONE Build a dashboard")}, advice.Strong, false},
	} {
		c.tick.Skill = "data-to-decisions"
		c.f.Ticks = []people.Tick{c.tick}
		a := advise(t, c.f)
		for _, k := range advice.Measure(a.Careers, a.Facts, "head-of-analytics") {
			if k.Skill.ID == c.tick.Skill && (k.State != c.want || k.NoChance != c.noChance || !k.Told) {
				t.Errorf("%s: state %d (no chance: %t), want %d", name, k.State, k.NoChance, c.want)
			}
		}
	}
}

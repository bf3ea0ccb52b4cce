// Package onboarding owns the first steps (start and the goals it proposes), the
// greeting, and the home surface, which shows a little of every base feature.
package onboarding

import (
	"embed"
	"maps"
	"strconv"

	"mentor/bot"
	"mentor/bot/features/goals"
)

//go:embed wording/*.yaml
var wording embed.FS

// Home is the surface where one sees everything of one's own at a glance.
func Home() bot.Feature {
	return bot.Feature{Name: "onboarding/home",
		Surfaces: map[bot.Surface]func(*bot.Turn) (bot.Reply, error){
			bot.Home:         func(t *bot.Turn) (bot.Reply, error) { return homePage(t, 0) },
			bot.FirstContact: greet,
			bot.Wordless:     wordless,
		},
		Presses: map[string]bot.PressFunc{
			// home is answered with a home: an adapter shows it where the press came from.
			"home": func(t *bot.Turn, page string) (bot.Reply, error) {
				n, _ := strconv.Atoi(page)
				return homePage(t, n)
			},
		}}
}

// Feature is onboarding.
func Feature() bot.Feature {
	presses := map[string]bot.PressFunc{
		"start":     func(t *bot.Turn, _ string) (bot.Reply, error) { return startOrPropose(t) },
		"start.on":  func(t *bot.Turn, _ string) (bot.Reply, error) { return begin(t) },
		"proposals": func(t *bot.Turn, _ string) (bot.Reply, error) { return goals.Propose(t, "proposal.intro") },
	}
	maps.Copy(presses, talkPresses())
	return bot.Feature{Name: "onboarding", Sayings: sayings(), Wording: wording,
		Commands: []*bot.Spec{
			{Path: []string{"start"}, Shows: true, Personal: true, Aliases: []string{"begin", "onboarding", "commencer", "démarrer"},
				Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return begin(t) }},
			// setup is everything at once, for who knows what they want.
			{Path: []string{"setup"}, Shows: true, Personal: true, Hidden: true,
				Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return form(t) }},
		},
		Presses: presses,
		Hears:   hello,
		Forms: map[string]bot.FormSpec{
			"start":     {Open: startForm, Submit: startSubmit},
			"talk.role": {Open: roleForm, Submit: roleSubmit},
			"talk.goal": {Open: goalForm, Submit: goalSubmit},
		},
	}
}

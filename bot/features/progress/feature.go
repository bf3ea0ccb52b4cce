// Package progress owns how far somebody is, in words and as a picture, the
// history of check-ins, and what looks back on them: the quarter, and lines for a CV.
package progress

import (
	"embed"
	"mentor/bot"
	"mentor/bot/people"
)

//go:embed wording/*.yaml
var wording embed.FS

// Feature is how far somebody is, in words and as a picture.
func Feature() bot.Feature {
	return bot.Feature{Name: "progress", Wording: wording, Sayings: sayings(),
		Commands: []*bot.Spec{
			{Path: []string{"progress"}, Shows: true, Reads: true, Personal: true, Run: progressSaid,
				Aliases: []string{"progrès", "progression", "avancement", "my progress", "mes progrès", "status"},
				Args:    []bot.Arg{{Name: "horizon", Type: bot.HorizonArg}}},
			{Path: []string{"review"}, Shows: true, Personal: true, Aliases: []string{"my review", "my quarter", "rétrospective", "mon trimestre"},
				Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return review(t) }},
			{Path: []string{"bullets"}, Shows: true, Personal: true, Aliases: []string{"cv lines", "lignes", "lignes de cv"},
				Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return bullets(t) }},
		},
		Presses: map[string]bot.PressFunc{
			"progress":         func(t *bot.Turn, _ string) (bot.Reply, error) { return progress(t, people.Horizons) },
			"progress.history": history,
			"bullets":          func(t *bot.Turn, _ string) (bot.Reply, error) { return bullets(t) },
		},
	}
}

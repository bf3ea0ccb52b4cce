// Package progress owns how far somebody is, in words and as a picture, and the
// history of check-ins.
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
		Commands: []*bot.Spec{{Path: []string{"progress"}, Shows: true, Reads: true, Personal: true, Run: progressSaid,
			Aliases: []string{"progrès", "progression", "avancement", "my progress", "mes progrès", "status"},
			Args:    []bot.Arg{{Name: "horizon", Type: bot.HorizonArg}}}},
		Presses: map[string]bot.PressFunc{
			"progress":         func(t *bot.Turn, _ string) (bot.Reply, error) { return progress(t, people.Horizons) },
			"progress.history": history,
		},
	}
}

// Package profile owns what a person says of themselves: role, target, zone,
// language, and where nudges go. It must not know any other feature.
package profile

import (
	"embed"
	"mentor/bot"
)

//go:embed wording/*.yaml
var wording embed.FS

// Feature is what the mentor knows of a person: role, target, zone, language, where nudges go.
func Feature() bot.Feature {
	return bot.Feature{Name: "profile", Wording: wording,
		Commands: []*bot.Spec{{Path: []string{"profile"}, Personal: true, Run: profile,
			Aliases: []string{"profil", "my profile", "mon profil", "settings", "réglages"},
			Args: []bot.Arg{
				{Name: "role", Type: bot.RoleArg, Keys: []string{"role", "rôle", "poste", "métier"}},
				{Name: "target", Type: bot.RoleArg, Keys: []string{"target", "cible"}},
				{Name: "zone", Type: bot.ZoneArg, Keys: []string{"zone", "timezone", "fuseau"}},
				{Name: "language", Type: bot.WordsArg, Keys: []string{"language", "lang", "langue"}},
				{Name: "nudges", Type: bot.WordsArg, Keys: []string{"nudges", "rappels"}},
				{Name: "fallback", Type: bot.WordsArg, Keys: []string{"fallback", "secours"}},
			}}},
		Presses: map[string]bot.PressFunc{
			"profile":      func(t *bot.Turn, _ string) (bot.Reply, error) { return profileShown(t, "") },
			"profile.edit": func(t *bot.Turn, _ string) (bot.Reply, error) { return t.Open("profile", "") },
			"profile.role": func(t *bot.Turn, id string) (bot.Reply, error) { return profile(t, bot.Args{"role": id}) },
			"profile.zone": func(t *bot.Turn, z string) (bot.Reply, error) { return profile(t, bot.Args{"zone": z}) },
		},
		Forms: map[string]bot.FormSpec{"profile": {Open: profileForm, Submit: func(t *bot.Turn, _ string, f map[string]string) (bot.Reply, error) {
			return profile(t, bot.Args(f))
		}}},
	}
}

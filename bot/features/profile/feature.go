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
	return bot.Feature{Name: "profile", Wording: wording, Sayings: sayings(), Unclear: unclearRole,
		Commands: []*bot.Spec{{Path: []string{"profile"}, Reads: true, Own: ownField, Mean: placeMeant, Personal: true, Run: Profile,
			Aliases: []string{"profil", "my profile", "mon profil", "settings", "réglages"},
			Args:    profileArgs}},
		Presses: map[string]bot.PressFunc{
			"profile":      func(t *bot.Turn, _ string) (bot.Reply, error) { return profileShown(t, "") },
			"profile.edit": func(t *bot.Turn, _ string) (bot.Reply, error) { return t.Open("profile", "") },
			"profile.role": func(t *bot.Turn, id string) (bot.Reply, error) { return Profile(t, bot.Args{"role": id}) },
			"profile.role.near": func(t *bot.Turn, id string) (bot.Reply, error) {
				return nearest(t, id, &t.Person.Role, &t.Person.RoleTitle)
			},
			"profile.target.near": func(t *bot.Turn, id string) (bot.Reply, error) {
				return nearest(t, id, &t.Person.Target, &t.Person.TargetTitle)
			},
			"profile.zone": func(t *bot.Turn, z string) (bot.Reply, error) { return Profile(t, bot.Args{"zone": z}) },
		},
		Forms: map[string]bot.FormSpec{"profile": {Open: profileForm, Submit: func(t *bot.Turn, _ string, f map[string]string) (bot.Reply, error) {
			return Profile(t, bot.Args(f))
		}}},
	}
}

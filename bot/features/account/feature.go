// Package account owns what belongs to a person as such (export, forget, link,
// unlink), and help.
package account

import (
	"embed"
	"strings"

	"mentor/bot"
)

//go:embed wording/*.yaml
var wording embed.FS

// Help is help, and the first words to somebody new.
func Help() bot.Feature {
	return bot.Feature{Name: "account/help", Sayings: helpSayings(), Commands: []*bot.Spec{{Path: []string{"help"}, Shows: true, Reads: true, Own: ownHelp, Aliases: []string{"aide", "?", "commands", "commandes"},
		Args: []bot.Arg{{Name: "command", Type: bot.CommandArg}},
		Run:  func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return help(t, a["command"]) }}},
		Public:  []string{"help", "help.group"},
		Presses: map[string]bot.PressFunc{"help": help, "help.group": bot.InPlace(helpGroup)},
	}
}

// ownHelp reports whether what follows "help" names a command: "help me with
// goal 2" asks for something else.
func ownHelp(rest string, _ bot.Understood) bool {
	first, _, _ := strings.Cut(bot.Fold(rest), " ")
	return first != "me" && first != "us" && first != "with" && first != "moi"
}

// Feature is what belongs to a person as such: taking everything along,
// erasing it, and being one person on several platforms.
func Feature() bot.Feature {
	return bot.Feature{Name: "account", Wording: wording, Sayings: sayings(),
		Commands: []*bot.Spec{
			{Path: []string{"export"}, Shows: true, Personal: true, Aliases: []string{"exporter", "my data", "mes données"}, Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return export(t) }},
			{Path: []string{"forget"}, Shows: true, Personal: true, Aliases: []string{"forget me", "oublier", "oubliez-moi", "delete my data", "erase me"},
				Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return forgetAsked(t) }},
			{Path: []string{"link"}, Reads: true, Personal: true, Aliases: []string{"lier", "relier"}, Args: []bot.Arg{{Name: "code", Type: bot.CodeArg}}, Run: link},
			{Path: []string{"unlink"}, Shows: true, Personal: true, Aliases: []string{"délier", "dissocier"}, Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return unlinkAsked(t) }},
		},
		Presses: map[string]bot.PressFunc{
			"export":     func(t *bot.Turn, _ string) (bot.Reply, error) { return export(t) },
			"forget.yes": func(t *bot.Turn, _ string) (bot.Reply, error) { return forget(t) },
			"forget.no": func(t *bot.Turn, _ string) (bot.Reply, error) {
				return bot.Reply{Text: t.Say("forget.kept"), Private: !t.Event.DM}, nil
			},
			"unlink.yes": func(t *bot.Turn, _ string) (bot.Reply, error) { return unlink(t) },
		},
	}
}

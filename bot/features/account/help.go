package account

import (
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// helpSayings is what asks for help.
func helpSayings() map[string]bot.Saying {
	return map[string]bot.Saying{
		"help": {Do: say.Passes("help", "command"), Shows: true},
	}
}

// help lists the commands, or says how one is used.
func help(t *bot.Turn, name string) (bot.Reply, error) {
	if name = strings.TrimPrefix(name, "/"); name != "" {
		return helpWith(t, name)
	}
	var b strings.Builder
	colon, _ := say.Marks(t)
	b.WriteString(string(t.Say("help.intro")) + "\n\n")
	for i := 0; i < len(t.Bot.Specs()); i++ {
		s := t.Bot.Specs()[i]
		// A family is one line: goal add / list / done …
		names := []string{say.Typed(t, s)}
		for i+1 < len(t.Bot.Specs()) && len(s.Path) > 1 && t.Bot.Specs()[i+1].Path[0] == s.Path[0] {
			i++
			names = append(names, t.Bot.LocalName(t.Bot.Specs()[i], t.Lang))
		}
		short := t.Bot.Short(s, t.Lang)
		if len(names) > 1 {
			short = t.Plain("command." + s.Path[0] + ".family")
		}
		b.WriteString("- **" + strings.Join(names, " / ") + "**" + colon + string(bot.Escape(short)) + "\n")
	}
	b.WriteString("\n" + string(t.Say("help.more", "help", say.Typed(t, t.Bot.Spec("help")))))
	if t.Event.From.Platform == people.Terminal && t.Bot.Database != "" {
		b.WriteString("\n\n" + string(t.Say("help.database", "path", t.Bot.Database)))
	}
	return bot.Reply{Text: bot.Markup(b.String()), Private: !t.Event.DM}, nil
}

func helpWith(t *bot.Turn, name string) (bot.Reply, error) {
	s, _, ok := t.Bot.LookUp(name)
	if !ok {
		for _, f := range t.Bot.Specs() { // the family's name alone: its first command stands for it
			if f.Path[0] == bot.Fold(name) {
				s, ok = f, true
				break
			}
		}
	}
	if !ok {
		return t.UnknownCommand(name)
	}
	var b strings.Builder
	colon, _ := say.Marks(t)
	for _, f := range t.Bot.Specs() {
		if f != s && (len(s.Path) == 1 || f.Path[0] != s.Path[0]) {
			continue
		}
		shown := strings.Join(f.Path, " ")
		if say.Translated(t) {
			shown = say.Typed(t, f)
		}
		b.WriteString("**" + shown)
		if args := plainIf(t, "command."+f.Name()+".args"); args != "" {
			b.WriteString(" " + string(bot.Escape(args)))
		}
		b.WriteString("**" + colon + string(bot.Escape(t.Bot.Short(f, t.Lang))) + "\n")
		for _, example := range strings.Split(strings.TrimSpace(plainIf(t, "command."+f.Name()+".examples")), "\n") {
			if example != "" {
				b.WriteString("- `" + strings.ReplaceAll(example, "`", "") + "`\n")
			}
		}
		b.WriteString("\n")
	}
	return bot.Reply{Text: bot.Markup(strings.TrimSpace(b.String())), Private: !t.Event.DM}, nil
}

// plainIf is a wording that may be missing.
func plainIf(t *bot.Turn, id string) string {
	if !t.Bot.Words.Has(t.Lang, id) {
		return ""
	}
	return t.Plain(id)
}

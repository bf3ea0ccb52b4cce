package account

import (
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

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
		names := []string{typed(t, s)}
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
	b.WriteString("\n" + string(t.Say("help.more", "help", typed(t, t.Bot.Spec("help")))))
	if t.Event.From.Platform == people.Terminal && t.Bot.Database != "" {
		b.WriteString("\n\n" + string(t.Say("help.database", "path", t.Bot.Database)))
	}
	return bot.Reply{Text: bot.Markup(b.String()), Private: !t.Event.DM}, nil
}

// typed is a command as people of this turn's language type it. Families'
// names are the same in every language; so are the others where the platform
// does not show its own people translated ones.
func typed(t *bot.Turn, s *bot.Spec) string {
	if len(s.Path) == 1 && !translated(t) {
		return s.Path[0]
	}
	return t.Bot.FullName(s, t.Lang)
}

// translated is true where the platform shows the commands under their names
// in this turn's language: Discord does, to those who use it in that language.
// Where nothing is known of that (a message tells no locale), the names are
// understood as words all the same.
func translated(t *bot.Turn) bool {
	locale := t.Event.Hints.Locale
	return t.Event.From.Platform == people.Discord && (locale == "" || bot.LangOf(locale) == t.Lang)
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
		if translated(t) {
			shown = typed(t, f)
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

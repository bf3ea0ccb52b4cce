package account

import (
	"slices"
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

// groups are what help tells apart, and the first words of their commands. What
// none of them names is the last one's.
var groups = []struct {
	name  string
	words []string
}{
	{"ask", []string{"ask", "roadmap", "compare", "interview", "quiz"}},
	{"goals", []string{"goal", "skills", "win", "wins", "progress", "review", "bullets"}},
	{"certs", []string{"cert"}},
	{"checkins", []string{"start", "checkin", "schedule", "remind", "pause", "resume", "away", "stop"}},
	{"data", nil},
}

// groupOf is the group of help that a command is in.
func groupOf(s *bot.Spec) string {
	for _, g := range groups {
		if slices.Contains(g.words, s.Path[0]) {
			return g.name
		}
	}
	return groups[len(groups)-1].name
}

// help says in five lines what there is, or how one command is used.
func help(t *bot.Turn, name string) (bot.Reply, error) {
	if name = strings.TrimPrefix(name, "/"); name != "" {
		return helpWith(t, name)
	}
	var b strings.Builder
	colon, _ := say.Marks(t)
	b.WriteString(string(t.Say("help.intro")) + "\n\n")
	for _, g := range groups {
		b.WriteString("- **" + string(t.Say("help.group."+g.name)) + "**" + colon + string(t.Say("help.group."+g.name+".what")) + "\n")
	}
	if t.Event.From.Platform == people.Terminal && t.Bot.Database != "" {
		b.WriteString("\n" + string(t.Say("help.database", "path", t.Bot.Database)))
	}
	return bot.Reply{Text: bot.Markup(strings.TrimSpace(b.String())), Private: !t.Event.DM, Blocks: []bot.Block{otherGroups(t, "")}}, nil
}

// otherGroups are the groups of help as choices, but for the one that is shown.
func otherGroups(t *bot.Turn, shown string) (c bot.Choices) {
	for _, g := range groups {
		if g.name != shown {
			c.Items = append(c.Items, t.Choice("help.group."+g.name, "help.group", g.name))
		}
	}
	return c
}

// helpGroup lists the commands of one group.
func helpGroup(t *bot.Turn, name string) (bot.Reply, error) {
	var lines []string
	colon, _ := say.Marks(t)
	all := t.Bot.Specs()
	for i := 0; i < len(all); i++ {
		s := all[i]
		if groupOf(s) != name {
			continue
		}
		// A family is one line: goal add / list / done …
		names, short := []string{commandLink(s, say.Typed(t, s))}, t.Bot.Short(s, t.Lang)
		for ; len(s.Path) > 1 && i+1 < len(all) && all[i+1].Path[0] == s.Path[0]; i++ {
			names = append(names, commandLink(all[i+1], t.Bot.LocalName(all[i+1], t.Lang)))
		}
		if len(names) > 1 {
			short = t.Plain("command." + s.Path[0] + ".family")
		}
		lines = append(lines, "- **"+strings.Join(names, " / ")+"**"+colon+string(bot.Escape(short)))
	}
	if len(lines) == 0 {
		return t.Stale(), nil
	}
	text := "**" + t.Say("help.group."+name) + "**\n\n" + bot.Markup(strings.Join(lines, "\n")) + "\n\n" + t.Say("help.more", "help", say.Typed(t, t.Bot.Spec("help")))
	return bot.Reply{Text: text, Private: !t.Event.DM, Blocks: []bot.Block{otherGroups(t, name)}}, nil
}

// commandLink names a command where the platform may let people press it.
func commandLink(s *bot.Spec, label string) string {
	return string(bot.CommandLink(label, strings.Join(s.Path, " ")))
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
		b.WriteString("**" + commandLink(f, shown))
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

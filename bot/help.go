package bot

import (
	"strings"

	"github.com/sahilm/fuzzy"

	"mentor/bot/people"
)

// helpRoom is help, and the first words to somebody new.
func helpRoom() room {
	return room{specs: []*Spec{{Path: []string{"help"}, Aliases: []string{"aide", "?", "commands", "commandes"},
		Args: []Arg{{Name: "command", Type: CommandArg}},
		run:  func(t *Turn, a Args) (Reply, error) { return t.help(a["command"]) }}},
		presses: map[string]pressFunc{"help": (*Turn).help},
	}
}

// help lists the commands, or says how one is used.
func (t *Turn) help(name string) (Reply, error) {
	if name = strings.TrimPrefix(name, "/"); name != "" {
		return t.helpWith(name)
	}
	var b strings.Builder
	colon, _ := t.marks()
	b.WriteString(string(t.say("help.intro")) + "\n\n")
	for i := 0; i < len(t.b.specs); i++ {
		s := t.b.specs[i]
		// A family is one line: goal add / list / done …
		names := []string{t.typed(s)}
		for i+1 < len(t.b.specs) && len(s.Path) > 1 && t.b.specs[i+1].Path[0] == s.Path[0] {
			i++
			names = append(names, t.b.LocalName(t.b.specs[i], t.lang))
		}
		short := t.b.Short(s, t.lang)
		if len(names) > 1 {
			short = t.plain("command." + s.Path[0] + ".family")
		}
		b.WriteString("- **" + strings.Join(names, " / ") + "**" + colon + string(Escape(short)) + "\n")
	}
	b.WriteString("\n" + string(t.say("help.more", "help", t.typed(t.b.Spec("help")))))
	if t.ev.From.Platform == people.Terminal && t.b.Database != "" {
		b.WriteString("\n\n" + string(t.say("help.database", "path", t.b.Database)))
	}
	return Reply{Text: Markup(b.String()), Private: !t.ev.DM}, nil
}

// typed is a command as people of this turn's language type it. Families'
// names are the same in every language; so are the others where the platform
// does not show its own people translated ones.
func (t *Turn) typed(s *Spec) string {
	if len(s.Path) == 1 && !t.translated() {
		return s.Path[0]
	}
	return t.b.localName(s, t.lang)
}

// translated is true where the platform shows the commands under their names
// in this turn's language: Discord does, to those who use it in that language.
// Where nothing is known of that (a message tells no locale), the names are
// understood as words all the same.
func (t *Turn) translated() bool {
	locale := t.ev.Hints.Locale
	return t.ev.From.Platform == people.Discord && (locale == "" || langOf(locale) == t.lang)
}

func (t *Turn) helpWith(name string) (Reply, error) {
	s, _, ok := t.b.lookUp(name)
	if !ok {
		for _, f := range t.b.specs { // the family's name alone: its first command stands for it
			if f.Path[0] == Fold(name) {
				s, ok = f, true
				break
			}
		}
	}
	if !ok {
		return t.unknownCommand(name)
	}
	var b strings.Builder
	colon, _ := t.marks()
	for _, f := range t.b.specs {
		if f != s && (len(s.Path) == 1 || f.Path[0] != s.Path[0]) {
			continue
		}
		shown := strings.Join(f.Path, " ")
		if t.translated() {
			shown = t.typed(f)
		}
		b.WriteString("**" + shown)
		if args := t.plainIf("command." + f.Name() + ".args"); args != "" {
			b.WriteString(" " + string(Escape(args)))
		}
		b.WriteString("**" + colon + string(Escape(t.b.Short(f, t.lang))) + "\n")
		for _, example := range strings.Split(strings.TrimSpace(t.plainIf("command."+f.Name()+".examples")), "\n") {
			if example != "" {
				b.WriteString("- `" + strings.ReplaceAll(example, "`", "") + "`\n")
			}
		}
		b.WriteString("\n")
	}
	return Reply{Text: Markup(strings.TrimSpace(b.String())), Private: !t.ev.DM}, nil
}

// plainIf is a wording that may be missing.
func (t *Turn) plainIf(id string) string {
	if !t.b.words.Has(t.lang, id) {
		return ""
	}
	return t.plain(id)
}

// unknownCommand offers the commands nearest to what was typed.
func (t *Turn) unknownCommand(name string) (Reply, error) {
	var all []string
	for _, s := range t.b.specs {
		all = append(all, strings.Join(s.Path, " "))
	}
	p := t.problem("command.unknown", "name", name)
	for i, m := range fuzzy.Find(Fold(name), all) {
		if i == 3 {
			break
		}
		p.Choices = append(p.Choices, Choice{Label: m.Str, Action: "help", Value: m.Str})
	}
	if len(p.Choices) == 0 {
		p.Choices = []Choice{t.choice("help.button", "help", "")}
	}
	return Reply{}, p
}

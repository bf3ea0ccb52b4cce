package bot

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sahilm/fuzzy"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// Spec is one command as data. Parsing, help, Slack's slash command and
// Discord's slash commands with options all derive from it. Its wording is
// under "command.PATH": .short (one line), .args (what follows, for help) and
// .examples (one a line); French names are .name.
type Spec struct {
	// Path is the command's name and, for a command of a family, its second word.
	Path []string
	// Aliases are other first words, or other whole paths, in either language.
	Aliases []string
	Args    []Arg
	// Personal commands show what is the person's own: private outside a DM.
	Personal bool
	Run      func(*Turn, Args) (Reply, error)
	// Sure takes Run's place where plain words only seem to ask for what cannot
	// be taken back easily: it asks first.
	Sure func(*Turn, Args) (Reply, error)
	// Shows is true if the command changes nothing: it is run on what the
	// classifier takes words for.
	Shows bool
	// Guarded commands do nothing with words that the reader does not account for.
	Guarded bool
	// Verbatim commands keep their text as it was written.
	Verbatim bool
	// Reads is true if one word names the command, and it reads what follows by
	// itself and says so where it cannot.
	Reads bool
	// Asks is true if the command asks about what it cannot read.
	Asks bool
	// Own reports whether what follows the name is for the command itself rather
	// than for the reader; nil: never.
	Own func(rest string, u Understood) bool
	// Mean answers words that only seem to ask for the command, instead of naming
	// it and its example; ok is false if it leaves them to that.
	Mean func(t *Turn, text string) (r Reply, ok bool, err error)
	// Hidden commands work where they are typed, and are shown nowhere.
	Hidden bool
	// Finds reports whether arguments name something that is there; nil: not told.
	Finds func(*Turn, Args) bool
}

// Name is the path in one string, the key of its wording.
func (s *Spec) Name() string { return strings.Join(s.Path, ".") }

// ArgType is how an argument is read and completed.
type ArgType string

// The types of arguments. WordsArg takes the rest of the line.
const (
	WordsArg    ArgType = "words"
	NumberArg   ArgType = "number"   // a goal's or certification's number
	HorizonArg  ArgType = "horizon"  // 0-1, 1-3, 3-5 or words for them
	RoleArg     ArgType = "role"     // a role's name; completes
	CertArg     ArgType = "cert"     // a certification's name; completes
	DateArg     ArgType = "date"     // a date as people write it
	WhenArg     ArgType = "when"     // a schedule; takes the rest of the line
	DurationArg ArgType = "duration" // two weeks, until monday; takes the rest of the line
	LinkArg     ArgType = "link"
	ZoneArg     ArgType = "zone" // an IANA zone or a city; completes
	CommandArg  ArgType = "command"
	CodeArg     ArgType = "code"
)

// Arg is one argument. On a line of text it is found by its place or, where
// Keys is set, after one of these words ("on 3 march").
type Arg struct {
	Name     string // also the wording "arg.NAME" that describes it, and Discord's option name
	Type     ArgType
	Required bool
	Keys     []string // in either language
}

// Args is what was given, by argument name, as the person wrote it.
type Args map[string]string

// Specs lists the commands in the order of help.
func (b *Bot) Specs() []*Spec { return b.specs }

// Spec finds a command by its path; nil if there is none.
func (b *Bot) Spec(path ...string) *Spec {
	name := strings.Join(path, ".")
	for _, s := range b.specs {
		if s.Name() == name {
			return s
		}
	}
	return nil
}

// Short is a command's one line of help.
func (b *Bot) Short(s *Spec, lang people.Lang) string {
	return b.Words.Plain(lang, "command."+s.Name()+".short")
}

// LocalName is a command's last word as people of lang type it.
func (b *Bot) LocalName(s *Spec, lang people.Lang) string {
	if id := "command." + s.Name() + ".name"; lang != careers.English && b.Words.Has(lang, id) {
		return b.Words.Plain(lang, id)
	}
	return s.Path[len(s.Path)-1]
}

// FullName is a whole command as people of lang type it.
func (b *Bot) FullName(s *Spec, lang people.Lang) string {
	return strings.Join(append(s.Path[:len(s.Path)-1:len(s.Path)-1], b.LocalName(s, lang)), " ")
}

// LocalArg is an argument's name as people of lang see it.
func (b *Bot) LocalArg(a Arg, lang people.Lang) string {
	if id := "arg." + a.Name + ".name"; lang != careers.English && b.Words.Has(lang, id) {
		return b.Words.Plain(lang, id)
	}
	return a.Name
}

// Describe is what an argument is, in a few words.
func (b *Bot) Describe(a Arg, lang people.Lang) string { return b.Words.Plain(lang, "arg."+a.Name) }

// LookUp finds the command that a line begins with: its path or an alias,
// longest first. rest is what follows. ok is false if none fits.
func (b *Bot) LookUp(line string) (s *Spec, rest string, ok bool) {
	words := strings.Fields(line)
	for n := min(3, len(words)); n > 0; n-- {
		if s := b.byWords[Fold(strings.Join(words[:n], " "))]; s != nil {
			rest := line
			for _, w := range words[:n] {
				rest = rest[strings.Index(rest, w)+len(w):]
			}
			return s, strings.TrimSpace(rest), true
		}
	}
	return nil, line, false
}

// Known is true if a line begins with a command, in either language.
func (b *Bot) Known(line string) bool {
	_, _, ok := b.LookUp(line)
	return ok
}

// Commands reports whether a line is a command and nothing else, typed into a
// field perhaps: a name alone, one of several words, or one with a slash.
func (b *Bot) Commands(line string) bool {
	name, slash := strings.CutPrefix(line, "/")
	_, rest, ok := b.LookUp(name)
	return ok && (slash || rest == "" || len(strings.Fields(name))-len(strings.Fields(rest)) > 1)
}

// Has names the argument of a type; "" where there is none.
func (s *Spec) Has(t ArgType) string {
	for _, a := range s.Args {
		if a.Type == t {
			return a.Name
		}
	}
	return ""
}

func IsNumber(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != "" && len(s) < 9
}

// HelpAction is the press under which some feature explains the commands.
const HelpAction = "help"

// UnknownCommand offers the commands nearest to what was typed.
func (t *Turn) UnknownCommand(name string) (Reply, error) {
	var all []string
	for _, s := range t.Bot.specs {
		all = append(all, strings.Join(s.Path, " "))
	}
	p := t.Problem("command.unknown", "name", name)
	for i, m := range fuzzy.Find(Fold(name), all) {
		if i == 3 {
			break
		}
		p.Choices = append(p.Choices, Choice{Label: m.Str, Action: HelpAction, Value: m.Str})
	}
	if len(p.Choices) == 0 {
		p.Choices = []Choice{t.Choice("help.button", HelpAction, "")}
	}
	return Reply{}, p
}

// Key reports whether a word says that this argument follows.
func (a Arg) Key(word string) bool {
	return slices.ContainsFunc(a.Keys, func(k string) bool { return Fold(k) == Fold(word) })
}

// Numbers are the goals' numbers among the arguments.
func (a Args) Numbers() []int {
	var out []int
	for _, f := range strings.Fields(a["number"]) {
		if n, err := strconv.Atoi(f); err == nil {
			out = append(out, n)
		}
	}
	return out
}

// Completion names what an argument is completed with, the field of Suggest;
// empty: nothing.
func (s *Spec) Completion(a Arg) string {
	switch a.Type {
	case RoleArg, CertArg, ZoneArg, HorizonArg, CommandArg, WhenArg:
		return string(a.Type)
	case DurationArg:
		return "for"
	case NumberArg:
		if s.Path[0] == "goal" {
			return "goal"
		}
		return "own-cert"
	case DateArg:
		if a.Name == "on" {
			return "on"
		}
	case WordsArg:
		switch a.Name {
		case "language", "nudges", "fallback", "dates":
			return a.Name
		}
	}
	return ""
}

package bot

import (
	"strconv"
	"strings"

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
	run      func(*Turn, Args) (Reply, error)
	// sure takes run's place where plain words only seem to ask for what cannot
	// be taken back easily: it asks first.
	sure func(*Turn, Args) (Reply, error)
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

// Spec finds a command by its path; nil where there is none.
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
	return b.words.Plain(lang, "command."+s.Name()+".short")
}

// LocalName is a command's last word as people of lang type it.
func (b *Bot) LocalName(s *Spec, lang people.Lang) string {
	if id := "command." + s.Name() + ".name"; lang != careers.English && b.words.Has(lang, id) {
		return b.words.Plain(lang, id)
	}
	return s.Path[len(s.Path)-1]
}

// localName is a whole command as people of lang type it.
func (b *Bot) localName(s *Spec, lang people.Lang) string {
	return strings.Join(append(s.Path[:len(s.Path)-1:len(s.Path)-1], b.LocalName(s, lang)), " ")
}

// LocalArg is an argument's name as people of lang see it.
func (b *Bot) LocalArg(a Arg, lang people.Lang) string {
	if id := "arg." + a.Name + ".name"; lang != careers.English && b.words.Has(lang, id) {
		return b.words.Plain(lang, id)
	}
	return a.Name
}

// Describe is what an argument is, in a few words.
func (b *Bot) Describe(a Arg, lang people.Lang) string { return b.words.Plain(lang, "arg."+a.Name) }

// lookUp finds the command that a line begins with: its path or an alias,
// longest first. rest is what follows. ok is false where none fits.
func (b *Bot) lookUp(line string) (s *Spec, rest string, ok bool) {
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

// Known is true where a line begins with a command, in either language.
func (b *Bot) Known(line string) bool {
	_, _, ok := b.lookUp(line)
	return ok
}

// parse splits a line into a command's arguments.
func (s *Spec) parse(line string) Args {
	args, _ := s.read(line)
	return args
}

// has names the argument of a type; "" where there is none.
func (s *Spec) has(t ArgType) string {
	for _, a := range s.Args {
		if a.Type == t {
			return a.Name
		}
	}
	return ""
}

func itoa(n int) string { return strconv.Itoa(n) }

func isNumber(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != "" && len(s) < 9
}

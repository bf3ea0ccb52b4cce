package discord

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// CommandTable is the mentor's commands as data; *bot.Bot is one.
type CommandTable interface {
	Specs() []*bot.Spec
	Short(s *bot.Spec, lang people.Lang) string
	LocalName(s *bot.Spec, lang people.Lang) string
	LocalArg(a bot.Arg, lang people.Lang) string
	Describe(a bot.Arg, lang people.Lang) string
}

// Limits of application commands.
const (
	maxCommandRunes     = 100 // a description
	maxCommandNameRunes = 32
	maxCommandOptions   = 25
)

// Types of commands and of their options.
const (
	slashCommand   = 1
	messageCommand = 3
	subCommand     = 1
	stringOption   = 3
)

// commandBody is a command, sub-command or option as it is registered, and as
// far as it is compared with what Discord has.
type commandBody struct {
	ID           string            `json:"id,omitempty"` // Discord's
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	Description  string            `json:"description,omitempty"`
	Descriptions map[string]string `json:"description_localizations,omitempty"`
	Options      []commandBody     `json:"options,omitempty"`
	Required     bool              `json:"required,omitempty"`
	Autocomplete bool              `json:"autocomplete,omitempty"`
	Contexts     []int             `json:"contexts,omitempty"`
	Integrations []int             `json:"integration_types,omitempty"`
}

// itself is the sub-command that a family's bare name becomes: Discord runs no
// command that has sub-commands.
const itself = "show"

// register overwrites the commands that Discord has, where they differ: a day
// allows 200 creations only.
func (a *Adapter) register(ctx context.Context) error {
	app := a.application()
	if a.opt.Commands == nil || app == "" {
		return nil
	}
	path := "/applications/" + app + "/commands"
	if a.opt.DevGuild != "" {
		path = "/applications/" + app + "/guilds/" + a.opt.DevGuild + "/commands"
	}
	want := a.commands()
	var have []commandBody
	if err := a.api.do(ctx, call{method: "GET", path: path + "?with_localizations=true", out: &have, patience: talkPatience}); err != nil && !unknownRoute(err) {
		return err
	} else if err == nil && sameCommands(want, have) {
		a.mention(have)
		return nil
	}
	a.log.Info("registering discord's commands", "commands", len(want))
	have = nil
	err := a.api.do(ctx, call{method: "PUT", path: path, body: want, out: &have, patience: talkPatience})
	a.mention(have)
	return err
}

// mention notes under which ids the commands can be named in a text, by their
// first word.
func (a *Adapter) mention(have []commandBody) {
	ids := map[string]string{}
	for _, c := range have {
		if c.Type == slashCommand && c.ID != "" && len(c.ID) <= len(commandID) {
			ids[c.Name] = c.ID
		}
	}
	a.commandIDs.Store(&ids)
}

var mentioned = regexp.MustCompile(`</([a-z]+)([a-z ]*):` + commandID + `>`)

// mentions puts ids into the commands that a text names; where none is known,
// the name stands alone.
func (a *Adapter) mentions(text string) string {
	if !strings.Contains(text, commandID) {
		return text
	}
	ids := a.commandIDs.Load()
	return mentioned.ReplaceAllStringFunc(text, func(s string) string {
		m := mentioned.FindStringSubmatch(s)
		if ids == nil || (*ids)[m[1]] == "" {
			return m[1] + m[2]
		}
		if m[2] == "" && a.family(m[1]) {
			m[2] = " " + itself
		}
		return "</" + m[1] + m[2] + ":" + (*ids)[m[1]] + ">"
	})
}

// family reports whether a first word has commands below it.
func (a *Adapter) family(word string) bool {
	return slices.ContainsFunc(a.opt.Commands.Specs(), func(s *bot.Spec) bool { return len(s.Path) > 1 && s.Path[0] == word })
}

func sameCommands(a, b []commandBody) bool {
	text := func(list []commandBody) string {
		list = slices.Clone(list)
		for i := range list {
			list[i].ID = ""
		}
		sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
		out, _ := json.Marshal(list)
		return string(out)
	}
	return text(a) == text(b)
}

// commands derives Discord's commands from the table.
func (a *Adapter) commands() []commandBody {
	t := a.opt.Commands
	var out []commandBody
	family := map[string]int{}
	for _, s := range t.Specs() {
		if len(s.Path) == 1 {
			continue
		}
		if _, ok := family[s.Path[0]]; !ok {
			family[s.Path[0]] = len(out)
			out = append(out, a.named(&bot.Spec{Path: s.Path[:1]}, slashCommand))
		}
		f := &out[family[s.Path[0]]]
		f.Options = append(f.Options, a.command(s, subCommand))
	}
	for _, s := range t.Specs() {
		if len(s.Path) != 1 {
			continue
		}
		if i, ok := family[s.Path[0]]; ok {
			c := a.command(s, subCommand)
			c.Name, c.Names = itself, nil
			out[i].Options = append(out[i].Options, c)
			continue
		}
		out = append(out, a.command(s, slashCommand))
	}
	for i := range out {
		if out[i].Description == "" { // a family has no line of help of its own: its sub-commands say what it is for
			out[i].Description, out[i].Descriptions = summary(out[i].Options)
		}
	}
	out = append(out, commandBody{Type: messageCommand, Name: english.about, Names: map[string]string{"fr": french.about}})
	for i := range out {
		if a.opt.DevGuild == "" {
			// In servers, in our direct messages, and wherever a person takes the app along.
			out[i].Contexts, out[i].Integrations = []int{0, 1, 2}, []int{inServer, forUser}
		}
	}
	return out
}

// summary names the sub-commands of a family.
func summary(subs []commandBody) (string, map[string]string) {
	var en, fr []string
	for _, s := range subs {
		en = append(en, s.Name)
		if n := s.Names["fr"]; n != "" {
			fr = append(fr, n)
		} else {
			fr = append(fr, s.Name)
		}
	}
	return describe(strings.Join(en, ", ")), map[string]string{"fr": describe(strings.Join(fr, ", "))}
}

// commandName is what Discord takes as a name.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

func validName(s string) bool {
	return commandName.MatchString(s) && utf8.RuneCountInString(s) <= maxCommandNameRunes && s == strings.ToLower(s)
}

// named is a command without its description and options.
func (a *Adapter) named(s *bot.Spec, kind int) commandBody {
	c := commandBody{Type: kind, Name: s.Path[len(s.Path)-1]}
	c.Names = localised(c.Name, a.opt.Commands.LocalName(s, careers.French))
	return c
}

// localised is a name's French form, where it has one that Discord takes.
func localised(name, fr string) map[string]string {
	if fr = strings.ReplaceAll(strings.ToLower(fr), " ", "-"); fr == name || !validName(fr) {
		return nil
	}
	return map[string]string{"fr": fr}
}

// command is one command of the table with its options, those that are
// required first, as Discord wants it.
func (a *Adapter) command(s *bot.Spec, kind int) commandBody {
	t := a.opt.Commands
	c := a.named(s, kind)
	c.Description = describe(t.Short(s, careers.English))
	c.Descriptions = map[string]string{"fr": describe(t.Short(s, careers.French))}
	args := slices.Clone(s.Args)
	sort.SliceStable(args, func(i, j int) bool { return args[i].Required && !args[j].Required })
	for _, x := range args {
		if !validName(x.Name) || len(c.Options) == maxCommandOptions {
			continue
		}
		c.Options = append(c.Options, commandBody{Type: stringOption, Name: x.Name, Names: localised(x.Name, t.LocalArg(x, careers.French)), Required: x.Required, Autocomplete: s.Completion(x) != "",
			Description: describe(t.Describe(x, careers.English)), Descriptions: map[string]string{"fr": describe(t.Describe(x, careers.French))}})
	}
	return c
}

// describe makes a description of any words: Discord takes 1 to 100 characters.
func describe(s string) string { return label(s, maxCommandRunes) }

// spec finds the command of a path as it was typed.
func (a *Adapter) spec(path []string) *bot.Spec {
	if a.opt.Commands == nil {
		return nil
	}
	var bare *bot.Spec
	for _, s := range a.opt.Commands.Specs() {
		if slices.Equal(s.Path, path) {
			return s
		}
		if len(path) == 2 && path[1] == itself && len(s.Path) == 1 && s.Path[0] == path[0] {
			bare = s
		}
	}
	return bare
}

func (a *Adapter) isPersonal(path []string) bool {
	s := a.spec(path)
	return s != nil && s.Personal
}

// completion names what is suggested for an option.
func (a *Adapter) completion(path []string, option string) string {
	if s := a.spec(path); s != nil {
		for _, x := range s.Args {
			if x.Name == option {
				return s.Completion(x)
			}
		}
	}
	return option
}

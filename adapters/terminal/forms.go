package terminal

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/people"
)

// asking is a form being filled in, one field after the other.
type asking struct {
	form   bot.Form
	on     bot.MessageID
	lang   people.Lang
	order  []int // the fields still to ask, by index
	values map[string]string
	// long is what a field of several lines has so far; "\" at a line's end
	// asks for another line.
	long []string
	// command is what was typed that is a command as well, until the person
	// says how it was meant.
	command string
}

func newAsking(f bot.Form, on bot.MessageID, lang people.Lang) *asking {
	a := &asking{form: f, on: on, lang: lang, values: map[string]string{}}
	for i := range f.Fields {
		a.order = append(a.order, i)
	}
	return a
}

// answered is what became of a line typed into a form.
type answered int

const (
	again     answered = iota // the same field is asked again, problem says why
	next                      // the next field is asked
	complete                  // the form can be sent
	cancelled                 // the person stopped
	left                      // the person stopped to do a.command
	aside                     // the person goes on another time
)

// key says which form it is, whatever it was opened by.
func (a *asking) key() string { return a.form.ID + " " + a.form.Value }

func (a *asking) field() *bot.Field {
	if len(a.order) == 0 {
		return nil
	}
	return &a.form.Fields[a.order[0]]
}

// reask asks fields anew whose answers the core refused.
func (a *asking) reask(wrong map[string]bot.Markup) {
	a.order = nil
	for i, f := range a.form.Fields {
		if _, ok := wrong[f.ID]; ok {
			a.order = append(a.order, i)
		}
	}
}

// intro writes what stands above the fields.
func (a *asking) intro(p page) string {
	parts := []string{}
	if t := label(a.form.Title); t != "" {
		parts = append(parts, p.wrap(p.style(bold, t), "", ""))
	}
	if a.form.Intro != "" {
		parts = append(parts, p.markup(a.form.Intro))
	}
	hint := "form.plain"
	for _, f := range a.form.Fields {
		if f.Initial != "" {
			hint = "form"
		}
	}
	parts = append(parts, p.style(faint, p.wrap(say(a.lang, hint), "", "")))
	return strings.Join(parts, "\n\n")
}

// question writes the field that is asked; the answer is typed behind the prompt.
func (a *asking) question(p page) string {
	f := a.field()
	if f == nil {
		return ""
	}
	name := label(f.Label)
	if name == "" {
		name = label(f.ID)
	}
	name = p.style(bold, name)
	var aside []string
	if f.Optional {
		aside = append(aside, say(a.lang, "optional"))
	}
	if hint := label(f.Hint); hint != "" && hint != label(f.Initial) {
		aside = append(aside, say(a.lang, "example", "hint", hint))
	}
	if f.Optional && f.Initial != "" {
		aside = append(aside, say(a.lang, "clear"))
	}
	if len(aside) > 0 {
		name += p.style(faint, " ("+strings.Join(aside, "; ")+")")
	}
	if kept := a.kept(f); kept != "" {
		name += " [" + kept + "]"
	}
	lines := []string{p.wrap(name, "", "  ")}
	if f.Kind == bot.Pick {
		for i, o := range f.Options {
			text := label(o.Label)
			if text == "" {
				text = say(a.lang, "unnamed")
			}
			if d := label(o.Description); d != "" {
				text += p.style(faint, " — "+d)
			}
			lines = append(lines, p.wrap(text, fmt.Sprintf("%3d. ", i+1), "     "))
		}
	}
	return strings.Join(lines, "\n")
}

// kept is what Enter keeps: what was entered before, or the initial value, as
// people read it.
func (a *asking) kept(f *bot.Field) string {
	v, entered := a.values[f.ID]
	if !entered {
		v = f.Initial
	}
	if f.Kind == bot.Pick {
		for _, o := range f.Options {
			if o.Value == v {
				return label(o.Label)
			}
		}
		return ""
	}
	return label(v)
}

// answer takes a line for the field that is asked. problem, if any, is to be shown.
func (a *asking) answer(line string, known func(string) bool) (what answered, problem string) {
	f := a.field()
	typed := strings.TrimSpace(line)
	if said := a.command; said != "" {
		switch typed {
		case "1":
			a.command = ""
			return again, say(a.lang, "goes-on")
		case "2":
			return left, ""
		case "3":
			typed, line = said, said
			known = nil
		}
		a.command = ""
	}
	if bot.InDanger(typed) { // the core answers that, and nothing else is asked
		a.values[f.ID], a.order, a.long = typed, nil, nil
		return complete, ""
	}
	switch word := bot.Fold(typed); {
	case cancelWords[word]:
		return cancelled, ""
	case laterWords[word]:
		return aside, ""
	}
	if f.Kind == bot.LongText && (strings.HasSuffix(line, "\\") || len(a.long) > 0) {
		more := strings.HasSuffix(line, "\\")
		a.long = append(a.long, strings.TrimSuffix(line, "\\"))
		if more {
			return again, ""
		}
		typed = strings.TrimSpace(strings.Join(a.long, "\n"))
		a.long = nil
	}
	if f.Kind != bot.Pick && known != nil && known(typed) {
		a.command = typed
		return again, say(a.lang, "command", "said", typed)
	}
	value, problem := a.read(f, typed)
	if problem != "" {
		return again, problem
	}
	a.values[f.ID] = value
	if a.order = a.order[1:]; len(a.order) == 0 {
		return complete, ""
	}
	return next, ""
}

// read is the value of what was typed, or what is wrong with it. What the
// value means is the core's to judge.
func (a *asking) read(f *bot.Field, typed string) (value, problem string) {
	switch {
	case typed == "":
		value = f.Initial
		if before, ok := a.values[f.ID]; ok {
			value = before
		}
		if value == "" && !f.Optional {
			return "", say(a.lang, "needed")
		}
		return value, ""
	case typed == "-" && f.Optional:
		return "", ""
	case f.Kind == bot.Pick:
		if n, ok := number(typed); ok && n >= 1 && n <= len(f.Options) {
			return f.Options[n-1].Value, ""
		}
		for _, o := range f.Options {
			if bot.Fold(label(o.Label)) == bot.Fold(typed) || o.Value == typed {
				return o.Value, ""
			}
		}
		return "", say(a.lang, "pick", "n", fmt.Sprint(len(f.Options)))
	}
	if n := utf8.RuneCountInString(typed); f.Max > 0 && n > f.Max {
		return "", say(a.lang, "too-long", "n", fmt.Sprint(n), "most", fmt.Sprint(f.Max))
	}
	return typed, ""
}

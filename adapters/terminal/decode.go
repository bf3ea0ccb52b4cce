package terminal

import (
	"cmp"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
)

// state is what a typed line can mean at this moment: the choices that lie
// before the person, and the form they are filling in.
type state struct {
	choices []offered
	shown   int // how many of choices have been listed; the rest come with "0"
	// kept says that some choices came unasked and nothing was typed since:
	// the next reply is numbered on after them instead of taking their place.
	kept bool
	form *asking
}

// offered is a choice with the message that it sits on.
type offered struct {
	bot.Choice
	on bot.MessageID
}

// first is the number that the next reply's first choice gets.
func (d *state) first(unasked bool) int {
	if unasked || d.kept {
		return len(d.choices) + 1
	}
	return 1
}

// offer lays choices before the person. Those of an answer take the place of
// what lay there; those that come unasked lie beside it, so that a number
// being typed at that moment keeps its meaning.
func (d *state) offer(choices []bot.Choice, on bot.MessageID, unasked bool) {
	if len(choices) == 0 {
		return
	}
	if !unasked && !d.kept {
		d.choices = nil
	}
	d.shown = len(d.choices) + min(len(choices), choicesAPage)
	for _, c := range choices {
		d.choices = append(d.choices, offered{c, on})
	}
	d.kept = unasked
}

// page gives the next choices not listed yet, with the number of the first.
func (d *state) page() (first int, choices []offered) {
	first = d.shown + 1
	choices = d.choices[d.shown:min(d.shown+choicesAPage, len(d.choices))]
	d.shown += len(choices)
	return first, choices
}

// decode turns a line into what the person did: a number that lies before
// them is a Press, everything else is a Message, which the core reads. more
// is true if the line asks for the next page of choices.
func (d *state) decode(line string) (body bot.Body, more bool) {
	typed := strings.TrimSpace(line)
	if n, ok := number(typed); ok {
		if n == 0 && d.shown < len(d.choices) {
			return nil, true
		}
		if n >= 1 && n <= len(d.choices) {
			c := d.choices[n-1]
			d.kept = false
			return bot.Press{Action: c.Action, Value: c.Value, On: c.on}, false
		}
	}
	d.kept = false
	return bot.Message{Text: line}, false
}

// number reads "3", "3." and "3)".
func number(typed string) (int, bool) {
	digits := strings.TrimRight(typed, ".)")
	if len(digits) == 0 || len(digits) > 4 || len(typed)-len(digits) > 1 {
		return 0, false
	}
	for _, r := range digits {
		if r < '0' || r > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil
}

// Hints is what the machine tells of its user: the language of the locale and
// the time zone. getenv is os.Getenv.
func Hints(getenv func(string) string) bot.Hints {
	return bot.Hints{Locale: locale(getenv), Zone: zone(getenv)}
}

// locale turns "fr_FR.UTF-8" into "fr-FR"; "C" and "POSIX" say nothing.
func locale(getenv func(string) string) string {
	l := cmp.Or(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"))
	l, _, _ = strings.Cut(l, ".")
	l, _, _ = strings.Cut(l, "@")
	if l == "C" || l == "POSIX" {
		return ""
	}
	return strings.ReplaceAll(l, "_", "-")
}

// zone is TZ, or else where the system's own zone file points; empty where
// neither names a zone.
func zone(getenv func(string) string) string {
	candidates := []string{strings.TrimPrefix(getenv("TZ"), ":")}
	if target, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		candidates = append(candidates, target)
	}
	if text, err := os.ReadFile("/etc/timezone"); err == nil {
		candidates = append(candidates, strings.TrimSpace(string(text)))
	}
	for _, c := range candidates {
		if _, after, ok := strings.Cut(c, "/zoneinfo/"); ok {
			c = after
		}
		// "Local" is Go's word for not knowing.
		if c == "" || c == "Local" || filepath.IsAbs(c) {
			continue
		}
		if _, err := time.LoadLocation(c); err == nil {
			return c
		}
	}
	return ""
}

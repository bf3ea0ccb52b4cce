package bot

import (
	"strings"
	"time"

	"mentor/bot/people"
)

// Understand reads a command out of plain words as a conversation would, for tests.
func (b *Bot) Understand(command, text string, lang people.Lang, now time.Time) Args {
	path := strings.Fields(command)
	s := b.Spec(path...)
	if s == nil {
		s = b.Spec(path[0])
	}
	if s == nil {
		return nil
	}
	t := &Turn{b: b, now: now, lang: lang, ev: Event{At: now}}
	return t.understand(s, path, text)
}

// Parse reads a command's line, for tests.
func (b *Bot) Parse(command, line string) (Args, string) {
	return b.Spec(strings.Fields(command)...).read(line)
}

// CommandOf names the command that a line begins with, for tests.
func (b *Bot) CommandOf(line string) string {
	if s, _, ok := b.lookUp(line); ok {
		return s.Name()
	}
	return ""
}

// AfterPeriod is afterPeriod, for tests.
var AfterPeriod = people.AfterPeriod

// Plainly names the command that words can only ask for, for tests.
func (b *Bot) Plainly(text string, now time.Time) string {
	t := &Turn{b: b, now: now, ev: Event{At: now}}
	s, _ := t.plainly(text)
	if s == nil {
		return ""
	}
	return s.Name()
}

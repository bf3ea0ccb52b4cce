package plainwords

import (
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// UnderstandAs reads a command out of plain words as a conversation would, for tests.
func UnderstandAs(b *bot.Bot, command, text string, lang people.Lang, now time.Time) bot.Args {
	path := strings.Fields(command)
	s := b.Spec(path...)
	if s == nil {
		s = b.Spec(path[0])
	}
	if s == nil {
		return nil
	}
	t := &bot.Turn{Bot: b, Now: now, Lang: lang, Event: bot.Event{At: now}}
	return Understand(t, s, path, text)
}

// ReadLine reads a command's line, for tests.
func ReadLine(b *bot.Bot, command, line string) (bot.Args, string) {
	return Read(b.Spec(strings.Fields(command)...), line)
}

// CommandOf names the command that a line begins with, for tests.
func CommandOf(b *bot.Bot, line string) string {
	if s, _, ok := b.LookUp(line); ok {
		return s.Name()
	}
	return ""
}

// PlainlyNamed names the command that words can only ask for, for tests.
func PlainlyNamed(b *bot.Bot, text string, now time.Time) string {
	t := &bot.Turn{Bot: b, Now: now, Event: bot.Event{At: now}}
	s, _ := Plainly(t, text)
	if s == nil {
		return ""
	}
	return s.Name()
}

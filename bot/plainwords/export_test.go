package plainwords

import (
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// Understand reads a command out of plain words as a conversation would, for tests.
func Understand(b *bot.Bot, command, text string, lang people.Lang, now time.Time) bot.Args {
	path := strings.Fields(command)
	s := b.Spec(path...)
	if s == nil {
		s = b.Spec(path[0])
	}
	if s == nil {
		return nil
	}
	t := &bot.Turn{Bot: b, Now: now, Lang: lang, Event: bot.Event{At: now}}
	return understand(t, s, path, text)
}

// Parse reads a command's line, for tests.
func Parse(b *bot.Bot, command, line string) (bot.Args, string) {
	return read(b.Spec(strings.Fields(command)...), line)
}

// Plainly names the command that words can only ask for, for tests.
func Plainly(b *bot.Bot, text string, now time.Time) string {
	t := &bot.Turn{Bot: b, Now: now, Event: bot.Event{At: now}}
	s, _ := plainly(t, text)
	if s == nil {
		return ""
	}
	return s.Name()
}

package say

import (
	"slices"
	"strings"

	"mentor/bot"
)

// Together makes one reply of several: each one's words, the last one's choices
// and small print. A paragraph that one before has is said once.
func Together(all []bot.Reply) bot.Reply {
	if len(all) == 1 {
		return all[0]
	}
	var out bot.Reply
	var words []string
	for i, r := range all {
		for _, paragraph := range strings.Split(string(r.Text), "\n\n") {
			if i == 0 || !slices.Contains(words, paragraph) {
				words = append(words, paragraph)
			}
		}
		out.Private = out.Private || r.Private
		if r.Form != nil {
			out.Form = r.Form
		}
		for _, b := range r.Blocks {
			note, small := b.(bot.Note)
			switch {
			case i == len(all)-1 && !bot.Full(b):
				out.Blocks = append(out.Blocks, b)
			case small:
				words = append(words, "_"+string(note.Text)+"_")
			}
		}
	}
	out.Text = bot.Markup(strings.Join(words, "\n\n"))
	return out
}

// Passes runs a command with the arguments of these names.
func Passes(path string, names ...string) func(*bot.Turn, bot.Args) (bot.Reply, error) {
	return func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
		args := bot.Args{}
		for _, n := range names {
			if a[n] != "" {
				args[n] = a[n]
			}
		}
		return t.Bot.Spec(strings.Fields(path)...).Run(t, args)
	}
}

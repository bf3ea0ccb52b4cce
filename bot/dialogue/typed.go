package dialogue

import (
	"strings"

	"mentor/bot"
	"mentor/bot/plainwords"
)

// typedOut does a command that was typed by its name; ok is false where the
// message is none, or where what follows the name is for the reader.
func typedOut(t *bot.Turn, text string, u bot.Understood) (bot.Reply, bool, error) {
	s, rest, ok := t.Bot.LookUp(strings.TrimPrefix(text, "/"))
	if !ok || len(u.Parts) == 0 || strings.Contains(strings.TrimSpace(text), "\n") {
		return bot.Reply{}, false, nil
	}
	typed := len(s.Path) > 1 && len(strings.Fields(text))-len(strings.Fields(rest)) > 1
	p := u.Parts[0]
	if s.Own != nil && s.Own(rest, u) {
		r, err := t.Private(s)(s.Run(t, plainwords.Parse(s, rest)))
		return r, true, err
	}
	if typed && s.Verbatim && rest != "" && spelt(t, s, text, rest) { // what follows is kept to the letter
		r, err := t.Private(s)(s.Run(t, plainwords.Parse(s, rest)))
		return r, true, err
	}
	if len(u.Parts) == 1 && p.Acts() {
		do := t.Bot.Saying(p.Name).Do
		if s.Name() != p.Name || do == nil {
			return bot.Reply{}, false, nil
		}
		a := ArgsOf(t, text, p)
		a["typed"] = "yes"
		if link := plainwords.Parse(s, rest)["link"]; strings.HasPrefix(link, "http") { // to the letter, its brackets too
			a["link"] = link
		}
		r, err := do(t, a)
		r.Private = r.Private || s.Personal && !t.Event.DM
		return r, true, err
	}
	if typed && p.Kind != bot.QuotedPart && (spelt(t, s, text, rest) || len(u.Each) < 2) && (s.Asks || len(p.Alternatives) == 0 && !strings.HasSuffix(text, "?")) {
		r, err := t.Private(s)(s.Run(t, plainwords.Parse(s, rest)))
		return r, true, err
	}
	if p.Kind == bot.QuestionPart && p.Name != "" && p.Name != s.Name() && len(u.Parts) == 1 && len(p.Leftover) == 0 {
		return bot.Reply{}, false, nil // "help me with goal 2" was read whole, as something else
	}
	if !typed && s.Reads && (p.Mood == bot.PlainMood || p.Mood == bot.ReportedMood || p.Mood == bot.Limited) && !p.Acts() && len(u.Parts) == 1 {
		if p.Name == s.Name() && len(p.Leftover) == 0 { // it was read, only not for sure
			r, err := t.Private(s)(s.Run(t, plainwords.Parse(s, rest)))
			return r, true, err
		}
		r, err := byName(t, s, text, rest)
		return r, true, err
	}
	return bot.Reply{}, false, nil
}

// spelt reports whether a command was typed by its own name, rather than by words
// that people say too ("new goal …").
func spelt(t *bot.Turn, s *bot.Spec, text, rest string) bool {
	name := bot.Fold(strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(text, "/"), rest)))
	return name == strings.Join(s.Path, " ") || name == bot.Fold(t.Bot.FullName(s, t.Lang)) || name == bot.Fold(t.Bot.LocalName(s, t.Lang))
}

// answerHeard takes a message for the answer to what the mentor asked for,
// where the reader read one; a command that was said instead is done.
func answerHeard(t *bot.Turn, text string, u bot.Understood) (bot.Reply, bool, error) {
	if len(u.Parts) == 0 {
		return bot.Reply{}, false, nil
	}
	expect, _ := t.Expects()
	first := u.Parts[0]
	if answers := t.Bot.Saying(first.Name).Answers; answers != nil && answers(expect.Action) {
		return understood(t, text, u)
	}
	return bot.Reply{}, false, nil
}

// endsInCommand reports whether words end in the name of a command: "they told
// us to stop".
func endsInCommand(t *bot.Turn, words string) bool {
	f := strings.Fields(strings.Trim(words, " .!"))
	return len(f) > 1 && len(f) < 12 && t.Bot.Known(f[len(f)-1])
}

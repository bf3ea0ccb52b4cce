package dialogue

import (
	"strings"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/plainwords"
)

// intended is the command that an answer took words for; nil where it is none.
func intended(b *bot.Bot, a answers.Answer) *bot.Spec {
	if a.Kind != answers.Command {
		return nil
	}
	path := strings.Fields(strings.Join(a.Intent, " "))
	for n := len(path); n > 0; n-- { // "profile show" is the command profile
		if s := b.Spec(path[:n]...); s != nil {
			return s
		}
	}
	return nil
}

// act runs a command that words only seem to ask for, if it shows something; one
// that changes something is proposed: the grammar alone acts.
func act(t *bot.Turn, s *bot.Spec, a answers.Answer, text string) (bot.Reply, error) {
	if !s.Shows {
		return didYouMean(t, s, text)
	}
	t.Lang = orLang(t.Person.Lang, a.Lang, t.Lang)
	if other, path := plainwords.Plainly(t, text); other != nil && a.Confidence < 0.9 {
		if s, a.Intent = other, path; !s.Shows {
			return didYouMean(t, s, text)
		}
	}
	return Does(t, s, plainwords.Understand(t, s, a.Intent, text))
}

// Does runs a command with arguments read out of plain words, or asks first
// where it cannot be taken back easily.
func Does(t *bot.Turn, s *bot.Spec, args bot.Args) (bot.Reply, error) {
	if s.Sure != nil {
		return t.Private(s)(s.Sure(t, args))
	}
	return t.Private(s)(s.Run(t, args))
}

package bot

import (
	"strings"

	"mentor/bot/answers"
)

// plainRoom is what commands in plain words need beside the commands.
func plainRoom() room {
	return room{presses: map[string]pressFunc{
		"keep": func(t *Turn, _ string) (Reply, error) { return Reply{Text: t.say("keep.done")}, nil },
	}}
}

// undoing is what people type to take the last thing back.
var undoing = map[string]bool{"undo": true, "undo that": true, "undo it": true, "take it back": true, "take that back": true,
	"annuler": true, "annule": true, "annule ca": true, "annuler ca": true, "defaire": true, "revenir en arriere": true}

// undo takes back the last thing that can be.
func (t *Turn) undo() (Reply, error) {
	action, value, _ := strings.Cut(t.talk.Undo, ":")
	t.talk.Undo = ""
	return t.press(action, value)
}

// intended is the command that an answer took words for; nil where it is none.
func (b *Bot) intended(a answers.Answer) *Spec {
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

// act runs a command that was asked for in plain words.
func (t *Turn) act(s *Spec, a answers.Answer, text string) (Reply, error) {
	t.lang = orLang(t.p.Lang, a.Lang, t.lang)
	args := Args{}
	if !strings.HasSuffix(strings.Join(a.Intent, " "), " show") {
		args = t.understand(s, text)
	}
	if s.sure != nil {
		return t.private(s)(s.sure(t, args))
	}
	return t.private(s)(s.run(t, args))
}

func (t *Turn) understand(s *Spec, text string) Args { return s.parse(text) }

package dialogue

import (
	"regexp"
	"strings"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/plainwords"
)

// reporting is somebody else's words in quotation marks, with who said them.
var reporting = regexp.MustCompile(`(?i)\b(?:said|says|saying|told|tells|wrote|writes|asked|asks|texted|dit|disait|écrit|ecrit|écrivait|demandé|demande|répond|répondu|répète)\b[^"«“.!?\n]{0,30}["«“]`)

// pointed answers about somebody else's words: as a question. Words that would
// be a command are not done; it is said what they would be.
func pointed(t *bot.Turn, text string) (bot.Reply, error) {
	lang := t.Lang
	t.Talk.Expect = "" // what comes next is about this
	a := find(t, query(t, text))
	if s := commandIn(t, text, a); s != nil {
		return bot.Reply{Text: t.Say("about.command", "command", t.Bot.FullName(s, t.Lang)), Private: !t.Event.DM}, nil
	}
	if a.Kind == answers.Command || undoing[bot.Fold(text)] { // of no command of the table
		return bot.Reply{Text: t.Say("about.nothing"), Private: !t.Event.DM}, nil
	}
	r := Told(t, a)
	t.Lang = lang // theirs is not the person's
	return r, nil
}

// commandIn is the command that somebody else's words would be, had the person
// written them; nil where they are a question at most.
func commandIn(t *bot.Turn, text string, a answers.Answer) *bot.Spec {
	text = strings.TrimPrefix(text, "/")
	s, rest, ok := t.Bot.LookUp(text)
	question := strings.HasSuffix(text, "?") || a.Kind != answers.Command && a.Kind != answers.Unknown && a.Confidence >= 0.6
	named := len(strings.Fields(text)) - len(strings.Fields(rest))
	switch {
	case ok && (rest == "" || named > 1 || !question):
		return s
	case ok:
		return nil
	}
	if s := intended(t.Bot, a); s != nil {
		return s
	}
	s, _ = plainwords.Plainly(t, text)
	return s
}

// about answers the person's own words, together with those of somebody else
// that they are about, if any: a is the answer to their own alone.
func about(t *bot.Turn, a answers.Answer, own string) bot.Reply {
	if t.Others != "" {
		if both := find(t, query(t, own+"\n"+t.Others)); both.Kind != answers.Command && both.Kind != answers.Unknown {
			a = both
		}
	}
	return Told(t, a)
}

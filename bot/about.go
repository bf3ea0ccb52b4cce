package bot

import (
	"regexp"
	"strings"

	"mentor/bot/answers"
)

// Somebody else's words never act: a message that is pointed at, one that was
// forwarded, a quotation. They can be asked about; they are no command, no
// statement of the person who points at them, and no answer to what was asked.

// parts is a message as the person's own words and those of somebody else:
// what is pointed at, and lines that quote ("> …").
func (m Message) parts() (own, others string) {
	var mine, theirs []string
	for line := range strings.Lines(Clean(m.Text)) {
		if said, ok := strings.CutPrefix(strings.TrimSpace(line), ">"); ok {
			theirs = append(theirs, strings.TrimSpace(said))
		} else {
			mine = append(mine, line)
		}
	}
	for line := range strings.Lines(Clean(m.About)) {
		theirs = append(theirs, strings.TrimLeft(strings.TrimSpace(line), "> "))
	}
	return Clean(strings.Join(mine, "")), Clean(strings.Join(theirs, "\n"))
}

// asked is what a message asks about: the person's own words, with those that
// they point at where there are any.
func (m Message) asked() string {
	own, others := m.parts()
	return strings.TrimSpace(own + "\n" + others)
}

// reporting is somebody else's words in quotation marks, with who said them.
var reporting = regexp.MustCompile(`(?i)\b(?:said|says|saying|told|tells|wrote|writes|asked|asks|texted|dit|disait|écrit|ecrit|écrivait|demandé|demande|répond|répondu|répète)\b[^"«“.!?\n]{0,30}["«“]`)

// pointed answers about somebody else's words: as a question. Words that would
// be a command are not done; it is said what they would be.
func (t *Turn) pointed(text string) (Reply, error) {
	lang := t.lang
	t.talk.Expect = "" // what comes next is about this
	a := t.find(t.query(text))
	if s := t.commandIn(text, a); s != nil {
		return Reply{Text: t.say("about.command", "command", t.b.localName(s, t.lang)), Private: !t.ev.DM}, nil
	}
	if a.Kind == answers.Command || undoing[Fold(text)] { // of no command of the table
		return Reply{Text: t.say("about.nothing"), Private: !t.ev.DM}, nil
	}
	r := t.told(a)
	t.lang = lang // theirs is not the person's
	return r, nil
}

// commandIn is the command that somebody else's words would be, had the person
// written them; nil where they are a question at most.
func (t *Turn) commandIn(text string, a answers.Answer) *Spec {
	text = strings.TrimPrefix(text, "/")
	s, rest, ok := t.b.lookUp(text)
	question := strings.HasSuffix(text, "?") || a.Kind != answers.Command && a.Kind != answers.Unknown && a.Confidence >= 0.6
	named := len(strings.Fields(text)) - len(strings.Fields(rest))
	switch {
	case ok && (rest == "" || named > 1 || !question):
		return s
	case ok:
		return nil
	}
	if s := t.b.intended(a); s != nil {
		return s
	}
	s, _ = t.plainly(text)
	return s
}

// about answers the person's own words, together with those of somebody else
// that they are about, if any: a is the answer to their own alone.
func (t *Turn) about(a answers.Answer, own string) Reply {
	if t.others != "" {
		if both := t.find(t.query(own + "\n" + t.others)); both.Kind != answers.Command && both.Kind != answers.Unknown {
			a = both
		}
	}
	return t.told(a)
}

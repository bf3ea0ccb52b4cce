package bot

import (
	"encoding/json"
	"fmt"

	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/safety"
)

// Danger comes first: before any command, form, check-in answer or question,
// whatever the way the words came in. They are not stored, counted or quoted:
// the turn keeps nothing of them but that nothing is to be sent unasked until
// the person writes again.

// Dangerous is true if what a person wrote may be about danger.
func Dangerous(b Body) bool { return dangerIn(b).Found() }

// dangerIn looks for danger in all that a person wrote with an event.
func dangerIn(b Body) (f safety.Finding) {
	switch b := b.(type) {
	case Message:
		f = safety.Read(b.Text)
		if b.About != "" {
			f = f.Or(safety.ReadOther(b.About))
		}
	case Command:
		f = safety.Read(b.Line)
		for _, v := range b.Args {
			f = f.Or(safety.Read(v))
		}
	case Submit:
		f = inFormFields(b.Fields)
	}
	return f
}

func inFormFields(fields map[string]string) (f safety.Finding) {
	for _, v := range fields {
		f = f.Or(safety.Read(v))
	}
	return f
}

// InDanger reports whether words tell of danger. Adapters ask it before they
// do anything of their own with words: ask for the next field of a form, name
// a thread after them.
func InDanger(text string) bool { return safety.Read(text).Found() }

// meetDanger is the whole answer to words of danger: no buttons, nothing else.
func (t *Turn) meetDanger() (Reply, error) {
	if !t.Person.Resting {
		t.Person.Resting = true
		if err := t.Tx.SavePerson(t.Person); err != nil {
			return Reply{}, fmt.Errorf("rest nudges: %w", err)
		}
	}
	if t.Talk.Expect != "" { // what comes next is no answer to what was asked before
		t.Talk.Expect = ""
		state, err := json.Marshal(t.Talk)
		if err != nil {
			return Reply{}, err
		}
		if err := t.Tx.PutConversation(t.Person.ID, t.Event.From.Conversation(), state, t.Now); err != nil {
			return Reply{}, fmt.Errorf("keep conversation: %w", err)
		}
	}
	r := t.Bot.Words.meet(t.danger, t.whereZone(), t.Event.Hints.Locale)
	r.Private = !t.Event.DM
	return r, nil
}

// Danger is the answer to words of danger outside of a conversation; ok is
// false if they are none.
func (w *Words) Danger(text string) (r Reply, ok bool) {
	f := safety.Read(text)
	if !f.Found() {
		return Reply{}, false
	}
	return w.meet(f, "", ""), true
}

// meet words the answer to a finding, for somebody in a zone and a locale.
func (w *Words) meet(f safety.Finding, zone, locale string) Reply {
	lang := people.Lang(f.Lang)
	lines, emergency := safety.Numbers(f.Lang, zone, locale)
	if lang == careers.French {
		lines, emergency = careers.Typeset(lines), careers.Typeset(emergency)
	}
	return Reply{Text: w.Say(lang, "safety."+string(f.Kind), "numbers", Markup(lines), "emergency", Markup(emergency)), Lang: lang}
}

// whereZone is where the person is, as they or their platform say.
func (t *Turn) whereZone() string {
	if t.Person.Zone != "" {
		return t.Person.Zone
	}
	return t.Event.Hints.Zone
}

// wake ends a rest, since the person writes again. Where they say that they
// were misread, the reply is the whole answer; else it is empty.
func (t *Turn) wake() (Reply, error) {
	if _, looks := t.Event.Body.(Opened); looks || !t.Person.Resting {
		return Reply{}, nil
	}
	t.Person.Resting = false
	if err := t.Tx.SavePerson(t.Person); err != nil {
		return Reply{}, fmt.Errorf("end rest: %w", err)
	}
	m, ok := t.Event.Body.(Message)
	if !ok || !safety.Misread(m.Text) {
		return Reply{}, nil
	}
	t.Bot.Listener.Hear(t, m.Text)
	return Reply{Text: t.Say("safety.misread"), Private: !t.Event.DM}, nil
}

package dialogue

import (
	"mentor/bot"
	"mentor/bot/people"
)

// mostSince is how many characters of what was written are kept for a "why?".
const mostSince = 120

// notedSince keeps what was written where no answer was about it, for the "why?"
// after it: an answer leaves its time in the memory.
func notedSince(t *bot.Turn, m bot.Message) {
	if t.Talk.Since != nil && t.Talk.Since.Explained.Equal(t.Now) {
		return // what explains a change is no answer by itself
	}
	t.Talk.Since = nil
	if text, _ := m.Parts(); text != "" && !t.Talk.Memory.At.Equal(t.Now) {
		t.Talk.Since = &people.Word{Text: bot.Brief(text, mostSince), At: t.Now, Changed: t.Changed}
	}
}

// bare answers "why?" and "tell me more" that mean no answer: something was done
// or shown since the last one, and that is what they ask about. ok is false where
// they mean an answer, or ask something.
func bare(t *bot.Turn, text string) (r bot.Reply, ok bool, err error) {
	since, deed := t.Talk.Since, t.Talk.Last.Correctable(t.Now)
	pressed := deed != nil && !deed.Asked && deed.At.After(t.Talk.Memory.At) && (since == nil || deed.At.After(since.At))
	if since != nil && !since.At.After(t.Talk.Memory.At) { // a button was answered since
		since = nil
	}
	if since == nil && !pressed {
		return r, false, nil
	}
	how := find(t, query(t, text)).Bare
	if how == "" {
		return r, false, nil
	}
	id, kv := "bare.shown", []any{}
	switch {
	case since != nil && !since.Explained.IsZero():
		id, pressed = "bare.again", true
	case pressed:
		id = "bare.pressed." + how
	case since.Changed:
		id = "bare.changed." + how
	}
	if !pressed {
		kv = append(kv, "said", since.Text)
	}
	if since == nil {
		since = &people.Word{At: t.Now}
	}
	since.Explained, t.Talk.Since = t.Now, since
	r = bot.Reply{Text: t.Say(id, kv...), Private: !t.Event.DM}
	var c bot.Choices
	if id != "bare.shown" && id != "bare.again" && t.Undoable() {
		r.Text += " " + t.Say("bare.undo")
	}
	if topics := t.Talk.Memory.Topics; len(topics) > 0 { // what was spoken of before it
		if title := t.Bot.Careers().Title(topics[0], t.Lang); title != "" {
			r.Text += "\n\n" + t.Say("bare.before")
			c.Items = append(c.Items, bot.Choice{Label: title, Action: "topic", Value: topics[0]})
		}
	}
	if len(c.Items) > 0 {
		r.Blocks = []bot.Block{c}
	}
	return r, true, nil
}

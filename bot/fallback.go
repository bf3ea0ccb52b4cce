package bot

import (
	"context"
	"strings"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// What becomes of a nudge that a person's direct messages do not take: they
// are told at the next contact, and meanwhile in the channel that they named.

// notice puts before the reply what the person must know: that a nudge did
// not reach them, and why. It is said once.
func (t *Turn) notice(r *Reply) {
	if t.p.DeliveryFault == "" || r.Form != nil || len(r.Fields) > 0 {
		return
	}
	_, home := t.ev.Body.(Opened)
	_, command := t.ev.Body.(Command) // one can be answered so that nobody else sees it
	if home || !t.ev.DM && !r.Private && !command {
		return
	}
	r.Private = !t.ev.DM
	code, _, _ := strings.Cut(t.p.DeliveryFault, " ") // the operator's notes follow
	id := "fault." + code
	if !t.b.words.Has(careers.English, id) {
		id = "fault.other"
	}
	note := t.say(id, "code", code)
	r.lead(note)
	t.p.DeliveryFault = ""
}

// fallbackSaid chooses the channel that says a check-in waits where the
// person's direct messages are closed: this one, or none.
func (t *Turn) fallbackSaid(said string) error {
	switch Fold(said) {
	case "off", "none", "no", "non", "aucun":
		t.p.Fallback = people.Address{}
		return nil
	case "here", "ici":
		if t.ev.DM {
			return t.problem("profile.fallback.dm")
		}
		t.p.Fallback = t.ev.From.Public() // nobody is named there
		return nil
	}
	return t.problem("profile.fallback.unknown", "said", brief(said, 40))
}

// Fallback is what is said in the channel that a person named for when their
// direct messages are closed: that a check-in waits, never whose or what about.
func (b *Bot) Fallback(ctx context.Context, d Outgoing) (to people.Address, r Reply, ok bool) {
	if d.Kind != people.KindCheckIn && d.Kind != people.KindFollowUp {
		return to, r, false // no check-in waits: what else is parked is told at the next contact
	}
	err := b.Store.View(ctx, func(tx Tx) error {
		p, err := tx.Person(d.Person)
		if err != nil || p.Fallback == (people.Address{}) {
			return err
		}
		lang := orLang(p.Lang, p.Spoke, careers.English)
		to, ok = p.Fallback.Public(), true
		r = Reply{Lang: lang, Text: b.words.Say(lang, "fallback.waits"), Blocks: []Block{Choices{Items: []Choice{
			{Label: b.words.Plain(lang, "fallback.button"), Action: "checkin"}}}}}
		return nil
	})
	return to, r, ok && err == nil
}

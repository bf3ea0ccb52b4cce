package inbox

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"

	"mentor/bot"
)

// apologize ends an event that could not be handled: it is marked, and what is
// said of it is a row, in one transaction. With an error nothing of the event
// is safe, and the reply has no row.
func (m *Inbox) apologize(ctx context.Context, ev bot.Event, why error) (bot.Taken, error) {
	sorry := bot.Taken{Reply: m.sorry(ev, why), Failed: true}
	out := sorry
	err := m.bot.Store.Update(ctx, func(tx bot.Tx) error {
		out = sorry
		if err := tx.MarkHandled(ev); err != nil {
			return err
		}
		p, err := tx.PersonOf(ev.User)
		if err != nil && !errors.Is(err, bot.ErrNotFound) {
			return err
		}
		out.Person = p.ID
		return out.Keep(tx, ev)
	})
	if err != nil {
		out = sorry
	}
	return out, err
}

// sorry tells a person that it went wrong, and the operator why, under one reference.
func (m *Inbox) sorry(ev bot.Event, err error) bot.Reply {
	ref := reference()
	m.log.Error("event failed", "ref", ref, "event", ev.LogName(), "platform", ev.From.Platform, "body", fmt.Sprintf("%T", ev.Body), "err", err)
	id := "error.unexpected"
	if errors.Is(err, bot.ErrNotSaved) {
		id = "error.not-saved"
	}
	lang := bot.LangOf(ev.Hints.Locale)
	return bot.Reply{Text: m.bot.Words.Say(lang, id, "ref", ref), Private: !ev.DM, Lang: lang}
}

// plainly is a reply that stands for an event which is not handled: one
// wording, in the language of whoever did it.
func (m *Inbox) plainly(ctx context.Context, ev bot.Event, id string) bot.Reply {
	lang := bot.LangOf(ev.Hints.Locale)
	_ = m.bot.Glance(ctx, ev, func(t *bot.Turn) error { lang = t.Lang; return nil }) // else it is the platform's
	return bot.Reply{Text: m.bot.Words.Say(lang, id), Private: !ev.DM, Lang: lang}
}

// reference is short enough to read out on a phone.
func reference() string {
	var r [4]byte
	rand.Read(r[:])
	return hex.EncodeToString(r[:])
}

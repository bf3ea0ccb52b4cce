package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
)

// nudgeFunc says what a delivery of one kind says now. ErrNothing means that
// it has become pointless.
type nudgeFunc func(t *Turn, d Outgoing) (Reply, error)

// Compose says what a delivery without a payload says. It is asked each time
// the delivery is tried, and says the same again unless the person has acted
// meanwhile. ErrNothing means that there is nothing to send any more.
func (b *Bot) Compose(ctx context.Context, d Outgoing) (Reply, error) {
	f := b.nudges[d.Kind]
	if f == nil {
		return Reply{}, fmt.Errorf("nobody composes %q", d.Kind)
	}
	var r Reply
	err := b.Store.Update(ctx, func(tx Tx) error {
		t, err := b.unasked(ctx, tx, d)
		if errors.Is(err, ErrNotFound) {
			return ErrNothing // forgotten since it was planned
		}
		if err != nil {
			return err
		}
		r, err = f(t, d)
		r.Lang = t.lang
		return err
	})
	if err != nil {
		return Reply{}, fmt.Errorf("compose %s: %w", d.Kind, err)
	}
	return r, nil
}

// unasked is a turn that the mentor takes by itself, in the person's own
// conversation. Its moment is when the delivery may go out.
func (b *Bot) unasked(ctx context.Context, tx Tx, d Outgoing) (*Turn, error) {
	p, err := tx.Person(d.Person)
	if err != nil {
		return nil, fmt.Errorf("person of a delivery: %w", err)
	}
	now := d.Due.UTC()
	if d.NotBefore.After(now) {
		now = d.NotBefore.UTC()
	}
	return &Turn{ctx: ctx, b: b, tx: tx, now: now, p: p, lang: cmp.Or(p.Lang, p.Spoke, langOf("")),
		ev: Event{At: now, User: d.User, From: d.To, DM: true}}, nil
}

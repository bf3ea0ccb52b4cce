package memory

import (
	"crypto/sha256"
	"fmt"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/codec"
)

func (e *event) waitsFrom(u people.UserRef) bool {
	return e.Handled.IsZero() && e.Platform == u.Platform && e.Workspace == u.Workspace && e.UserID == u.ID
}

// eventHash is what is kept of an event's key.
func eventHash(ev bot.Event) string {
	h := sha256.Sum256([]byte(ev.Key()))
	return fmt.Sprintf("%x", h[:16])
}

func (t *tx) KeepEvent(ev bot.Event) (fresh bool, err error) {
	if err := t.write(0); err != nil {
		return false, err
	}
	payload, err := codec.EncodeEvent(ev)
	hash := eventHash(ev)
	if err != nil || find(t.Events, func(e *event) bool { return e.KeyHash == hash }) != nil {
		return false, err
	}
	t.Events = append(t.Events, kept(event{hash, ev.From.Platform, ev.User.Workspace, ev.User.ID, payload, marked(ev), time.Time{}}))
	t.seen(ev)
	return true, nil
}

// marked is an event's time as a mark: none would say that it is not handled.
func marked(ev bot.Event) time.Time { return orFirst(ev.At) }

// orFirst is at, or the first instant there is.
func orFirst(at time.Time) time.Time {
	if first := time.UnixMilli(1).UTC(); at.Before(first) {
		return first
	}
	return at
}

func (t *tx) MarkHandled(ev bot.Event) error {
	if err := t.write(0); err != nil {
		return err
	}
	hash := eventHash(ev)
	switch e := find(t.Events, func(e *event) bool { return e.KeyHash == hash }); {
	case e == nil:
		t.Events = append(t.Events, kept(event{KeyHash: hash, Platform: ev.From.Platform, Kept: marked(ev), Handled: marked(ev)}))
		t.seen(ev)
	case !e.Handled.IsZero():
		return bot.ErrHandled
	default:
		e.Handled, e.Workspace, e.UserID, e.Payload = marked(ev), "", "", nil
	}
	return nil
}

func (t *tx) MarkUnkept(ev bot.Event) error {
	if err := t.write(0); err != nil {
		return err
	}
	hash := eventHash(ev)
	e := find(t.Events, func(e *event) bool { return e.KeyHash == hash })
	switch {
	case e != nil && !e.Handled.IsZero():
		return bot.ErrHandled
	case e != nil || find(t.Events, func(e *event) bool { return e.waitsFrom(ev.User) }) != nil:
		return bot.ErrLater
	}
	return t.MarkHandled(ev)
}

// seen takes a workspace back whose people talk to the mentor again.
func (t *tx) seen(ev bot.Event) {
	drop(&t.Workspaces, func(w *workspace) bool {
		return w.Platform == ev.From.Platform && w.Workspace == ev.From.Workspace && w.Gone.Before(ev.At)
	})
}

func (t *tx) WaitingEvents(p people.Platform, limit int) ([]bot.Event, error) {
	all := []bot.Event{}
	for _, e := range t.Events {
		if e.Platform == p && e.Handled.IsZero() && (limit <= 0 || len(all) < limit) {
			ev, err := codec.DecodeEvent(e.Payload)
			if err != nil {
				return nil, err
			}
			all = append(all, ev)
		}
	}
	return all, t.may()
}

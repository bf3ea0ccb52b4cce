package db

import (
	"context"
	"crypto/sha256"
	"errors"
	"log/slog"
	"math"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/codec"
)

var (
	keepEvent = register(`INSERT INTO events (key_hash, platform, workspace, user_id, payload, kept_at, handled_at)
		VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT (key_hash) DO NOTHING`)
	markEvent = register(`UPDATE events SET handled_at = $1, workspace = '', user_id = '', payload = NULL
		WHERE key_hash = $2 AND handled_at = 0`)
	addMark = register(`INSERT INTO events (key_hash, platform, workspace, user_id, payload, kept_at, handled_at)
		VALUES ($1, $2, '', '', NULL, $3, $3) ON CONFLICT (key_hash) DO NOTHING`)
	addUnkept = register(`INSERT INTO events (key_hash, platform, workspace, user_id, payload, kept_at, handled_at)
		SELECT $1, $2, '', '', NULL, $3, $3 WHERE NOT EXISTS (SELECT 1 FROM events
		WHERE platform = $2 AND workspace = $4 AND user_id = $5 AND handled_at = 0) ON CONFLICT (key_hash) DO NOTHING`)
	isHandled     = register(`SELECT handled_at > 0 FROM events WHERE key_hash = $1`)
	waitingEvents = register(`SELECT id, payload FROM events WHERE platform = $1 AND handled_at = 0 ORDER BY id LIMIT $2`)
)

// eventHash is what is kept of an event's key: on Slack the key names the
// channel and the time, which is more than a mark against duplicates needs.
// 128 of SHA-256's bits tell all events apart, in half the pages of the index.
func eventHash(ev bot.Event) []byte {
	h := sha256.Sum256([]byte(ev.Key()))
	return h[:16]
}

func (t *tx) KeepEvent(ev bot.Event) (fresh bool, err error) {
	payload, err := codec.EncodeEvent(ev)
	if err != nil {
		return false, err
	}
	n, err := t.exec(keepEvent, eventHash(ev), string(ev.From.Platform), ev.User.Workspace, ev.User.ID, payload, markTime(ev))
	if err != nil || n == 0 {
		return false, err
	}
	return true, t.seen(ev)
}

func (t *tx) MarkHandled(ev bot.Event) error {
	n, err := t.exec(markEvent, markTime(ev), eventHash(ev))
	if err != nil || n > 0 {
		return err
	}
	n, err = t.exec(addMark, eventHash(ev), string(ev.From.Platform), markTime(ev))
	switch {
	case err != nil:
		return err
	case n == 0:
		return bot.ErrHandled
	}
	return t.seen(ev)
}

func (t *tx) MarkUnkept(ev bot.Event) error {
	hash := eventHash(ev)
	n, err := t.exec(addUnkept, hash, string(ev.From.Platform), markTime(ev), ev.User.Workspace, ev.User.ID)
	switch {
	case err != nil:
		return err
	case n > 0:
		return t.seen(ev)
	}
	var handled bool
	switch err := t.one(isHandled, []any{hash}, &handled); {
	case err != nil && !errors.Is(err, bot.ErrNotFound):
		return err
	case handled:
		return bot.ErrHandled
	}
	return bot.ErrLater
}

// markTime is an event's time as a mark: 0 would say that it is not handled.
func markTime(ev bot.Event) int64 { return max(1, ms(ev.At)) }

// WaitingEvents leaves out, and logs, what this program cannot read (a row of
// a newer one, before a step back): it waits for a program that can.
func (t *tx) WaitingEvents(p people.Platform, limit int) ([]bot.Event, error) {
	type row struct {
		id      int64
		payload []byte
	}
	if limit <= 0 {
		limit = math.MaxInt32
	}
	rows, err := all(t, waitingEvents, func(scan scan) (r row, err error) {
		err = scan(&r.id, &r.payload)
		return r, err
	}, string(p), limit)
	if err != nil {
		return nil, err
	}
	events := make([]bot.Event, 0, len(rows))
	for _, r := range rows {
		ev, err := codec.DecodeEvent(r.payload)
		if err != nil {
			t.db.log.LogAttrs(context.Background(), slog.LevelError, "waiting event cannot be read",
				slog.Int64("row", r.id), slog.Any("err", err))
			continue
		}
		events = append(events, ev)
	}
	return events, nil
}

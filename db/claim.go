package db

import (
	"cmp"
	"context"
	"slices"
	"time"

	"mentor/bot"
	"mentor/db/codec"
	"mentor/reminders"
)

var (
	// The next workspace after $1, $2 that has open rows: with one query for
	// each the index is skipped through, however many rows wait.
	nextSender = register(`SELECT platform, workspace FROM deliveries
		WHERE wake_at > 0 AND (platform, workspace) > ($1, $2) ORDER BY platform, workspace LIMIT 1`)
	claimable = register(`SELECT count(*) FROM (SELECT 1 FROM deliveries
		WHERE platform = $1 AND workspace = $2 AND urgent = $3 AND wake_at > 0 AND wake_at <= $4 LIMIT 1) one`)
	nextOf = register(`SELECT coalesce(min(wake_at), 0) FROM deliveries
		WHERE platform = $1 AND workspace = $2 AND urgent = $3 AND wake_at > 0`)
	claim = register(`UPDATE deliveries SET state = 'claimed', owner = $1, wake_at = $2, tries = tries + 1
		WHERE id IN (SELECT id FROM deliveries WHERE platform = $3 AND workspace = $4 AND urgent = $5
			AND wake_at > 0 AND wake_at <= $6 ORDER BY wake_at, due_at LIMIT $7)
		RETURNING ` + outgoingColumns)
	lease = register(`INSERT INTO senders (platform, workspace, owner, until_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (platform, workspace) DO UPDATE SET owner = excluded.owner, until_at = excluded.until_at
		WHERE senders.owner = excluded.owner OR senders.until_at <= $5`)
	leaseOwner = register(`SELECT owner FROM senders WHERE platform = $1 AND workspace = $2`)
	unclaim    = register(`UPDATE deliveries SET state = 'pending', owner = '',
		wake_at = CASE WHEN not_before_at > 0 THEN not_before_at ELSE 1 END WHERE state = 'claimed' AND owner = $1`)
	unlease = register(`DELETE FROM senders WHERE owner = $1`)
)

// Senders implements reminders.Store.
func (d *DB) Senders(ctx context.Context, now time.Time) (list []reminders.Sender, err error) {
	d.clock.Store(ms(now))
	err = d.view(ctx, func(t *tx) error {
		var s reminders.Sender
		for {
			next, err := all(t, nextSender, readSender, string(s.Platform), s.Workspace)
			if err != nil || len(next) == 0 {
				return err
			}
			s = next[0]
			if ok, err := t.claimable(s, now); err != nil {
				return err
			} else if ok {
				list = append(list, s)
			}
		}
	})
	return list, err
}

func (t *tx) claimable(s reminders.Sender, now time.Time) (bool, error) {
	if until, err := t.HeldUntil(s.Platform, s.Workspace); err != nil || until.After(now) {
		return false, err
	}
	kinds, err := t.sendable()
	for _, urgent := range kinds {
		var n int
		if err := t.one(claimable, []any{string(s.Platform), s.Workspace, urgent, ms(now)}, &n); err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, err
}

// Claim implements reminders.Store. Somebody who waits for an answer comes
// before nudges; among equals, who may be sent to first, then who was due first.
func (d *DB) Claim(ctx context.Context, s reminders.Sender, owner string, now, until time.Time, n int) (claimed []bot.Outgoing, err error) {
	ready := false
	err = d.view(ctx, func(t *tx) error { // an idle sender must not take the writer
		ready, err = t.claimable(s, now)
		return err
	})
	if err != nil || !ready {
		return nil, err
	}
	err = d.update(ctx, func(t *tx) error {
		claimed = nil
		kinds, err := t.sendable()
		if err != nil {
			return err
		}
		for _, urgent := range kinds {
			rows, err := t.claim(s, owner, urgent, now, until, n-len(claimed))
			if err != nil {
				return err
			}
			claimed = append(claimed, rows...)
		}
		return t.reached(now)
	})
	if err == nil {
		d.noteReached(now)
	}
	return claimed, err
}

func (t *tx) claim(s reminders.Sender, owner string, urgent bool, now, until time.Time, n int) ([]bot.Outgoing, error) {
	if n <= 0 {
		return nil, nil
	}
	type row struct {
		out     bot.Outgoing
		payload []byte
	}
	rows, err := all(t, claim, func(scan scan) (r row, err error) {
		r.out, r.payload, err = readOutgoing(scan)
		return r, err
	}, owner, ms(until), string(s.Platform), s.Workspace, urgent, ms(now), n)
	if err != nil {
		return nil, err
	}
	list := make([]bot.Outgoing, 0, len(rows))
	for _, r := range rows {
		if r.payload != nil {
			reply, err := codec.DecodeReply(r.payload)
			if err != nil {
				t.db.log.Error("delivery cannot be read", "delivery", r.out.Key, "err", err)
				if _, err := t.finish(r.out.ID, bot.Outcome{State: bot.Parked, At: now, Reason: "cannot be read: " + err.Error()}); err != nil {
					return nil, err
				}
				continue
			}
			r.out.Payload = &reply
		}
		list = append(list, r.out)
	}
	slices.SortFunc(list, func(a, b bot.Outgoing) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

// Finish implements reminders.Store. Rows whose person has been forgotten
// meanwhile are passed over.
func (d *DB) Finish(ctx context.Context, how map[int64]bot.Outcome) error {
	if len(how) == 0 {
		return nil
	}
	return d.update(ctx, func(t *tx) error {
		for id, outcome := range how {
			if _, err := t.finish(id, outcome); err != nil {
				return err
			}
		}
		return nil
	})
}

// Lease implements reminders.Store. A lease whose process has died is free at
// once, whatever its time.
func (d *DB) Lease(ctx context.Context, s reminders.Sender, owner string, now, until time.Time) (ok bool, err error) {
	d.clock.Store(ms(now))
	try := func() error {
		return d.update(ctx, func(t *tx) error {
			n, err := t.exec(lease, string(s.Platform), s.Workspace, owner, ms(until), ms(now))
			ok = n > 0
			return err
		})
	}
	if err := try(); err != nil || ok {
		return ok, err
	}
	var holder string
	err = d.view(ctx, func(t *tx) error {
		return t.one(leaseOwner, []any{string(s.Platform), s.Workspace}, &holder)
	})
	if err != nil {
		return false, err
	}
	if reaped, err := d.reap(ctx, holder); err != nil || !reaped {
		return false, err
	}
	return ok, try()
}

// Release implements reminders.Store.
func (d *DB) Release(ctx context.Context, owner string) error {
	return d.update(ctx, func(t *tx) error {
		if _, err := t.exec(unclaim, owner); err != nil {
			return err
		}
		_, err := t.exec(unlease, owner)
		return err
	})
}

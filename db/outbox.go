package db

import (
	"context"
	"slices"
	"time"

	"mentor/bot"
	"mentor/db/rules"
	"mentor/reminders"
)

var (
	dueOn    = register(`SELECT coalesce((SELECT due FROM ledger WHERE day = $1), 0)`)
	statesOn = register(`SELECT state, count(*) FROM deliveries WHERE state IN ('pending', 'claimed', 'sent', 'parked', 'skipped')
		AND due_at >= $1 AND due_at < $2 GROUP BY state`)
	putAudit = register(`INSERT INTO audits (day, due, sent, parked, skipped, pending, audited_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (day) DO UPDATE SET due = excluded.due, sent = excluded.sent, parked = excluded.parked,
		skipped = excluded.skipped, pending = excluded.pending, audited_at = excluded.audited_at`)
	backlogStates = register(`SELECT state, count(*) FROM deliveries WHERE wake_at > 0 GROUP BY state
		UNION ALL SELECT 'parked', count(*) FROM deliveries WHERE state = 'parked'`)
	backlogOldest = register(`SELECT coalesce(min(due_at), 0) FROM deliveries WHERE wake_at > 0 AND wake_at <= $1`)
	listState     = register(`SELECT ` + outgoingColumns + ` FROM deliveries WHERE state = $1 ORDER BY due_at, id LIMIT $2`)
	retryRow      = register(`UPDATE deliveries SET state = 'pending', reason = '', wake_at = $1, not_before_at = $1, prune_at = 0
		WHERE id = $2 AND state IN ('pending', 'parked')`)
)

type stateCount struct {
	state bot.DeliveryState
	n     int
}

func readStateCount(scan scan) (c stateCount, err error) {
	err = scan(&c.state, &c.n)
	return c, err
}

// Audit implements reminders.Store: what the ledger says was planned for a
// day, against what the rows say became of it.
func (d *DB) Audit(ctx context.Context, day string, now time.Time) (a reminders.Audit, err error) {
	from, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return a, err
	}
	// Counted in a reading: a batch that is being written has rows already
	// whose ledger is written last.
	err = d.view(ctx, func(t *tx) error {
		a = reminders.Audit{Day: day}
		if err := t.one(dueOn, []any{day}, &a.Due); err != nil {
			return err
		}
		counts, err := all(t, statesOn, readStateCount, ms(from), ms(from.AddDate(0, 0, 1)))
		if err != nil {
			return err
		}
		for _, c := range counts {
			switch c.state {
			case bot.Sent:
				a.Sent = c.n
			case bot.Parked:
				a.Parked = c.n
			case bot.Skipped:
				a.Skipped = c.n
			default:
				a.Pending += c.n
			}
		}
		return nil
	})
	if err != nil {
		return a, err
	}
	return a, d.update(ctx, func(t *tx) error {
		_, err := t.exec(putAudit, day, a.Due, a.Sent, a.Parked, a.Skipped, a.Pending, ms(now))
		return err
	})
}

// Backlog implements reminders.Store.
func (d *DB) Backlog(ctx context.Context, now time.Time) (b reminders.Backlog, err error) {
	err = d.view(ctx, func(t *tx) error {
		counts, err := all(t, backlogStates, readStateCount)
		if err != nil {
			return err
		}
		for _, c := range counts {
			switch c.state {
			case bot.Pending:
				b.Pending = c.n
			case bot.Claimed:
				b.Claimed = c.n
			case bot.Parked:
				b.Parked = c.n
			}
		}
		return t.one(backlogOldest, []any{ms(now)}, instant{&b.Oldest})
	})
	return b, err
}

// List implements reminders.Store; no states means those that an operator can
// do something about. Payloads stay where they are.
func (d *DB) List(ctx context.Context, states []bot.DeliveryState, limit int) (list []bot.Outgoing, err error) {
	if len(states) == 0 {
		states = []bot.DeliveryState{bot.Pending, bot.Claimed, bot.Parked}
	}
	err = d.view(ctx, func(t *tx) error {
		for _, s := range states {
			rows, err := all(t, listState, func(scan scan) (d bot.Outgoing, err error) {
				d, _, err = readOutgoing(scan)
				return d, err
			}, string(s), limit)
			if err != nil {
				return err
			}
			list = append(list, rows...)
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b bot.Outgoing) int { return a.Due.Compare(b.Due) })
	return list[:min(limit, len(list))], err
}

// Retry implements reminders.Store.
func (d *DB) Retry(ctx context.Context, ids []int64, now time.Time) (n int, err error) {
	err = d.update(ctx, func(t *tx) error {
		n = 0
		for _, id := range ids {
			changed, err := t.exec(retryRow, ms(now), id)
			if err != nil {
				return err
			}
			n += changed
		}
		return nil
	})
	return n, err
}

// Drop implements reminders.Store: the rows stay, as skipped.
func (d *DB) Drop(ctx context.Context, ids []int64, now time.Time) (n int, err error) {
	err = d.update(ctx, func(t *tx) error {
		n = 0
		for _, id := range ids {
			known, err := t.drop(id, now)
			if err != nil {
				return err
			}
			if known {
				n++
			}
		}
		return nil
	})
	return n, err
}

var dropRow = register(`UPDATE deliveries SET state = 'skipped', reason = $1, wake_at = 0, owner = '', payload = NULL,
	prune_at = CASE WHEN kind = 'reply' THEN $2 ELSE 0 END WHERE id = $3 AND state IN ('pending', 'claimed', 'parked') RETURNING coalesce(person_id, 0)`)

func (t *tx) drop(id int64, now time.Time) (bool, error) {
	people, err := all(t, dropRow, readID, rules.Dropped, pruneAt(bot.Skipped, now), id)
	if err != nil || len(people) == 0 {
		return false, err
	}
	if people[0] == 0 {
		_, err = t.exec(scrubDelivery, id)
	}
	return true, err
}

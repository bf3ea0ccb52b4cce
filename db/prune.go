package db

import (
	"context"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
	"mentor/reminders"
)

// pruneChunk is how many rows go in one transaction, so that nobody waits.
const pruneChunk = 500

var (
	pruneMarks = register(`DELETE FROM events WHERE id IN
		(SELECT id FROM events WHERE handled_at > 0 AND handled_at < $1 ORDER BY handled_at LIMIT $2)`)
	pruneWaiting = register(`DELETE FROM events WHERE id IN
		(SELECT id FROM events WHERE handled_at = 0 AND kept_at < $1 LIMIT $2)`)
	pruneConversations = register(`DELETE FROM conversations WHERE (person_id, conversation) IN
		(SELECT person_id, conversation FROM conversations WHERE kept_at < $1 ORDER BY kept_at LIMIT $2)`)
	pruneCerts = register(`DELETE FROM certifications WHERE id IN
		(SELECT id FROM certifications WHERE removed_at > 0 AND removed_at < $1 LIMIT $2)`)
	pruneCodes   = register(`DELETE FROM link_codes WHERE expires_at <= $1`)
	pruneEntries = register(`DELETE FROM entries WHERE check_in_id IN (SELECT id FROM check_ins
		WHERE opened_at < $1 AND id IN (SELECT DISTINCT check_in_id FROM entries ORDER BY check_in_id LIMIT $2))`)
	oldReplies = register(`SELECT id, due_at FROM deliveries WHERE prune_at > 0 AND prune_at <= $1 AND kind = 'reply' AND state <> 'parked'
		ORDER BY prune_at LIMIT $2`)
	// Replies that are done with are gone long before what is kept by its day, so they are not in its way.
	oldRows        = register(`SELECT id, due_at FROM deliveries WHERE state = $1 AND (kind = 'reply') = $2 AND due_at < $3 ORDER BY due_at LIMIT $4`)
	deleteRow      = register(`DELETE FROM deliveries WHERE id = $1`)
	pruneLedger    = register(`DELETE FROM ledger WHERE day < $1 AND due = 0`)
	leftLongAgo    = register(`SELECT platform, workspace FROM workspaces WHERE gone_at < $1`)
	identitiesOf   = register(`SELECT platform, workspace, user_id FROM identities WHERE platform = $1 AND workspace = $2 LIMIT $3`)
	dropIdentity   = register(`DELETE FROM identities WHERE platform = $1 AND workspace = $2 AND user_id = $3`)
	purgeEvents    = register(`DELETE FROM events WHERE handled_at = 0 AND platform = $1 AND workspace = $2`)
	purgeNobody    = register(`SELECT due_at FROM deliveries WHERE person_id IS NULL AND platform = $1 AND workspace = $2`)
	deleteNobody   = register(`DELETE FROM deliveries WHERE person_id IS NULL AND platform = $1 AND workspace = $2`)
	purgeAddresses = register(`UPDATE people SET fallback_platform = '', fallback_workspace = '', fallback_channel = '', fallback_thread = ''
		WHERE fallback_platform = $1 AND fallback_workspace = $2`)
)

// Prune removes what is done with, in small transactions: marks of handled
// events, stale conversations, removed certifications, finished deliveries,
// link codes that have run out, all data of workspaces that left long ago, and
// what else Options.Keep puts an end to. Then it gives the log's space back.
// Once an hour is often enough.
func (d *DB) Prune(ctx context.Context, now time.Time) error {
	keep := d.opts.Keep
	steps := []func(*tx) (int, error){
		old(pruneMarks, now.Add(-rules.KeepMarks)),
		old(pruneWaiting, now.Add(-keep.Unsent)),
		old(pruneConversations, now.Add(-rules.KeepConversations)),
		old(pruneCerts, now.Add(-keep.Removed)),
		old(pruneReminders, now.Add(-keep.Removed)),
		oldDeliveries(oldReplies, ms(now)),
		oldDeliveries(oldRows, string(bot.Parked), true, ms(now.Add(-keep.Unsent))),
		oldDeliveries(oldRows, string(bot.Sent), false, ms(now.Add(-keep.Deliveries))),
		oldDeliveries(oldRows, string(bot.Parked), false, ms(now.Add(-keep.Deliveries))),
		oldDeliveries(oldRows, string(bot.Skipped), false, ms(now.Add(-keep.Deliveries))),
		func(t *tx) (int, error) { return t.purge(now.Add(-keep.Gone)) },
	}
	if keep.CheckIns > 0 {
		steps = append(steps, old(pruneEntries, now.Add(-keep.CheckIns)))
	}
	for _, step := range steps {
		if err := d.chunks(ctx, step); err != nil {
			return err
		}
	}
	if err := d.forgetSilent(ctx, now); err != nil {
		return err
	}
	err := d.update(ctx, func(t *tx) error {
		for _, s := range []statement{pruneCodes, pruneHolds} {
			if _, err := t.exec(s, ms(now)); err != nil {
				return err
			}
		}
		if _, err := t.exec(pruneLedger, rules.DayOf(now.Add(-keep.Deliveries))); err != nil {
			return err
		}
		_, err := t.exec(pruneAnswers, rules.DayOf(now.Add(-keep.Deliveries)))
		return err
	})
	if err != nil {
		return err
	}
	return d.checkpoint(ctx)
}

// chunks runs step in a transaction of its own until it finds less than a
// chunk to do.
func (d *DB) chunks(ctx context.Context, step func(*tx) (int, error)) error {
	for {
		var n int
		err := d.update(ctx, func(t *tx) (err error) {
			n, err = step(t)
			return err
		})
		if err != nil || n < pruneChunk {
			return err
		}
	}
}

// old is a step that takes away what lies before an instant.
func old(s statement, before time.Time) func(*tx) (int, error) {
	return func(t *tx) (int, error) { return t.exec(s, ms(before), pruneChunk) }
}

// oldDeliveries is a step that takes finished rows away, and out of the ledger.
func oldDeliveries(s statement, args ...any) func(*tx) (int, error) {
	type row struct{ id, due int64 }
	args = append(args, pruneChunk)
	return func(t *tx) (int, error) {
		rows, err := all(t, s, func(scan scan) (r row, err error) {
			err = scan(&r.id, &r.due)
			return r, err
		}, args...)
		if err != nil {
			return 0, err
		}
		for _, r := range rows {
			if _, err := t.exec(deleteRow, r.id); err != nil {
				return 0, err
			}
			t.count(rules.DayOf(at(r.due)), -1)
		}
		return len(rows), nil
	}
}

// purge forgets people whose last identity was in a workspace that left before
// an instant; who is known elsewhere too loses that identity only.
func (t *tx) purge(before time.Time) (n int, err error) {
	left, err := all(t, leftLongAgo, readSender, ms(before))
	if err != nil {
		return 0, err
	}
	for _, s := range left {
		users, err := all(t, identitiesOf, readUser, string(s.Platform), s.Workspace, pruneChunk)
		if err != nil {
			return n, err
		}
		for _, u := range users {
			if err := t.purgeUser(u); err != nil {
				return n, err
			}
		}
		if n += len(users); n >= pruneChunk {
			return n, nil
		}
		if err := t.purgeWorkspace(s); err != nil {
			return n, err
		}
	}
	return n, nil
}

func (t *tx) purgeUser(u people.UserRef) error {
	p, err := t.PersonOf(u)
	if err != nil {
		return err
	}
	users, err := t.Identities(p.ID)
	if err != nil {
		return err
	}
	if len(users) == 1 {
		return t.Forget(p.ID)
	}
	if p.NudgeAt == u {
		p.NudgeAt, p.NudgeChosen = users[0], false
		if users[0] == u {
			p.NudgeAt = users[1]
		}
		if err := t.SavePerson(p); err != nil {
			return err
		}
	}
	return t.must(dropIdentity, string(u.Platform), u.Workspace, u.ID)
}

// purgeWorkspace removes what a workspace has left behind without people.
func (t *tx) purgeWorkspace(s reminders.Sender) error {
	if err := t.uncount(purgeNobody, string(s.Platform), s.Workspace); err != nil {
		return err
	}
	for _, stmt := range []statement{deleteNobody, purgeEvents, purgeAddresses, workspaceBack} {
		if _, err := t.exec(stmt, string(s.Platform), s.Workspace); err != nil {
			return err
		}
	}
	return nil
}

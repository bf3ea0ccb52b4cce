package db

import (
	"context"
	"time"

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
	pruneCodes     = register(`DELETE FROM link_codes WHERE expires_at <= $1`)
	oldRows        = register(`SELECT id, due_at FROM deliveries WHERE prune_at > 0 AND prune_at <= $1 ORDER BY prune_at LIMIT $2`)
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
// link codes that have run out, and all data of workspaces that left 30 days
// ago. Then it gives the log's space back. Once an hour is often enough.
func (d *DB) Prune(ctx context.Context, now time.Time) error {
	steps := []struct {
		s      statement
		before time.Time
	}{
		{pruneMarks, now.Add(-rules.KeepMarks)},
		{pruneWaiting, now.Add(-rules.KeepWaiting)},
		{pruneConversations, now.Add(-rules.KeepConversations)},
		{pruneCerts, now.Add(-rules.KeepRemoved)},
		{pruneReminders, now.Add(-rules.KeepRemoved)},
	}
	for _, step := range steps {
		err := d.chunks(ctx, func(t *tx) (int, error) { return t.exec(step.s, ms(step.before), pruneChunk) })
		if err != nil {
			return err
		}
	}
	if err := d.chunks(ctx, func(t *tx) (int, error) { return t.pruneDeliveries(now) }); err != nil {
		return err
	}
	if err := d.chunks(ctx, func(t *tx) (int, error) { return t.purge(now) }); err != nil {
		return err
	}
	err := d.update(ctx, func(t *tx) error {
		for _, s := range []statement{pruneCodes, pruneHolds} {
			if _, err := t.exec(s, ms(now)); err != nil {
				return err
			}
		}
		if _, err := t.exec(pruneLedger, rules.Day(now.Add(-rules.KeepBooks))); err != nil {
			return err
		}
		_, err := t.exec(pruneAnswers, rules.Day(now.Add(-rules.KeepBooks)))
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

// pruneDeliveries takes finished rows away, and out of the ledger.
func (t *tx) pruneDeliveries(now time.Time) (int, error) {
	type row struct{ id, due int64 }
	rows, err := all(t, oldRows, func(scan scan) (r row, err error) {
		err = scan(&r.id, &r.due)
		return r, err
	}, ms(now), pruneChunk)
	if err != nil {
		return 0, err
	}
	for _, r := range rows {
		if _, err := t.exec(deleteRow, r.id); err != nil {
			return 0, err
		}
		t.count(rules.Day(at(r.due)), -1)
	}
	return len(rows), nil
}

// purge forgets people whose last identity was in a workspace that left long
// ago; who is known elsewhere too loses that identity only.
func (t *tx) purge(now time.Time) (n int, err error) {
	left, err := all(t, leftLongAgo, readSender, ms(now.Add(-rules.KeepGone)))
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

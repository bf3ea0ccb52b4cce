package db

import (
	"context"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
	"mentor/reminders"
)

var (
	workspaceGone = register(`INSERT INTO workspaces (platform, workspace, gone_at) VALUES ($1, $2, $3)
		ON CONFLICT (platform, workspace) DO NOTHING`)
	workspaceBack = register(`DELETE FROM workspaces WHERE platform = $1 AND workspace = $2`)
	workspaceSeen = register(`DELETE FROM workspaces WHERE platform = $1 AND workspace = $2 AND gone_at < $3`)
	hold          = register(`INSERT INTO holds (platform, workspace, until_at) VALUES ($1, $2, $3)
		ON CONFLICT (platform, workspace) DO UPDATE SET until_at = excluded.until_at WHERE holds.until_at < excluded.until_at`)
	heldUntil  = register(`SELECT coalesce(max(until_at), 0) FROM holds WHERE platform = $1 AND workspace = $2`)
	holdList   = register(`SELECT platform, workspace, until_at FROM holds`)
	pruneHolds = register(`DELETE FROM holds WHERE until_at <= $1`)
	parkPeople = register(`UPDATE people SET delivery_fault = $1 WHERE id IN (SELECT person_id FROM deliveries
		WHERE platform = $2 AND workspace = $3 AND wake_at > 0 AND NOT urgent)`)
	parkRows = register(`UPDATE deliveries SET state = 'parked', reason = $1, wake_at = 0, owner = ''
		WHERE platform = $2 AND workspace = $3 AND wake_at > 0`)
)

func (t *tx) WorkspaceGone(p people.Platform, workspace string, at time.Time) error {
	if _, err := t.exec(workspaceGone, string(p), workspace, ms(at)); err != nil {
		return err
	}
	_, err := t.parkWorkspace(reminders.Sender{Platform: p, Workspace: workspace}, rules.Gone)
	return err
}

func (t *tx) WorkspaceReturned(p people.Platform, workspace string) error {
	_, err := t.exec(workspaceBack, string(p), workspace)
	return err
}

// seen takes a workspace back whose people talk to the mentor again: the mark
// must not wait for the purge, however the mentor was installed anew.
func (t *tx) seen(ev bot.Event) error {
	_, err := t.exec(workspaceSeen, string(ev.From.Platform), ev.From.Workspace, ms(ev.At))
	return err
}

func (t *tx) HoldWorkspace(p people.Platform, workspace string, until time.Time) error {
	_, err := t.exec(hold, string(p), workspace, ms(until))
	return err
}

func (t *tx) HeldUntil(p people.Platform, workspace string) (until time.Time, err error) {
	err = t.one(heldUntil, []any{string(p), workspace}, instant{&until})
	return until, err
}

// Hold implements reminders.Store.
func (d *DB) Hold(ctx context.Context, s reminders.Sender, until time.Time) error {
	return d.update(ctx, func(t *tx) error { return t.HoldWorkspace(s.Platform, s.Workspace, until) })
}

// holds are the waits that are kept, by workspace.
func (t *tx) holds() (map[reminders.Sender]int64, error) {
	until := map[reminders.Sender]int64{}
	_, err := all(t, holdList, func(scan scan) (s reminders.Sender, err error) {
		var ms int64
		err = scan(&s.Platform, &s.Workspace, &ms)
		until[s] = ms
		return s, err
	})
	return until, err
}

func (t *tx) parkWorkspace(s reminders.Sender, reason string) (int, error) {
	if _, err := t.exec(parkPeople, reason, string(s.Platform), s.Workspace); err != nil {
		return 0, err
	}
	return t.exec(parkRows, reason, string(s.Platform), s.Workspace)
}

// ParkWorkspace implements reminders.Store.
func (d *DB) ParkWorkspace(ctx context.Context, s reminders.Sender, reason string, _ time.Time) (n int, err error) {
	err = d.update(ctx, func(t *tx) error {
		n, err = t.parkWorkspace(s, reason)
		return err
	})
	return n, err
}

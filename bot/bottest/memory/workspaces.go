package memory

import (
	"context"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
	"mentor/reminders"
)

func (t *tx) WorkspaceGone(p people.Platform, name string, at time.Time) error {
	if err := t.write(0); err != nil {
		return err
	}
	if find(t.Workspaces, func(w *workspace) bool { return w.Platform == p && w.Workspace == name }) == nil {
		t.Workspaces = append(t.Workspaces, kept(workspace{p, name, at}))
	}
	t.park(reminders.Sender{Platform: p, Workspace: name}, rules.Gone, at)
	return nil
}

func (t *tx) WorkspaceReturned(p people.Platform, name string) error {
	if err := t.write(0); err != nil {
		return err
	}
	drop(&t.Workspaces, func(w *workspace) bool { return w.Platform == p && w.Workspace == name })
	return nil
}

func (t *tx) hold(s reminders.Sender) *hold {
	return find(t.Holds, func(h *hold) bool { return h.Platform == s.Platform && h.Workspace == s.Workspace })
}

func (t *tx) HoldWorkspace(p people.Platform, name string, until time.Time) error {
	if err := t.write(0); err != nil {
		return err
	}
	if h := t.hold(reminders.Sender{Platform: p, Workspace: name}); h != nil {
		h.Until = kept(later(h.Until, until))
		return nil
	}
	t.Holds = append(t.Holds, kept(hold{p, name, until}))
	return nil
}

func (t *tx) HeldUntil(p people.Platform, name string) (time.Time, error) {
	return t.heldUntil(reminders.Sender{Platform: p, Workspace: name}), t.may()
}

func (t *tx) heldUntil(s reminders.Sender) time.Time {
	if h := t.hold(s); h != nil {
		return h.Until
	}
	return time.Time{}
}

// Hold implements reminders.Store.
func (s *Store) Hold(ctx context.Context, by reminders.Sender, until time.Time) error {
	return s.Update(ctx, func(tx bot.Tx) error { return tx.HoldWorkspace(by.Platform, by.Workspace, until) })
}

// park parks what waits for a workspace.
func (t *tx) park(s reminders.Sender, reason string, now time.Time) (n int) {
	for i := range t.Deliveries {
		d := &t.Deliveries[i]
		if rules.Sender(d.Outgoing) != s || d.Wake.IsZero() {
			continue
		}
		n++
		d.State, d.Reason, d.Wake, d.Owner = bot.Parked, reason, time.Time{}, ""
		d.prune(now)
		if p := t.person(d.Person); p != nil && !rules.Urgent(d.Kind) {
			p.DeliveryFault = reason
		}
	}
	return n
}

// ParkWorkspace implements reminders.Store.
func (s *Store) ParkWorkspace(ctx context.Context, by reminders.Sender, reason string, now time.Time) (n int, err error) {
	err = s.update(ctx, func(t *tx) error {
		n = t.park(by, reason, now)
		return nil
	})
	return n, err
}

package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"mentor/bot"
	"mentor/db/codec"
	"mentor/db/rules"
	"mentor/reminders"
)

// claimable reports whether a row can be claimed at now.
func (t *tx) claimable(d *delivery, now time.Time) bool {
	return !d.Wake.IsZero() && !d.Wake.After(now) && (t.paused.IsZero() || rules.Urgent(d.Kind)) && !t.heldUntil(rules.Sender(d.Outgoing)).After(now)
}

// Senders implements reminders.Store.
func (s *Store) Senders(ctx context.Context, now time.Time) (all []reminders.Sender, err error) {
	s.clock.Store(now.UnixMilli())
	err = s.view(ctx, func(t *tx) error {
		for i := range t.Deliveries {
			if d := &t.Deliveries[i]; t.claimable(d, now) {
				all = append(all, rules.Sender(d.Outgoing))
			}
		}
		return nil
	})
	slices.SortFunc(all, func(a, b reminders.Sender) int {
		return cmp.Or(cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.Workspace, b.Workspace))
	})
	return slices.Compact(all), err
}

// Claim implements reminders.Store. Somebody who waits for an answer comes
// before nudges; among equals, who may be sent to first, then who was due first.
func (s *Store) Claim(ctx context.Context, by reminders.Sender, owner string, now, until time.Time, n int) (all []bot.Outgoing, err error) {
	err = s.update(ctx, func(t *tx) error {
		all = nil
		for _, urgent := range []bool{true, false} {
			var rows []*delivery
			for i := range t.Deliveries {
				if d := &t.Deliveries[i]; t.claimable(d, now) && rules.Sender(d.Outgoing) == by && rules.Urgent(d.Kind) == urgent {
					rows = append(rows, d)
				}
			}
			slices.SortStableFunc(rows, func(a, b *delivery) int { return cmp.Or(a.Wake.Compare(b.Wake), a.Due.Compare(b.Due)) })
			rows = rows[:min(len(rows), max(0, n-len(all)))]
			slices.SortFunc(rows, func(a, b *delivery) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
			for _, d := range rows {
				d.State, d.Owner, d.Wake, d.Tries = bot.Claimed, owner, until, d.Tries+1
				out := t.outgoing(d)
				if d.Payload != nil {
					reply, err := codec.DecodeReply(d.Payload)
					if err != nil {
						return err
					}
					out.Payload = &reply
				}
				all = append(all, out)
			}
		}
		return nil
	})
	return all, err
}

// Finish implements reminders.Store.
func (s *Store) Finish(ctx context.Context, how map[int64]bot.Outcome) error {
	return s.update(ctx, func(t *tx) error {
		for id, outcome := range how {
			t.finish(id, outcome)
		}
		return nil
	})
}

// Lease implements reminders.Store. A lease whose handle was closed is free at
// once, whatever its time.
func (s *Store) Lease(ctx context.Context, by reminders.Sender, owner string, now, until time.Time) (ok bool, err error) {
	s.clock.Store(now.UnixMilli())
	err = s.update(ctx, func(t *tx) error {
		held := find(t.Leases, func(l *lease) bool { return l.Platform == by.Platform && l.Workspace == by.Workspace })
		switch {
		case held == nil:
			t.Leases = append(t.Leases, kept(lease{by.Platform, by.Workspace, owner, until}))
		case held.Owner == owner || !held.Until.After(now):
			held.Owner, held.Until = owner, until
		case s.dead(held.Owner):
			t.release(held.Owner)
			t.Leases = append(t.Leases, kept(lease{by.Platform, by.Workspace, owner, until}))
		default:
			return nil
		}
		ok = true
		return nil
	})
	return ok, err
}

// Release implements reminders.Store.
func (s *Store) Release(ctx context.Context, owner string) error {
	return s.update(ctx, func(t *tx) error {
		t.release(owner)
		return nil
	})
}

func (t *tx) release(owner string) {
	for i := range t.Deliveries {
		if d := &t.Deliveries[i]; d.State == bot.Claimed && d.Owner == owner {
			d.State, d.Owner, d.Wake = bot.Pending, "", orFirst(d.NotBefore)
		}
	}
	drop(&t.Leases, func(l *lease) bool { return l.Owner == owner })
}

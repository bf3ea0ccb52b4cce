package memory

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/codec"
	"mentor/db/rules"
	"mentor/reminders"
)

type (
	event struct {
		KeyHash       string
		Platform      people.Platform
		Workspace     string
		UserID        string
		Payload       []byte
		Kept, Handled time.Time
	}
	delivery struct {
		bot.Outgoing        // without its payload
		Payload      []byte // as it is kept: a reply is read back as a program that starts anew reads it
		Owner        string
		Wake         time.Time // when it can be claimed; zero: it is finished
		Follow       time.Time // when an answer should have come; zero: none is waited for
		Prune        time.Time // when it goes; zero: it is not finished
	}
	workspace struct {
		Platform  people.Platform
		Workspace string
		Gone      time.Time
	}
	lease struct {
		Platform  people.Platform
		Workspace string
		Owner     string
		Until     time.Time
	}
	hold struct {
		Platform  people.Platform
		Workspace string
		Until     time.Time
	}
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

func (t *tx) PutDelivery(d bot.Outgoing) (bot.Outgoing, error) {
	d.State = bot.Pending
	if d.NotBefore.IsZero() {
		d.NotBefore = d.Due
	}
	if d.Claim {
		d.State, d.Tries = bot.Claimed, 1
	}
	return t.addDelivery(d)
}

// addDelivery adds a row in the state that d has; ErrDuplicate if its person
// had this delivery before.
func (t *tx) addDelivery(d bot.Outgoing) (bot.Outgoing, error) {
	if err := t.write(d.Person); err != nil {
		return d, err
	}
	if d.Person != 0 && find(t.Deliveries, func(x *delivery) bool {
		return x.Person == d.Person && x.Kind == d.Kind && x.Date == d.Date && x.Subject == d.Subject
	}) != nil {
		return d, bot.ErrDuplicate
	}
	row := delivery{}
	switch d.State {
	case bot.Pending:
		row.Wake = orFirst(d.NotBefore)
	case bot.Claimed:
		row.Wake, row.Owner = later(d.Due, time.UnixMilli(t.store.clock.Load())).Add(rules.ReplyClaim), t.store.owns()
	default:
		_, nudge := rules.Keep(d.State)
		row.Prune = d.NotBefore.Add(nudge)
	}
	d.ID = t.id("deliveries")
	d.Key = "m" + strconv.FormatInt(t.store.files.keys.Add(1), 36)
	if d.Payload != nil {
		var err error
		if row.Payload, err = codec.EncodeReply(*d.Payload); err != nil {
			return d, err
		}
	}
	row.Outgoing = d
	row.Outgoing.Payload, row.Claim = nil, false
	t.Deliveries = append(t.Deliveries, kept(row))
	t.count(d.Due, 1)
	return d, nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// count notes n more deliveries of a day for the ledger.
func (t *tx) count(due time.Time, n int) {
	if t.ledger == nil {
		t.ledger = map[string]int{}
	}
	t.ledger[rules.Day(due)] += n
}

// dropDeliveries takes rows away, and out of the ledger.
func (t *tx) dropDeliveries(fits func(*delivery) bool) int {
	return drop(&t.Deliveries, func(d *delivery) bool {
		if !fits(d) {
			return false
		}
		t.count(d.Due, -1)
		return true
	})
}

func (t *tx) delivery(id int64) *delivery {
	return find(t.Deliveries, func(d *delivery) bool { return d.ID == id })
}

// outgoing is a row as it is given back, without its payload.
func (t *tx) outgoing(d *delivery) bot.Outgoing {
	out := kept(d.Outgoing)
	if i := t.identity(out.User); i != nil && i.Direct != "" && out.To.Channel == "" {
		out.Direct = people.Address{Platform: i.Platform, Workspace: i.Workspace, Channel: i.Direct}
	}
	return out
}

func (t *tx) FinishDelivery(id int64, how bot.Outcome) error {
	if err := t.write(0); err != nil {
		return err
	}
	if t.delivery(id) == nil {
		return bot.ErrNotFound
	}
	t.finish(id, how)
	return nil
}

// finish records an outcome. What is finished stays finished, but for a message
// that went out after all.
func (t *tx) finish(id int64, how bot.Outcome) {
	d := t.delivery(id)
	if d == nil || d.Wake.IsZero() && (d.State != bot.Parked || how.State != bot.Sent) {
		return
	}
	d.State, d.Owner, d.Reason, d.Message = how.State, "", how.Reason, how.Message
	d.Wake, d.SentAt, d.Follow = time.Time{}, time.Time{}, time.Time{}
	d.prune(how.At)
	switch how.State {
	case bot.Pending:
		d.Wake = orFirst(how.NotBefore)
		d.NotBefore = d.Wake
	case bot.Sent:
		d.SentAt = how.At
		if d.Kind == people.KindCheckIn || d.Kind == people.KindFollowUp {
			d.Follow = how.At.Add(rules.FollowAfter)
		}
	}
	// What is parked keeps its payload, so that the operator can try again.
	done := how.State == bot.Sent || how.State == bot.Skipped
	if done {
		d.Payload = nil
	}
	if i := t.identity(d.User); i != nil && how.Direct.Channel != "" {
		i.Direct = how.Direct.Channel
	}
	p := t.person(d.Person)
	switch {
	case p == nil && done:
		d.scrub()
	case p != nil && d.Kind != people.KindReply && how.State == bot.Parked:
		p.DeliveryFault = how.Reason
	case p != nil && d.Kind != people.KindReply && how.State == bot.Sent:
		p.DeliveryFault = ""
	}
	*d = kept(*d)
}

// prune says when a row that is finished at an instant goes.
func (d *delivery) prune(at time.Time) {
	d.Prune = time.Time{}
	if reply, nudge := rules.Keep(d.State); d.Kind == people.KindReply && reply > 0 {
		d.Prune = at.Add(reply)
	} else if nudge > 0 {
		d.Prune = at.Add(nudge)
	}
}

// scrub removes whom a row was for.
func (d *delivery) scrub() {
	d.Subject, d.To.Channel, d.To.Thread, d.User.Workspace, d.User.ID, d.Message, d.Reason = "", "", "", "", "", "", ""
}

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

const slotPrefix = "slot "

// Instance takes the smallest free slot for this handle, once, and gives back
// what the slot's former owner had leased and claimed.
func (s *Store) Instance(ctx context.Context) (owner string, err error) {
	if s.owns() != "" {
		return s.owns(), nil
	}
	s.mu.Lock()
	for n := 1; owner == "" || s.slots[owner]; n++ {
		owner = slotPrefix + strconv.Itoa(n)
	}
	s.slots[owner] = true
	s.mu.Unlock()
	s.owner.Store(&owner)
	return owner, s.Release(ctx, owner)
}

// owns is this handle's slot; empty if it has taken none.
func (s *Store) owns() string {
	if p := s.owner.Load(); p != nil {
		return *p
	}
	return ""
}

// dead reports whether an owner is a slot that nobody has.
func (s *Store) dead(owner string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(owner) > len(slotPrefix) && owner[:len(slotPrefix)] == slotPrefix && !s.slots[owner]
}

// Reap gives back what dead handles had leased and claimed.
func (s *Store) Reap(ctx context.Context) (dead int, err error) {
	err = s.update(ctx, func(t *tx) error {
		owners := map[string]bool{}
		for _, d := range t.Deliveries {
			owners[d.Owner] = true
		}
		for _, l := range t.Leases {
			owners[l.Owner] = true
		}
		for owner := range owners {
			if s.dead(owner) {
				t.release(owner)
				dead++
			}
		}
		return nil
	})
	return dead, err
}

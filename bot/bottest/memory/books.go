package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
	"mentor/reminders"
)

type answer struct {
	Day, Kind, Topic string
	N                int
}

// Audit implements reminders.Store.
func (s *Store) Audit(ctx context.Context, day string, _ time.Time) (a reminders.Audit, err error) {
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return a, err
	}
	a.Day = day
	err = s.view(ctx, func(t *tx) error {
		a.Due = t.ledger[day]
		for _, d := range t.Deliveries {
			if rules.DayOf(d.Due) != day {
				continue
			}
			switch d.State {
			case bot.Sent:
				a.Sent++
			case bot.Parked:
				a.Parked++
			case bot.Skipped:
				a.Skipped++
			default:
				a.Pending++
			}
		}
		return nil
	})
	return a, err
}

// Backlog implements reminders.Store.
func (s *Store) Backlog(ctx context.Context, now time.Time) (b reminders.Backlog, err error) {
	err = s.view(ctx, func(t *tx) error {
		for _, d := range t.Deliveries {
			switch d.State {
			case bot.Pending:
				b.Pending++
			case bot.Claimed:
				b.Claimed++
			case bot.Parked:
				b.Parked++
			}
			if !d.Wake.IsZero() && !d.Wake.After(now) && (b.Oldest.IsZero() || d.Due.Before(b.Oldest)) {
				b.Oldest = d.Due
			}
		}
		return nil
	})
	return b, err
}

// List implements reminders.Store; no states means those that an operator can
// do something about.
func (s *Store) List(ctx context.Context, states []bot.DeliveryState, limit int) (all []bot.Outgoing, err error) {
	if len(states) == 0 {
		states = []bot.DeliveryState{bot.Pending, bot.Claimed, bot.Parked}
	}
	err = s.view(ctx, func(t *tx) error {
		for i := range t.Deliveries {
			if d := &t.Deliveries[i]; slices.Contains(states, d.State) {
				all = append(all, t.outgoing(d))
			}
		}
		return nil
	})
	slices.SortStableFunc(all, func(a, b bot.Outgoing) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(slices.Index(states, a.State), slices.Index(states, b.State)))
	})
	return all[:min(limit, len(all))], err
}

// Retry implements reminders.Store.
func (s *Store) Retry(ctx context.Context, ids []int64, now time.Time) (n int, err error) {
	err = s.update(ctx, func(t *tx) error {
		for _, id := range ids {
			if d := t.delivery(id); d != nil && (d.State == bot.Pending || d.State == bot.Parked) {
				d.State, d.Reason, d.Wake, d.NotBefore, d.Prune = bot.Pending, "", kept(now), kept(now), time.Time{}
				n++
			}
		}
		return nil
	})
	return n, err
}

// Drop implements reminders.Store: the rows stay, as skipped.
func (s *Store) Drop(ctx context.Context, ids []int64, now time.Time) (n int, err error) {
	err = s.update(ctx, func(t *tx) error {
		for _, id := range ids {
			if d := t.delivery(id); d != nil && (d.State == bot.Pending || d.State == bot.Claimed || d.State == bot.Parked) {
				d.State, d.Reason, d.Wake, d.Owner, d.Payload = bot.Skipped, rules.Dropped, time.Time{}, "", nil
				d.prune(now)
				if d.Person == 0 {
					d.scrub()
				}
				n++
			}
		}
		return nil
	})
	return n, err
}

// CountAnswer implements bot.AdminTx.
func (t *tx) CountAnswer(day string, a bot.Answered) error {
	if err := t.write(0); err != nil {
		return err
	}
	if old := find(t.Answers, func(x *answer) bool { return x.Day == day && x.Kind == a.Kind && x.Topic == a.Topic }); old != nil {
		old.N++
		return nil
	}
	t.Answers = append(t.Answers, answer{day, a.Kind, a.Topic, 1})
	return nil
}

// Stats implements bot.AdminTx.
func (t *tx) Stats(now time.Time) (s bot.Stats, err error) {
	since := now.AddDate(0, 0, -rules.StatsDays)
	recent := func(at time.Time) int { return yes(!at.Before(since)) }
	for _, p := range t.People {
		s.People++
		s.Active += recent(p.LastSeen)
		s.Met += recent(p.Created)
		s.CheckInsOn += yes(p.OptedIn)
		s.Stopped += yes(p.Stopped)
		var first time.Time
		for _, c := range t.state.CheckIns {
			if c.Person == p.ID && !c.Asked && (first.IsZero() || c.Opened.Before(first)) {
				first = c.Opened
			}
		}
		if first.IsZero() || first.After(now.AddDate(0, 0, -56)) {
			continue
		}
		s.Started++
		s.Steady += yes(find(t.state.CheckIns, func(c *people.CheckIn) bool {
			week := c.Opened.Sub(first)
			return c.Person == p.ID && !c.Answered.IsZero() && week >= 28*24*time.Hour && week <= 56*24*time.Hour
		}) != nil)
	}
	for _, c := range t.state.CheckIns {
		if !c.Asked && !c.Opened.Before(since) {
			s.CheckIns++
			s.Replied += yes(!c.Answered.IsZero())
		}
	}
	for _, g := range t.state.Goals {
		s.GoalsReached += yes(g.State == people.Done && !g.Closed.Before(since))
	}
	s.Answers, s.Deliveries = map[string]int{}, map[bot.DeliveryState]int{}
	for _, d := range t.Deliveries {
		if d.Kind != people.KindReply && !d.Due.Before(since) {
			s.Deliveries[d.State]++
		}
	}
	topics := map[string]map[string]int{"unanswered": {}, "missed": {}}
	for _, a := range t.Answers {
		if a.Day >= rules.DayOf(since) {
			s.Answers[a.Kind] += a.N
			if of := topics[a.Kind]; of != nil && a.Topic != "" {
				of[a.Topic] += a.N
			}
		}
	}
	s.Unanswered, s.Missed = most(topics["unanswered"]), most(topics["missed"])
	return s, t.may()
}

// most lists the ten topics with the highest counts.
func most(topics map[string]int) (all []bot.Count) {
	for name, n := range topics {
		all = append(all, bot.Count{Name: name, N: n})
	}
	slices.SortFunc(all, func(a, b bot.Count) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Name, b.Name)) })
	return all[:min(10, len(all))]
}

func yes(is bool) int {
	if is {
		return 1
	}
	return 0
}

// PeopleOf implements bot.AdminTx.
func (t *tx) PeopleOf(p people.Platform, id string) ([]people.PersonID, error) {
	all, err := list(t, t.state.Identities, func(i *identity) bool { return i.Platform == p && i.ID == id }, func(i *identity) people.PersonID { return i.Person })
	slices.Sort(all)
	return slices.Compact(all), err
}

// Pause implements bot.AdminTx.
func (t *tx) Pause(on bool, now time.Time) error {
	if err := t.write(0); err != nil {
		return err
	}
	switch {
	case !on:
		t.paused = time.Time{}
	case t.paused.IsZero():
		t.paused = kept(now)
	}
	return nil
}

// Paused implements bot.AdminTx.
func (t *tx) Paused() (time.Time, error) { return t.paused, t.may() }

// Prune removes what is done with, and all data of workspaces that left long ago.
func (s *Store) Prune(ctx context.Context, now time.Time) error {
	old := func(at time.Time, keep time.Duration) bool { return !at.IsZero() && at.Before(now.Add(-keep)) }
	return s.update(ctx, func(t *tx) error {
		drop(&t.Events, func(e *event) bool {
			return old(e.Handled, rules.KeepMarks) || e.Handled.IsZero() && old(e.Kept, rules.Usual.Unsent)
		})
		drop(&t.Conversations, func(c *conversation) bool { return old(c.Kept, rules.KeepConversations) })
		drop(&t.state.Certs, func(c *cert) bool { return old(c.Removed, rules.Usual.Removed) })
		drop(&t.state.Reminders, func(r *reminder) bool { return r.Look.IsZero() && old(r.At, rules.Usual.Removed) })
		drop(&t.Codes, func(c *code) bool { return !c.Expires.After(now) })
		drop(&t.Holds, func(h *hold) bool { return !h.Until.After(now) })
		drop(&t.Answers, func(a *answer) bool { return a.Day < rules.DayOf(now.Add(-rules.Usual.Deliveries)) })
		t.dropDeliveries(func(d *delivery) bool {
			switch {
			case d.State != bot.Sent && d.State != bot.Skipped && d.State != bot.Parked:
				return false
			case d.Kind != people.KindReply:
				return old(d.Due, rules.Usual.Deliveries)
			case d.State == bot.Parked:
				return old(d.Due, rules.Usual.Unsent)
			}
			return !d.Prune.After(now)
		})
		for _, w := range t.Workspaces {
			if !old(w.Gone, rules.Usual.Gone) {
				continue
			}
			if err := t.purge(reminders.Sender{Platform: w.Platform, Workspace: w.Workspace}); err != nil {
				return err
			}
		}
		drop(&t.Workspaces, func(w *workspace) bool { return old(w.Gone, rules.Usual.Gone) })
		return nil
	})
}

// purge forgets people whose last identity is in a workspace; who is known
// elsewhere too loses that identity only.
func (t *tx) purge(w reminders.Sender) error {
	for _, i := range slices.Clone(t.state.Identities) {
		if i.Platform != w.Platform || i.Workspace != w.Workspace {
			continue
		}
		users, err := t.Identities(i.Person)
		if err != nil {
			return err
		}
		if len(users) == 1 {
			if err := t.Forget(i.Person); err != nil {
				return err
			}
			continue
		}
		if err := t.leave(t.person(i.Person).Person, i.UserRef, users); err != nil {
			return err
		}
		drop(&t.state.Identities, func(x *identity) bool { return x.UserRef == i.UserRef })
	}
	t.dropDeliveries(func(d *delivery) bool { return d.Person == 0 && rules.Sender(d.Outgoing) == w })
	drop(&t.Events, func(e *event) bool {
		return e.Handled.IsZero() && e.Platform == w.Platform && e.Workspace == w.Workspace
	})
	for i := range t.People {
		if p := &t.People[i]; p.Fallback.Platform == w.Platform && p.Fallback.Workspace == w.Workspace {
			p.Fallback = people.Address{}
		}
	}
	return nil
}

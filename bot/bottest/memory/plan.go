package memory

import (
	"cmp"
	"context"
	"errors"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
	"mentor/reminders"
)

// Plan implements reminders.Store. A person for whom decide fails gets a
// parked row, and holds nobody else up.
func (s *Store) Plan(ctx context.Context, now time.Time, limit int, decide func(reminders.Due) reminders.Decision) (
	planned reminders.Planned, more bool, err error) {
	err = s.update(ctx, func(t *tx) error {
		planned, more = reminders.Planned{}, false
		if !t.paused.IsZero() {
			return nil
		}
		n := 0
		for _, p := range t.People {
			due := reminders.Due{Person: reminders.Person{Person: kept(p.Person), LastNudge: t.lastDate(p.ID, func(d *delivery) bool {
				return d.Kind == people.KindCheckIn && d.State != bot.Skipped
			})}}
			all, err := t.Schedules(p.ID)
			if err != nil {
				return err
			}
			for _, x := range all {
				switch {
				case x.Next.IsZero():
				case x.Next.After(now):
					due.Later = append(due.Later, x)
				default:
					due.Schedules = append(due.Schedules, x)
				}
			}
			if len(due.Schedules) == 0 {
				continue
			}
			if n++; n > limit {
				more = true
				return nil
			}
			if err := t.planOne(due, now, decide, &planned); err != nil {
				return err
			}
		}
		return nil
	})
	return planned, more, err
}

// lastDate is the newest date of a person's deliveries that fit.
func (t *tx) lastDate(id people.PersonID, fits func(*delivery) bool) (date string) {
	for i := range t.Deliveries {
		if d := &t.Deliveries[i]; d.Person == id && fits(d) {
			date = max(date, d.Date)
		}
	}
	return date
}

func (t *tx) planOne(due reminders.Due, now time.Time, decide func(reminders.Due) reminders.Decision, planned *reminders.Planned) error {
	dec, err := rules.Plan(due, now, decide)
	row := bot.Outgoing{
		Person: due.Person.ID, Kind: cmp.Or(dec.Kind, people.KindCheckIn), Date: dec.Date, Horizons: dec.Horizons,
		User: due.Person.NudgeAt, Due: dec.Due, NotBefore: dec.NotBefore,
	}
	if row.Due.IsZero() {
		row.Due = rules.Earliest(due.Schedules)
	}
	if err != nil {
		row.Date, row.State, row.Reason = rules.DayOf(now), bot.Parked, rules.Poison
		dec = reminders.Decision{Send: true}
	}
	if dec.Send || dec.Skip != "" {
		if err := t.plan(row, dec.Skip, now, planned); err != nil {
			return err
		}
	}
	for _, x := range append(due.Schedules, due.Later...) {
		next, joined := dec.Next[x.ID]
		if err != nil {
			next = now.Add(rules.PoisonWait)
		}
		if !x.Next.After(now) || joined {
			find(t.state.Schedules, func(s *people.Schedule) bool { return s.ID == x.ID }).Next = kept(next)
		}
	}
	return nil
}

// plan adds one row of a decision: to be sent, skipped, or parked if it
// cannot be sent anyway.
func (t *tx) plan(row bot.Outgoing, skip string, now time.Time, planned *reminders.Planned) error {
	if row.NotBefore.IsZero() {
		row.NotBefore = row.Due
	}
	switch {
	case skip != "":
		row.State, row.Reason, row.NotBefore = bot.Skipped, skip, now
	case row.State == bot.Parked:
	case row.User == (people.UserRef{}):
		row.State, row.Reason = bot.Parked, rules.Nowhere
	case find(t.Workspaces, func(w *workspace) bool {
		return w.Platform == row.User.Platform && w.Workspace == row.User.Workspace
	}) != nil:
		row.State, row.Reason = bot.Parked, rules.Gone
	default:
		row.State = bot.Pending
		if row.Kind == people.KindCheckIn {
			row.Horizons = rules.Union(row.Horizons, t.takeIn(row, now))
		}
	}
	_, err := t.addDelivery(row)
	switch {
	case errors.Is(err, bot.ErrDuplicate):
		planned.Duplicates++
		return nil
	case err != nil:
		return err
	case row.State == bot.Skipped:
		planned.Skipped++
	case row.State == bot.Parked:
		t.person(row.Person).DeliveryFault = row.Reason
		planned.Parked++
	default:
		planned.Sent++
	}
	return nil
}

// takeIn ends what still waits to be sent of a person's older check-ins, and
// gives its horizons.
func (t *tx) takeIn(row bot.Outgoing, now time.Time) (older []people.Horizon) {
	for i := range t.Deliveries {
		d := &t.Deliveries[i]
		if d.Person == row.Person && (d.Kind == people.KindCheckIn || d.Kind == people.KindFollowUp) && d.Date < row.Date &&
			d.State == bot.Pending && (d.Tries > 0 || !d.Wake.After(now)) {
			d.State, d.Reason, d.Wake = bot.Skipped, rules.TakenIn, time.Time{}
			d.prune(now)
			older = append(older, d.Horizons...)
		}
	}
	return older
}

// NextDue implements reminders.Store.
func (s *Store) NextDue(ctx context.Context) (next time.Time, err error) {
	err = s.view(ctx, func(t *tx) error {
		sooner := func(at time.Time) {
			if !at.IsZero() && (next.IsZero() || at.Before(next)) {
				next = at
			}
		}
		for _, d := range t.Deliveries {
			if !d.Wake.IsZero() && (t.paused.IsZero() || rules.Urgent(d.Kind)) {
				sooner(later(d.Wake, t.heldUntil(rules.Sender(d.Outgoing))))
			}
		}
		if !t.paused.IsZero() {
			return nil
		}
		for _, x := range t.state.Schedules {
			sooner(x.Next)
		}
		for _, r := range t.state.Reminders {
			sooner(r.Look)
		}
		return nil
	})
	return next, err
}

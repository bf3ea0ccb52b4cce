package db

import (
	"cmp"
	"context"
	"errors"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/codec"
	"mentor/db/rules"
	"mentor/reminders"
)

var (
	duePeople = register(`SELECT ` + personFrom("p") + `,
		coalesce((SELECT max(date) FROM deliveries WHERE person_id = p.id AND kind = 'check-in' AND state <> 'skipped'), ''),
		` + of("s", scheduleColumns) + `
		FROM (SELECT DISTINCT person_id FROM schedules WHERE next_at > 0 AND next_at <= $1 LIMIT $2) d
		JOIN people p ON p.id = d.person_id
		JOIN schedules s ON s.person_id = p.id AND s.next_at > 0
		ORDER BY p.id, s.horizon`)
	// What waits of older dates although its time has come: its platform could
	// not be reached, or we were down. What waits for its time is not touched.
	takeIn = register(`UPDATE deliveries SET state = 'skipped', reason = $1, wake_at = 0
		WHERE person_id = $2 AND kind IN ('check-in', 'follow-up') AND date < $3 AND state = 'pending'
		AND (tries > 0 OR wake_at <= $4) RETURNING horizons`)
	moveSchedule = register(`UPDATE schedules SET next_at = $1 WHERE id = $2`)
	nextPlan     = register(`SELECT coalesce(min(next_at), 0) FROM schedules WHERE next_at > 0`)
	nextClaim    = register(`SELECT coalesce(min(wake_at), 0) FROM deliveries WHERE wake_at > 0`)
	nextUrgent   = register(`SELECT coalesce(min(wake_at), 0) FROM deliveries WHERE wake_at > 0 AND urgent`)
	goneList     = register(`SELECT platform, workspace FROM workspaces`)
)

// Plan implements reminders.Store. A person for whom decide fails gets a
// parked row, and holds nobody else up.
func (d *DB) Plan(ctx context.Context, now time.Time, limit int, decide func(reminders.Due) reminders.Decision) (
	planned reminders.Planned, more bool, err error) {
	if due, err := d.planDue(ctx, now); err != nil || !due {
		return planned, false, err // nothing to write: do not take the writer
	}
	err = d.update(ctx, func(t *tx) error {
		planned, more = reminders.Planned{}, false
		dues, err := t.due(now, limit+1)
		if err != nil {
			return err
		}
		if len(dues) > limit {
			dues, more = dues[:limit], true
		}
		gone, err := t.goneWorkspaces()
		if err != nil {
			return err
		}
		for _, due := range dues {
			if err := t.planOne(due, now, gone, decide, &planned); err != nil {
				return err
			}
		}
		return t.reached(now)
	})
	if err == nil {
		d.noteReached(now)
	}
	return planned, more, err
}

// planDue reports whether a schedule has come due.
func (d *DB) planDue(ctx context.Context, now time.Time) (due bool, err error) {
	err = d.view(ctx, func(t *tx) error {
		var next int64
		if paused, err := t.paused(); paused || err != nil {
			return err
		}
		err := t.one(nextPlan, nil, &next)
		due = next > 0 && next <= ms(now)
		return err
	})
	return due, err
}

// due reads up to limit people with their schedules.
func (t *tx) due(now time.Time, limit int) ([]reminders.Due, error) {
	type row struct {
		person   reminders.Person
		schedule people.Schedule
	}
	rows, err := all(t, duePeople, func(scan scan) (r row, err error) {
		into := append(personInto(&r.person.Person), &r.person.LastNudge)
		err = scan(append(into, scheduleInto(&r.schedule)...)...)
		return r, err
	}, ms(now), limit)
	if err != nil {
		return nil, err
	}
	var dues []reminders.Due
	for _, r := range rows {
		if n := len(dues); n == 0 || dues[n-1].Person.ID != r.person.ID {
			dues = append(dues, reminders.Due{Person: r.person})
		}
		last := &dues[len(dues)-1]
		if r.schedule.Next.After(now) {
			last.Later = append(last.Later, r.schedule)
		} else {
			last.Schedules = append(last.Schedules, r.schedule)
		}
	}
	return dues, nil
}

func (t *tx) planOne(due reminders.Due, now time.Time, gone map[reminders.Sender]bool,

	decide func(reminders.Due) reminders.Decision, planned *reminders.Planned) error {
	dec, err := rules.Plan(due, now, decide)
	row := bot.Outgoing{
		Person: due.Person.ID, Kind: cmp.Or(dec.Kind, people.KindCheckIn), Date: dec.Date, Horizons: dec.Horizons,
		User: due.Person.NudgeAt, Due: dec.Due, NotBefore: dec.NotBefore,
	}
	if row.Due.IsZero() {
		row.Due = rules.Earliest(due.Schedules)
	}
	if err != nil {
		t.db.log.Error("planning a check-in failed", "err", err)
		row.Date, row.State, row.Reason = rules.DayOf(now), bot.Parked, rules.Poison
		dec = reminders.Decision{Send: true}
	}
	if dec.Send || dec.Skip != "" {
		if err := t.plan(row, dec.Skip, now, gone, planned); err != nil {
			return err
		}
	}
	for _, s := range due.Schedules {
		next := dec.Next[s.ID]
		if err != nil {
			next = now.Add(rules.PoisonWait)
		}
		if _, err := t.exec(moveSchedule, ms(next), s.ID); err != nil {
			return err
		}
	}
	for _, s := range due.Later {
		if next, joined := dec.Next[s.ID]; joined {
			if _, err := t.exec(moveSchedule, ms(next), s.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// plan adds one row of a decision: to be sent, skipped, or parked where it
// cannot be sent anyway.
func (t *tx) plan(row bot.Outgoing, skip string, now time.Time, gone map[reminders.Sender]bool, planned *reminders.Planned) error {
	if row.NotBefore.IsZero() {
		row.NotBefore = row.Due
	}
	if skip == "" && row.State == "" && t.dealtWith(row.Due) {
		skip = restoredReason
	}
	switch {
	case skip != "":
		row.State, row.Reason, row.NotBefore = bot.Skipped, skip, now
	case row.State == bot.Parked:
	case row.User == (people.UserRef{}):
		row.State, row.Reason = bot.Parked, rules.Nowhere
	case gone[reminders.Sender{Platform: row.User.Platform, Workspace: row.User.Workspace}]:
		row.State, row.Reason = bot.Parked, rules.Gone
	default:
		row.State = bot.Pending
		if row.Kind == people.KindCheckIn {
			older, err := t.takeIn(row, now)
			if err != nil {
				return err
			}
			row.Horizons = rules.Union(row.Horizons, older)
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
		_, err = t.exec(setFault, row.Reason, int64(row.Person))
		planned.Parked++
	default:
		planned.Sent++
	}
	return err
}

// takeIn ends what still waits to be sent of a person's older check-ins, and
// gives its horizons: after an outage one message asks about all of them.
func (t *tx) takeIn(row bot.Outgoing, now time.Time) (older []people.Horizon, err error) {
	lists, err := all(t, takeIn, func(scan scan) (hs string, err error) {
		err = scan(&hs)
		return hs, err
	}, rules.TakenIn, int64(row.Person), row.Date, ms(now))
	for _, hs := range lists {
		older = append(older, codec.SplitHorizons(hs)...)
	}
	return older, err
}

func (t *tx) goneWorkspaces() (map[reminders.Sender]bool, error) {
	list, err := all(t, goneList, readSender)
	gone := make(map[reminders.Sender]bool, len(list))
	for _, s := range list {
		gone[s] = true
	}
	return gone, err
}

func readSender(scan scan) (s reminders.Sender, err error) {
	err = scan(&s.Platform, &s.Workspace)
	return s, err
}

// NextDue implements reminders.Store.
func (d *DB) NextDue(ctx context.Context) (next time.Time, err error) {
	err = d.view(ctx, func(t *tx) error {
		var plan, remind int64
		paused, err := t.paused()
		if err != nil {
			return err
		}
		claim, err := t.nextClaim(paused)
		if err != nil || paused {
			next = at(claim)
			return err
		}
		if err := t.one(nextPlan, nil, &plan); err != nil {
			return err
		}
		if err := t.one(nextReminder, nil, &remind); err != nil {
			return err
		}
		for _, other := range []int64{claim, remind} {
			if plan == 0 || other > 0 && other < plan {
				plan = other
			}
		}
		next = at(plan)
		return nil
	})
	return next, err
}

// nextClaim is when the first row can be claimed; 0 if none waits. Only if a
// workspace is held each is looked at by itself.
func (t *tx) nextClaim(paused bool) (next int64, err error) {
	until, err := t.holds()
	if err != nil {
		return 0, err
	}
	if len(until) == 0 {
		s := nextClaim
		if paused {
			s = nextUrgent
		}
		err := t.one(s, nil, &next)
		return next, err
	}
	kinds, err := t.sendable()
	for s := (reminders.Sender{}); err == nil; {
		var more []reminders.Sender
		if more, err = all(t, nextSender, readSender, string(s.Platform), s.Workspace); err != nil || len(more) == 0 {
			break
		}
		s = more[0]
		for _, urgent := range kinds {
			var wake int64
			if err := t.one(nextOf, []any{string(s.Platform), s.Workspace, urgent}, &wake); err != nil {
				return 0, err
			}
			if wake == 0 {
				continue
			}
			if wake = max(wake, until[s]); next == 0 || wake < next {
				next = wake
			}
		}
	}
	return next, err
}

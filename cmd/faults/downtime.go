package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/reminders"
)

// downtime is fault test 5: the program is off for an hour, a day, a week and
// a month, and comes back.
func downtime(ctx context.Context, l *lab) (v verdict, err error) {
	people := l.size(1000, 60)
	v.ok = true
	for _, off := range []time.Duration{time.Hour, 24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour} {
		r, err := l.off(ctx, people, off)
		if err != nil {
			return v, fmt.Errorf("off for %s: %w", off, err)
		}
		v.sent += r.sent
		v.lost += r.lost
		v.duplicate += r.twice
		v.more += fmt.Sprintf(" off_%s=late:%d,missed:%d,oracle:%d,quiet:%d", off, r.late, r.missed, r.oracle, r.quiet)
		switch {
		case r.lost > 0:
			v.ok, v.why = false, "somebody got no late message who should have"
		case r.twice > 0:
			v.ok, v.why = false, "somebody got more than one late message"
		case r.quiet > 0:
			v.ok, v.why = false, "messages came in quiet hours"
		case r.missed != r.oracle:
			v.ok, v.why = false, "the missed counter is not the oracle's"
		}
	}
	v.more = v.more[1:]
	return v, nil
}

// offResult is what one downtime did.
type offResult struct{ sent, late, lost, twice, quiet, missed, oracle int }

// owed is what the oracle expects of one person.
type owed struct {
	zone      *time.Location
	from, to  int  // quiet hours
	late      bool // one late message is due
	missed    int
	schedules []people.Schedule
}

// off fills a database with people of many zones, lets the time pass, and
// runs the mentor for a day from then on.
func (l *lab) off(ctx context.Context, persons int, off time.Duration) (r offResult, err error) {
	in, err := l.inside(ctx, off.String())
	if err != nil {
		return r, err
	}
	defer in.close()
	rng := rand.New(rand.NewPCG(l.seed, uint64(off)))
	began := time.Date(2026, 3, 16, 6, 30, 0, 0, time.UTC) // a Monday; clocks change within the month
	back := began.Add(off)
	expect := map[string]*owed{}
	zones := reminders.Zones()
	err = in.db.Update(ctx, func(tx bot.Tx) error {
		for i := range persons {
			u := people.UserRef{Platform: people.Slack, Workspace: team, ID: slackUser(i)}
			zone := zones[rng.IntN(len(zones))]
			person, err := tx.AddPerson(u, people.Person{Created: began, OptedIn: true, Zone: zone, QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo, NudgeAt: u})
			if err != nil {
				return err
			}
			o := &owed{from: person.QuietFrom, to: person.QuietTo}
			if o.zone, err = time.LoadLocation(zone); err != nil {
				return err
			}
			for n, h := range people.Horizons[:1+rng.IntN(3)] {
				sc := people.Schedule{Person: person.ID, Horizon: h, Plan: in.opts.Schedules.Default(h), Zone: zone, Chosen: rng.IntN(2) == 0}
				if sc.Chosen { // any time of any day, or every day
					sc.Plan = people.Plan{Cron: fmt.Sprintf("%d %d * * %d", rng.IntN(60), rng.IntN(24), rng.IntN(7))}
					if n == 0 && rng.IntN(4) == 0 {
						sc.Plan.Cron = fmt.Sprintf("%d %d * * *", rng.IntN(60), rng.IntN(24))
					}
				}
				next, err := in.opts.Schedules.Next(sc.Plan, zone, began, 1)
				if err != nil {
					return err
				}
				sc.Next = next[0]
				if _, err := tx.PutSchedule(sc); err != nil {
					return err
				}
				o.schedules = append(o.schedules, sc)
			}
			if err := o.judge(in.opts.Schedules, began, back); err != nil {
				return err
			}
			r.oracle += o.missed
			expect[u.ID] = o
		}
		return nil
	})
	if err != nil {
		return r, err
	}

	in.set(back)
	in.opts.Idle = 5 * time.Millisecond
	stop := in.start(ctx)
	err = in.pass(ctx, back.Add(24*time.Hour))
	if e := stop(); err == nil {
		err = e
	}
	if err != nil {
		return r, err
	}
	missed, err := in.counter("mentor_checkins_missed_total")
	r.missed, r.sent = int(missed), len(in.sent)
	in.judge(expect, back, &r)
	return r, err
}

// pass lets virtual time go by: to the next instant at which something is due,
// once all that is due has been dealt with.
func (in *inside) pass(ctx context.Context, until time.Time) error {
	for in.clock().Before(until) {
		err := await(ctx, time.Minute, func() (bool, error) {
			next, err := in.db.NextDue(ctx)
			if err != nil || !next.IsZero() && !next.After(in.clock()) {
				return false, err
			}
			b, err := in.db.Backlog(ctx, in.clock())
			return err == nil && b.Claimed == 0, err
		})
		if err != nil {
			return err
		}
		next, err := in.db.NextDue(ctx)
		if err != nil {
			return err
		}
		if next.IsZero() || next.After(until) {
			next = until
		}
		in.set(next)
	}
	return nil
}

// tooLate is what people are promised, written again: the oracle must not ask the
// code that it tests.
var tooLate = map[people.Horizon]time.Duration{people.Year1: 48 * time.Hour, people.Years3: 7 * 24 * time.Hour, people.Years5: 14 * 24 * time.Hour}

// judge says what a downtime owes somebody: of all local dates that had a
// check-in due, one late message if a horizon's newest is not too late, and
// the others are missed.
func (o *owed) judge(s people.Calendar, began, back time.Time) error {
	dates := map[string]bool{}
	chosen := false // one that is not too late has a time that the person chose
	sending := back // the first minute outside of quiet hours
	for o.quiet(sending) {
		sending = sending.Add(time.Minute)
	}
	for _, sc := range o.schedules {
		var newest time.Time
		for at := began; ; {
			next, err := s.Next(sc.Plan, sc.Zone, at, 1)
			if err != nil {
				return err
			}
			if len(next) == 0 || next[0].After(back) {
				break
			}
			at, newest = next[0], next[0]
			dates[at.In(o.zone).Format(time.DateOnly)] = true
		}
		if !newest.IsZero() && sending.Sub(newest) <= tooLate[sc.Horizon] {
			o.late = true
			chosen = chosen || sc.Chosen
		}
	}
	if o.missed = len(dates); o.late {
		o.missed--
	}
	if o.late && !chosen {
		joins, err := o.joins(s, back)
		if err != nil {
			return err
		}
		o.late = !joins
	}
	return nil
}

// joins reports whether a check-in whose time nobody chose waits for one whose
// time the person did choose, within a week: unasked, one comes a week.
func (o *owed) joins(s people.Calendar, back time.Time) (bool, error) {
	today, err := time.Parse(time.DateOnly, back.In(o.zone).Format(time.DateOnly))
	if err != nil {
		return false, err
	}
	for _, sc := range o.schedules {
		if !sc.Chosen {
			continue
		}
		next, err := s.Next(sc.Plan, sc.Zone, back, 1)
		if err != nil {
			return false, err
		}
		if len(next) > 0 && next[0].In(o.zone).Format(time.DateOnly) < today.AddDate(0, 0, 7).Format(time.DateOnly) {
			return true, nil
		}
	}
	return false, nil
}

// quiet reports whether nothing may be sent then.
func (o *owed) quiet(at time.Time) bool {
	local := at.In(o.zone)
	minute := local.Hour()*60 + local.Minute()
	return minute >= o.from || minute < o.to
}

// judge compares what came with what was owed.
func (in *inside) judge(expect map[string]*owed, back time.Time, r *offResult) {
	rows, _ := in.db.List(context.Background(), []bot.DeliveryState{bot.Sent}, 1<<20)
	late := map[string]int{}
	for _, row := range rows {
		if row.Due.After(back) {
			continue
		}
		late[row.User.ID]++
	}
	for user, o := range expect {
		switch n := late[user]; {
		case n > 1:
			r.twice += n - 1
		case n == 0 && o.late:
			r.lost++
		}
		r.late += late[user]
	}
	due := map[string]time.Time{}
	for _, row := range rows {
		due[row.Key] = row.Due
	}
	for _, m := range in.sent {
		o := expect[m.user]
		chosen := slices.ContainsFunc(o.schedules, func(s people.Schedule) bool { return s.Chosen }) && m.at.Sub(due[m.key]) < 15*time.Minute
		if o.quiet(m.at) && !chosen {
			r.quiet++
		}
	}
}

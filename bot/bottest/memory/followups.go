package memory

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
	"mentor/reminders"
)

// FollowUps implements reminders.Store.
func (s *Store) FollowUps(ctx context.Context, now time.Time, limit int, decide func(reminders.Person) reminders.Decision) (
	planned reminders.Planned, err error) {
	err = s.update(ctx, func(t *tx) error {
		planned = reminders.Planned{}
		if !t.paused.IsZero() {
			return nil
		}
		f := follower{tx: t, now: now, decide: decide, planned: &planned}
		return cmp.Or(f.nudges(limit), f.expiries(limit), f.reminders(limit))
	})
	return planned, err
}

// follower is one run of FollowUps.
type follower struct {
	*tx
	now     time.Time
	decide  func(reminders.Person) reminders.Decision
	planned *reminders.Planned
}

// due returns the rows that came due before now, the first first, at most limit.
func due[T any](rows []T, at func(*T) time.Time, now time.Time, limit int) (all []*T) {
	for i := range rows {
		if when := at(&rows[i]); !when.IsZero() && !when.After(now) {
			all = append(all, &rows[i])
		}
	}
	slices.SortStableFunc(all, func(a, b *T) int { return at(a).Compare(at(b)) })
	return all[:min(limit, len(all))]
}

func underway(s bot.DeliveryState) bool { return s == bot.Pending || s == bot.Claimed || s == bot.Sent }

// asked is a person as a decision needs to know them.
func (f *follower) asked(id people.PersonID) (p reminders.Person) {
	p.Person = kept(f.person(id).Person)
	p.LastUnasked = f.lastDate(id, func(d *delivery) bool {
		return (d.Kind == people.KindCheckIn || d.Kind == people.KindSilence || d.Kind == people.KindExpiry) && underway(d.State)
	})
	return p
}

// nudges plans the follow-ups of check-ins, or counts the silences after them.
func (f *follower) nudges(limit int) error {
	var ids []int64 // planning adds rows, which moves them
	for _, d := range due(f.Deliveries, func(d *delivery) time.Time { return d.Follow }, f.now, limit) {
		ids = append(ids, d.ID)
	}
	for _, id := range ids {
		settled, err := f.nudge(*f.delivery(id))
		if err != nil {
			return err
		}
		if d := f.delivery(id); settled {
			d.Follow = time.Time{}
		} else {
			d.Follow = f.now.Add(rules.NotNow)
		}
	}
	return nil
}

func (f *follower) nudge(d delivery) (settled bool, err error) {
	p := f.asked(d.Person)
	date := d.Date // of the check-in itself
	if d.Kind == people.KindFollowUp {
		date = d.Subject
	}
	answered := find(f.state.CheckIns, func(c *people.CheckIn) bool {
		return c.Person == d.Person && !c.Answered.IsZero() && (!c.Answered.Before(d.SentAt) || c.Date == date)
	}) != nil
	if answered || p.Stopped || p.Resting || p.PausedUntil.After(f.now) || p.Away(date) {
		return true, nil
	}
	// The next check-in has come already, or another was followed up within a week.
	followed := find(f.Deliveries, func(x *delivery) bool {
		return x.Person == d.Person && (x.Kind == people.KindCheckIn && x.Date > d.Date ||
			x.Kind == people.KindFollowUp && x.Date > rules.DayOf(f.now.Add(-rules.FollowEvery)))
	}) != nil
	if d.Kind == people.KindCheckIn && !followed {
		return f.ask(p, people.KindFollowUp, d, date)
	}
	slow := !p.Slowed && p.Silences+1 >= rules.SilencesAsked
	if slow {
		if settled, err := f.ask(p, people.KindSilence, d, date); err != nil || !settled {
			return settled, err
		}
	}
	who := f.person(p.ID)
	who.Silences++
	who.Slowed = who.Slowed || slow
	return true, nil
}

// ask has a message of a kind about d decided and planned; settled is false if
// it is to be asked again later.
func (f *follower) ask(p reminders.Person, kind people.Kind, d delivery, date string) (settled bool, err error) {
	if p.LastUnasked != date { // asked again since: they chose more than one a week
		p.LastUnasked = ""
	}
	dec, failed := rules.FollowUp(p, kind, f.decide)
	if failed == nil && !dec.Send && dec.Skip == "" {
		return false, nil
	}
	at := d.Follow
	if kind == people.KindSilence {
		at = later(at, dec.NotBefore) // it is not late before that
	}
	return true, f.add(p, kind, dec, failed, bot.Outgoing{Subject: date, Horizons: d.Horizons, Due: at})
}

// add plans row as decided; failed is why it could not be decided.
func (f *follower) add(p reminders.Person, kind people.Kind, dec reminders.Decision, failed error, row bot.Outgoing) error {
	row.Person, row.User = p.ID, p.NudgeAt
	row.Kind = cmp.Or(dec.Kind, kind)
	row.Date = cmp.Or(dec.Date, rules.DayOf(f.now))
	row.NotBefore = dec.NotBefore
	if len(dec.Horizons) > 0 {
		row.Horizons = dec.Horizons
	}
	if failed != nil {
		row.State, row.Reason = bot.Parked, rules.Poison
	}
	return f.plan(row, dec.Skip, f.now, f.planned)
}

// gathering is what goes to a person in one message: the ids of what it is
// about are the row's subject.
type gathering struct {
	person  reminders.Person
	dec     reminders.Decision
	failed  error
	due     time.Time
	subject string
}

type gathered []gathering

func (g *gathered) add(p reminders.Person, dec reminders.Decision, failed error, due time.Time, id int64) {
	about := strconv.FormatInt(id, 10)
	if x := find(*g, func(x *gathering) bool { return x.person.ID == p.ID }); x != nil {
		x.subject += " " + about
		x.failed = errors.Join(x.failed, failed)
		return
	}
	*g = append(*g, gathering{p, dec, failed, due, about})
}

func (f *follower) send(g gathered, kind people.Kind) error {
	for _, x := range g {
		if err := f.add(x.person, kind, x.dec, x.failed, bot.Outgoing{Subject: x.subject, Due: x.due}); err != nil {
			return err
		}
	}
	return nil
}

// expiries plans the notes about certifications that run out.
func (f *follower) expiries(limit int) error {
	today, tomorrow := rules.DayOf(f.now), rules.DayOf(f.now.AddDate(0, 0, 1))
	rows := due(f.state.Certs, func(c *cert) time.Time {
		day, err := time.Parse(time.DateOnly, c.RemindOn)
		if err != nil || !c.Removed.IsZero() {
			return time.Time{}
		}
		return day
	}, f.now, limit)
	var g gathered
	for _, c := range rows {
		p := f.asked(c.Person)
		p.Expires = c.Expires
		again := people.NextExpiryNote(c.Expires, today)
		var dec reminders.Decision
		var failed error
		on, days, ok := people.ExpiryLead(c.Expires, today)
		if ok && p.OptedIn {
			until := people.RidesUntil(on, days)
			ok = find(f.Deliveries, func(d *delivery) bool {
				return d.Person == p.ID && d.Kind == people.KindCheckIn && d.Date >= on && d.Date <= until && underway(d.State)
			}) == nil
			if ok {
				var err error
				if p.Schedules, err = f.Schedules(p.ID); err != nil {
					return err
				}
				dec, failed = rules.FollowUp(p, people.KindExpiry, f.decide)
			}
		}
		switch {
		case dec.Send || dec.Skip != "" || failed != nil:
			due, err := time.Parse(time.DateOnly, c.RemindOn)
			if err != nil {
				return err
			}
			g.add(p, dec, failed, due, c.ID)
		case ok && tomorrow <= c.Expires && (again == "" || tomorrow < again):
			again = tomorrow
		}
		c.RemindOn = again
	}
	return f.send(g, people.KindExpiry)
}

// reminders plans what people asked to be reminded of. What is held back is
// looked at again at the time that decide gives, and within the hour.
func (f *follower) reminders(limit int) error {
	var g gathered
	for _, r := range due(f.state.Reminders, func(r *reminder) time.Time { return r.Look }, f.now, limit) {
		p := f.asked(r.Person)
		p.LastUnasked, p.Reminder = "", r.Reminder
		dec, failed := rules.FollowUp(p, people.KindReminder, f.decide)
		if failed == nil && !dec.Send && dec.Skip == "" {
			r.Look = f.now.Add(rules.NotNow)
			if dec.NotBefore.After(f.now) && dec.NotBefore.Before(r.Look) {
				r.Look = dec.NotBefore
			}
			continue
		}
		g.add(p, dec, failed, r.At, r.ID)
		r.Look, r.Planned = time.Time{}, true
	}
	return f.send(g, people.KindReminder)
}

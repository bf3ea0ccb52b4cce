package db

import (
	"cmp"
	"context"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/codec"
	"mentor/db/rules"
	"mentor/reminders"
)

var (
	// Answered is a check-in of that date, or any that was answered since.
	followable = register(`SELECT ` + personFrom("p") + `, d.id, d.kind, d.date, d.subject, d.horizons, d.follow_at,
		EXISTS (SELECT 1 FROM check_ins c WHERE c.person_id = d.person_id AND c.answered_at > 0 AND (c.answered_at >= d.sent_at
			OR c.date = CASE WHEN d.kind = 'follow-up' THEN d.subject ELSE d.date END)),
		EXISTS (SELECT 1 FROM deliveries newer WHERE newer.person_id = d.person_id AND (newer.kind = 'check-in' AND newer.date > d.date
			OR newer.kind = 'follow-up' AND newer.date > $1)), ` + unasked + `
		FROM deliveries d JOIN people p ON p.id = d.person_id
		WHERE d.follow_at > 0 AND d.follow_at <= $2 ORDER BY d.follow_at, d.id LIMIT $3`)
	setFollow  = register(`UPDATE deliveries SET follow_at = $1 WHERE id = $2`)
	addSilence = register(`UPDATE people SET silences = silences + 1, slowed = (slowed OR $1) WHERE id = $2`)
	unasked    = `coalesce((SELECT max(date) FROM deliveries WHERE person_id = p.id AND kind IN ('check-in', 'silence', 'expiry')
		AND state IN ('pending', 'claimed', 'sent')), '')`
	expiring = register(`SELECT ` + personFrom("p") + `, c.id, c.expires, c.remind_on, ` + unasked + `
		FROM certifications c JOIN people p ON p.id = c.person_id
		WHERE c.remind_on <> '' AND c.remind_on <= $1 AND c.removed_at = 0 ORDER BY c.remind_on, c.id LIMIT $2`)
	// A check-in that said it, or is about to.
	rodeAlong = register(`SELECT count(*) FROM deliveries WHERE person_id = $1 AND kind = 'check-in' AND date >= $2 AND date <= $3
		AND state IN ('pending', 'claimed', 'sent')`)
	setRemind    = register(`UPDATE certifications SET remind_on = $1 WHERE id = $2`)
	nextFollow   = register(`SELECT coalesce(min(follow_at), 0) FROM deliveries WHERE follow_at > 0`)
	nextExpiring = register(`SELECT coalesce(min(remind_on), '') FROM certifications WHERE remind_on <> '' AND removed_at = 0`)
)

// nudged is a sent check-in or follow-up whose day for an answer has passed.
type nudged struct {
	person   reminders.Person
	id       int64
	kind     people.Kind
	date     string // of the check-in itself, also for a follow-up
	horizons []people.Horizon
	due      time.Time
	answered bool
	// followed is true if the next check-in has come already, as with one a
	// day, or another was followed up within a week: there is no follow-up then.
	followed bool
}

func readNudged(scan scan) (n nudged, err error) {
	var subject, hs string
	into := append(personInto(&n.person.Person), &n.id, &n.kind, &n.date, &subject, &hs, instant{&n.due}, &n.answered, &n.followed, &n.person.LastUnasked)
	err = scan(into...)
	n.horizons = codec.SplitHorizons(hs)
	if n.kind == people.KindFollowUp {
		n.date = subject
	}
	return n, err
}

// FollowUps implements reminders.Store.
func (d *DB) FollowUps(ctx context.Context, now time.Time, limit int, decide func(reminders.Person) reminders.Decision) (
	planned reminders.Planned, err error) {
	idle := false
	err = d.view(ctx, func(t *tx) error { // nothing to write: do not take the writer
		var follow, remind int64
		var expire string
		if idle, err = t.paused(); idle || err != nil {
			return err
		}
		if err := t.one(nextFollow, nil, &follow); err != nil {
			return err
		}
		if err := t.one(nextReminder, nil, &remind); err != nil {
			return err
		}
		err := t.one(nextExpiring, nil, &expire)
		idle = (follow == 0 || follow > ms(now)) && (expire == "" || expire > rules.DayOf(now)) && (remind == 0 || remind > ms(now))
		return err
	})
	if err != nil || idle {
		return planned, err
	}
	err = d.update(ctx, func(t *tx) error {
		planned = reminders.Planned{}
		f := follower{tx: t, now: now, decide: decide, planned: &planned}
		if f.gone, err = t.goneWorkspaces(); err != nil {
			return err
		}
		list, err := all(t, followable, readNudged, rules.DayOf(now.Add(-rules.FollowEvery)), ms(now), limit)
		if err != nil {
			return err
		}
		for _, n := range list {
			if err := f.nudge(n); err != nil {
				return err
			}
		}
		if err := f.expiries(limit); err != nil {
			return err
		}
		if err := f.reminders(limit); err != nil {
			return err
		}
		return t.reached(now)
	})
	if err == nil {
		d.noteReached(now)
	}
	return planned, err
}

// follower is one run of FollowUps.
type follower struct {
	*tx
	now     time.Time
	gone    map[reminders.Sender]bool
	decide  func(reminders.Person) reminders.Decision
	planned *reminders.Planned
}

// nudge plans the follow-up of a check-in, or counts the silence after one.
func (f *follower) nudge(n nudged) error {
	p := n.person
	resting := p.Stopped || p.Resting || p.PausedUntil.After(f.now) || p.Away(n.date)
	if n.answered || resting {
		return f.done(n)
	}
	if n.kind == people.KindCheckIn && !n.followed {
		settled, err := f.ask(n, people.KindFollowUp)
		if err != nil || !settled {
			return err
		}
		return f.done(n)
	}
	slow := !p.Slowed && p.Silences+1 >= rules.SilencesAsked
	if slow {
		settled, err := f.ask(n, people.KindSilence)
		if err != nil || !settled {
			return err
		}
	}
	if _, err := f.exec(addSilence, slow, int64(p.ID)); err != nil {
		return err
	}
	return f.done(n)
}

// done means that FollowUps does not look at n again.
func (f *follower) done(n nudged) error {
	_, err := f.exec(setFollow, 0, n.id)
	return err
}

// ask has a message of a kind about n decided and planned; settled is false
// where it is to be asked again later.
func (f *follower) ask(n nudged, kind people.Kind) (settled bool, err error) {
	if n.person.LastUnasked != n.date { // asked again since: they chose more than one a week
		n.person.LastUnasked = ""
	}
	dec, err := rules.FollowUp(n.person, kind, f.decide)
	if err == nil && !dec.Send && dec.Skip == "" {
		_, err := f.exec(setFollow, ms(f.now.Add(rules.NotNow)), n.id)
		return false, err
	}
	due := n.due
	if kind == people.KindSilence && dec.NotBefore.After(due) {
		due = dec.NotBefore // it is not late before that
	}
	return true, f.add(n.person, kind, dec, err, bot.Outgoing{Subject: n.date, Horizons: n.horizons, Due: due})
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
		f.db.log.Error("planning a follow-up failed", "kind", kind, "err", failed)
		row.State, row.Reason = bot.Parked, rules.Poison
	}
	return f.plan(row, dec.Skip, f.now, f.gone, f.planned)
}

// expiries plans the notes about certifications that run out. What rides along
// with a check-in is looked at again once that has been: if it was not sent,
// the note comes by itself. People who have not opted in are looked at again a
// day later, as where decide has no answer.
func (f *follower) expiries(limit int) error {
	today, tomorrow := rules.DayOf(f.now), rules.DayOf(f.now.AddDate(0, 0, 1))
	type cert struct {
		person reminders.Person
		id     int64
		due    string
	}
	list, err := all(f.tx, expiring, func(scan scan) (c cert, err error) {
		err = scan(append(personInto(&c.person.Person), &c.id, &c.person.Expires, &c.due, &c.person.LastUnasked)...)
		return c, err
	}, today, limit)
	if err != nil {
		return err
	}
	g := gathered{}
	for _, c := range list {
		p := c.person
		again := people.NextExpiryNote(p.Expires, today)
		var dec reminders.Decision
		var failed error
		on, days, ok := people.ExpiryLead(p.Expires, today)
		if ok && p.OptedIn {
			var rode int
			if err := f.one(rodeAlong, []any{int64(p.ID), on, people.RidesUntil(on, days)}, &rode); err != nil {
				return err
			}
			if ok = rode == 0; ok {
				if p.Schedules, err = f.Schedules(p.ID); err != nil {
					return err
				}
				dec, failed = rules.FollowUp(p, people.KindExpiry, f.decide)
			}
		}
		switch {
		case dec.Send || dec.Skip != "" || failed != nil:
			due, err := time.Parse(time.DateOnly, c.due)
			if err != nil {
				return err
			}
			g.add(p, dec, failed, due, c.id)
		case ok && tomorrow <= p.Expires && (again == "" || tomorrow < again):
			again = tomorrow
		}
		if _, err := f.exec(setRemind, again, c.id); err != nil {
			return err
		}
	}
	return f.send(g, people.KindExpiry)
}

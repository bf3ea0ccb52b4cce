package bot

import (
	"fmt"
	"time"

	"mentor/bot/people"
)

// restLine says what holds check-ins back, now or in days to come; empty: nothing.
func (t *Turn) restLine() Markup {
	switch {
	case t.p.Stopped || t.p.PausedUntil.Equal(people.Forever): // the line on the next check-in says so
	case t.p.PausedUntil.After(t.now):
		return t.say("pause.done", "until", t.date(people.Today(t.p.PausedUntil, t.p.Zone)), "zone", t.zoneName())
	case t.p.AwayTo != "" && t.p.AwayTo >= t.today():
		return t.say("away.is", "from", t.date(t.p.AwayFrom), "to", t.date(t.p.AwayTo))
	}
	return ""
}

// nextCheckIn is when the next check-in will come, whatever holds it back
// meanwhile; zero: none will.
func (t *Turn) nextCheckIn() (time.Time, error) {
	all, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return time.Time{}, fmt.Errorf("read schedules: %w", err)
	}
	var last []people.CheckIn
	if t.p.Slowed {
		if last, err = t.recent(); err != nil {
			return time.Time{}, err
		}
	}
	return people.NextNudge(t.b.Schedules, t.p, all, last)
}

// nextLine says when the next check-in comes, with the zone, or why none does.
func (t *Turn) nextLine() (Markup, error) {
	next, err := t.nextCheckIn()
	if err != nil {
		return "", err
	}
	switch {
	case t.p.Stopped:
		return t.say("next.stopped"), nil
	case t.p.PausedUntil.Equal(people.Forever):
		return t.say("next.paused"), nil
	case t.p.Resting:
		return t.say("next.resting"), nil
	case next.IsZero():
		return t.say("next.none"), nil
	}
	return t.say("next.at", "next", t.moment(next), "zone", t.zoneName()), nil
}

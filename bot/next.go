package bot

import (
	"fmt"
	"time"
)

// resting reports whether check-ins are held back now or in days to come.
func (t *Turn) resting() bool {
	return t.p.Stopped || t.p.PausedUntil.After(t.now) || (t.p.AwayTo != "" && t.p.AwayTo >= t.today())
}

// freeFrom is the first moment, at or after at, that no pause or absence covers.
func (t *Turn) freeFrom(at time.Time) time.Time {
	if t.p.PausedUntil.After(at) {
		at = t.p.PausedUntil
	}
	if day := today(at, t.p.Zone); t.p.AwayTo != "" && t.p.AwayFrom <= day && day <= t.p.AwayTo {
		if back, err := time.ParseInLocation(time.DateOnly, t.p.AwayTo, location(t.p.Zone)); err == nil {
			at = back.AddDate(0, 0, 1).UTC()
		}
	}
	return at
}

// restLine says what holds check-ins back, now or in days to come; empty: nothing.
func (t *Turn) restLine() Markup {
	switch {
	case t.p.Stopped || t.p.PausedUntil.Equal(Forever): // the line on the next check-in says so
	case t.p.PausedUntil.After(t.now):
		return t.say("pause.done", "until", t.date(today(t.p.PausedUntil, t.p.Zone)), "zone", t.zoneName())
	case t.p.AwayTo != "" && t.p.AwayTo >= t.today():
		return t.say("away.is", "from", t.date(t.p.AwayFrom), "to", t.date(t.p.AwayTo))
	}
	return ""
}

// sentAt is when a check-in goes out that falls on at: one whose time the
// person did not pick waits for the end of quiet hours.
func (t *Turn) sentAt(s Schedule, at time.Time) time.Time {
	if s.Chosen || at.IsZero() || !t.inQuiet(at) {
		return at
	}
	local := at.In(location(t.p.Zone))
	days := 0
	if minuteOf(local) >= t.p.QuietTo {
		days = 1
	}
	return time.Date(local.Year(), local.Month(), local.Day()+days, t.p.QuietTo/60, t.p.QuietTo%60, 0, 0, local.Location()).UTC()
}

// nextCheckIn is when the next check-in will come, whatever holds it back
// meanwhile; zero: none will.
func (t *Turn) nextCheckIn() (time.Time, error) {
	if t.p.Stopped || t.p.Resting || t.p.PausedUntil.Equal(Forever) {
		return time.Time{}, nil
	}
	all, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return time.Time{}, fmt.Errorf("read schedules: %w", err)
	}
	var next, slowed time.Time
	if t.p.Slowed {
		if slowed, err = t.slowedUntil(); err != nil {
			return next, err
		}
	}
	for _, s := range all {
		at := s.Next
		if at.IsZero() {
			continue
		}
		if slowed.After(at) {
			if times, err := t.b.Schedules.Next(s.Plan, t.zoneName(), slowed, 1); err == nil && len(times) > 0 {
				at = times[0]
			}
		}
		for free := t.freeFrom(at); free.After(at); free = t.freeFrom(at) {
			times, err := t.b.Schedules.Next(s.Plan, t.zoneName(), free.Add(-time.Second), 1)
			if err != nil {
				return next, fmt.Errorf("next of %s: %w", s.Horizon, err)
			}
			if len(times) == 0 {
				at = time.Time{}
				break
			}
			at = times[0]
		}
		at = t.sentAt(s, at)
		if !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next, nil
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
	case t.p.PausedUntil.Equal(Forever):
		return t.say("next.paused"), nil
	case t.p.Resting:
		return t.say("next.resting"), nil
	case next.IsZero():
		return t.say("next.none"), nil
	}
	return t.say("next.at", "next", t.moment(next), "zone", t.zoneName()), nil
}

// slowedTo is how far apart check-ins come after three silences.
const slowedTo = 28

// slowedUntil is when the next check-in may come after three silences.
func (t *Turn) slowedUntil() (time.Time, error) {
	last, err := t.recent()
	if err != nil {
		return time.Time{}, err
	}
	for _, c := range last {
		if day, err := time.ParseInLocation(time.DateOnly, c.Date, location(t.p.Zone)); err == nil && !c.Asked {
			return day.AddDate(0, 0, slowedTo).Add(-time.Second), nil
		}
	}
	return time.Time{}, nil
}

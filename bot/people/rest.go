package people

import (
	"fmt"
	"time"
)

// Rests reports whether check-ins are held back at now or in days to come.
func (p Person) Rests(now time.Time) bool {
	return p.Stopped || p.PausedUntil.After(now) || (p.AwayTo != "" && p.AwayTo >= Today(now, p.Zone))
}

// FreeFrom is the first moment, at or after at, that no pause or absence covers.
func (p Person) FreeFrom(at time.Time) time.Time {
	if p.PausedUntil.After(at) {
		at = p.PausedUntil
	}
	if day := Today(at, p.Zone); p.AwayTo != "" && p.AwayFrom <= day && day <= p.AwayTo {
		if back, err := time.ParseInLocation(time.DateOnly, p.AwayTo, Location(p.Zone)); err == nil {
			at = back.AddDate(0, 0, 1).UTC()
		}
	}
	return at
}

// InQuiet reports whether an instant falls into the person's quiet hours.
func (p Person) InQuiet(at time.Time) bool {
	m := MinuteOf(at.In(Location(p.Zone)))
	if p.QuietFrom <= p.QuietTo {
		return m >= p.QuietFrom && m < p.QuietTo
	}
	return m >= p.QuietFrom || m < p.QuietTo
}

// SentAt is when a check-in is sent that falls on at: one whose time the
// person did not choose waits for the end of quiet hours.
func (p Person) SentAt(s Schedule, at time.Time) time.Time {
	if s.Chosen || at.IsZero() || !p.InQuiet(at) {
		return at
	}
	local := at.In(Location(p.Zone))
	days := 0
	if MinuteOf(local) >= p.QuietTo {
		days = 1
	}
	return time.Date(local.Year(), local.Month(), local.Day()+days, p.QuietTo/60, p.QuietTo%60, 0, 0, local.Location()).UTC()
}

// ClockZone is the zone whose clock counts for the person: UTC until theirs is known.
func (p Person) ClockZone() string {
	if p.Zone == "" {
		return "UTC"
	}
	return p.Zone
}

// slowedTo is how far apart check-ins come after three silences, in days.
const slowedTo = 28

// slowedUntil is when the next check-in may come after three silences.
func slowedUntil(p Person, checkIns []CheckIn) time.Time {
	for _, c := range checkIns {
		if day, err := time.ParseInLocation(time.DateOnly, c.Date, Location(p.Zone)); err == nil && !c.Asked {
			return day.AddDate(0, 0, slowedTo).Add(-time.Second)
		}
	}
	return time.Time{}
}

// NextNudge is when the next check-in comes, whatever holds it back meanwhile;
// zero: none does. checkIns is the person's newest, newest first.
func NextNudge(c Calendar, p Person, all []Schedule, checkIns []CheckIn) (next time.Time, err error) {
	if p.Stopped || p.Resting || p.PausedUntil.Equal(Forever) {
		return time.Time{}, nil
	}
	var slowed time.Time
	if p.Slowed {
		slowed = slowedUntil(p, checkIns)
	}
	for _, s := range all {
		at := s.Next
		if at.IsZero() {
			continue
		}
		if slowed.After(at) {
			if times, err := c.Next(s.Plan, p.ClockZone(), slowed, 1); err == nil && len(times) > 0 {
				at = times[0]
			}
		}
		for free := p.FreeFrom(at); free.After(at); free = p.FreeFrom(at) {
			times, err := c.Next(s.Plan, p.ClockZone(), free.Add(-time.Second), 1)
			if err != nil {
				return next, fmt.Errorf("next of %s: %w", s.Horizon, err)
			}
			if len(times) == 0 {
				at = time.Time{}
				break
			}
			at = times[0]
		}
		at = p.SentAt(s, at)
		if !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next, nil
}

// MinuteOf is how many minutes after midnight a local time is.
func MinuteOf(local time.Time) int { return local.Hour()*60 + local.Minute() }

// Today is the local date of at in zone; UTC where the zone is unknown.
func Today(at time.Time, zone string) string {
	return at.In(Location(zone)).Format(time.DateOnly)
}

func Location(zone string) *time.Location {
	if loc, err := time.LoadLocation(zone); err == nil && zone != "" {
		return loc
	}
	return time.UTC
}

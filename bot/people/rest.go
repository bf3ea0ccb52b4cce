package people

import (
	"fmt"
	"sync"
	"time"
)

// Rests reports whether check-ins are held back at now or in days to come.
func (p Person) Rests(now time.Time) bool {
	return p.Stopped || p.PausedUntil.After(now) || len(p.Absences) > 0 && len(p.AbsencesFrom(Today(now, p.Zone))) > 0
}

// FreeFrom is the first moment, at or after at, that no pause or absence covers.
func (p Person) FreeFrom(at time.Time) time.Time {
	if p.PausedUntil.After(at) {
		at = p.PausedUntil
	}
	return p.back(at)
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
	if s.Chosen || at.IsZero() {
		return at
	}
	return p.Permitted(Location(p.Zone), at)
}

// Permitted is the first time from at on that lies outside of quiet hours, on
// the clocks of zone.
func (p Person) Permitted(zone *time.Location, at time.Time) time.Time {
	if p.QuietFrom == p.QuietTo {
		return at
	}
	local := at.In(zone)
	minute := MinuteOf(local)
	wall := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC).Add(time.Duration(p.QuietTo) * time.Minute)
	switch {
	case p.QuietFrom < p.QuietTo && (minute < p.QuietFrom || minute >= p.QuietTo):
		return at
	case p.QuietFrom > p.QuietTo && minute < p.QuietFrom && minute >= p.QuietTo:
		return at
	case minute >= p.QuietTo: // the evening of the day before
		wall = wall.Add(day)
	}
	until := Instant(wall, zone)
	if until.Before(at) { // within the hour that comes twice
		return at
	}
	return until
}

// daysIn is where a person's days begin and end: in their zone, else in that of
// a schedule.
func (p Person) daysIn(schedules []Schedule) *time.Location {
	if loc, err := Zone(p.Zone); err == nil {
		return loc
	}
	for _, s := range schedules {
		if loc, err := Zone(s.Zone); err == nil {
			return loc
		}
	}
	return time.UTC
}

// ClockZone is the zone whose clock counts for the person: UTC until theirs is known.
func (p Person) ClockZone() string {
	if p.Zone == "" {
		return "UTC"
	}
	return p.Zone
}

// MinuteOf is how many minutes after midnight a local time is.
func MinuteOf(local time.Time) int { return local.Hour()*60 + local.Minute() }

// Today is the local date of at in zone; UTC where the zone is unknown.
func Today(at time.Time, zone string) string {
	return at.In(Location(zone)).Format(time.DateOnly)
}

// Location is a zone's clocks; UTC where the zone is unknown.
func Location(zone string) *time.Location {
	if loc, err := Zone(zone); err == nil {
		return loc
	}
	return time.UTC
}

// zones holds what Zone has read: reading one takes a file's opening.
var zones sync.Map // string → *time.Location

// Zone gives an IANA zone; "" and "Local" are no zones of a person.
func Zone(name string) (*time.Location, error) {
	if l, ok := zones.Load(name); ok {
		return l.(*time.Location), nil
	}
	if name == "" || name == "Local" {
		return nil, fmt.Errorf("no time zone: %q", name)
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("time zone: %w", err)
	}
	zones.Store(name, l)
	return l, nil
}

// Instant is the first moment at which the wall clocks of loc show wall (which
// is carried as UTC) or later: within a gap the first minute after it, and of
// a time that comes twice the first.
func Instant(wall time.Time, loc *time.Location) time.Time {
	// No zone is more than 26 hours from UTC: from here on, wall lies ahead.
	at := wall.Add(-26 * time.Hour)
	for {
		local := at.In(loc)
		_, offset := local.Zone()
		start, end := local.ZoneBounds()
		u := wall.Add(-time.Duration(offset) * time.Second)
		if !start.IsZero() && u.Before(start) {
			u = start
		}
		if !end.IsZero() && !end.After(at) { // Go's answer on the last day of a leap year from 2040 on
			end = at.Add(time.Hour)
		}
		if end.IsZero() || u.Before(end) {
			return u.UTC()
		}
		at = end
	}
}

package reminders

import (
	"fmt"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// What is decided here is decided by pure functions: from a person, what is
// due and the time to what becomes of it. The runner and the store carry it out.

// tooLate is how late a check-in may be: a later one is skipped and counted
// (DESIGN, section 5).
var tooLate = map[people.Horizon]time.Duration{people.Year1: 2 * day, people.Years3: 7 * day, people.Years5: 14 * day}

const (
	day = 24 * time.Hour
	// punctual is how late a check-in may be and still count as on time: a
	// time that the person chose then beats quiet hours.
	punctual = 15 * time.Minute
	// slowedTo is how far apart check-ins are after three silences: about a
	// month, in whole weeks, so that the weekday stays.
	slowedTo = 28
	// unreadable is when a schedule that cannot be computed is looked at again.
	unreadable = day
)

// Reasons of skipped rows.
const (
	SkipLate   = "late"
	SkipPaused = "paused"
	SkipAway   = "away"
)

// Verdict is a decision, with how many of the person's check-ins were missed:
// local dates that had one due, and get none.
type Verdict struct {
	Decision
	Missed int
	Late   bool // sent later than punctual
	Err    error
}

// occurrence is one time that a schedule comes due.
type occurrence struct {
	at   time.Time
	date string
}

// Decide says what becomes of a person's due schedules at now. All that has
// come due and is not too late becomes one message, under the date of the
// newest; horizons that come due later on that date join it.
func Decide(s people.Calendar, due Due, now time.Time) Verdict {
	v := Verdict{Decision: Decision{Kind: people.KindCheckIn, Next: map[int64]time.Time{}}}
	dates := map[string]bool{} // every local date that had a check-in due
	var newest occurrence
	var first time.Time // when the newest date's first horizon was due
	chosen := false
	latest := map[int64]occurrence{}
	for _, sc := range due.Schedules {
		all, next, err := occurrences(s, sc, now)
		if err != nil {
			v.Err, v.Next[sc.ID] = err, now.Add(unreadable)
			continue
		}
		v.Next[sc.ID] = next
		for _, o := range all {
			dates[o.date] = true
		}
		last := all[len(all)-1]
		latest[sc.ID] = last
		if last.at.After(newest.at) {
			newest = last
		}
	}
	p := due.Person.Person
	if len(dates) == 0 || !p.OptedIn || p.Stopped || p.Resting {
		return v // the schedules move on, and nothing is owed
	}
	v.Date, v.Due = newest.date, newest.at
	zone := zoneOf(p, due.Schedules)
	soonest := permitted(p, zone, now) // lateness counts when it can be sent
	for _, sc := range due.Schedules {
		o, ok := latest[sc.ID]
		if !ok || soonest.Sub(o.at) > tooLate[sc.Horizon] {
			continue
		}
		v.Horizons = append(v.Horizons, sc.Horizon)
		if o.date == newest.date && (first.IsZero() || o.at.Before(first)) {
			first, chosen = o.at, sc.Chosen
		}
	}
	if p.Slowed && len(v.Horizons) > 0 && tooSoon(due.Person.LastNudge, v.Date) {
		v.Horizons = nil
		return v // monthly now: this one is not owed
	}
	switch {
	case len(v.Horizons) == 0:
		v.Skip, v.Missed = SkipLate, len(dates)
		v.Horizons = horizons(due.Schedules)
		return v
	case p.PausedUntil.After(now):
		v.Skip = SkipPaused
		return v
	}
	if first.IsZero() { // the newest date's own horizons are too late, an older one's is not
		first = newest.at
	}
	v.Due = first
	v.join(s, due.Later, zone)
	v.Late = now.Sub(first) > punctual
	v.NotBefore = first
	if v.Late || !chosen {
		v.NotBefore = permitted(p, zone, later(first, now, v.Late))
	}
	if away(p, v.NotBefore.In(zone).Format(time.DateOnly)) {
		v.Skip = SkipAway
		return v
	}
	v.Send, v.Missed = true, len(dates)-1
	return v
}

// later is now for what is late, and the time itself for what is not: a row
// that is planned a second after its time is not moved by that second.
func later(first, now time.Time, late bool) time.Time {
	if late {
		return now
	}
	return first
}

// join takes in the horizons that come due later on the same local date.
func (v *Verdict) join(s people.Calendar, rest []people.Schedule, zone *time.Location) {
	for _, sc := range rest {
		if sc.Next.IsZero() || sc.Next.In(zone).Format(time.DateOnly) != v.Date {
			continue
		}
		next, err := s.Next(sc.Plan, sc.Zone, sc.Next, 1)
		if err != nil {
			v.Err = err
			continue
		}
		v.Horizons = append(v.Horizons, sc.Horizon)
		v.Next[sc.ID] = time.Time{}
		if len(next) > 0 {
			v.Next[sc.ID] = next[0]
		}
	}
}

// occurrences lists the times of a schedule from its Next to now, and the one
// after now; zero where none comes any more.
func occurrences(s people.Calendar, sc people.Schedule, now time.Time) (all []occurrence, next time.Time, err error) {
	loc, err := load(sc.Zone)
	if err != nil {
		return nil, time.Time{}, err
	}
	add := func(at time.Time) { all = append(all, occurrence{at, at.In(loc).Format(time.DateOnly)}) }
	add(sc.Next)
	for n := 1; ; n = 32 { // nearly always the very next one lies ahead
		times, err := s.Next(sc.Plan, sc.Zone, all[len(all)-1].at, n)
		if err != nil {
			return nil, time.Time{}, fmt.Errorf("schedule %d: %w", sc.ID, err)
		}
		for _, at := range times {
			if at.After(now) {
				return all, at, nil
			}
			add(at)
		}
		if len(times) < n {
			return all, time.Time{}, nil
		}
	}
}

// DecideFollowUp says when a follow-up, the question after three silences or a
// note about a certification goes out; p.Kind says which.
func DecideFollowUp(p Person, now time.Time) Decision {
	zone := zoneOf(p.Person, nil)
	local := now.In(zone)
	if !p.OptedIn || p.Stopped || p.Resting || p.PausedUntil.After(now) || away(p.Person, local.Format(time.DateOnly)) {
		return Decision{} // asked again later; pausing postpones
	}
	at := now
	if p.Kind == people.KindExpiry { // a date has come: say so in the morning, not at UTC's midnight
		morning := instant(time.Date(local.Year(), local.Month(), local.Day(), defaultHour, 0, 0, 0, time.UTC), zone)
		if now.Before(morning) {
			at = morning
		}
	}
	at = permitted(p.Person, zone, at)
	return Decision{Send: true, Kind: p.Kind, Date: at.In(zone).Format(time.DateOnly), NotBefore: at}
}

// Overdue says what becomes of a nudge that is about to be sent later than it
// was to be, because its platform or we were out of order: it is skipped where
// it has become too late, else it goes at the time given, which is now unless
// quiet hours have come.
func Overdue(p people.Person, d bot.Outgoing, now time.Time) (skip bool, at time.Time) {
	if now.Sub(d.Due) <= punctual { // NotBefore moves with every try
		return false, now
	}
	limit := tooLate[people.Year1]
	for _, h := range d.Horizons {
		limit = max(limit, tooLate[h])
	}
	if now.Sub(d.Due) > limit && d.Kind != people.KindExpiry {
		return true, now
	}
	return false, permitted(p, zoneOf(p, nil), now)
}

// permitted is the first time from at on that lies outside of quiet hours.
func permitted(p people.Person, zone *time.Location, at time.Time) time.Time {
	if p.QuietFrom == p.QuietTo {
		return at
	}
	local := at.In(zone)
	minute := local.Hour()*60 + local.Minute()
	wall := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC).Add(time.Duration(p.QuietTo) * time.Minute)
	switch {
	case p.QuietFrom < p.QuietTo && (minute < p.QuietFrom || minute >= p.QuietTo):
		return at
	case p.QuietFrom > p.QuietTo && minute < p.QuietFrom && minute >= p.QuietTo:
		return at
	case minute >= p.QuietTo: // the evening of the day before
		wall = wall.Add(day)
	}
	until := instant(wall, zone)
	if until.Before(at) { // within the hour that comes twice
		return at
	}
	return until
}

// away reports whether a local date is one of the person's days off.
func away(p people.Person, date string) bool {
	return p.AwayFrom != "" && p.AwayFrom <= date && (p.AwayTo == "" || date <= p.AwayTo)
}

// tooSoon reports whether date is less than slowedTo days after last.
func tooSoon(last, date string) bool {
	a, err1 := time.Parse(time.DateOnly, last)
	b, err2 := time.Parse(time.DateOnly, date)
	return err1 == nil && err2 == nil && b.Sub(a) < slowedTo*day
}

// zoneOf is where a person's days begin and end.
func zoneOf(p people.Person, schedules []people.Schedule) *time.Location {
	if loc, err := load(p.Zone); err == nil {
		return loc
	}
	for _, s := range schedules {
		if loc, err := load(s.Zone); err == nil {
			return loc
		}
	}
	return time.UTC
}

func horizons(all []people.Schedule) []people.Horizon {
	var out []people.Horizon
	for _, s := range all {
		out = append(out, s.Horizon)
	}
	return out
}

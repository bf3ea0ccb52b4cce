package people

import (
	"fmt"
	"slices"
	"time"
)

// TooLate is how late a check-in may be: a later one is skipped and counted.
var TooLate = map[Horizon]time.Duration{Year1: 2 * day, Years3: 7 * day, Years5: 14 * day}

const (
	day = 24 * time.Hour
	// Punctual is how late a check-in may be and still count as on time: a
	// time that the person chose then beats quiet hours.
	Punctual = 15 * time.Minute
	// slowedTo is how far apart check-ins are after three silences, in days:
	// about a month, in whole weeks, so that the weekday stays.
	slowedTo = 28
	// unreadable is when a schedule that cannot be computed is looked at again.
	unreadable = day
)

// Skip is why a check-in that came due is not sent.
type Skip string

// The reasons of skipped check-ins.
const (
	SkipLate   Skip = "late"
	SkipPaused Skip = "paused"
	SkipAway   Skip = "away"
)

// Nudge is what becomes of the schedules that have come due.
type Nudge struct {
	Send      bool
	Skip      Skip
	Date      string // the local date that it counts for
	Horizons  []Horizon
	Due       time.Time // when it was due: after downtime, not when the first of those that were missed was
	NotBefore time.Time
	Next      map[int64]time.Time // by schedule id; zero: never
	Missed    int                 // local dates that had one due, and get none
	Late      bool                // sent later than Punctual
	Err       error
}

// Due is a person with the schedules that have come due.
type Due struct {
	Person    Person
	LastNudge string // the local date of the newest planned check-in; empty: none
	Schedules []Schedule
	// Later is the person's other schedules, which may fall on the same local day.
	Later []Schedule
}

// occurrence is one time that a schedule comes due.
type occurrence struct {
	at   time.Time
	date string
}

// Decide says what becomes of a person's due schedules at now. All that has
// come due and is not too late becomes one message, under the date of the
// newest; horizons that come due later on that date join it. The runner plans
// by it, and the mentor says by it when the next one comes.
func Decide(c Calendar, due Due, now time.Time) Nudge {
	v := Nudge{Next: map[int64]time.Time{}}
	dates := map[string]bool{} // every local date that had a check-in due
	var newest occurrence
	var first time.Time // when the newest date's first horizon was due
	chosen := false
	latest := map[int64]occurrence{}
	for _, sc := range due.Schedules {
		all, next, err := occurrences(c, sc, now)
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
	p := due.Person
	if len(dates) == 0 || !p.OptedIn || p.Stopped || p.Resting {
		return v // the schedules move on, and nothing is owed
	}
	v.Date, v.Due = newest.date, newest.at
	zone := p.daysIn(due.Schedules)
	soonest := p.Permitted(zone, now) // lateness counts when it can be sent
	for _, sc := range due.Schedules {
		o, ok := latest[sc.ID]
		if !ok || soonest.Sub(o.at) > TooLate[sc.Horizon] {
			continue
		}
		v.Horizons = append(v.Horizons, sc.Horizon)
		if o.date == newest.date && (first.IsZero() || o.at.Before(first)) {
			first, chosen = o.at, sc.Chosen
		}
	}
	if p.Slowed && len(v.Horizons) > 0 && tooSoon(due.LastNudge, v.Date) {
		v.Horizons = nil
		return v // monthly now: this one is not owed
	}
	switch {
	case len(v.Horizons) == 0:
		v.Skip, v.Missed = SkipLate, len(dates)
		for _, s := range due.Schedules {
			v.Horizons = append(v.Horizons, s.Horizon)
		}
		return v
	case p.PausedUntil.After(now):
		v.Skip = SkipPaused
		return v
	}
	if at := waitsFor(due, v.Date, now); !at.IsZero() {
		v.Horizons = nil
		for _, sc := range due.Schedules {
			v.Next[sc.ID] = at
		}
		return v
	}
	if first.IsZero() { // the newest date's own horizons are too late, an older one's is not
		first = newest.at
	}
	v.Due = first
	v.join(c, due.Later, zone)
	v.Late = now.Sub(first) > Punctual
	v.NotBefore = first
	if v.Late || !chosen {
		from := first // a row that is planned a second after its time is not moved by that second
		if v.Late {
			from = now
		}
		v.NotBefore = p.Permitted(zone, from)
	}
	if p.Away(v.NotBefore.In(zone).Format(time.DateOnly)) {
		v.Skip = SkipAway
		return v
	}
	v.Send, v.Missed = true, len(dates)-1
	return v
}

// waitsFor is the check-in that horizons wait for whose times the person did
// not choose: unasked, there is one a week. They join one that comes within the
// week, else they wait until a week after the last. Zero: they need not wait.
func waitsFor(due Due, date string, now time.Time) time.Time {
	zone := due.Person.daysIn(due.Schedules)
	for _, sc := range due.Schedules {
		if sc.Chosen {
			return time.Time{}
		}
	}
	var next time.Time
	for _, sc := range due.Later {
		if sc.Chosen && sc.Next.After(now) && sc.Next.In(zone).Format(time.DateOnly) < addDays(date, Week) && (next.IsZero() || sc.Next.Before(next)) {
			next = sc.Next
		}
	}
	if !next.IsZero() && next.In(zone).Format(time.DateOnly) != date {
		return next
	}
	if due.LastNudge == "" || due.LastNudge == date || addDays(due.LastNudge, Week) <= date || !next.IsZero() {
		return time.Time{}
	}
	at := due.Schedules[0].Next.In(zone)
	free, err := time.Parse(time.DateOnly, addDays(due.LastNudge, Week))
	if err != nil {
		return time.Time{}
	}
	if at := Instant(free.Add(time.Duration(MinuteOf(at))*time.Minute), zone); at.After(now) {
		return at
	}
	return time.Time{}
}

// join takes in the horizons that come due later on the same local date.
func (v *Nudge) join(c Calendar, rest []Schedule, zone *time.Location) {
	for _, sc := range rest {
		if sc.Next.IsZero() || sc.Next.In(zone).Format(time.DateOnly) != v.Date {
			continue
		}
		next, err := c.Next(sc.Plan, sc.Zone, sc.Next, 1)
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
// after now; zero if none comes any more.
func occurrences(c Calendar, sc Schedule, now time.Time) (all []occurrence, next time.Time, err error) {
	loc, err := Zone(sc.Zone)
	if err != nil {
		return nil, time.Time{}, err
	}
	add := func(at time.Time) { all = append(all, occurrence{at, at.In(loc).Format(time.DateOnly)}) }
	add(sc.Next)
	for n := 1; ; n = 32 { // nearly always the very next one lies ahead
		times, err := c.Next(sc.Plan, sc.Zone, all[len(all)-1].at, n)
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

// tooSoon reports whether date is less than slowedTo days after last.
func tooSoon(last, date string) bool {
	a, err1 := time.Parse(time.DateOnly, last)
	b, err2 := time.Parse(time.DateOnly, date)
	return err1 == nil && err2 == nil && b.Sub(a) < slowedTo*day
}

// Sending leaves out the schedules that would only ask for goals: what nobody
// chose waits for a first open goal on its horizon, as long as another schedule
// asks about something.
func Sending(all []Schedule, goals []Goal) []Schedule {
	var asks []Schedule
	on := false
	for _, s := range all {
		if s.Chosen || slices.ContainsFunc(goals, func(g Goal) bool { return g.State == Open && g.Horizon == s.Horizon }) {
			asks, on = append(asks, s), on || !s.Next.IsZero()
		}
	}
	if !on {
		return all
	}
	return asks
}

// nudgesAhead is how many times that come due are looked at before none counts
// as to come: four weeks of daily ones, and an absence of a year.
const nudgesAhead = 800

// NextNudge is when the next check-in is sent, as the runner will decide it,
// seen from now; zero: none is. all is the person's schedules, last the local
// date of the newest check-in that came by itself. A schedule that cannot be
// computed sends none.
func NextNudge(c Calendar, p Person, all []Schedule, last string, now time.Time) (next time.Time) {
	for _, at := range Ahead(c, p, all, last, now, 1) {
		next = at
	}
	return next
}

// NextOfEach is when the next check-in is sent that asks about each horizon.
// One that no check-in will ask about is not in it.
func NextOfEach(c Calendar, p Person, all []Schedule, last string, now time.Time) map[Horizon]time.Time {
	next := map[Horizon]time.Time{}
	wanted := 0
	for _, s := range all {
		if !s.Next.IsZero() {
			wanted++
		}
	}
	nudges(c, p, all, last, now, func(v Nudge) bool {
		for _, h := range v.Horizons {
			if _, ok := next[h]; !ok {
				next[h] = v.NotBefore
			}
		}
		return len(next) < wanted
	})
	return next
}

// Ahead is when the next n check-ins are sent.
func Ahead(c Calendar, p Person, all []Schedule, last string, now time.Time, n int) (at []time.Time) {
	nudges(c, p, all, last, now, func(v Nudge) bool {
		at = append(at, v.NotBefore)
		return len(at) < n
	})
	return at
}

// nudges gives the check-ins that the runner will send, seen from now, while more.
func nudges(c Calendar, p Person, all []Schedule, last string, now time.Time, sent func(Nudge) (more bool)) {
	if !p.OptedIn || p.Stopped || p.Resting || p.PausedUntil.Equal(Forever) {
		return
	}
	ahead := slices.Clone(all)
	if p.PausedUntil.After(now) { // what falls into a pause is skipped: go on behind it
		for i, s := range ahead {
			if s.Next.IsZero() || !s.Next.Before(p.PausedUntil) {
				continue
			}
			ahead[i].Next = time.Time{}
			if times, err := c.Next(s.Plan, s.Zone, p.PausedUntil.Add(-time.Nanosecond), 1); err == nil && len(times) > 0 {
				ahead[i].Next = times[0]
			}
		}
	}
	for range nudgesAhead {
		at := earliest(ahead)
		if at.IsZero() {
			return
		}
		if at.Before(now) {
			at = now
		}
		due := Due{Person: p, LastNudge: last}
		for _, s := range ahead {
			switch {
			case s.Next.IsZero():
			case s.Next.After(at):
				due.Later = append(due.Later, s)
			default:
				due.Schedules = append(due.Schedules, s)
			}
		}
		v := Decide(c, due, at)
		if v.Send {
			if last = v.Date; !sent(v) {
				return
			}
		}
		for i, s := range ahead {
			if next, ok := v.Next[s.ID]; ok {
				ahead[i].Next = next
			}
		}
	}
}

// earliest is the first instant at which one of schedules comes due; zero: none does.
func earliest(all []Schedule) (at time.Time) {
	for _, s := range all {
		if !s.Next.IsZero() && (at.IsZero() || s.Next.Before(at)) {
			at = s.Next
		}
	}
	return at
}

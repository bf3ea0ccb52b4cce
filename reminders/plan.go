package reminders

import (
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// What is decided here is decided by pure functions: from a person, what is
// due and the time to what becomes of it. The runner and the store carry it out.
// What becomes of check-ins is decided by people.Decide, which the core asks as
// well to say when the next one comes.

// Verdict is a decision about check-ins, with what the metrics count.
type Verdict struct {
	Decision
	Missed int  // local dates that had a check-in due, and get none
	Late   bool // sent later than punctual
	Err    error
}

// Decide says what becomes of a person's due schedules at now.
func Decide(c people.Calendar, due Due, now time.Time) Verdict {
	n := people.Decide(c, people.Due{Person: due.Person.Person, LastNudge: due.Person.LastNudge, Schedules: due.Schedules, Later: due.Later}, now)
	return Verdict{Missed: n.Missed, Late: n.Late, Err: n.Err, Decision: Decision{Kind: people.KindCheckIn, Send: n.Send, Skip: string(n.Skip),
		Date: n.Date, Horizons: n.Horizons, Due: n.Due, NotBefore: n.NotBefore, Next: n.Next}}
}

// DecideFollowUp says when a follow-up, the question after three silences, a
// note about a certification or a reminder goes out; p.Kind says which.
func DecideFollowUp(c people.Calendar, p Person, now time.Time) Decision {
	zone := people.Location(p.Zone)
	if p.Kind == people.KindReminder {
		at := people.RemindAt(p.Person, p.Reminder, now)
		return Decision{Send: !at.IsZero() && !at.After(now), Kind: p.Kind, Date: p.Reminder.Date, NotBefore: at}
	}
	local := now.In(zone)
	today := local.Format(time.DateOnly)
	if !p.OptedIn || p.Stopped || p.Resting || p.PausedUntil.After(now) || p.Away(today) {
		return Decision{} // asked again later; pausing postpones
	}
	at := now
	switch p.Kind {
	case people.KindExpiry: // a date has come: say so in the morning, not at UTC's midnight
		next := ""
		if n := people.NextNudge(c, p.Person, p.Schedules, p.LastNudge, now); !n.IsZero() {
			next = n.In(zone).Format(time.DateOnly)
		}
		if !people.ExpiryNote(p.Expires, today, p.LastUnasked, next) {
			return Decision{}
		}
		at = later(now, morningOf(today, zone))
	case people.KindSilence: // takes the place of the check-in that would have come
		if last, err := time.Parse(time.DateOnly, p.LastUnasked); err == nil {
			at = later(now, morningOf(last.AddDate(0, 0, people.Week).Format(time.DateOnly), zone))
		}
	}
	at = p.Permitted(zone, at)
	return Decision{Send: true, Kind: p.Kind, Date: at.In(zone).Format(time.DateOnly), NotBefore: at}
}

// morningOf is when a local date's messages go out that have no time of their own.
func morningOf(date string, zone *time.Location) time.Time {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return time.Time{}
	}
	return people.Instant(d.Add(defaultHour*time.Hour), zone)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Overdue says what becomes of a nudge that is about to be sent later than it
// was to be, because its platform or we were out of order: it is skipped where
// it has become too late, else it goes at the time given, which is now unless
// quiet hours have come.
func Overdue(p people.Person, d bot.Outgoing, now time.Time) (skip bool, at time.Time) {
	if now.Sub(d.Due) <= people.Punctual { // NotBefore moves with every try
		return false, now
	}
	limit := people.TooLate[people.Year1]
	for _, h := range d.Horizons {
		limit = max(limit, people.TooLate[h])
	}
	if now.Sub(d.Due) > limit && d.Kind != people.KindExpiry && d.Kind != people.KindReminder {
		return true, now
	}
	return false, p.Permitted(people.Location(p.Zone), now)
}

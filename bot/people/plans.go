package people

import "time"

// Step is a part of a goal, done by itself.
type Step struct {
	ID   int64
	Goal int64 // Goal.ID
	Text string
	Done time.Time // zero: not yet
	Made time.Time
}

// Limits of what makes up a goal and of what one asks to be reminded of.
const (
	MaxSteps     = 12  // of one goal: more is a plan of its own
	MaxStep      = 300 // characters
	MaxReminders = 30  // that wait at a time
	MaxReminder  = 500 // characters
)

// Reminder is something that a person asked to be reminded of, once.
type Reminder struct {
	ID     int64
	Goal   int64  // Goal.ID; 0: none
	Text   string // in the person's words; empty if it is about the goal itself
	Date   string // local date 2006-01-02
	Minute int    // after midnight, local
	Timed  bool   // the person said the time of day: it beats quiet hours
	At     time.Time
	Asked  time.Time
	// Planned is true once it is on its way: it waits no more.
	Planned bool
}

// InstantOf is when a reminder falls due on the clocks of zone.
func (r Reminder) InstantOf(zone string) time.Time {
	d, err := time.Parse(time.DateOnly, r.Date)
	if err != nil {
		return time.Time{}
	}
	return Instant(d.Add(time.Duration(r.Minute)*time.Minute), Location(zone))
}

// RemindAt is when a reminder is sent, seen from now: at its time, or once a
// pause, an absence and quiet hours are over. A time that the person said
// beats quiet hours. Zero: never, as things stand. The runner sends by it, and
// the mentor says by it when the reminder comes.
func RemindAt(p Person, r Reminder, now time.Time) time.Time {
	if p.Stopped || p.Resting || p.PausedUntil.Equal(Forever) {
		return time.Time{}
	}
	at := r.At
	if now.After(at.Add(Punctual)) {
		at = now
	}
	for range 4 { // what ends a pause may fall into quiet hours, and those into an absence
		was := at
		at = p.FreeFrom(at)
		if !r.Timed || !at.Equal(r.At) {
			at = p.Permitted(Location(p.Zone), at)
		}
		if at.Equal(was) {
			break
		}
	}
	return at
}

// PlanTx keeps the steps of goals and what people asked to be reminded of.
type PlanTx interface {
	AddStep(person PersonID, s Step) (Step, error) // sets ID
	SaveStep(person PersonID, s Step) error
	DropStep(person PersonID, id int64) error
	// Steps lists the steps of all of a person's goals, oldest first.
	Steps(person PersonID) ([]Step, error)
	AddReminder(person PersonID, r Reminder) (Reminder, error) // sets ID
	// SaveReminder changes one that waits; ErrNotFound if it waits no more.
	SaveReminder(person PersonID, r Reminder) error
	DropReminder(person PersonID, id int64) error
	// Reminder gives one, also one that is planned.
	Reminder(person PersonID, id int64) (Reminder, error)
	// Reminders lists those that wait, the next first.
	Reminders(person PersonID) ([]Reminder, error)
}

// HorizonBy is the horizon on which a local date lies, seen from another.
func HorizonBy(due, today string) Horizon {
	d, err1 := time.Parse(time.DateOnly, due)
	from, err2 := time.Parse(time.DateOnly, today)
	switch {
	case err1 != nil || err2 != nil || !d.After(from.AddDate(1, 0, 0)):
		return Year1
	case !d.After(from.AddDate(3, 0, 0)):
		return Years3
	}
	return Years5
}

// Package rules holds what every store of the mentor does alike, whatever it
// keeps its rows in: how long they stay, what becomes of two people who are
// one, and how a decision of the planner is asked for. It must not know SQL.
package rules

import (
	"cmp"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/reminders"
)

// Day is what retention is counted in.
const Day = 24 * time.Hour

// How long what is done with is kept, where nobody has a say.
const (
	KeepMarks         = 7 * Day // of handled events: platforms redeliver within hours
	KeepConversations = Day     // they are over after 30 minutes; this only clears up
	KeepReplies       = 3 * Day // sent and skipped replies, without their payload
)

// Retention is how long the rest is kept, as an organisation's policy may have it.
type Retention struct {
	Deliveries time.Duration // finished nudges, the ledger's days, the counts of answers; audits stay
	Unsent     time.Duration // parked replies, for the operator, and events that nothing could handle
	Removed    time.Duration // removed certifications, for undo, and reminders that were sent
	Gone       time.Duration // data of a workspace that took the mentor away
	CheckIns   time.Duration // what was answered to check-ins; 0: until the person is forgotten
	Silent     time.Duration // people, from their last sign of life; 0: until they are forgotten
}

// Usual is how long, unless an organisation says otherwise.
var Usual = Retention{Deliveries: 400 * Day, Unsent: 30 * Day, Removed: 30 * Day, Gone: 30 * Day}

// OrUsual is r with what it does not say as usual.
func (r Retention) OrUsual() Retention {
	r.Deliveries = cmp.Or(r.Deliveries, Usual.Deliveries)
	r.Unsent = cmp.Or(r.Unsent, Usual.Unsent)
	r.Removed = cmp.Or(r.Removed, Usual.Removed)
	r.Gone = cmp.Or(r.Gone, Usual.Gone)
	return r
}

const (
	// ReplyClaim is how long a row that is born claimed waits for its process
	// before another may take it, where that process is not known to have died.
	// It counts from the runner's last look at its clock: an event's own time may
	// lie well back when it is answered (a queue, a redelivery, a late start).
	ReplyClaim = 2 * time.Minute
	// FollowAfter is how long a sent check-in or follow-up waits for an answer.
	FollowAfter = 24 * time.Hour
	// FollowEvery is how far apart follow-ups are at least.
	FollowEvery = 7 * 24 * time.Hour
	// SilencesAsked is after how many silences in a row the one question comes.
	SilencesAsked = 3
	// NotNow is when a decision that neither sends nor skips is asked for again.
	NotNow = time.Hour
	// PoisonWait is how long a person whose planning fails waits for another try.
	PoisonWait = 24 * time.Hour
	// StatsDays is what Stats looks back on.
	StatsDays = 30
)

// Reasons of rows that are finished without being sent.
const (
	Nowhere = "no identity to send to"
	Poison  = "planning failed"
	TakenIn = "taken in by a later check-in"
	Gone    = "the workspace has taken the mentor away"
	Dropped = "dropped by the operator"
)

// Answered reports whether a reply in a state is done with and goes after
// KeepReplies; all else that is finished goes by its day.
func Answered(state bot.DeliveryState) bool { return state == bot.Sent || state == bot.Skipped }

// DayOf is the UTC day that a delivery is audited under.
func DayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// Urgent reports whether somebody waits for this kind.
func Urgent(k people.Kind) bool { return k == people.KindReply || k == people.KindHello }

// Sender is the workspace that a row is sent through.
func Sender(d bot.Outgoing) reminders.Sender {
	if d.To != (people.Address{}) {
		return reminders.Sender{Platform: d.To.Platform, Workspace: d.To.Workspace}
	}
	return reminders.Sender{Platform: d.User.Platform, Workspace: d.User.Workspace}
}

// Plan asks decide. A panic, or a next instant that does not lie ahead (it
// would come due for ever), is an error.
func Plan(due reminders.Due, now time.Time, decide func(reminders.Due) reminders.Decision) (dec reminders.Decision, err error) {
	defer func() {
		if p := recover(); p != nil {
			dec, err = reminders.Decision{}, fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	dec = decide(due)
	for id, next := range dec.Next {
		if !next.IsZero() && !next.After(now) {
			return reminders.Decision{}, fmt.Errorf("schedule %d would be due at %v again, now is %v", id, next, now)
		}
	}
	return dec, nil
}

// FollowUp asks decide about a kind; a panic in it is an error.
func FollowUp(p reminders.Person, kind people.Kind, decide func(reminders.Person) reminders.Decision) (dec reminders.Decision, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	p.Kind = kind
	return decide(p), nil
}

// Union is the horizons of both, each once, in their order.
func Union(a, b []people.Horizon) (out []people.Horizon) {
	for _, h := range people.Horizons {
		if slices.Contains(a, h) || slices.Contains(b, h) {
			out = append(out, h)
		}
	}
	return out
}

// Earliest is the first Next of schedules, of which there is at least one.
func Earliest(list []people.Schedule) time.Time {
	return slices.MinFunc(list, func(a, b people.Schedule) int { return a.Next.Compare(b.Next) }).Next
}

// Merged is what is known of a, completed by what is known of b.
func Merged(a, b people.Person) people.Person {
	if a.Created.IsZero() || (!b.Created.IsZero() && b.Created.Before(a.Created)) {
		a.Created = b.Created
	}
	if a.Lang == "" {
		a.Lang = b.Lang
	}
	if a.Zone == "" || b.Zone != "" && !a.ZoneAsked && (b.ZoneAsked || a.Zone == "UTC") { // UTC, not asked: not said
		a.Zone, a.ZoneAsked = b.Zone, b.ZoneAsked
	}
	for _, x := range b.Absences {
		if all, taken := a.WithAbsence(x, ""); len(taken) == 0 {
			a.Absences = all
		}
	}
	if a.Spoke == "" {
		a.Spoke = b.Spoke
	}
	if a.Role == "" {
		a.Role, a.RoleTitle = b.Role, b.RoleTitle
	}
	if a.Target == "" {
		a.Target, a.TargetTitle = b.Target, b.TargetTitle
	}
	a.OptedIn, a.Resting = a.OptedIn || b.OptedIn, a.Resting || b.Resting
	if a.Fallback == (people.Address{}) {
		a.Fallback = b.Fallback
	}
	if b.LastSeen.After(a.LastSeen) {
		a.LastSeen = b.LastSeen
	}
	return a
}

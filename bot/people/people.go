// Package people owns the nouns of the mentor (a person and their goals,
// certifications, check-ins and schedules) and the pure rules about them: when
// nudges rest, which goals need attention, when a certification runs out, how
// regular check-ins are. It declares what it needs of a store (Records) and of
// the calendar (Calendar). It must not know what the mentor says, how words
// are read, any platform, or any database.
package people

import (
	"fmt"
	"strings"
	"time"

	"mentor/bot/careers"
)

// Lang is a language that the mentor speaks.
type Lang = careers.Lang

// Platform names a kind of chat; it is the first part of every address.
type Platform string

// The platforms that have an adapter.
const (
	Slack    Platform = "slack"
	Discord  Platform = "discord"
	Terminal Platform = "terminal"
)

// UserRef is who somebody is to a platform. Workspace is Slack's team; it is
// empty on Discord (one person in all guilds and DMs) and in the terminal.
type UserRef struct {
	Platform  Platform
	Workspace string
	ID        string
}

// ParseUserRef reads PLATFORM:ID, as "slack:U012AB3CD"; the workspace stays
// empty.
func ParseUserRef(s string) (UserRef, error) {
	p, id, _ := strings.Cut(strings.TrimSpace(s), ":")
	u := UserRef{Platform: Platform(strings.ToLower(p)), ID: strings.TrimSpace(id)}
	switch {
	case u.ID == "" || strings.ContainsAny(u.ID, " :/<>@"):
		return UserRef{}, fmt.Errorf("%q names nobody: give PLATFORM:ID, as slack:U012AB3CD", s)
	case u.Platform != Slack && u.Platform != Discord && u.Platform != Terminal:
		return UserRef{}, fmt.Errorf("%q is on no platform of ours: give slack:ID or discord:ID", s)
	}
	return u, nil
}

// Address is where a message can be sent. Thread is Slack's thread_ts; it is
// empty elsewhere.
type Address struct {
	Platform  Platform
	Workspace string
	Channel   string
	Thread    string
}

// Conversation is the key under which events are handled in order and what was
// talked about is remembered. A direct message is one conversation, whatever
// threads it has: on Slack each message there may begin one.
func (a Address) Conversation() string {
	if !strings.Contains(a.Channel, ":") {
		a.Thread = ""
	}
	return strings.Join([]string{string(a.Platform), a.Workspace, a.Channel, a.Thread}, "/")
}

// Public is the channel itself: outside of direct messages adapters write a
// channel as "channel:user", so that everybody there has a conversation of
// their own, and say so what is for one of them.
func (a Address) Public() Address {
	a.Channel, _, _ = strings.Cut(a.Channel, ":")
	return a
}

// Note is something that a person said of their situation in passing, kept in
// their own words.
type Note struct {
	ID   int64
	Kind string // team, years, constraint, plan or experience
	Text string // a clause in the person's words, without a mark at its end
}

// PersonID names a person's row. Every identity on a platform points to one.
type PersonID int64

// Person is somebody the mentor talks with, on however many platforms.
type Person struct {
	ID      PersonID
	Created time.Time
	Lang    Lang   // empty until known: then the language of each question counts
	Zone    string // IANA name; empty until known
	// ZoneAsked is true once the person has confirmed or chosen the zone.
	ZoneAsked bool
	Role      string // a role's id, or the person's own words for what careers does not know
	Target    string // likewise
	// RoleTitle and TargetTitle are the person's own words where Role and Target
	// are the ids of roles that have another name.
	RoleTitle, TargetTitle string
	// OptedIn is true once the person has said start or schedule: no nudge before.
	OptedIn bool
	// Nudges
	Stopped     bool
	PausedUntil time.Time // zero: not paused; Forever: until told
	Absences    []Absence // by their first days; no two share a day
	QuietFrom   int       // minutes after midnight, local; default 20:00
	QuietTo     int       // default 08:00; equal to QuietFrom: no quiet hours
	// Resting: nothing is sent unasked until the person writes again.
	Resting  bool
	Silences int // check-ins in a row without an answer
	Slowed   bool
	// NudgeAt is where nudges go: the identity last spoken from, or the chosen one.
	NudgeAt       UserRef
	NudgeChosen   bool
	Fallback      Address // a channel for "a check-in waits" where DMs are closed; zero: none
	LastSeen      time.Time
	Spoke         Lang   // the language last spoken: that of nudges where Lang is empty
	DeliveryFault string // why the last nudge was parked, told at the next contact; empty: none
	LogID         string // names the person in logs: random, given by the store, and gone with the person
}

// Forever is PausedUntil of a pause without an end.
var Forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// Default quiet hours, in minutes after local midnight (20:00–08:00).
const (
	DefaultQuietFrom = 20 * 60
	DefaultQuietTo   = 8 * 60
)

// Horizon is how far ahead a goal lies.
type Horizon string

// The horizons, in years.
const (
	Year1  Horizon = "0-1"
	Years3 Horizon = "1-3"
	Years5 Horizon = "3-5"
)

// Horizons lists them nearest first.
var Horizons = []Horizon{Year1, Years3, Years5}

// GoalState is whether a goal is still worked on.
type GoalState string

// The states of a goal.
const (
	Open    GoalState = "open"
	Done    GoalState = "done"
	Dropped GoalState = "dropped"
)

// Goal is something a person wants to reach. Number is the person's own
// running number, shown by lists and never used twice.
type Goal struct {
	ID       int64
	Person   PersonID
	Number   int
	Horizon  Horizon
	Text     string
	State    GoalState
	Due      string // local date by which it is to be reached; empty: none
	Reached  string // how the person will see that it is reached, in their words; empty: not said
	Ended    string // the end of its time (EndOf) that was answered for; empty: none
	Proposal string // id of the proposal it was taken from; empty for one's own
	Created  time.Time
	Updated  time.Time
	Closed   time.Time // zero while open
}

// Certification is one that a person has completed. Catalog is its id in
// careers, empty for one that the catalogue lacks.
type Certification struct {
	ID      int64
	Person  PersonID
	Number  int // as Goal.Number
	Catalog string
	Name    string
	Earned  string // local date 2006-01-02
	Expires string // local date; empty: never, or not known (see NoExpiry)
	// NoExpiry is true if it is known never to expire.
	NoExpiry bool
	Link     string // to the badge; empty: none
	Created  time.Time
	Told     string    // the expiry that they were told has passed; empty: none
	Removed  time.Time // zero: not removed; removed rows wait for undo, then go
}

// CheckIn is one round of looking at goals.
type CheckIn struct {
	ID       int64
	Person   PersonID
	Date     string // local date; one scheduled check-in a date
	Horizons []Horizon
	Opened   time.Time
	Answered time.Time // zero: not yet
	Asked    bool      // true if the person started it with the command
	Entries  []Entry
}

// Status is what a person says of a goal at a check-in.
type Status string

// The statuses.
const (
	StatusDone    Status = "done"
	StatusOnTrack Status = "on-track"
	StatusStuck   Status = "stuck"
	StatusSkip    Status = "skip"
)

// Entry is the answer for one goal. It can be edited until the next check-in.
type Entry struct {
	Goal       int64 // Goal.ID
	Status     Status
	Confidence int // 1 to 10; 0: not said
	Next       string
	When       string // free words
	Where      string
	At         time.Time
}

// Schedule is when a person's check-ins for one horizon come.
type Schedule struct {
	ID      int64
	Person  PersonID
	Horizon Horizon
	Plan    Plan
	Zone    string    // IANA; follows Person.Zone
	Next    time.Time // the next instant in UTC; zero: never (off)
	Chosen  bool      // the person picked the time: it beats quiet hours
}

// Plan is what a schedule says: a cron line in wall time, narrowed by what
// cron cannot say.
type Plan struct {
	Cron string // five fields, robfig/cron standard
	// EveryWeeks keeps every n-th week counted from Anchor; 0 and 1 mean every week.
	EveryWeeks int
	// Anchor is a local date 2006-01-02 in the first week that counts.
	Anchor string
	// Nth keeps the n-th day of each month that Cron matches (with one weekday
	// in Cron: the n-th such weekday): 1 to 5, -1 the last; 0: all.
	Nth int
}

// Kind is what a delivery is.
type Kind string

// The kinds of deliveries.
const (
	KindReply    Kind = "reply"     // the answer to an event; carries its Reply
	KindCheckIn  Kind = "check-in"  // composed when it is sent
	KindFollowUp Kind = "follow-up" // one day after an unanswered check-in
	KindSilence  Kind = "silence"   // the one question after three silences
	KindExpiry   Kind = "expiry"    // a certification runs out
	KindHello    Kind = "hello"     // the test message at sign-up
	KindReminder Kind = "reminder"  // what the person asked to be reminded of, once
)

// Kinds is every kind of delivery.
var Kinds = []Kind{KindReply, KindCheckIn, KindFollowUp, KindSilence, KindExpiry, KindHello, KindReminder}

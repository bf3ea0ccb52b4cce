// Package reminders owns time: when check-ins are due (schedules, zones,
// clocks that move) and that what is due is sent once. It must not know any
// platform, any SQL, or what a nudge says: adapters send, package db stores,
// the core composes.
package reminders

import (
	"context"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// Store keeps what is due. Package db implements it. Every method is one transaction.
type Store interface {
	// Plan turns schedules whose Next has come into deliveries, and moves them
	// on. decide is called for each person with the schedules that are due at
	// now (at least one) and says what becomes of them. A check-in takes in what
	// still waits to be sent of older dates. At most limit people; more is true
	// where some are left.
	Plan(ctx context.Context, now time.Time, limit int, decide func(Due) Decision) (planned Planned, more bool, err error)
	// NextDue is the earliest instant at which Plan or Claim has something to
	// do; zero if nothing waits.
	NextDue(ctx context.Context) (time.Time, error)
	// Senders lists the workspaces with rows that can be claimed at now, so
	// that each can have its own sender.
	Senders(ctx context.Context, now time.Time) ([]Sender, error)
	// Lease takes or renews the right to send to one workspace until until;
	// false if another live process has it.
	Lease(ctx context.Context, s Sender, owner string, now, until time.Time) (bool, error)
	// Release gives every lease and unfinished claim of owner back.
	Release(ctx context.Context, owner string) error
	// Claim takes up to n rows of one workspace that are pending and not
	// before now, or whose claim has run out, oldest due first. Tries counts up.
	Claim(ctx context.Context, s Sender, owner string, now, until time.Time, n int) ([]bot.Outgoing, error)
	// Finish records outcomes.
	Finish(ctx context.Context, how map[int64]bot.Outcome) error
	// Hold keeps that nothing is to be sent to a workspace before until, by no
	// process: Senders and Claim leave its rows alone, NextDue counts them from
	// then on. Of several the latest counts.
	Hold(ctx context.Context, s Sender, until time.Time) error
	// ParkWorkspace parks every open row of a workspace, with the reason.
	ParkWorkspace(ctx context.Context, s Sender, reason string, now time.Time) (int, error)
	// FollowUps plans the follow-ups of check-ins sent a day ago and not
	// answered, counts silences (a follow-up without an answer for a day; the
	// third plans the one question and slows the person), and plans
	// certification-expiry notes and reminders due. decide is told what by
	// Person.Kind. A Decision that neither sends nor skips is asked for again an
	// hour later (a day later for expiry, at its NotBefore for a reminder if
	// that is sooner).
	FollowUps(ctx context.Context, now time.Time, limit int, decide func(Person) Decision) (Planned, error)
	// Audit closes a UTC day: counts of its rows by state, kept as one row.
	Audit(ctx context.Context, day string, now time.Time) (Audit, error)
	// Backlog is how much waits and since when, for metrics.
	Backlog(ctx context.Context, now time.Time) (Backlog, error)
	// List, Retry and Drop serve the operator's outbox. Nothing in a row's listing tells what was said.
	List(ctx context.Context, states []bot.DeliveryState, limit int) ([]bot.Outgoing, error)
	Retry(ctx context.Context, ids []int64, now time.Time) (int, error)
	Drop(ctx context.Context, ids []int64, now time.Time) (int, error)
}

// Sender is one workspace on one platform: what rate limits and leases belong to.
type Sender struct {
	Platform  people.Platform
	Workspace string
}

// Person is what deciding needs to know of somebody.
type Person struct {
	people.Person
	// LastNudge is the local date of the newest planned check-in; empty: none.
	LastNudge string
	// LastUnasked is that of the newest message that nobody asked for, a
	// follow-up aside. With KindExpiry and KindSilence.
	LastUnasked string
	// Expires and Schedules are what KindExpiry hangs on.
	Expires   string
	Schedules []people.Schedule
	// Kind is what FollowUps asks about: KindFollowUp, KindSilence, KindExpiry or KindReminder. Empty in Plan.
	Kind people.Kind
	// Reminder is what KindReminder is about.
	Reminder people.Reminder
}

// Due is a person with the schedules that have come due.
type Due struct {
	Person    Person
	Schedules []people.Schedule
	// Later is the person's other schedules, which may fall on the same local
	// day: what does joins, and Decision.Next moves it on too.
	Later []people.Schedule
}

// Decision is what becomes of something due.
type Decision struct {
	// Send plans one delivery, for the local date Date, not before NotBefore.
	Send      bool
	Date      string
	Kind      people.Kind
	Horizons  []people.Horizon
	NotBefore time.Time
	// Due is when it was due: after downtime, not when the first of those that
	// were missed was. Zero: the earliest Next of the schedules.
	Due time.Time
	// Skip counts a skipped row, with its reason, instead ("late", "paused", "away", "stopped").
	Skip string
	// Next is each schedule's next instant, by schedule id; zero: never.
	Next map[int64]time.Time
}

// Planned counts what Plan and FollowUps did. Parked are those that could not
// be planned: no identity, a workspace that left, or decide failed.
type Planned struct{ Sent, Skipped, Duplicates, Parked int }

// Audit is a day's books: Due = Sent + Parked + Skipped + Pending, or something was lost.
type Audit struct {
	Day                                 string
	Due, Sent, Parked, Skipped, Pending int
}

// Difference is 0 if nothing was lost.
func (a Audit) Difference() int { return a.Due - a.Sent - a.Parked - a.Skipped - a.Pending }

// Backlog is what waits.
type Backlog struct {
	Pending, Claimed, Parked int
	Oldest                   time.Time // due time of the oldest open row that may be sent; zero: none
}

package dbtest

import (
	"cmp"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/reminders"
)

func lease(s *suite) {
	ctx := s.Context()
	try := func(owner string, at time.Time) bool {
		ok, err := s.Lease(ctx, slackT1, owner, at, at.Add(time.Minute))
		s.is(err, nil)
		return ok
	}
	s.same("free", try("a", now), true)
	s.same("held by a", try("b", now.Add(time.Second)), false)
	s.same("renewed", try("a", now.Add(30*time.Second)), true)
	s.same("still a's", try("b", now.Add(61*time.Second)), false)
	s.same("run out", try("b", now.Add(90*time.Second)), true)
	s.same("b's now", try("a", now.Add(91*time.Second)), false)
	s.is(s.Release(ctx, "b"), nil)
	s.same("given back", try("a", now.Add(92*time.Second)), true)
	ok, err := s.Lease(ctx, reminders.Sender{Platform: people.Slack, Workspace: "T2"}, "b", now, now.Add(time.Minute))
	s.is(err, nil)
	s.same("another workspace", ok, true)
}

// slots: who takes a free slot takes what its dead owner had claimed.
func slots(s *suite) {
	ctx := s.Context()
	p := s.person(slack(1))
	first, err := s.Instance(ctx)
	s.is(err, nil)
	again, err := s.Instance(ctx)
	s.is(err, nil)
	s.same("one slot a process", again, first)
	alone, err := s.Alone()
	s.is(err, nil)
	s.same("alone", alone, true)

	dying, err := s.open(ctx, s.path)
	s.is(err, nil)
	second, err := dying.Instance(ctx)
	s.is(err, nil)
	if second == first {
		s.Fatal("two processes, one slot")
	}
	s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: today, User: slack(1), Due: now})
	rows, err := dying.Claim(ctx, slackT1, second, now, now.Add(time.Hour), 9)
	s.is(err, nil)
	s.same("claimed", len(rows), 1)
	ok, err := dying.Lease(ctx, slackT1, second, now, now.Add(time.Hour))
	s.is(err, nil)
	s.same("leased", ok, true)

	dead, err := s.Reap(ctx)
	s.is(err, nil)
	s.same("all alive", dead, 0)
	alone, err = s.Alone()
	s.is(err, nil)
	s.same("alone beside another", alone, false)
	ok, err = s.Lease(ctx, slackT1, first, now, now.Add(time.Hour))
	s.is(err, nil)
	s.same("lease of the living", ok, false)
	s.is(dying.Close(), nil) // the lock goes as it does with a process that is killed
	alone, err = s.Alone()
	s.is(err, nil)
	s.same("alone again", alone, true)

	ok, err = s.Lease(ctx, slackT1, first, now, now.Add(time.Hour))
	s.is(err, nil)
	s.same("lease of the dead", ok, true)
	rows, err = s.Claim(ctx, slackT1, first, now, now.Add(time.Hour), 9)
	s.is(err, nil)
	s.same("claim of the dead", len(rows), 1)
	s.same("a second try", rows[0].Tries, 2)

	heir := s.another()
	owner, err := heir.Instance(ctx)
	s.is(err, nil)
	s.same("the slot is used again", owner, second)
	dead, err = heir.Reap(ctx)
	s.is(err, nil)
	s.same("all alive again", dead, 0)
}

// holds: what a platform wants us to wait is kept to by every handle, for this
// workspace and no other, and no longer than that.
func holds(s *suite) {
	ctx := s.Context()
	other := s.another()
	t2 := people.UserRef{Platform: people.Slack, Workspace: "T2", ID: "U2"}
	p, q := s.person(slack(1)), s.person(t2)
	nudge := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: today, User: slack(1), Due: now})
	s.put(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: "e", User: slack(1), Due: now, Payload: &bot.Reply{Text: "x"}})
	s.put(bot.Outgoing{Person: q.ID, Kind: people.KindCheckIn, Date: today, User: t2, Due: now.Add(time.Hour)})
	slackT2 := reminders.Sender{Platform: people.Slack, Workspace: "T2"}
	until := now.Add(30 * time.Second)
	s.is(s.Hold(ctx, slackT1, until), nil)
	s.is(s.Hold(ctx, slackT1, now.Add(10*time.Second)), nil) // an earlier one changes nothing

	senders := func(at time.Time) []reminders.Sender {
		s.Helper()
		list, err := other.Senders(ctx, at)
		s.is(err, nil)
		return list
	}
	claimed := func(by reminders.Sender, at time.Time) int {
		s.Helper()
		rows, err := other.Claim(ctx, by, "b", at, at.Add(time.Minute), 9)
		s.is(err, nil)
		return len(rows)
	}
	next := func() time.Time {
		s.Helper()
		at, err := other.NextDue(ctx)
		s.is(err, nil)
		return at
	}
	s.is(other.View(ctx, func(tx bot.Tx) error {
		at, err := tx.HeldUntil(people.Slack, "T1")
		s.same("held", at, until)
		at, err2 := tx.HeldUntil(people.Slack, "T2")
		s.same("not held", at, time.Time{})
		return cmp.Or(err, err2)
	}), nil)
	s.same("nobody sends", len(senders(until.Add(-time.Millisecond))), 0)
	s.same("nothing is claimed", claimed(slackT1, until.Add(-time.Millisecond)), 0)
	s.same("next", next(), until)
	s.same("then", senders(until), []reminders.Sender{slackT1})
	s.is(s.Hold(ctx, slackT1, now.Add(2*time.Hour)), nil)
	s.same("another workspace", claimed(slackT2, now.Add(time.Hour)), 1)
	s.is(other.Finish(ctx, map[int64]bot.Outcome{nudge.ID: {State: bot.Skipped, At: now}}), nil)
	s.update(func(tx bot.Tx) error { return tx.Pause(true, now) })
	s.same("while paused", next(), now.Add(2*time.Hour)) // the reply
	s.update(func(tx bot.Tx) error { return tx.Pause(false, now) })
	s.same("after the wait", claimed(slackT1, now.Add(2*time.Hour)), 1)
	s.is(s.Prune(ctx, now.Add(2*time.Hour)), nil)
	dump, err := s.Dump(ctx)
	s.is(err, nil)
	s.same("what is over goes", len(dump["holds"]), 0)
}

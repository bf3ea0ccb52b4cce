package dbtest

import (
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
	ok, err = s.Lease(ctx, slackT1, first, now, now.Add(time.Hour))
	s.is(err, nil)
	s.same("lease of the living", ok, false)
	s.is(dying.Close(), nil) // the lock goes as it does with a process that is killed

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

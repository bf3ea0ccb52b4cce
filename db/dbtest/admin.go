package dbtest

import (
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/reminders"
)

// held is what an admin's pause holds back, and what not.
func held(s *suite) {
	ctx := s.Context()
	p, q := s.person(slack(1)), s.person(slack(2))
	s.due(p, people.Year1, now)
	waits := s.put(bot.Outgoing{Person: q.ID, Kind: people.KindCheckIn, Date: today, User: q.NudgeAt, Due: now, NotBefore: now})
	switched := func(on bool, at time.Time) {
		s.update(func(tx bot.Tx) error { return tx.Pause(on, at) })
	}
	since := func() (at time.Time) {
		s.view(func(tx bot.Tx) (err error) {
			at, err = tx.Paused()
			return err
		})
		return at
	}
	s.same("not paused", since(), time.Time{})
	switched(true, now)
	switched(true, now.Add(time.Hour)) // again: since the first
	s.same("paused", since(), now)

	planned, more, err := s.Plan(ctx, now, 9, sendAll(today))
	s.is(err, nil)
	s.same("planned while paused", []any{planned, more}, []any{reminders.Planned{}, false})
	senders, err := s.Senders(ctx, now)
	s.is(err, nil)
	s.same("workspaces while paused", len(senders), 0)
	next, err := s.NextDue(ctx)
	s.is(err, nil)
	s.same("next while paused", next, time.Time{})

	reply := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: "an event", User: p.NudgeAt, Due: now, NotBefore: now, Payload: &bot.Reply{Text: "hello"}})
	rows, err := s.Claim(ctx, reminders.Sender{Platform: people.Slack, Workspace: p.NudgeAt.Workspace}, "me", now, now.Add(time.Minute), 9)
	s.is(err, nil)
	s.same("only the reply", []any{len(rows), rows[0].ID}, []any{1, reply.ID})

	switched(false, now)
	s.same("no longer", since(), time.Time{})
	planned, _, err = s.Plan(ctx, now, 9, sendAll(today))
	s.is(err, nil)
	s.same("planned afterwards", planned.Sent, 1)
	rows, err = s.Claim(ctx, reminders.Sender{Platform: people.Slack, Workspace: p.NudgeAt.Workspace}, "me", now, now.Add(time.Minute), 9)
	s.is(err, nil)
	s.same("claimed afterwards", []any{len(rows), rows[0].ID}, []any{2, waits.ID})
}

// figures are counts of people, of what was sent and of what was answered.
func figures(s *suite) {
	const begun = -70 * day
	p, q := s.person(slack(1)), s.person(slack(2))
	s.update(func(tx bot.Tx) error {
		for _, a := range []bot.Answered{{Kind: "answered", Topic: "a/b"}, {Kind: "unanswered", Topic: "c/d"}, {Kind: "unanswered", Topic: "c/d"}, {Kind: "unanswered"}, {Kind: "helped", Topic: "a/b"}, {Kind: "missed", Topic: "c/d"}} {
			s.is(tx.CountAnswer(today, a), nil)
		}
		s.is(tx.CountAnswer("2025-11-03", bot.Answered{Kind: "answered"}), nil) // long ago
		p.LastSeen, q.OptedIn, q.LastSeen, q.Stopped = now.Add(-day), false, now.Add(-60*day), true
		s.is(tx.SavePerson(p), nil)
		s.is(tx.SavePerson(q), nil)
		for _, c := range []struct {
			who      people.PersonID
			opened   time.Duration
			answered bool
		}{{p.ID, begun, true}, {p.ID, begun + 35*day, true}, {p.ID, -day, false}, {q.ID, begun, true}, {q.ID, -2 * day, true}} {
			at := now.Add(c.opened)
			in, err := tx.OpenCheckIn(people.CheckIn{Person: c.who, Date: at.Format(time.DateOnly), Opened: at})
			s.is(err, nil)
			if c.answered {
				in.Answered = at.Add(time.Hour)
				s.is(tx.SaveCheckIn(in), nil)
			}
		}
		return nil
	})
	s.put(bot.Outgoing{Person: q.ID, Kind: people.KindCheckIn, Date: today, User: q.NudgeAt, Due: now, NotBefore: now})
	s.view(func(tx bot.Tx) error {
		f, err := tx.Stats(now)
		s.is(err, nil)
		s.same("people", []int{f.People, f.Active, f.CheckInsOn, f.Stopped}, []int{2, 1, 1, 1})
		s.same("answers", f.Answers, map[string]int{"answered": 1, "unanswered": 3, "helped": 1, "missed": 1})
		s.same("unanswered", f.Unanswered, []bot.Count{{Name: "c/d", N: 2}})
		s.same("missed", f.Missed, []bot.Count{{Name: "c/d", N: 1}})
		s.same("check-ins", []int{f.CheckIns, f.Replied}, []int{2, 1})
		s.same("weeks five to eight", []int{f.Started, f.Steady}, []int{2, 1})
		s.same("deliveries", f.Deliveries, map[bot.DeliveryState]int{bot.Pending: 1})
		all, err := tx.PeopleOf(people.Slack, slack(1).ID)
		s.is(err, nil)
		s.same("by id", all, []people.PersonID{p.ID})
		all, err = tx.PeopleOf(people.Discord, slack(1).ID)
		s.same("on another platform", []any{len(all), err}, []any{0, error(nil)})
		return err
	})
}

package dbtest

import (
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/reminders"
)

// steps belong to a goal of their person, who alone can change them, and go
// with the goal and with nothing else; a goal keeps the day it is due.
func steps(s *suite) {
	a, b := s.person(slack(1)), s.person(slack(2))
	var one, two people.Step
	var g people.Goal
	s.update(func(tx bot.Tx) (err error) {
		if g, err = tx.AddGoal(people.Goal{Person: a.ID, Horizon: people.Year1, Text: "g", State: people.Open, Due: "2026-06-30", Created: now, Updated: now}); err != nil {
			return err
		}
		if one, err = tx.AddStep(a.ID, people.Step{Goal: g.ID, Text: "first", Made: now}); err != nil {
			return err
		}
		two, err = tx.AddStep(a.ID, people.Step{Goal: g.ID, Text: "second", Made: now})
		return err
	})
	s.is(s.Update(s.Context(), func(tx bot.Tx) error { return tx.SaveStep(b.ID, one) }), bot.ErrNotFound)
	s.is(s.Update(s.Context(), func(tx bot.Tx) error { return tx.DropStep(b.ID, one.ID) }), bot.ErrNotFound)
	s.update(func(tx bot.Tx) error {
		one.Done = now
		s.is(tx.SaveStep(a.ID, one), nil)
		g.Due = "2026-09-30"
		return tx.SaveGoal(g)
	})
	s.update(func(tx bot.Tx) error { return tx.Merge(b.ID, a.ID) })
	s.view(func(tx bot.Tx) error {
		list, err := tx.Steps(b.ID)
		s.same("steps", list, []people.Step{one, two})
		mine, err2 := tx.GoalByID(b.ID, g.ID)
		s.is(err2, nil)
		s.same("due", mine.Due, "2026-09-30")
		return err
	})
	s.update(func(tx bot.Tx) error { return tx.DropStep(b.ID, two.ID) })
	s.update(func(tx bot.Tx) error {
		mine, err := tx.GoalByID(b.ID, g.ID)
		s.is(err, nil)
		return tx.RemoveGoal(b.ID, mine.Number)
	})
	s.view(func(tx bot.Tx) error {
		list, err := tx.Steps(b.ID)
		s.same("no steps without their goal", len(list), 0)
		return err
	})
}

// A reminder that waits comes due once; one that is held back is asked about
// again, at the time given or an hour later; one that was planned waits no
// more, and stays readable for who composes it.
func remindersOnce(s *suite) {
	ctx := s.Context()
	p, other := s.person(slack(1)), s.person(slack(2))
	at := now.Add(3 * day)
	var due, later, gone people.Reminder
	s.update(func(tx bot.Tx) (err error) {
		if due, err = tx.AddReminder(p.ID, people.Reminder{Goal: 7, Text: "call", Date: "2026-03-05", Minute: 540, Timed: true, At: at, Asked: now}); err != nil {
			return err
		}
		if later, err = tx.AddReminder(p.ID, people.Reminder{Text: "later", Date: "2026-03-09", At: at.Add(4 * day), Asked: now}); err != nil {
			return err
		}
		gone, err = tx.AddReminder(p.ID, people.Reminder{Text: "gone", Date: "2026-03-05", At: at, Asked: now})
		return err
	})
	s.is(s.Update(ctx, func(tx bot.Tx) error { return tx.DropReminder(other.ID, gone.ID) }), bot.ErrNotFound)
	s.is(s.Update(ctx, func(tx bot.Tx) error { return tx.SaveReminder(other.ID, due) }), bot.ErrNotFound)
	s.update(func(tx bot.Tx) error { return tx.DropReminder(p.ID, gone.ID) })
	s.view(func(tx bot.Tx) error {
		list, err := tx.Reminders(p.ID)
		s.same("what waits", list, []people.Reminder{due, later})
		return err
	})
	next, err := s.NextDue(ctx)
	s.is(err, nil)
	s.same("the runner wakes for it", next, at)

	var asked []people.Reminder
	decide := func(dec reminders.Decision) func(reminders.Person) reminders.Decision {
		return func(who reminders.Person) reminders.Decision {
			s.same("what is asked", []any{who.ID, who.Kind}, []any{p.ID, people.KindReminder})
			asked = append(asked, who.Reminder)
			return dec
		}
	}
	follow := func(when time.Time, dec reminders.Decision) reminders.Planned {
		s.Helper()
		planned, err := s.FollowUps(ctx, when, 9, decide(dec))
		s.is(err, nil)
		return planned
	}
	s.same("not yet", follow(at.Add(-time.Second), reminders.Decision{Send: true}), reminders.Planned{})
	s.same("held", follow(at, reminders.Decision{NotBefore: at.Add(20 * time.Minute)}), reminders.Planned{})
	s.same("held until then", follow(at.Add(19*time.Minute), reminders.Decision{Send: true}), reminders.Planned{})
	s.same("held for long", follow(at.Add(20*time.Minute), reminders.Decision{NotBefore: at.Add(9 * day)}), reminders.Planned{})
	again := at.Add(20*time.Minute + time.Hour)
	s.same("an hour later", follow(again, reminders.Decision{Send: true, Date: "2026-03-05", NotBefore: again}), reminders.Planned{Sent: 1})
	s.same("once", follow(again.Add(time.Hour), reminders.Decision{Send: true}), reminders.Planned{})
	s.same("asked", asked, []people.Reminder{due, due, due})
	list, err := s.List(ctx, nil, 9)
	s.is(err, nil)
	s.same("row", list, []bot.Outgoing{{ID: list[0].ID, Key: list[0].Key, Person: p.ID, Kind: people.KindReminder, Date: "2026-03-05",
		Subject: list[0].Subject, User: p.NudgeAt, Due: at, NotBefore: again, State: bot.Pending}})
	s.view(func(tx bot.Tx) error {
		list, err := tx.Reminders(p.ID)
		s.same("what still waits", list, []people.Reminder{later})
		sent, err2 := tx.Reminder(p.ID, due.ID)
		s.is(err2, nil)
		s.same("planned", sent.Planned, true)
		return err
	})
	s.is(s.Update(ctx, func(tx bot.Tx) error { return tx.SaveReminder(p.ID, due) }), bot.ErrNotFound)
	s.is(s.Prune(ctx, at.Add(60*day)), nil)
	s.view(func(tx bot.Tx) error {
		_, err := tx.Reminder(p.ID, due.ID)
		s.is(err, bot.ErrNotFound)
		list, err := tx.Reminders(p.ID)
		s.same("one that waits is kept", list, []people.Reminder{later})
		return err
	})
}

package dbtest

import (
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

func goals(s *suite) {
	p, other := s.person(slack(1)), s.person(slack(2))
	g := people.Goal{Person: p.ID, Horizon: people.Years3, Text: "lead a team 🚀", State: people.Open, Reached: "when eight people come", Ended: "2026-03-31", Proposal: "p1", Created: now, Updated: now}
	s.update(func(tx bot.Tx) (err error) {
		if g, err = tx.AddGoal(g); err != nil {
			return err
		}
		second, err := tx.AddGoal(people.Goal{Person: p.ID})
		s.same("numbers", []int{g.Number, second.Number}, []int{1, 2})
		_, err2 := tx.AddGoal(people.Goal{Person: 99})
		s.is(err2, bot.ErrNotFound)
		return err
	})
	g.Text, g.State, g.Closed, g.Updated, g.Horizon = "led", people.Done, now.Add(time.Hour), now.Add(time.Hour), people.Year1
	s.update(func(tx bot.Tx) error { return tx.SaveGoal(g) })
	s.view(func(tx bot.Tx) error {
		got, err := tx.Goal(p.ID, 1)
		s.is(err, nil)
		s.same("goal", got, g)
		got, err = tx.GoalByID(p.ID, g.ID)
		s.is(err, nil)
		s.same("goal by id", got, g)
		list, err := tx.Goals(p.ID)
		s.same("goals", len(list), 2)
		_, err2 := tx.Goal(p.ID, 3)
		s.is(err2, bot.ErrNotFound)
		_, err2 = tx.GoalByID(other.ID, g.ID) // an old button in other hands
		s.is(err2, bot.ErrNotFound)
		return err
	})
	g.Person = other.ID
	s.is(s.Update(s.Context(), func(tx bot.Tx) error { return tx.SaveGoal(g) }), bot.ErrNotFound)
}

func certs(s *suite) {
	p := s.person(slack(1))
	c := people.Certification{Person: p.ID, Catalog: "aws-saa", Name: "AWS", Earned: "2025-03-03", Expires: "2028-03-03",
		NoExpiry: true, Link: "https://badge", Created: now}
	s.update(func(tx bot.Tx) (err error) {
		c, err = tx.AddCert(c)
		return err
	})
	c.Name, c.Removed = "AWS SAA", now.Add(time.Hour)
	s.update(func(tx bot.Tx) error { return tx.SaveCert(c) })
	s.view(func(tx bot.Tx) error {
		got, err := tx.Cert(p.ID, 1) // also a removed one
		s.is(err, nil)
		s.same("certification", got, c)
		list, err := tx.Certs(p.ID)
		s.same("certifications", len(list), 0)
		_, err2 := tx.Cert(p.ID, 2)
		s.is(err2, bot.ErrNotFound)
		return err
	})
	c.Removed = time.Time{}
	s.update(func(tx bot.Tx) error {
		if err := tx.SaveCert(c); err != nil {
			return err
		}
		next, err := tx.AddCert(people.Certification{Person: p.ID, Name: "another", Earned: today})
		s.same("next number", next.Number, 2)
		s.is(tx.SaveCert(people.Certification{ID: 99, Person: p.ID}), bot.ErrNotFound)
		return err
	})
	s.view(func(tx bot.Tx) error {
		list, err := tx.Certs(p.ID)
		s.same("brought back, oldest first", []string{list[0].Name, list[1].Name}, []string{"AWS SAA", "another"})
		return err
	})
}

func checkIns(s *suite) {
	p := s.person(slack(1))
	c := people.CheckIn{Person: p.ID, Date: today, Horizons: []people.Horizon{people.Year1, people.Years5}, Opened: now}
	var g1, g2 people.Goal
	s.update(func(tx bot.Tx) (err error) {
		g1, _ = tx.AddGoal(people.Goal{Person: p.ID})
		g2, _ = tx.AddGoal(people.Goal{Person: p.ID})
		c, err = tx.OpenCheckIn(c)
		return err
	})
	c.Answered = now.Add(time.Minute)
	c.Entries = []people.Entry{
		{Goal: g2.ID, Status: people.StatusStuck, Confidence: 4, Next: "call Ana", When: "friday, 9", Where: "office", At: now},
		{Goal: g1.ID, Status: people.StatusOnTrack, At: now},
	}
	s.update(func(tx bot.Tx) error { return tx.SaveCheckIn(c) })
	c.Entries[1].Status = people.StatusDone // an edit
	s.update(func(tx bot.Tx) error {
		if err := tx.SaveCheckIn(c); err != nil {
			return err
		}
		again, err := tx.OpenCheckIn(people.CheckIn{Person: p.ID, Date: today, Opened: now.Add(time.Hour)})
		s.is(err, nil)
		s.same("one scheduled check-in a date", again, c)
		for range 2 {
			asked, err := tx.OpenCheckIn(people.CheckIn{Person: p.ID, Date: today, Opened: now.Add(2 * time.Hour), Asked: true})
			s.is(err, nil)
			if asked.ID == c.ID {
				s.Error("one that was asked for is the scheduled one")
			}
		}
		s.is(tx.SaveCheckIn(people.CheckIn{ID: c.ID, Person: 99}), bot.ErrNotFound)
		return nil
	})
	s.view(func(tx bot.Tx) error {
		got, err := tx.CheckIn(p.ID, c.ID)
		s.is(err, nil)
		s.same("check-in, entries in order", got, c)
		list, err := tx.CheckIns(p.ID, 2)
		s.is(err, nil)
		s.same("the newest, newest first", []bool{list[0].Asked, list[1].Asked, list[0].ID > list[1].ID}, []bool{true, true, true})
		list, err = tx.CheckIns(p.ID, 9)
		s.same("the oldest last", list[2], c)
		_, err2 := tx.CheckIn(99, c.ID)
		s.is(err2, bot.ErrNotFound)
		return err
	})
}

func schedules(s *suite) {
	p := s.person(slack(1))
	a := people.Schedule{Person: p.ID, Horizon: people.Year1, Zone: "Europe/Paris", Next: now, Chosen: true,
		Plan: people.Plan{Cron: "0 9 * * 1", EveryWeeks: 2, Anchor: today, Nth: -1}}
	b := people.Schedule{Person: p.ID, Horizon: people.Years3}
	s.update(func(tx bot.Tx) (err error) {
		if b, err = tx.PutSchedule(b); err != nil {
			return err
		}
		a, err = tx.PutSchedule(a)
		return err
	})
	s.view(func(tx bot.Tx) error {
		list, err := tx.Schedules(p.ID)
		s.same("schedules, nearest first", list, []people.Schedule{a, b})
		return err
	})
	changed := a
	changed.ID, changed.Plan.Cron, changed.Next = 0, "0 8 * * 2", now.Add(day)
	s.update(func(tx bot.Tx) (err error) {
		if changed, err = tx.PutSchedule(changed); err != nil {
			return err
		}
		s.same("keeps its id", changed.ID, a.ID)
		s.is(tx.DropSchedule(p.ID, people.Years5), bot.ErrNotFound)
		_, err = tx.PutSchedule(people.Schedule{Person: 99})
		s.is(err, bot.ErrNotFound)
		return tx.DropSchedule(p.ID, people.Years3)
	})
	s.view(func(tx bot.Tx) error {
		list, err := tx.Schedules(p.ID)
		s.same("replaced and dropped", list, []people.Schedule{changed})
		return err
	})
	next, err := s.NextDue(s.Context())
	s.is(err, nil)
	s.same("next due", next, changed.Next)
}

func conversations(s *suite) {
	p := s.person(slack(1))
	s.update(func(tx bot.Tx) error {
		got, err := tx.Conversation(p.ID, "slack/T1/C1/")
		s.is(err, nil)
		s.same("none", got, []byte(nil))
		s.is(tx.PutConversation(p.ID, "slack/T1/C1/", []byte{0, 255, 7}, now), nil)
		s.is(tx.PutConversation(p.ID, "slack/T1/C2/", nil, now), nil)
		return tx.PutConversation(p.ID, "slack/T1/C1/", []byte("b\x00"), now.Add(time.Minute))
	})
	s.view(func(tx bot.Tx) error {
		got, err := tx.Conversation(p.ID, "slack/T1/C1/")
		s.same("the last state", got, []byte("b\x00"))
		return err
	})
}

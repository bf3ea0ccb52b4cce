package dbtest

import (
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// whole is a person of whom everything is known.
func whole(mark string) people.Person {
	return people.Person{
		Created: now, Lang: "fr", Zone: "Europe/" + mark, ZoneAsked: true, Role: "role " + mark, Target: "target " + mark,
		OptedIn: true, Stopped: true, PausedUntil: people.Forever, Absences: []people.Absence{{From: "2026-01-01", To: "2026-01-31"}, {From: "2026-03-16", To: "2026-03-20"}},
		QuietFrom: 21 * 60, QuietTo: 7 * 60, Silences: 2, Slowed: true, Resting: true,
		NudgeAt: people.UserRef{Platform: people.Slack, Workspace: "T" + mark, ID: "U" + mark}, NudgeChosen: true,
		Fallback: people.Address{Platform: people.Slack, Workspace: "T" + mark, Channel: "C" + mark, Thread: "1." + mark},
		LastSeen: now.Add(time.Millisecond), Spoke: "fr", DeliveryFault: "fault " + mark,
	}
}

func testPeople(s *suite) {
	s.view(func(tx bot.Tx) error {
		_, err := tx.PersonOf(slack(1))
		s.is(err, bot.ErrNotFound)
		_, err = tx.Person(1)
		s.is(err, bot.ErrNotFound)
		return nil
	})
	p := whole("1")
	s.update(func(tx bot.Tx) error {
		got, err := tx.AddPerson(slack(1), p)
		if err != nil {
			return err
		}
		p.ID, p.LogID = got.ID, got.LogID
		s.same("added", got, p)
		if len(got.LogID) < 8 {
			s.Errorf("the log has no name for a person: %q", got.LogID)
		}
		_, err = tx.AddPerson(slack(1), people.Person{})
		s.is(err, bot.ErrDuplicate)
		return nil // what went before the duplicate is kept
	})
	s.same("kept", s.read(p.ID), p)
	s.view(func(tx bot.Tx) error {
		got, err := tx.PersonOf(slack(1))
		s.same("by identity", got, p)
		return err
	})

	p = people.Person{ID: p.ID, Created: now, LogID: p.LogID}
	s.update(func(tx bot.Tx) error {
		changed := p
		changed.LogID = "another" // it is the store's to give
		return tx.SavePerson(changed)
	})
	s.same("emptied", s.read(p.ID), p)
	s.is(s.Update(s.Context(), func(tx bot.Tx) error { return tx.SavePerson(people.Person{ID: 99}) }), bot.ErrNotFound)

	fresh := s.person(discord(1))
	if fresh.ID == p.ID || fresh.LogID == p.LogID {
		s.Fatal("two people, one id")
	}
	s.same("default quiet hours", []int{fresh.QuietFrom, fresh.QuietTo}, []int{people.DefaultQuietFrom, people.DefaultQuietTo})
	s.same("nudged where first met", fresh.NudgeAt, discord(1))
}

// Nudges that wait follow the person to where they want them now.
func redirect(s *suite, p people.Person) {
	s.Helper()
	d := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: today, User: p.NudgeAt, Due: now})
	reply := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: "e", User: p.NudgeAt, Due: now,
		To: people.Address{Platform: people.Slack, Workspace: "T1", Channel: "C"}})
	p.NudgeAt = discord(7)
	s.update(func(tx bot.Tx) error { return tx.SavePerson(p) })
	s.same("nudge goes to", s.row(d.ID).User, discord(7))
	s.same("reply goes to", s.row(reply.ID).User, slack(1))
	senders, err := s.Senders(s.Context(), now)
	s.is(err, nil)
	s.same("senders", len(senders), 2)
}

func linkCodes(s *suite) {
	p := s.person(slack(1))
	redirect(s, p)
	put := func(hash string, expires time.Time) {
		s.update(func(tx bot.Tx) error { return tx.PutLinkCode(p.ID, hash, expires) })
	}
	take := func(hash string, at time.Time) (id people.PersonID, err error) {
		err = s.Update(s.Context(), func(tx bot.Tx) error {
			id, err = tx.TakeLinkCode(hash, at)
			return err
		})
		return id, err
	}
	put("old", now.Add(time.Hour))
	put("new", now.Add(time.Hour))
	_, err := take("old", now)
	s.is(err, bot.ErrNotFound) // one a person
	_, err = take("new", now.Add(time.Hour))
	s.is(err, bot.ErrNotFound) // past
	id, err := take("new", now)
	s.is(err, nil)
	s.same("person of the code", id, p.ID)
	_, err = take("new", now)
	s.is(err, bot.ErrNotFound) // once
	s.is(s.Update(s.Context(), func(tx bot.Tx) error { return tx.PutLinkCode(99, "x", now) }), bot.ErrNotFound)
}

func merge(s *suite) {
	a, b := s.person(slack(1)), s.person(discord(1))
	var bGoal people.Goal
	s.update(func(tx bot.Tx) error {
		a.Role, a.Target = "analyst", ""
		b.Role, b.Target, b.TargetTitle, b.Created = "developer", "manager", "chief", now.Add(-day)
		a.Zone = ""
		for _, p := range []people.Person{a, b} {
			if err := tx.SavePerson(p); err != nil {
				return err
			}
			fill(s, tx, p, "x")
		}
		gs, err := tx.Goals(b.ID)
		bGoal = gs[0]
		if _, err := tx.PutSchedule(people.Schedule{Person: b.ID, Horizon: people.Years5, Zone: "B", Next: now}); err != nil {
			return err
		}
		return err
	})
	before, err := s.Dump(s.Context())
	s.is(err, nil)
	s.update(func(tx bot.Tx) error { return tx.Merge(a.ID, b.ID) })
	after, err := s.Dump(s.Context())
	s.is(err, nil)
	for table, rows := range after {
		for _, row := range rows {
			if row["person_id"] == int64(b.ID) {
				s.Errorf("%s still has a row of who was merged: %v", table, row)
			}
		}
	}
	for _, table := range []string{"identities", "goals", "certifications", "check_ins", "entries"} {
		s.same("rows of "+table, len(after[table]), len(before[table]))
	}
	s.view(func(tx bot.Tx) error {
		users, err := tx.Identities(a.ID)
		s.is(err, nil)
		s.same("identities", users, []people.UserRef{slack(1), discord(1)})
		p, err := tx.PersonOf(discord(1))
		s.is(err, nil)
		s.same("merged", []any{p.ID, p.Role, p.RoleTitle, p.Target, p.TargetTitle, p.Created, p.Zone}, []any{a.ID, "analyst", "", "manager", "chief", now.Add(-day), "UTC"})
		_, err = tx.Person(b.ID)
		s.is(err, bot.ErrNotFound)
		gs, err := tx.Goals(a.ID)
		s.is(err, nil)
		s.same("goals", len(gs), 2)
		s.same("renumbered", []int{gs[0].Number, gs[1].Number}, []int{1, 2})
		s.same("same row", gs[1].ID, bGoal.ID)
		list, err := tx.Schedules(a.ID)
		s.is(err, nil)
		s.same("schedules", len(list), 2)
		s.same("its own wins", list[0].Zone, "zone x")
		s.same("the other's comes along", list[1].Zone, "B")
		visits, err := tx.CheckIns(a.ID, 9)
		s.is(err, nil)
		s.same("one scheduled check-in a date", []bool{visits[0].Asked, visits[1].Asked}, []bool{true, false})
		s.same("its own", visits[1].Entries[0].Goal, gs[0].ID)
		for _, c := range visits {
			s.same("entries come along", len(c.Entries), 1)
		}
		return nil
	})
	s.update(func(tx bot.Tx) error { // numbers go on after both
		g, err := tx.AddGoal(people.Goal{Person: a.ID})
		s.same("next number", g.Number, 3)
		s.is(tx.Merge(a.ID, 99), bot.ErrNotFound)
		s.is(tx.Merge(a.ID, a.ID), bot.ErrDuplicate)
		return err
	})
	s.balanced()
}

func split(s *suite) {
	a := s.person(slack(1))
	s.is(s.Update(s.Context(), func(tx bot.Tx) error {
		_, err := tx.Split(slack(1), now)
		return err
	}), bot.ErrNotFound) // the only one
	b := s.person(discord(1))
	s.update(func(tx bot.Tx) error {
		if err := tx.Merge(a.ID, b.ID); err != nil {
			return err
		}
		_, err := tx.AddGoal(people.Goal{Person: a.ID, Text: "stays"})
		return err
	})
	s.update(func(tx bot.Tx) error {
		p, err := tx.Split(slack(1), now)
		s.is(err, nil)
		s.same("new and empty", []any{p.Created, p.OptedIn, p.NudgeAt}, []any{now, false, slack(1)})
		gs, err := tx.Goals(p.ID)
		s.same("its goals", len(gs), 0)
		s.is(err, nil)
		old, err := tx.PersonOf(discord(1))
		s.is(err, nil)
		s.same("stays", old.ID, a.ID)
		s.same("nudged at what stays", old.NudgeAt, discord(1))
		_, err = tx.Split(slack(9), now)
		s.is(err, bot.ErrNotFound)
		return nil
	})
}

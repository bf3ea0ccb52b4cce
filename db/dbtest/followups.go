package dbtest

import (
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/reminders"
)

func followUps(s *suite) {
	ctx := s.Context()
	silent, answered, paused := s.person(slack(1)), s.person(slack(2)), s.person(slack(3))
	for _, p := range []people.Person{silent, answered, paused} {
		d := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: today, Horizons: people.Horizons[:2], User: p.NudgeAt, Due: now})
		s.is(s.Finish(ctx, map[int64]bot.Outcome{d.ID: {State: bot.Sent, At: now, Message: "m"}}), nil)
	}
	s.update(func(tx bot.Tx) error {
		c, err := tx.OpenCheckIn(people.CheckIn{Person: answered.ID, Date: today, Opened: now})
		s.is(err, nil)
		c.Answered = now.Add(time.Hour)
		s.is(tx.SaveCheckIn(c), nil)
		paused.PausedUntil = people.Forever
		return tx.SavePerson(paused)
	})
	var asked []people.PersonID
	decide := func(dec reminders.Decision) func(reminders.Person) reminders.Decision {
		return func(p reminders.Person) reminders.Decision {
			s.same("what is asked", p.Kind, people.KindFollowUp)
			asked = append(asked, p.ID)
			return dec
		}
	}
	planned, err := s.FollowUps(ctx, now.Add(day-time.Second), 9, decide(reminders.Decision{}))
	s.is(err, nil)
	s.same("not yet", []any{planned, len(asked)}, []any{reminders.Planned{}, 0})
	_, err = s.FollowUps(ctx, now.Add(day), 9, decide(reminders.Decision{})) // not now
	s.is(err, nil)
	s.same("asked", asked, []people.PersonID{silent.ID})
	send := reminders.Decision{Send: true, Date: "2026-03-03", NotBefore: now.Add(day + 2*time.Hour)}
	planned, err = s.FollowUps(ctx, now.Add(day+time.Minute), 9, decide(send))
	s.is(err, nil)
	s.same("not asked at once", planned.Sent, 0)
	planned, err = s.FollowUps(ctx, now.Add(day+time.Hour), 9, decide(send))
	s.is(err, nil)
	s.same("planned", planned, reminders.Planned{Sent: 1})
	planned, err = s.FollowUps(ctx, now.Add(day+time.Hour), 9, decide(send))
	s.is(err, nil)
	s.same("once", planned, reminders.Planned{})
	list, err := s.List(ctx, nil, 9)
	s.is(err, nil)
	s.same("row", list, []bot.Outgoing{{ID: list[0].ID, Key: list[0].Key, Person: silent.ID, Kind: people.KindFollowUp, Date: "2026-03-03",
		Subject: today, Horizons: people.Horizons[:2], User: silent.NudgeAt, Due: list[0].Due, NotBefore: send.NotBefore, State: bot.Pending}})
	s.same("nobody was silent yet", s.read(silent.ID).Silences, 0)
}

// A follow-up without an answer is a silence; the third brings the question,
// once, and slows the person.
func silences(s *suite) {
	ctx := s.Context()
	p := s.person(slack(1))
	var kinds []people.Kind
	decide := func(p reminders.Person) reminders.Decision {
		kinds = append(kinds, p.Kind)
		return reminders.Decision{Send: true}
	}
	sendAllOf := func(at time.Time) {
		rows, err := s.Claim(ctx, slackT1, "a", at, at.Add(time.Minute), 9)
		s.is(err, nil)
		how := map[int64]bot.Outcome{}
		for _, r := range rows {
			how[r.ID] = bot.Outcome{State: bot.Sent, At: at, Message: "m"}
		}
		s.is(s.Finish(ctx, how), nil)
	}
	at := now
	for week := range 5 {
		s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: at.Format(time.DateOnly), User: slack(1), Due: at})
		for range 4 {
			sendAllOf(at)
			_, err := s.FollowUps(ctx, at, 9, decide)
			s.is(err, nil)
			at = at.Add(day)
		}
		got := s.read(p.ID)
		s.same("silences", []any{got.Silences, got.Slowed}, []any{week + 1, week >= 2})
		at = at.Add(3 * day)
	}
	f, q := people.KindFollowUp, people.KindSilence
	s.same("asked", kinds, []people.Kind{f, f, f, q, f, f})
	// An answer to the check-in that came after the follow-up is no silence.
	s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: at.Format(time.DateOnly), User: slack(1), Due: at})
	sendAllOf(at)
	_, err := s.FollowUps(ctx, at.Add(day), 9, decide)
	s.is(err, nil)
	sendAllOf(at.Add(day))
	s.update(func(tx bot.Tx) error {
		c, err := tx.OpenCheckIn(people.CheckIn{Person: p.ID, Date: at.Format(time.DateOnly), Opened: at})
		c.Answered = at.Add(day + time.Hour)
		s.is(tx.SaveCheckIn(c), nil)
		return err
	})
	_, err = s.FollowUps(ctx, at.Add(3*day), 9, decide)
	s.is(err, nil)
	s.same("no further silence", s.read(p.ID).Silences, 5)
}

func expiry(s *suite) {
	ctx := s.Context()
	p, shy := s.person(slack(1)), s.person(slack(2))
	s.update(func(tx bot.Tx) (err error) {
		shy.OptedIn = false
		s.is(tx.SavePerson(shy), nil)
		for _, who := range []people.Person{p, shy} {
			if _, err = tx.AddCert(people.Certification{Person: who.ID, Name: "c", Earned: today, Expires: "2026-06-30", Created: now}); err != nil {
				return err
			}
		}
		_, err = tx.AddCert(people.Certification{Person: p.ID, Name: "never", Earned: today, NoExpiry: true, Created: now})
		return err
	})
	notes := map[string]people.PersonID{}
	for at := now; at.Before(now.Add(150 * day)); at = at.Add(day) {
		planned, err := s.FollowUps(ctx, at, 9, func(p reminders.Person) reminders.Decision {
			s.same("what is asked", p.Kind, people.KindExpiry)
			date := at.Format(time.DateOnly)
			if date == "2026-04-01" {
				return reminders.Decision{} // not today
			}
			notes[date] = p.ID
			return reminders.Decision{Send: true, Date: date}
		})
		s.is(err, nil)
		if planned.Sent > 1 || planned.Duplicates > 0 {
			s.Fatalf("planned %+v", planned)
		}
	}
	s.same("90 days before (asked again a day later), 30, 7, and on the day", notes,
		map[string]people.PersonID{"2026-04-02": p.ID, "2026-05-31": p.ID, "2026-06-23": p.ID, "2026-06-30": p.ID})
	list, err := s.List(ctx, nil, 9)
	s.is(err, nil)
	s.same("about", []any{list[0].Kind, list[0].Subject}, []any{people.KindExpiry, "1"})

	// A date that is changed is told anew; one that was removed is not.
	change := func(expires string, removed time.Time) {
		s.update(func(tx bot.Tx) error {
			mine, err := tx.Cert(p.ID, 1)
			s.is(err, nil)
			mine.Expires, mine.Removed = expires, removed
			return tx.SaveCert(mine)
		})
	}
	told := func(at time.Time) (n int) {
		planned, err := s.FollowUps(ctx, at, 9, func(reminders.Person) reminders.Decision { return reminders.Decision{Send: true} })
		s.is(err, nil)
		return planned.Sent
	}
	// What ran out is told once, and not what was logged so.
	over := func(at string) (names []string) {
		s.update(func(tx bot.Tx) error {
			list, err := tx.TellExpired(p.ID, at)
			for _, c := range list {
				names = append(names, c.Name)
			}
			return err
		})
		return names
	}
	s.update(func(tx bot.Tx) error {
		_, err := tx.AddCert(people.Certification{Person: p.ID, Name: "old", Earned: "2020-01-01", Expires: "2022-01-01", Created: now})
		return err
	})
	s.same("on its last day", len(over("2026-06-30")), 0)
	s.same("the day after", over("2026-07-01"), []string{"c"})
	s.same("once", len(over("2026-07-02")), 0)

	change("2027-01-31", now)
	s.same("removed", told(now.Add(300*day)), 0)
	change("2027-01-31", time.Time{})
	s.same("brought back", told(now.Add(300*day)), 1)
}

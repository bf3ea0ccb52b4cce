package dbtest

import (
	"strconv"

	"mentor/bot"
	"mentor/bot/people"
)

// direct: where somebody's private conversation is goes with their identity,
// through every change of who the person is, and with it.
func direct(s *suite) {
	at := func(channel string) people.Address {
		return people.Address{Platform: people.Slack, Workspace: "T1", Channel: channel}
	}
	n := 0
	// known puts a delivery for a user and gives where it may be brought.
	known := func(user people.UserRef) (bot.Outgoing, people.Address) {
		s.Helper()
		n++
		var d bot.Outgoing
		s.update(func(tx bot.Tx) error {
			p, err := tx.PersonOf(user)
			if err == nil {
				d, err = tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: strconv.Itoa(n), User: user, Due: now})
			}
			return err
		})
		rows, err := s.Claim(s.Context(), slackT1, "a", now, now.Add(day), 99)
		s.is(err, nil)
		for _, row := range rows {
			if row.ID == d.ID {
				return row, row.Direct
			}
		}
		s.Fatalf("delivery %d was not claimed", d.ID)
		return d, people.Address{}
	}
	sent := func(d bot.Outgoing, direct people.Address) {
		s.Helper()
		s.is(s.Finish(s.Context(), map[int64]bot.Outcome{d.ID: {State: bot.Sent, At: now, Message: "m", Direct: direct}}), nil)
	}
	a, b := s.person(slack(1)), s.person(slack(2))
	d, where := known(slack(1))
	s.same("not yet", where, people.Address{})
	sent(d, at("D1"))
	d, where = known(slack(1))
	s.same("kept", where, at("D1"))
	sent(d, people.Address{}) // no news
	d, where = known(slack(1))
	s.same("still", where, at("D1"))
	sent(d, at("D9"))
	d, where = known(slack(2))
	s.same("another's", where, people.Address{})
	sent(d, at("D2"))

	// A reply has its own place, and no other.
	s.same("a reply's", s.row(s.put(bot.Outgoing{Person: a.ID, Kind: people.KindReply, Subject: "e", User: slack(1), To: at("C1"), Due: now}).ID).Direct, people.Address{})

	s.update(func(tx bot.Tx) error { return tx.Merge(a.ID, b.ID) })
	_, where = known(slack(2))
	s.same("after linking", where, at("D2"))
	s.update(func(tx bot.Tx) error {
		_, err := tx.Split(slack(2), now)
		return err
	})
	_, where = known(slack(2))
	s.same("after unlinking", where, at("D2"))
	_, where = known(slack(1))
	s.same("who stays", where, at("D9"))
	s.update(func(tx bot.Tx) error { return tx.Forget(a.ID) })
	s.person(slack(1))
	_, where = known(slack(1))
	s.same("after forgetting", where, people.Address{})
}

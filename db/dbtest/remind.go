package dbtest

import (
	"context"
	"maps"
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/reminders"
)

// due gives a person a schedule that comes due at.
func (s *suite) due(p people.Person, h people.Horizon, at time.Time) (sch people.Schedule) {
	s.Helper()
	s.update(func(tx bot.Tx) (err error) {
		sch, err = tx.PutSchedule(people.Schedule{Person: p.ID, Horizon: h, Zone: "UTC", Next: at, Plan: people.Plan{Cron: "0 9 * * 1"}})
		return err
	})
	return sch
}

// sendAll sends everything due, and moves it on by a week.
func sendAll(date string) func(reminders.Due) reminders.Decision {
	return func(d reminders.Due) reminders.Decision {
		dec := reminders.Decision{Send: true, Kind: people.KindCheckIn, Date: date, Next: map[int64]time.Time{}}
		for _, sch := range d.Schedules {
			dec.Horizons = append(dec.Horizons, sch.Horizon)
			dec.Next[sch.ID] = sch.Next.Add(7 * day)
		}
		return dec
	}
}

func plan(s *suite) {
	ctx := s.Context()
	var ps []people.Person
	for n := range 3 {
		p := s.person(slack(n))
		ps = append(ps, p)
		s.due(p, people.Year1, now)
		s.due(p, people.Years3, now.Add(-time.Minute))
		s.due(p, people.Years5, now.Add(time.Hour))
	}
	next, err := s.NextDue(ctx)
	s.is(err, nil)
	s.same("next due", next, now.Add(-time.Minute))
	_, _, err = s.Plan(ctx, now.Add(-time.Hour), 9, nil) // nothing due: nothing asked
	s.is(err, nil)

	var asked []reminders.Due
	decide := func(d reminders.Due) reminders.Decision {
		asked = append(asked, d)
		return sendAll(today)(d)
	}
	planned, more, err := s.Plan(ctx, now, 2, decide)
	s.is(err, nil)
	s.same("a page", []any{planned.Sent, more}, []any{2, true})
	planned, more, err = s.Plan(ctx, now, 2, decide)
	s.is(err, nil)
	s.same("the rest", []any{planned.Sent, more}, []any{1, false})
	planned, more, err = s.Plan(ctx, now, 2, decide)
	s.is(err, nil)
	s.same("nothing left", []any{planned, more}, []any{reminders.Planned{}, false})
	s.same("each once", len(asked), 3)
	d := asked[0]
	s.same("whom", []any{d.Person.Person, d.Person.LastNudge}, []any{s.read(d.Person.ID), ""})
	s.same("due and later", []int{len(d.Schedules), len(d.Later)}, []int{2, 1})

	list, err := s.List(ctx, nil, 9)
	s.is(err, nil)
	s.same("rows", len(list), 3)
	row := list[0]
	s.same("row", row, bot.Outgoing{ID: row.ID, Key: row.Key, Person: row.Person, Kind: people.KindCheckIn, Date: today,
		Horizons: []people.Horizon{people.Year1, people.Years3}, User: slack(int(row.Person) - 1), State: bot.Pending,
		Due: now.Add(-time.Minute), NotBefore: now.Add(-time.Minute)})
	s.view(func(tx bot.Tx) error {
		list, err := tx.Schedules(ps[0].ID)
		s.same("moved on", []time.Time{list[0].Next, list[1].Next, list[2].Next},
			[]time.Time{now.Add(7 * day), now.Add(7*day - time.Minute), now.Add(time.Hour)})
		return err
	})

	// The same date again (a clock that was set back) is not sent twice.
	s.due(ps[0], people.Year1, now)
	planned, _, err = s.Plan(ctx, now, 9, func(d reminders.Due) reminders.Decision {
		s.same("last nudge", d.Person.LastNudge, today)
		return sendAll(today)(d)
	})
	s.is(err, nil)
	s.same("duplicate", planned, reminders.Planned{Duplicates: 1})
	s.balanced()
}

// Skipping is counted, joining moves later schedules on, and a person whose
// deciding fails holds nobody up.
func planDecisions(s *suite) {
	ctx := s.Context()
	skip, poison, spin, join, never := s.person(slack(0)), s.person(slack(1)), s.person(slack(2)), s.person(slack(3)), s.person(slack(4))
	for _, p := range []people.Person{skip, poison, spin, join, never} {
		s.due(p, people.Year1, now)
	}
	later := s.due(join, people.Years3, now.Add(time.Hour))
	planned, more, err := s.Plan(ctx, now, 9, func(d reminders.Due) reminders.Decision {
		dec := sendAll(today)(d)
		switch d.Person.ID {
		case skip.ID:
			dec.Send, dec.Skip = false, "late"
		case poison.ID:
			panic("poison")
		case spin.ID:
			dec.Next[d.Schedules[0].ID] = now
		case join.ID:
			dec.NotBefore = now.Add(10 * time.Minute)
			dec.Next[later.ID] = now.Add(30 * day)
		case never.ID:
			dec.Next = nil
		}
		return dec
	})
	s.is(err, nil)
	s.same("planned", planned, reminders.Planned{Sent: 2, Skipped: 1, Parked: 2})
	s.same("more", more, false)
	list, err := s.List(ctx, []bot.DeliveryState{bot.Skipped, bot.Parked, bot.Pending}, 9)
	s.is(err, nil)
	s.same("rows", len(list), 5)
	for _, row := range list {
		switch row.Person {
		case skip.ID:
			s.same("skipped", []any{row.State, row.Reason}, []any{bot.Skipped, "late"})
		case poison.ID, spin.ID:
			s.same("parked", row.State, bot.Parked)
			if row.Reason == "" || s.read(row.Person).DeliveryFault == "" {
				s.Error("nobody is told why")
			}
		case join.ID:
			s.same("not before", row.NotBefore, now.Add(10*time.Minute))
		}
	}
	s.view(func(tx bot.Tx) error {
		list, err := tx.Schedules(join.ID)
		s.same("joined", list[1].Next, now.Add(30*day))
		off, _ := tx.Schedules(never.ID)
		s.same("never", off[0].Next, time.Time{})
		again, _ := tx.Schedules(poison.ID)
		if !again[0].Next.After(now) {
			s.Error("the poisoned one comes at once again")
		}
		return err
	})
	s.balanced()
}

// What an outage has left unsent of an older date goes with the next check-in:
// nobody gets two late ones.
func takenIn(s *suite) {
	ctx := s.Context()
	p, other, early := s.person(slack(0)), s.person(slack(1)), s.person(slack(2))
	for _, who := range []people.Person{p, other, early} {
		s.due(who, people.Year1, now)
	}
	_, _, err := s.Plan(ctx, now, 9, func(d reminders.Due) reminders.Decision {
		dec := sendAll(today)(d)
		if d.Person.ID == early.ID {
			dec.NotBefore = now.Add(2 * day)
		}
		return dec
	})
	s.is(err, nil)
	s.due(early, people.Years5, now.Add(day))
	const tomorrow = "2026-03-03"
	s.due(p, people.Years5, now.Add(day))
	planned, _, err := s.Plan(ctx, now.Add(day), 9, sendAll(tomorrow))
	s.is(err, nil)
	s.same("planned", planned, reminders.Planned{Sent: 2})
	list, err := s.List(ctx, []bot.DeliveryState{bot.Pending}, 9)
	s.is(err, nil)
	dates := map[people.PersonID][]string{}
	for _, row := range list {
		dates[row.Person] = append(dates[row.Person], row.Date)
		if row.Person == p.ID {
			s.same("one for both", row.Horizons, []people.Horizon{people.Year1, people.Years5})
		}
	}
	s.same("waiting", dates, map[people.PersonID][]string{p.ID: {tomorrow},
		other.ID: {today}, early.ID: {today, tomorrow}}) // somebody else's, and what has its time yet to come
	list, err = s.List(ctx, []bot.DeliveryState{bot.Skipped}, 9)
	s.is(err, nil)
	s.same("taken in", []any{len(list), list[0].Person, list[0].Date}, []any{1, p.ID, today})
	s.balanced()
}

func claim(s *suite) {
	ctx := s.Context()
	p := s.person(slack(1))
	nudge := func(subject string, due, notBefore time.Time) bot.Outgoing {
		return s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Subject: subject, User: slack(1), Due: due, NotBefore: notBefore})
	}
	late := nudge("late", now.Add(-time.Hour), now.Add(-time.Minute))
	early := nudge("early", now.Add(-2*time.Hour), now.Add(-time.Minute))
	nudge("quiet", now.Add(-3*time.Hour), now.Add(time.Hour))
	answer := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: "e", Due: now, Payload: &bot.Reply{Text: "hi", Form: &bot.Form{ID: "f"}},
		To: people.Address{Platform: people.Slack, Workspace: "T1", Channel: "C1"}})
	s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, User: people.UserRef{Platform: people.Slack, Workspace: "T2", ID: "U"}, Due: now})

	senders, err := s.Senders(ctx, now)
	s.is(err, nil)
	s.same("senders", senders, []reminders.Sender{slackT1, {Platform: people.Slack, Workspace: "T2"}})
	claim := func(at time.Time, n int) (ids []int64, rows []bot.Outgoing) {
		rows, err := s.Claim(ctx, slackT1, "a", at, at.Add(time.Minute), n)
		s.is(err, nil)
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		return ids, rows
	}
	ids, rows := claim(now, 2)
	s.same("who waits for an answer, then who was due first", ids, []int64{answer.ID, early.ID})
	s.same("claimed", rows[0], bot.Outgoing{ID: answer.ID, Key: answer.Key, Person: p.ID, Kind: people.KindReply, Subject: "e",
		To: answer.To, Payload: answer.Payload, Due: now, NotBefore: now, State: bot.Claimed, Tries: 1})
	ids, _ = claim(now, 9)
	s.same("the rest", ids, []int64{late.ID})
	ids, _ = claim(now, 9)
	s.same("nothing left", ids, []int64(nil))
	ids, rows = claim(now.Add(time.Minute), 9)
	s.same("claims that have run out", len(ids), 3)
	s.same("tries", rows[0].Tries, 2)
	s.is(s.Finish(ctx, map[int64]bot.Outcome{late.ID: {State: bot.Pending, NotBefore: now.Add(30 * time.Minute), Reason: "retry"}}), nil)
	s.is(s.Release(ctx, "b"), nil)
	ids, _ = claim(now.Add(time.Minute), 9)
	s.same("nothing of a was b's", ids, []int64(nil))
	s.is(s.Release(ctx, "a"), nil)
	ids, _ = claim(now.Add(time.Minute), 9)
	slices.Sort(ids)
	s.same("what a gave back", ids, []int64{early.ID, answer.ID})
	ids, _ = claim(now.Add(2*time.Hour), 1)
	s.same("at most n", len(ids), 1)
	next, err := s.NextDue(ctx)
	s.is(err, nil)
	s.same("next due", next, now)
	s.balanced()
}

func finish(s *suite) {
	ctx := s.Context()
	p := s.person(slack(1))
	nudge := func(subject string) int64 {
		return s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: today, Subject: subject, User: slack(1), Due: now}).ID
	}
	sent, parked, skipped, again := nudge("1"), nudge("2"), nudge("3"), nudge("4")
	s.is(s.Finish(ctx, map[int64]bot.Outcome{
		parked: {State: bot.Parked, At: now, Reason: "closed DM"},
		again:  {State: bot.Pending, At: now, NotBefore: now.Add(time.Minute), Reason: "429"},
		99999:  {State: bot.Sent, At: now}, // forgotten meanwhile
	}), nil)
	s.same("told at the next contact", s.read(p.ID).DeliveryFault, "closed DM")
	s.is(s.Finish(ctx, map[int64]bot.Outcome{
		sent:    {State: bot.Sent, At: now, Message: "m"},
		skipped: {State: bot.Skipped, At: now, Reason: "pointless"},
	}), nil)
	s.same("nothing to tell any more", s.read(p.ID).DeliveryFault, "")
	hello := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindHello, Date: today, User: slack(1), Due: now}).ID
	s.is(s.Finish(ctx, map[int64]bot.Outcome{hello: {State: bot.Parked, At: now, Reason: "closed DM"}}), nil)
	s.same("the test message tells too", s.read(p.ID).DeliveryFault, "closed DM")
	answer := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: "event", User: slack(1), Due: now, Payload: &bot.Reply{Text: "x"}}).ID
	s.is(s.Finish(ctx, map[int64]bot.Outcome{answer: {State: bot.Sent, At: now, Message: "m"}}), nil)
	s.same("an answer says nothing of nudges", s.read(p.ID).DeliveryFault, "closed DM")
	got := map[int64][]any{}
	for _, id := range []int64{sent, parked, skipped, again} {
		r := s.row(id)
		got[id] = []any{r.State, r.Reason, r.Message}
	}
	s.same("rows", got, map[int64][]any{
		sent:    {bot.Sent, "", bot.MessageID("m")},
		parked:  {bot.Parked, "closed DM", bot.MessageID("")},
		skipped: {bot.Skipped, "pointless", bot.MessageID("")},
		again:   {bot.Pending, "429", bot.MessageID("")},
	})
	// What was sent stays sent, whoever comes late; what was parked may turn
	// out to have gone through.
	s.is(s.Finish(ctx, map[int64]bot.Outcome{sent: {State: bot.Pending, NotBefore: now}, parked: {State: bot.Sent, At: now, Message: "m2"}}), nil)
	s.same("sent", s.row(sent).State, bot.Sent)
	s.same("parked, yet sent", s.row(parked).State, bot.Sent)
	s.is(s.Finish(ctx, nil), nil)
	s.balanced()
}

func books(s *suite) {
	ctx := s.Context()
	p := s.person(slack(1))
	ids := map[string]int64{}
	for _, subject := range []string{"sent", "parked", "skipped", "pending", "claimed"} {
		ids[subject] = s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Subject: subject, User: slack(1), Due: now, NotBefore: now.Add(time.Hour)}).ID
	}
	s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Subject: "tomorrow", User: slack(1), Due: now.Add(day)})
	how := map[int64]bot.Outcome{}
	for _, state := range []bot.DeliveryState{bot.Sent, bot.Parked, bot.Skipped} {
		how[ids[string(state)]] = bot.Outcome{State: state, At: now}
	}
	s.is(s.Finish(ctx, how), nil)
	a, err := s.Audit(ctx, today, now)
	s.is(err, nil)
	s.same("audit", a, reminders.Audit{Day: today, Due: 5, Sent: 1, Parked: 1, Skipped: 1, Pending: 2})
	a, err = s.Audit(ctx, today, now) // again
	s.is(err, nil)
	s.same("difference", a.Difference(), 0)
	_, err = s.Audit(ctx, "yesterday", now)
	if err == nil {
		s.Error("no day, no error")
	}
	_, err = s.Claim(ctx, slackT1, "a", now.Add(time.Hour), now.Add(2*time.Hour), 1)
	s.is(err, nil)
	b, err := s.Backlog(ctx, now)
	s.is(err, nil)
	s.same("backlog that must wait", b, reminders.Backlog{Pending: 2, Claimed: 1, Parked: 1})
	b, err = s.Backlog(ctx, now.Add(time.Hour))
	s.is(err, nil)
	s.same("backlog", b.Oldest, now)
}

func outbox(s *suite) {
	ctx := s.Context()
	p := s.person(slack(1))
	var ids []int64
	for n := range 4 {
		d := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: string(rune('a' + n)), Due: now.Add(-time.Duration(n) * time.Minute),
			To: people.Address{Platform: people.Slack, Workspace: "T1", Channel: "C"}, Payload: &bot.Reply{Text: "secret"}})
		ids = append(ids, d.ID)
	}
	n, err := s.ParkWorkspace(ctx, slackT1, "token revoked", now)
	s.is(err, nil)
	s.same("parked", n, 4)
	list, err := s.List(ctx, []bot.DeliveryState{bot.Parked}, 3)
	s.is(err, nil)
	s.same("the oldest due first", []int64{list[0].ID, list[1].ID, list[2].ID}, []int64{ids[3], ids[2], ids[1]})
	s.same("a listing", []any{list[0].Reason, list[0].Payload == nil}, []any{"token revoked", true})
	n, err = s.Retry(ctx, []int64{ids[0], ids[1], 999}, now.Add(time.Minute))
	s.is(err, nil)
	s.same("tried again", n, 2)
	n, err = s.Drop(ctx, []int64{ids[1], ids[2], 999}, now)
	s.is(err, nil)
	s.same("dropped", n, 2)
	states := map[int64]bot.DeliveryState{}
	for _, id := range ids {
		states[id] = s.row(id).State
	}
	s.same("states", maps.Collect(maps.All(states)), map[int64]bot.DeliveryState{ids[0]: bot.Pending, ids[1]: bot.Skipped, ids[2]: bot.Skipped, ids[3]: bot.Parked})
	s.noPayload(ids[1])
	rows, err := s.Claim(context.WithoutCancel(ctx), slackT1, "a", now.Add(time.Minute), now.Add(time.Hour), 9)
	s.is(err, nil)
	s.same("what is tried again is still whole", rows[0].Payload, &bot.Reply{Text: "secret"})
	s.balanced()
}

package dbtest

import (
	"fmt"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

func event(n int) bot.Event {
	return bot.Event{
		ID: fmt.Sprintf("T1/C1/%d", n), At: now.Add(time.Duration(n) * time.Second), User: slack(1), DM: true, Forms: true,
		From: people.Address{Platform: people.Slack, Workspace: "T1", Channel: "C1", Thread: "1.2"},
		Body: bot.Command{Path: []string{"goal", "add"}, Args: map[string]string{"text": "é\x00\"<b>"}},
	}
}

func events(s *suite) {
	keep := func(ev bot.Event) (fresh bool) {
		s.update(func(tx bot.Tx) (err error) {
			fresh, err = tx.KeepEvent(ev)
			return err
		})
		return fresh
	}
	for n, want := range []bool{true, true, true} {
		s.same("fresh", keep(event(n)), want)
	}
	s.same("known", keep(event(1)), false)
	elsewhere := event(1)
	elsewhere.From.Platform = people.Discord
	s.same("the same id on another platform", keep(elsewhere), true)
	s.update(func(tx bot.Tx) error { return tx.MarkHandled(event(1)) })
	s.is(s.Update(s.Context(), func(tx bot.Tx) error { return tx.MarkHandled(event(1)) }), bot.ErrHandled)
	s.same("handled before", keep(event(1)), false)
	s.update(func(tx bot.Tx) error { return tx.MarkHandled(event(5)) }) // never kept
	s.is(s.Update(s.Context(), func(tx bot.Tx) error { return tx.MarkHandled(event(5)) }), bot.ErrHandled)
	s.view(func(tx bot.Tx) error {
		list, err := tx.WaitingEvents(people.Slack, 9)
		s.is(err, nil)
		s.same("waiting, oldest first", list, []bot.Event{event(0), event(2)})
		list, err = tx.WaitingEvents(people.Slack, 1)
		s.is(err, nil)
		s.same("at most", len(list), 1)
		all, err := tx.WaitingEvents(people.Slack, 0)
		s.same("all of them", len(all), 2)
		return err
	})
	atOnce := func(ev bot.Event) error {
		return s.Update(s.Context(), func(tx bot.Tx) error { return tx.MarkUnkept(ev) })
	}
	s.is(atOnce(event(1)), bot.ErrHandled)
	s.is(atOnce(event(2)), bot.ErrLater) // whoever kept it handles it
	s.is(atOnce(event(6)), bot.ErrLater) // another one of theirs waits
	s.same("not marked", keep(event(6)), true)
	idle := event(7)
	idle.User = slack(2)
	s.is(atOnce(idle), nil)
	s.is(atOnce(idle), bot.ErrHandled)
	s.same("handled at once", keep(idle), false)
	for _, n := range []int{0, 2, 6} {
		s.update(func(tx bot.Tx) error { return tx.MarkHandled(event(n)) })
	}
	s.is(atOnce(event(8)), nil)
	dump, err := s.Dump(s.Context())
	s.is(err, nil)
	for _, row := range dump["events"] {
		if strings.Contains(fmt.Sprint(row["key_hash"]), "T1/C1") {
			s.Error("a key is kept as it is")
		}
		if row["handled_at"] != nil && (row["payload"] != nil || row["user_id"] != "" || row["workspace"] != "") {
			s.Errorf("a handled event still says who and what: %v", row)
		}
	}
}

func deliveries(s *suite) {
	p := s.person(slack(1))
	reply := &bot.Reply{Text: "hi", Private: true, Blocks: []bot.Block{bot.Section{Title: "t", Text: "x"}, bot.Choices{Items: []bot.Choice{{Label: "a"}}}}}
	to := people.Address{Platform: people.Slack, Workspace: "T1", Channel: "C1", Thread: "1.2"}
	d := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: "slack:e1", To: to, User: slack(1), Payload: reply, Due: now})
	if len(d.Key) == 0 || len(d.Key) > 25 {
		s.Errorf("key %q is not a nonce", d.Key)
	}
	s.same("as it was put", d, bot.Outgoing{ID: d.ID, Key: d.Key, Person: p.ID, Kind: people.KindReply, Subject: "slack:e1", To: to,
		User: slack(1), Payload: reply, Due: now, NotBefore: now, State: bot.Pending})
	nudge := bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: today, Horizons: people.Horizons, User: slack(1), Due: now}
	first := s.put(nudge)
	s.is(s.Update(s.Context(), func(tx bot.Tx) error {
		_, err := tx.PutDelivery(nudge)
		return err
	}), bot.ErrDuplicate)
	nudge.Subject = "7"
	if other := s.put(nudge); other.Key == first.Key {
		s.Error("two rows, one key")
	}
	s.is(s.Update(s.Context(), func(tx bot.Tx) error {
		_, err := tx.PutDelivery(bot.Outgoing{Person: 99, Kind: people.KindReply})
		return err
	}), bot.ErrNotFound)

	claimed := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: "slack:e2", To: to, Payload: reply, Due: now, Claim: true})
	s.same("born claimed", []any{claimed.State, claimed.Tries}, []any{bot.Claimed, 1})
	_, err := s.Senders(s.Context(), now.Add(time.Hour)) // it is later than the event says
	s.is(err, nil)
	old := s.put(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: "slack:e3", To: to, Payload: reply, Due: now, Claim: true})
	rows, err := s.Claim(s.Context(), slackT1, "other", now.Add(time.Hour+time.Minute), now.Add(2*time.Hour), 9)
	s.is(err, nil)
	for _, r := range rows {
		if r.ID == old.ID {
			s.Error("a row that its process is just sending was claimed")
		}
	}
	s.update(func(tx bot.Tx) error {
		return tx.FinishDelivery(claimed.ID, bot.Outcome{State: bot.Sent, At: now, Message: "m1"})
	})
	s.is(s.Update(s.Context(), func(tx bot.Tx) error {
		return tx.FinishDelivery(9999, bot.Outcome{State: bot.Sent, At: now})
	}), bot.ErrNotFound)
	got := s.row(claimed.ID)
	s.same("sent", []any{got.State, got.Message, got.SentAt}, []any{bot.Sent, bot.MessageID("m1"), now})
	s.noPayload(claimed.ID)
	s.balanced()
}

func (s *suite) noPayload(id int64) {
	s.Helper()
	dump, err := s.Dump(s.Context())
	s.is(err, nil)
	for _, row := range dump["deliveries"] {
		if row["id"] == id && row["payload"] != nil {
			s.Errorf("a finished row still has its payload: %v", row)
		}
	}
}

// The last word to somebody who has been forgotten leaves no trace once sent.
func nobody(s *suite) {
	const mark = "zzlastwordzz"
	for _, how := range []bot.DeliveryState{bot.Sent, bot.Skipped} {
		d := s.put(bot.Outgoing{Kind: people.KindReply, Subject: "event " + mark, Due: now, Payload: &bot.Reply{Text: mark}, Claim: true,
			To: people.Address{Platform: people.Slack, Workspace: "T1", Channel: "C" + mark}, User: people.UserRef{Platform: people.Slack, ID: mark}})
		s.update(func(tx bot.Tx) error {
			return tx.FinishDelivery(d.ID, bot.Outcome{State: how, At: now, Message: bot.MessageID(mark), Reason: mark})
		})
	}
	dump, err := s.Dump(s.Context())
	s.is(err, nil)
	if strings.Contains(fmt.Sprint(dump), mark) {
		s.Errorf("a trace is kept: %v", dump["deliveries"])
	}
	s.balanced()
}

func workspaces(s *suite) {
	p, other := s.person(slack(1)), s.person(discord(1))
	s.put(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: today, User: slack(1), Due: now})
	s.put(bot.Outgoing{Person: other.ID, Kind: people.KindCheckIn, Date: today, User: discord(1), Due: now})
	s.update(func(tx bot.Tx) error { return tx.WorkspaceGone(people.Slack, "T1", now) })
	senders, err := s.Senders(s.Context(), now)
	s.is(err, nil)
	s.same("who can send", len(senders), 1)
	s.same("sender", senders[0].Platform, people.Discord)
	if s.read(p.ID).DeliveryFault == "" {
		s.Error("the person is not told why nothing came")
	}
	// What comes due later is parked at once, until the workspace is back.
	s.due(p, people.Year1, now)
	planned, _, err := s.Plan(s.Context(), now, 9, sendAll("2026-03-03"))
	s.is(err, nil)
	s.same("planned", planned.Parked, 1)
	s.update(func(tx bot.Tx) error { return tx.WorkspaceReturned(people.Slack, "T1") })
	s.due(p, people.Year1, now)
	planned, _, err = s.Plan(s.Context(), now, 9, sendAll("2026-03-04"))
	s.is(err, nil)
	s.same("planned again", planned.Sent, 1)

	// Who talks to the mentor has it back, whether or not somebody says so.
	s.update(func(tx bot.Tx) error { return tx.WorkspaceGone(people.Slack, "T1", now) })
	for n, want := range []bool{true, false} {
		s.update(func(tx bot.Tx) error { return tx.MarkHandled(event(n)) }) // from now, and from a second later
		dump, err := s.Dump(s.Context())
		s.is(err, nil)
		s.same("still gone", len(dump["workspaces"]) > 0, want)
	}
	s.balanced()
}

package dbtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// fill gives a person a row in every table that knows people, through the
// store's own methods, with mark in every text.
func fill(s *suite, tx bot.Tx, p people.Person, mark string) {
	s.Helper()
	ok := func(err error) {
		s.Helper()
		if err != nil {
			s.Fatal(err)
		}
	}
	p.Role, p.RoleTitle, p.TargetTitle, p.DeliveryFault = "role "+mark, "title "+mark, "aim "+mark, "fault "+mark
	ok(tx.PutLinkCode(p.ID, fmt.Sprint("hash ", mark, p.ID), now.Add(time.Hour)))
	g, err := tx.AddGoal(people.Goal{Person: p.ID, Horizon: people.Year1, Text: "goal " + mark, State: people.Open, Proposal: mark, Created: now, Updated: now})
	ok(err)
	_, err = tx.AddNote(p.ID, people.Note{Kind: "team", Text: "note " + mark}, now)
	ok(err)
	ok(tx.PutTick(p.ID, people.Tick{Skill: "skill " + mark, Deeds: 1, At: now}))
	_, err = tx.AddWin(p.ID, people.Win{Date: today, Text: "win " + mark, Skill: mark, Goal: g.ID, At: now})
	ok(err)
	_, err = tx.AddStep(p.ID, people.Step{Goal: g.ID, Text: "step " + mark, Made: now})
	ok(err)
	_, err = tx.AddReminder(p.ID, people.Reminder{Goal: g.ID, Text: "remind " + mark, Date: today, At: now, Asked: now})
	ok(err)
	_, err = tx.AddCert(people.Certification{Person: p.ID, Name: "cert " + mark, Link: "https://x/" + mark, Earned: today, Expires: "2027-03-02", Created: now})
	ok(err)
	c, err := tx.OpenCheckIn(people.CheckIn{Person: p.ID, Date: today, Horizons: people.Horizons, Opened: now})
	ok(err)
	c.Entries = []people.Entry{{Goal: g.ID, Status: people.StatusStuck, Confidence: 3, Next: "next " + mark, When: mark, Where: mark, At: now}}
	ok(tx.SaveCheckIn(c))
	_, err = tx.PutSchedule(people.Schedule{Person: p.ID, Horizon: people.Year1, Plan: people.Plan{Cron: "0 9 * * 1"}, Zone: "zone " + mark, Next: now})
	ok(err)
	ok(tx.PutConversation(p.ID, "slack/T/"+mark, []byte("state "+mark), now))
	users, err := tx.Identities(p.ID)
	ok(err)
	from := people.Address{Platform: users[0].Platform, Workspace: users[0].Workspace, Channel: "C" + mark, Thread: "t" + mark}
	_, err = tx.KeepEvent(bot.Event{ID: "event " + mark + fmt.Sprint(p.ID), At: now, User: users[0], From: from, Body: bot.Message{Text: "said " + mark}})
	ok(err)
	_, err = tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: "event " + mark, To: from, User: users[0], Due: now,
		Payload: &bot.Reply{Text: bot.Markup("reply " + mark), Blocks: []bot.Block{bot.File{Name: mark, Data: []byte(mark)}}}})
	ok(err)
	_, err = tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: today, User: users[0], Due: now, Horizons: people.Horizons})
	ok(err)
}

// ofPerson reports whether a row of a dump belongs to a person.
func ofPerson(table string, row map[string]any, id people.PersonID) bool {
	return row["person_id"] == int64(id) || (table == "people" && row["id"] == int64(id))
}

// forget holds against the schema that nothing is left of a person, and that
// others keep everything.
func forget(s *suite) {
	const mark = "zzerasezz"
	gone, stays := s.person(people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "U" + mark}), s.person(discord(2))
	twin := s.person(slack(3))
	s.update(func(tx bot.Tx) error {
		if err := tx.Merge(gone.ID, twin.ID); err != nil {
			return err
		}
		p := whole(mark)
		p.ID = gone.ID
		if err := tx.SavePerson(p); err != nil {
			return err
		}
		fill(s, tx, p, mark)
		fill(s, tx, stays, "stays")
		return nil
	})
	before, err := s.Dump(s.Context())
	s.is(err, nil)
	columns, err := s.Columns(s.Context())
	s.is(err, nil)
	kept := map[string]int{}
	for table, rows := range before {
		personal, theirs := table == "people" || slices.Contains(columns[table], "person_id"), 0
		for _, row := range rows {
			if ofPerson(table, row, gone.ID) {
				theirs++
			}
			if ofPerson(table, row, stays.ID) {
				kept[table]++
			}
		}
		if personal && theirs == 0 {
			s.Errorf("table %s knows people, but fill puts nothing into it: add it there", table)
		}
	}

	s.update(func(tx bot.Tx) error { return tx.Forget(gone.ID) })
	after, err := s.Dump(s.Context())
	s.is(err, nil)
	for table, rows := range after {
		for _, row := range rows {
			if ofPerson(table, row, gone.ID) || strings.Contains(fmt.Sprint(row), mark) {
				s.Errorf("table %s keeps a trace: %v", table, row)
			}
			if ofPerson(table, row, stays.ID) {
				kept[table]--
			}
		}
	}
	for table, n := range kept {
		if n != 0 {
			s.Errorf("table %s lost %d rows of somebody else", table, n)
		}
	}
	s.view(func(tx bot.Tx) error {
		_, err := tx.PersonOf(gone.NudgeAt)
		s.is(err, bot.ErrNotFound)
		waiting, err := tx.WaitingEvents(people.Slack, 9)
		s.same("events that wait", len(waiting), 0)
		return err
	})
	s.is(s.Update(s.Context(), func(tx bot.Tx) error { return tx.Forget(gone.ID) }), bot.ErrNotFound)
	s.balanced()
	if again := s.person(gone.NudgeAt); again.ID == gone.ID {
		s.Error("an id is used twice")
	}
}

// export holds against the schema that a person gets every row.
func export(s *suite) {
	const mark = "zzexportzz"
	p, other := s.person(slack(1)), s.person(discord(2))
	s.update(func(tx bot.Tx) error {
		fill(s, tx, p, mark)
		fill(s, tx, other, "other")
		return nil
	})
	dump, err := s.Dump(s.Context())
	s.is(err, nil)
	want := map[string]int{"events": 1}
	for table, rows := range dump {
		for _, row := range rows {
			if ofPerson(table, row, p.ID) {
				want[table]++
			}
		}
	}
	var got map[string][]map[string]any
	s.view(func(tx bot.Tx) error {
		got, err = tx.Export(p.ID)
		s.is(err, nil)
		_, err := tx.Export(99)
		s.is(err, bot.ErrNotFound)
		return nil
	})
	for table, n := range want {
		s.same("rows of "+table, len(got[table]), n)
	}
	file, err := json.Marshal(got)
	s.is(err, nil)
	for _, text := range []string{"goal ", "cert ", "next ", "said ", "reply ", "state "} {
		if !strings.Contains(string(file), text+mark) {
			s.Errorf("the export lacks %q", text+mark)
		}
	}
	if strings.Contains(string(file), "other") {
		s.Error("the export has what is somebody else's")
	}
	s.same("instants can be read", got["goals"][0]["created_at"], any(now.Format(time.RFC3339)))
}

// balanced holds that no delivery is lost from the books of today.
func (s *suite) balanced() {
	s.Helper()
	a, err := s.Audit(s.Context(), today, now)
	s.is(err, nil)
	if a.Difference() != 0 {
		s.Errorf("the books do not add up: %+v", a)
	}
}

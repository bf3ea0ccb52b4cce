package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
)

// TestOutboxListsRetriesAndDrops: what could not be sent is listed, tried
// again or given up, by the numbers that the list shows.
func TestOutboxListsRetriesAndDrops(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mentor.db")
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	d, err := db.Open(t.Context(), path, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = d.Update(t.Context(), func(tx bot.Tx) error {
		user := people.UserRef{Platform: people.Discord, ID: "7"}
		p, err := tx.AddPerson(user, people.Person{Created: now})
		if err != nil {
			return err
		}
		for _, date := range []string{"2026-03-01", "2026-03-02"} {
			row, err := tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: date, User: user, Due: now})
			if err != nil {
				return err
			}
			if err := tx.FinishDelivery(row.ID, bot.Outcome{State: bot.Parked, At: now, Reason: "50007"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}

	missing := "" // what is said on standard error, if anything
	outbox := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		code := Main(t.Context(), append([]string{"--db=" + path, "outbox"}, args...), world{out: &out, err: &errs, getenv: func(string) string { return "" }})
		if missing = errs.String(); (code != 0) != (missing != "") || code > 1 {
			t.Fatalf("outbox %v ended with %d: %s", args, code, &errs)
		}
		return out.String()
	}
	const heading = "ID  STATE   KIND      PLATFORM  DUE                  TRIES  REASON\n"
	first, second := "1   parked  check-in  discord   2026-03-02 09:00:00  0      50007\n", "2   parked  check-in  discord   2026-03-02 09:00:00  0      50007\n"
	for _, step := range []struct{ args, want, missing string }{
		{"list", heading + first + second, ""},
		{"drop 1 9", "1 of 2 given up.\n", "no message that waits has the number 9:"},
		{"list", heading + second, ""},
		{"retry 1 17", "", "no message that is parked has the number 1 or 17:"}, // given up is given up
		{"retry 2", "1 of 1 will be tried again.\n", ""},
		{"list", "Nothing waits.\n", ""},
	} {
		if got := outbox(strings.Fields(step.args)...); got != step.want {
			t.Errorf("outbox %s says\n%s, want\n%s", step.args, got, step.want)
		}
		if (missing == "") != (step.missing == "") || !strings.Contains(missing, step.missing) {
			t.Errorf("outbox %s complains %q, want %q", step.args, missing, step.missing)
		}
	}
	if all := outbox("list", "--all"); !strings.Contains(all, "2   pending  check-in") || strings.Contains(all, "\n1  ") {
		t.Errorf("outbox list --all says\n%s", all)
	}
}

package reminders_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
	"mentor/reminders"
)

// TestRowsThatVanish: what was held by processes that died goes out, after any
// storm of restarts; what never comes to an end is parked at last, so that it
// cannot kill for ever.
func TestRowsThatVanish(t *testing.T) {
	for _, c := range []struct {
		deaths int
		state  bot.DeliveryState
	}{{200, bot.Sent}, {300, bot.Parked}} {
		bubble(t, func(t *testing.T, w *world) {
			w.crowd("T1", 1)
			for range c.deaths {
				rows, err := w.db.Claim(context.Background(), reminders.Sender{Platform: people.Slack, Workspace: "T1"}, "dead", time.Now(), time.Now(), 10)
				if err != nil || len(rows) != 1 {
					t.Fatal(len(rows), err)
				}
			}
			w.run()
			time.Sleep(time.Minute)
			rows := w.rows(bot.Sent, bot.Parked, bot.Pending, bot.Claimed)
			if len(rows) != 1 || rows[0].State != c.state {
				t.Fatalf("after %d deaths: %+v", c.deaths, rows)
			}
			if sent := w.platform.messages(); c.state == bot.Sent && (len(sent) != 1 || sent[0].try < 2) {
				t.Errorf("sent %+v: once, as a further try, for it may have been sent before", sent)
			}
			if parked := rows[0].Reason; c.state == bot.Parked && !strings.Contains(parked, "without an end") {
				t.Errorf("parked because of %q", parked)
			}
		})
	}
}

// TestAnothersRepliesGoOutSoon: what a process has handled and not answered when
// it dies is answered by another within two seconds.
func TestAnothersRepliesGoOutSoon(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		path := filepath.Join(t.TempDir(), "shared.db")
		var both [2]*db.DB
		for i := range both {
			d, err := db.Open(t.Context(), path, db.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if w.opts.Owner, err = d.Instance(t.Context()); err != nil {
				t.Fatal(err)
			}
			both[i] = d
		}
		dies, lives := both[0], both[1]
		w.db.Close()
		w.db, w.opts.Store = lives, lives
		w.run()
		time.Sleep(time.Minute + 300*time.Millisecond)
		user := people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "U1"}
		err := dies.Update(t.Context(), func(tx bot.Tx) error {
			p, err := tx.AddPerson(user, people.Person{Created: time.Now()})
			if err != nil {
				return err
			}
			to := people.Address{Platform: people.Slack, Workspace: "T1", Channel: "D1"}
			_, err = tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: "e1", To: to, User: user, Payload: &bot.Reply{Text: "hello"}, Due: time.Now(), Claim: true})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		dies.Close()
		died := time.Now()
		time.Sleep(5 * time.Second)
		if sent := w.platform.messages(); len(sent) != 1 || sent[0].try < 2 || sent[0].at.Sub(died) > 2*time.Second {
			t.Errorf("sent %+v, want one within 2 s of %s, as a further try", sent, died)
		}
	})
}

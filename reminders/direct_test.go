package reminders_test

import (
	"strings"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// Private conversations are opened once, also by processes that come after;
// one that is not there any more is opened anew.
func TestConversationsAreOpenedOnce(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		const persons = 30
		again := func() {
			t.Helper()
			w.update(func(tx bot.Tx) error {
				for _, row := range w.rows(bot.Sent) {
					if row.Date != "2000-01-01" {
						continue
					}
					if _, err := tx.PutDelivery(bot.Outgoing{Person: row.Person, Kind: people.KindCheckIn, Date: time.Now().String(), User: row.User, Due: time.Now(), NotBefore: time.Now()}); err != nil {
						return err
					}
				}
				return nil
			})
			w.run()
			time.Sleep(time.Minute)
			w.stop()
			w.stop = nil
		}
		w.crowd("T1", persons)
		w.run()
		time.Sleep(time.Minute)
		w.stop()
		if w.platform.opened != persons || len(w.platform.messages()) != persons {
			t.Fatalf("%d opened, %d sent", w.platform.opened, len(w.platform.messages()))
		}
		again()
		if w.platform.opened != persons || len(w.platform.messages()) != 2*persons {
			t.Errorf("after a restart: %d opened, %d sent", w.platform.opened, len(w.platform.messages()))
		}
		// All are gone, and others can be opened.
		w.platform.place = "new-"
		w.platform.trouble = func(to people.Address, _ bot.Reply, _ int) error {
			if !strings.HasPrefix(to.Channel, "new-") {
				return &bot.SendError{Kind: bot.Gone, Code: "10003"}
			}
			return nil
		}
		again()
		again()
		if w.platform.opened != 2*persons || len(w.platform.messages()) != 4*persons || len(w.rows(bot.Parked)) != 0 {
			t.Errorf("opened anew: %d opened, %d sent, %d parked", w.platform.opened, len(w.platform.messages()), len(w.rows(bot.Parked)))
		}
	})
}

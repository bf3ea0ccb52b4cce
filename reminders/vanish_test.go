package reminders_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
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

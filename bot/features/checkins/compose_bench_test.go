package checkins_test

import (
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

// A check-in is composed within its own transaction; the store groups those
// that wait together, so this is the most that one costs.
func BenchmarkComposeCheckIn(b *testing.B) {
	m := bottest.New(b)
	m.Say(b, "me", "goal add 0-1 Lead one project")
	m.Say(b, "me", "goal add 0-1 Find a mentor")
	var p people.Person
	if err := m.DB.View(b.Context(), func(tx bot.Tx) (err error) { p, err = tx.PersonOf(me); return err }); err != nil {
		b.Fatal(err)
	}
	day := m.Now
	for b.Loop() {
		day = day.AddDate(0, 0, 1)
		_, err := m.Compose(b.Context(), bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: day.Format(time.DateOnly), Horizons: []people.Horizon{people.Year1}, User: me, Due: day})
		if err != nil {
			b.Fatal(err)
		}
	}
}

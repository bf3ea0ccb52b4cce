package dbtest

import (
	"mentor/bot"
	"mentor/bot/people"
)

// ticksAndWins: what is said of a skill replaces what was said before, an
// achievement can be changed and dropped, both by their person only, and two
// people who become one keep the ticks of the first and the wins of both.
func ticksAndWins(s *suite) {
	a, b := s.person(slack(1)), s.person(slack(2))
	noChance, one := people.Tick{Skill: "leading-people", NoChance: true, At: now}, people.Tick{Skill: "data-governance", Deeds: 1, At: now}
	first := people.Win{Date: "2026-02-01", Text: "Dropped a vendor after my audit", Skill: "data-to-decisions", At: now}
	var later people.Win
	s.update(func(tx bot.Tx) error {
		s.is(tx.PutTick(a.ID, people.Tick{Skill: "leading-people", Deeds: 2, At: now}), nil)
		s.is(tx.PutTick(a.ID, noChance), nil)
		s.is(tx.PutTick(b.ID, one), nil)
		s.is(tx.PutTick(b.ID, people.Tick{Skill: "leading-people", Deeds: 2, At: now}), nil)
		var err error
		if later, err = tx.AddWin(a.ID, people.Win{Date: today, Text: "Trained two juniors", Goal: 7, At: now}); err != nil {
			return err
		}
		first, err = tx.AddWin(a.ID, first)
		return err
	})
	s.view(func(tx bot.Tx) error {
		ticks, err := tx.Ticks(a.ID)
		s.is(err, nil)
		s.same("ticks", ticks, []people.Tick{noChance})
		wins, err := tx.Wins(a.ID)
		s.same("wins, by their dates", wins, []people.Win{first, later})
		return err
	})
	s.is(s.Update(s.Context(), func(tx bot.Tx) error { return tx.DropWin(b.ID, first.ID) }), bot.ErrNotFound)
	s.is(s.Update(s.Context(), func(tx bot.Tx) error { return tx.SaveWin(b.ID, first) }), bot.ErrNotFound)
	s.update(func(tx bot.Tx) error {
		later.Skill, later.Goal = "leading-people", 0
		s.is(tx.SaveWin(a.ID, later), nil)
		return tx.DropWin(a.ID, first.ID)
	})
	s.update(func(tx bot.Tx) error { return tx.Merge(a.ID, b.ID) })
	s.view(func(tx bot.Tx) error {
		ticks, err := tx.Ticks(a.ID)
		s.is(err, nil)
		s.same("ticks of both", ticks, []people.Tick{one, noChance})
		wins, err := tx.Wins(a.ID)
		s.same("wins of both", wins, []people.Win{later})
		return err
	})
}

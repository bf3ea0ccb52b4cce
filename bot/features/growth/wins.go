package growth

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// addWin logs an achievement; one that is logged already stays as it is.
func addWin(t *bot.Turn, w *people.Win) error {
	w.Text = strings.Join(strings.Fields(w.Text), " ")
	if w.Text == "" {
		return t.FieldProblem("text", "growth.win.empty")
	}
	if n := utf8.RuneCountInString(w.Text); n > people.MaxWin {
		return t.FieldProblem("text", "growth.win.too-long", "n", n, "most", people.MaxWin)
	}
	all, err := t.Tx.Wins(t.Person.ID)
	if err != nil {
		return fmt.Errorf("read wins: %w", err)
	}
	for _, old := range all {
		if bot.Fold(old.Text) == bot.Fold(w.Text) {
			if w.Skill != "" && old.Skill != w.Skill { // told again as an example of another skill
				old.Skill = w.Skill
				if err := t.Tx.SaveWin(t.Person.ID, old); err != nil {
					return fmt.Errorf("save win: %w", err)
				}
			}
			*w = old
			return nil
		}
	}
	if *w, err = t.Tx.AddWin(t.Person.ID, *w); err != nil {
		return fmt.Errorf("log win: %w", err)
	}
	t.Changed = true
	return nil
}

// skillFor guesses the skill that an achievement shows: of those that the
// target asks for, then of one's own role's, then of all.
func (a adviser) skillFor(text string) (careers.Skill, bool) {
	target, _ := a.target()
	for _, list := range [][]careers.Skill{a.careers.SkillsOf(target), a.careers.SkillsOf(a.f.Role), a.careers.Skills()} {
		for _, s := range list {
			if points(text, s.Words) {
				return s, true
			}
		}
	}
	return careers.Skill{}, false
}

// minShared is how many words of substance a goal and an achievement share
// where the one is taken to serve the other.
const minShared = 2

// goalFor guesses the goal that an achievement serves: the one with which it
// shares most words.
func (a adviser) goalFor(text string) (best people.Goal, ok bool) {
	most := minShared - 1
	said := " " + plainwords.Spaced(bot.Fold(text)) + " "
	for _, g := range a.f.Goals {
		if g.State == people.Dropped {
			continue
		}
		n := 0
		seen := map[string]bool{}
		for _, w := range strings.Fields(plainwords.Spaced(bot.Fold(g.Text))) {
			if len(w) > 3 && !seen[w] && strings.Contains(said, " "+w+" ") {
				seen[w] = true
				n++
			}
		}
		if n > most {
			best, most, ok = g, n, true
		}
	}
	return best, ok
}

package goals

import (
	"fmt"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// doneListed is how many goals that were reached one reply lists.
const doneListed = 20

// doneGoals lists what was reached, the newest first.
func doneGoals(t *bot.Turn) (bot.Reply, error) {
	all, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	done := slices.DeleteFunc(all, func(g people.Goal) bool { return g.State != people.Done })
	r := bot.Reply{Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}}}}
	if len(done) == 0 {
		r.Text = t.Say("goal.done.none")
		return r, nil
	}
	slices.SortStableFunc(done, func(a, b people.Goal) int { return b.Closed.Compare(a.Closed) })
	var lines []string
	for _, g := range done[:min(doneListed, len(done))] {
		lines = append(lines, "- "+string(t.Say("goal.done.line", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "day", say.Date(t, people.Today(g.Closed, t.Person.Zone)))))
	}
	r.Text = t.Say("goal.done.list", "n", len(done)) + bot.Markup("\n\n"+strings.Join(lines, "\n"))
	return r, nil
}

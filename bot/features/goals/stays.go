package goals

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// goalStays answers that a goal is not reached, or may be one day.
func goalStays(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if n := a.Numbers(); len(n) == 1 {
		g, err := Named(t, a["number"])
		if err != nil {
			return bot.Reply{}, err
		}
		return bot.Reply{Text: t.Say("heard.goal.stays", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)), Private: !t.Event.DM}, nil
	}
	if r, ok, err := toReopen(t, a["clause"]); ok || err != nil {
		return r, err
	}
	return goalsStay(t)
}

// toReopen asks whether a goal that was marked as reached is open again: the one
// that words name, or the only goal that there is.
func toReopen(t *bot.Turn, words string) (bot.Reply, bool, error) {
	all, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, false, fmt.Errorf("read goals: %w", err)
	}
	open := slices.ContainsFunc(all, func(g people.Goal) bool { return g.State == people.Open })
	all = slices.DeleteFunc(all, func(g people.Goal) bool { return g.State != people.Done })
	i := plainwords.Meant(words, texts(all))
	if len(all) == 1 && !open {
		i = 0
	}
	if i < 0 {
		return bot.Reply{}, false, nil
	}
	return bot.Reply{Text: t.Say("heard.goal.reopen", "number", all[i].Number, "text", bot.Brief(all[i].Text, say.ShownGoal)), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("goal.button.reopen", "goal.open", strconv.Itoa(all[i].Number)), t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// texts are the words of goals.
func texts(goals []people.Goal) (out []string) {
	for _, g := range goals {
		out = append(out, g.Text)
	}
	return out
}

// goalsStay names the goals that stay open.
func goalsStay(t *bot.Turn) (bot.Reply, error) {
	all, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	var lines []string
	for _, g := range all {
		if g.State == people.Open && len(lines) < pageOfGoals {
			lines = append(lines, fmt.Sprintf("- **%d** %s", g.Number, bot.Escape(bot.Brief(g.Text, say.ShownGoal))))
		}
	}
	r := bot.Reply{Text: t.Say("heard.goals.stay"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}}}}
	if len(lines) > 0 {
		r.Text += bot.Markup("\n\n" + strings.Join(lines, "\n"))
	}
	return r, nil
}

package goals

import (
	"cmp"
	"fmt"
	"slices"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/say"
)

// proposalsEach is how many goals are proposed for each horizon: enough to
// choose from, few enough to read.
const proposalsEach = 2

// Proposals are the goals that fit a person and that they have not taken,
// the best first, for one horizon.
func Proposals(t *bot.Turn, h people.Horizon, taken []people.Goal) []careers.Proposal {
	var fit []careers.Proposal
	rank := map[string]int{}
	for _, p := range t.Bot.Careers().Proposals() {
		if people.Horizon(p.Horizon) != h || slices.ContainsFunc(taken, func(g people.Goal) bool { return g.Proposal == p.ID }) {
			continue
		}
		switch {
		case slices.Contains(p.For, t.Person.Target) && t.Person.Target != "":
			rank[p.ID] = 0
		case slices.Contains(p.For, t.Person.Role) && t.Person.Role != "":
			rank[p.ID] = 1
		case len(p.For) == 0:
			rank[p.ID] = 2
		default:
			continue
		}
		fit = append(fit, p)
	}
	slices.SortStableFunc(fit, func(a, b careers.Proposal) int { return cmp.Compare(rank[a.ID], rank[b.ID]) })
	return fit
}

// Propose says head, and offers goals for each horizon, one choice each.
func Propose(t *bot.Turn, head string, kv ...any) (bot.Reply, error) {
	taken, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	r := bot.Reply{Text: t.Say(head, kv...), Private: !t.Event.DM}
	blocks := offers(t, taken, func(people.Horizon) bool { return true })
	if len(blocks) == 0 {
		return r, nil
	}
	r.Text += "\n\n" + t.Say("proposal.ask")
	r.Blocks = blocks
	return r, nil
}

// offers is the best proposals for each wanted horizon, as choices.
func offers(t *bot.Turn, taken []people.Goal, wanted func(people.Horizon) bool) []bot.Block {
	var blocks []bot.Block
	for _, h := range people.Horizons {
		if !wanted(h) {
			continue
		}
		fit := Proposals(t, h, taken)
		c := bot.Choices{Prompt: t.Say("proposal.horizon", "horizon", say.Years(t, h))}
		for _, p := range fit[:min(proposalsEach, len(fit))] {
			c.Items = append(c.Items, bot.Choice{Label: p.Text.In(t.Lang), Description: p.Step.In(t.Lang), Action: "goal.take", Value: p.ID})
		}
		if len(c.Items) > 0 {
			blocks = append(blocks, c)
		}
	}
	return blocks
}

// TakeProposal adds a goal that the roadmap proposes, and offers more for the
// horizons that have none yet.
func TakeProposal(t *bot.Turn, id string) (bot.Reply, error) {
	all := t.Bot.Careers().Proposals()
	i := slices.IndexFunc(all, func(p careers.Proposal) bool { return p.ID == id })
	if i < 0 {
		return t.Stale(), nil
	}
	r, err := AddGoal(t, people.Horizon(all[i].Horizon), all[i].Text.In(t.Lang), id)
	if err != nil {
		return r, err
	}
	r.Text += "\n\n" + t.Say("goal.first-step", "step", all[i].Step.In(t.Lang))
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return r, fmt.Errorf("read goals: %w", err)
	}
	more := offers(t, goals, func(h people.Horizon) bool {
		return !slices.ContainsFunc(goals, func(g people.Goal) bool { return g.State == people.Open && g.Horizon == h })
	})
	if len(more) > 0 {
		r.Text += "\n\n" + t.Say("proposal.more")
		r.Blocks = append(more, r.Blocks...)
	}
	return r, nil
}

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

// Propose says head, and offers goals for each horizon, each with a choice of its own.
func Propose(t *bot.Turn, head string, kv ...any) (bot.Reply, error) {
	taken, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	p := &say.Page{}
	p.Say(t.Say(head, kv...))
	offers(t, p, "proposal.ask", taken, func(people.Horizon) bool { return true })
	r := p.Reply()
	r.Private = !t.Event.DM
	return r, nil
}

// offers puts the best proposals for each wanted horizon on a page, each goal
// with its first step and its choice beside it, under words that lead to them.
func offers(t *bot.Turn, page *say.Page, lead string, taken []people.Goal, wanted func(people.Horizon) bool) {
	for _, h := range people.Horizons {
		fit := Proposals(t, h, taken)
		if !wanted(h) || len(fit) == 0 {
			continue
		}
		if lead != "" {
			page.Say(t.Say(lead))
			lead = ""
		}
		page.Title(say.Years(t, h))
		for _, p := range fit[:min(proposalsEach, len(fit))] {
			text := p.Text.In(t.Lang)
			page.Ask(t.Say("proposal.goal", "text", text, "step", p.Step.In(t.Lang)),
				bot.Choice{Label: t.Plain("proposal.add"), Spoken: t.Plain("proposal.add.spoken", "text", text), Action: "goal.take", Value: p.ID})
		}
	}
}

// Take adds a goal that the roadmap proposes, and says its first step.
func Take(t *bot.Turn, id string) (bot.Reply, error) {
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
	return r, nil
}

// TakeProposal is Take, with offers for the horizons that have no goal yet.
func TakeProposal(t *bot.Turn, id string) (bot.Reply, error) {
	r, err := Take(t, id)
	if err != nil {
		return r, err
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return r, fmt.Errorf("read goals: %w", err)
	}
	page := &say.Page{}
	page.Say(r.Text)
	offers(t, page, "proposal.more", goals, func(h people.Horizon) bool {
		return !slices.ContainsFunc(goals, func(g people.Goal) bool { return g.State == people.Open && g.Horizon == h })
	})
	for _, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok {
			page.Ask(c.Prompt, c.Items...)
		}
	}
	taken := page.Reply()
	taken.Private = r.Private
	return taken, nil
}

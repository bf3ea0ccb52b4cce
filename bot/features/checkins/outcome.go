package checkins

import (
	"fmt"
	"slices"
	"strconv"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// outcomePrompt asks what came of a goal whose time is over, in the light of
// what the person said they would see it by.
func outcomePrompt(t *bot.Turn, g people.Goal) bot.Markup {
	text := t.Say("checkin.outcome.ask", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "date", say.Date(t, people.EndOf(g, t.Person.Zone)))
	if g.Reached != "" {
		text += "\\\n" + t.Say("checkin.outcome.when", "sentence", bot.Brief(g.Reached, people.MaxReached))
	}
	return text
}

func outcomeChoices(t *bot.Turn, c people.CheckIn, g people.Goal) (items []bot.Choice) {
	for _, o := range people.Outcomes {
		items = append(items, say.OfGoal(t, g.Number, giveOutcome.Choice(t.Plain("checkin.outcome.button."+string(o)), outcomeOf{c.ID, g.ID, o})))
	}
	return items
}

// ciOutcome takes what came of a goal whose time is over. It is counted, of
// nobody; what was not reached stays on the list until the person says more.
func ciOutcome(t *bot.Turn, v outcomeOf) (bot.Reply, error) {
	l, answer, err := entryAt(t, v.CheckIn, v.Goal)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	if !slices.Contains(people.Outcomes, v.Outcome) || !people.AsksOutcome(l.g, t.Person.Zone, t.Today()) {
		return t.Stale(), nil
	}
	l.g.Ended = people.EndOf(l.g, t.Person.Zone)
	state, status := people.Open, people.StatusSkip
	switch v.Outcome {
	case people.OutcomeReached:
		state, status = people.Done, people.StatusDone
	case people.OutcomeUnwanted:
		state = people.Dropped
	case people.OutcomePartly:
		status = people.StatusOnTrack
	}
	if state != people.Open {
		l.g.Closed = t.Now
	}
	l.g.State, l.g.Updated = state, t.Now
	if err := t.Tx.SaveGoal(l.g); err != nil {
		return bot.Reply{}, fmt.Errorf("keep outcome: %w", err)
	}
	*l.e = people.Entry{Goal: l.g.ID, Status: status, At: t.Now}
	if err := answered(t, l.c); err != nil {
		return bot.Reply{}, err
	}
	t.Count("outcome-"+string(v.Outcome), "")
	r, err := ciPage(t, l.c, t.Say("checkin.outcome."+string(v.Outcome), "number", l.g.Number, "text", bot.Brief(l.g.Text, say.ShownGoal)), false)
	if err == nil && state == people.Open {
		n := strconv.Itoa(l.g.Number)
		r.Blocks = append(r.Blocks, bot.Choices{Items: []bot.Choice{
			say.OfGoal(t, l.g.Number, t.Choice("goal.button.due", "form", "goal.due "+n)),
			say.OfGoal(t, l.g.Number, t.Choice("growth.button.drop", "goal.drop", n))}})
	}
	return r, err
}

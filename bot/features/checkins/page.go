package checkins

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/features/goals"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/say"
)

// growQuestions is how many questions for a stuck goal the wording holds,
// checkin.grow.1 and on: on the goal, on how things stand, on what could be
// done, on what will be (GROW), round and round.
const growQuestions = 8

// ciPage is a check-in as it stands: the goals that nothing was said of yet,
// each with its choices, or at its end what was agreed on. With edit all goals
// are asked again.
func ciPage(t *bot.Turn, c people.CheckIn, head bot.Markup, edit bool) (bot.Reply, error) {
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	history, err := before(t, c)
	if err != nil {
		return bot.Reply{}, err
	}
	type question struct {
		g people.Goal
		e people.Entry
	}
	var left []question
	for _, e := range c.Entries {
		i := slices.IndexFunc(goals, func(g people.Goal) bool { return g.ID == e.Goal })
		if i >= 0 && (edit || (e.Status == "" && goals[i].State == people.Open)) {
			left = append(left, question{goals[i], e})
		}
	}
	p := &say.Page{}
	switch {
	case len(left) == 0 && len(c.Entries) > 0:
		return ciEnd(t, head, c, goals, history)
	case edit:
		head = t.Say("checkin.edit")
	case head == "":
		head = t.Say("checkin.left", "n", len(left))
	}
	p.Say(head)
	if len(left) > 0 {
		expect(t, sayStatus, looked{c: c, g: left[0].g})
	}
	several := slices.ContainsFunc(left, func(q question) bool { return q.g.Horizon != left[0].g.Horizon })
	for _, q := range left {
		if !edit && people.AsksOutcome(q.g, t.Person.Zone, t.Today()) {
			p.Ask(outcomePrompt(t, q.g), outcomeChoices(t, c, q.g)...)
			continue
		}
		p.Ask(ciPrompt(t, q.g, q.e, history, several), ciChoices(t, c, q.g)...)
	}
	if edit {
		p.Ask("", showAll.Choice(t.Plain("checkin.button.keep"), c.ID))
	}
	if !edit {
		offerGoals(t, p, c, goals)
	}
	r := p.Reply()
	r.Private = !t.Event.DM
	return r, nil
}

// ciPrompt is a goal to be asked about, with what was said of it last; among
// goals of several horizons it names its own.
func ciPrompt(t *bot.Turn, g people.Goal, e people.Entry, history []people.CheckIn, several bool) bot.Markup {
	text := t.Say("checkin.prompt", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal))
	if several {
		text = t.Say("checkin.prompt.of", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "horizon", say.Years(t, g.Horizon))
	}
	if e.Status != "" {
		return text + "\\\n" + t.Say("checkin.sofar", "said", say.StatusLine(t, e))
	}
	for _, old := range people.EntriesOf(g.ID, history) {
		switch {
		case old.Status == people.StatusSkip:
			continue
		case old.Next == "":
		case old.Status == people.StatusStuck:
			return text + "\\\n" + t.Say("checkin.last.stuck", "said", bot.Brief(old.Next, say.ShownGoal))
		default:
			return text + "\\\n" + t.Say("checkin.last.next", "plan", say.Planned(old))
		}
		break
	}
	if since, ok := people.Untouched(g, history, t.Now); ok {
		return text + "\\\n" + t.Say("checkin.untouched", "date", say.Date(t, people.Today(since, t.Person.Zone)))
	}
	return text
}

func ciChoices(t *bot.Turn, c people.CheckIn, g people.Goal) []bot.Choice {
	choice := func(label string, s people.Status) bot.Choice {
		return say.OfGoal(t, g.Number, giveStatus.Choice(t.Plain(label), statusOf{c.ID, g.ID, s}))
	}
	return []bot.Choice{
		choice("checkin.button.done", people.StatusDone),
		choice("checkin.button.on-track", people.StatusOnTrack),
		choice("checkin.button.stuck", people.StatusStuck),
		choice("checkin.button.skip", people.StatusSkip),
	}
}

// askConfidence asks how sure somebody is, as a figure that may change, never a grade.
func askConfidence(t *bot.Turn, l looked) bot.Reply {
	p := &say.Page{}
	p.Say(t.Say("checkin.about", "text", bot.Brief(l.g.Text, say.ShownGoal), "status", t.Say("checkin.status."+string(l.e.Status))))
	var items []bot.Choice
	for n := 1; n <= 10; n++ {
		c := giveConfidence.Choice(strconv.Itoa(n), figureOf{l.c.ID, l.g.ID, n})
		if n == 1 || n == 10 {
			c.Label = t.Plain("checkin.scale." + strconv.Itoa(n))
		}
		items = append(items, c)
	}
	items = append(items, giveConfidence.Choice(t.Plain("checkin.button.unsaid"), figureOf{l.c.ID, l.g.ID, 0}))
	p.Ask(t.Say("checkin.confidence.ask"), items...)
	expect(t, sayConfidence, l)
	return p.Reply()
}

// askNext asks for one next action with when and where; for a goal that is
// stuck it asks a question instead, since advice comes after thinking.
func askNext(t *bot.Turn, l looked) (bot.Reply, error) {
	p := &say.Page{}
	p.Say(t.Say("checkin.about", "text", bot.Brief(l.g.Text, say.ShownGoal), "status", say.StatusLine(t, *l.e)))
	history, err := before(t, l.c)
	if err != nil {
		return bot.Reply{}, err
	}
	if from, falls := people.Falling(l.g.ID, l.e.Confidence, history); falls {
		p.Say(t.Say("checkin.falling", "from", from, "now", l.e.Confidence))
	}
	at := of{l.c.ID, l.g.ID}
	if times := people.StuckInARow(l.g.ID, history) + 1; l.e.Status == people.StatusStuck && times >= people.StuckEnough {
		return waysOn(t, p, l, times), nil
	}
	button, leave := "checkin.button.next", "checkin.button.leave"
	if l.e.Status == people.StatusStuck {
		question, err := growQuestion(t, l)
		if err != nil {
			return bot.Reply{}, err
		}
		p.Say("**" + question + "**")
		p.Say(t.Say("checkin.grow.how"))
		button = "checkin.button.answer"
	} else {
		p.Say(t.Say("checkin.next.ask"))
	}
	items := []bot.Choice{planNext.Choice(t.Plain(button), at), leaveNext.Choice(t.Plain(leave), at)}
	items[0].Style = bot.Primary
	p.Ask("", items...)
	expect(t, sayNext, l)
	return p.Reply(), nil
}

// waysOn is asked of a goal that is stuck again and again: change it, split it,
// or let it go.
func waysOn(t *bot.Turn, p *say.Page, l looked, times int) bot.Reply {
	n := strconv.Itoa(l.g.Number)
	p.Say(t.Say("checkin.stuck.again", "n", times))
	p.Say(t.Say("growth.stuck.ways"))
	p.Ask("", t.Choice("growth.button.change", "form", "goal "+n), t.Choice("growth.button.split", "growth.steps", n), t.Choice("growth.button.drop", "goal.drop", n),
		leaveNext.Choice(t.Plain("checkin.button.leave"), of{l.c.ID, l.g.ID}))
	expect(t, sayNext, l)
	return p.Reply()
}

// growQuestion is the one question for a stuck goal: another each time the
// goal is stuck, and not the same for two goals of one check-in.
func growQuestion(t *bot.Turn, l looked) (bot.Markup, error) {
	history, err := before(t, l.c)
	if err != nil {
		return "", err
	}
	times := 0
	for _, e := range people.EntriesOf(l.g.ID, history) {
		if e.Status == people.StatusStuck {
			times++
		}
	}
	place := slices.IndexFunc(l.c.Entries, func(e people.Entry) bool { return e.Goal == l.g.ID })
	return t.Say("checkin.grow." + strconv.Itoa((times+3*max(0, place))%growQuestions+1)), nil
}

// before is the check-ins before c, newest first.
func before(t *bot.Turn, c people.CheckIn) ([]people.CheckIn, error) {
	all, err := schedules.Recent(t)
	if i := slices.IndexFunc(all, func(x people.CheckIn) bool { return x.ID == c.ID }); i >= 0 {
		all = all[i+1:]
	}
	return all, err
}

// ciEnd is what was agreed on, with one step from the roadmap, and when we see each other again.
func ciEnd(t *bot.Turn, head bot.Markup, c people.CheckIn, goals []people.Goal, history []people.CheckIn) (bot.Reply, error) {
	var lines []string
	fell := bot.Markup("")
	for _, e := range c.Entries {
		i := slices.IndexFunc(goals, func(g people.Goal) bool { return g.ID == e.Goal })
		if i < 0 || e.Status == "" {
			continue
		}
		line := t.Say("checkin.line", "number", goals[i].Number, "text", bot.Brief(goals[i].Text, say.ShownGoal), "status", say.StatusLine(t, e))
		switch {
		case e.Next == "":
		case e.Status == people.StatusStuck:
			line += "\\\n  " + t.Say("checkin.line.said", "said", bot.Brief(e.Next, say.ShownGoal))
		default:
			line += "\\\n  " + ifThen(t, e)
		}
		lines = append(lines, "- "+string(line))
		_, asked := people.Falling(goals[i].ID, e.Confidence, history) // then what has changed was asked
		if was := people.LastConfidence(goals[i].ID, history); e.Confidence > 0 && was-e.Confidence >= 2 && !asked {
			fell = t.Say("checkin.fell", "was", was, "now", e.Confidence, "text", bot.Brief(goals[i].Text, 80))
		}
	}
	p := &say.Page{}
	if head == "" {
		p.Say(t.Say("checkin.end"))
	} else {
		p.Say(head)
		p.Say(t.Say("checkin.end.more"))
	}
	p.Say(bot.Markup(strings.Join(lines, "\n")))
	p.Say(fell)
	items := []bot.Choice{}
	if text, choice, ok := nearer(t, c, goals, history); ok {
		p.Say(text)
		items = append(items, choice)
	} else if !offerGoals(t, p, c, goals) { // one thing to think about is enough
		step, choice := roadmapStep(t, c, goals)
		p.Say(step)
		if choice != nil {
			items = append(items, *choice)
		}
	}
	next, err := schedules.NextLine(t)
	if err != nil {
		return bot.Reply{}, err
	}
	p.Say(next)
	if !t.Person.OptedIn {
		items = append(items, t.Choice("schedule.button", "schedule", ""))
	}
	items = append(items, editAll.Choice(t.Plain("checkin.button.edit"), c.ID), t.Choice("progress.button", "progress", ""))
	p.Ask("", items...)
	r := p.Reply()
	r.Private = !t.Event.DM
	return r, nil
}

// nearer is a goal of a check-in whose date has come to lie on a nearer horizon
// since the check-in before: it is said once.
func nearer(t *bot.Turn, c people.CheckIn, all []people.Goal, history []people.CheckIn) (bot.Markup, bot.Choice, bool) {
	return goals.Nearer(t, slices.DeleteFunc(slices.Clone(all), func(g people.Goal) bool {
		before := people.Today(g.Created, t.Person.Zone)
		for _, old := range people.EntriesOf(g.ID, history) {
			before = people.Today(old.At, t.Person.Zone)
			break
		}
		return people.HorizonBy(g.Due, before) < g.Horizon || !slices.ContainsFunc(c.Entries, func(e people.Entry) bool { return e.Goal == g.ID })
	}))
}

// offerGoals proposes a goal for each horizon of a check-in that has none; it
// reports whether there was one to propose.
func offerGoals(t *bot.Turn, p *say.Page, c people.CheckIn, all []people.Goal) (offered bool) {
	for _, h := range c.Horizons {
		if hasOpen(all, h) {
			continue
		}
		fit := goals.Proposals(t, h, all)
		if len(fit) == 0 {
			continue
		}
		offered = true
		p.Ask(t.Say("checkin.offer", "horizon", say.Years(t, h), "text", fit[0].Text.In(t.Lang)),
			takeOffer.Choice(t.Plain("checkin.button.take", "horizon", say.Years(t, h)), proposalOf{c.ID, fit[0].ID}),
			bot.Choice{Label: t.Plain("checkin.button.own"), Action: "goal.add", Value: string(h)})
	}
	if offered && len(c.Entries) == 0 {
		p.Ask("", leaveOffer.Choice(t.Plain("checkin.button.later"), c.ID))
	}
	return offered
}

// nothingToCheck answers the command where there is no goal to look at.
func nothingToCheck(t *bot.Turn, on []people.Horizon, all []people.Goal) (bot.Reply, error) {
	p := &say.Page{}
	head := t.Say("checkin.none")
	if len(on) == 1 {
		head = t.Say("checkin.none.on", "horizon", say.Years(t, on[0]))
	} else {
		on = people.Horizons
	}
	p.Say(head)
	for _, h := range on {
		for _, fit := range goals.Proposals(t, h, all)[:min(1, len(goals.Proposals(t, h, all)))] {
			p.Ask(t.Say("checkin.offer", "horizon", say.Years(t, h), "text", fit.Text.In(t.Lang)),
				bot.Choice{Label: t.Plain("checkin.button.take", "horizon", say.Years(t, h)), Action: "goal.take", Value: fit.ID})
		}
	}
	only := ""
	if len(on) == 1 {
		only = string(on[0])
	}
	p.Ask("", t.Choice("goal.button.add", "goal.add", only))
	r := p.Reply()
	r.Private = !t.Event.DM
	return r, nil
}

// ciTake takes a goal that a check-in proposed.
func ciTake(t *bot.Turn, v proposalOf) (bot.Reply, error) {
	c, answer, err := checkInAt(t, v.CheckIn)
	if err != nil {
		return bot.Reply{}, err
	}
	taken, err := goals.Take(t, v.Proposal)
	if err != nil || answer != nil { // an older check-in's proposal can be taken as well
		return taken, err
	}
	if err := answered(t, c); err != nil {
		return bot.Reply{}, err
	}
	if len(c.Entries) > 0 || moreToOffer(t, c) {
		return ciPage(t, c, taken.Text, false)
	}
	next, err := schedules.NextLine(t)
	taken.Text += "\n\n" + next
	return taken, err
}

// moreToOffer reports whether a horizon of a check-in is still without a goal.
func moreToOffer(t *bot.Turn, c people.CheckIn) bool {
	all, err := t.Tx.Goals(t.Person.ID)
	return err == nil && slices.ContainsFunc(c.Horizons, func(h people.Horizon) bool { return !hasOpen(all, h) && len(goals.Proposals(t, h, all)) > 0 })
}

// ciLater is "not now" to what was proposed.
func ciLater(t *bot.Turn, id int64) (bot.Reply, error) {
	c, answer, err := checkInAt(t, id)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	if err := answered(t, c); err != nil {
		return bot.Reply{}, err
	}
	next, err := schedules.NextLine(t)
	return bot.Reply{Text: t.Say("checkin.later") + "\n\n" + next, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("schedule.button", "schedule", ""), t.Choice("goal.button.add", "goal.add", "")}}}}, err
}

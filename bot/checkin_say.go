package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mentor/bot/people"
)

// growQuestions is how many questions for a stuck goal the wording holds,
// checkin.grow.1 and on: on the goal, on how things stand, on what could be
// done, on what will be (GROW), round and round.
const growQuestions = 8

// ciPage is a check-in as it stands: the goals that nothing was said of yet,
// each with its choices, or at its end what was agreed on. With edit all goals
// are asked again.
func (t *Turn) ciPage(c people.CheckIn, head Markup, edit bool) (Reply, error) {
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	history, err := t.before(c)
	if err != nil {
		return Reply{}, err
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
	p := &page{}
	switch {
	case len(left) == 0 && len(c.Entries) > 0:
		return t.ciEnd(head, c, goals, history)
	case edit:
		head = t.say("checkin.edit")
	case head == "":
		head = t.say("checkin.left", "n", len(left))
	}
	p.say(head)
	if len(left) > 0 {
		t.expect("ci.how", looked{c: c, g: left[0].g})
	}
	for _, q := range left {
		p.ask(t.ciPrompt(q.g, q.e, history), t.ciChoices(c, q.g)...)
	}
	if edit {
		p.ask("", t.choice("checkin.button.keep", "ci.show", id(c.ID)))
	}
	if !edit {
		t.offerGoals(p, c, goals)
	}
	r := p.reply()
	r.Private = !t.ev.DM
	return r, nil
}

// ciPrompt is a goal to be asked about, with what was said of it last.
func (t *Turn) ciPrompt(g people.Goal, e people.Entry, history []people.CheckIn) Markup {
	text := t.say("checkin.prompt", "number", g.Number, "text", brief(g.Text, shownGoal), "horizon", t.years(g.Horizon))
	if e.Status != "" {
		return text + "\\\n" + t.say("checkin.sofar", "said", t.statusLine(e))
	}
	for _, old := range people.EntriesOf(g.ID, history) {
		switch {
		case old.Status == people.StatusSkip:
			continue
		case old.Next == "":
		case old.Status == people.StatusStuck:
			return text + "\\\n" + t.say("checkin.last.stuck", "said", brief(old.Next, shownGoal))
		default:
			return text + "\\\n" + t.say("checkin.last.next", "plan", planned(old))
		}
		break
	}
	return text
}

func (t *Turn) ciChoices(c people.CheckIn, g people.Goal) []Choice {
	at := id(c.ID) + ":" + id(g.ID) + ":"
	skip := "checkin.button.skip"
	if len(c.Horizons) == 1 && c.Horizons[0] == people.Year1 {
		skip = "checkin.button.skip.week"
	}
	return []Choice{
		t.choice("checkin.button.done", "ci", at+string(people.StatusDone)),
		t.choice("checkin.button.on-track", "ci", at+string(people.StatusOnTrack)),
		t.choice("checkin.button.stuck", "ci", at+string(people.StatusStuck)),
		t.choice(skip, "ci", at+string(people.StatusSkip)),
	}
}

// statusLine is how a goal goes, in a few words.
func (t *Turn) statusLine(e people.Entry) Markup {
	said := t.say("checkin.status." + string(e.Status))
	if e.Confidence > 0 {
		said += t.say("checkin.confidence", "n", e.Confidence)
	}
	return said
}

// askConfidence asks how sure somebody is, as a figure that may change, never a grade.
func (t *Turn) askConfidence(l looked) Reply {
	p := &page{}
	p.say(t.say("checkin.about", "text", brief(l.g.Text, shownGoal), "status", t.say("checkin.status."+string(l.e.Status))))
	at := id(l.c.ID) + ":" + id(l.g.ID) + ":"
	var items []Choice
	for n := 1; n <= 10; n++ {
		c := Choice{Label: strconv.Itoa(n), Action: "ci.conf", Value: at + strconv.Itoa(n)}
		if n == 1 || n == 10 {
			c.Label = t.plain("checkin.scale." + strconv.Itoa(n))
		}
		items = append(items, c)
	}
	items = append(items, t.choice("checkin.button.unsaid", "ci.conf", at+"0"))
	p.ask(t.say("checkin.confidence.ask"), items...)
	t.expect("ci.feel", l)
	return p.reply()
}

// askNext asks for one next action with when and where; for a goal that is
// stuck it asks a question instead, since advice comes after thinking.
func (t *Turn) askNext(l looked) (Reply, error) {
	p := &page{}
	p.say(t.say("checkin.about", "text", brief(l.g.Text, shownGoal), "status", t.statusLine(*l.e)))
	at := id(l.c.ID) + ":" + id(l.g.ID)
	button, leave := "checkin.button.next", "checkin.button.leave"
	if l.e.Status == people.StatusStuck {
		question, err := t.growQuestion(l)
		if err != nil {
			return Reply{}, err
		}
		p.say("**" + question + "**")
		p.say(t.say("checkin.grow.how"))
		button = "checkin.button.answer"
	} else {
		p.say(t.say("checkin.next.ask"))
	}
	items := []Choice{t.choice(button, "ci.next", at), t.choice(leave, "ci.leave", at)}
	items[0].Style = Primary
	p.ask("", items...)
	t.expect("ci.said", l)
	return p.reply(), nil
}

// expect takes the next words in a private conversation as the answer. In a
// channel others would read them: there the buttons serve.
func (t *Turn) expect(action string, l looked) {
	if t.ev.DM {
		t.talk.Expect = action + ":" + id(l.c.ID) + ":" + id(l.g.ID)
	}
}

// growQuestion is the one question for a stuck goal: another each time the
// goal is stuck, and not the same for two goals of one check-in.
func (t *Turn) growQuestion(l looked) (Markup, error) {
	history, err := t.before(l.c)
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
	return t.say("checkin.grow." + strconv.Itoa((times+3*max(0, place))%growQuestions+1)), nil
}

// before is the check-ins before c, newest first.
func (t *Turn) before(c people.CheckIn) ([]people.CheckIn, error) {
	all, err := t.recent()
	if i := slices.IndexFunc(all, func(x people.CheckIn) bool { return x.ID == c.ID }); i >= 0 {
		all = all[i+1:]
	}
	return all, err
}

// recent is the newest check-ins as they stood when this turn first looked.
func (t *Turn) recent() ([]people.CheckIn, error) {
	if t.checkIns != nil {
		return t.checkIns, nil
	}
	all, err := t.tx.CheckIns(t.p.ID, historyRead)
	if err != nil {
		return nil, fmt.Errorf("read check-ins: %w", err)
	}
	t.checkIns = append([]people.CheckIn{}, all...)
	return t.checkIns, nil
}

// ciEnd is what was agreed on, with one step from the roadmap, and when we see each other again.
func (t *Turn) ciEnd(head Markup, c people.CheckIn, goals []people.Goal, history []people.CheckIn) (Reply, error) {
	var lines []string
	fell := Markup("")
	for _, e := range c.Entries {
		i := slices.IndexFunc(goals, func(g people.Goal) bool { return g.ID == e.Goal })
		if i < 0 || e.Status == "" {
			continue
		}
		line := t.say("checkin.line", "number", goals[i].Number, "text", brief(goals[i].Text, shownGoal), "status", t.statusLine(e))
		switch {
		case e.Next == "":
		case e.Status == people.StatusStuck:
			line += "\\\n  " + t.say("checkin.line.said", "said", brief(e.Next, shownGoal))
		default:
			line += "\\\n  " + t.ifThen(e)
		}
		lines = append(lines, "- "+string(line))
		if was := people.LastConfidence(goals[i].ID, history); e.Confidence > 0 && was-e.Confidence >= 2 {
			fell = t.say("checkin.fell", "was", was, "now", e.Confidence, "text", brief(goals[i].Text, 80))
		}
	}
	p := &page{}
	if head == "" {
		p.say(t.say("checkin.end"))
	} else {
		p.say(head)
		p.say(t.say("checkin.end.more"))
	}
	p.say(Markup(strings.Join(lines, "\n")))
	p.say(fell)
	items := []Choice{}
	if !t.offerGoals(p, c, goals) { // one thing to think about is enough
		step, choice := t.roadmapStep(c, goals)
		p.say(step)
		if choice != nil {
			items = append(items, *choice)
		}
	}
	next, err := t.nextLine()
	if err != nil {
		return Reply{}, err
	}
	p.say(next)
	if !t.p.OptedIn {
		items = append(items, t.choice("schedule.button", "schedule", ""))
	}
	items = append(items, t.choice("checkin.button.edit", "ci.edit", id(c.ID)), t.choice("progress.button", "progress", ""))
	p.ask("", items...)
	r := p.reply()
	r.Private = !t.ev.DM
	return r, nil
}

// offerGoals proposes a goal for each horizon of a check-in that has none; it
// reports whether there was one to propose.
func (t *Turn) offerGoals(p *page, c people.CheckIn, goals []people.Goal) (offered bool) {
	for _, h := range c.Horizons {
		if hasOpen(goals, h) {
			continue
		}
		fit := t.proposals(h, goals)
		if len(fit) == 0 {
			continue
		}
		offered = true
		p.ask(t.say("checkin.offer", "horizon", t.years(h), "text", fit[0].Text.In(t.lang)),
			Choice{Label: t.plain("checkin.button.take", "horizon", t.years(h)), Action: "ci.take", Value: id(c.ID) + ":" + fit[0].ID},
			Choice{Label: t.plain("checkin.button.own"), Action: "goal.add", Value: string(h)})
	}
	if offered && len(c.Entries) == 0 {
		p.ask("", t.choice("checkin.button.later", "ci.later", id(c.ID)))
	}
	return offered
}

// nothingToCheck answers the command where there is no goal to look at.
func (t *Turn) nothingToCheck(on []people.Horizon, goals []people.Goal) (Reply, error) {
	p := &page{}
	head := t.say("checkin.none")
	if len(on) == 1 {
		head = t.say("checkin.none.on", "horizon", t.years(on[0]))
	} else {
		on = people.Horizons
	}
	p.say(head)
	for _, h := range on {
		for _, fit := range t.proposals(h, goals)[:min(1, len(t.proposals(h, goals)))] {
			p.ask(t.say("checkin.offer", "horizon", t.years(h), "text", fit.Text.In(t.lang)),
				Choice{Label: t.plain("checkin.button.take", "horizon", t.years(h)), Action: "goal.take", Value: fit.ID})
		}
	}
	only := ""
	if len(on) == 1 {
		only = string(on[0])
	}
	p.ask("", t.choice("goal.button.add", "goal.add", only))
	r := p.reply()
	r.Private = !t.ev.DM
	return r, nil
}

// ciTake takes a goal that a check-in proposed, "CHECKIN:PROPOSAL".
func (t *Turn) ciTake(value string) (Reply, error) {
	at, proposal, _ := strings.Cut(value, ":")
	c, answer, err := t.checkInAt(at)
	if err != nil {
		return Reply{}, err
	}
	taken, err := t.takeProposal(proposal)
	if err != nil || answer != nil { // an older check-in's proposal can be taken as well
		return taken, err
	}
	if err := t.answered(c); err != nil {
		return Reply{}, err
	}
	if len(c.Entries) > 0 || t.moreToOffer(c) {
		return t.ciPage(c, taken.Text, false)
	}
	next, err := t.nextLine()
	taken.Text += "\n\n" + next
	return taken, err
}

// moreToOffer reports whether a horizon of a check-in is still without a goal.
func (t *Turn) moreToOffer(c people.CheckIn) bool {
	goals, err := t.tx.Goals(t.p.ID)
	return err == nil && slices.ContainsFunc(c.Horizons, func(h people.Horizon) bool { return !hasOpen(goals, h) && len(t.proposals(h, goals)) > 0 })
}

// ciLater is "not now" to what was proposed.
func (t *Turn) ciLater(value string) (Reply, error) {
	c, answer, err := t.checkInAt(value)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	if err := t.answered(c); err != nil {
		return Reply{}, err
	}
	next, err := t.nextLine()
	return Reply{Text: t.say("checkin.later") + "\n\n" + next, Blocks: []Block{Choices{Items: []Choice{
		t.choice("schedule.button", "schedule", ""), t.choice("goal.button.add", "goal.add", "")}}}}, err
}

// id is a row's id as a Choice carries it.
func id(n int64) string { return strconv.FormatInt(n, 10) }

package bot

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// proposalsEach is how many goals are proposed for each horizon: enough to
// choose from, few enough to read.
const proposalsEach = 2

// startRoom is onboarding.
func startRoom() room {
	return room{
		specs: []*Spec{{Path: []string{"start"}, Personal: true, Aliases: []string{"begin", "onboarding", "commencer", "démarrer", "setup"},
			run: func(t *Turn, _ Args) (Reply, error) { return t.start() }}},
		presses: map[string]pressFunc{
			"start":     func(t *Turn, _ string) (Reply, error) { return t.startOrPropose() },
			"start.on":  func(t *Turn, _ string) (Reply, error) { return t.open("start", "") },
			"proposals": func(t *Turn, _ string) (Reply, error) { return t.propose("proposal.intro") },
		},
		forms: map[string]form{"start": {open: (*Turn).startForm, submit: (*Turn).startSubmit}},
	}
}

// start opens the form, where it can be opened; else it says what comes.
func (t *Turn) start() (Reply, error) {
	r, err := t.open("start", "")
	if err != nil {
		return r, err
	}
	r.Text = t.say("start.intro")
	return r, nil
}

// startOrPropose is the button under an empty list: who has started gets proposals at once.
func (t *Turn) startOrPropose() (Reply, error) {
	if t.p.OptedIn {
		return t.propose("proposal.intro")
	}
	return t.start()
}

func (t *Turn) startForm(string) (*Form, error) {
	when := t.plain("start.form.when.default")
	if all, err := t.tx.Schedules(t.p.ID); err != nil {
		return nil, fmt.Errorf("read schedules: %w", err)
	} else if i := slices.IndexFunc(all, func(s people.Schedule) bool { return s.Horizon == people.Year1 }); i >= 0 {
		when = t.b.Schedules.Describe(all[i].Plan, t.lang)
	}
	return &Form{Title: t.plain("start.form"), Submit: t.plain("start.form.submit"), Intro: t.say("start.form.intro"), Fields: []Field{
		{ID: "role", Label: t.plain("start.form.role"), Hint: t.plain("start.form.role.hint"), Suggest: "role", Initial: t.roleName(t.p.Role), Max: maxName},
		{ID: "target", Label: t.plain("start.form.target"), Hint: t.plain("start.form.target.hint"), Suggest: "role", Initial: t.roleName(t.p.Target), Max: maxName},
		t.zoneField(),
		{ID: "when", Label: t.plain("start.form.when"), Hint: t.plain("start.form.when.default"), Initial: when, Max: 200},
	}}, nil
}

// startSubmit keeps the profile and the schedules, and proposes goals.
func (t *Turn) startSubmit(_ string, fields map[string]string) (Reply, error) {
	zone, err := t.zoneSaid(fields["zone"])
	plan, wrong := t.b.Schedules.Parse(cmp.Or(fields["when"], t.plain("start.form.when.default")), t.lang, cmp.Or(zone, "UTC"), t.now)
	if wrong != nil { // all that is wrong is said at once: some platforms close the form
		err = errors.Join(err, t.scheduleProblem("when", wrong))
	}
	if err != nil {
		return Reply{}, err
	}
	if fields["role"] != "" {
		t.p.Role = t.roleSaid(fields["role"])
	}
	if fields["target"] != "" {
		t.p.Target = t.roleSaid(fields["target"])
	}
	guessed := t.p.Zone == "" && t.ev.Hints.Zone == "" && zone == t.supposed()
	t.p.Zone, t.p.ZoneAsked = zone, !rather(fields["zone"])
	first := !t.p.OptedIn
	t.p.OptedIn, t.p.Stopped, t.p.PausedUntil = true, false, time.Time{}
	if err := t.save(); err != nil {
		return Reply{}, fmt.Errorf("save profile: %w", err)
	}
	next, err := t.setSchedule(people.Year1, plan, true)
	if err != nil {
		return Reply{}, err
	}
	for _, h := range people.Horizons[1:] {
		if err := t.defaultSchedule(h); err != nil {
			return Reply{}, err
		}
	}
	if first && !t.ev.DM {
		if err := t.hello(); err != nil {
			return Reply{}, err
		}
	}
	r, err := t.propose("start.done", "when", t.b.Schedules.Describe(plan, t.lang), "next", t.moment(next), "zone", zone)
	if guessed { // it stood in the form: a look at the clock shows whether it was read
		r.lead(t.say("zone.guessed", "now", t.clockIn(zone), "city", t.city(zone)))
	}
	return r, err
}

// hello plans a first message to the person's own conversation, so that closed
// DMs show now, not at the first check-in.
func (t *Turn) hello() error {
	_, err := t.tx.PutDelivery(Outgoing{Person: t.p.ID, Kind: people.KindHello, Date: t.today(), User: t.ev.User, Due: t.now, NotBefore: t.now})
	if errors.Is(err, ErrDuplicate) {
		return nil
	}
	return err
}

// proposals are the goals that fit a person and that they have not taken,
// the best first, for one horizon.
func (t *Turn) proposals(h people.Horizon, taken []people.Goal) []careers.Proposal {
	var fit []careers.Proposal
	rank := map[string]int{}
	for _, p := range t.b.Careers().Proposals() {
		if people.Horizon(p.Horizon) != h || slices.ContainsFunc(taken, func(g people.Goal) bool { return g.Proposal == p.ID }) {
			continue
		}
		switch {
		case slices.Contains(p.For, t.p.Target) && t.p.Target != "":
			rank[p.ID] = 0
		case slices.Contains(p.For, t.p.Role) && t.p.Role != "":
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

// propose says head, and offers goals for each horizon, one choice each.
func (t *Turn) propose(head string, kv ...any) (Reply, error) {
	taken, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	r := Reply{Text: t.say(head, kv...), Private: !t.ev.DM}
	blocks := t.offers(taken, func(people.Horizon) bool { return true })
	if len(blocks) == 0 {
		return r, nil
	}
	r.Text += "\n\n" + t.say("proposal.ask")
	r.Blocks = blocks
	return r, nil
}

// offers is the best proposals for each wanted horizon, as choices.
func (t *Turn) offers(taken []people.Goal, wanted func(people.Horizon) bool) []Block {
	var blocks []Block
	for _, h := range people.Horizons {
		if !wanted(h) {
			continue
		}
		fit := t.proposals(h, taken)
		c := Choices{Prompt: t.say("proposal.horizon", "horizon", t.years(h))}
		for _, p := range fit[:min(proposalsEach, len(fit))] {
			c.Items = append(c.Items, Choice{Label: p.Text.In(t.lang), Description: p.Step.In(t.lang), Action: "goal.take", Value: p.ID})
		}
		if len(c.Items) > 0 {
			blocks = append(blocks, c)
		}
	}
	return blocks
}

// takeProposal adds a goal that the roadmap proposes, and offers more for the
// horizons that have none yet.
func (t *Turn) takeProposal(id string) (Reply, error) {
	all := t.b.Careers().Proposals()
	i := slices.IndexFunc(all, func(p careers.Proposal) bool { return p.ID == id })
	if i < 0 {
		return t.stale(), nil
	}
	r, err := t.addGoal(people.Horizon(all[i].Horizon), all[i].Text.In(t.lang), id)
	if err != nil {
		return r, err
	}
	r.Text += "\n\n" + t.say("goal.first-step", "step", all[i].Step.In(t.lang))
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return r, fmt.Errorf("read goals: %w", err)
	}
	more := t.offers(goals, func(h people.Horizon) bool {
		return !slices.ContainsFunc(goals, func(g people.Goal) bool { return g.State == people.Open && g.Horizon == h })
	})
	if len(more) > 0 {
		r.Text += "\n\n" + t.say("proposal.more")
		r.Blocks = append(more, r.Blocks...)
	}
	return r, nil
}

// moment is an instant as the person's own clock shows it.
func (t *Turn) moment(at time.Time) string {
	if at.IsZero() {
		return t.plain("time.never")
	}
	local := at.In(people.Location(t.p.Zone))
	return t.plain("time.moment", "day", t.plain("weekday."+itoa(int(local.Weekday()))), "date", t.dayOfMonth(local),
		"month", t.plain("month."+itoa(int(local.Month()))), "year", local.Year(), "time", t.clock(people.MinuteOf(local)))
}

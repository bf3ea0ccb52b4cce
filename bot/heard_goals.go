package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mentor/bot/people"
)

// verb does one thing that a message can say.
type verb func(t *Turn, a Args) (Reply, error)

// verbs is what can be said, by the name of the grammar's rule.
var verbs map[string]verb

// showsOnly is the verbs that change nothing.
var showsOnly = map[string]bool{"goal.list": true, "goal.show": true, "cert.list": true, "cert.find": true, "progress": true, "roadmap": true,
	"compare": true, "interview": true, "help": true, "profile.show": true, "schedule.show": true, "goal.suggest": true, "goal.steps": true,
	"me.next": true, "me.ready": true, "me.gap": true, "me.far": true, "me.cert": true, "me.valid": true, "me.help": true, "me.know": true}

func init() {
	verbs = map[string]verb{}
	for _, more := range []map[string]verb{goalVerbs(), certVerbs(), timeVerbs(), selfVerbs(), growthVerbs()} {
		for name, v := range more {
			verbs[name] = v
		}
	}
}

func goalVerbs() map[string]verb {
	return map[string]verb{
		"goal.add": func(t *Turn, a Args) (Reply, error) {
			return t.goalAdd(Args{"text": a["text"], "horizon": a["horizon"]})
		},
		"goal.list": func(t *Turn, a Args) (Reply, error) { return t.goals(a["horizon"]) },
		"goal.show": (*Turn).goalShow,
		"goal.done": func(t *Turn, a Args) (Reply, error) { return t.closeGoals(a, people.Done) },
		"goal.drop": (*Turn).dropGoals,
		"goal.edit": func(t *Turn, a Args) (Reply, error) {
			if r, err, wrong := t.oneGoal(a); wrong {
				return r, err
			}
			return t.goalEdit(Args{"number": a["number"], "text": a["text"]})
		},
		"goal.move":     (*Turn).moveGoals,
		"goal.postpone": (*Turn).goalPostpone,
		"goal.due":      (*Turn).goalDue,
		"goal.progress": (*Turn).goalProgress,
		"goal.remind":   (*Turn).goalRemind,
		"goal.suggest":  func(t *Turn, _ Args) (Reply, error) { return t.propose("proposal.intro") },
		"goal.undone":   (*Turn).goalStays,
		"goal.maybe":    (*Turn).goalStays,
	}
}

// numbers are the goals' numbers among the arguments.
func (a Args) numbers() []int {
	var out []int
	for _, f := range strings.Fields(a["number"]) {
		if n, err := strconv.Atoi(f); err == nil {
			out = append(out, n)
		}
	}
	return out
}

// oneGoal checks that exactly one goal is meant; wrong is true where the reply
// or the error asks which.
func (t *Turn) oneGoal(a Args) (r Reply, err error, wrong bool) {
	if a["number"] == "" && len(strings.Fields(a["unknown"])) == 1 { // one that is closed, or none: the command says so
		a["number"] = a["unknown"]
	}
	switch n := a.numbers(); {
	case a["several"] != "":
		r, err = t.whichGoal("", GoalChoice{Numbers: n})
		return r, err, true
	case len(n) == 1:
		return r, nil, false
	case a["unknown"] != "":
		return r, t.goalUnknown(a["unknown"]), true
	case len(n) == 0:
		p := t.problem("goal.which")
		p.Choices = []Choice{t.choice("goal.button.list", "goal.list", "")}
		return r, p, true
	}
	p := t.problem("heard.one-at-a-time")
	p.Choices = []Choice{t.choice("goal.button.list", "goal.list", "")}
	return r, p, true
}

func (t *Turn) goalUnknown(numbers string) error {
	p := t.problem("goal.unknown", "number", strings.Join(strings.Fields(numbers), ", "))
	p.Choices = []Choice{t.choice("goal.button.list", "goal.list", "")}
	return p
}

// whichGoal asks which of several goals is meant.
func (t *Turn) whichGoal(verb string, choice GoalChoice) (Reply, error) {
	r := Reply{Text: t.say("heard.which-goal"), Private: !t.ev.DM}
	c := Choices{}
	action := map[string]string{"goal.done": "goal.done", "goal.drop": "goal.drop"}[verb]
	var lines []string
	for _, n := range choice.Numbers {
		g, err := t.tx.Goal(t.p.ID, n)
		if err != nil {
			return Reply{}, fmt.Errorf("read goal: %w", err)
		}
		lines = append(lines, fmt.Sprintf("- **%d** %s", n, Escape(brief(g.Text, shownGoal))))
		if action != "" {
			c.Items = append(c.Items, Choice{Label: t.plain("heard.button.goal", "number", n), Action: action, Value: strconv.Itoa(n)})
		}
	}
	r.Text += Markup("\n\n" + strings.Join(lines, "\n"))
	c.Items = append(c.Items, t.choice("button.keep", "keep", ""))
	r.Blocks = []Block{c}
	return r, nil
}

// goalShow is one goal, with what can be done about it.
func (t *Turn) goalShow(a Args) (Reply, error) {
	if r, err, wrong := t.oneGoal(a); wrong {
		return r, err
	}
	g, err := t.goalNamed(a["number"])
	if err != nil {
		return Reply{}, err
	}
	n := strconv.Itoa(g.Number)
	text := t.say("heard.goal", "number", g.Number, "text", brief(g.Text, maxGoal), "horizon", t.years(g.Horizon))
	if g.State != people.Open {
		text = t.say("goal.closed."+string(g.State), "number", g.Number, "text", brief(g.Text, shownGoal))
	}
	r := Reply{Text: text, Private: !t.ev.DM}
	if g.State == people.Open {
		r.Blocks = []Block{Choices{Items: []Choice{
			{Label: t.plain("heard.button.done", "number", g.Number), Action: "goal.done", Value: n},
			{Label: t.plain("growth.button.steps"), Action: "growth.steps", Value: n},
			{Label: t.plain("growth.button.change"), Action: "form", Value: "goal " + n}}}}
	}
	return r, nil
}

// closeGoals marks goals as done, each of them or none where one is in doubt.
func (t *Turn) closeGoals(a Args, state people.GoalState) (Reply, error) {
	numbers := a.numbers()
	if len(numbers) <= 1 || a["several"] != "" {
		if r, err, wrong := t.oneGoal(a); wrong {
			return r, err
		}
		return t.closeGoal(a["number"], state)
	}
	var lines []string
	var closed []string
	for _, n := range numbers {
		g, err := t.goalNamed(strconv.Itoa(n))
		if err != nil {
			return Reply{}, err
		}
		if g.State != people.Open {
			lines = append(lines, string(t.say("goal.closed."+string(g.State), "number", n, "text", brief(g.Text, shownGoal))))
			continue
		}
		g.State, g.Closed, g.Updated = state, t.now, t.now
		if err := t.tx.SaveGoal(g); err != nil {
			return Reply{}, fmt.Errorf("close goal: %w", err)
		}
		lines = append(lines, string(t.say("heard.closed."+string(state), "number", n, "text", brief(g.Text, shownGoal))))
		closed = append(closed, strconv.Itoa(n))
	}
	t.changed = true
	if u := strings.Fields(a["unknown"]); len(u) > 0 {
		lines = append(lines, string(t.say("goal.unknown", "number", strings.Join(u, ", "))))
	}
	undo := strings.Join(closed, " ")
	t.talk.Undo = "goal.open:" + undo
	return Reply{Text: Markup(strings.Join(lines, "\n\n")), Blocks: []Block{Choices{Items: []Choice{
		t.choice("button.undo", "goal.open", undo), t.choice("goal.button.list", "goal.list", "")}}}}, nil
}

// dropGoals lets goals go: at once where one was named by the command itself,
// else after a yes.
func (t *Turn) dropGoals(a Args) (Reply, error) {
	numbers := a.numbers()
	if len(numbers) <= 1 || a["several"] != "" {
		if r, err, wrong := t.oneGoal(a); wrong {
			return r, err
		}
		if a["typed"] != "" {
			return t.closeGoal(a["number"], people.Dropped)
		}
		return t.goalDropSure(Args{"number": a["number"]})
	}
	var lines []string
	for _, n := range numbers {
		g, err := t.goalNamed(strconv.Itoa(n))
		if err != nil {
			return Reply{}, err
		}
		lines = append(lines, fmt.Sprintf("- **%d** %s", n, Escape(brief(g.Text, shownGoal))))
	}
	yes := Choice{Label: t.plain("heard.button.drop", "n", len(numbers)), Action: "goal.drop", Value: a["number"], Style: Danger}
	return Reply{Text: t.say("heard.drop", "n", len(numbers)) + Markup("\n\n"+strings.Join(lines, "\n")), Private: !t.ev.DM,
		Blocks: []Block{Choices{Items: []Choice{yes, t.choice("button.keep", "keep", "")}}}}, nil
}

// moveGoals moves goals to another horizon.
func (t *Turn) moveGoals(a Args) (Reply, error) {
	if a["horizon"] == "" {
		return t.goalPostpone(a)
	}
	numbers := a.numbers()
	if len(numbers) <= 1 || a["several"] != "" {
		if r, err, wrong := t.oneGoal(a); wrong {
			return r, err
		}
	}
	var all []Reply
	for _, n := range numbers {
		r, err := t.moveGoal(strconv.Itoa(n), people.Horizon(a["horizon"]))
		if err != nil {
			return Reply{}, err
		}
		all = append(all, r)
	}
	return together(all), nil
}

// goalPostpone asks to which horizon a goal goes.
func (t *Turn) goalPostpone(a Args) (Reply, error) {
	if r, err, wrong := t.oneGoal(a); wrong {
		return r, err
	}
	g, err := t.goalNamed(a["number"])
	if err != nil {
		return Reply{}, err
	}
	r := Reply{Text: t.say("heard.postpone", "number", g.Number, "text", brief(g.Text, shownGoal), "horizon", t.years(g.Horizon)), Private: !t.ev.DM}
	c := Choices{}
	for _, h := range people.Horizons[slices.Index(people.Horizons, g.Horizon)+1:] {
		c.Items = append(c.Items, Choice{Label: t.plain("goal.move-to", "horizon", t.years(h)), Action: "goal.move", Value: fmt.Sprintf("%d %s", g.Number, h)})
	}
	c.Items = append(c.Items, t.choice("button.keep", "keep", ""))
	r.Blocks = []Block{c}
	return r, nil
}

// goalDue puts a day into a goal's words after a yes: a goal has no day of its own.
func (t *Turn) goalDue(a Args) (Reply, error) {
	if r, err, wrong := t.oneGoal(a); wrong {
		return r, err
	}
	g, err := t.goalNamed(a["number"])
	if err != nil {
		return Reply{}, err
	}
	day := a["due.day"]
	if day == "" {
		day = a["due.to"]
	}
	if day == "" {
		return Reply{}, t.problem("date.unknown", "said", brief(a["due"], 60))
	}
	words := t.plain("heard.due.words", "text", strings.TrimRight(g.Text, ". "), "date", t.date(day))
	t.talk.Offer = &offered{Key: strconv.FormatInt(t.now.UnixMilli(), 36), Verb: "goal.edit", Args: Args{"number": a["number"], "text": words}}
	return Reply{Text: t.say("heard.due", "number", g.Number, "text", words), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		{Label: t.plain("heard.button.due"), Action: "offer.yes", Value: t.talk.Offer.Key}, t.choice("button.keep", "keep", "")}}}}, nil
}

// goalProgress answers a share of a goal: the mentor keeps how it goes, no figures.
func (t *Turn) goalProgress(a Args) (Reply, error) {
	if r, err, wrong := t.oneGoal(a); wrong {
		return r, err
	}
	g, err := t.goalNamed(a["number"])
	if err != nil {
		return Reply{}, err
	}
	return Reply{Text: t.say("heard.progress", "number", g.Number, "text", brief(g.Text, shownGoal), "share", a["percent"]), Private: !t.ev.DM,
		Blocks: []Block{Choices{Items: []Choice{t.choice("checkin.button", "checkin", ""),
			{Label: t.plain("heard.button.done", "number", g.Number), Action: "goal.done", Value: strconv.Itoa(g.Number)}}}}}, nil
}

// goalStays answers that a goal is not reached, or may be one day.
func (t *Turn) goalStays(a Args) (Reply, error) {
	if n := a.numbers(); len(n) == 1 {
		g, err := t.goalNamed(a["number"])
		if err != nil {
			return Reply{}, err
		}
		return Reply{Text: t.say("heard.goal.stays", "number", g.Number, "text", brief(g.Text, shownGoal)), Private: !t.ev.DM}, nil
	}
	return t.goalsStay()
}

// goalsStay names the goals that stay open.
func (t *Turn) goalsStay() (Reply, error) {
	all, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	var lines []string
	for _, g := range all {
		if g.State == people.Open && len(lines) < pageOfGoals {
			lines = append(lines, fmt.Sprintf("- **%d** %s", g.Number, Escape(brief(g.Text, shownGoal))))
		}
	}
	r := Reply{Text: t.say("heard.goals.stay"), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{t.choice("goal.button.list", "goal.list", "")}}}}
	if len(lines) > 0 {
		r.Text += Markup("\n\n" + strings.Join(lines, "\n"))
	}
	return r, nil
}

// goalRemind says that a reminder for one goal is not kept yet, and what is.
func (t *Turn) goalRemind(a Args) (Reply, error) {
	if r, err, wrong := t.oneGoal(a); wrong {
		return r, err
	}
	g, err := t.goalNamed(a["number"])
	if err != nil {
		return Reply{}, err
	}
	return Reply{Text: t.say("heard.remind", "number", g.Number, "text", brief(g.Text, shownGoal)), Private: !t.ev.DM,
		Blocks: []Block{Choices{Items: []Choice{t.choice("schedule.button", "schedule", ""), t.choice("checkin.button", "checkin", "")}}}}, nil
}

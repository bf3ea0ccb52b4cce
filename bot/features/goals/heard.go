package goals

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/dialogue"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/say"
)

func sayings() map[string]bot.Saying {
	return map[string]bot.Saying{
		"goal.add": {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			return goalAddBy(t, a)
		}, ToEnd: true, Else: GoalMood, Propose: toKeep},
		"goal.list":    {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return goals(t, a["horizon"]) }, Shows: true, Else: GoalMood},
		"goal.reached": {Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return doneGoals(t) }, Shows: true, Else: GoalMood},
		"goal.show":    {Do: goalShow, Shows: true, Needs: oneGoal, Else: GoalMood},
		"goal.done":    {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return closeGoals(t, a, people.Done) }, Press: "goal.done", Needs: oneGoal, Propose: toTick, Status: people.StatusDone, Else: GoalMood, Asked: goalAsked},
		"goal.drop":    {Do: dropGoals, Confirms: true, Needs: oneGoal, Press: "goal.drop", Propose: toLetGo, Else: GoalMood},
		"goal.edit": {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			if r, err, wrong := One(t, a); wrong {
				return r, err
			}
			return goalEdit(t, bot.Args{"number": a["number"], "text": a["text"]})
		}, ToEnd: true, Else: GoalMood, Needs: oneGoal, Propose: toChange},
		"goal.move":     {Do: moveGoals, Else: GoalMood, Needs: oneGoal, Propose: toMove},
		"goal.postpone": {Do: Postpone, Command: "goal edit", Else: GoalMood, Needs: oneGoal, Confirms: true},
		"goal.undated": {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			a["due"] = "none"
			return goalDue(t, a)
		}, Command: "goal due", Else: GoalMood, Needs: oneGoal},
		"goal.due":      {Do: goalDue, Command: "goal due", Else: GoalMood, Needs: oneGoal, Propose: toDate},
		"goal.progress": {Do: goalProgress, Else: GoalMood},
		"goal.suggest":  {Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return Propose(t, "proposal.intro") }, Shows: true, Else: GoalMood},
		"goal.undone":   {Do: goalStays, Offers: true, Else: GoalMood},
		"goal.almost":   {Else: GoalMood},
		"goal.maybe":    {Do: goalStays, Else: GoalMood},
	}
}

// polite words in front of a goal are no part of it: "new goal pls!! …".
var polite = regexp.MustCompile(`(?i)^(?:(?:pls|plz|please|stp|svp|s'il (?:te|vous) pla[iî]t)\b[\s,!.:;-]*)+`)

// oneGoal is what is needed for most that can be done to a goal.
var oneGoal = []string{"number"}

// isOne reports whether one goal was found, for sure.
func isOne(a bot.Args) bool { return len(a.Numbers()) == 1 && a["several"] == "" }

// One checks that exactly one goal is meant; wrong is true where the reply
// or the error asks which.
func One(t *bot.Turn, a bot.Args) (r bot.Reply, err error, wrong bool) {
	if a["number"] == "" && len(strings.Fields(a["unknown"])) == 1 { // one that is closed, or none: the command says so
		a["number"] = a["unknown"]
	}
	switch n := a.Numbers(); {
	case a["several"] != "":
		r, err = whichGoal(t, "", bot.GoalChoice{Numbers: n})
		return r, err, true
	case len(n) == 1:
		return r, nil, false
	case a["unknown"] != "":
		return r, goalUnknown(t, a["unknown"]), true
	case len(n) == 0:
		p := t.Problem("goal.which")
		p.Choices = []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}
		return r, p, true
	}
	p := t.Problem("heard.one-at-a-time")
	p.Choices = []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}
	return r, p, true
}

func goalUnknown(t *bot.Turn, numbers string) error {
	p := t.Problem("goal.unknown", "number", strings.Join(strings.Fields(numbers), ", "))
	p.Choices = []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}
	return p
}

// whichGoal asks which of several goals is meant; action is the press that does
// what was asked to one, if any.
func whichGoal(t *bot.Turn, action string, choice bot.GoalChoice) (bot.Reply, error) {
	r := bot.Reply{Text: t.Say("heard.which-goal"), Private: !t.Event.DM}
	c := bot.Choices{}
	var lines []string
	for _, n := range choice.Numbers {
		g, err := t.Tx.Goal(t.Person.ID, n)
		if err != nil {
			return bot.Reply{}, fmt.Errorf("read goal: %w", err)
		}
		lines = append(lines, fmt.Sprintf("- **%d** %s", n, bot.Escape(bot.Brief(g.Text, say.ShownGoal))))
		if action != "" {
			c.Items = append(c.Items, bot.Choice{Label: t.Plain("heard.button.goal", "number", n), Action: action, Value: strconv.Itoa(n)})
		}
	}
	r.Text += bot.Markup("\n\n" + strings.Join(lines, "\n"))
	c.Items = append(c.Items, t.Choice("button.keep", "keep", ""))
	r.Blocks = []bot.Block{c}
	return r, nil
}

// goalShow is one goal, with what can be done about it.
func goalShow(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if r, err, wrong := One(t, a); wrong {
		return r, err
	}
	g, err := Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	n := strconv.Itoa(g.Number)
	text := t.Say("heard.goal", "number", g.Number, "text", bot.Brief(g.Text, people.MaxGoal), "horizon", say.Years(t, g.Horizon))
	if g.State != people.Open {
		text = t.Say("goal.closed."+string(g.State), "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal))
	}
	r := bot.Reply{Text: text, Private: !t.Event.DM}
	if g.State == people.Open {
		more, err := moreOf(t, g)
		if err != nil {
			return bot.Reply{}, err
		}
		r.Text += more
		r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{
			{Label: t.Plain("heard.button.done", "number", g.Number), Action: "goal.done", Value: n},
			{Label: t.Plain("growth.button.steps"), Action: "growth.steps", Value: n},
			{Label: t.Plain("growth.button.change"), Action: "form", Value: "goal " + n}}}}
	}
	return r, nil
}

// moreOf is by when a goal is to be reached, and its steps.
func moreOf(t *bot.Turn, g people.Goal) (bot.Markup, error) {
	var more bot.Markup
	if by := dueBy(t, g); by != "" {
		more = " (" + by + ")"
	}
	steps, err := t.Tx.Steps(t.Person.ID)
	if err != nil {
		return "", fmt.Errorf("read steps: %w", err)
	}
	sep := bot.Markup("\n\n")
	for _, s := range steps {
		if s.Goal != g.ID {
			continue
		}
		more += sep + "- " + bot.Escape(bot.Brief(s.Text, say.ShownGoal))
		if !s.Done.IsZero() {
			more += " (" + t.Say("goal.step.done", "date", say.Date(t, people.Today(s.Done, t.Person.Zone))) + ")"
		}
		sep = "\n"
	}
	return more, nil
}

// closeGoals marks goals as done, each of them or none where one is in doubt.
func closeGoals(t *bot.Turn, a bot.Args, state people.GoalState) (bot.Reply, error) {
	numbers := a.Numbers()
	if len(numbers) <= 1 || a["several"] != "" {
		if r, err, wrong := One(t, a); wrong {
			return r, err
		}
		return closeGoal(t, a["number"], state)
	}
	var lines []string
	var closed []string
	for _, n := range numbers {
		g, err := Named(t, strconv.Itoa(n))
		if err != nil {
			return bot.Reply{}, err
		}
		if g.State != people.Open {
			lines = append(lines, string(t.Say("goal.closed."+string(g.State), "number", n, "text", bot.Brief(g.Text, say.ShownGoal))))
			continue
		}
		g.State, g.Closed, g.Updated = state, t.Now, t.Now
		if err := t.Tx.SaveGoal(g); err != nil {
			return bot.Reply{}, fmt.Errorf("close goal: %w", err)
		}
		lines = append(lines, string(t.Say("heard.closed."+string(state), "number", n, "text", bot.Brief(g.Text, say.ShownGoal))))
		closed = append(closed, strconv.Itoa(n))
	}
	t.Changed = true
	if u := strings.Fields(a["unknown"]); len(u) > 0 {
		lines = append(lines, string(t.Say("goal.unknown", "number", strings.Join(u, ", "))))
	}
	undo := strings.Join(closed, " ")
	t.Undoes(bot.Call{Action: "goal.open", Value: undo})
	t.Did(closing[state], bot.Args{"number": undo})
	return bot.Reply{Text: bot.Markup(strings.Join(lines, "\n\n")), Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("button.undo", "goal.open", undo), t.Choice("goal.button.list", "goal.list", "")}}}}, nil
}

// dropGoals lets goals go: at once where one was named by the command itself,
// else after a yes.
func dropGoals(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	numbers := a.Numbers()
	if len(numbers) <= 1 || a["several"] != "" {
		if r, err, wrong := One(t, a); wrong {
			return r, err
		}
		if a["typed"] != "" {
			return closeGoal(t, a["number"], people.Dropped)
		}
		return goalDropSure(t, bot.Args{"number": a["number"]})
	}
	var lines []string
	for _, n := range numbers {
		g, err := Named(t, strconv.Itoa(n))
		if err != nil {
			return bot.Reply{}, err
		}
		lines = append(lines, fmt.Sprintf("- **%d** %s", n, bot.Escape(bot.Brief(g.Text, say.ShownGoal))))
	}
	yes := bot.Choice{Label: t.Plain("heard.button.drop", "n", len(numbers)), Action: "goal.drop", Value: a["number"], Style: bot.Danger}
	return bot.Reply{Text: t.Say("heard.drop", "n", len(numbers)) + bot.Markup("\n\n"+strings.Join(lines, "\n")), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{yes, t.Choice("button.keep", "keep", "")}}}}, nil
}

// moveGoals moves goals to another horizon.
func moveGoals(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if a["horizon"] == "" {
		return Postpone(t, a)
	}
	numbers := a.Numbers()
	if len(numbers) <= 1 || a["several"] != "" {
		if r, err, wrong := One(t, a); wrong {
			return r, err
		}
	}
	var all []bot.Reply
	for _, n := range numbers {
		r, err := moveGoal(t, strconv.Itoa(n), people.Horizon(a["horizon"]))
		if err != nil {
			return bot.Reply{}, err
		}
		all = append(all, r)
	}
	return say.Together(all), nil
}

// ChangedLast is the number of the goal that was changed last, while "it" may
// mean that one; empty: none.
func ChangedLast(t *bot.Turn) string {
	if last := t.Talk.Last.Correctable(t.Now); last != nil && !last.Asked && (strings.HasPrefix(last.Verb, "goal.") || last.Verb == "remind") {
		return last.Args["number"]
	}
	return ""
}

// LongerBy is how much later something is to come, as an ISO 8601 period; empty
// where a day was said, or nothing.
func LongerBy(t *bot.Turn, a bot.Args) string {
	if by, ok := strings.CutPrefix(bot.Fold(a["until"]), "by "); ok {
		r, _ := language.Whole(by, language.Context{Now: t.Now, Lang: language.English})
		if d, ok := r.Value.(language.Duration); ok {
			return d.String()
		}
	}
	return a["until.length"]
}

// Postpone moves a goal's date to the day that is named, else it asks to which
// horizon the goal goes.
func Postpone(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if r, err, wrong := One(t, a); wrong {
		return r, err
	}
	g, err := Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	if said := a["until"]; said != "" {
		day := cmp.Or(a["until.day"], a["until.to"])
		if l := LongerBy(t, a); l != "" { // "two more weeks", "by a week": from the day it has
			day, _ = daysOn(cmp.Or(dueOf(t, g), t.Today()), l)
		}
		if day == "" {
			day, _ = dueDay(t, said)
		}
		if day != "" {
			return setDue(t, g, day)
		}
	}
	r := bot.Reply{Text: t.Say("heard.postpone", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "horizon", say.Years(t, g.Horizon)), Private: !t.Event.DM}
	c := bot.Choices{}
	for _, h := range people.Horizons[slices.Index(people.Horizons, g.Horizon)+1:] {
		c.Items = append(c.Items, move.Choice(t.Plain("goal.move-to", "horizon", say.Years(t, h)), toHorizon{strconv.Itoa(g.Number), h}))
	}
	c.Items = append(c.Items, t.Choice("button.keep", "keep", ""))
	r.Blocks = []bot.Block{c}
	return r, nil
}

// goalProgress answers a share of a goal: the mentor keeps how it goes, no figures.
func goalProgress(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if r, err, wrong := One(t, a); wrong {
		return r, err
	}
	g, err := Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: t.Say("heard.progress", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "share", a["percent"]), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("checkin.button", "checkin", ""),
			{Label: t.Plain("heard.button.done", "number", g.Number), Action: "goal.done", Value: strconv.Itoa(g.Number)}}}}}, nil
}

// unclearGoal asks which goal is meant where words fit more than one.
func unclearGoal(t *bot.Turn, _ string, p bot.Part) (bot.Reply, bool, error) {
	choice, ok := dialogue.GoalChoice(p)
	if !ok || !choice.Several {
		return bot.Reply{}, false, nil
	}
	r, err := whichGoal(t, t.Bot.Saying(p.Name).Press, choice)
	return r, true, err
}

// GoalMood answers what was said of goals and may not be done.
func GoalMood(t *bot.Turn, _ string, _ bot.Part) (bot.Reply, bool, error) {
	r, err := goalsStay(t)
	return r, true, err
}

// goalAsked says how a goal stands.
func goalAsked(t *bot.Turn, _ string, p bot.Part) (bot.Reply, bool, error) {
	if choice, ok := dialogue.GoalChoice(p); ok && len(choice.Numbers) == 1 {
		g, err := t.Tx.Goal(t.Person.ID, choice.Numbers[0])
		if err != nil {
			return bot.Reply{}, true, err
		}
		return bot.Reply{Text: t.Say("heard.goal.state."+string(g.State), "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)), Private: !t.Event.DM,
			Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}}}}, true, nil
	}
	return bot.Reply{}, false, nil
}

// goalMeant keeps words that only seem to be a goal after a yes.
// goalAddBy adds a goal; one with a day by which it is to be reached lies on the
// horizon of that day, where no other was said.
func goalAddBy(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	day := cmp.Or(a["due.day"], a["due.to"])
	if day == "" || a["text"] == "" {
		return goalAdd(t, bot.Args{"text": a["text"], "horizon": a["horizon"]})
	}
	r, err := goalAdd(t, bot.Args{"text": a["text"], "horizon": cmp.Or(a["horizon"], string(people.HorizonBy(day, t.Today())))})
	if err != nil {
		return r, err
	}
	all, err := t.Tx.Goals(t.Person.ID)
	if err != nil || len(all) == 0 {
		return r, err
	}
	g := slices.MaxFunc(all, func(x, y people.Goal) int { return cmp.Compare(x.Number, y.Number) })
	due, err := setDue(t, g, day)
	if err != nil {
		return r, err
	}
	head, more, _ := strings.Cut(string(r.Text), "\n\n") // the day stands behind the goal, not in a line of its own
	due.Text = bot.Markup(head) + " (" + bot.Escape(t.Plain("goal.due.by", "date", say.Date(t, day))) + ")"
	if more != "" {
		due.Text += bot.Markup("\n\n" + more)
	}
	return due, nil
}

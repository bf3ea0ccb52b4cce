package goals

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// pageOfGoals is how many goals one reply lists; a Choice shows the next page.
const pageOfGoals = 20

// lookedAt is how many of the newest check-ins the list looks at for how it goes.
const lookedAt = 12

func goalAdd(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	text, horizon := polite.ReplaceAllString(a["text"], ""), people.Horizon("")
	if a["horizon"] != "" {
		h, rest, ok := plainwords.TakeHorizon(a["horizon"])
		if !ok {
			return bot.Reply{}, say.HorizonProblem(t, a["horizon"])
		}
		horizon = h
		text = cmp.Or(text, rest)
	}
	if text == "" {
		return t.Open("goal", string(horizon))
	}
	if m := plainwords.HorizonAhead.FindStringIndex(bot.Fold(text)); horizon == "" && m != nil && m[1] == len(bot.Fold(text)) { // "… in two years"
		horizon, _, _ = plainwords.HorizonIn(text)
	}
	return AddGoal(t, horizon, text, "")
}

// AddGoal keeps a goal; without a horizon it goes to the nearest, with a way to move it.
func AddGoal(t *bot.Turn, h people.Horizon, text, proposal string) (bot.Reply, error) {
	if err := checkGoal(t, text); err != nil {
		return bot.Reply{}, err
	}
	said := h != ""
	h = cmp.Or(h, people.Year1)
	all, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	for _, g := range all {
		if g.State == people.Open && bot.Fold(g.Text) == bot.Fold(text) {
			return bot.Reply{}, t.Problem("goal.same", "number", g.Number, "horizon", say.Years(t, g.Horizon))
		}
	}
	g, err := t.Tx.AddGoal(people.Goal{Person: t.Person.ID, Horizon: h, Text: text, State: people.Open, Proposal: proposal, Created: t.Now, Updated: t.Now})
	if err != nil {
		return bot.Reply{}, fmt.Errorf("add goal: %w", err)
	}
	t.Changed = true
	day, _ := dueIn(t, text)
	t.Did("goal.add", bot.Args{"number": strconv.Itoa(g.Number), "horizon": string(h), "text": text, "day": day})
	r := bot.Reply{Text: t.Say("goal.added", "number", g.Number, "text", bot.Brief(text, say.ShownGoal), "horizon", say.Years(t, h))}
	c := bot.Choices{Items: offerDue(t, g)}
	if !said && len(c.Items) == 0 {
		for _, other := range people.Horizons[1:] {
			c.Items = append(c.Items, move.Choice(t.Plain("goal.move-to", "horizon", say.Years(t, other)), toHorizon{strconv.Itoa(g.Number), other}))
		}
	}
	c.Items = append(c.Items, t.Choice("goal.button.list", "goal.list", ""))
	r.Blocks = []bot.Block{c}
	if !t.Person.OptedIn {
		r.Text += "\n\n" + t.Say("goal.offer-nudge")
	}
	return r, nil
}

func checkGoal(t *bot.Turn, text string) error {
	if text == "" {
		return t.FieldProblem("text", "goal.empty")
	}
	if n := utf8.RuneCountInString(text); n > people.MaxGoal {
		return t.FieldProblem("text", "goal.too-long", "n", n, "most", people.MaxGoal)
	}
	return nil
}

// Named finds the goal that a person means: by number, or by words of its text.
func Named(t *bot.Turn, said string) (people.Goal, error) {
	if said == "" {
		return people.Goal{}, t.Problem("goal.which")
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(said, "#")); err == nil {
		g, err := t.Tx.Goal(t.Person.ID, n)
		if errors.Is(err, bot.ErrNotFound) {
			p := t.Problem("goal.unknown", "number", n)
			p.Choices = []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}
			return g, p
		}
		return g, err
	}
	all, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return people.Goal{}, err
	}
	var fit []people.Goal
	for _, g := range all {
		if g.State == people.Open && strings.Contains(bot.Fold(g.Text), bot.Fold(said)) {
			fit = append(fit, g)
		}
	}
	if len(fit) == 1 {
		return fit[0], nil
	}
	p := t.Problem("goal.not-found", "said", bot.Brief(said, 80))
	p.Choices = []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}
	return people.Goal{}, p
}

func goalClose(state people.GoalState) func(*bot.Turn, bot.Args) (bot.Reply, error) {
	return func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return closeGoal(t, a["number"], state) }
}

// closing is the verb that puts a goal into a state.
var closing = map[people.GoalState]string{people.Done: "goal.done", people.Dropped: "goal.drop"}

// closeGoal marks a goal as done or dropped, and offers to undo it.
func closeGoal(t *bot.Turn, said string, state people.GoalState) (bot.Reply, error) {
	g, err := Named(t, said)
	if err != nil {
		return bot.Reply{}, err
	}
	if g.State != people.Open {
		r := bot.Reply{Text: t.Say("goal.closed."+string(g.State), "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal))}
		r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.reopen", "goal.open", strconv.Itoa(g.Number))}}}
		return r, nil
	}
	g.State, g.Closed, g.Updated = state, t.Now, t.Now
	if err := t.Tx.SaveGoal(g); err != nil {
		return bot.Reply{}, fmt.Errorf("close goal: %w", err)
	}
	t.Changed = true
	t.Undoes(bot.Call{Action: "goal.open", Value: strconv.Itoa(g.Number)})
	saying := "goal." + string(state)
	if last := t.Talk.Last.Correctable(t.Now); state == people.Done && last != nil && last.Verb == "profile.set" {
		saying = "goal.done.too" // one deed, praised with the new role
	}
	t.Did(closing[state], bot.Args{"number": strconv.Itoa(g.Number)})
	return bot.Reply{Text: t.Say(saying, "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)),
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			t.Choice("button.undo", "goal.open", strconv.Itoa(g.Number)),
			t.Choice("goal.button.list", "goal.list", "")}}}}, nil
}

// goalDropSure asks before a goal goes that plain words seemed to mean.
func goalDropSure(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	g, err := Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	t.Asks("goal.drop", bot.Args{"number": strconv.Itoa(g.Number)})
	yes := t.Choice("goal.button.drop", "goal.drop", strconv.Itoa(g.Number))
	yes.Style = bot.Danger
	return bot.Reply{Text: t.Say("goal.drop-sure", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)),
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{yes, t.Choice("button.keep", "keep", "")}}}}, nil
}

func reopenGoal(t *bot.Turn, value string) (bot.Reply, error) {
	if several := strings.Fields(value); len(several) > 1 {
		var all []bot.Reply
		for _, n := range several {
			r, err := reopenGoal(t, n)
			if err != nil {
				return bot.Reply{}, err
			}
			all = append(all, r)
		}
		return say.Together(all), nil
	}
	g, err := Named(t, value)
	if err != nil {
		return bot.Reply{}, err
	}
	g.State, g.Updated, g.Closed = people.Open, t.Now, people.Goal{}.Closed
	if err := t.Tx.SaveGoal(g); err != nil {
		return bot.Reply{}, fmt.Errorf("reopen goal: %w", err)
	}
	t.Changed = true
	return bot.Reply{Text: t.Say("goal.reopened", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal))}, nil
}

func goalEdit(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	g, err := Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	if a["text"] == "" {
		return t.Open("goal", strconv.Itoa(g.Number))
	}
	return editGoal(t, g, g.Horizon, a["text"])
}

func editGoal(t *bot.Turn, g people.Goal, h people.Horizon, text string) (bot.Reply, error) {
	if err := checkGoal(t, text); err != nil {
		return bot.Reply{}, err
	}
	g.Text, g.Horizon, g.Updated = text, h, t.Now
	if err := t.Tx.SaveGoal(g); err != nil {
		return bot.Reply{}, fmt.Errorf("edit goal: %w", err)
	}
	t.Changed = true
	t.Did("goal.edit", bot.Args{"number": strconv.Itoa(g.Number), "text": text})
	return bot.Reply{Text: t.Say("goal.edited", "number", g.Number, "text", bot.Brief(text, say.ShownGoal), "horizon", say.Years(t, h))}, nil
}

func goalMove(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	h, _, ok := plainwords.TakeHorizon(a["horizon"])
	if !ok {
		if a["horizon"] == "" {
			return bot.Reply{}, t.Problem("goal.move-where")
		}
		return bot.Reply{}, say.HorizonProblem(t, a["horizon"])
	}
	return moveGoal(t, a["number"], h)
}

func moveGoal(t *bot.Turn, said string, h people.Horizon) (bot.Reply, error) {
	g, err := Named(t, said)
	if err != nil {
		return bot.Reply{}, err
	}
	g.Horizon, g.Updated = h, t.Now
	if err := t.Tx.SaveGoal(g); err != nil {
		return bot.Reply{}, fmt.Errorf("move goal: %w", err)
	}
	t.Changed = true
	t.Did("goal.move", bot.Args{"number": strconv.Itoa(g.Number), "horizon": string(h)})
	return bot.Reply{Text: t.Say("goal.moved", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "horizon", say.Years(t, h)),
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}}}}, nil
}

func goalList(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if a["horizon"] == "" {
		return goals(t, "")
	}
	h, _, ok := plainwords.TakeHorizon(a["horizon"])
	if !ok {
		return bot.Reply{}, say.HorizonProblem(t, a["horizon"])
	}
	return goals(t, string(h))
}

// goals lists open goals; which is "", a horizon, or "HORIZON PAGE".
func goals(t *bot.Turn, which string) (bot.Reply, error) {
	only, page := which, 0
	if h, n, ok := strings.Cut(which, " "); ok {
		only = h
		page, _ = strconv.Atoi(n)
	}
	all, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	steps, err := t.Tx.Steps(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read steps: %w", err)
	}
	history, err := t.Tx.CheckIns(t.Person.ID, lookedAt)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read check-ins: %w", err)
	}
	var open []people.Goal
	for _, h := range people.Horizons {
		for _, g := range all {
			if g.State == people.Open && g.Horizon == h && (only == "" || only == "all" || only == string(h)) {
				open = append(open, g)
			}
		}
	}
	r := bot.Reply{Private: !t.Event.DM}
	if len(open) == 0 {
		r.Text = t.Say("goal.none")
		r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.add", "goal.add", only), t.Choice("start.button", "start", "")}}}
		return r, nil
	}
	page = max(0, min(page, (len(open)-1)/pageOfGoals))
	shown := open[page*pageOfGoals : min(len(open), (page+1)*pageOfGoals)]
	var b strings.Builder
	b.WriteString(string(t.Say("goal.list", "n", len(open))))
	last := people.Horizon("")
	for _, g := range shown {
		if g.Horizon != last {
			fmt.Fprintf(&b, "\n\n**%s**\n", bot.Escape(say.Years(t, g.Horizon)))
			last = g.Horizon
		}
		b.WriteString("\n" + goalLine(t, g, steps, history))
	}
	r.Text = bot.Markup(b.String())
	c := bot.Choices{}
	if len(open) > (page+1)*pageOfGoals {
		c.Items = append(c.Items, t.Choice("button.next-page", "goal.list", cmp.Or(only, "all")+" "+strconv.Itoa(page+1)))
	}
	if text, choice, ok := Nearer(t, shown); ok {
		r.Text += "\n\n" + text
		c.Items = append(c.Items, choice)
	}
	c.Items = append(c.Items, t.Choice("goal.button.add", "goal.add", ""), t.Choice("checkin.button", "checkin", ""))
	r.Blocks = []bot.Block{c}
	return r, nil
}

// goalForm is the fields of a goal; value is its number, a horizon for a new one, or empty.
func goalForm(t *bot.Turn, value string) (*bot.Form, error) {
	text, horizon, title := "", people.Year1, "goal.form.new"
	if slices.Contains(people.Horizons, people.Horizon(value)) {
		horizon = people.Horizon(value)
	} else if value != "" {
		g, err := Named(t, value)
		if err != nil {
			return nil, err
		}
		text, horizon, title = g.Text, g.Horizon, "goal.form.edit"
	}
	return &bot.Form{Title: t.Plain(title), Submit: t.Plain("button.save"), Fields: []bot.Field{
		{ID: "text", Label: t.Plain("goal.form.text"), Hint: t.Plain("goal.form.hint"), Kind: bot.LongText, Initial: text, Max: 2000},
		{ID: "horizon", Label: t.Plain("goal.form.horizon"), Kind: bot.Pick, Initial: string(horizon), Options: horizonOptions(t)},
	}}, nil
}

func horizonOptions(t *bot.Turn) []bot.Choice {
	var out []bot.Choice
	for _, h := range people.Horizons {
		out = append(out, bot.Choice{Label: say.Years(t, h), Action: "horizon", Value: string(h)})
	}
	return out
}

func goalSubmit(t *bot.Turn, value string, fields map[string]string) (bot.Reply, error) {
	h, _, ok := plainwords.TakeHorizon(fields["horizon"])
	if !ok {
		return bot.Reply{}, say.HorizonProblem(t, fields["horizon"])
	}
	if value == "" || slices.Contains(people.Horizons, people.Horizon(value)) {
		return AddGoal(t, h, fields["text"], "")
	}
	g, err := Named(t, value)
	if err != nil {
		return bot.Reply{}, err
	}
	return editGoal(t, g, h, fields["text"])
}

// goalSaid is a goal in plain words after the mentor asked for one.
func goalSaid(t *bot.Turn, v newGoal) (bot.Reply, error) {
	return AddGoal(t, v.Horizon, v.Text, "")
}

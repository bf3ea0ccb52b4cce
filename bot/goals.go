package bot

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mentor/bot/people"
)

// maxGoal is how long a goal may be, in characters: it stands in lists, and a
// plan of several pages belongs elsewhere.
const maxGoal = 10_000

// shownGoal is how much of a goal's text stands in lists and on buttons.
const shownGoal = 240

// pageOfGoals is how many goals one reply lists; a Choice shows the next page.
const pageOfGoals = 20

// goalRoom is what people want to reach, on three horizons.
func goalRoom() room {
	number := Arg{Name: "number", Type: NumberArg, Required: true}
	return room{
		specs: []*Spec{
			{Path: []string{"goal", "add"}, Personal: true, run: (*Turn).goalAdd,
				Aliases: []string{"goal new", "goals add", "add goal", "new goal", "objectif ajouter", "ajouter objectif", "nouvel objectif"},
				Args:    []Arg{{Name: "horizon", Type: HorizonArg}, {Name: "text", Type: WordsArg, Required: true}}},
			{Path: []string{"goal", "list"}, Personal: true, run: (*Turn).goalList,
				Aliases: []string{"goal", "goals", "my goals", "list goals", "goals list", "objectif", "objectifs", "mes objectifs", "objectif liste"},
				Args:    []Arg{{Name: "horizon", Type: HorizonArg}}},
			{Path: []string{"goal", "done"}, Personal: true, run: goalClose(people.Done),
				Aliases: []string{"goals done", "goal finish", "goal complete", "objectif fait", "objectif atteint"}, Args: []Arg{number}},
			{Path: []string{"goal", "edit"}, Personal: true, run: (*Turn).goalEdit,
				Aliases: []string{"goals edit", "goal change", "objectif modifier"},
				Args:    []Arg{number, {Name: "text", Type: WordsArg}}},
			{Path: []string{"goal", "drop"}, Personal: true, run: goalClose(people.Dropped), sure: (*Turn).goalDropSure,
				Aliases: []string{"goals drop", "goal remove", "goal delete", "objectif abandonner", "objectif supprimer"}, Args: []Arg{number}},
			{Path: []string{"goal", "move"}, Personal: true, run: (*Turn).goalMove,
				Aliases: []string{"goals move", "objectif déplacer"},
				Args:    []Arg{number, {Name: "horizon", Type: HorizonArg, Required: true, Keys: []string{"to", "in", "into", "under", "vers", "à", "au", "dans", "sur", "en"}}}},
		},
		presses: map[string]pressFunc{
			"goal.list": func(t *Turn, v string) (Reply, error) { return t.goals(v) },
			"goal.done": func(t *Turn, v string) (Reply, error) { return t.closeGoal(v, people.Done) },
			"goal.drop": func(t *Turn, v string) (Reply, error) { return t.closeGoals(Args{"number": v}, people.Dropped) },
			"goal.open": (*Turn).reopenGoal,
			"goal.add":  func(t *Turn, v string) (Reply, error) { return t.open("goal", v) },
			"goal.move": func(t *Turn, v string) (Reply, error) {
				n, h, _ := strings.Cut(v, " ")
				return t.moveGoal(n, people.Horizon(h))
			},
			"goal.take": (*Turn).takeProposal,
			// goal.say is a goal typed after "what would you like to reach?"
			"goal.say": func(t *Turn, v string) (Reply, error) { return t.goalSaid(v) },
		},
		forms: map[string]form{"goal": {open: (*Turn).goalForm, submit: (*Turn).goalSubmit}},
	}
}

func (t *Turn) goalAdd(a Args) (Reply, error) {
	text, horizon := a["text"], people.Horizon("")
	if a["horizon"] != "" {
		h, rest, ok := TakeHorizon(a["horizon"])
		if !ok {
			return Reply{}, t.horizonProblem(a["horizon"])
		}
		horizon = h
		text = cmp.Or(text, rest)
	}
	if text == "" {
		return t.open("goal", string(horizon))
	}
	if m := horizonAhead.FindStringIndex(Fold(text)); horizon == "" && m != nil && m[1] == len(Fold(text)) { // "… in two years"
		horizon, _, _ = horizonIn(text)
	}
	return t.addGoal(horizon, text, "")
}

// addGoal keeps a goal; without a horizon it goes to the nearest, with a way to move it.
func (t *Turn) addGoal(h people.Horizon, text, proposal string) (Reply, error) {
	if err := t.checkGoal(text); err != nil {
		return Reply{}, err
	}
	said := h != ""
	h = cmp.Or(h, people.Year1)
	all, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	for _, g := range all {
		if g.State == people.Open && Fold(g.Text) == Fold(text) {
			return Reply{}, t.problem("goal.same", "number", g.Number, "horizon", t.years(g.Horizon))
		}
	}
	g, err := t.tx.AddGoal(people.Goal{Person: t.p.ID, Horizon: h, Text: text, State: people.Open, Proposal: proposal, Created: t.now, Updated: t.now})
	if err != nil {
		return Reply{}, fmt.Errorf("add goal: %w", err)
	}
	t.changed = true
	r := Reply{Text: t.say("goal.added", "number", g.Number, "text", brief(text, shownGoal), "horizon", t.years(h))}
	c := Choices{}
	if !said {
		for _, other := range people.Horizons[1:] {
			c.Items = append(c.Items, Choice{Label: t.plain("goal.move-to", "horizon", t.years(other)), Action: "goal.move", Value: fmt.Sprintf("%d %s", g.Number, other)})
		}
	}
	c.Items = append(c.Items, t.choice("goal.button.list", "goal.list", ""))
	r.Blocks = []Block{c}
	if !t.p.OptedIn {
		r.Text += "\n\n" + t.say("goal.offer-nudge")
	}
	return r, nil
}

func (t *Turn) checkGoal(text string) error {
	if text == "" {
		return t.fieldProblem("text", "goal.empty")
	}
	if n := utf8.RuneCountInString(text); n > maxGoal {
		return t.fieldProblem("text", "goal.too-long", "n", n, "most", maxGoal)
	}
	return nil
}

func (t *Turn) horizonProblem(said string) *Problem {
	return t.fieldProblem("horizon", "goal.horizon", "said", brief(said, 60))
}

// goalNamed finds the goal that a person means: by number, or by words of its text.
func (t *Turn) goalNamed(said string) (people.Goal, error) {
	if said == "" {
		return people.Goal{}, t.problem("goal.which")
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(said, "#")); err == nil {
		g, err := t.tx.Goal(t.p.ID, n)
		if errors.Is(err, ErrNotFound) {
			p := t.problem("goal.unknown", "number", n)
			p.Choices = []Choice{t.choice("goal.button.list", "goal.list", "")}
			return g, p
		}
		return g, err
	}
	all, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return people.Goal{}, err
	}
	var fit []people.Goal
	for _, g := range all {
		if g.State == people.Open && strings.Contains(Fold(g.Text), Fold(said)) {
			fit = append(fit, g)
		}
	}
	if len(fit) == 1 {
		return fit[0], nil
	}
	p := t.problem("goal.not-found", "said", brief(said, 80))
	p.Choices = []Choice{t.choice("goal.button.list", "goal.list", "")}
	return people.Goal{}, p
}

func goalClose(state people.GoalState) func(*Turn, Args) (Reply, error) {
	return func(t *Turn, a Args) (Reply, error) { return t.closeGoal(a["number"], state) }
}

// closeGoal marks a goal as done or dropped, and offers to undo it.
func (t *Turn) closeGoal(said string, state people.GoalState) (Reply, error) {
	g, err := t.goalNamed(said)
	if err != nil {
		return Reply{}, err
	}
	if g.State != people.Open {
		r := Reply{Text: t.say("goal.closed."+string(g.State), "number", g.Number, "text", brief(g.Text, shownGoal))}
		r.Blocks = []Block{Choices{Items: []Choice{t.choice("goal.button.reopen", "goal.open", strconv.Itoa(g.Number))}}}
		return r, nil
	}
	g.State, g.Closed, g.Updated = state, t.now, t.now
	if err := t.tx.SaveGoal(g); err != nil {
		return Reply{}, fmt.Errorf("close goal: %w", err)
	}
	t.changed = true
	t.talk.Undo = "goal.open:" + strconv.Itoa(g.Number)
	return Reply{Text: t.say("goal."+string(state), "number", g.Number, "text", brief(g.Text, shownGoal)),
		Blocks: []Block{Choices{Items: []Choice{
			t.choice("button.undo", "goal.open", strconv.Itoa(g.Number)),
			t.choice("goal.button.list", "goal.list", "")}}}}, nil
}

// goalDropSure asks before a goal goes that plain words seemed to mean.
func (t *Turn) goalDropSure(a Args) (Reply, error) {
	g, err := t.goalNamed(a["number"])
	if err != nil {
		return Reply{}, err
	}
	yes := t.choice("goal.button.drop", "goal.drop", strconv.Itoa(g.Number))
	yes.Style = Danger
	return Reply{Text: t.say("goal.drop-sure", "number", g.Number, "text", brief(g.Text, shownGoal)),
		Blocks: []Block{Choices{Items: []Choice{yes, t.choice("button.keep", "keep", "")}}}}, nil
}

func (t *Turn) reopenGoal(value string) (Reply, error) {
	if several := strings.Fields(value); len(several) > 1 {
		var all []Reply
		for _, n := range several {
			r, err := t.reopenGoal(n)
			if err != nil {
				return Reply{}, err
			}
			all = append(all, r)
		}
		return together(all), nil
	}
	g, err := t.goalNamed(value)
	if err != nil {
		return Reply{}, err
	}
	g.State, g.Updated, g.Closed = people.Open, t.now, people.Goal{}.Closed
	if err := t.tx.SaveGoal(g); err != nil {
		return Reply{}, fmt.Errorf("reopen goal: %w", err)
	}
	t.changed = true
	return Reply{Text: t.say("goal.reopened", "number", g.Number, "text", brief(g.Text, shownGoal))}, nil
}

func (t *Turn) goalEdit(a Args) (Reply, error) {
	g, err := t.goalNamed(a["number"])
	if err != nil {
		return Reply{}, err
	}
	if a["text"] == "" {
		return t.open("goal", strconv.Itoa(g.Number))
	}
	return t.editGoal(g, g.Horizon, a["text"])
}

func (t *Turn) editGoal(g people.Goal, h people.Horizon, text string) (Reply, error) {
	if err := t.checkGoal(text); err != nil {
		return Reply{}, err
	}
	g.Text, g.Horizon, g.Updated = text, h, t.now
	if err := t.tx.SaveGoal(g); err != nil {
		return Reply{}, fmt.Errorf("edit goal: %w", err)
	}
	t.changed = true
	return Reply{Text: t.say("goal.edited", "number", g.Number, "text", brief(text, shownGoal), "horizon", t.years(h))}, nil
}

func (t *Turn) goalMove(a Args) (Reply, error) {
	h, _, ok := TakeHorizon(a["horizon"])
	if !ok {
		if a["horizon"] == "" {
			return Reply{}, t.problem("goal.move-where")
		}
		return Reply{}, t.horizonProblem(a["horizon"])
	}
	return t.moveGoal(a["number"], h)
}

func (t *Turn) moveGoal(said string, h people.Horizon) (Reply, error) {
	g, err := t.goalNamed(said)
	if err != nil {
		return Reply{}, err
	}
	g.Horizon, g.Updated = h, t.now
	if err := t.tx.SaveGoal(g); err != nil {
		return Reply{}, fmt.Errorf("move goal: %w", err)
	}
	t.changed = true
	return Reply{Text: t.say("goal.moved", "number", g.Number, "text", brief(g.Text, shownGoal), "horizon", t.years(h)),
		Blocks: []Block{Choices{Items: []Choice{t.choice("goal.button.list", "goal.list", "")}}}}, nil
}

func (t *Turn) goalList(a Args) (Reply, error) {
	if a["horizon"] == "" {
		return t.goals("")
	}
	h, _, ok := TakeHorizon(a["horizon"])
	if !ok {
		return Reply{}, t.horizonProblem(a["horizon"])
	}
	return t.goals(string(h))
}

// goals lists open goals; which is "", a horizon, or "HORIZON PAGE".
func (t *Turn) goals(which string) (Reply, error) {
	only, page := which, 0
	if h, n, ok := strings.Cut(which, " "); ok {
		only = h
		page, _ = strconv.Atoi(n)
	}
	all, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	var open []people.Goal
	for _, h := range people.Horizons {
		for _, g := range all {
			if g.State == people.Open && g.Horizon == h && (only == "" || only == "all" || only == string(h)) {
				open = append(open, g)
			}
		}
	}
	r := Reply{Private: !t.ev.DM}
	if len(open) == 0 {
		r.Text = t.say("goal.none")
		r.Blocks = []Block{Choices{Items: []Choice{t.choice("goal.button.add", "goal.add", only), t.choice("start.button", "start", "")}}}
		return r, nil
	}
	page = max(0, min(page, (len(open)-1)/pageOfGoals))
	shown := open[page*pageOfGoals : min(len(open), (page+1)*pageOfGoals)]
	var b strings.Builder
	b.WriteString(string(t.say("goal.list", "n", len(open))))
	last := people.Horizon("")
	for _, g := range shown {
		if g.Horizon != last {
			fmt.Fprintf(&b, "\n\n**%s**\n", Escape(t.years(g.Horizon)))
			last = g.Horizon
		}
		fmt.Fprintf(&b, "\n- **%d** %s", g.Number, Escape(brief(g.Text, shownGoal)))
	}
	r.Text = Markup(b.String())
	c := Choices{}
	if len(open) > (page+1)*pageOfGoals {
		c.Items = append(c.Items, t.choice("button.next-page", "goal.list", cmp.Or(only, "all")+" "+strconv.Itoa(page+1)))
	}
	c.Items = append(c.Items, t.choice("goal.button.add", "goal.add", ""), t.choice("checkin.button", "checkin", ""))
	r.Blocks = []Block{c}
	return r, nil
}

// goalForm is the fields of a goal; value is its number, a horizon for a new one, or empty.
func (t *Turn) goalForm(value string) (*Form, error) {
	text, horizon, title := "", people.Year1, "goal.form.new"
	if slices.Contains(people.Horizons, people.Horizon(value)) {
		horizon = people.Horizon(value)
	} else if value != "" {
		g, err := t.goalNamed(value)
		if err != nil {
			return nil, err
		}
		text, horizon, title = g.Text, g.Horizon, "goal.form.edit"
	}
	return &Form{Title: t.plain(title), Submit: t.plain("button.save"), Fields: []Field{
		{ID: "text", Label: t.plain("goal.form.text"), Hint: t.plain("goal.form.hint"), Kind: LongText, Initial: text, Max: 2000},
		{ID: "horizon", Label: t.plain("goal.form.horizon"), Kind: Pick, Initial: string(horizon), Options: t.horizonOptions()},
	}}, nil
}

func (t *Turn) horizonOptions() []Choice {
	var out []Choice
	for _, h := range people.Horizons {
		out = append(out, Choice{Label: t.years(h), Action: "horizon", Value: string(h)})
	}
	return out
}

func (t *Turn) goalSubmit(value string, fields map[string]string) (Reply, error) {
	h, _, ok := TakeHorizon(fields["horizon"])
	if !ok {
		return Reply{}, t.horizonProblem(fields["horizon"])
	}
	if value == "" || slices.Contains(people.Horizons, people.Horizon(value)) {
		return t.addGoal(h, fields["text"], "")
	}
	g, err := t.goalNamed(value)
	if err != nil {
		return Reply{}, err
	}
	return t.editGoal(g, h, fields["text"])
}

// goalSaid is a goal in plain words after the mentor asked for one; value is "HORIZON TEXT".
func (t *Turn) goalSaid(value string) (Reply, error) {
	h, text, _ := strings.Cut(value, " ")
	return t.addGoal(people.Horizon(h), text, "")
}

// brief shortens text to n characters at a word, with an ellipsis.
func brief(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)[:n-1]
	if i := strings.LastIndex(string(r), " "); i > len(string(r))/2 {
		return string(r)[:i] + "…"
	}
	return string(r) + "…"
}

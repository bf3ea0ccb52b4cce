package steps

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/features/goals"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// buttons is how many steps can be done by a button at once: the next ones.
const buttons = 3

// stepsCommand shows a goal's steps, or adds some, one a line.
func stepsCommand(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	return stepsOf(t, bot.Args{"number": a["number"], "text": a["steps"]})
}

// stepsOf is the same in a sentence.
func stepsOf(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if r, err, wrong := goals.One(t, a); wrong {
		return r, err
	}
	g, err := goals.Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	if g.State != people.Open {
		return bot.Reply{Text: t.Say("goal.closed."+string(g.State), "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)), Private: !t.Event.DM}, nil
	}
	own, err := of(t, g)
	if err != nil {
		return bot.Reply{}, err
	}
	if text := cmp.Or(a["text"], strings.Join(items(a["items"]), "\n")); text != "" {
		texts := lines(text)
		if err := check(t, len(own), texts); err != nil {
			return bot.Reply{}, err
		}
		return add(t, g, texts)
	}
	if len(own) == 0 {
		return proposed(t, g), nil
	}
	return shown(t, g, own, ""), nil
}

// toAdd asks whether several steps are meant, a line each.
func toAdd(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
	texts := lines(a["text"])
	if n := a.Numbers(); len(texts) < 2 || len(n) != 1 || a["several"] != "" {
		return bot.Reply{}, false, nil
	}
	g, err := goals.Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, true, err
	}
	list := make([]string, len(texts))
	for i, s := range texts {
		list[i] = "- " + string(bot.Escape(s))
	}
	key := t.KeepOffer("step.add", bot.Args{"number": a["number"], "text": strings.Join(texts, "\n")})
	return bot.Reply{Text: t.Say("guess.step.adds", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)) + bot.Markup("\n\n"+strings.Join(list, "\n")), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// of is a goal's steps, in their order.
func of(t *bot.Turn, g people.Goal) ([]people.Step, error) {
	all, err := t.Tx.Steps(t.Person.ID)
	if err != nil {
		return nil, fmt.Errorf("read steps: %w", err)
	}
	return slices.DeleteFunc(all, func(s people.Step) bool { return s.Goal != g.ID }), nil
}

// lines cuts what was typed into steps: one a line, or between semicolons;
// marks and numbers at their beginning are not kept.
func lines(text string) (out []string) {
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == ';' }) {
		line = strings.TrimSpace(line)
		if n := strings.IndexFunc(line, func(r rune) bool { return !strings.ContainsRune("0123456789.)-*•– ", r) }); n > 0 && strings.ContainsAny(line[:n], ".)-*•–") {
			line = line[n:]
		}
		if line = strings.Trim(line, " ,:"); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// proposed is what the mentor would break a goal down into, by its kind.
func proposed(t *bot.Turn, g people.Goal) bot.Reply {
	kind := plainwords.GoalKind(t.Bot.Careers(), g.Text)
	var list []string
	for _, s := range kind.Steps.In(t.Lang) {
		list = append(list, "- "+string(bot.Escape(s)))
	}
	text := t.Say("growth.steps", "number", g.Number, "goal", plainwords.TrimName(g.Text)) + bot.Markup("\n\n"+strings.Join(list, "\n")+"\n\n") + bot.Escape(kind.Ask.In(t.Lang))
	n := strconv.Itoa(g.Number)
	keep := t.Choice("step.button.keep", "step.keep", n)
	keep.Style = bot.Primary
	return bot.Reply{Text: text, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		keep, t.Choice("step.button.own", "step.edit", n), t.Choice("goal.button.list", "goal.list", "")}}}}
}

// shown is a goal's own steps, with the next ones to be done.
func shown(t *bot.Turn, g people.Goal, own []people.Step, head bot.Markup) bot.Reply {
	done := 0
	var list []string
	c := bot.Choices{}
	for i, s := range own {
		line := fmt.Sprintf("- **%d** %s", i+1, bot.Escape(s.Text))
		if !s.Done.IsZero() {
			done++
			line += " (" + string(t.Say("step.done.on", "date", say.Date(t, people.Today(s.Done, t.Person.Zone)))) + ")"
		} else if len(c.Items) < buttons {
			c.Items = append(c.Items, doneStep.Choice(t.Plain("step.button.done", "number", i+1), one{s.ID}))
		}
		list = append(list, line)
	}
	n := strconv.Itoa(g.Number)
	r := bot.Reply{Private: !t.Event.DM}
	if head != "" {
		head += "\n\n"
	}
	r.Text = head + t.Say("step.list", "number", g.Number, "goal", plainwords.TrimName(g.Text), "done", done, "of", len(own)) + bot.Markup("\n\n"+strings.Join(list, "\n"))
	if done == len(own) {
		r.Text += "\n\n" + t.Say("step.all")
		c.Items = append(c.Items, bot.Choice{Label: t.Plain("heard.button.done", "number", g.Number), Action: "goal.done", Value: n})
	} else {
		c.Items = append(c.Items, t.Choice("step.button.remind", "remind", n))
	}
	c.Items = append(c.Items, t.Choice("step.button.edit", "step.edit", n))
	r.Blocks = []bot.Block{c}
	return r
}

// keepProposed makes the proposed steps the goal's own.
func keepProposed(t *bot.Turn, number string) (bot.Reply, error) {
	g, err := goals.Named(t, number)
	if err != nil {
		return bot.Reply{}, err
	}
	own, err := of(t, g)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(own) > 0 || g.State != people.Open { // pressed twice
		return stepsOf(t, bot.Args{"number": number})
	}
	return add(t, g, plainwords.GoalKind(t.Bot.Careers(), g.Text).Steps.In(t.Lang))
}

// add keeps further steps of a goal.
func add(t *bot.Turn, g people.Goal, texts []string) (bot.Reply, error) {
	own, err := of(t, g)
	if err != nil {
		return bot.Reply{}, err
	}
	t.Undoes(restore.Of(before{g.Number, open(own)}))
	for _, text := range texts {
		s, err := t.Tx.AddStep(t.Person.ID, people.Step{Goal: g.ID, Text: text, Made: t.Now})
		if err != nil {
			return bot.Reply{}, fmt.Errorf("add step: %w", err)
		}
		own = append(own, s)
	}
	t.Changed = true
	return shown(t, g, own, t.Say("step.kept", "n", len(texts))), nil
}

func check(t *bot.Turn, have int, texts []string) error {
	if len(texts) == 0 {
		return t.FieldProblem("steps", "step.empty")
	}
	if n := have + len(texts); n > people.MaxSteps {
		return t.FieldProblem("steps", "step.many", "n", n, "most", people.MaxSteps)
	}
	for _, text := range texts {
		if n := utf8.RuneCountInString(text); n > people.MaxStep {
			return t.FieldProblem("steps", "error.too-long", "n", n, "most", people.MaxStep)
		}
	}
	return nil
}

// restored puts back the open steps that a goal had; what is done stays.
func restored(t *bot.Turn, v before) (bot.Reply, error) {
	g, err := goals.Named(t, strconv.Itoa(v.Number))
	if err != nil {
		return bot.Reply{}, err
	}
	if _, err := replace(t, g, lines(v.Lines)); err != nil {
		return bot.Reply{}, err
	}
	own, err := of(t, g)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(own) == 0 {
		return bot.Reply{Text: t.Say("step.cleared", "number", g.Number), Private: !t.Event.DM}, nil
	}
	return shown(t, g, own, t.Say("step.back")), nil
}

// replace puts texts in the place of a goal's open steps.
func replace(t *bot.Turn, g people.Goal, texts []string) (bot.Reply, error) {
	own, err := of(t, g)
	if err != nil {
		return bot.Reply{}, err
	}
	undo := restore.Of(before{g.Number, open(own)})
	for _, s := range own {
		if s.Done.IsZero() {
			if err := t.Tx.DropStep(t.Person.ID, s.ID); err != nil {
				return bot.Reply{}, fmt.Errorf("drop step: %w", err)
			}
		}
	}
	r, err := add(t, g, texts)
	t.Undoes(undo)
	return r, err
}

// open is the steps that are not done yet, one a line.
func open(own []people.Step) string {
	var list []string
	for _, s := range own {
		if s.Done.IsZero() {
			list = append(list, s.Text)
		}
	}
	return strings.Join(list, "\n")
}

// mark marks a step as done, or as open again.
func mark(t *bot.Turn, id int64, done bool) (bot.Reply, error) {
	all, err := t.Tx.Steps(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read steps: %w", err)
	}
	i := slices.IndexFunc(all, func(s people.Step) bool { return s.ID == id })
	if i < 0 {
		return t.Stale(), nil
	}
	s := all[i]
	g, err := t.Tx.GoalByID(t.Person.ID, s.Goal)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goal: %w", err)
	}
	if s.Done.IsZero() == done {
		if s.Done = t.Now; !done {
			s.Done = people.Step{}.Done
		}
		if err := t.Tx.SaveStep(t.Person.ID, s); err != nil {
			return bot.Reply{}, fmt.Errorf("mark step: %w", err)
		}
		g.Updated = t.Now // a goal of which a step is done is not forgotten
		if err := t.Tx.SaveGoal(g); err != nil {
			return bot.Reply{}, fmt.Errorf("touch goal: %w", err)
		}
		t.Changed = true
	}
	undo := openStep
	if !done {
		undo = doneStep
	}
	t.Undoes(undo.Of(one{s.ID}))
	own, err := of(t, g)
	if err != nil {
		return bot.Reply{}, err
	}
	number := slices.IndexFunc(own, func(x people.Step) bool { return x.ID == id }) + 1
	id2 := "step.done"
	if !done {
		id2 = "step.opened"
	}
	return shown(t, g, own, t.Say(id2, "number", number)), nil
}

// form is a goal's open steps, one a line.
func form(t *bot.Turn, number string) (*bot.Form, error) {
	g, err := goals.Named(t, number)
	if err != nil {
		return nil, err
	}
	own, err := of(t, g)
	if err != nil {
		return nil, err
	}
	return &bot.Form{Title: t.Plain("step.form"), Submit: t.Plain("button.save"), Intro: t.Say("step.form.of", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)),
		Fields: []bot.Field{{ID: "steps", Label: t.Plain("step.form.label"), Hint: t.Plain("step.form.hint"), Kind: bot.LongText, Initial: open(own), Max: 3000}}}, nil
}

// submit puts the lines in place of the steps that are open; a line that is
// there already keeps its step.
func submit(t *bot.Turn, number string, fields map[string]string) (bot.Reply, error) {
	g, err := goals.Named(t, number)
	if err != nil {
		return bot.Reply{}, err
	}
	own, err := of(t, g)
	if err != nil {
		return bot.Reply{}, err
	}
	texts, kept := lines(fields["steps"]), 0
	for _, s := range own {
		if !s.Done.IsZero() {
			kept++
		}
	}
	if err := check(t, kept, texts); err != nil {
		return bot.Reply{}, err
	}
	return replace(t, g, texts)
}

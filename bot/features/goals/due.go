package goals

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/say"
)

// dueAhead is how many years ahead a goal may be due: the farthest horizon
// ends after five.
const dueAhead = 6

// dueBehind is how many years back a goal may have been due; more is a slip of
// the pen.
const dueBehind = 1

// noDue is what takes a target date away.
var noDue = map[string]bool{"none": true, "no date": true, "never": true, "off": true, "clear": true, "remove": true,
	"aucune": true, "sans date": true, "sans echeance": true, "jamais": true, "enlever": true, "retirer": true}

// goalDue sets by when a goal is to be reached. Without a date it asks for one.
func goalDue(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if r, err, wrong := One(t, a); wrong {
		return r, err
	}
	g, err := Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	said := a["due"]
	if said == "" {
		return t.Open("goal.due", strconv.Itoa(g.Number))
	}
	if noDue[bot.Fold(strings.Trim(said, ". "))] {
		return setDue(t, g, "")
	}
	day := cmp.Or(a["due.day"], a["due.to"])
	if day == "" {
		if day, err = dueDay(t, said); err != nil {
			return bot.Reply{}, err
		}
	}
	if day < t.Today() && day >= t.Now.AddDate(-dueBehind, 0, 0).Format(time.DateOnly) && g.State == people.Open {
		return overdue(t, g, day)
	}
	return setDue(t, g, day)
}

// overdue keeps a day that is past, said in so many words: the goal is late.
func overdue(t *bot.Turn, g people.Goal, day string) (bot.Reply, error) {
	g.Due, g.Updated = day, t.Now
	if err := t.Tx.SaveGoal(g); err != nil {
		return bot.Reply{}, fmt.Errorf("set due: %w", err)
	}
	t.Changed = true
	t.Did("goal.due", bot.Args{"number": strconv.Itoa(g.Number), "day": day})
	return bot.Reply{Text: t.Say("goal.due.over", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "date", say.Day(t, day)), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}}}}, nil
}

// dueDay reads the day by which something is to be reached: the last one of a
// stretch ("end of June", "fin juin").
func dueDay(t *bot.Turn, said string) (string, error) {
	r, ok := language.Whole(said, language.Context{Now: t.Now.In(people.Location(t.Person.Zone)), Lang: language.Lang(t.Lang), Lean: language.Future})
	if _, length := r.Value.(language.Duration); ok && !length { // "one day" is no day
		if day, ok := lastDay(r); ok {
			return day, nil
		}
	}
	return "", t.FieldProblem("due", "goal.due.unknown", "said", bot.Brief(said, 60))
}

// lastDay is the day that a reading ends with; ok is false where it has none.
func lastDay(r language.Reading) (string, bool) {
	switch v := r.Value.(type) {
	case language.Date:
		return v.String(), true
	case language.Range:
		return v.To.String(), v.To != 0
	}
	return "", false
}

// setDue keeps a target date, or takes it away; a date on another horizon is
// offered as a move.
func setDue(t *bot.Turn, g people.Goal, day string) (bot.Reply, error) {
	number := strconv.Itoa(g.Number)
	if g.State != people.Open {
		return bot.Reply{Text: t.Say("goal.closed."+string(g.State), "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)), Private: !t.Event.DM}, nil
	}
	if day != "" && day < t.Today() {
		return bot.Reply{}, t.FieldProblem("due", "goal.due.past", "date", say.Date(t, day))
	}
	if day > t.Now.AddDate(dueAhead, 0, 0).Format(time.DateOnly) {
		return bot.Reply{}, t.FieldProblem("due", "goal.due.far", "date", say.Date(t, day))
	}
	before := g.Due
	g.Due, g.Updated = day, t.Now
	if err := t.Tx.SaveGoal(g); err != nil {
		return bot.Reply{}, fmt.Errorf("set due: %w", err)
	}
	t.Changed = true
	t.Did("goal.due", bot.Args{"number": number, "day": day})
	id, c := "goal.due.set", bot.Choices{}
	switch {
	case day == "":
		id = "goal.due.none"
	case before != "" && before != day:
		id = "goal.due.moved"
	}
	if h := people.HorizonBy(day, t.Today()); day != "" && h != g.Horizon {
		c.Items = append(c.Items, move.Choice(t.Plain("goal.move-to", "horizon", say.Years(t, h)), toHorizon{number, h}))
	}
	if day != "" {
		c.Items = append(c.Items, bot.Choice{Label: t.Plain("growth.button.steps"), Action: "growth.steps", Value: number})
	}
	if day != "" && before == "" && g.Reached == "" { // asked once, with the first date
		c.Items = append(c.Items, bot.Choice{Label: t.Plain("goal.when.button"), Action: "form", Value: "goal.when " + number})
	}
	c.Items = append(c.Items, t.Choice("goal.button.list", "goal.list", ""))
	return bot.Reply{Text: t.Say(id, "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "date", say.Day(t, day), "before", say.Date(t, before)),
		Private: !t.Event.DM, Blocks: []bot.Block{c}}, nil
}

// dueForm asks for a target date.
func dueForm(t *bot.Turn, number string) (*bot.Form, error) {
	g, err := Named(t, number)
	if err != nil {
		return nil, err
	}
	initial := ""
	if g.Due != "" {
		initial = g.Due
	}
	return &bot.Form{Title: t.Plain("goal.due.form"), Submit: t.Plain("button.save"), Intro: t.Say("goal.due.form.of", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)),
		Fields: []bot.Field{{ID: "due", Label: t.Plain("goal.due.form.label"), Hint: t.Plain("goal.due.form.hint"), Kind: bot.Date, Initial: initial, Max: 60}}}, nil
}

func dueSubmit(t *bot.Turn, number string, fields map[string]string) (bot.Reply, error) {
	if fields["due"] == "" {
		return bot.Reply{}, t.FieldProblem("due", "goal.due.unknown", "said", "")
	}
	if day, err := dueDay(t, fields["due"]); err == nil && day < t.Today() { // in a form, more likely the wrong year
		return bot.Reply{}, t.FieldProblem("due", "goal.due.past", "date", say.Date(t, day))
	}
	return goalDue(t, bot.Args{"number": number, "due": fields["due"]})
}

// dueOn sets the date that a button offers.
func dueOn(t *bot.Turn, v onDay) (bot.Reply, error) {
	g, err := Named(t, v.Number)
	if err != nil {
		return bot.Reply{}, err
	}
	return setDue(t, g, v.Day)
}

// beforeDate is what stands before a date that says by when.
var beforeDate = map[string]bool{"by": true, "before": true, "until": true, "for": true, "in": true, "on": true, "due": true, "till": true,
	"pour": true, "avant": true, "en": true, "d'ici": true, "dans": true, "au": true, "jusqu'au": true, "le": true}

// dueIn finds a day by which a goal's own words end; ok is false where they
// end otherwise.
func dueIn(t *bot.Turn, text string) (day string, ok bool) {
	tokens := language.Tokenize(text)
	for len(tokens) > 0 && tokens[len(tokens)-1].Kind == language.Punct {
		tokens = tokens[:len(tokens)-1]
	}
	times := language.ReadTimes(tokens, language.Context{Now: t.Now.In(people.Location(t.Person.Zone)), Lang: language.Lang(t.Lang), Lean: language.Future})
	for i := 1; i < len(tokens); i++ { // the longest first; a goal is more than a date
		for _, r := range times.At(i) {
			if r.To != len(tokens) || !r.Exact || r.Problem != "" {
				continue
			}
			limit, is := r.Value.(language.Range)
			if is && limit.Bound != language.Closed && limit.Bound != language.By && limit.Bound != language.Before && limit.Bound != language.Until {
				continue
			}
			if _, length := r.Value.(language.Duration); length {
				continue
			}
			if !(is && limit.Bound != language.Closed) && !beforeDate[tokens[i-1].Fold] && !beforeDate[tokens[i].Fold] {
				continue
			}
			if day, ok := lastDay(r); ok && day >= t.Today() {
				return day, true
			}
		}
	}
	return "", false
}

// dueOf is the day by which a goal is to be reached: the one kept, else the one
// that its own words end with ("Learn BigQuery by 30 April").
func dueOf(t *bot.Turn, g people.Goal) string {
	if g.Due != "" {
		return g.Due
	}
	day, _ := dueIn(t, g.Text)
	return day
}

// dueBy says by when a goal is due, to stand behind its text; empty: no date.
func dueBy(t *bot.Turn, g people.Goal) bot.Markup {
	switch {
	case g.Due == "":
		return ""
	case g.Due < t.Today() && g.State == people.Open:
		return t.Say("goal.due.was", "date", say.Date(t, g.Due))
	}
	return t.Say("goal.due.by", "date", say.Date(t, g.Due))
}

// goalLine is a goal as lists show it: its number, its words, by when, how many
// of its steps are done, and how it went when last asked.
func goalLine(t *bot.Turn, g people.Goal, steps []people.Step, history []people.CheckIn) string {
	line := fmt.Sprintf("- **%d** %s", g.Number, bot.Escape(bot.Brief(g.Text, say.ShownGoal)))
	var more []string
	if by := dueBy(t, g); by != "" {
		more = append(more, string(by))
	}
	done, of := 0, 0
	for _, s := range steps {
		if s.Goal == g.ID {
			of++
			if !s.Done.IsZero() {
				done++
			}
		}
	}
	if of > 0 {
		more = append(more, string(t.Say("goal.steps.done", "done", done, "of", of)))
	}
	if all := people.EntriesOf(g.ID, history); len(all) > 0 && (all[0].Status == people.StatusOnTrack || all[0].Status == people.StatusStuck) {
		more = append(more, t.Plain("goal.status."+string(all[0].Status)))
	}
	if len(more) > 0 {
		line += " (" + strings.Join(more, "; ") + ")"
	}
	return line
}

// offerDue is the choice to keep a date that a new goal's words end with.
func offerDue(t *bot.Turn, g people.Goal) []bot.Choice {
	day, ok := dueIn(t, g.Text)
	if !ok {
		return nil
	}
	return []bot.Choice{keepDue.Choice(t.Plain("goal.due.button", "date", say.Date(t, day)), onDay{strconv.Itoa(g.Number), day})}
}

// Nearer is the goal of some, the first by its date, whose date lies on a nearer
// horizon by now, said with the button that moves it.
func Nearer(t *bot.Turn, some []people.Goal) (text bot.Markup, c bot.Choice, ok bool) {
	var g people.Goal
	for _, x := range some {
		if x.State == people.Open && x.Due >= t.Today() && people.HorizonBy(x.Due, t.Today()) < x.Horizon && (g.Due == "" || x.Due < g.Due) {
			g = x
		}
	}
	if g.Due == "" {
		return "", c, false
	}
	h := people.HorizonBy(g.Due, t.Today())
	c = say.OfGoal(t, g.Number, move.Choice(t.Plain("goal.move-to", "horizon", say.Years(t, h)), toHorizon{strconv.Itoa(g.Number), h}))
	return t.Say("goal.nearer", "number", g.Number, "date", say.Date(t, g.Due), "horizon", say.Years(t, h)), c, true
}

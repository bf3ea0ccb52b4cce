package reminders

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/features/goals"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/say"
)

// draft is a reminder whose time is asked for.
type draft struct {
	Goal int    `json:"goal,omitempty"`
	Text string `json:"text,omitempty"`
}

// remindCommand is the command by its name: a line with when and what.
func remindCommand(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	line := bare(a["reminder"])
	if line == "" {
		return t.Open("remind", "")
	}
	m, text, ok := splitWhen(t, line)
	d, err := about(t, text)
	if err != nil {
		return bot.Reply{}, err
	}
	if !ok {
		return askWhen(t, d)
	}
	return keep(t, d, m)
}

// about tells a goal from other words: "goal 2", "objectif 2".
func about(t *bot.Turn, text string) (draft, error) {
	words := strings.Fields(bot.Fold(text))
	if len(words) == 2 && (words[0] == "goal" || words[0] == "objectif") && bot.IsNumber(words[1]) {
		n, err := strconv.Atoi(words[1])
		return draft{Goal: n}, err
	}
	return draft{Text: text}, nil
}

// remind is a sentence with when and what.
func remind(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	d := draft{Text: bare(a["text"])}
	if d.Text == "" {
		d.Text = bare(a["what"])
	}
	return at(t, d, saidOf(a))
}

// saidOf is when, in words; a time of day alone as it was read ("17 heures" may be a length).
func saidOf(a bot.Args) string { return cmp.Or(a["when.clock"], a["when"]) }

// remindOfGoal is the same about a goal.
func remindOfGoal(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if r, err, wrong := goals.One(t, a); wrong {
		return r, err
	}
	g, err := goals.Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	d := draft{Goal: g.Number}
	return at(t, d, saidOf(a))
}

// at keeps a reminder for when it was said to be, or asks.
func at(t *bot.Turn, d draft, when string) (bot.Reply, error) {
	if when == "" {
		return askWhen(t, d)
	}
	m, ok := readMoment(t, when)
	if !ok {
		return bot.Reply{}, t.Problem("remind.when.unknown", "said", bot.Brief(when, 60))
	}
	return keep(t, d, m)
}

// askWhen asks when, with three answers at hand.
func askWhen(t *bot.Turn, d draft) (bot.Reply, error) {
	var err error
	if t.Talk.Draft, err = json.Marshal(d); err != nil {
		return bot.Reply{}, err
	}
	t.Expect(sayWhen.Of(when{}))
	c := bot.Choices{}
	for _, id := range []string{"tomorrow", "week", "month"} {
		c.Items = append(c.Items, sayWhen.Choice(t.Plain("remind.button."+id), when{t.Plain("remind.words." + id)}))
	}
	return bot.Reply{Text: t.Say("remind.when"), Private: !t.Event.DM, Blocks: []bot.Block{c}}, nil
}

// whenSaid is the answer to when.
func whenSaid(t *bot.Turn, v when) (bot.Reply, error) {
	var d draft
	if err := json.Unmarshal(t.Talk.Draft, &d); err != nil || d == (draft{}) {
		return t.Stale(), nil
	}
	m, ok := readMoment(t, strings.TrimSpace(v.Words))
	if !ok {
		if _, typed := t.Event.Body.(bot.Message); typed && len(strings.Fields(v.Words)) > 8 {
			return t.Hear(bot.Message{Text: v.Words})
		}
		t.Expect(sayWhen.Of(when{}))
		return bot.Reply{}, t.Problem("remind.when.unknown", "said", bot.Brief(v.Words, 60))
	}
	t.Talk.Draft = nil
	return keep(t, d, m)
}

// keep keeps a reminder and says when it comes.
func keep(t *bot.Turn, d draft, m moment) (bot.Reply, error) {
	r := people.Reminder{Text: d.Text, Date: m.date, Minute: m.minute, Timed: m.timed, At: m.at(t.Person.ClockZone()), Asked: t.Now}
	if d.Goal != 0 {
		g, err := goals.Named(t, strconv.Itoa(d.Goal))
		if err != nil {
			return bot.Reply{}, err
		}
		if g.State != people.Open {
			return bot.Reply{}, t.Problem("goal.closed."+string(g.State), "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal))
		}
		r.Goal = g.ID
	}
	if n := utf8.RuneCountInString(r.Text); n > people.MaxReminder {
		return bot.Reply{}, t.FieldProblem("text", "error.too-long", "n", n, "most", people.MaxReminder)
	}
	if r.Text == "" && r.Goal == 0 {
		return bot.Reply{}, t.FieldProblem("text", "remind.what")
	}
	waiting, err := t.Tx.Reminders(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read reminders: %w", err)
	}
	if len(waiting) >= people.MaxReminders {
		return bot.Reply{}, t.Problem("remind.many", "n", len(waiting))
	}
	if r, err = t.Tx.AddReminder(t.Person.ID, r); err != nil {
		return bot.Reply{}, fmt.Errorf("keep reminder: %w", err)
	}
	t.Changed = true
	id := strconv.FormatInt(r.ID, 10)
	t.Undoes(bot.Call{Action: takeBack, Value: id})
	did := bot.Args{"day": r.Date, "text": r.Text}
	if r.Timed {
		did["clock"] = fmt.Sprintf("%02d:%02d", r.Minute/60, r.Minute%60)
	}
	if d.Goal != 0 {
		did["number"] = strconv.Itoa(d.Goal)
	}
	t.Did("remind", did)
	return told(t, r, "remind.kept")
}

// told says when a reminder comes.
func told(t *bot.Turn, r people.Reminder, saying string) (bot.Reply, error) {
	what, err := schedules.ReminderOf(t, r)
	if err != nil {
		return bot.Reply{}, err
	}
	text := t.Say(saying, "when", say.Instant(t, r.At), "what", what)
	switch at := people.RemindAt(t.Person, r, t.Now); {
	case at.IsZero():
		text += "\n\n" + t.Say("remind.held")
	case !at.Equal(r.At):
		text += "\n\n" + t.Say("remind.later", "when", say.Instant(t, at))
	}
	c := bot.Choices{Items: []bot.Choice{t.Choice("remind.button.drop", takeBack, strconv.FormatInt(r.ID, 10)), t.Choice("schedule.button", "schedule", "")}}
	if t.Person.Zone == "" {
		text += "\n\n" + t.Say("remind.zone")
		c.Items = append(c.Items, t.Choice("schedule.button.zone", "schedule.zone", ""))
	}
	return bot.Reply{Text: text, Private: !t.Event.DM, Blocks: []bot.Block{c}}, nil
}

// dropPressed takes one back.
func dropPressed(t *bot.Turn, value string) (bot.Reply, error) {
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return t.Stale(), nil
	}
	r, err := t.Tx.Reminder(t.Person.ID, id)
	if errors.Is(err, bot.ErrNotFound) || err == nil && r.Planned {
		return bot.Reply{Text: t.Say("remind.gone"), Private: !t.Event.DM}, nil
	}
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read reminder: %w", err)
	}
	what, err := schedules.ReminderOf(t, r)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := t.Tx.DropReminder(t.Person.ID, id); err != nil {
		return bot.Reply{}, fmt.Errorf("drop reminder: %w", err)
	}
	t.Changed = true
	v := kept{Goal: r.Goal, Date: r.Date, Minute: r.Minute, Text: r.Text}
	if r.Timed {
		v.Timed = 1
	}
	t.Undoes(back.Of(v))
	return bot.Reply{Text: t.Say("remind.dropped", "when", say.Instant(t, r.At), "what", what), Private: !t.Event.DM}, nil
}

// bringBack is the undo of taking one back.
func bringBack(t *bot.Turn, v kept) (bot.Reply, error) {
	d, m := draft{Text: v.Text}, moment{date: v.Date, minute: v.Minute, timed: v.Timed == 1}
	if v.Goal != 0 {
		g, err := t.Tx.GoalByID(t.Person.ID, v.Goal)
		if err != nil {
			return t.Stale(), nil
		}
		d.Goal = g.Number
	}
	return keep(t, d, m)
}

// toAskWhen asks when to remind of a goal, where no time was found.
func toAskWhen(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
	n := a.Numbers()
	if len(n) != 1 || a["several"] != "" {
		return bot.Reply{}, false, nil
	}
	if m, ok := readMoment(t, saidOf(a)); ok {
		g, err := goals.Named(t, a["number"])
		if err != nil {
			return bot.Reply{}, true, err
		}
		return asked(t, "goal.remind", a, m, t.Say("remind.goal", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal))), true, nil
	}
	r, err := askWhen(t, draft{Goal: n[0]})
	return r, true, err
}

// toRemind asks whether that is what to be reminded of, and when.
func toRemind(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
	text := bare(cmp.Or(a["text"], a["what"]))
	if text == "" {
		return bot.Reply{}, false, nil
	}
	if m, ok := readMoment(t, saidOf(a)); ok {
		return asked(t, "remind", a, m, bot.Escape(bot.Brief(text, say.ShownGoal))), true, nil
	}
	r, err := askWhen(t, draft{Text: text})
	return r, true, err
}

// asked asks whether a reminder is meant.
func asked(t *bot.Turn, verb string, a bot.Args, m moment, what bot.Markup) bot.Reply {
	key := t.KeepOffer(verb, a)
	return bot.Reply{Text: t.Say("guess.remind", "when", say.Instant(t, m.at(t.Person.ClockZone())), "words", what), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}
}

// listed shows what waits, each with a way to take it back.
func listed(t *bot.Turn) (bot.Reply, error) {
	text, choices, err := schedules.Reminders(t)
	if err != nil {
		return bot.Reply{}, err
	}
	if text == "" {
		text = t.Say("remind.none")
		choices = []bot.Choice{t.Choice("schedule.button", "schedule", "")}
	}
	return bot.Reply{Text: text, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: choices}}}, nil
}

// form asks for both; value is a goal's number, or empty.
func form(t *bot.Turn, value string) (*bot.Form, error) {
	f := &bot.Form{Title: t.Plain("remind.form"), Submit: t.Plain("button.save")}
	if value != "" {
		g, err := goals.Named(t, value)
		if err != nil {
			return nil, err
		}
		f.Intro = t.Say("remind.form.of", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal))
	}
	f.Fields = []bot.Field{{ID: "when", Label: t.Plain("remind.form.when"), Hint: t.Plain("remind.form.when.hint"), Max: 60},
		{ID: "text", Label: t.Plain("remind.form.text"), Kind: bot.LongText, Max: people.MaxReminder, Optional: value != ""}}
	return f, nil
}

func submit(t *bot.Turn, value string, fields map[string]string) (bot.Reply, error) {
	m, ok := readMoment(t, strings.TrimSpace(fields["when"]))
	if !ok {
		return bot.Reply{}, t.FieldProblem("when", "remind.when.unknown", "said", bot.Brief(fields["when"], 60))
	}
	d := draft{Text: strings.TrimSpace(fields["text"])}
	if value != "" {
		g, err := goals.Named(t, value)
		if err != nil {
			return bot.Reply{}, err
		}
		d.Goal = g.Number
	}
	return keep(t, d, m)
}

package reminders

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// muchLater is from how late on a reminder says for when it was.
const muchLater = time.Hour

// putOff is for how many days a reminder can be put off by a button.
var putOff = []int{1, 7}

// compose is what somebody asked to be reminded of: d.Subject is the ids of
// what fell due together. There is nothing to send of what is about a goal that
// has been closed since.
func compose(t *bot.Turn, d bot.Outgoing) (bot.Reply, error) {
	var due []people.Reminder
	var of []people.Goal
	for _, field := range strings.Fields(d.Subject) {
		r, g, err := stillDue(t, field)
		if errors.Is(err, bot.ErrNotFound) {
			continue
		}
		if err != nil {
			return bot.Reply{}, err
		}
		due, of = append(due, r), append(of, g)
	}
	if len(due) == 0 {
		return bot.Reply{}, bot.ErrNothing
	}
	p := &say.Page{}
	p.Say(t.Say("remind.now", "n", len(due)))
	for i, r := range due {
		var text bot.Markup
		var c []bot.Choice
		if g := of[i]; r.Goal != 0 {
			text = t.Say("remind.goal", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal))
			c = append(c, bot.Choice{Label: t.Plain("heard.button.done", "number", g.Number), Action: "goal.done", Value: number(g)},
				bot.Choice{Label: t.Plain("growth.button.steps"), Action: "growth.steps", Value: number(g)})
		} else {
			text = bot.Escape(r.Text)
		}
		if t.Now.Sub(r.At) > muchLater {
			text += " " + t.Say("remind.late", "when", say.Instant(t, r.At))
		}
		if len(due) > 1 { // no two buttons with one label, and no wall of them
			p.Say("- " + text)
			continue
		}
		p.Say(text)
		for _, days := range putOff {
			c = append(c, later.Choice(t.Plain("remind.button.again."+strconv.Itoa(days)), again{r.ID, days}))
		}
		p.Ask("", c...)
	}
	if len(due) > 1 {
		p.Ask("", t.Choice("goal.button.list", "goal.list", ""), t.Choice("schedule.button", "schedule", ""))
	}
	return p.Reply(), nil
}

// stillDue is a reminder with its goal; ErrNotFound where it was taken back or
// its goal is open no more.
func stillDue(t *bot.Turn, field string) (r people.Reminder, g people.Goal, err error) {
	id, err := strconv.ParseInt(field, 10, 64)
	if err != nil {
		return r, g, bot.ErrNotFound
	}
	if r, err = t.Tx.Reminder(t.Person.ID, id); err != nil || r.Goal == 0 {
		return r, g, err
	}
	if g, err = t.Tx.GoalByID(t.Person.ID, r.Goal); err == nil && g.State != people.Open {
		err = bot.ErrNotFound
	}
	return r, g, err
}

// remindAgain puts off what was sent: the same, at the same time of day, some days later.
func remindAgain(t *bot.Turn, v again) (bot.Reply, error) {
	r, err := t.Tx.Reminder(t.Person.ID, v.ID)
	if errors.Is(err, bot.ErrNotFound) || err == nil && (v.Days < 1 || v.Days > 31) {
		return t.Stale(), nil
	}
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read reminder: %w", err)
	}
	d := draft{Text: r.Text}
	if r.Goal != 0 {
		g, err := t.Tx.GoalByID(t.Person.ID, r.Goal)
		if err != nil {
			return t.Stale(), nil
		}
		d.Goal = g.Number
	}
	day := t.Now.In(people.Location(t.Person.Zone)).AddDate(0, 0, v.Days)
	return keep(t, d, moment{date: day.Format(time.DateOnly), minute: r.Minute, timed: r.Timed})
}

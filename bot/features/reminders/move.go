package reminders

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/features/goals"
	"mentor/bot/features/schedules"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// meant is the reminder that words name: the one they share most letters with,
// or the only one that waits where none of them says which. ok is false where
// it is not clear.
func meant(t *bot.Turn, words, which string) (r people.Reminder, ok bool, err error) {
	waiting, err := t.Tx.Reminders(t.Person.ID)
	if err != nil {
		return r, false, fmt.Errorf("read reminders: %w", err)
	}
	if len(waiting) == 1 && which == "" {
		return waiting[0], true, nil
	}
	texts := make([]string, len(waiting))
	for i, x := range waiting {
		if texts[i] = x.Text; x.Goal != 0 {
			if g, err := t.Tx.GoalByID(t.Person.ID, x.Goal); err == nil {
				texts[i] += " " + g.Text
			}
		}
	}
	if m, ok := t.Event.Body.(bot.Message); ok {
		if all := plainwords.Going(m.Asked()); !strings.Contains(bot.Fold(all), bot.Fold(which)) {
			which = ""
		}
		words += "\n" + m.Asked() // a sentence before may say which: "Ana rang, so drop that reminder"
	}
	for _, said := range []string{which, plainwords.Going(words)} {
		if i := plainwords.Meant(said, texts); i >= 0 {
			return waiting[i], true, nil
		}
	}
	return r, false, nil
}

// newMoment is when a reminder comes instead: the day stays where only a time
// of day was said, and the time where only a day was.
func newMoment(t *bot.Turn, r people.Reminder, said string) (m moment, ok bool) {
	m, ok = readMoment(t, said)
	if !ok {
		return m, false
	}
	read, whole := language.Whole(said, language.Context{Now: t.Now.In(people.Location(t.Person.Zone)), Lang: language.Lang(t.Lang), Lean: language.Future})
	if _, clock := read.Value.(language.Clock); whole && clock {
		m.date = r.Date
	} else if !m.timed && r.Timed {
		m.minute, m.timed = r.Minute, true
	}
	return m, m.at(t.Person.ClockZone()).After(t.Now)
}

// toMove asks whether a reminder is to come at another time.
func toMove(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	r, ok, err := meant(t, text, a["text"])
	if err != nil || !ok {
		if err == nil {
			list, err := listed(t)
			return list, true, err
		}
		return bot.Reply{}, true, err
	}
	m, ok := newMoment(t, r, a["when"])
	if !ok {
		return bot.Reply{}, false, nil
	}
	what, err := schedules.ReminderOf(t, r)
	if err != nil {
		return bot.Reply{}, true, err
	}
	a["words"] = text
	key := t.KeepOffer("remind.move", a)
	return bot.Reply{Text: t.Say("guess.remind.move", "when", say.Instant(t, m.at(t.Person.ClockZone())), "was", say.Instant(t, r.At), "words", what), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// moved gives a reminder another time.
func moved(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	words := a["words"]
	if words == "" {
		words = a["clause"]
	}
	r, ok, err := meant(t, words, a["text"])
	if err != nil {
		return bot.Reply{}, err
	}
	if !ok {
		return listed(t)
	}
	m, ok := newMoment(t, r, a["when"])
	if !ok {
		return bot.Reply{}, t.Problem("remind.when.unknown", "said", bot.Brief(a["when"], 60))
	}
	return moveTo(t, r, m)
}

// postponeIt puts off what was changed last: a reminder, or a goal.
func postponeIt(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	last := t.Talk.Last.Correctable(t.Now)
	if last == nil || last.Verb != "remind" {
		a["number"] = goals.ChangedLast(t)
		return goals.Postpone(t, a)
	}
	waiting, err := t.Tx.Reminders(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read reminders: %w", err)
	}
	if len(waiting) == 0 {
		return listed(t)
	}
	r := slices.MaxFunc(waiting, func(x, y people.Reminder) int { return x.Asked.Compare(y.Asked) })
	if day, err := time.Parse(time.DateOnly, r.Date); err == nil { // "by a week": from the day it has
		if end, ok := people.AfterPeriod(day, goals.LongerBy(t, a)); ok {
			m := moment{date: end.Format(time.DateOnly), minute: r.Minute, timed: r.Timed}
			return moveTo(t, r, m)
		}
	}
	m, ok := newMoment(t, r, a["until"])
	if !ok {
		return bot.Reply{}, t.Problem("remind.when.unknown", "said", bot.Brief(cmp.Or(a["until"], a["clause"]), 60))
	}
	return moveTo(t, r, m)
}

// moveTo gives a reminder another moment.
func moveTo(t *bot.Turn, r people.Reminder, m moment) (bot.Reply, error) {
	if err := t.Tx.DropReminder(t.Person.ID, r.ID); err != nil {
		return bot.Reply{}, fmt.Errorf("move reminder: %w", err)
	}
	var err error
	n := people.Reminder{Text: r.Text, Goal: r.Goal, Date: m.date, Minute: m.minute, Timed: m.timed, At: m.at(t.Person.ClockZone()), Asked: t.Now}
	if n, err = t.Tx.AddReminder(t.Person.ID, n); err != nil {
		return bot.Reply{}, fmt.Errorf("move reminder: %w", err)
	}
	t.Changed = true
	was := movedFrom{ID: n.ID, Goal: r.Goal, Date: r.Date, Minute: r.Minute, Text: r.Text}
	if r.Timed {
		was.Timed = 1
	}
	t.Undoes(moveBack.Of(was))
	return told(t, n, "remind.moved")
}

// movedBack is the undo of it.
func movedBack(t *bot.Turn, v movedFrom) (bot.Reply, error) {
	if err := t.Tx.DropReminder(t.Person.ID, v.ID); err != nil && !errors.Is(err, bot.ErrNotFound) {
		return bot.Reply{}, fmt.Errorf("move reminder back: %w", err)
	}
	return bringBack(t, kept{Goal: v.Goal, Date: v.Date, Minute: v.Minute, Timed: v.Timed, Text: v.Text})
}

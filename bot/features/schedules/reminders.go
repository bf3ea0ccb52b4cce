package schedules

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// ReminderOf is what a reminder is about, in a line.
func ReminderOf(t *bot.Turn, r people.Reminder) (bot.Markup, error) {
	text := bot.Escape(bot.Brief(r.Text, say.ShownGoal))
	if r.Goal == 0 {
		return text, nil
	}
	g, err := t.Tx.GoalByID(t.Person.ID, r.Goal)
	if errors.Is(err, bot.ErrNotFound) {
		return text, nil
	}
	if err != nil {
		return "", fmt.Errorf("read goal: %w", err)
	}
	line := t.Say("remind.line.goal", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal))
	if text != "" {
		line += ", " + text
	}
	return line, nil
}

// Reminders lists what waits with when it comes, and a way to take each back;
// empty: nothing waits. What is about a goal that has been closed is not sent
// any more, and not shown.
func Reminders(t *bot.Turn) (bot.Markup, []bot.Choice, error) {
	waiting, err := t.Tx.Reminders(t.Person.ID)
	if err != nil {
		return "", nil, fmt.Errorf("read reminders: %w", err)
	}
	var lines []string
	var choices []bot.Choice
	for _, r := range waiting {
		if r.Goal != 0 {
			if g, err := t.Tx.GoalByID(t.Person.ID, r.Goal); err != nil || g.State != people.Open {
				continue
			}
		}
		what, err := ReminderOf(t, r)
		if err != nil {
			return "", nil, err
		}
		id := "remind.line"
		at := people.RemindAt(t.Person, r, t.Now)
		if at.IsZero() {
			id, at = "remind.line.held", r.At
		}
		lines = append(lines, fmt.Sprintf("- **%d** %s", len(lines)+1, t.Say(id, "when", say.Instant(t, at), "what", what)))
		choices = append(choices, bot.Choice{Label: t.Plain("remind.button.drop.n", "number", len(lines)), Action: "remind.drop", Value: strconv.FormatInt(r.ID, 10)})
	}
	if len(lines) == 0 {
		return "", nil, nil
	}
	return t.Say("remind.head") + bot.Markup("\n\n"+strings.Join(lines, "\n")), choices, nil
}

// backsShown is how many reminders a schedule lets one take back at once; more
// have a list of their own.
const backsShown = 2

func someBack(t *bot.Turn, all []bot.Choice) []bot.Choice {
	if len(all) > backsShown {
		return []bot.Choice{t.Choice("remind.button.list", "remind.list", "")}
	}
	return all
}

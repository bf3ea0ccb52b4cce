package reminders

import (
	"fmt"
	"slices"
	"strconv"

	"mentor/bot"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/say"
)

// toTakeBack asks whether the reminder that words name is to be taken back, or
// shows those that may be meant.
func toTakeBack(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	r, ok, err := meant(t, text, a["text"])
	if err != nil {
		return bot.Reply{}, true, err
	}
	if !ok {
		list, err := listed(t)
		return list, true, err
	}
	what, err := schedules.ReminderOf(t, r)
	if err != nil {
		return bot.Reply{}, true, err
	}
	key := t.KeepOffer("remind.drop", bot.Args{"id": strconv.FormatInt(r.ID, 10)})
	return bot.Reply{Text: t.Say("guess.remind.drop", "when", say.Instant(t, r.At), "words", what), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// dropAsked takes back the one that is meant, or asks which.
func dropAsked(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if a["id"] != "" {
		return dropPressed(t, a["id"])
	}
	waiting, err := t.Tx.Reminders(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read reminders: %w", err)
	}
	if n := a.Numbers(); len(n) == 1 {
		g, err := t.Tx.Goal(t.Person.ID, n[0])
		if err != nil {
			return bot.Reply{}, fmt.Errorf("read goal: %w", err)
		}
		waiting = slices.DeleteFunc(waiting, func(r people.Reminder) bool { return r.Goal != g.ID })
		if len(waiting) == 1 {
			return dropPressed(t, strconv.FormatInt(waiting[0].ID, 10))
		}
		return listed(t)
	}
	r, ok, err := meant(t, a["clause"], a["what"])
	if err != nil {
		return bot.Reply{}, err
	}
	if !ok {
		return listed(t)
	}
	return dropPressed(t, strconv.FormatInt(r.ID, 10))
}

package checkins

import (
	"fmt"
	"slices"
	"strconv"

	"mentor/bot"
	"mentor/bot/features/goals"
	"mentor/bot/people"
	"mentor/bot/say"
)

// oneGoal is what is needed to keep how it goes with a goal.
var oneGoal = []string{"number"}

// tells are the sayings of how it goes with a goal, at a check-in or unasked.
func tells() map[string]bot.Saying {
	return map[string]bot.Saying{
		"goal.going": {Do: goes(people.StatusOnTrack), Needs: oneGoal, Status: people.StatusOnTrack, Else: goals.GoalMood},
		"goal.stuck": {Do: goes(people.StatusStuck), Needs: oneGoal, Status: people.StatusStuck, Else: goals.GoalMood, Propose: toStuck},
	}
}

// goes keeps how it goes with a goal, said unasked: in the check-in that waits
// or was answered today, else in one of its own. A goal that is stuck gets help.
func goes(status people.Status) func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	return func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
		if r, err, wrong := goals.One(t, a); wrong {
			return r, err
		}
		g, err := goals.Named(t, a["number"])
		if err != nil {
			return bot.Reply{}, err
		}
		if err := keepStatus(t, g, status); err != nil {
			return bot.Reply{}, err
		}
		r := bot.Reply{Text: t.Say("checkin.told."+string(status), "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)), Private: !t.Event.DM}
		if status == people.StatusStuck {
			if said, ok, err := unstick(t, a); ok || err != nil {
				return say.Together([]bot.Reply{r, said}), err
			}
		}
		r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{{Label: t.Plain("heard.button.done", "number", g.Number), Action: "goal.done", Value: strconv.Itoa(g.Number)}, t.Choice("button.undo", "undo", "")}}}
		return r, nil
	}
}

// unstick is help with a goal that does not move.
func unstick(t *bot.Turn, a bot.Args) (bot.Reply, bool, error) {
	help := t.Bot.Saying("me.goal").Propose
	if help == nil {
		return bot.Reply{}, false, nil
	}
	return help(t, a["clause"], bot.Args{"asks": "me.help", "sure": "1", "wants": "0", "stuck": "yes"})
}

// toStuck helps with a goal that seems to be stuck, with a button that keeps it.
func toStuck(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	if len(a.Numbers()) != 1 || a["several"] != "" {
		return bot.Reply{}, false, nil
	}
	a["clause"] = text
	r, ok, err := unstick(t, a)
	if show := t.Bot.Saying("goal.edit").Propose; !ok && err == nil && show != nil {
		r, ok, err = show(t, text, a)
	}
	if !ok || err != nil {
		return r, ok, err
	}
	key := t.KeepOffer("goal.stuck", a)
	c := bot.Choice{Label: t.Plain("checkin.told.button"), Action: "offer.yes", Value: key}
	for i, b := range r.Blocks {
		if all, is := b.(bot.Choices); is {
			all.Items = append([]bot.Choice{c}, all.Items...)
			r.Blocks[i] = all
			return r, true, nil
		}
	}
	r.Blocks = append(r.Blocks, bot.Choices{Items: []bot.Choice{c}})
	return r, true, nil
}

// keepStatus keeps how it goes with a goal now.
func keepStatus(t *bot.Turn, g people.Goal, status people.Status) error {
	last, err := t.Tx.CheckIns(t.Person.ID, 1)
	if err != nil {
		return fmt.Errorf("read check-ins: %w", err)
	}
	said := people.Entry{Goal: g.ID, Status: status, At: t.Now}
	t.CheckIns = nil
	if len(last) == 0 || last[0].Date != t.Today() && (!last[0].Answered.IsZero() || t.Now.Sub(last[0].Opened) > resumed) {
		c, err := t.Tx.OpenCheckIn(people.CheckIn{Person: t.Person.ID, Date: t.Today(), Horizons: []people.Horizon{g.Horizon}, Opened: t.Now, Asked: true, Entries: []people.Entry{said}})
		if err != nil {
			return fmt.Errorf("keep how it goes: %w", err)
		}
		return answered(t, c)
	}
	c := last[0]
	if i := slices.IndexFunc(c.Entries, func(e people.Entry) bool { return e.Goal == g.ID }); i >= 0 {
		c.Entries[i] = said
	} else {
		c.Entries = append(c.Entries, said)
	}
	return answered(t, c)
}

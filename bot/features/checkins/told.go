package checkins

import (
	"fmt"
	"slices"
	"strconv"
	"time"

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

// goes keeps how it goes with a goal, said unasked. A goal that is stuck gets help.
func goes(status people.Status) func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	return func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
		if r, err, wrong := goals.One(t, a); wrong {
			return r, err
		}
		g, err := goals.Named(t, a["number"])
		if err != nil {
			return bot.Reply{}, err
		}
		back, err := keepStatus(t, g, status)
		if err != nil {
			return bot.Reply{}, err
		}
		r := bot.Reply{Text: t.Say("checkin.told."+string(status), "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)), Private: !t.Event.DM}
		if status == people.StatusStuck && a["helped"] == "" {
			if said, ok, err := unstick(t, a); ok || err != nil {
				return say.Together([]bot.Reply{r, said}), err
			}
		}
		c := bot.Choices{Items: []bot.Choice{{Label: t.Plain("heard.button.done", "number", g.Number), Action: "goal.done", Value: strconv.Itoa(g.Number)}}}
		if back.CheckIn != 0 {
			c.Items = append(c.Items, unsay.Choice(t.Plain("button.undo"), back))
		}
		r.Blocks = []bot.Block{c}
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
	a["helped"] = "1" // above the button
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

// keepStatus keeps how it goes with a goal now: in the check-in that waits, else
// in one of its own, which looked at no horizon. What it gives takes it back;
// nothing does where the same was said last, today: twice on a day is not stuck
// twice.
func keepStatus(t *bot.Turn, g people.Goal, status people.Status) (figureOf, error) {
	last, err := t.Tx.CheckIns(t.Person.ID, 1)
	if err != nil {
		return figureOf{}, fmt.Errorf("read check-ins: %w", err)
	}
	if len(last) > 0 && last[0].Date == t.Today() && slices.ContainsFunc(last[0].Entries, func(e people.Entry) bool { return e.Goal == g.ID && e.Status == status }) {
		return figureOf{}, nil
	}
	t.CheckIns = nil
	said := people.Entry{Goal: g.ID, Status: status, At: t.Now}
	c := people.CheckIn{Person: t.Person.ID, Date: t.Today(), Opened: t.Now, Asked: true, Entries: []people.Entry{said}}
	asked := 0
	if len(last) > 0 && t.Now.Sub(last[0].Opened) <= resumed && slices.ContainsFunc(last[0].Entries, func(e people.Entry) bool { return e.Status == "" }) {
		i := slices.IndexFunc(last[0].Entries, func(e people.Entry) bool { return e.Goal == g.ID })
		switch {
		case i < 0:
			c = last[0]
			c.Entries = append(c.Entries, said)
		case last[0].Entries[i].Status == "":
			c, asked = last[0], 1
			c.Entries[i] = said
		}
	}
	if c.ID == 0 {
		if c, err = t.Tx.OpenCheckIn(c); err != nil {
			return figureOf{}, fmt.Errorf("keep how it goes: %w", err)
		}
	}
	if err := answered(t, c); err != nil {
		return figureOf{}, err
	}
	back := figureOf{c.ID, g.ID, asked}
	t.Undoes(unsay.Of(back))
	return back, nil
}

// unsaid takes back how it goes with a goal, said unasked. Figure is 1 where the
// check-in asks about the goal: it waits again.
func unsaid(t *bot.Turn, v figureOf) (bot.Reply, error) {
	l, answer, err := entryAt(t, v.CheckIn, v.Goal)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	if v.Figure == 1 {
		*l.e = people.Entry{Goal: v.Goal}
	} else {
		l.c.Entries = slices.DeleteFunc(l.c.Entries, func(e people.Entry) bool { return e.Goal == v.Goal })
	}
	if !slices.ContainsFunc(l.c.Entries, func(e people.Entry) bool { return e.Status != "" }) {
		l.c.Answered = time.Time{}
	}
	if err := t.Tx.SaveCheckIn(l.c); err != nil {
		return bot.Reply{}, fmt.Errorf("take back how it goes: %w", err)
	}
	t.Changed, t.CheckIns = true, nil
	return bot.Reply{Text: t.Say("checkin.told.back", "number", l.g.Number, "text", bot.Brief(l.g.Text, say.ShownGoal)), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}}}}, nil
}

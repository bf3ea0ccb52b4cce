package checkins

import (
	"fmt"
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/features/certs"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/say"
)

// offersEach is how many check-ins in a row may propose goals to somebody who
// has none and says nothing; after that the mentor waits to be spoken to.
const offersEach = 2

func composeCheckIn(t *bot.Turn, d bot.Outgoing) (bot.Reply, error) {
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	history, err := schedules.Recent(t)
	if err != nil {
		return bot.Reply{}, err
	}
	offered := 0
	for _, c := range history {
		if c.Date == d.Date && !c.Answered.IsZero() {
			return bot.Reply{}, bot.ErrNothing // done already today, with the command or an earlier try
		}
		if c.Date != d.Date && c.Answered.IsZero() && len(c.Entries) == 0 {
			offered++
		} else if c.Date != d.Date {
			break
		}
	}
	riding, err := certs.Riding(t, d.Date)
	if err != nil {
		return bot.Reply{}, err
	}
	set, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read schedules: %w", err)
	}
	due := func(s people.Schedule) bool { return slices.Contains(d.Horizons, s.Horizon) }
	if slices.ContainsFunc(set, due) && !slices.ContainsFunc(people.Sending(set, goals), due) {
		return alone(riding)
	}
	on := looksAt(set, d.Horizons, goals)
	c, err := openCheckIn(t, people.CheckIn{Person: t.Person.ID, Date: d.Date, Horizons: on, Opened: t.Now}, goals)
	if err != nil {
		return bot.Reply{}, err
	}
	head := t.Say("checkin.head", "n", len(c.Entries))
	if len(c.Entries) == 0 {
		if offered >= offersEach || !moreToOffer(t, c) {
			return alone(riding)
		}
		head = t.Say("checkin.head.none")
	}
	r, err := ciPage(t, c, head, false)
	return along(r, riding), err
}

// looksAt is the horizons of a check-in: those that are due, or, where nothing
// is open on them, those that have open goals and no check-in of their own.
func looksAt(set []people.Schedule, due []people.Horizon, goals []people.Goal) []people.Horizon {
	if slices.ContainsFunc(due, func(h people.Horizon) bool { return hasOpen(goals, h) }) {
		return due
	}
	on := slices.Clone(due)
	for _, h := range people.Horizons {
		if hasOpen(goals, h) && !slices.ContainsFunc(set, func(s people.Schedule) bool { return s.Horizon == h && !s.Next.IsZero() }) {
			on = append(on, h)
		}
	}
	return on
}

// alone is what certifications have to say where there is no check-in.
func alone(riding []bot.Choices) (bot.Reply, error) {
	if len(riding) == 0 {
		return bot.Reply{}, bot.ErrNothing
	}
	return along(bot.Reply{Private: true}, riding), nil
}

// along adds what certifications have to say to a check-in.
func along(r bot.Reply, riding []bot.Choices) bot.Reply {
	for _, c := range riding {
		if r.Text != "" {
			r.Text += "\n\n"
		}
		r.Text += c.Prompt
		r.Blocks = append(r.Blocks, c)
	}
	return r
}

// composeFollowUp reminds of a check-in, once: d.Subject is its date.
func composeFollowUp(t *bot.Turn, d bot.Outgoing) (bot.Reply, error) {
	last, err := t.Tx.CheckIns(t.Person.ID, 1)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read check-ins: %w", err)
	}
	if len(last) == 0 || last[0].Date != d.Subject || !last[0].Answered.IsZero() || len(last[0].Entries) == 0 {
		return bot.Reply{}, bot.ErrNothing
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	for _, e := range last[0].Entries {
		for _, g := range goals {
			if g.ID == e.Goal && g.State == people.Open {
				return ciPage(t, last[0], t.Say("checkin.follow-up"), false)
			}
		}
	}
	return bot.Reply{}, bot.ErrNothing // every goal of it has been closed since
}

// composeSilence asks whether the rhythm is right.
func composeSilence(t *bot.Turn, _ bot.Outgoing) (bot.Reply, error) {
	if t.Person.Silences == 0 {
		return bot.Reply{}, bot.ErrNothing
	}
	return bot.Reply{Text: t.Say("nudge.silence"), Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("nudge.button.slower", "nudge.slower", ""), t.Choice("nudge.button.pause", "pause", ""),
		t.Choice("nudge.button.stop", "stop", ""), t.Choice("nudge.button.keep", "nudge.keep", "")}}}}, nil
}

// slowEnough is how far apart check-ins are that "less often" leaves as they are.
const slowEnough = 25 * 24 * time.Hour

// slower makes monthly what comes more often.
func slower(t *bot.Turn) (bot.Reply, error) {
	all, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read schedules: %w", err)
	}
	if err := schedules.Heard(t); err != nil {
		return bot.Reply{}, err
	}
	for _, s := range all {
		if s.Next.IsZero() {
			continue
		}
		times, err := t.Bot.Schedules.Next(s.Plan, say.ZoneName(t), t.Now, 2)
		if err != nil {
			return bot.Reply{}, fmt.Errorf("next of %s: %w", s.Horizon, err)
		}
		if len(times) == 2 && times[1].Sub(times[0]) < slowEnough {
			if _, err := schedules.SetSchedule(t, s.Horizon, t.Bot.Schedules.Default(people.Years3), false); err != nil {
				return bot.Reply{}, fmt.Errorf("slow schedule: %w", err)
			}
		}
	}
	next, err := schedules.NextLine(t)
	return bot.Reply{Text: t.Say("nudge.slower") + "\n\n" + next, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("checkin.button", "checkin", ""), t.Choice("schedule.button", "schedule", "")}}}}, err
}

// keepRhythm is "all is well, go on".
func keepRhythm(t *bot.Turn) (bot.Reply, error) {
	if err := schedules.Heard(t); err != nil {
		return bot.Reply{}, err
	}
	next, err := schedules.NextLine(t)
	return bot.Reply{Text: t.Say("nudge.keep") + "\n\n" + next, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("checkin.button", "checkin", ""), t.Choice("schedule.button", "schedule", "")}}}}, err
}

package schedules

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
	"mentor/bot/zones"
)

// HistoryRead is how many check-ins are read to pick goals and to tell how it goes.
const HistoryRead = 16

// Heard ends a silence, and with it the slower rhythm that came of it.
func Heard(t *bot.Turn) error {
	slowed := t.Person.Slowed
	if t.Person.Silences == 0 && !slowed {
		return nil
	}
	t.Person.Silences, t.Person.Slowed = 0, false
	if err := t.Save(); err != nil {
		return fmt.Errorf("save person: %w", err)
	}
	if slowed {
		return zones.Rezone(t)
	}
	return nil
}

// Recent is the newest check-ins as they stood when this turn first looked.
func Recent(t *bot.Turn) ([]people.CheckIn, error) {
	if t.CheckIns != nil {
		return t.CheckIns, nil
	}
	all, err := t.Tx.CheckIns(t.Person.ID, HistoryRead)
	if err != nil {
		return nil, fmt.Errorf("read check-ins: %w", err)
	}
	t.CheckIns = append([]people.CheckIn{}, all...)
	return t.CheckIns, nil
}

// ComposeHello is the first message in a person's own conversation: it shows
// that check-ins can get there.
func ComposeHello(t *bot.Turn, _ bot.Outgoing) (bot.Reply, error) {
	next, err := NextLine(t)
	return bot.Reply{Text: t.Say("nudge.hello") + "\n\n" + next,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("checkin.button", "checkin", ""), t.Choice("schedule.button", "schedule", ""), t.Choice("help.button", "help", "")}}}}, err
}

// restLine says what holds check-ins back, now or in days to come; empty: nothing.
func restLine(t *bot.Turn) bot.Markup {
	switch {
	case t.Person.Stopped || t.Person.PausedUntil.Equal(people.Forever): // the line on the next check-in says so
	case t.Person.PausedUntil.After(t.Now):
		return t.Say("pause.done", "until", say.Date(t, people.Today(t.Person.PausedUntil, t.Person.Zone)), "zone", say.ZoneName(t))
	}
	return absenceLines(t)
}

// NextCheckIn is when the next check-in will come, whatever holds it back
// meanwhile; zero: none will.
func NextCheckIn(t *bot.Turn) (time.Time, error) {
	all, last, err := planned(t)
	return people.NextNudge(t.Bot.Schedules, t.Person, all, last, t.Now), err
}

// Ahead is when the next n check-ins will come.
func Ahead(t *bot.Turn, n int) ([]time.Time, error) {
	all, last, err := planned(t)
	return people.Ahead(t.Bot.Schedules, t.Person, all, last, t.Now, n), err
}

// NextOfEach is when the next check-in on each horizon will come; a horizon that
// none will ask about is not in it.
func NextOfEach(t *bot.Turn) (map[people.Horizon]time.Time, error) {
	all, last, err := planned(t)
	return people.NextOfEach(t.Bot.Schedules, t.Person, all, last, t.Now), err
}

// planned is what tells which check-ins will come: the schedules that send, and
// the date of the last that came by itself.
func planned(t *bot.Turn) (all []people.Schedule, last string, err error) {
	if all, err = t.Tx.Schedules(t.Person.ID); err != nil {
		return nil, "", fmt.Errorf("read schedules: %w", err)
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return nil, "", fmt.Errorf("read goals: %w", err)
	}
	all = people.Sending(all, goals)
	checkIns, err := Recent(t)
	if err != nil {
		return nil, "", err
	}
	if i := slices.IndexFunc(checkIns, func(c people.CheckIn) bool { return !c.Asked }); i >= 0 {
		last = checkIns[i].Date
	}
	return all, last, nil
}

// NextLine says when the next check-in comes, with the zone, or why none does.
func NextLine(t *bot.Turn) (bot.Markup, error) {
	next, err := NextCheckIn(t)
	if err != nil {
		return "", err
	}
	switch {
	case t.Person.Stopped:
		return t.Say("next.stopped"), nil
	case t.Person.PausedUntil.Equal(people.Forever):
		return t.Say("next.paused"), nil
	case t.Person.Resting:
		return t.Say("next.resting"), nil
	case next.IsZero():
		return t.Say("next.none"), nil
	}
	return t.Say("next.at", "next", say.Instant(t, next), "zone", say.ZoneName(t)), nil
}

// Hello plans a first message to the person's own conversation, so that closed
// DMs show now, not at the first check-in.
func Hello(t *bot.Turn) error {
	_, err := t.Tx.PutDelivery(bot.Outgoing{Person: t.Person.ID, Kind: people.KindHello, Date: t.Today(), User: t.Event.User, Due: t.Now, NotBefore: t.Now})
	if errors.Is(err, bot.ErrDuplicate) {
		return nil
	}
	return err
}

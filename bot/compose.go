package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"mentor/bot/people"
)

// nudgeFunc says what a delivery of one kind says now. ErrNothing means that
// it has become pointless.
type nudgeFunc func(t *Turn, d Outgoing) (Reply, error)

// Compose says what a delivery without a payload says. It is asked each time
// the delivery is tried, and says the same again unless the person has acted
// meanwhile. ErrNothing means that there is nothing to send any more.
func (b *Bot) Compose(ctx context.Context, d Outgoing) (Reply, error) {
	f := b.nudges[d.Kind]
	if f == nil {
		return Reply{}, fmt.Errorf("nobody composes %q", d.Kind)
	}
	var r Reply
	err := b.Store.Update(ctx, func(tx Tx) error {
		t, err := b.unasked(ctx, tx, d)
		if errors.Is(err, ErrNotFound) {
			return ErrNothing // forgotten since it was planned
		}
		if err != nil {
			return err
		}
		if held := t.p.FreeFrom(t.now).After(t.now) && d.Kind != people.KindExpiry; t.p.Stopped || t.p.Resting || held && d.Kind != people.KindHello {
			return ErrNothing // asked for peace since it was planned
		}
		r, err = f(t, d)
		r.Lang = t.lang
		return err
	})
	if err != nil {
		return Reply{}, fmt.Errorf("compose %s: %w", d.Kind, err)
	}
	return r, nil
}

// unasked is a turn that the mentor takes by itself, in the person's own
// conversation. Its moment is when the delivery may go out.
func (b *Bot) unasked(ctx context.Context, tx Tx, d Outgoing) (*Turn, error) {
	p, err := tx.Person(d.Person)
	if err != nil {
		return nil, fmt.Errorf("person of a delivery: %w", err)
	}
	now := d.Due.UTC()
	if d.NotBefore.After(now) {
		now = d.NotBefore.UTC()
	}
	return &Turn{ctx: ctx, b: b, tx: tx, now: now, p: p, lang: cmp.Or(p.Lang, p.Spoke, langOf("")),
		ev: Event{At: now, User: d.User, From: d.To, DM: true}}, nil
}

// nudgeRoom is what the mentor says unasked: the check-in that is due, one
// reminder of it, and after three silences one question.
func nudgeRoom() room {
	return room{
		nudges: map[people.Kind]nudgeFunc{
			people.KindCheckIn:  (*Turn).composeCheckIn,
			people.KindFollowUp: (*Turn).composeFollowUp,
			people.KindSilence:  (*Turn).composeSilence,
			people.KindHello:    (*Turn).composeHello,
		},
		presses: map[string]pressFunc{
			"nudge.slower": inPlace(func(t *Turn, _ string) (Reply, error) { return t.slower() }),
			"nudge.keep":   inPlace(func(t *Turn, _ string) (Reply, error) { return t.keepRhythm() }),
		},
	}
}

// offersEach is how many check-ins in a row may propose goals to somebody who
// has none and says nothing; after that the mentor waits to be spoken to.
const offersEach = 2

func (t *Turn) composeCheckIn(d Outgoing) (Reply, error) {
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	history, err := t.recent()
	if err != nil {
		return Reply{}, err
	}
	offered := 0
	for _, c := range history {
		if c.Date == d.Date && !c.Answered.IsZero() {
			return Reply{}, ErrNothing // done already today, with the command or an earlier try
		}
		if c.Date != d.Date && c.Answered.IsZero() && len(c.Entries) == 0 {
			offered++
		} else if c.Date != d.Date {
			break
		}
	}
	c, err := t.openCheckIn(people.CheckIn{Person: t.p.ID, Date: d.Date, Horizons: d.Horizons, Opened: t.now}, goals)
	if err != nil {
		return Reply{}, err
	}
	head := t.say("checkin.head", "n", len(c.Entries))
	if len(c.Entries) == 0 {
		if offered >= offersEach || !t.moreToOffer(c) {
			return Reply{}, ErrNothing
		}
		head = t.say("checkin.head.none")
	}
	return t.ciPage(c, head, false)
}

// composeFollowUp reminds of a check-in, once: d.Subject is its date.
func (t *Turn) composeFollowUp(d Outgoing) (Reply, error) {
	last, err := t.tx.CheckIns(t.p.ID, 1)
	if err != nil {
		return Reply{}, fmt.Errorf("read check-ins: %w", err)
	}
	if len(last) == 0 || last[0].Date != d.Subject || !last[0].Answered.IsZero() || len(last[0].Entries) == 0 {
		return Reply{}, ErrNothing
	}
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	for _, e := range last[0].Entries {
		for _, g := range goals {
			if g.ID == e.Goal && g.State == people.Open {
				return t.ciPage(last[0], t.say("checkin.follow-up"), false)
			}
		}
	}
	return Reply{}, ErrNothing // every goal of it has been closed since
}

// composeSilence asks whether the rhythm is right.
func (t *Turn) composeSilence(Outgoing) (Reply, error) {
	if t.p.Silences == 0 {
		return Reply{}, ErrNothing
	}
	return Reply{Text: t.say("nudge.silence"), Blocks: []Block{Choices{Items: []Choice{
		t.choice("nudge.button.slower", "nudge.slower", ""), t.choice("nudge.button.pause", "pause", ""),
		t.choice("nudge.button.stop", "stop", ""), t.choice("nudge.button.keep", "nudge.keep", "")}}}}, nil
}

// composeHello is the first message in a person's own conversation: it shows
// that check-ins can get there.
func (t *Turn) composeHello(Outgoing) (Reply, error) {
	next, err := t.nextLine()
	return Reply{Text: t.say("nudge.hello") + "\n\n" + next,
		Blocks: []Block{Choices{Items: []Choice{t.choice("checkin.button", "checkin", ""), t.choice("schedule.button", "schedule", ""), t.choice("help.button", "help", "")}}}}, err
}

// slowEnough is how far apart check-ins are that "less often" leaves as they are.
const slowEnough = 25 * 24 * time.Hour

// slower makes monthly what comes more often.
func (t *Turn) slower() (Reply, error) {
	all, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read schedules: %w", err)
	}
	if err := t.heard(); err != nil {
		return Reply{}, err
	}
	for _, s := range all {
		if s.Next.IsZero() {
			continue
		}
		times, err := t.b.Schedules.Next(s.Plan, t.zoneName(), t.now, 2)
		if err != nil {
			return Reply{}, fmt.Errorf("next of %s: %w", s.Horizon, err)
		}
		if len(times) == 2 && times[1].Sub(times[0]) < slowEnough {
			if _, err := t.setSchedule(s.Horizon, t.b.Schedules.Default(people.Years3), false); err != nil {
				return Reply{}, fmt.Errorf("slow schedule: %w", err)
			}
		}
	}
	next, err := t.nextLine()
	return Reply{Text: t.say("nudge.slower") + "\n\n" + next, Blocks: []Block{Choices{Items: []Choice{
		t.choice("checkin.button", "checkin", ""), t.choice("schedule.button", "schedule", "")}}}}, err
}

// keepRhythm is "all is well, go on".
func (t *Turn) keepRhythm() (Reply, error) {
	if err := t.heard(); err != nil {
		return Reply{}, err
	}
	next, err := t.nextLine()
	return Reply{Text: t.say("nudge.keep") + "\n\n" + next, Blocks: []Block{Choices{Items: []Choice{
		t.choice("checkin.button", "checkin", ""), t.choice("schedule.button", "schedule", "")}}}}, err
}

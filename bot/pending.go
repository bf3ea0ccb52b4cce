package bot

import (
	"context"
	"errors"
	"time"
)

// What stands here moves to the rooms of goals, certifications and check-ins as they are built.

// greet is what somebody hears who says nothing in particular.
func (t *Turn) greet() (Reply, error) {
	id := "greet.again"
	if t.fresh {
		id = "greet.first"
	}
	return Reply{Text: t.say(id), Blocks: []Block{Choices{Items: []Choice{t.choice("help.button", "help", "")}}}}, nil
}

// home is what a home tab shows.
func (t *Turn) homeReply() (Reply, error) { return t.greet() }

// understand reads a command's arguments out of plain words.
func (t *Turn) understand(s *Spec, text string) Args { return s.parse(text) }

func looksLikeDate(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// home is what a person's home tab shows on a platform, and whose it is there.
func (b *Bot) home(ctx context.Context, person PersonID, p Platform, now time.Time) (users []UserRef, r Reply, err error) {
	err = b.Store.View(ctx, func(tx Tx) error {
		all, err := tx.Identities(person)
		if err != nil {
			return err
		}
		for _, u := range all {
			if u.Platform == p {
				users = append(users, u)
			}
		}
		if len(users) == 0 {
			return nil
		}
		t, err := b.turn(ctx, tx, Event{At: now, User: users[0], From: Address{Platform: p, Workspace: users[0].Workspace}, DM: true, Body: Opened{Home}})
		if err != nil {
			return err
		}
		r, err = t.homeReply()
		return err
	})
	return users, r, err
}

// Suggest completes what is typed into a field or argument.
func (b *Bot) Suggest(ctx context.Context, user UserRef, field, typed string) ([]Choice, error) {
	return nil, nil
}

// setSchedule, defaultSchedule and scheduleProblem belong to check-ins' schedules.
func (t *Turn) setSchedule(h Horizon, p Plan, chosen bool) (time.Time, error) {
	next, err := t.b.Schedules.Next(p, t.p.Zone, t.now, 1)
	if err != nil || len(next) == 0 {
		return time.Time{}, err
	}
	_, err = t.tx.PutSchedule(Schedule{Person: t.p.ID, Horizon: h, Plan: p, Zone: t.p.Zone, Next: next[0], Chosen: chosen})
	t.changed = true
	return next[0], err
}

func (t *Turn) defaultSchedule(h Horizon) error {
	all, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Horizon == h {
			return nil
		}
	}
	_, err = t.setSchedule(h, t.b.Schedules.Default(h), false)
	return err
}

func (t *Turn) scheduleProblem(field string, err error) error {
	var refused *ScheduleError
	if !errors.As(err, &refused) {
		return err
	}
	kv := []any{}
	for k, v := range refused.Data {
		kv = append(kv, k, v)
	}
	return t.fieldProblem(field, refused.Reason, kv...)
}

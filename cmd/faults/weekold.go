package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
)

// weekOld copies a database, lets a week of daily check-ins go by in which
// some people are erased, puts the copy back and lets a day pass: how many
// check-ins come again, and how many of the erased are there.
func (l *lab) weekOld(ctx context.Context, persons int) (again, erased int, err error) {
	in, err := l.inside(ctx, "week")
	if err != nil {
		return 0, 0, err
	}
	path := filepath.Join(l.dir, "week.db")
	open := true
	defer func() {
		if open {
			in.close()
		}
	}()
	began := time.Date(2026, 3, 16, 6, 30, 0, 0, time.UTC)
	in.set(began)
	var ids []people.PersonID
	err = in.db.Update(ctx, func(tx bot.Tx) error {
		for i := range persons {
			u := people.UserRef{Platform: people.Slack, Workspace: team, ID: slackUser(i)}
			person, err := tx.AddPerson(u, people.Person{Created: began, LastSeen: began, OptedIn: true, Zone: "UTC", QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo, NudgeAt: u})
			if err != nil {
				return err
			}
			ids = append(ids, person.ID)
			sc := people.Schedule{Person: person.ID, Horizon: people.Year1, Plan: people.Plan{Cron: fmt.Sprintf("%d 9 * * *", i%2*30)}, Zone: "UTC", Chosen: true}
			next, err := in.opts.Schedules.Next(sc.Plan, sc.Zone, began, 1)
			if err != nil {
				return err
			}
			sc.Next = next[0]
			if _, err := tx.PutSchedule(sc); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	in.opts.Idle, in.opts.Metrics = 5*time.Millisecond, nil // a runner for each stretch of time
	day := func(n int) time.Time { return began.AddDate(0, 0, n) }
	through := func(until time.Time) error {
		stop := in.start(ctx)
		return errors.Join(in.pass(ctx, until), stop())
	}
	old := filepath.Join(l.dir, "week-old.db")
	if err := through(day(1)); err != nil {
		return 0, 0, err
	}
	if err := in.db.Backup(ctx, old); err != nil {
		return 0, 0, err
	}
	if err := through(day(4)); err != nil {
		return 0, 0, err
	}
	leavers := ids[:persons/20]
	for _, id := range leavers {
		if err := in.db.Update(ctx, func(tx bot.Tx) error { return tx.Forget(id) }); err != nil {
			return 0, 0, err
		}
	}
	if err := through(day(8)); err != nil {
		return 0, 0, err
	}
	before := len(in.sent)
	if err := in.db.Close(); err != nil {
		return 0, 0, err
	}
	open = false
	if _, err := db.Restore(ctx, old, path, day(8)); err != nil {
		return 0, 0, err
	}
	if in.db, err = db.Open(ctx, path, db.Options{}); err != nil {
		return 0, 0, err
	}
	open = true
	in.opts.Store = in.db
	err = in.db.View(ctx, func(tx bot.Tx) error {
		for i := range leavers {
			if _, err := tx.PersonOf(people.UserRef{Platform: people.Slack, Workspace: team, ID: slackUser(i)}); err == nil {
				erased++
			}
		}
		return nil
	})
	if err != nil {
		return 0, erased, err
	}
	if err := through(day(9)); err != nil {
		return 0, erased, err
	}
	// One more day: one check-in for each who stayed, and nothing of the week before.
	fresh := map[string]bool{}
	for _, s := range in.sent[before:] {
		if fresh[s.user] || s.at.Before(day(8)) {
			again++
		}
		fresh[s.user] = true
	}
	if want := persons - len(leavers); len(fresh) != want {
		return again, erased, fmt.Errorf("%d people got the next day's check-in, want %d", len(fresh), want)
	}
	return again, erased, nil
}

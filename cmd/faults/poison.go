package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// promptly is how long others may wait because of poison.
const promptly = 5 * time.Second

// poison is fault test 10: of all nudges one in a hundred makes the program
// panic, one in twenty meets a closed door, and one workspace in a hundred has
// taken its token back.
func poison(ctx context.Context, l *lab) (v verdict, err error) {
	persons, workspaces := l.size(5000, 400), l.size(100, 20)
	in, err := l.inside(ctx, "poison")
	if err != nil {
		return v, err
	}
	defer in.close()
	rng := l.rand()
	kind := map[people.PersonID]string{}
	closed := map[string]bool{}
	revoked := map[string]bool{}
	for i := range max(1, workspaces/100) {
		revoked[fmt.Sprintf("T%03d", i*7%workspaces)] = true
	}
	err = in.db.Update(ctx, func(tx bot.Tx) error {
		now := time.Now().UTC()
		for i := range persons {
			u := people.UserRef{Platform: people.Slack, Workspace: fmt.Sprintf("T%03d", i%workspaces), ID: slackUser(i)}
			person, err := tx.AddPerson(u, people.Person{Created: now, OptedIn: true, Zone: "UTC", NudgeAt: u})
			if err != nil {
				return err
			}
			switch n := rng.IntN(100); {
			case revoked[u.Workspace]:
				kind[person.ID] = "revoked"
			case n == 0:
				kind[person.ID] = "poison"
			case n <= 5:
				kind[person.ID], closed[u.ID] = "closed", true
			}
			if _, err = tx.PutDelivery(bot.Outgoing{Person: person.ID, Kind: people.KindCheckIn, Date: now.Format(time.DateOnly), User: u, Due: now, NotBefore: now}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return v, err
	}
	var mu sync.Mutex
	tries := map[people.PersonID]int{}
	compose := in.opts.Compose
	in.opts.Compose = func(ctx context.Context, o bot.Outgoing) (bot.Reply, error) {
		mu.Lock()
		tries[o.Person]++
		mu.Unlock()
		if kind[o.Person] == "poison" {
			panic("poison")
		}
		return compose(ctx, o)
	}
	in.send = func(to people.Address, _ bot.Reply) error {
		time.Sleep(5 * time.Millisecond) // the way to a platform
		switch {
		case revoked[to.Workspace]:
			return &bot.SendError{Kind: bot.Denied, Workspace: true, Code: "token_revoked"}
		case closed[to.Channel]:
			return &bot.SendError{Kind: bot.Denied, Code: "50007"}
		}
		return nil
	}
	began := time.Now()
	stop := in.start(ctx)
	waited := await(ctx, 3*time.Minute, func() (bool, error) {
		open, err := in.db.List(ctx, []bot.DeliveryState{bot.Pending, bot.Claimed}, 1)
		return err == nil && len(open) == 0, err
	})
	if err := errors.Join(waited, stop()); err != nil {
		return v, err
	}
	parked, err := in.db.List(ctx, []bot.DeliveryState{bot.Parked}, persons)
	if err != nil {
		return v, err
	}
	all, err := in.db.List(ctx, []bot.DeliveryState{bot.Sent, bot.Parked, bot.Skipped}, persons)
	if err != nil {
		return v, err
	}
	slowest, most := time.Duration(0), 0
	for _, m := range in.sent {
		slowest = max(slowest, m.at.Sub(began))
	}
	for _, n := range tries {
		most = max(most, n)
	}
	v = verdict{sent: len(in.sent), lost: persons - len(all), duplicate: len(in.sent) + len(parked) - persons,
		more: fmt.Sprintf("parked=%d expected=%d others_waited=%s tries_max=%d", len(parked), len(kind), slowest.Round(time.Millisecond), most)}
	switch {
	case v.lost != 0:
		v.why = "rows are gone"
	case len(parked) != len(kind) || len(in.sent) != persons-len(kind):
		v.why = "not exactly those were parked that had to be"
	case slowest > promptly:
		v.why = "others waited for the poison"
	case most > 5:
		v.why = "a row was tried more than five times"
	default:
		v.ok = true
	}
	return v, nil
}

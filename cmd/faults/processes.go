package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
)

// takeOver is how long the others may need to go on where one was killed.
const takeOver = 60 * time.Second

// processes is fault test 7: several processes on one database, which are
// restarted one after the other, half of them killed, while people write.
func processes(ctx context.Context, l *lab) (v verdict, err error) {
	people, many, writers, writes := l.size(5000, 200), l.size(4, 3), l.size(50, 10), l.size(10000, 50)
	p, err := l.open(ctx, people, nil, nil)
	if err != nil {
		return v, err
	}
	var running []*proc
	for range many {
		mentor, err := p.run()
		if err != nil {
			return v, err
		}
		running = append(running, mentor)
	}
	d, err := db.Open(ctx, p.path, db.Options{})
	if err != nil {
		return v, err
	}
	defer d.Close()
	var written atomic.Int64
	busy := make(chan error, 1)
	go func() { busy <- p.write(ctx, d, writers, writes, &written) }()

	rng := l.rand()
	longest, restarts := time.Duration(0), 0
	last, moved := 0, time.Now()
	err = await(ctx, 20*time.Minute, func() (bool, error) {
		n, err := p.accepted(ctx)
		if err != nil {
			return false, err
		}
		if n > last {
			longest = max(longest, time.Since(moved))
			last, moved = n, time.Now()
		}
		// A restart for every share of the work, by turns; every other one is a crash.
		if n >= people*(restarts+1)/(2*many+1) && restarts < 2*many {
			i := restarts % many
			if restarts%2 == 0 {
				running[i].kill()
			} else if err := running[i].stop(); err != nil {
				return false, err
			}
			time.Sleep(time.Duration(rng.IntN(100)) * time.Millisecond)
			if running[i], err = p.run(); err != nil {
				return false, err
			}
			restarts++
		}
		if n < people && time.Since(moved) < takeOver { // none may be open between two that plan
			return false, nil
		}
		open, err := d.List(ctx, []bot.DeliveryState{bot.Pending, bot.Claimed}, 1)
		return err == nil && len(open) == 0, err
	})
	if err != nil {
		return v, err
	}
	if err := <-busy; err != nil {
		return v, fmt.Errorf("a writer failed: %w", err)
	}
	for _, mentor := range running {
		err = errors.Join(err, mentor.stop())
	}
	if err != nil {
		return v, err
	}
	t, err := p.count(ctx)
	if err != nil {
		return v, err
	}
	v = verdict{sent: t.sent, lost: t.lost, duplicate: t.slackExtra + t.discordExtra,
		more: fmt.Sprintf("processes=%d restarts=%d longest_gap=%s writes=%d busy=0 slack_duplicates=%d discord_duplicates=%d", many, restarts, longest.Round(time.Millisecond), written.Load(), t.slackExtra, t.discordExtra)}
	switch {
	case t.lost > 0:
		v.why = "nudges were lost"
	case v.duplicate > 0:
		v.why = "nudges were sent twice"
	case longest > takeOver:
		v.why = "no other process took over within " + takeOver.String()
	case written.Load() != int64(writers*writes):
		v.why = "writes are missing"
	default:
		v.ok = true
	}
	return v, p.intact(ctx)
}

// write lets each of writers make many small writes, as people's events do.
func (p *post) write(ctx context.Context, d *db.DB, writers, writes int, written *atomic.Int64) error {
	now := time.Now().UTC()
	var ids []people.PersonID
	for i := range writers {
		err := d.Update(ctx, func(tx bot.Tx) error {
			person, err := tx.AddPerson(people.UserRef{Platform: people.Terminal, ID: fmt.Sprintf("writer-%d", i)}, people.Person{Created: now})
			ids = append(ids, person.ID)
			return err
		})
		if err != nil {
			return err
		}
	}
	return atOnce(writers, writers*writes, func(i int) error {
		err := d.Update(ctx, func(tx bot.Tx) error {
			return tx.PutConversation(ids[i%writers], "terminal", []byte(fmt.Sprint(i)), now)
		})
		if err == nil {
			written.Add(1)
		}
		return err
	})
}

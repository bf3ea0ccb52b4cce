package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// firstSend is how soon after a start the first message must be out.
const firstSend = 2 * time.Second

// kill is fault test 1: SIGKILL at random points while nudges go out.
func kill(ctx context.Context, l *lab) (v verdict, err error) {
	people, kills := l.size(5000, 200), l.size(200, 8)
	p, err := l.open(ctx, people, nil, nil)
	if err != nil {
		return v, err
	}
	rng := l.rand()
	points := make([]int, kills)
	for i := range points {
		points[i] = rng.IntN(people - people/20)
	}
	slices.Sort(points)
	slowest, intact := time.Duration(0), 0
	for _, point := range points {
		before, err := p.accepted(ctx)
		if err != nil {
			return v, err
		}
		began := time.Now()
		mentor, err := p.run()
		if err != nil {
			return v, err
		}
		first := time.Duration(0)
		err = await(ctx, 30*time.Second, func() (bool, error) {
			select {
			case <-mentor.gone:
				return false, fmt.Errorf("the mentor ended by itself: %w (see its log with -keep)", mentor.err)
			default:
			}
			n, err := p.accepted(ctx)
			if n > before && first == 0 {
				first = time.Since(began)
			}
			return n > before && n >= point, err
		})
		if err != nil {
			return v, fmt.Errorf("at point %d: %w", point, err)
		}
		slowest = max(slowest, first)
		time.Sleep(time.Duration(rng.IntN(30)) * time.Millisecond) // any moment of a send is a point
		mentor.kill()
		if err := p.intact(ctx); err != nil {
			return v, fmt.Errorf("after the kill at point %d: %w", point, err)
		}
		intact++
	}
	mentor, err := p.run()
	if err != nil {
		return v, err
	}
	if err := p.settled(ctx, 10*time.Minute); err != nil {
		return v, err
	}
	if err := mentor.stop(); err != nil {
		return v, err
	}
	t, err := p.count(ctx)
	v = verdict{sent: t.sent, lost: t.lost, duplicate: t.slackExtra + t.discordExtra,
		more: fmt.Sprintf("kills=%d intact=%d first_send_max=%s slack_duplicates=%d discord_duplicates=%d", kills, intact, slowest.Round(time.Millisecond), t.slackExtra, t.discordExtra)}
	switch {
	case err != nil:
		return v, err
	case t.lost > 0:
		v.why = "nudges were lost"
	case t.discordExtra > 0:
		v.why = "Discord got duplicates"
	case t.slackExtra*100 > t.slackPeople:
		v.why = "Slack got more than 1 % duplicates"
	case slowest > firstSend:
		v.why = "the first send after a start took longer than " + firstSend.String()
	default:
		v.ok = true
	}
	return v, nil
}

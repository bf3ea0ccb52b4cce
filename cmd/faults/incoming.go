package main

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
)

// incoming is fault test 6: commands that Slack delivers up to eleven times,
// under the same and other event ids, one in twenty lost at first, while the
// mentor is killed again and again.
func incoming(ctx context.Context, l *lab) (v verdict, err error) {
	commands, users, kills := l.size(10000, 300), l.size(400, 30), l.size(50, 4)
	p := &post{lab: l, path: filepath.Join(l.dir, "mentor.db")}
	if err := p.platforms(ctx, []string{"-retries", "0s,1s,2s,4s,8s,15s,30s,60s"}, nil); err != nil {
		return v, err
	}
	p.env = []string{"SLACK_BOT_TOKEN=xoxb-fake", "SLACK_APP_TOKEN=xapp-fake", "SLACK_API_URL=" + p.slack.api, "MENTOR_DB=" + p.path}
	mentor, err := p.run()
	if err != nil {
		return v, err
	}
	rng := l.rand()
	points := make([]int, kills)
	for i := range points {
		points[i] = rng.IntN(commands)
	}
	slices.Sort(points)
	const batch, perSecond = 10, 100 // with their copies some 600 envelopes a second
	for sent := 0; sent < commands; {
		var events []map[string]any
		for ; sent < commands && len(events) < batch; sent++ {
			events = append(events, map[string]any{"kind": "message", "user": slackUser(sent % users), "text": fmt.Sprintf("goal add 1-3 command %d", sent),
				"copies": 1 + rng.IntN(11), "fresh_ids": rng.IntN(2) == 0, "lose_first": rng.IntN(20) == 0})
		}
		if err := p.slack.post(ctx, "/_event", events, nil); err != nil {
			return v, err
		}
		select {
		case <-time.After(batch * time.Second / perSecond):
		case <-ctx.Done():
			return v, ctx.Err()
		}
		for len(points) > 0 && sent >= points[0] {
			points = points[1:]
			time.Sleep(time.Duration(rng.IntN(60)) * time.Millisecond) // any moment of handling is a point
			mentor.kill()
			if mentor, err = p.run(); err != nil {
				return v, err
			}
		}
	}
	d, err := db.Open(ctx, p.path, db.Options{})
	if err != nil {
		return v, err
	}
	defer d.Close()
	var goals map[string]int
	waited := await(ctx, 10*time.Minute, func() (bool, error) {
		var stats struct {
			Pending int `json:"pending"`
		}
		if err := p.slack.get(ctx, "/_stats", &stats); err != nil || stats.Pending > 0 {
			return false, err
		}
		open, err := d.List(ctx, []bot.DeliveryState{bot.Pending, bot.Claimed}, 1)
		if err != nil || len(open) > 0 {
			return false, err
		}
		goals, err = effects(ctx, d, users)
		return len(goals) >= commands, err
	})
	if waited != nil {
		if goals, err = effects(ctx, d, users); err != nil {
			return v, err
		}
	}
	if err := mentor.stop(); err != nil {
		return v, err
	}
	var stats struct {
		P99     float64 `json:"ack_p99_ms"`
		Unacked int     `json:"unacked"`
		Copies  int     `json:"delivered"`
	}
	if err := p.slack.get(ctx, "/_stats", &stats); err != nil {
		return v, err
	}
	// A command that had its effect twice would be told that the goal is there already.
	var messages []struct {
		Text string `json:"text"`
	}
	if err := p.slack.get(ctx, "/_messages", &messages); err != nil {
		return v, err
	}
	twice, replies := 0, map[string]int{}
	for _, m := range messages {
		if strings.Contains(m.Text, "already goal") {
			twice++
		}
		if n := command.FindString(m.Text); n != "" {
			replies[n]++
		}
	}
	for _, n := range goals {
		twice += n - 1
	}
	again := 0
	for _, n := range replies {
		again += n - 1
	}
	v = verdict{sent: commands, lost: commands - len(goals), duplicate: twice + again,
		more: fmt.Sprintf("delivered=%d kills=%d replies=%d of them again=%d ack_p99=%.0fms unacknowledged=%d", stats.Copies, kills, len(messages), again, stats.P99, stats.Unacked)}
	switch {
	case v.lost > 0:
		v.why = "commands were lost"
	case twice > 0:
		v.why = "commands had their effect twice"
	case len(replies) < commands:
		v.why = fmt.Sprintf("%d commands were not answered", commands-len(replies))
	case again > 0:
		v.why = "commands were answered twice"
	case stats.P99 > 1000:
		v.why = "acknowledged later than 1 s (p99)"
	default:
		v.ok = true
	}
	return v, nil
}

// command is what a reply repeats of its command: each is sent once.
var command = regexp.MustCompile(`command \d+`)

// effects counts the goals that commands made, by their text.
func effects(ctx context.Context, d *db.DB, users int) (map[string]int, error) {
	goals := map[string]int{}
	err := d.View(ctx, func(tx bot.Tx) error {
		for i := range users {
			person, err := tx.PersonOf(people.UserRef{Platform: people.Slack, Workspace: team, ID: slackUser(i)})
			if err != nil {
				continue // nothing of theirs has arrived yet
			}
			list, err := tx.Goals(person.ID)
			if err != nil {
				return err
			}
			for _, g := range list {
				goals[g.Text]++
			}
		}
		return nil
	})
	return goals, err
}

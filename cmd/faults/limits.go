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

// limits is fault test 3: many messages at once over few channels, while the
// server allows one a second in each and punishes more with 30 s of silence.
func limits(ctx context.Context, l *lab) (v verdict, err error) {
	channels, each := l.size(100, 20), l.size(20, 4)
	p := &post{lab: l, path: filepath.Join(l.dir, "mentor.db")}
	if err := p.platforms(ctx, []string{"-channel-interval", "1s", "-retry-after", "30s", "-tiers"}, nil); err != nil {
		return v, err
	}
	p.env = []string{"SLACK_BOT_TOKEN=xoxb-fake", "SLACK_APP_TOKEN=xapp-fake", "SLACK_API_URL=" + p.slack.api, "MENTOR_DB=" + p.path}
	for i := range channels {
		var dm struct {
			Channel string `json:"channel"`
		}
		if err := p.slack.post(ctx, "/_dm", map[string]string{"user": slackUser(i)}, &dm); err != nil {
			return v, err
		}
		p.slackChannels = append(p.slackChannels, dm.Channel)
	}
	if err := p.pile(ctx, each); err != nil {
		return v, err
	}
	began := time.Now()
	mentor, err := p.run()
	if err != nil {
		return v, err
	}
	started := time.Time{}
	err = await(ctx, 5*time.Minute, func() (bool, error) {
		n, err := p.accepted(ctx)
		if n > 0 && started.IsZero() {
			started = time.Now()
		}
		return n >= channels*each, err
	})
	took := time.Since(started)
	var stats struct {
		Calls   map[string]int `json:"calls"`
		Refused map[string]int `json:"refused"`
		Inside  int            `json:"in_retry_after"`
	}
	if e := p.slack.get(ctx, "/_stats", &stats); e != nil {
		return v, e
	}
	sent := stats.Calls["chat.postMessage"]
	least := time.Duration(each-1) * time.Second
	v = verdict{sent: sent, lost: channels*each - sent, duplicate: max(0, sent-channels*each),
		more: fmt.Sprintf("took=%s least=%s ratio=%.3f inside_retry_after=%d limited=%d start=%s", took.Round(time.Millisecond), least, float64(took)/float64(least),
			stats.Inside, stats.Refused["429"]+stats.Refused["ratelimited"], started.Sub(began).Round(time.Millisecond))}
	if err != nil {
		return v, err
	}
	if err := mentor.stop(); err != nil {
		return v, err
	}
	switch {
	case sent != channels*each:
		v.why = "not every message went out once"
	case stats.Inside > 0:
		v.why = "sends came inside a Retry-After window"
	case float64(took) > 1.1*float64(least) && !l.small: // one late second is a third of a small run
		v.why = "draining took more than 1.1 times the least time possible"
	default:
		v.ok = true
	}
	return v, nil
}

// pile fills the database with each replies for each channel, due at once.
func (p *post) pile(ctx context.Context, each int) error {
	d, err := db.Open(ctx, p.path, db.Options{})
	if err != nil {
		return err
	}
	now := time.Now().UTC()
	err = atOnce(64, len(p.slackChannels), func(i int) error {
		user := people.UserRef{Platform: people.Slack, Workspace: team, ID: slackUser(i)}
		return d.Update(ctx, func(tx bot.Tx) error {
			person, err := tx.AddPerson(user, people.Person{Created: now, Lang: "en", Zone: "UTC", OptedIn: true, NudgeAt: user, LastSeen: now})
			if err != nil {
				return err
			}
			for n := range each {
				_, err := tx.PutDelivery(bot.Outgoing{Person: person.ID, Kind: people.KindReply, Subject: fmt.Sprintf("limits:%d:%d", i, n), User: user,
					To: people.Address{Platform: people.Slack, Workspace: team, Channel: p.slackChannels[i]}, Payload: &bot.Reply{Text: "One of many."}, Due: now, NotBefore: now})
				if err != nil {
					return err
				}
			}
			return nil
		})
	})
	return errors.Join(err, d.Close())
}

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
)

// post is what a test of what goes out works with: both platforms, a database
// full of nudges that are due, and the channels that each must reach once.
type post struct {
	*lab
	slack, discord *server
	path           string   // of the database
	slackChannels  []string // one a person
	discChannels   []string
	env            []string
}

// open starts both fakes and fills a database with n due nudges, half of them
// for each platform; the direct messages are open already, so that opening
// them is not what is measured.
func (l *lab) open(ctx context.Context, n int, slackArgs, discordArgs []string) (*post, error) {
	p := &post{lab: l, path: filepath.Join(l.dir, "mentor.db")}
	if err := p.platforms(ctx, slackArgs, discordArgs); err != nil {
		return nil, err
	}
	for i := range n / 2 {
		var dm struct {
			Channel string `json:"channel"`
		}
		if err := p.slack.post(ctx, "/_dm", map[string]string{"user": slackUser(i)}, &dm); err != nil {
			return nil, err
		}
		p.slackChannels = append(p.slackChannels, dm.Channel)
	}
	for i := range n - n/2 {
		var dm struct {
			ID string `json:"id"`
		}
		if err := p.discord.post(ctx, "/_event", map[string]string{"type": "open", "user": discordUser(i)}, &dm); err != nil {
			return nil, err
		}
		p.discChannels = append(p.discChannels, dm.ID)
	}
	return p, p.fill(ctx)
}

// platforms starts both fakes and says how the mentor reaches them.
func (p *post) platforms(ctx context.Context, slackArgs, discordArgs []string) (err error) {
	if p.slack, err = p.serve(ctx, "slackfake", slackArgs...); err != nil {
		return err
	}
	if p.discord, err = p.serve(ctx, "discordfake", discordArgs...); err != nil {
		return err
	}
	p.env = []string{"SLACK_BOT_TOKEN=xoxb-fake", "SLACK_APP_TOKEN=xapp-fake", "SLACK_API_URL=" + p.slack.api,
		"DISCORD_TOKEN=fake-bot-token", "DISCORD_API_URL=" + p.discord.api, "MENTOR_DB=" + p.path}
	return nil
}

func slackUser(i int) string   { return fmt.Sprintf("U%07d", i) }
func discordUser(i int) string { return fmt.Sprintf("7%017d", i) }

// team is the workspace of the fake Slack.
const team = "T0FAKE"

// fill makes a person with a goal and a due check-in for each channel.
func (p *post) fill(ctx context.Context) error {
	d, err := db.Open(ctx, p.path, db.Options{})
	if err != nil {
		return err
	}
	now := time.Now().UTC()
	err = atOnce(64, len(p.slackChannels)+len(p.discChannels), func(i int) error {
		user, to := people.UserRef{Platform: people.Slack, Workspace: team, ID: slackUser(i)}, people.Address{Platform: people.Slack, Workspace: team}
		if i < len(p.slackChannels) {
			to.Channel = p.slackChannels[i]
		} else {
			i -= len(p.slackChannels)
			user = people.UserRef{Platform: people.Discord, ID: discordUser(i)}
			to = people.Address{Platform: people.Discord, Channel: p.discChannels[i]}
		}
		return d.Update(ctx, func(tx bot.Tx) error { return nudge(tx, user, to, now) })
	})
	return errors.Join(err, d.Close())
}

// nudge is a person of whom one check-in is due. They keep no quiet hours, so
// that a test is the same at any hour.
func nudge(tx bot.Tx, user people.UserRef, to people.Address, now time.Time) error {
	person, err := tx.AddPerson(user, people.Person{Created: now, Lang: "en", Zone: "UTC", ZoneAsked: true, OptedIn: true, NudgeAt: user, LastSeen: now})
	if err != nil {
		return err
	}
	if _, err := tx.AddGoal(people.Goal{Person: person.ID, Horizon: people.Year1, Text: "Lead one project", State: people.Open, Created: now, Updated: now}); err != nil {
		return err
	}
	_, err = tx.PutDelivery(bot.Outgoing{Person: person.ID, Kind: people.KindCheckIn, Date: now.Format(time.DateOnly), Horizons: []people.Horizon{people.Year1},
		To: to, User: user, Due: now, NotBefore: now})
	return err
}

// atOnce does n things with many goroutines, so that their commits are grouped.
func atOnce(workers, n int, do func(i int) error) error {
	var wg sync.WaitGroup
	next := make(chan int)
	errs := make(chan error, workers)
	for range workers {
		wg.Go(func() {
			for i := range next {
				if err := do(i); err != nil {
					select {
					case errs <- err:
					default:
					}
				}
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
	close(errs)
	return <-errs
}

// run starts the mentor.
func (p *post) run() (*proc, error) { return p.start("bot", p.env, "run") }

// accepted is how many messages both platforms have taken.
func (p *post) accepted(ctx context.Context) (int, error) {
	var s struct {
		Calls map[string]int `json:"calls"`
	}
	if err := p.slack.get(ctx, "/_stats", &s); err != nil {
		return 0, err
	}
	var d struct {
		Messages int `json:"messages"`
	}
	if err := p.discord.get(ctx, "/_stats", &d); err != nil {
		return 0, err
	}
	return s.Calls["chat.postMessage"] + d.Messages, nil
}

// truth is what the platforms hold.
type truth struct {
	sent, lost                 int
	slackExtra, discordExtra   int
	slackPeople, discordPeople int
}

// count reads the truth: each channel must hold exactly one message.
func (p *post) count(ctx context.Context) (truth, error) {
	var t truth
	var s []struct {
		Channel string `json:"channel"`
	}
	if err := p.slack.get(ctx, "/_messages", &s); err != nil {
		return t, err
	}
	var d []struct {
		Channel string `json:"channel_id"`
	}
	if err := p.discord.get(ctx, "/_messages", &d); err != nil {
		return t, err
	}
	got := map[string]int{}
	for _, m := range s {
		got[m.Channel]++
	}
	for _, m := range d {
		got[m.Channel]++
	}
	t.sent = len(s) + len(d)
	t.slackPeople, t.discordPeople = len(p.slackChannels), len(p.discChannels)
	for _, c := range p.slackChannels {
		if got[c] == 0 {
			t.lost++
		}
		t.slackExtra += max(0, got[c]-1)
	}
	for _, c := range p.discChannels {
		if got[c] == 0 {
			t.lost++
		}
		t.discordExtra += max(0, got[c]-1)
	}
	return t, nil
}

// settled waits until no row is open, while the mentor runs.
func (p *post) settled(ctx context.Context, most time.Duration) error {
	d, err := db.Open(ctx, p.path, db.Options{})
	if err != nil {
		return err
	}
	defer d.Close()
	return await(ctx, most, func() (bool, error) {
		open, err := d.List(ctx, []bot.DeliveryState{bot.Pending, bot.Claimed}, 1)
		return err == nil && len(open) == 0, err
	})
}

// intact checks the database as a crash has left it.
func (p *post) intact(ctx context.Context) error {
	d, err := db.Open(ctx, p.path, db.Options{})
	if err != nil {
		return err
	}
	return errors.Join(d.Check(ctx), d.Close())
}

func (l *lab) rand() *rand.Rand { return rand.New(rand.NewPCG(l.seed, 0xfa17)) }

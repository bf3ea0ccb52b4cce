package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// servedSeen is what a serving program showed.
type servedSeen struct {
	acknowledged, lost, twice, told, windows, failed int
	recovered                                        time.Duration // the longest
}

// fullWhileServing lets many people write, while the disk is full for some
// seconds again and again, and a single call fails in between.
func (l *lab) fullWhileServing(ctx context.Context) (seen servedSeen, err error) {
	users, perSecond := 100, 50
	windows, full, sound := l.size(20, 1), 5*time.Second, l.size(10, 3)
	p := &post{lab: l, path: filepath.Join(l.dir, "mentor.db")}
	if err := p.platforms(ctx, []string{"-retries", "0s,1s,2s,4s,8s,15s,30s,60s"}, nil); err != nil {
		return seen, err
	}
	d, err := l.failingDisk(ctx, "served", p.path)
	if err != nil {
		return seen, err
	}
	p.env = append([]string{"SLACK_BOT_TOKEN=xoxb-fake", "SLACK_APP_TOKEN=xapp-fake", "SLACK_API_URL=" + p.slack.api, "MENTOR_DB=" + p.path}, d.env()...)
	mentor, err := p.run()
	if err != nil {
		return seen, err
	}
	var sent atomic.Int64
	writing, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() {
		tick := time.NewTicker(time.Second / time.Duration(perSecond))
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-tick.C:
			case <-writing.Done():
				ended <- nil
				return
			}
			event := map[string]any{"kind": "message", "user": slackUser(n % users), "text": fmt.Sprintf("goal add 1-3 command %d.", n)}
			if err := p.slack.post(ctx, "/_event", event, nil); err != nil {
				ended <- err
				return
			}
			sent.Add(1)
		}
	}()
	noted := func() (int, error) { n, _, err := p.answers(ctx); return n, err }
	pause := func(d time.Duration) error {
		select {
		case <-time.After(d):
			return nil
		case <-mentor.gone:
			return fmt.Errorf("the mentor ended by itself: %w", mentor.err)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	err = await(ctx, time.Minute, func() (bool, error) { // a start on such a disk is what the lives show
		n, err := noted()
		return n > 0, err
	})
	if err != nil {
		return seen, err
	}
	rng := l.rand()
	for range windows {
		// Single calls that fail, and are over.
		for range sound {
			if err := d.order(failing{Which: diskAll, Errno: uint32(syscall.EIO), From: 1 + rng.Uint64N(200), Many: 1, Torn: rng.Uint64N(2)}); err != nil {
				return seen, err
			}
			if err := pause(time.Second); err != nil {
				return seen, err
			}
			f, err := d.read()
			if err != nil {
				return seen, err
			}
			seen.failed += int(f.Failed)
		}
		if err := d.order(failing{Which: diskWrites | diskSizes | diskNames, Errno: uint32(syscall.ENOSPC), From: 1, Many: 1 << 60}); err != nil {
			return seen, err
		}
		if err := pause(full); err != nil {
			return seen, err
		}
		f, err := d.read()
		if err != nil {
			return seen, err
		}
		seen.failed += int(f.Failed)
		seen.windows++
		before, err := noted()
		if err != nil {
			return seen, err
		}
		if err := d.order(failing{}); err != nil {
			return seen, err
		}
		began := time.Now()
		err = await(ctx, 2*spaceAgain, func() (bool, error) {
			n, err := noted()
			return n > before, err
		})
		if err != nil {
			return seen, fmt.Errorf("after the disk had space again: %w", err)
		}
		seen.recovered = max(seen.recovered, time.Since(began))
	}
	stop()
	if err := <-ended; err != nil {
		return seen, err
	}
	if err := p.settled(ctx, 5*time.Minute); err != nil {
		return seen, err
	}
	// What Slack delivers again comes within some two minutes.
	err = await(ctx, 4*time.Minute, func() (bool, error) {
		var stats struct {
			Pending int `json:"pending"`
		}
		err := p.slack.get(ctx, "/_stats", &stats)
		return err == nil && stats.Pending == 0, err
	})
	if err != nil {
		return seen, err
	}
	if err := p.settled(ctx, 5*time.Minute); err != nil {
		return seen, err
	}
	if err := mentor.stop(); err != nil {
		return seen, err
	}
	goals, err := goalsOf(ctx, p.path)
	if err != nil {
		return seen, err
	}
	_, texts, err := p.answers(ctx)
	if err != nil {
		return seen, err
	}
	acknowledged := map[string]bool{}
	for _, text := range texts {
		if strings.Contains(text, "not saved") {
			seen.told++
		}
		if at := strings.Index(text, "command "); at >= 0 && strings.Contains(text, "Noted as") {
			if end := strings.IndexAny(text[at+8:], ".\n"); end > 0 {
				acknowledged[text[at:at+8+end]] = true
			}
		}
	}
	seen.acknowledged = len(acknowledged)
	have := map[string]int{}
	for text, n := range goals {
		have[strings.TrimSuffix(text, ".")] += n
	}
	for text := range acknowledged {
		if have[text] == 0 {
			seen.lost++
		}
	}
	for _, n := range have {
		seen.twice += n - 1
	}
	return seen, nil
}

// answers counts the goals that people were told were noted, and gives all texts.
func (p *post) answers(ctx context.Context) (noted int, texts []string, err error) {
	var messages []struct {
		Text string `json:"text"`
	}
	if err := p.slack.get(ctx, "/_messages", &messages); err != nil {
		return 0, nil, err
	}
	for _, m := range messages {
		texts = append(texts, m.Text)
		if strings.Contains(m.Text, "Noted as") {
			noted++
		}
	}
	return noted, texts, nil
}

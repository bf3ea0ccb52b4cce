package main

import (
	"context"
	"fmt"
	"time"
)

// stall is how long a server keeps an answer back: longer than any client waits.
const stall = 45 * time.Second

// ambiguous is fault test 2: one send in five is accepted without the sender
// being told.
func ambiguous(ctx context.Context, l *lab) (v verdict, err error) {
	people := l.size(2000, 120)
	p, err := l.open(ctx, people, nil, nil)
	if err != nil {
		return v, err
	}
	// Faults are drawn one after the other, so the shares of those behind grow
	// by what those before left: together a fifth.
	kinds := l.size(3, 2) // a stall takes longer than a small test may
	share := []float64{0.2 / 3, 0.2 / 2.8, 0.2 / 2.6}
	if kinds == 2 {
		share = []float64{0.1, 0.1 / 0.9}
	}
	for i, kind := range []string{"accepted-cut", "accepted-500", "accepted-stall"}[:kinds] {
		err := p.slack.post(ctx, "/_fault", map[string]any{"kind": kind, "method": "chat.postMessage", "rate": share[i], "seed": l.seed + uint64(i), "stall_ms": stall.Milliseconds()}, nil)
		if err != nil {
			return v, err
		}
	}
	for i, kind := range []string{"cut", "error-after", "stall"}[:kinds] {
		err := p.discord.post(ctx, "/_fault", map[string]any{"on": "POST /channels/*/messages", "kind": kind, "share": share[i], "status": 502, "seconds": stall.Seconds()}, nil)
		if err != nil {
			return v, err
		}
	}
	mentor, err := p.run()
	if err != nil {
		return v, err
	}
	if err := p.settled(ctx, 15*time.Minute); err != nil {
		return v, err
	}
	if err := mentor.stop(); err != nil {
		return v, err
	}
	t, err := p.count(ctx)
	if err != nil {
		return v, err
	}
	var stats struct {
		NonceHits int            `json:"nonce_hits"`
		Faults    map[string]int `json:"faults"`
	}
	if err := p.discord.get(ctx, "/_stats", &stats); err != nil {
		return v, err
	}
	struck := 0
	for _, n := range stats.Faults {
		struck += n
	}
	v = verdict{sent: t.sent, lost: t.lost, duplicate: t.slackExtra + t.discordExtra,
		more: fmt.Sprintf("slack_duplicates=%d discord_duplicates=%d discord_ambiguous=%d discord_nonce_hits=%d", t.slackExtra, t.discordExtra, struck, stats.NonceHits)}
	switch {
	case t.lost > 0:
		v.why = "nudges were lost"
	case t.discordExtra > 0:
		v.why = "Discord got duplicates"
	case struck == 0:
		v.why = "no fault struck: nothing was tested"
	case t.slackExtra > people/10: // half of the people are Slack's, a fifth of their sends is ambiguous
		v.why = "Slack got more than one extra message for each ambiguous send"
	default:
		v.ok = true
	}
	return v, nil
}

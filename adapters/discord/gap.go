package discord

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"
)

// What is looked through after a lost session: direct messages in which
// somebody spoke within gapReach, the newest gapMost of them. Discord sends a
// resumed session what it missed; a new one is told nothing, and in a channel
// nobody waits for us who did not call us again.
const (
	gapReach = time.Hour
	gapMost  = 200
	gapPage  = "50" // messages of one conversation
)

// talks are the direct messages that were heard of late.
type talks struct {
	mu   sync.Mutex
	last map[string]talk // by channel
}

type talk struct {
	message string // the newest that was heard
	at      time.Time
}

// hear notes a message.
func (t *talks) hear(channel, message string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.last == nil {
		t.last = map[string]talk{}
	}
	t.last[channel] = talk{message, now}
	if len(t.last) <= gapMost {
		return
	}
	oldest := channel
	for c, of := range t.last {
		if of.at.Before(t.last[oldest].at) {
			oldest = c
		}
	}
	delete(t.last, oldest)
}

// since gives the newest message heard in each conversation within gapReach.
func (t *talks) since(now time.Time) map[string]string {
	t.mu.Lock()
	defer t.mu.Unlock()
	found := map[string]string{}
	for c, of := range t.last {
		if now.Sub(of.at) < gapReach {
			found[c] = of.message
		}
	}
	return found
}

// catchUp reads what was said in direct messages while no session stood. What
// was heard before has no effect: a message is an event of the same id.
func (a *Adapter) catchUp(ctx context.Context) {
	for channel, last := range a.talks.since(a.now()) {
		var missed []*received
		err := a.api.do(ctx, call{method: "GET", path: "/channels/" + channel + "/messages?after=" + last + "&limit=" + gapPage,
			bucket: "history/" + channel, out: &missed, patience: talkPatience})
		if err != nil {
			a.log.Warn("direct messages of a lost session could not be read", "err", err)
			continue
		}
		slices.SortFunc(missed, func(x, y *received) int { return bySnowflake(x.ID, y.ID) })
		for _, m := range missed {
			a.onMessage(m)
		}
	}
}

// bySnowflake orders ids by time: the longer number is the later one.
func bySnowflake(x, y string) int {
	if len(x) != len(y) {
		return len(x) - len(y)
	}
	return strings.Compare(x, y)
}

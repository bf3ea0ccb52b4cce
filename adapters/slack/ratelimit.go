package slack

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"mentor/bot"
)

// Rates of the Web API (docs.slack.dev, rate limits).
const (
	perChannel      = time.Second // chat.postMessage: about one a second a channel
	channelBurst    = 4           // "short bursts" are allowed; only direct answers use them
	maxPaceWait     = 30 * time.Second
	maxWindowWait   = 5 * time.Second // a longer Retry-After goes back to whoever sends: they keep rows for that
	channelsToPrune = 4096
)

// tier is how many calls a minute each method takes. chat.postMessage is not
// here: its limit is a channel's, the workspace's is known by Retry-After only.
var tier = map[string]int{
	"chat.postEphemeral": 100, "chat.update": 50, "chat.delete": 50,
	"conversations.open": 50, "conversations.history": 50, "conversations.replies": 50,
	"users.info": 100, "views.open": 100, "views.publish": 100, "views.update": 100,
	"files.getUploadURLExternal": 100, "files.completeUploadExternal": 100,
	"assistant.threads.setStatus": 100, "assistant.threads.setTitle": 100, "assistant.threads.setSuggestedPrompts": 100,
}

// pacer keeps the calls of one workspace within its rates.
type pacer struct {
	mu       sync.Mutex
	until    map[string]time.Time // Retry-After, by method
	methods  map[string]*rate.Limiter
	channels map[string]*channelPace
	between  time.Duration // messages of one channel
}

// channelPace paces one channel's messages. What comes from a row keeps to
// one a second; a direct answer may use the burst, and is counted in both.
type channelPace struct {
	steady, burst *rate.Limiter
	used          time.Time
}

func newPacer() *pacer {
	return &pacer{until: map[string]time.Time{}, methods: map[string]*rate.Limiter{}, channels: map[string]*channelPace{},
		// A little more than a second: two clocks are never quite alike.
		between: perChannel + 10*time.Millisecond}
}

// wait returns once a call may be made, or with a *bot.SendError that says
// when to come again. direct is true for the answer to somebody who waits.
func (p *pacer) wait(ctx context.Context, method, channel string, direct bool) error {
	for {
		d := p.window(method)
		if d <= 0 {
			break
		}
		if d > maxWindowWait {
			return &bot.SendError{Kind: bot.Retry, After: d, Workspace: true, Code: "ratelimited"}
		}
		if err := sleep(ctx, d); err != nil {
			return unsent(err)
		}
	}
	d, cancel := p.reserve(method, channel, direct)
	if d > maxPaceWait {
		cancel()
		return &bot.SendError{Kind: bot.Retry, After: d, Code: "paced"}
	}
	if err := sleep(ctx, d); err != nil {
		cancel()
		return unsent(err)
	}
	if p.window(method) > 0 { // a Retry-After came in while we waited
		return p.wait(ctx, method, "", direct)
	}
	return nil
}

// try is wait for calls that are not worth waiting for.
func (p *pacer) try(method string) bool {
	if p.window(method) > 0 {
		return false
	}
	d, cancel := p.reserve(method, "", true)
	if d > 0 {
		cancel()
	}
	return d == 0
}

func (p *pacer) window(method string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Until(p.until[method])
}

// hold obeys a Retry-After.
func (p *pacer) hold(method string, after time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t := time.Now().Add(after); t.After(p.until[method]) {
		p.until[method] = t
	}
}

func (p *pacer) reserve(method, channel string, direct bool) (time.Duration, func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if method == "chat.postMessage" {
		if channel == "" {
			return 0, func() {}
		}
		c := p.channel(channel, now)
		steady, burst := c.steady.ReserveN(now, 1), c.burst.ReserveN(now, 1)
		d := burst.DelayFrom(now)
		if !direct {
			d = max(d, steady.DelayFrom(now))
		}
		return d, func() { steady.Cancel(); burst.Cancel() }
	}
	most := tier[method]
	if most == 0 {
		return 0, func() {}
	}
	l := p.methods[method]
	if l == nil {
		// A tier's figure is what is guaranteed in any minute; idle time may be caught up with.
		l = rate.NewLimiter(rate.Limit(float64(most)/60), 2*most)
		p.methods[method] = l
	}
	r := l.ReserveN(now, 1)
	return r.DelayFrom(now), r.Cancel
}

func (p *pacer) channel(id string, now time.Time) *channelPace {
	c := p.channels[id]
	if c == nil {
		if len(p.channels) >= channelsToPrune {
			for k, old := range p.channels {
				if now.Sub(old.used) > time.Minute { // its buckets are full again
					delete(p.channels, k)
				}
			}
		}
		c = &channelPace{
			steady: rate.NewLimiter(rate.Every(p.between), 1),
			burst:  rate.NewLimiter(rate.Every(p.between), channelBurst),
		}
		p.channels[id] = c
	}
	c.used = now
	return c
}

// sleep waits, or gives the context's error.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	if t, has := ctx.Deadline(); has && time.Until(t) < d {
		return context.DeadlineExceeded // it would be in vain
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// unsent is the error of a call that was never made.
func unsent(err error) error {
	code := "paced"
	if errors.Is(err, context.Canceled) {
		code = "canceled"
	}
	return &bot.SendError{Kind: bot.Retry, Code: code, Err: err}
}

// free takes a method's tier away, for tests that are not of the pace.
func (p *pacer) free(method string) { p.methods[method] = rate.NewLimiter(rate.Inf, 1) }

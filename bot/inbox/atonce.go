package inbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"mentor/bot"
)

// turnWithin is how long an event that is not kept yet may wait for its turn
// to be handled. What waits longer is kept first: Slack brings an event again
// that is not acknowledged within three seconds, and Discord brings none again.
const turnWithin = 200 * time.Millisecond

// atOnce keeps, handles and answers the event of somebody idle in one
// transaction, and returns after its commit. It is ErrLater where the event is
// to be kept first; with any other error nothing of it is safe.
func (m *Inbox) atOnce(ctx context.Context, p *place, j *job) error {
	select {
	case m.slots <- struct{}{}:
	default: // many wait, and their commits are shared: what counts is to acknowledge soon
		return bot.ErrLater
	}
	defer func() { <-m.slots }()
	turn, cancel := context.WithTimeout(ctx, turnWithin)
	defer cancel()
	start := m.now()
	out, err := m.take(ctx, j, turn)
	switch {
	case err == nil:
	case errors.Is(err, bot.ErrHandled):
		return nil
	case errors.Is(err, bot.ErrLater):
		if turn.Err() == nil { // what others do meanwhile may make it another answer
			j.ahead = nil
		}
		return bot.ErrLater
	case errors.Is(err, bot.ErrNotSaved), ctx.Err() != nil:
		return fmt.Errorf("keep event: %w", err)
	default:
		if out, err = m.apologize(ctx, j.ev, err); errors.Is(err, bot.ErrHandled) {
			return nil
		} else if err != nil {
			return fmt.Errorf("keep event: %w", err)
		}
	}
	m.metrics.taken(j.ev)
	m.handled(j.ev, out, start)
	j.taken = &out
	m.enqueue(p, *j)
	return nil
}

// flights are the events that are being accepted, by their keys.
type flights struct {
	mu  sync.Mutex
	all map[string]*flight
}

// flight is one event on its way to safety.
type flight struct {
	over chan struct{}
	err  error
}

var errUnsafe = errors.New("event was not accepted")

// begin says that an event is being accepted; first is false if it is already.
func (f *flights) begin(key string) (x *flight, first bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if x := f.all[key]; x != nil {
		return x, false
	}
	if f.all == nil {
		f.all = map[string]*flight{}
	}
	x = &flight{over: make(chan struct{})}
	f.all[key] = x
	return x, true
}

// end says what became of it.
func (f *flights) end(key string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	x := f.all[key]
	delete(f.all, key)
	x.err = err
	close(x.over)
}

// wait waits for a flight's end; over is false if that takes too long.
func (x *flight) wait(ctx context.Context) (err error, over bool) {
	patience := time.NewTimer(turnWithin)
	defer patience.Stop()
	select {
	case <-x.over:
		return x.err, true
	case <-ctx.Done():
		return ctx.Err(), true
	case <-patience.C:
		return nil, false
	}
}

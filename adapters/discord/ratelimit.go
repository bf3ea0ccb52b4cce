package discord

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// bucket is what Discord says of one rate limit: so many calls until reset.
type bucket struct {
	limit     int // 0: not known yet, then one call at a time
	remaining int
	reset     time.Time
	blocked   time.Time // by a 429
	inFlight  int
	used      time.Time
	freed     chan struct{} // closed when a call comes back
}

// admit waits until the rate limits let a call through, at most its patience,
// and gives what must be called with the answer's header.
func (r *rest) admit(ctx context.Context, c call) (func(http.Header), error) {
	deadline := r.now().Add(c.patience)
	for {
		wait, freed, release := r.reserve(c)
		if release != nil {
			// The turn among all calls comes last: one taken earlier would be
			// lost where the bucket makes us wait.
			if c.open || r.global == nil {
				return release, nil
			}
			d, ok := r.global.take(r.now(), deadline.Sub(r.now()))
			if !ok {
				r.giveBack(c)
				return nil, &apiError{status: http.StatusTooManyRequests, message: "own pace", after: d, global: true}
			}
			if err := sleep(ctx, d); err != nil {
				r.giveBack(c)
				return nil, &apiError{err: err}
			}
			return release, nil
		}
		now := r.now()
		if wait > 0 && now.Add(wait).After(deadline) || !now.Before(deadline) && c.patience > 0 {
			return nil, &apiError{status: http.StatusTooManyRequests, message: "told to wait", after: max(wait, retryMargin)}
		}
		if wait == 0 && c.patience == 0 {
			return nil, &apiError{status: http.StatusTooManyRequests, message: "busy", after: retryMargin}
		}
		if wait == 0 {
			wait = deadline.Sub(now)
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-freed:
		case <-ctx.Done():
			t.Stop()
			return nil, &apiError{err: ctx.Err()}
		}
		t.Stop()
	}
}

// pacer spaces calls evenly, after a burst. x/time/rate is not used because a
// reservation that it takes back, once others have followed, is lost.
type pacer struct {
	every time.Duration
	burst int

	mu   sync.Mutex
	next time.Time
}

func newPacer(perSecond float64, burst int) *pacer {
	return &pacer{every: time.Duration(float64(time.Second) / perSecond), burst: max(1, burst)}
}

// take gives how long to wait for one's turn. Where that is longer than
// patience no turn is taken.
func (p *pacer) take(now time.Time, patience time.Duration) (wait time.Duration, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	next := later(p.next, now.Add(-time.Duration(p.burst-1)*p.every))
	if wait = max(0, next.Sub(now)); wait > patience {
		return wait, false
	}
	p.next = next.Add(p.every)
	return wait, true
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// reserve takes one call of the bucket. Where none is left it gives how long
// to wait, or, where only answers can tell, what is closed when one comes.
func (r *rest) reserve(c call) (wait time.Duration, freed chan struct{}, release func(http.Header)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	if !c.open && now.Before(r.blocked) {
		return r.blocked.Sub(now), nil, nil
	}
	if c.bucket == "" {
		return 0, nil, func(http.Header) {}
	}
	r.sweep(now)
	b := r.buckets[c.bucket]
	if b == nil {
		b = &bucket{freed: make(chan struct{})}
		r.buckets[c.bucket] = b
	}
	b.used = now
	if now.Before(b.blocked) {
		return b.blocked.Sub(now), b.freed, nil
	}
	if b.limit > 0 && !b.reset.IsZero() && !now.Before(b.reset) {
		// A new window: what is still in flight may count in it.
		b.remaining, b.reset = b.limit-b.inFlight, time.Time{}
	}
	switch {
	case b.limit == 0 && b.inFlight > 0:
		return 0, b.freed, nil
	case b.limit > 0 && b.remaining <= 0:
		if b.reset.IsZero() {
			if b.inFlight > 0 {
				return 0, b.freed, nil
			}
			break // nothing can tell: try
		}
		return b.reset.Sub(now), b.freed, nil
	}
	b.remaining--
	b.inFlight++
	return 0, nil, func(h http.Header) { r.release(b, h) }
}

// giveBack undoes a reservation of which nothing was sent.
func (r *rest) giveBack(c call) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if b := r.buckets[c.bucket]; b != nil {
		b.inFlight--
		b.remaining++
		close(b.freed)
		b.freed = make(chan struct{})
	}
}

// release learns from an answer's header; nil where there was no answer.
func (r *rest) release(b *bucket, h http.Header) {
	r.mu.Lock()
	defer r.mu.Unlock()
	b.inFlight--
	if n, err := strconv.Atoi(h.Get("X-RateLimit-Limit")); err == nil && n > 0 {
		left, err1 := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
		after, err2 := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
		if err1 == nil && err2 == nil {
			b.limit = n
			b.reset = r.now().Add(time.Duration(after*float64(time.Second)) + retryMargin)
			b.remaining = left - b.inFlight
		}
	}
	close(b.freed)
	b.freed = make(chan struct{})
}

// block keeps to a 429.
func (r *rest) block(c call, e *apiError) {
	r.mu.Lock()
	defer r.mu.Unlock()
	until := r.now().Add(e.after)
	if e.global {
		r.blocked = later(r.blocked, until)
	} else if b := r.buckets[c.bucket]; b != nil {
		b.blocked = later(b.blocked, until)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sweep forgets buckets that nobody has used for a while; r.mu is held.
func (r *rest) sweep(now time.Time) {
	if len(r.buckets) < 4096 || now.Sub(r.swept) < time.Minute {
		return
	}
	r.swept = now
	for k, b := range r.buckets {
		if b.inFlight == 0 && now.Sub(b.used) > 10*time.Minute && now.After(b.blocked) {
			delete(r.buckets, k)
		}
	}
}

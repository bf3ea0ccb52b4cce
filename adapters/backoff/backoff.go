// Package backoff is how adapters wait between attempts to reach their
// platform: twice as long each time, and never two of them alike. It must not
// know what is attempted.
package backoff

import (
	"cmp"
	"context"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// The waits: half a second, one, two … up to 30 seconds unless a Backoff says
// otherwise, each 30 % more or less.
const (
	first  = 500 * time.Millisecond
	most   = 30 * time.Second
	jitter = .3
)

// Backoff counts attempts. The zero value has seen none.
type Backoff struct {
	Most time.Duration // the longest wait; 0 is 30 seconds
	next *backoff.ExponentialBackOff
}

// Begun reports whether there was an attempt.
func (b *Backoff) Begun() bool { return b.next != nil }

// Reset forgets the attempts: one succeeded.
func (b *Backoff) Reset() { b.next = nil }

// Sleep waits until the next attempt, at least for least; false if ctx ended.
func (b *Backoff) Sleep(ctx context.Context, least time.Duration) bool {
	if b.next == nil {
		b.next = backoff.NewExponentialBackOff()
		b.next.InitialInterval, b.next.MaxInterval, b.next.Multiplier, b.next.RandomizationFactor = first, cmp.Or(b.Most, most), 2, jitter
	}
	t := time.NewTimer(max(least, b.next.NextBackOff()))
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// Package lanes runs an adapter's jobs, bounded: beside each other, or in order
// within a lane, so that a slow lane blocks only its own (the pictures of a
// conversation). In which order a person is served is the inbox's. It must not
// know what a job does.
package lanes

import (
	"sync"
	"sync/atomic"
	"time"
)

// Limits bounds what is under way.
type Limits struct {
	Lane  int  // jobs of one lane that wait; 0 without lanes
	Under int  // jobs of all lanes, those that run among them
	Wait  bool // where Under is reached, Go and Do wait for room instead of refusing
}

// Lanes is one for each name that has jobs.
type Lanes struct {
	limits Limits
	mu     sync.Mutex
	queues map[string][]func()
	under  int
	moved  *sync.Cond

	refused atomic.Int64
}

// New gives lanes without jobs.
func New(limits Limits) *Lanes {
	l := &Lanes{limits: limits, queues: map[string][]func(){}}
	l.moved = sync.NewCond(&l.mu)
	return l
}

// Do runs job after the others of its lane; false if there is no room.
func (l *Lanes) Do(name string, job func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.room() {
		return false
	}
	queue, running := l.queues[name]
	if len(queue) >= l.limits.Lane {
		l.refused.Add(1)
		return false
	}
	l.under++
	l.queues[name] = append(queue, job)
	if !running {
		go l.run(name)
	}
	return true
}

func (l *Lanes) run(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		queue := l.queues[name]
		if len(queue) == 0 {
			delete(l.queues, name)
			l.moved.Broadcast()
			return
		}
		l.queues[name] = queue[1:]
		l.mu.Unlock()
		queue[0]()
		l.mu.Lock()
		l.under--
		l.moved.Broadcast()
	}
}

// Go runs job beside all others; false if there is no room.
func (l *Lanes) Go(job func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.room() {
		return false
	}
	l.under++
	go func() {
		defer func() {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.under--
			l.moved.Broadcast()
		}()
		job()
	}()
	return true
}

// room waits for a place or says that there is none; l.mu is held.
func (l *Lanes) room() bool {
	for l.under >= l.limits.Under {
		if !l.limits.Wait {
			l.refused.Add(1)
			return false
		}
		l.moved.Wait()
	}
	return true
}

// Refuse counts a job that the caller found no room for.
func (l *Lanes) Refuse() { l.refused.Add(1) }

// Refused is how many jobs found no room so far.
func (l *Lanes) Refused() int64 { return l.refused.Load() }

// Drain waits until nothing is under way, or for most.
func (l *Lanes) Drain(most time.Duration) {
	over := false
	t := time.AfterFunc(most, func() {
		l.mu.Lock()
		over = true
		l.mu.Unlock()
		l.moved.Broadcast()
	})
	defer t.Stop()
	l.mu.Lock()
	defer l.mu.Unlock()
	for (len(l.queues) > 0 || l.under > 0) && !over {
		l.moved.Wait()
	}
}

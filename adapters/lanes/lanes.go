// Package lanes runs what an adapter has taken from its platform: in order
// within a lane, side by side between lanes, and bounded, so that one slow or
// busy lane blocks only its own. Adapters have a lane for each person, or for
// each conversation of files. It must not know what a job does.
package lanes

import (
	"sync"
	"sync/atomic"
	"time"
)

// Limits bounds what is under way.
type Limits struct {
	Lane  int  // jobs of one lane that wait
	Under int  // jobs of all lanes, those that run among them
	Wait  bool // where Under is reached, Do waits for room instead of refusing
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

// Do runs job after the others of its lane; false where there is no room.
func (l *Lanes) Do(name string, job func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.under >= l.limits.Under {
		if !l.limits.Wait {
			l.refused.Add(1)
			return false
		}
		l.moved.Wait()
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
	for len(l.queues) > 0 && !over {
		l.moved.Wait()
	}
}

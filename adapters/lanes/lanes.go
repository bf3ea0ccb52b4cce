// Package lanes runs what an adapter has taken from its platform: in order
// within a conversation, side by side between conversations, and bounded, so
// that one slow or busy conversation blocks only its own. It must not know
// what a job does.
package lanes

import (
	"sync"
	"time"
)

// Limits bounds what is under way.
type Limits struct {
	Conversation int  // jobs of one conversation that wait
	Under        int  // jobs of all conversations, those that run among them
	Wait         bool // where Under is reached, Do waits for room instead of refusing
}

// Lanes is one for each conversation that has jobs.
type Lanes struct {
	limits Limits
	mu     sync.Mutex
	queues map[string][]func()
	under  int
	moved  *sync.Cond
}

// New gives lanes without jobs.
func New(limits Limits) *Lanes {
	l := &Lanes{limits: limits, queues: map[string][]func(){}}
	l.moved = sync.NewCond(&l.mu)
	return l
}

// Do runs job after the others of its conversation; false where there is no room.
func (l *Lanes) Do(conversation string, job func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.under >= l.limits.Under {
		if !l.limits.Wait {
			return false
		}
		l.moved.Wait()
	}
	queue, running := l.queues[conversation]
	if len(queue) >= l.limits.Conversation {
		return false
	}
	l.under++
	l.queues[conversation] = append(queue, job)
	if !running {
		go l.run(conversation)
	}
	return true
}

func (l *Lanes) run(conversation string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		queue := l.queues[conversation]
		if len(queue) == 0 {
			delete(l.queues, conversation)
			l.moved.Broadcast()
			return
		}
		l.queues[conversation] = queue[1:]
		l.mu.Unlock()
		queue[0]()
		l.mu.Lock()
		l.under--
		l.moved.Broadcast()
	}
}

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

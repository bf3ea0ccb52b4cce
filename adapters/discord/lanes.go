package discord

import (
	"sync"
	"time"
)

// Bounds of what is under way. The reader of the gateway waits where all lanes
// together are full; one conversation that is full loses its newest event, so
// that nobody can stop the others by writing fast.
const (
	laneLength = 64
	maxUnder   = 8192
)

// lanes runs jobs in order within a conversation and side by side between
// conversations.
type lanes struct {
	mu     sync.Mutex
	queues map[string][]func()
	under  int
	moved  *sync.Cond
}

func newLanes() *lanes {
	l := &lanes{queues: map[string][]func(){}}
	l.moved = sync.NewCond(&l.mu)
	return l
}

// do runs job after the others of its conversation; false where it is full.
func (l *lanes) do(conversation string, job func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.under >= maxUnder {
		l.moved.Wait()
	}
	queue, running := l.queues[conversation]
	if len(queue) >= laneLength {
		return false
	}
	l.under++
	l.queues[conversation] = append(queue, job)
	if !running {
		go l.run(conversation)
	}
	return true
}

func (l *lanes) run(conversation string) {
	for {
		l.mu.Lock()
		queue := l.queues[conversation]
		if len(queue) == 0 {
			delete(l.queues, conversation)
			l.moved.Broadcast()
			l.mu.Unlock()
			return
		}
		job := queue[0]
		l.queues[conversation] = queue[1:]
		l.mu.Unlock()
		job()
		l.mu.Lock()
		l.under--
		l.moved.Broadcast()
		l.mu.Unlock()
	}
}

// drain waits until nothing is under way, or for most.
func (l *lanes) drain(most time.Duration) {
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

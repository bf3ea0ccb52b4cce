package slack

import (
	"sync"
	"time"
)

// Bounds of what is under way: an event beyond them is not acknowledged, so
// that Slack brings it again.
const (
	laneLength  = 64
	lanesAtOnce = 2048
)

// lanes runs jobs in order within a conversation and side by side between
// conversations: one slow message blocks only its own.
type lanes struct {
	mu     sync.Mutex
	queues map[string][]func()
	idle   *sync.Cond
}

func newLanes() *lanes {
	l := &lanes{queues: map[string][]func(){}}
	l.idle = sync.NewCond(&l.mu)
	return l
}

// do runs job after the others of its conversation; false where there is no room.
func (l *lanes) do(conversation string, job func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	queue, running := l.queues[conversation]
	if len(queue) >= laneLength || !running && len(l.queues) >= lanesAtOnce {
		return false
	}
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
			if len(l.queues) == 0 {
				l.idle.Broadcast()
			}
			l.mu.Unlock()
			return
		}
		job := queue[0]
		l.queues[conversation] = queue[1:]
		l.mu.Unlock()
		job()
	}
}

// drain waits until nothing is under way, or for most.
func (l *lanes) drain(most time.Duration) {
	over := false
	t := time.AfterFunc(most, func() {
		l.mu.Lock()
		over = true
		l.mu.Unlock()
		l.idle.Broadcast()
	})
	defer t.Stop()
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.queues) > 0 && !over {
		l.idle.Wait()
	}
}

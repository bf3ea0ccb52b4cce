package slack

import "sync"

// recent remembers the events that were stored of late, so that the copies in
// which Slack delivers a message at times (up to eleven, node-slack-sdk#2141)
// are acknowledged without asking the store once more. It is a short cut only:
// after a restart, and for what it has forgotten, the store knows.
type recent struct {
	mu       sync.Mutex
	new, old map[string]bool
}

const recentEvents = 10000

func (r *recent) has(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.new[id] || r.old[id]
}

func (r *recent) add(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.new == nil || len(r.new) >= recentEvents {
		r.old, r.new = r.new, map[string]bool{}
	}
	r.new[id] = true
}

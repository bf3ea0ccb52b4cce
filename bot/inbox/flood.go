package inbox

import (
	"cmp"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"mentor/bot"
	"mentor/bot/people"
)

// How much one person may write. A pasted list, or somebody who types without
// a break, stays far below; what is above comes from a script or a stuck key.
const (
	floodBurst  = 30          // at once, unless Options say otherwise: Slack takes an answer a second, and the word stands behind them
	floodRefill = time.Second // for one message more
	floodTold   = time.Minute // between two words about it, to the person and in the log
	floodsKnown = 4096        // people, before those who are quiet are left out
)

// floods knows who writes faster than they are answered.
type floods struct {
	burst int
	mu    sync.Mutex
	who   map[people.UserRef]*flood
}

type flood struct {
	room *rate.Limiter
	told time.Time
	// was is what became of the newest events: Slack delivers one up to eleven
	// times, and each counts once.
	was  map[string]bool
	keys []string // of was, a ring
	next int
}

// copiesKnown is how many events of one person are told from their copies.
const copiesKnown = 2 * floodBurst

// note keeps what became of an event, in the place of the oldest.
func (p *flood) note(key string, taken bool) {
	if len(p.keys) < copiesKnown {
		p.keys = append(p.keys, key)
	} else {
		delete(p.was, p.keys[p.next])
		p.keys[p.next] = key
		p.next = (p.next + 1) % copiesKnown
	}
	p.was[key] = taken
}

func newFloods(burst int) *floods {
	return &floods{burst: cmp.Or(burst, floodBurst), who: map[people.UserRef]*flood{}}
}

// admit reports whether an event is taken; tell, where it is not, whether the
// person is told now. What may be about danger is always taken.
func (f *floods) admit(ev bot.Event, now time.Time) (ok, tell bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	p := f.who[ev.User]
	if p == nil {
		f.prune(now)
		p = &flood{room: rate.NewLimiter(rate.Every(floodRefill), f.burst), was: map[string]bool{}}
		f.who[ev.User] = p
	}
	if taken, again := p.was[ev.Key()]; again {
		return taken, false
	}
	ok = p.room.AllowN(now, 1) || bot.Dangerous(ev.Body)
	p.note(ev.Key(), ok)
	if ok {
		return true, false
	}
	if tell = now.Sub(p.told) >= floodTold; tell {
		p.told = now
	}
	return false, tell
}

// prune leaves out whose room is full again: they begin anew as they are.
func (f *floods) prune(now time.Time) {
	if len(f.who) < floodsKnown {
		return
	}
	for k, p := range f.who {
		if p.room.TokensAt(now) >= float64(f.burst) {
			delete(f.who, k)
		}
	}
}

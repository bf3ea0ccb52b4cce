package inbox

import (
	"context"
	"sync"

	"mentor/bot"
	"mentor/bot/people"
)

// Lines has people's events stand in line, in the order in which they came: each
// person's by itself. A place is entered as soon as an adapter knows whose an
// event is, before it is kept; so what comes later cannot overtake it,
// whichever way it takes from there.
type Lines struct {
	mu sync.Mutex
	of map[people.UserRef]*line
}

type line struct {
	places []*place
	open   int // places whose event is not kept yet
	// overflow is true while further events of the person wait in the store only.
	overflow bool
}

// QueueLimit is how many events of one person wait in memory; what comes on
// top waits in the store. As many more may be on their way there.
const QueueLimit = 64

// place is where one event stands. It implements bot.Place.
type place struct {
	lines *Lines
	who   people.UserRef
	turn  chan struct{} // closed when nothing stands before it
	over  chan struct{} // closed when it has been left
	job   *job          // the event, once it is kept; lines.mu guards it
}

var _ bot.Place = (*place)(nil)

// Enter implements bot.Intake.
func (l *Lines) Enter(user people.UserRef) (bot.Place, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if x := l.of[user]; x != nil && x.open >= QueueLimit {
		return nil, false
	}
	return l.enter(user), true
}

// enterAlways is Enter for what has to have a place.
func (l *Lines) enterAlways(user people.UserRef) *place {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.enter(user)
}

func (l *Lines) enter(user people.UserRef) *place {
	if l.of == nil {
		l.of = map[people.UserRef]*line{}
	}
	x := l.of[user]
	if x == nil {
		x = &line{}
		l.of[user] = x
	}
	p := &place{lines: l, who: user, turn: make(chan struct{}), over: make(chan struct{})}
	x.places = append(x.places, p)
	x.open++
	if len(x.places) == 1 {
		close(p.turn)
	}
	return p
}

// Turn implements bot.Place.
func (p *place) Turn(ctx context.Context) {
	select {
	case <-p.turn:
	case <-p.over:
	case <-ctx.Done():
	}
}

// first reports whether nothing of the person's stands before this, in memory or in the store only.
func (p *place) first() bool {
	p.lines.mu.Lock()
	defer p.lines.mu.Unlock()
	all := p.places()
	return len(all) > 0 && all[0] == p && !p.lines.of[p.who].overflow
}

// Leave implements bot.Place: the event of one that has a job is the inbox's.
func (p *place) Leave() {
	p.lines.mu.Lock()
	defer p.lines.mu.Unlock()
	if p.job == nil {
		p.leave()
	}
}

// leave takes a place out of its line; p.lines.mu is held.
func (p *place) leave() {
	x := p.lines.of[p.who]
	for i, other := range p.places() {
		if other != p {
			continue
		}
		x.places = append(x.places[:i:i], x.places[i+1:]...)
		if p.job == nil {
			x.open--
		}
		close(p.over)
		if i == 0 && len(x.places) > 0 {
			close(x.places[0].turn)
		}
	}
	if len(p.places()) == 0 && x != nil && !x.overflow {
		delete(p.lines.of, p.who)
	}
}

func (p *place) places() []*place {
	if x := p.lines.of[p.who]; x != nil {
		return x.places
	}
	return nil
}

// fill gives a place its event; false if too many wait, and this one has to
// wait in the store. What is only to be said always finds room.
func (p *place) fill(j job) bool {
	p.lines.mu.Lock()
	defer p.lines.mu.Unlock()
	x := p.lines.of[p.who]
	if !j.owed() && len(x.places)-x.open >= QueueLimit {
		x.overflow = true
		p.leave()
		return false
	}
	p.job = &j
	x.open--
	return true
}

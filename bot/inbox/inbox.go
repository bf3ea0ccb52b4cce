// Package inbox takes events from the adapters and brings the replies back. It
// keeps an event before the adapter acknowledges it, or handles it in that very
// transaction where its person is idle; it handles the events of a person one
// after the other, wherever they were said, and leaves the reply as a row where
// sending it failed, for the runner to send again. Who writes
// faster than anybody reads is told so, and what waited too long is answered
// in one message. It must not know what a command does.
package inbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mentor/bot"
	"mentor/bot/people"
)

// Options is what an Inbox works with.
type Options struct {
	Bot      *bot.Bot
	Adapters []bot.Adapter
	Now      func() time.Time
	// Gone is told of workspaces that took the mentor away.
	Gone func(ctx context.Context, p people.Platform, workspace string, at time.Time) error
	// Burst is how many messages of one person are taken at once; 0 is 60.
	Burst int
	// Metrics is where counts are shown; nil shows them nowhere.
	Metrics prometheus.Registerer
}

// Inbox is the bot.Intake that runs.
type Inbox struct {
	Lines
	bot      *bot.Bot
	log      *slog.Logger
	now      func() time.Time
	adapters map[people.Platform]bot.Adapter
	// Wake, if set before the adapters run, is told of rows that the runner is to send.
	Wake func()
	gone func(ctx context.Context, p people.Platform, workspace string, at time.Time) error

	metrics *metrics
	floods  *floods
	flights flights
	settler settler
	wg      sync.WaitGroup
	// slots bounds how many events are handled at the same time.
	slots chan struct{}
	// sending ends with Stop, and with it what waits to be sent.
	sending context.Context
	stop    context.CancelFunc
}

// handledAtOnce bounds how many events are handled at the same time. The store
// groups the commits of those that wait together, so a few suffice; each more
// keeps the next event waiting before it can be acknowledged. Measured with
// 3,000 deliveries a second, kills between: with 256 the slowest hundredth was
// acknowledged after 2.2 s. Sending takes no place: a paced channel blocks only
// the people in it.
const handledAtOnce = 32

type job struct {
	ev     bot.Event
	answer bot.Answer
	said   *bot.Reply  // what to say of an event that is not handled
	ahead  *bot.Taking // what was made of it before it was kept
	taken  *bot.Taken  // it has been handled, at once
}

// owed reports whether a job is only to be answered: it needs no room in the store.
func (j job) owed() bool { return j.said != nil || j.taken != nil }

// New is an inbox for adapters.
func New(o Options) *Inbox {
	m := &Inbox{bot: o.Bot, log: o.Bot.Log, now: o.Now, adapters: map[people.Platform]bot.Adapter{}, gone: o.Gone,
		floods: newFloods(o.Burst), slots: make(chan struct{}, handledAtOnce)}
	m.sending, m.stop = context.WithCancel(context.Background())
	for _, a := range o.Adapters {
		m.adapters[a.Platform()] = a
	}
	m.settler.write = m.finish
	m.metrics = newMetrics(o.Metrics, slices.Collect(maps.Keys(m.adapters)))
	return m
}

var (
	_ bot.Intake    = (*Inbox)(nil)
	_ bot.Completer = (*Inbox)(nil)
)

// Accept implements bot.Intake. Of a flood nothing is kept: it is acknowledged
// and counted, and the person is told. A copy of what is being accepted waits
// for that, since it is as safe.
func (m *Inbox) Accept(ctx context.Context, ev bot.Event, answer bot.Answer) error {
	if ok, tell := m.floods.admit(ev, m.now()); !ok {
		m.metrics.refused(ev)
		if tell {
			m.log.Warn("somebody writes faster than they are answered; what is too much is not taken", "event", ev.LogName(), "platform", ev.From.Platform)
			r := m.plainly(ctx, ev, "inbox.flood")
			m.enqueue(placeIn(ctx), job{ev: ev, answer: answer, said: &r})
		}
		return nil
	}
	landed, first := m.flights.begin(ev.Key())
	if !first {
		if err, over := landed.wait(ctx); over {
			return err
		}
		return m.keep(ctx, placeIn(ctx), job{ev: ev, answer: answer})
	}
	err := errUnsafe // after a panic
	defer func() { m.flights.end(ev.Key(), err) }()
	err = m.accept(ctx, job{ev: ev, answer: answer})
	return err
}

func (m *Inbox) accept(ctx context.Context, j job) error {
	p := placeIn(ctx)
	if p == nil {
		p = m.enterAlways(j.ev.User)
		defer p.Leave() // if it was for nothing
	}
	if p.first() && m.now().Sub(j.ev.At) < lateAfter {
		if err := m.atOnce(ctx, p, &j); !errors.Is(err, bot.ErrLater) {
			return err
		}
	}
	return m.keep(ctx, p, j)
}

// keep makes an event durable, and has it handled when its turn has come.
func (m *Inbox) keep(ctx context.Context, p *place, j job) error {
	fresh := false
	err := m.bot.Store.Update(ctx, func(tx bot.Tx) (err error) {
		fresh, err = tx.KeepEvent(j.ev)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep event: %w", err)
	}
	if fresh {
		m.metrics.taken(j.ev)
		m.enqueue(p, j)
	}
	return nil
}

// placeIn is the place that an adapter has entered for an event; nil if none.
func placeIn(ctx context.Context) *place {
	p, _ := bot.PlaceIn(ctx).(*place)
	return p
}

// Recover takes up the events of a platform that were kept and not handled
// when the program ended. It is called once, before the adapter runs.
func (m *Inbox) Recover(ctx context.Context, p people.Platform) error {
	var waiting []bot.Event
	err := m.bot.Store.View(ctx, func(tx bot.Tx) (err error) {
		waiting, err = tx.WaitingEvents(p, 0)
		return err
	})
	if err != nil {
		return fmt.Errorf("recover events of %s: %w", p, err)
	}
	for _, ev := range waiting {
		m.enqueue(nil, job{ev: ev})
	}
	return nil
}

// enqueue has a job done in its place, p if it has one.
func (m *Inbox) enqueue(p *place, j job) {
	if p == nil {
		p = m.enterAlways(j.ev.User)
	}
	if !p.fill(j) {
		return
	}
	m.wg.Add(1)
	go func() {
		defer m.wg.Done()
		m.serve(p)
	}()
}

// serve handles a job when its turn has come, and with it what is answered
// together with it.
func (m *Inbox) serve(p *place) {
	p.Turn(m.sending)
	m.mu.Lock()
	select {
	case <-p.over: // it was answered together with the one before it
		m.mu.Unlock()
		return
	default:
	}
	if m.sending.Err() != nil && p.job.taken == nil { // what is not handled stays kept
		m.mu.Unlock()
		return
	}
	var jobs []job
	for _, other := range p.places() {
		if other.job == nil {
			break
		}
		jobs = append(jobs, *other.job)
	}
	jobs = jobs[:lateTogether(jobs, m.now())]
	for range len(jobs) - 1 {
		p.places()[1].leave()
	}
	m.mu.Unlock()

	m.work(context.Background(), jobs)

	m.mu.Lock()
	x := m.of[p.who]
	refill := x.overflow && len(x.places)-x.open == 1
	if refill {
		x.overflow = false
	}
	m.mu.Unlock()
	if refill {
		m.refill(p.who)
	}
	m.mu.Lock()
	p.leave()
	m.mu.Unlock()
}

// refill brings what waits in the store for one person into their line.
func (m *Inbox) refill(who people.UserRef) {
	var waiting []bot.Event
	err := m.bot.Store.View(context.Background(), func(tx bot.Tx) (err error) {
		for p := range m.adapters {
			some, err := tx.WaitingEvents(p, 0)
			if err != nil {
				return err
			}
			waiting = append(waiting, some...)
		}
		return nil
	})
	if err != nil {
		m.log.Error("events wait in the store and cannot be read; they are taken up at the next start", "err", err)
		return
	}
	known := map[string]bool{}
	m.mu.Lock()
	for _, p := range m.of[who].places {
		if p.job != nil {
			known[p.job.ev.Key()] = true
		}
	}
	m.mu.Unlock()
	for _, ev := range waiting {
		if ev.User == who && !known[ev.Key()] {
			m.enqueue(nil, job{ev: ev})
		}
	}
}

// patience is how long Handle waits for its turn: what the platform wants
// answered within three seconds must not wait for a channel that is paced.
const patience = 750 * time.Millisecond

// Handle implements bot.Intake.
func (m *Inbox) Handle(ctx context.Context, ev bot.Event) (r bot.Reply, err error) {
	defer func() {
		if p := recover(); p != nil {
			m.log.Error("event panicked", "event", ev.LogName(), "panic", p, "stack", string(debug.Stack()))
			r, err = m.sorry(ev, fmt.Errorf("panic: %v", p)), nil
		}
	}()
	if p := bot.PlaceIn(ctx); p != nil {
		turn, cancel := context.WithTimeout(ctx, patience)
		p.Turn(turn)
		cancel()
	}
	start := m.now()
	out, err := m.bot.Take(ctx, ev, m.bot.Ahead(ctx, ev))
	if err != nil && !errors.Is(err, bot.ErrHandled) {
		out, err = bot.Taken{Reply: m.sorry(ev, err), Failed: true}, nil
	}
	if err == nil {
		m.metrics.taken(ev)
		m.metrics.handled(ev, out, m.now().Sub(start))
	}
	m.forget(ev, out)
	if err == nil && out.Changed {
		m.wg.Add(1)
		go func() {
			defer m.wg.Done()
			m.refreshHome(context.WithoutCancel(ctx), ev, out.Person)
		}()
	}
	return out.Reply, err
}

// Suggest implements bot.Intake.
func (m *Inbox) Suggest(ctx context.Context, user people.UserRef, field, typed string) ([]bot.Choice, error) {
	return m.bot.Suggest(ctx, user, field, typed)
}

// Commands reports whether a line is a command: an adapter that asks a form's
// fields one by one can then ask how it was meant.
func (m *Inbox) Commands(line string) bool { return m.bot.Commands(line) }

// Complete implements bot.Completer.
func (m *Inbox) Complete(ctx context.Context, ev bot.Event, field, typed string) ([]bot.Choice, error) {
	return m.bot.Complete(ctx, ev, field, typed)
}

// Gone implements bot.Intake.
func (m *Inbox) Gone(ctx context.Context, p people.Platform, workspace string, at time.Time) error {
	return m.gone(ctx, p, workspace, at)
}

// Drain waits until the events in flight have been handled, and writes down
// what has been sent.
func (m *Inbox) Drain() {
	m.wg.Wait()
	m.settler.flush()
}

// Stop lets Drain come to its end soon, where a platform's pace would have it
// wait for long. Nothing is lost: an event not handled yet stays kept, and a
// reply not sent yet stays a row; the next start takes both up.
func (m *Inbox) Stop() { m.stop() }

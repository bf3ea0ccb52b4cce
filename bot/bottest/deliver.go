package bottest

import (
	"context"
	"sync"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/reminders"
)

// Due plans and sends what has come due, on every fake platform, and gives
// what was sent in the order of sending.
func (m *Mentor) Due(t testing.TB) []Sent {
	t.Helper()
	var adapters []bot.Adapter
	for _, a := range m.Adapters {
		adapters = append(adapters, a)
		a.Sent()
	}
	m.Deliver(t, adapters...)
	var all []Sent
	for _, p := range []people.Platform{people.Terminal, people.Slack, people.Discord} {
		all = append(all, m.Adapters[p].Sent()...)
	}
	return all
}

// Deliver plans and sends what has come due through adapters, and returns when
// nothing is left to do now.
func (m *Mentor) Deliver(t testing.TB, adapters ...bot.Adapter) {
	t.Helper()
	settled := make(chan struct{})
	store := &watched{Store: m.DB, now: m.Now, settled: sync.OnceFunc(func() { close(settled) })}
	m.deliver(t, store, settled, adapters)
}

// Die sends what has come due until the first message is out, and ends there
// as by kill: nothing is written down of it, and nothing is given back.
func (m *Mentor) Die(t testing.TB, a bot.Adapter) {
	t.Helper()
	out := make(chan struct{})
	m.deliver(t, dead{m.DB}, out, []bot.Adapter{telling{a, sync.OnceFunc(func() { close(out) })}})
}

// deliver runs a runner until done.
func (m *Mentor) deliver(t testing.TB, s reminders.Store, done <-chan struct{}, adapters []bot.Adapter) {
	t.Helper()
	m.Mail.Drain()
	by := map[people.Platform]bot.Adapter{}
	for _, a := range adapters {
		by[a.Platform()] = a
	}
	owner, err := m.DB.Instance(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	runner := reminders.New(reminders.Options{Store: s, Idle: time.Millisecond, Schedules: m.schedules, Compose: m.Compose, Fallback: m.Fallback, Adapters: by, Owner: owner,
		Now: func() time.Time { return m.Now },
		Person: func(ctx context.Context, id people.PersonID) (p people.Person, err error) {
			err = m.DB.View(ctx, func(tx bot.Tx) error { p, err = tx.Person(id); return err })
			return p, err
		}})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- runner.Run(ctx) }()
	<-done
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

// watched is a store that says when nothing is left to do at a time.
type watched struct {
	reminders.Store
	now     time.Time
	settled func()
}

// NextDue implements reminders.Store: the runner asks it at the end of each round.
func (w *watched) NextDue(ctx context.Context) (time.Time, error) {
	next, err := w.Store.NextDue(ctx)
	if err != nil || (!next.IsZero() && !next.After(w.now)) {
		return next, err
	}
	b, err := w.Store.Backlog(ctx, w.now)
	if err == nil && b.Claimed == 0 { // else something is on its way
		w.settled()
	}
	return next, err
}

// dead is a store that its process does not reach any more.
type dead struct{ reminders.Store }

// Finish implements reminders.Store.
func (dead) Finish(context.Context, map[int64]bot.Outcome) error { return nil }

// Release implements reminders.Store.
func (dead) Release(context.Context, string) error { return nil }

// telling is an adapter that says when it has sent something.
type telling struct {
	bot.Adapter
	sent func()
}

// Send implements bot.Adapter.
func (a telling) Send(ctx context.Context, to people.Address, r bot.Reply) (bot.MessageID, error) {
	id, err := a.Adapter.Send(ctx, to, r)
	if err == nil {
		a.sent()
	}
	return id, err
}

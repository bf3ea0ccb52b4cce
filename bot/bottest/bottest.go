// Package bottest owns what tests of the mentor share: the real core over a
// store in memory, with a clock that stands still; a fake adapter; and a runner
// for conversations kept as text files. It is for tests only, and the one
// package below bot that may import reminders.
package bottest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/bottest/memory"
	"mentor/bot/careers"
	"mentor/bot/dialogue"
	"mentor/bot/features"
	"mentor/bot/inbox"
	"mentor/bot/people"
	"mentor/bot/understanding"
	"mentor/bot/understanding/known"
	"mentor/reminders"
)

// Start is when the clock of a Mentor begins: a Monday morning in winter.
var Start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// knowledge is loaded once for all tests of a binary: it does not change.
var knowledge = sync.OnceValues(func() (*answers.Engine, error) {
	content, err := careers.Default()
	if err != nil {
		return nil, err
	}
	return answers.New(content)
})

// reading is made once as well, and reads one message: what the first one of a
// process loads takes seconds under the race detector, which are not to count
// as an adapter's.
var reading = sync.OnceValue(func() *understanding.Reader {
	content, err := careers.Default()
	if err != nil {
		panic(err) // the embedded content; knowledge has loaded it
	}
	r := understanding.New(known.From(content, new(reminders.Schedules)))
	r.Read("hello, my goal is to learn SQL", bot.Context{Lang: "en", Now: Start})
	return r
})

// Mentor is the whole core, ready to be talked to.
type Mentor struct {
	*bot.Bot
	Mail *inbox.Inbox
	DB   Store
	// Adapters are fakes of every platform, by name.
	Adapters map[people.Platform]*Adapter
	// Now is what the clock shows; tests set it.
	Now time.Time

	schedules *reminders.Schedules
	store     func(context.Context) (Store, error)
	events    int
}

// Store is what a mentor and its runner keep things in.
type Store interface {
	bot.Store
	reminders.Store
	Instance(context.Context) (owner string, err error)
	Close() error
}

// New makes a mentor with an empty store in memory, closed when the test ends.
func New(t testing.TB) *Mentor {
	t.Helper()
	var files memory.Files
	return Over(t, func(context.Context) (Store, error) { return files.Open("mentor"), nil })
}

// Over makes a mentor over another store: open gives the same one each time.
func Over(t testing.TB, open func(context.Context) (Store, error)) *Mentor {
	t.Helper()
	m := &Mentor{Now: Start, store: open, Adapters: map[people.Platform]*Adapter{}}
	for _, p := range []people.Platform{people.Terminal, people.Slack, people.Discord} {
		m.Adapters[p] = &Adapter{platform: p}
	}
	var err error
	if m.schedules, err = reminders.NewSchedules(nil); err != nil {
		t.Fatal(err)
	}
	if err := m.open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		m.Mail.Drain()
		if err := m.DB.Close(); err != nil {
			t.Error(err)
		}
	})
	return m
}

func (m *Mentor) open(ctx context.Context) error {
	engine, err := knowledge()
	if err != nil {
		return err
	}
	words, err := bot.NewWords(features.All())
	if err != nil {
		return err
	}
	reader := reading()
	if m.DB, err = m.store(ctx); err != nil {
		return err
	}
	m.Bot, err = bot.New(bot.Options{Store: m.DB, Schedules: m.schedules, Words: words, Log: slog.New(slog.DiscardHandler),
		Careers: engine.Content, Answers: func() *answers.Engine { return engine }, Reader: func() bot.Reader { return reader }, Listener: dialogue.Listener{}, Features: features.All(),
		Random: rand.NewChaCha8([32]byte{})}) // the same codes in every run: transcripts show them
	if err != nil {
		return errors.Join(err, m.DB.Close())
	}
	var all []bot.Adapter
	for _, a := range m.Adapters {
		all = append(all, a)
	}
	m.Mail = inbox.New(inbox.Options{Bot: m.Bot, Adapters: all, Burst: 1 << 20, Now: func() time.Time { return m.Now },
		Gone: func(ctx context.Context, p people.Platform, workspace string, at time.Time) error {
			return m.DB.Update(ctx, func(tx bot.Tx) error { return tx.WorkspaceGone(p, workspace, at) })
		}})
	return nil
}

// Restart closes everything and opens it anew on the same store.
func (m *Mentor) Restart(t testing.TB) {
	t.Helper()
	m.Mail.Drain()
	if err := errors.Join(m.DB.Close(), m.open(t.Context())); err != nil {
		t.Fatal(err)
	}
}

// Event makes an event of a person's, now, in their private conversation.
func (m *Mentor) Event(user people.UserRef, body bot.Body) bot.Event {
	m.events++
	return bot.Event{ID: fmt.Sprintf("event-%d", m.events), At: m.Now, User: user, From: Private(user), DM: true, Forms: true, Body: body}
}

// Do gives the core an event as an adapter does, and waits for the reply: a
// message or command is kept and then handled, all else is handled at once.
func (m *Mentor) Do(t testing.TB, ev bot.Event) bot.Reply {
	t.Helper()
	var reply bot.Reply
	var err error
	switch ev.Body.(type) {
	case bot.Message, bot.Command:
		err = m.Mail.Accept(t.Context(), ev, func(_ context.Context, r bot.Reply) (bot.MessageID, error) {
			reply = r
			return bot.MessageID("answer-" + ev.ID), nil
		})
	default:
		reply, err = m.Mail.Handle(t.Context(), ev)
	}
	m.Mail.Drain() // also the home, which is shown by itself: it reads m.Now
	if err != nil {
		t.Fatalf("%T: %v", ev.Body, err)
	}
	return reply
}

// Say is Do with a message of somebody in the terminal.
func (m *Mentor) Say(t testing.TB, who, text string) bot.Reply {
	t.Helper()
	return m.Do(t, m.Event(people.UserRef{Platform: people.Terminal, ID: who}, bot.Message{Text: text}))
}

// Private is the address of a person's private conversation on a fake platform.
func Private(user people.UserRef) people.Address {
	return people.Address{Platform: user.Platform, Workspace: user.Workspace, Channel: "dm-" + user.ID}
}

// Adapter is a platform that takes everything and remembers it.
type Adapter struct {
	platform people.Platform

	mu    sync.Mutex
	sent  []Sent
	count int
}

// Sent is a message that was sent.
type Sent struct {
	ID    bot.MessageID
	To    people.Address
	Reply bot.Reply
}

var (
	_ bot.Adapter       = (*Adapter)(nil)
	_ bot.HomePublisher = (*Adapter)(nil)
)

// Sent gives what was sent since the last call.
func (a *Adapter) Sent() []Sent {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := a.sent
	a.sent = nil
	return out
}

// Platform implements bot.Adapter.
func (a *Adapter) Platform() people.Platform { return a.platform }

// Run implements bot.Adapter: nothing comes from a fake by itself.
func (a *Adapter) Run(ctx context.Context, _ bot.Intake) error {
	<-ctx.Done()
	return nil
}

// Send implements bot.Adapter.
func (a *Adapter) Send(_ context.Context, to people.Address, r bot.Reply) (bot.MessageID, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.count++
	id := bot.MessageID(fmt.Sprintf("%s-%d", a.platform, a.count))
	a.sent = append(a.sent, Sent{id, to, r})
	return id, nil
}

// Direct implements bot.Adapter.
func (a *Adapter) Direct(_ context.Context, user people.UserRef) (people.Address, error) {
	return Private(user), nil
}

// Health implements bot.Adapter.
func (a *Adapter) Health() error { return nil }

// PublishHome implements bot.HomePublisher; homes are not remembered.
func (a *Adapter) PublishHome(context.Context, people.UserRef, bot.Reply) error { return nil }

package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"mentor/bot/people"
)

// Mailroom takes events from the adapters and brings the replies back. It
// keeps an event before the adapter acknowledges it, handles the events of a
// conversation one after the other, and leaves the reply as a row where
// sending it failed, for the runner to send again. It must not know what a
// command does.
type Mailroom struct {
	bot      *Bot
	log      *slog.Logger
	now      func() time.Time
	adapters map[people.Platform]Adapter
	// Wake, if set before the adapters run, is told of rows that the runner is to send.
	Wake func()
	gone func(ctx context.Context, p people.Platform, workspace string, at time.Time) error

	mu     sync.Mutex
	queues map[string]*queue
	wg     sync.WaitGroup
	// slots bounds how many events are handled at the same time.
	slots chan struct{}
	// sending ends with Stop, and with it what waits to be sent.
	sending context.Context
	stop    context.CancelFunc
}

// QueueLimit is how many events of one conversation wait in memory; what comes
// on top waits in the store.
const QueueLimit = 64

// handledAtOnce bounds how many events are handled at the same time. The store
// groups the commits of those that wait together, so a few suffice; each more
// keeps the next event waiting before it can be acknowledged. Measured with
// 3,000 deliveries a second, kills between: with 256 the slowest hundredth was
// acknowledged after 2.2 s. Sending takes no place: a paced channel blocks only
// its own conversation.
const handledAtOnce = 32

type queue struct {
	jobs     []job
	overflow bool // further events of this conversation wait in the store only
}

type job struct {
	ev     Event
	answer Answer
}

// NewMailroom is a mail room for adapters. gone is told of workspaces that
// took the mentor away; now is the clock.
func NewMailroom(b *Bot, adapters []Adapter, now func() time.Time, gone func(context.Context, people.Platform, string, time.Time) error) *Mailroom {
	m := &Mailroom{bot: b, log: b.Log, now: now, adapters: map[people.Platform]Adapter{}, gone: gone,
		queues: map[string]*queue{}, slots: make(chan struct{}, handledAtOnce)}
	m.sending, m.stop = context.WithCancel(context.Background())
	for _, a := range adapters {
		m.adapters[a.Platform()] = a
	}
	return m
}

var (
	_ Intake    = (*Mailroom)(nil)
	_ Completer = (*Mailroom)(nil)
)

// Accept implements Intake.
func (m *Mailroom) Accept(ctx context.Context, ev Event, answer Answer) error {
	fresh := false
	err := m.bot.Store.Update(ctx, func(tx Tx) (err error) {
		fresh, err = tx.KeepEvent(ev)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep event: %w", err)
	}
	if fresh {
		m.enqueue(job{ev, answer})
	}
	return nil
}

// Recover takes up the events of a platform that were kept and not handled
// when the program ended. It is called once, before the adapter runs.
func (m *Mailroom) Recover(ctx context.Context, p people.Platform) error {
	var waiting []Event
	err := m.bot.Store.View(ctx, func(tx Tx) (err error) {
		waiting, err = tx.WaitingEvents(p, 0)
		return err
	})
	if err != nil {
		return fmt.Errorf("recover events of %s: %w", p, err)
	}
	for _, ev := range waiting {
		m.enqueue(job{ev, nil})
	}
	return nil
}

func (m *Mailroom) enqueue(j job) {
	key := j.ev.From.Conversation()
	m.mu.Lock()
	defer m.mu.Unlock()
	q := m.queues[key]
	if q == nil {
		q = &queue{}
		m.queues[key] = q
		m.wg.Add(1)
		go m.serve(key, q)
	}
	if len(q.jobs) >= QueueLimit {
		q.overflow = true
		return
	}
	q.jobs = append(q.jobs, j)
}

// serve handles the events of one conversation until none is left.
func (m *Mailroom) serve(key string, q *queue) {
	defer m.wg.Done()
	for m.sending.Err() == nil {
		m.mu.Lock()
		if len(q.jobs) == 0 {
			if !q.overflow {
				delete(m.queues, key)
				m.mu.Unlock()
				return
			}
			q.overflow = false
			m.mu.Unlock()
			m.refill(key, q)
			continue
		}
		j := q.jobs[0]
		q.jobs = q.jobs[1:]
		m.mu.Unlock()
		m.work(context.Background(), j)
	}
}

// refill brings what waits in the store for one conversation into its queue.
func (m *Mailroom) refill(key string, q *queue) {
	var waiting []Event
	err := m.bot.Store.View(context.Background(), func(tx Tx) (err error) {
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
	m.mu.Lock()
	defer m.mu.Unlock()
	known := map[string]bool{}
	for _, j := range q.jobs {
		known[j.ev.Key()] = true
	}
	for _, ev := range waiting {
		if ev.From.Conversation() != key || known[ev.Key()] {
			continue
		}
		if len(q.jobs) >= QueueLimit {
			q.overflow = true
			return
		}
		q.jobs = append(q.jobs, job{ev, nil})
	}
}

// work handles one event and sends its reply.
func (m *Mailroom) work(ctx context.Context, j job) {
	start := m.now()
	defer func() {
		if r := recover(); r != nil {
			m.log.Error("event panicked", "event", j.ev.LogName(), "panic", r, "stack", string(debug.Stack()))
			m.reply(ctx, j, outcome{reply: m.bot.sorry(j.ev, fmt.Errorf("panic: %v", r))})
			_ = m.bot.Store.Update(ctx, func(tx Tx) error { return tx.MarkHandled(j.ev) })
		}
	}()
	out, err := m.inSlot(ctx, j.ev)
	if errors.Is(err, ErrHandled) {
		return
	}
	m.forget(j.ev, out)
	if out.row.ID == 0 { // nothing was kept of it: an apology, or it failed
		_ = m.bot.Store.Update(ctx, func(tx Tx) error { return tx.MarkHandled(j.ev) })
	}
	m.reply(ctx, j, out)
	m.log.Info("event", "event", j.ev.LogName(), "person", out.logID, "platform", j.ev.From.Platform, "body", fmt.Sprintf("%T", j.ev.Body), "took", m.now().Sub(start))
}

// inSlot handles an event when it has a place.
func (m *Mailroom) inSlot(ctx context.Context, ev Event) (outcome, error) {
	m.slots <- struct{}{}
	defer func() { <-m.slots }()
	return m.bot.handle(ctx, ev, true)
}

// reply sends what handling came to, and settles its row.
func (m *Mailroom) reply(ctx context.Context, j job, out outcome) {
	if out.reply.Empty() {
		return
	}
	id, err := m.send(m.sending, j, out.reply)
	if out.row.ID != 0 {
		if err := m.settle(ctx, out.row, id, err); err != nil {
			m.log.Error("reply's row could not be settled", "delivery", out.row.Key, "err", err)
		}
	} else if err != nil {
		m.log.Error("reply not sent", "event", j.ev.LogName(), "err", err)
	}
	if out.changed && m.sending.Err() == nil {
		m.refreshHome(m.sending, j.ev, out.person)
	}
}

func (m *Mailroom) send(ctx context.Context, j job, r Reply) (MessageID, error) {
	if j.answer != nil {
		return j.answer(ctx, r)
	}
	a := m.adapters[j.ev.From.Platform]
	if a == nil {
		return "", &SendError{Kind: Retry, Code: "no adapter"}
	}
	to := j.ev.From
	if r.Private && !j.ev.DM {
		direct, err := a.Direct(ctx, j.ev.User)
		if err != nil {
			return "", err
		}
		to = direct
	}
	return a.Send(ctx, to, r)
}

// settle records how sending a reply went. What can be tried again stays
// pending, and the runner sends it.
func (m *Mailroom) settle(ctx context.Context, row Outgoing, id MessageID, err error) error {
	how := Outcome{State: Sent, At: m.now(), Message: id}
	var send *SendError
	switch {
	case err == nil:
	case errors.As(err, &send) && send.Kind != Retry:
		how = Outcome{State: Parked, At: m.now(), Reason: send.Code}
		m.log.Error("reply parked", "delivery", row.Key, "code", send.Code, "err", err)
	default:
		wait := 2 * time.Second
		if send != nil && send.After > wait {
			wait = send.After
		}
		how = Outcome{State: Pending, At: m.now(), NotBefore: m.now().Add(wait), Reason: err.Error()}
		m.log.Warn("reply waits", "delivery", row.Key, "err", err)
	}
	err = m.bot.Store.Update(ctx, func(tx Tx) error { return tx.FinishDelivery(row.ID, how) })
	if how.State == Pending && m.Wake != nil {
		m.Wake()
	}
	return err
}

// forget lets the adapter remove what it keeps of somebody beside the store.
func (m *Mailroom) forget(ev Event, out outcome) {
	if f, ok := m.adapters[ev.From.Platform].(Forgetter); ok && out.forgotten {
		if err := f.Forget(ev.User); err != nil {
			m.log.Error("the adapter could not forget somebody", "event", ev.LogName(), "err", err)
		}
	}
}

// refreshHome shows a person's home anew where their platform has one.
func (m *Mailroom) refreshHome(ctx context.Context, ev Event, person people.PersonID) {
	for _, a := range m.adapters {
		p, ok := a.(HomePublisher)
		if !ok {
			continue
		}
		users, home, err := m.bot.home(ctx, person, a.Platform(), m.now())
		if err != nil {
			m.log.Error("home not made", "event", ev.LogName(), "err", err)
			continue
		}
		for _, u := range users {
			if err := p.PublishHome(ctx, u, home); err != nil {
				m.log.Warn("home not shown", "event", ev.LogName(), "err", err)
			}
		}
	}
}

// Handle implements Intake.
func (m *Mailroom) Handle(ctx context.Context, ev Event) (r Reply, err error) {
	defer func() {
		if p := recover(); p != nil {
			m.log.Error("event panicked", "event", ev.LogName(), "panic", p, "stack", string(debug.Stack()))
			r, err = m.bot.sorry(ev, fmt.Errorf("panic: %v", p)), nil
		}
	}()
	out, err := m.bot.handle(ctx, ev, false)
	m.forget(ev, out)
	if err == nil && out.changed {
		m.wg.Add(1)
		go func() {
			defer m.wg.Done()
			m.refreshHome(context.WithoutCancel(ctx), ev, out.person)
		}()
	}
	return out.reply, err
}

// Suggest implements Intake.
func (m *Mailroom) Suggest(ctx context.Context, user people.UserRef, field, typed string) ([]Choice, error) {
	return m.bot.Suggest(ctx, user, field, typed)
}

// Complete implements Completer.
func (m *Mailroom) Complete(ctx context.Context, ev Event, field, typed string) ([]Choice, error) {
	return m.bot.Complete(ctx, ev, field, typed)
}

// Gone implements Intake.
func (m *Mailroom) Gone(ctx context.Context, p people.Platform, workspace string, at time.Time) error {
	return m.gone(ctx, p, workspace, at)
}

// Drain waits until the events in flight have been handled.
func (m *Mailroom) Drain() { m.wg.Wait() }

// Stop lets Drain come to its end soon, where a platform's pace would have it
// wait for long. Nothing is lost: an event not handled yet stays kept, and a
// reply not sent yet stays a row; the next start takes both up.
func (m *Mailroom) Stop() { m.stop() }

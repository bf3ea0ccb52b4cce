package inbox

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// work handles the events of one person that are answered together, nearly
// always one, and sends what came of them.
func (m *Inbox) work(ctx context.Context, jobs []job) {
	var outs []bot.Taken
	var last job
	for _, j := range jobs {
		if out, ok := m.handle(ctx, j); ok {
			outs, last = append(outs, out), j
		}
	}
	if len(outs) == 0 {
		return
	}
	start := m.now()
	if r, ok := m.together(last.ev, outs); ok {
		m.reply(ctx, last, outs, r)
	}
	for _, out := range outs {
		if out.Changed && m.sending.Err() == nil {
			m.refreshHome(m.sending, last.ev, out.Person)
			break
		}
	}
	m.log.Debug("replied", "event", last.ev.LogName(), "took", m.now().Sub(start))
}

// handle handles one event; false if it had its effect already.
func (m *Inbox) handle(ctx context.Context, j job) (out bot.Taken, ok bool) {
	switch {
	case j.said != nil:
		return bot.Taken{Reply: *j.said}, true
	case j.taken != nil:
		return *j.taken, true
	}
	start := m.now()
	m.slots <- struct{}{}
	out, err := m.take(ctx, &j, nil)
	<-m.slots
	if err != nil && !errors.Is(err, bot.ErrHandled) {
		out, err = m.apologize(ctx, j.ev, err) // where it gets no row it is said all the same
	}
	if errors.Is(err, bot.ErrHandled) {
		return out, false
	}
	m.handled(j.ev, out, start)
	return out, true
}

// take is bot.Take for what is answered; a panic in it is an error. With a turn
// the event has not been kept.
func (m *Inbox) take(ctx context.Context, j *job, turn context.Context) (out bot.Taken, err error) {
	defer func() {
		if p := recover(); p != nil {
			m.log.Error("event panicked", "event", j.ev.LogName(), "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	if j.ahead == nil {
		ahead := m.bot.Ahead(ctx, j.ev)
		j.ahead = &ahead
	}
	how := *j.ahead
	how.Row, how.Unkept, how.Turn = true, turn != nil, turn
	return m.bot.Take(ctx, j.ev, how)
}

// handled notes that an event has had its effect.
func (m *Inbox) handled(ev bot.Event, out bot.Taken, start time.Time) {
	took := m.now().Sub(start)
	m.metrics.handled(ev, out, took)
	m.forget(ev, out)
	m.log.Info("event", "event", ev.LogName(), "person", out.LogID, "platform", ev.From.Platform, "body", fmt.Sprintf("%T", ev.Body), "took", took)
}

// reply sends r, and settles the rows of what it stands for.
func (m *Inbox) reply(ctx context.Context, j job, outs []bot.Taken, r bot.Reply) {
	id, err := bot.MessageID(""), m.held(j, outs)
	if err == nil {
		id, err = m.send(m.sending, j, r)
	}
	if err == nil {
		m.metrics.replied(j.ev, m.now())
	}
	kept := false
	for _, out := range outs {
		if out.Row.ID == 0 {
			continue
		}
		kept = true
		if err := m.settle(ctx, j.ev, out.Row, id, err); err != nil {
			m.log.Error("reply's row could not be settled", "delivery", out.Row.Key, "err", err)
		}
	}
	if err != nil && !kept {
		m.log.Error("reply not sent", "event", j.ev.LogName(), "err", err)
	}
}

// held is an error while the workspace wants us to wait, which some process
// was told: the runner sends the reply then. Only messages are looked at: what
// answers a command or a button has ways of its own, which are not counted.
func (m *Inbox) held(j job, outs []bot.Taken) error {
	if _, is := j.ev.Body.(bot.Message); !is || outs[len(outs)-1].Row.ID == 0 {
		return nil
	}
	if wait := outs[len(outs)-1].Held.Sub(m.now()); wait > 0 {
		return &bot.SendError{Kind: bot.Retry, After: wait, Workspace: true, Code: "held"}
	}
	return nil
}

func (m *Inbox) send(ctx context.Context, j job, r bot.Reply) (bot.MessageID, error) {
	if j.answer != nil {
		return j.answer(ctx, r)
	}
	a := m.adapters[j.ev.From.Platform]
	if a == nil {
		return "", &bot.SendError{Kind: bot.Retry, Code: "no adapter"}
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
// pending, and the runner sends it. That a message was sent is written down a
// little later, with others, where the adapter finds the message by its row's key
// if the program ends before: in private conversations, unless a command or a
// button is answered.
func (m *Inbox) settle(ctx context.Context, ev bot.Event, row bot.Outgoing, id bot.MessageID, err error) error {
	how := bot.Outcome{State: bot.Sent, At: m.now(), Message: id}
	var send *bot.SendError
	switch {
	case err == nil:
		if _, is := ev.Body.(bot.Message); is && ev.DM {
			m.settler.add(row, how)
			return nil
		}
	case errors.As(err, &send) && send.Kind != bot.Retry:
		how = bot.Outcome{State: bot.Parked, At: m.now(), Reason: send.Code}
		m.log.Error("reply parked", "delivery", row.Key, "code", send.Code, "err", err)
	default:
		wait := 2 * time.Second
		if send != nil && send.After > wait {
			wait = send.After
		}
		how = bot.Outcome{State: bot.Pending, At: m.now(), NotBefore: m.now().Add(wait), Reason: err.Error()}
		m.log.Warn("reply waits", "delivery", row.Key, "err", err)
	}
	err = m.bot.Store.Update(ctx, func(tx bot.Tx) error {
		if how.State == bot.Pending && send != nil && send.Workspace && send.After > 0 {
			if err := tx.HoldWorkspace(ev.From.Platform, ev.From.Workspace, how.At.Add(send.After)); err != nil {
				return err
			}
		}
		return tx.FinishDelivery(row.ID, how)
	})
	if how.State == bot.Pending && m.Wake != nil {
		m.Wake()
	}
	return err
}

// forget lets the adapter remove what it keeps of somebody beside the store.
func (m *Inbox) forget(ev bot.Event, out bot.Taken) {
	if f, ok := m.adapters[ev.From.Platform].(bot.Forgetter); ok && out.Forgotten {
		if err := f.Forget(ev.User); err != nil {
			m.log.Error("the adapter could not forget somebody", "event", ev.LogName(), "err", err)
		}
	}
}

// refreshHome shows a person's home anew where their platform has one.
func (m *Inbox) refreshHome(ctx context.Context, ev bot.Event, person people.PersonID) {
	for _, a := range m.adapters {
		p, ok := a.(bot.HomePublisher)
		if !ok {
			continue
		}
		users, home, err := m.bot.HomeOf(ctx, person, a.Platform(), m.now())
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

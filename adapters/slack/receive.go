package slack

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"

	"mentor/adapters/backoff"
	"mentor/bot"
	"mentor/bot/people"
)

// ack acknowledges what came in. taken false lets Slack bring it again.
type ack func(response any, taken bool)

// lastAttempt is after which Slack brings an event no more: it does at once,
// after a minute and after five. Commands and presses never come again.
const lastAttempt = 3

// take takes one payload: it is translated, put in line behind the others of its
// person, and acknowledged once it is safe or answered. attempt counts how often
// Slack has brought it again.
func (a *Adapter) take(ctx context.Context, kind string, payload []byte, attempt int, acknowledge ack) {
	in, err := a.decodeSafely(kind, payload)
	in.last = kind != kindEvents || attempt >= lastAttempt
	if err != nil {
		// It will not get better by coming again.
		a.log.Warn("slack sent what cannot be read", "kind", kind, "err", err)
		acknowledge(nil, true)
		return
	}
	if in.job == foreign {
		a.anothers(kind)
		acknowledge(nil, true)
		return
	}
	a.experience.learn(in.experience)
	if in.job == ignore || in.job == looked || in.job == accept && a.stored.has(in.ev.ID) {
		acknowledge(nil, true)
		return
	}
	core := a.intake()
	if core == nil {
		acknowledge(nil, false)
		return
	}
	if !a.inLine(ctx, core, in, acknowledge) {
		a.crowded.Do(func() { a.log.Warn("too much at once, not taken", "kind", kind, "so far", a.jobs.Refused()) })
		acknowledge(nil, false)
	}
}

// inLine has the core take something of a person's, in the order of the calls;
// false if too much waits already.
func (a *Adapter) inLine(ctx context.Context, core bot.Intake, in inbound, acknowledge ack) bool {
	if in.job == suggest { // somebody is typing: it waits for nothing
		return a.jobs.Go(func() { a.work(ctx, core, in, acknowledge) })
	}
	place, ok := core.Enter(in.ev.User)
	if !ok {
		a.jobs.Refuse()
		return false
	}
	ok = a.jobs.Go(func() {
		defer place.Leave()
		a.work(bot.WithPlace(ctx, place), core, in, acknowledge)
	})
	if !ok {
		place.Leave()
	}
	return ok
}

func (a *Adapter) decodeSafely(kind string, payload []byte) (in inbound, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return decode(kind, payload, a.me(), a.now())
}

// work does one job. A panic ends this one only: it is not acknowledged, so
// Slack may bring it again.
func (a *Adapter) work(ctx context.Context, core bot.Intake, in inbound, acknowledge ack) {
	var once sync.Once
	done := func(response any, taken bool) { once.Do(func() { acknowledge(response, taken) }) }
	start := a.now()
	defer func() {
		if p := recover(); p != nil {
			a.log.Error("panic in an event", "event", in.ev.LogName(), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			done(nil, false)
		}
		a.log.Debug("event", "event", in.ev.LogName(), a.person(in.ev.User.ID), "took", a.now().Sub(start))
	}()
	switch in.job {
	case accept:
		if a.stored.has(in.ev.ID) { // stored while this copy waited
			done(nil, true)
			return
		}
	case profile:
		a.people.learn(in.user)
		done(nil, true)
		return
	case gone:
		err := core.Gone(ctx, people.Slack, in.ev.User.Workspace, in.ev.At)
		a.setHealth(errors.New("slack: the workspace took the app away"))
		done(nil, err == nil)
		return
	case suggest:
		a.suggest(ctx, core, in, done)
		return
	}
	if err := a.complete(ctx, &in); err != nil {
		a.fault("place of an event", in.ev, err)
		done(nil, false)
		return
	}
	switch in.job {
	case accept:
		a.accept(ctx, core, in, done)
	case handle:
		a.handle(ctx, core, in, done)
	case submit:
		a.submit(ctx, core, in, done)
	case home:
		a.openHome(ctx, core, in, done)
	case first:
		a.firstContact(ctx, core, in, done)
	}
}

// complete adds what only the API can say: the person's profile, and the
// direct message where the payload names none.
func (a *Adapter) complete(ctx context.Context, in *inbound) error {
	ev := &in.ev
	who := a.people.find(ctx, ev.User.ID)
	ev.Hints = who.hints
	switch b := ev.Body.(type) {
	case bot.Message:
		if in.root != "" && a.experience.agent() {
			ev.From.Thread = in.root // an agent is answered in the thread that each message begins
		}
		b.Text = a.people.named(ctx, b.Text, in.mentions)
		b.About = a.people.named(ctx, b.About, in.mentions)
		ev.Body = b
	case bot.Command:
		if in.command != "" && a.opt.Known != nil && a.opt.Known(in.command) {
			b.Line = strings.TrimSpace(in.command + " " + b.Line) // /goal add …, where the app has such a command
		}
		b.Line = a.people.named(ctx, b.Line, in.mentions)
		ev.Body = b
		// A slash command may be typed in a direct message: ours, or one
		// between two people, which Slack both calls directmessage.
		if in.name == "directmessage" || strings.HasPrefix(ev.From.Channel, "D") {
			channel, _ := channelUser(ev.From.Channel)
			if dm, err := a.quickDirect(ctx, ev.User); err == nil && dm.Channel == channel {
				ev.From.Channel, ev.DM = channel, true
			}
		}
	}
	if ev.From.Channel != "" {
		return nil
	}
	dm, err := a.quickDirect(ctx, ev.User)
	if err != nil {
		if fault := sendError(err); fault.Workspace && fault.Kind != bot.Retry {
			return err
		}
		// A shortcut has three seconds and never comes again: a form needs no
		// place, and words find the direct message by the person's id too.
		a.fault("direct message was not opened", *ev, err)
		dm.Channel = ev.User.ID
	}
	ev.From.Channel, ev.DM = dm.Channel, true
	return nil
}

// quickDirect is Direct for somebody who waits for an acknowledgement.
func (a *Adapter) quickDirect(ctx context.Context, user people.UserRef) (people.Address, error) {
	ctx, cancel := context.WithTimeout(ctx, profileTimeout)
	defer cancel()
	return a.Direct(ctx, user)
}

// accept stores an event; what is said to it comes afterwards.
func (a *Adapter) accept(ctx context.Context, core bot.Intake, in inbound, done ack) {
	a.thinking(ctx, in)
	err := core.Accept(ctx, in.ev, func(ctx context.Context, r bot.Reply) (bot.MessageID, error) {
		return a.answer(ctx, in, r)
	})
	if err == nil {
		a.stored.add(in.ev.ID)
		done(nil, true)
		return
	}
	a.fault("event was not stored", in.ev, err)
	done(nil, false)
	if !in.last {
		return
	}
	if err := a.insist(ctx, in, bot.Reply{Text: bot.Escape(a.texts(in).failed), Private: true}); err != nil {
		a.fault("nobody could be told", in.ev, err)
	}
}

// handle handles an event at once; where the answer is a form it is opened
// before the acknowledgement.
func (a *Adapter) handle(ctx context.Context, core bot.Intake, in inbound, done ack) {
	r, err := a.inTime(ctx, core, in)
	if err != nil {
		r = a.apology(in, err)
	}
	if r.Form != nil {
		r = a.showForm(ctx, in, r)
	}
	done(nil, true)
	if p, is := in.ev.Body.(bot.Press); is && in.onHome && p.Action == homePress && len(r.Blocks) > 0 {
		err = a.publish(ctx, in.ev.User, r, 0) // the home answers itself: another page of it
	} else {
		err = a.insist(ctx, in, r)
	}
	if err != nil {
		a.fault("answer was not shown", in.ev, err)
	}
}

// answerTries is how often an answer that has no row is tried: no later run
// will say it.
const answerTries = 5

// insist shows an answer, again where Slack was unwell.
func (a *Adapter) insist(ctx context.Context, in inbound, r bot.Reply) error {
	var wait backoff.Backoff
	for try := 1; ; try++ {
		_, err := a.answer(ctx, in, r)
		fault := sendError(err)
		if err == nil || fault.Kind != bot.Retry || try == answerTries || fault.After > maxPaceWait {
			return err
		}
		a.fault("answer waits", in.ev, err)
		if !wait.Sleep(ctx, fault.After) {
			return err
		}
	}
}

// showForm opens a reply's form and gives what is left to say: nothing, or
// that it came too late.
func (a *Adapter) showForm(ctx context.Context, in inbound, r bot.Reply) bot.Reply {
	form := *r.Form
	r.Form = nil
	if in.trigger == "" {
		return late(r, a.texts(in))
	}
	if err := a.openForm(ctx, in, form); err != nil {
		a.fault("form was not opened", in.ev, err)
		return late(r, a.texts(in))
	}
	if r.Text == "" || len(r.Blocks) == 0 { // words beside a form are its own introduction
		return bot.Reply{}
	}
	return r
}

// late says that a form could not be opened.
func late(r bot.Reply, t texts) bot.Reply {
	r.Form = nil
	if r.Empty() {
		r.Private = true
	}
	return remark(r, t.noForm)
}

// homePress is the core's action whose answer is a home.
const homePress = "home"

// inTime handles an event within what Slack waits for. Past it the event has
// had no effect: the context ends its transaction.
func (a *Adapter) inTime(ctx context.Context, core bot.Intake, in inbound) (bot.Reply, error) {
	ctx, cancel := context.WithTimeout(ctx, answerInTime)
	defer cancel()
	return core.Handle(ctx, in.ev)
}

// apology is what a person reads where an event could not be handled.
func (a *Adapter) apology(in inbound, err error) bot.Reply {
	if errors.Is(err, bot.ErrHandled) {
		return bot.Reply{}
	}
	a.fault("event was not handled", in.ev, err)
	words := a.texts(in).failed
	if errors.Is(err, context.DeadlineExceeded) {
		words = a.texts(in).tooSlow
	}
	return bot.Reply{Text: bot.Escape(words), Private: true}
}

func (a *Adapter) texts(i inbound) texts { return in(i.ev.Hints.Locale) }

// answer shows a reply where its event came from. A response_url reaches
// places that the mentor is not in, for half an hour; after that, and after a
// crash, Send has to do.
func (a *Adapter) answer(ctx context.Context, in inbound, r bot.Reply) (bot.MessageID, error) {
	if r.Form != nil {
		r = a.showForm(ctx, in, r)
	}
	if r.Empty() {
		return "", nil
	}
	to := in.ev.From
	if !in.ephemeral && !alone(to, r) || in.responseURL == "" {
		return a.send(ctx, to, r, true)
	}
	if len(render(r, false).messages) > maxResponses {
		return a.send(ctx, to, r, true)
	}
	files := render(r, false).all()
	whole := r
	r = inDirect(r, files)
	out := render(r, false)
	for i, m := range out.messages {
		replace := i == 0 && in.ephemeral && r.Replace != ""
		err := a.respond(ctx, in.responseURL, m, replace, to.Thread)
		if err != nil {
			if i > 0 {
				return "", err
			}
			a.fault("response_url failed", in.ev, err)
			r.Replace = "" // an ephemeral message cannot be changed by its id
			if _, err := a.sendAlone(ctx, to, r); err != nil {
				return "", err
			}
			break
		}
	}
	return "", a.attachDirect(ctx, to, whole, files)
}

const maxResponses = 4 // a response_url takes five; one stays for a later change

// fault logs what went wrong with an event.
func (a *Adapter) fault(what string, ev bot.Event, err error) {
	a.log.LogAttrs(context.Background(), slog.LevelWarn, what, slog.String("event", ev.LogName()), a.person(ev.User.ID), slog.Any("err", err))
}

// suggest answers with options.
func (a *Adapter) suggest(ctx context.Context, core bot.Intake, in inbound, done ack) {
	ctx, cancel := context.WithTimeout(ctx, answerInTime)
	defer cancel()
	found, err := core.Suggest(ctx, in.ev.User, in.field, in.text)
	if err != nil {
		a.fault("no suggestions", in.ev, err)
	}
	done(options(found, in.text), true)
}

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

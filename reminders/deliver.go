package reminders

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"

	"mentor/bot"
	"mentor/bot/people"
)

// maxFailures is how often composing or sending may fail by our own fault
// before a row is parked: it is poison, and must not hold others up.
const maxFailures = 5

// maxVanished is how often a row may be taken without any end being written
// down before it is parked: whatever it does, it kills the process. What was
// taken along with such a row vanishes with it, over and over where lives are
// too short to get to it, so this lies above any storm of restarts: at 200
// kills in 90 seconds, rows were taken up to 44 times before their turn came.
const maxVanished = 250

// result is an outcome on its way into the store.
type result struct {
	row   bot.Outgoing
	how   bot.Outcome
	quiet bool // no log line, no counters: nothing was tried
}

// deliver tries one row once and sends the outcome to the store.
func (r *Runner) deliver(ctx context.Context, a bot.Adapter, row bot.Outgoing) (e ended) {
	e.row = row
	n := notes(row)
	how := bot.Outcome{State: bot.Pending}
	began := r.Now()
	defer func() {
		if p := recover(); p != nil {
			r.Log.Error("delivery panicked", "delivery", row.Key, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			how = r.failed(n, "panic")
		}
		how.At = r.Now()
		r.logDelivery(row, how, began)
		r.results <- result{row: row, how: how}
	}()
	if n.vanished > maxVanished {
		how = bot.Outcome{State: bot.Parked, Reason: fmt.Sprintf("taken %d times without an end", n.vanished)}
		return e
	}
	if out, stop := r.overdue(ctx, row, n); stop {
		how = out
		return e
	}
	reply, err := r.compose(ctx, row)
	switch {
	case errors.Is(err, bot.ErrNothing):
		how = bot.Outcome{State: bot.Skipped, Reason: "nothing to say"}
		return e
	case errors.Is(err, bot.ErrNotSaved) || err != nil && ctx.Err() != nil:
		how = r.again(row, n, "not composed", 0)
		return e
	case err != nil:
		r.Log.Error("delivery not composed", "delivery", row.Key, "kind", row.Kind, "err", err)
		how = r.failed(n, "not composed")
		return e
	}
	to := cmp.Or(row.To, row.Direct)
	if to == (people.Address{}) {
		if to, err = a.Direct(ctx, row.User); err != nil {
			how, e.gone, e.code = r.refused(row, n, err, true)
			r.fallBack(ctx, a, row, &how, err)
			return e
		}
	}
	reply.Delivery = bot.Delivery{Key: row.Key, Try: 1}
	if n.doubt {
		reply.Delivery.Try = max(2, row.Tries)
	}
	n.doubt = true // until the platform has answered
	id, err := a.Send(ctx, to, reply)
	var send *bot.SendError
	if errors.As(err, &send) && send.Kind == bot.Gone && to == row.Direct {
		// The conversation that was kept is not there any more; the person may be.
		if to, err = a.Direct(ctx, row.User); err == nil {
			id, err = a.Send(ctx, to, reply)
		}
	}
	if err != nil {
		how, e.gone, e.code = r.refused(row, n, err, false)
		if errors.As(err, &send) && send.Kind == bot.Retry && send.Workspace {
			e.wait = send.After
		}
		r.fallBack(ctx, a, row, &how, err)
		return e
	}
	how = bot.Outcome{State: bot.Sent, Message: id}
	if row.To == (people.Address{}) && to != row.Direct {
		how.Direct = to
	}
	return e
}

// fallbackTries is how often a row is taken for the sake of the channel that a
// person named; each try asks their closed direct messages first.
const fallbackTries = 5

// fallBack says in the channel that a person named that something waits for
// them, where they themselves cannot be written to. The row stays parked: what
// it had to say has not been said.
func (r *Runner) fallBack(ctx context.Context, a bot.Adapter, row bot.Outgoing, how *bot.Outcome, err error) {
	var send *bot.SendError
	if r.Fallback == nil || row.Kind == people.KindReply || !errors.As(err, &send) || send.Kind != bot.Denied || send.Workspace {
		return
	}
	to, reply, ok := r.Fallback(ctx, row)
	if !ok || to.Platform != a.Platform() {
		return
	}
	n := notes(row)
	reply.Delivery = bot.Delivery{Key: "f" + row.Key, Try: 1} // a key of its own: 25 characters with the letter
	if n.doubt {
		reply.Delivery.Try = max(2, row.Tries)
	}
	if _, err := a.Send(ctx, to, reply); err != nil {
		r.Log.Warn("fallback not told", "delivery", row.Key, "err", err)
		if errors.As(err, &send) && send.Kind == bot.Retry && row.Tries < fallbackTries {
			n.doubt = n.doubt || send.After == 0
			*how = r.again(row, n, "fallback "+send.Code, send.After)
		}
		return
	}
	how.Reason += " (told in the channel that they named)"
}

// compose gives a row's reply.
func (r *Runner) compose(ctx context.Context, row bot.Outgoing) (bot.Reply, error) {
	if row.Payload != nil {
		return *row.Payload, nil
	}
	return r.Compose(ctx, row)
}

// overdue keeps what is sent late out of quiet hours, and leaves out what is too late.
func (r *Runner) overdue(ctx context.Context, row bot.Outgoing, n note) (how bot.Outcome, stop bool) {
	now := r.Now()
	if row.Kind == people.KindReply || row.Kind == people.KindHello || r.Person == nil || now.Sub(row.Due) <= people.Punctual {
		return how, false
	}
	p, err := r.Person(ctx, row.Person)
	if err != nil {
		return how, false // composing finds out, and says so
	}
	skip, at := Overdue(p, row, now)
	switch {
	case skip:
		r.m.missed.Inc()
		return bot.Outcome{State: bot.Skipped, Reason: string(people.SkipLate)}, true
	case at.After(now):
		return bot.Outcome{State: bot.Pending, NotBefore: at, Reason: n.put("quiet hours").String()}, true
	}
	return how, false
}

// refused says what becomes of a row that a platform did not take. opening is
// true before the message itself was sent.
func (r *Runner) refused(row bot.Outgoing, n note, err error, opening bool) (how bot.Outcome, gone bool, code string) {
	var send *bot.SendError
	if !errors.As(err, &send) {
		r.Log.Error("delivery failed in a way that no adapter should let out", "delivery", row.Key, "err", err)
		return r.failed(n, "unknown error"), false, ""
	}
	code = cmp.Or(send.Code, send.Kind.String())
	if send.Kind != bot.Retry {
		return bot.Outcome{State: bot.Parked, Reason: code}, send.Workspace, code
	}
	// A wait that the platform, or our pace, names means that it took nothing.
	if opening || send.After > 0 {
		n.doubt = notes(row).doubt
	}
	return r.again(row, n, code, send.After), false, code
}

// again puts a row off.
func (r *Runner) again(row bot.Outgoing, n note, code string, after time.Duration) bot.Outcome {
	now := r.Now()
	wait := after
	if wait <= 0 {
		wait = delay(row.Tries)
	}
	return bot.Outcome{State: bot.Pending, NotBefore: now.Add(wait), Reason: n.put(code).String()}
}

// failed counts a failure of our own.
func (r *Runner) failed(n note, code string) bot.Outcome {
	n.failures++
	if n.failures >= maxFailures {
		return bot.Outcome{State: bot.Parked, Reason: fmt.Sprintf("%s, %d times", code, n.failures)}
	}
	return bot.Outcome{State: bot.Pending, NotBefore: r.Now().Add(delay(n.failures)), Reason: n.put(code).String()}
}

// The waits between tries: 1 s, 2 s, 4 s … up to 10 minutes, each 30 % more or
// less, so that what failed together does not come back together.
const (
	firstDelay = time.Second
	lastDelay  = 10 * time.Minute
)

func delay(tries int) time.Duration {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.MaxInterval, b.Multiplier, b.RandomizationFactor = firstDelay, lastDelay, 2, .3
	d := b.NextBackOff()
	for range min(tries-1, 12) {
		d = b.NextBackOff()
	}
	return d
}

func (r *Runner) logDelivery(row bot.Outgoing, how bot.Outcome, began time.Time) {
	state := string(how.State)
	log := r.Log.Info
	switch how.State {
	case bot.Pending:
		state, log = "retry", r.Log.Warn
	case bot.Parked:
		log = r.Log.Error
	}
	args := []any{"delivery", row.Key, "kind", row.Kind, "platform", row.User.Platform, "person", r.Hash(row.Person), "state", state,
		"try", row.Tries, "took", how.At.Sub(began).Round(time.Millisecond), "lag", how.At.Sub(row.NotBefore).Round(time.Millisecond)}
	if how.Reason != "" {
		args = append(args, "reason", how.Reason)
	}
	if how.State == bot.Pending {
		args = append(args, "again", how.NotBefore.UTC().Format(time.RFC3339))
	}
	log("delivery", args...)
}

// settle writes outcomes down, as many together as there are. An outcome that
// cannot be written is tried until it can: the message is out.
func (r *Runner) settle(ctx context.Context) {
	for first := range r.results {
		batch := []result{first}
	gather:
		for len(batch) < cap(r.results) {
			select {
			case more, ok := <-r.results:
				if !ok {
					break gather
				}
				batch = append(batch, more)
			default:
				break gather
			}
		}
		how := make(map[int64]bot.Outcome, len(batch))
		waits := false
		for _, b := range batch {
			how[b.row.ID] = b.how
			waits = waits || b.how.State == bot.Pending
		}
		for try := 1; ; try++ {
			err := r.Store.Finish(ctx, how)
			if err == nil {
				break
			}
			r.Log.Error("outcomes of deliveries not saved; trying again", "deliveries", len(how), "err", err)
			if ctx.Err() != nil {
				return
			}
			t := time.NewTimer(min(delay(try), 30*time.Second))
			select {
			case <-t.C:
			case <-ctx.Done():
			}
			t.Stop()
		}
		for _, b := range batch {
			if !b.quiet {
				r.m.finished(b.row, b.how)
			}
		}
		if waits {
			r.Wake()
		}
	}
}

// note is what a row's reason says of its tries so far, for the operator and
// for the next try. It counts only where it was written by the try before.
type note struct {
	code     string
	tries    int  // after which it was written
	doubt    bool // a message may be there
	failures int  // of our own
	vanished int  // tries since, of which nothing is known
}

var notePattern = regexp.MustCompile(`^(.*) \((not sent|perhaps sent) in (\d+) tries(?:, (\d+) failures)?\)$`)

// notes reads a claimed row's reason; the claim itself counts as one try.
func notes(row bot.Outgoing) note {
	n := note{tries: row.Tries}
	said := 0
	if m := notePattern.FindStringSubmatch(row.Reason); m != nil {
		said, _ = strconv.Atoi(m[3])
		n.code, n.doubt = m[1], m[2] == "perhaps sent"
		n.failures, _ = strconv.Atoi(m[4])
	}
	if n.vanished = row.Tries - 1 - said; n.vanished > 0 {
		n.doubt = true // a process ended while it had the row
	}
	return n
}

func (n note) put(code string) note { n.code = code; return n }

func (n note) String() string {
	sent := "not sent"
	if n.doubt {
		sent = "perhaps sent"
	}
	if n.failures > 0 {
		return fmt.Sprintf("%s (%s in %d tries, %d failures)", n.code, sent, n.tries, n.failures)
	}
	return fmt.Sprintf("%s (%s in %d tries)", n.code, sent, n.tries)
}

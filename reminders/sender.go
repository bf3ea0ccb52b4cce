package reminders

import (
	"context"
	"sync/atomic"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// How a sender works. Few rows are claimed ahead, because those are in doubt
// when the process is killed.
const (
	leaseFor   = 30 * time.Second
	leaseRenew = 10 * time.Second
	claimFor   = 3 * time.Minute // longer than any send can take
	linger     = 3 * time.Second // without work, before the lease is let go
	// aConversation is how far apart messages to one conversation are: about
	// one a second is what Slack and Discord let through. The next row of the
	// same conversation is put off, so that it does not hold a slot.
	aConversation = time.Second + 10*time.Millisecond
	// minGap is from the end of one send to the next in the same conversation:
	// counted from the end, no delay on the way can make it too short there.
	minGap = time.Second
)

// defaultInFlight keeps the platforms' rates busy at usual latencies. Slack's
// is small: a message in doubt costs a reading of the history there, of which
// 50 a minute are allowed.
var defaultInFlight = map[people.Platform]int{people.Slack: 6, people.Discord: 16}

// sender sends to one workspace while it holds its lease.
type sender struct {
	r       *Runner
	key     Sender
	adapter bot.Adapter
	slots   int
	woken   chan struct{}
	busy    atomic.Bool // it has all that it can do

	queue    []bot.Outgoing
	inFlight int
	doubtful int // of those in flight
	done     chan ended
	free     map[string]time.Time // when a conversation may get its next message
	line     map[int64]time.Time  // the rows that wait for theirs
	last     map[string]time.Time // when the last send to a conversation ended, by the monotonic clock
	pruneAt  int
	lost     bool // the lease or the workspace is gone
}

// ended is a send that has come back.
type ended struct {
	row  bot.Outgoing
	gone bool // the whole workspace
	code string
	wait time.Duration // what the platform wants of us for the whole workspace
}

func newSender(r *Runner, key Sender, adapter bot.Adapter) *sender {
	slots := r.InFlight[key.Platform]
	if slots <= 0 {
		slots = defaultInFlight[key.Platform]
	}
	if slots <= 0 {
		slots = 8
	}
	return &sender{r: r, key: key, adapter: adapter, slots: slots, woken: make(chan struct{}, 1), done: make(chan ended, slots),
		free: map[string]time.Time{}, line: map[int64]time.Time{}, last: map[string]time.Time{}, pruneAt: 4096}
}

func (s *sender) nudge() {
	select {
	case s.woken <- struct{}{}:
	default:
	}
}

// run sends while there is work; taking ends with ctx, sending with sending.
func (s *sender) run(ctx, sending context.Context) {
	if !s.lease(ctx) {
		// Another process has it. Stay for a moment, so that the rounds of the
		// planner do not ask the store again and again.
		s.busy.Store(true)
		s.pause(ctx, blocked)
		return
	}
	renew := time.NewTicker(leaseRenew)
	defer renew.Stop()
	idle := time.NewTimer(linger)
	defer idle.Stop()
	more := true
	for {
		open := ctx.Err() == nil && !s.lost
		if open && more && len(s.queue) < s.ahead() {
			more = s.claim(ctx)
		}
		s.start(sending, open)
		busy := open && (len(s.queue) > 0 || s.inFlight >= s.slots)
		if s.busy.Swap(busy) && !busy {
			s.r.Wake() // the rounds have waited for us
		}
		if s.inFlight == 0 && len(s.queue) == 0 && (!open || !more) {
			if !open {
				return
			}
			idle.Reset(linger)
		}
		var stop <-chan struct{}
		if open {
			stop = ctx.Done()
		}
		select {
		case e := <-s.done:
			s.came(ctx, e)
		case <-s.woken:
			more = true
		case <-renew.C:
			s.lost = s.lost || !s.lease(ctx)
		case <-idle.C:
			if s.inFlight == 0 && len(s.queue) == 0 {
				return
			}
		case <-stop:
		}
	}
}

// ahead is how many rows wait here beside those in flight.
func (s *sender) ahead() int { return max(1, s.slots/2) }

func (s *sender) pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// lease takes or renews the right to send.
func (s *sender) lease(ctx context.Context) bool {
	now := s.r.Now()
	ok, err := s.r.Store.Lease(ctx, s.key, s.r.Owner, now, now.Add(leaseFor))
	if err != nil {
		if ctx.Err() == nil {
			s.r.Log.Error("lease failed", "platform", s.key.Platform, "err", err)
		}
		return false
	}
	return ok
}

// claim takes rows; false if no more wait.
func (s *sender) claim(ctx context.Context) bool {
	now := s.r.Now()
	n := s.ahead() - len(s.queue) + s.slots - s.inFlight
	rows, err := s.r.Store.Claim(ctx, s.key, s.r.Owner, now, now.Add(claimFor), n)
	if err != nil {
		if ctx.Err() == nil {
			s.r.Log.Error("claim failed", "platform", s.key.Platform, "err", err)
		}
		s.pause(ctx, shortest)
		return false
	}
	for _, row := range rows {
		if at, wait := s.spread(row, now); wait {
			s.r.results <- result{row: row, how: bot.Outcome{State: bot.Pending, At: now, NotBefore: at, Reason: notes(row).put("one at a time").String()}, quiet: true}
			continue
		}
		s.queue = append(s.queue, row)
	}
	return len(rows) == n
}

// spread puts off a row whose conversation gets another message just now. It
// gets a place in the conversation's line, which it finds again when it comes back.
func (s *sender) spread(row bot.Outgoing, now time.Time) (at time.Time, wait bool) {
	if reserved, ok := s.line[row.ID]; ok && reserved.Before(now.Add(time.Hour)) {
		if reserved.Sub(now) > time.Millisecond { // the store counts in milliseconds
			return reserved, true
		}
		delete(s.line, row.ID)
		return now, false
	}
	s.prune(now)
	k := conversationOf(row)
	at = s.free[k]
	if at.Before(now) || at.After(now.Add(time.Hour)) { // after: the clock was put back
		s.free[k] = now.Add(aConversation)
		return now, false
	}
	s.free[k], s.line[row.ID] = at.Add(aConversation), at
	return at, true
}

// prune forgets conversations that are free again, and rows that never came back.
func (s *sender) prune(now time.Time) {
	if len(s.free)+len(s.line)+len(s.last) < s.pruneAt {
		return
	}
	for k, t := range s.last {
		if time.Since(t) > minGap {
			delete(s.last, k)
		}
	}
	for k, t := range s.free {
		if t.Before(now) {
			delete(s.free, k)
		}
	}
	for id, t := range s.line {
		if t.Before(now.Add(-time.Minute)) {
			delete(s.line, id)
		}
	}
	s.pruneAt = 2*(len(s.free)+len(s.line)+len(s.last)) + 4096
}

// conversationOf is what messages of one conversation have in common.
func conversationOf(d bot.Outgoing) string {
	if d.To != (people.Address{}) {
		return d.To.Conversation()
	}
	return d.User.Workspace + "/" + d.User.ID
}

// start puts rows into flight while there are slots. Rows in doubt take a
// third of them: looking for what may be there already is slow on Slack.
func (s *sender) start(sending context.Context, open bool) {
	if !open { // what has not begun goes back
		s.putBack(time.Time{}, "stopped")
		return
	}
	for i := 0; i < len(s.queue) && s.inFlight < s.slots; {
		row := s.queue[i]
		doubt := notes(row).doubt
		if doubt && s.doubtful >= max(1, s.slots/3) {
			i++
			continue
		}
		s.queue = append(s.queue[:i], s.queue[i+1:]...)
		s.inFlight++
		if doubt {
			s.doubtful++
		}
		wait := time.Until(s.last[conversationOf(row)].Add(minGap))
		go func() {
			if wait > 0 { // a few milliseconds, since it has waited for its place already
				s.pause(sending, wait)
			}
			s.done <- s.r.deliver(sending, s.adapter, row)
		}()
	}
}

// hold keeps to what the platform wants us to wait, and tells every process.
func (s *sender) hold(ctx context.Context, wait time.Duration) {
	until := s.r.Now().Add(wait)
	s.putBack(until, "held")
	if err := s.r.Store.Hold(context.WithoutCancel(ctx), s.key, until); err != nil {
		s.r.Log.Warn("a workspace's wait could not be kept: other processes find out by themselves", "platform", s.key.Platform, "err", err)
	}
}

// putBack returns what has not begun to the store, for the time at, or for when
// it was to be sent if that is later.
func (s *sender) putBack(at time.Time, why string) {
	for _, row := range s.queue {
		notBefore := row.NotBefore
		if at.After(notBefore) {
			notBefore = at
		}
		s.r.results <- result{row: row, how: bot.Outcome{State: bot.Pending, At: s.r.Now(), NotBefore: notBefore, Reason: notes(row).put(why).String()}, quiet: true}
	}
	s.queue = nil
}

// came takes note of a send that has come back.
func (s *sender) came(ctx context.Context, e ended) {
	s.inFlight--
	s.last[conversationOf(e.row)] = time.Now()
	if notes(e.row).doubt {
		s.doubtful--
	}
	if e.wait > 0 {
		s.hold(ctx, e.wait)
	}
	if !e.gone || s.lost {
		return
	}
	s.lost = true
	n, err := s.r.Store.ParkWorkspace(context.WithoutCancel(ctx), s.key, e.code, s.r.Now())
	if err != nil {
		s.r.Log.Error("workspace not parked", "platform", s.key.Platform, "err", err)
		return
	}
	s.queue = nil // parked with the rest
	s.r.m.deliveries.WithLabelValues(string(people.KindCheckIn), string(bot.Parked)).Add(float64(n))
	s.r.Log.Error("workspace does not let us in any more: its deliveries are parked", "platform", s.key.Platform, "code", e.code, "parked", n)
}

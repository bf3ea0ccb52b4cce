package reminders

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mentor/bot"
	"mentor/bot/people"
)

// Options is what a Runner is built from.
type Options struct {
	Store     Store
	Schedules people.Calendar
	// Compose says what a row without a payload says; bot.ErrNothing skips it.
	Compose func(context.Context, bot.Outgoing) (bot.Reply, error)
	// Fallback is where, and in which words, it is said that something waits
	// for a person who does not let us write to them; ok is false if they
	// named no place. nil: nobody does.
	Fallback func(context.Context, bot.Outgoing) (to people.Address, r bot.Reply, ok bool)
	Adapters map[people.Platform]bot.Adapter
	// Person reads somebody, so that what is sent late keeps to quiet hours.
	// nil: it does not.
	Person func(context.Context, people.PersonID) (people.Person, error)
	// Owner names this process among those that share the store.
	Owner string
	Now   func() time.Time // nil: time.Now
	Log   *slog.Logger     // nil: none
	// Metrics takes the counters; nil: nobody looks.
	Metrics prometheus.Registerer
	// Hash names a person in the log; nil: a hash keyed anew at each start.
	Hash func(people.PersonID) string
	// Hourly is the store's housekeeping; nil: none.
	Hourly func(context.Context, time.Time) error
	// InFlight is how many sends of one workspace are under way at once, by
	// platform; 0: a default. The adapters keep to the platforms' rates.
	InFlight map[people.Platform]int
	// Idle is how long the runner waits at most before it looks at the clock
	// and the store again; 0: a few seconds.
	Idle time.Duration
}

// How the runner waits. It reads the wall clock anew after each wait, so that
// a clock that is moved is noticed within that time.
const (
	idle     = 5 * time.Second       // without anything to do, and without being woken
	shortest = 20 * time.Millisecond // between two rounds
	blocked  = time.Second           // while what is due cannot be taken (leased elsewhere, no adapter)
	pageSize = 500                   // people planned in one transaction
	drain    = 10 * time.Second      // for sends under way when the runner ends
	// reapEvery is how often other processes are looked at while one lives: what
	// it had to say when it dies goes out within two seconds. One that starts is
	// seen within a minute.
	reapEvery = 1500 * time.Millisecond
)

// Runner plans what is due and sends it.
type Runner struct {
	Options
	m    *metrics
	wake chan struct{}
	// results are outcomes on their way into the store.
	results chan result

	mu      sync.Mutex
	senders map[Sender]*sender
	wg      sync.WaitGroup

	turned atomic.Int64 // when the loop last turned, in nanoseconds of the wall clock

	day, hour, minute string // of the last audit, housekeeping, backlog
	warned            map[people.Platform]bool
	trouble           string    // that was logged last
	told              time.Time // when
	alone             bool      // no other process lives, as far as is known
}

// Reaper is a Store that can give back the work of processes that have died.
type Reaper interface {
	Reap(context.Context) (int, error)
	// Alone reports whether no other process lives.
	Alone() (bool, error)
}

// New makes a runner; nothing happens before Run.
func New(o Options) *Runner {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Idle <= 0 {
		o.Idle = idle
	}
	if o.Hash == nil {
		key := make([]byte, 16)
		rand.Read(key)
		o.Hash = func(p people.PersonID) string {
			h := hmac.New(sha256.New, key)
			h.Write([]byte(strconv.FormatInt(int64(p), 10)))
			return hex.EncodeToString(h.Sum(nil)[:6])
		}
	}
	return &Runner{Options: o, m: newMetrics(o.Metrics), wake: make(chan struct{}, 1), results: make(chan result, 256),
		senders: map[Sender]*sender{}, warned: map[people.Platform]bool{}}
}

// Wake tells the runner that there are new rows. It never blocks.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// SinceTurn is how long ago the loop last went on; 0 before Run.
func (r *Runner) SinceTurn() time.Duration {
	at := r.turned.Load()
	if at == 0 {
		return 0
	}
	return time.Since(time.Unix(0, at))
}

// Run plans and sends until ctx ends; then it lets what is under way come to
// its end and gives the rest back.
func (r *Runner) Run(ctx context.Context) error {
	settled := make(chan struct{})
	settling, stop := context.WithCancel(context.WithoutCancel(ctx))
	go func() { r.settle(settling); close(settled) }()
	sending, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()

	timer := time.NewTimer(0)
	defer timer.Stop()
	var others <-chan time.Time // while another process lives
	for ctx.Err() == nil {
		select {
		case <-timer.C:
		case <-r.wake:
		case <-others:
			others = nil
			if r.reap(ctx) == 0 {
				if !r.alone {
					others = time.After(reapEvery)
				}
				continue
			}
		case <-ctx.Done():
			continue
		}
		timer.Reset(r.round(ctx, sending))
		if others == nil && !r.alone {
			others = time.After(reapEvery)
		}
	}

	hard := time.AfterFunc(drain, cut)
	r.wg.Wait()
	hard.Stop()
	close(r.results)
	end := time.AfterFunc(drain, stop)
	<-settled
	end.Stop()
	stop()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	return r.Store.Release(last, r.Owner)
}

// reap gives back what processes held that have died, and notes whether another
// lives.
func (r *Runner) reap(ctx context.Context) (dead int) {
	r.alone = true
	reaper, ok := r.Store.(Reaper)
	if !ok {
		return 0
	}
	dead, err := reaper.Reap(ctx)
	if err == nil {
		r.alone, err = reaper.Alone()
	}
	if err != nil && ctx.Err() == nil {
		r.alone = true // looked at again within a minute
		r.Log.Error("looking for dead processes failed", "err", err)
	}
	return dead
}

// round does what is due now and says how long to wait.
func (r *Runner) round(ctx, sending context.Context) time.Duration {
	now := r.Now()
	r.turned.Store(time.Now().UnixNano())
	r.routine(ctx, now)
	if err := errors.Join(r.plan(ctx, now), r.followUps(ctx, now)); err != nil {
		return r.troubled(ctx, "planning failed", err)
	}
	stuck, err := r.dispatch(ctx, sending, now)
	if err != nil {
		return r.troubled(ctx, "reading senders failed", err)
	}
	next, err := r.Store.NextDue(ctx)
	if err != nil {
		return r.troubled(ctx, "reading what is next failed", err)
	}
	wait := r.Idle
	if !next.IsZero() {
		wait = min(wait, max(shortest, next.Sub(r.Now())))
	}
	if stuck && wait < blocked { // what is due is not ours to take: do not spin over it
		wait = blocked
	}
	return wait
}

// troubled logs what keeps a round from its end: once a minute while it is the
// same each second, as a damaged file is until somebody comes.
func (r *Runner) troubled(ctx context.Context, what string, err error) time.Duration {
	if trouble, now := what+err.Error(), r.Now(); ctx.Err() == nil && (trouble != r.trouble || now.Sub(r.told) >= time.Minute) {
		r.trouble, r.told = trouble, now
		r.Log.Error(what, "err", err)
	}
	return blocked
}

// plan turns what has come due into rows.
func (r *Runner) plan(ctx context.Context, now time.Time) error {
	for ctx.Err() == nil {
		r.turned.Store(time.Now().UnixNano())
		// The store may ask again after a fault: only what it kept is counted.
		missed, late := map[people.PersonID]int{}, map[people.PersonID]bool{}
		planned, more, err := r.Store.Plan(ctx, now, pageSize, func(due Due) Decision {
			v := Decide(r.Schedules, due, now)
			if v.Err != nil {
				r.Log.Error("schedule cannot be computed", "person", r.Hash(due.Person.ID), "err", v.Err)
			}
			missed[due.Person.ID], late[due.Person.ID] = v.Missed, v.Late && v.Send
			return v.Decision
		})
		if err != nil {
			return err
		}
		r.m.planned(planned, people.KindCheckIn)
		total, lateOnes := 0, 0
		for p, n := range missed {
			total += n
			if late[p] {
				lateOnes++
			}
		}
		r.m.missed.Add(float64(total))
		r.m.late.Add(float64(lateOnes))
		if planned != (Planned{}) {
			r.Log.Info("planned", "check-ins", planned.Sent, "skipped", planned.Skipped, "parked", planned.Parked,
				"duplicates", planned.Duplicates, "late", lateOnes, "missed", total)
		}
		if !more {
			return nil
		}
	}
	return ctx.Err()
}

func (r *Runner) followUps(ctx context.Context, now time.Time) error {
	for ctx.Err() == nil {
		planned, err := r.Store.FollowUps(ctx, now, pageSize, func(p Person) Decision { return DecideFollowUp(r.Schedules, p, now) })
		if err != nil {
			return err
		}
		r.m.planned(planned, people.KindFollowUp)
		if planned == (Planned{}) {
			return nil
		}
		r.Log.Info("planned", "follow-ups", planned.Sent, "skipped", planned.Skipped, "parked", planned.Parked)
	}
	return ctx.Err()
}

// dispatch sees to it that every workspace with rows has a sender. stuck is
// true where rows wait that no sender of this process may take.
func (r *Runner) dispatch(ctx, sending context.Context, now time.Time) (stuck bool, err error) {
	all, err := r.Store.Senders(ctx, now)
	if err != nil {
		return false, err
	}
	for _, key := range all {
		adapter := r.Adapters[key.Platform]
		if adapter == nil {
			if !r.warned[key.Platform] {
				r.warned[key.Platform] = true
				r.Log.Warn("deliveries wait for a platform that is not connected", "platform", key.Platform)
			}
			stuck = true
			continue
		}
		r.mu.Lock()
		s := r.senders[key]
		if s == nil {
			s = newSender(r, key, adapter)
			r.senders[key] = s
			r.wg.Add(1)
			go func() {
				defer r.wg.Done()
				s.run(ctx, sending)
				r.mu.Lock()
				delete(r.senders, key)
				r.mu.Unlock()
			}()
		} else if s.busy.Load() {
			stuck = true // it takes more by itself as soon as it can
		}
		s.nudge()
		r.mu.Unlock()
	}
	return stuck, nil
}

// routine is what is done once a minute, an hour and a day, by the wall clock.
func (r *Runner) routine(ctx context.Context, now time.Time) {
	utc := now.UTC()
	report := func(what string, err error) {
		if err != nil && ctx.Err() == nil {
			r.Log.Error(what, "err", err)
		}
	}
	if m := utc.Format("2006-01-02 15:04"); m != r.minute {
		r.minute = m
		r.reap(ctx)
		b, err := r.Store.Backlog(ctx, now)
		report("reading the backlog failed", err)
		if err == nil {
			r.m.backlog(b, now)
		}
	}
	if h := utc.Format("2006-01-02 15"); h != r.hour && r.Hourly != nil {
		r.hour = h
		report("housekeeping failed", r.Hourly(ctx, now))
	}
	if d := utc.Format(time.DateOnly); d != r.day {
		r.day = d
		for back := 2; back >= 1; back-- { // what was pending yesterday is settled today
			report("audit failed", r.audit(ctx, utc.AddDate(0, 0, -back).Format(time.DateOnly), now))
		}
	}
}

// audit closes a day's books.
func (r *Runner) audit(ctx context.Context, day string, now time.Time) error {
	a, err := r.Store.Audit(ctx, day, now)
	if err != nil {
		return err
	}
	r.m.audited(a)
	if a.Difference() != 0 {
		r.Log.Error("the day's books do not balance: deliveries were lost or made twice", "day", a.Day, "difference", a.Difference(),
			"due", a.Due, "sent", a.Sent, "parked", a.Parked, "skipped", a.Skipped, "pending", a.Pending)
	} else if a.Due > 0 {
		r.Log.Info("audit", "day", a.Day, "due", a.Due, "sent", a.Sent, "parked", a.Parked, "skipped", a.Skipped, "pending", a.Pending)
	}
	return nil
}

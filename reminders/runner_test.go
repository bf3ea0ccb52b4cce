package reminders_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/time/rate"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
	"mentor/reminders"
)

// platform is an adapter that keeps what it was given.
type platform struct {
	mu      sync.Mutex
	sent    []message
	tries   int
	opened  int    // calls of Direct
	place   string // what Direct puts before a user's id
	latency time.Duration
	rate    *rate.Limiter
	trouble func(to people.Address, r bot.Reply, try int) error
}

type message struct {
	user string
	key  string
	try  int
	at   time.Time
}

func (p *platform) Platform() people.Platform { return people.Slack }
func (p *platform) Run(ctx context.Context, _ bot.Intake) error {
	<-ctx.Done()
	return nil
}
func (p *platform) Health() error { return nil }
func (p *platform) Direct(_ context.Context, u people.UserRef) (people.Address, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.opened++
	return people.Address{Platform: u.Platform, Workspace: u.Workspace, Channel: p.place + u.ID}, nil
}

func (p *platform) Send(ctx context.Context, to people.Address, r bot.Reply) (bot.MessageID, error) {
	p.mu.Lock()
	p.tries++
	try := p.tries
	p.mu.Unlock()
	if p.trouble != nil {
		if err := p.trouble(to, r, try); err != nil {
			return "", err
		}
	}
	if p.rate != nil {
		if err := p.rate.Wait(ctx); err != nil {
			return "", &bot.SendError{Kind: bot.Retry, Err: err}
		}
	}
	if p.latency > 0 {
		time.Sleep(p.latency) // the bubble's time
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = append(p.sent, message{to.Channel, r.Delivery.Key, r.Delivery.Try, time.Now()})
	return bot.MessageID(fmt.Sprint(len(p.sent))), nil
}

func (p *platform) messages() []message {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]message(nil), p.sent...)
}

// world is a store, a platform and a runner in a bubble, whose time begins on
// Saturday, 1 January 2000.
type world struct {
	t        *testing.T
	db       *db.DB
	platform *platform
	opts     reminders.Options
	registry *prometheus.Registry
	log      strings.Builder
	stop     func()
}

func newWorld(t *testing.T) *world {
	d, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "m.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := reminders.NewSchedules(nil)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, db: d, platform: &platform{}}
	w.opts = reminders.Options{Store: d, Schedules: s, Owner: "test", Log: slog.New(slog.NewTextHandler(&w.log, nil)),
		Compose: func(_ context.Context, o bot.Outgoing) (bot.Reply, error) {
			return bot.Reply{Text: bot.Markup(o.Kind)}, nil
		},
		Adapters: map[people.Platform]bot.Adapter{people.Slack: w.platform}, Person: w.person}
	return w
}

func (w *world) person(ctx context.Context, id people.PersonID) (p people.Person, err error) {
	err = w.db.View(ctx, func(tx bot.Tx) error { p, err = tx.Person(id); return err })
	return p, err
}

// run starts the runner; end stops it and closes the store.
func (w *world) run() *reminders.Runner {
	ctx, cancel := context.WithCancel(context.Background())
	w.registry = prometheus.NewRegistry()
	w.opts.Metrics = w.registry
	r := reminders.New(w.opts)
	ended := make(chan error)
	go func() { ended <- r.Run(ctx) }()
	w.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Error(err)
		}
	}
	return r
}

func (w *world) end() {
	if w.stop != nil {
		w.stop()
	}
	if err := w.db.Close(); err != nil {
		w.t.Error(err)
	}
}

func (w *world) update(fn func(tx bot.Tx) error) {
	w.t.Helper()
	if err := w.db.Update(context.Background(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// meet adds somebody with a schedule; the plan's first time is computed.
func (w *world) meet(workspace, id, cron string, change func(*people.Person)) people.PersonID {
	w.t.Helper()
	u := people.UserRef{Platform: people.Slack, Workspace: workspace, ID: id}
	p := people.Person{OptedIn: true, Zone: "Europe/Paris", QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo, NudgeAt: u, Lang: "en"}
	if change != nil {
		change(&p)
	}
	w.update(func(tx bot.Tx) (err error) {
		if p, err = tx.AddPerson(u, p); err != nil || cron == "" {
			return err
		}
		plan := people.Plan{Cron: cron}
		next, err := w.opts.Schedules.Next(plan, p.Zone, time.Now(), 1)
		if err != nil {
			return err
		}
		_, err = tx.PutSchedule(people.Schedule{Person: p.ID, Horizon: people.Year1, Plan: plan, Zone: p.Zone, Next: next[0]})
		return err
	})
	return p.ID
}

// rows lists deliveries in the given states.
func (w *world) rows(states ...bot.DeliveryState) []bot.Outgoing {
	w.t.Helper()
	rows, err := w.db.List(context.Background(), states, 100_000)
	if err != nil {
		w.t.Fatal(err)
	}
	return rows
}

// crowd adds n people of a workspace, each with a row that may be sent now.
func (w *world) crowd(workspace string, n int) {
	w.t.Helper()
	for i := 0; i < n; i += 500 {
		w.update(func(tx bot.Tx) error {
			for j := i; j < min(n, i+500); j++ {
				u := people.UserRef{Platform: people.Slack, Workspace: workspace, ID: fmt.Sprintf("%s-U%d", workspace, j)}
				p, err := tx.AddPerson(u, people.Person{OptedIn: true, Zone: "UTC", NudgeAt: u})
				if err != nil {
					return err
				}
				if _, err := tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: "2000-01-01", User: u, Due: time.Now(), NotBefore: time.Now()}); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

func bubble(t *testing.T, test func(t *testing.T, w *world)) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.end()
		test(t, w)
	})
}

func TestSendsOnTimeEachWeek(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		id := w.meet("T1", "U1", "0 9 * * 1", nil)
		w.opts.Idle = time.Hour
		w.run()
		time.Sleep(2*24*time.Hour + 10*time.Hour) // Monday at ten
		for range 3 {                             // it is answered each time, so that no follow-up comes
			w.update(func(tx bot.Tx) error {
				_, err := tx.OpenCheckIn(people.CheckIn{Person: id, Opened: time.Now(), Answered: time.Now(), Asked: true})
				return err
			})
			time.Sleep(7 * 24 * time.Hour)
		}
		var got []string
		for _, m := range w.platform.messages() {
			got = append(got, m.at.UTC().Format("01-02 15:04:05"))
		}
		if want := "[01-03 08:00:00 01-10 08:00:00 01-17 08:00:00 01-24 08:00:00]"; fmt.Sprint(got) != want {
			t.Errorf("sent at %v, want %v", got, want)
		}
	})
}

func TestSilence(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		kinds := map[string][]string{}
		w.opts.Compose = func(_ context.Context, o bot.Outgoing) (bot.Reply, error) {
			kinds[string(o.Kind)] = append(kinds[string(o.Kind)], o.Date)
			return bot.Reply{Text: "x"}, nil
		}
		w.opts.Idle = time.Hour
		w.meet("T1", "U1", "0 9 * * 1", nil)
		w.run()
		time.Sleep(12 * 7 * 24 * time.Hour)
		synctest.Wait()
		if got, want := fmt.Sprint(kinds["check-in"]), "[2000-01-03 2000-01-10 2000-01-17 2000-02-14 2000-03-13]"; got != want {
			t.Errorf("check-ins on %v, want %v", got, want)
		}
		if len(kinds["silence"]) != 1 || len(kinds["follow-up"]) != 5 {
			t.Errorf("%v", kinds)
		}
	})
}

// With a check-in every day, which the person chose, the next one takes the
// follow-up's place.
func TestSilenceOfEveryDay(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		kinds := map[people.Kind][]string{}
		w.opts.Compose = func(_ context.Context, o bot.Outgoing) (bot.Reply, error) {
			kinds[o.Kind] = append(kinds[o.Kind], o.Date)
			return bot.Reply{Text: "x"}, nil
		}
		w.opts.Idle = time.Hour
		id := w.meet("T1", "U1", "0 9 * * *", nil)
		w.update(func(tx bot.Tx) error {
			all, err := tx.Schedules(id)
			if err != nil {
				return err
			}
			all[0].Chosen = true
			_, err = tx.PutSchedule(all[0])
			return err
		})
		w.run()
		time.Sleep(10 * 24 * time.Hour)
		if got, want := fmt.Sprint(kinds), "map[check-in:[2000-01-01 2000-01-02 2000-01-03 2000-01-04] follow-up:[2000-01-05] silence:[2000-01-04]]"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	})
}

func TestRetry(t *testing.T) {
	for _, c := range []struct {
		name    string
		err     error
		atLeast time.Duration
		atMost  time.Duration
		tries   []int // what the adapter was told of earlier tries
	}{
		{"told to wait", &bot.SendError{Kind: bot.Retry, After: 30 * time.Second, Code: "rate"}, 30 * time.Second, 31 * time.Second, []int{1, 1}},
		{"unclear", &bot.SendError{Kind: bot.Retry, Code: "500"}, 700 * time.Millisecond, 2 * time.Second, []int{1, 2}},
		{"panic in the adapter", nil, 700 * time.Millisecond, 2 * time.Second, []int{1, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, w *world) {
				var tries []int
				w.platform.trouble = func(_ people.Address, r bot.Reply, try int) error {
					tries = append(tries, min(2, r.Delivery.Try))
					if try == 1 && c.err == nil {
						panic("poison")
					} else if try == 1 {
						return c.err
					}
					return nil
				}
				w.crowd("T1", 1)
				began := time.Now()
				w.run()
				time.Sleep(time.Minute)
				got := w.platform.messages()
				if len(got) != 1 {
					t.Fatalf("%v, tries %v, rows %+v\n%s", got, tries, w.rows(), w.log.String())
				}
				if got[0].at.Sub(began) < c.atLeast || got[0].at.Sub(began) > c.atMost || fmt.Sprint(tries) != fmt.Sprint(c.tries) {
					t.Errorf("%v after %v, tries %v", got, got[0].at.Sub(began), tries)
				}
			})
		})
	}
}

func TestPoisonIsParkedAndHoldsNobodyUp(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		tried := map[people.PersonID]int{}
		var mu sync.Mutex
		w.opts.Compose = func(_ context.Context, o bot.Outgoing) (bot.Reply, error) {
			mu.Lock()
			tried[o.Person]++
			mu.Unlock()
			switch o.Person % 10 {
			case 0:
				panic("poison")
			case 1:
				return bot.Reply{}, errors.New("cannot be composed")
			case 2:
				return bot.Reply{}, fmt.Errorf("late: %w", bot.ErrNothing)
			}
			return bot.Reply{Text: "x"}, nil
		}
		w.crowd("T1", 100)
		began := time.Now()
		w.run()
		time.Sleep(10 * time.Minute)
		for _, m := range w.platform.messages() {
			if m.at.Sub(began) > 5*time.Second {
				t.Errorf("somebody waited %v", m.at.Sub(began))
			}
		}
		if sent, parked, skipped := len(w.platform.messages()), len(w.rows(bot.Parked)), len(w.rows(bot.Skipped)); sent != 70 || parked != 20 || skipped != 10 {
			t.Errorf("sent %d, parked %d, skipped %d", sent, parked, skipped)
		}
		for p, n := range tried {
			if n > 5 || p%10 == 2 && n != 1 {
				t.Errorf("%d tried %d times", p, n)
			}
		}
	})
}

func TestRefusals(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.platform.trouble = func(to people.Address, _ bot.Reply, _ int) error {
			switch {
			case to.Workspace == "T2":
				return &bot.SendError{Kind: bot.Denied, Workspace: true, Code: "token_revoked"}
			case to.Channel == "T1-U3":
				return &bot.SendError{Kind: bot.Denied, Code: "50007"}
			}
			return nil
		}
		w.crowd("T1", 5)
		w.crowd("T2", 50)
		w.run()
		time.Sleep(time.Minute)
		if n := len(w.platform.messages()); n != 4 {
			t.Errorf("%d sent", n)
		}
		parked := w.rows(bot.Parked)
		if len(parked) != 51 || len(w.rows(bot.Pending, bot.Claimed)) != 0 {
			t.Errorf("%d parked", len(parked))
		}
		if w.platform.tries > 5+6 { // T2's sends in flight, and no more
			t.Errorf("%d tries", w.platform.tries)
		}
		for _, row := range parked {
			if p, err := w.person(t.Context(), row.Person); err != nil || p.DeliveryFault == "" {
				t.Errorf("the person is not told: %+v %v", p, err)
			}
		}
	})
}

// One workspace whose sends hang must not slow another.
func TestBlockedWorkspace(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.platform.trouble = func(to people.Address, _ bot.Reply, _ int) error {
			if to.Workspace == "T1" {
				time.Sleep(time.Minute)
				return &bot.SendError{Kind: bot.Retry, Code: "timeout"}
			}
			return nil
		}
		w.platform.latency = 50 * time.Millisecond
		w.crowd("T1", 200)
		w.crowd("T2", 200)
		began := time.Now()
		w.run()
		time.Sleep(30 * time.Second)
		got := w.platform.messages()
		if len(got) != 200 || got[199].at.Sub(began) > 4*time.Second {
			t.Errorf("%d sent", len(got))
		}
	})
}

// The sender keeps at least 95 % of the rate busy that the platform lets through.
func TestRateIsKeptBusy(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		const perSecond, n = 40, 2000
		w.platform.rate = rate.NewLimiter(perSecond, 1)
		w.platform.latency = 120 * time.Millisecond
		w.crowd("T1", n)
		began := time.Now()
		w.run()
		time.Sleep(2 * time.Minute)
		got := w.platform.messages()
		if len(got) != n {
			t.Fatalf("%d sent", len(got))
		}
		took := got[n-1].at.Sub(began)
		share := n / perSecond / took.Seconds()
		t.Logf("%d in %v: %.1f %% of the rate", n, took, 100*share)
		if share < .95 {
			t.Errorf("only %.1f %% of the rate", 100*share)
		}
	})
}

// Rows for one conversation wait for each other outside of the slots.
func TestConversationsAreSpread(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		const channels, each = 20, 10
		w.meet("T1", "U", "", nil)
		w.update(func(tx bot.Tx) error {
			for i := range channels * each { // all of one channel stand together
				_, err := tx.PutDelivery(bot.Outgoing{Person: 1, Kind: people.KindReply, Subject: fmt.Sprint(i), Payload: &bot.Reply{Text: "x"},
					To: people.Address{Platform: people.Slack, Workspace: "T1", Channel: fmt.Sprint("C", i/each)}, Due: time.Now(), NotBefore: time.Now()})
				if err != nil {
					return err
				}
			}
			return nil
		})
		began := time.Now()
		w.run()
		time.Sleep(time.Minute)
		last := map[string]time.Time{}
		got := w.platform.messages()
		for _, m := range got {
			if m.at.Sub(last[m.user]) < time.Second || m.try != 1 {
				t.Errorf("%s twice within %v, try %d", m.user, m.at.Sub(last[m.user]), m.try)
			}
			last[m.user] = m.at
		}
		if len(got) != channels*each || got[len(got)-1].at.Sub(began) > 11*time.Second {
			t.Errorf("%d sent, the last after %v", len(got), got[len(got)-1].at.Sub(began))
		}
	})
}

func TestOutageIntoQuietHours(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.platform.trouble = func(people.Address, bot.Reply, int) error {
			if h := time.Now().UTC().Hour(); h >= 18 && h < 21 { // Paris 19:00 to 22:00
				return &bot.SendError{Kind: bot.Retry, Code: "503"}
			}
			return nil
		}
		w.opts.Idle = 10 * time.Minute
		w.meet("T1", "U1", "30 19 * * 1", nil)
		w.run()
		time.Sleep(4 * 24 * time.Hour)
		if got := w.platform.messages(); len(got) != 1 || got[0].at.UTC().Format("01-02 15:04") != "01-04 07:00" {
			t.Errorf("%v", got)
		}
	})
}

func TestClockIsMoved(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		var mu sync.Mutex
		var ahead time.Duration
		w.opts.Now = func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			return time.Now().Add(ahead)
		}
		move := func(d time.Duration) { mu.Lock(); ahead = d; mu.Unlock() }
		w.meet("T1", "U1", "0 9 * * 1", nil) // Monday 3 January
		w.run()
		time.Sleep(time.Hour)
		move(2*24*time.Hour + 8*time.Hour) // to Monday 09:00 UTC, an hour late
		time.Sleep(10 * time.Second)
		if n := len(w.platform.messages()); n != 1 {
			t.Errorf("%d sent after the clock went ahead", n)
		}
		move(0)
		time.Sleep(3 * 24 * time.Hour)
		if n := len(w.platform.messages()); n != 2 { // the follow-up a day later by the moved clock comes with Tuesday
			t.Logf("%v", w.platform.messages())
		}
		for _, row := range w.rows(bot.Sent) {
			if row.Kind == people.KindCheckIn && row.Date != "2000-01-03" {
				t.Errorf("%+v", row)
			}
		}
	})
}

func TestStopsAndGoesOn(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.platform.latency = 100 * time.Millisecond
		w.crowd("T1", 100)
		w.run()
		time.Sleep(550 * time.Millisecond)
		w.stop()
		first := len(w.platform.messages())
		if open := w.rows(bot.Claimed); len(open) != 0 || first == 0 || first == 100 {
			t.Errorf("%d sent, %d kept claimed", first, len(open))
		}
		w.run()
		time.Sleep(time.Minute)
		seen := map[string]int{}
		for _, m := range w.platform.messages() {
			if seen[m.key]++; seen[m.key] > 1 || m.try != 1 {
				t.Errorf("%+v", m)
			}
		}
		if len(seen) != 100 {
			t.Errorf("%d sent", len(seen))
		}
	})
}

// flaky is a store that cannot write outcomes for a while, and counts rounds.
type flaky struct {
	*db.DB
	faults int
	rounds atomic.Int64
}

func (f *flaky) Finish(ctx context.Context, how map[int64]bot.Outcome) error {
	if f.faults > 0 {
		f.faults--
		return fmt.Errorf("disk full: %w", bot.ErrNotSaved)
	}
	return f.DB.Finish(ctx, how)
}

func (f *flaky) NextDue(ctx context.Context) (time.Time, error) {
	f.rounds.Add(1)
	return f.DB.NextDue(ctx)
}

func TestOutcomesThatCannotBeSaved(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.opts.Store = &flaky{DB: w.db, faults: 4}
		w.crowd("T1", 20)
		w.run()
		time.Sleep(5 * time.Minute)
		if n := len(w.platform.messages()); n != 20 || len(w.rows(bot.Sent)) != 20 {
			t.Errorf("%d sent, %d known", n, len(w.rows(bot.Sent)))
		}
	})
}

func TestIdleDoesNotSpin(t *testing.T) {
	for _, waiting := range []string{"nothing", "a platform that is not connected"} {
		t.Run(waiting, func(t *testing.T) {
			bubble(t, func(t *testing.T, w *world) {
				f := &flaky{DB: w.db}
				w.opts.Store = f
				if waiting != "nothing" {
					w.crowd("T1", 1)
					w.opts.Adapters = nil
				}
				w.meet("T1", "U1", "0 9 * * 1", nil)
				w.run()
				time.Sleep(10 * time.Minute)
				if n := f.rounds.Load(); n > 610 || waiting == "nothing" && n > 130 {
					t.Errorf("%d rounds in ten idle minutes", n)
				}
			})
		})
	}
}

func TestWakes(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		r := w.run()
		time.Sleep(time.Minute + time.Second)
		w.crowd("T1", 1)
		began := time.Now()
		r.Wake()
		time.Sleep(time.Second)
		if got := w.platform.messages(); len(got) != 1 || got[0].at.Sub(began) > 100*time.Millisecond {
			t.Errorf("%v", got)
		}
	})
}

// A lease that another live process holds is respected.
func TestTwoProcesses(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.platform.latency = 20 * time.Millisecond
		w.crowd("T1", 200)
		other := w.opts
		other.Owner, other.Metrics = "other", nil
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- reminders.New(other).Run(ctx) }()
		w.run()
		time.Sleep(2 * time.Minute)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		seen := map[string]bool{}
		for _, m := range w.platform.messages() {
			if seen[m.key] {
				t.Errorf("twice: %v", m)
			}
			seen[m.key] = true
		}
		if len(seen) != 200 {
			t.Errorf("%d sent", len(seen))
		}
	})
}

// A workspace that told one process to wait is left alone by the one that
// takes its place; another workspace is not.
func TestAWaitOutlivesItsProcess(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		const wait = 30 * time.Second
		var told time.Time
		w.platform.trouble = func(to people.Address, _ bot.Reply, _ int) error {
			switch {
			case to.Workspace != "T1":
				return nil
			case told.IsZero():
				told = time.Now()
				return &bot.SendError{Kind: bot.Retry, After: wait, Workspace: true, Code: "ratelimited"}
			case time.Since(told) < wait:
				t.Errorf("sent %s after being told to wait %s", time.Since(told), wait)
			}
			return nil
		}
		w.opts.InFlight = map[people.Platform]int{people.Slack: 1}
		w.crowd("T1", 3)
		w.run()
		time.Sleep(5 * time.Second)
		w.stop()
		if told.IsZero() {
			t.Fatal("nothing was sent at first")
		}
		w.crowd("T2", 3)
		w.opts.Owner = "another"
		w.run()
		time.Sleep(10 * time.Second)
		if n := len(w.platform.messages()); n != 3 {
			t.Errorf("%d sent during the wait, want T2's 3", n)
		}
		time.Sleep(time.Minute)
		if n := len(w.platform.messages()); n != 6 {
			t.Errorf("%d sent afterwards, want all 6", n)
		}
	})
}

func TestLogsNothingOfPeople(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.opts.Compose = func(context.Context, bot.Outgoing) (bot.Reply, error) { return bot.Reply{Text: "my secret goal"}, nil }
		w.crowd("T1", 3)
		w.run()
		time.Sleep(time.Minute)
		w.stop()
		w.stop = nil
		log := w.log.String()
		if strings.Contains(log, "secret") || strings.Contains(log, "T1-U") || strings.Count(log, "msg=delivery") != 3 {
			t.Errorf("%s", log)
		}
		if families, err := w.registry.Gather(); err != nil || len(families) < 8 {
			t.Errorf("%d metrics, %v", len(families), err)
		}
	})
}

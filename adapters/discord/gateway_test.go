package discord

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"mentor/adapters/discord/discordfake"
	"mentor/bot"
	"mentor/bot/inbox"
	"mentor/bot/people"
)

// echo is a mentor that says what it heard.
type echo struct {
	inbox.Lines
	mu    sync.Mutex
	known map[string]bool
	heard []string
	reply func(bot.Event) bot.Reply
	delay time.Duration
	wg    sync.WaitGroup
}

func (e *echo) Accept(ctx context.Context, ev bot.Event, answer bot.Answer) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.known == nil {
		e.known = map[string]bool{}
	}
	if e.known[ev.Key()] {
		return nil
	}
	e.known[ev.Key()] = true
	r := bot.Reply{Text: "heard"}
	if m, ok := ev.Body.(bot.Message); ok {
		e.heard = append(e.heard, m.Text)
		r.Text = "heard " + bot.Escape(m.Text)
	}
	if e.reply != nil {
		r = e.reply(ev)
	}
	delay := e.delay
	e.wg.Go(func() {
		if delay > 0 {
			<-time.After(delay)
		}
		answer(context.WithoutCancel(ctx), r)
	})
	return nil
}
func (e *echo) Handle(context.Context, bot.Event) (bot.Reply, error) { return bot.Reply{}, nil }
func (e *echo) Suggest(_ context.Context, _ people.UserRef, field, typed string) ([]bot.Choice, error) {
	return []bot.Choice{{Label: field + " " + typed, Value: "v"}, {Label: "too long", Value: strings.Repeat("x", 101)}}, nil
}
func (e *echo) Gone(context.Context, people.Platform, string, time.Time) error { return nil }

func (e *echo) got() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]string(nil), e.heard...)
}

// The tests that connect run on loopback and in real time, side by side:
// discordgo sleeps with its lock held when it closes, which no bubble of
// testing/synctest gets past.

// connected waits until as many sessions stand, and the adapter knows it.
func (h *harness) connected(t *testing.T, sessions int) {
	t.Helper()
	if !until(within(t, 30*time.Second), h.fake, func() bool { return h.fake.Connected() == sessions && h.a.Health() == nil }) {
		t.Fatalf("%d sessions, want %d: %v", h.fake.Connected(), sessions, h.a.Health())
	}
}

// discordgo says a second late that a connection is over: health does not
// wait for it.
func TestHealthFollowsADropAtOnce(t *testing.T) {
	t.Parallel()
	for _, trouble := range []discordfake.Event{{Type: "cut"}, {Type: "close", Code: 4000}, {Type: "reconnect"}} {
		h := start(t, discordfake.Options{}, Options{})
		h.serve(t, &echo{})
		h.connected(t, 1)
		dropped := time.Now()
		h.fake.Gateway(trouble)
		if !until(within(t, 30*time.Second), h.fake, func() bool { return h.a.Health() != nil }) {
			t.Fatal("health stays green")
		}
		if late := time.Since(dropped); late >= time.Second {
			t.Errorf("%+v: health was green for %v more", trouble, late)
		}
		h.connected(t, 1)
	}
}

// until is fake.Until for conditions that the fake does not see change.
func until(ctx context.Context, f *discordfake.Server, ok func() bool) bool {
	for !ok() {
		short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
		f.Until(short, ok)
		cancel()
		if ctx.Err() != nil {
			return ok()
		}
	}
	return true
}

func TestGatewayTroubles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		trouble  discordfake.Event
		resumes  int
		identify int
	}{
		{"the connection breaks", discordfake.Event{Type: "cut"}, 1, 1},
		{"closed with 4000", discordfake.Event{Type: "close", Code: 4000}, 1, 1},
		{"told to reconnect", discordfake.Event{Type: "reconnect"}, 1, 1},
		{"heartbeats are not acknowledged", discordfake.Event{Type: "deaf"}, 1, 1},
		{"the session has timed out", discordfake.Event{Type: "close", Code: 4009}, 0, 2},
		{"the session is invalid", discordfake.Event{Type: "invalid"}, 0, 2},
		{"a heartbeat is asked for", discordfake.Event{Type: "beat"}, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := &echo{}
			h := start(t, discordfake.Options{Heartbeat: time.Second, Late: time.Minute, MaxConcurrency: 5}, Options{})
			h.serve(t, in)
			heard := func(want string) {
				t.Helper()
				if !until(within(t, 30*time.Second), h.fake, func() bool { return strings.Join(in.got(), " ") == want }) {
					t.Fatalf("heard %q, want %q", in.got(), want)
				}
			}
			h.Say(t, "before")
			heard("before")
			if c.trouble.Type == "deaf" { // the interval is known after some heartbeats
				h.fake.Until(within(t, 30*time.Second), func() bool { return h.fake.Stats().Heartbeats > 4 })
			}
			h.fake.Gateway(c.trouble)
			// A resumed session is sent what it missed; after a lost one we ask.
			want := "before after"
			if c.resumes > 0 || c.identify > 1 {
				h.Say(t, "meanwhile")
				want = "before meanwhile after"
			}
			if !until(within(t, 30*time.Second), h.fake, func() bool {
				st := h.fake.Stats()
				return st.Resumes == c.resumes && st.Identifies == c.identify && h.fake.Connected() == 1
			}) {
				t.Fatalf("%+v, want %d resumes and %d identifies", h.fake.Stats(), c.resumes, c.identify)
			}
			h.connected(t, 1)
			if strings.Contains(want, "meanwhile") {
				heard("before meanwhile")
			}
			h.Say(t, "after")
			heard(want)
			if st := h.fake.Stats(); len(st.Refused) > 0 || st.Doubles > 0 {
				t.Errorf("refused %v, doubled %d", st.Refused, st.Doubles)
			}
		})
	}
}

// TestAResumeThatNobodyAnswers: the gateway says nothing to it, as Discord's
// does now and then. Trying on would leave us deaf for good.
func TestAResumeThatNobodyAnswers(t *testing.T) {
	t.Parallel()
	in := &echo{}
	h := start(t, discordfake.Options{MaxConcurrency: 5}, Options{})
	h.a.opening = 2 * time.Second
	h.serve(t, in)
	h.connected(t, 1)
	h.fake.Fault(discordfake.Fault{On: "GATEWAY resume", Kind: discordfake.Error})
	h.fake.Gateway(discordfake.Event{Type: "cut"})
	if !until(within(t, 30*time.Second), h.fake, func() bool { return h.fake.Stats().Identifies == 2 && h.fake.Connected() == 1 }) {
		t.Fatalf("%+v, want a new session", h.fake.Stats())
	}
	h.connected(t, 1)
	h.Say(t, "after")
	if !until(within(t, 30*time.Second), h.fake, func() bool { return len(in.got()) == 1 }) {
		t.Error("nothing is heard after it")
	}
}

func TestRefusedForGood(t *testing.T) {
	for _, c := range []struct {
		code int
		says string
	}{{4004, "DISCORD_TOKEN"}, {4014, "Developer Portal"}, {4013, "update"}, {4011, "shard"}} {
		fault := discordfake.Fault{On: "GATEWAY identify", Kind: discordfake.Error, Code: c.code}
		synctest.Test(t, func(t *testing.T) {
			f := discordfake.New(discordfake.Options{})
			f.Fault(fault)
			a := New(Options{Token: discordfake.DefaultToken, APIURL: f.URL(), Dial: f.Dial})
			err := a.Run(t.Context(), &echo{})
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%d: Run gave %v, want the mend: %s", c.code, err, c.says)
			}
			if a.Health() == nil {
				t.Errorf("%d: healthy", c.code)
			}
			if n := f.Stats().Identifies; n > 1 {
				t.Errorf("%d: %d identifies", c.code, n)
			}
			a.api.http.CloseIdleConnections()
			f.Close()
		})
	}
}

func TestWrongToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := discordfake.New(discordfake.Options{})
		a := New(Options{Token: "Bot another", APIURL: f.URL(), Dial: f.Dial})
		if err := a.Run(t.Context(), &echo{}); err == nil || !strings.Contains(err.Error(), "DISCORD_TOKEN") {
			t.Errorf("Run gave %v, want the mend", err)
		}
		a.api.http.CloseIdleConnections()
		f.Close()
	})
}

// TestShards: as many as Discord recommends, as fast as max_concurrency lets;
// the fake refuses whoever comes too early.
func TestShards(t *testing.T) {
	t.Parallel()
	h := start(t, discordfake.Options{Shards: 4, MaxConcurrency: 2}, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.a.Run(ctx, &echo{}) }()
	h.connected(t, 4)
	if n := h.fake.Stats().Identifies; n != 4 {
		t.Errorf("%d identifies", n)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if h.a.Health() == nil {
		t.Error("healthy after the end")
	}
}

// TestPace: identifies of one key come five seconds apart, counted from when
// the one before was answered.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(2)
		began := time.Now()
		enter := func(shard int) func() {
			leave, err := g.enter(t.Context(), shard)
			if err != nil {
				t.Fatal(err)
			}
			return leave
		}
		slow, quick := enter(0), enter(1)
		quick()
		if took := time.Since(began); took != 0 {
			t.Errorf("the first two waited %v", took)
		}
		const late = 3 * time.Second
		time.AfterFunc(late, slow)
		enter(2)()
		if took := time.Since(began); took < late+identifyGap {
			t.Errorf("shard 2 waited %v only, of an identify answered after %v", took, late)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := g.enter(ctx, 2); err == nil {
			t.Error("a turn after the end")
		}
		enter(2)() // the turn that was given up is free
	})
}

// TestUnreachable: neither API nor gateway answers for a while, and health says so.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	in := &echo{}
	h := start(t, discordfake.Options{}, Options{})
	h.serve(t, in)
	h.fake.Fault(discordfake.Fault{Kind: discordfake.Refuse})
	h.fake.Gateway(discordfake.Event{Type: "cut"})
	h.Say(t, "meanwhile")
	if !until(within(t, 30*time.Second), h.fake, func() bool { return h.a.Health() != nil && h.fake.Stats().Faults[discordfake.Refuse] > 2 }) {
		t.Fatalf("health %v without a connection, %+v", h.a.Health(), h.fake.Stats())
	}
	h.fake.ClearFaults()
	h.connected(t, 1)
	if !until(within(t, 10*time.Second), h.fake, func() bool { return len(in.got()) == 1 }) {
		t.Error("what was said meanwhile was not heard")
	}
	if n := h.fake.Stats().Identifies; n != 1 {
		t.Errorf("%d identifies: the session could have been resumed", n)
	}
}

// TestUnreachableAtStart: Run goes on trying, and says why meanwhile.
func TestUnreachableAtStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := discordfake.New(discordfake.Options{})
		f.Fault(discordfake.Fault{On: "GET /users/@me", Kind: discordfake.Error, Status: 502})
		a := New(Options{Token: discordfake.DefaultToken, APIURL: f.URL(), Dial: f.Dial})
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx, &echo{}) }()
		time.Sleep(time.Hour)
		if err := a.Health(); err == nil || !strings.Contains(err.Error(), "502") {
			t.Errorf("health %v", err)
		}
		if n := f.Stats().Requests; n < 20 || n > 200 {
			t.Errorf("%d tries in an hour", n)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		a.api.http.CloseIdleConnections()
		f.Close()
	})
}

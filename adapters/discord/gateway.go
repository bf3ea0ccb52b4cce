package discord

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"mentor/bot"
)

// intents is what we ask to hear: guilds (only to be told of interactions and
// mentions in them), messages in guilds (without the privileged message
// content Discord shows us those that mention us) and direct messages.
const intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages

// Times of the gateway.
const (
	openTimeout = 25 * time.Second // dial, hello, identify or resume, first event
	// beatInterval is Discord's interval as far as we know before two
	// acknowledgements have shown it (41.25 s in its Hello; 45 s in its reference).
	beatInterval = 45 * time.Second
	identifyGap  = 5 * time.Second // max_concurrency identifies in it
	maxBackoff   = 2 * time.Minute
	// settle lets discordgo's heartbeat of the ended connection find out: one
	// that waits for the lock meanwhile closes whatever connection stands then.
	settle = 300 * time.Millisecond
)

// Run takes events from Discord into in until ctx ends. It ends earlier only
// where trying again cannot help: a token or an intent that Discord refuses.
func (a *Adapter) Run(ctx context.Context, in bot.Intake) error {
	if a.opt.Token == "" {
		return errors.New("discord: no bot token: set DISCORD_TOKEN (Developer Portal → your application → Bot → Reset Token)")
	}
	defer a.setState(errors.New("discord: stopped"))
	plan, err := a.introduce(ctx)
	if err != nil || ctx.Err() != nil {
		return err
	}
	a.mu.Lock()
	a.in, a.state = in, nil
	for _, id := range plan.shards {
		a.unwell[id] = errNotRunning // or health would be good until the first tries
	}
	a.mu.Unlock()
	if err := a.register(ctx); err != nil && ctx.Err() == nil {
		a.log.Error("discord's commands could not be registered; messages and mentions work all the same", "err", err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	gate := newGate(plan.concurrency)
	var wg sync.WaitGroup
	for _, id := range plan.shards {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s := &shard{a: a, id: id, count: plan.count, gate: gate}
			if err := s.run(ctx); err != nil {
				cancel(err)
			}
		}()
	}
	<-ctx.Done()
	a.setState(errors.New("discord: stopping"))
	a.lanes.Drain(drainTimeout)
	wg.Wait()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// plan is which shards to run, and how many may identify at once.
type plan struct {
	shards      []int
	count       int
	concurrency int
}

// introduce asks the API who we are and how many shards there should be, until
// it answers.
func (a *Adapter) introduce(ctx context.Context) (plan, error) {
	wait := backoff{}
	for {
		var me struct {
			ID string `json:"id"`
		}
		var gw struct {
			Shards int `json:"shards"`
			Limit  struct {
				Remaining   int   `json:"remaining"`
				ResetAfter  int64 `json:"reset_after"`
				Concurrency int   `json:"max_concurrency"`
			} `json:"session_start_limit"`
		}
		err := a.api.do(ctx, call{method: "GET", path: "/users/@me", out: &me, patience: talkPatience})
		if err == nil {
			err = a.api.do(ctx, call{method: "GET", path: "/gateway/bot", out: &gw, patience: talkPatience})
		}
		if err == nil && me.ID != "" {
			a.mu.Lock()
			a.self = me.ID
			a.mu.Unlock()
			p := plan{count: a.opt.Shards, concurrency: max(1, gw.Limit.Concurrency)}
			if p.count > 0 {
				if a.opt.Shard < 0 || a.opt.Shard >= p.count {
					return p, fmt.Errorf("discord: shard %d of %d does not exist: shards are numbered from 0", a.opt.Shard, p.count)
				}
				p.shards = []int{a.opt.Shard}
				return p, nil
			}
			p.count = max(1, gw.Shards)
			for i := range p.count {
				p.shards = append(p.shards, i)
			}
			if gw.Limit.Remaining < p.count && gw.Limit.ResetAfter > 0 {
				a.log.Warn("discord allows no further session today; waiting", "for", time.Duration(gw.Limit.ResetAfter)*time.Millisecond)
				if sleep(ctx, time.Duration(gw.Limit.ResetAfter)*time.Millisecond) != nil {
					return p, nil
				}
			}
			return p, nil
		}
		if ctx.Err() != nil {
			return plan{}, nil
		}
		fault := sendError(err)
		a.setState(fault)
		var send *bot.SendError
		if errors.As(fault, &send) && send.Workspace {
			return plan{}, errToken(err)
		}
		after := time.Duration(0)
		if send != nil {
			after = send.After
		}
		if !wait.sleep(ctx, after) {
			return plan{}, nil
		}
	}
}

func errToken(err error) error {
	return fmt.Errorf("discord refuses the bot token: copy a new one from the Developer Portal (your application → Bot → Reset Token) into DISCORD_TOKEN: %w", err)
}

// fatal gives what a close code means where connecting again cannot help; nil
// for others.
func fatal(err error) error {
	var c *websocket.CloseError
	if !errors.As(err, &c) {
		return nil
	}
	switch c.Code {
	case 4004:
		return errToken(err)
	case 4010:
		return fmt.Errorf("discord does not know this shard: check the shard's number and count: %w", err)
	case 4011:
		return fmt.Errorf("discord wants more shards: leave the shard count out, and as many as needed are run: %w", err)
	case 4012:
		return fmt.Errorf("discord does not speak this version of its gateway any more: update the mentor: %w", err)
	case 4013:
		return fmt.Errorf("discord does not know an intent we ask for: update the mentor: %w", err)
	case 4014:
		return fmt.Errorf("discord does not grant an intent we ask for: the mentor needs no privileged one, so check in the Developer Portal (your application → Bot) that the application is not restricted: %w", err)
	}
	return nil
}

// backoff waits longer each time, with jitter.
type backoff struct{ last time.Duration }

func (b *backoff) sleep(ctx context.Context, least time.Duration) bool {
	b.last = min(max(2*b.last, time.Second), maxBackoff)
	return sleep(ctx, max(least, b.last/2+rand.N(b.last/2))) == nil
}

// gate lets max_concurrency shards identify every five seconds; shards of the
// same number modulo it take turns.
type gate struct {
	mu   sync.Mutex
	n    int
	next map[int]time.Time
}

func newGate(n int) *gate { return &gate{n: n, next: map[int]time.Time{}} }

func (g *gate) wait(ctx context.Context, shard int) error {
	g.mu.Lock()
	key := shard % g.n
	now := time.Now()
	at := later(now, g.next[key])
	g.next[key] = at.Add(identifyGap + 100*time.Millisecond)
	g.mu.Unlock()
	return sleep(ctx, at.Sub(now))
}

// shard is one connection to the gateway, made anew as often as needed. The
// connection is discordgo's; that it is alive, resumed or given up is ours to
// see (PLATFORMS has the traps).
type shard struct {
	a         *Adapter
	id, count int
	gate      *gate

	ses   *discordgo.Session
	ended atomic.Pointer[func()] // called when discordgo says that the connection is over
	over  chan struct{}          // closed by it
	ready atomic.Bool            // READY or a resumed event came
	raw   atomic.Pointer[net.Conn]
	busy  atomic.Bool // the reader waits for room in the lanes
}

// run keeps the shard connected until ctx ends or Discord refuses us for good.
func (s *shard) run(ctx context.Context) error {
	wait := backoff{}
	for ctx.Err() == nil {
		resume := s.ses != nil
		if !resume {
			s.ses = s.session()
			if s.gate.wait(ctx, s.id) != nil {
				return nil
			}
		}
		err := s.open(ctx, resume)
		if err == nil {
			wait = backoff{}
			s.a.setHealth(s.id, nil)
			err = s.watch(ctx)
			s.a.setHealth(s.id, err)
			if ctx.Err() != nil {
				return nil
			}
			s.a.log.Warn("discord's connection ended; resuming", "shard", s.id, "err", err)
			if sleep(ctx, settle) != nil {
				return nil
			}
			continue
		}
		s.a.setHealth(s.id, fmt.Errorf("discord: %w", err))
		if final := fatal(err); final != nil {
			return final
		}
		if resume && refused(err) {
			// The session is not taken up again: begin another one, after the
			// 1 to 5 s that Discord asks for.
			s.ses = nil
			if sleep(ctx, time.Second+rand.N(4*time.Second)) != nil {
				return nil
			}
			continue
		}
		if !resume {
			s.ses = nil
		}
		if !wait.sleep(ctx, 0) {
			return nil
		}
	}
	return nil
}

var errRefused = errors.New("discord: the session was refused")

// refused tells a session that is over from a network that is away.
func refused(err error) bool {
	var c *websocket.CloseError
	return errors.Is(err, errRefused) || errors.Is(err, discordgo.ErrWSShardBounds) ||
		errors.As(err, &c) && c.Code != websocket.CloseAbnormalClosure // gorilla's word for a connection that broke
}

// session is a fresh discordgo session, with everything off that would act
// behind our back.
func (s *shard) session() *discordgo.Session {
	ses, _ := discordgo.New("Bot " + s.a.opt.Token) // its error is always nil
	ses.StateEnabled = false
	ses.ShouldReconnectOnError = false
	ses.ShouldReconnectVoiceOnSessionError = false
	ses.ShouldRetryOnRateLimit = false
	ses.MaxRestRetries = 0
	ses.SyncEvents = true // handlers run in order, in the reader: ours only enqueue
	ses.LogLevel = -1     // its log would show payloads
	ses.Compress = false  // each payload for itself costs more than it saves
	ses.Identify.Intents = intents
	ses.Client = &http.Client{Transport: rewriter{s.a}, Timeout: callTimeout}
	ses.Dialer = &websocket.Dialer{HandshakeTimeout: 15 * time.Second, NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := s.a.dialer(ctx, network, addr)
		if err == nil {
			s.raw.Store(&c)
		}
		return c, err
	}}
	s.bounds(ses, true)
	// One handler for all connections: those that discordgo forgets after the
	// first call are forgotten without a lock of their own.
	ses.AddHandler(func(_ *discordgo.Session, _ *discordgo.Disconnect) {
		if f := s.ended.Load(); f != nil {
			(*f)()
		}
	})
	ses.AddHandler(func(_ *discordgo.Session, _ *discordgo.Ready) { s.alive() })
	ses.AddHandler(func(_ *discordgo.Session, _ *discordgo.Resumed) { s.alive() })
	ses.AddHandler(func(_ *discordgo.Session, m *discordgo.MessageCreate) {
		s.alive()
		s.hand(func() { s.a.onMessage(m.Message) })
	})
	ses.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) {
		s.alive()
		s.hand(func() { s.a.onInteraction(i.Interaction) })
	})
	return ses
}

// bounds makes discordgo identify as this shard, or, where ok is false, fail
// to: it answers a refused resume by identifying at once, past the pace that
// Discord asks for. With a shard out of bounds Open fails instead.
func (s *shard) bounds(ses *discordgo.Session, ok bool) {
	ses.ShardID, ses.ShardCount = s.id, s.count
	if !ok {
		ses.ShardID, ses.ShardCount = s.count+1, s.count+1
	}
}

// alive notes that the session stands. It runs in discordgo's reader.
func (s *shard) alive() {
	if !s.ready.Swap(true) {
		s.bounds(s.ses, true)
	}
}

// hand runs a handler in the reader; a panic there would end the process.
func (s *shard) hand(do func()) {
	s.busy.Store(true)
	defer s.busy.Store(false)
	defer func() {
		if r := recover(); r != nil {
			s.a.log.Error("discord event panicked", "panic", fmt.Sprint(r))
		}
	}()
	do()
}

// open connects, within openTimeout: discordgo waits for the first messages
// without a deadline, holding the lock that closing needs.
func (s *shard) open(ctx context.Context, resume bool) error {
	over := make(chan struct{})
	end := sync.OnceFunc(func() { close(over) })
	s.over = over
	s.ended.Store(&end)
	s.ready.Store(false)
	s.bounds(s.ses, !resume)
	stop := context.AfterFunc(ctx, s.cut)
	defer stop()
	t := time.AfterFunc(openTimeout, s.cut)
	defer t.Stop()
	err := s.ses.Open()
	if err != nil {
		return err
	}
	if !s.ready.Load() {
		s.ses.CloseWithCode(4000)
		return errRefused
	}
	return nil
}

// cut ends the connection under discordgo.
func (s *shard) cut() {
	if c := s.raw.Load(); c != nil {
		(*c).Close()
	}
}

// watch waits until the connection ends, and ends it where Discord does not
// acknowledge heartbeats. Closing with 4000 keeps the session for a resume.
func (s *shard) watch(ctx context.Context) error {
	interval := beatInterval
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	last := s.acked()
	beats := 0
	for {
		select {
		case <-ctx.Done():
			s.ses.Close()
			return errors.New("discord: stopped")
		case <-s.over:
			return errors.New("discord: disconnected")
		case <-tick.C:
		}
		now := s.acked()
		if now.After(last) {
			// The first one comes close after hello: it says nothing of the interval.
			if beats++; beats > 1 {
				interval = now.Sub(last)
			}
			last = now
			s.a.setHealth(s.id, nil)
		}
		quiet := time.Since(last)
		if s.busy.Load() {
			continue // the reader waits for us, not for Discord
		}
		if quiet > interval+interval/3+time.Second {
			err := errors.New("discord: heartbeats are not acknowledged")
			s.a.setHealth(s.id, err)
			s.ses.CloseWithCode(4000)
			return err
		}
	}
}

func (s *shard) acked() time.Time {
	s.ses.RLock()
	defer s.ses.RUnlock()
	return s.ses.LastHeartbeatAck
}

// rewriter sends discordgo's own requests (GET /gateway) to where ours go:
// its endpoints are package variables, and changing them would race.
type rewriter struct{ a *Adapter }

func (t rewriter) RoundTrip(r *http.Request) (*http.Response, error) {
	base, err := url.Parse(t.a.opt.APIURL)
	if err != nil {
		return nil, err
	}
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host, r.Host = base.Scheme, base.Host, base.Host
	r.URL.Path = base.Path + strings.TrimPrefix(r.URL.Path, "/api")
	next := t.a.api.http.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	return next.RoundTrip(r)
}

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

	"mentor/adapters/backoff"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// shard is one connection to the gateway, made anew as often as needed. The
// connection is discordgo's; that it is alive, resumed or given up is ours to
// see.
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
	wait := backoff.Backoff{Most: maxBackoff}
	lost := false // a session: what was said meanwhile is not sent again
	for ctx.Err() == nil {
		resume, leave := s.ses != nil, func() {}
		if !resume {
			s.ses = s.session()
			var err error
			if leave, err = s.gate.enter(ctx, s.id); err != nil {
				return nil
			}
		}
		err := s.open(ctx, resume)
		leave()
		if err == nil {
			wait.Reset()
			s.a.setHealth(s.id, nil)
			if lost && s.id == 0 { // direct messages are the first shard's
				go s.a.catchUp(ctx)
			}
			lost = false
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
		if errors.Is(err, discordgo.ErrWSShardBounds) { // what bounds makes of a refusal
			err = errRefused
		}
		s.a.setHealth(s.id, fmt.Errorf("discord: %w", err))
		if final := fatal(err); final != nil {
			return final
		}
		if resume && refused(err) {
			// The session is not taken up again: begin another one, after the
			// 1 to 5 s that Discord asks for.
			s.ses, lost = nil, true
			if sleep(ctx, time.Second+rand.N(4*time.Second)) != nil {
				return nil
			}
			continue
		}
		if !resume {
			s.ses = nil
		}
		if !wait.Sleep(ctx, 0) {
			return nil
		}
	}
	return nil
}

var errRefused = errors.New("the session was refused, another one begins")

// refused tells a session that is over from a network that is away.
func refused(err error) bool {
	var c *websocket.CloseError
	return errors.Is(err, errRefused) ||
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
	ses.AddHandler(func(_ *discordgo.Session, r *discordgo.Ready) {
		anew := s.ready.Load() // discordgo answers op 9 with a session on the same connection
		s.alive()
		s.hand(func() { s.a.introduced(r) })
		if anew && s.id == 0 {
			go s.a.catchUp(context.Background())
		}
	})
	ses.AddHandler(func(_ *discordgo.Session, _ *discordgo.Resumed) { s.alive() })
	ses.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { s.dispatch(e) })
	return ses
}

// dispatch hands over an event, read from what Discord sent.
func (s *shard) dispatch(e *discordgo.Event) {
	switch e.Type {
	case "MESSAGE_CREATE":
		s.alive()
		take(s, e, s.a.onMessage)
	case "INTERACTION_CREATE":
		s.alive()
		take(s, e, s.a.onInteraction)
	case "GUILD_CREATE":
		take(s, e, func(g *guild) { s.a.onGuild(*g) })
	case "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE": // the app's role is made when it joins
		take(s, e, func(g *roleEvent) { s.a.onGuild(guild{Roles: []role{g.Role}}) })
	}
}

func take[T any](s *shard, e *discordgo.Event, on func(*T)) {
	v := new(T)
	if err := lenient(e.RawData, v); err != nil {
		s.a.log.Warn("discord sent what cannot be read", "event", e.Type, "err", err)
		return
	}
	s.hand(func() { on(v) })
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

// open connects, in time: discordgo waits for the first messages
// without a deadline, holding the lock that closing needs. A resume that nobody
// answers is one that is refused: trying it for ever would leave us deaf.
func (s *shard) open(ctx context.Context, resume bool) error {
	over := make(chan struct{})
	end := sync.OnceFunc(func() { close(over) })
	s.over = over
	s.ended.Store(&end)
	s.ready.Store(false)
	s.bounds(s.ses, !resume)
	stop := context.AfterFunc(ctx, s.cut)
	defer stop()
	var late atomic.Bool
	t := time.AfterFunc(s.a.opening, func() { late.Store(true); s.cut() })
	defer t.Stop()
	err := s.ses.Open()
	if err != nil && late.Load() && resume {
		return fmt.Errorf("%w: no answer for %v", errRefused, s.a.opening)
	}
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

// lookEvery is how often watch looks after a connection that says nothing.
const lookEvery = 200 * time.Millisecond

var errDisconnected = errors.New("discord: disconnected")

// watch waits until the connection ends, and ends it where Discord does not
// acknowledge heartbeats. Closing with 4000 keeps the session for a resume.
func (s *shard) watch(ctx context.Context) error {
	interval := beatInterval
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	last := s.acked()
	beats, held := 0, 0
	for {
		select {
		case <-ctx.Done():
			s.ses.Close()
			return errStopped
		case <-s.over:
			return errDisconnected
		case <-tick.C:
		}
		if !s.ses.TryRLock() {
			// A lock that is held from one look to the next is that of the close:
			// discordgo holds it for a second before it says so.
			if held++; held > 1 {
				s.a.setHealth(s.id, errDisconnected)
			}
			continue
		}
		now, open := s.ses.LastHeartbeatAck, s.ses.DataReady
		s.ses.RUnlock()
		if held > 1 && open { // it was something else
			s.a.setHealth(s.id, nil)
		}
		held = 0
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
	base, err := url.Parse(*t.a.api.base.Load())
	if err != nil {
		return nil, err
	}
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host, r.Host = base.Scheme, base.Host, base.Host
	r.URL.Path = base.Path + strings.TrimPrefix(r.URL.Path, "/api/v"+discordgo.APIVersion)
	next := t.a.api.http.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	return next.RoundTrip(r)
}

package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"mentor/adapters/backoff"
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
	plan, err := a.introduce(ctx)
	if err != nil || ctx.Err() != nil {
		a.setState(cmp.Or(err, errStopped))
		return err
	}
	a.mu.Lock()
	a.in, a.state = in, nil
	for _, id := range plan.shards {
		a.unwell[id] = errNotRunning // or health would be good until the first tries
	}
	a.mu.Unlock()
	a.announce(ctx)
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
	if err = context.Cause(ctx); errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		err = nil
	}
	a.setState(cmp.Or(err, errors.New("discord: stopping")))
	a.jobs.Drain(drainTimeout)
	wg.Wait()
	a.setState(cmp.Or(err, errStopped))
	return err
}

var errStopped = errors.New("discord: stopped")

// Probe implements bot.Prober.
func (a *Adapter) Probe(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	err := a.api.do(ctx, call{method: "GET", path: "/users/@me", patience: talkPatience})
	var send *bot.SendError
	switch fault := sendError(err); {
	case err == nil, unknownRoute(err):
		return nil
	case errors.As(fault, &send) && send.Kind == bot.Denied && send.Workspace:
		return errToken(err)
	case errors.As(fault, &send) && send.Code == "rate-limit":
		return nil
	}
	return fmt.Errorf("discord: users/@me: %w", err)
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
	wait := backoff.Backoff{Most: maxBackoff}
	for {
		var gw struct {
			Shards int `json:"shards"`
			Limit  struct {
				Remaining   int   `json:"remaining"`
				ResetAfter  int64 `json:"reset_after"`
				Concurrency int   `json:"max_concurrency"`
			} `json:"session_start_limit"`
		}
		err := a.identify(ctx)
		if err == nil {
			err = a.api.do(ctx, call{method: "GET", path: "/gateway/bot", out: &gw, patience: talkPatience})
		}
		if unknownRoute(err) { // a local server may know GET /gateway alone
			if err = a.locate(ctx); errors.Is(err, errElsewhere) {
				continue
			}
		}
		if err == nil {
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
		if !wait.Begun() {
			a.log.Warn("discord does not answer", "err", err)
		}
		a.setState(fault)
		var send *bot.SendError
		if errors.As(fault, &send) && send.Kind == bot.Denied && send.Workspace {
			return plan{}, errToken(err)
		}
		after := time.Duration(0)
		if send != nil {
			after = send.After
		}
		if !wait.Sleep(ctx, after) {
			return plan{}, nil
		}
	}
}

// identify learns our user's id and the application's, which are alike for
// apps since 2016 only. Where a local server does not say them, READY does.
func (a *Adapter) identify(ctx context.Context) error {
	var me, app struct {
		ID string `json:"id"`
	}
	if err := a.api.do(ctx, call{method: "GET", path: "/users/@me", out: &me, patience: talkPatience}); err != nil && !unknownRoute(err) {
		return err
	}
	if err := a.api.do(ctx, call{method: "GET", path: "/applications/@me", out: &app, patience: talkPatience}); err != nil {
		a.log.Debug("the application is taken for the bot's user", "err", err)
	}
	a.known(me.ID, cmp.Or(app.ID, me.ID))
	return nil
}

// errElsewhere is an API that was found elsewhere than it was said to be.
var errElsewhere = errors.New("discord: the API is elsewhere")

// locate looks for the API where a local server may have it: DISCORD_API_URL
// is its base, but may have been given without /api or the like.
func (a *Adapter) locate(ctx context.Context) error {
	given := *a.api.base.Load()
	var first error
	for _, base := range []string{given, a.opt.APIURL + "/api" + apiVersion, a.opt.APIURL} {
		a.api.at(base)
		err := a.api.do(ctx, call{method: "GET", path: "/gateway", patience: talkPatience})
		if err == nil && base != given {
			return errElsewhere
		}
		if first == nil {
			first = err
		}
		if err == nil || !unknownRoute(err) {
			return err
		}
	}
	a.api.at(given)
	return first
}

// known keeps who we are; it is true where the application is news.
func (a *Adapter) known(self, app string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.self = cmp.Or(a.self, self)
	news := a.app == "" && app != ""
	a.app = cmp.Or(a.app, app)
	return news
}

// introduced takes from READY what the API has not said.
func (a *Adapter) introduced(r *discordgo.Ready) {
	self, app := "", ""
	if r.User != nil {
		self = r.User.ID
	}
	if r.Application != nil {
		app = r.Application.ID
	}
	if a.known(self, cmp.Or(app, self)) {
		go a.announce(context.Background())
	}
}

// announce registers the commands; nothing else needs them.
func (a *Adapter) announce(ctx context.Context) {
	if err := a.register(ctx); err != nil && ctx.Err() == nil {
		a.log.Error("discord's commands could not be registered; messages and mentions work all the same", "err", err)
	}
}

func errToken(err error) error {
	return &bot.Refused{Setting: "DISCORD_TOKEN", Err: err,
		Mend: "Copy a new token from the Developer Portal: your application, Bot, Reset Token."}
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
		return &bot.Refused{Setting: "DISCORD_SHARD", Err: err, Mend: "Discord does not know this shard: check its number (from 0) and DISCORD_SHARDS."}
	case 4011:
		return &bot.Refused{Setting: "DISCORD_SHARDS", Err: err, Mend: "Discord wants more shards: leave the count out, and as many as needed are run."}
	case 4012:
		return fmt.Errorf("discord does not speak this version of its gateway any more: update the mentor: %w", err)
	case 4013:
		return fmt.Errorf("discord does not know an intent we ask for: update the mentor: %w", err)
	case 4014:
		return fmt.Errorf("discord does not grant an intent we ask for: the mentor needs no privileged one, so check in the Developer Portal (your application → Bot) that the application is not restricted: %w", err)
	}
	return nil
}

// gate lets max_concurrency shards identify every five seconds; shards of the
// same number modulo it take turns. Discord counts from when an identify
// reaches it, so a turn ends only when it was answered: counted from when it
// set out, a slow first one makes the second come too early.
type gate struct {
	mu   sync.Mutex
	keys map[int]chan time.Time // each holds, while nobody identifies, from when one may
	n    int
}

func newGate(n int) *gate { return &gate{n: n, keys: map[int]chan time.Time{}} }

// enter waits for the shard's turn; leave ends it.
func (g *gate) enter(ctx context.Context, shard int) (leave func(), err error) {
	g.mu.Lock()
	turn := g.keys[shard%g.n]
	if turn == nil {
		turn = make(chan time.Time, 1)
		turn <- time.Time{}
		g.keys[shard%g.n] = turn
	}
	g.mu.Unlock()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case from := <-turn:
		if err := sleep(ctx, time.Until(from)); err != nil {
			turn <- from
			return nil, err
		}
	}
	return func() { turn <- time.Now().Add(identifyGap + 100*time.Millisecond) }, nil
}

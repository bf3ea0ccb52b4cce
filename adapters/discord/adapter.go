// Package discord is the mentor at home in a Discord server. It owns the
// translation both ways: what the gateway delivers becomes bot.Event, a
// bot.Reply becomes messages, menus and modals within Discord's limits. It
// must not know what the mentor says, nor keep anything that has to survive a
// restart: the Intake it is given does that.
//
// Addresses: Channel is the channel of a direct message, or, outside of
// direct messages, "channel:user", so that everybody there has a conversation
// of their own. A bare guild channel (a person's fallback) can be sent to as
// well. Workspace is empty: a person is one person in all guilds.
package discord

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"mentor/adapters/lanes"
	"mentor/bot"
	"mentor/bot/people"
)

// under bounds what is under way. The reader of the gateway waits where all
// lanes together are full; one person's that is full loses its newest
// event, so that nobody can stop the others by writing fast.
var under = lanes.Limits{Under: 8192, Wait: true}

// Options is what an Adapter needs. Token is required.
type Options struct {
	Token string
	// APIURL is the base of the REST API, without a version; empty is
	// Discord's own. The gateway's URL comes from it.
	APIURL string
	// Shards is how many there are in all; 0 asks Discord and runs every one
	// of them. Shard is the one to run where Shards is set.
	Shard, Shards int
	// DevGuild gets the commands instead of everybody: there they change at once.
	DevGuild string
	// Commands is the table to register; nil registers nothing.
	Commands CommandTable
	// HTTPClient makes the calls; nil is one with time-outs.
	HTTPClient *http.Client
	// Dial opens the connections of REST and gateway; nil is the usual.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Log gets what operators need to know; nil discards it.
	Log *slog.Logger
	// Now is the clock of events and rate limits; nil is time.Now.
	Now func() time.Time
	// GlobalPerSecond paces all calls together; 0 is Discord's limit with a
	// margin, below 0 is none (benchmarks).
	GlobalPerSecond float64
	// OpensPerSecond paces the opening of direct messages; 0 is the default.
	OpensPerSecond float64
}

// Times and paces.
const (
	callTimeout = 15 * time.Second // of one call of the API
	// sendPatience is how long a message may wait for a rate limit in Send; its
	// row waits better than a sender does.
	sendPatience = 1500 * time.Millisecond
	// talkPatience is the same for what somebody waits for, and for the further
	// messages of one that has begun.
	talkPatience = 12 * time.Second
	drainTimeout = 10 * time.Second

	globalPerSecond = 47 // Discord's limit is 50 in a second, counted by its clock
	globalBurst     = 2
	// Opening many direct messages in a short time is what gets bots
	// quarantined; Discord names no figure.
	opensPerSecond = 2
	opensBurst     = 10
)

// Adapter is one Discord app.
type Adapter struct {
	opt  Options
	log  *slog.Logger
	now  func() time.Time
	api  *rest
	jobs *lanes.Lanes
	// crowded logs that a lane is full.
	crowded rate.Sometimes
	opens   *pacer
	forms   *formStore

	dms sync.Map // user id → channel id
	// commandIDs are the registered commands by their first word.
	commandIDs atomic.Pointer[map[string]string]
	talks      talks
	roles      sync.Map // id of a role that is the app's own in some guild → true
	// opening is how long a connection may take until its first event.
	opening time.Duration
	dialer  func(ctx context.Context, network, address string) (net.Conn, error)

	mu     sync.Mutex
	in     bot.Intake
	self   string // our user's id
	app    string // the application's id
	unwell map[int]error
	state  error
}

var (
	_ bot.Adapter = (*Adapter)(nil)
	_ bot.Prober  = (*Adapter)(nil)
	_ bot.Counter = (*Adapter)(nil)
)

// New makes an adapter; nothing is sent before Run but by Send and Direct.
func New(o Options) *Adapter {
	if o.APIURL == "" {
		o.APIURL = "https://discord.com/api"
	}
	o.APIURL = version.ReplaceAllString(strings.TrimRight(o.APIURL, "/"), "")
	o.Token = strings.TrimPrefix(strings.TrimSpace(o.Token), "Bot ")
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Dial == nil {
		o.Dial = (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext
	}
	client := o.HTTPClient
	if client == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.DialContext = o.Dial
		t.MaxIdleConnsPerHost = 64 // one host; the default of 2 opens a connection for nearly every call
		t.MaxConnsPerHost = 128
		client = &http.Client{Transport: t, Timeout: callTimeout}
	}
	a := &Adapter{opt: o, log: o.Log, now: o.Now, jobs: lanes.New(under), crowded: rate.Sometimes{Interval: time.Minute}, forms: newFormStore(o.Now), dialer: o.Dial,
		unwell: map[int]error{}, opening: openTimeout, state: errNotRunning}
	a.api = &rest{token: o.Token, http: client, now: time.Now, buckets: map[string]*bucket{}}
	a.api.at(o.APIURL + apiVersion)
	switch {
	case o.GlobalPerSecond == 0:
		a.api.global = newPacer(globalPerSecond, globalBurst)
	case o.GlobalPerSecond > 0:
		a.api.global = newPacer(o.GlobalPerSecond, globalBurst)
	}
	if o.OpensPerSecond <= 0 {
		o.OpensPerSecond = opensPerSecond
	}
	a.opens = newPacer(o.OpensPerSecond, opensBurst)
	return a
}

// Platform is Discord.
func (a *Adapter) Platform() people.Platform { return people.Discord }

// Health is nil while every shard of ours has a session and Discord
// acknowledges its heartbeats.
func (a *Adapter) Health() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.state != nil {
		return a.state
	}
	for _, err := range a.unwell {
		if err != nil {
			return err
		}
	}
	return nil
}

// setHealth notes a shard's health, and logs where it changes.
func (a *Adapter) setHealth(shard int, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	was, known := a.unwell[shard]
	if !known || (was == nil) != (err == nil) || err != nil && was.Error() != err.Error() {
		switch {
		case err == nil:
			a.log.Info("discord is connected", "shard", shard)
		case errors.Is(err, errStopped): // an ordinary end: nothing to warn of
		default:
			a.log.Warn("discord is not connected", "shard", shard, "err", err)
		}
	}
	a.unwell[shard] = err
}

func (a *Adapter) setState(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state = err
}

// me is our user's id; empty before the API has said so.
func (a *Adapter) me() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.self
}

// application is the application's id; empty before the API has said so.
func (a *Adapter) application() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.app
}

func (a *Adapter) intake() bot.Intake {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.in
}

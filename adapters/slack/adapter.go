// Package slack is the mentor at home in a Slack workspace. It owns the
// translation both ways: what Slack delivers (Socket Mode or request URLs)
// becomes bot.Event, a bot.Reply becomes messages, views and files within
// Slack's limits. It must not know what the mentor says, nor keep anything
// that has to survive a restart: the Intake it is given does that.
//
// Addresses: Channel is Slack's id of a direct message (D…), or, outside of
// direct messages, "channel:user", because what is said there can be for one
// person only. Without a Thread such an address is answered to that person
// alone (a slash command's place); with one it is a mention's, answered in
// the thread unless the reply is private.
package slack

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	slackgo "github.com/slack-go/slack"
	"golang.org/x/time/rate"

	"mentor/adapters/lanes"
	"mentor/bot"
	"mentor/bot/people"
)

// under bounds what is under way: an event beyond it is not acknowledged, so
// that Slack brings it again.
var under = lanes.Limits{Under: 8192}

// Options is what an Adapter needs. BotToken is required; with AppToken it
// uses Socket Mode, else SigningSecret and the handler of HTTP.
type Options struct {
	BotToken      string
	AppToken      string
	SigningSecret string
	// APIURL is where the Web API is, with or without /api; empty is Slack's own.
	APIURL string
	// Known tells a word that is a command of the mentor's: where the app has a
	// slash command of that name, /goal add is read as "goal add". nil knows none.
	Known func(word string) bool
	// HTTPClient makes the calls; nil is one with a time-out.
	HTTPClient *http.Client
	// Dial opens connections of both API and Socket Mode; nil is the usual.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Log gets what operators need to know; nil discards it.
	Log *slog.Logger
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Hash names a person in the log; nil is a hash keyed with the bot's token.
	Hash func(id string) string
}

// Times that bound what the adapter waits for.
const (
	callTimeout    = 15 * time.Second // of one Web API call
	answerInTime   = 2 * time.Second  // Slack waits 3 s for an acknowledgement; one second stays for the way
	profileTimeout = 800 * time.Millisecond
	drainTimeout   = 10 * time.Second
)

// Adapter is one app in one workspace.
type Adapter struct {
	opt  Options
	log  *slog.Logger
	now  func() time.Time
	web  atomic.Pointer[webAPI]
	http *http.Client

	in     atomic.Pointer[bot.Intake]
	socket atomic.Pointer[socket]
	self   atomic.Pointer[identity]

	jobs       *lanes.Lanes
	crowded    rate.Sometimes // logs that the lanes are full
	pictures   *lanes.Lanes
	unpictured sync.Map // channel/message → who is to put pictures into it
	pace       *pacer
	people     *profiles
	dms        sync.Map // user id → channel id
	greeted    sync.Map // user id → true: the messages tab was seen
	noPane     atomic.Bool
	experience experience
	foreign    atomic.Int64 // payloads for another workspace
	titles     titled
	homes      homes
	stored     recent
	read       readings
	healthMu   sync.Mutex
	unwell     error
}

// webAPI is a client of the Web API, and where it is.
type webAPI struct {
	*slackgo.Client
	base string // ends in a slash
}

// identity is who we are in the workspace.
type identity struct {
	team, user, bot string
}

var (
	_ bot.Adapter       = (*Adapter)(nil)
	_ bot.HomePublisher = (*Adapter)(nil)
	_ bot.Prober        = (*Adapter)(nil)
)

var errNotRunning = errors.New("slack: not connected yet")

// New makes an adapter; nothing is sent before Run.
func New(o Options) *Adapter {
	if o.APIURL == "" {
		o.APIURL = slackgo.APIURL
	}
	o.APIURL = strings.TrimRight(o.APIURL, "/") + "/"
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Hash == nil {
		key := o.BotToken
		o.Hash = func(id string) string {
			sum := sha256.Sum256([]byte(key + "\x00" + id))
			return hex.EncodeToString(sum[:6])
		}
	}
	client := o.HTTPClient
	if client == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.MaxIdleConnsPerHost = 64 // one host; the default of 2 opens a connection for nearly every call
		transport.MaxConnsPerHost = 128
		if o.Dial != nil {
			transport.DialContext = o.Dial
		}
		client = &http.Client{Transport: transport, Timeout: callTimeout}
	}
	a := &Adapter{opt: o, log: o.Log, now: o.Now, http: client, unwell: errNotRunning}
	a.at(o.APIURL)
	a.pace = newPacer()
	a.jobs = lanes.New(under)
	a.crowded.Interval = time.Minute
	a.pictures = lanes.New(picturesUnder)
	a.people = newProfiles(a)
	return a
}

// Platform is Slack.
func (a *Adapter) Platform() people.Platform { return people.Slack }

// Health is nil while events can still reach us: while Socket Mode has said
// hello and not ended, or, with request URLs, once the API knows us.
func (a *Adapter) Health() error {
	a.healthMu.Lock()
	defer a.healthMu.Unlock()
	return a.unwell
}

// setHealth keeps what is wrong, and says it once: when it begins, changes or
// ends.
func (a *Adapter) setHealth(err error) {
	a.healthMu.Lock()
	defer a.healthMu.Unlock()
	if was := a.unwell; (err == nil) != (was == nil) || err != nil && err.Error() != was.Error() {
		if err == nil {
			a.log.Info("slack is connected")
		} else {
			a.log.Warn("slack is not connected", "err", err)
		}
	}
	a.unwell = err
}

// setStopped notes an ordinary end: nothing to warn of.
func (a *Adapter) setStopped() {
	a.healthMu.Lock()
	defer a.healthMu.Unlock()
	a.unwell = errors.New("slack: stopped")
}

// Run takes events from the workspace into in until ctx ends.
func (a *Adapter) Run(ctx context.Context, in bot.Intake) error {
	if a.opt.BotToken == "" {
		return errors.New("slack: no bot token")
	}
	if a.opt.AppToken == "" && a.opt.SigningSecret == "" {
		return errors.New("slack: neither an app token (Socket Mode) nor a signing secret (request URLs)")
	}
	if err := a.introduce(ctx, in); err != nil {
		return err
	}
	a.in.Store(&in)
	if a.opt.AppToken != "" {
		if err := a.runSocket(ctx); err != nil {
			return err // the health says it already
		}
	} else {
		a.setHealth(nil)
		<-ctx.Done()
		a.in.Store(nil) // request URLs answer 503 from here on: Slack comes again
		a.drain()
	}
	a.setStopped()
	return nil
}

// drain waits for what is under way, so that a stop loses as little as it can.
func (a *Adapter) drain() {
	began := time.Now()
	a.jobs.Drain(drainTimeout)
	a.pictures.Drain(drainTimeout - time.Since(began))
}

// me is who we are; empty before the API has said so.
func (a *Adapter) me() identity {
	if s := a.self.Load(); s != nil {
		return *s
	}
	return identity{}
}

// intake is where events go; nil outside of Run.
func (a *Adapter) intake() bot.Intake {
	if p := a.in.Load(); p != nil {
		return *p
	}
	return nil
}

// Direct is the address of a person's direct message, opened once.
func (a *Adapter) Direct(ctx context.Context, user people.UserRef) (people.Address, error) {
	to := people.Address{Platform: people.Slack, Workspace: user.Workspace}
	if id, known := a.dms.Load(user.ID); known {
		to.Channel = id.(string)
		return to, nil
	}
	err := a.call(ctx, "conversations.open", "", false, func(ctx context.Context) error {
		c, _, _, err := a.api().OpenConversationContext(ctx, &slackgo.OpenConversationParameters{Users: []string{user.ID}, ReturnIM: true})
		if err == nil {
			to.Channel = c.ID
		}
		return err
	})
	var fault *bot.SendError
	if errors.As(err, &fault) && (fault.Code == "missing_scope" || fault.Code == "unknown_method") {
		to.Channel = user.ID // chat.postMessage takes that for the direct message
		return to, nil
	}
	if err != nil {
		return people.Address{}, err
	}
	a.dms.Store(user.ID, to.Channel)
	return to, nil
}

// person names somebody in the log.
func (a *Adapter) person(id string) slog.Attr { return slog.String("person", a.opt.Hash(id)) }

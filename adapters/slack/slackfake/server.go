// Package slackfake is a Slack of one's own: the Web API, Socket Mode and the
// delivery to request URLs, over a real socket, for tests and fault tests. It
// owns the truth of what was said in its workspace (messages, views, files)
// and the record of every call it accepted; it takes faults to order. It must
// not know the mentor: any Slack client can work against it.
//
// What a person does is injected (inject.go), what the app did is read from
// Record and Messages (record.go). Program slackfake/cmd serves the same over
// HTTP under /_event, /_fault, /_record, /_messages, /_stats (control.go).
package slackfake

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// Options says what kind of Slack to be. The zero value is a lenient one:
// no rate limits, Slack's own schedule of retries.
type Options struct {
	// Listener is where to serve; nil listens on Listen.
	Listener net.Listener
	// Listen is an address, 127.0.0.1:0 where it is empty.
	Listen string
	// BotToken, AppToken and SigningSecret are what the app shows;
	// xoxb-fake, xapp-fake and fake-secret where they are empty.
	BotToken, AppToken, SigningSecret string
	// Team, BotUser, BotID and AppID name the workspace and the app in it.
	Team, BotUser, BotID, AppID string
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Record gets one JSON object a line for every call accepted.
	Record io.Writer
	// AckTimeout is how long an envelope may stay unacknowledged (Slack: 3 s).
	AckTimeout time.Duration
	// Retries is when an event that was not acknowledged comes again; nil is
	// Slack's: at once, after a minute, after five.
	Retries []time.Duration
	// ChannelInterval and ChannelBurst enforce chat.postMessage's rate a
	// channel (Slack: about one a second, with short bursts); zero enforces nothing.
	ChannelInterval time.Duration
	ChannelBurst    int
	// Tiers enforces the method tiers of a minute (1, 20, 50, 100).
	Tiers bool
	// RetryAfter is what a 429 asks for; 1 s where it is zero.
	RetryAfter time.Duration
	// PingEvery is how often connections are pinged; 5 s where it is zero.
	PingEvery time.Duration
	// Agent is an app with agent_view: somebody who opens the messages tab is
	// told with what they look at, no assistant threads are started, and
	// prompts belong to the direct message.
	Agent bool
	// Scopes is what X-OAuth-Scopes says that the bot's token may do.
	Scopes string
	// Seen, where set, is told of every call accepted; Lean keeps neither the
	// record nor messages, for measuring others.
	Seen func(Call)
	Lean bool
	// RequestURL sends events, commands and interactions there (HTTP mode)
	// instead of over Socket Mode.
	RequestURL string
}

// Server is a running fake workspace.
type Server struct {
	opt Options
	ln  net.Listener
	web *http.Server

	mu       sync.Mutex
	users    map[string]*User
	channels map[string]*Channel
	views    map[string]*View
	homes    map[string]*View // by user
	files    map[string]*File
	triggers map[string]*trigger
	prompts  map[string][]any // suggested prompts, by conversation (agents) or thread
	replies  map[string]*responseURL
	lastTS   int64
	seq      int

	record  []Call
	waiters []*waiter
	stats   Stats
	faults  []*Fault
	limits  limiter
	revoked bool

	conns    []*conn
	next     int // round robin over conns
	inflight map[string]*delivery
	waiting  []*delivery   // no connection yet
	joined   chan struct{} // closed with the first connection
	done     chan struct{}
	wg       sync.WaitGroup
}

// New starts a server. It panics where it cannot listen, like httptest.
func New(opt Options) *Server {
	for _, d := range []struct {
		field *string
		value string
	}{
		{&opt.Listen, "127.0.0.1:0"}, {&opt.BotToken, "xoxb-fake"}, {&opt.AppToken, "xapp-fake"},
		{&opt.SigningSecret, "fake-secret"}, {&opt.Team, "T0FAKE"}, {&opt.BotUser, "U0BOT"},
		{&opt.BotID, "B0BOT"}, {&opt.AppID, "A0FAKE"},
	} {
		if *d.field == "" {
			*d.field = d.value
		}
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.AckTimeout == 0 {
		opt.AckTimeout = 3 * time.Second
	}
	if opt.Retries == nil {
		opt.Retries = []time.Duration{0, time.Minute, 5 * time.Minute}
	}
	if opt.RetryAfter == 0 {
		opt.RetryAfter = time.Second
	}
	if opt.PingEvery == 0 {
		opt.PingEvery = 5 * time.Second
	}
	if opt.ChannelBurst == 0 {
		opt.ChannelBurst = 1
	}
	ln := opt.Listener
	if ln == nil {
		var err error
		if ln, err = net.Listen("tcp", opt.Listen); err != nil {
			panic(fmt.Sprintf("slackfake: %v", err))
		}
	}
	s := &Server{
		opt: opt, ln: ln, users: map[string]*User{}, channels: map[string]*Channel{},
		views: map[string]*View{}, homes: map[string]*View{}, files: map[string]*File{},
		triggers: map[string]*trigger{}, prompts: map[string][]any{}, replies: map[string]*responseURL{},
		inflight: map[string]*delivery{}, joined: make(chan struct{}), done: make(chan struct{}),
	}
	s.limits.reset()
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", s.serveAPI)
	mux.HandleFunc("/link/", s.serveSocket)
	mux.HandleFunc("/upload/", s.serveUpload)
	mux.HandleFunc("/response/", s.serveResponseURL)
	s.control(mux)
	s.web = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	s.wg.Go(func() { _ = s.web.Serve(ln) })
	return s
}

// URL is where the Web API is: what SLACK_API_URL takes. It ends in a slash.
func (s *Server) URL() string { return s.Base() + "/api/" }

// Base is the server's root, for the control endpoints.
func (s *Server) Base() string { return "http://" + s.ln.Addr().String() }

// BotToken is the token that the Web API takes.
func (s *Server) BotToken() string { return s.opt.BotToken }

// AppToken is the token that opens Socket Mode.
func (s *Server) AppToken() string { return s.opt.AppToken }

// SigningSecret is what requests to a request URL are signed with.
func (s *Server) SigningSecret() string { return s.opt.SigningSecret }

// Team is the workspace's id.
func (s *Server) Team() string { return s.opt.Team }

// Connected is closed once an app has connected over Socket Mode.
func (s *Server) Connected() <-chan struct{} { return s.joined }

// SetRequestURL moves delivery to a request URL, or back to Socket Mode with "".
func (s *Server) SetRequestURL(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opt.RequestURL = url
}

// Close ends the server and every connection.
func (s *Server) Close() {
	s.mu.Lock()
	select {
	case <-s.done:
	default:
		close(s.done)
	}
	for _, d := range s.inflight {
		d.stop()
	}
	for _, c := range s.conns {
		_ = c.ws.Close()
	}
	for _, w := range s.waiters {
		close(w.ready)
	}
	s.waiters = nil
	s.mu.Unlock()
	_ = s.web.Close()
	s.wg.Wait()
}

// User is somebody in the workspace. Users are made when they are first named.
type User struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	TZ       string `json:"tz"`
	Locale   string `json:"locale"`
	Deleted  bool   `json:"deleted"`
	DMClosed bool   `json:"dm_closed"` // conversations.open answers cannot_dm_bot
	im       string
}

// Channel is a conversation: a channel (C…) or a direct message (D…).
type Channel struct {
	ID       string
	IM       string // the user's id where it is a direct message with the app
	Archived bool
	Member   bool // the app is in it
	messages []*Message
	byTS     map[string]*Message
}

// Message is one message as the workspace keeps it.
type Message struct {
	Channel  string          `json:"channel"`
	TS       string          `json:"ts"`
	ThreadTS string          `json:"thread_ts,omitempty"`
	User     string          `json:"user"`
	BotID    string          `json:"bot_id,omitempty"`
	Text     string          `json:"text"`
	Blocks   json.RawMessage `json:"blocks,omitempty"`
	Metadata json.RawMessage `json:"metadata,omitempty"`
	Files    []*File         `json:"files,omitempty"`
	Edited   int             `json:"-"`
	// Ephemeral is the only user who sees it; it is in no history.
	Ephemeral string `json:"ephemeral,omitempty"`
}

// NoZone is the TZ of a user of whom Slack says no zone.
const NoZone = "-"

// PutUser makes or changes a user.
func (s *Server) PutUser(u User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.user(u.ID)
	u.im = was.im
	if u.Name == "" {
		u.Name = was.Name
	}
	switch u.TZ {
	case "":
		u.TZ = was.TZ
	case NoZone:
		u.TZ = ""
	}
	if u.Locale == "" {
		u.Locale = was.Locale
	}
	*was = u
}

// PutChannel makes or changes a channel.
func (s *Server) PutChannel(id string, member, archived bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channel(id)
	c.Member, c.Archived = member, archived
}

// DM is the id of the direct message of a user and the app.
func (s *Server) DM(user string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.im(user).ID
}

// Revoke makes every token invalid from now on.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revoked = true
}

func (s *Server) user(id string) *User {
	u := s.users[id]
	if u == nil {
		u = &User{ID: id, Name: "user-" + id, TZ: "Europe/Berlin", Locale: "en-US"}
		s.users[id] = u
	}
	return u
}

func (s *Server) channel(id string) *Channel {
	c := s.channels[id]
	if c == nil {
		c = &Channel{ID: id, byTS: map[string]*Message{}}
		s.channels[id] = c
	}
	return c
}

func (s *Server) im(user string) *Channel {
	u := s.user(user)
	if u.im == "" {
		u.im = "D" + user[min(1, len(user)):]
		c := s.channel(u.im)
		c.IM, c.Member = user, true
	}
	return s.channels[u.im]
}

// ts gives the next message id: never the same twice, never going back.
func (s *Server) ts() string {
	n := s.opt.Now().UnixMicro()
	if n <= s.lastTS {
		n = s.lastTS + 1
	}
	s.lastTS = n
	return fmt.Sprintf("%d.%06d", n/1e6, n%1e6)
}

// id gives a running name.
func (s *Server) id(prefix string) string {
	s.seq++
	return fmt.Sprintf("%s%08d", prefix, s.seq)
}

func (c *Channel) put(m *Message) {
	c.messages = append(c.messages, m)
	c.byTS[m.TS] = m
}

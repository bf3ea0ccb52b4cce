// Package discordfake is a local Discord: the gateway and the part of the
// REST API that a chat app uses, with Discord's own limits, deadlines and
// error codes, faults to order, and a record of all it accepted. It keeps the
// truth that fault tests compare with, so it runs outside the process that is
// killed (cmd), or inside a test (New). It must not know the mentor.
//
// People need no set-up: any snowflake is a user, and the DM channel of a user
// is DMOf(user), whether it was opened through the API or not.
package discordfake

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Names of what every fake has.
const (
	DefaultToken = "fake-bot-token"
	AppID        = "900000000000000001" // the application
	BotID        = "900000000000000002" // its user, unless Options.OneID
	BotName      = "mentor"
	GuildID      = "800000000000000001" // the one guild
	ChannelID    = "700000000000000001" // its text channel
	RoleID       = "600000000000000001" // the app's own role in every guild
)

// dmOffset is added to a user's snowflake to name the DM channel.
const dmOffset = 1 << 61

// DMOf is the channel of a user's direct messages with the app.
func DMOf(user string) string {
	n, _ := strconv.ParseUint(user, 10, 64)
	return strconv.FormatUint(n+dmOffset, 10)
}

// Options is how a fake behaves; its zero value is Discord's own behaviour.
type Options struct {
	Token  string       // what the app must present; DefaultToken
	Record io.Writer    // one JSON object a line for each accepted request; may be nil
	Log    *slog.Logger // may be nil
	// Now is the clock; time.Now.
	Now func() time.Time
	// Heartbeat is the interval in Hello; 41.25 s.
	Heartbeat time.Duration
	// Late is how late a heartbeat may be before the session has timed out;
	// half the interval.
	Late time.Duration
	// Unlimited turns every rate limit off, for benchmarks.
	Unlimited bool
	// Privileged lists the privileged intents that the app was granted.
	Privileged int
	// OneID gives the bot's user the application's id, as Discord does for
	// applications since 2016; else it has BotID, as with older ones.
	OneID bool
	// Shards is what GET /gateway/bot recommends; 1.
	Shards int
	// MaxConcurrency is how many shards may identify in 5 s; 1.
	MaxConcurrency int
	// Seen is called for each accepted request, with the fake's lock held.
	Seen func(Record)
	// Forgetful keeps no messages and no record in memory, for benchmarks.
	Forgetful bool
}

// Server is one fake. Its methods may be called from any goroutine.
type Server struct {
	opts Options
	mux  http.Handler

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced at every change
	skew     time.Duration
	lastID   uint64
	token    string
	self     string // the bot's user
	limits   Limits
	faults   []*fault
	rng      *rand.Rand
	users    map[string]*User
	guilds   map[string]string // guild by channel
	channels map[string]*channel
	nonces   map[string]nonced
	closed   map[string]bool // users whose DMs are closed
	gone     map[string]bool // channels that do not exist any more
	nobody   map[string]bool // users that do not exist
	inters   map[string]*Interaction
	byToken  map[string]*Interaction
	commands map[string][]json.RawMessage // by guild, "" is global
	buckets  map[string]*bucket
	global   bucket
	sessions map[string]*session
	started  []time.Time // identifies, for max_concurrency
	stats    Stats
	record   []Record

	http     *http.Server
	listener net.Listener
	pipes    chan net.Conn
	done     chan struct{}
	url      string
}

// Stats counts what happened; GET /_stats gives it.
type Stats struct {
	Requests         int            `json:"requests"`
	Messages         int            `json:"messages"`       // stored, edits not counted
	NonceHits        int            `json:"nonce_hits"`     // sends answered with an earlier message
	Doubles          int            `json:"doubles"`        // messages stored although their nonce was stored before
	Limited          int            `json:"limited"`        // 429 given
	InsideRetryAfter int            `json:"inside_retry"`   // requests on a bucket that was told to wait
	Invalid          int            `json:"invalid"`        // 401, 403 and 429 given: 10,000 in 10 min ban an address
	LateCallbacks    int            `json:"late_callbacks"` // interactions answered after 3 s, or not at all when asked
	Identifies       int            `json:"identifies"`
	Resumes          int            `json:"resumes"`
	Dispatched       int            `json:"dispatched"`
	Heartbeats       int            `json:"heartbeats"`
	DMsOpened        int            `json:"dms_opened"`
	CommandWrites    int            `json:"command_writes"`
	Faults           map[string]int `json:"faults"`  // faults that struck, by kind
	Refused          map[int]int    `json:"refused"` // errors given, by code; by status where there is none
	Closes           map[int]int    `json:"closes"`  // gateway closes sent, by code
}

// Record is one accepted request, in the format of the platform's checks.
type Record struct {
	API    string          `json:"api"`
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Body   json.RawMessage `json:"body,omitempty"`
}

// New makes a fake that listens nowhere yet: Start opens a socket, Dial reaches
// it in memory.
func New(o Options) *Server {
	if o.Token == "" {
		o.Token = DefaultToken
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = 41250 * time.Millisecond
	}
	if o.Late == 0 {
		o.Late = o.Heartbeat / 2
	}
	o.Shards, o.MaxConcurrency = max(o.Shards, 1), max(o.MaxConcurrency, 1)
	s := &Server{
		opts: o, token: o.Token, limits: defaultLimits,
		changed: make(chan struct{}), rng: rand.New(rand.NewPCG(1, 1)),
		users: map[string]*User{}, channels: map[string]*channel{}, nonces: map[string]nonced{},
		closed: map[string]bool{}, gone: map[string]bool{}, nobody: map[string]bool{}, inters: map[string]*Interaction{}, byToken: map[string]*Interaction{},
		commands: map[string][]json.RawMessage{}, buckets: map[string]*bucket{}, sessions: map[string]*session{},
		guilds: map[string]string{ChannelID: GuildID},
		stats:  Stats{Faults: map[string]int{}, Closes: map[int]int{}, Refused: map[int]int{}},
		pipes:  make(chan net.Conn), done: make(chan struct{}), url: "http://discord.test",
	}
	s.self = BotID
	if o.OneID {
		s.self = AppID
	}
	s.users[s.self] = &User{ID: s.self, Username: BotName, Discriminator: "0000", Bot: true}
	s.mux = s.routes()
	s.http = &http.Server{Handler: s.mux, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)}
	go s.http.Serve(pipeListener{s})
	return s
}

// Start listens on addr (127.0.0.1:0 for any port) until Close.
func (s *Server) Start(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("discordfake: %w", err)
	}
	s.listener, s.url = l, "http://"+l.Addr().String()
	go s.http.Serve(l)
	return nil
}

// URL is the base of the REST API, as DISCORD_API_URL takes it.
func (s *Server) URL() string { return s.url + "/api" }

// Root is where the control endpoints are: Root()+"/_stats".
func (s *Server) Root() string { return s.url }

// Close ends the server and every connection.
func (s *Server) Close() {
	select {
	case <-s.done:
		return
	default:
		close(s.done)
	}
	s.mu.Lock()
	for _, ses := range s.sessions {
		ses.cut()
	}
	s.mu.Unlock()
	s.http.Close()
}

// Dial reaches the fake in memory, whatever the address: testing/synctest
// cannot see loopback sockets.
func (s *Server) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case s.pipes <- there:
		return here, nil
	case <-s.done:
	case <-ctx.Done():
	}
	return nil, net.ErrClosed
}

type pipeListener struct{ s *Server }

func (l pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.s.pipes:
		return c, nil
	case <-l.s.done:
		return nil, net.ErrClosed
	}
}
func (l pipeListener) Close() error   { return nil }
func (l pipeListener) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "discord.test" }

// now is the fake's clock; s.mu is held.
func (s *Server) now() time.Time { return s.opts.Now().Add(s.skew) }

// Skew moves the fake's clock ahead, so that deadlines pass.
func (s *Server) Skew(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skew += d
	s.touch()
}

// touch wakes whoever waits for a change; s.mu is held.
func (s *Server) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Until waits until ok is true, which it asks after every change, without the
// fake's lock held. It reports false when ctx ends first.
func (s *Server) Until(ctx context.Context, ok func() bool) bool {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if ok() {
			return true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ok()
		}
	}
}

// Stats gives the counts so far.
func (s *Server) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.stats
	st.Faults, st.Closes, st.Refused = maps.Clone(st.Faults), maps.Clone(st.Closes), maps.Clone(st.Refused)
	return st
}

// Recorded gives every accepted request so far.
func (s *Server) Recorded() []Record {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Record(nil), s.record...)
}

// keep records an accepted request; s.mu is held.
func (s *Server) keep(method, path string, body json.RawMessage) {
	r := Record{API: "discord", Method: method, Path: path, Body: body}
	if !s.opts.Forgetful {
		s.record = append(s.record, r)
	}
	if s.opts.Seen != nil {
		s.opts.Seen(r)
	}
	if s.opts.Record != nil {
		if line, err := json.Marshal(r); err == nil {
			s.opts.Record.Write(append(line, '\n'))
		}
	}
}

// epoch is the first millisecond of a snowflake.
const epoch = 1420070400000

// snowflake is a new id that grows with the clock; s.mu is held.
func (s *Server) snowflake() string {
	id := uint64(s.now().UnixMilli()-epoch) << 22
	if id <= s.lastID {
		id = s.lastID + 1
	}
	s.lastID = id
	return strconv.FormatUint(id, 10)
}

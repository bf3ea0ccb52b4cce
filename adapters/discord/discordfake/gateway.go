package discordfake

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// Intents that decide what is dispatched.
const (
	intentGuilds         = 1 << 0
	intentGuildMessages  = 1 << 9
	intentDirectMessages = 1 << 12
	intentMessageContent = 1 << 15
	privileged           = 1<<1 | 1<<8 | intentMessageContent
	knownIntents         = 1<<26 - 1
)

// Limits of what the app may send over the gateway.
const (
	maxPayloadBytes = 4096
	maxPayloads     = 120 // in 60 s
	replayed        = 20000
)

// session is what an IDENTIFY began; it outlives its connection.
type session struct {
	s       *Server
	id      string
	intents int
	shard   [2]int
	seq     int64
	log     []frame
	conn    *socket // nil while nobody is connected
}

// frame is one dispatch, kept for a resume.
type frame struct {
	seq  int64
	data []byte
}

// socket is one websocket. What is to be written waits in queue, so that
// nobody who holds the server's lock waits for a slow reader.
type socket struct {
	ws       *websocket.Conn
	compress atomic.Bool
	silent   atomic.Bool // heartbeats are not acknowledged

	mu     sync.Mutex
	queue  [][]byte
	wake   chan struct{}
	ended  chan struct{}
	closed bool
}

func (c *socket) push(data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	c.queue = append(c.queue, data)
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// write sends what is queued until the socket ends.
func (c *socket) write() {
	for {
		c.mu.Lock()
		batch := c.queue
		c.queue = nil
		c.mu.Unlock()
		for _, data := range batch {
			kind := websocket.TextMessage
			if data == nil {
				c.end()
				return
			}
			if code, why, ok := isClose(data); ok {
				c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, why), time.Now().Add(time.Second))
				c.end()
				return
			}
			if c.compress.Load() && len(data) > 1024 {
				var b bytes.Buffer
				z := zlib.NewWriter(&b)
				z.Write(data)
				z.Close()
				kind, data = websocket.BinaryMessage, b.Bytes()
			}
			if c.ws.WriteMessage(kind, data) != nil {
				c.end()
				return
			}
		}
		select {
		case <-c.wake:
		case <-c.ended:
			return
		}
	}
}

// closing is a queued close frame: a byte that JSON cannot start with, then code and reason.
func closing(code int, why string) []byte { return fmt.Appendf(nil, "\x00%d %s", code, why) }

func isClose(data []byte) (int, string, bool) {
	if len(data) == 0 || data[0] != 0 {
		return 0, "", false
	}
	code, why, _ := strings.Cut(string(data[1:]), " ")
	n, _ := strconv.Atoi(code)
	return n, why, true
}

func (c *socket) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.closed = true
		close(c.ended)
		c.ws.Close()
	}
}

// payload is one gateway message.
func payload(op int, d any, seq int64, name string) []byte {
	p := map[string]any{"op": op, "d": d, "s": nil, "t": nil}
	if name != "" {
		p["s"], p["t"] = seq, name
	}
	data, _ := json.Marshal(p)
	return data
}

// cut drops the connection without a close frame; s.mu is held.
func (ses *session) cut() {
	if ses.conn != nil {
		ses.conn.end()
		ses.conn = nil
	}
}

// close ends the connection with a code; s.mu is held.
func (ses *session) close(code int, why string) {
	if ses.conn != nil {
		ses.s.stats.Closes[code]++
		ses.conn.push(closing(code, why))
		ses.conn = nil
	}
}

// dispatch numbers an event, keeps it for a resume and sends it; s.mu is held.
func (ses *session) dispatch(name string, d any) {
	ses.seq++
	data := payload(0, d, ses.seq, name)
	if !ses.s.opts.Forgetful {
		ses.log = append(ses.log, frame{ses.seq, data})
		if len(ses.log) > replayed {
			ses.log = ses.log[replayed/10:]
		}
	}
	if ses.conn != nil {
		ses.s.stats.Dispatched++
		ses.conn.push(data)
	}
}

// send dispatches an event of a channel to the shards that see it; s.mu is held.
func (s *Server) send(name string, c *channel, d any) {
	for _, ses := range s.sessions {
		if !ses.sees(name, c) {
			continue
		}
		out := d
		if m, ok := d.(*Message); ok {
			out = ses.view(c, m)
		}
		ses.dispatch(name, out)
	}
}

// sees tells whether a session's shard and intents let an event through.
func (ses *session) sees(name string, c *channel) bool {
	shard := 0
	if c.guild != "" {
		n, _ := strconv.ParseUint(c.guild, 10, 64)
		shard = int(n >> 22 % uint64(max(ses.shard[1], 1)))
	}
	if ses.shard[0] != shard {
		return false
	}
	if !strings.HasPrefix(name, "MESSAGE_") {
		return true
	}
	if c.guild == "" {
		return ses.intents&intentDirectMessages != 0
	}
	return ses.intents&intentGuildMessages != 0
}

// view hides the content of other people's guild messages that do not mention
// the app, unless the app has the privileged intent.
func (ses *session) view(c *channel, m *Message) *Message {
	if c.guild == "" || ses.intents&intentMessageContent != 0 || m.Author.ID == AppID {
		return m
	}
	for _, u := range m.Mentions {
		if u.ID == AppID {
			return m
		}
	}
	hidden := *m
	hidden.Content, hidden.Attachments = "", []Attachment{}
	hidden.Embeds, hidden.Components = json.RawMessage("[]"), json.RawMessage("[]")
	return &hidden
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

// serveGateway runs one connection: hello, then identify or resume, then what the app sends.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	refuse := s.strike("GATEWAY", "connect")
	s.mu.Unlock()
	if refuse != nil {
		http.Error(w, "ordered", http.StatusServiceUnavailable)
		return
	}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &socket{ws: ws, wake: make(chan struct{}, 1), ended: make(chan struct{})}
	defer c.end()
	go c.write()
	s.mu.Lock()
	select {
	case <-s.done:
		s.mu.Unlock()
		return
	default:
	}
	beat := s.opts.Heartbeat
	s.mu.Unlock()
	if v := r.URL.Query().Get("v"); v != "9" && v != "10" {
		c.push(closing(4012, "Invalid API version"))
		<-c.ended
		return
	}
	c.push(payload(10, map[string]any{"heartbeat_interval": beat.Milliseconds(), "_trace": []string{"fake"}}, 0, ""))
	var ses *session
	defer func() {
		s.mu.Lock()
		if ses != nil && ses.conn == c {
			ses.conn = nil
		}
		s.touch()
		s.mu.Unlock()
	}()
	ws.SetCloseHandler(func(code int, _ string) error {
		// Closed by the app: 1000 and 1001 end the session, other codes keep it,
		// and so does the answer to a close of ours.
		s.mu.Lock()
		if ses != nil && ses.conn == c && (code == 1000 || code == 1001) {
			delete(s.sessions, ses.id)
		}
		s.mu.Unlock()
		return nil
	})
	window, sent := time.Now(), 0
	for {
		ws.SetReadDeadline(time.Now().Add(beat + beat/2))
		_, data, err := ws.ReadMessage()
		if err != nil {
			if ne, ok := err.(interface{ Timeout() bool }); ok && ne.Timeout() {
				s.closeSocket(c, 4009, "Session timed out.")
			}
			return
		}
		if now := time.Now(); now.Sub(window) > time.Minute {
			window, sent = now, 0
		}
		if sent++; sent > maxPayloads {
			s.closeSocket(c, 4008, "You are being rate limited.")
			return
		}
		var p struct {
			Op int             `json:"op"`
			D  json.RawMessage `json:"d"`
		}
		if len(data) > maxPayloadBytes || json.Unmarshal(data, &p) != nil {
			s.closeSocket(c, 4002, "Error while decoding payload.")
			return
		}
		s.mu.Lock()
		if ses != nil && ses.conn != c { // told to begin anew (op 9)
			ses = nil
		}
		if p.Op == 1 {
			s.stats.Heartbeats++
			s.touch()
		}
		s.mu.Unlock()
		switch p.Op {
		case 1:
			if !c.silent.Load() {
				c.push(payload(11, nil, 0, ""))
			}
		case 2:
			if ses != nil {
				s.closeSocket(c, 4005, "Already authenticated.")
				return
			}
			if ses = s.identify(c, p.D); ses == nil {
				continue
			}
		case 6:
			if ses != nil {
				s.closeSocket(c, 4005, "Already authenticated.")
				return
			}
			ses = s.resume(c, p.D)
		case 3, 4, 8:
			if ses == nil {
				s.closeSocket(c, 4003, "Not authenticated.")
				return
			}
		default:
			s.closeSocket(c, 4001, "Unknown opcode.")
			return
		}
	}
}

// closeSocket sends a close code and waits until it is out.
func (s *Server) closeSocket(c *socket, code int, why string) {
	s.mu.Lock()
	s.stats.Closes[code]++
	s.touch()
	s.mu.Unlock()
	c.push(closing(code, why))
	select {
	case <-c.ended:
	case <-s.done:
	}
}

// identify begins a session; nil where it was refused.
func (s *Server) identify(c *socket, d json.RawMessage) *session {
	var in struct {
		Token    string  `json:"token"`
		Intents  int     `json:"intents"`
		Shard    *[2]int `json:"shard"`
		Compress bool    `json:"compress"`
	}
	if json.Unmarshal(d, &in) != nil {
		s.closeSocket(c, 4002, "Error while decoding payload.")
		return nil
	}
	s.mu.Lock()
	code, why := 0, ""
	shard := [2]int{0, 1}
	if in.Shard != nil {
		shard = *in.Shard
	}
	f := s.strike("GATEWAY", "identify")
	switch {
	case f != nil:
		code, why = orInt(f.Code, 4000), "ordered"
	case s.token == "" || strings.TrimPrefix(in.Token, "Bot ") != s.token:
		code, why = 4004, "Authentication failed."
	case shard[1] < 1 || shard[0] < 0 || shard[0] >= shard[1]:
		code, why = 4010, "Invalid shard."
	case in.Intents&^knownIntents != 0:
		code, why = 4013, "Invalid intent(s)."
	case in.Intents&privileged&^s.opts.Privileged != 0:
		code, why = 4014, "Disallowed intent(s)."
	}
	if code != 0 {
		s.mu.Unlock()
		s.closeSocket(c, code, why)
		return nil
	}
	now := s.now()
	s.stats.Identifies++
	recent := s.started[:0]
	for _, at := range s.started {
		if now.Sub(at) < 5*time.Second {
			recent = append(recent, at)
		}
	}
	if s.started = recent; len(recent) >= s.opts.MaxConcurrency && !s.opts.Unlimited {
		s.mu.Unlock()
		c.push(payload(9, false, 0, ""))
		return nil
	}
	defer s.mu.Unlock()
	s.started = append(s.started, now)
	ses := &session{s: s, id: "session-" + s.snowflake(), intents: in.Intents, shard: shard, conn: c}
	c.compress.Store(in.Compress)
	s.sessions[ses.id] = ses
	ses.dispatch("READY", map[string]any{"v": 10, "user": s.users[AppID], "session_id": ses.id,
		"resume_gateway_url": "ws" + strings.TrimPrefix(s.url, "http") + "/gateway", "shard": shard, "user_settings": map[string]any{},
		"relationships": []any{}, "private_channels": []any{}, "presences": []any{}, "geo_ordered_rtc_regions": []any{},
		"application": map[string]any{"id": AppID, "flags": 0}, "guilds": s.unavailable()})
	if in.Intents&intentGuilds != 0 {
		for _, g := range s.guildObjects(ses) {
			ses.dispatch("GUILD_CREATE", g)
		}
	}
	s.touch()
	return ses
}

// resume takes a session up again; nil where it cannot be (op 9 with d:false).
func (s *Server) resume(c *socket, d json.RawMessage) *session {
	var in struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int64  `json:"seq"`
	}
	if json.Unmarshal(d, &in) != nil {
		s.closeSocket(c, 4002, "Error while decoding payload.")
		return nil
	}
	s.mu.Lock()
	if s.token == "" || strings.TrimPrefix(in.Token, "Bot ") != s.token {
		s.mu.Unlock()
		s.closeSocket(c, 4004, "Authentication failed.")
		return nil
	}
	defer s.mu.Unlock()
	ses := s.sessions[in.Session]
	if ses == nil || in.Seq > ses.seq || len(ses.log) > 0 && in.Seq < ses.log[0].seq-1 {
		if ses != nil && in.Seq > ses.seq {
			s.stats.Closes[4007]++
			c.push(closing(4007, "Invalid seq."))
			return nil
		}
		c.push(payload(9, false, 0, ""))
		return nil
	}
	s.stats.Resumes++
	if ses.conn != nil && ses.conn != c {
		ses.conn.end()
	}
	ses.conn = c
	for _, f := range ses.log {
		if f.seq > in.Seq {
			s.stats.Dispatched++
			c.push(f.data)
		}
	}
	ses.dispatch("RESUMED", map[string]any{"_trace": []string{"fake"}})
	s.touch()
	return ses
}

// unavailable lists the guilds as READY does; s.mu is held.
func (s *Server) unavailable() []any {
	out := []any{}
	for _, g := range s.allGuilds() {
		out = append(out, map[string]any{"id": g, "unavailable": true})
	}
	return out
}

func (s *Server) allGuilds() []string {
	seen, out := map[string]bool{}, []string{}
	for _, g := range s.guilds {
		if !seen[g] {
			seen[g] = true
			out = append(out, g)
		}
	}
	return out
}

// guildObjects describes the guilds of a session's shard; s.mu is held.
func (s *Server) guildObjects(ses *session) []any {
	out := []any{}
	for _, g := range s.allGuilds() {
		if !ses.sees("GUILD_CREATE", &channel{guild: g}) {
			continue
		}
		channels := []any{}
		for id, in := range s.guilds {
			if in == g {
				channels = append(channels, s.channelObject(&channel{id: id, guild: g}))
			}
		}
		out = append(out, map[string]any{"id": g, "name": "Guild", "owner_id": "1", "unavailable": false, "large": false, "joined_at": stamp(s.now()),
			"channels": channels, "roles": []any{map[string]any{"id": g, "name": "@everyone", "permissions": "0", "position": 0, "color": 0,
				"hoist": false, "managed": false, "mentionable": false, "flags": 0}}, "emojis": []any{}, "stickers": []any{}, "features": []any{},
			"member_count": 1, "members": []any{}, "presences": []any{}, "voice_states": []any{}, "threads": []any{}, "stage_instances": []any{},
			"guild_scheduled_events": []any{}, "preferred_locale": "en-US", "afk_timeout": 300, "premium_tier": 0, "verification_level": 0,
			"default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0, "system_channel_flags": 0})
	}
	return out
}

package discordfake

import (
	"encoding/json"
	"net/http"
	"strings"
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

// payload is one gateway message.
func payload(op int, d any, seq int64, name string) []byte {
	p := map[string]any{"op": op, "d": d, "s": nil, "t": nil}
	if name != "" {
		p["s"], p["t"] = seq, name
	}
	data, _ := json.Marshal(p)
	return data
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
	alive := time.Now() // the last heartbeat: nothing else counts for one
	for {
		ws.SetReadDeadline(alive.Add(beat + s.opts.Late))
		_, data, err := ws.ReadMessage()
		if err != nil {
			if ne, ok := err.(interface{ Timeout() bool }); ok && ne.Timeout() {
				s.mu.Lock()
				if ses != nil && ses.conn == c {
					delete(s.sessions, ses.id)
				}
				s.mu.Unlock()
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
			alive = time.Now()
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
	ses.dispatch("READY", map[string]any{"v": 10, "user": s.users[s.self], "session_id": ses.id,
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
	if s.strike("GATEWAY", "resume") != nil { // it stays unanswered
		return nil
	}
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

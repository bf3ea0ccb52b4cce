package slackfake

import (
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// conn is one Socket Mode connection.
type conn struct {
	ws    *websocket.Conn
	write sync.Mutex // gorilla takes one writer at a time

	queued   sync.Mutex // guards what follows; deliveries keep their order
	queue    []func()
	draining bool
}

// enqueue runs do after everything enqueued before it.
func (c *conn) enqueue(s *Server, do func()) {
	c.queued.Lock()
	defer c.queued.Unlock()
	c.queue = append(c.queue, do)
	if !c.draining {
		c.draining = true
		s.wg.Go(c.drain)
	}
}

func (c *conn) drain() {
	c.queued.Lock()
	defer c.queued.Unlock()
	for len(c.queue) > 0 {
		do := c.queue[0]
		c.queue = c.queue[1:]
		c.queued.Unlock()
		do()
		c.queued.Lock()
	}
	c.draining = false
}

func (c *conn) send(v any) error {
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
	return c.ws.WriteJSON(v)
}

func (s *Server) tickets() map[string]bool {
	if s.stats.tickets == nil {
		s.stats.tickets = map[string]bool{}
	}
	return s.stats.tickets
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

const maxConnections = 10 // docs.slack.dev, Socket Mode: up to 10 at once

func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	ticket := r.URL.Query().Get("ticket")
	known := s.tickets()[ticket]
	delete(s.tickets(), ticket)
	s.mu.Unlock()
	if !known {
		http.Error(w, "ticket unknown or used", http.StatusForbidden)
		return
	}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{ws: ws}
	s.mu.Lock()
	if len(s.conns) >= maxConnections {
		s.mu.Unlock()
		_ = c.send(object{"type": "disconnect", "reason": "too_many_websockets", "debug_info": object{"host": "fake"}})
		_ = ws.Close()
		return
	}
	// Noted before it says hello: who has heard the hello may count on it. What
	// is delivered meanwhile comes after it.
	s.conns = append(s.conns, c)
	hello := object{"type": "hello", "num_connections": len(s.conns), "connection_info": object{"app_id": s.opt.AppID},
		"debug_info": object{"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060}}
	c.enqueue(s, func() { _ = c.send(hello) })
	if s.stats.Connections++; s.stats.Connections == 1 {
		close(s.joined)
	}
	due := s.waiting
	s.waiting = nil
	for _, d := range due {
		s.attempt(d)
	}
	s.mu.Unlock()
	stop := make(chan struct{})
	s.wg.Go(func() { s.ping(c, stop) })
	s.read(c)
	close(stop)
	s.end(c)
}

// ping keeps a connection alive: clients drop one that is silent.
func (s *Server) ping(c *conn, stop <-chan struct{}) {
	tick := time.NewTicker(s.opt.PingEvery)
	defer tick.Stop()
	for {
		if c.ws.WriteControl(websocket.PingMessage, []byte("Ping from applink-fake"), time.Now().Add(5*time.Second)) != nil {
			return
		}
		select {
		case <-tick.C:
		case <-stop:
			return
		case <-s.done:
			return
		}
	}
}

// read takes acknowledgements until the connection ends.
func (s *Server) read(c *conn) {
	for {
		var ack struct {
			EnvelopeID string          `json:"envelope_id"`
			Payload    json.RawMessage `json:"payload"`
		}
		_, data, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		if json.Unmarshal(data, &ack) != nil || ack.EnvelopeID == "" {
			continue
		}
		s.mu.Lock()
		d := s.inflight[ack.EnvelopeID]
		delete(s.inflight, ack.EnvelopeID)
		// Slack drops acknowledgements of 20 KB and more without a word.
		if d != nil && len(data) < 20*1024 {
			s.acked(d, ack.Payload)
		}
		s.mu.Unlock()
	}
}

// warningAhead is how long before the end Slack warns of it (about 10 s).
const warningAhead = 10 * time.Second

// Disconnect tells every connection to go, as Slack does (warning ahead of a
// refresh, refresh_requested, link_disabled), and closes it; with an empty
// reason it just cuts them. One that was warned is a connection like the
// others until it is closed: what comes meanwhile may still go to it.
func (s *Server) Disconnect(reason string) {
	s.mu.Lock()
	conns := slices.Clone(s.conns)
	if reason != "warning" {
		s.conns = nil
	}
	s.mu.Unlock()
	for _, c := range conns {
		if reason != "" {
			_ = c.send(object{"type": "disconnect", "reason": reason, "debug_info": object{"host": "applink-fake"}})
		}
		if reason == "warning" {
			time.AfterFunc(warningAhead, func() { s.end(c) })
			continue
		}
		_ = c.ws.Close()
	}
}

// end closes a connection, which is given nothing more.
func (s *Server) end(c *conn) {
	s.mu.Lock()
	s.conns = slices.DeleteFunc(s.conns, func(x *conn) bool { return x == c })
	s.mu.Unlock()
	_ = c.ws.Close()
}

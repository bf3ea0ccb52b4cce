package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"mentor/adapters/backoff"
	"mentor/bot"
)

// Times of a Socket Mode connection. Slack pings every few seconds, and answers
// our own pings; one that is silent for pingTimeout is dead.
const (
	pingTimeout  = 30 * time.Second
	pingEvery    = 10 * time.Second
	writeTimeout = 5 * time.Second
	// A connection that lasted this long is replaced without a pause.
	steady = 5 * time.Second
	// Slack warns about 10 s before it ends a connection.
	lingerTimeout = 30 * time.Second
	// Slack drops acknowledgements of 20 KB and more without a word.
	maxAckBytes = 20 << 10
)

// runSocket keeps a Socket Mode connection until ctx ends and what is under
// way has been acknowledged. It ends earlier only where Slack refuses the
// token for good.
//
// slack-go gives the connection's address; the connection is ours. Its own
// client waits up to five minutes between attempts, holds twenty
// acknowledgements, and parses every event into types that we do not use.
func (a *Adapter) runSocket(ctx context.Context) error {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	// The socket outlives ctx by the time that acknowledgements need.
	live, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		var wait backoff.Backoff
		for live.Err() == nil {
			began := time.Now()
			hello, after, err := a.connect(live, ctx)
			if hello {
				wait.Reset()
			}
			if live.Err() != nil || ctx.Err() != nil {
				return
			}
			var final *bot.Refused
			if errors.As(err, &final) {
				a.setHealth(final)
				end(final)
				return
			}
			if !errors.Is(err, errRefresh) { // else the old one still hears
				a.setHealth(fmt.Errorf("slack: socket: %w", err))
			}
			if hello && time.Since(began) > steady {
				continue // a refresh, as it comes every few hours
			}
			if !wait.Sleep(ctx, after) {
				return
			}
		}
	}()
	<-ctx.Done()
	a.in.Store(nil) // nothing new is taken: what comes now comes again
	a.drain()
	cancel()
	<-stopped
	var final *bot.Refused
	if errors.As(context.Cause(ctx), &final) {
		return final
	}
	return nil
}

// connect keeps one connection until it ends. hello is true where Slack said
// so meanwhile, after is how long it wants us to wait.
func (a *Adapter) connect(live, ctx context.Context) (hello bool, after time.Duration, err error) {
	call, cancel := context.WithTimeout(live, callTimeout)
	defer cancel()
	_, address, err := a.api().StartSocketModeContext(call)
	if err != nil {
		known := sendError(err)
		if final := refusedToken(appTokenSetting, known); final != nil {
			return false, 0, final
		}
		return false, known.After, known
	}
	dialer := &websocket.Dialer{HandshakeTimeout: callTimeout, WriteBufferSize: 32 << 10, NetDialContext: a.opt.Dial}
	if a.opt.Dial == nil {
		dialer.Proxy = websocket.DefaultDialer.Proxy
	}
	ws, resp, err := dialer.DialContext(call, address, nil)
	if resp != nil && resp.Body != nil {
		_ = resp.Body.Close()
	}
	if err != nil {
		return false, 0, fmt.Errorf("dial: %w", withoutURL(err))
	}
	s := &socket{ws: ws, over: make(chan struct{})}
	stop := context.AfterFunc(live, s.close)
	go s.pings()
	ended := func() { stop(); s.close() }
	err = a.listen(s, func() {
		hello = true
		a.socket.Store(s)
		if ctx.Err() == nil {
			a.setHealth(nil)
		}
	})
	if errors.Is(err, errRefresh) {
		// It lives until Slack closes it, and what comes over it meanwhile may
		// be an interaction, which never comes again.
		go a.linger(ctx, s, ended)
	} else {
		ended()
	}
	return hello, 0, err
}

// errRefresh is a connection that Slack is about to end.
var errRefresh = errors.New("told to connect anew")

// listen takes what comes over a connection until it ends, or until Slack says
// that it is going to. heard is called once events can reach us over it.
func (a *Adapter) listen(s *socket, heard func()) error {
	s.ws.SetReadLimit(maxBody)
	alive := func() { _ = s.ws.SetReadDeadline(time.Now().Add(pingTimeout)) }
	alive()
	s.ws.SetPingHandler(func(data string) error {
		alive()
		return s.write(websocket.PongMessage, []byte(data))
	})
	s.ws.SetPongHandler(func(string) error { alive(); return nil })
	for {
		_, message, err := s.ws.ReadMessage()
		if err != nil {
			return err
		}
		alive()
		var env struct {
			Type       string          `json:"type"`
			EnvelopeID string          `json:"envelope_id"`
			Reason     string          `json:"reason"`
			Attempt    int             `json:"retry_attempt"`
			Payload    json.RawMessage `json:"payload"`
		}
		if err := lenient(message, &env); err != nil {
			a.log.Warn("slack sent what is no envelope", "err", err)
			continue
		}
		if heard != nil && (env.Type == "hello" || env.EnvelopeID != "") {
			heard()
			heard = nil
		}
		switch {
		case env.Type == "disconnect" && env.Reason == "link_disabled":
			return errors.New("disconnect: " + env.Reason)
		case env.Type == "disconnect":
			return fmt.Errorf("disconnect: %s: %w", env.Reason, errRefresh)
		case env.EnvelopeID != "":
			a.envelope(s, env.Type, env.EnvelopeID, env.Attempt, env.Payload)
		}
	}
}

// linger takes what still comes over a connection that is being replaced.
func (a *Adapter) linger(ctx context.Context, s *socket, ended func()) {
	defer ended()
	last := time.AfterFunc(lingerTimeout, s.close)
	defer last.Stop()
	for {
		err := a.listen(s, nil)
		if errors.Is(err, errRefresh) {
			continue // it was said twice
		}
		if a.socket.Load() == s && ctx.Err() == nil { // the next one is not there yet
			a.setHealth(fmt.Errorf("slack: socket: %w", err))
		}
		return
	}
}

// socket is one connection, written to by whoever has an acknowledgement.
type socket struct {
	ws   *websocket.Conn
	mu   sync.Mutex
	once sync.Once
	over chan struct{}
}

func (s *socket) write(kind int, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.ws.SetWriteDeadline(time.Now().Add(writeTimeout))
	return s.ws.WriteMessage(kind, data)
}

// pings keeps Slack answering, so that silence means a dead connection also
// where nothing happens.
func (s *socket) pings() {
	t := time.NewTicker(pingEvery)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			_ = s.write(websocket.PingMessage, nil)
		case <-s.over:
			return
		}
	}
}

func (s *socket) close() {
	s.once.Do(func() {
		close(s.over)
		_ = s.ws.Close()
	})
}

// acknowledge answers an envelope.
func (s *socket) acknowledge(id string, response any) error {
	data, err := json.Marshal(struct {
		EnvelopeID string `json:"envelope_id"`
		Payload    any    `json:"payload,omitempty"`
	}{id, response})
	if err != nil {
		return err
	}
	if len(data) >= maxAckBytes {
		return errors.New("the acknowledgement is too large")
	}
	return s.write(websocket.TextMessage, data)
}

// envelope takes one request off a connection, and acknowledges it there; where
// that one is gone, on the one that took its place.
func (a *Adapter) envelope(s *socket, kind, id string, attempt int, payload []byte) {
	a.take(context.Background(), kind, payload, attempt, func(response any, taken bool) {
		if !taken {
			return // it comes again
		}
		err := s.acknowledge(id, response)
		if now := a.socket.Load(); err != nil && now != s && now != nil {
			err = now.acknowledge(id, response)
		}
		if err != nil {
			a.log.Warn("envelope was not acknowledged", "kind", kind, "err", err)
		}
	})
}

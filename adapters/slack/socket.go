package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Times of a Socket Mode connection. Slack pings every few seconds; one that
// is silent for pingTimeout is dead.
const (
	pingTimeout  = 30 * time.Second
	writeTimeout = 5 * time.Second
	// A connection that lasted this long is replaced without a pause.
	steady = 5 * time.Second
	// Slack drops acknowledgements of 20 KB and more without a word.
	maxAckBytes = 20 << 10
)

// runSocket keeps a Socket Mode connection until ctx ends and what is under
// way has been acknowledged.
//
// slack-go gives the connection's address; the connection is ours. Its own
// client waits up to five minutes between attempts, holds twenty
// acknowledgements, and parses every event into types that we do not use.
func (a *Adapter) runSocket(ctx context.Context) {
	// The socket outlives ctx by the time that acknowledgements need.
	live, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		wait := backoff{}
		for live.Err() == nil {
			began := time.Now()
			hello, after, err := a.connect(live, ctx)
			if hello {
				wait = backoff{}
			}
			if live.Err() != nil || ctx.Err() != nil {
				return
			}
			a.setHealth(fmt.Errorf("slack: socket: %w", err))
			if hello && time.Since(began) > steady {
				continue // a refresh, as it comes every few hours
			}
			if !wait.sleep(ctx, after) {
				return
			}
		}
	}()
	<-ctx.Done()
	a.in.Store(nil) // nothing new is taken: what comes now comes again
	a.lanes.Drain(drainTimeout)
	cancel()
	<-stopped
}

// connect keeps one connection until it ends. hello is true where Slack said
// so meanwhile, after is how long it wants us to wait.
func (a *Adapter) connect(live, ctx context.Context) (hello bool, after time.Duration, err error) {
	call, cancel := context.WithTimeout(live, callTimeout)
	defer cancel()
	_, address, err := a.api.StartSocketModeContext(call)
	if err != nil {
		known := sendError(err)
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
	s := &socket{ws: ws}
	a.socket.Store(s)
	defer s.close()
	stop := context.AfterFunc(live, s.close)
	defer stop()
	ws.SetReadLimit(maxBody)
	alive := func() { _ = ws.SetReadDeadline(time.Now().Add(pingTimeout)) }
	alive()
	ws.SetPingHandler(func(data string) error {
		alive()
		return s.write(websocket.PongMessage, []byte(data))
	})
	for {
		_, message, err := ws.ReadMessage()
		if err != nil {
			return hello, 0, err
		}
		alive()
		var env struct {
			Type       string          `json:"type"`
			EnvelopeID string          `json:"envelope_id"`
			Reason     string          `json:"reason"`
			Payload    json.RawMessage `json:"payload"`
		}
		if err := lenient(message, &env); err != nil {
			a.log.Warn("slack sent what is no envelope", "err", err)
			continue
		}
		switch {
		case env.Type == "hello":
			hello = true
			if ctx.Err() == nil {
				a.setHealth(nil)
			}
		case env.Type == "disconnect":
			// A connection that is about to be refreshed gets nothing more: the
			// next one is made at once, and this one's acknowledgements go there.
			return hello, 0, fmt.Errorf("disconnect: %s", env.Reason)
		case env.EnvelopeID != "":
			a.envelope(env.Type, env.EnvelopeID, env.Payload)
		}
	}
}

// socket is one connection, written to by whoever has an acknowledgement.
type socket struct {
	ws   *websocket.Conn
	mu   sync.Mutex
	once sync.Once
}

func (s *socket) write(kind int, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.ws.SetWriteDeadline(time.Now().Add(writeTimeout))
	return s.ws.WriteMessage(kind, data)
}

func (s *socket) close() { s.once.Do(func() { _ = s.ws.Close() }) }

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

// envelope takes one request off the socket.
func (a *Adapter) envelope(kind, id string, payload []byte) {
	a.take(context.Background(), kind, payload, func(response any, taken bool) {
		if !taken {
			return // it comes again
		}
		// Not the connection that it came over: that one may be gone.
		if err := a.socket.Load().acknowledge(id, response); err != nil {
			a.log.Warn("envelope was not acknowledged", "kind", kind, "err", err)
		}
	})
}

package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"time"

	"github.com/gorilla/websocket"
	slackgo "github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// runSocket keeps a Socket Mode connection until ctx ends and what is under
// way has been acknowledged.
//
// slack-go reconnects by itself but waits up to five minutes between attempts
// and says nothing of it; so a client lives for as long as its connection can
// be made, and the attempts are ours.
func (a *Adapter) runSocket(ctx context.Context) {
	// The socket outlives ctx by the time that acknowledgements need.
	live, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		wait := backoff{}
		for live.Err() == nil {
			hello, after, err := a.connect(live, ctx)
			if hello {
				wait = backoff{}
			}
			if live.Err() != nil || ctx.Err() != nil {
				return
			}
			a.setHealth(fmt.Errorf("slack: socket: %w", err))
			if !wait.sleep(ctx, after) {
				return
			}
		}
	}()
	<-ctx.Done()
	a.in.Store(nil) // nothing new is taken: what comes now comes again
	a.lanes.drain(drainTimeout)
	cancel()
	<-stopped
}

// connect runs one client until it can no longer connect. hello is true where
// it was connected meanwhile, after is how long Slack wants us to wait.
func (a *Adapter) connect(live, ctx context.Context) (hello bool, after time.Duration, err error) {
	own, cancel := context.WithCancel(live)
	defer cancel()
	dialer := &websocket.Dialer{HandshakeTimeout: callTimeout, WriteBufferSize: 32 << 10, NetDialContext: a.opt.Dial}
	if a.opt.Dial == nil {
		dialer.Proxy = websocket.DefaultDialer.Proxy
	}
	client := socketmode.New(a.api, socketmode.OptionDialer(dialer), socketmode.OptionReadLimit(maxBody),
		socketmode.OptionLog(log.New(io.Discard, "", 0)))
	a.socket.Store(client)
	ended := make(chan error, 1)
	go func() { ended <- client.RunContext(own) }()
	err = errors.New("disconnected")
	for {
		select {
		case e := <-ended:
			if e != nil && !errors.Is(e, context.Canceled) {
				err = sendError(e)
			}
			return hello, after, err
		case ev := <-client.Events:
			switch ev.Type {
			case socketmode.EventTypeConnecting:
				a.setHealth(errors.New("slack: socket: connecting"))
			case socketmode.EventTypeHello:
				hello = true
				if ctx.Err() == nil {
					a.setHealth(nil)
				}
			case socketmode.EventTypeConnectionError:
				if fault, is := ev.Data.(*slackgo.ConnectionErrorEvent); is {
					known := sendError(fault.ErrorObj)
					err, after = known, known.After
				}
				cancel() // our own attempts come sooner than the client's
			case socketmode.EventTypeErrorBadMessage:
				if bad, is := ev.Data.(*socketmode.ErrorBadMessage); is {
					a.badMessage(live, bad)
				}
			case socketmode.EventTypeEventsAPI, socketmode.EventTypeInteractive, socketmode.EventTypeSlashCommand:
				a.envelope(live, string(ev.Type), ev.Request.EnvelopeID, ev.Request.Payload)
			}
		}
	}
}

// badMessage takes what slack-go could not parse: our own reading is more
// lenient, and what is no envelope at all is nothing we could answer.
func (a *Adapter) badMessage(ctx context.Context, bad *socketmode.ErrorBadMessage) {
	var env struct {
		Type       string          `json:"type"`
		EnvelopeID string          `json:"envelope_id"`
		Payload    json.RawMessage `json:"payload"`
	}
	if err := json.Unmarshal(bad.Message, &env); err != nil && env.EnvelopeID == "" {
		a.log.Warn("slack sent what is no envelope", "err", err)
		return
	}
	if env.EnvelopeID != "" {
		a.envelope(ctx, env.Type, env.EnvelopeID, env.Payload)
	}
}

// envelope takes one request off the socket.
func (a *Adapter) envelope(ctx context.Context, kind, id string, payload []byte) {
	a.take(ctx, kind, payload, func(response any, taken bool) {
		if !taken {
			return // it comes again
		}
		client := a.socket.Load() // not the one it came from: that may be gone
		ack, cancel := context.WithTimeout(ctx, answerInTime)
		defer cancel()
		if err := client.AckCtx(ack, id, response); err != nil {
			a.log.Warn("envelope was not acknowledged", "kind", kind, "err", err)
		}
	})
}

package slackfake

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// app is a client's side of one connection.
type app struct {
	t  *testing.T
	ws *websocket.Conn
}

type envelope struct {
	Type    string `json:"type"`
	ID      string `json:"envelope_id"`
	Reason  string `json:"reason"`
	Attempt int    `json:"retry_attempt"`
	Payload struct {
		Event string `json:"event_id"`
	} `json:"payload"`
}

// join opens a connection as an app does, and hears the hello.
func join(t *testing.T, s *Server) app {
	t.Helper()
	resp, err := http.PostForm(s.URL()+"apps.connections.open", url.Values{"token": {s.AppToken()}})
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var body struct {
		URL string `json:"url"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
		t.Fatal(err)
	}
	ws, _, err := websocket.DefaultDialer.Dial(body.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ws.Close() })
	a := app{t, ws}
	if got := a.hear(); got.Type != "hello" {
		t.Fatalf("first came %+v", got)
	}
	return a
}

func (a app) hear() (e envelope) {
	a.t.Helper()
	_ = a.ws.SetReadDeadline(time.Now().Add(5 * time.Second))
	if err := a.ws.ReadJSON(&e); err != nil {
		a.t.Fatal(err)
	}
	return e
}

func (a app) ack(e envelope) {
	a.t.Helper()
	if err := a.ws.WriteJSON(object{"envelope_id": e.ID}); err != nil {
		a.t.Fatal(err)
	}
}

// A connection that was warned delivers until it is closed, and what it
// delivered is acknowledged there, also when another one has joined.
func TestAWarnedConnectionStillDelivers(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	old := join(t, s)
	s.Disconnect("warning")
	if got := old.hear(); got.Type != "disconnect" || got.Reason != "warning" {
		t.Fatalf("got %+v", got)
	}
	alone := s.Say("U1", "while it is the only one")
	e := old.hear()
	if e.Type != "events_api" {
		t.Fatalf("got %+v", e)
	}
	fresh := join(t, s)
	old.ack(e)
	if a, err := alone.Wait(); err != nil || !a.OK {
		t.Errorf("acknowledged on the old connection: %+v, %v", a, err)
	}
	one, two := s.Say("U1", "one of these"), s.Say("U1", "goes to each")
	old.ack(old.hear())
	fresh.ack(fresh.hear())
	for _, sent := range []*Sent{one, two} {
		if a, err := sent.Wait(); err != nil || !a.OK {
			t.Errorf("%+v, %v", a, err)
		}
	}
}

// What a connection leaves unacknowledged comes again over another.
func TestARedeliveryGoesToAnotherConnection(t *testing.T) {
	s := New(Options{AckTimeout: 50 * time.Millisecond, Retries: []time.Duration{0}})
	defer s.Close()
	type heard struct {
		over string
		e    envelope
	}
	got := make(chan heard, 4)
	for over, a := range map[string]app{"a": join(t, s), "b": join(t, s)} {
		go func() {
			for {
				h := heard{over: over}
				if a.ws.ReadJSON(&h.e) != nil {
					return
				}
				got <- h
			}
		}()
	}
	s.Say("U1", "one")
	s.Say("U1", "two")
	first := map[string]string{}
	for range 4 {
		var h heard
		select {
		case h = <-got:
		case <-time.After(5 * time.Second):
			t.Fatal("it does not come again")
		}
		if event := h.e.Payload.Event; h.e.Attempt == 0 {
			first[event] = h.over
		} else if first[event] == h.over {
			t.Errorf("%s came again over the connection that had not answered", event)
		}
	}
}

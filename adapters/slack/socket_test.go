package slack

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"mentor/bot"
)

// wires is a workspace that leaves its connections to the test.
func wires(t *testing.T) (api string, conns <-chan *websocket.Conn) {
	t.Helper()
	out := make(chan *websocket.Conn, 8)
	up := websocket.Upgrader{}
	mux := http.NewServeMux()
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	mux.HandleFunc("/api/auth.test", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"BBOT"}`)
	})
	mux.HandleFunc("/api/apps.connections.open", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"ok":true,"url":"ws%s/link"}`, strings.TrimPrefix(srv.URL, "http"))
	})
	mux.HandleFunc("/api/", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"ok":true,"ts":"1.1"}`)
	})
	mux.HandleFunc("/link", func(w http.ResponseWriter, r *http.Request) {
		c, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		t.Cleanup(func() { _ = c.Close() })
		out <- c
	})
	return srv.URL + "/api/", out
}

func tell(t *testing.T, c *websocket.Conn, message string) {
	t.Helper()
	if err := c.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
		t.Fatal(err)
	}
}

func hear(t *testing.T, c *websocket.Conn) string {
	t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(patience))
	_, m, err := c.ReadMessage()
	if err != nil {
		t.Fatal(err)
	}
	return string(m)
}

const said = `{"type":"events_api","envelope_id":"%s","payload":{"team_id":"T1","event_id":"Ev%[1]s","event":{"type":"message",
	"channel_type":"im","channel":"D1","user":"U1","text":"hello","ts":"%[1]s.1"}}}`

// An interaction is never sent twice, so a connection that is about to be
// replaced is heard until it ends.
func TestAConnectionThatIsAboutToEndIsHeard(t *testing.T) {
	api, conns := wires(t)
	a := New(Options{BotToken: "xoxb-1", AppToken: "xapp-1", APIURL: api})
	core := newCore(func(bot.Event) (bot.Reply, error) { return bot.Reply{}, nil })
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- a.Run(ctx, core) }()
	old := <-conns
	tell(t, old, `{"type":"hello"}`)
	tell(t, old, `{"type":"disconnect","reason":"warning"}`)
	next := <-conns
	tell(t, old, fmt.Sprintf(said, "100"))
	if got := hear(t, old); !strings.Contains(got, `"100"`) {
		t.Errorf("acknowledged %s", got)
	}
	tell(t, next, `{"type":"hello"}`)
	tell(t, old, fmt.Sprintf(said, "101")) // also now that another is there
	if got := hear(t, old); !strings.Contains(got, `"101"`) {
		t.Errorf("acknowledged %s", got)
	}
	_ = old.Close()
	tell(t, next, fmt.Sprintf(said, "102"))
	if got := hear(t, next); !strings.Contains(got, `"102"`) {
		t.Errorf("acknowledged %s", got)
	}
	if err := a.Health(); err != nil {
		t.Errorf("a planned refresh left %v", err)
	}
	if n := len(core.had()); n != 3 {
		t.Errorf("%d events, want 3", n)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

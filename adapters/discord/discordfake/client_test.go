package discordfake_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"mentor/adapters/discord/discordfake"
)

const (
	anna = "100000000000000001"
	ben  = "200000000000000002"
)

// object is JSON as a client meets it.
type object = map[string]any

// server is a fake with a clock that stands still, and a plain HTTP client.
type server struct {
	*discordfake.Server
	t *testing.T

	mu  sync.Mutex
	now time.Time
}

func start(t *testing.T, o discordfake.Options) *server {
	t.Helper()
	t.Parallel()
	s := &server{t: t, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	o.Now = func() time.Time {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.now
	}
	s.Server = discordfake.New(o)
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// pass moves the fake's clock.
func (s *server) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// answer is what a call brought.
type answer struct {
	status int
	header http.Header
	code   int // Discord's error number
	body   any
	err    error
}

func (a answer) get(key string) any {
	m, _ := a.body.(object)
	return m[key]
}

func (a answer) id() string { id, _ := a.get("id").(string); return id }

// call is one request of the app.
func (s *server) call(method, path string, body any) answer {
	s.t.Helper()
	data := []byte(nil)
	switch b := body.(type) {
	case nil:
	case string:
		data = []byte(b)
	default:
		var err error
		if data, err = json.Marshal(b); err != nil {
			s.t.Fatal(err)
		}
	}
	return s.send(method, path, "application/json", data)
}

func (s *server) send(method, path, kind string, data []byte) answer {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.URL()+"/v10"+path, bytes.NewReader(data))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Authorization", "Bot "+discordfake.DefaultToken)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return answer{err: err}
	}
	defer resp.Body.Close()
	a := answer{status: resp.StatusCode, header: resp.Header}
	if data, a.err = io.ReadAll(resp.Body); len(data) > 0 {
		json.Unmarshal(data, &a.body)
	}
	if code, ok := a.get("code").(float64); ok && a.status >= 400 {
		a.code = int(code)
	}
	return a
}

// upload is a request with files.
func (s *server) upload(method, path string, payload object, files ...[]byte) answer {
	s.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	data, err := json.Marshal(payload)
	if err != nil {
		s.t.Fatal(err)
	}
	w.WriteField("payload_json", string(data))
	for i, f := range files {
		part, err := w.CreateFormFile(fmt.Sprintf("files[%d]", i), fmt.Sprintf("file%d.png", i))
		if err != nil {
			s.t.Fatal(err)
		}
		part.Write(f)
	}
	w.Close()
	return s.send(method, path, w.FormDataContentType(), b.Bytes())
}

func (s *server) post(channel, text string) answer {
	s.t.Helper()
	return s.call("POST", "/channels/"+channel+"/messages", object{"content": text})
}

// want holds an answer to a status and an error number.
func (a answer) want(t *testing.T, what string, status, code int) answer {
	t.Helper()
	if a.err != nil || a.status != status || a.code != code {
		t.Errorf("%s: %d, code %d, %v, %v; want %d, code %d", what, a.status, a.code, a.body, a.err, status, code)
	}
	return a
}

// client is a gateway connection, read message by message.
type client struct {
	t    *testing.T
	ws   *websocket.Conn
	beat time.Duration
}

// frame is one gateway message.
type frame struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d"`
	S  *int64          `json:"s"`
	T  string          `json:"t"`
}

func (f frame) String() string { return fmt.Sprintf("op %d %s %.200s", f.Op, f.T, f.D) }

// dial connects and takes the Hello.
func (s *server) dial(t *testing.T) *client {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	ws, _, err := websocket.DefaultDialer.DialContext(ctx, "ws"+strings.TrimPrefix(s.Root(), "http")+"/gateway?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	c := &client{t: t, ws: ws}
	var hello struct {
		Interval int64 `json:"heartbeat_interval"`
	}
	f := c.next()
	if f.Op != 10 || json.Unmarshal(f.D, &hello) != nil || hello.Interval <= 0 {
		t.Fatalf("no Hello but %+v", f)
	}
	c.beat = time.Duration(hello.Interval) * time.Millisecond
	return c
}

func (c *client) send(op int, d any) {
	c.t.Helper()
	data, err := json.Marshal(object{"op": op, "d": d})
	if err != nil {
		c.t.Fatal(err)
	}
	c.raw(data)
}

func (c *client) raw(data []byte) { c.ws.WriteMessage(websocket.TextMessage, data) }

// next is the next message; the test fails where the connection ends instead.
func (c *client) next() frame {
	c.t.Helper()
	f, code := c.read()
	if code != 0 {
		c.t.Fatalf("closed with %d", code)
	}
	return f
}

// read is the next message, or the code that the connection was closed with
// (1006 where it just ended).
func (c *client) read() (f frame, code int) {
	c.t.Helper()
	c.ws.SetReadDeadline(time.Now().Add(10 * time.Second))
	_, data, err := c.ws.ReadMessage()
	if closed, ok := err.(*websocket.CloseError); ok {
		return f, closed.Code
	} else if err != nil {
		return f, 1006
	}
	if err := json.Unmarshal(data, &f); err != nil {
		c.t.Fatal(err)
	}
	return f, 0
}

// closed reads until the connection ends, and gives the code.
func (c *client) closed() int {
	c.t.Helper()
	for {
		if _, code := c.read(); code != 0 {
			return code
		}
	}
}

// event reads until an event of that name comes.
func (c *client) event(name string) frame {
	c.t.Helper()
	for {
		if f := c.next(); f.T == name {
			return f
		}
	}
}

// intents of a chat app: guilds, messages in them, direct messages.
const intents = 1 | 1<<9 | 1<<12

func (c *client) identify(with object) {
	d := object{"token": discordfake.DefaultToken, "intents": intents, "properties": object{"os": "linux"}}
	for k, v := range with {
		d[k] = v
	}
	c.send(2, d)
}

// ready identifies and gives the session's id.
func (c *client) ready(with object) string {
	c.t.Helper()
	c.identify(with)
	var d struct {
		Session string `json:"session_id"`
	}
	json.Unmarshal(c.event("READY").D, &d)
	return d.Session
}

func (c *client) resume(session string, seq int64) {
	c.send(6, object{"token": discordfake.DefaultToken, "session_id": session, "seq": seq})
}

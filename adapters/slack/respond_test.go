package slack

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
)

// What a response_url says to a success differs: Slack's plain "ok", nothing
// at all, or JSON. None of it may be shown a second time by another way.
func TestWhateverAResponseURLSaysToASuccessIsASuccess(t *testing.T) {
	for name, c := range map[string]struct {
		status     int
		kind, body string
		code       string // "" is a success
	}{
		"words":           {200, "text/plain", "ok", ""},
		"html":            {200, "text/html", "ok", ""},
		"no type":         {200, "", "ok", ""},
		"nothing":         {200, "", "", ""},
		"no content":      {204, "", "", ""},
		"json":            {200, "application/json; charset=utf-8", `{"ok":true}`, ""},
		"other json":      {200, "application/json", `"ok"`, ""},
		"json of another": {200, "", `{"status":"received"}`, ""},
		"refused":         {200, "application/json", `{"ok":false,"error":"used_url"}`, "used_url"},
		"gone":            {404, "application/json", `{"ok":false,"error":"expired_url"}`, "http_404"},
		"broken":          {500, "text/html", "oops", "http_500"},
		"too many":        {429, "text/plain", "", "ratelimited"},
	} {
		t.Run(name, func(t *testing.T) {
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header()["Content-Type"] = nil
				if c.kind != "" {
					w.Header().Set("Content-Type", c.kind)
				}
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
			}))
			defer srv.Close()
			a := New(Options{BotToken: "xoxb-1", APIURL: srv.URL})
			err := a.respond(context.Background(), srv.URL, post{text: "hello", blocks: []slackgo.Block{slackgo.NewDividerBlock()}}, false, "")
			switch {
			case c.code == "" && err != nil:
				t.Errorf("a success was taken for %v", err)
			case c.code != "" && (err == nil || sendError(err).Code != c.code):
				t.Errorf("got %v, want %s", err, c.code)
			}
		})
	}
}

func TestTheLogSaysOnceWhySlackIsNotReached(t *testing.T) {
	var log bytes.Buffer
	a := New(Options{BotToken: "xoxb-1", Log: slog.New(slog.NewTextHandler(&log, nil))})
	for range 3 {
		a.setHealth(errors.New("invalid_auth"))
	}
	a.setHealth(errors.New("unreachable"))
	a.setHealth(nil)
	for what, want := range map[string]int{"invalid_auth": 1, "unreachable": 1, "slack is connected": 1} {
		if n := strings.Count(log.String(), what); n != want {
			t.Errorf("%q is logged %d times, want %d:\n%s", what, n, want, &log)
		}
	}
}

// A message that was taken is not sent again for want of its name.
func TestATakenMessageWithoutANameIsTaken(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"ok":true}`))
	}))
	defer srv.Close()
	a := New(Options{BotToken: "xoxb-1", APIURL: srv.URL})
	for method, want := range map[string]string{"chat.postEphemeral": "", "chat.postMessage": "", "chat.update": "7.1"} {
		args := map[string]string{"channel": "C1"}
		if want != "" {
			args["ts"] = want
		}
		if ts, err := a.chat(context.Background(), method, post{text: "hello"}, args); err != nil || ts != want {
			t.Errorf("%s gave %q, %v", method, ts, err)
		}
	}
}

// auth.test of a local server may say no more than ok.
func TestWhoWeAreMayBeSaidByTheEventAlone(t *testing.T) {
	in, err := decode(kindEvents, []byte(`{"team_id":"T1","authorizations":[{"team_id":"T1","user_id":"UBOT","is_bot":true}],
		"event":{"type":"app_mention","user":"U1","text":"<@UBOT> goal list","ts":"1.1","channel":"C1"}}`), identity{}, time.Now())
	if m, is := in.ev.Body.(bot.Message); err != nil || !is || m.Text != "goal list" {
		t.Errorf("heard %+v, %v", in.ev.Body, err)
	}
	in, err = decode(kindEvents, []byte(`{"team_id":"T1","authorizations":[{"team_id":"T1","user_id":"UBOT","is_bot":true}],
		"event":{"type":"message","channel_type":"im","user":"UBOT","text":"goal list","ts":"1.2","channel":"D1"}}`), identity{}, time.Now())
	if err != nil || in.job != ignore {
		t.Errorf("heard ourselves: %+v, %v", in, err)
	}
}

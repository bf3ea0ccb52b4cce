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

	slackgo "github.com/slack-go/slack"
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

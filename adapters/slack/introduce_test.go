package slack

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"mentor/adapters/slack/slackfake"
)

func TestTheAPIIsFoundNearItsAddress(t *testing.T) {
	for _, base := range []string{"", "/", "/api", "/api/"} {
		fake := slackfake.New(slackfake.Options{Record: record(t)})
		a := New(Options{BotToken: fake.BotToken(), AppToken: fake.AppToken(), APIURL: fake.Base() + base})
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		if err := a.introduce(ctx, nil); err != nil || a.me().team != fake.Team() {
			t.Errorf("%q: we are %+v, %v", base, a.me(), err)
		}
		// Everything else goes there too.
		if _, err := a.chat(ctx, "chat.postMessage", post{text: "hi"}, map[string]string{"channel": fake.DM("U1")}); err != nil {
			t.Errorf("%q: %v", base, err)
		}
		cancel()
		fake.Close()
	}
}

func TestAnAddressWithoutAnAPIIsNamed(t *testing.T) {
	page := func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>welcome")) }
	for name, answer := range map[string]http.HandlerFunc{"nothing there": http.NotFound, "another site": page} {
		srv := httptest.NewServer(answer)
		ctx, stop := context.WithCancel(t.Context())
		a := New(Options{BotToken: "xoxb-1", AppToken: "xapp-1", APIURL: srv.URL})
		done := make(chan error, 1)
		go func() { done <- a.introduce(ctx, nil) }()
		(&bench{t: t}).until(func() bool {
			err := a.Health()
			return err != nil && strings.Contains(err.Error(), "no Slack API at "+srv.URL+"/ nor at "+srv.URL+"/api/") &&
				strings.Contains(err.Error(), "SLACK_API_URL")
		})
		stop()
		if err := <-done; err != nil {
			t.Errorf("%s: %v", name, err)
		}
		srv.Close()
	}
}

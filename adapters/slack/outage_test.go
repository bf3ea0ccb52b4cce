package slack

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
)

// Ten minutes without Slack: health says so all the while, what was
// acknowledged is answered, and what people said meanwhile arrives afterwards.
func TestTenMinutesWithoutTheAPI(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := slackfake.NewPipe()
		fake := slackfake.New(slackfake.Options{Listener: pipe})
		c := newCore(func(ev bot.Event) (bot.Reply, error) {
			return bot.Reply{Text: bot.Escape("heard " + ev.Body.(bot.Message).Text)}, nil
		})
		a := New(Options{BotToken: fake.BotToken(), AppToken: fake.AppToken(), APIURL: fake.URL(), Dial: pipe.Dial})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx, c) }()
		<-fake.Connected()
		synctest.Wait()
		if err := a.Health(); err != nil {
			t.Fatal(err)
		}
		fake.Say("U1", "one")
		if s := <-c.shown; s.err != nil {
			t.Fatal(s.err)
		}

		fake.Break(slackfake.Fault{Kind: slackfake.Cut})
		fake.Disconnect("")
		<-time.After(time.Second)
		before := fake.Say("U1", "two")
		for range 10 {
			<-time.After(time.Minute)
			synctest.Wait()
			if a.Health() == nil {
				t.Error("healthy while nothing reaches us")
			}
		}
		fake.Mend()
		if _, err := before.Ack(time.Minute); err != nil {
			t.Error(err)
		}
		if s := <-c.shown; s.err != nil || s.ev.Body != (bot.Message{Text: "two"}) {
			t.Errorf("after the outage: %+v", s)
		}
		synctest.Wait()
		if err := a.Health(); err != nil {
			t.Errorf("connected again, but %v", err)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		a.http.CloseIdleConnections()
		fake.Close()
	})
}

func TestAProfileThatChangesIsFollowed(t *testing.T) {
	b := start(t, slackfake.Options{}, say("hi"))
	b.fake.PutUser(slackfake.User{ID: "U1", TZ: "Europe/Paris", Locale: "fr-FR"})
	b.acked(b.fake.Say("U1", "bonjour"))
	b.fake.PutUser(slackfake.User{ID: "U1", TZ: "America/New_York", Locale: "en-US"})
	sent, err := b.fake.Inject(slackfake.Event{Kind: "user_change", User: "U1"})
	if err != nil {
		t.Fatal(err)
	}
	b.acked(sent)
	b.acked(b.fake.Say("U1", "hello"))
	had := b.core.had()
	if want := (bot.Hints{Locale: "en-US", Zone: "America/New_York"}); had[1].Hints != want {
		t.Errorf("hints %+v, want %+v", had[1].Hints, want)
	}
	if n := b.fake.Stats().Calls["users.info"]; n != 1 {
		t.Errorf("asked %d times", n)
	}
}

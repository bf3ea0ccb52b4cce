package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"mentor/adapters/discord/discordfake"
	"mentor/bot"
	"mentor/bot/people"
)

// quick runs a test on an adapter that only sends, over pipes, where time
// costs nothing.
func quick(t *testing.T, fo discordfake.Options, o Options, test func(t *testing.T, f *discordfake.Server, a *Adapter)) {
	synctest.Test(t, func(t *testing.T) {
		f := discordfake.New(fo)
		o.Token, o.APIURL, o.Dial = discordfake.DefaultToken, f.URL(), f.Dial
		a := New(o)
		test(t, f, a)
		a.api.http.CloseIdleConnections()
		f.Close()
	})
}

func to(user string) people.Address {
	return people.Address{Platform: people.Discord, Channel: discordfake.DMOf(user)}
}

func keyed(key string, try int) bot.Reply {
	return bot.Reply{Text: bot.Markup("Nudge " + key), Delivery: bot.Delivery{Key: key, Try: try}}
}

// TestAmbiguous: what was accepted although the answer was lost is not posted
// again by a second try, and no client tries behind our back.
func TestAmbiguous(t *testing.T) {
	for _, kind := range []string{discordfake.Cut, discordfake.Stall, discordfake.ErrorAfter, discordfake.Refuse, discordfake.Error} {
		t.Run(kind, func(t *testing.T) {
			quick(t, discordfake.Options{}, Options{}, func(t *testing.T, f *discordfake.Server, a *Adapter) {
				f.Fault(discordfake.Fault{On: "POST /channels/*/messages", Kind: kind, Times: 1, Status: 502, Seconds: 60})
				_, err := a.Send(t.Context(), to(anna), keyed("k1", 1))
				var send *bot.SendError
				if !errors.As(err, &send) || send.Kind != bot.Retry {
					t.Fatalf("%v, want a Retry", err)
				}
				if n := f.Stats().Requests; n != 1 {
					t.Fatalf("%d requests for one Send", n)
				}
				id, err := a.Send(t.Context(), to(anna), keyed("k1", 2))
				if err != nil || id == "" {
					t.Fatalf("the second try: %q, %v", id, err)
				}
				if n := len(f.FromApp(discordfake.DMOf(anna))); n != 1 {
					t.Errorf("%d messages", n)
				}
			})
		})
	}
}

func TestSendErrors(t *testing.T) {
	quick(t, discordfake.Options{}, Options{}, func(t *testing.T, f *discordfake.Server, a *Adapter) {
		const bob, gone = "200000000000000002", "300000000000000003"
		f.CloseDM(bob, true)
		f.DropChannel(discordfake.DMOf(gone))
		f.DropUser(gone)
		check := func(what string, err error, kind bot.SendKind, code string, workspace bool) {
			t.Helper()
			var send *bot.SendError
			if !errors.As(err, &send) || send.Kind != kind || send.Code != code || send.Workspace != workspace {
				t.Errorf("%s: %v, want %v %s", what, err, kind, code)
			}
			if err != nil && strings.Contains(err.Error(), discordfake.DefaultToken) {
				t.Errorf("%s: the error has the token", what)
			}
		}
		_, err := a.Send(t.Context(), to(bob), keyed("a", 1))
		check("closed DM", err, bot.Denied, "50007", false)
		_, err = a.Send(t.Context(), to(gone), keyed("b", 1))
		check("channel gone", err, bot.Gone, "10003", false)
		_, err = a.Direct(t.Context(), user(gone))
		check("user gone", err, bot.Gone, "50033", false)
		f.Fault(discordfake.Fault{Kind: discordfake.Limit, Seconds: 30, Times: 1})
		_, err = a.Send(t.Context(), to(anna), keyed("c", 1))
		check("limited", err, bot.Retry, "rate-limit", false)
		var send *bot.SendError
		if errors.As(err, &send); send.After < 30*time.Second {
			t.Errorf("Retry-After 30 became %v", send.After)
		}
		n := f.Stats().Requests
		_, err = a.Send(t.Context(), to(anna), keyed("c", 2))
		check("told to wait", err, bot.Retry, "rate-limit", false)
		if f.Stats().Requests != n {
			t.Error("a request within Retry-After")
		}
		f.Revoke()
		_, err = a.Send(t.Context(), to("400000000000000004"), keyed("d", 1))
		check("revoked", err, bot.Denied, "401", true)
	})
}

// TestManyAtOnce: 2,000 messages over 100 channels that take one a second
// each and ask for 30 s where they are not obeyed: nothing is lost, nothing is
// sent where Discord said wait, and it takes hardly longer than it must.
func TestManyAtOnce(t *testing.T) {
	quick(t, discordfake.Options{}, Options{}, func(t *testing.T, f *discordfake.Server, a *Adapter) {
		f.SetLimits(discordfake.Limits{Global: 50, Channel: 1, Window: 1, RetryAfter: 30})
		began := time.Now()
		var wg sync.WaitGroup
		var mu sync.Mutex
		failed := 0
		for c := range 100 {
			wg.Go(func() {
				who := fmt.Sprint(500000000000000000 + c)
				for n := range 20 {
					for try := 1; ; try++ {
						_, err := a.Send(t.Context(), to(who), keyed(fmt.Sprintf("k%d-%d", c, n), try))
						if err == nil {
							break
						}
						var send *bot.SendError
						if !errors.As(err, &send) || send.Kind != bot.Retry || try > 200 {
							mu.Lock()
							failed++
							mu.Unlock()
							break
						}
						time.Sleep(max(send.After, 10*time.Millisecond))
					}
				}
			})
		}
		wg.Wait()
		took, st := time.Since(began), f.Stats()
		least := 2000 * time.Second / 50
		if failed > 0 || st.Messages != 2000 || st.InsideRetryAfter > 0 || st.Limited > 0 {
			t.Errorf("failed %d, messages %d, limited %d, inside Retry-After %d", failed, st.Messages, st.Limited, st.InsideRetryAfter)
		}
		if took > least*11/10 {
			t.Errorf("took %v; it could have been %v", took, least)
		}
		t.Logf("2,000 messages over 100 channels in %v (least possible %v), %d × 429", took.Round(time.Millisecond), least, st.Limited)
	})
}

// TestBursts: many for one channel wait for its window, and none is refused.
func TestBursts(t *testing.T) {
	quick(t, discordfake.Options{}, Options{}, func(t *testing.T, f *discordfake.Server, a *Adapter) {
		long := bot.Reply{Text: bot.Markup(strings.Repeat("word ", 4400)), Delivery: bot.Delivery{Key: "long", Try: 1}} // 11 messages, 5 in 5 s
		if _, err := a.Send(t.Context(), to(anna), long); err != nil {
			t.Fatal(err)
		}
		if st := f.Stats(); st.Limited > 0 || st.Messages < 11 {
			t.Errorf("%d × 429, %d messages", st.Limited, st.Messages)
		}
		before := f.Stats().Messages
		if _, err := a.Send(t.Context(), to(anna), long); err == nil && f.Stats().Messages != before {
			t.Error("the parts of a message have no nonces of their own")
		}
	})
}

// TestOpensArePaced: a flood of new direct messages is opened slowly, each once.
func TestOpensArePaced(t *testing.T) {
	quick(t, discordfake.Options{}, Options{}, func(t *testing.T, f *discordfake.Server, a *Adapter) {
		began := time.Now()
		for i := range 40 {
			who := fmt.Sprint(600000000000000000 + i)
			for range 2 {
				got, err := a.Direct(context.Background(), user(who))
				if err != nil || got.Channel != discordfake.DMOf(who) {
					t.Fatalf("%v, %v", got, err)
				}
			}
		}
		if took := time.Since(began); took < 14*time.Second || took > 16*time.Second {
			t.Errorf("40 opens took %v", took)
		}
		if st := f.Stats(); st.DMsOpened != 40 || st.Requests != 40 {
			t.Errorf("%d opened with %d requests", st.DMsOpened, st.Requests)
		}
	})
}

// TestFallbackChannel: a guild's channel can be sent to, with and without the
// person it concerns.
func TestFallbackChannel(t *testing.T) {
	quick(t, discordfake.Options{}, Options{}, func(t *testing.T, f *discordfake.Server, a *Adapter) {
		for i, c := range []string{discordfake.ChannelID, discordfake.ChannelID + ":" + anna} {
			if _, err := a.Send(t.Context(), people.Address{Platform: people.Discord, Channel: c}, keyed(fmt.Sprint("x", i), 1)); err != nil {
				t.Error(err)
			}
		}
		if n := len(f.FromApp(discordfake.ChannelID)); n != 2 {
			t.Errorf("%d messages", n)
		}
	})
}

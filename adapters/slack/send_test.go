package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/people"
)

func row(key string, try int) bot.Reply {
	return bot.Reply{Text: bot.Escape("nudge " + key), Delivery: bot.Delivery{Key: key, Try: try}}
}

func TestASecondTryFindsWhatTheFirstOneLeft(t *testing.T) {
	for _, kind := range []slackfake.FaultKind{slackfake.AcceptedCut, slackfake.Accepted500, slackfake.AcceptedStall} {
		for _, thread := range []bool{false, true} {
			t.Run(fmt.Sprint(kind, thread), func(t *testing.T) {
				b := start(t, slackfake.Options{}, say("x"))
				b.a.pace.between = time.Millisecond
				to := people.Address{Channel: b.fake.DM("U1")}
				if thread {
					to.Thread = b.fake.Say("U1", "hi").TS
					<-b.core.shown
				}
				b.fake.Break(slackfake.Fault{Kind: kind, Method: "chat.postMessage", Count: 1, StallMS: 60000})
				ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond) // what stalls is given up
				_, err := b.a.Send(ctx, to, row("k1", 1))
				cancel()
				var fault *bot.SendError
				if !errors.As(err, &fault) || fault.Kind != bot.Retry {
					t.Fatalf("the ambiguous try gave %v", err)
				}
				before := len(b.fake.Messages())
				id, err := b.a.Send(t.Context(), to, row("k1", 2))
				if err != nil {
					t.Fatal(err)
				}
				if n := len(b.fake.Messages()); n != before {
					t.Errorf("the second try made a second message")
				}
				if m, is := b.fake.Message(to.Channel, string(id)); !is || !strings.Contains(string(m.Metadata), "k1") {
					t.Errorf("found %q", id)
				}
				if _, err := b.a.Send(t.Context(), to, row("k2", 2)); err != nil || len(b.fake.Messages()) != before+1 {
					t.Errorf("what was not there was not sent: %v", err)
				}
			})
		}
	}
}

func TestRowsOfOneConversationShareAReading(t *testing.T) {
	b := start(t, slackfake.Options{}, say("x"))
	b.a.pace.between = time.Millisecond
	to := people.Address{Channel: b.fake.DM("U1")}
	for i := range 5 {
		if _, err := b.a.Send(t.Context(), to, row(fmt.Sprint("k", i), 2)); err != nil {
			t.Fatal(err)
		}
	}
	if n := b.fake.Stats().Calls["conversations.history"]; n != 1 {
		t.Errorf("read %d times", n)
	}
	// A try that may have arrived makes the reading worth nothing.
	b.fake.Break(slackfake.Fault{Kind: slackfake.Accepted500, Method: "chat.postMessage", Count: 1})
	_, _ = b.a.Send(t.Context(), to, row("k9", 2))
	if _, err := b.a.Send(t.Context(), to, row("k9", 3)); err != nil || len(b.fake.Messages()) != 6 {
		t.Errorf("%d messages, want 6 (%v)", len(b.fake.Messages()), err)
	}
}

func TestWhereNothingCanBeReadBackASecondMessageIsBetterThanNone(t *testing.T) {
	b := start(t, slackfake.Options{}, say("x"))
	sent := b.fake.Mention("U1", "C1", "hi")
	b.fake.Break(slackfake.Fault{Kind: slackfake.Error, Method: "conversations.replies", Error: "missing_scope"})
	if _, err := b.a.Send(t.Context(), people.Address{Channel: "C1:U1", Thread: sent.TS}, row("k", 2)); err != nil {
		t.Fatal(err)
	}
	b.posted("chat.postMessage", "nudge k")
}

func TestTheLibraryTriesNothingAgainByItself(t *testing.T) {
	b := start(t, slackfake.Options{}, say("x"))
	b.fake.Break(slackfake.Fault{Kind: slackfake.Accepted500, Method: "chat.postMessage"})
	_, _ = b.a.Send(t.Context(), people.Address{Channel: b.fake.DM("U1")}, row("k", 1))
	if n := len(b.fake.Messages()); n != 1 {
		t.Errorf("%d messages of one Send", n)
	}
}

func TestRetryAfterIsObeyed(t *testing.T) {
	b := start(t, slackfake.Options{}, say("x"))
	b.fake.Break(slackfake.Fault{Kind: slackfake.RateLimit, Method: "chat.postMessage", Count: 1, RetryAfter: 30})
	for i := range 5 {
		_, err := b.a.Send(t.Context(), people.Address{Channel: b.fake.DM(fmt.Sprint("U", i))}, row("k", 1))
		var fault *bot.SendError
		if !errors.As(err, &fault) || fault.Kind != bot.Retry || fault.After < 25*time.Second {
			t.Errorf("send %d: %v", i, err)
		}
	}
	if s := b.fake.Stats(); s.InRetryAfter != 0 || s.Refused["429"] != 1 {
		t.Errorf("%d calls inside the window, %d refused", s.InRetryAfter, s.Refused["429"])
	}
	// Other methods have windows of their own.
	if _, err := b.a.Direct(t.Context(), people.UserRef{ID: "U9"}); err != nil {
		t.Error(err)
	}
}

func TestADirectMessageIsOpenedOnce(t *testing.T) {
	b := start(t, slackfake.Options{}, say("x"))
	for range 5 {
		if _, err := b.a.Direct(t.Context(), people.UserRef{ID: "U1"}); err != nil {
			t.Fatal(err)
		}
	}
	if n := b.fake.Stats().Calls["conversations.open"]; n != 1 {
		t.Errorf("opened %d times", n)
	}
	b.fake.PutUser(slackfake.User{ID: "U2", DMClosed: true})
	_, err := b.a.Direct(t.Context(), people.UserRef{ID: "U2"})
	var fault *bot.SendError
	if !errors.As(err, &fault) || fault.Kind != bot.Denied {
		t.Errorf("a closed direct message: %v", err)
	}
}

func TestAChannelGetsOneMessageASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer()
		start := time.Now()
		for range 5 {
			if err := p.wait(t.Context(), "chat.postMessage", "C1", false); err != nil {
				t.Fatal(err)
			}
		}
		if d := time.Since(start); d < 4*time.Second || d > 4400*time.Millisecond {
			t.Errorf("five nudges took %v", d)
		}
		// Other channels do not wait for it, and somebody who waits gets a burst.
		start = time.Now()
		for range channelBurst {
			if err := p.wait(t.Context(), "chat.postMessage", "C2", true); err != nil {
				t.Fatal(err)
			}
		}
		if d := time.Since(start); d != 0 {
			t.Errorf("a burst of answers took %v", d)
		}
		if err := p.wait(t.Context(), "chat.postMessage", "C2", false); err != nil || time.Since(start) < channelBurst*time.Second {
			t.Errorf("a nudge after a burst came after %v, %v", time.Since(start), err)
		}
		// A deadline that cannot be kept is not waited for.
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		start = time.Now()
		if err := p.wait(ctx, "chat.postMessage", "C1", false); err != nil {
			t.Fatal(err)
		}
		if err := p.wait(ctx, "chat.postMessage", "C1", false); err == nil || time.Since(start) != 0 {
			t.Errorf("waited %v, %v", time.Since(start), err)
		}
	})
}

func TestAWindowIsWaitedForWhereItIsShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer()
		p.hold("chat.update", 3*time.Second)
		start := time.Now()
		if err := p.wait(t.Context(), "chat.update", "", true); err != nil || time.Since(start) != 3*time.Second {
			t.Errorf("waited %v, %v", time.Since(start), err)
		}
		p.hold("chat.update", time.Minute)
		var fault *bot.SendError
		if err := p.wait(t.Context(), "chat.update", "", true); !errors.As(err, &fault) || fault.After < 59*time.Second {
			t.Errorf("got %v", err)
		}
	})
}

func TestAWorkspaceWithoutTheNewerBlocksGetsOlderOnes(t *testing.T) {
	b := start(t, slackfake.Options{}, say("x"))
	b.fake.Break(slackfake.Fault{Kind: slackfake.Error, Method: "chat.postMessage", Error: "invalid_blocks", Count: 1})
	r := bot.Reply{Text: "t", Blocks: []bot.Block{bot.Table{Head: []bot.Markup{"H"}, Rows: [][]bot.Markup{{"a *cell*"}}},
		bot.Choices{Items: []bot.Choice{{Label: "Go", Action: "go"}}}}}
	if _, err := b.a.Send(t.Context(), people.Address{Channel: b.fake.DM("U1")}, r); err != nil {
		t.Fatal(err)
	}
	blocks := blocksOf(b.posted("chat.postMessage", "cell"))
	if !strings.Contains(blocks, `"section"`) || strings.Contains(blocks, `"table"`) || !strings.Contains(blocks, "choice:0:go") {
		t.Errorf("blocks %s", blocks)
	}
}

func TestADroppedSocketLosesNothing(t *testing.T) {
	b := start(t, slackfake.Options{Retries: []time.Duration{0, 0, 0, 0}, AckTimeout: time.Second}, func(ev bot.Event) (bot.Reply, error) {
		return bot.Reply{Text: bot.Escape("heard " + ev.Body.(bot.Message).Text)}, nil
	})
	for i, reason := range []string{"", "warning", "refresh_requested", ""} {
		b.fake.Say("U1", fmt.Sprint("before ", i))
		b.fake.Disconnect(reason)
		b.fake.Say("U1", fmt.Sprint("after ", i))
		b.posted("chat.postMessage", fmt.Sprint("heard before ", i))
		b.posted("chat.postMessage", fmt.Sprint("heard after ", i))
	}
	if n := len(b.core.had()); n != 8 {
		t.Errorf("%d events, want 8", n)
	}
}

func TestHealthIsHonestWhileTheAPICannotBeReached(t *testing.T) {
	b := start(t, slackfake.Options{Retries: []time.Duration{0, 0}}, say("back"))
	b.until(func() bool { return b.a.Health() == nil })
	b.fake.Break(slackfake.Fault{Kind: slackfake.Status, Method: "apps.connections.open", Code: http.StatusBadGateway, Count: 2})
	b.fake.Disconnect("")
	b.until(func() bool { return b.a.Health() != nil })
	sent := b.fake.Say("U1", "are you there?") // waits until somebody connects
	b.acked(sent)
	b.posted("chat.postMessage", "back")
	if err := b.a.Health(); err != nil {
		t.Errorf("connected again, but %v", err)
	}
}

func TestARevokedTokenEndsRun(t *testing.T) {
	fake := slackfake.New(slackfake.Options{})
	defer fake.Close()
	fake.Revoke()
	a := New(Options{BotToken: fake.BotToken(), AppToken: fake.AppToken(), APIURL: fake.URL()})
	err := a.Run(t.Context(), newCore(say("x")))
	var fault *bot.SendError
	if !errors.As(err, &fault) || !fault.Workspace || fault.Code != "token_revoked" {
		t.Errorf("Run gave %v", err)
	}
	if strings.Contains(fmt.Sprint(err), fake.BotToken()) {
		t.Error("the error names the token")
	}
}

// What was sent unasked shows its notice in a notification, whatever the message says.
func TestNoticeIsWhatANotificationShows(t *testing.T) {
	out := render(bot.Reply{Text: "Time for our check-in.\n\n**1** Lead the consent project", Notice: "Your check-in with Mentor"}, false)
	for _, m := range out.messages {
		if m.text != "Your check-in with Mentor" {
			t.Errorf("a notification shows %q", m.text)
		}
	}
	if len(out.messages) == 0 || !strings.Contains(out.messages[0].words, "consent") {
		t.Errorf("the message lost its words: %+v", out.messages)
	}
}

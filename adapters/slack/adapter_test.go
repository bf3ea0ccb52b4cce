package slack

import (
	"context"
	"errors"
	"testing"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/people"
)

func TestADirectMessageIsStoredAcknowledgedAndAnswered(t *testing.T) {
	b := start(t, slackfake.Options{}, say("Hello **you**"))
	b.fake.PutUser(slackfake.User{ID: "U1", TZ: "Europe/Paris", Locale: "fr-FR"})
	sent := b.fake.Say("U1", "what does a manager do?")
	b.acked(sent)
	c := b.posted("chat.postMessage", "Hello you")
	if c.Body["channel"] != sent.Channel {
		t.Errorf("answered in %v, was asked in %s", c.Body["channel"], sent.Channel)
	}
	ev := b.core.had()[0]
	if want := (bot.Hints{Locale: "fr-FR", Zone: "Europe/Paris"}); ev.Hints != want {
		t.Errorf("hints %+v, want %+v", ev.Hints, want)
	}
	if ev.ID != b.fake.Team()+"/"+sent.Channel+"/"+sent.TS || !ev.DM || ev.Body != (bot.Message{Text: "what does a manager do?"}) {
		t.Errorf("event %+v", ev)
	}
	if err := b.a.Health(); err != nil {
		t.Errorf("health while connected: %v", err)
	}
	b.stop()
	if b.a.Health() == nil {
		t.Error("health is good after the end")
	}
}

func TestTheSameMessageUnderOtherEventIdsActsOnce(t *testing.T) {
	b := start(t, slackfake.Options{Retries: nil}, say("once"))
	sent, err := b.fake.Inject(slackfake.Event{Kind: "message", User: "U1", Text: "hi", Copies: 11, FreshIDs: true})
	if err != nil {
		t.Fatal(err)
	}
	b.acked(sent)
	b.posted("chat.postMessage", "once")
	last := b.fake.Say("U1", "again") // comes after all copies, in order
	b.acked(last)
	for range 2 {
		<-b.core.shown
	}
	if n := len(b.core.had()); n != 2 {
		t.Errorf("%d events, want 2", n)
	}
}

func TestAnEventThatIsNotStoredComesAgain(t *testing.T) {
	b := start(t, slackfake.Options{AckTimeout: 50e6, Retries: nil}, say("stored at last"))
	b.core.mu.Lock()
	b.core.fail = bot.ErrNotSaved
	b.core.mu.Unlock()
	sent := b.fake.Say("U1", "hi")
	_ = sent
	b.core.mu.Lock()
	b.core.fail = nil
	b.core.mu.Unlock()
	b.posted("chat.postMessage", "stored at last")
}

// What Slack brings no more is not passed over in silence.
func TestWhatIsNeverStoredIsSaid(t *testing.T) {
	b := start(t, slackfake.Options{AckTimeout: 50e6, Retries: []time.Duration{0, 0, 0}}, say("never"))
	b.core.mu.Lock()
	b.core.fail = bot.ErrNotSaved
	b.core.mu.Unlock()
	b.fake.Say("U1", "hi")
	b.posted("chat.postMessage", "nothing was saved")
	if n := len(b.core.had()); n != 0 {
		t.Errorf("%d events, want none", n)
	}
}

func TestSendErrors(t *testing.T) {
	for code, want := range map[string]bot.SendError{
		"channel_not_found": {Kind: bot.Gone}, "is_archived": {Kind: bot.Gone}, "user_not_found": {Kind: bot.Gone},
		"not_in_channel": {Kind: bot.Denied}, "cannot_dm_bot": {Kind: bot.Denied}, "missing_scope": {Kind: bot.Denied},
		"token_revoked": {Kind: bot.Denied, Workspace: true}, "invalid_auth": {Kind: bot.Denied, Workspace: true},
		"account_inactive": {Kind: bot.Gone}, // our own token is fine: it is the person
		"internal_error":   {Kind: bot.Retry}, "msg_too_long": {Kind: bot.Rejected}, "something_new": {Kind: bot.Rejected},
	} {
		t.Run(code, func(t *testing.T) {
			b := start(t, slackfake.Options{}, say("x"))
			b.fake.Break(slackfake.Fault{Kind: slackfake.Error, Method: "chat.postMessage", Error: code})
			_, err := b.a.Send(context.Background(), people.Address{Channel: b.fake.DM("U1")}, bot.Reply{Text: "hi"})
			var got *bot.SendError
			if !errors.As(err, &got) || got.Kind != want.Kind || got.Workspace != want.Workspace || got.Code != code {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

package slack

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
)

// A token that Slack refuses for good ends Run, with the name of its setting,
// and is not asked about for ever.
func TestARefusedTokenNamesItsSetting(t *testing.T) {
	for name, c := range map[string]struct {
		options func(o *Options)
		fault   *slackfake.Fault
		setting string
		code    string
	}{
		"a wrong bot token": {func(o *Options) { o.BotToken = "xoxb-wrong" }, nil, "SLACK_BOT_TOKEN", "invalid_auth"},
		"a wrong app token": {func(o *Options) { o.AppToken = "xapp-wrong" }, nil, "SLACK_APP_TOKEN", "invalid_auth"},
		"a token of another kind": {nil, &slackfake.Fault{Kind: slackfake.Error, Method: "apps.connections.open", Error: "not_allowed_token_type"},
			"SLACK_APP_TOKEN", "not_allowed_token_type"},
		"a scope is missing": {nil, &slackfake.Fault{Kind: slackfake.Error, Method: "apps.connections.open", Error: "missing_scope"},
			"SLACK_APP_TOKEN", "missing_scope"},
		"a user's token": {nil, &slackfake.Fault{Kind: slackfake.Error, Method: "auth.test", Error: "not_allowed_token_type"},
			"SLACK_BOT_TOKEN", "not_allowed_token_type"},
	} {
		t.Run(name, func(t *testing.T) {
			fake := slackfake.New(slackfake.Options{})
			defer fake.Close()
			if c.fault != nil {
				fake.Break(*c.fault)
			}
			o := Options{BotToken: fake.BotToken(), AppToken: fake.AppToken(), APIURL: fake.URL()}
			if c.options != nil {
				c.options(&o)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			a := New(o)
			err := a.Run(ctx, newCore(say("x")))
			var refused *bot.Refused
			if !errors.As(err, &refused) || refused.Setting != c.setting || !strings.Contains(err.Error(), c.code) {
				t.Fatalf("Run gave %v", err)
			}
			if strings.Contains(err.Error(), o.BotToken) || strings.Contains(err.Error(), o.AppToken) {
				t.Errorf("the error has the token: %v", err)
			}
			if health := a.Health(); health == nil || !strings.Contains(health.Error(), c.setting) {
				t.Errorf("the health says %v", health)
			}
		})
	}
}

// All that is wrong is said at once.
func TestBothTokensAreExamined(t *testing.T) {
	fake := slackfake.New(slackfake.Options{})
	defer fake.Close()
	wrong := map[string]bool{}
	a := New(Options{BotToken: "xoxb-wrong", AppToken: "xapp-wrong", APIURL: fake.URL()})
	a.Examine(t.Context(), func(what, _ string, err error) { wrong[what] = err != nil })
	if !wrong["SLACK_BOT_TOKEN"] || !wrong["SLACK_APP_TOKEN"] {
		t.Errorf("wrong are %v", wrong)
	}
}

// A probe finds a token that was revoked while the connection stands; being
// asked to wait is no refusal.
func TestProbeFindsARevokedToken(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*slackfake.Server)
		want   string
	}{
		"a good token": {func(*slackfake.Server) {}, ""},
		"asked too often": {func(f *slackfake.Server) {
			f.Break(slackfake.Fault{Kind: slackfake.RateLimit, Method: "auth.test", RetryAfter: 1})
		}, ""},
		"no answer":       {func(f *slackfake.Server) { f.Break(slackfake.Fault{Kind: slackfake.Cut, Method: "auth.test"}) }, "unreachable"},
		"a revoked token": {(*slackfake.Server).Revoke, "SLACK_BOT_TOKEN"},
	} {
		fake := slackfake.New(slackfake.Options{})
		c.change(fake)
		a := New(Options{BotToken: fake.BotToken(), AppToken: fake.AppToken(), APIURL: fake.URL()})
		if err := a.Probe(t.Context()); (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		fake.Close()
	}
}

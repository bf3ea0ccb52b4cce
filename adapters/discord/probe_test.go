package discord

import (
	"context"
	"strings"
	"testing"

	"mentor/adapters/discord/discordfake"
)

// A probe asks Discord: it is content where the token is taken, and where
// Discord only wants to be asked less or does not know the question; else it
// says why, and of a token its variable, never the token.
func TestAProbeAsksAboutTheToken(t *testing.T) {
	const me = "GET /users/@me"
	for name, c := range map[string]struct {
		fault discordfake.Fault
		well  bool
		says  string
	}{
		"the token is taken":      {discordfake.Fault{}, true, ""},
		"it was revoked":          {discordfake.Fault{Kind: "revoke"}, false, "DISCORD_TOKEN"},
		"Discord is unwell":       {discordfake.Fault{On: me, Kind: discordfake.Error, Status: 503}, false, "users/@me"},
		"nobody answers":          {discordfake.Fault{On: me, Kind: discordfake.Refuse}, false, "users/@me"},
		"asked too often":         {discordfake.Fault{On: me, Kind: discordfake.Limit, Seconds: 3600}, true, ""},
		"a server without a user": {discordfake.Fault{On: me, Kind: discordfake.Error, Status: 404}, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			quick(t, discordfake.Options{}, Options{}, func(t *testing.T, f *discordfake.Server, a *Adapter) {
				switch {
				case c.fault.Kind == "revoke":
					f.Revoke()
				case c.fault.Kind != "":
					c.fault.Times = 100
					f.Fault(c.fault)
				}
				err := a.Probe(context.Background())
				if (err == nil) != c.well || err != nil && !strings.Contains(err.Error(), c.says) {
					t.Errorf("the probe says %v", err)
				}
				if err != nil && strings.Contains(err.Error(), discordfake.DefaultToken) {
					t.Errorf("it tells the token: %v", err)
				}
				if n := f.Stats().Requests; n == 0 {
					t.Error("Discord was not asked")
				}
			})
		})
	}
}

package slack

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// scopes are what the bot's token has to be allowed.
var scopes = []string{"app_mentions:read", "assistant:write", "chat:write", "commands", "files:write", "im:history", "im:write", "users:read"}

// maxSkew is how far this machine's clock may be from Slack's: Slack's
// signatures are good for five minutes.
const maxSkew = time.Minute

// Examine asks Slack about the set-up without starting anything, and reports
// each thing: what was found, or what is wrong with its mend.
func (a *Adapter) Examine(ctx context.Context, report func(what, found string, wrong error)) {
	a.examineBot(ctx, report)
	a.examineApp(ctx, report) // also where the bot's token is wrong: all is said at once
}

func (a *Adapter) examineBot(ctx context.Context, report func(what, found string, wrong error)) {
	if err := a.Probe(ctx); err != nil {
		report(botTokenSetting, "", err)
		return
	}
	me, err := a.whoAmI(ctx)
	if err != nil {
		report(botTokenSetting, "", sendError(err))
		return
	}
	report(botTokenSetting, fmt.Sprintf("@%s in %s", me.User, me.Team), nil)
	report("Slack scopes", strings.Join(scopes, ", "), missingScopes(me.Header))
	if at, err := http.ParseTime(me.Header.Get("Date")); err == nil {
		skew := a.now().Sub(at)
		var wrong error
		if skew.Abs() > maxSkew {
			wrong = fmt.Errorf("this machine's clock is %v from Slack's: let it keep time by NTP", skew.Abs().Round(time.Second))
		}
		report("clock", "within a minute of Slack's", wrong)
	}
}

func (a *Adapter) examineApp(ctx context.Context, report func(what, found string, wrong error)) {
	if a.opt.AppToken == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if _, _, err := a.api().StartSocketModeContext(ctx); err != nil {
		fault := sendError(err)
		if final := refusedToken(appTokenSetting, fault); final != nil {
			report(appTokenSetting, "", final)
			return
		}
		report(appTokenSetting, "", fmt.Errorf("apps.connections.open: %w", fault))
		return
	}
	report(appTokenSetting, "Socket Mode opens", nil)
}

// missingScopes is what the token may not do, by the header of an answer;
// nil where the header does not say.
func missingScopes(h http.Header) error {
	said := h.Get("X-Oauth-Scopes")
	if said == "" {
		return nil
	}
	var have, missing []string
	for s := range strings.SplitSeq(said, ",") {
		have = append(have, strings.TrimSpace(s))
	}
	for _, s := range scopes {
		if !slices.Contains(have, s) {
			missing = append(missing, s)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("missing: %s. Add them at api.slack.com/apps, your app, OAuth & Permissions, and install the app again", strings.Join(missing, ", "))
}

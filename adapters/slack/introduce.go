package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	slackgo "github.com/slack-go/slack"

	"mentor/adapters/backoff"
	"mentor/bot"
)

// at says where the Web API is.
func (a *Adapter) at(base string) {
	a.web.Store(&webAPI{base: base, Client: slackgo.New(a.opt.BotToken, slackgo.OptionAPIURL(base), slackgo.OptionHTTPClient(a.http),
		slackgo.OptionAppLevelToken(a.opt.AppToken))})
}

// api is the Web API's client.
func (a *Adapter) api() *slackgo.Client { return a.web.Load().Client }

// introduce asks the API who we are, until it answers.
func (a *Adapter) introduce(ctx context.Context, in bot.Intake) error {
	var wait backoff.Backoff
	for {
		r, err := a.whoAmI(ctx)
		if noAPI(err) {
			r, err = a.locate(ctx, err)
		}
		if err == nil {
			a.experience.scopes(r.Header)
			a.self.Store(&identity{team: r.TeamID, user: r.UserID, bot: r.BotID})
			return nil
		}
		if ctx.Err() != nil {
			return nil
		}
		fault := sendError(err)
		if final := refusedToken(botTokenSetting, fault); final != nil {
			a.setHealth(final)
			return final
		}
		a.setHealth(fault)
		if !wait.Sleep(ctx, fault.After) {
			return nil
		}
	}
}

// Probe implements bot.Prober.
func (a *Adapter) Probe(ctx context.Context) error {
	_, err := a.whoAmI(ctx)
	if err == nil {
		return nil
	}
	fault := sendError(err)
	if final := refusedToken(botTokenSetting, fault); final != nil {
		return final
	}
	if fault.Code == "ratelimited" {
		return nil
	}
	return fmt.Errorf("slack: auth.test: %w", fault)
}

func (a *Adapter) whoAmI(ctx context.Context) (*slackgo.AuthTestResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return a.api().AuthTestContext(ctx)
}

// noAPI is true of an answer that no Web API gives.
func noAPI(err error) bool {
	var status slackgo.StatusCodeError
	var syntax *json.SyntaxError
	return errors.As(err, &syntax) || errors.As(err, &status) && (status.Code == http.StatusNotFound || status.Code == http.StatusMethodNotAllowed)
}

// locate looks for the API below an address that was given without /api, as a
// local server's may be.
func (a *Adapter) locate(ctx context.Context, err error) (*slackgo.AuthTestResponse, error) {
	given := a.web.Load().base
	if strings.HasSuffix(given, "/api/") {
		return nil, missing(err, given)
	}
	a.at(given + "api/")
	r, err := a.whoAmI(ctx)
	if noAPI(err) {
		a.at(given)
		err = missing(err, given+" nor at "+given+"api/")
	}
	return r, err
}

// missing says where no API was found. It may still be about to start.
func missing(err error, where string) error {
	return &bot.SendError{Kind: bot.Retry, Code: "no_api",
		Err: fmt.Errorf("there is no Slack API at %s: SLACK_API_URL is its base, such as http://127.0.0.1:8070/api/: %w", where, err)}
}

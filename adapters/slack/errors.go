package slack

import (
	"context"
	"errors"
	"net"
	"net/url"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
)

// meaning says what each of Slack's error codes means for what was to be sent
// (docs.slack.dev, errors of chat.postMessage, conversations.open, views.*).
var meaning = map[string]bot.SendKind{
	"channel_not_found": bot.Gone, "is_archived": bot.Gone, "user_not_found": bot.Gone, "users_not_found": bot.Gone,
	"user_disabled": bot.Gone, "user_not_visible": bot.Gone, "channel_is_archived": bot.Gone, "is_inactive": bot.Gone,

	"not_in_channel": bot.Denied, "cannot_dm_bot": bot.Denied, "restricted_action": bot.Denied, "missing_scope": bot.Denied,
	"user_not_in_channel": bot.Denied, "messages_tab_disabled": bot.Denied, "ekm_access_denied": bot.Denied,
	"restricted_action_read_only_channel": bot.Denied, "restricted_action_thread_only_channel": bot.Denied,
	"restricted_action_non_threadable_channel": bot.Denied, "access_denied": bot.Denied, "no_permission": bot.Denied,
	"not_allowed_token_type": bot.Denied, "posting_to_general_channel_denied": bot.Denied, "not_enabled": bot.Denied,

	"internal_error": bot.Retry, "fatal_error": bot.Retry, "service_unavailable": bot.Retry, "request_timeout": bot.Retry,
	"ratelimited": bot.Retry, "rate_limited": bot.Retry, "message_limit_exceeded": bot.Retry, "team_added_to_org": bot.Retry,
	"accesslimited": bot.Retry,
}

// revoked are the codes that end a whole workspace.
var revoked = map[string]bool{
	"token_revoked": true, "invalid_auth": true, "not_authed": true, "token_expired": true, "account_inactive": true,
	"team_access_not_granted": true, "app_uninstalled": true, "org_login_required": true, "enterprise_is_restricted": true,
}

// The settings that Slack may refuse.
const (
	botTokenSetting = "SLACK_BOT_TOKEN"
	appTokenSetting = "SLACK_APP_TOKEN"
)

// refusedToken gives the setting whose token Slack does not take, where asking
// again cannot help; nil for other errors.
func refusedToken(setting string, fault *bot.SendError) *bot.Refused {
	mend := ""
	switch {
	case fault.Code == "org_login_required": // a workspace on the move: it comes back
	case fault.Code == "missing_scope" && setting == appTokenSetting:
		mend = "Give it the scope connections:write: api.slack.com/apps, your app, Basic Information, App-Level Tokens."
	case (!fault.Workspace || fault.Kind == bot.Retry) && fault.Code != "not_allowed_token_type" && fault.Code != "missing_scope":
	case setting == appTokenSetting:
		mend = "Copy the app-level token (xapp-…) again: api.slack.com/apps, your app, Basic Information, App-Level Tokens."
	default:
		mend = "Copy the bot token (xoxb-…) again, after installing the app anew if it was removed: api.slack.com/apps, your app, OAuth & Permissions."
	}
	if mend == "" {
		return nil
	}
	return &bot.Refused{Setting: setting, Mend: mend, Err: fault}
}

// sendError says what can be done about an error of the Web API. What is
// unclear is Retry: the delivery key keeps a second try from a second message.
func sendError(err error) *bot.SendError {
	var already *bot.SendError
	if errors.As(err, &already) {
		return already
	}
	var limited *slackgo.RateLimitedError
	if errors.As(err, &limited) {
		return &bot.SendError{Kind: bot.Retry, After: limited.RetryAfter, Workspace: true, Code: "ratelimited"}
	}
	var status slackgo.StatusCodeError
	if errors.As(err, &status) {
		kind := bot.Retry
		if status.Code >= 400 && status.Code < 500 && status.Code != 408 && status.Code != 429 {
			kind = bot.Rejected
		}
		return &bot.SendError{Kind: kind, Code: "http_" + status.Status[:min(3, len(status.Status))], Err: errors.New("slack answered " + status.Status)}
	}
	var said slackgo.SlackErrorResponse
	if errors.As(err, &said) {
		if revoked[said.Err] {
			return &bot.SendError{Kind: bot.Denied, Workspace: true, Code: said.Err}
		}
		kind, known := meaning[said.Err]
		if !known {
			kind = bot.Rejected
		}
		return &bot.SendError{Kind: kind, Code: said.Err}
	}
	return &bot.SendError{Kind: bot.Retry, Code: unreached(err), Err: withoutURL(err)}
}

func unreached(err error) string {
	var timeout net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return "canceled"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	}
	return "unreachable"
}

// withoutURL takes the address out of a client's error: a response_url is a
// secret, and errors end in logs.
func withoutURL(err error) error {
	var at *url.Error
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// call makes one paced call of the Web API and gives a *bot.SendError.
func (a *Adapter) call(ctx context.Context, method, channel string, direct bool, do func(context.Context) error) error {
	if err := a.pace.wait(ctx, method, channel, direct); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	err := do(ctx)
	if err == nil {
		return nil
	}
	fault := sendError(err)
	if fault.Code == "ratelimited" {
		a.pace.hold(method, fault.After)
	}
	if fault.Code == "account_inactive" && method != "auth.test" {
		// Slack says this of our own token, and of a person who was deactivated.
		if _, err := a.api().AuthTestContext(ctx); err == nil {
			fault = &bot.SendError{Kind: bot.Gone, Code: fault.Code}
		}
	}
	return fault
}

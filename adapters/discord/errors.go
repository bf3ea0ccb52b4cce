package discord

import (
	"context"
	"errors"
	"strconv"
	"time"

	"mentor/bot"
)

// Discord's error numbers that mean something to us.
const (
	codeUnknownChannel  = 10003
	codeUnknownGuild    = 10004
	codeUnknownMessage  = 10008
	codeUnknownUser     = 10013
	codeUnknownWebhook  = 10015
	codeUnknownInter    = 10062
	codeDMsTooFast      = 40003
	codeAcknowledged    = 40060
	codeMissingAccess   = 50001
	codeForeignMessage  = 50005
	codeClosedDM        = 50007
	codeNoRights        = 50013
	codeWebhookToken    = 50027
	codeNoRecipient     = 50033
	codeNoMutualGuild   = 50278
	codeUnverified      = 40002
	codeQuarantinedUser = 20026
)

// Waits where Discord names none.
const (
	dmsTooFastWait = 10 * time.Minute
	bannedWait     = time.Hour // Cloudflare's ban after 10,000 invalid requests lasts as long
)

// closedToUs is true where nothing can be said in a channel: it is gone, or we
// have no right there.
func closedToUs(err error) bool {
	var fault *bot.SendError
	return errors.As(err, &fault) && (fault.Kind == bot.Denied || fault.Kind == bot.Gone) && !fault.Workspace
}

// unknownRoute is true where a server does not know what was asked.
func unknownRoute(err error) bool {
	var e *apiError
	return errors.As(err, &e) && e.code == 0 && (e.status == 404 || e.status == 405 || e.status == 501)
}

// sendError says what can be done about err; nil for nil.
func sendError(err error) error {
	if err == nil {
		return nil
	}
	var e *apiError
	if !errors.As(err, &e) {
		return &bot.SendError{Kind: bot.Rejected, Code: "unsendable", Err: err}
	}
	out := &bot.SendError{Code: strconv.Itoa(e.code), Err: err}
	if e.code == 0 {
		out.Code = strconv.Itoa(e.status)
	}
	switch {
	case e.status == 0:
		out.Code = "no-answer"
		if errors.Is(e.err, context.Canceled) {
			out.Code = "stopped"
		}
	case e.status == 429:
		out.After, out.Code, out.Workspace = e.after, "rate-limit", e.global
	case e.status >= 500:
	case e.code == codeWebhookToken, e.code == codeUnknownWebhook, e.code == codeUnknownInter:
		out.Code = "late" // the interaction is over, not the token; a channel message still works
	case e.status == 401 || e.code == codeUnverified || e.code == codeQuarantinedUser:
		out.Kind, out.Workspace = bot.Denied, true
	case e.code == codeDMsTooFast:
		out.After = dmsTooFastWait
	case e.status == 403 && e.code == 0:
		out.After, out.Workspace = bannedWait, true // no error object: something before Discord refuses the address
	case e.status == 403:
		out.Kind = bot.Denied
	case e.code == codeUnknownChannel, e.code == codeUnknownUser, e.code == codeUnknownGuild, e.code == codeNoRecipient:
		out.Kind = bot.Gone
	case e.status == 404 && e.code == 0:
		out.Kind = bot.Gone
	default:
		out.Kind = bot.Rejected
	}
	return out
}

// errNoForm says that a form's steps are not known any more.
var errNoForm = errors.New("form is not known any more")

var errNotRunning = errors.New("discord: not connected yet")

package slack

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"mentor/adapters/slack/richtext"
	"mentor/bot"
	"mentor/bot/people"
)

// maxBody is the most that one request from Slack may hold, in bytes; what
// Slack itself sends stays far below.
const maxBody = 1 << 20

// job says what is to be done with something that came in.
type job int

const (
	ignore  job = iota // nothing for us: acknowledged, and that is all
	accept             // stored, acknowledged, handled afterwards
	handle             // handled before the acknowledgement
	submit             // a form came back: its faults go into the acknowledgement
	suggest            // options are the acknowledgement
	home               // a home tab to publish
	first              // an assistant pane or the messages tab came into view
	gone               // the workspace took the mentor away
	profile            // a person's profile has changed
	foreign            // for another workspace: acknowledged, counted, dropped
	looked             // somebody looks at something else, with us beside it: says that we are an agent
)

// inbound is something that came in, translated.
type inbound struct {
	job         job
	ev          bot.Event
	trigger     string // opens a form, for 3 s
	responseURL string
	ephemeral   bool   // the pressed message is one that only the person sees
	thread      string // of an assistant pane
	page        int    // of the home tab
	onHome      bool   // pressed on the home tab
	text        string // what is typed (suggest)
	field       string // what it completes
	view        formState
	user        slackUser // profile
	name        string    // the channel's, of a slash command
	command     string    // its own name, without the slash
	mentions    []string  // user ids that Text names as @id
	root        string    // ts of a message outside of a thread
	experience  int32     // what it says of the experience
	last        bool      // it does not come again
}

// slackUser is what a profile tells.
type slackUser struct {
	ID      string `json:"id"`
	TZ      string `json:"tz"`
	Locale  string `json:"locale"`
	Deleted bool   `json:"deleted"`
	Name    string `json:"name"`
	Profile struct {
		DisplayName string `json:"display_name"`
	} `json:"profile"`
}

// Envelope kinds, as Socket Mode names them.
const (
	kindEvents      = "events_api"
	kindCommand     = "slash_commands"
	kindInteractive = "interactive"
)

// decode translates a payload. It never fails on what it does not know: that
// is ignored. An error is for what is no payload at all.
func decode(kind string, payload []byte, me identity, now time.Time) (inbound, error) {
	switch kind {
	case kindEvents:
		return decodeEvent(payload, me, now)
	case kindCommand:
		return decodeCommand(payload, me, now)
	case kindInteractive:
		return decodeInteractive(payload, me, now)
	}
	return inbound{}, fmt.Errorf("slack: envelope of kind %q", kind)
}

// lenient reads JSON and lets fields of another type than expected stay
// empty: one odd field must not cost the whole event.
func lenient(data []byte, v any) error {
	err := json.Unmarshal(data, v)
	var odd *json.UnmarshalTypeError
	if errors.As(err, &odd) {
		return nil
	}
	return err
}

type eventPayload struct {
	TeamID         string          `json:"team_id"`
	Event          json.RawMessage `json:"event"`
	EventTime      int64           `json:"event_time"`
	Authorizations []struct {
		TeamID string `json:"team_id"`
		UserID string `json:"user_id"`
		IsBot  bool   `json:"is_bot"`
	} `json:"authorizations"`
}

type innerEvent struct {
	Type        string          `json:"type"`
	Subtype     string          `json:"subtype"`
	Channel     string          `json:"channel"`
	ChannelType string          `json:"channel_type"`
	User        json.RawMessage `json:"user"` // an id, or an object in user_change
	BotID       string          `json:"bot_id"`
	BotProfile  json.RawMessage `json:"bot_profile"`
	Text        string          `json:"text"`
	Blocks      json.RawMessage `json:"blocks"`
	Files       json.RawMessage `json:"files"`
	Attachments json.RawMessage `json:"attachments"` // a message that was passed on, among others
	TS          string          `json:"ts"`
	ThreadTS    string          `json:"thread_ts"`
	EventTS     string          `json:"event_ts"`
	Hidden      bool            `json:"hidden"`
	Tab         string          `json:"tab"`
	Tokens      struct {
		Bot []string `json:"bot"`
	} `json:"tokens"`
	Context json.RawMessage `json:"context"` // what somebody looks at; only agents are told
	View    struct {        // of a home tab that was published before
		Installed string `json:"app_installed_team_id"`
	} `json:"view"`
	Assistant struct {
		User   string `json:"user_id"`
		Chan   string `json:"channel_id"`
		Thread string `json:"thread_ts"`
	} `json:"assistant_thread"`
}

func decodeEvent(payload []byte, me identity, now time.Time) (inbound, error) {
	var p eventPayload
	if err := lenient(payload, &p); err != nil {
		return inbound{}, err
	}
	var e innerEvent
	if len(p.Event) == 0 {
		return inbound{}, nil
	}
	if err := lenient(p.Event, &e); err != nil {
		return inbound{}, err
	}
	authorized := ""
	if len(p.Authorizations) > 0 { // for whom the event is
		to := p.Authorizations[0]
		authorized = to.TeamID
		if me.user == "" && to.IsBot {
			me.user = to.UserID
		}
	}
	team, ok := me.ours(e.View.Installed, authorized, p.TeamID)
	if !ok {
		return inbound{job: foreign}, nil
	}
	var user string
	_ = json.Unmarshal(e.User, &user)
	in := inbound{ev: bot.Event{
		At: happened(e.EventTS, e.TS, p.EventTime, now), User: people.UserRef{Platform: people.Slack, Workspace: team, ID: user},
		From: people.Address{Platform: people.Slack, Workspace: team, Channel: e.Channel, Thread: e.ThreadTS},
	}}
	switch e.Type {
	case "message", "app_mention":
		return message(in, e, me, user), nil
	case "app_home_opened":
		if user == "" || user == me.user {
			return inbound{}, nil
		}
		in.ev.ID = join("opened", team, user, e.EventTS)
		in.ev.DM = true
		switch e.Tab {
		case "home":
			in.job, in.ev.Body = home, bot.Opened{Surface: bot.Home}
		case "messages":
			in.job, in.ev.Body = first, bot.Opened{Surface: bot.FirstContact}
			if len(e.Context) > 0 {
				in.experience = agentView
			}
		}
		return in, nil
	case "app_context_changed":
		in.job, in.experience = looked, agentView
		return in, nil
	case "assistant_thread_started":
		if e.Assistant.User == "" || e.Assistant.Chan == "" {
			return inbound{}, nil
		}
		in.job, in.thread = first, e.Assistant.Thread
		in.ev.User.ID = e.Assistant.User
		in.ev.From.Channel, in.ev.From.Thread = e.Assistant.Chan, e.Assistant.Thread
		in.experience = assistantView
		in.ev.ID = join("pane", team, e.Assistant.Chan, e.Assistant.Thread)
		in.ev.DM = true
		in.ev.Body = bot.Opened{Surface: bot.FirstContact}
		return in, nil
	case "user_change", "user_profile_changed":
		in.job = profile
		if lenient(e.User, &in.user) != nil || in.user.ID == "" {
			return inbound{}, nil
		}
		return in, nil
	case "app_uninstalled":
		in.job = gone
		return in, nil
	case "tokens_revoked":
		if len(e.Tokens.Bot) > 0 { // people's own tokens are not ours
			in.job = gone
		}
		return in, nil
	}
	return inbound{}, nil
}

// wordless says what came without words of the person's own: what somebody else
// said, that was passed on, or a file.
func wordless(e innerEvent) (about string, a bot.Attached) {
	var passed []struct {
		Text string `json:"text"`
	}
	if lenient(e.Attachments, &passed) == nil && len(passed) > 0 {
		if passed[0].Text != "" {
			return passed[0].Text, ""
		}
		a = bot.AttachedForward
	}
	var files []struct {
		Mime string `json:"mimetype"`
		Sub  string `json:"subtype"`
	}
	if lenient(e.Files, &files) == nil && len(files) > 0 {
		if files[0].Sub == "slack_audio" {
			return "", bot.AttachedVoice
		}
		return "", bot.AttachedOf(files[0].Mime)
	}
	return "", a
}

// spoken are the subtypes that are somebody saying something; all others are
// edits, joins, topics and what other apps do.
var spoken = map[string]bool{"": true, "file_share": true, "me_message": true, "thread_broadcast": true}

func message(in inbound, e innerEvent, me identity, user string) inbound {
	if !spoken[e.Subtype] || e.Hidden || user == "" || user == me.user || e.BotID != "" || user == "USLACKBOT" ||
		e.Channel == "" || e.TS == "" {
		return inbound{}
	}
	// A channel's plain messages are none of ours: there we are mentioned.
	in.ev.DM = e.ChannelType == "im" || e.ChannelType == "" && strings.HasPrefix(e.Channel, "D") || e.ChannelType == "app_home"
	if e.Type == "message" && !in.ev.DM {
		return inbound{}
	}
	text, mentions := richtext.Read(e.Text, e.Blocks, me.user)
	in.mentions = mentions
	in.job = accept
	// The same message comes under several event ids at times (up to eleven
	// seen, node-slack-sdk#2141), and once as a message, once as a mention.
	in.ev.ID = join(in.ev.User.Workspace, e.Channel, e.TS)
	body := bot.Message{Text: text}
	if text == "" {
		body.About, body.Attached = wordless(e)
	}
	in.ev.Body = body
	if in.ev.DM && e.ThreadTS == "" {
		in.root = e.TS
	}
	if !in.ev.DM {
		in.ev.From.Channel = e.Channel + ":" + user
		if in.ev.From.Thread == "" {
			in.ev.From.Thread = e.TS // a mention is answered in a thread of its own
		}
	}
	return in
}

func decodeCommand(payload []byte, me identity, now time.Time) (inbound, error) {
	var c struct {
		Team        string `json:"team_id"`
		Channel     string `json:"channel_id"`
		Name        string `json:"channel_name"`
		User        string `json:"user_id"`
		Command     string `json:"command"`
		Text        string `json:"text"`
		ResponseURL string `json:"response_url"`
		Trigger     string `json:"trigger_id"`
	}
	if err := lenient(payload, &c); err != nil {
		return inbound{}, err
	}
	if c.User == "" || c.User == me.user {
		return inbound{}, nil
	}
	team, ok := me.ours(c.Team)
	if !ok {
		return inbound{job: foreign}, nil
	}
	c.Team = team
	id := c.Trigger
	if id == "" {
		id = digest(payload)
	}
	// A command's text is plain but for &, < and > (docs.slack.dev, slash
	// commands), unless the app asks for escaped mentions; then words reads them.
	text, mentions := richtext.Read(c.Text, nil, me.user)
	return inbound{job: accept, trigger: c.Trigger, responseURL: c.ResponseURL, name: c.Name,
		command: strings.TrimPrefix(c.Command, "/"), mentions: mentions, ev: bot.Event{
			ID: join("command", c.Team, id), At: now, Forms: c.Trigger != "",
			User: people.UserRef{Platform: people.Slack, Workspace: c.Team, ID: c.User},
			From: people.Address{Platform: people.Slack, Workspace: c.Team, Channel: c.Channel + ":" + c.User},
			Body: bot.Command{Line: text},
		}}, nil
}

// happened is the time of an event: its own timestamp, in UTC.
func happened(eventTS, ts string, seconds int64, now time.Time) time.Time {
	for _, s := range []string{eventTS, ts} {
		if t, ok := stamp(s); ok {
			return t
		}
	}
	if seconds > 0 {
		return time.Unix(seconds, 0).UTC()
	}
	return now.UTC()
}

// stamp reads Slack's ts: seconds, a dot, microseconds.
func stamp(ts string) (time.Time, bool) {
	whole, part, _ := strings.Cut(ts, ".")
	sec, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || sec <= 0 || sec > 253402300799 { // the year 9999
		return time.Time{}, false
	}
	micro, _ := strconv.ParseInt((part + "000000")[:6], 10, 64)
	return time.Unix(sec, micro*1000).UTC(), true
}

func join(parts ...string) string { return strings.Join(parts, "/") }

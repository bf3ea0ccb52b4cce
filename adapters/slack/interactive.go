package slack

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"mentor/adapters/slack/richtext"
	"mentor/bot"
	"mentor/bot/people"
)

// interaction is any payload of the kind interactive, as far as we read it.
type interaction struct {
	Type        string    `json:"type"`
	Team        idName    `json:"team"`
	User        userOf    `json:"user"`
	Channel     idName    `json:"channel"`
	Trigger     string    `json:"trigger_id"`
	ResponseURL string    `json:"response_url"`
	CallbackID  string    `json:"callback_id"`
	ActionTS    string    `json:"action_ts"`
	MessageTS   string    `json:"message_ts"`
	Value       string    `json:"value"`
	ActionID    string    `json:"action_id"`
	Container   container `json:"container"`
	Message     struct {
		TS       string          `json:"ts"`
		ThreadTS string          `json:"thread_ts"`
		BotID    string          `json:"bot_id"`
		Text     string          `json:"text"`
		Blocks   json.RawMessage `json:"blocks"`
	} `json:"message"`
	Actions []pressed `json:"actions"`
	View    viewOf    `json:"view"`
}

type idName struct {
	ID string `json:"id"`
}

type userOf struct {
	ID     string `json:"id"`
	TeamID string `json:"team_id"`
}

type container struct {
	Type      string `json:"type"`
	TS        string `json:"message_ts"`
	Channel   string `json:"channel_id"`
	Thread    string `json:"thread_ts"`
	Ephemeral bool   `json:"is_ephemeral"`
}

type pressed struct {
	Type     string `json:"type"`
	ActionID string `json:"action_id"`
	ActionTS string `json:"action_ts"`
	Value    string `json:"value"`
	Option   struct {
		Value string `json:"value"`
	} `json:"selected_option"`
}

type viewOf struct {
	ID        string `json:"id"`
	Type      string `json:"type"`
	Callback  string `json:"callback_id"`
	Private   string `json:"private_metadata"`
	Installed string `json:"app_installed_team_id"`
	Blocks    []struct {
		ID string `json:"block_id"`
	} `json:"blocks"`
	State struct {
		Values map[string]map[string]struct {
			Value  string `json:"value"`
			Date   string `json:"selected_date"`
			Option struct {
				Value string `json:"value"`
			} `json:"selected_option"`
		} `json:"values"`
	} `json:"state"`
}

// Callback ids of the shortcuts in the app's manifest, and the commands they stand for.
var shortcuts = map[string][]string{"ask": {"ask"}, "cert": {"cert", "add"}, "checkin": {"checkin"}}

const askAbout = "ask_about" // the message shortcut

func decodeInteractive(payload []byte, me identity, now time.Time) (inbound, error) {
	var p interaction
	if err := lenient(payload, &p); err != nil {
		return inbound{}, err
	}
	if p.User.ID == "" || p.User.ID == me.user {
		return inbound{}, nil
	}
	on := "" // a message of ours is ours, whoever presses on it: team is the presser's
	if me.bot != "" && p.Message.BotID == me.bot {
		on = me.team
	}
	team, ok := me.ours(p.View.Installed, on, p.Team.ID, p.User.TeamID)
	if !ok {
		return inbound{job: foreign}, nil
	}
	unique := p.Trigger
	if unique == "" {
		unique = digest(payload)
	}
	in := inbound{trigger: p.Trigger, responseURL: p.ResponseURL, ev: bot.Event{
		At: happened(p.ActionTS, "", 0, now), Forms: p.Trigger != "",
		User: people.UserRef{Platform: people.Slack, Workspace: team, ID: p.User.ID},
		From: people.Address{Platform: people.Slack, Workspace: team},
	}}
	switch p.Type {
	case "block_actions":
		return press(in, p), nil
	case "view_submission":
		form, ok := readForm(p.View)
		if !ok {
			return inbound{}, nil
		}
		in.job, in.view = submit, form
		in.ev.ID = join("submit", team, unique)
		in.ev.Forms = true
		in.ev.From.Channel, in.ev.From.Thread, in.ev.DM = form.Channel, form.Thread, !strings.Contains(form.Channel, ":")
		in.ephemeral, in.responseURL = form.Ephemeral, form.ResponseURL
		in.ev.Body = bot.Submit{ID: form.ID, Value: form.Value, Fields: form.fields, On: bot.MessageID(form.On)}
		return in, nil
	case "block_suggestion":
		in.job, in.text, in.field = suggest, p.Value, strings.TrimPrefix(p.ActionID, suggestAction)
		return in, nil
	case "shortcut":
		path, known := shortcuts[p.CallbackID]
		if !known {
			return inbound{}, nil
		}
		in.job = accept
		in.ev.ID = join("shortcut", team, unique)
		in.ev.DM = true
		in.ev.Body = bot.Command{Path: path}
		return in, nil
	case "message_action":
		if p.CallbackID != askAbout {
			return inbound{}, nil
		}
		about, mentions := richtext.Read(p.Message.Text, p.Message.Blocks, me.user)
		in.mentions = mentions
		in.job = accept
		in.ev.ID = join("shortcut", team, unique)
		in.ev.From.Channel = p.Channel.ID + ":" + p.User.ID
		in.ev.Body = bot.Message{About: about}
		return in, nil
	}
	return inbound{}, nil
}

// press reads what was taken in a message or on the home tab.
func press(in inbound, p interaction) inbound {
	if len(p.Actions) == 0 {
		return inbound{}
	}
	a := p.Actions[0]
	if t, ok := stamp(a.ActionTS); ok {
		in.ev.At = t
	}
	in.ev.ID = join("press", in.ev.User.Workspace, p.User.ID, a.ActionTS, a.ActionID)
	if a.ActionTS == "" {
		in.ev.ID = join("press", in.ev.User.Workspace, p.User.ID, in.trigger, a.ActionID)
	}
	var on bot.MessageID
	if p.Container.Type == "view" || p.Container.Channel == "" && p.Channel.ID == "" {
		in.ev.DM = true // on the home tab: answered in the direct message
	} else {
		channel, ts, thread := p.Container.Channel, p.Container.TS, p.Container.Thread
		if channel == "" {
			channel = p.Channel.ID
		}
		if ts == "" {
			ts = p.Message.TS
		}
		if thread == "" {
			thread = p.Message.ThreadTS
		}
		on = bot.MessageID(ts)
		in.ephemeral = p.Container.Ephemeral
		in.ev.From.Channel, in.ev.From.Thread = channel, thread
		in.ev.DM = strings.HasPrefix(channel, "D") && !in.ephemeral
		if !in.ev.DM {
			in.ev.From.Channel += ":" + p.User.ID
		}
	}
	if n, is := strings.CutPrefix(a.ActionID, pageAction); is {
		in.job = home
		in.page, _ = strconv.Atoi(n)
		in.ev.Body = bot.Opened{Surface: bot.Home}
		return in
	}
	action, value, ok := readChoice(a)
	if !ok {
		return inbound{}
	}
	in.job = handle
	in.onHome = in.ev.From.Channel == ""
	in.ev.Body = bot.Press{Action: action, Value: value, On: on}
	return in
}

// digest names a payload that has no id of its own.
func digest(payload []byte) string {
	sum := sha256.Sum256(payload)
	return hex.EncodeToString(sum[:12])
}

package slackfake

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Event is what a person does, or what happens in the workspace. It is also
// the body of POST /_event.
type Event struct {
	// Kind is one of message, mention, command, press, submit, suggest, close,
	// shortcut, message_shortcut, home, messages_tab, assistant, context, user_change,
	// tokens_revoked, app_uninstalled, raw_event, raw.
	Kind string `json:"kind"`
	User string `json:"user"`
	// Channel is where; empty is the direct message with the app.
	Channel string `json:"channel"`
	Text    string `json:"text"`
	Thread  string `json:"thread"`
	// TS is the message that is meant: of a press, of a message shortcut; for
	// a message it is its own, given by the server where it is empty.
	TS string `json:"ts"`
	// Action is the action_id that is pressed, Value the option that is taken
	// from a menu (a button has its own).
	Action string `json:"action"`
	Value  string `json:"value"`
	// View is the id of the view that is submitted or pressed in; empty is
	// the newest of the user's. Fields is what is entered, by block_id.
	View   string            `json:"view"`
	Fields map[string]string `json:"fields"`
	// Callback is a shortcut's callback_id, Command a slash command.
	Callback string `json:"callback"`
	Command  string `json:"command"`
	// Looking is the channel that is looked at (messages_tab, context).
	Looking string `json:"looking"`
	// Raw is the inner event of raw_event, or the whole payload of raw, whose
	// Type is the envelope's.
	Raw  json.RawMessage `json:"raw"`
	Type string          `json:"type"`

	// Team is the workspace of who acts, where it is another one: a channel that
	// two organisations share. For is the workspace whose installation it is
	// meant for, where that is not the fake's own.
	Team string `json:"team"`
	For  string `json:"for"`

	// Copies delivers the same thing several times, FreshIDs under other event
	// ids (as seen in node-slack-sdk#2141); LoseFirst loses the first delivery.
	Copies    int  `json:"copies"`
	FreshIDs  bool `json:"fresh_ids"`
	LoseFirst bool `json:"lose_first"`
}

// Sent is an event on its way.
type Sent struct {
	Channel   string
	TS        string // the message's, or the action's
	TriggerID string
	deliver   []*delivery
}

// Ack waits until the first delivery was acknowledged or given up.
func (e *Sent) Ack(timeout time.Duration) (Ack, error) {
	select {
	case a := <-e.deliver[0].done:
		e.deliver[0].done <- a
		if !a.OK {
			return a, errors.New("slackfake: not acknowledged")
		}
		return a, nil
	case <-time.After(timeout):
		return Ack{}, errors.New("slackfake: no acknowledgement yet")
	}
}

// trigger is a trigger_id: good for 3 s, once.
type trigger struct {
	expires time.Time
	user    string
	used    bool
}

const triggerLife = 3 * time.Second // docs.slack.dev, interactivity: expires in 3 seconds

func (s *Server) newTrigger(user string) string {
	id := s.id("") + "." + s.opt.Team + ".trigger"
	s.triggers[id] = &trigger{expires: s.opt.Now().Add(triggerLife), user: user}
	return id
}

// Inject makes something happen.
func (s *Server) Inject(e Event) (*Sent, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.Channel == "" && e.User != "" {
		e.Channel = s.im(e.User).ID
	}
	sent := &Sent{Channel: e.Channel}
	d, err := s.make(e, sent)
	if err != nil {
		return nil, err
	}
	whose(d.payload, e.Team, e.For)
	d.lose = e.LoseFirst
	for n := range max(1, e.Copies) {
		one := *d
		one.lose = d.lose && n == 0
		if n > 0 && e.FreshIDs && one.payload["event_id"] != nil {
			p := object{}
			for k, v := range one.payload {
				p[k] = v
			}
			p["event_id"] = s.id("Ev")
			one.payload = p
		}
		sent.deliver = append(sent.deliver, &one)
		s.deliver(&one)
	}
	return sent, nil
}

func (s *Server) make(e Event, sent *Sent) (*delivery, error) {
	team := object{"id": s.opt.Team, "domain": "fake"}
	who := object{"id": e.User, "username": "user-" + e.User, "name": "user-" + e.User, "team_id": s.opt.Team}
	if e.User != "" {
		s.user(e.User)
	}
	switch e.Kind {
	case "message", "mention":
		return s.makeMessage(e, sent), nil
	case "home", "messages_tab":
		tab := map[string]string{"home": "home", "messages_tab": "messages"}[e.Kind]
		sent.TS = s.ts()
		inner := object{"type": "app_home_opened", "user": e.User, "channel": e.Channel, "tab": tab, "event_ts": sent.TS}
		if s.opt.Agent && tab == "messages" {
			inner["context"] = s.looking(e)
		}
		return s.event(inner), nil
	case "context":
		if !s.opt.Agent {
			return nil, errors.New("slackfake: only agents are told what somebody looks at")
		}
		return s.event(object{"type": "app_context_changed", "user": e.User, "event_ts": s.ts(), "context": s.looking(e)}), nil
	case "assistant":
		if s.opt.Agent {
			return nil, errors.New("slackfake: agents have no assistant threads")
		}
		root := s.ts()
		s.channel(e.Channel).put(&Message{Channel: e.Channel, TS: root, ThreadTS: root, User: s.opt.BotUser, Text: "New Assistant Thread"})
		sent.TS = root
		return s.event(object{"type": "assistant_thread_started", "event_ts": s.ts(), "assistant_thread": object{
			"user_id": e.User, "channel_id": e.Channel, "thread_ts": root, "context": object{}}}), nil
	case "user_change":
		return s.event(object{"type": "user_change", "user": s.user(e.User).json(s.opt.Team), "cache_ts": s.opt.Now().Unix(), "event_ts": s.ts()}), nil
	case "tokens_revoked":
		return s.event(object{"type": "tokens_revoked", "tokens": object{"oauth": []string{}, "bot": []string{s.opt.BotUser}}, "event_ts": s.ts()}), nil
	case "app_uninstalled":
		return s.event(object{"type": "app_uninstalled", "event_ts": s.ts()}), nil
	case "raw_event":
		var inner object
		if err := json.Unmarshal(e.Raw, &inner); err != nil {
			return nil, err
		}
		return s.event(inner), nil
	case "raw":
		var p object
		if err := json.Unmarshal(e.Raw, &p); err != nil {
			return nil, err
		}
		return &delivery{kind: e.Type, payload: p, retry: e.Type == "events_api"}, nil
	case "command":
		sent.TriggerID = s.newTrigger(e.User)
		name := "directmessage"
		if !strings.HasPrefix(e.Channel, "D") {
			name = "general"
		}
		command := e.Command
		if command == "" {
			command = "/mentor"
		}
		return &delivery{kind: "slash_commands", payload: object{"token": "t", "team_id": s.opt.Team, "team_domain": "fake",
			"channel_id": e.Channel, "channel_name": name, "user_id": e.User, "user_name": "user-" + e.User, "command": command,
			"text": e.Text, "api_app_id": s.opt.AppID, "is_enterprise_install": "false",
			"response_url": s.newResponseURL(e.Channel, e.User, "", ""), "trigger_id": sent.TriggerID}}, nil
	case "shortcut":
		sent.TriggerID = s.newTrigger(e.User)
		return interactive(object{"type": "shortcut", "token": "t", "action_ts": s.ts(), "team": team, "user": who,
			"callback_id": e.Callback, "trigger_id": sent.TriggerID, "is_enterprise_install": false, "enterprise": nil}), nil
	case "message_shortcut":
		sent.TriggerID = s.newTrigger(e.User)
		msg := object{"type": "message", "ts": e.TS, "text": e.Text}
		if m := s.channel(e.Channel).byTS[e.TS]; m != nil {
			msg = m.json(false)
		}
		return interactive(object{"type": "message_action", "token": "t", "action_ts": s.ts(), "team": team, "user": who,
			"channel": object{"id": e.Channel, "name": "general"}, "callback_id": e.Callback, "trigger_id": sent.TriggerID,
			"message_ts": e.TS, "message": msg, "response_url": s.newResponseURL(e.Channel, e.User, "", "")}), nil
	case "press":
		return s.makePress(e, sent, team, who)
	case "submit", "suggest", "close":
		return s.makeView(e, sent, team, who)
	}
	return nil, fmt.Errorf("slackfake: kind %q is unknown", e.Kind)
}

// looking is what somebody looks at: a channel, or nothing that is told.
func (s *Server) looking(e Event) object {
	if e.Looking == "" {
		return object{}
	}
	return object{"entities": []object{{"type": "slack#/types/channel_id", "value": e.Looking, "team_id": s.opt.Team}}}
}

func interactive(p object) *delivery { return &delivery{kind: "interactive", payload: p} }

// whose writes into a payload who acted in which workspace, and for whose
// installation it is, as Slack Connect and apps in several workspaces have it.
func whose(p object, actor, install string) {
	if install != "" {
		actor = install
		if _, is := p["authorizations"]; is {
			p["authorizations"] = []object{{"team_id": install, "user_id": "U0THEIRS", "is_bot": true, "enterprise_id": nil, "is_enterprise_install": false}}
		}
		if v, is := p["view"].(object); is {
			v["app_installed_team_id"] = install
		}
	}
	if actor == "" {
		return
	}
	if _, is := p["team_id"]; is {
		p["team_id"] = actor
	}
	if t, is := p["team"].(object); is {
		p["team"] = object{"id": actor, "domain": t["domain"]}
	}
	if u, is := p["user"].(object); is {
		u["team_id"] = actor
	}
	if inner, is := p["event"].(object); is && install == "" {
		p["is_ext_shared_channel"] = true
		inner["user_team"], inner["source_team"] = actor, actor
	}
}

// event wraps an inner event as the Events API does.
func (s *Server) event(inner object) *delivery {
	return &delivery{kind: "events_api", retry: true, payload: object{"token": "t", "team_id": s.opt.Team,
		"api_app_id": s.opt.AppID, "type": "event_callback", "event_id": s.id("Ev"), "event_time": s.opt.Now().Unix(),
		"authorizations": []object{{"team_id": s.opt.Team, "user_id": s.opt.BotUser, "is_bot": true, "enterprise_id": nil,
			"is_enterprise_install": false}}, "is_ext_shared_channel": false, "event": inner}}
}

// mentioned is a person whom a message names.
var mentioned = regexp.MustCompile(`<@([A-Z0-9]+)>`)

// typed is a message's text as its blocks have it: who is named is an element
// of its own there.
func typed(text string) []object {
	out := []object{}
	words := func(s string) {
		if s != "" {
			out = append(out, object{"type": "text", "text": s})
		}
	}
	at := 0
	for _, m := range mentioned.FindAllStringSubmatchIndex(text, -1) {
		words(text[at:m[0]])
		out = append(out, object{"type": "user", "user_id": text[m[2]:m[3]]})
		at = m[1]
	}
	words(text[at:])
	return out
}

func (s *Server) makeMessage(e Event, sent *Sent) *delivery {
	c := s.channel(e.Channel)
	if us := "<@" + s.opt.BotUser + ">"; e.Kind == "mention" && !strings.Contains(e.Text, us) {
		e.Text = strings.TrimSpace(us + " " + e.Text)
	}
	m := &Message{Channel: e.Channel, TS: e.TS, ThreadTS: e.Thread, User: e.User, Text: e.Text}
	if m.TS == "" {
		m.TS = s.ts()
	}
	if c.byTS[m.TS] == nil {
		c.put(m)
	}
	sent.TS = m.TS
	inner := object{"type": "message", "channel": e.Channel, "user": e.User, "text": e.Text, "ts": m.TS, "event_ts": m.TS,
		"team": s.opt.Team, "client_msg_id": s.id("msg-"), "channel_type": "channel",
		"blocks": []object{{"type": "rich_text", "block_id": s.id("b"), "elements": []object{{"type": "rich_text_section", "elements": typed(e.Text)}}}}}
	if c.IM != "" {
		inner["channel_type"] = "im"
	}
	if e.Thread != "" {
		inner["thread_ts"] = e.Thread
	}
	if e.Kind == "mention" {
		c.Member = true
		inner["type"] = "app_mention"
		delete(inner, "channel_type")
	}
	return s.event(inner)
}

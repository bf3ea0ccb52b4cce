package discordfake

import (
	"encoding/json"
	"fmt"
	"time"
)

// Deadlines and flags of interactions.
const (
	answerWithin  = 3 * time.Second
	followWithin  = 15 * time.Minute
	flagEphemeral = 1 << 6
	flagLoading   = 1 << 7
)

// The types of interactions.
const (
	typeCommand      = 2
	typeComponent    = 3
	typeAutocomplete = 4
	typeModal        = 5
)

// Interaction is one that a user started, and what became of it.
type Interaction struct {
	ID       string          `json:"id"`
	Token    string          `json:"token"`
	Type     int             `json:"type"`
	User     string          `json:"user"`
	Channel  string          `json:"channel"`
	At       time.Time       `json:"at"`
	Callback int             `json:"callback"` // type of the first answer; 0: none yet
	Took     time.Duration   `json:"took"`     // until the first answer
	Data     json.RawMessage `json:"data,omitempty"`
	Messages []string        `json:"messages"` // the answer and its follow-ups, by id
	on       *Message        // the message that a component sits on
	original *Message
	from     int // for a modal: the type of the interaction that opened it
	install  int
}

// Pressed is a component that a user used.
type Pressed struct {
	User    string
	Message string
	Channel string // empty: the DM
	ID      string // the custom_id
	Values  []string
	Locale  string
	Install int // 1: the user took the app along, it is no member there
}

// Slash is a slash command that a user sent, or completes where Focused names
// an option.
type Slash struct {
	User    string
	Channel string // empty: the DM
	Path    []string
	Options []Option
	Focused string
	Locale  string
	Target  string // message id, for the command of a message's menu
	Install int    // 1: the user took the app along, it is no member there
}

// Option is one argument of a slash command.
type Option struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Submitted is a modal that a user sent. Opener is the interaction whose
// answer it was.
type Submitted struct {
	Opener string
	Fields map[string]string
	Locale string
}

// inter makes and dispatches an interaction; s.mu is held.
func (s *Server) inter(kind int, user, channel, locale string, install int, on *Message, data map[string]any) *Interaction {
	if channel == "" {
		channel = DMOf(user)
	}
	c := s.channel(channel)
	id := s.snowflake()
	i := &Interaction{ID: id, Token: "token-" + id, Type: kind, User: user, Channel: channel, At: s.now(), on: on, install: install}
	s.inters[i.ID], s.byToken[i.Token] = i, i
	if locale == "" {
		locale = "en-US"
	}
	d := map[string]any{"id": id, "application_id": AppID, "type": kind, "data": data, "token": i.Token, "version": 1,
		"channel_id": channel, "locale": locale, "entitlements": []any{}, "app_permissions": "562949953863680",
		"authorizing_integration_owners": owners(install, c, user), "attachment_size_limit": 10485760}
	switch {
	case c.group:
		d["user"], d["context"] = s.user(user), 2
	case c.guild == "":
		d["user"], d["context"] = s.user(user), 1
	default:
		d["guild_id"], d["guild_locale"], d["context"] = c.guild, "en-US", 0
		d["guild"] = map[string]any{"id": c.guild, "locale": "en-US", "features": []string{}}
		d["member"] = map[string]any{"user": s.user(user), "roles": []string{}, "permissions": "0", "joined_at": stamp(s.now()),
			"deaf": false, "mute": false, "flags": 0, "nick": nil, "avatar": nil, "premium_since": nil}
	}
	d["channel"] = s.channelObject(c)
	if on != nil {
		d["message"] = on
	}
	s.send("INTERACTION_CREATE", c, d)
	s.touch()
	return i
}

// owners says by whose installation an interaction came (Discord's reference,
// authorizing integration owners): 0 is the guild's, 1 the user's.
func owners(install int, c *channel, user string) map[string]string {
	switch {
	case install == 1 || c.group:
		return map[string]string{"1": user}
	case c.guild != "":
		return map[string]string{"0": c.guild}
	}
	return map[string]string{"0": "0"}
}

// Command is a user who sends a slash command, or types in one of its options.
// It gives the interaction's id.
func (s *Server) Command(in Slash) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.command(in).ID
}

func (s *Server) command(in Slash) *Interaction {
	kind, ctype := typeCommand, 1
	data := map[string]any{"id": "1", "name": in.Path[0]}
	if in.Target != "" {
		ctype = 3
		data["target_id"] = in.Target
		for _, c := range s.channels {
			if m := c.byID[in.Target]; m != nil {
				data["resolved"] = map[string]any{"messages": map[string]any{in.Target: m}}
			}
		}
	}
	data["type"] = ctype
	opts := []map[string]any{}
	for _, o := range in.Options {
		x := map[string]any{"name": o.Name, "type": 3, "value": o.Value}
		if o.Name == in.Focused {
			x["focused"] = true
			kind = typeAutocomplete
		}
		opts = append(opts, x)
	}
	for n := len(in.Path) - 1; n > 0; n-- {
		t := 1
		if n < len(in.Path)-1 {
			t = 2
		}
		opts = []map[string]any{{"name": in.Path[n], "type": t, "options": opts}}
	}
	data["options"] = opts
	return s.inter(kind, in.User, in.Channel, in.Locale, in.Install, nil, data)
}

// Press is a user who uses a component; it fails where the message has none
// of that id that could be used.
func (s *Server) Press(in Pressed) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.press(in)
	if err != nil {
		return "", err
	}
	return i.ID, nil
}

func (s *Server) press(in Pressed) (*Interaction, error) {
	if in.Channel == "" {
		in.Channel = DMOf(in.User)
	}
	c := s.channel(in.Channel)
	if c == nil || c.byID[in.Message] == nil {
		return nil, fmt.Errorf("no message %s in %s", in.Message, in.Channel)
	}
	m := c.byID[in.Message]
	if m.only != "" && m.only != in.User {
		return nil, fmt.Errorf("message %s is for somebody else", in.Message)
	}
	var rows []component
	json.Unmarshal(m.Components, &rows)
	for _, x := range pressable(rows) {
		if x.CustomID != in.ID || x.Disabled {
			continue
		}
		data := map[string]any{"custom_id": in.ID, "component_type": x.Type}
		if x.Type == 3 {
			if len(in.Values) == 0 {
				return nil, fmt.Errorf("a menu needs a value")
			}
			for _, v := range in.Values {
				ok := false
				for _, o := range x.Options {
					ok = ok || o.Value == v
				}
				if !ok {
					return nil, fmt.Errorf("no option %q", v)
				}
			}
			data["values"] = in.Values
		}
		return s.inter(typeComponent, in.User, in.Channel, in.Locale, in.Install, m, data), nil
	}
	return nil, fmt.Errorf("no component %q on %s", in.ID, in.Message)
}

// Submit is a user who sends a modal.
func (s *Server) Submit(in Submitted) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.submit(in)
	if err != nil {
		return "", err
	}
	return i.ID, nil
}

func (s *Server) submit(in Submitted) (*Interaction, error) {
	opener := s.inters[in.Opener]
	if opener == nil || opener.Callback != 9 {
		return nil, fmt.Errorf("interaction %s opened no modal", in.Opener)
	}
	var m modal
	json.Unmarshal(opener.Data, &m)
	rows, err := m.filled(in.Fields)
	if err != nil {
		return nil, err
	}
	i := s.inter(typeModal, opener.User, opener.Channel, in.Locale, opener.install, opener.on, map[string]any{"custom_id": m.CustomID, "components": rows})
	i.from = opener.Type
	return i, nil
}

// Interaction gives what became of an interaction.
func (s *Server) Interaction(id string) Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.inters[id]; i != nil {
		c := *i
		c.Messages = append([]string(nil), i.Messages...)
		return c
	}
	return Interaction{}
}

// callback is the first answer to an interaction.
func (s *Server) callback(r *request, ids []string) (reply, error) {
	i := s.inters[ids[0]]
	if i == nil || i.Token != ids[1] {
		return reply{}, errUnknownInter()
	}
	if i.Callback != 0 {
		return reply{}, errAcknowledged()
	}
	if s.now().Sub(i.At) > answerWithin {
		s.stats.LateCallbacks++
		return reply{}, errUnknownInter()
	}
	var in struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if json.Unmarshal(r.body, &in) != nil {
		return reply{}, errJSON()
	}
	onMessage := i.Type == typeComponent || i.Type == typeModal && i.on != nil
	switch {
	case in.Type == 4 && i.Type != typeAutocomplete, in.Type == 5 && i.Type != typeAutocomplete:
		if err := s.answer(r, i, in.Type, in.Data); err != nil {
			return reply{}, err
		}
	case in.Type == 6 && onMessage:
		i.original = i.on
	case in.Type == 7 && onMessage:
		if err := s.update(r, i, in.Data); err != nil {
			return reply{}, err
		}
	case in.Type == 8 && i.Type == typeAutocomplete:
		if err := checkChoices(in.Data); err != nil {
			return reply{}, err
		}
	case in.Type == 9 && (i.Type == typeCommand || i.Type == typeComponent):
		var m modal
		if json.Unmarshal(in.Data, &m) != nil {
			return reply{}, errJSON()
		}
		if err := checkModal(m); err != nil {
			return reply{}, err
		}
	default:
		return reply{}, invalidForm("type", "Interaction callback type is invalid for this interaction type")
	}
	i.Callback, i.Data, i.Took = in.Type, in.Data, s.now().Sub(i.At)
	if !r.withResponse() {
		return reply{}, nil
	}
	res := map[string]any{"type": in.Type}
	if i.original != nil {
		res["message"] = i.original
	}
	return reply{body: map[string]any{"interaction": map[string]any{"id": i.ID, "type": i.Type}, "resource": res}}, nil
}

func (r *request) withResponse() bool { return r.URL.Query().Get("with_response") == "true" }

// answer makes the message of callbacks 4 and 5; s.mu is held.
func (s *Server) answer(r *request, i *Interaction, kind int, data json.RawMessage) error {
	var in outgoing
	if len(data) > 0 && json.Unmarshal(data, &in) != nil {
		return errJSON()
	}
	flags := 0
	if in.Flags != nil {
		flags = *in.Flags
	}
	if kind == 5 {
		flags = flags&flagEphemeral | flagLoading
		in = outgoing{}
	}
	in.Flags = &flags
	m, err := s.build(s.channel(i.Channel), &in, r.files)
	if err != nil {
		return err
	}
	s.addTo(i, m)
	i.original = m
	return nil
}

// addTo stores a message of an interaction and shows it; s.mu is held.
func (s *Server) addTo(i *Interaction, m *Message) {
	c := s.channel(i.Channel)
	m.WebhookID, m.ApplicationID = AppID, AppID
	if m.Flags&flagEphemeral != 0 {
		m.only = i.User
	}
	s.store(c, m)
	i.Messages = append(i.Messages, m.ID)
	if m.only == "" {
		s.send("MESSAGE_CREATE", c, m)
	}
}

// update changes the message that a component sits on; s.mu is held.
func (s *Server) update(r *request, i *Interaction, data json.RawMessage) error {
	var in outgoing
	if json.Unmarshal(data, &in) != nil {
		return errJSON()
	}
	in.keepFlags(i.on)
	if err := s.apply(i.on, &in, r.files); err != nil {
		return err
	}
	i.original = i.on
	s.send("MESSAGE_UPDATE", s.channel(i.Channel), i.on)
	return nil
}

func checkChoices(data json.RawMessage) error {
	var in struct {
		Choices []struct {
			Name  string `json:"name"`
			Value any    `json:"value"`
		} `json:"choices"`
	}
	if json.Unmarshal(data, &in) != nil {
		return errJSON()
	}
	if len(in.Choices) > maxOptions {
		return invalidForm("data.choices", "Must be 25 or fewer in length.")
	}
	for n, c := range in.Choices {
		at := fmt.Sprintf("data.choices.%d.", n)
		if err := first(within(at+"name", c.Name, 1, maxOptionRunes), within(at+"value", fmt.Sprint(c.Value), 1, maxOptionRunes)); err != nil {
			return err
		}
	}
	return nil
}

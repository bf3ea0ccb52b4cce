package discordfake

import (
	"encoding/json"
	"maps"
	"strconv"
	"strings"
	"time"
)

// Message is a message as the API gives it. Nonce is shown in dispatches only,
// but kept, so that tests can count doubles.
type Message struct {
	ID              string          `json:"id"`
	Type            int             `json:"type"`
	ChannelID       string          `json:"channel_id"`
	ChannelType     int             `json:"channel_type"` // 1: a DM; discord.js makes the channel by it
	GuildID         string          `json:"guild_id,omitempty"`
	Author          *User           `json:"author"`
	Content         string          `json:"content"`
	Timestamp       string          `json:"timestamp"`
	Edited          *string         `json:"edited_timestamp"`
	TTS             bool            `json:"tts"`
	MentionEveryone bool            `json:"mention_everyone"`
	Mentions        []*User         `json:"mentions"`
	MentionRoles    []string        `json:"mention_roles"`
	Attachments     []Attachment    `json:"attachments"`
	Embeds          json.RawMessage `json:"embeds"`
	Components      json.RawMessage `json:"components"`
	Pinned          bool            `json:"pinned"`
	Flags           int             `json:"flags"`
	Nonce           string          `json:"nonce,omitempty"`
	WebhookID       string          `json:"webhook_id,omitempty"`
	ApplicationID   string          `json:"application_id,omitempty"`
	Reference       *Reference      `json:"message_reference,omitempty"`

	// Notified is what a notification of it shows: the content that it was
	// created with; of a layout nothing (discord-api-docs#7854).
	Notified string `json:"-"`

	files []File
	only  string         // ephemeral: the one user who sees it
	more  map[string]any // fields that Say was given
}

// MarshalJSON writes a message with the fields that it was given beside its own.
func (m Message) MarshalJSON() ([]byte, error) {
	type plain Message
	data, err := json.Marshal(plain(m))
	if err != nil || len(m.more) == 0 {
		return data, err
	}
	var all map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, err
	}
	maps.Copy(all, m.more)
	return json.Marshal(all)
}

// Said is what a user sends. More are fields of the message beside its text:
// message_snapshots of a forward, attachments, sticker_items, flags,
// components of another app, mention_roles.
type Said struct {
	User    string
	Channel string // empty: the DM
	Text    string
	More    map[string]any
}

// Send is a user who sends something, of any kind. The message's id is given back.
func (s *Server) Send(in Said) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.say(in.User, in.Channel, in.Text, "", in.More).ID
}

// Attachment is a file on a message.
type Attachment struct {
	ID       string `json:"id"`
	Filename string `json:"filename"`
	Size     int    `json:"size"`
	URL      string `json:"url"`
	ProxyURL string `json:"proxy_url"`
}

// Reference names the message that another one answers.
type Reference struct {
	MessageID string `json:"message_id"`
	ChannelID string `json:"channel_id,omitempty"`
	GuildID   string `json:"guild_id,omitempty"`
	Fail      *bool  `json:"fail_if_not_exists,omitempty"`
}

// outgoing is what the app may put into a message.
type outgoing struct {
	Content     optionalText     `json:"content"`
	TTS         bool             `json:"tts"`
	Embeds      *json.RawMessage `json:"embeds"`
	Components  *json.RawMessage `json:"components"`
	Nonce       json.RawMessage  `json:"nonce"`
	Enforce     bool             `json:"enforce_nonce"`
	Flags       *int             `json:"flags"`
	Mentions    json.RawMessage  `json:"allowed_mentions"`
	Attachments *[]struct {
		ID       any    `json:"id"`
		Filename string `json:"filename"`
	} `json:"attachments"`
	Reference *Reference `json:"message_reference"`
}

// optionalText tells null, which clears a text, from what is left out.
type optionalText struct {
	Set  bool
	Text string
}

// UnmarshalJSON implements json.Unmarshaler.
func (o *optionalText) UnmarshalJSON(raw []byte) error {
	o.Set, o.Text = true, ""
	if string(raw) == "null" {
		return nil
	}
	return json.Unmarshal(raw, &o.Text)
}

// nonceLife is Discord's "few minutes".
const nonceLife = 5 * time.Minute

type nonced struct {
	id string
	at time.Time
}

func (s *Server) postMessage(r *request, ids []string) (reply, error) {
	c := s.channel(ids[0])
	if c == nil || s.gone[ids[0]] {
		return reply{}, errUnknownChannel()
	}
	if c.user != "" && s.closed[c.user] {
		return reply{}, errClosedDM()
	}
	var in outgoing
	if err := json.Unmarshal(r.body, &in); err != nil {
		return reply{}, errJSON()
	}
	nonce := strings.Trim(string(in.Nonce), `"`)
	if nonce == "null" {
		nonce = ""
	}
	if len([]rune(nonce)) > 25 {
		return reply{}, invalidForm("nonce", "Must be 25 or fewer in length.")
	}
	key := c.id + "/" + nonce
	earlier, seen := s.nonces[key]
	if nonce != "" && in.Enforce && seen && s.now().Sub(earlier.at) < nonceLife {
		if m := c.byID[earlier.id]; m != nil {
			s.stats.NonceHits++
			return reply{body: m}, nil
		}
	}
	m, err := s.build(c, &in, r.files)
	if err != nil {
		return reply{}, err
	}
	if ref := in.Reference; ref != nil && c.byID[ref.MessageID] == nil && !s.opts.Forgetful && (ref.Fail == nil || *ref.Fail) {
		return reply{}, invalidForm("message_reference", "Unknown message")
	}
	m.Reference, m.Nonce = in.Reference, nonce
	if nonce != "" && !s.opts.Forgetful {
		if seen {
			s.stats.Doubles++
		}
		s.nonces[key] = nonced{m.ID, s.now()}
	}
	s.store(c, m)
	s.send("MESSAGE_CREATE", c, m)
	return reply{body: m}, nil
}

// build makes the app's message and checks it; s.mu is held.
func (s *Server) build(c *channel, in *outgoing, files []File) (*Message, error) {
	m := &Message{
		ID: s.snowflake(), ChannelID: c.id, ChannelType: c.kind(), GuildID: c.guild, Author: s.users[s.self], Timestamp: stamp(s.now()), TTS: in.TTS,
		Mentions: []*User{}, MentionRoles: []string{}, Attachments: []Attachment{},
		Embeds: json.RawMessage("[]"), Components: json.RawMessage("[]"), ApplicationID: "",
	}
	if err := s.apply(m, in, files); err != nil {
		return nil, err
	}
	m.Notified = m.Content
	return m, nil
}

// apply puts what was sent into a message, after checking it; s.mu is held.
func (s *Server) apply(m *Message, in *outgoing, files []File) error {
	next := *m
	if in.Content.Set {
		next.Content = in.Content.Text
	}
	if in.Embeds != nil {
		next.Embeds = orList(*in.Embeds)
	}
	if in.Components != nil {
		next.Components = orList(*in.Components)
	}
	if in.Flags != nil {
		next.Flags = *in.Flags | m.Flags&flagLayout // a layout stays one
	}
	if in.Attachments != nil || len(files) > 0 {
		next.Attachments = []Attachment{}
		for i, f := range files {
			id := strconv.Itoa(i)
			next.Attachments = append(next.Attachments, Attachment{ID: id, Filename: f.Name, Size: len(f.Data),
				URL: "https://cdn.discord.test/" + m.ID + "/" + id + "/" + f.Name})
		}
		next.files = files
	}
	if err := checkMessage(&next, files); err != nil {
		return err
	}
	*m = next
	return nil
}

func orList(raw json.RawMessage) json.RawMessage {
	if string(raw) == "null" {
		return json.RawMessage("[]")
	}
	return raw
}

// store keeps a message; s.mu is held.
func (s *Server) store(c *channel, m *Message) {
	s.stats.Messages++
	if s.opts.Forgetful {
		return
	}
	c.messages = append(c.messages, m)
	c.byID[m.ID] = m
}

func (s *Server) getMessages(r *request, ids []string) (reply, error) {
	c := s.channel(ids[0])
	if c == nil || s.gone[ids[0]] {
		return reply{}, errUnknownChannel()
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("limit"))
	after, _ := strconv.ParseInt(r.URL.Query().Get("after"), 10, 64)
	out := []*Message{}
	for i := len(c.messages) - 1; i >= 0 && len(out) < min(orInt(n, 50), 100); i-- {
		if id, _ := strconv.ParseInt(c.messages[i].ID, 10, 64); c.messages[i].only == "" && id > after {
			out = append(out, c.messages[i])
		}
	}
	return reply{body: out}, nil
}

// message finds a message that the app may see through the channel; s.mu is held.
func (s *Server) message(channel, id string) (*channel, *Message, error) {
	c := s.channel(channel)
	if c == nil || s.gone[channel] {
		return nil, nil, errUnknownChannel()
	}
	m := c.byID[id]
	if m == nil || m.only != "" {
		return nil, nil, errUnknownMessage()
	}
	return c, m, nil
}

func (s *Server) getMessage(_ *request, ids []string) (reply, error) {
	_, m, err := s.message(ids[0], ids[1])
	return reply{body: m}, err
}

func (s *Server) patchMessage(r *request, ids []string) (reply, error) {
	c, m, err := s.message(ids[0], ids[1])
	if err != nil {
		return reply{}, err
	}
	if m.Author.ID != s.self {
		return reply{}, errForeign()
	}
	return s.edit(r, c, m)
}

// edit changes a message of the app; s.mu is held.
func (s *Server) edit(r *request, c *channel, m *Message) (reply, error) {
	var in outgoing
	if err := json.Unmarshal(r.body, &in); err != nil {
		return reply{}, errJSON()
	}
	if err := s.apply(m, &in, r.files); err != nil {
		return reply{}, err
	}
	at := stamp(s.now())
	m.Edited = &at
	s.send("MESSAGE_UPDATE", c, m)
	return reply{body: m}, nil
}

func (s *Server) deleteMessage(_ *request, ids []string) (reply, error) {
	c, m, err := s.message(ids[0], ids[1])
	if err != nil {
		return reply{}, err
	}
	s.remove(c, m)
	return reply{}, nil
}

func (s *Server) remove(c *channel, m *Message) {
	delete(c.byID, m.ID)
	for i, x := range c.messages {
		if x == m {
			c.messages = append(c.messages[:i:i], c.messages[i+1:]...)
			break
		}
	}
	s.send("MESSAGE_DELETE", c, map[string]string{"id": m.ID, "channel_id": c.id})
}

// Say is a user who writes in a channel; an empty channel is the DM. The
// message's id is given back.
func (s *Server) Say(user, channel, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.say(user, channel, text, "", nil).ID
}

// say keeps and dispatches a user's message; s.mu is held.
func (s *Server) say(user, channel, text, id string, more map[string]any) *Message {
	if channel == "" {
		channel = DMOf(user)
	}
	c := s.channel(channel)
	if c == nil {
		s.guilds[channel] = GuildID
		c = s.channel(channel)
	}
	c.opened = true
	if old := c.byID[id]; old != nil { // delivered again
		s.send("MESSAGE_CREATE", c, old)
		return old
	}
	if id == "" {
		id = s.snowflake()
	}
	m := &Message{ID: id, ChannelID: c.id, ChannelType: c.kind(), GuildID: c.guild, Author: s.user(user), Content: text, Timestamp: stamp(s.now()),
		Mentions: []*User{}, MentionRoles: []string{}, Attachments: []Attachment{},
		Embeds: json.RawMessage("[]"), Components: json.RawMessage("[]")}
	if strings.Contains(text, "<@"+s.self+">") || strings.Contains(text, "<@!"+s.self+">") {
		m.Mentions = append(m.Mentions, s.users[s.self])
	}
	m.more = more
	if !s.opts.Forgetful {
		c.messages = append(c.messages, m)
		c.byID[m.ID] = m
	}
	s.send("MESSAGE_CREATE", c, m)
	s.touch()
	return m
}

// Messages gives what a channel holds, oldest first, as copies; ephemeral
// messages too.
func (s *Server) Messages(channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channel(channel)
	if c == nil {
		return nil
	}
	out := make([]Message, len(c.messages))
	for i, m := range c.messages {
		out[i] = *m
	}
	return out
}

// FromApp gives the app's messages in a channel, oldest first.
func (s *Server) FromApp(channel string) []Message {
	var out []Message
	for _, m := range s.Messages(channel) {
		if m.Author.ID == s.self {
			out = append(out, m)
		}
	}
	return out
}

// Files gives what was uploaded with a message.
func (m Message) Files() []File { return m.files }

// Only is the one user who sees an ephemeral message; empty for others.
func (m Message) Only() string { return m.only }

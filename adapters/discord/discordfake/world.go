package discordfake

import "strconv"

// The world that the app meets: people, their direct messages, guilds and channels.

// User is a person, or the app itself.
type User struct {
	ID            string  `json:"id"`
	Username      string  `json:"username"`
	Discriminator string  `json:"discriminator"`
	GlobalName    *string `json:"global_name"`
	Avatar        *string `json:"avatar"`
	Bot           bool    `json:"bot,omitempty"`
}

// user gives a user, made at first sight; s.mu is held.
func (s *Server) user(id string) *User {
	u := s.users[id]
	if u == nil {
		u = &User{ID: id, Username: "user" + id, Discriminator: "0"}
		s.users[id] = u
	}
	return u
}

// channel is a place with messages.
type channel struct {
	id       string
	guild    string // empty: a DM
	user     string // whose DM
	group    bool   // of people, to which the app cannot belong
	opened   bool   // the DM was opened, by either side
	messages []*Message
	byID     map[string]*Message
}

// kind is the channel's type: a guild's text channel or a DM.
func (c *channel) kind() int {
	if c.group {
		return 3
	}
	if c.guild == "" {
		return 1
	}
	return 0
}

// channel gives a channel; DMs exist as soon as they are named. s.mu is held.
func (s *Server) channel(id string) *channel {
	if c := s.channels[id]; c != nil {
		return c
	}
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return nil
	}
	c := &channel{id: id, byID: map[string]*Message{}}
	switch guild := s.guilds[id]; {
	case guild != "":
		c.guild = guild
	case n > dmOffset:
		c.user = strconv.FormatUint(n-dmOffset, 10)
	default:
		return nil
	}
	s.channels[id] = c
	return c
}

// AddChannel makes a text channel in a guild (made too where it is new).
func (s *Server) AddChannel(guild, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.guilds[id] = guild
}

// AddGroup makes a group of people. The app cannot belong to it: it hears of
// what a user does with it there, and can answer that.
func (s *Server) AddGroup(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[id] = &channel{id: id, group: true, byID: map[string]*Message{}}
}

// CloseDM makes a user refuse direct messages (50007), or accept them again.
func (s *Server) CloseDM(user string, closed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed[user] = closed
}

// DropChannel makes a channel unknown (10003), as when it is deleted.
func (s *Server) DropChannel(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone[id] = true
}

// DropUser makes a user unknown: their DM cannot be opened (50033).
func (s *Server) DropUser(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nobody[id] = true
}

// Revoke makes the app's token invalid: 401 everywhere and close 4004.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token = ""
	for _, ses := range s.sessions {
		ses.close(4004, "Authentication failed.")
	}
}

// unavailable lists the guilds as READY does; s.mu is held.
func (s *Server) unavailable() []any {
	out := []any{}
	for _, g := range s.allGuilds() {
		out = append(out, map[string]any{"id": g, "unavailable": true})
	}
	return out
}

func (s *Server) allGuilds() []string {
	seen, out := map[string]bool{}, []string{}
	for _, g := range s.guilds {
		if !seen[g] {
			seen[g] = true
			out = append(out, g)
		}
	}
	return out
}

// ownRole is the role that Discord makes for an app that joins a guild; s.mu is held.
func (s *Server) ownRole() map[string]any {
	return map[string]any{"id": RoleID, "name": BotName, "permissions": "0", "position": 1, "color": 0, "hoist": false, "managed": true,
		"mentionable": false, "flags": 0, "tags": map[string]any{"bot_id": s.self}}
}

// guildObjects describes the guilds of a session's shard; s.mu is held.
func (s *Server) guildObjects(ses *session) []any {
	out := []any{}
	for _, g := range s.allGuilds() {
		if !ses.sees("GUILD_CREATE", &channel{guild: g}) {
			continue
		}
		channels := []any{}
		for id, in := range s.guilds {
			if in == g {
				channels = append(channels, s.channelObject(&channel{id: id, guild: g}))
			}
		}
		out = append(out, map[string]any{"id": g, "name": "Guild", "owner_id": "1", "unavailable": false, "large": false, "joined_at": stamp(s.now()),
			"channels": channels, "roles": []any{map[string]any{"id": g, "name": "@everyone", "permissions": "0", "position": 0, "color": 0,
				"hoist": false, "managed": false, "mentionable": false, "flags": 0}, s.ownRole()}, "emojis": []any{}, "stickers": []any{}, "features": []any{},
			"member_count": 1, "members": []any{}, "presences": []any{}, "voice_states": []any{}, "threads": []any{}, "stage_instances": []any{},
			"guild_scheduled_events": []any{}, "preferred_locale": "en-US", "afk_timeout": 300, "premium_tier": 0, "verification_level": 0,
			"default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0, "system_channel_flags": 0})
	}
	return out
}

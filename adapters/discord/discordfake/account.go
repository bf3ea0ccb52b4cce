package discordfake

import (
	"encoding/json"
	"strconv"
	"strings"
)

// What the API says of the app, of people and of channels.

func (s *Server) getGateway(*request, []string) (reply, error) {
	return reply{body: map[string]any{"url": "ws" + strings.TrimPrefix(s.url, "http") + "/gateway"}}, nil
}

func (s *Server) getGatewayBot(*request, []string) (reply, error) {
	return reply{body: map[string]any{
		"url": "ws" + strings.TrimPrefix(s.url, "http") + "/gateway", "shards": s.opts.Shards,
		"session_start_limit": map[string]any{"total": 1000, "remaining": max(0, 1000-s.stats.Identifies),
			"reset_after": 86400000, "max_concurrency": s.opts.MaxConcurrency},
	}}, nil
}

func (s *Server) getMe(*request, []string) (reply, error) { return reply{body: s.users[s.self]}, nil }

func (s *Server) getUser(_ *request, ids []string) (reply, error) {
	if _, err := strconv.ParseUint(ids[0], 10, 64); err != nil {
		return reply{}, errUnknownUser()
	}
	return reply{body: s.user(ids[0])}, nil
}

func (s *Server) getApp(*request, []string) (reply, error) {
	return reply{body: map[string]any{"id": AppID, "name": BotName, "bot": s.users[s.self], "flags": 0, "description": "",
		"icon": nil, "bot_public": true, "bot_require_code_grant": false, "verify_key": "", "summary": ""}}, nil
}

func (s *Server) getChannel(_ *request, ids []string) (reply, error) {
	c := s.channel(ids[0])
	if c == nil || s.gone[ids[0]] {
		return reply{}, errUnknownChannel()
	}
	return reply{body: s.channelObject(c)}, nil
}

func (s *Server) channelObject(c *channel) map[string]any {
	if c.guild == "" {
		return map[string]any{"id": c.id, "type": 1, "last_message_id": nil, "flags": 0, "recipients": []*User{s.user(c.user)}}
	}
	return map[string]any{"id": c.id, "type": 0, "guild_id": c.guild, "name": "general", "position": 0,
		"permission_overwrites": []any{}, "flags": 0, "nsfw": false, "topic": nil, "last_message_id": nil, "parent_id": nil}
}

// openDM is idempotent, as Discord's: the same channel each time.
func (s *Server) openDM(r *request, _ []string) (reply, error) {
	var in struct {
		Recipient string `json:"recipient_id"`
	}
	if err := json.Unmarshal(r.body, &in); err != nil {
		return reply{}, errJSON()
	}
	if n, err := strconv.ParseUint(in.Recipient, 10, 64); err != nil || n == 0 || n >= dmOffset {
		return reply{}, invalidForm("recipient_id", "Value \""+in.Recipient+"\" is not snowflake.")
	}
	if s.nobody[in.Recipient] {
		return reply{}, &apiError{400, 50033, "Invalid Recipient(s)", nil}
	}
	if in.Recipient == s.self {
		return reply{}, errClosedDM()
	}
	c := s.channel(DMOf(in.Recipient))
	if !c.opened {
		c.opened = true
		s.stats.DMsOpened++
	}
	return reply{body: s.channelObject(c)}, nil
}

func (s *Server) typing(_ *request, ids []string) (reply, error) {
	if s.channel(ids[0]) == nil {
		return reply{}, errUnknownChannel()
	}
	return reply{}, nil
}

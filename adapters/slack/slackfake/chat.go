package slackfake

import (
	"strings"
	"time"
	"unicode/utf8"
)

// postable says why nothing can be posted to a channel, if so.
func (s *Server) postable(id string) (*Channel, string) {
	if strings.HasPrefix(id, "U") || strings.HasPrefix(id, "W") { // a user's id opens the direct message
		u := s.user(id)
		switch {
		case unknown(id):
			return nil, "channel_not_found"
		case u.Deleted:
			return nil, "account_inactive"
		case u.DMClosed:
			return nil, "cannot_dm_bot"
		}
		return s.im(id), ""
	}
	c := s.channels[id]
	switch {
	case c == nil:
		return nil, "channel_not_found"
	case c.Archived:
		return nil, "is_archived"
	case c.IM != "" && s.user(c.IM).Deleted:
		return nil, "account_inactive"
	case c.IM != "" && s.user(c.IM).DMClosed:
		return nil, "cannot_dm_bot"
	case !c.Member:
		return nil, "not_in_channel"
	}
	return c, ""
}

// content checks what a message says. A picture in it is a file that was
// uploaded before.
func (s *Server) content(a object) string {
	text := str(a, "text")
	blocks, _ := a["blocks"].([]any)
	switch {
	case text == "" && len(blocks) == 0 && a["attachments"] == nil:
		return "no_text"
	case utf8.RuneCountInString(text) > 40000:
		return "msg_too_long"
	}
	for _, b := range blocks {
		o, _ := b.(object)
		if file, is := o["slack_file"].(object); is {
			if f := s.files[str(file, "id")]; f == nil || !f.done {
				return "invalid_blocks"
			}
		}
	}
	return checkBlocks(blocks, 50)
}

func (s *Server) postMessage(a object) reply {
	c, code := s.postable(str(a, "channel"))
	if code != "" {
		return refused(code)
	}
	if code := s.content(a); code != "" {
		return refused(code)
	}
	m := &Message{Channel: c.ID, TS: s.ts(), ThreadTS: str(a, "thread_ts"), User: s.opt.BotUser, BotID: s.opt.BotID,
		Text: str(a, "text"), Blocks: raw(a["blocks"]), Metadata: raw(a["metadata"])}
	if m.ThreadTS != "" && c.byTS[m.ThreadTS] == nil && !known(c, m.ThreadTS) {
		return refused("thread_not_found")
	}
	if !s.opt.Lean {
		c.put(m)
	}
	out := ok(object{"channel": c.ID, "ts": m.TS, "message": m.json(false)})
	out.ts = m.TS
	return out
}

// known is true for a thread that began outside of what this server keeps:
// an assistant thread, or the message of a raw event.
func known(c *Channel, ts string) bool {
	_, is := c.byTS[ts]
	return is || c.IM != ""
}

func (s *Server) postEphemeral(a object) reply {
	c, code := s.postable(str(a, "channel"))
	if code != "" {
		return refused(code)
	}
	user := str(a, "user")
	if user == "" {
		return refused("user_not_in_channel")
	}
	if code := s.content(a); code != "" {
		return refused(code)
	}
	m := &Message{Channel: c.ID, TS: s.ts(), ThreadTS: str(a, "thread_ts"), User: s.opt.BotUser, BotID: s.opt.BotID,
		Text: str(a, "text"), Blocks: raw(a["blocks"]), Ephemeral: user}
	c.put(m)
	out := ok(object{"message_ts": m.TS})
	out.ts = m.TS
	return out
}

func (s *Server) updateMessage(a object) reply {
	c := s.channels[str(a, "channel")]
	if c == nil {
		return refused("channel_not_found")
	}
	m := c.byTS[str(a, "ts")]
	switch {
	case m == nil, m.Ephemeral != "": // an ephemeral message is changed through its response_url only
		return refused("message_not_found")
	case m.BotID != s.opt.BotID:
		return refused("cant_update_message")
	}
	if code := s.content(a); code != "" {
		return refused(code)
	}
	m.Text, m.Blocks = str(a, "text"), raw(a["blocks"])
	if a["metadata"] != nil {
		m.Metadata = raw(a["metadata"])
	}
	m.Edited++
	out := ok(object{"channel": c.ID, "ts": m.TS, "text": m.Text, "message": m.json(false)})
	out.ts = m.TS
	return out
}

func (s *Server) deleteMessage(a object) reply {
	c := s.channels[str(a, "channel")]
	if c == nil {
		return refused("channel_not_found")
	}
	ts := str(a, "ts")
	m := c.byTS[ts]
	switch {
	case m == nil:
		return refused("message_not_found")
	case m.BotID != s.opt.BotID:
		return refused("cant_delete_message")
	}
	delete(c.byTS, ts)
	for i, x := range c.messages {
		if x == m {
			c.messages = append(c.messages[:i], c.messages[i+1:]...)
			break
		}
	}
	return ok(object{"channel": c.ID, "ts": ts})
}

// responseURL is a place to answer an interaction, of 5 uses within 30 minutes.
type responseURL struct {
	channel, user, ts string
	thread            string
	uses              int
	expires           time.Time
}

func (s *Server) newResponseURL(channel, user, ts, thread string) string {
	id := s.id("r")
	s.replies[id] = &responseURL{channel: channel, user: user, ts: ts, thread: thread, expires: s.opt.Now().Add(30 * time.Minute)}
	return s.Base() + "/response/" + id
}

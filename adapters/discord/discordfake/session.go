package discordfake

import (
	"encoding/json"
	"strconv"
	"strings"
)

// session is what an IDENTIFY began; it outlives its connection.
type session struct {
	s       *Server
	id      string
	intents int
	shard   [2]int
	seq     int64
	log     []frame
	conn    *socket // nil while nobody is connected
}

// frame is one dispatch, kept for a resume.
type frame struct {
	seq  int64
	data []byte
}

// cut drops the connection without a close frame; s.mu is held.
func (ses *session) cut() {
	if ses.conn != nil {
		ses.conn.end()
		ses.conn = nil
	}
}

// close ends the connection with a code; s.mu is held.
func (ses *session) close(code int, why string) {
	if ses.conn != nil {
		ses.s.stats.Closes[code]++
		ses.conn.push(closing(code, why))
		ses.conn = nil
	}
}

// dispatch numbers an event, keeps it for a resume and sends it; s.mu is held.
func (ses *session) dispatch(name string, d any) {
	ses.seq++
	data := payload(0, d, ses.seq, name)
	if !ses.s.opts.Forgetful {
		ses.log = append(ses.log, frame{ses.seq, data})
		if len(ses.log) > replayed {
			ses.log = ses.log[replayed/10:]
		}
	}
	if ses.conn != nil {
		ses.s.stats.Dispatched++
		ses.conn.push(data)
	}
}

// send dispatches an event of a channel to the shards that see it; s.mu is held.
func (s *Server) send(name string, c *channel, d any) {
	for _, ses := range s.sessions {
		if !ses.sees(name, c) {
			continue
		}
		out := d
		if m, ok := d.(*Message); ok {
			out = ses.view(c, m)
		}
		ses.dispatch(name, out)
	}
}

// sees tells whether a session's shard and intents let an event through.
func (ses *session) sees(name string, c *channel) bool {
	shard := 0
	if c.guild != "" {
		n, _ := strconv.ParseUint(c.guild, 10, 64)
		shard = int(n >> 22 % uint64(max(ses.shard[1], 1)))
	}
	if ses.shard[0] != shard {
		return false
	}
	if !strings.HasPrefix(name, "MESSAGE_") {
		return true
	}
	if c.guild == "" {
		return ses.intents&intentDirectMessages != 0
	}
	return ses.intents&intentGuildMessages != 0
}

// view hides the content of other people's guild messages that do not mention
// the app, unless the app has the privileged intent.
func (ses *session) view(c *channel, m *Message) *Message {
	if c.guild == "" || ses.intents&intentMessageContent != 0 || m.Author.ID == ses.s.self {
		return m
	}
	for _, u := range m.Mentions {
		if u.ID == ses.s.self {
			return m
		}
	}
	hidden := *m
	hidden.Content, hidden.Attachments = "", []Attachment{}
	hidden.more = map[string]any{}
	for k, v := range m.more { // what is not content stays
		if k == "mention_roles" || k == "flags" || k == "type" {
			hidden.more[k] = v
		}
	}
	hidden.Embeds, hidden.Components = json.RawMessage("[]"), json.RawMessage("[]")
	return &hidden
}

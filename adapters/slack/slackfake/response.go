package slackfake

import (
	"net/http"
	"strings"
)

const responseURLUses = 5 // docs.slack.dev, responding to interactions: 5 times within 30 minutes

func (s *Server) serveResponseURL(w http.ResponseWriter, r *http.Request) {
	a, _, err := arguments(r)
	if err != nil {
		http.Error(w, "invalid_payload", http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	u := s.replies[strings.TrimPrefix(r.URL.Path, "/response/")]
	fault := s.struck("response_url", "", "")
	if fault != nil && s.before(w, r, fault, "response_url") {
		return
	}
	out := s.viaResponseURL(u, a)
	if out.code == "" {
		s.accept(Call{Method: "response_url", Body: a, TS: out.ts})
	} else {
		s.refuse(out.code)
	}
	s.mu.Unlock()
	if out.code != "" {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"ok":false,"error":"` + out.code + `"}`))
		return
	}
	if fault != nil {
		switch fault.Kind {
		case AcceptedCut:
			cut(w)
			return
		case Accepted500:
			http.Error(w, "fault", http.StatusInternalServerError)
			return
		case AcceptedStall, Stall:
			s.stall(r, fault)
		}
	}
	w.Header().Set("Content-Type", "text/plain")
	_, _ = w.Write([]byte("ok"))
}

func (s *Server) viaResponseURL(u *responseURL, a object) reply {
	switch {
	case u == nil:
		return refused("invalid_url")
	case s.opt.Now().After(u.expires):
		return refused("expired_url")
	case u.uses >= responseURLUses:
		return refused("used_url")
	}
	u.uses++
	c := s.channel(u.channel)
	if a["delete_original"] == true {
		if m := c.byTS[u.ts]; m != nil {
			delete(c.byTS, u.ts)
		}
		return ok(nil)
	}
	if code := s.content(a); code != "" {
		return refused(code)
	}
	if a["replace_original"] == true {
		if m := c.byTS[u.ts]; m != nil {
			m.Text, m.Blocks = str(a, "text"), raw(a["blocks"])
			m.Edited++
			out := ok(nil)
			out.ts = m.TS
			return out
		}
	}
	m := &Message{Channel: c.ID, TS: s.ts(), ThreadTS: str(a, "thread_ts"), User: s.opt.BotUser, BotID: s.opt.BotID,
		Text: str(a, "text"), Blocks: raw(a["blocks"]), Ephemeral: u.user}
	if str(a, "response_type") == "in_channel" {
		m.Ephemeral = ""
	}
	c.put(m)
	out := ok(nil)
	out.ts = m.TS
	return out
}

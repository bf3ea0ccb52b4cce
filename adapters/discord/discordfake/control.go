package discordfake

import (
	"encoding/json"
	"net/http"
	"strings"
	"unicode"
)

func lower(s string) string { return strings.Map(unicode.ToLower, s) }

// Event is something to happen, as POST /_event takes it. Type is one of
//
//	message       user, text; channel (empty: the DM), id (one that is known: delivered again),
//	              more (fields of the message beside its text: message_snapshots, attachments …)
//	command       user, path, options; channel, locale, focused, target, install (1: the user's own)
//	press         user, message, custom_id, values; channel, locale, install
//	submit        opener, fields; locale
//	open          user: opens the DM
//	close-dm      user: refuses direct messages from now on; reopen-dm
//	drop-channel  channel: deleted
//	drop-user     user: does not exist
//	add-channel   channel, guild
//	add-group     channel, user: a group of people, to which the app cannot belong
//	revoke        the token is invalid from now on
//	cut           the gateway connections break; close (code), reconnect (op 7),
//	              invalid (op 9; resumable), deaf (heartbeats are not acknowledged),
//	              beat (op 1)
//	skew          seconds: the clock moves ahead
type Event struct {
	Type      string            `json:"type"`
	User      string            `json:"user"`
	Channel   string            `json:"channel"`
	Guild     string            `json:"guild"`
	ID        string            `json:"id"`
	Text      string            `json:"text"`
	Path      []string          `json:"path"`
	Options   []Option          `json:"options"`
	Focused   string            `json:"focused"`
	Locale    string            `json:"locale"`
	Target    string            `json:"target"`
	Message   string            `json:"message"`
	CustomID  string            `json:"custom_id"`
	Values    []string          `json:"values"`
	More      map[string]any    `json:"more"`
	Install   int               `json:"install"`
	Opener    string            `json:"opener"`
	Fields    map[string]string `json:"fields"`
	Code      int               `json:"code"`
	Resumable bool              `json:"resumable"`
	Seconds   float64           `json:"seconds"`
}

// Gateway makes trouble on every gateway connection: cut, close, reconnect,
// invalid, deaf or beat.
func (s *Server) Gateway(e Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ses := range s.sessions {
		c := ses.conn
		if c == nil {
			continue
		}
		switch e.Type {
		case "cut":
			ses.cut()
		case "close":
			ses.close(orInt(e.Code, 4000), "ordered")
			if e.Code == 4007 || e.Code == 4009 {
				delete(s.sessions, ses.id)
			}
		case "reconnect":
			c.push(payload(7, nil, 0, ""))
		case "invalid":
			if !e.Resumable {
				delete(s.sessions, ses.id)
			}
			ses.conn = nil // the same connection may resume or identify now
			c.push(payload(9, e.Resumable, 0, ""))
		case "deaf":
			c.silent.Store(true)
		case "beat":
			c.push(payload(1, nil, 0, ""))
		}
	}
	s.touch()
}

// Connected counts the sessions that have a connection.
func (s *Server) Connected() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, ses := range s.sessions {
		if ses.conn != nil {
			n++
		}
	}
	return n
}

// control adds the endpoints by which tests in another process order events
// and faults, and read the truth.
func (s *Server) control(mux *http.ServeMux) {
	mux.HandleFunc("POST /_fault", func(w http.ResponseWriter, r *http.Request) {
		var f Fault
		if take(w, r, &f) {
			s.Fault(f)
			give(w, map[string]bool{"ok": true})
		}
	})
	mux.HandleFunc("GET /_fault", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		give(w, s.faults)
	})
	mux.HandleFunc("DELETE /_fault", func(w http.ResponseWriter, r *http.Request) {
		s.ClearFaults()
		give(w, map[string]bool{"ok": true})
	})
	mux.HandleFunc("POST /_limits", func(w http.ResponseWriter, r *http.Request) {
		l := defaultLimits
		if take(w, r, &l) {
			s.SetLimits(l)
			give(w, l)
		}
	})
	mux.HandleFunc("POST /_event", func(w http.ResponseWriter, r *http.Request) {
		var e Event
		if take(w, r, &e) {
			s.happen(w, e)
		}
	})
	mux.HandleFunc("GET /_stats", func(w http.ResponseWriter, r *http.Request) { give(w, s.Stats()) })
	mux.HandleFunc("GET /_record", func(w http.ResponseWriter, r *http.Request) { give(w, s.Recorded()) })
	mux.HandleFunc("GET /_messages", func(w http.ResponseWriter, r *http.Request) {
		if c := r.URL.Query().Get("channel"); c != "" {
			give(w, s.Messages(c))
			return
		}
		s.mu.Lock()
		out := []Message{}
		for _, c := range s.channels {
			for _, m := range c.messages {
				if m.Author.ID == s.self {
					out = append(out, *m)
				}
			}
		}
		s.mu.Unlock()
		give(w, out)
	})
	mux.HandleFunc("GET /_interaction", func(w http.ResponseWriter, r *http.Request) { give(w, s.Interaction(r.URL.Query().Get("id"))) })
	mux.HandleFunc("GET /_connected", func(w http.ResponseWriter, r *http.Request) { give(w, map[string]int{"connected": s.Connected()}) })
}

// happen carries out one event.
func (s *Server) happen(w http.ResponseWriter, e Event) {
	id, err := "", error(nil)
	switch e.Type {
	case "message":
		s.mu.Lock()
		id = s.say(e.User, e.Channel, e.Text, e.ID, e.More).ID
		s.mu.Unlock()
	case "command":
		if len(e.Path) == 0 {
			http.Error(w, "command needs a path", http.StatusBadRequest)
			return
		}
		id = s.Command(Slash{e.User, e.Channel, e.Path, e.Options, e.Focused, e.Locale, e.Target, e.Install})
	case "press":
		id, err = s.Press(Pressed{e.User, e.Message, e.Channel, e.CustomID, e.Values, e.Locale, e.Install})
	case "submit":
		id, err = s.Submit(Submitted{e.Opener, e.Fields, e.Locale})
	case "open":
		s.mu.Lock()
		id = DMOf(e.User)
		s.channel(id).opened = true
		s.mu.Unlock()
	case "close-dm":
		s.CloseDM(e.User, true)
	case "reopen-dm":
		s.CloseDM(e.User, false)
	case "drop-channel":
		s.DropChannel(e.Channel)
	case "drop-user":
		s.DropUser(e.User)
	case "add-channel":
		s.AddChannel(e.Guild, e.Channel)
	case "add-group":
		s.AddGroup(e.Channel)
	case "revoke":
		s.Revoke()
	case "cut", "close", "reconnect", "invalid", "deaf", "beat":
		s.Gateway(e)
	case "skew":
		s.Skew(seconds(e.Seconds))
	default:
		http.Error(w, "unknown type of event: "+e.Type, http.StatusBadRequest)
		return
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	give(w, map[string]string{"id": id})
}

func take(w http.ResponseWriter, r *http.Request, v any) bool {
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return false
	}
	return true
}

func give(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}

package slackfake

import (
	"encoding/json"
	"net/http"
	"time"
)

// control serves what the program gives to those outside of its process:
//
//	POST   /_event     an Event, or a list of them; answers what they became
//	POST   /_fault     a Fault, or a list of them; DELETE mends all
//	GET    /_record    every call accepted, one JSON object a line
//	GET    /_messages  what the app posted: the truth to count by
//	GET    /_stats     Stats
//	POST   /_user      a User; POST /_channel {"id","member","archived"}
//	POST   /_dm        {"user"}: opens the direct message, answers its channel
//	POST   /_disconnect {"reason"}: Socket Mode's disconnect; empty cuts
//	POST   /_revoke    every token is revoked from now on
//	POST   /_request_url {"url"}: HTTP mode to there, or Socket Mode with ""
func (s *Server) control(mux *http.ServeMux) {
	mux.HandleFunc("POST /_event", func(w http.ResponseWriter, r *http.Request) {
		events, err := oneOrMany[Event](r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		out := []object{}
		for _, e := range events {
			sent, err := s.Inject(e)
			if err != nil {
				out = append(out, object{"ok": false, "error": err.Error()})
				continue
			}
			out = append(out, object{"ok": true, "channel": sent.Channel, "ts": sent.TS, "trigger_id": sent.TriggerID})
		}
		answer(w, out)
	})
	mux.HandleFunc("POST /_fault", func(w http.ResponseWriter, r *http.Request) {
		faults, err := oneOrMany[Fault](r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		for _, f := range faults {
			s.Break(f)
		}
		answer(w, object{"ok": true})
	})
	mux.HandleFunc("DELETE /_fault", func(w http.ResponseWriter, _ *http.Request) {
		s.Mend()
		answer(w, object{"ok": true})
	})
	mux.HandleFunc("GET /_record", func(w http.ResponseWriter, _ *http.Request) {
		enc := json.NewEncoder(w)
		for _, c := range s.Record() {
			_ = enc.Encode(c)
		}
	})
	mux.HandleFunc("GET /_messages", func(w http.ResponseWriter, _ *http.Request) { answer(w, append([]Message{}, s.Messages()...)) })
	mux.HandleFunc("GET /_stats", func(w http.ResponseWriter, _ *http.Request) { answer(w, s.Stats()) })
	mux.HandleFunc("POST /_user", func(w http.ResponseWriter, r *http.Request) {
		users, err := oneOrMany[User](r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		for _, u := range users {
			s.PutUser(u)
		}
		answer(w, object{"ok": true})
	})
	type order struct {
		ID       string `json:"id"`
		User     string `json:"user"`
		URL      string `json:"url"`
		Reason   string `json:"reason"`
		Member   bool   `json:"member"`
		Archived bool   `json:"archived"`
	}
	give := func(path string, do func(order) any) {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
			orders, err := oneOrMany[order](r)
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			var out any
			for _, o := range orders {
				out = do(o)
			}
			answer(w, out)
		})
	}
	give("/_channel", func(o order) any { s.PutChannel(o.ID, o.Member, o.Archived); return object{"ok": true} })
	give("/_dm", func(o order) any { return object{"ok": true, "channel": s.DM(o.User)} })
	give("/_disconnect", func(o order) any { s.Disconnect(o.Reason); return object{"ok": true} })
	give("/_revoke", func(order) any { s.Revoke(); return object{"ok": true} })
	give("/_request_url", func(o order) any { s.SetRequestURL(o.URL); return object{"ok": true} })
}

// oneOrMany reads an object, or a list of them.
func oneOrMany[T any](r *http.Request) ([]T, error) {
	var whole json.RawMessage
	if err := json.NewDecoder(r.Body).Decode(&whole); err != nil {
		return nil, err
	}
	if len(whole) > 0 && whole[0] == '[' {
		var many []T
		return many, json.Unmarshal(whole, &many)
	}
	one := make([]T, 1)
	return one, json.Unmarshal(whole, &one[0])
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

// The helpers below are Inject with fewer words, for tests. They panic where
// the event makes no sense, as a test would fail there anyway.

// Message lets a user say something to the app.
func (s *Server) Say(user, text string) *Sent {
	return s.must(Event{Kind: "message", User: user, Text: text})
}

// Mention lets a user mention the app in a channel.
func (s *Server) Mention(user, channel, text string) *Sent {
	return s.must(Event{Kind: "mention", User: user, Channel: channel, Text: text})
}

// Command lets a user type /mentor with text, in a channel ("" is the direct message).
func (s *Server) Command(user, channel, text string) *Sent {
	return s.must(Event{Kind: "command", User: user, Channel: channel, Text: text})
}

// Press takes a button of a message.
func (s *Server) Press(user, channel, ts, action string) *Sent {
	return s.must(Event{Kind: "press", User: user, Channel: channel, TS: ts, Action: action})
}

// Submit sends the modal back that a user has open.
func (s *Server) Submit(user string, fields map[string]string) *Sent {
	return s.must(Event{Kind: "submit", User: user, Fields: fields})
}

// OpenHome opens a user's home tab.
func (s *Server) OpenHome(user string) *Sent { return s.must(Event{Kind: "home", User: user}) }

func (s *Server) must(e Event) *Sent {
	sent, err := s.Inject(e)
	if err != nil {
		panic(err)
	}
	return sent
}

// Wait is Ack with the time a person would wait.
func (e *Sent) Wait() (Ack, error) { return e.Ack(10 * time.Second) }

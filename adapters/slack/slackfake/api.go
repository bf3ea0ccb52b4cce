package slackfake

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// object is a JSON object.
type object = map[string]any

// reply is what a method answers: code is empty for ok.
type reply struct {
	code string
	body object
	ts   string // of the message it made, for the record
}

func ok(body object) reply      { return reply{body: body} }
func refused(code string) reply { return reply{code: code} }

// methods is the Web API as far as it is here. They run under s.mu.
var methods = map[string]func(*Server, object) reply{
	"api.test":                              func(*Server, object) reply { return ok(nil) },
	"auth.test":                             (*Server).authTest,
	"apps.connections.open":                 (*Server).connectionsOpen,
	"chat.postMessage":                      (*Server).postMessage,
	"chat.postEphemeral":                    (*Server).postEphemeral,
	"chat.update":                           (*Server).updateMessage,
	"chat.delete":                           (*Server).deleteMessage,
	"conversations.open":                    (*Server).conversationsOpen,
	"conversations.info":                    (*Server).conversationsInfo,
	"conversations.history":                 (*Server).history,
	"conversations.replies":                 (*Server).history,
	"users.info":                            (*Server).usersInfo,
	"users.list":                            (*Server).usersList,
	"views.open":                            (*Server).viewsOpen,
	"views.push":                            (*Server).viewsOpen,
	"views.update":                          (*Server).viewsUpdate,
	"views.publish":                         (*Server).viewsPublish,
	"files.getUploadURLExternal":            (*Server).uploadURL,
	"files.completeUploadExternal":          (*Server).completeUpload,
	"assistant.threads.setStatus":           (*Server).assistantSet,
	"assistant.threads.setTitle":            (*Server).assistantSet,
	"assistant.threads.setSuggestedPrompts": (*Server).assistantSet,
}

// jsonFields are arguments that come as JSON inside a form field.
var jsonFields = []string{"blocks", "view", "metadata", "attachments", "prompts", "files", "loading_messages"}

const maxRequestBytes = 4 << 20

// arguments reads a call's arguments and token, from a form, JSON or the query.
func arguments(r *http.Request) (args object, token string, err error) {
	args = object{}
	token = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		raw, err := io.ReadAll(io.LimitReader(r.Body, maxRequestBytes))
		if err != nil {
			return nil, "", err
		}
		if len(raw) > 0 {
			if err := json.Unmarshal(raw, &args); err != nil {
				return nil, "", err
			}
		}
	} else {
		if kind == "multipart/form-data" {
			err = r.ParseMultipartForm(maxRequestBytes)
		} else {
			r.Body = http.MaxBytesReader(nil, r.Body, maxRequestBytes)
			err = r.ParseForm()
		}
		if err != nil {
			return nil, "", err
		}
		for k, v := range r.Form {
			args[k] = v[0]
		}
	}
	if t, is := args["token"].(string); is {
		token = t
		delete(args, "token")
	}
	for _, f := range jsonFields {
		if text, is := args[f].(string); is && text != "" {
			var v any
			if json.Unmarshal([]byte(text), &v) == nil {
				args[f] = v
			}
		}
	}
	return args, token, nil
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	method := strings.TrimPrefix(r.URL.Path, "/api/")
	if s.opt.Scopes != "" {
		w.Header().Set("X-OAuth-Scopes", s.opt.Scopes)
	}
	args, token, err := arguments(r)
	if err != nil {
		respond(w, refused("invalid_arguments"))
		return
	}
	do, known := methods[method]
	if !known {
		respond(w, refused("unknown_method"))
		return
	}
	s.mu.Lock()
	channel, user := str(args, "channel"), str(args, "user")
	if channel == "" {
		channel = str(args, "channel_id")
	}
	if wait, inWindow := s.limits.check(s.opt, method, channel, s.opt.Now()); wait > 0 {
		if inWindow {
			s.stats.InRetryAfter++
		}
		s.refuse("429")
		s.mu.Unlock()
		tooMany(w, wait)
		return
	}
	fault := s.struck(method, channel, user)
	if fault != nil && s.before(w, r, fault, method) {
		return // s.mu is released
	}
	var out reply
	switch {
	case s.revoked:
		out = refused("token_revoked")
	case token == "":
		out = refused("not_authed")
	case method == "apps.connections.open" && token != s.opt.AppToken,
		method != "apps.connections.open" && token != s.opt.BotToken:
		out = refused("invalid_auth")
	default:
		out = do(s, args)
	}
	if out.code == "" {
		s.accept(Call{Method: method, Body: args, TS: out.ts})
	} else {
		s.refuse(out.code)
	}
	s.mu.Unlock()
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
	respond(w, out)
}

// before plays a fault that strikes ahead of the call; where it does, s.mu is released.
func (s *Server) before(w http.ResponseWriter, r *http.Request, f *Fault, method string) bool {
	switch f.Kind {
	case Cut:
		s.refuse("cut")
		s.mu.Unlock()
		cut(w)
	case Status:
		s.refuse(strconv.Itoa(f.Code))
		s.mu.Unlock()
		http.Error(w, "fault", f.Code)
	case Error:
		s.refuse(f.Error)
		s.mu.Unlock()
		respond(w, refused(f.Error))
	case RateLimit:
		wait := time.Duration(f.RetryAfter) * time.Second
		scope := method
		if f.Channel != "" {
			scope += " " + f.Channel
		}
		s.limits.until[scope] = s.opt.Now().Add(wait)
		s.refuse("429")
		s.mu.Unlock()
		tooMany(w, wait)
	default:
		return false
	}
	return true
}

func (s *Server) stall(r *http.Request, f *Fault) {
	t := time.NewTimer(time.Duration(f.StallMS) * time.Millisecond)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.Context().Done():
	case <-s.done:
	}
}

func tooMany(w http.ResponseWriter, wait time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusTooManyRequests)
	_, _ = io.WriteString(w, `{"ok":false,"error":"ratelimited"}`)
}

// cut ends the connection without an answer.
func cut(w http.ResponseWriter) {
	if h, is := w.(http.Hijacker); is {
		if c, _, err := h.Hijack(); err == nil {
			_ = c.Close()
			return
		}
	}
	panic(http.ErrAbortHandler)
}

func respond(w http.ResponseWriter, r reply) {
	body := object{"ok": r.code == ""}
	for k, v := range r.body {
		body[k] = v
	}
	if r.code != "" {
		body["error"] = r.code
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(body)
}

func (s *Server) authTest(object) reply {
	return ok(object{"url": s.Base() + "/", "team": "Fake", "user": "mentor", "team_id": s.opt.Team,
		"user_id": s.opt.BotUser, "bot_id": s.opt.BotID, "is_enterprise_install": false})
}

func (s *Server) connectionsOpen(object) reply {
	ticket := s.id("ticket-")
	s.tickets()[ticket] = true
	return ok(object{"url": "ws" + strings.TrimPrefix(s.Base(), "http") + "/link/?ticket=" + ticket + "&app_id=" + s.opt.AppID})
}

func (s *Server) conversationsOpen(a object) reply {
	users := strings.Split(str(a, "users"), ",")
	if users[0] == "" && str(a, "channel") == "" {
		return refused("users_list_not_supplied")
	}
	if users[0] == "" {
		return ok(object{"channel": object{"id": str(a, "channel")}})
	}
	u := s.user(users[0])
	switch {
	case unknown(u.ID):
		return refused("user_not_found")
	case u.Deleted:
		return refused("user_disabled")
	case u.DMClosed:
		return refused("cannot_dm_bot")
	}
	c := s.im(u.ID)
	return ok(object{"channel": object{"id": c.ID, "is_im": true, "user": u.ID}, "no_op": true, "already_open": true})
}

// unknown is true for the ids of nobody: those that say so.
func unknown(id string) bool {
	return strings.Contains(id, "UNKNOWN") || strings.Contains(id, "NOBODY")
}

func (s *Server) conversationsInfo(a object) reply {
	c := s.channels[str(a, "channel")]
	if c == nil {
		return refused("channel_not_found")
	}
	return ok(object{"channel": object{"id": c.ID, "is_im": c.IM != "", "user": c.IM, "is_member": c.Member, "is_archived": c.Archived}})
}

// history serves conversations.history and .replies: newest first, as Slack
// does, replies oldest first.
func (s *Server) history(a object) reply {
	c := s.channels[str(a, "channel")]
	if c == nil {
		return refused("channel_not_found")
	}
	if !c.Member {
		return refused("not_in_channel")
	}
	thread := str(a, "ts")
	limit, _ := strconv.Atoi(str(a, "limit"))
	if limit <= 0 || limit > 999 {
		limit = 100
	}
	oldest, latest := str(a, "oldest"), str(a, "latest")
	inclusive := str(a, "inclusive") == "1" || str(a, "inclusive") == "true"
	skip := 0
	if cursor := str(a, "cursor"); cursor != "" {
		var err error
		if skip, err = strconv.Atoi(strings.TrimPrefix(cursor, "next:")); err != nil {
			return refused("invalid_cursor")
		}
	}
	withMeta := str(a, "include_all_metadata") == "true" || str(a, "include_all_metadata") == "1"
	found, more := []object{}, false
	for _, m := range slices.Backward(c.messages) {
		switch {
		case m.Ephemeral != "",
			thread == "" && m.ThreadTS != "" && m.ThreadTS != m.TS,
			thread != "" && m.ThreadTS != thread && m.TS != thread,
			oldest != "" && (m.TS < oldest || m.TS == oldest && !inclusive),
			latest != "" && (m.TS > latest || m.TS == latest && !inclusive):
			continue
		}
		if skip > 0 {
			skip--
			continue
		}
		if len(found) == limit {
			more = true
			break
		}
		found = append(found, m.json(withMeta))
	}
	if thread != "" {
		slices.Reverse(found)
	}
	out := object{"messages": found, "has_more": more}
	if more {
		was, _ := strconv.Atoi(strings.TrimPrefix(str(a, "cursor"), "next:"))
		out["response_metadata"] = object{"next_cursor": "next:" + strconv.Itoa(was+limit)}
	}
	return ok(out)
}

func (m *Message) json(withMeta bool) object {
	o := object{"type": "message", "ts": m.TS, "text": m.Text, "user": m.User}
	if m.BotID != "" {
		o["bot_id"] = m.BotID
	}
	if m.ThreadTS != "" {
		o["thread_ts"] = m.ThreadTS
	}
	if len(m.Blocks) > 0 {
		o["blocks"] = m.Blocks
	}
	if withMeta && len(m.Metadata) > 0 {
		o["metadata"] = m.Metadata
	}
	if len(m.Files) > 0 {
		o["files"] = m.Files
	}
	return o
}

func str(a object, k string) string {
	switch v := a[k].(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

func raw(v any) json.RawMessage {
	if v == nil {
		return nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return b
}

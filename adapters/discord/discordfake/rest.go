package discordfake

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// request is one call of the app, its body read.
type request struct {
	*http.Request
	path  string // without /api/vN
	body  json.RawMessage
	files []File
}

// File is an attachment as it was uploaded.
type File struct {
	Field string
	Name  string
	Data  []byte
}

// reply is what a route answers. A nil body is 204.
type reply struct {
	status int
	body   any
}

// apiError is Discord's error object.
type apiError struct {
	status int
	Code   int    `json:"code"`
	Msg    string `json:"message"`
	Errors any    `json:"errors,omitempty"`
}

func (e *apiError) Error() string { return e.Msg }

// The errors of Discord's table that a chat app meets.
func errUnknownChannel() error { return &apiError{404, 10003, "Unknown Channel", nil} }
func errUnknownMessage() error { return &apiError{404, 10008, "Unknown Message", nil} }
func errUnknownUser() error    { return &apiError{404, 10013, "Unknown User", nil} }
func errUnknownWebhook() error { return &apiError{404, 10015, "Unknown Webhook", nil} }
func errUnknownInter() error   { return &apiError{404, 10062, "Unknown interaction", nil} }
func errUnknownApp() error     { return &apiError{404, 10002, "Unknown Application", nil} }
func errAcknowledged() error {
	return &apiError{400, 40060, "Interaction has already been acknowledged.", nil}
}
func errClosedDM() error { return &apiError{403, 50007, "Cannot send messages to this user", nil} }
func errForeign() error {
	return &apiError{403, 50005, "Cannot edit a message authored by another user", nil}
}
func errEmpty() error        { return &apiError{400, 50006, "Cannot send an empty message", nil} }
func errWebhookToken() error { return &apiError{401, 50027, "Invalid Webhook Token", nil} }
func errJSON() error {
	return &apiError{400, 50109, "The request body contains invalid JSON.", nil}
}

// invalidForm is 50035 with the tree of what is wrong: "embeds.0.title" is
// three branches of it.
func invalidForm(field, why string) error {
	tree := map[string]any{"_errors": []map[string]string{{"code": "BASE_TYPE_BAD_LENGTH", "message": why}}}
	path := strings.Split(strings.Trim(field, "."), ".")
	for i := len(path) - 1; i >= 0; i-- {
		tree = map[string]any{path[i]: tree}
	}
	return &apiError{400, 50035, "Invalid Form Body", tree}
}

// route is one endpoint of the API.
type route struct {
	method string
	rx     *regexp.Regexp
	class  string // names the rate-limit bucket; the first id is the major parameter
	open   bool   // no Authorization needed: the token is in the path
	do     func(*Server, *request, []string) (reply, error)
}

func rt(method, pattern, class string, open bool, do func(*Server, *request, []string) (reply, error)) route {
	return route{method, regexp.MustCompile("^" + strings.ReplaceAll(pattern, "ID", `([^/]+)`) + "$"), class, open, do}
}

var table = []route{
	rt("GET", "/gateway", "gateway", true, (*Server).getGateway),
	rt("GET", "/gateway/bot", "gateway", false, (*Server).getGatewayBot),
	rt("GET", "/users/@me", "users", false, (*Server).getMe),
	rt("POST", "/users/@me/channels", "dms", false, (*Server).openDM),
	rt("GET", "/users/ID", "users", false, (*Server).getUser),
	rt("GET", "/oauth2/applications/@me", "app", false, (*Server).getApp),
	rt("GET", "/applications/@me", "app", false, (*Server).getApp),
	rt("GET", "/channels/ID", "channel", false, (*Server).getChannel),
	rt("POST", "/channels/ID/typing", "typing", false, (*Server).typing),
	rt("POST", "/channels/ID/messages", "messages", false, (*Server).postMessage),
	rt("GET", "/channels/ID/messages", "history", false, (*Server).getMessages),
	rt("GET", "/channels/ID/messages/ID", "history", false, (*Server).getMessage),
	rt("PATCH", "/channels/ID/messages/ID", "edits", false, (*Server).patchMessage),
	rt("DELETE", "/channels/ID/messages/ID", "deletes", false, (*Server).deleteMessage),
	rt("GET", "/applications/ID/commands", "commands", false, (*Server).getCommands),
	rt("PUT", "/applications/ID/commands", "commands", false, (*Server).putCommands),
	rt("GET", "/applications/ID/guilds/ID/commands", "commands", false, (*Server).getCommands),
	rt("PUT", "/applications/ID/guilds/ID/commands", "commands", false, (*Server).putCommands),
	rt("POST", "/interactions/ID/ID/callback", "callback", true, (*Server).callback),
	rt("POST", "/webhooks/ID/ID", "webhook", true, (*Server).followUp),
	rt("GET", "/webhooks/ID/ID/messages/ID", "webhook", true, (*Server).getFollowUp),
	rt("PATCH", "/webhooks/ID/ID/messages/ID", "webhook", true, (*Server).editFollowUp),
	rt("DELETE", "/webhooks/ID/ID/messages/ID", "webhook", true, (*Server).deleteFollowUp),
}

var version = regexp.MustCompile(`^/api(/v(\d+))?`)

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/gateway", s.serveGateway)
	mux.HandleFunc("/gateway/", s.serveGateway) // discordgo adds a slash
	mux.HandleFunc("/api/", s.serveAPI)
	s.control(mux)
	return mux
}

// serveAPI answers one REST request: faults, token, limits, then the route.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	p := version.ReplaceAllString(r.URL.Path, "")
	req := &request{Request: r, path: p}
	if err := req.read(); err != nil {
		s.fail(w, err)
		return
	}
	s.mu.Lock()
	s.stats.Requests++
	f := s.strike(r.Method, p)
	s.mu.Unlock()
	if f != nil {
		switch f.Kind {
		case Refuse:
			hangUp(w)
			return
		case Error:
			s.fail(w, &apiError{status: orInt(f.Status, 500), Code: f.Code, Msg: "ordered fault"})
			return
		case Limit:
			s.mu.Lock()
			s.tooMany(w, f.Seconds, "shared", f.Global)
			s.mu.Unlock()
			return
		case Delay:
			s.pause(r, f.Seconds)
		}
	}
	s.mu.Lock()
	out, err := s.dispatch(w, req)
	var body []byte
	if err == nil && out.body != nil {
		body, _ = json.Marshal(out.body) // here: a message may be changed as soon as the lock is free
	}
	s.mu.Unlock()
	if err != nil {
		if !errors.Is(err, errWritten) {
			s.fail(w, err)
		}
		return
	}
	if f != nil {
		switch f.Kind {
		case Cut:
			hangUp(w)
			return
		case Stall:
			s.pause(r, f.Seconds)
		case ErrorAfter:
			s.fail(w, &apiError{status: orInt(f.Status, 500), Code: f.Code, Msg: "ordered fault"})
			return
		}
	}
	if body == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(orInt(out.status, 200))
	w.Write(body)
}

// errWritten says that the answer is written already.
var errWritten = errors.New("answered")

// dispatch finds the route and runs it; s.mu is held.
func (s *Server) dispatch(w http.ResponseWriter, req *request) (reply, error) {
	known := false
	for _, t := range table {
		m := t.rx.FindStringSubmatch(req.path)
		if m == nil {
			continue
		}
		known = true
		if t.method != req.Method {
			continue
		}
		if !t.open && (s.token == "" || req.Header.Get("Authorization") != "Bot "+s.token) {
			return reply{}, &apiError{status: 401, Msg: "401: Unauthorized"}
		}
		major := ""
		if len(m) > 1 {
			major = m[1]
		}
		if s.limited(w, t.class, major, t.open) {
			return reply{}, errWritten
		}
		out, err := t.do(s, req, m[1:])
		if err == nil {
			if req.Method != "GET" {
				s.keep(req.Method, req.path, req.body)
			}
			s.touch()
		}
		return out, err
	}
	if known {
		return reply{}, &apiError{status: 405, Msg: "405: Method Not Allowed"}
	}
	return reply{}, &apiError{status: 404, Msg: "404: Not Found"}
}

// fail answers with an error, and counts it.
func (s *Server) fail(w http.ResponseWriter, err error) {
	var e *apiError
	if !errors.As(err, &e) {
		e = &apiError{status: 500, Msg: err.Error()}
	}
	s.mu.Lock()
	s.stats.Refused[orInt(e.Code, e.status)]++
	if e.status == 401 || e.status == 403 {
		s.stats.Invalid++
	}
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(e.status)
	json.NewEncoder(w).Encode(e)
}

// tooMany answers 429; s.mu is held.
func (s *Server) tooMany(w http.ResponseWriter, seconds float64, scope string, global bool) {
	s.stats.Limited++
	s.stats.Invalid++
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(seconds))))
	h.Set("X-RateLimit-Scope", scope)
	if global {
		h.Set("X-RateLimit-Global", "true")
	}
	w.WriteHeader(http.StatusTooManyRequests)
	json.NewEncoder(w).Encode(map[string]any{"message": "You are being rate limited.", "retry_after": seconds, "global": global})
}

// hangUp ends the connection without an answer.
func hangUp(w http.ResponseWriter) {
	if h, ok := w.(http.Hijacker); ok {
		if c, _, err := h.Hijack(); err == nil {
			c.Close()
			return
		}
	}
	panic(http.ErrAbortHandler)
}

// maxUpload is Discord's limit for a request with files: 10 MiB a file without boosts.
const maxUpload = 25 << 20

// read takes the body apart: JSON, or multipart with payload_json and files.
func (r *request) read() error {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	data, err := io.ReadAll(io.LimitReader(r.Body, maxUpload+1))
	if err != nil {
		return errJSON()
	}
	if len(data) > maxUpload {
		return &apiError{413, 40005, "Request entity too large", nil}
	}
	if kind == "multipart/form-data" {
		mr := multipart.NewReader(bytes.NewReader(data), params["boundary"])
		for {
			part, err := mr.NextPart()
			if err == io.EOF {
				break
			}
			if err != nil {
				return errJSON()
			}
			body, err := io.ReadAll(part)
			if err != nil {
				return errJSON()
			}
			if part.FormName() == "payload_json" {
				r.body = body
			} else {
				r.files = append(r.files, File{part.FormName(), part.FileName(), body})
			}
		}
	} else {
		r.body = data
	}
	if len(r.body) == 0 {
		r.body = nil
	} else if !json.Valid(r.body) {
		return errJSON()
	}
	return nil
}

func orInt(n, other int) int {
	if n == 0 {
		return other
	}
	return n
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }

package slack

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	slackgo "github.com/slack-go/slack"
)

// Times of request URLs. Slack waits three seconds for an answer, so nothing
// that takes longer is worth reading to its end.
const (
	bodyTimeout  = 3 * time.Second
	replyTimeout = 2900 * time.Millisecond
)

// HTTP is the handler of request URLs: events, commands, interactions and
// options all come to it, under whatever path; Slack names the kind in the
// body. It takes nothing before Run and after its end.
func (a *Adapter) HTTP() http.Handler { return http.HandlerFunc(a.serve) }

func (a *Adapter) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "only POST", http.StatusMethodNotAllowed)
		return
	}
	if a.opt.SigningSecret == "" {
		http.Error(w, "no signing secret is configured", http.StatusNotFound)
		return
	}
	// A client that sends slower than Slack waits is cut off.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTimeout))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		http.Error(w, "the body did not come in time", http.StatusRequestTimeout)
		return
	}
	if checksCertificate(r.Header.Get("Content-Type"), body) {
		return // with 200
	}
	if err := a.signed(r.Header, body); err != nil {
		// Who is not Slack learns nothing more than that.
		a.log.Warn("request with a wrong signature", "err", err)
		http.Error(w, "not signed by Slack", http.StatusUnauthorized)
		return
	}
	kind, payload, err := requestKind(r.Header.Get("Content-Type"), body)
	if err != nil {
		http.Error(w, "not understood", http.StatusBadRequest)
		return
	}
	if kind == kindEvents {
		var hello struct {
			Type      string `json:"type"`
			Challenge string `json:"challenge"`
		}
		if lenient(payload, &hello) == nil && hello.Type == "url_verification" {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			_, _ = io.WriteString(w, hello.Challenge)
			return
		}
	}
	a.answerRequest(w, r, kind, payload)
}

// answerRequest takes a payload and answers with its acknowledgement. What is
// not taken is answered 503: Slack brings an event again.
func (a *Adapter) answerRequest(w http.ResponseWriter, r *http.Request, kind string, payload []byte) {
	type result struct {
		response any
		taken    bool
	}
	done := make(chan result, 1)
	// The work outlives the request: an answer may come after the acknowledgement.
	ctx := context.WithoutCancel(r.Context())
	attempt, _ := strconv.Atoi(r.Header.Get("X-Slack-Retry-Num")) // none: the first time
	a.take(ctx, kind, payload, attempt, func(response any, taken bool) { done <- result{response, taken} })
	late := time.NewTimer(replyTimeout)
	defer late.Stop()
	select {
	case got := <-done:
		if !got.taken {
			http.Error(w, "not now", http.StatusServiceUnavailable)
			return
		}
		if got.response == nil {
			w.WriteHeader(http.StatusOK)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		if err := json.NewEncoder(w).Encode(got.response); err != nil {
			a.log.Warn("acknowledgement was not written", "err", err)
		}
	case <-late.C:
		http.Error(w, "not in time", http.StatusServiceUnavailable)
	case <-r.Context().Done():
	}
}

// checksCertificate is true for the request by which Slack looks at a command's
// certificate now and then. It asks nothing.
func checksCertificate(contentType string, body []byte) bool {
	if media, _, _ := mime.ParseMediaType(contentType); media != "application/x-www-form-urlencoded" {
		return false
	}
	form, err := url.ParseQuery(string(body))
	return err == nil && form.Get("ssl_check") == "1"
}

// signed checks the signature of the raw body, and that it is not older than
// five minutes, so that nobody can send it a second time later.
func (a *Adapter) signed(h http.Header, body []byte) error {
	v, err := slackgo.NewSecretsVerifier(h, a.opt.SigningSecret)
	if err != nil {
		return err
	}
	if _, err := v.Write(body); err != nil {
		return err
	}
	return v.Ensure()
}

// requestKind gives the kind of a request and its payload as JSON, as Socket
// Mode has them.
func requestKind(contentType string, body []byte) (kind string, payload []byte, err error) {
	media, _, _ := mime.ParseMediaType(contentType)
	if media == "application/json" {
		return kindEvents, body, nil
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return "", nil, err
	}
	if p := form.Get("payload"); p != "" {
		return kindInteractive, []byte(p), nil
	}
	if form.Get("command") == "" {
		return "", nil, errors.New("neither a payload nor a command")
	}
	fields := make(map[string]string, len(form))
	for k := range form {
		fields[k] = form.Get(k)
	}
	payload, err = json.Marshal(fields)
	return kindCommand, payload, err
}

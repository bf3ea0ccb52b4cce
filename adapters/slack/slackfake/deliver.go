package slackfake

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// delivery is one event, command or interaction on its way to the app.
type delivery struct {
	kind    string // events_api, slash_commands, interactive
	payload object
	retry   bool // events come again, commands and interactions do not
	lose    bool // the first attempt never arrives
	attempt int
	reason  string
	last    *conn // that it went over
	id      string
	sent    time.Time
	first   time.Time
	timer   *time.Timer
	done    chan Ack
	over    bool
}

// Ack is how a delivery ended: acknowledged with a payload, or given up.
type Ack struct {
	OK      bool
	Status  int             // HTTP mode's status
	Payload json.RawMessage // what the app answered with
	After   time.Duration   // from the first attempt
}

func (d *delivery) stop() {
	if d.timer != nil {
		d.timer.Stop()
	}
}

// deliver starts a delivery. It runs under s.mu.
func (s *Server) deliver(d *delivery) {
	d.done = make(chan Ack, 1)
	d.first = s.opt.Now()
	s.stats.Injected++
	s.attempt(d)
}

// attempt makes one try: over a connection, or to the request URL.
func (s *Server) attempt(d *delivery) {
	if d.over {
		return
	}
	if d.lose {
		d.lose = false
		s.again(d, "timeout")
		return
	}
	if s.opt.RequestURL != "" {
		s.stats.Delivered++
		url, body, kind := s.request(d)
		s.wg.Go(func() { s.post(d, url, body, kind) })
		return
	}
	if len(s.conns) == 0 {
		// Nobody is connected: the event waits, an interaction fails like Slack's ("app did not respond").
		if d.retry {
			s.waiting = append(s.waiting, d)
		} else {
			s.again(d, "no_connection")
		}
		return
	}
	c := s.nextConn(d.last)
	d.id = fmt.Sprintf("%08x-fake-4000-8000-%012x", s.next, d.attempt)
	d.sent = s.opt.Now()
	s.inflight[d.id] = d
	s.stats.Delivered++
	env := object{"envelope_id": d.id, "type": d.kind, "payload": d.payload, "accepts_response_payload": d.kind != "events_api"}
	if d.kind == "events_api" {
		env["retry_attempt"], env["retry_reason"] = d.attempt, d.reason
	}
	d.last = c
	id := d.id
	d.timer = time.AfterFunc(s.opt.AckTimeout, func() { s.late(id) })
	c.enqueue(s, func() {
		if c.send(env) != nil {
			s.late(id)
		}
	})
}

// nextConn takes connections in turn, and another than the one that left an
// attempt unanswered where there is one. It runs under s.mu.
func (s *Server) nextConn(not *conn) *conn {
	s.next++
	c := s.conns[s.next%len(s.conns)]
	if c == not && len(s.conns) > 1 {
		c = s.conns[(s.next+1)%len(s.conns)]
	}
	return c
}

// late is called where an envelope was not acknowledged in time.
func (s *Server) late(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.inflight[id]
	if d == nil {
		return
	}
	d.stop()
	delete(s.inflight, id)
	s.again(d, "timeout")
}

// again plans the next attempt, or gives the delivery up.
func (s *Server) again(d *delivery, reason string) {
	select {
	case <-s.done:
		return
	default:
	}
	if !d.retry || d.attempt >= len(s.opt.Retries) {
		d.over = true
		s.stats.Unacked++
		d.done <- Ack{}
		return
	}
	wait := s.opt.Retries[d.attempt]
	d.attempt++
	d.reason = reason
	if wait == 0 {
		s.attempt(d)
		return
	}
	d.timer = time.AfterFunc(wait, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		select {
		case <-s.done:
		default:
			s.attempt(d)
		}
	})
}

func (s *Server) acked(d *delivery, payload json.RawMessage) {
	d.stop()
	if d.over {
		return
	}
	d.over = true
	s.stats.Acked++
	s.stats.ackTimes = append(s.stats.ackTimes, s.opt.Now().Sub(d.sent))
	s.submitted(d, payload)
	d.done <- Ack{OK: true, Status: http.StatusOK, Payload: payload, After: s.opt.Now().Sub(d.first)}
}

// request is a delivery as HTTP mode has it: JSON for events, forms for the rest.
func (s *Server) request(d *delivery) (to string, body []byte, kind string) {
	payload, _ := json.Marshal(d.payload)
	d.sent = s.opt.Now()
	to = s.opt.RequestURL
	if u, err := url.Parse(to); err == nil && strings.Trim(u.Path, "/") == "" {
		to = strings.TrimSuffix(to, "/") + "/slack/events" // one URL for all, as an app may have it
	}
	switch d.kind {
	case "events_api":
		return to, payload, "application/json"
	case "slash_commands":
		form := url.Values{}
		for k := range d.payload {
			form.Set(k, str(d.payload, k))
		}
		return to, []byte(form.Encode()), "application/x-www-form-urlencoded"
	}
	return to, []byte(url.Values{"payload": {string(payload)}}.Encode()), "application/x-www-form-urlencoded"
}

// Sign gives the headers of a signed request.
func (s *Server) Sign(body []byte, at time.Time) http.Header {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(s.opt.SigningSecret))
	_, _ = fmt.Fprintf(mac, "v0:%s:", stamp)
	_, _ = mac.Write(body)
	h := http.Header{}
	h.Set("X-Slack-Request-Timestamp", stamp)
	h.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return h
}

func (s *Server) post(d *delivery, to string, body []byte, kind string) {
	ctx, cancel := context.WithTimeout(context.Background(), s.opt.AckTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	req.Header = s.Sign(body, s.opt.Now())
	req.Header.Set("Content-Type", kind)
	if d.attempt > 0 {
		req.Header.Set("X-Slack-Retry-Num", strconv.Itoa(d.attempt))
		req.Header.Set("X-Slack-Retry-Reason", d.reason)
	}
	resp, err := http.DefaultClient.Do(req)
	reason, noRetry := "connection_failed", false
	var answer []byte
	if err == nil {
		answer, _ = io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		reason, noRetry = "http_error", resp.Header.Get("X-Slack-No-Retry") == "1"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil || resp.StatusCode/100 != 2 {
		if noRetry {
			d.retry = false
		}
		s.again(d, reason)
		return
	}
	if len(answer) == 0 || !json.Valid(answer) {
		answer = nil
	}
	s.acked(d, answer)
}

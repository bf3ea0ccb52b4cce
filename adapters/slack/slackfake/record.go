package slackfake

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"
)

// Call is one call that was accepted.
type Call struct {
	API    string         `json:"api"`
	Method string         `json:"method"`
	Body   map[string]any `json:"body"`
	At     time.Time      `json:"at"`
	TS     string         `json:"ts,omitempty"` // of the message it made
}

// Stats counts what happened.
type Stats struct {
	Calls          map[string]int `json:"calls"`          // accepted, by method
	Refused        map[string]int `json:"refused"`        // by error code, "429" among them
	InRetryAfter   int            `json:"in_retry_after"` // calls that came inside a Retry-After window
	Connections    int            `json:"connections"`    // Socket Mode connections ever opened
	Open           int            `json:"open"`           // of those, open now
	Injected       int            `json:"injected"`
	Delivered      int            `json:"delivered"` // envelopes written, redeliveries among them
	Acked          int            `json:"acked"`     // envelopes acknowledged
	Unacked        int            `json:"unacked"`   // given up after the last retry
	AckP50, AckP99 time.Duration  `json:"-"`
	AckP50MS       float64        `json:"ack_p50_ms"`
	AckP99MS       float64        `json:"ack_p99_ms"`
	AckMaxMS       float64        `json:"ack_max_ms"`
	Pending        int            `json:"pending"` // events not yet acknowledged nor given up
	ackTimes       []time.Duration
	tickets        map[string]bool
}

type waiter struct {
	match func(Call) bool
	ready chan Call
}

// accept notes a call that was taken.
func (s *Server) accept(c Call) {
	c.API, c.At = "slack", s.opt.Now().UTC()
	if !s.opt.Lean {
		s.record = append(s.record, c)
	}
	if s.opt.Seen != nil {
		s.opt.Seen(c)
	}
	if s.stats.Calls == nil {
		s.stats.Calls = map[string]int{}
	}
	s.stats.Calls[c.Method]++
	if s.opt.Record != nil {
		if line, err := json.Marshal(c); err == nil {
			_, _ = s.opt.Record.Write(append(line, '\n'))
		}
	}
	s.waiters = slices.DeleteFunc(s.waiters, func(w *waiter) bool {
		if !w.match(c) {
			return false
		}
		w.ready <- c
		return true
	})
}

// Record gives every call accepted so far.
func (s *Server) Record() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.record)
}

// Forget empties the record, so that a test can look at what comes next.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.record = nil
}

// Await gives the first call that matches, of those accepted already or the
// ones to come. match runs inside the server: it must not ask it anything.
func (s *Server) Await(ctx context.Context, match func(Call) bool) (Call, error) {
	s.mu.Lock()
	for _, c := range s.record {
		if match(c) {
			s.mu.Unlock()
			return c, nil
		}
	}
	w := &waiter{match: match, ready: make(chan Call, 1)}
	s.waiters = append(s.waiters, w)
	s.mu.Unlock()
	select {
	case c, ok := <-w.ready:
		if !ok {
			return Call{}, errors.New("slackfake: closed")
		}
		return c, nil
	case <-ctx.Done():
		s.mu.Lock()
		s.waiters = slices.DeleteFunc(s.waiters, func(x *waiter) bool { return x == w })
		s.mu.Unlock()
		return Call{}, ctx.Err()
	}
}

// AwaitMore waits until more than n calls were accepted.
func (s *Server) AwaitMore(ctx context.Context, n int) error {
	_, err := s.Await(ctx, func(Call) bool {
		n--
		return n < 0
	})
	return err
}

// Messages gives what the app posted, in every channel, in order.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Message
	for _, c := range s.channels {
		for _, m := range c.messages {
			if m.BotID != "" {
				all = append(all, *m)
			}
		}
	}
	slices.SortFunc(all, func(a, b Message) int {
		if a.TS < b.TS {
			return -1
		}
		return 1
	})
	return all
}

// Message finds one message.
func (s *Server) Message(channel, ts string) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := s.channel(channel).byTS[ts]; m != nil {
		return *m, true
	}
	return Message{}, false
}

// Stats gives the counts so far.
func (s *Server) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.stats
	st.Calls = cloneCounts(st.Calls)
	st.Refused = cloneCounts(st.Refused)
	st.Open = len(s.conns)
	st.Pending = len(s.inflight) + len(s.waiting)
	times := slices.Clone(s.stats.ackTimes)
	slices.Sort(times)
	if n := len(times); n > 0 {
		st.AckP50, st.AckP99 = times[n/2], times[min(n-1, n*99/100)]
		st.AckP50MS, st.AckP99MS = ms(st.AckP50), ms(st.AckP99)
		st.AckMaxMS = ms(times[n-1])
	}
	return st
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func cloneCounts(m map[string]int) map[string]int {
	c := make(map[string]int, len(m))
	for k, v := range m {
		c[k] = v
	}
	return c
}

func (s *Server) refuse(code string) {
	if s.stats.Refused == nil {
		s.stats.Refused = map[string]int{}
	}
	s.stats.Refused[code]++
}

package slackfake

import (
	"math/rand/v2"
	"slices"
	"time"
)

// FaultKind is what goes wrong.
type FaultKind string

// The faults. Those of "accepted" calls are the ambiguous ones: the call has
// its effect, the caller does not learn of it.
const (
	AcceptedCut   FaultKind = "accepted-cut"   // take the call, then cut the connection
	Accepted500   FaultKind = "accepted-500"   // take the call, then answer 500
	AcceptedStall FaultKind = "accepted-stall" // take the call, answer only after Stall
	Cut           FaultKind = "cut"            // cut the connection, nothing taken
	Status        FaultKind = "status"         // answer Code (an HTTP status), nothing taken
	Error         FaultKind = "error"          // answer ok:false with Error
	RateLimit     FaultKind = "rate-limit"     // 429 with Retry-After, and every call of the method in that window is counted
	Stall         FaultKind = "stall"          // answer after Stall, then as usual
)

// Fault is something that goes wrong with calls of a method.
type Fault struct {
	Kind       FaultKind `json:"kind"`
	Method     string    `json:"method"`  // empty: any
	Channel    string    `json:"channel"` // empty: any
	User       string    `json:"user"`    // empty: any
	Rate       float64   `json:"rate"`    // share of the calls it strikes; 0 is every one
	Count      int       `json:"count"`   // how many it strikes; 0 is without end
	Seed       uint64    `json:"seed"`
	Error      string    `json:"error"`
	Code       int       `json:"code"`
	RetryAfter int       `json:"retry_after"` // seconds
	StallMS    int       `json:"stall_ms"`

	rand   *rand.Rand
	struck int
}

// Break adds a fault.
func (s *Server) Break(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.rand = rand.New(rand.NewPCG(f.Seed, 0x5eed))
	s.faults = append(s.faults, &f)
}

// Mend takes every fault away.
func (s *Server) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// struck gives the fault that strikes a call, if any.
func (s *Server) struck(method, channel, user string) *Fault {
	for i, f := range s.faults {
		if f.Method != "" && f.Method != method || f.Channel != "" && f.Channel != channel || f.User != "" && f.User != user {
			continue
		}
		if f.Rate > 0 && f.rand.Float64() >= f.Rate {
			continue
		}
		f.struck++
		if f.Count > 0 && f.struck >= f.Count {
			s.faults = slices.Delete(s.faults, i, i+1)
		}
		return f
	}
	return nil
}

// tiers is how many calls a minute each method takes (docs.slack.dev, rate limits).
var tiers = map[string]int{
	"apps.connections.open": 1, "chat.postEphemeral": 100, "chat.update": 50, "chat.delete": 50,
	"conversations.open": 50, "conversations.history": 50, "conversations.replies": 50, "users.info": 100,
	"users.list": 20, "views.open": 100, "views.update": 100, "views.publish": 100, "views.push": 100,
	"files.getUploadURLExternal": 100, "files.completeUploadExternal": 100,
	"assistant.threads.setStatus": 100, "assistant.threads.setTitle": 100, "assistant.threads.setSuggestedPrompts": 100,
}

// limiter enforces rates and remembers the Retry-After windows it has given.
type limiter struct {
	channel map[string]time.Time   // when the channel's bucket is full again
	calls   map[string][]time.Time // of the last minute, by method
	until   map[string]time.Time   // Retry-After windows by scope
}

func (l *limiter) reset() {
	l.channel, l.calls, l.until = map[string]time.Time{}, map[string][]time.Time{}, map[string]time.Time{}
}

// check gives how long a caller has to wait, 0 where it may go on; inWindow
// is true where the call came inside a window it had been told of.
func (l *limiter) check(o Options, method, channel string, now time.Time) (wait time.Duration, inWindow bool) {
	for _, scope := range []string{method, method + " " + channel} {
		if until := l.until[scope]; now.Before(until) {
			return until.Sub(now), true
		}
	}
	if method == "chat.postMessage" && o.ChannelInterval > 0 {
		full := l.channel[channel]
		if full.Before(now) {
			full = now
		}
		if full.Add(o.ChannelInterval).Sub(now) > time.Duration(o.ChannelBurst)*o.ChannelInterval {
			l.until[method+" "+channel] = now.Add(o.RetryAfter)
			return o.RetryAfter, false
		}
		l.channel[channel] = full.Add(o.ChannelInterval)
	}
	if most := tiers[method]; o.Tiers && most > 0 {
		// A tier's figure is a guarantee, not the ceiling: "1+" lets a few more through.
		recent := slices.DeleteFunc(l.calls[method], func(t time.Time) bool { return now.Sub(t) > time.Minute })
		if len(recent) >= most+most/2+4 {
			l.calls[method] = recent
			l.until[method] = now.Add(o.RetryAfter)
			return o.RetryAfter, false
		}
		l.calls[method] = append(recent, now)
	}
	return 0, false
}

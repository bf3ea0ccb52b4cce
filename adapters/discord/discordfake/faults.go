package discordfake

import (
	"net/http"
	"path"
	"strconv"
	"time"
)

// Fault is trouble to order for REST requests; POST /_fault takes one.
type Fault struct {
	// On is a method and a path pattern as in path.Match, without /api/vN:
	// "POST /channels/*/messages". Empty: every request of the app.
	// "GATEWAY identify" closes the gateway with Code where a session is asked
	// for, "GATEWAY connect" refuses the connection.
	On string `json:"on"`
	// Kind: cut, stall and error-after strike after the request was accepted;
	// refuse, error and limit before; delay only slows it down.
	Kind string `json:"kind"`
	// Times is how often it strikes; 0: until cleared.
	Times int `json:"times"`
	// Share is the part of the matching requests that it strikes, by a seeded
	// draw; 0: all of them.
	Share   float64 `json:"share"`
	Status  int     `json:"status"`  // for error and error-after; 500
	Code    int     `json:"code"`    // Discord's error code beside it
	Seconds float64 `json:"seconds"` // for stall, delay; Retry-After for limit
	Global  bool    `json:"global"`  // for limit: X-RateLimit-Global
}

// The kinds of faults.
const (
	Cut        = "cut"         // accepted, then the connection ends without an answer
	Stall      = "stall"       // accepted, answered only after Seconds
	ErrorAfter = "error-after" // accepted, answered with Status
	Refuse     = "refuse"      // not accepted, the connection ends
	Error      = "error"       // not accepted, answered with Status
	Limit      = "limit"       // not accepted, 429 with Retry-After Seconds
	Delay      = "delay"       // answered as always, Seconds later
)

type fault struct {
	Fault
	Hits int `json:"hits"`
}

// Fault orders trouble. The first fault that fits a request strikes.
func (s *Server) Fault(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &fault{Fault: f})
}

// ClearFaults ends all trouble ordered.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// strike gives the fault for a request, nil for none; s.mu is held.
func (s *Server) strike(method, p string) *Fault {
	for _, f := range s.faults {
		if f.Times > 0 && f.Hits >= f.Times {
			continue
		}
		if f.On != "" {
			if ok, _ := path.Match(f.On, method+" "+p); !ok {
				continue
			}
		}
		if f.Share > 0 && s.rng.Float64() >= f.Share {
			continue
		}
		f.Hits++
		s.stats.Faults[f.Kind]++
		return &f.Fault
	}
	return nil
}

// pause waits, or ends with the request or the server.
func (s *Server) pause(r *http.Request, seconds float64) {
	t := time.NewTimer(time.Duration(seconds * float64(time.Second)))
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.Context().Done():
	case <-s.done:
	}
}

// Limits is what the fake enforces; POST /_limits sets it.
type Limits struct {
	Global     int     `json:"global"`      // requests a second, interactions exempt
	Channel    int     `json:"channel"`     // messages a window in one channel
	Window     float64 `json:"window"`      // seconds
	RetryAfter float64 `json:"retry_after"` // seconds; 0: until the window ends
	DMOpens    int     `json:"dm_opens"`    // opens of DMs a minute
}

// defaultLimits are Discord's: 50 a second over all is documented, 5 messages
// in 5 s a channel is what its headers say; opens of DMs are not documented.
var defaultLimits = Limits{Global: 50, Channel: 5, Window: 5, DMOpens: 600}

// SetLimits changes what is enforced.
func (s *Server) SetLimits(l Limits) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l.Window == 0 {
		l.Window = 1
	}
	s.limits, s.buckets, s.global = l, map[string]*bucket{}, bucket{}
}

// bucket is a fixed window of requests.
type bucket struct {
	used    int
	reset   time.Time
	blocked time.Time // told to wait until then
}

// take uses one request of n in window; over is true where there is none left.
func (b *bucket) take(now time.Time, n int, window time.Duration) (over bool) {
	if !now.Before(b.reset) {
		b.used, b.reset = 0, now.Add(window)
	}
	b.used++
	return b.used > n
}

// limited applies the rate limits to a request and writes their headers; it
// answers with 429 where one is exceeded. s.mu is held.
func (s *Server) limited(w http.ResponseWriter, class, major string, exempt bool) bool {
	if s.opts.Unlimited {
		return false
	}
	now := s.now()
	if !exempt && s.limits.Global > 0 {
		if now.Before(s.global.blocked) {
			s.stats.InsideRetryAfter++
			s.tooMany(w, s.global.blocked.Sub(now).Seconds(), "global", true)
			return true
		}
		if s.global.take(now, s.limits.Global, time.Second) {
			s.global.blocked = s.global.reset
			s.tooMany(w, s.global.reset.Sub(now).Seconds(), "global", true)
			return true
		}
	}
	n, window := 50, time.Second
	switch {
	case class == "messages" && s.limits.Channel > 0:
		n, window = s.limits.Channel, time.Duration(s.limits.Window*float64(time.Second))
	case class == "dms" && s.limits.DMOpens > 0:
		n, window = s.limits.DMOpens, time.Minute
	}
	key := class + "/" + major
	b := s.buckets[key]
	if b == nil {
		b = &bucket{}
		s.buckets[key] = b
	}
	inside := now.Before(b.blocked)
	over := !inside && b.take(now, n, window)
	if over {
		b.blocked = b.reset
		if s.limits.RetryAfter > 0 {
			b.blocked = now.Add(time.Duration(s.limits.RetryAfter * float64(time.Second)))
		}
	}
	h := w.Header()
	h.Set("X-RateLimit-Limit", strconv.Itoa(n))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, n-b.used)))
	h.Set("X-RateLimit-Reset", strconv.FormatFloat(float64(b.reset.UnixMilli())/1000, 'f', 3, 64))
	h.Set("X-RateLimit-Reset-After", strconv.FormatFloat(b.reset.Sub(now).Seconds(), 'f', 3, 64))
	h.Set("X-RateLimit-Bucket", class)
	if !inside && !over {
		return false
	}
	if inside {
		s.stats.InsideRetryAfter++
	}
	s.tooMany(w, b.blocked.Sub(now).Seconds(), "user", false)
	return true
}

func seconds(f float64) time.Duration { return time.Duration(f * float64(time.Second)) }

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"mentor/bot"
)

// How long an answer counts, and how long one is waited for: scrapes come from
// several sides, and a platform wants to be asked seldom.
const (
	goodFor      = 15 * time.Second
	badFor       = 3 * time.Second
	probeTimeout = 4 * time.Second
	stuckAfter   = 5 * time.Minute // a planning of many people takes seconds
)

// probe asks one thing, at most once in a while, and gives everybody the answer.
type probe struct {
	ask func(context.Context) error

	mu    sync.Mutex
	err   error
	at    time.Time     // of the answer; zero: none yet
	since time.Time     // when the question was put that has no answer yet
	done  chan struct{} // closed with the answer
}

// state is the answer; an error if none comes in time.
func (p *probe) state(ctx context.Context) error {
	p.mu.Lock()
	counts := goodFor
	if p.err != nil {
		counts = badFor
	}
	if p.done == nil && (p.at.IsZero() || time.Since(p.at) >= counts) {
		p.done, p.since = make(chan struct{}), time.Now()
		go p.put() // #nosec G118 -- its answer is for whoever asks next, too
	}
	done, since, err := p.done, p.since, p.err
	p.mu.Unlock()
	if done == nil {
		return err
	}
	late := time.NewTimer(probeTimeout + time.Second)
	defer late.Stop()
	select {
	case <-done:
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.err
	case <-late.C:
	case <-ctx.Done():
	}
	return fmt.Errorf("no answer for %v", time.Since(since).Round(time.Second))
}

func (p *probe) put() {
	ctx, cancel := context.WithTimeout(context.Background(), probeTimeout)
	defer cancel()
	err := p.ask(ctx)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.err, p.at = err, time.Now()
	close(p.done)
	p.done = nil
}

// healthCheck is one line of a health report: nil is well.
type healthCheck func(context.Context) error

// health is what /livez and /readyz report, by name.
type health struct{ live, ready map[string]healthCheck }

// health gathers the checks. Ready is: something can be kept, the file is
// sound, and each platform's events reach us and its token is taken. Live is:
// the loops turn, whatever they meet; only a new start mends one that does not.
func (a *app) health(adapters []bot.Adapter, turned func() time.Duration) health {
	beat := &probe{ask: func(ctx context.Context) error { return a.db.Beat(ctx, a.cfg.Now()) }}
	h := health{
		ready: map[string]healthCheck{
			"database":  beat.state,
			"integrity": func(context.Context) error { return a.db.Damage() },
		},
		live: map[string]healthCheck{
			"process": func(context.Context) error { return nil },
			"planner": func(context.Context) error {
				if since := turned(); since > stuckAfter {
					return fmt.Errorf("no turn for %v", since.Round(time.Second))
				}
				return nil
			},
		},
	}
	for _, adapter := range adapters {
		name := string(adapter.Platform())
		title := strings.ToUpper(name[:1]) + name[1:]
		h.ready[name] = func(context.Context) error { return plainly(title, adapter.Health()) }
		if p, ok := adapter.(bot.Prober); ok {
			h.ready[name+"_token"] = (&probe{ask: func(ctx context.Context) error { return plainly(title, p.Probe(ctx)) }}).state
		}
	}
	return h
}

const healthy = "ok"

// reportOn answers 200 where all is well, else 503; each check has its reason.
func reportOn(checks map[string]healthCheck) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*probeTimeout)
		defer cancel()
		var mu sync.Mutex
		var all sync.WaitGroup
		state, code := map[string]string{}, http.StatusOK
		for name, ask := range checks {
			all.Go(func() {
				said := healthy
				if err := ask(ctx); err != nil {
					said = err.Error()
				}
				mu.Lock()
				defer mu.Unlock()
				if state[name] = said; said != healthy {
					code = http.StatusServiceUnavailable
				}
			})
		}
		all.Wait()
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(code)
		_ = json.NewEncoder(w).Encode(state)
	})
}

// Looking through the whole file costs reading it: at least inspectEvery lies
// between two looks, and as many times a look's own time that it is a share of
// half a percent.
const (
	inspectEvery = time.Minute
	inspectShare = 200
)

// inspect looks after the file's integrity until ctx ends, and says once what
// it finds.
func (a *app) inspect(ctx context.Context) {
	said := false
	for {
		began := time.Now()
		err := a.db.Inspect(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil && !said {
			a.log.Error("the database is not sound", "err", err)
		}
		said = err != nil
		wait := time.NewTimer(max(inspectEvery, inspectShare*time.Since(began)))
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
			return
		}
	}
}

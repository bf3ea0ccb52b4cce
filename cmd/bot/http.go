package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"mentor/bot"
)

// Times that keep a slow or hostile client from holding a connection.
const (
	headerTimeout   = 5 * time.Second
	requestTimeout  = 15 * time.Second
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 5 * time.Second
)

// listen serves health, metrics and what adapters receive over HTTP; stop
// lets requests under way come to their end.
func (a *app) listen(adapters []bot.Adapter) (stop func(), err error) {
	l, err := net.Listen("tcp", a.cfg.HTTPAddr)
	if err != nil {
		return nil, fmt.Errorf("MENTOR_HTTP_ADDR %s cannot be listened on: %w. Name a free port of this machine", a.cfg.HTTPAddr, err)
	}
	server := &http.Server{Handler: a.routes(adapters), ReadHeaderTimeout: headerTimeout, ReadTimeout: requestTimeout,
		WriteTimeout: requestTimeout, IdleTimeout: idleTimeout}
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			a.log.Error("HTTP ended", "err", err)
		}
	}()
	a.log.Info("HTTP listens", "address", l.Addr().String())
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
		defer cancel()
		_ = server.Shutdown(ctx)
	}, nil
}

// receiver is an adapter that events reach over HTTP.
type receiver interface {
	// HTTP handles requests below the platform's own path, "/slack/".
	HTTP() http.Handler
}

func (a *app) routes(adapters []bot.Adapter) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", a.health(adapters))
	a.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux.Handle("GET /metrics", promhttp.HandlerFor(a.metrics, promhttp.HandlerOpts{}))
	for _, adapter := range adapters {
		if c, ok := adapter.(bot.Counter); ok {
			a.watch(string(adapter.Platform()), c)
		}
		if r, ok := adapter.(receiver); ok {
			mux.Handle("POST /"+string(adapter.Platform())+"/", r.HTTP())
		}
	}
	return mux
}

// watch makes metrics of what an adapter counts.
func (a *app) watch(platform string, c bot.Counter) {
	for name := range c.Counts() {
		a.metrics.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "mentor_" + platform + "_" + name + "_total",
			Help: "Counted by the adapter of " + platform + "."}, func() float64 { return float64(c.Counts()[name]) }))
	}
}

// health is 200 while events of every platform can reach us and the database
// answers, else 503 with what is wrong.
func (a *app) health(adapters []bot.Adapter) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), headerTimeout)
		defer cancel()
		state := map[string]string{"database": word(a.db.View(ctx, func(bot.Tx) error { return nil }))}
		for _, adapter := range adapters {
			state[string(adapter.Platform())] = word(adapter.Health())
		}
		code := http.StatusOK
		for _, s := range state {
			if s != healthy {
				code = http.StatusServiceUnavailable
			}
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		_ = json.NewEncoder(w).Encode(state)
	})
}

const healthy = "ok"

func word(err error) string {
	if err != nil {
		return err.Error()
	}
	return healthy
}

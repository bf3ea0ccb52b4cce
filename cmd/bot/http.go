package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
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
func (a *app) listen(adapters []bot.Adapter, h health) (stop func(), err error) {
	l, err := net.Listen("tcp", a.cfg.HTTPAddr)
	if err != nil {
		return nil, fmt.Errorf("MENTOR_HTTP_ADDR %s cannot be listened on: %w. Name a free port of this machine", a.cfg.HTTPAddr, err)
	}
	server := &http.Server{Handler: a.routes(adapters, h), ReadHeaderTimeout: headerTimeout, ReadTimeout: requestTimeout,
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

func (a *app) routes(adapters []bot.Adapter, h health) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /livez", reportOn(h.live))
	mux.Handle("GET /readyz", reportOn(h.ready))
	mux.Handle("GET /healthz", reportOn(h.ready)) // its older name
	a.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	a.measure()
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

// measure makes metrics of the program and its file.
func (a *app) measure() {
	about := func(name, help string, labels prometheus.Labels, value func() float64) {
		a.metrics.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help, ConstLabels: labels}, value))
	}
	about("mentor_build_info", "1, with what was built.", prometheus.Labels{"version": builtFrom()}, func() float64 { return 1 })
	for file, path := range map[string]string{"database": a.cfg.DB, "log": a.cfg.DB + "-wal"} {
		about("mentor_database_bytes", "Bytes that the database takes on the disk, and its log.", prometheus.Labels{"file": file}, func() float64 {
			info, err := os.Stat(path)
			if err != nil {
				return 0 // a log that is not there takes nothing
			}
			return float64(info.Size())
		})
	}
}

// watch makes metrics of what an adapter counts.
func (a *app) watch(platform string, c bot.Counter) {
	for name := range c.Counts() {
		a.metrics.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "mentor_" + platform + "_" + name + "_total",
			Help: "Counted by the adapter of " + platform + "."}, func() float64 { return float64(c.Counts()[name]) }))
	}
}

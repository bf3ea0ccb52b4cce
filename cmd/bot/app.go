package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mentor/bot"
	"mentor/bot/dialogue"
	"mentor/bot/features"
	"mentor/bot/inbox"
	"mentor/bot/people"
	"mentor/db"
	"mentor/reminders"
)

// app is the mentor with its store, wired for a set of adapters.
type app struct {
	cfg     config
	log     *slog.Logger
	db      *db.DB
	bot     *bot.Bot
	known   *library
	metrics *prometheus.Registry
}

// open opens the database and builds the mentor over it.
func open(ctx context.Context, cfg config, log *slog.Logger) (*app, error) {
	known, err := newLibrary(cfg.Content, log)
	if err != nil {
		return nil, err
	}
	words, err := wording(cfg.Content)
	if err != nil {
		return nil, err
	}
	metrics := prometheus.NewRegistry()
	forgotten := prometheus.NewCounter(prometheus.CounterOpts{Name: "mentor_people_forgotten_total", Help: "People erased by MENTOR_FORGET_AFTER."})
	metrics.MustRegister(forgotten)
	store, err := db.Open(ctx, cfg.DB, db.Options{Log: log, Keep: cfg.Keep, Forgot: func(logID string) {
		forgotten.Inc()
		log.Warn("somebody was forgotten after a long silence (MENTOR_FORGET_AFTER)", "person", logID)
		if files := db.Aside(cfg.DB); len(files) > 0 {
			log.Warn("who was forgotten is still in what was set aside: delete it once all is well", "files", files)
		}
	}})
	if err != nil {
		return nil, err
	}
	mentor, err := bot.New(bot.Options{
		Store: store, Schedules: cfg.Schedules, Words: words, Log: log, Database: cfg.DB, Aside: func() []string { return db.Aside(cfg.DB) }, Admins: cfg.Admins,
		Careers: known.content, Answers: known.engine, Reader: known.reader, Listener: dialogue.Listener{}, Features: features.All(),
	})
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return &app{cfg: cfg, log: log, db: store, bot: mentor, known: known, metrics: metrics}, nil
}

func (a *app) close() error { return a.db.Close() }

// drainTimeout is for replies that wait for their platform's pace when the
// program ends: supervisors kill what goes on for half a minute.
const drainTimeout = 10 * time.Second

// serve runs the adapters, and sends what comes due on their platforms, until
// ctx ends or the last adapter has; then it waits until all in flight is done,
// or left to the next start.
// An adapter that fails leaves the others running: its health says so.
func (a *app) serve(ctx context.Context, adapters ...bot.Adapter) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	mail := inbox.New(inbox.Options{Bot: a.bot, Adapters: adapters, Now: a.cfg.Now, Gone: a.gone, Metrics: a.metrics})
	runner, err := a.runner(ctx, adapters)
	if err != nil {
		return err
	}
	mail.Wake = runner.Wake
	defer context.AfterFunc(ctx, func() { time.AfterFunc(drainTimeout, mail.Stop) })()
	for _, adapter := range adapters {
		if err := mail.Recover(ctx, adapter.Platform()); err != nil {
			return err
		}
	}
	var others sync.WaitGroup
	var runErr error
	others.Go(func() { runErr = runner.Run(ctx) })
	others.Go(func() { a.known.watch(ctx) })
	others.Go(func() { a.inspect(ctx) })
	others.Go(func() { rest(ctx, os.Getenv) })
	if a.cfg.BackupDir != "" {
		copies := &backups{dir: a.cfg.BackupDir, every: a.cfg.BackupEvery, keep: a.cfg.BackupKeep, copy: a.db.Backup, now: a.cfg.Now, log: a.log}
		copies.watch(a.metrics)
		others.Go(func() { copies.run(ctx) })
	}
	if a.cfg.HTTPAddr != "" {
		stop, err := a.listen(adapters, a.health(adapters, runner.SinceTurn))
		if err != nil {
			cancel()
			others.Wait()
			return err
		}
		defer stop()
	}

	ended := make(chan error, len(adapters))
	for _, adapter := range adapters {
		go func() {
			err := adapter.Run(ctx, mail)
			if err != nil && !errors.Is(err, context.Canceled) {
				err = fmt.Errorf("%s: %w", adapter.Platform(), err)
				if len(adapters) > 1 {
					a.log.Error("a platform is lost; the others go on", "platform", adapter.Platform(), "err", err)
				}
				ended <- err
				return
			}
			ended <- nil
		}()
	}
	var errs []error
	for range adapters {
		errs = append(errs, <-ended)
	}
	mail.Drain()
	cancel()
	others.Wait()
	return errors.Join(append(errs, runErr)...)
}

// runner plans and sends what comes due.
func (a *app) runner(ctx context.Context, adapters []bot.Adapter) (*reminders.Runner, error) {
	owner, err := a.db.Instance(ctx)
	if err != nil {
		return nil, err
	}
	by := map[people.Platform]bot.Adapter{}
	for _, adapter := range adapters {
		by[adapter.Platform()] = adapter
	}
	return reminders.New(reminders.Options{
		Store: a.db, Schedules: a.cfg.Schedules, Compose: a.bot.Compose, Fallback: a.bot.Fallback, Adapters: by, Person: a.person,
		Owner: owner, Now: a.cfg.Now, Log: a.log, Metrics: a.metrics, Hourly: a.db.Prune,
	}), nil
}

// person reads somebody for the runner.
func (a *app) person(ctx context.Context, id people.PersonID) (p people.Person, err error) {
	err = a.db.View(ctx, func(tx bot.Tx) error {
		p, err = tx.Person(id)
		return err
	})
	return p, err
}

// gone parks what waits for a workspace that took the mentor away.
func (a *app) gone(ctx context.Context, p people.Platform, workspace string, at time.Time) error {
	return a.db.Update(ctx, func(tx bot.Tx) error { return tx.WorkspaceGone(p, workspace, at) })
}

// logger writes for the operator.
func logger(out io.Writer, cfg config) *slog.Logger {
	l, _ := level(cfg.LogLevel) // checked when it was read
	if cfg.LogJSON {
		return slog.New(slog.NewJSONHandler(out, &slog.HandlerOptions{Level: l}))
	}
	return slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: l}))
}

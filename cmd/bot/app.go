package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/careers"
	"mentor/db"
)

// app is the mentor with its store, wired for a set of adapters.
type app struct {
	cfg  config
	log  *slog.Logger
	db   *db.DB
	bot  *bot.Bot
	mail *bot.Mailroom
}

// open opens the database and builds the mentor over it.
func open(ctx context.Context, cfg config, log *slog.Logger) (*app, error) {
	known, err := know(cfg.Content)
	if err != nil {
		return nil, err
	}
	words, err := wording(cfg.Content)
	if err != nil {
		return nil, err
	}
	store, err := db.Open(ctx, cfg.DB, db.Options{Log: log})
	if err != nil {
		return nil, err
	}
	mentor, err := bot.New(bot.Options{
		Store: store, Schedules: cfg.Schedules, Words: words, Log: log, Database: cfg.DB,
		Careers: func() *careers.Content { return known.content },
		Answers: func() *answers.Engine { return known.engine },
	})
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return &app{cfg: cfg, log: log, db: store, bot: mentor}, nil
}

// serve runs the adapters until ctx ends or one of them does, and waits until
// everything in flight is done.
func (a *app) serve(ctx context.Context, adapters ...bot.Adapter) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	a.mail = bot.NewMailroom(a.bot, adapters, a.cfg.Now, a.gone)
	ended := make(chan error, len(adapters))
	for _, adapter := range adapters {
		if err := a.mail.Recover(ctx, adapter.Platform()); err != nil {
			return err
		}
	}
	for _, adapter := range adapters {
		go func() {
			err := adapter.Run(ctx, a.mail)
			if err != nil {
				err = fmt.Errorf("%s: %w", adapter.Platform(), err)
			}
			cancel() // one that ends takes the others with it: an operator sees it at once
			ended <- err
		}()
	}
	var errs []error
	for range adapters {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			errs = append(errs, err)
		}
	}
	a.mail.Drain()
	return errors.Join(errs...)
}

// gone parks what waits for a workspace that took the mentor away.
func (a *app) gone(ctx context.Context, p bot.Platform, workspace string, at time.Time) error {
	return a.db.Update(ctx, func(tx bot.Tx) error { return tx.WorkspaceGone(p, workspace, at) })
}

func (a *app) close() error { return a.db.Close() }

// logger writes for the operator.
func logger(out io.Writer, cfg config) *slog.Logger {
	l, _ := level(cfg.LogLevel) // checked when it was read
	return slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: l}))
}

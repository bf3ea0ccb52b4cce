package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
	"mentor/reminders"
)

// inside is the real runner over the real database within this process, on a
// platform that is a function: for tests that move the clock, or need faults
// that no server can make.
type inside struct {
	db       *db.DB
	registry *prometheus.Registry
	log      *os.File
	opts     reminders.Options

	mu   sync.Mutex
	now  time.Time // zero: the wall clock
	sent []delivery
	send func(to people.Address, r bot.Reply) error // nil: all is taken
}

// delivery is one message that the platform has taken.
type delivery struct {
	workspace, user, key string
	at                   time.Time
}

func (l *lab) inside(ctx context.Context, name string) (*inside, error) {
	d, err := db.Open(ctx, filepath.Join(l.dir, name+".db"), db.Options{})
	if err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(l.dir, name+".log"))
	if err != nil {
		return nil, err
	}
	schedules, err := reminders.NewSchedules(nil)
	if err != nil {
		return nil, err
	}
	in := &inside{db: d, log: log, registry: prometheus.NewRegistry()}
	in.opts = reminders.Options{Store: d, Schedules: schedules, Owner: "faults", Now: in.clock, Metrics: in.registry, Log: slog.New(slog.NewTextHandler(log, nil)),
		Compose: func(_ context.Context, o bot.Outgoing) (bot.Reply, error) {
			return bot.Reply{Text: bot.Markup(o.Kind)}, nil
		},
		Person: func(ctx context.Context, id people.PersonID) (p people.Person, err error) {
			err = d.View(ctx, func(tx bot.Tx) error { p, err = tx.Person(id); return err })
			return p, err
		},
		Adapters: map[people.Platform]bot.Adapter{people.Slack: in}}
	return in, nil
}

func (in *inside) close() {
	_ = in.db.Close()
	_ = in.log.Close()
}

func (in *inside) clock() time.Time {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.now.IsZero() {
		return time.Now()
	}
	return in.now
}

func (in *inside) set(now time.Time) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.now = now
}

var _ bot.Adapter = (*inside)(nil)

func (in *inside) Platform() people.Platform { return people.Slack }
func (in *inside) Health() error             { return nil }
func (in *inside) Run(ctx context.Context, _ bot.Intake) error {
	<-ctx.Done()
	return nil
}

func (in *inside) Direct(_ context.Context, u people.UserRef) (people.Address, error) {
	return people.Address{Platform: u.Platform, Workspace: u.Workspace, Channel: u.ID}, nil
}

func (in *inside) Send(_ context.Context, to people.Address, r bot.Reply) (bot.MessageID, error) {
	if in.send != nil {
		if err := in.send(to, r); err != nil {
			return "", err
		}
	}
	at := in.clock()
	in.mu.Lock()
	defer in.mu.Unlock()
	in.sent = append(in.sent, delivery{to.Workspace, to.Channel, r.Delivery.Key, at})
	return bot.MessageID(fmt.Sprint(len(in.sent))), nil
}

// start runs the runner; stop ends it.
func (in *inside) start(ctx context.Context) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	r := reminders.New(in.opts)
	go func() { ended <- r.Run(ctx) }()
	return func() error {
		cancel()
		return <-ended
	}
}

// counter reads one of the runner's own figures.
func (in *inside) counter(name string) (float64, error) {
	families, err := in.registry.Gather()
	if err != nil {
		return 0, err
	}
	for _, f := range families {
		if f.GetName() == name {
			return f.GetMetric()[0].GetCounter().GetValue(), nil
		}
	}
	return 0, fmt.Errorf("there is no metric %s", name)
}

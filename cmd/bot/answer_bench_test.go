package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/inbox"
	"mentor/bot/people"
)

// mute is a platform that takes every message at once: what is left of an
// answer's cost is the mentor's own.
type mute struct{ n atomic.Int64 }

func (*mute) Platform() people.Platform                   { return people.Slack }
func (*mute) Run(ctx context.Context, _ bot.Intake) error { <-ctx.Done(); return nil }
func (*mute) Health() error                               { return nil }
func (m *mute) Direct(_ context.Context, u people.UserRef) (people.Address, error) {
	return people.Address{Platform: people.Slack, Workspace: u.Workspace, Channel: "D" + u.ID}, nil
}
func (m *mute) Send(context.Context, people.Address, bot.Reply) (bot.MessageID, error) {
	return bot.MessageID(fmt.Sprint(m.n.Add(1))), nil
}

// BenchmarkAnswer is what a message costs from the event to the settled reply,
// a hundred at a time, of people whom the mentor knows: compare two builds by
// running them in turn, and by the processor's time.
func BenchmarkAnswer(b *testing.B) {
	a, err := open(b.Context(), config{DB: filepath.Join(b.TempDir(), "mentor.db"), Now: time.Now}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer a.close()
	answer(b, a, 2000)
}

// answer answers b.N messages of so many people, after one of each.
func answer(b *testing.B, a *app, known int) {
	questions := []string{
		"what does a solutions architect do?", "how do I become a digital tracking manager?", "which certifications help with analytics?",
		"what is a customer data platform?", "compare brand builder and operations orchestrator", "how much time does a certification take?",
		"comment devenir architecte de solutions ?", "quelles compétences pour le tracking ?", "what should I learn next?", "who works with the data team?",
	}
	adapter := &mute{}
	mail := inbox.New(inbox.Options{Bot: a.bot, Adapters: []bot.Adapter{adapter}, Now: time.Now})
	atOnce := benchAtOnce()
	sent := 0
	slots := make(chan struct{}, atOnce)
	say := func(n int) {
		for range n {
			slots <- struct{}{}
			who, q := sent%known, questions[sent%len(questions)]
			sent++
			user := people.UserRef{Platform: people.Slack, Workspace: "T1", ID: fmt.Sprintf("U%d", who)}
			to, _ := adapter.Direct(b.Context(), user)
			ev := bot.Event{ID: fmt.Sprint("e", sent), At: time.Now(), User: user, From: to, DM: true, Body: bot.Message{Text: q}}
			go func() {
				done := func(ctx context.Context, r bot.Reply) (bot.MessageID, error) {
					defer func() { <-slots }()
					return adapter.Send(ctx, to, r)
				}
				if err := mail.Accept(b.Context(), ev, done); err != nil {
					b.Error(err)
				}
			}()
		}
		for range atOnce {
			slots <- struct{}{}
		}
		for range atOnce {
			<-slots
		}
		mail.Drain()
	}
	say(known)
	before := used(b)
	b.ReportAllocs()
	b.ResetTimer()
	say(b.N)
	b.StopTimer()
	b.ReportMetric(float64((used(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "live-MB")
}

// used is the processor's time that this process has had.
func used(b *testing.B) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// benchAtOnce is how many messages wait for their answer at the same time: 100,
// unless MENTOR_BENCH_AT_ONCE says otherwise.
func benchAtOnce() int {
	if n, err := strconv.Atoi(os.Getenv("MENTOR_BENCH_AT_ONCE")); err == nil {
		return n
	}
	return 100
}

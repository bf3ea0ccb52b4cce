// Package loadtest measures a chat program from outside while many people
// write to it at once: how many messages it answers a second, how long an
// answer takes from the event to the message, and what processor time and
// memory that needs. It must not know any platform: the benchmark of each
// adapter brings its local one, and a program in another language to stand
// beside the mentor.
package loadtest

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"

	"mentor/bot/careers"
)

// Platform is a local platform that one program is run against.
type Platform struct {
	Env       []string                              // what the program needs to reach it
	Connected func(ctx context.Context) error       // waits until the program has connected
	Channel   func(user int) string                 // a person's direct conversation
	Say       func(user int, question string) error // the person writes there
	Close     func()
}

// Opener opens a fresh platform, which calls answered with the channel of
// every message that a program posts.
type Opener func(answered func(channel string)) (Platform, error)

// Rival is the program that stands beside the mentor.
type Rival struct {
	Name string
	Args []string // how it is started, in Dir
	Dir  string
}

// questions are what people ask; the mentor's answers are found, not constant.
var questions = []string{
	"what does a solutions architect do?", "how do I become a digital tracking manager?", "which certifications help with analytics?",
	"what is a customer data platform?", "compare brand builder and operations orchestrator", "how much time does a certification take?",
	"comment devenir architecte de solutions ?", "quelles compétences pour le tracking ?", "what should I learn next?", "who works with the data team?",
}

// load is how much is asked.
type load struct {
	messages, users, atOnce int
}

// patience is how long a program may take to connect, and to answer it all.
const (
	patienceToConnect = 30 * time.Second
	patienceToAnswer  = 5 * time.Minute
)

// Main is a benchmark's main: it builds the mentor, runs it and its rival one
// after the other, and prints a table. env is what the mentor is given beside
// the platform's.
func Main(rival Rival, env []string, open Opener) {
	var l load
	flag.IntVar(&l.messages, "messages", 6000, "messages that are measured, of each program")
	flag.IntVar(&l.users, "users", 2000, "people who write them, each in a direct message of their own")
	flag.IntVar(&l.atOnce, "at-once", 100, "messages that wait for their answer at the same time")
	flag.StringVar(&rival.Dir, "dir", rival.Dir, "where "+rival.Name+" and its node_modules are")
	only := flag.String("only", "", "measure this program only: mentor, "+rival.Name+", or '"+rival.Name+keeps+"'")
	flag.Parse()
	if err := run(os.Stdout, l, *only, rival, env, open); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// keeps is what a rival's second row is called: it keeps events and answers in
// SQLite and looks answers up, as the mentor does.
const keeps = ", kept and looked up"

func (r Rival) program() *exec.Cmd {
	cmd := exec.Command(r.Args[0], r.Args[1:]...)
	cmd.Dir = r.Dir
	return cmd
}

// canKeep reports whether the rival has a SQLite to keep with; where it could
// not be built its row is left out.
func (r Rival) canKeep() bool {
	_, err := os.Stat(filepath.Join(r.Dir, "node_modules", "better-sqlite3", "build", "Release", "better_sqlite3.node"))
	return err == nil
}

// keeping is what a rival that keeps is given: a database, and the texts that
// the mentor answers from.
func keeping(dir string) ([]string, error) {
	content, err := careers.Load()
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, id := range content.Topics() {
		if topic, ok := content.Topic(id); ok {
			texts = append(texts, topic.Text.En, topic.Text.Fr)
		}
	}
	data, err := json.Marshal(texts)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "texts.json")
	return []string{"BENCH_DB=" + filepath.Join(dir, "rival.db"), "BENCH_TEXTS=" + file}, os.WriteFile(file, data, 0o600)
}

func run(out io.Writer, l load, only string, rival Rival, env []string, open Opener) error {
	tmp, err := os.MkdirTemp("", "mentor-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	program := filepath.Join(tmp, "bot")
	if out, err := exec.Command("go", "build", "-o", program, "mentor/cmd/bot").CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w: %s", err, out)
	}
	beside, kept := rival.program(), rival.program()
	if kept.Env, err = keeping(tmp); err != nil {
		return err
	}
	mentor := exec.Command(program, "run")
	mentor.Dir = tmp
	mentor.Env = append(slices.Clone(env), "MENTOR_DB="+filepath.Join(tmp, "mentor.db"))
	fmt.Fprintf(out, "%d messages of %d people, %d at once\n\n", l.messages, l.users, l.atOnce)
	fmt.Fprintln(out, "| program | answers/s | p50 | p99 | CPU an answer | memory at rest (its own) | at most under load (its own) |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|")
	for _, c := range []struct {
		name string
		cmd  *exec.Cmd
	}{{rival.Name, beside}, {rival.Name + keeps, kept}, {"mentor", mentor}} {
		if only != "" && only != c.name || c.cmd == kept && !rival.canKeep() {
			continue
		}
		r, err := l.measure(c.cmd, open)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		fmt.Fprintf(out, "| %s | %.0f | %s | %s | %s | %d (%d) MB | %d (%d) MB |\n", c.name, r.rate, r.p50.Round(100*time.Microsecond),
			r.p99.Round(100*time.Microsecond), r.cpu.Round(10*time.Microsecond), r.rest.all>>20, r.rest.own>>20, r.most.all>>20, r.most.own>>20)
	}
	return nil
}

type result struct {
	rate       float64 // answers a second
	p50, p99   time.Duration
	cpu        time.Duration // of one answer: what the machine is otherwise busy with does not count
	rest, most held
}

// measure runs one program against a platform of its own.
func (l load) measure(cmd *exec.Cmd, open Opener) (r result, err error) {
	w := &watch{asked: map[string]time.Time{}, answered: make(chan time.Duration, l.messages+l.users)}
	p, err := open(w.seen)
	if err != nil {
		return r, err
	}
	defer p.Close()
	cmd.Env = slices.Concat(os.Environ(), cmd.Env, p.Env)
	if err := cmd.Start(); err != nil {
		return r, err
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	}()
	ctx, cancel := context.WithTimeout(context.Background(), patienceToConnect)
	defer cancel()
	if err := p.Connected(ctx); err != nil {
		return r, fmt.Errorf("it does not connect: %w", err)
	}
	// Once round before the clock starts: code is warm, people are known.
	if _, err := w.drive(p, l.users, l); err != nil {
		return r, err
	}
	time.Sleep(3 * time.Second)
	r.rest = memory(cmd.Process.Pid)
	stop, most := make(chan struct{}), make(chan held)
	go sample(cmd.Process.Pid, stop, most)
	busy, start := processor(cmd.Process.Pid), time.Now()
	took, err := w.drive(p, l.messages, l)
	elapsed := time.Since(start)
	r.cpu = (processor(cmd.Process.Pid) - busy) / time.Duration(l.messages)
	close(stop)
	r.most = <-most
	if err != nil {
		return r, err
	}
	slices.Sort(took)
	r.rate = float64(l.messages) / elapsed.Seconds()
	r.p50, r.p99 = took[len(took)/2], took[len(took)*99/100]
	return r, nil
}

// watch times the answers.
type watch struct {
	mu       sync.Mutex
	asked    map[string]time.Time // by channel
	answered chan time.Duration
}

// seen takes note of a message that the program posted.
func (w *watch) seen(channel string) {
	w.mu.Lock()
	at, waits := w.asked[channel]
	delete(w.asked, channel)
	w.mu.Unlock()
	if waits { // a long answer's further messages count for nothing
		w.answered <- time.Since(at)
	}
}

// drive lets people write, so many at once, and gives how long each answer took.
func (w *watch) drive(p Platform, messages int, l load) ([]time.Duration, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patienceToAnswer)
	defer cancel()
	var took []time.Duration
	sent := 0
	ask := func() error {
		user := sent % l.users
		channel := p.Channel(user) // not under the lock, which the platform takes under its own
		w.mu.Lock()
		w.asked[channel] = time.Now()
		w.mu.Unlock()
		sent++
		return p.Say(user, questions[(sent-1)%len(questions)])
	}
	for range min(l.atOnce, messages) {
		if err := ask(); err != nil {
			return nil, err
		}
	}
	for len(took) < messages {
		select {
		case d := <-w.answered:
			took = append(took, d)
			if sent < messages {
				if err := ask(); err != nil {
					return nil, err
				}
			}
		case <-ctx.Done():
			return nil, fmt.Errorf("%d of %d messages were answered", len(took), messages)
		}
	}
	return took, nil
}

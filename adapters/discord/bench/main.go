// Command bench measures the mentor on Discord beside a discord.js bot that
// answers a constant text, against the same local server over its gateway, one
// after the other: how many messages are answered a second, how long an answer
// takes from the event to the message, and what memory that needs. Run it
// after npm install in its folder:
//
//	go run ./adapters/discord/bench
//
// The mentor is the real program, with real answers and every event kept on
// disk before it is handled.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"mentor/adapters/discord/discordfake"
)

// questions are what people ask; the answers are found, not constant.
var questions = []string{
	"what does a solutions architect do?", "how do I become a digital tracking manager?", "which certifications help with analytics?",
	"what is a customer data platform?", "compare brand builder and operations orchestrator", "how much time does a certification take?",
	"comment devenir architecte de solutions ?", "quelles compétences pour le tracking ?", "what should I learn next?", "who works with the data team?",
}

func main() {
	var (
		messages = flag.Int("messages", 6000, "messages that are measured, of each program")
		users    = flag.Int("users", 2000, "people who write them, each in a direct message of their own")
		at       = flag.Int("at-once", 100, "messages that wait for their answer at the same time")
		dir      = flag.String("dir", "adapters/discord/bench", "where djs.mjs and its node_modules are")
		only     = flag.String("only", "", "measure this program only: mentor or discord.js")
	)
	flag.Parse()
	if err := run(*messages, *users, *at, *dir, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(messages, users, at int, dir, only string) error {
	tmp, err := os.MkdirTemp("", "mentor-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	program := filepath.Join(tmp, "bot")
	if out, err := exec.Command("go", "build", "-o", program, "mentor/cmd/bot").CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w: %s", err, out)
	}
	djs := exec.Command("node", "djs.mjs")
	djs.Dir = dir
	mentor := exec.Command(program, "run")
	mentor.Dir = tmp
	mentor.Env = []string{"DISCORD_REQUESTS_PER_SECOND=1000000", "MENTOR_DB=" + filepath.Join(tmp, "mentor.db")}
	fmt.Printf("%d messages of %d people, %d at once\n\n", messages, users, at)
	fmt.Println("| program | answers/s | p50 | p99 | CPU an answer | memory at rest | at most under load |")
	fmt.Println("|---|---|---|---|---|---|---|")
	for _, c := range []struct {
		name string
		cmd  *exec.Cmd
	}{{"discord.js", djs}, {"mentor", mentor}} {
		if only != "" && only != c.name {
			continue
		}
		r, err := measure(c.cmd, messages, users, at)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		fmt.Printf("| %s | %.0f | %s | %s | %s | %d MB | %d MB |\n", c.name, r.rate, r.p50.Round(100*time.Microsecond),
			r.p99.Round(100*time.Microsecond), r.cpu.Round(10*time.Microsecond), r.rest>>20, r.most>>20)
	}
	return nil
}

type result struct {
	rate       float64
	p50, p99   time.Duration
	cpu        time.Duration // of one answer: what the machine is otherwise busy with does not count
	rest, most int
}

// measure runs one program against a server of its own.
func measure(cmd *exec.Cmd, messages, users, at int) (r result, err error) {
	w := &watch{asked: map[string]time.Time{}, answered: make(chan time.Duration, messages+users)}
	fake := discordfake.New(discordfake.Options{Seen: w.Seen, Forgetful: true, Unlimited: true})
	if err := fake.Start("127.0.0.1:0"); err != nil {
		return r, err
	}
	defer fake.Close()
	cmd.Env = append(append(os.Environ(), cmd.Env...), "DISCORD_TOKEN="+discordfake.DefaultToken, "DISCORD_API_URL="+fake.URL())
	cmd.Stderr = nil
	if err := cmd.Start(); err != nil {
		return r, err
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	}()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if !fake.Until(ctx, func() bool { return fake.Connected() > 0 }) {
		return r, fmt.Errorf("it does not connect")
	}
	// Once round before the clock starts: code is warm, people are known.
	if _, err := w.drive(fake, users, users, at); err != nil {
		return r, err
	}
	time.Sleep(3 * time.Second)
	r.rest = memory(cmd.Process.Pid)
	stop, most := make(chan struct{}), make(chan int)
	go sample(cmd.Process.Pid, stop, most)
	busy, start := processor(cmd.Process.Pid), time.Now()
	took, err := w.drive(fake, messages, users, at)
	elapsed := time.Since(start)
	r.cpu = (processor(cmd.Process.Pid) - busy) / time.Duration(messages)
	close(stop)
	r.most = <-most
	if err != nil {
		return r, err
	}
	slices.Sort(took)
	r.rate = float64(messages) / elapsed.Seconds()
	r.p50, r.p99 = took[len(took)/2], took[len(took)*99/100]
	return r, nil
}

// watch sees every call that the server accepts, and times the answers.
type watch struct {
	mu       sync.Mutex
	asked    map[string]time.Time // by channel
	answered chan time.Duration
}

// Seen is called for each accepted request.
func (w *watch) Seen(r discordfake.Record) {
	channel, ok := strings.CutPrefix(r.Path, "/channels/")
	channel, ok2 := strings.CutSuffix(channel, "/messages")
	if r.Method != "POST" || !ok || !ok2 {
		return
	}
	w.mu.Lock()
	at, waits := w.asked[channel]
	delete(w.asked, channel)
	w.mu.Unlock()
	if waits { // a long answer's further messages count for nothing
		w.answered <- time.Since(at)
	}
}

// drive lets people write, so many at once, and gives how long each answer took.
func (w *watch) drive(fake *discordfake.Server, messages, users, at int) ([]time.Duration, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	var took []time.Duration
	sent := 0
	ask := func() {
		user := strconv.Itoa(100000000000000000 + sent%users)
		w.mu.Lock()
		w.asked[discordfake.DMOf(user)] = time.Now()
		w.mu.Unlock()
		fake.Say(user, "", questions[sent%len(questions)])
		sent++
	}
	for range min(at, messages) {
		ask()
	}
	for len(took) < messages {
		select {
		case d := <-w.answered:
			took = append(took, d)
			if sent < messages {
				ask()
			}
		case <-ctx.Done():
			return nil, fmt.Errorf("%d of %d messages were answered", len(took), messages)
		}
	}
	return took, nil
}

// sample gives the most memory that a process held.
func sample(pid int, stop <-chan struct{}, most chan<- int) {
	high := 0
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		high = max(high, memory(pid))
		select {
		case <-tick.C:
		case <-stop:
			most <- high
			return
		}
	}
}

const ticksPerSecond = 100 // USER_HZ, on every Linux that Go runs on

// processor is the time that a process has had of the processors.
func processor(pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // the name before may hold anything
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * time.Second / ticksPerSecond
}

// memory is what a process holds, in bytes (VmRSS).
func memory(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(status), "\n") {
		if rest, is := strings.CutPrefix(line, "VmRSS:"); is {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return kb << 10
		}
	}
	return 0
}

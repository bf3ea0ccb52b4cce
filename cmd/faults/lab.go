package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// lab is where tests run: the programs, built once, and a directory.
type lab struct {
	small bool
	seed  uint64
	dir   string
	bin   string
	keep  bool
	procs *procs
}

// procs is every process that was started, so that none outlives its test.
type procs struct {
	mu  sync.Mutex
	all []*proc
}

// newLab builds the programs.
func newLab(ctx context.Context, small bool, keep string, seed uint64) (*lab, error) {
	dir, err := keep, error(nil)
	if keep == "" {
		dir, err = os.MkdirTemp("", "mentor-faults-")
	} else {
		err = os.MkdirAll(keep, 0o755)
	}
	if err != nil {
		return nil, err
	}
	l := &lab{small: small, seed: seed, dir: dir, bin: filepath.Join(dir, "bin"), keep: keep != "", procs: &procs{}}
	for name, pkg := range map[string]string{"bot": "mentor/cmd/bot", "slackfake": "mentor/adapters/slack/slackfake/cmd", "discordfake": "mentor/adapters/discord/discordfake/cmd"} {
		out, err := exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(l.bin, name), pkg).CombinedOutput()
		if err != nil {
			return nil, fmt.Errorf("build %s: %w\n%s", pkg, err, out)
		}
	}
	return l, nil
}

// room is the lab with a directory of its own for one test.
func (l *lab) room(name string) *lab {
	r := *l
	r.dir = filepath.Join(l.dir, name)
	_ = os.RemoveAll(r.dir)
	_ = os.MkdirAll(r.dir, 0o755)
	return &r
}

// size is full, or reduced with -small.
func (l *lab) size(full, small int) int {
	if l.small {
		return small
	}
	return full
}

func (l *lab) close() {
	l.procs.mu.Lock()
	for _, p := range l.procs.all {
		_ = p.cmd.Process.Kill()
	}
	all := l.procs.all
	l.procs.mu.Unlock()
	for _, p := range all {
		<-p.gone
	}
	if !l.keep {
		_ = os.RemoveAll(l.dir)
	}
}

// startUp is how long a start may take on a loaded machine.
const startUp = 5 * time.Second

// proc is a running program.
type proc struct {
	born  time.Time
	cmd   *exec.Cmd
	gone  chan struct{}
	err   error // of Wait, once gone is closed
	first chan string
}

// start runs a program of the lab; its log goes to the test's directory.
func (l *lab) start(name string, env []string, args ...string) (*proc, error) {
	cmd := exec.Command(filepath.Join(l.bin, name), args...)
	cmd.Env = append(os.Environ(), env...)
	log, err := os.OpenFile(filepath.Join(l.dir, name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	cmd.Stderr = log
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &proc{born: time.Now(), cmd: cmd, gone: make(chan struct{}), first: make(chan string, 1)}
	l.procs.mu.Lock()
	l.procs.all = append(l.procs.all, p)
	l.procs.mu.Unlock()
	go func() {
		r := bufio.NewReader(stdout)
		line, _ := r.ReadString('\n')
		p.first <- strings.TrimSpace(line)
		_, _ = io.Copy(log, r)
		p.err = cmd.Wait()
		_ = log.Close()
		close(p.gone)
	}()
	return p, nil
}

// kill ends a program as a crash would: SIGKILL, no goodbye.
func (p *proc) kill() {
	_ = p.cmd.Process.Kill()
	<-p.gone
}

// stop ends a program as an operator would, and waits until it has drained.
func (p *proc) stop() error {
	age := time.Since(p.born)
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-p.gone:
		// A program has no handler in the first moments of its start, and dies of
		// the signal itself: it had not taken anything yet.
		if status, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signal() == syscall.SIGTERM && age < startUp {
			return nil
		}
		return p.err
	case <-time.After(30 * time.Second):
		p.kill()
		return errors.New("did not end within 30 s of SIGTERM")
	}
}

// server is a fake platform in its own process.
type server struct {
	*proc
	api  string // what the mentor is pointed to
	root string // where the control endpoints are
}

// serve starts a fake and waits for its address.
func (l *lab) serve(ctx context.Context, name string, args ...string) (*server, error) {
	p, err := l.start(name, nil, args...)
	if err != nil {
		return nil, err
	}
	select {
	case url := <-p.first:
		if !strings.HasPrefix(url, "http://") {
			return nil, fmt.Errorf("%s gave no address: %q", name, url)
		}
		return &server{proc: p, api: url, root: strings.TrimSuffix(strings.TrimSuffix(url, "/"), "/api")}, nil
	case <-p.gone:
		return nil, fmt.Errorf("%s ended: %w", name, p.err)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// get reads a control endpoint into v.
func (s *server) get(ctx context.Context, path string, v any) error {
	return s.call(ctx, http.MethodGet, path, nil, v)
}

// post orders something at a control endpoint.
func (s *server) post(ctx context.Context, path string, body, v any) error {
	return s.call(ctx, http.MethodPost, path, body, v)
}

func (s *server) call(ctx context.Context, method, path string, body, v any) error {
	var payload io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		payload = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, s.root+path, payload)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s: %s", method, path, res.Status, b)
	}
	if v == nil {
		return nil
	}
	return json.Unmarshal(b, v)
}

// await looks every 50 ms until done says so, or the time is up.
func await(ctx context.Context, most time.Duration, done func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		if ok, err := done(); ok || err != nil {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("not done within %s", most)
		}
	}
}

package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"mentor/db"
)

// spaceAgain is how soon after the disk takes writes again the mentor must too.
const spaceAgain = 30 * time.Second

// diskShim stands before SQLite's calls; it is C, because the database is.
//
//go:embed shim/disk.c
var diskShim []byte

// The kinds of call that a disk can refuse.
const (
	diskWrites = 1 << iota
	diskSyncs
	diskSizes
	diskNames
	diskAll = diskWrites | diskSyncs | diskSizes | diskNames
)

// failing orders which calls fail; the layout is the shim's.
type failing struct {
	Which, Errno     uint32
	From, Many, Torn uint64
	Calls, Failed    uint64
}

// disk is a disk that fails on demand.
type disk struct{ shim, control, prefix string }

// failingDisk builds the shim, once a room; the files whose names begin with
// prefix are on that disk.
func (l *lab) failingDisk(ctx context.Context, name, prefix string) (*disk, error) {
	d := &disk{shim: filepath.Join(l.dir, "disk.so"), control: filepath.Join(l.dir, name+".control"), prefix: prefix}
	if _, err := os.Stat(d.shim); err != nil {
		source := filepath.Join(l.dir, "disk.c")
		if err := os.WriteFile(source, diskShim, 0o600); err != nil {
			return nil, err
		}
		if out, err := exec.CommandContext(ctx, "cc", "-O2", "-shared", "-fPIC", "-o", d.shim, source, "-ldl").CombinedOutput(); err != nil {
			return nil, fmt.Errorf("build the shim: %w\n%s", err, out)
		}
	}
	return d, d.order(failing{})
}

func (d *disk) env() []string {
	return []string{"LD_PRELOAD=" + d.shim, "FAULT_CONTROL=" + d.control, "FAULT_PREFIX=" + d.prefix}
}

// order says what fails from now on, and begins to count anew.
func (d *disk) order(f failing) error {
	var b bytes.Buffer
	if err := binary.Write(&b, binary.NativeEndian, f); err != nil {
		return err
	}
	file, err := os.OpenFile(d.control, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteAt(b.Bytes(), 0) // in place: the program has it mapped
	return errors.Join(err, file.Close())
}

func (d *disk) read() (f failing, err error) {
	b, err := os.ReadFile(d.control)
	if err != nil {
		return f, err
	}
	return f, binary.Read(bytes.NewReader(b), binary.NativeEndian, &f)
}

// breakage is one way in which a disk fails.
type breakage struct {
	name string
	failing
}

var breakages = []breakage{
	{"full", failing{Which: diskWrites | diskSizes | diskNames, Errno: uint32(syscall.ENOSPC), Many: 1 << 60}},
	{"once", failing{Which: diskAll, Errno: uint32(syscall.EIO), Many: 1}},
	{"broken", failing{Which: diskAll, Errno: uint32(syscall.EIO), Many: 1 << 60, Torn: 1}},
}

// diskFull is fault test 8. First a short life of the program, from the making
// of its file to the end, is lived again and again, with the disk failing from
// each of its calls on (full), at each of them (once), and from each on with
// torn writes (broken). Then a program that serves many people has its disk
// fill up and fail now and then.
func diskFull(ctx context.Context, l *lab) (v verdict, err error) {
	if runtime.GOOS != "linux" {
		return v, errors.New("the failing disk is a preloaded library of Linux")
	}
	if _, err := l.failingDisk(ctx, "built", l.dir); err != nil { // before both ask for it
		return v, err
	}
	var lives livesSeen
	lived := make(chan error, 1)
	go func() {
		var err error
		lives, err = l.everyWrite(ctx)
		lived <- err
	}()
	served, err := l.fullWhileServing(ctx)
	if err = errors.Join(err, <-lived); err != nil {
		return v, err
	}
	v = verdict{sent: served.acknowledged, lost: lives.lost + served.lost, duplicate: lives.twice + served.twice,
		more: fmt.Sprintf("calls=%d lives=%d noted=%d not_saved=%d untold=%d damaged=%d served_windows=%d failed_calls=%d told=%d recovered_max=%s",
			lives.calls, lives.n, lives.noted, lives.told, lives.untold, lives.damaged, served.windows, served.failed, served.told, served.recovered.Round(time.Millisecond))}
	switch {
	case v.lost > 0:
		v.why = "acknowledged writes were lost"
	case v.duplicate > 0:
		v.why = "writes had their effect twice"
	case lives.untold > 0:
		v.why = "somebody was not told that nothing was saved: " + lives.first
	case lives.damaged > 0:
		v.why = "a database was damaged: " + lives.first
	case served.told == 0:
		v.why = "nobody was told, while the disk was full"
	case served.recovered > spaceAgain:
		v.why = "the mentor took longer than " + spaceAgain.String() + " to recover"
	default:
		v.ok = true
	}
	return v, nil
}

// livesSeen sums up what the lives showed.
type livesSeen struct {
	n, calls                                  int
	noted, told, lost, twice, untold, damaged int
	first                                     string // of what went wrong
}

// said is what each life says.
var said = []string{"goal add 1-3 command 1", "goal add 1-3 command 2", "goal add 3-5 command 3"}

func (l *lab) everyWrite(ctx context.Context) (sum livesSeen, err error) {
	type life struct {
		breakage
		at uint64
	}
	var lives []life
	for _, b := range breakages {
		d, one, err := l.live(ctx, "count-"+b.name, failing{Which: b.Which})
		if err != nil {
			return sum, err
		}
		f, err := d.read()
		if err != nil {
			return sum, err
		}
		if one.noted != len(said) || one.lost > 0 {
			return sum, fmt.Errorf("a life on a sound disk noted %d of %d", one.noted, len(said))
		}
		sum.calls += int(f.Calls)
		step := uint64(1)
		if l.small {
			step = f.Calls/8 + 1
		}
		// Backwards from the last call, so that few lives are still enough for each command.
		for at := f.Calls; at >= 1 && at <= f.Calls; at -= step {
			lives = append(lives, life{b, at})
			if at < step {
				break
			}
		}
	}
	var mu sync.Mutex
	err = atOnce(2, len(lives), func(i int) error {
		b := lives[i]
		b.From = b.at
		name := fmt.Sprintf("%s-%d", b.name, b.at)
		_, one, err := l.live(ctx, name, b.failing)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		mu.Lock()
		defer mu.Unlock()
		sum.n++
		sum.noted, sum.told, sum.lost, sum.twice = sum.noted+one.noted, sum.told+one.told, sum.lost+one.lost, sum.twice+one.twice
		sum.untold, sum.damaged = sum.untold+one.untold, sum.damaged+one.damaged
		if sum.first == "" && one.first != "" {
			sum.first = name + ": " + one.first
		}
		return nil
	})
	return sum, err
}

// live runs the mentor once in a terminal, on a disk that fails as ordered,
// and looks on a sound disk at what it has left.
func (l *lab) live(ctx context.Context, name string, f failing) (d *disk, seen livesSeen, err error) {
	home := filepath.Join(l.dir, name)
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, seen, err
	}
	defer func() {
		if !l.keep {
			_ = os.RemoveAll(home)
		}
	}()
	path := filepath.Join(home, "mentor.db")
	if d, err = l.failingDisk(ctx, name, path); err != nil {
		return d, seen, err
	}
	if err := d.order(f); err != nil {
		return d, seen, err
	}
	one, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(one, filepath.Join(l.bin, "bot"), "chat")
	cmd.Env = append(append(os.Environ(), d.env()...), "HOME="+home, "MENTOR_DB="+path)
	cmd.Stdin = strings.NewReader(strings.Join(said, "\n") + "\n")
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return d, seen, err
	}
	code := cmd.ProcessState.ExitCode()
	if one.Err() != nil || code < 0 || code == 2 || bytes.Contains(out, []byte("panic:")) {
		return d, seen, fmt.Errorf("the mentor crashed or hung (exit %d):\n%s", code, out)
	}
	answers := strings.Count(string(out), "not saved")
	refused := code != 0 && answers > 0 // before a word was read
	kept, err := goalsOf(ctx, path)
	if err != nil {
		seen.damaged, seen.first = 1, err.Error()
		err = nil
	}
	for _, line := range said {
		text := line[strings.Index(line, "command"):]
		noted := strings.Contains(string(out), "years: "+text)
		switch {
		case noted && kept[text] == 0:
			seen.lost++
		case noted:
			seen.noted++
		case refused:
			seen.told++
		case answers > 0:
			seen.told++
			answers--
		default:
			seen.untold++
			seen.first = fmt.Sprintf("%q got no answer (exit %d):\n%s", line, code, out)
		}
		seen.twice += max(0, kept[text]-1)
	}
	return d, seen, err
}

// goalsOf reads how often each goal is kept in a database, which must be whole.
func goalsOf(ctx context.Context, path string) (map[string]int, error) {
	d, err := db.Open(ctx, path, db.Options{})
	if err != nil {
		return nil, err
	}
	defer d.Close()
	if err := d.Check(ctx); err != nil {
		return nil, err
	}
	tables, err := d.Dump(ctx)
	if err != nil {
		return nil, err
	}
	goals := map[string]int{}
	for _, row := range tables["goals"] {
		goals[fmt.Sprint(row["text"])]++
	}
	return goals, nil
}

// servedSeen is what a serving program showed.
type servedSeen struct {
	acknowledged, lost, twice, told, windows, failed int
	recovered                                        time.Duration // the longest
}

// fullWhileServing lets many people write, while the disk is full for some
// seconds again and again, and a single call fails in between.
func (l *lab) fullWhileServing(ctx context.Context) (seen servedSeen, err error) {
	users, perSecond := 100, 50
	windows, full, sound := l.size(20, 1), 5*time.Second, l.size(10, 3)
	p := &post{lab: l, path: filepath.Join(l.dir, "mentor.db")}
	if err := p.platforms(ctx, []string{"-retries", "0s,1s,2s,4s,8s,15s,30s,60s"}, nil); err != nil {
		return seen, err
	}
	d, err := l.failingDisk(ctx, "served", p.path)
	if err != nil {
		return seen, err
	}
	p.env = append([]string{"SLACK_BOT_TOKEN=xoxb-fake", "SLACK_APP_TOKEN=xapp-fake", "SLACK_API_URL=" + p.slack.api, "MENTOR_DB=" + p.path}, d.env()...)
	mentor, err := p.run()
	if err != nil {
		return seen, err
	}
	var sent atomic.Int64
	writing, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() {
		tick := time.NewTicker(time.Second / time.Duration(perSecond))
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-tick.C:
			case <-writing.Done():
				ended <- nil
				return
			}
			event := map[string]any{"kind": "message", "user": slackUser(n % users), "text": fmt.Sprintf("goal add 1-3 command %d.", n)}
			if err := p.slack.post(ctx, "/_event", event, nil); err != nil {
				ended <- err
				return
			}
			sent.Add(1)
		}
	}()
	noted := func() (int, error) { n, _, err := p.answers(ctx); return n, err }
	pause := func(d time.Duration) error {
		select {
		case <-time.After(d):
			return nil
		case <-mentor.gone:
			return fmt.Errorf("the mentor ended by itself: %w", mentor.err)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	err = await(ctx, time.Minute, func() (bool, error) { // a start on such a disk is what the lives show
		n, err := noted()
		return n > 0, err
	})
	if err != nil {
		return seen, err
	}
	rng := l.rand()
	for range windows {
		// Single calls that fail, and are over.
		for range sound {
			if err := d.order(failing{Which: diskAll, Errno: uint32(syscall.EIO), From: 1 + rng.Uint64N(200), Many: 1, Torn: rng.Uint64N(2)}); err != nil {
				return seen, err
			}
			if err := pause(time.Second); err != nil {
				return seen, err
			}
			f, err := d.read()
			if err != nil {
				return seen, err
			}
			seen.failed += int(f.Failed)
		}
		if err := d.order(failing{Which: diskWrites | diskSizes | diskNames, Errno: uint32(syscall.ENOSPC), From: 1, Many: 1 << 60}); err != nil {
			return seen, err
		}
		if err := pause(full); err != nil {
			return seen, err
		}
		f, err := d.read()
		if err != nil {
			return seen, err
		}
		seen.failed += int(f.Failed)
		seen.windows++
		before, err := noted()
		if err != nil {
			return seen, err
		}
		if err := d.order(failing{}); err != nil {
			return seen, err
		}
		began := time.Now()
		err = await(ctx, 2*spaceAgain, func() (bool, error) {
			n, err := noted()
			return n > before, err
		})
		if err != nil {
			return seen, fmt.Errorf("after the disk had space again: %w", err)
		}
		seen.recovered = max(seen.recovered, time.Since(began))
	}
	stop()
	if err := <-ended; err != nil {
		return seen, err
	}
	if err := p.settled(ctx, 5*time.Minute); err != nil {
		return seen, err
	}
	// What Slack delivers again comes within some two minutes.
	err = await(ctx, 4*time.Minute, func() (bool, error) {
		var stats struct {
			Pending int `json:"pending"`
		}
		err := p.slack.get(ctx, "/_stats", &stats)
		return err == nil && stats.Pending == 0, err
	})
	if err != nil {
		return seen, err
	}
	if err := p.settled(ctx, 5*time.Minute); err != nil {
		return seen, err
	}
	if err := mentor.stop(); err != nil {
		return seen, err
	}
	goals, err := goalsOf(ctx, p.path)
	if err != nil {
		return seen, err
	}
	_, texts, err := p.answers(ctx)
	if err != nil {
		return seen, err
	}
	acknowledged := map[string]bool{}
	for _, text := range texts {
		if strings.Contains(text, "not saved") {
			seen.told++
		}
		if at := strings.Index(text, "command "); at >= 0 && strings.Contains(text, "Noted as") {
			if end := strings.IndexAny(text[at+8:], ".\n"); end > 0 {
				acknowledged[text[at:at+8+end]] = true
			}
		}
	}
	seen.acknowledged = len(acknowledged)
	have := map[string]int{}
	for text, n := range goals {
		have[strings.TrimSuffix(text, ".")] += n
	}
	for text := range acknowledged {
		if have[text] == 0 {
			seen.lost++
		}
	}
	for _, n := range have {
		seen.twice += n - 1
	}
	return seen, nil
}

// answers counts the goals that people were told were noted, and gives all texts.
func (p *post) answers(ctx context.Context) (noted int, texts []string, err error) {
	var messages []struct {
		Text string `json:"text"`
	}
	if err := p.slack.get(ctx, "/_messages", &messages); err != nil {
		return 0, nil, err
	}
	for _, m := range messages {
		texts = append(texts, m.Text)
		if strings.Contains(m.Text, "Noted as") {
			noted++
		}
	}
	return noted, texts, nil
}

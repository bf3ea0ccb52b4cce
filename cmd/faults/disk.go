package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"mentor/bot"
	"mentor/db"
)

// spaceAgain is how soon after the disk takes writes again the mentor must too.
const spaceAgain = 30 * time.Second

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
	refused := code != 0 && strings.Contains(string(out), bot.ErrNotSaved.Error()) // before a word was read
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

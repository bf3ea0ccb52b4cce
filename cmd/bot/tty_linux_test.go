package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// tty is the real program with a person before it: a pseudo-terminal.
type tty struct {
	t      *testing.T
	cmd    *exec.Cmd
	master *os.File
	mu     sync.Mutex
	cond   *sync.Cond
	seen   strings.Builder
	from   int
	asked  int
	closed bool
}

func openTTY(t *testing.T, env []string, args ...string) *tty {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := master.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	var ioErr error
	err = conn.Control(func(fd uintptr) {
		if ioErr = unix.IoctlSetPointerInt(int(fd), unix.TIOCSPTLCK, 0); ioErr == nil {
			n, ioErr = unix.IoctlGetInt(int(fd), unix.TIOCGPTN)
		}
		if ioErr == nil {
			ioErr = unix.IoctlSetWinsize(int(fd), unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: 80})
		}
	})
	if err != nil || ioErr != nil {
		t.Fatal(err, ioErr)
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer slave.Close()
	p := &tty{t: t, master: master, cmd: exec.Command("bot", args...)}
	p.cond = sync.NewCond(&p.mu)
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = slave, slave, slave
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	p.cmd.Env = append(append(os.Environ(), "TERM=xterm-256color", "LANG=en_GB.UTF-8", "TZ=Europe/Paris", "NO_COLOR="), env...)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go p.watch()
	t.Cleanup(func() { p.cmd.Process.Kill(); master.Close() })
	return p
}

func (p *tty) watch() {
	buf := make([]byte, 4096)
	for {
		n, err := p.master.Read(buf)
		p.mu.Lock()
		p.seen.Write(buf[:n])
		asked := strings.Count(p.seen.String(), "\x1b[6n") // where the cursor is: a terminal answers
		for ; p.asked < asked; p.asked++ {
			p.master.WriteString("\x1b[1;1R")
		}
		p.closed = err != nil
		p.mu.Unlock()
		p.cond.Broadcast()
		if err != nil {
			return
		}
	}
}

// expect waits until text stands in what came since the last expect.
func (p *tty) expect(text string) {
	p.t.Helper()
	late := false
	timer := time.AfterFunc(30*time.Second, func() { p.mu.Lock(); late = true; p.mu.Unlock(); p.cond.Broadcast() })
	defer timer.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		if i := strings.Index(p.seen.String()[p.from:], text); i >= 0 {
			p.from += i + len(text)
			return
		}
		if late || p.closed {
			p.t.Fatalf("%q did not appear; since then: %q", text, p.seen.String()[p.from:])
		}
		p.cond.Wait()
	}
}

func (p *tty) keys(keys string) {
	p.t.Helper()
	if _, err := p.master.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

// ends waits for the end of the program and wants this exit code.
func (p *tty) ends(code int) {
	p.t.Helper()
	stuck := time.AfterFunc(30*time.Second, func() { p.cmd.Process.Kill() })
	err := p.cmd.Wait()
	stuck.Stop()
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		p.t.Errorf("ended with %d (%v), want %d; the screen: %q", got, err, code, p.seen.String())
	}
}

// prompt is how the line to type on begins.
const prompt = "> "

func TestInteractive(t *testing.T) {
	data := t.TempDir()
	env := []string{"XDG_DATA_HOME=" + data}
	p := openTTY(t, env)
	p.expect("What is your job today?")
	p.expect("Type a number to choose")
	p.expect("mentor.db. Ctrl-D ends.")
	p.expect(prompt)
	p.keys("goal addX\x7f 0-1 Learn SQL\r") // a slip mended with backspace
	p.expect("Noted as goal \x1b[1m1\x1b[22m")
	p.expect(prompt)
	p.keys("half a thought\x03") // Ctrl-C takes back the line
	p.expect(prompt)
	p.keys("goal add\r")
	p.expect("What do you want to reach?")
	p.expect(prompt)
	p.keys("\x03") // and ends a form
	p.expect("Stopped; nothing was changed.")
	p.expect(prompt)
	p.keys("\x1b[A\x1b[A\r") // the history: up, up
	p.expect("That is already goal")
	p.expect(prompt)
	p.keys("\x04")
	p.expect("Until next time.")
	p.ends(0)

	history, err := os.ReadFile(filepath.Join(data, "mentor", "history"))
	if err != nil || !strings.Contains(string(history), "goal add 0-1 Learn SQL\n") {
		t.Errorf("history: %q, %v", history, err)
	}
	for _, name := range []string{"history", "mentor.db", "log"} {
		if info, err := os.Stat(filepath.Join(data, "mentor", name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v: others can read it", name, info, err)
		}
	}

	// The history comes back with the second start, and NO_COLOR is kept to.
	p = openTTY(t, append(env, "NO_COLOR=1"))
	p.expect(prompt)
	p.keys("goal list\r")
	p.expect("- 1 Learn SQL")
	p.expect(prompt)
	p.keys("\x03") // Ctrl-C on an empty line leaves
	p.ends(0)

	// To forget is to forget the history too.
	p = openTTY(t, env)
	p.expect(prompt)
	p.keys("forget\r")
	p.expect("1. ")
	p.expect(prompt)
	p.keys("1\r")
	p.expect("erased")
	p.expect(prompt)
	p.keys("\x1b[A\x1b[B")
	p.keys("goals\r")
	p.expect("no open goals")
	p.expect(prompt)
	p.keys("\x1b[A\r") // the history begins anew
	p.expect("no open goals")
	p.expect(prompt)
	p.keys("quit\r")
	p.ends(0)
	if history, err := os.ReadFile(filepath.Join(data, "mentor", "history")); err == nil && strings.Contains(string(history), "SQL") {
		t.Errorf("after forget the history has %q", history)
	}
}

// TestSignalEndsChat: told to end by the system, the chat ends well.
func TestSignalEndsChat(t *testing.T) {
	p := openTTY(t, []string{"XDG_DATA_HOME=" + t.TempDir()})
	p.expect(prompt)
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	p.ends(0)
}

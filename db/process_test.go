//go:build unix

package db

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/reminders"
)

// The test binary is also the other processes: what this variable names.
const childEnv = "MENTOR_DB_TEST_CHILD"

func TestMain(m *testing.M) {
	role, path, ok := strings.Cut(os.Getenv(childEnv), " ")
	if !ok {
		os.Exit(m.Run())
	}
	roles := map[string]func(*DB) error{"write": childWrites, "claim": childClaims, "disk": childDisk, "hold": childHolds}
	d, err := Open(context.Background(), path, Options{})
	if err == nil {
		err = roles[role](d)
	}
	if err == nil {
		err = d.Close()
	}
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// child is another process on the same database.
type child struct {
	cmd *exec.Cmd
	out *bufio.Scanner
}

func spawn(t *testing.T, role, path string) *child {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+role+" "+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	return &child{cmd, bufio.NewScanner(out)}
}

// kill ends the process as a crash does, and waits for it.
func (c *child) kill() {
	c.cmd.Process.Signal(syscall.SIGKILL)
	for c.out.Scan() {
	}
	c.cmd.Wait()
}

// goal adds one goal of the first person.
func goal(d *DB, text string) error {
	return d.Update(context.Background(), func(tx bot.Tx) error {
		_, err := tx.AddGoal(people.Goal{Person: 1, Text: text})
		return err
	})
}

// childWrites says what it has kept, until it is killed or 50 are kept.
func childWrites(d *DB) error {
	for n := range 50 {
		text := fmt.Sprint(os.Getpid(), "-", n)
		if err := goal(d, text); err != nil {
			return err
		}
		fmt.Println("kept", text)
	}
	return nil
}

// Processes share the file: none is told that it is busy, and what one said is
// kept is kept, also when it is killed in the middle of writing.
func TestProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	d := openAt(t, path, Options{})
	person(t, d, me)
	var kids []*child
	for range 4 {
		kids = append(kids, spawn(t, "write", path))
	}
	kept := map[string]bool{}
	for i, kid := range kids {
		for kid.out.Scan() {
			word, text, _ := strings.Cut(kid.out.Text(), " ")
			if word != "kept" {
				t.Fatalf("process %d: %s", i, kid.out.Text())
			}
			kept[text] = true
			if err := goal(d, "mine"); err != nil {
				t.Fatal(err)
			}
			if i == 0 && len(kept) == 10 {
				kid.kill()
			}
		}
	}
	if err := d.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if len(kept) < 150 {
		t.Errorf("only %d kept", len(kept))
	}
	d.View(t.Context(), func(tx bot.Tx) error {
		gs, err := tx.Goals(1)
		for _, g := range gs {
			delete(kept, g.Text)
		}
		return err
	})
	if len(kept) > 0 {
		t.Errorf("lost although it was kept: %v", kept)
	}
}

// childClaims takes a slot, a lease and what there is, and waits to be killed.
func childClaims(d *DB) error {
	ctx := context.Background()
	owner, err := d.Instance(ctx)
	if err != nil {
		return err
	}
	s := reminders.Sender{Platform: people.Terminal}
	until := monday.Add(24 * time.Hour)
	ok, err := d.Lease(ctx, s, owner, monday, until)
	if err != nil {
		return err
	}
	list, err := d.Claim(ctx, s, owner, monday, until, 10)
	if err != nil {
		return err
	}
	fmt.Println(owner, ok, len(list))
	io.Copy(io.Discard, os.Stdin)
	select {}
}

// childHolds was told by a platform to wait.
func childHolds(d *DB) error {
	err := d.Hold(context.Background(), reminders.Sender{Platform: people.Slack, Workspace: "T1"}, monday.Add(30*time.Second))
	fmt.Println("held")
	return err
}

// What a platform told one process, the others keep to.
func TestProcessesKeepToAWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	d := openAt(t, path, Options{})
	u := people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "U1"}
	p := person(t, d, u)
	err := d.Update(t.Context(), func(tx bot.Tx) error {
		_, err := tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Date: "2026-03-02", User: u, Due: monday})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if kid := spawn(t, "hold", path); !kid.out.Scan() || kid.out.Text() != "held" {
		t.Fatalf("the other process said %q", kid.out.Text())
	}
	s := reminders.Sender{Platform: people.Slack, Workspace: "T1"}
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{0, 0}, {29 * time.Second, 0}, {30 * time.Second, 1}} {
		now := monday.Add(c.after)
		rows, err := d.Claim(t.Context(), s, "me", now, now.Add(time.Minute), 9)
		if err != nil || len(rows) != c.want {
			t.Errorf("after %s %d rows were claimed (%v), want %d", c.after, len(rows), err, c.want)
		}
	}
}

// A killed process's work is free at once: for whoever reaps, and for the
// process that starts in its place.
func TestTakeOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	d := openAt(t, path, Options{})
	p := person(t, d, me)
	if _, err := d.Instance(t.Context()); err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		err := d.Update(t.Context(), func(tx bot.Tx) error {
			_, err := tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Subject: strconv.Itoa(n), User: me, Due: monday})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	kid := spawn(t, "claim", path)
	kid.out.Scan()
	if got := kid.out.Text(); got != "slot 2 true 3" {
		t.Fatal(got)
	}
	if n, err := d.Reap(t.Context()); n != 0 || err != nil {
		t.Fatalf("the living was reaped: %d, %v", n, err)
	}
	kid.kill()
	heir := spawn(t, "claim", path) // takes the slot, and with it the rows
	heir.out.Scan()
	if got := heir.out.Text(); got != "slot 2 true 3" {
		t.Fatal(got)
	}
	heir.kill()
	if n, err := d.Reap(t.Context()); n != 1 || err != nil {
		t.Fatalf("reaped %d, %v", n, err)
	}
	list, err := d.Claim(t.Context(), reminders.Sender{Platform: people.Terminal}, "slot 1", monday, monday.Add(time.Hour), 10)
	if err != nil || len(list) != 3 || list[0].Tries != 3 {
		t.Errorf("claimed %v, %v", list, err)
	}
}

// childDisk writes until the disk, here a limit on the size of files, takes no
// more, and goes on once it does again; each time the limit falls elsewhere.
func childDisk(d *DB) error {
	signal.Ignore(syscall.SIGXFSZ)
	limit := func(size uint64) error {
		var now syscall.Rlimit
		if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &now); err != nil {
			return err
		}
		now.Cur = min(now.Max, size)
		return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &now)
	}
	kept := 0
	for round := range 40 {
		info, err := os.Stat(d.path + "-wal")
		if err != nil {
			return err
		}
		if err := limit(uint64(info.Size() + int64(round)*1531)); err != nil {
			return err
		}
		for n := 0; err == nil && n < 2000; n++ {
			if err = goal(d, strings.Repeat("x", 5000)); err == nil {
				kept++
			}
		}
		if !errors.Is(err, bot.ErrNotSaved) || !strings.Contains(err.Error(), "disk") {
			return fmt.Errorf("round %d, %d goals, then %w", round, kept, err)
		}
		if err := goal(d, strings.Repeat("x", 5000)); !errors.Is(err, bot.ErrNotSaved) {
			return fmt.Errorf("a second time: %w", err)
		}
		if err := limit(1 << 62); err != nil {
			return err
		}
		if err := goal(d, "after"); err != nil {
			return fmt.Errorf("round %d, once there is space: %w", round, err)
		}
		kept++
	}
	fmt.Println("kept", kept)
	return d.Check(context.Background())
}

// A disk that fails while it is written: people are told, what was kept stays,
// and the same process goes on once the disk does.
func TestDiskFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	d := openAt(t, path, Options{})
	person(t, d, me)
	kid := spawn(t, "disk", path)
	var said []string
	for kid.out.Scan() {
		said = append(said, kid.out.Text())
	}
	var n int
	if _, err := fmt.Sscanf(strings.Join(said, "\n"), "kept %d", &n); err != nil || len(said) != 1 {
		t.Fatalf("%q", said)
	}
	d.View(t.Context(), func(tx bot.Tx) error {
		gs, err := tx.Goals(1)
		if n < 40 || len(gs) != n {
			t.Errorf("%d goals, %d were kept (%v)", len(gs), n, err)
		}
		return err
	})
}

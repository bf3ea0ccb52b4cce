package db

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"mentor/bot"
	"mentor/bot/people"
)

// together queues closures behind one that holds the writer, so that they run
// in one batch, and gives what became of each.
func together(t *testing.T, d *DB, fns ...func(*tx) error) []error {
	t.Helper()
	errs := make([]error, len(fns))
	var wg sync.WaitGroup
	inside, leave := make(chan struct{}), make(chan struct{})
	wg.Go(func() {
		d.update(context.Background(), func(*tx) error {
			close(inside)
			<-leave
			return nil
		})
	})
	<-inside
	for i, fn := range fns {
		wg.Go(func() { errs[i] = d.update(context.Background(), fn) })
		for len(d.queue) <= i { // in order
			runtime.Gosched()
		}
	}
	close(leave)
	wg.Wait()
	return errs
}

// changes is how often something was committed, as another connection sees it.
func changes(t *testing.T, c *conn) (n int) {
	t.Helper()
	if err := c.sql.QueryRowContext(t.Context(), "PRAGMA data_version").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// What waits is committed at once, each closure in its own savepoint.
func TestGroupCommit(t *testing.T) {
	d := open(t)
	p := person(t, d, me)
	watch, err := d.connect(false)
	if err != nil {
		t.Fatal(err)
	}
	defer watch.close()
	before := changes(t, watch)
	add := func(text string, then error) func(*tx) error {
		return func(tx *tx) error {
			if _, err := tx.AddGoal(people.Goal{Person: p.ID, Text: text}); err != nil {
				return err
			}
			return then
		}
	}
	mine := errors.New("mine")
	errs := together(t, d, add("a", nil), add("b", mine), add("c", nil),
		func(tx *tx) error {
			add("d", nil)(tx)
			runtime.Goexit() // as t.FailNow does
			return nil
		}, add("e", nil))
	for i, want := range []error{nil, mine, nil, nil, nil} {
		if !errors.Is(errs[i], want) {
			t.Errorf("closure %d: %v", i, errs[i])
		}
	}
	d.View(t.Context(), func(tx bot.Tx) error {
		gs, _ := tx.Goals(p.ID)
		var texts []string
		for _, g := range gs {
			texts = append(texts, fmt.Sprint(g.Number, g.Text))
		}
		if got := strings.Join(texts, " "); got != "1a 2c 3e" {
			t.Errorf("kept: %s", got)
		}
		return nil
	})
	if n := changes(t, watch) - before; n != 1 {
		t.Errorf("%d commits for one batch", n)
	}
}

// full opens a database that has a page or two left.
func full(t *testing.T) (*DB, people.Person) {
	path := filepath.Join(t.TempDir(), "m.db")
	d := openAt(t, path, Options{})
	p := person(t, d, me)
	var pages int
	if err := d.pool.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	d.Close()
	return openAt(t, path, Options{pages: pages + 2}), p
}

// A disk that fills up in the middle of a batch: everybody in it is told that
// nothing was kept, and nothing was; once there is space, all goes on.
func TestDiskFull(t *testing.T) {
	d, p := full(t)
	small := func(tx *tx) error {
		_, err := tx.AddGoal(people.Goal{Person: p.ID, Text: "small"})
		return err
	}
	big := func(tx *tx) error {
		_, err := tx.AddGoal(people.Goal{Person: p.ID, Text: strings.Repeat("big ", 10_000)})
		return err
	}
	swallowed := func(tx *tx) error {
		big(tx)
		return nil // an error that was overlooked must not become a success
	}
	for _, errs := range [][]error{together(t, d, small, big, small), together(t, d, small, swallowed)} {
		for i, err := range errs {
			// What came after the fault was run in another batch.
			if i < 2 && !errors.Is(err, bot.ErrNotSaved) {
				t.Errorf("closure %d: %v", i, err)
			}
			if err != nil && !strings.Contains(err.Error(), "disk is full") {
				t.Errorf("no help in %q", err)
			}
		}
	}
	if err := d.update(t.Context(), big); !errors.Is(err, bot.ErrNotSaved) {
		t.Errorf("still full: %v", err)
	}
	d.opts.pages = 0 // space returns
	if err := d.update(t.Context(), big); err != nil {
		t.Fatal(err)
	}
	d.View(t.Context(), func(tx bot.Tx) error {
		gs, err := tx.Goals(p.ID)
		for i, g := range gs {
			if g.Number != i+1 {
				t.Errorf("goal %d has number %d: half a closure was kept", i, g.Number)
			}
		}
		return err
	})
	if err := d.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if n := d.pool.Stats().OpenConnections; n > 4 {
		t.Errorf("%d connections are open: those given up are not closed", n)
	}
}

// A database that may not be written says so.
func TestReadOnly(t *testing.T) {
	d := open(t)
	p := person(t, d, me)
	err := d.View(t.Context(), func(tx bot.Tx) error {
		_, err := tx.AddGoal(people.Goal{Person: p.ID})
		return err
	})
	if !errors.Is(err, bot.ErrNotSaved) || !strings.Contains(err.Error(), "may not be written") {
		t.Errorf("got %v", err)
	}
	if err := d.View(t.Context(), func(tx bot.Tx) error {
		_, err := tx.Person(p.ID)
		return err
	}); err != nil {
		t.Errorf("it cannot be read either: %v", err)
	}
}

// What was erased is not in the files any more, once the log is emptied.
func TestForgetOverwrites(t *testing.T) {
	const mark = "zzerasedzz"
	d := open(t)
	p := person(t, d, people.UserRef{Platform: people.Slack, ID: "U" + mark})
	other := person(t, d, me)
	err := d.Update(t.Context(), func(tx bot.Tx) error {
		for _, id := range []people.PersonID{p.ID, other.ID} {
			text := "stays"
			if id == p.ID {
				text = mark
			}
			for range 50 {
				if _, err := tx.AddGoal(people.Goal{Person: id, Text: strings.Repeat(text+" ", 300)}); err != nil {
					return err
				}
			}
		}
		_, err := tx.KeepEvent(bot.Event{ID: "e", User: people.UserRef{Platform: people.Slack, ID: "U" + mark},
			From: people.Address{Platform: people.Slack}, Body: bot.Message{Text: mark}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Update(t.Context(), func(tx bot.Tx) error { return tx.Forget(p.ID) }); err != nil {
		t.Fatal(err)
	}
	if err := d.Prune(t.Context(), monday); err != nil {
		t.Fatal(err)
	}
	if n := inFiles(t, d, mark); n > 0 {
		t.Errorf("%d traces are left in the files", n)
	}
	if inFiles(t, d, "stays") == 0 {
		t.Error("the test does not find what is there")
	}
}

// What a transaction may have to undo leaves no trace outside of the
// database's own files.
func TestNothingIsWrittenBesideTheDatabase(t *testing.T) {
	d := open(t)
	memory := func(tx *tx) error {
		var where int
		if err := tx.conn.sql.QueryRowContext(t.Context(), `PRAGMA temp_store`).Scan(&where); err != nil || where != 2 {
			t.Errorf("temporary tables and journals are kept in %d (%v), want 2, memory", where, err)
		}
		return nil
	}
	if err := errors.Join(d.update(t.Context(), memory), d.view(t.Context(), memory)); err != nil {
		t.Error(err)
	}
}

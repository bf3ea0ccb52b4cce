package db

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
	"mentor/reminders"
)

// copied opens a database, backs it up after before, does what after does, and
// opens the backup in its place.
func copied(t *testing.T, before, after func(*DB)) *DB {
	t.Helper()
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "m.db"), filepath.Join(dir, "copy.db")
	d, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	before(d)
	if err := d.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	after(d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), backup, path, monday); err != nil {
		t.Fatal(err)
	}
	return openAt(t, path, Options{})
}

func known(t *testing.T, d *DB, u people.UserRef) bool {
	t.Helper()
	err := d.View(t.Context(), func(tx bot.Tx) error {
		_, err := tx.PersonOf(u)
		return err
	})
	if err != nil && !errors.Is(err, bot.ErrNotFound) {
		t.Fatal(err)
	}
	return err == nil
}

// People erased after a backup are not in it any more once it is started, also
// under an id that was merged since; others are.
func TestAnOldCopyForgetsTheErased(t *testing.T) {
	users := []people.UserRef{{Platform: people.Slack, ID: "gone"}, {Platform: people.Discord, ID: "merged"}, {Platform: people.Slack, ID: "stays"}}
	d := copied(t, func(d *DB) {
		for _, u := range users {
			person(t, d, u)
		}
	}, func(d *DB) {
		err := d.Update(t.Context(), func(tx bot.Tx) error {
			if err := tx.Merge(1, 2); err != nil {
				return err
			}
			p, err := tx.Person(1)
			if err != nil {
				return err
			}
			p.LastSeen = monday
			if err := tx.SavePerson(p); err != nil {
				return err
			}
			return tx.Forget(1)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	for i, want := range []bool{false, false, true} {
		if known(t, d, users[i]) != want {
			t.Errorf("%s is known: %v", users[i].ID, !want)
		}
	}
	// Who comes back under an id that the copy gives again is somebody new.
	d.Close()
	d = openAt(t, d.path, Options{})
	err := d.Update(t.Context(), func(tx bot.Tx) error {
		_, err := tx.AddPerson(users[0], people.Person{Created: monday.Add(time.Hour), LastSeen: monday.Add(time.Hour)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	if d = openAt(t, d.path, Options{}); !known(t, d, users[0]) {
		t.Error("who came back was erased again")
	}
}

// Erasing that was not saved does not catch up with somebody who stayed.
func TestErasingThatFailed(t *testing.T) {
	d := open(t)
	person(t, d, me)
	mine := errors.New("mine")
	err := d.Update(t.Context(), func(tx bot.Tx) error {
		if err := tx.Forget(1); err != nil {
			return err
		}
		return mine
	})
	if !errors.Is(err, mine) {
		t.Fatal(err)
	}
	err = d.Update(t.Context(), func(tx bot.Tx) error {
		p, err := tx.PersonOf(me)
		if err != nil {
			return err
		}
		p.LastSeen = monday
		return tx.SavePerson(p)
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	if d = openAt(t, d.path, Options{}); !known(t, d, me) {
		t.Error("who stayed was erased")
	}
}

// Nudges sent after a backup are not sent again once it is started; what has
// come due since the last were sent, is.
func TestAnOldCopySendsNothingAgain(t *testing.T) {
	week := 7 * 24 * time.Hour
	weekly := func(d reminders.Due) reminders.Decision {
		return reminders.Decision{Send: true, Date: d.Schedules[0].Next.Format(time.DateOnly),
			Next: map[int64]time.Time{d.Schedules[0].ID: d.Schedules[0].Next.Add(week)}}
	}
	round := func(d *DB, now time.Time) (sent int) {
		for {
			planned, more, err := d.Plan(context.Background(), now, 10, weekly)
			if err != nil {
				t.Fatal(err)
			}
			if !more && planned == (reminders.Planned{}) {
				break
			}
		}
		list, err := d.Claim(context.Background(), reminders.Sender{Platform: people.Terminal}, "a", now, now.Add(time.Minute), 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range list {
			if err := d.Finish(context.Background(), map[int64]bot.Outcome{row.ID: {State: bot.Sent, At: now, Message: "m"}}); err != nil {
				t.Fatal(err)
			}
		}
		return len(list)
	}
	d := copied(t, func(d *DB) {
		person(t, d, me)
		err := d.Update(t.Context(), func(tx bot.Tx) error {
			if _, err := tx.PutSchedule(people.Schedule{Person: 1, Horizon: people.Year1, Next: monday}); err != nil {
				return err
			}
			_, err := tx.PutDelivery(bot.Outgoing{Person: 1, Kind: people.KindHello, User: me, Due: monday})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}, func(d *DB) {
		for n := range 3 {
			want := 1
			if n == 0 {
				want = 2 // and the hello
			}
			if sent := round(d, monday.Add(time.Duration(n)*week)); sent != want {
				t.Errorf("week %d: sent %d", n, sent)
			}
		}
	})
	if sent := round(d, monday.Add(2*week+time.Hour)); sent != 0 {
		t.Errorf("sent %d again", sent)
	}
	if sent := round(d, monday.Add(3*week)); sent != 1 {
		t.Errorf("sent %d of what is new", sent)
	}
	d.Close()
	d = openAt(t, d.path, Options{})
	if sent := round(d, monday.Add(4*week)); sent != 1 {
		t.Errorf("after another start: %d", sent)
	}
	if a, err := d.Audit(t.Context(), rules.DayOf(monday), monday); err != nil || a.Difference() != 0 {
		t.Errorf("%+v, %v", a, err)
	}
}

// A backup is not put in the place of a database that is in use, nor anything
// that is no backup.
func TestRestoreRefuses(t *testing.T) {
	d := open(t)
	person(t, d, me)
	backup := filepath.Join(t.TempDir(), "copy.db")
	if err := d.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Instance(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), backup, d.path, monday); !errors.Is(err, bot.ErrNotSaved) {
		t.Errorf("in use: %v", err)
	}
	d.Close()
	text := filepath.Join(t.TempDir(), "text")
	os.WriteFile(text, []byte("a shopping list: eggs, milk"), 0o600)
	if _, err := Restore(t.Context(), text, d.path, monday); !errors.Is(err, bot.ErrCorrupt) {
		t.Errorf("no database: %v", err)
	}
	if _, err := Restore(t.Context(), text+"s", d.path, monday); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	whole, _ := os.ReadFile(backup)
	os.WriteFile(text, whole[:len(whole)/2], 0o600)
	if _, err := Restore(t.Context(), text, d.path, monday); !errors.Is(err, bot.ErrCorrupt) {
		t.Errorf("half a backup: %v", err)
	}
	if d = openAt(t, d.path, Options{}); !known(t, d, me) {
		t.Error("a restore that was refused lost the database")
	}
}

// A new database where another lay is nobody's copy.
func TestANewDatabaseIsNoCopy(t *testing.T) {
	d := open(t)
	person(t, d, me)
	if err := d.Update(t.Context(), func(tx bot.Tx) error { return tx.Forget(1) }); err != nil {
		t.Fatal(err)
	}
	d.noteReached(monday)
	d.Close()
	if err := os.Remove(d.path); err != nil {
		t.Fatal(err)
	}
	d = openAt(t, d.path, Options{})
	person(t, d, me)
	d.Close()
	if d = openAt(t, d.path, Options{}); !known(t, d, me) || d.journal.restored.Load() != 0 {
		t.Error("it was told what is another's")
	}
}

// A process that starts while another deals with nudges does not take the
// database for an older copy: what waits would never be sent.
func TestALiveDatabaseIsNoCopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	d := openAt(t, path, Options{})
	ended := make(chan error, 1)
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		for now := monday; ; now = now.Add(time.Second) {
			if err := d.update(ctx, func(t *tx) error { return t.reached(now) }); err != nil {
				ended <- err
				return
			}
			d.noteReached(now)
		}
	}()
	for range 60 {
		starting, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if at := starting.journal.restored.Load(); at != 0 {
			t.Errorf("taken for a copy that was put back at %d", at)
		}
		if err := starting.Close(); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

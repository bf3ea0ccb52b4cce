package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"mentor/bot"
	"mentor/bot/people"
)

// refused opens path, and expects want, with words that say what to do.
func refused(t *testing.T, path string, want error) {
	t.Helper()
	d, err := Open(t.Context(), path, Options{})
	if err == nil {
		d.Close()
	}
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %v", err, want)
	}
	var f *Fault
	if !errors.As(err, &f) || len(f.Do) < 20 || !strings.Contains(f.Do, filepath.Base(filepath.Dir(path))) {
		t.Errorf("no help in %q", err)
	}
}

// raw opens the file past this package.
func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	pool, err := sql.Open("sqlite3", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pool.Close() })
	return pool
}

func run(t *testing.T, pool *sql.DB, text string) {
	t.Helper()
	if _, err := pool.Exec(text); err != nil {
		t.Fatal(err)
	}
}

func TestOpenMakesFileAndFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b", "c?d#e%20f é", "m.db")
	d := openAt(t, path, Options{})
	person(t, d, me)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the file: %v", info.Mode())
	}
	files, _ := filepath.Glob(filepath.Dir(path) + "/*")
	for _, f := range files {
		if info, err := os.Stat(f); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may read %s: %v", f, info.Mode())
		}
	}
	again := openAt(t, path, Options{})
	if err := again.View(t.Context(), func(tx bot.Tx) error {
		_, err := tx.PersonOf(me)
		return err
	}); err != nil {
		t.Errorf("a second start forgets: %v", err)
	}
}

// Every connection has the settings, not only the first of a pool.
func TestSettingsReachEveryConnection(t *testing.T) {
	d := open(t)
	for range 3 {
		for name, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1", "busy_timeout": "10000"} {
			c, err := d.connect(false)
			if err != nil {
				t.Fatal(err)
			}
			defer c.close()
			var got string
			if err := c.sql.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&got); err != nil || got != want {
				t.Errorf("%s is %q, want %q (%v)", name, got, want, err)
			}
		}
	}
}

func TestOpenRefusesNewer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	d := openAt(t, path, Options{})
	d.Close()
	run(t, raw(t, path), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
	refused(t, path, bot.ErrNewer)
}

func TestOpenRefusesWhatIsNoDatabase(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	os.WriteFile(text, []byte("a shopping list, long enough to fill more than a hundred bytes of header; eggs, milk, bread, butter, salt"), 0o600)
	refused(t, text, bot.ErrCorrupt)
	if got, _ := os.ReadFile(text); !strings.HasPrefix(string(got), "a shopping list") {
		t.Error("somebody's file was overwritten")
	}
	short := filepath.Join(dir, "short.db")
	os.WriteFile(short, []byte("SQLite"), 0o600)
	refused(t, short, bot.ErrCorrupt)

	foreign := filepath.Join(dir, "foreign.db")
	run(t, raw(t, foreign), `CREATE TABLE bookmarks (url TEXT)`)
	refused(t, foreign, bot.ErrCorrupt)
	goose := filepath.Join(dir, "goose.db")
	run(t, raw(t, goose), `CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER, is_applied INTEGER, tstamp TIMESTAMP);
		CREATE TABLE a (x); CREATE TABLE b (x)`)
	refused(t, goose, bot.ErrCorrupt)
	refused(t, dir, bot.ErrNotSaved)
	refused(t, filepath.Join(text, "below-a-file.db"), bot.ErrNotSaved)
}

func TestOpenRefusesDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	d := openAt(t, path, Options{})
	person(t, d, me)
	d.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head := append([]byte{}, whole...)
	copy(head[100:], strings.Repeat("\xff", 900)) // the schema's own page
	os.WriteFile(path, head, 0o600)
	refused(t, path, bot.ErrCorrupt)
	os.WriteFile(path, whole[:len(whole)/2], 0o600)
	d, err = Open(t.Context(), path, Options{}) // the schema is still whole: only a check tells
	if err == nil {
		err = d.Check(t.Context())
		d.Close()
	}
	if !errors.Is(err, bot.ErrCorrupt) {
		t.Errorf("half a file: %v", err)
	}
}

// A broken reference is found by Check, which writes nothing.
func TestCheckFindsBrokenReferences(t *testing.T) {
	d := open(t)
	if err := d.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, err := d.connect(false)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	for _, text := range []string{`PRAGMA foreign_keys = 0`, `INSERT INTO link_codes (person_id, hash, expires_at) VALUES (7, 'h', 1)`} {
		if err := c.exec(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Check(t.Context()); !errors.Is(err, bot.ErrCorrupt) || !strings.Contains(err.Error(), "link_codes") {
		t.Errorf("got %v", err)
	}
}

// A file of any earlier version is brought to this one, and one on which a
// first start broke off, too.
func TestMigrateFromEveryVersion(t *testing.T) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for v := range int64(len(names)) {
		path := filepath.Join(t.TempDir(), "m.db")
		if v > 0 {
			p, err := migrations(raw(t, path))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.UpTo(t.Context(), v); err != nil {
				t.Fatal(err)
			}
		} else {
			run(t, raw(t, path), `CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL,
				is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now'))); INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1)`)
		}
		d := openAt(t, path, Options{})
		person(t, d, me)
		if err := d.Check(t.Context()); err != nil {
			t.Errorf("from version %d: %v", v, err)
		}
		if got, err := fileVersion(t.Context(), d.pool); err != nil || got != int64(len(names)) {
			t.Errorf("from version %d to %d, %v", v, got, err)
		}
		// What an upgrade found is kept as it was, for the older program; of an empty start there is nothing to keep.
		kept := fmt.Sprintf("%s.before-v%d", path, v+1)
		if v == 0 {
			if _, err := os.Stat(kept); err == nil {
				t.Error("a copy of an empty database was kept")
			}
		} else if got, err := fileVersion(t.Context(), raw(t, kept)); err != nil || got != v {
			t.Errorf("the copy kept before the upgrade from %d is of version %d, %v", v, got, err)
		}
	}
}

// Many starts at once make one database.
func TestManyStartsAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			d, err := Open(context.Background(), path, Options{})
			if err != nil {
				t.Error(err)
				return
			}
			d.Update(context.Background(), func(tx bot.Tx) error {
				_, err := tx.AddPerson(me, people.Person{})
				return err
			})
			d.Close()
		})
	}
	wg.Wait()
	d := openAt(t, path, Options{})
	d.View(t.Context(), func(tx bot.Tx) error {
		if p, err := tx.PersonOf(me); err != nil || p.ID != 1 {
			t.Errorf("person %d, %v", p.ID, err)
		}
		return nil
	})
}

// In a bubble, waiting for the database is waiting: time goes on.
func TestWorksInABubble(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	synctest.Test(t, func(t *testing.T) {
		d, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		person(t, d, me)
		synctest.Wait() // idle: every goroutine waits for others only
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

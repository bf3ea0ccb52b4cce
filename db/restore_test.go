package db

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mentor/bot"
	"mentor/bot/people"
)

// saved gives a closed database with one person in it, and a backup of it.
func saved(t *testing.T) (path, backup string) {
	t.Helper()
	dir := t.TempDir()
	path, backup = filepath.Join(dir, "m.db"), filepath.Join(dir, "copy.db")
	d, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	person(t, d, me)
	if err := d.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return path, backup
}

// What is not a whole database of Mentor's, of a schema that this program
// knows, is refused with what to do, and leaves the live one as it is.
func TestRestoreRefusesWhatWouldNotServe(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, backup string)
		kind  error
		do    string
	}{
		"an empty file":     {func(t *testing.T, b string) { os.WriteFile(b, nil, 0o600) }, bot.ErrCorrupt, "name a file that 'mentor backup' wrote"},
		"an empty database": {func(t *testing.T, b string) { os.Remove(b); run(t, raw(t, b), `VACUUM`) }, bot.ErrCorrupt, "name a file that 'mentor backup' wrote"},
		"another program's": {func(t *testing.T, b string) { os.Remove(b); run(t, raw(t, b), `CREATE TABLE songs (title TEXT)`) }, bot.ErrCorrupt, "name a file that 'mentor backup' wrote"},
		"a newer schema": {func(t *testing.T, b string) {
			run(t, raw(t, b), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`)
		}, bot.ErrNewer, "start the newer program"},
		"a table is missing":  {func(t *testing.T, b string) { run(t, raw(t, b), `DROP TABLE entries`) }, bot.ErrCorrupt, "take an older backup"},
		"a column is missing": {func(t *testing.T, b string) { run(t, raw(t, b), `ALTER TABLE goals DROP COLUMN text`) }, bot.ErrCorrupt, "take an older backup"},
		"a damaged page": {func(t *testing.T, b string) {
			whole, _ := os.ReadFile(b)
			copy(whole[len(whole)-4096:], bytes.Repeat([]byte{0xa5}, 4096))
			os.WriteFile(b, whole, 0o600)
		}, bot.ErrCorrupt, "take an older backup"},
	} {
		t.Run(name, func(t *testing.T) {
			path, backup := saved(t)
			c.spoil(t, backup)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Restore(t.Context(), backup, path, monday)
			if !errors.Is(err, c.kind) {
				t.Errorf("got %v, want %v", err, c.kind)
			}
			var f *Fault
			if !errors.As(err, &f) || !strings.Contains(f.Do, c.do) || !strings.Contains(f.Do, "copy.db") || strings.Contains(err.Error(), ".part") {
				t.Errorf("no help in %v", err)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("the live database was touched")
			}
			if names, _ := filepath.Glob(path + ".*part*"); len(names) > 0 {
				t.Errorf("it left %v", names)
			}
		})
	}
	path, _ := saved(t)
	if _, err := Restore(t.Context(), path, path, monday); err == nil {
		t.Error("the database was put in its own place")
	}
}

// The database that made way is kept with all that was in its log, and can be
// put back.
func TestRestoreKeepsTheOldOne(t *testing.T) {
	path, backup := saved(t)
	// A program that was killed leaves its last commits in the log alone.
	pool := raw(t, path)
	run(t, pool, `UPDATE people SET role = 'Later'`)
	for _, suffix := range []string{"", "-wal"} {
		whole, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		os.WriteFile(filepath.Join(filepath.Dir(path), "killed.db"+suffix), whole, 0o600)
	}
	pool.Close()
	path = filepath.Join(filepath.Dir(path), "killed.db")

	role := func(path string) (role string) {
		d := openAt(t, path, Options{})
		defer d.Close()
		err := d.View(t.Context(), func(tx bot.Tx) error {
			p, err := tx.PersonOf(me)
			role = p.Role
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return role
	}
	kept, err := Restore(t.Context(), backup, path, monday)
	if err != nil {
		t.Fatal(err)
	}
	if want := path + ".before-restore-" + monday.UTC().Format("20060102-150405"); kept != want {
		t.Errorf("kept as %s, want %s", kept, want)
	}
	if info, err := os.Stat(kept); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info, err)
	}
	if got := role(path); got != "" {
		t.Errorf("the backup says %q", got)
	}
	// A second one in the same second keeps a file of its own, and the first
	// can be put back, log and all.
	again, err := Restore(t.Context(), kept, path, monday)
	if err != nil || again == kept {
		t.Fatalf("%s, %v", again, err)
	}
	if got := role(path); got != "Later" {
		t.Errorf("put back, it says %q", got)
	}
	// Where nothing lay nothing is kept.
	elsewhere := filepath.Join(t.TempDir(), "new", "m.db")
	if kept, err := Restore(t.Context(), backup, elsewhere, monday); err != nil || kept != "" {
		t.Errorf("%q, %v", kept, err)
	}
	if d := openAt(t, elsewhere, Options{}); !known(t, d, me) {
		t.Error("the copy elsewhere knows nobody")
	}
}

// A backup has the journal of erasures in it: on a machine that has nothing
// else, an older copy put back later erases again who was erased.
func TestABackupCarriesTheErasures(t *testing.T) {
	here, elsewhere := t.TempDir(), t.TempDir()
	older, newer := filepath.Join(here, "older.db"), filepath.Join(here, "newer.db")
	d := openAt(t, filepath.Join(here, "m.db"), Options{})
	gone, stays := people.UserRef{Platform: people.Slack, ID: "gone"}, people.UserRef{Platform: people.Slack, ID: "stays"}
	person(t, d, gone)
	person(t, d, stays)
	if err := d.Backup(t.Context(), older); err != nil {
		t.Fatal(err)
	}
	if err := d.Update(t.Context(), func(tx bot.Tx) error { return tx.Forget(1) }); err != nil {
		t.Fatal(err)
	}
	if err := d.Backup(t.Context(), newer); err != nil {
		t.Fatal(err)
	}
	d.Close()

	path := filepath.Join(elsewhere, "m.db")
	for i, backup := range []string{newer, older} {
		if _, err := Restore(context.Background(), backup, path, monday); err != nil {
			t.Fatal(err)
		}
		d := openAt(t, path, Options{})
		if known(t, d, gone) {
			t.Errorf("restored elsewhere (%d), an erased person is back", i)
		}
		if !known(t, d, stays) {
			t.Errorf("restored elsewhere (%d), somebody is lost", i)
		}
		d.Close()
	}
	// Without a start in between as well, and with the journal beside it lost.
	path = filepath.Join(t.TempDir(), "m.db")
	for _, backup := range []string{newer, older} {
		if _, err := Restore(context.Background(), backup, path, monday); err != nil {
			t.Fatal(err)
		}
	}
	if d := openAt(t, path, Options{}); known(t, d, gone) {
		t.Error("restored twice without a start, an erased person is back")
	}
	path = filepath.Join(t.TempDir(), "m.db")
	whole, _ := os.ReadFile(newer)
	os.WriteFile(path, whole, 0o600) // copied by hand
	d = openAt(t, path, Options{})
	d.Close()
	if _, err := Restore(context.Background(), older, path, monday); err != nil {
		t.Fatal(err)
	}
	if d := openAt(t, path, Options{}); known(t, d, gone) {
		t.Error("put back over a copy made by hand, an erased person is back")
	}
}

package db

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// open opens a new database for one test.
func open(t testing.TB) *DB {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "m.db"), Options{})
}

func openAt(t testing.TB, path string, opts Options) *DB {
	t.Helper()
	d, err := Open(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

var me = people.UserRef{Platform: people.Terminal, ID: "me"}

// person adds a person.
func person(t testing.TB, d *DB, u people.UserRef) (p people.Person) {
	t.Helper()
	err := d.Update(t.Context(), func(tx bot.Tx) (err error) {
		p, err = tx.AddPerson(u, people.Person{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// inFiles counts how often a text stands in the database's files.
func inFiles(t *testing.T, d *DB, text string) (n int) {
	t.Helper()
	files, err := filepath.Glob(d.path + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		n += bytes.Count(raw, []byte(text))
	}
	return n
}

package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mentor/bot/careers"
)

// TestChangedContentIsTakenUp: an organisation's folder counts without a
// restart, and one that is broken leaves what there was.
func TestChangedContentIsTakenUp(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "glossary.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	knows := func(l *library) bool {
		return slices.ContainsFunc(l.content().Terms(), func(term *careers.Term) bool { return term.ID == "lighthouse" })
	}
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		l, err := newLibrary([]string{dir}, slog.New(slog.NewTextHandler(&log, nil)))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go l.watch(ctx)
		synctest.Wait()

		write("- id: [broken\n")
		time.Sleep(2 * lookEvery) // the bubble's clock: no time passes
		synctest.Wait()
		if !strings.Contains(log.String(), "not taken up") || len(l.content().Roles()) == 0 {
			t.Errorf("after a broken file: %s", log.String())
		}
		write(`terms:
- id: lighthouse
  term: Lighthouse
  definition:
    en: "Our name for the data team's northern office."
    fr: "Le nom que nous donnons au bureau nord de l'équipe data."
`)
		time.Sleep(2 * lookEvery)
		synctest.Wait()
		if !knows(l) {
			t.Errorf("the new term is not known: %s", log.String())
		}
		write("terms: 7\n")
		time.Sleep(2 * lookEvery)
		synctest.Wait()
		if !knows(l) {
			t.Error("a broken file took the old content away")
		}
	})
}

package db_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentor/bot/bottest"
	"mentor/db"
)

// The conversations, which package bot plays over a store in memory, go the
// same over the database.
func TestConversations(t *testing.T) {
	bottest.Each(t, "../bot", func(t *testing.T, _, text string) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "mentor.db")
		m := bottest.Over(t, func(ctx context.Context) (bottest.Store, error) { return db.Open(ctx, path, db.Options{}) })
		got, err := bottest.Play(t, m, text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(text, "\n"), strings.Split(got, "\n")); diff != "" {
			t.Errorf("it goes otherwise over the database (- in memory, + here):\n%s", diff)
		}
	})
}

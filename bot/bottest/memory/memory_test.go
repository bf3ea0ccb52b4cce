package memory_test

import (
	"context"
	"testing"

	"mentor/bot/bottest/memory"
	"mentor/db/dbtest"
)

// The store in memory does what the database does.
func TestExercise(t *testing.T) {
	var files memory.Files
	dbtest.Exercise(t, func(_ context.Context, path string) (dbtest.Store, error) { return files.Open(path), nil })
}

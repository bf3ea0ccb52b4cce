package db_test

import (
	"context"
	"testing"

	"mentor/db"
	"mentor/db/dbtest"
)

func TestExercise(t *testing.T) {
	dbtest.Exercise(t, func(ctx context.Context, path string) (dbtest.Store, error) {
		return db.Open(ctx, path, db.Options{})
	})
}

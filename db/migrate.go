package db

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"

	"mentor/bot"
	"mentor/db/rights"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// applicationID stands in the file's header since the first migration: "MENT".
const applicationID = 1296387668

// lockRetry is how often a start looks whether another one has finished migrating.
const lockRetry = 20 * time.Millisecond

// migrate brings the file to this program's version. A file lock lets one
// process at a time do it.
func migrate(ctx context.Context, pool *sql.DB, path string, log *slog.Logger) error {
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	defer lock.Close()
	if _, err := lock.TryLockContext(ctx, lockRetry); err != nil {
		return err
	}
	p, err := migrations(pool)
	if err != nil {
		return err
	}
	sources := p.ListSources()
	newest := sources[len(sources)-1].Version
	version, err := fileVersion(ctx, pool)
	switch {
	case err != nil:
		return err
	case version > newest:
		return &Fault{Kind: bot.ErrNewer, Do: fmt.Sprintf(
			"%s is of version %d, this program knows up to %d: start the newer program, or name another file with --db", path, version, newest)}
	case version == newest:
		return nil
	}
	if version > 0 {
		kept, err := keepVersion(ctx, pool, path, version)
		if err != nil {
			return err
		}
		log.Info("database copied before it is migrated", "file", kept)
	}
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	log.Info("database migrated", "from", version, "to", newest)
	return nil
}

// keepVersion copies the database as an older program left it, for whoever has
// to go back to that program; the copy of the upgrade before goes.
func keepVersion(ctx context.Context, pool *sql.DB, path string, version int64) (kept string, err error) {
	older, err := filepath.Glob(path + ".before-v*")
	if err != nil {
		return "", err
	}
	kept = fmt.Sprintf("%s.before-v%d", path, version+1)
	part := kept + ".part"
	if err := removeAll(part, kept); err != nil { // of a start that was cut short
		return "", err
	}
	if err := rights.Make(part, rights.OwnerOf(path)); err != nil { // SQLite fills an empty one
		return "", err
	}
	if _, err := pool.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		return "", fmt.Errorf("no copy before the upgrade: %w", err)
	}
	if err := os.Rename(part, kept); err != nil {
		return "", err
	}
	if err := syncDir(filepath.Dir(kept)); err != nil {
		return "", err
	}
	for _, file := range older {
		if file != kept {
			if err := removeAll(file); err != nil {
				return "", err
			}
		}
	}
	return kept, nil
}

func migrations(pool *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, pool, files, goose.WithDisableGlobalRegistry(true))
}

// fileVersion reads which migration the file has; 0 for a new one. goose
// would add its table to any database, so that is not asked first.
func fileVersion(ctx context.Context, pool *sql.DB) (version int64, err error) {
	var tables, ours int
	const count = `SELECT count(*), count(*) FILTER (WHERE name = 'goose_db_version') FROM sqlite_master WHERE type = 'table'`
	if err := pool.QueryRowContext(ctx, count).Scan(&tables, &ours); err != nil {
		return 0, err
	}
	if tables == 0 {
		return 0, nil
	}
	var id int
	if err := pool.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&id); err != nil {
		return 0, err
	}
	// A crash between goose's table and the first migration leaves only the table.
	if ours == 0 || (id != applicationID && tables > 2) {
		return 0, errForeign
	}
	const newest = `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`
	err = pool.QueryRowContext(ctx, newest).Scan(&version)
	return version, err
}

// Package db keeps everything in one SQLite file: it implements bot.Store and
// reminders.Store. It owns SQL, transactions, migrations, and that several
// processes can share the file. It must not know any platform, what a reply
// says, or the wall clock: every instant comes from its caller.
package db

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"

	"mentor/bot"
	"mentor/db/rights"
	"mentor/db/rules"
	"mentor/reminders"
)

var (
	_ bot.Store       = (*DB)(nil)
	_ reminders.Store = (*DB)(nil)
)

// Options are what can be set; the zero value is what runs.
type Options struct {
	Log *slog.Logger // nil: none
	// Keep is how long what is done with is kept; what it does not say, as usual.
	Keep rules.Retention
	// Forgot is told by which id the log knew somebody whom Keep put an end to; nil: nobody is.
	Forgot func(logID string)
	// Readers is how many readings go on at once; 0: two for each CPU, at least 4.
	Readers int

	// pages limits the file's size in pages, so that tests can fill the disk; 0: no limit.
	pages int
}

// DB is one open database. It may be used from any number of goroutines, and
// the same file by several processes. Idle, it does nothing at all.
//
// In a testing/synctest bubble, open it inside the bubble and close it there.
type DB struct {
	path    string
	log     *slog.Logger
	opts    Options
	pool    *sql.DB
	queue   chan *request
	readers chan *conn // nil entries stand for connections not opened yet

	closing   chan struct{}
	closeOnce sync.Once
	closeErr  error
	wrote     chan struct{} // closed when the writer has ended

	keys     keys
	clock    atomic.Int64 // the now that the runner last gave
	journal  *journal
	damaged  atomic.Pointer[error] // see Damage
	slotMu   sync.Mutex
	slot     *flock.Flock           // held while this process lives; nil before Instance
	slotName atomic.Pointer[string] // read by transactions, while Instance may wait for one
}

// busyTimeout is how long SQLite itself waits for another process; tx.go
// tries again beyond it.
const busyTimeout = 10 * time.Second

// Open opens the database at path and brings it to this program's version; a
// missing one is made, with its folder, readable by its owner only. An error
// is bot.ErrNewer, bot.ErrCorrupt or bot.ErrNotSaved, with what to do about it.
func Open(ctx context.Context, path string, opts Options) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	opts.Keep = opts.Keep.OrUsual()
	if opts.Readers == 0 {
		opts.Readers = max(4, 2*runtime.GOMAXPROCS(0))
	}
	if err := prepareFile(path); err != nil {
		return nil, fault(path, err)
	}
	pool, err := sql.Open("sqlite3", dsn(path))
	if err != nil {
		return nil, fault(path, err)
	}
	if err := migrate(ctx, pool, path, opts.Log); err != nil {
		pool.Close()
		if ctx.Err() != nil { // goose then says that its transaction is gone, and not why
			return nil, ctx.Err()
		}
		return nil, fault(path, err)
	}
	d := &DB{
		path:    path,
		log:     opts.Log,
		opts:    opts,
		pool:    pool,
		queue:   make(chan *request, maxBatch),
		readers: make(chan *conn, opts.Readers),
		closing: make(chan struct{}),
		wrote:   make(chan struct{}),
		journal: newJournal(path),
	}
	rand.Read(d.keys.base[:])
	for range opts.Readers {
		d.readers <- nil
	}
	w, err := d.connect(false)
	if err != nil {
		pool.Close()
		return nil, fault(path, err)
	}
	go d.write(w)
	if err := d.catchUp(ctx); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// Close waits for the batch that runs, refuses what has not begun, gives the
// process's slot back and closes the file.
func (d *DB) Close() error {
	d.closeOnce.Do(func() {
		close(d.closing)
		<-d.wrote
		for range d.opts.Readers {
			if c := <-d.readers; c != nil {
				c.close()
			}
		}
		d.closeErr = errors.Join(d.pool.Close(), d.leaveSlot())
	})
	return d.closeErr
}

// prepareFile makes a missing database file with its folder, and the locks
// beside it, for the user whose they are to be; and refuses what cannot be a
// database before SQLite touches it.
func prepareFile(path string) error {
	if err := rights.MkdirAll(filepath.Dir(path)); err != nil {
		return err
	}
	// SQLite would make it readable by everybody.
	f, err := rights.OpenFile(path, os.O_RDWR|os.O_CREATE, rights.OwnerOf(path))
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, len(magic))
	n, _ := f.Read(head)
	if n > 0 && string(head[:n]) != magic {
		return errNoDatabase
	}
	return makeLocks(path)
}

// makeLocks makes the two locks that every process takes in turn.
func makeLocks(path string) error {
	return errors.Join(rights.Make(path+".lock", rights.OwnerOf(path)), rights.Make(path+".turn", rights.OwnerOf(path)))
}

// magic opens every SQLite file.
const magic = "SQLite format 3\x00"

// dsn names the file with the settings that every connection needs: set in
// the DSN, because a pragma run once on a pool reaches one connection.
func dsn(path string) string {
	settings := url.Values{
		"_busy_timeout":  {fmt.Sprint(busyTimeout.Milliseconds())},
		"_journal_mode":  {"WAL"},
		"_synchronous":   {"FULL"},
		"_foreign_keys":  {"true"},
		"_txlock":        {"immediate"},
		"_secure_delete": {"true"}, // what a person erases is overwritten
	}
	return fileURL(path) + "?" + settings.Encode()
}

// fileURL is a path as SQLite reads it in a DSN, whatever characters it has.
func fileURL(path string) string {
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()
}

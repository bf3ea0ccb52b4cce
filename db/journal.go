package db

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rights"
)

// A backup that is put back in the file's place remembers people who have
// been erased since, and nudges as due that have been sent since. Two small
// files beside the database tell it better:
//
//   - PATH.erased has a line for each erased person: the database's name, the
//     row's id, and when the person was last seen. A copy that still has them
//     erases them again. The table erasures has the same, so that every copy
//     of the file carries the journal to wherever it is restored: Open gives
//     each of the two what only the other has.
//   - PATH.era says up to when nudges have been planned and sent, after the
//     database's name. A copy that lies behind it skips what was due until then.

// restoredReason is why rows are skipped that were sent after the copy was made.
const restoredReason = "restored from an older copy"

var (
	readEra = register(`SELECT name, reached_at, restored_at FROM era WHERE id = 1`)
	reach   = register(`UPDATE era SET reached_at = $1 WHERE id = 1 AND reached_at < $1`)
	restore = register(`UPDATE era SET reached_at = $1, restored_at = $1 WHERE id = 1`)
	skipOld = register(`UPDATE deliveries SET state = 'skipped', reason = $1, wake_at = 0, owner = '', payload = NULL,
		prune_at = CASE WHEN kind = 'reply' THEN $2 ELSE 0 END WHERE wake_at > 0 AND due_at <= $3`)
	scrubOld = register(`UPDATE deliveries SET subject = '', channel = '', thread = '', user_workspace = '', user_id = '', message = ''
		WHERE person_id IS NULL AND state = 'skipped' AND reason = $1`)
	stillThere   = register(`SELECT count(*) FROM people WHERE id = $1 AND last_seen_at <= $2`)
	readErasures = register(`SELECT former_id, last_seen_at FROM erasures`)
	addErasure   = register(`INSERT INTO erasures (former_id, last_seen_at) VALUES ($1, $2)
		ON CONFLICT (former_id) DO UPDATE SET last_seen_at = max(last_seen_at, excluded.last_seen_at)`)
	formerIDs = register(`SELECT former_id FROM former_people WHERE person_id = $1`)
	addFormer = register(`INSERT INTO former_people (former_id, person_id) VALUES ($1, $2)`)
)

// journal is the two files.
type journal struct {
	path        string // the database's
	erased, era string // paths
	name        string // the database's own
	restored    atomic.Int64
}

func newJournal(path string) *journal {
	return &journal{path: path, erased: path + ".erased", era: path + ".era"}
}

func (j *journal) owner() rights.User { return rights.OwnerOf(j.path) }

// wasErased is one line of PATH.erased.
type wasErased struct {
	id       int64
	lastSeen int64 // a later one is somebody else, or changed their mind when erasing failed
}

func readErasure(scan scan) (e wasErased, err error) {
	err = scan(&e.id, &e.lastSeen)
	return e, err
}

// journalOf is whom a database of a name knows to be erased.
type journalOf struct {
	name   string
	erased []wasErased
}

// readJournal reads the table of a database that is not opened as such.
func readJournal(ctx context.Context, pool *sql.DB) (of journalOf, err error) {
	if err := pool.QueryRowContext(ctx, `SELECT name FROM era WHERE id = 1`).Scan(&of.name); err != nil {
		return of, err
	}
	rows, err := pool.QueryContext(ctx, readErasures.text)
	if err != nil {
		return of, err
	}
	defer rows.Close()
	for rows.Next() {
		e, err := readErasure(rows.Scan)
		if err != nil {
			return of, err
		}
		of.erased = append(of.erased, e)
	}
	return of, rows.Err()
}

// lacking gives what of all is not in list.
func lacking(list, all []wasErased) (missing []wasErased) {
	there := make(map[wasErased]bool, len(list))
	for _, e := range list {
		there[e] = true
	}
	for _, e := range all {
		if !there[e] {
			there[e] = true
			missing = append(missing, e)
		}
	}
	return missing
}

// noteErased writes people down, on the disk before the transaction that
// erases them commits: if that fails, the next start does what they asked for,
// unless they have been seen again.
func (j *journal) noteErased(list []wasErased) error {
	var lines bytes.Buffer
	for _, e := range list {
		fmt.Fprintf(&lines, "%s %d %d\n", j.name, e.id, e.lastSeen)
	}
	f, err := rights.OpenFile(j.erased, os.O_APPEND|os.O_CREATE|os.O_WRONLY, j.owner())
	if err != nil {
		return fault(j.erased, err)
	}
	defer f.Close()
	if _, err := f.Write(lines.Bytes()); err != nil {
		return fault(j.erased, err)
	}
	return fault(j.erased, f.Sync())
}

// readErased passes over lines of another database that lay here before, and a
// last line that a crash cut short.
func (j *journal) readErased() (list []wasErased, err error) {
	raw, err := os.ReadFile(j.erased)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault(j.erased, err)
	}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for lines.Scan() {
		var e wasErased
		var name string
		if n, _ := fmt.Sscanf(lines.Text(), "%s %d %d", &name, &e.id, &e.lastSeen); n == 3 && name == j.name {
			list = append(list, e)
		}
	}
	return list, lines.Err()
}

// noteReached says that nudges up to t have been dealt with. It is not worth
// an fsync: a power cut costs the last seconds, and only if a copy is put back.
func (j *journal) noteReached(t int64) error {
	f, err := rights.OpenFile(j.era, os.O_CREATE|os.O_WRONLY, j.owner())
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = fmt.Fprintf(f, "%s %016d\n", j.name, t) // always as long: a write over the last one is whole
	return err
}

func (j *journal) readReached() (t int64) {
	var name string
	if raw, err := os.ReadFile(j.era); err == nil {
		fmt.Sscanf(string(raw), "%s %d", &name, &t)
	}
	if name != j.name {
		return 0
	}
	return t
}

// catchUp tells an older copy what has happened since.
func (d *DB) catchUp(ctx context.Context) error {
	var reached, restored int64
	var again []people.PersonID
	var unfiled, untabled []wasErased
	err := d.view(ctx, func(t *tx) error {
		if err := t.one(readEra, nil, &d.journal.name, &reached, &restored); err != nil {
			return err
		}
		filed, err := d.journal.readErased()
		if err != nil {
			return err
		}
		tabled, err := all(t, readErasures, readErasure)
		if err != nil {
			return err
		}
		unfiled, untabled = lacking(filed, tabled), lacking(tabled, filed)
		for _, e := range append(filed, unfiled...) {
			var n int
			if err := t.one(stillThere, []any{e.id, e.lastSeen}, &n); err != nil {
				return err
			}
			if n > 0 {
				again = append(again, people.PersonID(e.id))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(unfiled) > 0 {
		if err := d.journal.noteErased(unfiled); err != nil {
			return err
		}
	}
	d.journal.restored.Store(restored)
	era := d.journal.readReached()
	if era > reached { // what another process has noted since is in the database by now; an older copy lacks it still
		if err := d.view(ctx, func(t *tx) error { return t.one(readEra, nil, &d.journal.name, &reached, &restored) }); err != nil {
			return err
		}
	}
	behind := era > reached
	if len(again) == 0 && len(untabled) == 0 && !behind {
		return nil
	}
	if len(again) > 0 || behind {
		d.log.Warn("this database is an older copy: it is told what has happened since",
			"erased people", len(again), "nudges up to", at(era))
	}
	return d.update(ctx, func(t *tx) error {
		if err := t.noteErased(untabled); err != nil {
			return err
		}
		for _, id := range again {
			// One line may stand for a person that another has erased with it.
			if err := t.erase(id); err != nil && !errors.Is(err, bot.ErrNotFound) {
				return err
			}
		}
		if !behind {
			return nil
		}
		if _, err := t.exec(skipOld, restoredReason, pruneAt(bot.Skipped, at(era)), era); err != nil {
			return err
		}
		if _, err := t.exec(scrubOld, restoredReason); err != nil {
			return err
		}
		d.journal.restored.Store(era)
		_, err := t.exec(restore, era)
		return err
	})
}

// noteErased writes people down in the table.
func (t *tx) noteErased(list []wasErased) error {
	for _, e := range list {
		if _, err := t.exec(addErasure, e.id, e.lastSeen); err != nil {
			return err
		}
	}
	return nil
}

// reached notes in the transaction that nudges up to now are dealt with.
func (t *tx) reached(now time.Time) error {
	_, err := t.exec(reach, ms(now))
	return err
}

// noteReached says the same outside, once that is committed.
func (d *DB) noteReached(now time.Time) {
	if err := d.journal.noteReached(ms(now)); err != nil {
		d.log.Error("the mark beside the database was not written: a copy put back would send again", "err", err)
	}
}

// dealtWith reports whether something due at t was dealt with before the copy
// that this database is was put back.
func (t *tx) dealtWith(due time.Time) bool {
	return ms(due) <= t.db.journal.restored.Load()
}

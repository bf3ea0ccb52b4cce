package db

import (
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
)

// statement is one SQL text, known to every connection by its number.
type statement struct {
	n    int
	text string
	// people is true where it may change what is read of a person.
	people bool
}

// statements is every text that the package runs. A test checks each against
// the schema.
var statements []string

// register makes a statement at start-up. Placeholders are $1, $2 … in the
// order of first appearance: the driver binds by that order whatever the
// number says.
func register(text string) statement {
	statements = append(statements, text)
	return statement{n: len(statements) - 1, text: text, people: changesPeople.MatchString(text)}
}

var changesPeople = regexp.MustCompile(`^(INSERT INTO|UPDATE|DELETE FROM) (people|absences)\b`)

// of says whose columns a list of columns means.
func of(table, columns string) string {
	return table + "." + strings.ReplaceAll(columns, ", ", ", "+table+".")
}

// tx is one closure's transaction. It implements bot.Tx; each group of tables
// has its methods in a file of its own.
type tx struct {
	conn   *conn
	db     *DB
	over   bool
	erred  bool           // a statement failed
	books  map[string]int // deliveries by day, see count
	broken error          // a fault that spoils the whole batch
	person people.Person  // who was read last, until something of people is written
}

var _ bot.Tx = (*tx)(nil)

// exec runs a statement that returns no rows, and counts those that it changed.
func (t *tx) exec(s statement, args ...any) (int, error) {
	p, err := t.statement(s)
	if err != nil {
		return 0, err
	}
	res, err := p.Exec(args...)
	if err != nil {
		return 0, t.failed(err)
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// insert adds one row, and gives its id; added is false if it was there
// already. The driver tells the id without a RETURNING, which SQLite carries
// out as a trigger: it made planning slower by a fifth.
func (t *tx) insert(s statement, args ...any) (id int64, added bool, err error) {
	p, err := t.statement(s)
	if err != nil {
		return 0, false, err
	}
	res, err := p.Exec(args...)
	if err != nil {
		return 0, false, t.failed(err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return 0, false, err
	}
	id, err = res.LastInsertId()
	return id, true, err
}

// must runs a statement that changes at least one row; none is ErrNotFound.
func (t *tx) must(s statement, args ...any) error {
	n, err := t.exec(s, args...)
	if err == nil && n == 0 {
		err = bot.ErrNotFound
	}
	return err
}

// one reads one row; none is ErrNotFound.
func (t *tx) one(s statement, args []any, into ...any) error {
	p, err := t.statement(s)
	if err != nil {
		return err
	}
	return t.failed(p.QueryRow(args...).Scan(into...))
}

// all reads every row. All are read before anything else runs, because a
// statement that is being read must not be started again.
func all[T any](t *tx, s statement, read func(scan) (T, error), args ...any) ([]T, error) {
	p, err := t.statement(s)
	if err != nil {
		return nil, err
	}
	rows, err := p.Query(args...)
	if err != nil {
		return nil, t.failed(err)
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		v, err := read(rows.Scan)
		if err != nil {
			return nil, t.failed(err)
		}
		list = append(list, v)
	}
	return list, t.failed(rows.Err())
}

// first is all for one row; none is ErrNotFound.
func first[T any](t *tx, s statement, read func(scan) (T, error), args ...any) (v T, err error) {
	p, err := t.statement(s)
	if err != nil {
		return v, err
	}
	v, err = read(p.QueryRow(args...).Scan)
	return v, t.failed(err)
}

// scan reads the columns of a row.
type scan = func(...any) error

func (t *tx) statement(s statement) (*sql.Stmt, error) {
	if t.over {
		return nil, errOver
	}
	if t.broken != nil {
		return nil, fault(t.db.path, t.broken)
	}
	if s.people {
		t.person = people.Person{}
	}
	p, err := t.conn.prepared(s)
	if err != nil {
		return nil, t.failed(fmt.Errorf("%s: %w", s.text, err))
	}
	return p, nil
}

// failed maps a statement's error, and remembers one that spoils the batch.
func (t *tx) failed(err error) error {
	if err == nil {
		return nil
	}
	t.erred = true
	if breaksBatch(err) {
		t.broken = err
		err = fault(t.db.path, err)
		if errors.Is(err, bot.ErrCorrupt) {
			t.db.damaged.Store(&err)
		}
		return err
	}
	return fault(t.db.path, rowError(err))
}

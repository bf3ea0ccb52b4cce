package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"regexp"

	"github.com/mattn/go-sqlite3"
)

// conn is one connection with the statements prepared on it.
type conn struct {
	sql   *sql.Conn
	stmts []*sql.Stmt // by statement.n
}

// connect opens a connection; one that only reads refuses to write.
func (d *DB) connect(readOnly bool) (*conn, error) {
	c, err := d.pool.Conn(context.Background())
	if err != nil {
		return nil, err
	}
	// What a request may have to undo is kept in memory: above 16 pages SQLite
	// opened a file in /var/tmp for each batch, with what people wrote in it.
	settings := "PRAGMA temp_store = MEMORY;"
	if readOnly {
		settings += "PRAGMA query_only = 1; PRAGMA cache_size = -256;"
	} else {
		settings += "PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -2048;"
	}
	if !readOnly && d.opts.pages > 0 {
		settings += fmt.Sprintf("PRAGMA max_page_count = %d;", d.opts.pages)
	}
	if _, err := c.ExecContext(context.Background(), settings); err != nil {
		c.Close()
		return nil, err
	}
	return &conn{sql: c, stmts: make([]*sql.Stmt, len(statements))}, nil
}

// close closes the connection for good: its settings must not reach another
// use of it through the pool.
func (c *conn) close() {
	for _, s := range c.stmts {
		if s != nil {
			s.Close()
		}
	}
	// ErrBadConn makes database/sql drop the connection instead of keeping it.
	c.sql.Raw(func(any) error { return driver.ErrBadConn })
	c.sql.Close()
}

// prepared gives statement s, prepared once on this connection.
func (c *conn) prepared(s statement) (*sql.Stmt, error) {
	if p := c.stmts[s.n]; p != nil {
		return p, nil
	}
	p, err := c.sql.PrepareContext(context.Background(), steady(s.text))
	if err != nil {
		return nil, err
	}
	c.stmts[s.n] = p
	return p, nil
}

// compared is a placeholder that a column is compared with, or that limits rows.
var compared = regexp.MustCompile(`(=|<|>|LIMIT) (\$\d)`)

// steady makes SQLite keep the plan of a statement: where a bound value stands
// alone it may plan anew for each, and since the driver clears what is bound
// before it binds again, it did so each time for a third of our readings (goals,
// certifications, check-ins: 6 times an answer). Behind a plus, which changes
// no value in SQLite, it looks at none.
func steady(text string) string { return compared.ReplaceAllString(text, "$1 +$2") }

// autocommit reports whether SQLite has ended the transaction by itself, as
// it does after some faults of the disk.
func (c *conn) autocommit() (auto bool) {
	c.sql.Raw(func(dc any) error {
		auto = dc.(*sqlite3.SQLiteConn).AutoCommit()
		return nil
	})
	return auto
}

// exec runs a text that is not worth keeping prepared.
func (c *conn) exec(text string) error {
	_, err := c.sql.ExecContext(context.Background(), text)
	return err
}

// snapshot fixes what a reading sees. The row is read to its end: the driver
// leaves a statement that has a row running, and with it the snapshot of now
// for every reading to come.
func (c *conn) snapshot() error {
	p, err := c.prepared(takeSnapshot)
	if err != nil {
		return err
	}
	return p.QueryRow().Scan(new(int64))
}

// run runs a prepared statement without arguments or result.
func (c *conn) run(s statement) error {
	p, err := c.prepared(s)
	if err != nil {
		return err
	}
	_, err = p.Exec()
	return err
}

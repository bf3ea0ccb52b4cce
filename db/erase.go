package db

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
)

// Whatever a table keeps of a person hangs on a person_id that goes with the
// person's row, so Forget needs no list of tables; Export reads the tables
// from the schema. Events that wait have no person yet: they go by identity.

var (
	forgetPerson = register(`DELETE FROM people WHERE id = $1`)
	forgetEvents = register(`DELETE FROM events WHERE handled_at = 0 AND platform = $1 AND workspace = $2 AND user_id = $3`)
	dueDays      = register(`SELECT due_at FROM deliveries WHERE person_id = $1`)
	lastSign     = register(`SELECT coalesce(max(last_seen_at), 0) FROM people`)
	silentPeople = register(`SELECT id FROM people p WHERE max(last_seen_at, created_at, paused_until_at) < $1
		AND NOT EXISTS (SELECT 1 FROM absences a WHERE a.person_id = p.id AND a.to_date >= $2)
		AND NOT EXISTS (SELECT 1 FROM identities i JOIN events e ON e.handled_at = 0 AND e.platform = i.platform
			AND e.workspace = i.workspace AND e.user_id = i.user_id WHERE i.person_id = p.id)`)
	ownTables = register(`SELECT m.name, CASE WHEN m.name = 'people' THEN 'id' ELSE c.name END
		FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND (c.name = 'person_id' OR (m.name = 'people' AND c.name = 'id')) ORDER BY m.name`)
)

// Forget also notes the person in the journal, for older copies of the database.
func (t *tx) Forget(id people.PersonID) error {
	p, err := t.Person(id)
	if err != nil {
		return err
	}
	ids, err := all(t, formerIDs, readID, int64(id))
	if err != nil {
		return err
	}
	var list []wasErased
	for _, id := range append(ids, int64(id)) {
		list = append(list, wasErased{id: id, lastSeen: ms(p.LastSeen)})
	}
	if err := t.db.journal.noteErased(list); err != nil {
		return err
	}
	if err := t.noteErased(list); err != nil {
		return err
	}
	return t.erase(id)
}

// erase removes a person's rows.
func (t *tx) erase(id people.PersonID) error {
	users, err := t.Identities(id)
	if err != nil {
		return err
	}
	for _, u := range users {
		if _, err := t.exec(forgetEvents, string(u.Platform), u.Workspace, u.ID); err != nil {
			return err
		}
	}
	// The books must not show the erased rows as lost.
	if err := t.uncount(dueDays, int64(id)); err != nil {
		return err
	}
	return t.must(forgetPerson, int64(id))
}

// forgetSilent erases people of whom there has been no sign of life for as long
// as Options.Keep has it. A sign is a message or a press, a pause or an absence
// that lasts, and an event of theirs that waits. The time counts back from the
// last message of anybody: a mentor that was off for a year has nobody to forget.
func (d *DB) forgetSilent(ctx context.Context, now time.Time) error {
	if d.opts.Keep.Silent == 0 {
		return nil
	}
	var before time.Time
	var silent []int64
	err := d.view(ctx, func(t *tx) error {
		var last time.Time
		if err := t.one(lastSign, nil, instant{&last}); err != nil || last.IsZero() {
			return err
		}
		if last.After(now) {
			last = now
		}
		before = last.Add(-d.opts.Keep.Silent)
		var err error
		silent, err = all(t, silentPeople, readID, ms(before), rules.DayOf(before))
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range silent { // one by one, so that nobody waits
		var gone string
		err := d.update(ctx, func(t *tx) error {
			gone = ""
			p, err := t.Person(people.PersonID(id))
			switch {
			case errors.Is(err, bot.ErrNotFound):
				return nil // forgotten since they were looked up
			case err != nil:
				return err
			case !p.LastSeen.Before(before):
				return nil // back
			}
			gone = p.LogID
			return t.Forget(p.ID)
		})
		if err != nil {
			return err
		}
		if gone != "" && d.opts.Forgot != nil {
			d.opts.Forgot(gone)
		}
	}
	return nil
}

// uncount takes deliveries that are about to go out of the ledger; s reads
// their due times.
func (t *tx) uncount(s statement, args ...any) error {
	dues, err := all(t, s, readID, args...)
	if err != nil {
		return err
	}
	for _, due := range dues {
		t.count(rules.DayOf(at(due)), -1)
	}
	return nil
}

func (t *tx) Export(id people.PersonID) (map[string][]map[string]any, error) {
	if _, err := t.Person(id); err != nil {
		return nil, err
	}
	type own struct{ table, column string }
	tables, err := all(t, ownTables, func(scan scan) (o own, err error) {
		err = scan(&o.table, &o.column)
		return o, err
	})
	if err != nil {
		return nil, err
	}
	out := map[string][]map[string]any{}
	add := func(table, where string, args ...any) error {
		rows, err := t.rows(fmt.Sprintf(`SELECT * FROM "%s" WHERE %s ORDER BY 1`, table, where), args...)
		if len(rows) > 0 {
			out[table] = append(out[table], rows...)
		}
		return err
	}
	for _, o := range tables {
		if err := add(o.table, o.column+" = $1", int64(id)); err != nil {
			return nil, err
		}
	}
	users, err := t.Identities(id)
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		const theirs = `handled_at = 0 AND platform = $1 AND workspace = $2 AND user_id = $3`
		if err := add("events", theirs, string(u.Platform), u.Workspace, u.ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// rows reads whole rows of a table that is known by name only.
func (t *tx) rows(text string, args ...any) ([]map[string]any, error) {
	rows, err := t.conn.sql.QueryContext(context.Background(), text, args...)
	if err != nil {
		return nil, t.failed(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, t.failed(err)
	}
	var list []map[string]any
	for rows.Next() {
		values := make([]any, len(names))
		into := make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, t.failed(err)
		}
		row := make(map[string]any, len(names))
		for i, name := range names {
			row[name] = readable(name, values[i])
		}
		list = append(list, row)
	}
	return list, t.failed(rows.Err())
}

// readable is a column as a person may want to keep it: instants as text,
// stored structures as such.
func readable(column string, v any) any {
	switch v := v.(type) {
	case int64:
		if !strings.HasSuffix(column, "_at") {
			return v
		}
		if v == 0 {
			return nil
		}
		return at(v).Format(time.RFC3339)
	case []byte:
		var structure any
		switch {
		case json.Unmarshal(v, &structure) == nil:
			return structure
		case utf8.Valid(v):
			return string(v)
		}
		return base64.StdEncoding.EncodeToString(v)
	}
	return v
}

// Dump reads every row of every table: for tests that look for traces.
func (d *DB) Dump(ctx context.Context) (tables map[string][]map[string]any, err error) {
	tables = map[string][]map[string]any{}
	err = d.view(ctx, func(t *tx) error {
		names, err := t.rows(`SELECT name FROM sqlite_master WHERE type = 'table'`)
		for _, n := range names {
			name := n["name"].(string)
			if tables[name], err = t.rows(fmt.Sprintf(`SELECT * FROM "%s"`, name)); err != nil {
				return err
			}
		}
		return err
	})
	return tables, err
}

// Columns names the columns of every table, as the schema has them.
func (d *DB) Columns(ctx context.Context) (columns map[string][]string, err error) {
	columns = map[string][]string{}
	err = d.view(ctx, func(t *tx) error {
		rows, err := t.rows(`SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m
			JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid`)
		for _, r := range rows {
			table := r["table"].(string)
			columns[table] = append(columns[table], r["column"].(string))
		}
		return err
	})
	return columns, err
}

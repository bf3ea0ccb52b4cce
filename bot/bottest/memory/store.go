// Package memory is a store that keeps everything in the process: for tests of
// what people do, which need no database. It passes the suite of package db.
// The state is plain rows in slices; a write works on a copy, which takes the
// state's place if it succeeds, so that a reading never changes.
package memory

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/reminders"
)

// Files are stores by their names, as a folder has files.
type Files struct {
	mu   sync.Mutex
	all  map[string]*file
	keys atomic.Int64
}

// file is one store, which several handles may share.
type file struct {
	turn  chan struct{} // who holds it writes
	state atomic.Pointer[state]
	clock atomic.Int64 // when the runner last looked at its clock, in milliseconds

	mu    sync.Mutex
	slots map[string]bool // owners that live
}

// Store is a handle of a store, as a process has one.
type Store struct {
	*file
	files  *Files
	owner  atomic.Pointer[string]
	closed atomic.Bool
}

var (
	_ bot.Store       = (*Store)(nil)
	_ reminders.Store = (*Store)(nil)

	errClosed = errors.New("the store is closed")
	errOver   = errors.New("the transaction is over")
	errView   = errors.New("a view does not write")
)

// Open returns a handle of the store of a name, which is empty at first.
func (f *Files) Open(name string) *Store {
	f.mu.Lock()
	defer f.mu.Unlock()
	return &Store{file: f.named(name), files: f}
}

func (f *Files) named(name string) *file {
	if f.all == nil {
		f.all = map[string]*file{}
	}
	if f.all[name] == nil {
		n := &file{turn: make(chan struct{}, 1), slots: map[string]bool{}}
		n.state.Store(&state{})
		f.all[name] = n
	}
	return f.all[name]
}

// Update implements bot.Store.
func (s *Store) Update(ctx context.Context, fn func(bot.Tx) error) error {
	return s.update(ctx, func(t *tx) error { return fn(t) })
}

func (s *Store) update(ctx context.Context, fn func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.turn }()
	if s.closed.Load() {
		return errClosed
	}
	t := &tx{state: s.state.Load().clone(), store: s, writes: true}
	defer func() { t.over = true }()
	if err := fn(t); err != nil {
		return err
	}
	s.state.Store(t.state)
	return nil
}

// View implements bot.Store.
func (s *Store) View(ctx context.Context, fn func(bot.Tx) error) error {
	return s.view(ctx, func(t *tx) error { return fn(t) })
}

func (s *Store) view(ctx context.Context, fn func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.closed.Load() {
		return errClosed
	}
	t := &tx{state: s.state.Load(), store: s}
	defer func() { t.over = true }()
	return fn(t)
}

// Close ends the handle; the store stays.
func (s *Store) Close() error {
	if !s.closed.Swap(true) {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.slots, s.owns())
	}
	return nil
}

// Backup copies the store as it stands to another name.
func (s *Store) Backup(ctx context.Context, name string) error {
	return s.view(ctx, func(t *tx) error {
		s.files.mu.Lock()
		defer s.files.mu.Unlock()
		s.files.named(name).state.Store(t.state)
		return nil
	})
}

// Check finds rows of people who are no more.
func (s *Store) Check(ctx context.Context) error {
	tables, err := s.Dump(ctx)
	if err != nil {
		return err
	}
	known := map[any]bool{nil: true}
	for _, row := range tables["people"] {
		known[row["id"]] = true
	}
	for table, rows := range tables {
		for _, row := range rows {
			if !known[row["person_id"]] {
				return errors.New("a row of " + table + " is of nobody")
			}
		}
	}
	return nil
}

// Dump gives every row of every table.
func (s *Store) Dump(ctx context.Context) (tables map[string][]map[string]any, err error) {
	err = s.view(ctx, func(t *tx) error {
		tables = t.tables()
		return nil
	})
	return tables, err
}

// Columns names every table's columns.
func (s *Store) Columns(context.Context) (map[string][]string, error) {
	one := &state{
		People: make([]person, 1), Identities: make([]identity, 1), Codes: make([]code, 1), Goals: make([]people.Goal, 1), Certs: make([]cert, 1),
		CheckIns: []people.CheckIn{{Entries: make([]people.Entry, 1)}}, Schedules: make([]people.Schedule, 1), Notes: make([]note, 1), Ticks: make([]tick, 1),
		Wins: make([]win, 1), Steps: make([]step, 1), Reminders: make([]reminder, 1), Conversations: make([]conversation, 1),
		Events: make([]event, 1), Deliveries: make([]delivery, 1), Workspaces: make([]workspace, 1), Leases: make([]lease, 1), Holds: make([]hold, 1), Answers: make([]answer, 1),
	}
	columns := map[string][]string{}
	for table, rows := range one.tables() {
		for name := range rows[0] {
			columns[table] = append(columns[table], name)
		}
	}
	return columns, nil
}

// tx is a transaction. It implements bot.Tx.
type tx struct {
	*state
	store        *Store
	writes, over bool
}

var _ bot.Tx = (*tx)(nil)

// may returns why a transaction cannot be used.
func (t *tx) may() error {
	if t.over {
		return errOver
	}
	return nil
}

// write returns why nothing can be written of a person; 0 is nobody.
func (t *tx) write(id people.PersonID) error {
	switch {
	case t.over:
		return errOver
	case !t.writes:
		return errView
	case id != 0 && t.person(id) == nil:
		return bot.ErrNotFound
	}
	return nil
}

// find returns the first row that fits; nil where there is none. Only a
// transaction that writes may change it.
func find[T any](rows []T, fits func(*T) bool) *T {
	for i := range rows {
		if fits(&rows[i]) {
			return &rows[i]
		}
	}
	return nil
}

// pick returns what a row has for the caller.
func pick[T, V any](t *tx, row *T, of func(*T) V) (v V, err error) {
	if err := t.may(); err != nil {
		return v, err
	}
	if row == nil {
		return v, bot.ErrNotFound
	}
	return kept(of(row)), nil
}

// list returns what all rows that fit have for the caller.
func list[T, V any](t *tx, rows []T, fits func(*T) bool, of func(*T) V) (all []V, err error) {
	if err := t.may(); err != nil {
		return nil, err
	}
	for i := range rows {
		if fits(&rows[i]) {
			all = append(all, kept(of(&rows[i])))
		}
	}
	return all, nil
}

// drop removes the rows that fit, and returns how many there were.
func drop[T any](rows *[]T, fits func(*T) bool) int {
	n := len(*rows)
	*rows = slices.DeleteFunc(*rows, func(row T) bool { return fits(&row) })
	return n - len(*rows)
}

func same[T any](row *T) T { return *row }

// kept is a value as a database gives it back: its own copy, instants in
// milliseconds UTC, no empty list.
func kept[T any](v T) T {
	settle(reflect.ValueOf(&v).Elem())
	return v
}

func settle(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			if !at.IsZero() {
				v.Set(reflect.ValueOf(time.UnixMilli(at.UnixMilli()).UTC()))
			}
			return
		}
		for i := range v.NumField() {
			settle(v.Field(i))
		}
	case reflect.Slice:
		if v.Len() == 0 {
			v.SetZero()
			return
		}
		own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(own, v)
		v.Set(own)
		for i := range v.Len() {
			settle(v.Index(i))
		}
	}
}

// tables gives the rows as a database has them, by table and column.
func (s *state) tables() map[string][]map[string]any {
	tables := map[string][]map[string]any{}
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		if table := v.Type().Field(i).Tag.Get("table"); table != "" {
			for n := range v.Field(i).Len() {
				row := map[string]any{}
				columns(row, "", v.Field(i).Index(n))
				tables[table] = append(tables[table], row)
			}
		}
	}
	for _, c := range s.CheckIns {
		for _, e := range c.Entries {
			row := map[string]any{"check_in_id": c.ID, "person_id": int64(c.Person)}
			columns(row, "", reflect.ValueOf(e))
			tables["entries"] = append(tables["entries"], row)
		}
	}
	return tables
}

// columns writes the fields of a struct as columns: Created is created_at, an
// identity's Workspace within User is user_workspace.
func columns(row map[string]any, prefix string, v reflect.Value) {
	for i := range v.NumField() {
		f, x := v.Type().Field(i), v.Field(i)
		name := prefix + snake(f.Name)
		switch at, isTime := x.Interface().(time.Time); {
		case isTime && at.IsZero():
			row[name+"_at"] = nil
		case isTime:
			row[name+"_at"] = at.Format(time.RFC3339)
		case f.Anonymous:
			columns(row, prefix, x)
		case f.Name == "Entries" || f.Name == "Payload" && x.Kind() == reflect.Pointer:
		case x.Type() == reflect.TypeFor[people.PersonID]() && f.Name == "Person":
			row["person_id"] = any(x.Int())
			if x.Int() == 0 {
				row["person_id"] = nil
			}
		case f.Name == "Goal":
			row["goal_id"] = x.Int()
		case x.Kind() == reflect.Struct:
			columns(row, name+"_", x)
		case x.CanInt():
			row[name] = x.Int()
		case x.Type() == reflect.TypeFor[[]byte]():
			row[name] = readable(x.Bytes())
		case x.Kind() == reflect.String:
			row[name] = x.String()
		default:
			row[name] = x.Interface()
		}
	}
}

// readable is stored bytes as a person may want to keep them.
func readable(b []byte) any {
	var structure any
	switch {
	case b == nil:
		return nil
	case json.Unmarshal(b, &structure) == nil, !utf8.Valid(b):
		return structure
	}
	return string(b)
}

// snake is a field's name as a column's.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if 'A' <= r && r <= 'Z' {
			if i > 0 && !('A' <= name[i-1] && name[i-1] <= 'Z') {
				b.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

package db

import (
	"time"

	"mentor/bot/people"
)

var (
	addNote  = register(`INSERT INTO notes (person_id, kind, text, said_at) VALUES ($1, $2, $3, $4) RETURNING id`)
	notes    = register(`SELECT id, kind, text FROM notes WHERE person_id = $1 ORDER BY id`)
	dropNote = register(`DELETE FROM notes WHERE person_id = $1 AND id = $2`)
)

func readNote(scan scan) (n people.Note, err error) {
	err = scan(&n.ID, &n.Kind, &n.Text)
	return n, err
}

func (t *tx) AddNote(person people.PersonID, n people.Note, at time.Time) (people.Note, error) {
	err := t.one(addNote, []any{int64(person), n.Kind, n.Text, ms(at)}, &n.ID)
	return n, err
}

func (t *tx) Notes(person people.PersonID) ([]people.Note, error) {
	return all(t, notes, readNote, int64(person))
}

func (t *tx) DropNote(person people.PersonID, id int64) error {
	return t.must(dropNote, int64(person), id)
}

package db

import (
	"time"

	"mentor/bot/people"
)

var (
	putTick = register(`INSERT INTO skill_ticks (person_id, skill, deeds, no_chance, said_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (person_id, skill) DO UPDATE SET deeds = excluded.deeds, no_chance = excluded.no_chance, said_at = excluded.said_at`)
	ticks   = register(`SELECT skill, deeds, no_chance, said_at FROM skill_ticks WHERE person_id = $1 ORDER BY said_at, skill`)
	addWin  = register(`INSERT INTO wins (person_id, date, text, skill, goal_id, said_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`)
	saveWin = register(`UPDATE wins SET date = $1, text = $2, skill = $3, goal_id = $4 WHERE person_id = $5 AND id = $6`)
	dropWin = register(`DELETE FROM wins WHERE person_id = $1 AND id = $2`)
	wins    = register(`SELECT id, date, text, skill, goal_id, said_at FROM wins WHERE person_id = $1 ORDER BY date, id`)
)

func readTick(scan scan) (k people.Tick, err error) {
	err = scan(&k.Skill, &k.Deeds, &k.NoChance, instant{&k.At})
	return k, err
}

func readWin(scan scan) (w people.Win, err error) {
	err = scan(&w.ID, &w.Date, &w.Text, &w.Skill, &w.Goal, instant{&w.At})
	return w, err
}

func (t *tx) PutTick(person people.PersonID, k people.Tick) error {
	_, err := t.exec(putTick, int64(person), k.Skill, k.Deeds, k.NoChance, ms(k.At))
	return err
}

func (t *tx) Ticks(person people.PersonID) ([]people.Tick, error) {
	return all(t, ticks, readTick, int64(person))
}

func (t *tx) AddWin(person people.PersonID, w people.Win) (people.Win, error) {
	err := t.one(addWin, []any{int64(person), w.Date, w.Text, w.Skill, w.Goal, ms(w.At)}, &w.ID)
	return w, err
}

func (t *tx) SaveWin(person people.PersonID, w people.Win) error {
	return t.must(saveWin, w.Date, w.Text, w.Skill, w.Goal, int64(person), w.ID)
}

func (t *tx) DropWin(person people.PersonID, id int64) error {
	return t.must(dropWin, int64(person), id)
}

func (t *tx) Wins(person people.PersonID) ([]people.Win, error) {
	return all(t, wins, readWin, int64(person))
}

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

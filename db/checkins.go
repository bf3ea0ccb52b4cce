package db

import (
	"errors"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/codec"
)

const checkInColumns = `id, person_id, date, horizons, opened_at, answered_at, asked`

var (
	scheduledCheckIn = register(`SELECT ` + checkInColumns + ` FROM check_ins WHERE person_id = $1 AND date = $2 AND NOT asked`)
	addCheckIn       = register(`INSERT INTO check_ins (person_id, date, horizons, opened_at, answered_at, asked)
		VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`)
	saveCheckIn = register(`UPDATE check_ins SET horizons = $1, opened_at = $2, answered_at = $3 WHERE id = $4 AND person_id = $5`)
	checkInByID = register(`SELECT ` + checkInColumns + ` FROM check_ins WHERE person_id = $1 AND id = $2`)
	checkIns    = register(`SELECT ` + checkInColumns + ` FROM check_ins WHERE person_id = $1 ORDER BY opened_at DESC, id DESC LIMIT $2`)
	dropEntries = register(`DELETE FROM entries WHERE check_in_id = $1`)
	addEntry    = register(`INSERT INTO entries (check_in_id, goal_id, person_id, place, status, confidence,
		next_action, next_when, next_where, said_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
	// One statement for all of a list: one for each costs more than all else.
	entriesOfAll = register(`SELECT check_in_id, goal_id, status, confidence, next_action, next_when, next_where, said_at
		FROM entries WHERE check_in_id IN (SELECT id FROM check_ins WHERE person_id = $1 ORDER BY opened_at DESC, id DESC LIMIT $2)
		ORDER BY check_in_id, place`)
	entries = register(`SELECT goal_id, status, confidence, next_action, next_when, next_where, said_at
		FROM entries WHERE check_in_id = $1 ORDER BY place`)
)

func readCheckIn(scan scan) (c people.CheckIn, err error) {
	var hs string
	err = scan(&c.ID, &c.Person, &c.Date, &hs, instant{&c.Opened}, instant{&c.Answered}, &c.Asked)
	c.Horizons = codec.SplitHorizons(hs)
	return c, err
}

func readEntry(scan scan) (e people.Entry, err error) {
	err = scan(&e.Goal, &e.Status, &e.Confidence, &e.Next, &e.When, &e.Where, instant{&e.At})
	return e, err
}

func (t *tx) OpenCheckIn(c people.CheckIn) (people.CheckIn, error) {
	if !c.Asked {
		old, err := first(t, scheduledCheckIn, readCheckIn, int64(c.Person), c.Date)
		if err == nil {
			return t.withEntries(old)
		}
		if !errors.Is(err, bot.ErrNotFound) {
			return people.CheckIn{}, err
		}
	}
	err := t.one(addCheckIn, []any{int64(c.Person), c.Date, codec.JoinHorizons(c.Horizons), ms(c.Opened), ms(c.Answered), c.Asked}, &c.ID)
	if err != nil {
		return people.CheckIn{}, err
	}
	return c, t.addEntries(c)
}

func (t *tx) SaveCheckIn(c people.CheckIn) error {
	if err := t.must(saveCheckIn, codec.JoinHorizons(c.Horizons), ms(c.Opened), ms(c.Answered), c.ID, int64(c.Person)); err != nil {
		return err
	}
	if _, err := t.exec(dropEntries, c.ID); err != nil {
		return err
	}
	return t.addEntries(c)
}

func (t *tx) addEntries(c people.CheckIn) error {
	for i, e := range c.Entries {
		_, err := t.exec(addEntry, c.ID, e.Goal, int64(c.Person), i, string(e.Status), e.Confidence, e.Next, e.When, e.Where, ms(e.At))
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) withEntries(c people.CheckIn) (_ people.CheckIn, err error) {
	c.Entries, err = all(t, entries, readEntry, c.ID)
	return c, err
}

func (t *tx) CheckIn(person people.PersonID, id int64) (people.CheckIn, error) {
	c, err := first(t, checkInByID, readCheckIn, int64(person), id)
	if err != nil {
		return people.CheckIn{}, err
	}
	return t.withEntries(c)
}

func (t *tx) CheckIns(person people.PersonID, n int) ([]people.CheckIn, error) {
	list, err := all(t, checkIns, readCheckIn, int64(person), n)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	type said struct {
		checkIn int64
		people.Entry
	}
	every, err := all(t, entriesOfAll, func(scan scan) (s said, err error) {
		err = scan(&s.checkIn, &s.Goal, &s.Status, &s.Confidence, &s.Next, &s.When, &s.Where, instant{&s.At})
		return s, err
	}, int64(person), n)
	if err != nil {
		return nil, err
	}
	of := map[int64][]people.Entry{}
	for _, s := range every {
		of[s.checkIn] = append(of[s.checkIn], s.Entry)
	}
	for i := range list {
		list[i].Entries = of[list[i].ID]
	}
	return list, nil
}

package db

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"mentor/bot/people"
)

const scheduleColumns = `id, person_id, horizon, cron, every_weeks, anchor, nth, zone, next_at, chosen`

var (
	schedules = register(`SELECT ` + scheduleColumns + ` FROM schedules WHERE person_id = $1 ORDER BY horizon`)
	// A replaced schedule keeps its id.
	putSchedule = register(`INSERT INTO schedules (person_id, horizon, cron, every_weeks, anchor, nth, zone, next_at, chosen)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (person_id, horizon) DO UPDATE SET cron = excluded.cron, every_weeks = excluded.every_weeks,
		anchor = excluded.anchor, nth = excluded.nth, zone = excluded.zone, next_at = excluded.next_at, chosen = excluded.chosen
		RETURNING id`)
	dropSchedule = register(`DELETE FROM schedules WHERE person_id = $1 AND horizon = $2`)

	conversation    = register(`SELECT state FROM conversations WHERE person_id = $1 AND conversation = $2`)
	putConversation = register(`INSERT INTO conversations (person_id, conversation, state, kept_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (person_id, conversation) DO UPDATE SET state = excluded.state, kept_at = excluded.kept_at`)
)

func scheduleInto(s *people.Schedule) []any {
	return []any{&s.ID, &s.Person, &s.Horizon, &s.Plan.Cron, &s.Plan.EveryWeeks, &s.Plan.Anchor, &s.Plan.Nth,
		&s.Zone, instant{&s.Next}, &s.Chosen}
}

func readSchedule(scan scan) (s people.Schedule, err error) {
	err = scan(scheduleInto(&s)...)
	return s, err
}

func (t *tx) Schedules(person people.PersonID) ([]people.Schedule, error) {
	return all(t, schedules, readSchedule, int64(person))
}

func (t *tx) PutSchedule(s people.Schedule) (people.Schedule, error) {
	err := t.one(putSchedule, []any{int64(s.Person), string(s.Horizon), s.Plan.Cron, s.Plan.EveryWeeks, s.Plan.Anchor,
		s.Plan.Nth, s.Zone, ms(s.Next), s.Chosen}, &s.ID)
	return s, err
}

func (t *tx) DropSchedule(person people.PersonID, h people.Horizon) error {
	return t.must(dropSchedule, int64(person), string(h))
}

func (t *tx) Conversation(person people.PersonID, conv string) ([]byte, error) {
	list, err := all(t, conversation, func(scan scan) (b []byte, err error) {
		err = scan(&b)
		return b, err
	}, int64(person), conv)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

func (t *tx) PutConversation(person people.PersonID, conv string, state []byte, at time.Time) error {
	if state == nil {
		state = []byte{} // a nil slice would be NULL
	}
	_, err := t.exec(putConversation, int64(person), conv, state, ms(at))
	return err
}

// absences reads a person's absences out of one column: FROM/TO FROM/TO.
type absences struct{ into *[]people.Absence }

// Scan implements sql.Scanner.
func (a absences) Scan(v any) error {
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("absences are %T", v)
	}
	*a.into = nil
	for _, one := range strings.Fields(text) {
		from, to, _ := strings.Cut(one, "/")
		*a.into = append(*a.into, people.Absence{From: from, To: to})
	}
	slices.SortFunc(*a.into, func(x, y people.Absence) int { return cmp.Compare(x.From, y.From) })
	return nil
}

// putAbsences keeps the absences of a person, and no others.
func (t *tx) putAbsences(p people.Person) error {
	if _, err := t.exec(dropAbsences, int64(p.ID)); err != nil {
		return err
	}
	for _, a := range p.Absences {
		if _, err := t.exec(addAbsence, int64(p.ID), a.From, a.To); err != nil {
			return err
		}
	}
	return nil
}

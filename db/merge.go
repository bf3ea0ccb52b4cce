package db

import (
	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
)

// mergeSteps move what a table keeps of person $2 to person $1. A test holds
// that every table with a person_id is here. What cannot be moved, because
// person $1 has its own, goes with the row of person $2.
var mergeSteps = map[string][]statement{
	"identities": {register(`UPDATE identities SET person_id = $1 WHERE person_id = $2`)},
	"link_codes": nil, // a code that waits would link to somebody who is gone
	"goals": {register(`UPDATE goals SET person_id = $1,
		number = number + (SELECT goals_numbered FROM people WHERE id = $1) WHERE person_id = $2`)},
	"certifications": {register(`UPDATE certifications SET person_id = $1,
		number = number + (SELECT certs_numbered FROM people WHERE id = $1) WHERE person_id = $2`)},
	"check_ins": {
		// One scheduled check-in a date: the other's answers stay as one that was asked for.
		register(`UPDATE check_ins SET asked = TRUE WHERE date IN (SELECT date FROM check_ins WHERE person_id = $1 AND NOT asked)
			AND person_id = $2 AND NOT asked`),
		register(`UPDATE check_ins SET person_id = $1 WHERE person_id = $2`),
	},
	"absences":  nil, // written with the person
	"notes":     {register(`UPDATE notes SET person_id = $1 WHERE person_id = $2`)},
	"steps":     {register(`UPDATE steps SET person_id = $1 WHERE person_id = $2`)},
	"reminders": {register(`UPDATE reminders SET person_id = $1 WHERE person_id = $2`)},
	"wins":      {register(`UPDATE wins SET person_id = $1 WHERE person_id = $2`)},
	"skill_ticks": {register(`UPDATE skill_ticks SET person_id = $1 WHERE person_id = $2
		AND skill NOT IN (SELECT skill FROM skill_ticks WHERE person_id = $1)`)},
	"entries": {register(`UPDATE entries SET person_id = $1 WHERE person_id = $2`)},
	"schedules": {register(`UPDATE schedules SET person_id = $1 WHERE person_id = $2
		AND horizon NOT IN (SELECT horizon FROM schedules WHERE person_id = $1)`)},
	"conversations": {register(`UPDATE conversations SET person_id = $1 WHERE person_id = $2
		AND conversation NOT IN (SELECT conversation FROM conversations WHERE person_id = $1)`)},
	"former_people": {register(`UPDATE former_people SET person_id = $1 WHERE person_id = $2`)},
	"deliveries": {register(`UPDATE deliveries SET person_id = $1 WHERE person_id = $2 AND NOT EXISTS (SELECT 1 FROM deliveries own
		WHERE own.person_id = $1 AND own.kind = deliveries.kind AND own.date = deliveries.date AND own.subject = deliveries.subject)`)},
}

var renumber = register(`UPDATE people SET

	goals_numbered = goals_numbered + (SELECT goals_numbered FROM people other WHERE other.id = $1),
	certs_numbered = certs_numbered + (SELECT certs_numbered FROM people other WHERE other.id = $1) WHERE id = $2`)

// Merge also fills what into has not said of itself from from.
func (t *tx) Merge(into, from people.PersonID) error {
	if into == from {
		return bot.ErrDuplicate
	}
	a, err := t.Person(into)
	if err != nil {
		return err
	}
	b, err := t.Person(from)
	if err != nil {
		return err
	}
	for _, steps := range mergeSteps {
		for _, s := range steps {
			if _, err := t.exec(s, int64(into), int64(from)); err != nil {
				return err
			}
		}
	}
	if err := t.must(renumber, int64(from), int64(into)); err != nil {
		return err
	}
	if err := t.SavePerson(rules.Merged(a, b)); err != nil {
		return err
	}
	if _, err := t.exec(addFormer, int64(from), int64(into)); err != nil {
		return err
	}
	if err := t.uncount(dueDays, int64(from)); err != nil {
		return err
	}
	return t.must(forgetPerson, int64(from))
}

package db

import (
	"errors"
	"strconv"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
	"mentor/reminders"
)

const goalColumns = `id, person_id, number, horizon, text, state, proposal, created_at, updated_at, closed_at, due, reached, ended`

var (
	numberGoal = register(`UPDATE people SET goals_numbered = goals_numbered + 1 WHERE id = $1 RETURNING goals_numbered`)
	addGoal    = register(`INSERT INTO goals (person_id, number, horizon, text, state, proposal, created_at, updated_at, closed_at, due, reached, ended)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`)
	saveGoal = register(`UPDATE goals SET horizon = $1, text = $2, state = $3, proposal = $4, created_at = $5, updated_at = $6,
		closed_at = $7, due = $8, reached = $9, ended = $10 WHERE id = $11 AND person_id = $12`)
	goalByNumber = register(`SELECT ` + goalColumns + ` FROM goals WHERE person_id = $1 AND number = $2`)
	goalByID     = register(`SELECT ` + goalColumns + ` FROM goals WHERE person_id = $1 AND id = $2`)
	removeGoal   = register(`DELETE FROM goals WHERE person_id = $1 AND number = $2`)
	goals        = register(`SELECT ` + goalColumns + ` FROM goals WHERE person_id = $1 ORDER BY number`)
)

func readGoal(scan scan) (g people.Goal, err error) {
	err = scan(&g.ID, &g.Person, &g.Number, &g.Horizon, &g.Text, &g.State, &g.Proposal,
		instant{&g.Created}, instant{&g.Updated}, instant{&g.Closed}, &g.Due, &g.Reached, &g.Ended)
	return g, err
}

func (t *tx) AddGoal(g people.Goal) (people.Goal, error) {
	if err := t.one(numberGoal, []any{int64(g.Person)}, &g.Number); err != nil {
		return people.Goal{}, err
	}
	err := t.one(addGoal, []any{int64(g.Person), g.Number, string(g.Horizon), g.Text, string(g.State), g.Proposal,
		ms(g.Created), ms(g.Updated), ms(g.Closed), g.Due, g.Reached, g.Ended}, &g.ID)
	return g, err
}

func (t *tx) SaveGoal(g people.Goal) error {
	return t.must(saveGoal, string(g.Horizon), g.Text, string(g.State), g.Proposal,
		ms(g.Created), ms(g.Updated), ms(g.Closed), g.Due, g.Reached, g.Ended, g.ID, int64(g.Person))
}

func (t *tx) Goal(person people.PersonID, number int) (people.Goal, error) {
	return first(t, goalByNumber, readGoal, int64(person), number)
}

func (t *tx) GoalByID(person people.PersonID, id int64) (people.Goal, error) {
	return first(t, goalByID, readGoal, int64(person), id)
}

func (t *tx) Goals(person people.PersonID) ([]people.Goal, error) {
	return all(t, goals, readGoal, int64(person))
}

func (t *tx) RemoveGoal(person people.PersonID, number int) error {
	return t.must(removeGoal, int64(person), number)
}

const reminderColumns = `id, goal_id, text, date, minute, timed, remind_at, look_at, asked_at`

var (
	addStep  = register(`INSERT INTO steps (person_id, goal_id, text, done_at, made_at) VALUES ($1, $2, $3, $4, $5) RETURNING id`)
	saveStep = register(`UPDATE steps SET text = $1, done_at = $2 WHERE person_id = $3 AND id = $4`)
	dropStep = register(`DELETE FROM steps WHERE person_id = $1 AND id = $2`)
	steps    = register(`SELECT id, goal_id, text, done_at, made_at FROM steps WHERE person_id = $1 ORDER BY id`)

	addReminder = register(`INSERT INTO reminders (person_id, goal_id, text, date, minute, timed, remind_at, look_at, asked_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8) RETURNING id`)
	saveReminder = register(`UPDATE reminders SET goal_id = $1, text = $2, date = $3, minute = $4, timed = $5, remind_at = $6, look_at = $6
		WHERE person_id = $7 AND id = $8 AND look_at > 0`)
	dropReminder = register(`DELETE FROM reminders WHERE person_id = $1 AND id = $2`)
	reminderByID = register(`SELECT ` + reminderColumns + ` FROM reminders WHERE person_id = $1 AND id = $2`)
	waitingOnes  = register(`SELECT ` + reminderColumns + ` FROM reminders WHERE person_id = $1 AND look_at > 0 ORDER BY remind_at, id`)
	dueReminders = register(`SELECT ` + personFrom("p") + `, ` + of("r", reminderColumns) + `
		FROM reminders r JOIN people p ON p.id = r.person_id WHERE r.look_at > 0 AND r.look_at <= $1 ORDER BY r.look_at, r.id LIMIT $2`)
	lookAgain      = register(`UPDATE reminders SET look_at = $1 WHERE id = $2`)
	nextReminder   = register(`SELECT coalesce(min(look_at), 0) FROM reminders WHERE look_at > 0`)
	pruneReminders = register(`DELETE FROM reminders WHERE id IN (SELECT id FROM reminders WHERE look_at = 0 AND remind_at < $1 LIMIT $2)`)
)

func readStep(scan scan) (s people.Step, err error) {
	err = scan(&s.ID, &s.Goal, &s.Text, instant{&s.Done}, instant{&s.Made})
	return s, err
}

func (t *tx) AddStep(person people.PersonID, s people.Step) (people.Step, error) {
	err := t.one(addStep, []any{int64(person), s.Goal, s.Text, ms(s.Done), ms(s.Made)}, &s.ID)
	return s, err
}

func (t *tx) SaveStep(person people.PersonID, s people.Step) error {
	return t.must(saveStep, s.Text, ms(s.Done), int64(person), s.ID)
}

func (t *tx) DropStep(person people.PersonID, id int64) error {
	return t.must(dropStep, int64(person), id)
}

func (t *tx) Steps(person people.PersonID) ([]people.Step, error) {
	return all(t, steps, readStep, int64(person))
}

func reminderInto(r *people.Reminder, look *time.Time) []any {
	return []any{&r.ID, &r.Goal, &r.Text, &r.Date, &r.Minute, &r.Timed, instant{&r.At}, instant{look}, instant{&r.Asked}}
}

func readReminder(scan scan) (r people.Reminder, err error) {
	var look time.Time
	err = scan(reminderInto(&r, &look)...)
	r.Planned = look.IsZero()
	return r, err
}

func (t *tx) AddReminder(person people.PersonID, r people.Reminder) (people.Reminder, error) {
	err := t.one(addReminder, []any{int64(person), r.Goal, r.Text, r.Date, r.Minute, r.Timed, ms(r.At), ms(r.Asked)}, &r.ID)
	return r, err
}

func (t *tx) SaveReminder(person people.PersonID, r people.Reminder) error {
	return t.must(saveReminder, r.Goal, r.Text, r.Date, r.Minute, r.Timed, ms(r.At), int64(person), r.ID)
}

func (t *tx) DropReminder(person people.PersonID, id int64) error {
	return t.must(dropReminder, int64(person), id)
}

func (t *tx) Reminder(person people.PersonID, id int64) (people.Reminder, error) {
	return first(t, reminderByID, readReminder, int64(person), id)
}

func (t *tx) Reminders(person people.PersonID) ([]people.Reminder, error) {
	return all(t, waitingOnes, readReminder, int64(person))
}

// reminders plans what somebody asked to be reminded of: what falls due together
// goes out together, with all ids as the row's subject. What is held back is
// looked at again at the time that decide gives, and within the hour: a pause
// may end earlier.
func (f *follower) reminders(limit int) error {
	type one struct {
		person reminders.Person
		about  people.Reminder
	}
	list, err := all(f.tx, dueReminders, func(scan scan) (o one, err error) {
		var look time.Time
		err = scan(append(personInto(&o.person.Person), reminderInto(&o.about, &look)...)...)
		return o, err
	}, ms(f.now), limit)
	if err != nil {
		return err
	}
	g := gathered{}
	for _, o := range list {
		o.person.Reminder = o.about
		dec, failed := rules.FollowUp(o.person, people.KindReminder, f.decide)
		if failed == nil && !dec.Send && dec.Skip == "" {
			again := f.now.Add(rules.NotNow)
			if dec.NotBefore.After(f.now) && dec.NotBefore.Before(again) {
				again = dec.NotBefore
			}
			if _, err := f.exec(lookAgain, ms(again), o.about.ID); err != nil {
				return err
			}
			continue
		}
		g.add(o.person, dec, failed, o.about.At, o.about.ID)
		if _, err := f.exec(lookAgain, 0, o.about.ID); err != nil {
			return err
		}
	}
	return f.send(g, people.KindReminder)
}

// gathered is what goes to people together, one message each: the ids of what
// it is about are the row's subject.
type gathered struct{ list []gathering }

type gathering struct {
	person  reminders.Person
	dec     reminders.Decision
	failed  error
	due     time.Time
	subject string
}

func (g *gathered) add(p reminders.Person, dec reminders.Decision, failed error, due time.Time, id int64) {
	about := strconv.FormatInt(id, 10)
	for i := range g.list {
		if x := &g.list[i]; x.person.ID == p.ID {
			x.subject += " " + about
			x.failed = errors.Join(x.failed, failed)
			return
		}
	}
	g.list = append(g.list, gathering{p, dec, failed, due, about})
}

// send plans what was gathered.
func (f *follower) send(g gathered, kind people.Kind) error {
	for _, x := range g.list {
		if err := f.add(x.person, kind, x.dec, x.failed, bot.Outgoing{Subject: x.subject, Due: x.due}); err != nil {
			return err
		}
	}
	return nil
}

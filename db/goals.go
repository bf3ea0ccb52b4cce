package db

import "mentor/bot/people"

const goalColumns = `id, person_id, number, horizon, text, state, proposal, created_at, updated_at, closed_at, due`

var (
	numberGoal = register(`UPDATE people SET goals_numbered = goals_numbered + 1 WHERE id = $1 RETURNING goals_numbered`)
	addGoal    = register(`INSERT INTO goals (person_id, number, horizon, text, state, proposal, created_at, updated_at, closed_at, due)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`)
	saveGoal = register(`UPDATE goals SET horizon = $1, text = $2, state = $3, proposal = $4, created_at = $5, updated_at = $6,
		closed_at = $7, due = $8 WHERE id = $9 AND person_id = $10`)
	goalByNumber = register(`SELECT ` + goalColumns + ` FROM goals WHERE person_id = $1 AND number = $2`)
	goalByID     = register(`SELECT ` + goalColumns + ` FROM goals WHERE person_id = $1 AND id = $2`)
	removeGoal   = register(`DELETE FROM goals WHERE person_id = $1 AND number = $2`)
	goals        = register(`SELECT ` + goalColumns + ` FROM goals WHERE person_id = $1 ORDER BY number`)
)

func readGoal(scan scan) (g people.Goal, err error) {
	err = scan(&g.ID, &g.Person, &g.Number, &g.Horizon, &g.Text, &g.State, &g.Proposal,
		instant{&g.Created}, instant{&g.Updated}, instant{&g.Closed}, &g.Due)
	return g, err
}

func (t *tx) AddGoal(g people.Goal) (people.Goal, error) {
	if err := t.one(numberGoal, []any{int64(g.Person)}, &g.Number); err != nil {
		return people.Goal{}, err
	}
	err := t.one(addGoal, []any{int64(g.Person), g.Number, string(g.Horizon), g.Text, string(g.State), g.Proposal,
		ms(g.Created), ms(g.Updated), ms(g.Closed), g.Due}, &g.ID)
	return g, err
}

func (t *tx) SaveGoal(g people.Goal) error {
	return t.must(saveGoal, string(g.Horizon), g.Text, string(g.State), g.Proposal,
		ms(g.Created), ms(g.Updated), ms(g.Closed), g.Due, g.ID, int64(g.Person))
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

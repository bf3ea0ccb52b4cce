package db

import (
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
)

var (
	countAnswer = register(`INSERT INTO answers (day, kind, topic, n) VALUES ($1, $2, $3, 1)
		ON CONFLICT (day, kind, topic) DO UPDATE SET n = n + 1`)
	pruneAnswers = register(`DELETE FROM answers WHERE day < $1`)
	answerKinds  = register(`SELECT kind, sum(n) FROM answers WHERE day >= $1 GROUP BY kind`)
	answerTopics = register(`SELECT topic, sum(n) FROM answers WHERE day >= $1 AND kind = $2 AND topic <> ''
		GROUP BY topic ORDER BY 2 DESC, 1 LIMIT 10`)
	peopleStats = register(`SELECT count(*), coalesce(sum(last_seen_at >= $1), 0), coalesce(sum(created_at >= $1), 0),
		coalesce(sum(opted_in), 0), coalesce(sum(stopped), 0) FROM people`)
	checkInStats = register(`SELECT count(*), coalesce(sum(answered_at > 0), 0) FROM check_ins WHERE opened_at >= $1 AND NOT asked`)
	goalStats    = register(`SELECT count(*) FROM goals WHERE state = $1 AND closed_at >= $2`)
	nudgeStats   = register(`SELECT state, count(*) FROM deliveries WHERE due_at >= $1 AND kind <> 'reply' GROUP BY state`)
	// Weeks five to eight are days 28 to 56 after somebody's first check-in.
	steadyStats = register(`SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM check_ins c WHERE c.person_id = f.person_id
			AND c.answered_at > 0 AND c.opened_at BETWEEN f.first + 2419200000 AND f.first + 4838400000)), 0)
		FROM (SELECT person_id, min(opened_at) first FROM check_ins WHERE NOT asked GROUP BY person_id) f
		WHERE f.first <= $1`)
	peopleOf   = register(`SELECT DISTINCT person_id FROM identities WHERE platform = $1 AND user_id = $2 ORDER BY person_id`)
	switchOn   = register(`INSERT INTO switches (name, set_at) VALUES ('pause', $1) ON CONFLICT (name) DO NOTHING`)
	switchOff  = register(`DELETE FROM switches WHERE name = 'pause'`)
	pausedFrom = register(`SELECT coalesce(max(set_at), 0) FROM switches WHERE name = 'pause'`)
)

// CountAnswer implements bot.AdminTx.
func (t *tx) CountAnswer(day string, a bot.Answered) error {
	return t.must(countAnswer, day, a.Kind, a.Topic)
}

// Stats implements bot.AdminTx.
func (t *tx) Stats(now time.Time) (s bot.Stats, err error) {
	since := now.AddDate(0, 0, -rules.StatsDays)
	counts := func(st statement, args ...any) ([]bot.Count, error) {
		return all(t, st, func(scan scan) (c bot.Count, err error) {
			err = scan(&c.Name, &c.N)
			return c, err
		}, args...)
	}
	if err := t.one(peopleStats, []any{ms(since)}, &s.People, &s.Active, &s.Met, &s.CheckInsOn, &s.Stopped); err != nil {
		return s, err
	}
	if err := t.one(checkInStats, []any{ms(since)}, &s.CheckIns, &s.Replied); err != nil {
		return s, err
	}
	if err := t.one(goalStats, []any{string(people.Done), ms(since)}, &s.GoalsReached); err != nil {
		return s, err
	}
	if err := t.one(steadyStats, []any{ms(now.AddDate(0, 0, -56))}, &s.Started, &s.Steady); err != nil {
		return s, err
	}
	kinds, err := counts(answerKinds, rules.DayOf(since))
	if err != nil {
		return s, err
	}
	s.Answers = map[string]int{}
	for _, c := range kinds {
		s.Answers[c.Name] = c.N
	}
	states, err := counts(nudgeStats, ms(since))
	if err != nil {
		return s, err
	}
	s.Deliveries = map[bot.DeliveryState]int{}
	for _, c := range states {
		s.Deliveries[bot.DeliveryState(c.Name)] = c.N
	}
	if s.Unanswered, err = counts(answerTopics, rules.DayOf(since), "unanswered"); err != nil {
		return s, err
	}
	s.Missed, err = counts(answerTopics, rules.DayOf(since), "missed")
	return s, err
}

// PeopleOf implements bot.AdminTx.
func (t *tx) PeopleOf(p people.Platform, id string) ([]people.PersonID, error) {
	return all(t, peopleOf, func(scan scan) (id people.PersonID, err error) {
		err = scan(&id)
		return id, err
	}, string(p), id)
}

// Pause implements bot.AdminTx.
func (t *tx) Pause(on bool, now time.Time) (err error) {
	if on {
		_, err = t.exec(switchOn, ms(now))
	} else {
		_, err = t.exec(switchOff)
	}
	return err
}

// Paused implements bot.AdminTx.
func (t *tx) Paused() (since time.Time, err error) {
	var from int64
	err = t.one(pausedFrom, nil, &from)
	return at(from), err
}

// paused is true while nothing may be sent unasked.
func (t *tx) paused() (bool, error) {
	since, err := t.Paused()
	return !since.IsZero(), err
}

// sendable is whether urgent rows, and whether others, may be claimed.
func (t *tx) sendable() (urgent []bool, err error) {
	paused, err := t.paused()
	if paused {
		return []bool{true}, err
	}
	return []bool{true, false}, err
}

package bot

import (
	"errors"
	"time"
)

// What stands here moves to the rooms of goals, certifications and check-ins as they are built.

// setSchedule, defaultSchedule and scheduleProblem belong to check-ins' schedules.
func (t *Turn) setSchedule(h Horizon, p Plan, chosen bool) (time.Time, error) {
	next, err := t.b.Schedules.Next(p, t.p.Zone, t.now, 1)
	if err != nil || len(next) == 0 {
		return time.Time{}, err
	}
	_, err = t.tx.PutSchedule(Schedule{Person: t.p.ID, Horizon: h, Plan: p, Zone: t.p.Zone, Next: next[0], Chosen: chosen})
	t.changed = true
	return next[0], err
}

func (t *Turn) defaultSchedule(h Horizon) error {
	all, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Horizon == h {
			return nil
		}
	}
	_, err = t.setSchedule(h, t.b.Schedules.Default(h), false)
	return err
}

func (t *Turn) scheduleProblem(field string, err error) error {
	var refused *ScheduleError
	if !errors.As(err, &refused) {
		return err
	}
	kv := []any{}
	for k, v := range refused.Data {
		kv = append(kv, k, v)
	}
	return t.fieldProblem(field, refused.Reason, kv...)
}

package bot

import (
	"errors"
	"fmt"

	"mentor/bot/people"
)

// changes is what rows were like before a turn changed them, so that undo can
// bring them back. A row that was added is named by its number alone.
type changes struct {
	Goals      []people.Goal          `json:"goals,omitempty"`
	GoalsAdded []int                  `json:"goals_added,omitempty"`
	Certs      []people.Certification `json:"certs,omitempty"`
	CertsAdded []int                  `json:"certs_added,omitempty"`
	Profile    *profileBefore         `json:"profile,omitempty"`
}

// profileBefore is what of a person a message can change.
type profileBefore struct {
	Role, Target, Zone, RoleTitle, TargetTitle string
	Lang                                       people.Lang
}

func (b *changes) empty() bool {
	return len(b.Goals)+len(b.GoalsAdded)+len(b.Certs)+len(b.CertsAdded) == 0 && b.Profile == nil
}

// recorder notes what rows were like before they are changed through it.
type recorder struct {
	Tx
	was changes
}

// AddGoal implements Tx.
func (r *recorder) AddGoal(g people.Goal) (people.Goal, error) {
	g, err := r.Tx.AddGoal(g)
	if err == nil {
		r.was.GoalsAdded = append(r.was.GoalsAdded, g.Number)
	}
	return g, err
}

// SaveGoal implements Tx.
func (r *recorder) SaveGoal(g people.Goal) error {
	old, err := r.Tx.GoalByID(g.Person, g.ID)
	if err == nil {
		r.was.Goals = append(r.was.Goals, old)
	}
	return r.Tx.SaveGoal(g)
}

// AddCert implements Tx.
func (r *recorder) AddCert(c people.Certification) (people.Certification, error) {
	c, err := r.Tx.AddCert(c)
	if err == nil {
		r.was.CertsAdded = append(r.was.CertsAdded, c.Number)
	}
	return c, err
}

// SaveCert implements Tx.
func (r *recorder) SaveCert(c people.Certification) error {
	old, err := r.Tx.Cert(c.Person, c.Number)
	if err == nil {
		r.was.Certs = append(r.was.Certs, old)
	}
	return r.Tx.SaveCert(c)
}

// remember keeps what this turn changed for an undo, unless the turn has an
// undo of its own or changed nothing.
func (t *Turn) remember(undoAtStart string) {
	if t.Talk.Undo != undoAtStart { // the press that was set takes it back
		t.Talk.Before = nil
		return
	}
	was := t.recorder.was
	if p := t.met; p.Role != t.Person.Role || p.Target != t.Person.Target || p.Zone != t.Person.Zone || p.Lang != t.Person.Lang || p.RoleTitle != t.Person.RoleTitle || p.TargetTitle != t.Person.TargetTitle {
		was.Profile = &profileBefore{p.Role, p.Target, p.Zone, p.RoleTitle, p.TargetTitle, p.Lang}
	}
	if !was.empty() {
		t.Talk.Undo, t.Talk.Before = "", &was
	}
}

// Restored is what an undo brought back.
type Restored struct {
	Goals, GoalsAdded []people.Goal // changed back, and taken out again
	Certs, CertsAdded []people.Certification
	Profile, Zone     bool
}

// Restore brings back what the last turn changed. An undo is not undone.
func (t *Turn) Restore() (out Restored, err error) {
	was := *t.Talk.Before
	t.Talk.Before = nil
	for i := len(was.Goals) - 1; i >= 0; i-- {
		if err := t.recorder.Tx.SaveGoal(was.Goals[i]); err != nil {
			return out, fmt.Errorf("undo goal: %w", err)
		}
		out.Goals = append(out.Goals, was.Goals[i])
	}
	for _, n := range was.GoalsAdded {
		g, err := t.Tx.Goal(t.Person.ID, n)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return out, fmt.Errorf("undo goal: %w", err)
		}
		if err := t.Tx.RemoveGoal(t.Person.ID, n); err != nil {
			return out, fmt.Errorf("undo goal: %w", err)
		}
		out.GoalsAdded = append(out.GoalsAdded, g)
	}
	for i := len(was.Certs) - 1; i >= 0; i-- {
		if err := t.recorder.Tx.SaveCert(was.Certs[i]); err != nil {
			return out, fmt.Errorf("undo certification: %w", err)
		}
		out.Certs = append(out.Certs, was.Certs[i])
	}
	for _, n := range was.CertsAdded {
		c, err := t.Tx.Cert(t.Person.ID, n)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return out, fmt.Errorf("undo certification: %w", err)
		}
		c.Removed = t.Now
		if err := t.recorder.Tx.SaveCert(c); err != nil {
			return out, fmt.Errorf("undo certification: %w", err)
		}
		out.CertsAdded = append(out.CertsAdded, c)
	}
	if p := was.Profile; p != nil {
		out.Profile, out.Zone = true, t.Person.Zone != p.Zone
		t.Person.Role, t.Person.Target, t.Person.Zone, t.Person.Lang, t.Person.RoleTitle, t.Person.TargetTitle = p.Role, p.Target, p.Zone, p.Lang, p.RoleTitle, p.TargetTitle
		if err := t.Save(); err != nil {
			return out, fmt.Errorf("undo profile: %w", err)
		}
	}
	t.recorder.was, t.met = changes{}, t.Person
	t.Changed = true
	return out, nil
}

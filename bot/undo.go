package bot

import (
	"errors"
	"fmt"
	"strings"

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
	Role, Target, Zone string
	Lang               people.Lang
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
	if t.talk.Undo != undoAtStart { // the press that was set takes it back
		t.talk.Before = nil
		return
	}
	was := t.recorder.was
	if p := t.met; p.Role != t.p.Role || p.Target != t.p.Target || p.Zone != t.p.Zone || p.Lang != t.p.Lang {
		was.Profile = &profileBefore{p.Role, p.Target, p.Zone, p.Lang}
	}
	if !was.empty() {
		t.talk.Undo, t.talk.Before = "", &was
	}
}

// takeBack brings back what the last turn changed.
func (t *Turn) takeBack() (Reply, error) {
	was := *t.talk.Before
	t.talk.Before = nil
	var lines []string
	for i := len(was.Goals) - 1; i >= 0; i-- {
		g := was.Goals[i]
		if err := t.recorder.Tx.SaveGoal(g); err != nil {
			return Reply{}, fmt.Errorf("undo goal: %w", err)
		}
		lines = append(lines, string(t.say("undo.goal", "number", g.Number, "text", brief(g.Text, shownGoal), "horizon", t.years(g.Horizon))))
	}
	for _, n := range was.GoalsAdded {
		g, err := t.tx.Goal(t.p.ID, n)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return Reply{}, fmt.Errorf("undo goal: %w", err)
		}
		if err := t.tx.RemoveGoal(t.p.ID, n); err != nil {
			return Reply{}, fmt.Errorf("undo goal: %w", err)
		}
		lines = append(lines, string(t.say("undo.added", "text", brief(g.Text, shownGoal))))
	}
	for i := len(was.Certs) - 1; i >= 0; i-- {
		c := was.Certs[i]
		if err := t.recorder.Tx.SaveCert(c); err != nil {
			return Reply{}, fmt.Errorf("undo certification: %w", err)
		}
		lines = append(lines, string(t.say("undo.cert", "name", c.Name, "date", t.date(c.Earned))))
	}
	for _, n := range was.CertsAdded {
		c, err := t.tx.Cert(t.p.ID, n)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return Reply{}, fmt.Errorf("undo certification: %w", err)
		}
		c.Removed = t.now
		if err := t.recorder.Tx.SaveCert(c); err != nil {
			return Reply{}, fmt.Errorf("undo certification: %w", err)
		}
		lines = append(lines, string(t.say("undo.added", "text", c.Name)))
	}
	if p := was.Profile; p != nil {
		moved := t.p.Zone != p.Zone
		t.p.Role, t.p.Target, t.p.Zone, t.p.Lang = p.Role, p.Target, p.Zone, p.Lang
		if err := t.save(); err != nil {
			return Reply{}, fmt.Errorf("undo profile: %w", err)
		}
		if moved && t.p.Zone != "" {
			if err := t.rezone(); err != nil {
				return Reply{}, err
			}
		}
		lines = append(lines, string(t.say("undo.profile")))
	}
	t.recorder.was, t.met = changes{}, t.p // an undo is not undone
	t.changed = true
	return Reply{Text: t.say("undo.done") + Markup("\n\n- "+strings.Join(lines, "\n- ")), Private: !t.ev.DM,
		Blocks: []Block{Choices{Items: []Choice{t.choice("goal.button.list", "goal.list", "")}}}}, nil
}

package bot

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot/people"
)

// resumed is how long a check-in that was not answered can be taken up by the
// command, instead of starting another.
const resumed = 7 * 24 * time.Hour

// historyRead is how many check-ins are read to pick goals and to tell how it goes.
const historyRead = 16

// checkInRoom is looking at goals together, one question at a time. The state
// of a check-in is its row; what is asked next follows from the press.
func checkInRoom() room {
	return room{
		specs: []*Spec{{Path: []string{"checkin"}, Personal: true, run: (*Turn).checkIn,
			Aliases: []string{"check-in", "check in", "bilan", "point", "faire le point"},
			Args:    []Arg{{Name: "horizon", Type: HorizonArg}}}},
		presses: map[string]pressFunc{
			"checkin":     func(t *Turn, h string) (Reply, error) { return t.checkIn(Args{"horizon": h}) },
			"checkin.new": (*Turn).newCheckIn,
			"ci":          inPlace((*Turn).ciStatus),
			"ci.conf":     inPlace((*Turn).ciConfidence),
			"ci.next":     inPlace((*Turn).ciNext),
			"ci.said":     (*Turn).ciSaid,
			"ci.how":      (*Turn).ciHow,
			"ci.feel":     (*Turn).ciFeel,
			"ci.leave":    inPlace((*Turn).ciLeave),
			"ci.edit":     inPlace((*Turn).ciEdit),
			"ci.show":     inPlace((*Turn).ciShow),
			"ci.take":     inPlace((*Turn).ciTake),
			"ci.later":    inPlace((*Turn).ciLater),
		},
		forms: map[string]form{"ci.next": {open: (*Turn).ciForm, submit: (*Turn).ciSubmit}},
	}
}

// checkIn is the command: it takes up what waits for an answer, shows what was
// answered today, or starts anew.
func (t *Turn) checkIn(a Args) (Reply, error) {
	var h people.Horizon
	if a["horizon"] != "" {
		var ok bool
		if h, _, ok = TakeHorizon(a["horizon"]); !ok {
			return Reply{}, t.horizonProblem(a["horizon"])
		}
	}
	last, err := t.tx.CheckIns(t.p.ID, 1)
	if err != nil {
		return Reply{}, fmt.Errorf("read check-ins: %w", err)
	}
	if len(last) > 0 && len(last[0].Entries) > 0 && (h == "" || slices.Equal(last[0].Horizons, []people.Horizon{h})) {
		c := last[0]
		switch {
		case c.Date == t.today() && !c.Answered.IsZero():
			return t.checkedToday(c)
		case c.Answered.IsZero() && t.now.Sub(c.Opened) < resumed:
			return t.ciPage(c, t.say("checkin.resumed"), false)
		}
	}
	return t.newCheckIn(string(h))
}

// checkedToday is what was answered today already, or what is left of it.
func (t *Turn) checkedToday(c people.CheckIn) (Reply, error) {
	if slices.ContainsFunc(c.Entries, func(e people.Entry) bool { return e.Status == "" }) {
		return t.ciPage(c, t.say("checkin.resumed"), false)
	}
	r, err := t.ciPage(c, "", false)
	if err == nil {
		r.Blocks = append(r.Blocks, Choices{Items: []Choice{t.choice("checkin.button.new", "checkin.new", "")}})
	}
	return r, err
}

// newCheckIn starts one on a horizon, or on all that have goals.
func (t *Turn) newCheckIn(horizon string) (Reply, error) {
	on := people.Horizons
	if horizon != "" {
		on = []people.Horizon{people.Horizon(horizon)}
	}
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	on = slices.DeleteFunc(slices.Clone(on), func(h people.Horizon) bool { return horizon == "" && !hasOpen(goals, h) })
	c, err := t.openCheckIn(people.CheckIn{Person: t.p.ID, Date: t.today(), Horizons: on, Opened: t.now, Asked: true}, goals)
	if err != nil {
		return Reply{}, err
	}
	if len(c.Entries) == 0 { // nothing was kept: there is nothing to look at yet
		return t.nothingToCheck(on, goals)
	}
	return t.ciPage(c, t.say("checkin.head", "n", len(c.Entries)), false)
}

// openCheckIn keeps a check-in with the goals that need it most. One without
// goals is kept only where it was planned.
func (t *Turn) openCheckIn(c people.CheckIn, goals []people.Goal) (people.CheckIn, error) {
	history, err := t.recent()
	if err != nil {
		return c, err
	}
	for _, g := range people.PickGoals(goals, history, c.Horizons, t.now, people.GoalsEach) {
		c.Entries = append(c.Entries, people.Entry{Goal: g.ID})
	}
	if len(c.Entries) == 0 && c.Asked {
		return c, nil
	}
	if c, err = t.tx.OpenCheckIn(c); err != nil {
		return c, fmt.Errorf("open check-in: %w", err)
	}
	return c, nil
}

func hasOpen(goals []people.Goal, h people.Horizon) bool {
	return slices.ContainsFunc(goals, func(g people.Goal) bool { return g.State == people.Open && g.Horizon == h })
}

// checkInAt finds the check-in that a press is about. Where it is not the
// newest any more, answer is the newest one, to be shown instead.
func (t *Turn) checkInAt(id string) (c people.CheckIn, answer *Reply, err error) {
	n, _ := strconv.ParseInt(id, 10, 64)
	c, err = t.tx.CheckIn(t.p.ID, n)
	if errors.Is(err, ErrNotFound) {
		r := Reply{Text: t.say("checkin.gone"), Blocks: []Block{Choices{Items: []Choice{t.choice("checkin.button", "checkin", "")}}}}
		return c, &r, nil
	}
	if err != nil {
		return c, nil, fmt.Errorf("read check-in: %w", err)
	}
	last, err := t.tx.CheckIns(t.p.ID, 1)
	if err != nil {
		return c, nil, fmt.Errorf("read check-ins: %w", err)
	}
	if len(last) > 0 && last[0].ID != c.ID {
		r, err := t.ciPage(last[0], t.say("checkin.superseded", "date", t.date(c.Date)), false)
		return c, &r, err
	}
	return c, nil, nil
}

// looked is a check-in with the one of its goals that a press is about.
type looked struct {
	c people.CheckIn
	e *people.Entry // within c
	g people.Goal
}

// entryAt reads "CHECKIN:GOAL" with what follows it.
func (t *Turn) entryAt(value string) (l looked, rest string, answer *Reply, err error) {
	id, rest, _ := strings.Cut(value, ":")
	goal, rest, _ := strings.Cut(rest, ":")
	if l.c, answer, err = t.checkInAt(id); err != nil || answer != nil {
		return l, rest, answer, err
	}
	n, _ := strconv.ParseInt(goal, 10, 64)
	i := slices.IndexFunc(l.c.Entries, func(e people.Entry) bool { return e.Goal == n })
	if i >= 0 {
		l.e = &l.c.Entries[i]
		if l.g, err = t.tx.GoalByID(t.p.ID, n); err == nil {
			return l, rest, nil, nil
		}
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return l, rest, nil, fmt.Errorf("read goal: %w", err)
	}
	r, err := t.ciPage(l.c, "", false) // the goal is gone: go on with the others
	return l, rest, &r, err
}

// answered keeps what was said. Any answer ends a silence.
func (t *Turn) answered(c people.CheckIn) error {
	if c.Answered.IsZero() {
		c.Answered = t.now
	}
	if err := t.tx.SaveCheckIn(c); err != nil {
		return fmt.Errorf("keep check-in: %w", err)
	}
	t.changed = true
	return t.heard()
}

// heard ends a silence, and with it the slower rhythm that came of it.
func (t *Turn) heard() error {
	slowed := t.p.Slowed
	if t.p.Silences == 0 && !slowed {
		return nil
	}
	t.p.Silences, t.p.Slowed = 0, false
	if err := t.save(); err != nil {
		return fmt.Errorf("save person: %w", err)
	}
	if slowed {
		return t.rezone()
	}
	return nil
}

// ciStatus takes how it goes with a goal, "CHECKIN:GOAL:STATUS".
func (t *Turn) ciStatus(value string) (Reply, error) {
	l, rest, answer, err := t.entryAt(value)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	was, now := l.e.Status, people.Status(rest)
	switch now {
	case people.StatusDone, people.StatusSkip:
		*l.e = people.Entry{Goal: l.e.Goal}
	case people.StatusOnTrack, people.StatusStuck:
		if was != now {
			l.e.Next, l.e.When, l.e.Where = "", "", ""
		}
	default:
		return t.stale(), nil
	}
	l.e.Status, l.e.At = now, t.now
	switch {
	case now == people.StatusDone && l.g.State == people.Open:
		err = t.settle(l.g, people.Done)
	case now != people.StatusDone && was == people.StatusDone && l.g.State == people.Done:
		err = t.settle(l.g, people.Open)
	}
	if err != nil {
		return Reply{}, err
	}
	if err := t.answered(l.c); err != nil {
		return Reply{}, err
	}
	switch now {
	case people.StatusDone:
		return t.ciPage(l.c, t.say("checkin.done", "text", brief(l.g.Text, shownGoal)), false)
	case people.StatusSkip:
		return t.ciPage(l.c, "", false)
	}
	return t.askConfidence(l), nil
}

// settle closes a goal as done, or opens it again.
func (t *Turn) settle(g people.Goal, s people.GoalState) error {
	g.State, g.Updated, g.Closed = s, t.now, time.Time{}
	if s == people.Done {
		g.Closed = t.now
	}
	if err := t.tx.SaveGoal(g); err != nil {
		return fmt.Errorf("settle goal: %w", err)
	}
	return nil
}

// ciConfidence takes "CHECKIN:GOAL:1…10"; 0 is "rather not say".
func (t *Turn) ciConfidence(value string) (Reply, error) {
	l, rest, answer, err := t.entryAt(value)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	n, err := strconv.Atoi(rest)
	if err != nil || n < 0 || n > 10 || (l.e.Status != people.StatusOnTrack && l.e.Status != people.StatusStuck) {
		return t.ciPage(l.c, "", false)
	}
	l.e.Confidence, l.e.At = n, t.now
	if err := t.answered(l.c); err != nil {
		return Reply{}, err
	}
	return t.askNext(l)
}

func (t *Turn) ciEdit(id string) (Reply, error) {
	c, answer, err := t.checkInAt(id)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	return t.ciPage(c, "", true)
}

func (t *Turn) ciShow(id string) (Reply, error) {
	c, answer, err := t.checkInAt(id)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	return t.ciPage(c, "", false)
}

func deref(r *Reply) Reply {
	if r == nil {
		return Reply{}
	}
	return *r
}

package checkins

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// resumed is how long a check-in that was not answered can be taken up by the
// command, instead of starting another.
const resumed = 7 * 24 * time.Hour

// checkIn is the command: it takes up what waits for an answer, shows what was
// answered today, or starts anew.
func checkIn(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	var h people.Horizon
	if a["horizon"] != "" {
		var ok bool
		if h, _, ok = plainwords.TakeHorizon(a["horizon"]); !ok {
			return bot.Reply{}, say.HorizonProblem(t, a["horizon"])
		}
	}
	last, err := t.Tx.CheckIns(t.Person.ID, 1)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read check-ins: %w", err)
	}
	if len(last) > 0 && len(last[0].Entries) > 0 && len(last[0].Horizons) > 0 && (h == "" || slices.Equal(last[0].Horizons, []people.Horizon{h})) {
		c := last[0]
		switch {
		case c.Date == t.Today() && !c.Answered.IsZero():
			return checkedToday(t, c)
		case c.Answered.IsZero() && t.Now.Sub(c.Opened) < resumed:
			return ciPage(t, c, t.Say("checkin.resumed"), false)
		}
	}
	return newCheckIn(t, string(h))
}

// checkedToday is what was answered today already, or what is left of it.
func checkedToday(t *bot.Turn, c people.CheckIn) (bot.Reply, error) {
	if slices.ContainsFunc(c.Entries, func(e people.Entry) bool { return e.Status == "" }) {
		return ciPage(t, c, t.Say("checkin.resumed"), false)
	}
	r, err := ciPage(t, c, "", false)
	if err == nil {
		r.Blocks = append(r.Blocks, bot.Choices{Items: []bot.Choice{t.Choice("checkin.button.new", "checkin.new", "")}})
	}
	return r, err
}

// newCheckIn starts one on a horizon, or on all that have goals.
func newCheckIn(t *bot.Turn, horizon string) (bot.Reply, error) {
	on := people.Horizons
	if horizon != "" {
		on = []people.Horizon{people.Horizon(horizon)}
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	on = slices.DeleteFunc(slices.Clone(on), func(h people.Horizon) bool { return horizon == "" && !hasOpen(goals, h) })
	c, err := openCheckIn(t, people.CheckIn{Person: t.Person.ID, Date: t.Today(), Horizons: on, Opened: t.Now, Asked: true}, goals)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(c.Entries) == 0 { // nothing was kept: there is nothing to look at yet
		return nothingToCheck(t, on, goals)
	}
	return ciPage(t, c, t.Say("checkin.head", "n", len(c.Entries)), false)
}

// openCheckIn keeps a check-in with the goals that need it most. One without
// goals is kept only where it was planned.
func openCheckIn(t *bot.Turn, c people.CheckIn, goals []people.Goal) (people.CheckIn, error) {
	history, err := schedules.Recent(t)
	if err != nil {
		return c, err
	}
	for _, g := range people.PickGoals(goals, history, c.Horizons, t.Now, people.GoalsEach) {
		c.Entries = append(c.Entries, people.Entry{Goal: g.ID})
	}
	if len(c.Entries) == 0 && c.Asked {
		return c, nil
	}
	if c, err = t.Tx.OpenCheckIn(c); err != nil {
		return c, fmt.Errorf("open check-in: %w", err)
	}
	return c, nil
}

func hasOpen(goals []people.Goal, h people.Horizon) bool {
	return slices.ContainsFunc(goals, func(g people.Goal) bool { return g.State == people.Open && g.Horizon == h })
}

// checkInAt finds the check-in that a press is about. Where it is not the
// newest any more, answer is the newest one, to be shown instead.
func checkInAt(t *bot.Turn, id int64) (c people.CheckIn, answer *bot.Reply, err error) {
	c, err = t.Tx.CheckIn(t.Person.ID, id)
	if errors.Is(err, bot.ErrNotFound) {
		r := bot.Reply{Text: t.Say("checkin.gone"), Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("checkin.button", "checkin", "")}}}}
		return c, &r, nil
	}
	if err != nil {
		return c, nil, fmt.Errorf("read check-in: %w", err)
	}
	last, err := t.Tx.CheckIns(t.Person.ID, 1)
	if err != nil {
		return c, nil, fmt.Errorf("read check-ins: %w", err)
	}
	if len(last) > 0 && last[0].ID != c.ID {
		r, err := ciPage(t, last[0], t.Say("checkin.superseded", "date", say.Date(t, c.Date)), false)
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

// entryAt finds a goal within a check-in. Where one of them is gone, answer is
// what is shown instead.
func entryAt(t *bot.Turn, checkIn, goal int64) (l looked, answer *bot.Reply, err error) {
	if l.c, answer, err = checkInAt(t, checkIn); err != nil || answer != nil {
		return l, answer, err
	}
	i := slices.IndexFunc(l.c.Entries, func(e people.Entry) bool { return e.Goal == goal })
	if i >= 0 {
		l.e = &l.c.Entries[i]
		if l.g, err = t.Tx.GoalByID(t.Person.ID, goal); err == nil {
			return l, nil, nil
		}
	}
	if err != nil && !errors.Is(err, bot.ErrNotFound) {
		return l, nil, fmt.Errorf("read goal: %w", err)
	}
	r, err := ciPage(t, l.c, "", false) // the goal is gone: go on with the others
	return l, &r, err
}

// answered keeps what was said. Any answer ends a silence.
func answered(t *bot.Turn, c people.CheckIn) error {
	if c.Answered.IsZero() {
		c.Answered = t.Now
	}
	if err := t.Tx.SaveCheckIn(c); err != nil {
		return fmt.Errorf("keep check-in: %w", err)
	}
	t.Changed = true
	return schedules.Heard(t)
}

// ciStatus takes how it goes with a goal.
func ciStatus(t *bot.Turn, v statusOf) (bot.Reply, error) {
	l, answer, err := entryAt(t, v.CheckIn, v.Goal)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	was, now := l.e.Status, v.Status
	switch now {
	case people.StatusDone, people.StatusSkip:
		*l.e = people.Entry{Goal: l.e.Goal}
	case people.StatusOnTrack, people.StatusStuck:
		if was != now {
			l.e.Next, l.e.When, l.e.Where = "", "", ""
		}
	default:
		return t.Stale(), nil
	}
	l.e.Status, l.e.At = now, t.Now
	switch {
	case now == people.StatusDone && l.g.State == people.Open:
		err = settle(t, l.g, people.Done)
	case now != people.StatusDone && was == people.StatusDone && l.g.State == people.Done:
		err = settle(t, l.g, people.Open)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	if err := answered(t, l.c); err != nil {
		return bot.Reply{}, err
	}
	if now != people.StatusDone { // a goal that is open again is taken back as it is
		t.Undoes(editAll.Of(l.c.ID))
	}
	switch now {
	case people.StatusDone:
		return ciPage(t, l.c, t.Say("checkin.done", "text", bot.Brief(l.g.Text, say.ShownGoal)), false)
	case people.StatusSkip:
		return ciPage(t, l.c, "", false)
	}
	history, err := before(t, l.c)
	if err != nil {
		return bot.Reply{}, err
	}
	if !people.AsksConfidence(l.g.ID, now, history, t.Now) {
		return askNext(t, l)
	}
	return askConfidence(t, l), nil
}

// settle closes a goal as done, or opens it again.
func settle(t *bot.Turn, g people.Goal, s people.GoalState) error {
	g.State, g.Updated, g.Closed = s, t.Now, time.Time{}
	if s == people.Done {
		g.Closed = t.Now
	}
	if err := t.Tx.SaveGoal(g); err != nil {
		return fmt.Errorf("settle goal: %w", err)
	}
	return nil
}

// ciConfidence takes how sure somebody is of a goal.
func ciConfidence(t *bot.Turn, v figureOf) (bot.Reply, error) {
	l, answer, err := entryAt(t, v.CheckIn, v.Goal)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	n := v.Figure
	if n < 0 || n > 10 || (l.e.Status != people.StatusOnTrack && l.e.Status != people.StatusStuck) {
		return ciPage(t, l.c, "", false)
	}
	l.e.Confidence, l.e.At = n, t.Now
	if err := answered(t, l.c); err != nil {
		return bot.Reply{}, err
	}
	return askNext(t, l)
}

func ciEdit(t *bot.Turn, id int64) (bot.Reply, error) {
	c, answer, err := checkInAt(t, id)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	return ciPage(t, c, "", true)
}

func ciShow(t *bot.Turn, id int64) (bot.Reply, error) {
	c, answer, err := checkInAt(t, id)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	return ciPage(t, c, "", false)
}

func deref(r *bot.Reply) bot.Reply {
	if r == nil {
		return bot.Reply{}
	}
	return *r
}

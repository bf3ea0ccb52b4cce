package memory

import (
	"cmp"
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

type (
	cert struct {
		people.Certification
		RemindOn string // date of the next note about expiry; empty: none
	}
	reminder struct {
		Person people.PersonID
		people.Reminder
		Look time.Time // when it is looked at; zero: it is planned
	}
)

func (t *tx) AddGoal(g people.Goal) (people.Goal, error) {
	if err := t.write(g.Person); err != nil {
		return people.Goal{}, err
	}
	p := t.person(g.Person)
	p.GoalsNumbered++
	g.ID, g.Number = t.id("goals"), p.GoalsNumbered
	t.state.Goals = append(t.state.Goals, kept(g))
	return g, nil
}

func (t *tx) SaveGoal(g people.Goal) error {
	old := find(t.state.Goals, func(x *people.Goal) bool { return x.ID == g.ID && x.Person == g.Person })
	return save(t, old, func() { g.Number = old.Number; *old = kept(g) })
}

// save changes a row.
func save[T any](t *tx, row *T, change func()) error {
	if err := t.write(0); err != nil {
		return err
	}
	if row == nil {
		return bot.ErrNotFound
	}
	change()
	return nil
}

// remove drops the rows that fit; none is ErrNotFound.
func remove[T any](t *tx, rows *[]T, fits func(*T) bool) error {
	if err := t.write(0); err != nil {
		return err
	}
	if drop(rows, fits) == 0 {
		return bot.ErrNotFound
	}
	return nil
}

func (t *tx) Goal(person people.PersonID, number int) (people.Goal, error) {
	return pick(t, find(t.state.Goals, func(g *people.Goal) bool { return g.Person == person && g.Number == number }), same)
}

func (t *tx) GoalByID(person people.PersonID, id int64) (people.Goal, error) {
	return pick(t, find(t.state.Goals, func(g *people.Goal) bool { return g.Person == person && g.ID == id }), same)
}

func (t *tx) Goals(person people.PersonID) ([]people.Goal, error) {
	all, err := list(t, t.state.Goals, func(g *people.Goal) bool { return g.Person == person }, same)
	slices.SortFunc(all, func(a, b people.Goal) int { return a.Number - b.Number })
	return all, err
}

// RemoveGoal takes the goal's steps and answers along.
func (t *tx) RemoveGoal(person people.PersonID, number int) error {
	g, err := t.Goal(person, number)
	if err != nil {
		return err
	}
	if err := remove(t, &t.state.Goals, func(x *people.Goal) bool { return x.ID == g.ID }); err != nil {
		return err
	}
	drop(&t.state.Steps, func(s *step) bool { return s.Goal == g.ID })
	for i := range t.state.CheckIns {
		c := &t.state.CheckIns[i]
		c.Entries = slices.DeleteFunc(slices.Clone(c.Entries), func(e people.Entry) bool { return e.Goal == g.ID })
	}
	return nil
}

func (t *tx) AddCert(c people.Certification) (people.Certification, error) {
	if err := t.write(c.Person); err != nil {
		return people.Certification{}, err
	}
	day := c.Created.UTC().Format(time.DateOnly)
	if c.Expires != "" && c.Expires < day {
		c.Told = c.Expires // they have just said so
	}
	p := t.person(c.Person)
	p.CertsNumbered++
	c.ID, c.Number = t.id("certifications"), p.CertsNumbered
	t.state.Certs = append(t.state.Certs, kept(cert{c, people.NextExpiryNote(c.Expires, day)}))
	return c, nil
}

// SaveCert starts the notes about expiry anew if the date has changed.
func (t *tx) SaveCert(c people.Certification) error {
	old := find(t.state.Certs, func(x *cert) bool { return x.ID == c.ID && x.Person == c.Person })
	return save(t, old, func() {
		if old.Expires != c.Expires {
			old.RemindOn = people.NextExpiryNote(c.Expires, c.Created.UTC().Format(time.DateOnly))
		}
		c.Number, c.Told = old.Number, old.Told
		old.Certification = kept(c)
	})
}

func certOf(c *cert) people.Certification { return c.Certification }

func (t *tx) Cert(person people.PersonID, number int) (people.Certification, error) {
	return pick(t, find(t.state.Certs, func(c *cert) bool { return c.Person == person && c.Number == number }), certOf)
}

func (t *tx) Certs(person people.PersonID) ([]people.Certification, error) {
	all, err := list(t, t.state.Certs, func(c *cert) bool { return c.Person == person && c.Removed.IsZero() }, certOf)
	slices.SortFunc(all, func(a, b people.Certification) int { return a.Number - b.Number })
	return all, err
}

func (t *tx) TellExpired(person people.PersonID, today string) (all []people.Certification, err error) {
	if err := t.write(0); err != nil {
		return nil, err
	}
	for i := range t.state.Certs {
		if c := &t.state.Certs[i]; c.Person == person && c.Expires != "" && c.Expires < today && c.Told != c.Expires && c.Removed.IsZero() {
			c.Told = c.Expires
			all = append(all, c.Certification)
		}
	}
	return all, nil
}

func (t *tx) OpenCheckIn(c people.CheckIn) (people.CheckIn, error) {
	if err := t.write(c.Person); err != nil {
		return people.CheckIn{}, err
	}
	if old := find(t.state.CheckIns, func(x *people.CheckIn) bool { return x.Person == c.Person && x.Date == c.Date && !x.Asked }); old != nil && !c.Asked {
		return kept(*old), nil
	}
	c.ID = t.id("check_ins")
	t.state.CheckIns = append(t.state.CheckIns, kept(c))
	return c, t.knowsGoals(c)
}

func (t *tx) knowsGoals(c people.CheckIn) error {
	for _, e := range c.Entries {
		if find(t.state.Goals, func(g *people.Goal) bool { return g.ID == e.Goal }) == nil {
			return bot.ErrNotFound
		}
	}
	return nil
}

func (t *tx) SaveCheckIn(c people.CheckIn) error {
	old := find(t.state.CheckIns, func(x *people.CheckIn) bool { return x.ID == c.ID && x.Person == c.Person })
	if err := save(t, old, func() { c.Date, c.Asked = old.Date, old.Asked; *old = kept(c) }); err != nil {
		return err
	}
	return t.knowsGoals(c)
}

func (t *tx) CheckIn(person people.PersonID, id int64) (people.CheckIn, error) {
	return pick(t, find(t.state.CheckIns, func(c *people.CheckIn) bool { return c.Person == person && c.ID == id }), same)
}

func (t *tx) CheckIns(person people.PersonID, n int) ([]people.CheckIn, error) {
	all, err := list(t, t.state.CheckIns, func(c *people.CheckIn) bool { return c.Person == person }, same)
	slices.SortFunc(all, func(a, b people.CheckIn) int { return cmp.Or(b.Opened.Compare(a.Opened), cmp.Compare(b.ID, a.ID)) })
	return all[:min(n, len(all))], err
}

func (t *tx) Schedules(person people.PersonID) ([]people.Schedule, error) {
	all, err := list(t, t.state.Schedules, func(s *people.Schedule) bool { return s.Person == person }, same)
	slices.SortFunc(all, func(a, b people.Schedule) int { return cmp.Compare(a.Horizon, b.Horizon) })
	return all, err
}

func (t *tx) PutSchedule(s people.Schedule) (people.Schedule, error) {
	if err := t.write(s.Person); err != nil {
		return people.Schedule{}, err
	}
	if old := find(t.state.Schedules, func(x *people.Schedule) bool { return x.Person == s.Person && x.Horizon == s.Horizon }); old != nil {
		s.ID = old.ID
		*old = kept(s)
		return s, nil
	}
	s.ID = t.id("schedules")
	t.state.Schedules = append(t.state.Schedules, kept(s))
	return s, nil
}

func (t *tx) DropSchedule(person people.PersonID, h people.Horizon) error {
	return remove(t, &t.state.Schedules, func(s *people.Schedule) bool { return s.Person == person && s.Horizon == h })
}

func (t *tx) Conversation(person people.PersonID, conv string) ([]byte, error) {
	if err := t.may(); err != nil {
		return nil, err
	}
	if c := find(t.Conversations, func(c *conversation) bool { return c.Person == person && c.Conversation == conv }); c != nil {
		return slices.Clone(c.State), nil
	}
	return nil, nil
}

func (t *tx) PutConversation(person people.PersonID, conv string, state []byte, at time.Time) error {
	if err := t.write(person); err != nil {
		return err
	}
	drop(&t.Conversations, func(c *conversation) bool { return c.Person == person && c.Conversation == conv })
	t.Conversations = append(t.Conversations, kept(conversation{person, conv, state, at}))
	return nil
}

func (t *tx) AddNote(person people.PersonID, n people.Note, at time.Time) (people.Note, error) {
	if err := t.write(person); err != nil {
		return n, err
	}
	n.ID = t.id("notes")
	t.state.Notes = append(t.state.Notes, kept(note{person, n, at}))
	return n, nil
}

func (t *tx) Notes(person people.PersonID) ([]people.Note, error) {
	return list(t, t.state.Notes, func(n *note) bool { return n.Person == person }, func(n *note) people.Note { return n.Note })
}

func (t *tx) DropNote(person people.PersonID, id int64) error {
	return remove(t, &t.state.Notes, func(n *note) bool { return n.Person == person && n.ID == id })
}

func (t *tx) PutTick(person people.PersonID, k people.Tick) error {
	if err := t.write(person); err != nil {
		return err
	}
	drop(&t.state.Ticks, func(x *tick) bool { return x.Person == person && x.Skill == k.Skill })
	t.state.Ticks = append(t.state.Ticks, kept(tick{person, k}))
	return nil
}

func (t *tx) Ticks(person people.PersonID) ([]people.Tick, error) {
	all, err := list(t, t.state.Ticks, func(k *tick) bool { return k.Person == person }, func(k *tick) people.Tick { return k.Tick })
	slices.SortFunc(all, func(a, b people.Tick) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Skill, b.Skill)) })
	return all, err
}

func (t *tx) AddWin(person people.PersonID, w people.Win) (people.Win, error) {
	if err := t.write(person); err != nil {
		return w, err
	}
	w.ID = t.id("wins")
	t.state.Wins = append(t.state.Wins, kept(win{person, w}))
	return w, nil
}

func (t *tx) SaveWin(person people.PersonID, w people.Win) error {
	old := find(t.state.Wins, func(x *win) bool { return x.Person == person && x.ID == w.ID })
	return save(t, old, func() { w.At = old.At; old.Win = kept(w) })
}

func (t *tx) DropWin(person people.PersonID, id int64) error {
	return remove(t, &t.state.Wins, func(w *win) bool { return w.Person == person && w.ID == id })
}

func (t *tx) Wins(person people.PersonID) ([]people.Win, error) {
	all, err := list(t, t.state.Wins, func(w *win) bool { return w.Person == person }, func(w *win) people.Win { return w.Win })
	slices.SortFunc(all, func(a, b people.Win) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID)) })
	return all, err
}

func (t *tx) AddStep(person people.PersonID, s people.Step) (people.Step, error) {
	if err := t.write(person); err != nil {
		return s, err
	}
	if find(t.state.Goals, func(g *people.Goal) bool { return g.ID == s.Goal }) == nil {
		return s, bot.ErrNotFound
	}
	s.ID = t.id("steps")
	t.state.Steps = append(t.state.Steps, kept(step{person, s}))
	return s, nil
}

func (t *tx) SaveStep(person people.PersonID, s people.Step) error {
	old := find(t.state.Steps, func(x *step) bool { return x.Person == person && x.ID == s.ID })
	return save(t, old, func() { s.Goal, s.Made = old.Goal, old.Made; old.Step = kept(s) })
}

func (t *tx) DropStep(person people.PersonID, id int64) error {
	return remove(t, &t.state.Steps, func(s *step) bool { return s.Person == person && s.ID == id })
}

func (t *tx) Steps(person people.PersonID) ([]people.Step, error) {
	return list(t, t.state.Steps, func(s *step) bool { return s.Person == person }, func(s *step) people.Step { return s.Step })
}

func (t *tx) AddReminder(person people.PersonID, r people.Reminder) (people.Reminder, error) {
	if err := t.write(person); err != nil {
		return r, err
	}
	r.ID = t.id("reminders")
	t.state.Reminders = append(t.state.Reminders, kept(reminder{person, r, r.At}))
	return r, nil
}

func (t *tx) SaveReminder(person people.PersonID, r people.Reminder) error {
	old := find(t.state.Reminders, func(x *reminder) bool { return x.Person == person && x.ID == r.ID && !x.Look.IsZero() })
	return save(t, old, func() {
		r.Asked, r.Planned = old.Asked, false
		*old = kept(reminder{person, r, r.At})
	})
}

func (t *tx) DropReminder(person people.PersonID, id int64) error {
	return remove(t, &t.state.Reminders, func(r *reminder) bool { return r.Person == person && r.ID == id })
}

func reminderOf(r *reminder) people.Reminder { return r.Reminder }

func (t *tx) Reminder(person people.PersonID, id int64) (people.Reminder, error) {
	return pick(t, find(t.state.Reminders, func(r *reminder) bool { return r.Person == person && r.ID == id }), reminderOf)
}

func (t *tx) Reminders(person people.PersonID) ([]people.Reminder, error) {
	all, err := list(t, t.state.Reminders, func(r *reminder) bool { return r.Person == person && !r.Look.IsZero() }, reminderOf)
	slices.SortFunc(all, func(a, b people.Reminder) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all, err
}

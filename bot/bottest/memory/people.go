package memory

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
)

// state is all rows, oldest first. A tag names the table that a database has
// them in.
type state struct {
	People        []person          `table:"people"`
	Identities    []identity        `table:"identities"`
	Codes         []code            `table:"link_codes"`
	Goals         []people.Goal     `table:"goals"`
	Certs         []cert            `table:"certifications"`
	CheckIns      []people.CheckIn  `table:"check_ins"`
	Schedules     []people.Schedule `table:"schedules"`
	Notes         []note            `table:"notes"`
	Ticks         []tick            `table:"skill_ticks"`
	Wins          []win             `table:"wins"`
	Steps         []step            `table:"steps"`
	Reminders     []reminder        `table:"reminders"`
	Conversations []conversation    `table:"conversations"`
	Events        []event           `table:"events"`
	Deliveries    []delivery        `table:"deliveries"`
	Workspaces    []workspace       `table:"workspaces"`
	Leases        []lease           `table:"senders"`
	Holds         []hold            `table:"holds"`
	Answers       []answer          `table:"answers"`

	ledger map[string]int // deliveries planned for each UTC day
	paused time.Time
	ids    map[string]int64 // the last of each table
}

type (
	person struct {
		people.Person
		GoalsNumbered, CertsNumbered int
	}
	identity struct {
		Person people.PersonID
		people.UserRef
		Direct string
	}
	code struct {
		Person  people.PersonID
		Hash    string
		Expires time.Time
	}
	note struct {
		Person people.PersonID
		people.Note
		Said time.Time
	}
	tick struct {
		Person people.PersonID
		people.Tick
	}
	win struct {
		Person people.PersonID
		people.Win
	}
	step struct {
		Person people.PersonID
		people.Step
	}
	conversation struct {
		Person       people.PersonID
		Conversation string
		State        []byte
		Kept         time.Time
	}
)

// clone copies the rows, and not what they point to: that is never changed.
func (s *state) clone() *state {
	c := *s
	c.People, c.Identities, c.Codes, c.Goals = slices.Clone(s.People), slices.Clone(s.Identities), slices.Clone(s.Codes), slices.Clone(s.Goals)
	c.Certs, c.CheckIns, c.Schedules, c.Notes = slices.Clone(s.Certs), slices.Clone(s.CheckIns), slices.Clone(s.Schedules), slices.Clone(s.Notes)
	c.Ticks, c.Wins, c.Steps, c.Reminders = slices.Clone(s.Ticks), slices.Clone(s.Wins), slices.Clone(s.Steps), slices.Clone(s.Reminders)
	c.Conversations, c.Events, c.Deliveries = slices.Clone(s.Conversations), slices.Clone(s.Events), slices.Clone(s.Deliveries)
	c.Workspaces, c.Leases, c.Answers = slices.Clone(s.Workspaces), slices.Clone(s.Leases), slices.Clone(s.Answers)
	c.Holds = slices.Clone(s.Holds)
	c.ledger, c.ids = maps.Clone(s.ledger), maps.Clone(s.ids)
	return &c
}

// id is a table's next: none is used twice.
func (s *state) id(table string) int64 {
	if s.ids == nil {
		s.ids = map[string]int64{}
	}
	s.ids[table]++
	return s.ids[table]
}

func (s *state) person(id people.PersonID) *person {
	return find(s.People, func(p *person) bool { return p.ID == id })
}

func (s *state) identity(u people.UserRef) *identity {
	return find(s.Identities, func(i *identity) bool { return i.UserRef == u })
}

func (t *tx) PersonOf(user people.UserRef) (people.Person, error) {
	i := t.identity(user)
	if i == nil {
		return people.Person{}, cmp.Or(t.may(), bot.ErrNotFound)
	}
	return t.Person(i.Person)
}

func (t *tx) Person(id people.PersonID) (people.Person, error) {
	return pick(t, t.person(id), func(p *person) people.Person { return p.Person })
}

func (t *tx) AddPerson(user people.UserRef, p people.Person) (people.Person, error) {
	if err := t.write(0); err != nil {
		return people.Person{}, err
	}
	if t.identity(user) != nil {
		return people.Person{}, bot.ErrDuplicate
	}
	if p.QuietFrom == 0 && p.QuietTo == 0 {
		p.QuietFrom, p.QuietTo = people.DefaultQuietFrom, people.DefaultQuietTo
	}
	if p.NudgeAt == (people.UserRef{}) {
		p.NudgeAt = user
	}
	p = t.newPerson(p)
	t.state.Identities = append(t.state.Identities, identity{Person: p.ID, UserRef: user})
	return p, nil
}

func (t *tx) newPerson(p people.Person) people.Person {
	p.ID = people.PersonID(t.id("people"))
	p.LogID = fmt.Sprintf("%08x", uint32(p.ID)*2654435761) // any that is different
	p.Absences = byFirstDay(p.Absences)
	t.People = append(t.People, person{Person: kept(p)})
	return p
}

func byFirstDay(all []people.Absence) []people.Absence {
	return slices.SortedFunc(slices.Values(all), func(a, b people.Absence) int { return cmp.Compare(a.From, b.From) })
}

func (t *tx) SavePerson(p people.Person) error {
	if err := t.write(p.ID); err != nil || p.ID == 0 {
		return cmp.Or(err, bot.ErrNotFound)
	}
	old := t.person(p.ID)
	p.LogID, p.Absences = old.LogID, byFirstDay(p.Absences)
	old.Person = kept(p)
	for i := range t.Deliveries { // nudges that wait follow the person
		if d := &t.Deliveries[i]; d.Person == p.ID && d.State == bot.Pending && d.To.Channel == "" && !rules.Urgent(d.Kind) {
			d.User = p.NudgeAt
		}
	}
	return nil
}

func (t *tx) Identities(id people.PersonID) ([]people.UserRef, error) {
	return list(t, t.state.Identities, func(i *identity) bool { return i.Person == id }, func(i *identity) people.UserRef { return i.UserRef })
}

func (t *tx) PutLinkCode(id people.PersonID, hash string, expires time.Time) error {
	if err := t.write(id); err != nil {
		return err
	}
	drop(&t.Codes, func(c *code) bool { return c.Person == id })
	t.Codes = append(t.Codes, kept(code{id, hash, expires}))
	return nil
}

func (t *tx) TakeLinkCode(hash string, now time.Time) (people.PersonID, error) {
	if err := t.write(0); err != nil {
		return 0, err
	}
	c := find(t.Codes, func(c *code) bool { return c.Hash == hash && c.Expires.After(now) })
	if c == nil {
		return 0, bot.ErrNotFound
	}
	id := c.Person
	drop(&t.Codes, func(c *code) bool { return c.Hash == hash })
	return id, nil
}

func (t *tx) Split(user people.UserRef, now time.Time) (people.Person, error) {
	old, err := t.PersonOf(user)
	if err != nil {
		return people.Person{}, err
	}
	users, err := t.Identities(old.ID)
	if err != nil || len(users) < 2 {
		return people.Person{}, cmp.Or(err, bot.ErrNotFound)
	}
	if err := t.leave(old, user, users); err != nil {
		return people.Person{}, err
	}
	p := t.newPerson(people.Person{Created: now, LastSeen: now, NudgeAt: user, QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo})
	t.identity(user).Person = p.ID
	return p, nil
}

// leave sends the nudges of somebody who loses an identity to one that stays.
func (t *tx) leave(p people.Person, user people.UserRef, users []people.UserRef) error {
	if p.NudgeAt != user {
		return nil
	}
	p.NudgeAt, p.NudgeChosen = users[0], false
	if users[0] == user {
		p.NudgeAt = users[1]
	}
	return t.SavePerson(p)
}

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
	if err := t.write(into); err != nil {
		return err
	}
	own, other := t.person(into), t.person(from)
	for i := range t.state.Goals {
		if g := &t.state.Goals[i]; g.Person == from {
			g.Person, g.Number = into, g.Number+own.GoalsNumbered
		}
	}
	for i := range t.state.Certs {
		if c := &t.state.Certs[i]; c.Person == from {
			c.Person, c.Number = into, c.Number+own.CertsNumbered
		}
	}
	own.GoalsNumbered += other.GoalsNumbered
	own.CertsNumbered += other.CertsNumbered
	mine := map[string]bool{} // what into has of its own wins; one scheduled check-in a date
	for _, c := range t.state.CheckIns {
		mine["check-in "+c.Date] = mine["check-in "+c.Date] || c.Person == into && !c.Asked
	}
	for i := range t.state.CheckIns {
		if c := &t.state.CheckIns[i]; c.Person == from {
			c.Person, c.Asked = into, c.Asked || mine["check-in "+c.Date]
		}
	}
	move(t.state.Identities, into, from, func(i *identity) *people.PersonID { return &i.Person }, nil)
	move(t.state.Notes, into, from, func(n *note) *people.PersonID { return &n.Person }, nil)
	move(t.state.Wins, into, from, func(w *win) *people.PersonID { return &w.Person }, nil)
	move(t.state.Steps, into, from, func(s *step) *people.PersonID { return &s.Person }, nil)
	move(t.state.Reminders, into, from, func(r *reminder) *people.PersonID { return &r.Person }, nil)
	move(t.state.Ticks, into, from, func(k *tick) *people.PersonID { return &k.Person }, func(k *tick) string { return k.Skill })
	move(t.state.Schedules, into, from, func(s *people.Schedule) *people.PersonID { return &s.Person }, func(s *people.Schedule) string { return string(s.Horizon) })
	move(t.Conversations, into, from, func(c *conversation) *people.PersonID { return &c.Person }, func(c *conversation) string { return c.Conversation })
	move(t.Deliveries, into, from, func(d *delivery) *people.PersonID { return &d.Person }, func(d *delivery) string { return fmt.Sprint(d.Kind, d.Date, "\x00", d.Subject) })
	if err := t.SavePerson(rules.Merged(a, b)); err != nil {
		return err
	}
	t.erase(from)
	return nil
}

// move gives rows of from to into, but for those that into has by their key.
func move[T any](rows []T, into, from people.PersonID, owner func(*T) *people.PersonID, key func(*T) string) {
	own := map[string]bool{}
	for i := range rows {
		if key != nil && *owner(&rows[i]) == into {
			own[key(&rows[i])] = true
		}
	}
	for i := range rows {
		if p := owner(&rows[i]); *p == from && (key == nil || !own[key(&rows[i])]) {
			*p = into
		}
	}
}

// Forget also drops events that wait: they have no person yet, and go by
// identity.
func (t *tx) Forget(id people.PersonID) error {
	if err := t.write(id); err != nil || id == 0 {
		return cmp.Or(err, bot.ErrNotFound)
	}
	for _, i := range t.state.Identities {
		if i.Person == id {
			drop(&t.Events, func(e *event) bool { return e.waitsFrom(i.UserRef) })
		}
	}
	t.erase(id)
	return nil
}

// erase removes a person's rows.
func (t *tx) erase(id people.PersonID) {
	s := t.state
	drop(&s.People, func(p *person) bool { return p.ID == id })
	drop(&s.Identities, func(i *identity) bool { return i.Person == id })
	drop(&s.Codes, func(c *code) bool { return c.Person == id })
	drop(&s.Goals, func(g *people.Goal) bool { return g.Person == id })
	drop(&s.Certs, func(c *cert) bool { return c.Person == id })
	drop(&s.CheckIns, func(c *people.CheckIn) bool { return c.Person == id })
	drop(&s.Schedules, func(x *people.Schedule) bool { return x.Person == id })
	drop(&s.Notes, func(n *note) bool { return n.Person == id })
	drop(&s.Ticks, func(k *tick) bool { return k.Person == id })
	drop(&s.Wins, func(w *win) bool { return w.Person == id })
	drop(&s.Steps, func(x *step) bool { return x.Person == id })
	drop(&s.Reminders, func(r *reminder) bool { return r.Person == id })
	drop(&s.Conversations, func(c *conversation) bool { return c.Person == id })
	t.dropDeliveries(func(d *delivery) bool { return d.Person == id })
}

func (t *tx) Export(id people.PersonID) (map[string][]map[string]any, error) {
	if _, err := t.Person(id); err != nil {
		return nil, err
	}
	users, err := t.Identities(id)
	if err != nil {
		return nil, err
	}
	out := map[string][]map[string]any{}
	for table, rows := range t.tables() {
		for _, row := range rows {
			theirs := row["person_id"] == int64(id) || table == "people" && row["id"] == int64(id)
			for _, u := range users {
				theirs = theirs || table == "events" && row["handled_at"] == nil && row["platform"] == string(u.Platform) && row["workspace"] == u.Workspace && row["user_id"] == u.ID
			}
			if theirs {
				out[table] = append(out[table], row)
			}
		}
	}
	return out, nil
}

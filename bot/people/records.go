package people

import (
	"time"
)

// Records is what is kept of people, within one transaction. Lists come oldest
// first unless said otherwise.
type Records interface {
	PeopleTx
	GoalTx
	CertTx
	CheckInTx
	ScheduleTx
}

// PeopleTx keeps people and their identities.
type PeopleTx interface {
	PersonOf(user UserRef) (Person, error)
	Person(id PersonID) (Person, error)
	// AddPerson makes a person with one identity; ErrDuplicate if the identity has one.
	AddPerson(user UserRef, p Person) (Person, error)
	SavePerson(p Person) error
	Identities(id PersonID) ([]UserRef, error)
	// PutLinkCode keeps a one-time code (only its hash) until expires; one a person.
	PutLinkCode(id PersonID, hash string, expires time.Time) error
	// TakeLinkCode gives the person of a code and removes it; ErrNotFound if it is unknown or past.
	TakeLinkCode(hash string, now time.Time) (PersonID, error)
	// Merge moves everything of from to into (goals and certifications are
	// renumbered after into's, its schedules win) and removes from.
	Merge(into, from PersonID) error
	// Split gives identity user a new, empty person of its own; ErrNotFound
	// where it is unknown or its person's only one.
	Split(user UserRef, now time.Time) (Person, error)
	// Export reads every row of a person, by table, for the person to keep.
	Export(id PersonID) (map[string][]map[string]any, error)
	// Forget removes every trace of a person.
	Forget(id PersonID) error
}

// GoalTx keeps goals.
type GoalTx interface {
	AddGoal(g Goal) (Goal, error) // sets ID and Number
	SaveGoal(g Goal) error
	Goal(person PersonID, number int) (Goal, error)
	GoalByID(person PersonID, id int64) (Goal, error)
	Goals(person PersonID) ([]Goal, error)
	// RemoveGoal takes back one that was just added.
	RemoveGoal(person PersonID, number int) error
}

// CertTx keeps completed certifications. Lists leave removed ones out.
type CertTx interface {
	AddCert(c Certification) (Certification, error) // sets ID and Number
	SaveCert(c Certification) error
	Cert(person PersonID, number int) (Certification, error) // also a removed one
	Certs(person PersonID) ([]Certification, error)
	// TellExpired gives those that ran out before the local date today and that
	// it did not give before.
	TellExpired(person PersonID, today string) ([]Certification, error)
}

// CheckInTx keeps check-ins with their entries.
type CheckInTx interface {
	// OpenCheckIn makes one; for a scheduled one of a date that has one already it gives that one back.
	OpenCheckIn(c CheckIn) (CheckIn, error)
	SaveCheckIn(c CheckIn) error // and its entries
	CheckIn(person PersonID, id int64) (CheckIn, error)
	// CheckIns gives the newest n, newest first.
	CheckIns(person PersonID, n int) ([]CheckIn, error)
}

// ScheduleTx keeps schedules.
type ScheduleTx interface {
	Schedules(person PersonID) ([]Schedule, error)
	// PutSchedule adds or replaces the schedule of a person's horizon.
	PutSchedule(s Schedule) (Schedule, error)
	DropSchedule(person PersonID, h Horizon) error
}

// NoteTx keeps what people said of their situation in passing.
type NoteTx interface {
	AddNote(person PersonID, n Note, at time.Time) (Note, error) // sets ID
	Notes(person PersonID) ([]Note, error)
	DropNote(person PersonID, id int64) error
}

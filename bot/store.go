package bot

import (
	"context"
	"time"
)

// Store keeps what people tell the mentor. Package db implements it; its
// suite is db/dbtest.
type Store interface {
	// Update runs fn in one transaction: all of it is kept, or nothing.
	// Commits that wait may be grouped. fn must not block on anything but tx.
	// A fault of the disk is ErrNotSaved.
	Update(ctx context.Context, fn func(tx Tx) error) error
	// View runs fn on one consistent reading; writes in it fail.
	View(ctx context.Context, fn func(tx Tx) error) error
}

// Tx is a transaction. Missing rows are ErrNotFound, broken uniqueness is
// ErrDuplicate. Lists come oldest first unless said otherwise.
type Tx interface {
	PeopleTx
	GoalTx
	CertTx
	CheckInTx
	ScheduleTx
	NoteTx
	ConversationTx
	MailTx
	WorkspaceTx
}

// PeopleTx keeps people and their identities.
type PeopleTx interface {
	PersonOf(user UserRef) (Person, error)
	Person(id PersonID) (Person, error)
	// AddPerson makes a person with one identity; ErrDuplicate where the identity has one.
	AddPerson(user UserRef, p Person) (Person, error)
	SavePerson(p Person) error
	Identities(id PersonID) ([]UserRef, error)
	// PutLinkCode keeps a one-time code (only its hash) until expires; one a person.
	PutLinkCode(id PersonID, hash string, expires time.Time) error
	// TakeLinkCode gives the person of a code and removes it; ErrNotFound where it is unknown or past.
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

// ConversationTx keeps the thread of conversations: a few hundred bytes each,
// for each person in each conversation, dropped when stale.
type ConversationTx interface {
	// Conversation gives the kept state; nil where there is none.
	Conversation(person PersonID, conversation string) ([]byte, error)
	PutConversation(person PersonID, conversation string, state []byte, at time.Time) error
}

// MailTx keeps events between acknowledgement and handling, the marks of those
// handled, and what is to be sent. An event is kept as its key (hashed), and
// its payload until it is handled.
type MailTx interface {
	// KeepEvent stores ev; fresh is false where its key is known.
	KeepEvent(ev Event) (fresh bool, err error)
	// MarkHandled marks the key (kept before or not) and drops the payload;
	// ErrHandled where it was marked already.
	MarkHandled(ev Event) error
	// WaitingEvents gives kept events of a platform that are not handled,
	// oldest first; all of them where limit is 0.
	WaitingEvents(p Platform, limit int) ([]Event, error)
	// PutDelivery adds a row; ErrDuplicate where one for its Person, Kind, Date
	// and Subject exists. Person 0 is nobody: for the last word to somebody who
	// has been forgotten. Such a row keeps no trace once it is finished.
	PutDelivery(d Outgoing) (Outgoing, error)
	// FinishDelivery records how it went: Sent with the platform's id, Parked
	// with a reason, Skipped with a reason, or Pending again at NotBefore.
	FinishDelivery(id int64, how Outcome) error
}

// Kind is what a delivery is.
type Kind string

// The kinds of deliveries.
const (
	KindReply    Kind = "reply"     // the answer to an event; carries its Reply
	KindCheckIn  Kind = "check-in"  // composed when it is sent
	KindFollowUp Kind = "follow-up" // one day after an unanswered check-in
	KindSilence  Kind = "silence"   // the one question after three silences
	KindExpiry   Kind = "expiry"    // a certification runs out
	KindHello    Kind = "hello"     // the test message at sign-up
)

// DeliveryState is where a row stands.
type DeliveryState string

// The states of a delivery.
const (
	Pending DeliveryState = "pending"
	Claimed DeliveryState = "claimed"
	Sent    DeliveryState = "sent"
	Parked  DeliveryState = "parked"
	Skipped DeliveryState = "skipped"
)

// Outgoing is a row of what is to be sent. (Person, Kind, Date, Subject) is
// unique for nudges; a reply's Subject is its event's key.
type Outgoing struct {
	ID        int64
	Key       string // at most 25 characters, given by the store
	Person    PersonID
	Kind      Kind
	Date      string // local date
	Subject   string // what else it is about: an event's key, a certification's id
	Horizons  []Horizon
	To        Address // zero: the person's direct address, looked up when sent
	User      UserRef // whose direct address
	Direct    Address // where that was found before; zero: not yet
	Payload   *Reply  // for replies; nil: composed when sent
	Due       time.Time
	NotBefore time.Time
	State     DeliveryState
	Tries     int
	Reason    string
	Message   MessageID
	SentAt    time.Time
	// Claim, with PutDelivery: the row is born claimed by this process, which sends it at once.
	Claim bool
}

// Outcome is how a delivery went.
type Outcome struct {
	State     DeliveryState
	At        time.Time
	Message   MessageID
	Reason    string
	NotBefore time.Time
	// Direct is where the person's direct address was found, where that is
	// news; it is kept with their identity.
	Direct Address
}

// WorkspaceTx keeps which workspaces have taken the mentor away.
type WorkspaceTx interface {
	// WorkspaceGone parks what waits for a workspace; its data goes 30 days after at.
	WorkspaceGone(p Platform, workspace string, at time.Time) error
	// WorkspaceReturned takes that back: the mentor was installed again. An
	// event that is kept or handled from there, later than at, does so too.
	WorkspaceReturned(p Platform, workspace string) error
}

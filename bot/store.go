package bot

import (
	"context"
	"strings"
	"time"

	"mentor/bot/people"
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
	people.Records
	people.GrowthTx
	people.PlanTx
	ConversationTx
	MailTx
	WorkspaceTx
	AdminTx
}

// ConversationTx keeps the thread of conversations: a few hundred bytes each,
// for each person in each conversation, dropped when stale.
type ConversationTx interface {
	// Conversation gives the kept state; nil if there is none.
	Conversation(person people.PersonID, conversation string) ([]byte, error)
	PutConversation(person people.PersonID, conversation string, state []byte, at time.Time) error
}

// MailTx keeps events between acknowledgement and handling, the marks of those
// handled, and what is to be sent. An event is kept as its key (hashed), and
// its payload until it is handled.
type MailTx interface {
	// KeepEvent stores ev; fresh is false if its key is known.
	KeepEvent(ev Event) (fresh bool, err error)
	// MarkHandled marks the key (kept before or not) and drops the payload;
	// ErrHandled if it was marked already.
	MarkHandled(ev Event) error
	// MarkUnkept is MarkHandled for an event that nobody has kept: ErrLater if
	// it is kept all the same, or another one of its user's waits.
	MarkUnkept(ev Event) error
	// WaitingEvents gives kept events of a platform that are not handled,
	// oldest first; all of them where limit is 0.
	WaitingEvents(p people.Platform, limit int) ([]Event, error)
	// PutDelivery adds a row; ErrDuplicate if one for its Person, Kind, Date
	// and Subject exists. Person 0 is nobody: for the last word to somebody who
	// has been forgotten. Such a row keeps no trace once it is finished.
	PutDelivery(d Outgoing) (Outgoing, error)
	// FinishDelivery records how it went: Sent with the platform's id, Parked
	// with a reason, Skipped with a reason, or Pending again at NotBefore.
	FinishDelivery(id int64, how Outcome) error
}

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
	Person    people.PersonID
	Kind      people.Kind
	Date      string // local date
	Subject   string // what else it is about: an event's key, a certification's id
	Horizons  []people.Horizon
	To        people.Address // zero: the person's direct address, looked up when sent
	User      people.UserRef // whose direct address
	Direct    people.Address // where that was found before; zero: not yet
	Payload   *Reply         // for replies; nil: composed when sent
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
	Direct people.Address
}

// AdminTx is what those who run the mentor see and do. Nothing of it tells
// what somebody said.
type AdminTx interface {
	// CountAnswer counts a question of a UTC day; a topic may be empty.
	CountAnswer(day string, a Answered) error
	// Stats counts over the 30 days before now.
	Stats(now time.Time) (Stats, error)
	// PeopleOf finds the people whom a platform knows by an id, in any workspace.
	PeopleOf(p people.Platform, id string) ([]people.PersonID, error)
	// Pause holds back what would be sent unasked, to everybody, until it is
	// called with false: nothing is planned, and what is planned waits.
	Pause(on bool, now time.Time) error
	// Paused is since when that is so; zero: it is not.
	Paused() (time.Time, error)
}

// Answered is how a question was answered, for what operators count: never
// the words, and nothing if somebody may be in danger.
type Answered struct {
	Kind  string // answered, near, unanswered; helped or missed, of an answer; empty: it was no question
	Topic string // SUBJECT/FACET of the first topic; empty if it is personal
}

// personal are subjects whose questions are about somebody's own trouble or
// plans to leave: they are counted without their topic.
var personal = map[string]bool{"work-life": true, "choice": true, "change": true, "promotion": true, "job": true, "privacy": true}

// Count notes how a question was answered.
func (t *Turn) Count(kind, topic string) {
	if subject, _, _ := strings.Cut(topic, "/"); personal[subject] {
		topic = ""
	}
	t.Answered = Answered{kind, topic}
}

// Discreet is how many people there must be before figures about them are
// shown: those of fewer could tell of one.
const Discreet = 10

// Stats is how the mentor is used, in figures: of the last 30 days unless they
// say otherwise.
type Stats struct {
	People, Active, Met int // known now; wrote; were met
	CheckInsOn, Stopped int // of those known: who have check-ins, who asked for none
	Answers             map[string]int
	Unanswered          []Count // topics nearest to what was not answered, the most first
	Missed              []Count // topics whose answers did not help, the most first
	CheckIns, Replied   int     // sent unasked, and answered
	GoalsReached        int
	// Steady of Started people who began eight weeks ago or earlier answered
	// a check-in in their fifth to eighth week.
	Started, Steady int
	Deliveries      map[DeliveryState]int // of what was sent unasked
}

// Count is a name and how often.
type Count struct {
	Name string
	N    int
}

// WorkspaceTx keeps which workspaces have taken the mentor away, and which
// want us to wait.
type WorkspaceTx interface {
	// HoldWorkspace keeps that a platform takes nothing for a workspace before
	// until, its Retry-After. All processes on the store see it; of several the
	// latest counts.
	HoldWorkspace(p people.Platform, workspace string, until time.Time) error
	// HeldUntil is when the last such wait ends or has ended; zero if there was none.
	HeldUntil(p people.Platform, workspace string) (time.Time, error)
	// WorkspaceGone parks what waits for a workspace; its data goes 30 days after at.
	WorkspaceGone(p people.Platform, workspace string, at time.Time) error
	// WorkspaceReturned takes that back: the mentor was installed again. An
	// event that is kept or handled from there, later than at, does so too.
	WorkspaceReturned(p people.Platform, workspace string) error
}

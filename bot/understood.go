package bot

import (
	"context"
	"time"

	"mentor/bot/language"
	"mentor/bot/people"
)

// Reader reads one message, once and whole. Package understanding implements it.
type Reader interface {
	Read(text string, c Context) Understood
}

// Listener answers what people write in their own words. It is called here only.
type Listener interface {
	// Ahead reads a message before its transaction, since writing is one thing
	// at a time; the turn carries what it returns.
	Ahead(ctx context.Context, b *Bot, ev Event) any
	// Message answers plain words: a command, the answer to what was asked, or a question.
	Message(t *Turn, m Message) (Reply, error)
	// Args splits what follows a command's name into its arguments.
	Args(s *Spec, line string) Args
	// Hear sets the turn's language to that of the words, where they tell it.
	Hear(t *Turn, text string)
	// Complete completes what is typed into a field or argument.
	Complete(ctx context.Context, b *Bot, ev Event, field, typed string) ([]Choice, error)
}

// Context is what the meaning of a message depends on besides its words.
type Context struct {
	Now            time.Time   // in the person's zone
	Lang           people.Lang // of the conversation; both languages are read
	Goals          []GoalName
	Certifications []CertName
	Role, Target   string
	Expect         Expectation
	Last           *people.Act // the change just before, which the message may correct
	Platform       people.Platform
}

// GoalName is a goal as people point at it: by its number or by its words.
type GoalName struct {
	Number  int
	Text    string
	Horizon people.Horizon
}

// CertName is a logged certification as people point at it.
type CertName struct {
	Number  int
	Catalog string // its id in careers; empty for one that the catalogue lacks
	Name    string
}

// Expectation is what the mentor has just asked for; the zero value is nothing.
type Expectation struct {
	Kind  ExpectKind
	Goals []int // of a check-in: the numbers asked about, in the order shown
}

// ExpectKind says what would be an answer. Each but ExpectNothing adds ways of
// reading; none takes one away, so a command typed into a form is a command.
type ExpectKind string

// The kinds of expectations.
const (
	ExpectNothing  ExpectKind = ""
	ExpectCheckIn  ExpectKind = "checkin"
	ExpectPlan     ExpectKind = "plan" // the next action, with when and where
	ExpectYesNo    ExpectKind = "yesno"
	ExpectRole     ExpectKind = "role"
	ExpectZone     ExpectKind = "zone"
	ExpectDate     ExpectKind = "date"
	ExpectSchedule ExpectKind = "schedule"
	ExpectHorizon  ExpectKind = "horizon"
	ExpectNumber   ExpectKind = "number"
	ExpectText     ExpectKind = "text"
	ExpectCert     ExpectKind = "cert"
	ExpectLanguage ExpectKind = "language"
)

// Understood is a message after reading: its parts in the order in which they
// were said, and what no part accounts for.
type Understood struct {
	Lang            people.Lang
	Said            string // the message without what it takes back itself, where it does; spans are of it
	Parts           []Part
	Leftover        []language.Span
	Guesses         []Guess // what is wanted, where no part acts: the likeliest first
	Wants           float64 // how likely it is that anything is wanted, from 0 to 1
	Theirs          bool    // it tells of somebody else's deed
	Supposed, Again *Part   // what is only asked about: what it would do, how it is taken back; what a correction gives for what was asked last; nil: nothing
	Corrects        Args    // what it puts right of the change before it, or "back" where it takes that back; nil: nothing
	Each            []Guess // what is wanted in each clause that wants something, where not all is read
}

// Guess is what a message seems to want where no rule reads it for sure, with
// the values found among its words: a part that never acts, to be proposed.
type Guess struct {
	Part
	Likely float64 // from 0 to 1
}

// PartKind is what a part of a message is.
type PartKind string

// The kinds of parts. UnreadPart is a clause that no rule reads: a story, or
// the answer to a question that only the classifier knows. ForeignPart is in
// neither language.
const (
	CommandPart   PartKind = "command"
	StatementPart PartKind = "statement"
	QuestionPart  PartKind = "question"
	FeelingPart   PartKind = "feeling"
	TalkPart      PartKind = "talk"
	QuotedPart    PartKind = "quoted"
	ForeignPart   PartKind = "foreign"
	UnreadPart    PartKind = "unread"
)

// Mood is how something was said. What has a mood other than plain never acts.
type Mood string

// The moods.
const (
	PlainMood    Mood = ""
	Negated      Mood = "negated"
	Hypothetical Mood = "hypothetical"
	Planned      Mood = "planned"
	Doubted      Mood = "doubted"
	AskedAbout   Mood = "asked"
	ReportedMood Mood = "reported"
	Limited      Mood = "limited" // an exception or condition that no rule reads
)

// Part is one thing said: a command, a statement, a question.
type Part struct {
	Kind         PartKind
	Name         string // "goal.done", "cert.passed"; empty if the kind says it all
	Slots        map[string]Value
	Topics       []string
	Mood         Mood
	Clause       language.Span   // the clause that the part was read in
	Span         language.Span   // the words that were read
	Exact        bool            // no corrected or guessed word
	Leftover     []language.Span // what was not read within the clause
	Alternatives []Part          // other readings, whose names or values differ: ask which
}

// Acts reports whether the part may change something: every word of its clause
// was read, exactly, in one way, and it was said as a wish or a fact.
func (p Part) Acts() bool {
	return (p.Kind == CommandPart || p.Kind == StatementPart) && p.Name != "" && p.Mood == PlainMood && p.Exact && len(p.Leftover) == 0 && len(p.Alternatives) == 0
}

// Value is what one slot of a part holds.
type Value struct {
	Span    language.Span
	Text    string // as written
	Exactly bool   // the words are all of it: nothing behind them belongs to it
	// Of is a GoalChoice, Named, []Named, CertChoice, ZoneChoice, QuietHours,
	// Horizon, Lang, int, language.Reading, or a string for words kept as they are.
	Of any
}

// GoalChoice is the goals that words point at. Unknown lists numbers that the
// person has no goal for; Several is set where words fit more than one goal.
type GoalChoice struct {
	Numbers []int
	Unknown []int
	Several bool
	ByWords bool
}

// CertChoice is the logged certifications that words point at.
type CertChoice struct {
	Numbers []int
	Unknown []int
	Several bool
}

// Named is a role or certification; ID is empty for one's own words.
type Named struct {
	ID   string
	Name string
	Near []string // ids that the words may also mean: ask which
}

// ZoneChoice is a time zone. Zone is empty where words fit none or several.
type ZoneChoice struct {
	Zone string
	Near []string
}

// QuietHours are two times of day between which nothing is sent; an Hour below 0 stays as it is.
type QuietHours struct{ From, To language.Clock }

// Slot gives the value of a slot as a T; ok is false if there is none.
func Slot[T any](p Part, name string) (v T, ok bool) {
	v, ok = p.Slots[name].Of.(T)
	return v, ok
}

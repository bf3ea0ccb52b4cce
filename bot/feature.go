package bot

import (
	"io/fs"
	"strings"
	"time"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// Feature is one thing that people do with the mentor, as a table: its
// commands, its buttons and forms, the deliveries that it words, the surfaces
// that it shows, and its wording. The core runs them and knows none by name.
type Feature struct {
	Name     string
	Commands []*Spec // in the order of help
	Presses  map[string]PressFunc
	// Public names the presses whose replies tell nothing of the person, so that
	// a channel may read them; all others are private outside a direct message.
	Public   []string
	Forms    map[string]FormSpec
	Nudges   map[people.Kind]Nudge
	Surfaces map[Surface]func(*Turn) (Reply, error)
	// Sayings are the parts of messages that the feature handles, by their names
	// in the grammar.
	Sayings map[string]Saying
	// Expects says what a message may answer now; nil: nothing that was sent unasked.
	Expects func(t *Turn, goals []people.Goal) (Expectation, error)
	// Unclear settles, or asks, which of several readings of a part is meant; ok
	// is false if the feature cannot tell.
	Unclear func(t *Turn, text string, p Part) (r Reply, ok bool, err error)
	// Hears takes plain words that answer what the feature sent unasked; ok is
	// false if they do not. Nil: it sends nothing that words answer.
	Hears func(t *Turn, text string) (r Reply, ok bool, err error)
	// Tells is what somebody is told once, at their next contact; empty: nothing.
	Tells func(t *Turn) (Markup, error)
	// Wording holds NAME.LANG.yaml files; nil where others' suffice.
	Wording fs.FS
}

// Saying is one thing that can be said in a message, and what is done about it.
type Saying struct {
	// Do does it. Nil: it is only talked about.
	Do func(*Turn, Args) (Reply, error)
	// Shows is true if it changes nothing.
	Shows bool
	// Command is the command that it belongs to; empty: the one of its own name, if any.
	Command string
	// Press is the press that does it to one goal, given its number; empty: none.
	Press string
	// AsSaid keeps names in the person's words rather than their ids: they may
	// fit several, which the command asks.
	AsSaid bool
	// ToEnd lets the text go on to the end of the clause.
	ToEnd bool
	// Fact is true if somebody else's words are a fact about them, however worded.
	Fact bool
	// AboutMe marks a question about the person, answered from what is known of them.
	AboutMe bool
	// NoHelp is true if a question that names it is no question about the command.
	NoHelp bool
	// Whole is true if it counts only if its clause was read whole.
	Whole bool
	// Offers is true if it changes nothing by itself: a clause that was read in
	// part is enough for it.
	Offers bool
	// Confirms is true where Do asks before it does anything.
	Confirms bool
	// Alone is true if it counts only if it is the whole message: in a story it is only told.
	Alone bool
	// Together answers several parts that are one answer to what was sent.
	Together func(t *Turn, parts []Part) (Reply, bool, error)
	// Status is how it goes with a goal by this, where a check-in waits for that.
	Status people.Status
	// Answers reports whether the part answers what a press asked for; nil: never.
	Answers func(action string) bool
	// Else answers it where its mood keeps it from being done: negated, planned, hoped.
	Else func(t *Turn, text string, p Part) (Reply, bool, error)
	// Needs are the arguments without which it cannot be proposed where a message
	// only seems to want it; one of several with a bar between.
	Needs []string
	// Propose answers where a message only seems to want it, with what was found
	// in its words: it writes nothing. Nil: a question with a button.
	Propose func(t *Turn, text string, a Args) (Reply, bool, error)
	// Asked answers a question about it.
	Asked func(t *Turn, text string, p Part) (Reply, bool, error)
}

// nothing is what is done about a part that no feature handles.
var nothing Saying

// Saying is what is done about a part of a message, by its name in the grammar.
func (b *Bot) Saying(name string) *Saying {
	if s := b.sayings[name]; s != nil {
		return s
	}
	return &nothing
}

// Nudge says what a delivery of one kind says now. ErrNothing means that
// it has become pointless.
type Nudge func(t *Turn, d Outgoing) (Reply, error)

// PressFunc answers a choice that was taken; value is the choice's own.
type PressFunc func(t *Turn, value string) (Reply, error)

// FormSpec is a Form by id: how it is opened, and what its Submit does.
type FormSpec struct {
	Open   func(t *Turn, value string) (*Form, error)
	Submit func(t *Turn, value string, fields map[string]string) (Reply, error)
}

// InPlace makes a press's reply take the place of the message it sits on.
func InPlace(f PressFunc) PressFunc {
	return func(t *Turn, value string) (Reply, error) {
		r, err := f(t, value)
		if err == nil && r.Form == nil {
			r.Replace = t.On()
		}
		return r, err
	}
}

// notice puts before the reply what the person must know: that a nudge did
// not reach them, and why; after a while what features have to tell. Each is
// said once.
func (t *Turn) notice(r *Reply) error {
	away := t.Now.Sub(t.Person.LastSeen) > time.Hour
	if t.Person.DeliveryFault == "" && !away || r.Form != nil || len(r.Fields) > 0 {
		return nil
	}
	_, home := t.Event.Body.(Opened)
	_, command := t.Event.Body.(Command) // one can be answered so that nobody else sees it
	if home || !t.Event.DM && !r.Private && !command {
		return nil
	}
	for i := 0; away && i < len(t.Bot.tells); i++ {
		told, err := t.Bot.tells[i](t)
		if err != nil {
			return err
		}
		if told != "" {
			r.Private = !t.Event.DM
			r.Lead(told)
		}
	}
	if t.Person.DeliveryFault == "" {
		return nil
	}
	r.Private = !t.Event.DM
	code, _, _ := strings.Cut(t.Person.DeliveryFault, " ") // the operator's notes follow
	id := "fault." + code
	if !t.Bot.Words.Has(careers.English, id) {
		id = "fault.other"
	}
	note := t.Say(id, "code", code)
	r.Lead(note)
	t.Person.DeliveryFault = ""
	return nil
}

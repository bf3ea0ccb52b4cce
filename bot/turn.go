package bot

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"mentor/bot/answers"
	"mentor/bot/people"
	"mentor/bot/safety"
)

// Turn is one event being handled: who, when, in which language, and what the
// conversation was about. It lives within one transaction.
type Turn struct {
	people.Deeds // what this turn did, for a correction of it
	Ctx          context.Context
	Bot          *Bot
	Tx           Tx
	Event        Event
	Now          time.Time
	Person       people.Person
	Lang         people.Lang
	Talk         Talk
	kept         []byte // Talk as it is in the store
	// CheckIns is what was read of the past: the past of a turn does not change.
	CheckIns []people.CheckIn
	fresh    bool // the person was met with this event
	// Thought is what the Listener made of the event before the transaction.
	Thought  any
	recorder *recorder
	met      people.Person // the person as this turn met them
	danger   safety.Finding
	awaited  bool   // somebody waits for the end of the transaction
	Others   string // somebody else's words, which the person's own are about
	Changed  bool
	Answered Answered
	offers   int // that were kept in this turn
	// Forgotten is true once the person has asked to be forgotten: nothing is written after it.
	Forgotten bool
}

// Talk is what is kept of a conversation between two events.
type Talk struct {
	Memory answers.Memory `json:"memory"`
	Lang   people.Lang    `json:"lang,omitempty"`
	Undo   string         `json:"undo,omitempty"` // what "undo" takes back: a press with its value
	// Expect is the press that the next plain message answers, as "ACTION:VALUE"; its text follows after a space.
	Expect string `json:"expect,omitempty"`
	// Wish is what the person said they want to reach, while a button offers to keep it as a goal.
	Wish string `json:"wish,omitempty"`
	// Draft is what a feature keeps between two questions of its own: a certification being logged.
	Draft json.RawMessage `json:"cert,omitempty"`
	// Before is what the last turn changed, for undo.
	Before *changes `json:"before,omitempty"`
	// Offer is what a button under a half-read message would do.
	Offer *people.Offered `json:"offer,omitempty"`
	// Agree is what a button of the last reply would do, as "ACTION:VALUE", where a plain yes says the same.
	Agree   string       `json:"agree,omitempty"`
	Last    *people.Act  `json:"last,omitempty"`    // the last change, while the next message may correct it
	Since   *people.Word `json:"since,omitempty"`   // what was written since the last answer
	Advised int64        `json:"advised,omitempty"` // the note of what was said in passing that an advice has spoken of
	Waits   string       `json:"waits,omitempty"`   // a schedule in words that waits for the person's zone: "HORIZON WORDS"
}

// MaxWords is how long a message may be; longer ones are told to be shorter.
// People's questions are below 1,000 characters; 100 KB is a pasted file.
const MaxWords = 12_000

// turn meets the person of an event, whom it makes where there is none.
func (b *Bot) turn(ctx context.Context, tx Tx, ev Event) (*Turn, error) {
	rec := &recorder{Tx: tx}
	t := &Turn{Ctx: ctx, Bot: b, Tx: rec, recorder: rec, Event: ev, Now: ev.At.UTC()}
	var err error
	t.Person, err = tx.PersonOf(ev.User)
	if errors.Is(err, ErrNotFound) {
		t.fresh = true
		t.Person, err = tx.AddPerson(ev.User, people.Person{Created: t.Now, Zone: ev.Hints.Zone, QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo, NudgeAt: ev.User})
	}
	if err != nil {
		return nil, fmt.Errorf("meet person: %w", err)
	}
	t.met = t.Person
	return t, t.recall()
}

// Glance runs f on the turn of an event before its transaction, without writing.
func (b *Bot) Glance(ctx context.Context, ev Event, f func(*Turn) error) error {
	return b.Store.View(ctx, func(tx Tx) error {
		t := &Turn{Ctx: ctx, Bot: b, Tx: tx, Event: ev, Now: ev.At.UTC()}
		var err error
		if t.Person, err = tx.PersonOf(ev.User); err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err := t.recall(); err != nil {
			return err
		}
		return f(t)
	})
}

// recall reads what the conversation was about, and in which language.
func (t *Turn) recall() error {
	state, err := t.Tx.Conversation(t.Person.ID, t.Event.From.Conversation())
	if err != nil {
		return fmt.Errorf("recall conversation: %w", err)
	}
	if state != nil {
		if err := json.Unmarshal(state, &t.Talk); err != nil {
			t.Talk = Talk{} // written by another version: a forgotten thread is no fault
		}
		t.kept = state
	}
	t.Lang = cmp.Or(t.Person.Lang, t.Talk.Lang, t.Person.Spoke, LangOf(t.Event.Hints.Locale))
	return nil
}

// run does what the event asks and keeps what changed of the conversation.
func (t *Turn) run() (Reply, error) {
	if t.danger.Found() {
		return t.meetDanger()
	}
	undo := t.Talk.Undo
	reply, err := t.wake()
	if err == nil && reply.Empty() {
		reply, err = t.dispatch()
	}
	var p *Problem
	if errors.As(err, &p) {
		reply, err = t.explain(p), nil
	}
	reply.Lang = t.Lang
	if err != nil || t.Forgotten {
		return reply, err
	}
	if err := t.notice(&reply); err != nil {
		return reply, err
	}
	t.remember(undo)
	t.Talk.Last = people.LastAct(t.Deeds, t.Changed, t.Talk.Last, t.Now)
	t.Talk.Lang = t.Lang
	if state, err := json.Marshal(t.Talk); err != nil {
		return reply, err
	} else if !bytes.Equal(state, t.kept) {
		if err := t.Tx.PutConversation(t.Person.ID, t.Event.From.Conversation(), state, t.Now); err != nil {
			return reply, fmt.Errorf("keep conversation: %w", err)
		}
	}
	if reply.Form != nil && !t.Event.Forms {
		reply = t.formButton(reply)
	}
	return reply, t.seen()
}

// seen notes where the person spoke last, which is where nudges go unless
// they chose a place, and what the platform knows of them. It writes at most
// once an hour for the mere time.
func (t *Turn) seen() error {
	p, err := t.Tx.Person(t.Person.ID)
	if err != nil {
		return fmt.Errorf("see person: %w", err)
	}
	dirty := t.Now.Sub(p.LastSeen) > time.Hour
	p.LastSeen = t.Now
	if !p.NudgeChosen && p.NudgeAt != t.Event.User {
		p.NudgeAt, dirty = t.Event.User, true
	}
	if hint := t.Event.Hints.Zone; hint != "" && p.Zone != hint && (p.Zone == "" || !p.ZoneAsked && !p.OptedIn) {
		p.Zone, dirty = hint, true // their platform's word counts until they give their own
	}
	if p.Spoke != t.Lang {
		p.Spoke, dirty = t.Lang, true
	}
	if p.DeliveryFault != t.Person.DeliveryFault {
		p.DeliveryFault, dirty = t.Person.DeliveryFault, true
	}
	if !dirty {
		return nil
	}
	return t.Tx.SavePerson(p)
}

func (t *Turn) dispatch() (Reply, error) {
	if _, said := t.Event.Body.(Message); !said { // a button perhaps cancels what was asked: a plain yes no longer means it
		t.Talk.Agree = ""
		t.Talk.Offer.Pass()
	}
	switch body := t.Event.Body.(type) {
	case Message:
		if body.Attached != "" {
			return t.Show(Wordless)
		}
		return t.Hear(body)
	case Command:
		return t.command(body)
	case Press:
		t.Talk.Expect = ""
		return t.Do(body.Action, body.Value)
	case Submit:
		f, ok := t.Bot.forms[body.ID]
		if !ok {
			return t.Stale(), nil
		}
		reply, err := f.Submit(t, body.Value, clean(body.Fields))
		if wrong := map[string]Markup{}; inFields(err, wrong) {
			return Reply{Fields: wrong}, nil
		}
		reply.Private = reply.Private || !t.Event.DM
		return reply, err
	case Opened:
		return t.Show(body.Surface)
	}
	return Reply{}, fmt.Errorf("no such body: %T", t.Event.Body)
}

// inFields puts an error that is about fields of a form, or several of them
// joined, at those fields; false if it is about anything else.
func inFields(err error, wrong map[string]Markup) bool {
	var all interface{ Unwrap() []error }
	if errors.As(err, &all) {
		for _, e := range all.Unwrap() {
			if !inFields(e, wrong) {
				return false
			}
		}
		return true
	}
	var p *Problem
	if !errors.As(err, &p) || p.Field == "" {
		return false
	}
	wrong[p.Field] = p.Text
	return true
}

// Hear answers plain words as a message of their own.
func (t *Turn) Hear(m Message) (Reply, error) { return t.Bot.Listener.Message(t, m) }

// Show is a surface that came into view.
func (t *Turn) Show(s Surface) (Reply, error) {
	f := t.Bot.surfaces[s]
	if f == nil {
		return Reply{}, fmt.Errorf("no such surface: %q", s)
	}
	return f(t)
}

// KeepOffer keeps what a button offers to do with the conversation, and gives the
// value for the button.
func (t *Turn) KeepOffer(verb string, args Args) string {
	t.offers++
	t.Talk.Offer = &people.Offered{Key: strconv.FormatInt(t.Now.UnixMilli()+int64(t.offers-1), 36), Verb: verb, Args: args}
	return t.Talk.Offer.Key
}

// Undoable reports whether there is a change that undo takes back.
func (t *Turn) Undoable() bool { return t.Talk.Undo != "" || t.Talk.Before != nil }

// command is a command of the table, or a line that begins with one.
func (t *Turn) command(c Command) (Reply, error) {
	if len(c.Line) > MaxWords {
		return Reply{}, t.Problem("error.too-long", "n", utf8.RuneCountInString(c.Line), "most", MaxWords)
	}
	line := Clean(c.Line)
	t.Bot.Listener.Hear(t, line)
	s := t.Bot.Spec(c.Path...)
	if len(c.Path) == 0 {
		if line == "" {
			return t.Do(HelpAction, "")
		}
		var ok bool
		if s, line, ok = t.Bot.LookUp(line); !ok {
			return t.Hear(Message{Text: line})
		}
	}
	if s == nil {
		return t.UnknownCommand(strings.Join(c.Path, " "))
	}
	args := t.Bot.Listener.Args(s, line)
	for name, v := range clean(c.Args) {
		if v != "" {
			args[name] = v
		}
	}
	return t.Private(s)(s.Run(t, args))
}

// Private marks what personal commands say as for the person alone outside a DM.
func (t *Turn) Private(s *Spec) func(Reply, error) (Reply, error) {
	return func(r Reply, err error) (Reply, error) {
		if s.Personal && !t.Event.DM {
			r.Private = true
		}
		return r, err
	}
}

// Do takes a choice as if the person had pressed it.
func (t *Turn) Do(action, value string) (Reply, error) {
	f, ok := t.Bot.presses[action]
	if !ok {
		return t.Stale(), nil
	}
	r, err := f(t, value)
	if !t.Event.DM && !t.Bot.public[action] {
		r.Private = true
	}
	return r, err
}

// Expect takes the next plain words as the answer to a question: they follow the call's value.
func (t *Turn) Expect(c Call) { t.Talk.Expect = c.String() }

// Expects is what the next plain words answer, if anything.
func (t *Turn) Expects() (c Call, ok bool) { return ParseCall(t.Talk.Expect), t.Talk.Expect != "" }

// Undoes says what "undo" does from here on.
func (t *Turn) Undoes(c Call) { t.Talk.Undo = c.String() }

// Stale answers a button of a version that is gone.
func (t *Turn) Stale() Reply { return Reply{Text: t.Say("error.stale")} }

// explain turns a Problem into a reply.
func (t *Turn) explain(p *Problem) Reply {
	r := Reply{Text: p.Text, Private: !t.Event.DM}
	if len(p.Choices) > 0 {
		r.Blocks = []Block{Choices{Items: p.Choices}}
	}
	return r
}

// Say gives a wording in the language of this turn.
func (t *Turn) Say(id string, kv ...any) Markup { return t.Bot.Words.Say(t.Lang, id, kv...) }

// Plain gives a wording as plain text.
func (t *Turn) Plain(id string, kv ...any) string { return t.Bot.Words.Plain(t.Lang, id, kv...) }

// Problem is a Problem in the language of this turn.
func (t *Turn) Problem(id string, kv ...any) *Problem { return &Problem{Text: t.Say(id, kv...)} }

// FieldProblem is a problem with one field of a form.
func (t *Turn) FieldProblem(field, id string, kv ...any) *Problem {
	return &Problem{Text: t.Say(id, kv...), Field: field}
}

// Choice is a Choice whose label is a wording.
func (t *Turn) Choice(label, action, value string) Choice {
	return Choice{Label: t.Plain(label), Action: action, Value: value}
}

// Save keeps the person and marks their own things as changed.
func (t *Turn) Save() error {
	t.Changed = true
	return t.Tx.SavePerson(t.Person)
}

// Today is the person's local date.
func (t *Turn) Today() string { return people.Today(t.Now, t.Person.Zone) }

// Later is an error while somebody waits for the end of the transaction: a
// handler that takes long begins with it.
func (t *Turn) Later() error {
	if t.awaited {
		return ErrLater
	}
	return nil
}

// On is the message that a press or a form came from; empty for anything else.
func (t *Turn) On() MessageID {
	switch body := t.Event.Body.(type) {
	case Press:
		return body.On
	case Submit:
		return body.On
	}
	return ""
}

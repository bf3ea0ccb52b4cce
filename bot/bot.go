package bot

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"mentor/bot/answers"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// Options is what the core is built from.
type Options struct {
	Store     Store
	Careers   func() *careers.Content // what is known now; may change while running
	Answers   func() *answers.Engine  // the engine over the same content
	Schedules people.Calendar
	// Reader reads messages; nil: only commands by their names are understood.
	Reader func() Reader
	Words  *Words
	Log    *slog.Logger
	// Random is where one-time codes come from; nil: crypto/rand.
	Random io.Reader
	// Database is where state lives, for help in the terminal; empty: not shown.
	Database string
}

// Bot is the mentor.
type Bot struct {
	Options
	words   *Words
	specs   []*Spec
	byWords map[string]*Spec // folded first words → command
	presses map[string]pressFunc
	forms   map[string]form
	nudges  map[people.Kind]nudgeFunc
}

type pressFunc func(t *Turn, value string) (Reply, error)

// form is a Form by id: how it is opened, and what its Submit does.
type form struct {
	open   func(t *Turn, value string) (*Form, error)
	submit func(t *Turn, value string, fields map[string]string) (Reply, error)
}

// New builds the mentor; it fails where two commands, presses or forms share a name.
func New(o Options) (*Bot, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	b := &Bot{Options: o, words: o.Words, byWords: map[string]*Spec{}, presses: map[string]pressFunc{}, forms: map[string]form{}, nudges: map[people.Kind]nudgeFunc{}}
	var errs []error
	for _, room := range rooms {
		for _, s := range room.specs {
			b.specs = append(b.specs, s)
			for _, w := range append([]string{strings.Join(s.Path, " ")}, s.Aliases...) {
				if b.byWords[Fold(w)] != nil {
					errs = append(errs, fmt.Errorf("two commands are called %q", w))
				}
				b.byWords[Fold(w)] = s
			}
		}
		for name, f := range room.presses {
			if b.presses[name] != nil {
				errs = append(errs, fmt.Errorf("two presses are called %q", name))
			}
			b.presses[name] = f
		}
		for name, f := range room.forms {
			if _, ok := b.forms[name]; ok {
				errs = append(errs, fmt.Errorf("two forms are called %q", name))
			}
			b.forms[name] = f
		}
		for kind, f := range room.nudges {
			if b.nudges[kind] != nil {
				errs = append(errs, fmt.Errorf("two rooms compose %q", kind))
			}
			b.nudges[kind] = f
		}
	}
	// Help shows commands by their French names: those are understood as well.
	for _, s := range b.specs {
		if w := Fold(b.localName(s, careers.French)); b.byWords[w] == nil {
			b.byWords[w] = s
		}
	}
	return b, errors.Join(errs...)
}

// room is what one file of the core brings: its commands, presses and forms,
// and the kinds of deliveries that it composes.
type room struct {
	specs   []*Spec
	presses map[string]pressFunc
	forms   map[string]form
	nudges  map[people.Kind]nudgeFunc
}

// Handle does what an event asks, in one transaction, once. It is the Handler
// for events whose reply goes back at once.
func (b *Bot) Handle(ctx context.Context, ev Event) (Reply, error) {
	out, err := b.handle(ctx, ev, false)
	return out.reply, err
}

// outcome is what handling an event came to.
type outcome struct {
	reply   Reply
	row     Outgoing // the row of the reply, where one was asked for
	person  people.PersonID
	logID   string // names the person in the log
	changed bool   // something of the person's own changed: a home tab may be stale
	// forgotten: the person has been erased from the store.
	forgotten bool
}

// handle runs one event. With row, the reply is kept as a delivery in the same
// transaction, claimed by this process.
func (b *Bot) handle(ctx context.Context, ev Event, row bool) (out outcome, err error) {
	danger := dangerIn(ev.Body)
	var thought *thought
	if !danger.Found() {
		thought = b.ahead(ctx, ev)
	}
	err = b.Store.Update(ctx, func(tx Tx) error {
		out = outcome{}
		if err := tx.MarkHandled(ev); err != nil {
			return err
		}
		t, err := b.turn(ctx, tx, ev)
		if err != nil {
			return err
		}
		t.thought, t.danger = thought, danger
		out.reply, err = t.run()
		if err != nil {
			return err
		}
		out.person, out.changed, out.forgotten = t.p.ID, t.changed, t.forgotten
		out.logID = t.p.LogID
		if t.forgotten || !row || out.reply.Empty() {
			return nil
		}
		d := Outgoing{Person: t.p.ID, Kind: people.KindReply, Subject: ev.Key(), To: ev.From, User: ev.User, Payload: &out.reply,
			Due: ev.At, NotBefore: ev.At, Claim: true}
		if out.reply.Private && !ev.DM {
			d.To = people.Address{} // after a crash nothing private may go to a channel
		}
		if out.row, err = tx.PutDelivery(d); err != nil {
			return err
		}
		out.reply.Delivery = Delivery{Key: out.row.Key, Try: 1}
		return nil
	})
	if err != nil && !errors.Is(err, ErrHandled) {
		out.reply = b.sorry(ev, err)
		err = nil
	}
	return out, err
}

// sorry tells a person that it went wrong, and the operator why, under one reference.
func (b *Bot) sorry(ev Event, err error) Reply {
	ref := reference()
	b.Log.Error("event failed", "ref", ref, "event", ev.LogName(), "platform", ev.From.Platform, "body", fmt.Sprintf("%T", ev.Body), "err", err)
	id := "error.unexpected"
	if errors.Is(err, ErrNotSaved) {
		id = "error.not-saved"
	}
	lang := langOf(ev.Hints.Locale)
	return Reply{Text: b.words.Say(lang, id, "ref", ref), Private: !ev.DM, Lang: lang}
}

// reference is short enough to read out on a phone.
func reference() string {
	var r [4]byte
	rand.Read(r[:])
	return hex.EncodeToString(r[:])
}

// langOf is the language of a platform's locale; English where it is another.
func langOf(locale string) people.Lang {
	if strings.HasPrefix(strings.ToLower(locale), "fr") {
		return careers.French
	}
	return careers.English
}

// Fold makes words comparable, whatever their case and accents.
func Fold(s string) string { return answers.Fold(s) }

// Problem is what a person can mend: its wording, and choices that help. It
// is an answer, not a fault: nothing is logged. Handlers return one before
// they write.
type Problem struct {
	Text    Markup
	Field   string // the form field that it is about, if any
	Choices []Choice
}

func (p *Problem) Error() string { return string(p.Text) }

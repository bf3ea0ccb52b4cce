package bot

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"mentor/bot/answers"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/safety"
)

// Options is what the core is built from.
type Options struct {
	Store     Store
	Careers   func() *careers.Content // what is known now; may change while running
	Answers   func() *answers.Engine  // the engine over the same content
	Schedules people.Calendar
	Listener  Listener
	Features  []Feature // in the order of help
	// Reader reads messages, as it is now.
	Reader func() Reader
	Words  *Words
	Log    *slog.Logger
	// Random is where one-time codes come from; nil: crypto/rand.
	Random io.Reader
	// Admins may look at figures, erase a leaver, and pause what is sent
	// unasked: as a platform names them, without their workspace.
	Admins   []people.UserRef
	Database string          // where state lives, for help in the terminal; empty: not shown
	Aside    func() []string // databases set aside, which keep whoever is forgotten; nil: none
}

// Bot is the mentor.
type Bot struct {
	Options
	specs    []*Spec
	byWords  map[string]*Spec // folded first words → command
	presses  map[string]PressFunc
	forms    map[string]FormSpec
	nudges   map[people.Kind]Nudge
	surfaces map[Surface]func(*Turn) (Reply, error)
	public   map[string]bool // presses whose replies a channel may read
	sayings  map[string]*Saying
	tells    []func(*Turn) (Markup, error)
	// What features ask of messages, in their order: see Feature.
	Hears   []func(*Turn, string) (Reply, bool, error)
	Expects []func(*Turn, []people.Goal) (Expectation, error)
	Unclear []func(*Turn, string, Part) (Reply, bool, error)
}

// New builds the mentor; it fails where two commands, presses or forms share a name.
func New(o Options) (*Bot, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	b := &Bot{Options: o, byWords: map[string]*Spec{}, presses: map[string]PressFunc{"form": pressForm}, forms: map[string]FormSpec{}, nudges: map[people.Kind]Nudge{},
		surfaces: map[Surface]func(*Turn) (Reply, error){}, public: map[string]bool{}, sayings: map[string]*Saying{}}
	var errs []error
	for _, feature := range o.Features {
		for _, s := range feature.Commands {
			if !s.Hidden {
				b.specs = append(b.specs, s)
			}
			for _, w := range append([]string{strings.Join(s.Path, " ")}, s.Aliases...) {
				if b.byWords[Fold(w)] != nil {
					errs = append(errs, fmt.Errorf("two commands are called %q", w))
				}
				b.byWords[Fold(w)] = s
			}
		}
		errs = append(errs, adopt(b.presses, feature.Presses, "two presses are called %q"), adopt(b.forms, feature.Forms, "two forms are called %q"),
			adopt(b.nudges, feature.Nudges, "two features compose %q"), adopt(b.surfaces, feature.Surfaces, "two features show %q"))
		for name, s := range feature.Sayings {
			if b.sayings[name] != nil {
				errs = append(errs, fmt.Errorf("two features handle %q", name))
			}
			b.sayings[name] = &s
		}
		if feature.Hears != nil {
			b.Hears = append(b.Hears, feature.Hears)
		}
		if feature.Expects != nil {
			b.Expects = append(b.Expects, feature.Expects)
		}
		if feature.Tells != nil {
			b.tells = append(b.tells, feature.Tells)
		}
		if feature.Unclear != nil {
			b.Unclear = append(b.Unclear, feature.Unclear)
		}
		for _, name := range feature.Public {
			b.public[name] = true
		}
	}
	// Help shows commands by their French names: those are understood as well.
	for _, s := range b.specs {
		if w := Fold(b.FullName(s, careers.French)); b.byWords[w] == nil {
			b.byWords[w] = s
		}
	}
	return b, errors.Join(errs...)
}

// adopt puts what a feature has among what all have; an error where a name is taken.
func adopt[K ~string, V any](all, its map[K]V, twice string) (err error) {
	for name, v := range its {
		if _, taken := all[name]; taken {
			err = errors.Join(err, fmt.Errorf(twice, name))
		}
		all[name] = v
	}
	return err
}

// Handle does what an event asks, in one transaction, once. It is the Handler
// for events whose reply goes back at once.
func (b *Bot) Handle(ctx context.Context, ev Event) (Reply, error) {
	out, err := b.Take(ctx, ev, b.Ahead(ctx, ev))
	return out.Reply, err
}

// Taken is what taking an event came to.
type Taken struct {
	Reply     Reply
	Row       Outgoing // the row of the reply, where one was asked for
	Person    people.PersonID
	LogID     string    // names the person in the log
	Held      time.Time // until when the workspace wants no messages, where the reply has a row
	Fresh     bool      // the person was met with this event
	Changed   bool      // something of the person's own changed: a home tab may be stale
	Forgotten bool      // the person has been erased from the store
	Failed    bool      // Reply is an apology
	Answered  Answered
}

// Taking is how an event is taken, and what was made of it before its transaction.
type Taking struct {
	Row bool // the reply is kept as a delivery in the same transaction, claimed by this process
	// Unkept: nobody has kept the event, and somebody waits until it is safe. It is ErrLater where
	// another one of theirs is kept, where handling it takes long, and where Turn ends before its turn has come.
	Unkept  bool
	Turn    context.Context
	danger  safety.Finding
	thought any
}

// Ahead reads an event, and finds its answer. Writing is one thing at a time,
// so what needs no writing is done before.
func (b *Bot) Ahead(ctx context.Context, ev Event) (how Taking) {
	if how.danger = dangerIn(ev.Body); !how.danger.Found() {
		how.thought = b.Listener.Ahead(ctx, b, ev)
	}
	return how
}

// Take does what an event asks, in one transaction, once.
func (b *Bot) Take(ctx context.Context, ev Event, how Taking) (out Taken, err error) {
	turn, mark, begun := ctx, Tx.MarkHandled, false
	if how.Unkept {
		turn, mark = how.Turn, Tx.MarkUnkept
	}
	err = b.Store.Update(turn, func(tx Tx) error {
		out, begun = Taken{}, true
		if err := mark(tx, ev); err != nil {
			return err
		}
		t, err := b.turn(ctx, tx, ev)
		if err != nil {
			return err
		}
		t.Thought, t.danger, t.awaited = how.thought, how.danger, how.Unkept
		reply, err := t.run()
		if err != nil {
			return err
		}
		out = Taken{Reply: reply, Person: t.Person.ID, LogID: t.Person.LogID, Fresh: t.fresh, Changed: t.Changed, Forgotten: t.Forgotten, Answered: t.Answered}
		if t.Answered.Kind != "" && !t.Forgotten {
			if err := tx.CountAnswer(t.Now.Format(time.DateOnly), t.Answered); err != nil {
				return fmt.Errorf("count answer: %w", err)
			}
		}
		if t.Forgotten || !how.Row || reply.Empty() {
			return nil
		}
		return out.Keep(tx, ev)
	})
	if err != nil && !begun && turn.Err() != nil && ctx.Err() == nil {
		err = ErrLater
	}
	return out, err
}

// Keep keeps the reply as a row that this process sends.
func (out *Taken) Keep(tx Tx, ev Event) (err error) {
	d := Outgoing{Person: out.Person, Kind: people.KindReply, Subject: ev.Key(), To: ev.From, User: ev.User, Payload: &out.Reply,
		Due: ev.At, NotBefore: ev.At, Claim: true}
	if out.Reply.Private && !ev.DM {
		d.To = people.Address{} // after a crash nothing private may go to a channel
	}
	if out.Row, err = tx.PutDelivery(d); err != nil {
		return err
	}
	out.Reply.Delivery = Delivery{Key: out.Row.Key, Try: 1}
	out.Held, err = tx.HeldUntil(ev.From.Platform, ev.From.Workspace)
	return err
}

// LangOf is the language of a platform's locale; English where it is another.
func LangOf(locale string) people.Lang {
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

// Compose says what a delivery without a payload says. It is asked each time
// the delivery is tried, and says the same again unless the person has acted
// meanwhile. ErrNothing means that there is nothing to send any more.
func (b *Bot) Compose(ctx context.Context, d Outgoing) (Reply, error) {
	f := b.nudges[d.Kind]
	if f == nil {
		return Reply{}, fmt.Errorf("nobody composes %q", d.Kind)
	}
	var r Reply
	err := b.Store.Update(ctx, func(tx Tx) error {
		t, err := b.unasked(ctx, tx, d)
		if errors.Is(err, ErrNotFound) {
			return ErrNothing // forgotten since it was planned
		}
		if err != nil {
			return err
		}
		if held := t.Person.FreeFrom(t.Now).After(t.Now) && d.Kind != people.KindExpiry && d.Kind != people.KindReminder; t.Person.Stopped || t.Person.Resting || held && d.Kind != people.KindHello {
			return ErrNothing // asked for peace since it was planned
		}
		r, err = f(t, d)
		r.Lang = t.Lang
		if id := "notice." + string(d.Kind); b.Words.Has(careers.English, id) {
			r.Notice = t.Say(id)
		}
		return err
	})
	if err != nil {
		return Reply{}, fmt.Errorf("compose %s: %w", d.Kind, err)
	}
	return r, nil
}

// unasked is a turn that the mentor takes by itself, in the person's own
// conversation. Its moment is when the delivery may go out.
func (b *Bot) unasked(ctx context.Context, tx Tx, d Outgoing) (*Turn, error) {
	p, err := tx.Person(d.Person)
	if err != nil {
		return nil, fmt.Errorf("person of a delivery: %w", err)
	}
	now := d.Due.UTC()
	if d.NotBefore.After(now) {
		now = d.NotBefore.UTC()
	}
	return &Turn{Ctx: ctx, Bot: b, Tx: tx, Now: now, Person: p, Lang: cmp.Or(p.Lang, p.Spoke, LangOf("")),
		Event: Event{At: now, User: d.User, From: d.To, DM: true}}, nil
}

// Fallback is what is said in the channel that a person named for when their
// direct messages are closed: that a check-in waits, never whose or what about.
func (b *Bot) Fallback(ctx context.Context, d Outgoing) (to people.Address, r Reply, ok bool) {
	if d.Kind != people.KindCheckIn && d.Kind != people.KindFollowUp {
		return to, r, false // no check-in waits: what else is parked is told at the next contact
	}
	err := b.Store.View(ctx, func(tx Tx) error {
		p, err := tx.Person(d.Person)
		if err != nil || p.Fallback == (people.Address{}) {
			return err
		}
		lang := cmp.Or(p.Lang, p.Spoke, careers.English)
		to, ok = p.Fallback.Public(), true
		r = Reply{Lang: lang, Text: b.Words.Say(lang, "fallback.waits"), Blocks: []Block{Choices{Items: []Choice{
			{Label: b.Words.Plain(lang, "fallback.button"), Action: "checkin"}}}}}
		return nil
	})
	return to, r, ok && err == nil
}

// HomeOf is what a person's home shows on a platform, and whose it is there.
func (b *Bot) HomeOf(ctx context.Context, person people.PersonID, p people.Platform, now time.Time) (users []people.UserRef, r Reply, err error) {
	err = b.Store.View(ctx, func(tx Tx) error {
		all, err := tx.Identities(person)
		if err != nil {
			return fmt.Errorf("read identities: %w", err)
		}
		for _, u := range all {
			if u.Platform == p {
				users = append(users, u)
			}
		}
		if len(users) == 0 {
			return nil
		}
		t, err := b.turn(ctx, tx, Event{At: now, User: users[0], From: people.Address{Platform: p, Workspace: users[0].Workspace}, DM: true, Body: Opened{Home}})
		if err != nil {
			return err
		}
		r, err = t.Show(Home)
		return err
	})
	return users, r, err
}

// Suggest completes what is typed into a field or argument, the best first:
// role, cert, zone, horizon, command; when, for, dates, on; language, nudges,
// fallback; and what is the person's own, by number: goal and own-cert.
func (b *Bot) Suggest(ctx context.Context, user people.UserRef, field, typed string) ([]Choice, error) {
	return b.Complete(ctx, Event{User: user}, field, typed)
}

// Complete is Suggest for somebody of whom the platform says more: ev has who
// types, when, and the platform's hints.
func (b *Bot) Complete(ctx context.Context, ev Event, field, typed string) ([]Choice, error) {
	return b.Listener.Complete(ctx, b, ev, field, typed)
}

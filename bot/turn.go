package bot

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"mentor/bot/answers"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/safety"
)

// Turn is one event being handled: who, when, in which language, and what the
// conversation was about. It lives within one transaction.
type Turn struct {
	ctx  context.Context
	b    *Bot
	tx   Tx
	ev   Event
	now  time.Time
	p    people.Person
	lang people.Lang
	talk talk
	kept []byte // talk as it is in the store
	// checkIns is what recent has read: the past of a turn does not change.
	checkIns []people.CheckIn
	fresh    bool // the person was met with this event
	thought  *thought
	recorder *recorder
	met      people.Person // the person as this turn met them
	danger   safety.Finding
	others   string // somebody else's words, which the person's own are about
	changed  bool
	// forgotten is true once the person has asked to be forgotten: nothing is written after it.
	forgotten bool
}

// talk is what is kept of a conversation between two events.
type talk struct {
	Memory answers.Memory `json:"memory"`
	Lang   people.Lang    `json:"lang,omitempty"`
	// Undo is what "undo" takes back: a press with its value.
	Undo string `json:"undo,omitempty"`
	// Expect is the press that the next plain message answers, as
	// "ACTION:VALUE"; the message's text follows the value after a space.
	Expect string `json:"expect,omitempty"`
	// Wish is what the person said they want to reach, while a button offers to keep it as a goal.
	Wish string `json:"wish,omitempty"`
	// Cert is a certification being logged, while something is asked about it.
	Cert *certDraft `json:"cert,omitempty"`
	// Before is what the last turn changed, for undo.
	Before *changes `json:"before,omitempty"`
	// Offer is what a button under a half-read message would do.
	Offer *offered `json:"offer,omitempty"`
	// Waits is a schedule in words that waits for the person's zone: "HORIZON WORDS".
	Waits string `json:"waits,omitempty"`
}

// maxWords is how long a message may be; longer ones are told to be shorter.
// People's questions are below 1,000 characters; 100 KB is a pasted file.
const maxWords = 12_000

// turn meets the person of an event, whom it makes where there is none.
func (b *Bot) turn(ctx context.Context, tx Tx, ev Event) (*Turn, error) {
	rec := &recorder{Tx: tx}
	t := &Turn{ctx: ctx, b: b, tx: rec, recorder: rec, ev: ev, now: ev.At.UTC()}
	var err error
	t.p, err = tx.PersonOf(ev.User)
	if errors.Is(err, ErrNotFound) {
		t.fresh = true
		t.p, err = tx.AddPerson(ev.User, people.Person{Created: t.now, Zone: ev.Hints.Zone, QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo, NudgeAt: ev.User})
	}
	if err != nil {
		return nil, fmt.Errorf("meet person: %w", err)
	}
	t.met = t.p
	return t, t.recall()
}

// recall reads what the conversation was about, and in which language.
func (t *Turn) recall() error {
	state, err := t.tx.Conversation(t.p.ID, t.ev.From.Conversation())
	if err != nil {
		return fmt.Errorf("recall conversation: %w", err)
	}
	if state != nil {
		if err := json.Unmarshal(state, &t.talk); err != nil {
			t.talk = talk{} // written by another version: a forgotten thread is no fault
		}
		t.kept = state
	}
	t.lang = cmp.Or(t.p.Lang, t.talk.Lang, t.p.Spoke, langOf(t.ev.Hints.Locale))
	return nil
}

// run does what the event asks and keeps what changed of the conversation.
func (t *Turn) run() (Reply, error) {
	if t.danger.Found() {
		return t.meetDanger()
	}
	undo := t.talk.Undo
	reply, err := t.wake()
	if err == nil && reply.Empty() {
		reply, err = t.dispatch()
	}
	var p *Problem
	if errors.As(err, &p) {
		reply, err = t.explain(p), nil
	}
	reply.Lang = t.lang
	if err != nil || t.forgotten {
		return reply, err
	}
	t.notice(&reply)
	t.remember(undo)
	t.talk.Lang = t.lang
	if state, err := json.Marshal(t.talk); err != nil {
		return reply, err
	} else if !bytes.Equal(state, t.kept) {
		if err := t.tx.PutConversation(t.p.ID, t.ev.From.Conversation(), state, t.now); err != nil {
			return reply, fmt.Errorf("keep conversation: %w", err)
		}
	}
	if reply.Form != nil && !t.ev.Forms {
		reply = t.formButton(reply)
	}
	return reply, t.seen()
}

// seen notes where the person spoke last, which is where nudges go unless
// they chose a place, and what the platform knows of them. It writes at most
// once an hour for the mere time.
func (t *Turn) seen() error {
	p, err := t.tx.Person(t.p.ID)
	if err != nil {
		return fmt.Errorf("see person: %w", err)
	}
	dirty := t.now.Sub(p.LastSeen) > time.Hour
	p.LastSeen = t.now
	if !p.NudgeChosen && p.NudgeAt != t.ev.User {
		p.NudgeAt, dirty = t.ev.User, true
	}
	if hint := t.ev.Hints.Zone; hint != "" && p.Zone != hint && (p.Zone == "" || !p.ZoneAsked && !p.OptedIn) {
		p.Zone, dirty = hint, true // their platform's word counts until they give their own
	}
	if p.Spoke != t.lang {
		p.Spoke, dirty = t.lang, true
	}
	if p.DeliveryFault != t.p.DeliveryFault {
		p.DeliveryFault, dirty = t.p.DeliveryFault, true
	}
	if !dirty {
		return nil
	}
	return t.tx.SavePerson(p)
}

func (t *Turn) dispatch() (Reply, error) {
	switch body := t.ev.Body.(type) {
	case Message:
		if body.Attached != "" {
			return t.attached(body.Attached)
		}
		return t.message(body)
	case Command:
		return t.command(body)
	case Press:
		t.talk.Expect = ""
		return t.press(body.Action, body.Value)
	case Submit:
		f, ok := t.b.forms[body.ID]
		if !ok {
			return t.stale(), nil
		}
		reply, err := f.submit(t, body.Value, clean(body.Fields))
		if wrong := map[string]Markup{}; inFields(err, wrong) {
			return Reply{Fields: wrong}, nil
		}
		reply.Private = reply.Private || !t.ev.DM
		return reply, err
	case Opened:
		return t.opened(body)
	}
	return Reply{}, fmt.Errorf("no such body: %T", t.ev.Body)
}

// inFields puts an error that is about fields of a form, or several of them
// joined, at those fields; false where it is about anything else.
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

// message is plain words: a command by its name, an answer to what was asked
// for, a command in other words, or a question.
func (t *Turn) message(m Message) (Reply, error) {
	if n := len(m.Text); n > maxWords {
		return Reply{}, t.problem("error.too-long", "n", utf8.RuneCountInString(m.Text), "most", maxWords)
	}
	text, others := m.parts()
	switch {
	case text == "" && others == "":
		return t.greet()
	case text == "":
		return t.pointed(others)
	}
	t.others = others
	if s, _, ok := t.b.lookUp(text); !strings.HasPrefix(t.talk.Expect, "schedule.at:") && (!ok || Fold(text) != strings.Join(s.Path, " ")) {
		t.hear(text) // a city or a command's own name is of no language
	}
	u, err := t.read(text)
	if err != nil {
		return Reply{}, err
	}
	if undoing[Fold(text)] || len(u.Parts) == 1 && u.Parts[0].Name == "undo" && u.Parts[0].Acts() {
		return t.undo()
	}
	if expect := t.talk.Expect; expect != "" {
		if r, ok, err := t.answerHeard(text, u); ok || err != nil {
			return r, err
		}
		t.talk.Expect = ""
		s, rest, ok := t.b.lookUp(text)
		// A bare command or a question is no answer; "start with the course" is one.
		full := ok && len(s.Path) > 1 && len(strings.Fields(text))-len(strings.Fields(rest)) > 1 // "goal add …"
		if command := ok && (rest == "" || full); !command && text[0] != '/' && !strings.HasSuffix(text, "?") {
			return t.expected(expect, text)
		}
	}
	if r, ok, err := t.typedOut(text, u); ok || err != nil {
		return r, err
	}
	if r, ok, err := t.understood(text, u); ok || err != nil {
		return r, err
	}
	return t.words(text)
}

// words is a command by its name or in other words, an answer to a check-in
// that came by itself, or a question.
func (t *Turn) words(text string) (Reply, error) {
	if s, rest, ok := t.b.lookUp(strings.TrimPrefix(text, "/")); ok {
		return t.named(s, text, rest)
	}
	if r, ok, err := t.ciTyped(text); ok || err != nil {
		return r, err
	}
	if isNumber(text) && len(t.talk.Memory.Options) == 0 {
		return Reply{}, t.problem("error.number", "said", text)
	}
	return t.ask(text)
}

// command is a command of the table.
func (t *Turn) command(c Command) (Reply, error) {
	if len(c.Line) > maxWords {
		return Reply{}, t.problem("error.too-long", "n", utf8.RuneCountInString(c.Line), "most", maxWords)
	}
	line := Clean(c.Line)
	t.hear(line)
	if len(c.Path) == 0 {
		if line == "" {
			return t.help("")
		}
		s, rest, ok := t.b.lookUp(line)
		if !ok {
			return t.message(Message{Text: line})
		}
		return t.private(s)(s.run(t, s.parse(rest)))
	}
	s := t.b.Spec(c.Path...)
	if s == nil {
		return t.unknownCommand(strings.Join(c.Path, " "))
	}
	args := s.parse(line)
	for name, v := range clean(c.Args) {
		if v != "" {
			args[name] = v
		}
	}
	return t.private(s)(s.run(t, args))
}

// private marks what personal commands say as for the person alone outside a DM.
func (t *Turn) private(s *Spec) func(Reply, error) (Reply, error) {
	return func(r Reply, err error) (Reply, error) {
		if s.Personal && !t.ev.DM {
			r.Private = true
		}
		return r, err
	}
}

func (t *Turn) press(action, value string) (Reply, error) {
	f, ok := t.b.presses[action]
	if !ok {
		return t.stale(), nil
	}
	r, err := f(t, value)
	if !t.ev.DM && !public[action] {
		r.Private = true
	}
	return r, err
}

// public is the presses whose replies tell nothing of the person, so that a
// channel may read them; all others are private outside a DM.
var public = map[string]bool{"topic": true, "help": true, "compare": true, "interview": true, "roadmap.from": true}

// stale answers a button of a version that is gone.
func (t *Turn) stale() Reply { return Reply{Text: t.say("error.stale")} }

// explain turns a Problem into a reply.
func (t *Turn) explain(p *Problem) Reply {
	r := Reply{Text: p.Text, Private: !t.ev.DM}
	if len(p.Choices) > 0 {
		r.Blocks = []Block{Choices{Items: p.Choices}}
	}
	return r
}

// say gives a wording in the language of this turn.
func (t *Turn) say(id string, kv ...any) Markup { return t.b.words.Say(t.lang, id, kv...) }

// plain gives a wording as plain text.
func (t *Turn) plain(id string, kv ...any) string { return t.b.words.Plain(t.lang, id, kv...) }

// problem is a Problem in the language of this turn.
func (t *Turn) problem(id string, kv ...any) *Problem { return &Problem{Text: t.say(id, kv...)} }

// fieldProblem is a problem with one field of a form.
func (t *Turn) fieldProblem(field, id string, kv ...any) *Problem {
	return &Problem{Text: t.say(id, kv...), Field: field}
}

// choice is a Choice whose label is a wording.
func (t *Turn) choice(label, action, value string) Choice {
	return Choice{Label: t.plain(label), Action: action, Value: value}
}

// save keeps the person and marks their own things as changed.
func (t *Turn) save() error {
	t.changed = true
	return t.tx.SavePerson(t.p)
}

// hear sets the language of this turn to that of the words, unless the person
// has chosen one or the words could be either.
func (t *Turn) hear(text string) {
	if t.p.Lang != "" || !wordy(text) { // a figure is of no language
		return
	}
	// A command's own name is the same in every language: what follows it
	// tells, where it is more than a name ("interview pastry chef").
	text = strings.TrimPrefix(text, "/")
	if s, rest, ok := t.b.lookUp(text); ok {
		typed := Fold(strings.TrimSpace(strings.TrimSuffix(text, rest)))
		if typed == strings.Join(s.Path, " ") && len(strings.Fields(rest)) < 3 {
			return
		}
		// Who types the name in their own language means it, though roles that
		// follow have English names ("comparer product owner et process owner").
		if t.lang != careers.English && len(s.Path) == 1 && typed == Fold(t.b.LocalName(s, t.lang)) {
			return
		}
	}
	if lang, sure := t.b.Answers().Lang(text); sure > 0.7 {
		t.lang = lang
	}
}

// marks are the colon and the semicolon between two things that are said: the
// French put a space before them.
func (t *Turn) marks() (colon, semicolon string) {
	if t.lang == careers.French {
		return careers.Typeset(" : "), careers.Typeset(" ; ")
	}
	return ": ", "; "
}

// today is the person's local date.
func (t *Turn) today() string { return people.Today(t.now, t.p.Zone) }

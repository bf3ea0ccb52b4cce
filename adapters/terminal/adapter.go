// Package terminal is the mentor in a terminal: it reads lines and writes
// text. Choices become numbers, a form is asked field by field, pictures
// become words and a file beside them. Where standard input is no terminal it
// reads one message a line and writes plain text, so that a conversation can
// be scripted. It must not know what a command does: which words are one is
// the core's to say.
package terminal

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// Options is what a terminal is made from.
type Options struct {
	In  io.ReadCloser
	Out io.Writer
	// Interactive is true where a person sits before a terminal: lines can be
	// edited, there is a prompt and a history.
	Interactive bool
	// Style allows bold and the like.
	Style bool
	// Columns is how wide the window is now; nil or 0: lines are not wrapped.
	Columns func() int
	// Folder is where pictures, files and the history are kept.
	Folder string
	// User is the person's name on this machine.
	User  string
	Hints bot.Hints
	// Database is where state lies, said under the greeting; empty: not said.
	Database string
	Now      func() time.Time
	Log      *slog.Logger
}

// Terminal is one conversation with one person.
type Terminal struct {
	o       Options
	session string // makes ids unique across starts
	lines   lines

	mu     sync.Mutex // guards what follows, and that replies are written whole
	desk   desk
	lang   people.Lang
	count  int
	taught int // how often it was said that choices are numbers
	open   bool
	erased []string // files that went with the person, to be told
	broken error    // the screen does not take what we write
}

var (
	_ bot.Adapter   = (*Terminal)(nil)
	_ bot.Forgetter = (*Terminal)(nil)
)

// errClosed: the conversation is over, or has not begun.
var errClosed = errors.New("the conversation is not open")

// New makes a terminal; Run opens it.
func New(o Options) *Terminal {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.User == "" {
		o.User = "me"
	}
	var id [6]byte
	rand.Read(id[:])
	return &Terminal{o: o, session: hex.EncodeToString(id[:]), lang: langOf(o.Hints.Locale)}
}

// Platform implements bot.Adapter.
func (t *Terminal) Platform() people.Platform { return people.Terminal }

// User is who sits here.
func (t *Terminal) User() people.UserRef {
	return people.UserRef{Platform: people.Terminal, ID: t.o.User}
}

func (t *Terminal) address() people.Address {
	return people.Address{Platform: people.Terminal, Channel: t.o.User}
}

// Direct implements bot.Adapter: the terminal is the person's own.
func (t *Terminal) Direct(_ context.Context, user people.UserRef) (people.Address, error) {
	if user != t.User() {
		return people.Address{}, &bot.SendError{Kind: bot.Gone, Code: "not_here", Err: errors.New("somebody else's terminal")}
	}
	return t.address(), nil
}

// Health implements bot.Adapter.
func (t *Terminal) Health() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.broken != nil {
		return t.broken
	}
	if !t.open {
		return errClosed
	}
	return nil
}

// Send implements bot.Adapter: r appears by itself above the prompt.
func (t *Terminal) Send(_ context.Context, to people.Address, r bot.Reply) (bot.MessageID, error) {
	if to != t.address() {
		return "", &bot.SendError{Kind: bot.Gone, Code: "not_here", Err: errors.New("somebody else's terminal")}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.open {
		return "", &bot.SendError{Kind: bot.Retry, After: time.Minute, Code: "closed", Err: errClosed}
	}
	id, err := t.show(r, true)
	if err != nil {
		return "", &bot.SendError{Kind: bot.Retry, After: time.Minute, Code: "not_written", Err: err}
	}
	return id, nil
}

// Run implements bot.Adapter. It greets, and returns when ctx ends, the
// person leaves or the input is over; each line has been answered by then.
func (t *Terminal) Run(ctx context.Context, in bot.Intake) error {
	var err error
	if t.lines, err = t.input(ctx, in); err != nil {
		return err
	}
	defer t.lines.close()
	stop := context.AfterFunc(ctx, t.lines.cancel)
	defer stop()
	t.setOpen(true)
	defer t.setOpen(false)

	t.handle(ctx, in, bot.Opened{Surface: bot.FirstContact})
	if t.o.Database != "" {
		t.mu.Lock()
		t.print(t.page().style(faint, say(t.lang, "database", "path", label(t.o.Database))))
		t.mu.Unlock()
	}
	for ctx.Err() == nil {
		line, err := t.lines.read(t.prompt())
		switch {
		case ctx.Err() != nil: // what stands half typed in the editor was not said
			return t.bye()
		case errors.Is(err, errInterrupted):
			if !t.interrupt() {
				return t.bye()
			}
			continue
		case errors.Is(err, io.EOF):
			return t.bye()
		case err != nil:
			return fmt.Errorf("read input: %w", err)
		}
		if t.o.Interactive {
			io.WriteString(t.o.Out, "\n") // air below what was typed
		}
		if leaveWords[strings.ToLower(strings.TrimSpace(line))] && !t.asks() {
			return t.bye()
		}
		t.take(ctx, in, line)
		if err := t.Health(); err != nil {
			return err // nobody can read the answers
		}
	}
	return nil
}

func (t *Terminal) setOpen(open bool) {
	t.mu.Lock()
	t.open = open
	t.mu.Unlock()
}

// asks reports whether a form is being filled in.
func (t *Terminal) asks() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.desk.form != nil
}

// bye ends an interactive conversation on a line of its own.
func (t *Terminal) bye() error {
	if t.o.Interactive {
		t.mu.Lock()
		// The editor may be closed already: it must not draw its prompt again.
		io.WriteString(t.o.Out, say(t.lang, "bye")+"\n\n")
		t.mu.Unlock()
	}
	return nil
}

// interrupt is Ctrl-C on an empty line: it ends a form, else the conversation.
func (t *Terminal) interrupt() (stays bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.desk.form == nil {
		return false
	}
	t.desk.form = nil
	t.print(say(t.lang, "cancelled"))
	return true
}

// take does what a line asks for.
func (t *Terminal) take(ctx context.Context, in bot.Intake, line string) {
	t.mu.Lock()
	if t.desk.form != nil {
		submit := t.fill(line)
		t.mu.Unlock()
		if submit != nil {
			t.handle(ctx, in, *submit)
		}
		return
	}
	if t.o.Interactive && strings.TrimSpace(line) == "" {
		t.mu.Unlock()
		return
	}
	body, more := t.desk.decode(line)
	if more {
		t.nextPage()
	}
	t.mu.Unlock()
	if body != nil {
		t.lines.remember(line)
		t.handle(ctx, in, body)
	}
}

// fill answers one field of the open form; submit is the form, once it is whole.
func (t *Terminal) fill(line string) (submit *bot.Submit) {
	form := t.desk.form
	what, problem := form.answer(line)
	switch what {
	case cancelled:
		t.desk.form = nil
		t.print(say(form.lang, "cancelled"))
	case complete:
		return &bot.Submit{ID: form.form.ID, Value: form.form.Value, Fields: form.values, On: form.on}
	case again:
		if problem != "" {
			t.print(t.page().wrap(problem, "", "") + "\n\n" + form.question(t.page()))
		}
	case next:
		t.print(form.question(t.page()))
	}
	return nil
}

// handle gives the core what the person did, and shows the reply. What has
// begun is finished, also when the program is told to end.
func (t *Terminal) handle(ctx context.Context, in bot.Intake, body bot.Body) {
	t.mu.Lock()
	t.count++
	ev := bot.Event{ID: fmt.Sprintf("%s-%d", t.session, t.count), At: t.o.Now().UTC(), User: t.User(), From: t.address(),
		DM: true, Forms: true, Hints: t.o.Hints, Body: body}
	t.mu.Unlock()
	r, err := in.Handle(context.WithoutCancel(ctx), ev)
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case errors.Is(err, bot.ErrHandled):
		t.desk.form = nil
	case err != nil:
		t.desk.form = nil
		t.o.Log.Error("event failed", "event", ev.LogName(), "err", err)
		t.print(say(t.lang, "fault", "why", label(err.Error())))
	default:
		t.show(r, false)
	}
	if len(t.erased) > 0 {
		t.print(say(t.lang, "erased", "files", label(strings.Join(t.erased, ", "))))
		t.erased = nil
	}
}

// show writes a reply and lays its choices and its form before the person.
// t.mu is held.
func (t *Terminal) show(r bot.Reply, unasked bool) (bot.MessageID, error) {
	if r.Lang != "" {
		t.lang = r.Lang
	}
	if form := t.desk.form; form != nil && !unasked {
		if len(r.Fields) > 0 && t.refused(r.Fields) {
			return "", nil
		}
		t.desk.form = nil
	}
	t.count++
	id := bot.MessageID(fmt.Sprintf("%s-%d", t.session, t.count))
	taken := map[string]bool{}
	s := &sheet{page: t.page(), lang: t.lang, number: t.desk.first(unasked), folder: t.o.Folder,
		keep: func(name string, data []byte, picture bool) (string, error) {
			return keep(t.o.Folder, name, data, picture, taken)
		}}
	s.reply(r)
	t.desk.offer(s.choices, id, unasked)
	if len(s.choices) > 0 {
		if len(s.choices) > choicesAPage {
			from := t.desk.shown + 1
			s.add(s.more(from, min(from+choicesAPage-1, len(t.desk.choices)), len(t.desk.choices)))
		}
		if t.o.Interactive && r.Form == nil && t.taught < teachings {
			t.taught++
			s.add(s.style(faint, s.say("choose")))
		}
	}
	if r.Form != nil && !unasked && len(r.Form.Fields) > 0 {
		t.desk.form = newAsking(*r.Form, id, t.lang)
		s.add(t.desk.form.intro(s.page))
		s.add(t.desk.form.question(s.page))
	} else if form := t.desk.form; form != nil {
		s.add(form.question(s.page)) // it was interrupted: say again what is asked
	}
	return id, t.print(s.String())
}

// refused asks the fields again that the core did not take; false where none
// of them is the form's.
func (t *Terminal) refused(wrong map[string]bot.Markup) bool {
	form, p := t.desk.form, t.page()
	form.reask(wrong)
	if form.field() == nil {
		return false
	}
	s := &sheet{page: p, lang: t.lang}
	for _, i := range form.order {
		s.add(s.markup(wrong[form.form.Fields[i].ID]))
	}
	s.add(form.question(p))
	t.print(s.String())
	return true
}

// nextPage lists further choices.
func (t *Terminal) nextPage() {
	s := &sheet{page: t.page(), lang: t.lang}
	first, choices := t.desk.page()
	var b strings.Builder
	for i, c := range choices {
		b.WriteString(s.choice(first+i, c.Choice) + "\n")
	}
	if from := t.desk.shown + 1; from <= len(t.desk.choices) {
		b.WriteString(s.more(from, min(from+choicesAPage-1, len(t.desk.choices)), len(t.desk.choices)))
	}
	s.add(b.String())
	t.print(s.String())
}

// print writes one part of the conversation, with an empty line after it.
func (t *Terminal) print(text string) error {
	if text == "" {
		return nil
	}
	var out io.Writer = t.o.Out
	if t.lines != nil {
		out = t.lines.output()
	}
	_, err := io.WriteString(out, text+"\n\n")
	if err != nil {
		t.broken = fmt.Errorf("write to the terminal: %w", err)
	}
	return err
}

func (t *Terminal) page() page {
	p := page{ansi: t.o.Style}
	if t.o.Columns != nil {
		if c := t.o.Columns(); c > 0 {
			p.columns = max(narrowestColumns, min(c, widestColumns))
		}
	}
	return p
}

func (t *Terminal) prompt() string {
	if t.asks() {
		return "  > "
	}
	return "> "
}

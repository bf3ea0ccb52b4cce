package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"mentor/bot"
)

// Run implements bot.Adapter. It greets, and returns when ctx ends, the
// person leaves or the input is over; each line has been answered by then.
func (t *Terminal) Run(ctx context.Context, in bot.Intake) error {
	var err error
	if t.lines, err = t.input(ctx, in); err != nil {
		return err
	}
	defer t.lines.close()
	if c, ok := in.(interface{ Commands(line string) bool }); ok {
		t.commands = c.Commands
	}
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
	return t.state.form != nil
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
	if t.state.form == nil {
		return false
	}
	t.state.form = nil
	t.print(say(t.lang, "cancelled"))
	return true
}

// take does what a line asks for.
func (t *Terminal) take(ctx context.Context, in bot.Intake, line string) {
	t.mu.Lock()
	if t.state.form != nil {
		submit, instead := t.fill(line)
		t.mu.Unlock()
		switch {
		case submit != nil:
			t.handle(ctx, in, *submit)
		case instead != "":
			t.take(ctx, in, instead)
		}
		return
	}
	if t.o.Interactive && strings.TrimSpace(line) == "" {
		t.mu.Unlock()
		return
	}
	body, more := t.state.decode(line)
	if more {
		t.nextPage()
	}
	t.mu.Unlock()
	if body != nil {
		if !bot.InDanger(line) { // such words are kept nowhere
			t.lines.remember(line)
		}
		t.handle(ctx, in, body)
	}
}

// fill answers one field of the open form; submit is the form, once it is
// whole, and instead the command for which it was left.
func (t *Terminal) fill(line string) (submit *bot.Submit, instead string) {
	form := t.state.form
	what, problem := form.answer(line, t.commands)
	switch what {
	case left:
		t.state.form = nil
		t.aside[form.key()] = form.values
		return nil, form.command
	case aside:
		t.state.form = nil
		t.aside[form.key()] = form.values
		t.print(say(form.lang, "aside"))
	case cancelled:
		t.state.form = nil
		t.print(say(form.lang, "cancelled"))
	case complete:
		return &bot.Submit{ID: form.form.ID, Value: form.form.Value, Fields: form.values, On: form.on}, ""
	case again:
		if problem != "" {
			text := t.page().wrap(problem, "", "")
			if form.command == "" {
				text += "\n\n" + form.question(t.page())
			}
			t.print(text)
		}
	case next:
		t.print(form.question(t.page()))
	}
	return nil, ""
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
		t.state.form = nil
	case err != nil:
		t.state.form = nil
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

package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// Direct implements bot.Adapter: the terminal is the person's own.
func (t *Terminal) Direct(_ context.Context, user people.UserRef) (people.Address, error) {
	if user != t.User() {
		return people.Address{}, &bot.SendError{Kind: bot.Gone, Code: "not_here", Err: errors.New("somebody else's terminal")}
	}
	return t.address(), nil
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

// show writes a reply and lays its choices and its form before the person.
// t.mu is held.
func (t *Terminal) show(r bot.Reply, unasked bool) (bot.MessageID, error) {
	if r.Lang != "" {
		t.lang = r.Lang
	}
	if form := t.state.form; form != nil && !unasked {
		if len(r.Fields) > 0 && t.refused(r.Fields) {
			return "", nil
		}
		t.state.form = nil
	}
	t.count++
	id := bot.MessageID(fmt.Sprintf("%s-%d", t.session, t.count))
	taken := map[string]bool{}
	s := &sheet{page: t.page(), lang: t.lang, number: t.state.first(unasked), folder: t.o.Folder,
		keep: func(name string, data []byte, picture bool) (string, error) {
			return keep(t.o.Folder, name, data, picture, taken)
		}}
	s.reply(r)
	t.state.offer(s.choices, id, unasked)
	if len(s.choices) > 0 {
		if len(s.choices) > choicesAPage {
			from := t.state.shown + 1
			s.add(s.more(from, min(from+choicesAPage-1, len(t.state.choices)), len(t.state.choices)))
		}
		if t.o.Interactive && r.Form == nil && t.taught < teachings {
			t.taught++
			s.add(s.style(faint, s.say("choose")))
		}
	}
	if r.Form != nil && !unasked && len(r.Form.Fields) > 0 {
		t.state.form = newAsking(*r.Form, id, t.lang)
		if before, ok := t.aside[t.state.form.key()]; ok {
			t.state.form.values = before
			delete(t.aside, t.state.form.key())
		}
		s.add(t.state.form.intro(s.page))
		s.add(t.state.form.question(s.page))
	} else if form := t.state.form; form != nil {
		s.add(form.question(s.page)) // it was interrupted: say again what is asked
	}
	return id, t.print(s.String())
}

// refused asks the fields again that the core did not take; false if none
// of them is the form's.
func (t *Terminal) refused(wrong map[string]bot.Markup) bool {
	form, p := t.state.form, t.page()
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
	first, choices := t.state.page()
	var b strings.Builder
	for i, c := range choices {
		b.WriteString(s.choice(first+i, c.Choice) + "\n")
	}
	if from := t.state.shown + 1; from <= len(t.state.choices) {
		b.WriteString(s.more(from, min(from+choicesAPage-1, len(t.state.choices)), len(t.state.choices)))
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

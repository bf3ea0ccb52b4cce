package discord

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
)

// formPage is a form's message within a reply; only the adapter makes it.
type formPage struct {
	bot.Choices // only for its place among the blocks
	f           *openedForm
	again       string // a button of this label that opens the form again; empty: its menus
}

func (p formPage) rows() []row {
	if p.again == "" {
		return p.f.rows(0)
	}
	return []row{{Components: []discordgo.MessageComponent{discordgo.Button{
		Label: label(p.again, maxButtonRunes), Style: discordgo.PrimaryButton, CustomID: gotoPrefix + p.f.key + ".0.0"}}}}
}

// formStep takes a menu or "Continue" of a form. It gives the Submit where
// that was the last step; nil where it is answered already.
func (a *Adapter) formStep(r *responder, id string, values []string) (bot.Body, error) {
	p := strings.Split(id[1:], ".")
	if len(p) != 3 {
		return nil, errNoForm
	}
	f := a.forms.get(p[0], r.who)
	n, err := strconv.Atoi(p[1])
	if f == nil || err != nil || n < 0 {
		r.apologize(r.words().lostForm)
		return nil, nil
	}
	picks := f.picks()
	if strings.HasPrefix(id, pickPrefix) {
		if n >= len(picks) || len(values) == 0 {
			return nil, errNoForm
		}
		o, err := strconv.Atoi(values[0])
		if err != nil || o < 0 || o >= len(picks[n].Options) {
			return nil, errNoForm
		}
		f.set(picks[n].ID, picks[n].Options[o].Value)
		r.respond(callback{Type: updateLater}) // the client shows the choice by itself
		return nil, nil
	}
	first, _ := strconv.Atoi(p[2])
	if n <= len(picks) {
		for _, x := range picks[min(max(first, 0), n):n] {
			if !x.Optional && f.value(x.ID) == "" {
				r.respond(callback{answerUpdate, f.page(first, fmt.Sprintf(words(f.lang).missing, "**"+bot.Escape(x.Label)+"**")).edit()})
				return nil, nil
			}
		}
	}
	switch step := n - len(picks); {
	case n < len(picks):
		r.respond(callback{answerUpdate, f.page(n, "").edit()})
		return nil, nil
	case step*maxInputs < len(f.inputs()):
		r.respond(callback{answerModal, f.modal(step)})
		return nil, nil
	}
	return a.submit(r, f), nil
}

// decodeModal takes a modal that was sent. It gives the Submit where that was
// the form's last step; nil where there is more to fill in.
func (a *Adapter) decodeModal(r *responder) bot.Body {
	d := r.i.Data
	entered := map[string]string{}
	walk(d.Components, func(p part) {
		switch {
		case p.CustomID != "" && p.Value != nil:
			entered[p.CustomID] = *p.Value
		case p.CustomID != "" && len(p.Values) > 0:
			entered[p.CustomID] = p.Values[0]
		}
	})
	id := d.CustomID
	if len(id) < 1+formKeyRunes {
		r.apologize(r.words().stale)
		return nil
	}
	key, rest := id[1:1+formKeyRunes], id[1+formKeyRunes:]
	f := a.forms.get(key, r.who)
	if f == nil && strings.HasPrefix(id, wholePrefix) {
		// The process that opened it has ended; the modal says enough by itself.
		form, value, ok := parseChoiceID(choicePrefix + rest)
		if !ok {
			r.apologize(r.words().lostForm)
			return nil
		}
		return bot.Submit{ID: form, Value: value, Fields: entered, On: r.on()}
	}
	if f == nil {
		r.apologize(r.words().lostForm)
		return nil
	}
	in := f.inputs()
	for i, x := range in {
		if v, ok := entered[inputID(in, i)]; ok {
			if v == "" && units(f.value(x.ID)) > maxInputRunes {
				continue // too long to be shown: left empty, it stays
			}
			f.set(x.ID, picked(x, v))
		}
	}
	if strings.HasPrefix(id, stepPrefix) {
		step, err := strconv.Atoi(strings.TrimPrefix(rest, "."))
		if err != nil {
			r.apologize(r.words().stale)
			return nil
		}
		// Words of danger are answered at once, not after the fields that are left.
		if (step+1)*maxInputs < len(f.inputs()) && !bot.InDanger(strings.Join(slices.Collect(maps.Values(entered)), "\n")) {
			r.askOn(f, len(f.picks())+step+1)
			return nil
		}
	}
	return a.submit(r, f)
}

// submit is the form as it was filled in. It is kept until its answer shows
// that nothing was wrong with it.
func (a *Adapter) submit(r *responder, f *openedForm) bot.Body {
	r.form = f
	f.mu.Lock()
	values := maps.Clone(f.values)
	f.mu.Unlock()
	r.steps = r.i.Message != nil && strings.Contains(messageIDs(r.i.Message), f.key+".")
	return bot.Submit{ID: f.form.ID, Value: f.form.Value, Fields: values, On: f.on}
}

// messageIDs lists a message's custom_ids.
func messageIDs(m *received) string {
	var b strings.Builder
	walk(m.Components, func(p part) { b.WriteString(p.CustomID + "\n") })
	return b.String()
}

// respond gives a first answer that belongs to a form's steps.
func (r *responder) respond(c callback) {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	r.timer.Stop()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.first != 0 {
		return
	}
	r.first = c.Type
	if _, err := r.callback(ctx, c, nil); err != nil {
		r.a.log.Warn("form's step not shown", "event", r.logName(), "err", err)
	}
}

// askOn shows the button that leads to the next modal: Discord opens none in
// answer to another.
func (r *responder) askOn(f *openedForm, to int) {
	w := words(f.lang)
	b := &builder{words: w, out: []message{{}}, rich: true}
	b.put(piece{text: w.say})
	b.row(row{Components: []discordgo.MessageComponent{discordgo.Button{
		Label: w.next, Style: discordgo.PrimaryButton, CustomID: fmt.Sprintf("%s%s.%d.%d", gotoPrefix, f.key, to, len(f.picks()))}}})
	m := b.out[0]
	if r.i.Message != nil && strings.Contains(messageIDs(r.i.Message), f.key+".") {
		r.respond(callback{answerUpdate, m.edit()})
		return
	}
	body := m.body()
	if !r.dm {
		body.Flags |= flagEphemeral
	}
	r.respond(callback{answerMessage, body})
}

// fieldErrors shows what is wrong with a form that was sent: Discord closes
// it, so a button opens it again with all that was entered. r.mu is held.
func (a *Adapter) fieldErrors(r *responder, reply bot.Reply) bot.Reply {
	out := bot.Reply{Private: true, Lang: reply.Lang, Delivery: reply.Delivery}
	w := words(reply.Lang)
	text := bot.Markup(w.wrong)
	f := r.form
	said := map[string]bool{}
	if f != nil {
		for _, x := range f.form.Fields { // as the form asks
			if wrong := reply.Fields[x.ID]; wrong != "" && !said[x.ID] {
				said[x.ID] = true
				text += "\n\n**" + bot.Escape(x.Label) + "**: " + wrong
			}
		}
	}
	for _, id := range sortedFields(reply.Fields) {
		if !said[id] {
			text += "\n\n" + reply.Fields[id]
		}
	}
	if reply.Text != "" {
		text += "\n\n" + reply.Text
	}
	out.Text = text
	if f != nil {
		out.Blocks = []bot.Block{formPage{f: f, again: w.edit}}
	}
	return out
}

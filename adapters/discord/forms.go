package discord

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
	"mentor/bot/people"
)

// A form is a modal where one can hold it: at most five text inputs. What is
// picked from a list is asked before, in menus on a message, and further
// inputs in further modals; "Continue" goes from one to the next. The first
// character of a custom_id: s the modal of a whole form (it carries the form's
// id and value, so it outlives a restart), t the modal of a step, k a menu, n
// "Continue".
const (
	wholePrefix  = "s"
	stepPrefix   = "t"
	pickPrefix   = "k"
	gotoPrefix   = "n"
	picksAtOnce  = 4 // menus on a message, beside the row of "Continue"
	formLife     = 30 * time.Minute
	formsAtMost  = 4096
	formKeyRunes = 5
)

func isFormID(id string) bool {
	return strings.HasPrefix(id, pickPrefix) || strings.HasPrefix(id, gotoPrefix)
}

// openedForm is a form that somebody is filling in.
type openedForm struct {
	key  string
	who  string
	form bot.Form
	lang people.Lang
	on   bot.MessageID
	at   time.Time

	mu     sync.Mutex // an answer may look while the next step is filled in
	values map[string]string
}

func (f *openedForm) value(id string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.values[id]
}

func (f *openedForm) set(id, value string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.values[id] = value
}

// formStore keeps forms between their steps. They are lost with the process;
// the person is told then.
type formStore struct {
	mu  sync.Mutex
	now func() time.Time
	all map[string]*openedForm
}

func newFormStore(now func() time.Time) *formStore {
	return &formStore{now: now, all: map[string]*openedForm{}}
}

func newID() string {
	var b [10]byte
	rand.Read(b[:])
	return strings.ToLower(base32.HexEncoding.EncodeToString(b[:]))
}

func (s *formStore) put(f *openedForm) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.at = s.now()
	if len(s.all) >= formsAtMost {
		for k, x := range s.all {
			if len(s.all) >= formsAtMost/2 || f.at.Sub(x.at) > formLife {
				delete(s.all, k)
			}
		}
	}
	f.key = newID()[:formKeyRunes]
	s.all[f.key] = f
}

// get finds a form of somebody; nil where it is over.
func (s *formStore) get(key, who string) *openedForm {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.all[key]
	if f == nil || f.who != "" && f.who != who || s.now().Sub(f.at) > formLife {
		return nil
	}
	return f
}

func (s *formStore) drop(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, key)
}

// isMenu tells whether a field is picked from menus on a message; a longer
// list is typed.
func isMenu(x bot.Field) bool {
	return x.Kind == bot.Pick && len(x.Options) > 0 && len(x.Options) <= picksAtOnce*maxOptions
}

func (f *openedForm) picks() []bot.Field {
	var out []bot.Field
	for _, x := range f.form.Fields {
		if isMenu(x) {
			out = append(out, x)
		}
	}
	return out
}

func (f *openedForm) inputs() []bot.Field {
	var out []bot.Field
	for _, x := range f.form.Fields {
		if !isMenu(x) {
			out = append(out, x)
		}
	}
	return out
}

// hold keeps a form that a reply opens for somebody; who is empty where the
// address alone says whose it is.
func (a *Adapter) hold(reply bot.Reply, who string, on bot.MessageID) *openedForm {
	f := &openedForm{who: who, form: *reply.Form, lang: reply.Lang, on: on, values: map[string]string{}}
	for _, x := range f.form.Fields {
		f.values[x.ID] = x.Initial
	}
	a.forms.put(f)
	return f
}

// openForm opens a modal where the interaction still takes one and the form
// fits one; shown is false otherwise. r.mu is held.
func (r *responder) openForm(ctx context.Context, reply bot.Reply) (id bot.MessageID, shown bool, err error) {
	n := 0
	for _, x := range reply.Form.Fields {
		if n++; isMenu(x) {
			return "", false, nil
		}
	}
	if n == 0 || n > maxInputs || r.first != 0 || r.i.Type == discordgo.InteractionModalSubmit {
		return "", false, nil
	}
	f := r.a.hold(reply, r.who, r.on())
	r.first = answerModal
	_, err = r.callback(ctx, callback{answerModal, f.modal(0)}, nil)
	return "", true, sendError(err)
}

// modalBody is a modal as it is sent.
type modalBody struct {
	CustomID   string                       `json:"custom_id"`
	Title      string                       `json:"title"`
	Components []discordgo.MessageComponent `json:"components"`
}

// modal is the modal of a step: five inputs from the step's first.
func (f *openedForm) modal(step int) modalBody {
	in := f.inputs()
	id := stepPrefix + f.key + "." + strconv.Itoa(step)
	if len(in) <= maxInputs && len(f.picks()) == 0 {
		if whole := wholePrefix + f.key + strconv.Itoa(len(f.form.ID)) + ":" + f.form.ID + f.form.Value; units(whole) <= maxCustomIDRunes {
			id = whole
		}
	}
	m := modalBody{CustomID: id, Title: label(f.form.Title, maxModalTitleRunes)}
	w := words(f.lang)
	if step == 0 && len(in) < maxInputs && len(f.picks()) == 0 { // after menus the intro has been read
		if text := f.intro(); text != "" {
			m.Components = append(m.Components, discordgo.TextDisplay{Content: text})
		}
	}
	for i := step * maxInputs; i < min(len(in), (step+1)*maxInputs); i++ {
		m.Components = append(m.Components, row{Components: []discordgo.MessageComponent{f.input(inputID(in, i), in[i], w)}})
	}
	return m
}

// intro is what a form says before its fields, where a modal takes it whole.
func (f *openedForm) intro() string {
	if f.form.Intro == "" {
		return ""
	}
	parts := render(bot.Reply{Text: f.form.Intro}, false)
	if len(parts) != 1 {
		return ""
	}
	return parts[0].Content
}

// hint is an example in an empty field.
func hint(x bot.Field, w adapterWords) string {
	if strings.TrimSpace(x.Hint) == "" {
		return ""
	}
	return shorten(w.example+x.Hint, maxInputHintRunes)
}

// input is one text input. What stands in it already and is too long for
// Discord is left out, and said; the field is then optional, and empty keeps it.
func (f *openedForm) input(id string, x bot.Field, w adapterWords) discordgo.TextInput {
	t := discordgo.TextInput{CustomID: id, Label: label(x.Label, maxInputLabelRunes), Style: discordgo.TextInputShort,
		Placeholder: hint(x, w), Required: !x.Optional, MaxLength: min(max(x.Max, 0), maxInputRunes)}
	if x.Kind == bot.LongText {
		t.Style = discordgo.TextInputParagraph
	}
	if t.MaxLength == 0 {
		t.MaxLength = maxInputRunes
	}
	switch v := strings.ToValidUTF8(f.value(x.ID), "\uFFFD"); {
	case units(v) > t.MaxLength:
		t.Placeholder, t.Required = shorten(w.tooLong, maxInputHintRunes), false
	case x.Kind == bot.LongText:
		t.Value = v
	default:
		t.Value = plainLine(v)
	}
	return t
}

// formMessage is a form that cannot be a modal at once: menus for what is
// picked, and a button for the rest.
func (a *Adapter) formMessage(reply bot.Reply, who string, on bot.MessageID) bot.Reply {
	f := a.hold(reply, who, on)
	out := reply
	out.Form = nil
	out.Blocks = []bot.Block{formPage{f: f}}
	out.Text = reply.Text
	if reply.Form.Intro != "" {
		out.Text = reply.Form.Intro
	}
	if out.Text == "" {
		out.Text = "**" + bot.Escape(reply.Form.Title) + "**"
	}
	return out
}

// page is the message of a form's menus from the n-th on.
func (f *openedForm) page(first int, note string) message {
	w := words(f.lang)
	text := f.form.Intro
	if text == "" {
		text = "**" + bot.Escape(f.form.Title) + "**"
	}
	if note != "" {
		text += "\n\n" + bot.Markup(note)
	}
	b := &builder{words: w, out: []message{{}}, rich: true} // it may take the place of a layout
	b.markup(text, false)
	for _, r := range f.rows(first) {
		b.row(r)
	}
	return b.out[0]
}

// rows are the menus from the n-th pick on, and "Continue". A pick of more
// than 25 options takes several menus.
func (f *openedForm) rows(first int) []row {
	w := words(f.lang)
	picks := f.picks()
	var out []row
	next := first
	for ; next < len(picks); next++ {
		x := picks[next]
		menus := (len(x.Options) + maxOptions - 1) / maxOptions
		if len(out)+menus > picksAtOnce && len(out) > 0 {
			break
		}
		for p := range menus {
			part := x.Options[p*maxOptions : min((p+1)*maxOptions, len(x.Options))]
			m := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: fmt.Sprintf("%s%s.%d.%d", pickPrefix, f.key, next, p),
				Placeholder: label(x.Label, maxPlaceholderRunes)}
			if menus > 1 {
				m.Placeholder = shorten(x.Label, 100) + " " + fmt.Sprintf(w.page, p*maxOptions+1, p*maxOptions+len(part), len(x.Options))
			}
			for i, o := range part {
				m.Options = append(m.Options, discordgo.SelectMenuOption{Label: label(o.Label, maxOptionRunes), Description: optionNote(o),
					Value: strconv.Itoa(p*maxOptions + i), Default: f.value(x.ID) != "" && f.value(x.ID) == o.Value})
			}
			out = append(out, row{Components: []discordgo.MessageComponent{m}})
		}
	}
	to := fmt.Sprintf("%s%s.%d.%d", gotoPrefix, f.key, next, first)
	text := w.next
	if next >= len(picks) && len(f.inputs()) == 0 && f.form.Submit != "" {
		text = f.form.Submit
	}
	return append(out, row{Components: []discordgo.MessageComponent{discordgo.Button{Label: label(text, maxButtonRunes), Style: discordgo.PrimaryButton, CustomID: to}}})
}

// inputID is the field's own id, so that a form that was sent can be read
// without what this process knows of it; a number where Discord would refuse it.
func inputID(in []bot.Field, n int) string {
	id := in[n].ID
	for i, x := range in {
		if i != n && x.ID == id {
			id = ""
		}
	}
	if id == "" || units(id) > maxCustomIDRunes || strings.HasPrefix(id, "#") {
		return "#" + strconv.Itoa(n)
	}
	return id
}

// picked is the value of what was typed into a list that is too long for
// menus: the option of that label, else the words themselves.
func picked(x bot.Field, typed string) string {
	if x.Kind == bot.Pick {
		for _, o := range x.Options {
			if strings.EqualFold(strings.TrimSpace(typed), plainLine(o.Label)) {
				return o.Value
			}
		}
	}
	return typed
}

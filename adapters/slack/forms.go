package slack

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
)

// formState is what a form has to know when it comes back. It travels in the
// view's private_metadata (3,000 characters).
type formState struct {
	ID          string `json:"id"`
	Value       string `json:"v,omitempty"`
	On          string `json:"on,omitempty"`
	Channel     string `json:"ch"`
	Thread      string `json:"th,omitempty"`
	Ephemeral   bool   `json:"eph,omitempty"`
	ResponseURL string `json:"url,omitempty"`

	fields map[string]string
	blocks []string // the view's block ids, for where a fault is shown
}

const (
	formCallback = "mentor_form"
	inputAction  = "input"
	fieldBlock   = "field:" // field:<id>, or field:<id>#<part> of a long one
)

// openForm opens a form in answer to an event with a trigger.
func (a *Adapter) openForm(ctx context.Context, in inbound, f bot.Form) error {
	ctx, cancel := context.WithTimeout(ctx, answerInTime)
	defer cancel()
	view := formView(f, stateOf(in, f), a.texts(in))
	return a.call(ctx, "views.open", "", true, func(ctx context.Context) error {
		_, err := a.api().OpenViewContext(ctx, in.trigger, view)
		return err
	})
}

func stateOf(in inbound, f bot.Form) formState {
	s := formState{ID: f.ID, Value: f.Value, Channel: in.ev.From.Channel, Thread: in.ev.From.Thread,
		Ephemeral: in.ephemeral, ResponseURL: in.responseURL}
	switch b := in.ev.Body.(type) {
	case bot.Press:
		s.On = string(b.On)
	case bot.Submit:
		s.On = string(b.On)
	}
	return s
}

// formView renders a form.
func formView(f bot.Form, state formState, t texts) slackgo.ModalViewRequest {
	private, err := json.Marshal(state)
	if err != nil || utf8.RuneCount(private) > maxInputRunes {
		state.ResponseURL = "" // the answer goes another way then
		private, _ = json.Marshal(state)
	}
	title, submit := f.Title, f.Submit
	if strings.TrimSpace(title) == "" {
		title = t.form
	}
	if strings.TrimSpace(submit) == "" {
		submit = t.submit
	}
	w := &renderer{where: inView}
	w.markup(parse(f.Intro))
	var blocks []slackgo.Block
	for _, p := range w.pieces {
		blocks = append(blocks, p.blocks...)
	}
	for _, field := range f.Fields {
		blocks = append(blocks, inputs(field, t)...)
	}
	if len(blocks) > maxViewBlocks {
		blocks = blocks[len(blocks)-maxViewBlocks:] // an introduction of that length gives way to the fields
	}
	if len(blocks) == 0 {
		blocks = append(blocks, slackgo.NewDividerBlock())
	}
	return slackgo.ModalViewRequest{Type: slackgo.VTModal, CallbackID: formCallback, PrivateMetadata: string(private),
		Title: plainText(shorten(title, maxViewTitleRunes)), Submit: plainText(shorten(submit, maxViewTitleRunes)),
		Close: plainText(t.close), Blocks: slackgo.Blocks{BlockSet: blocks}}
}

// inputs renders a field: one input, or several where what stands in it is
// longer than one holds.
func inputs(f bot.Field, t texts) []slackgo.Block {
	label := plainText(shorten(f.Label, maxLabelRunes))
	var hint *slackgo.TextBlockObject
	if h := strings.TrimSpace(bot.Clean(f.Hint)); h != "" {
		hint = plainText(shorten(t.example+h, maxHintRunes))
	}
	one := func(e slackgo.BlockElement) []slackgo.Block {
		b := slackgo.NewInputBlock(fieldBlock+f.ID, label, nil, e)
		b.Optional = f.Optional
		return []slackgo.Block{b}
	}
	switch {
	case f.Kind == bot.Pick && len(f.Options) > 0:
		return one(pick(f, hint))
	case f.Kind == bot.Date && (f.Initial == "" || isDate(f.Initial)):
		e := slackgo.NewDatePickerBlockElement(inputAction)
		e.InitialDate = f.Initial // its placeholder would be no example: nothing is typed
		return one(e)
	case f.Suggest != "" && len(f.Suggest)+len(suggestAction) <= maxActionIDLen && utf8.RuneCountInString(f.Initial) <= maxOptionRunes:
		e := slackgo.NewOptionsSelectBlockElement(slackgo.OptTypeExternal, hint, suggestAction+f.Suggest)
		least := 0
		e.MinQueryLength = &least
		if i := bot.Clean(f.Initial); i != "" {
			e.InitialOption = slackgo.NewOptionBlockObject(i, plainText(i), nil)
		}
		return one(e)
	}
	most := maxInputRunes
	if f.Max > 0 {
		most = min(most, f.Max)
	}
	parts := []string{f.Initial}
	if utf8.RuneCountInString(f.Initial) > most {
		parts = cutExact(f.Initial, maxInputRunes)
		most = maxInputRunes
	}
	var blocks []slackgo.Block
	for i, part := range parts {
		e := slackgo.NewPlainTextInputBlockElement(hint, inputAction)
		e.Multiline = f.Kind == bot.LongText || len(parts) > 1
		e.MaxLength = most
		e.InitialValue = part
		id, l := fieldBlock+f.ID, label
		if len(parts) > 1 {
			id += "#" + strconv.Itoa(i)
			l = plainText(shorten(f.Label, maxLabelRunes-10) + " (" + strconv.Itoa(i+1) + "/" + strconv.Itoa(len(parts)) + ")")
		}
		b := slackgo.NewInputBlock(id, l, nil, e)
		b.Optional = f.Optional || i > 0
		blocks = append(blocks, b)
	}
	return blocks
}

// cutExact cuts text so that the parts together are the text.
func cutExact(s string, n int) []string {
	var out []string
	for s != "" {
		var head string
		head, s = cutAt(s, n)
		out = append(out, head)
	}
	return out
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// pick is a menu of a form; beyond a hundred options they come in groups.
func pick(f bot.Field, hint *slackgo.TextBlockObject) *slackgo.SelectBlockElement {
	var all []*slackgo.OptionBlockObject
	var initial *slackgo.OptionBlockObject
	seen := map[string]bool{}
	for _, c := range f.Options {
		value := c.Value
		if value == "" {
			value = c.Label
		}
		if utf8.RuneCountInString(value) > maxOptionValueLen || seen[value] || value == "" {
			continue // it could not be told apart when it comes back
		}
		seen[value] = true
		o := slackgo.NewOptionBlockObject(value, plainText(shorten(c.Label, maxOptionRunes)), nil)
		if value == f.Initial {
			initial = o
		}
		all = append(all, o)
	}
	if len(all) == 0 {
		all = append(all, slackgo.NewOptionBlockObject("–", plainText("–"), nil))
	}
	e := slackgo.NewOptionsSelectBlockElement(slackgo.OptTypeStatic, hint, inputAction)
	e.InitialOption = initial
	if len(all) <= maxMenuOptions {
		e.Options = all
		return e
	}
	for from := 0; from < len(all) && len(e.OptionGroups) < maxMenuOptions; from += maxMenuOptions {
		to := min(from+maxMenuOptions, len(all))
		label := strconv.Itoa(from+1) + "–" + strconv.Itoa(to)
		e.OptionGroups = append(e.OptionGroups, slackgo.NewOptionGroupBlockElement(plainText(label), all[from:to]...))
	}
	return e
}

// readForm reads what was entered; false where the view is none of our forms.
func readForm(v viewOf) (formState, bool) {
	var s formState
	if v.Callback != formCallback || lenient([]byte(v.Private), &s) != nil {
		return formState{}, false
	}
	s.fields = map[string]string{}
	for _, b := range v.Blocks { // in the view's order, so that parts join in theirs
		id, is := strings.CutPrefix(b.ID, fieldBlock)
		if !is {
			continue
		}
		s.blocks = append(s.blocks, b.ID)
		name, _, _ := cutPart(id)
		for _, e := range v.State.Values[b.ID] {
			value := e.Value
			if e.Date != "" {
				value = e.Date
			}
			if e.Option.Value != "" {
				value = e.Option.Value
			}
			s.fields[name] += value
		}
	}
	return s, true
}

// cutPart takes the number of a part off a field's id.
func cutPart(id string) (name string, part int, is bool) {
	i := strings.LastIndexByte(id, '#')
	if i < 0 {
		return id, 0, false
	}
	n, err := strconv.Atoi(id[i+1:])
	if err != nil {
		return id, 0, false
	}
	return id[:i], n, true
}

// submit handles a form that came back. What is wrong is said at the fields,
// and the form stays open.
func (a *Adapter) submit(ctx context.Context, core bot.Intake, in inbound, done ack) {
	r, err := a.inTime(ctx, core, in)
	if err != nil {
		sorry := a.apology(in, err)
		if sorry.Empty() || len(in.view.blocks) == 0 {
			done(nil, true)
			return
		}
		done(slackgo.NewErrorsViewSubmissionResponse(map[string]string{in.view.blocks[0]: flat(parse(sorry.Text))}), true)
		return
	}
	if len(r.Fields) > 0 {
		if faults := in.view.faults(r.Fields); len(faults) > 0 {
			done(slackgo.NewErrorsViewSubmissionResponse(faults), true)
			return
		}
	}
	if r.Form != nil {
		view := formView(*r.Form, stateOf(in, *r.Form), a.texts(in))
		done(slackgo.NewUpdateViewSubmissionResponse(&view), true)
		r.Form = nil
	} else {
		done(nil, true)
	}
	if err := a.insist(ctx, in, r); err != nil {
		a.fault("answer was not shown", in.ev, err)
	}
}

// faults puts what is wrong at the inputs of the fields; what fits none is
// said at the first.
func (s formState) faults(fields map[string]bot.Markup) map[string]string {
	out := map[string]string{}
	add := func(block, words string) {
		if out[block] != "" {
			words = out[block] + " " + words
		}
		out[block] = shorten(words, maxErrorRunes)
	}
	for field, m := range fields {
		words := flat(parse(m))
		at := ""
		for _, b := range s.blocks {
			if name, _, _ := cutPart(strings.TrimPrefix(b, fieldBlock)); name == field {
				at = b
				break
			}
		}
		if at == "" && len(s.blocks) > 0 {
			at = s.blocks[0]
		}
		if at != "" {
			add(at, words)
		}
	}
	return out
}

// options are suggestions as a menu's options, what was typed among them: a
// suggestion never keeps anybody from their own words.
func options(found []bot.Choice, typed string) slackgo.OptionsResponse {
	out := slackgo.OptionsResponse{Options: []*slackgo.OptionBlockObject{}}
	seen := map[string]bool{}
	add := func(value, label, description string) {
		if value == "" || seen[value] || utf8.RuneCountInString(value) > maxOptionValueLen || len(out.Options) >= maxSuggestions {
			return
		}
		seen[value] = true
		var d *slackgo.TextBlockObject
		if strings.TrimSpace(bot.Clean(description)) != "" {
			d = plainText(shorten(description, maxDescriptRunes))
		}
		out.Options = append(out.Options, slackgo.NewOptionBlockObject(value, plainText(shorten(label, maxOptionRunes)), d))
	}
	typed = bot.Clean(typed)
	for i, c := range found {
		if i >= maxSuggestions-1 {
			break
		}
		value := c.Value
		if value == "" {
			value = c.Label
		}
		add(value, c.Label, c.Description)
	}
	add(typed, typed, "")
	return out
}

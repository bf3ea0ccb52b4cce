package bot

import (
	"strings"
)

// Open shows a form, or where none can be opened a button that does.
func (t *Turn) Open(id, value string) (Reply, error) {
	f, err := t.Bot.forms[id].Open(t, value)
	if err != nil {
		return Reply{}, err
	}
	f.ID, f.Value = id, value
	return Reply{Form: f, Private: !t.Event.DM}, nil
}

// formButton is what a form becomes where it cannot be opened.
func (t *Turn) formButton(r Reply) Reply {
	f := r.Form
	text := r.Text
	if text == "" {
		text = f.Intro
	}
	if text == "" {
		text = t.Say("form.open", "title", f.Title)
	}
	return Reply{Text: text, Private: r.Private, Lang: r.Lang, Blocks: []Block{Choices{Items: []Choice{
		{Label: f.Title, Action: "form", Value: f.ID + " " + f.Value, Style: Primary}}}}}
}

func pressForm(t *Turn, value string) (Reply, error) {
	id, value, _ := strings.Cut(value, " ")
	if _, ok := t.Bot.forms[id]; !ok {
		return t.Stale(), nil
	}
	return t.Open(id, value)
}

func clean(fields map[string]string) map[string]string {
	out := make(map[string]string, len(fields))
	for k, v := range fields {
		out[k] = Clean(v)
	}
	return out
}

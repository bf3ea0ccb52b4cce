package bot

import (
	"strings"
)

// open shows a form, or where none can be opened a button that does.
func (t *Turn) open(id, value string) (Reply, error) {
	f, err := t.b.forms[id].open(t, value)
	if err != nil {
		return Reply{}, err
	}
	f.ID, f.Value = id, value
	return Reply{Form: f, Private: !t.ev.DM}, nil
}

// formButton is what a form becomes where it cannot be opened.
func (t *Turn) formButton(r Reply) Reply {
	f := r.Form
	text := r.Text
	if text == "" {
		text = f.Intro
	}
	if text == "" {
		text = t.say("form.open", "title", f.Title)
	}
	return Reply{Text: text, Private: r.Private, Lang: r.Lang, Blocks: []Block{Choices{Items: []Choice{
		{Label: f.Title, Action: "form", Value: f.ID + " " + f.Value, Style: Primary}}}}}
}

func pressForm(t *Turn, value string) (Reply, error) {
	id, value, _ := strings.Cut(value, " ")
	if _, ok := t.b.forms[id]; !ok {
		return t.stale(), nil
	}
	return t.open(id, value)
}

func clean(fields map[string]string) map[string]string {
	out := make(map[string]string, len(fields))
	for k, v := range fields {
		out[k] = Clean(v)
	}
	return out
}

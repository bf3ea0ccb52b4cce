package discord

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"mentor/adapters/discord/discordfake"
	"mentor/bot"
	"mentor/bot/people"
)

// dice makes a Reply of any bytes, of 200 KB at most.
type dice struct {
	data []byte
	made int
}

func (d *dice) n(most int) int {
	if len(d.data) == 0 {
		return 0
	}
	v := int(d.data[0])
	d.data = d.data[1:]
	if most > 255 && len(d.data) > 0 {
		v = v<<8 | int(d.data[0])
		d.data = d.data[1:]
	}
	return v % (most + 1)
}

// text is some of the bytes, at times many times over.
func (d *dice) text() (out string) {
	n := min(d.n(40), len(d.data))
	s := string(d.data[:n])
	d.data = d.data[n:]
	if d.made += len(s); d.made > 200<<10 {
		return s
	}
	defer func() { d.made += len(out) }()
	switch d.n(12) {
	case 0:
		return strings.Repeat(s, 1+d.n(3000))
	case 1:
		return strings.Repeat(s+" ", 1+d.n(500))
	case 2:
		return strings.Repeat("**"+s+"** [l](https://x.y/"+s+")\n\n- ", 1+d.n(100))
	case 3:
		return string(bot.Escape(s))
	}
	return s
}

func (d *dice) markup() bot.Markup { return bot.Markup(d.text()) }

func (d *dice) choices() bot.Choices {
	c := bot.Choices{Prompt: d.markup()}
	for range d.n(330) {
		c.Items = append(c.Items, bot.Choice{Label: d.text(), Description: d.text(), Action: shorten(d.text(), 40), Value: d.text(), Style: bot.Style(d.n(2))})
	}
	return c
}

func (d *dice) reply() bot.Reply {
	r := bot.Reply{Text: d.markup(), Private: d.n(1) == 1, Lang: []people.Lang{"en", "fr", ""}[d.n(2)]}
	for range d.n(12) {
		switch d.n(6) {
		case 0:
			r.Blocks = append(r.Blocks, bot.Section{Title: d.text(), Text: d.markup()})
		case 1:
			t := bot.Table{Title: d.text()}
			for range d.n(4) {
				t.Head = append(t.Head, d.markup())
			}
			for range d.n(30) {
				row := make([]bot.Markup, len(t.Head))
				for i := range row {
					row[i] = d.markup()
				}
				t.Rows = append(t.Rows, row)
			}
			r.Blocks = append(r.Blocks, t)
		case 2:
			r.Blocks = append(r.Blocks, bot.Progress{Label: d.text(), Done: d.n(300) - 10, Total: d.n(300) - 10})
		case 3:
			r.Blocks = append(r.Blocks, bot.Picture{Name: d.text(), Alt: d.text(), PNG: []byte(d.text())})
		case 4:
			r.Blocks = append(r.Blocks, bot.File{Name: d.text(), MIME: d.text(), Data: []byte(d.text())})
		default:
			r.Blocks = append(r.Blocks, d.choices())
		}
	}
	return r
}

func (d *dice) form() bot.Form {
	f := bot.Form{ID: shorten(d.text(), 40), Value: shorten(d.text(), 40), Title: d.text(), Intro: d.markup(), Submit: d.text()}
	for range d.n(14) {
		x := bot.Field{ID: d.text(), Label: d.text(), Hint: d.text(), Kind: bot.FieldKind(d.n(3)), Optional: d.n(1) == 1, Initial: d.text(), Max: d.n(6000) - 10}
		if x.Kind == bot.Pick {
			for range d.n(130) {
				x.Options = append(x.Options, bot.Choice{Label: d.text(), Value: d.text(), Description: d.text()})
			}
		}
		f.Fields = append(f.Fields, x)
	}
	return f
}

// checkMessages applies Discord's rules to what would be sent.
func checkMessages(t *testing.T, all []message) {
	t.Helper()
	for _, m := range all {
		for _, body := range []any{m.body(), m.edit()} {
			data, err := json.Marshal(body)
			if err != nil {
				t.Fatal(err)
			}
			if !utf8.Valid(data) || !strings.Contains(string(data), `"allowed_mentions":{"parse":[]}`) {
				t.Fatal("invalid UTF-8, or it may ping")
			}
			if err := discordfake.Check(data); err != nil {
				t.Fatalf("%v: %.2000s", err, data)
			}
		}
		if m.Layout != nil && (m.Content != "" || len(m.Components) > 0) {
			t.Fatal("content beside a layout")
		}
		for _, f := range m.Files {
			if len(f.data) > maxFileBytes {
				t.Fatal("a file is too large")
			}
		}
	}
}

// FuzzRender: any Reply, Form included, is within Discord's limits.
func FuzzRender(f *testing.F) {
	for _, s := range []string{"", "abc", odd, strings.Repeat(odd, 30), strings.Repeat("\x05\x00\xffab*_`[x](https://a.b)", 60), strings.Repeat("\x06\x0c\x05\x01\xff\x01choice", 200)} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d := &dice{data: data}
		r := d.reply()
		checkMessages(t, render(r, false))
		checkMessages(t, render(r, true))
		form := d.form()
		r.Form = &form
		a := New(Options{Token: "x"})
		checkMessages(t, render(a.formMessage(r, anna, ""), false))
		o := a.hold(r, anna, "")
		for first := 0; first <= len(o.picks()); first++ {
			checkMessages(t, []message{o.page(first, "")})
		}
		for step := 0; step*maxInputs < len(o.inputs()); step++ {
			data, _ := json.Marshal(o.modal(step))
			if err := discordfake.CheckModal(data); err != nil {
				t.Fatalf("%v: %.2000s", err, data)
			}
		}
	})
}

// FuzzDecode: nothing that arrives makes the adapter fall over.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"id":"1","channel_id":"2","author":{"id":"3"},"content":"<@9> hi <t:12345678901234567890:R>","mentions":[{"id":"9"}]}`))
	f.Add([]byte(`{"id":"1","type":3,"token":"t","channel_id":"2","user":{"id":"3"},"data":{"custom_id":"c3:abc","component_type":2}}`))
	f.Add([]byte(`{"id":"1","type":3,"token":"t","channel_id":"2","user":{"id":"3"},"data":{"custom_id":"n12345.9.9","component_type":2,"values":["7"]}}`))
	f.Add([]byte(`{"id":"1","type":5,"token":"t","channel_id":"2","user":{"id":"3"},"data":{"custom_id":"s123452:abcd","components":[{"type":1,"components":[{"type":4,"custom_id":"a","value":"b"}]}]}}`))
	f.Add([]byte(`{"id":"1","type":2,"token":"t","channel_id":"2","member":{"user":{"id":"3"}},"guild_id":"5","data":{"name":"goal","type":1,"options":[{"name":"add","type":1,"options":[{"name":"n","type":4,"value":3}]}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		a := New(Options{Token: "x", APIURL: "http://127.0.0.1:1"})
		a.self = "9"
		var m received
		if lenient(data, &m) == nil {
			a.decodeMessage(&m)
			saying(&m, "9")
		}
		var i interaction
		if lenient(data, &i) != nil || i.who() == "" {
			return
		}
		switch i.Type {
		case discordgo.InteractionApplicationCommand:
			a.decodeCommand(&i)
		case discordgo.InteractionMessageComponent:
			parseChoiceID(i.Data.CustomID)
		}
	})
}

func TestChoiceIDs(t *testing.T) {
	for _, c := range []bot.Choice{{}, {Action: "a"}, {Value: "v"}, {Action: "goal.done", Value: "12"}, {Action: "é:", Value: ":1:c2:x"}} {
		for copy := range 3 {
			action, value, ok := parseChoiceID(choiceID(c, copy))
			if !ok || action != c.Action || value != c.Value {
				t.Errorf("%q %q came back as %q %q %v", c.Action, c.Value, action, value, ok)
			}
		}
	}
	for _, id := range []string{"", "c", "c:", "cx:y", "c9:y", "c-1:y", "m1", "é"} {
		if _, _, ok := parseChoiceID(id); ok {
			t.Errorf("%q is taken for a choice", id)
		}
	}
}

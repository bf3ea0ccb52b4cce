package bottest

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// Known is what the mentor knows; loading it once keeps the tests quick.
var Known = sync.OnceValues(func() (*careers.Content, error) { return careers.Load() })

var Engine = sync.OnceValues(func() (*answers.Engine, error) {
	c, err := Known()
	if err != nil {
		return nil, err
	}
	return answers.New(c)
})

// talker is one person in a private conversation with the mentor.
type talker struct {
	*testing.T
	Bot  *bot.Bot
	Db   Store
	Now  time.Time
	n    int
	Last bot.Reply
}

// NewTalker starts on Sunday 22 November 2026, 15:00 UTC.
func NewTalker(t *testing.T) *talker {
	t.Helper()
	m := New(t)
	return &talker{T: t, Bot: m.Bot, Db: m.DB, Now: time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)}
}

func (t *talker) Do(body bot.Body) bot.Reply {
	t.Helper()
	t.n++
	t.Now = t.Now.Add(time.Second)
	r, err := t.Bot.Handle(t.Context(), bot.Event{ID: fmt.Sprint(t.n), At: t.Now, DM: true, Forms: true, Body: body,
		User: people.UserRef{Platform: people.Terminal, ID: "me"}, From: people.Address{Platform: people.Terminal, Channel: "me"}})
	if err != nil {
		t.Fatalf("%v: %v", body, err)
	}
	if strings.Contains(string(r.Text), "[") && !strings.Contains(string(r.Text), "](https://") && !strings.Contains(string(r.Text), "](<") && !strings.Contains(string(r.Text), `\[`) {
		t.Errorf("%v: a wording is missing: %s", body, r.Text)
	}
	for _, c := range Choices(r) {
		if len(c.Action)+len(c.Value) > bot.MaxChoiceBytes {
			t.Errorf("%v: choice %q carries %d bytes", body, c.Label, len(c.Action)+len(c.Value))
		}
	}
	t.Last = r
	return r
}

// Says sends a message and wants parts of the answer, as plain text.
func (t *talker) Says(text string, want ...string) bot.Reply {
	t.Helper()
	r := t.Do(bot.Message{Text: text})
	return t.Wants(text, r, want...)
}

// Takes presses the choice of the last reply whose label has a part.
func (t *talker) Takes(label string, want ...string) bot.Reply {
	t.Helper()
	for _, c := range Choices(t.Last) {
		if strings.Contains(c.Label, label) {
			return t.Wants("choice "+label, t.Do(bot.Press{Action: c.Action, Value: c.Value}), want...)
		}
	}
	t.Fatalf("no choice %q in %s", label, Show(t.Last))
	return bot.Reply{}
}

// Fills sends the form of the last reply back.
func (t *talker) Fills(fields map[string]string, want ...string) bot.Reply {
	t.Helper()
	f := t.Last.Form
	if f == nil {
		t.Fatalf("no form to fill in: %s", Show(t.Last))
	}
	all := map[string]string{}
	for _, x := range f.Fields {
		all[x.ID] = x.Initial
	}
	for k, v := range fields {
		all[k] = v
	}
	r := t.Do(bot.Submit{ID: f.ID, Value: f.Value, Fields: all})
	t.Wants("form "+f.ID, r, want...)
	if len(r.Fields) > 0 {
		t.Last.Form = f // it stays open
	}
	return r
}

func (t *talker) Wants(what string, r bot.Reply, want ...string) bot.Reply {
	t.Helper()
	got := Show(r)
	for _, w := range want {
		if strings.HasPrefix(w, "!") == strings.Contains(got, strings.TrimPrefix(w, "!")) {
			t.Errorf("%s\n%s\nwant %q", what, got, w)
		}
	}
	return r
}

func Choices(r bot.Reply) (all []bot.Choice) {
	for _, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok {
			all = append(all, c.Items...)
		}
	}
	return all
}

// Show writes a reply for people to read: its words unescaped, its choices in brackets.
func Show(r bot.Reply) string {
	var b strings.Builder
	text := ownLink.ReplaceAllString(string(r.Text), "$1")
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			continue
		}
		b.WriteByte(text[i])
	}
	for _, block := range r.Blocks {
		if c, ok := block.(bot.Choices); ok {
			b.WriteString("\n  " + strings.ReplaceAll(string(c.Prompt), "\\", ""))
			for _, i := range c.Items {
				b.WriteString("\n  [" + i.Label + "]")
			}
		}
	}
	if r.Form != nil {
		fmt.Fprintf(&b, "\n  form %s %s", r.Form.ID, r.Form.Title)
	}
	for k, v := range r.Fields {
		fmt.Fprintf(&b, "\n  %s: %s", k, strings.ReplaceAll(string(v), "\\", ""))
	}
	return b.String()
}

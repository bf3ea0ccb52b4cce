package bot_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/bottest"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/db"
)

// known is what the mentor knows; loading it once keeps the tests quick.
var known = sync.OnceValues(func() (*careers.Content, error) { return careers.Load() })

var engine = sync.OnceValues(func() (*answers.Engine, error) {
	c, err := known()
	if err != nil {
		return nil, err
	}
	return answers.New(c)
})

// talker is one person in a private conversation with the mentor.
type talker struct {
	*testing.T
	bot  *bot.Bot
	db   *db.DB
	now  time.Time
	n    int
	last bot.Reply
}

// newTalker starts on Sunday 22 November 2026, 15:00 UTC.
func newTalker(t *testing.T) *talker {
	t.Helper()
	m := bottest.New(t)
	return &talker{T: t, bot: m.Bot, db: m.DB, now: time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)}
}

func (t *talker) do(body bot.Body) bot.Reply {
	t.Helper()
	t.n++
	t.now = t.now.Add(time.Second)
	r, err := t.bot.Handle(t.Context(), bot.Event{ID: fmt.Sprint(t.n), At: t.now, DM: true, Forms: true, Body: body,
		User: people.UserRef{Platform: people.Terminal, ID: "me"}, From: people.Address{Platform: people.Terminal, Channel: "me"}})
	if err != nil {
		t.Fatalf("%v: %v", body, err)
	}
	if strings.Contains(string(r.Text), "[") && !strings.Contains(string(r.Text), "](https://") && !strings.Contains(string(r.Text), `\[`) {
		t.Errorf("%v: a wording is missing: %s", body, r.Text)
	}
	for _, c := range choices(r) {
		if len(c.Action)+len(c.Value) > bot.MaxChoiceBytes {
			t.Errorf("%v: choice %q carries %d bytes", body, c.Label, len(c.Action)+len(c.Value))
		}
	}
	t.last = r
	return r
}

// says sends a message and wants parts of the answer, as plain text.
func (t *talker) says(text string, want ...string) bot.Reply {
	t.Helper()
	r := t.do(bot.Message{Text: text})
	return t.wants(text, r, want...)
}

// takes presses the choice of the last reply whose label has a part.
func (t *talker) takes(label string, want ...string) bot.Reply {
	t.Helper()
	for _, c := range choices(t.last) {
		if strings.Contains(c.Label, label) {
			return t.wants("choice "+label, t.do(bot.Press{Action: c.Action, Value: c.Value}), want...)
		}
	}
	t.Fatalf("no choice %q in %s", label, show(t.last))
	return bot.Reply{}
}

// fills sends the form of the last reply back.
func (t *talker) fills(fields map[string]string, want ...string) bot.Reply {
	t.Helper()
	f := t.last.Form
	if f == nil {
		t.Fatalf("no form to fill in: %s", show(t.last))
	}
	all := map[string]string{}
	for _, x := range f.Fields {
		all[x.ID] = x.Initial
	}
	for k, v := range fields {
		all[k] = v
	}
	r := t.do(bot.Submit{ID: f.ID, Value: f.Value, Fields: all})
	t.wants("form "+f.ID, r, want...)
	if len(r.Fields) > 0 {
		t.last.Form = f // it stays open
	}
	return r
}

func (t *talker) wants(what string, r bot.Reply, want ...string) bot.Reply {
	t.Helper()
	got := show(r)
	for _, w := range want {
		if strings.HasPrefix(w, "!") == strings.Contains(got, strings.TrimPrefix(w, "!")) {
			t.Errorf("%s\n%s\nwant %q", what, got, w)
		}
	}
	return r
}

func choices(r bot.Reply) (all []bot.Choice) {
	for _, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok {
			all = append(all, c.Items...)
		}
	}
	return all
}

// show writes a reply for people to read: its words unescaped, its choices in brackets.
func show(r bot.Reply) string {
	var b strings.Builder
	text := string(r.Text)
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

package adaptertest

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// events: what a person says arrives once, whole, and can be answered.
func events(t *testing.T, r *rig) {
	seen := map[string]bool{}
	for _, said := range []string{"hello", "what does a solutions architect do?", "été à Zürich 日本 👩‍💻 <b> & *x*", strings.Repeat("long ", 300)} {
		r.in.answer(bot.Reply{Text: "Heard."})
		r.Say(t, said)
		ev := r.message(t)
		if got := ev.Body.(bot.Message).Text; bare(got) != bare(said) {
			t.Errorf("said %.60q, the mentor heard %.60q", said, got)
		}
		if ev.ID == "" || seen[ev.Key()] {
			t.Errorf("the event's id %q is empty or was used before", ev.ID)
		}
		seen[ev.Key()] = true
		switch {
		case ev.User != r.User():
			t.Errorf("event of %v, want %v", ev.User, r.User())
		case ev.From.Platform != r.Adapter().Platform():
			t.Errorf("event from %v", ev.From)
		case !ev.DM:
			t.Error("a private conversation is a DM")
		case ev.At.IsZero():
			t.Error("an event has a time")
		}
		if s := r.Shown(t, func(s Screen) bool { return s.shows("Heard.") }); !s.shows("Heard.") {
			t.Errorf("the answer was not shown; the screen has %.200q", s.Text)
		}
		r.sent(t, bot.Reply{Text: "By itself."}, []string{"By itself."})
		if _, err := r.Adapter().Send(t.Context(), ev.From, bot.Reply{Text: "To where it came from.", Delivery: bot.Delivery{Key: "k" + ev.ID[max(0, len(ev.ID)-20):], Try: 1}}); err != nil {
			t.Errorf("Send to the event's own address: %v", err)
		}
		if s := r.Shown(t, func(s Screen) bool { return s.shows("To where it came from.") }); !s.shows("To where it came from.") {
			t.Error("a message to the event's own address was not shown")
		}
	}
}

// replies: nothing of any reply vanishes, as an answer and as a message of our own.
func replies(t *testing.T, r *rig) {
	for _, c := range Cases() {
		t.Run(c.Name, func(t *testing.T) {
			check := func(how string, s Screen) {
				t.Helper()
				if gone := s.missing(c.Want); len(gone) > 0 {
					t.Errorf("%s: %d of %d texts are not shown, the first %q; the screen has %.400q", how, len(gone), len(c.Want), gone[0], s.Text)
				}
				for name, data := range c.Files {
					found := false
					for _, there := range s.Files {
						found = found || bytes.Equal(there, data)
					}
					if !found {
						t.Errorf("%s: %s did not arrive; there are %v", how, name, maps.Keys(s.Files))
					}
				}
			}
			check("answered", r.asked(t, c.Reply, c.Want))
			s, id := r.sent(t, c.Reply, c.Want)
			check("sent", s)
			if id == "" {
				t.Error("Send gave no message id")
			}
		})
	}
}

// choices: each of them, however many, comes back as the Press that it is.
func choices(t *testing.T, r *rig) {
	for _, n := range []int{1, 5, 30, 300} {
		all := items(n)
		for _, i := range []int{0, n / 2, n - 1} {
			r.asked(t, bot.Reply{Text: "Pick one.", Blocks: []bot.Block{bot.Choices{Items: all}}}, []string{"Pick one."})
			r.in.answer(bot.Reply{Text: "Taken."})
			r.Press(t, all[i].Label)
			ev := r.event(t, "press", func(ev bot.Event) bool { _, ok := ev.Body.(bot.Press); return ok })
			p := ev.Body.(bot.Press)
			if p.Action != all[i].Action || p.Value != all[i].Value {
				t.Errorf("of %d: pressed %q (%s %s), the mentor got %s %s", n, all[i].Label, all[i].Action, all[i].Value, p.Action, p.Value)
			}
			if p.On == "" {
				t.Error("a press names the message that it sits on")
			}
			if s := r.Shown(t, func(s Screen) bool { return s.shows("Taken.") }); !s.shows("Taken.") {
				t.Errorf("the answer to a press was not shown; the screen has %.200q", s.Text)
			}
		}
	}
}

// open shows a form in answer to a press.
func (r *rig) openForm(t *testing.T, f bot.Form) Screen {
	t.Helper()
	r.asked(t, bot.Reply{Text: "Ready?", Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{{Label: "Fill it in", Action: "form", Value: f.ID}}}}}, []string{"Ready?"})
	r.in.answer(bot.Reply{Form: &f, Private: true})
	r.Press(t, "Fill it in")
	if ev := r.event(t, "press", func(ev bot.Event) bool { _, ok := ev.Body.(bot.Press); return ok }); !ev.Forms {
		t.Error("Forms is false on a press, so no form could be opened")
	}
	s := r.Shown(t, func(s Screen) bool { return s.Form })
	if !s.Form {
		t.Fatalf("no form opened; the screen has %.300q", s.Text)
	}
	return s
}

func (r *rig) submitted(t *testing.T) bot.Submit {
	t.Helper()
	return r.event(t, "form", func(ev bot.Event) bool { _, ok := ev.Body.(bot.Submit); return ok }).Body.(bot.Submit)
}

// forms: every kind of field is asked with its label, and comes back by its id.
func forms(t *testing.T, r *rig) {
	f := form()
	s := r.openForm(t, f)
	r.in.answer(bot.Reply{Text: "Saved."})
	r.Submit(t, map[string]string{"name": "Anna Ö. <b>", "horizon": "c", "day": "2026-05-04"})
	got := r.submitted(t)
	want := map[string]string{"name": "Anna Ö. <b>", "goal": "Lead a project", "horizon": "c", "day": "2026-05-04", "note": ""}
	if got.ID != f.ID || got.Value != f.Value {
		t.Errorf("the form came back as %q %q, want %q %q", got.ID, got.Value, f.ID, f.Value)
	}
	for id, v := range want {
		if got.Fields[id] != v {
			t.Errorf("field %s came back as %q, want %q", id, got.Fields[id], v)
		}
	}
	after := r.Shown(t, func(s Screen) bool { return s.shows("Saved.") })
	if !after.shows("Saved.") {
		t.Errorf("the answer to a form was not shown; the screen has %.200q", after.Text)
	}
	s.Text += after.Text // where fields are asked one by one, the others came later
	texts := []string{"A form"}
	for _, field := range f.Fields {
		texts = append(texts, field.Label)
		for _, o := range field.Options {
			texts = append(texts, o.Label)
		}
	}
	if gone := s.missing(texts); len(gone) > 0 {
		t.Errorf("the form does not show %q; it shows %.500q", gone, s.Text)
	}
	if after.Form {
		t.Error("the form is still open")
	}
}

// fieldErrors: a form that the mentor refuses stays open with the reason, and
// can be mended.
func fieldErrors(t *testing.T, r *rig) {
	f := form()
	r.openForm(t, f)
	r.in.answer(bot.Reply{Fields: map[string]bot.Markup{"day": "That day **lies** in the past."}})
	r.Submit(t, map[string]string{"name": "Anna", "day": "1999-01-01"})
	r.submitted(t)
	s := r.Shown(t, func(s Screen) bool { return s.Form && s.shows("That day lies in the past.") })
	if !s.Form || !s.shows("That day lies in the past.") {
		t.Fatalf("form open: %v; the screen has %.300q", s.Form, s.Text)
	}
	r.in.answer(bot.Reply{Text: "Saved now."})
	r.Submit(t, map[string]string{"day": "2026-05-04"})
	if got := r.submitted(t); got.Fields["day"] != "2026-05-04" || got.Fields["name"] != "Anna" || got.Fields["goal"] != "Lead a project" {
		t.Errorf("the mended form came back as %q", got.Fields)
	}
	if s := r.Shown(t, func(s Screen) bool { return s.shows("Saved now.") }); !s.shows("Saved now.") || s.Form {
		t.Errorf("form open: %v; the screen has %.300q", s.Form, s.Text)
	}
}

// replace: a reply that takes another's place is shown.
func replace(t *testing.T, r *rig) {
	_, id := r.sent(t, bot.Reply{Text: "How is it going?", Blocks: []bot.Block{bot.Choices{Items: items(3)}}}, []string{"How is it going?"})
	r.sent(t, bot.Reply{Text: "Thank you.", Replace: id}, []string{"Thank you."})
	r.in.answer(bot.Reply{Text: "One more.", Blocks: []bot.Block{bot.Choices{Items: items(2)}}}, bot.Reply{Text: "Noted.", Replace: pressed})
	r.Say(t, "again")
	r.message(t)
	r.Shown(t, func(s Screen) bool { return s.shows("One more.") })
	r.Press(t, items(2)[1].Label)
	r.event(t, "press", func(ev bot.Event) bool { _, ok := ev.Body.(bot.Press); return ok })
	if s := r.Shown(t, func(s Screen) bool { return s.shows("Noted.") }); !s.shows("Noted.") {
		t.Errorf("the reply in a message's place is not shown; the screen has %.200q", s.Text)
	}
}

// pings: people's words notify nobody.
func pings(t *testing.T, r *rig) {
	for _, text := range []string{"<!channel> <!here> <!everyone>", "@everyone @here", "<@U012AB3CD> <@123456789012345678> <@&123456789012345678>", "<#C012AB3CD> <!subteam^S012AB3CD>"} {
		reply := bot.Reply{Text: "Noted: " + bot.Escape(text), Blocks: []bot.Block{bot.Section{Title: text, Text: bot.Escape(text)},
			bot.Table{Title: text, Head: []bot.Markup{bot.Escape(text)}, Rows: [][]bot.Markup{{bot.Escape(text)}}},
			bot.Progress{Label: text, Done: 1, Total: 2}, bot.Choices{Prompt: bot.Escape(text), Items: []bot.Choice{{Label: text, Action: "a", Value: "b"}}}}}
		for _, s := range []Screen{
			r.asked(t, reply, []string{text}),
			first(r.sent(t, reply, []string{text})),
			r.asked(t, bot.Reply{Text: "Noted: " + bot.Escape(text)}, []string{text}),
		} {
			if s.Pings != 0 {
				t.Errorf("%q notified %d", text, s.Pings)
			}
			if !s.shows(text) {
				t.Errorf("%q is not shown; the screen has %.300q", text, s.Text)
			}
		}
	}
}

func first(s Screen, _ bot.MessageID) Screen { return s }

// sendErrors: what a platform refuses comes back as the kind of error that it is.
func sendErrors(t *testing.T, r *rig) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	to, err := r.Adapter().Direct(ctx, r.User())
	if err != nil {
		t.Fatalf("Direct: %v", err)
	}
	for _, kind := range []bot.SendKind{bot.Rejected, bot.Denied, bot.Gone, bot.Retry} {
		if !r.Refuse(t, kind, 3*time.Second) {
			continue
		}
		_, err := r.Adapter().Send(ctx, to, bot.Reply{Text: "Will not arrive.", Delivery: bot.Delivery{Key: "refused-" + kind.String(), Try: 1}})
		var send *bot.SendError
		if !errors.As(err, &send) {
			t.Errorf("%v: the error is %v, no SendError", kind, err)
			continue
		}
		if send.Kind != kind {
			t.Errorf("%v: the error is of kind %v: %v", kind, send.Kind, send)
		}
		if kind == bot.Retry && send.After < 2*time.Second {
			t.Errorf("asked to wait 3 s, the error says %v", send.After)
		}
	}
}

// strangers: somebody who is not there is Gone, not an endless retry.
func strangers(t *testing.T, r *rig) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	nobody := r.User()
	nobody.ID = "999999999999999999"
	if nobody.Platform == people.Slack {
		nobody.ID = "U0NOBODY9"
	}
	to, err := r.Adapter().Direct(ctx, nobody)
	if err == nil {
		_, err = r.Adapter().Send(ctx, to, bot.Reply{Text: "Hello?"})
	}
	var send *bot.SendError
	if !errors.As(err, &send) {
		t.Fatalf("a message to nobody gave %v, no SendError", err)
	}
	if send.Kind == bot.Retry {
		t.Errorf("a message to nobody is to be tried again: %v", send)
	}
}

// drain: Run returns after its context has ended, and not before what had
// begun is answered; then it is not healthy.
func drain(t *testing.T, r *rig) {
	release := make(chan struct{})
	r.in.mu.Lock()
	r.in.hold = release
	r.in.mu.Unlock()
	r.in.answer(bot.Reply{Text: "Finished all the same."})
	r.Say(t, "a last word")
	r.message(t)
	r.stop()
	close(release)
	r.end(t)
	r.in.wg.Wait()
	if s := r.Shown(t, func(s Screen) bool { return s.shows("Finished all the same.") }); !s.shows("Finished all the same.") {
		t.Errorf("the last answer was not shown; the screen has %.200q", s.Text)
	}
	if r.Adapter().Health() == nil {
		t.Error("healthy after Run has returned")
	}
}

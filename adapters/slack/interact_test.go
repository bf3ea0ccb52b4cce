package slack

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/people"
)

// mentorish answers with all sorts of replies, by what was done.
func mentorish(ev bot.Event) (bot.Reply, error) {
	switch b := ev.Body.(type) {
	case bot.Command:
		switch {
		case b.Line == "goal add" && ev.Forms:
			return bot.Reply{Form: goalForm()}, nil
		case strings.HasPrefix(b.Line, "ask"):
			return bot.Reply{Text: "A public answer"}, nil
		}
		return bot.Reply{Text: bot.Escape("command " + strings.Join(b.Path, " ") + b.Line), Private: true}, nil
	case bot.Message:
		if b.About != "" {
			return bot.Reply{Text: "About: " + bot.Escape(b.About)}, nil
		}
		if b.Text == "secret" {
			return bot.Reply{Text: "for you alone", Private: true}, nil
		}
		return bot.Reply{Text: "Pick one", Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			{Label: "Done", Action: "goal.done", Value: "7"}, {Label: "Edit", Action: "goal.edit", Value: "7"}}}}}, nil
	case bot.Press:
		if b.Action == "goal.edit" {
			return bot.Reply{Form: goalForm()}, nil
		}
		return bot.Reply{Text: bot.Escape("pressed " + b.Action + " " + b.Value), Replace: b.On}, nil
	case bot.Submit:
		if b.Fields["text"] == "" {
			return bot.Reply{Fields: map[string]bot.Markup{"text": "Say **what** you want"}}, nil
		}
		return bot.Reply{Text: bot.Escape("goal: " + b.Fields["text"] + " " + b.Fields["horizon"] + " " + b.Fields["cert"]), Replace: b.On}, nil
	case bot.Opened:
		r := bot.Reply{Text: "Welcome", Blocks: []bot.Block{bot.Section{Title: "Home of " + ev.User.ID, Text: "Your goals"}}}
		if b.Surface == bot.FirstContact {
			r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{{Label: "Start", Action: "start"}, {Label: "What do you do?", Action: "help"}}}}
		} else {
			for range 120 {
				r.Blocks = append(r.Blocks, bot.Choices{Items: []bot.Choice{{Label: "Done", Action: "goal.done", Value: "1"}}})
			}
		}
		return r, nil
	}
	return bot.Reply{}, nil
}

func goalForm() *bot.Form {
	return &bot.Form{ID: "goal.add", Value: "x", Title: "A goal", Submit: "Save", Fields: []bot.Field{
		{ID: "text", Label: "Goal", Kind: bot.LongText, Optional: true},
		{ID: "horizon", Label: "Horizon", Kind: bot.Pick, Initial: "0-1", Options: []bot.Choice{{Label: "This year", Value: "0-1"}, {Label: "Later", Value: "1-3"}}},
		{ID: "cert", Label: "Certification", Suggest: "cert", Optional: true},
		{ID: "by", Label: "By", Kind: bot.Date, Optional: true},
	}}
}

func TestACommandOpensAFormAndItsFaultsAreSaidAtTheFields(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	b.acked(b.fake.Command("U1", "", "goal add"))
	b.opened()
	a := b.acked(b.fake.Submit("U1", map[string]string{"field:text": ""}))
	var got struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
	}
	if err := json.Unmarshal(a.Payload, &got); err != nil || got.Action != "errors" || got.Errors["field:text"] != "Say what you want" {
		t.Fatalf("acknowledged with %s, %v", a.Payload, err)
	}
	if b.fake.Modal("U1") == nil {
		t.Fatal("the form is closed though something is wrong")
	}
	b.acked(b.fake.Submit("U1", map[string]string{"field:text": "Learn *SQL*", "field:horizon": "1-3", "field:cert": "AWS"}))
	c := b.posted("chat.postMessage", "goal: Learn *SQL* 1-3 AWS")
	if b.fake.Modal("U1") != nil {
		t.Error("the form stays open")
	}
	if c.Body["channel"] != b.fake.DM("U1") {
		t.Errorf("answered in %v", c.Body["channel"])
	}
}

func TestAPressUpdatesTheMessageItSitsOn(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	sent := b.fake.Say("U1", "list")
	c := b.posted("chat.postMessage", "Pick one")
	raw, _ := json.Marshal(c.Body["blocks"])
	buttons := slackfake.Elements(raw)
	if len(buttons) != 2 || buttons[0].Label != "Done" {
		t.Fatalf("buttons %+v", buttons)
	}
	b.acked(b.fake.Press("U1", sent.Channel, c.TS, buttons[0].Action))
	b.posted("chat.update", "pressed goal.done 7")
	if n := len(b.fake.Messages()); n != 1 {
		t.Errorf("%d messages, want the same one", n)
	}
}

func TestAPressOpensAFormWhoseAnswerReplacesTheMessage(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	sent := b.fake.Say("U1", "list")
	c := b.posted("chat.postMessage", "Pick one")
	raw, _ := json.Marshal(c.Body["blocks"])
	b.acked(b.fake.Press("U1", sent.Channel, c.TS, slackfake.Elements(raw)[1].Action))
	b.acked(b.fake.Submit("U1", map[string]string{"field:text": "new words"}))
	if u := b.posted("chat.update", "goal: new words"); u.TS != c.TS {
		t.Errorf("changed %s, want %s", u.TS, c.TS)
	}
}

func TestInAChannelOneIsAnsweredAlone(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	b.fake.PutChannel("C1", false, false) // the mentor is not even in it
	b.acked(b.fake.Command("U1", "C1", "ask what now"))
	if c := b.posted("response_url", "A public answer"); c.Body["response_type"] != "ephemeral" {
		t.Errorf("response_type %v", c.Body["response_type"])
	}
	b.acked(b.fake.Command("U1", "", "progress")) // in the direct message
	b.posted("chat.postMessage", "command progress")

	sent := b.fake.Mention("U2", "C2", "what now?")
	c := b.posted("chat.postMessage", "Pick one")
	if c.Body["thread_ts"] != sent.TS || c.Body["channel"] != "C2" {
		t.Errorf("a mention is answered in %v, thread %v", c.Body["channel"], c.Body["thread_ts"])
	}
	b.fake.Mention("U2", "C2", "secret")
	if c := b.posted("chat.postEphemeral", "for you alone"); c.Body["user"] != "U2" {
		t.Errorf("shown to %v", c.Body["user"])
	}
}

func TestWhatIsPrivateReachesThePersonWhereTheMentorIsNotInTheChannel(t *testing.T) {
	b := start(t, slackfake.Options{}, say("x"))
	b.fake.PutChannel("C1", false, false)
	_, err := b.a.Send(t.Context(), people.Address{Channel: "C1:U1"}, bot.Reply{Text: "after a crash", Private: true})
	if err != nil {
		t.Fatal(err)
	}
	if c := b.posted("chat.postMessage", "after a crash"); c.Body["channel"] != b.fake.DM("U1") {
		t.Errorf("sent to %v", c.Body["channel"])
	}
}

func TestShortcuts(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	for callback, want := range map[string]string{"ask": "command ask", "cert": "command cert add", "checkin": "command checkin"} {
		if _, err := b.fake.Inject(slackfake.Event{Kind: "shortcut", User: "U1", Callback: callback}); err != nil {
			t.Fatal(err)
		}
		if c := b.posted("chat.postMessage", want); c.Body["channel"] != b.fake.DM("U1") {
			t.Errorf("%s: answered in %v", callback, c.Body["channel"])
		}
	}
	if _, err := b.fake.Inject(slackfake.Event{Kind: "message_shortcut", User: "U1", Channel: "C5", TS: "1.1", Text: "What is <https://x.org|CRM>?", Callback: "ask_about"}); err != nil {
		t.Fatal(err)
	}
	b.posted("response_url", "About: What is CRM")
}

func TestHomesAreTheirOwnersAndTurnTheirPages(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	home := func(user, words string) {
		t.Helper()
		b.await(func(c slackfake.Call) bool {
			raw, _ := json.Marshal(c.Body["view"])
			return c.Method == "views.publish" && c.Body["user_id"] == user && strings.Contains(string(raw), words)
		})
	}
	b.acked(b.fake.OpenHome("U1"))
	home("U1", "Home of U1")
	b.acked(b.fake.OpenHome("U2"))
	home("U2", "Home of U2")
	if strings.Contains(slackfake.Words(b.fake.Home("U2").Blocks()), "U1") {
		t.Error("one's home shows another's")
	}
	sent, err := b.fake.Inject(slackfake.Event{Kind: "press", User: "U1", Action: "page:1"})
	if err != nil {
		t.Fatal(err)
	}
	b.acked(sent)
	home("U1", "Page 2/2")
	if err := b.a.PublishHome(t.Context(), people.UserRef{ID: "U1"}, bot.Reply{Text: "changed"}); err != nil {
		t.Fatal(err)
	}
	home("U1", "changed")
	// A press on the home tab is answered in the direct message.
	b.acked(b.fake.OpenHome("U3"))
	home("U3", "Home of U3")
	elements := slackfake.Elements(b.fake.Home("U3").Blocks())
	sent, err = b.fake.Inject(slackfake.Event{Kind: "press", User: "U3", Action: elements[0].Action})
	if err != nil {
		t.Fatal(err)
	}
	b.acked(sent)
	if c := b.posted("chat.postMessage", "pressed goal.done 1"); c.Body["channel"] != b.fake.DM("U3") {
		t.Errorf("answered in %v", c.Body["channel"])
	}
}

func TestTheAssistantPane(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	sent, err := b.fake.Inject(slackfake.Event{Kind: "assistant", User: "U1"})
	if err != nil {
		t.Fatal(err)
	}
	b.acked(sent)
	prompts := b.await(func(c slackfake.Call) bool { return c.Method == "assistant.threads.setSuggestedPrompts" })
	if raw, _ := json.Marshal(prompts.Body["prompts"]); !strings.Contains(string(raw), english.prompts[0].Message) {
		t.Errorf("prompts %s", raw)
	}
	if c := b.posted("chat.postMessage", "Welcome"); c.Body["thread_ts"] != sent.TS {
		t.Errorf("greeted in thread %v", c.Body["thread_ts"])
	}
	if _, err := b.fake.Inject(slackfake.Event{Kind: "message", User: "U1", Thread: sent.TS, Text: "what next?"}); err != nil {
		t.Fatal(err)
	}
	b.await(func(c slackfake.Call) bool {
		return c.Method == "assistant.threads.setStatus" && c.Body["status"] == english.thinking
	})
	b.await(func(c slackfake.Call) bool {
		return c.Method == "assistant.threads.setTitle" && c.Body["title"] == "what next?"
	})
	if c := b.posted("chat.postMessage", "Pick one"); c.Body["thread_ts"] != sent.TS {
		t.Errorf("answered in thread %v", c.Body["thread_ts"])
	}
}

func TestTheMessagesTabGreetsOnce(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	for range 2 {
		sent, err := b.fake.Inject(slackfake.Event{Kind: "messages_tab", User: "U1"})
		if err != nil {
			t.Fatal(err)
		}
		b.acked(sent)
	}
	b.posted("chat.postMessage", "Welcome")
	if n := len(b.core.had()); n != 1 {
		t.Errorf("greeted %d times", n)
	}
}

func TestSuggestionsComeWithWhatWasTyped(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	b.core.suggest = func(field, typed string) []bot.Choice {
		return []bot.Choice{{Label: field + " of " + typed, Value: "one"}}
	}
	b.acked(b.fake.Command("U1", "", "goal add"))
	b.opened()
	sent, err := b.fake.Inject(slackfake.Event{Kind: "suggest", User: "U1", Action: "suggest:cert", Text: "AW"})
	if err != nil {
		t.Fatal(err)
	}
	got := string(b.acked(sent).Payload)
	if !strings.Contains(got, `"cert of AW"`) || !strings.Contains(got, `"value":"AW"`) {
		t.Errorf("options %s", got)
	}
}

func TestAWorkspaceThatTakesTheMentorAwayIsTold(t *testing.T) {
	for _, kind := range []string{"app_uninstalled", "tokens_revoked"} {
		b := start(t, slackfake.Options{}, say("x"))
		sent, err := b.fake.Inject(slackfake.Event{Kind: kind})
		if err != nil {
			t.Fatal(err)
		}
		b.acked(sent)
		if got := <-b.core.gone; got != b.fake.Team() {
			t.Errorf("%s: workspace %q", kind, got)
		}
	}
}

func TestAPanicHarmsNoOther(t *testing.T) {
	b := start(t, slackfake.Options{Retries: []time.Duration{}}, func(ev bot.Event) (bot.Reply, error) {
		if c, is := ev.Body.(bot.Command); is && c.Line == "panic" {
			panic("poison")
		}
		return bot.Reply{Text: "alive"}, nil
	})
	b.fake.Command("U1", "", "panic")
	b.fake.Say("U2", "hi")
	b.posted("chat.postMessage", "alive")
	b.fake.Command("U1", "", "still here?")
	dm := b.fake.DM("U1")
	b.await(func(c slackfake.Call) bool { return c.Method == "chat.postMessage" && c.Body["channel"] == dm })
}

package discordfake_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mentor/adapters/discord/discordfake"
)

// asked is an interaction that waits for its answer.
func (s *server) asked(in discordfake.Slash) discordfake.Interaction {
	if in.User == "" {
		in.User = anna
	}
	if in.Path == nil {
		in.Path = []string{"help"}
	}
	return s.Interaction(s.Command(in))
}

func (s *server) callback(i discordfake.Interaction, kind int, data object) answer {
	s.t.Helper()
	return s.call("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback?with_response=true", object{"type": kind, "data": data})
}

func (s *server) follow(method string, i discordfake.Interaction, rest string, body any) answer {
	s.t.Helper()
	return s.call(method, "/webhooks/"+discordfake.AppID+"/"+i.Token+rest, body)
}

func text(s string) object { return object{"content": s} }

// The kinds of first answers.
const (
	message, thinking, nothing, update, choices, window = 4, 5, 6, 7, 8, 9
	ephemeral                                           = 1 << 6
)

func modal(inputs int) object {
	var rows []object
	for i := range inputs {
		rows = append(rows, row(object{"type": 4, "custom_id": fmt.Sprint("i", i), "label": "Say", "style": 1, "max_length": 10}))
	}
	return object{"custom_id": "form", "title": "Form", "components": rows}
}

// TestDeadlines: three seconds for the first answer, fifteen minutes for what
// follows, one first answer, and tokens that fit.
func TestDeadlines(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	i := s.asked(discordfake.Slash{})
	s.follow("POST", i, "", text("x")).want(t, "before the first answer", 404, 10015)
	s.pass(3 * time.Second)
	s.callback(i, message, text("x")).want(t, "in time", 200, 0)
	s.callback(i, message, text("x")).want(t, "a second time", 400, 40060)

	late := s.asked(discordfake.Slash{})
	s.pass(3*time.Second + time.Millisecond)
	s.callback(late, message, text("x")).want(t, "too late", 404, 10062)
	s.follow("POST", late, "", text("x")).want(t, "after it was too late", 404, 10015)
	if s.Stats().LateCallbacks != 1 {
		t.Errorf("%+v", s.Stats())
	}
	late.Token = "wrong"
	s.callback(late, message, text("x")).want(t, "wrong token", 404, 10062)
	s.follow("POST", late, "", text("x")).want(t, "wrong webhook token", 404, 10015)

	s.follow("POST", i, "", text("more")).want(t, "follow-up", 200, 0)
	s.pass(15*time.Minute - 6*time.Second - time.Millisecond)
	s.follow("POST", i, "", text("more")).want(t, "just in time", 200, 0)
	s.pass(time.Second)
	s.follow("POST", i, "", text("more")).want(t, "after 15 minutes", 401, 50027)
	s.follow("PATCH", i, "/messages/@original", text("more")).want(t, "an edit after 15 minutes", 401, 50027)
	if n := len(s.FromApp(discordfake.DMOf(anna))); n != 3 {
		t.Errorf("%d messages", n)
	}
}

// TestThinking: a deferral's message is filled by the first follow-up or by an
// edit, and keeps who sees it.
func TestThinking(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	here := discordfake.Slash{Channel: discordfake.ChannelID}
	for _, flags := range []int{0, ephemeral} {
		for _, how := range []string{"follow-up", "edit"} {
			i := s.asked(here)
			before := len(s.FromApp(here.Channel))
			s.callback(i, thinking, object{"flags": flags}).want(t, "defer", 200, 0)
			s.pass(time.Minute)
			if how == "edit" {
				s.follow("PATCH", i, "/messages/@original", text("at last")).want(t, how, 200, 0)
			} else {
				s.follow("POST", i, "", object{"content": "at last", "flags": ephemeral ^ flags}).want(t, how, 200, 0)
			}
			all := s.FromApp(here.Channel)[before:]
			if len(all) != 1 || all[0].Content != "at last" || all[0].Flags != flags || (all[0].Only() == anna) != (flags == ephemeral) {
				t.Errorf("%s, flags %d: %+v", how, flags, all)
			}
		}
	}
	i := s.asked(here)
	s.callback(i, thinking, nil)
	s.callback(i, window, modal(1)).want(t, "a window after deferring", 400, 40060)
	s.follow("DELETE", i, "/messages/@original", nil).want(t, "taken away", 204, 0)
	s.follow("GET", i, "/messages/@original", nil).want(t, "gone", 404, 10008)
}

// TestEphemeral: what only one person sees is in nobody's history, and nobody
// else can press it; the app reaches it through its interaction alone.
func TestEphemeral(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	i := s.asked(discordfake.Slash{Channel: discordfake.ChannelID})
	a := s.callback(i, message, object{"content": "secret", "flags": ephemeral, "components": []object{row(button("b"))}}).want(t, "answer", 200, 0)
	id := fmt.Sprint(at(a.body, "resource.message.id"))
	if a := s.call("GET", "/channels/"+discordfake.ChannelID+"/messages", nil); len(a.body.([]any)) != 0 {
		t.Errorf("history: %v", a.body)
	}
	s.call("GET", "/channels/"+discordfake.ChannelID+"/messages/"+id, nil).want(t, "as a channel's message", 404, 10008)
	s.follow("GET", i, "/messages/"+id, nil).want(t, "as the interaction's", 200, 0)
	if _, err := s.Press(discordfake.Pressed{User: ben, Channel: discordfake.ChannelID, Message: id, ID: "b"}); err == nil {
		t.Error("somebody else pressed it")
	}
	if _, err := s.Press(discordfake.Pressed{User: anna, Channel: discordfake.ChannelID, Message: id, ID: "b"}); err != nil {
		t.Error(err)
	}
}

// TestKindsOfAnswers: which first answer fits which interaction.
func TestKindsOfAnswers(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	on := s.call("POST", "/channels/"+discordfake.DMOf(anna)+"/messages", object{"content": "on", "components": []object{row(button("b"))}}).id()
	press := func() discordfake.Interaction {
		t.Helper()
		id, err := s.Press(discordfake.Pressed{User: anna, Message: on, ID: "b"})
		if err != nil {
			t.Fatal(err)
		}
		return s.Interaction(id)
	}
	command := func() discordfake.Interaction { return s.asked(discordfake.Slash{}) }
	complete := func() discordfake.Interaction {
		return s.asked(discordfake.Slash{Path: []string{"goal", "done"}, Options: []discordfake.Option{{Name: "number", Value: "1"}}, Focused: "number"})
	}
	submit := func() discordfake.Interaction {
		t.Helper()
		opener := command()
		s.callback(opener, window, modal(2)).want(t, "window", 200, 0)
		id, err := s.Submit(discordfake.Submitted{Opener: opener.ID, Fields: map[string]string{"i0": "said"}})
		if err != nil {
			t.Fatal(err)
		}
		return s.Interaction(id)
	}
	choice := object{"choices": []object{{"name": "One", "value": "1"}}}
	for _, c := range []struct {
		name string
		of   func() discordfake.Interaction
		kind int
		data object
		ok   bool
	}{
		{"command, message", command, message, text("x"), true},
		{"command, thinking", command, thinking, nil, true},
		{"command, window", command, window, modal(5), true},
		{"command, update", command, update, text("x"), false},
		{"command, nothing", command, nothing, nil, false},
		{"command, choices", command, choices, choice, false},
		{"press, message", press, message, text("x"), true},
		{"press, nothing", press, nothing, nil, true},
		{"press, window", press, window, modal(1), true},
		{"press, choices", press, choices, choice, false},
		{"completion, choices", complete, choices, choice, true},
		{"completion, message", complete, message, text("x"), false},
		{"completion, window", complete, window, modal(1), false},
		{"form, message", submit, message, text("x"), true},
		{"form, window", submit, window, modal(1), false},
		{"form of a command, update", submit, update, text("x"), false},
		{"unknown kind", command, 42, nil, false},
		{"empty message", command, message, object{}, false},
		{"window of 6 inputs", command, window, modal(6), false},
		{"window without inputs", command, window, modal(0), false},
		{"window with a long title", command, window, object{"custom_id": "f", "title": strings.Repeat("x", 46), "components": modal(1)["components"]}, false},
		{"26 choices", complete, choices, object{"choices": times(26, object{"name": "n", "value": "v"})}, false},
		{"choice of 101", complete, choices, object{"choices": []object{{"name": strings.Repeat("x", 101), "value": "v"}}}, false},
		{"choice without a value", complete, choices, object{"choices": []object{{"name": "n", "value": ""}}}, false},
	} {
		if a := s.callback(c.of(), c.kind, c.data); (a.status < 300) != c.ok {
			t.Errorf("%s: %d, code %d, %v", c.name, a.status, a.code, a.body)
		}
	}
	s.callback(press(), update, object{"content": "changed", "components": []object{}}).want(t, "press, update", 200, 0)
	if a := s.call("GET", "/channels/"+discordfake.DMOf(anna)+"/messages/"+on, nil); a.get("content") != "changed" {
		t.Errorf("not changed in its place: %v", a.body)
	}
	if _, err := s.Press(discordfake.Pressed{User: anna, Message: on, ID: "b"}); err == nil {
		t.Error("a button that was taken away can be pressed")
	}
}

// TestPeople: what a person can do at all.
func TestPeople(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	id := s.call("POST", "/channels/"+discordfake.DMOf(anna)+"/messages", object{"content": "x", "components": []object{row(menu(2)), row(object{"type": 2, "style": 1, "label": "off", "custom_id": "off", "disabled": true})}}).id()
	press := func(custom string, values ...string) error {
		_, err := s.Press(discordfake.Pressed{User: anna, Message: id, ID: custom, Values: values})
		return err
	}
	for _, c := range []struct {
		name string
		err  error
		ok   bool
	}{
		{"an option", press("m", "1"), true},
		{"no option", press("m"), false},
		{"an option that is not there", press("m", "7"), false},
		{"a disabled button", press("off"), false},
		{"no such button", press("x"), false},
	} {
		if (c.err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, c.err)
		}
	}
	opener := s.asked(discordfake.Slash{})
	if _, err := s.Submit(discordfake.Submitted{Opener: opener.ID}); err == nil {
		t.Error("a window was sent that was not opened")
	}
	s.callback(opener, window, modal(1))
	if _, err := s.Submit(discordfake.Submitted{Opener: opener.ID, Fields: map[string]string{"i0": strings.Repeat("x", 11)}}); err == nil {
		t.Error("more was entered than the window takes")
	}
}

// TestCommands: registered in one piece, given back as Discord does, and
// refused where they break a rule.
func TestCommands(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	path := "/applications/" + discordfake.AppID + "/commands"
	put := func(c ...object) answer { return s.call("PUT", path, c) }
	option := func(name string, required bool) object {
		return object{"type": 3, "name": name, "description": "d", "required": required}
	}
	good := object{"type": 1, "name": "ask", "description": "Ask", "name_localizations": object{"fr": "demander"}, "options": []object{option("question", true), option("more", false)}}
	put(good, object{"type": 3, "name": "Ask the mentor"}).want(t, "good", 200, 0)
	if a := s.call("GET", path+"?with_localizations=true", nil); len(a.body.([]any)) != 2 || at(a.body.([]any)[0], "name_localizations.fr") != "demander" {
		t.Errorf("given back %v", a.body)
	}
	s.call("PUT", "/applications/"+discordfake.AppID+"/guilds/"+discordfake.GuildID+"/commands", []object{good}).want(t, "in a guild", 200, 0)
	with := func(change object) object {
		c := object{"type": 1, "name": "ask", "description": "Ask"}
		for k, v := range change {
			c[k] = v
		}
		return c
	}
	for name, bad := range map[string]object{
		"capitals":                with(object{"name": "Ask"}),
		"a space":                 with(object{"name": "ask me"}),
		"33 letters":              with(object{"name": strings.Repeat("x", 33)}),
		"no description":          with(object{"description": ""}),
		"101 characters":          with(object{"description": strings.Repeat("x", 101)}),
		"a long French one":       with(object{"description_localizations": object{"fr": strings.Repeat("x", 101)}}),
		"required after optional": with(object{"options": []object{option("a", false), option("b", true)}}),
		"the same option twice":   with(object{"options": []object{option("a", false), option("a", false)}}),
		"26 options":              with(object{"options": times(26, option("a", false))}),
		"menu with a description": {"type": 3, "name": "Ask", "description": "d"},
	} {
		put(bad).want(t, name, 400, 50035)
	}
	put(good, good).want(t, "the same name twice", 400, 50035)
	if n := s.Stats().CommandWrites; n != 2 {
		t.Errorf("%d writes", n)
	}
}

// TestTheApplicationIsNotItsBot: what belongs to the application is not found
// under the id of its user.
func TestTheApplicationIsNotItsBot(t *testing.T) {
	s := start(t, discordfake.Options{})
	if me, app := s.call("GET", "/users/@me", nil), s.call("GET", "/applications/@me", nil); at(me.body, "id") != discordfake.BotID ||
		at(app.body, "id") != discordfake.AppID || at(app.body, "bot.id") != discordfake.BotID || at(app.body, "id") == at(me.body, "id") {
		t.Errorf("the user is %v, the application %v", me.body, app.body)
	}
	for _, path := range []string{"/commands", "/guilds/" + discordfake.GuildID + "/commands"} {
		s.call("GET", "/applications/"+discordfake.BotID+path, nil).want(t, "reading "+path, 404, 10002)
		s.call("PUT", "/applications/"+discordfake.BotID+path, []object{}).want(t, "writing "+path, 404, 10002)
	}
	c := s.dial(t)
	c.identify(nil)
	if ready := string(c.event("READY").D); !strings.Contains(ready, `"application":{"flags":0,"id":"`+discordfake.AppID+`"}`) {
		t.Errorf("READY is %s", ready)
	}
	i := s.asked(discordfake.Slash{})
	if asked := string(c.event("INTERACTION_CREATE").D); !strings.Contains(asked, `"application_id":"`+discordfake.AppID+`"`) {
		t.Errorf("the interaction is %s", asked)
	}
	s.callback(i, message, text("first"))
	s.call("POST", "/webhooks/"+discordfake.BotID+"/"+i.Token, text("more")).want(t, "to the bot's webhook", 404, 10015)
	more := s.follow("POST", i, "", text("more"))
	if more.want(t, "to the application's webhook", 200, 0); at(more.body, "webhook_id") != discordfake.AppID || at(more.body, "author.id") != discordfake.BotID {
		t.Errorf("the message is %v", more.body)
	}
}

// TestOneID: with newer applications the two ids are alike.
func TestOneID(t *testing.T) {
	s := start(t, discordfake.Options{OneID: true})
	if me := s.call("GET", "/users/@me", nil); at(me.body, "id") != discordfake.AppID {
		t.Errorf("the user is %v", me.body)
	}
	s.call("GET", "/applications/"+discordfake.AppID+"/commands", nil).want(t, "reading commands", 200, 0)
}

// TestLabels: a window's labels with a text and a menu, as discord.js sends
// them, and what is refused of them.
func TestLabels(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	label := func(name string, part object) object { return object{"type": 18, "label": name, "component": part} }
	input := object{"type": 4, "custom_id": "words", "style": 1, "max_length": 10}
	menu := object{"type": 3, "custom_id": "when", "options": []object{{"label": "Monday", "value": "mon"}}}
	form := func(parts ...object) object {
		return object{"custom_id": "form", "title": "Form", "components": parts}
	}
	for what, wrong := range map[string]object{
		"no words":         form(label("", input)),
		"nothing in it":    form(object{"type": 18, "label": "Say"}),
		"a button":         form(label("Say", button("b"))),
		"an id twice":      form(label("Say", input), label("Again", input)),
		"an empty menu":    form(label("When", object{"type": 3, "custom_id": "when"})),
		"a long note":      form(object{"type": 18, "label": "Say", "description": strings.Repeat("x", 101), "component": input}),
		"bare text inputs": form(input),
	} {
		s.callback(s.asked(discordfake.Slash{}), window, wrong).want(t, what, 400, 50035)
	}
	opener := s.asked(discordfake.Slash{})
	s.callback(opener, window, form(label("Say", input), label("When", menu))).want(t, "labels", 200, 0)
	if _, err := s.Submit(discordfake.Submitted{Opener: opener.ID, Fields: map[string]string{"words": strings.Repeat("x", 11)}}); err == nil {
		t.Error("too long a text was sent")
	}
	c := s.dial(t)
	c.ready(nil)
	c.event("GUILD_CREATE")
	if _, err := s.Submit(discordfake.Submitted{Opener: opener.ID, Fields: map[string]string{"words": "said", "when": "mon"}}); err != nil {
		t.Fatal(err)
	}
	if data := string(c.next().D); !strings.Contains(data, `"custom_id":"words","type":4,"value":"said"`) || !strings.Contains(data, `"custom_id":"when","type":3,"values":["mon"]`) {
		t.Errorf("came back as %s", data)
	}
}

package discord

import (
	"encoding/json"
	"strings"
	"testing"

	"mentor/adapters/discord/discordfake"
	"mentor/bot"
	"mentor/bot/inbox"
	"mentor/bot/people"
)

// one is a field of a message: a list of one thing.
func one(x map[string]any) []any { return []any{x} }

// tomorrow is a component of a kind that no library knows yet, with what it holds.
var tomorrow = map[string]any{"type": 97, "id": 1, "items": []any{map[string]any{"type": 98}}}

// What comes with a component that nobody knows is read all the same: the
// message, the message that it answers, the one that is pointed at.
func TestUnknownComponentsCostNothing(t *testing.T) {
	ev := func(t *testing.T, do func(h *harness)) bot.Event {
		t.Helper()
		h, core := listening(t)
		do(h)
		return core.first(t)
	}
	if e := ev(t, func(h *harness) {
		h.fake.Send(discordfake.Said{User: anna, Text: "what next?", More: map[string]any{"components": one(tomorrow)}})
	}); e.User.ID != anna || e.Body != (bot.Message{Text: "what next?"}) {
		t.Errorf("a message with one: %+v", e)
	}
	if e := ev(t, func(h *harness) {
		h.fake.Send(discordfake.Said{User: anna, Channel: discordfake.ChannelID, Text: "<@" + discordfake.BotID + "> is that so?", More: map[string]any{
			"type": 19, "referenced_message": map[string]any{"id": "1", "author": map[string]any{"id": "5"}, "content": "A CDMP is required",
				"components": one(tomorrow)}}})
	}); e.Body != (bot.Message{Text: "is that so?", About: "A CDMP is required"}) {
		t.Errorf("an answer to one: %+v", e.Body)
	}
	if e := ev(t, func(h *harness) {
		id := h.fake.Send(discordfake.Said{User: "5", Channel: discordfake.ChannelID, Text: "goal add learn SQL", More: map[string]any{"components": one(tomorrow)}})
		h.fake.Command(discordfake.Slash{User: anna, Channel: discordfake.ChannelID, Path: []string{english.about}, Target: id})
	}); e.Body != (bot.Message{About: "goal add learn SQL"}) {
		t.Errorf("pointing at one: %+v", e.Body)
	}
}

// A form that comes back within labels, menus among its fields, is read.
func TestAModalOfLabelsIsRead(t *testing.T) {
	var i interaction
	if err := lenient([]byte(`{"id":"1","type":5,"token":"t","user":{"id":"3"},"data":{"custom_id":"s123459:goal.add7","components":[
		{"type":18,"id":1,"component":{"type":4,"custom_id":"text","value":"Learn SQL"}},
		{"type":18,"id":2,"component":{"type":3,"custom_id":"horizon","values":["1-3"]}},
		{"type":97,"custom_id":"new"},
		{"type":1,"components":[{"type":4,"custom_id":"by","value":""}]}]}}`), &i); err != nil {
		t.Fatal(err)
	}
	a := New(Options{Token: "x"})
	got, _ := a.decodeModal(&responder{a: a, i: &i, who: "3"}).(bot.Submit)
	if got.Fields["text"] != "Learn SQL" || got.Fields["horizon"] != "1-3" {
		t.Errorf("read %+v", got)
	}
}

func TestWhatIsPassedOnIsNotThePersonsWord(t *testing.T) {
	forward := func(m map[string]any) map[string]any {
		return map[string]any{"message_reference": map[string]any{"type": 1, "message_id": "1", "channel_id": "2"},
			"message_snapshots": one(map[string]any{"message": m})}
	}
	at := "<@" + discordfake.BotID + "> "
	for name, c := range map[string]struct {
		said discordfake.Said
		want bot.Message
	}{
		"a forward": {discordfake.Said{More: forward(map[string]any{"content": "stop"})}, bot.Message{About: "stop"}},
		"a forward of an embed": {discordfake.Said{More: forward(map[string]any{"content": "", "embeds": one(map[string]any{"title": "PMP", "description": "passed"})})},
			bot.Message{About: "PMP\npassed"}},
		"a forward of text displays": {discordfake.Said{More: forward(map[string]any{"content": "", "flags": 1 << 15, "components": one(map[string]any{
			"type": 17, "components": []any{map[string]any{"type": 10, "content": "Junior role open"},
				map[string]any{"type": 9, "components": one(map[string]any{"type": 10, "content": "in Leeds"}), "accessory": map[string]any{"type": 2, "custom_id": "x"}}}})})},
			bot.Message{About: "Junior role open\nin Leeds"}},
		"a forward of a picture":    {discordfake.Said{More: forward(map[string]any{"content": "", "attachments": one(map[string]any{"content_type": "image/png"})})}, bot.Message{Attached: bot.AttachedForward}},
		"a picture":                 {discordfake.Said{More: map[string]any{"attachments": one(map[string]any{"id": "1", "content_type": "image/png"})}}, bot.Message{Attached: bot.AttachedPicture}},
		"a picture with words":      {discordfake.Said{Text: "goal list", More: map[string]any{"attachments": one(map[string]any{"id": "1", "content_type": "image/png"})}}, bot.Message{Text: "goal list"}},
		"a document":                {discordfake.Said{More: map[string]any{"attachments": one(map[string]any{"id": "1", "content_type": "application/pdf"})}}, bot.Message{Attached: bot.AttachedFile}},
		"a voice message":           {discordfake.Said{More: map[string]any{"flags": flagVoice, "attachments": one(map[string]any{"id": "1", "content_type": "audio/ogg"})}}, bot.Message{Attached: bot.AttachedVoice}},
		"a sticker":                 {discordfake.Said{More: map[string]any{"sticker_items": one(map[string]any{"id": "1", "name": "wave", "format_type": 1})}}, bot.Message{Attached: bot.AttachedSticker}},
		"everybody and me":          {discordfake.Said{Channel: discordfake.ChannelID, Text: "@everyone " + at + "goal list"}, bot.Message{Text: "goal list"}},
		"a forward of a call":       {discordfake.Said{More: forward(map[string]any{"content": "@everyone what is a product owner?"})}, bot.Message{About: "what is a product owner?"}},
		"me between words":          {discordfake.Said{Channel: discordfake.ChannelID, Text: "hey " + at + " help"}, bot.Message{Text: "hey help"}},
		"my role beside me":         {discordfake.Said{Channel: discordfake.ChannelID, Text: "<@&" + discordfake.RoleID + "> " + at + "goal list", More: map[string]any{"mention_roles": []string{discordfake.RoleID}}}, bot.Message{Text: "goal list"}},
		"my role, its words unseen": {discordfake.Said{Channel: discordfake.ChannelID, Text: "<@&" + discordfake.RoleID + "> goal list", More: map[string]any{"mention_roles": []string{discordfake.RoleID}}}, bot.Message{Attached: bot.AttachedUnseen}},
	} {
		t.Run(name, func(t *testing.T) {
			h, core := listening(t)
			c.said.User = anna
			h.fake.Send(c.said)
			if e := core.first(t); e.Body != c.want {
				t.Errorf("read %+v, want %+v", e.Body, c.want)
			}
		})
	}
}

// Another role, or none, is not ours.
func TestAnotherRoleIsNotOurs(t *testing.T) {
	h, core := listening(t)
	h.fake.Send(discordfake.Said{User: anna, Channel: discordfake.ChannelID, Text: "<@&5> hi", More: map[string]any{"mention_roles": []string{"5"}}})
	h.fake.Say(anna, "", "after it")
	if e := core.first(t); e.Body != (bot.Message{Text: "after it"}) {
		t.Errorf("took %+v", e.Body)
	}
}

// Where a person took the app along, all that it says is for them alone.
func TestTakenAlongItAnswersInPrivate(t *testing.T) {
	const group = "650000000000000001"
	for _, channel := range []string{discordfake.ChannelID, group} {
		h, _ := listening(t)
		h.fake.AddGroup(group)
		id := h.fake.Command(discordfake.Slash{User: anna, Channel: channel, Path: []string{"ask"}, Install: 1})
		h.answered(t, id)
		i := h.fake.Interaction(id)
		var m struct{ Flags int }
		json.Unmarshal(i.Data, &m)
		if i.Callback != answerMessage || m.Flags&flagEphemeral == 0 {
			t.Errorf("in %s answered for all: %d %s", channel, i.Callback, i.Data)
		}
	}
	h, _ := listening(t)
	id := h.fake.Command(discordfake.Slash{User: anna, Channel: discordfake.ChannelID, Path: []string{"ask"}})
	h.answered(t, id)
	if i := h.fake.Interaction(id); strings.Contains(string(i.Data), `"flags":64`) {
		t.Errorf("where it is a member an answer is for all: %s", i.Data)
	}
}

// ear keeps the events it gets.
type ear struct {
	bot.Intake
	got chan bot.Event
}

func (e *ear) Enter(user people.UserRef) (bot.Place, bool) { return new(inbox.Lines).Enter(user) }

func (e *ear) Accept(ctx ctxt, ev bot.Event, answer bot.Answer) error {
	e.got <- ev
	_, err := answer(ctx, bot.Reply{Text: "heard"})
	return err
}

func (e *ear) first(t *testing.T) bot.Event {
	t.Helper()
	select {
	case ev := <-e.got:
		return ev
	case <-within(t).Done():
		t.Fatal("nothing is heard")
		return bot.Event{}
	}
}

// listening is an adapter that is connected, and what hears its events.
func listening(t *testing.T) (*harness, *ear) {
	t.Helper()
	h := start(t, discordfake.Options{Unlimited: true}, Options{GlobalPerSecond: -1})
	e := &ear{got: make(chan bot.Event, 16)}
	h.serve(t, e)
	return h, e
}

package slack

import (
	"encoding/json"
	"testing"

	"mentor/adapters/slack/slackfake"
	"mentor/bot/people"
)

// What is for another workspace's installation is acknowledged and dropped;
// of who acts in a shared channel it is the installation that counts.
func TestWhoseEvent(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	theirs := []slackfake.Event{
		{Kind: "app_uninstalled"},
		{Kind: "tokens_revoked"},
		{Kind: "message", User: "U1", Text: "hello"},
		{Kind: "mention", User: "U1", Channel: "C1", Text: "hello"},
		{Kind: "command", User: "U1", Channel: "C1", Text: "goal list"},
		{Kind: "home", User: "U1"},
		{Kind: "shortcut", User: "U1", Callback: "checkin"},
		{Kind: "message_shortcut", User: "U1", Channel: "C1", TS: "1.1", Text: "x", Callback: askAbout},
	}
	for _, e := range theirs {
		e.For = "T9OTHER"
		sent, err := b.fake.Inject(e)
		if err != nil {
			t.Fatal(err)
		}
		b.acked(sent)
	}
	if err := b.a.Health(); err != nil {
		t.Errorf("another workspace's end made us unwell: %v", err)
	}
	if got := b.core.had(); len(got) != 0 {
		t.Errorf("%d events of another workspace reached the core, the first %+v", len(got), got[0])
	}
	if n := b.a.Counts()["foreign_events"]; n != int64(len(theirs)) {
		t.Errorf("%d counted, want %d", n, len(theirs))
	}
}

// Somebody of another organisation, in a channel that is shared with it, is one
// person: what they say and what they press has the same name.
func TestASharedChannelKeepsAPersonOne(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	inject := func(e slackfake.Event) *slackfake.Sent {
		t.Helper()
		e.User, e.Channel, e.Team = "U1", "C1", "T9OTHER"
		sent, err := b.fake.Inject(e)
		if err != nil {
			t.Fatal(err)
		}
		b.acked(sent)
		return sent
	}
	inject(slackfake.Event{Kind: "mention", Text: "what now?"})
	c := b.posted("chat.postMessage", "Pick one")
	raw, _ := json.Marshal(c.Body["blocks"])
	inject(slackfake.Event{Kind: "press", TS: c.TS, Action: slackfake.Elements(raw)[0].Action})
	b.posted("chat.update", "pressed goal.done")
	want := people.UserRef{Platform: people.Slack, Workspace: b.fake.Team(), ID: "U1"}
	for _, ev := range b.core.had() {
		if ev.User != want || ev.From.Workspace != want.Workspace {
			t.Errorf("event of %+v from %+v", ev.User, ev.From)
		}
	}
	if n := len(b.core.had()); n != 2 {
		t.Errorf("%d events, want 2", n)
	}
}

// A view that was opened by our installation is ours, whoever fills it in.
func TestAViewKnowsItsInstallation(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	b.acked(b.fake.Command("U1", "", "goal add"))
	b.until(func() bool { return b.fake.Modal("U1") != nil })
	for _, e := range []slackfake.Event{{For: "T9OTHER"}, {Team: "T9OTHER"}} {
		e.Kind, e.User, e.Fields = "submit", "U1", map[string]string{"field:text": "Learn SQL"}
		sent, err := b.fake.Inject(e)
		if err != nil {
			t.Fatal(err)
		}
		b.acked(sent)
		if n := len(b.core.had()); e.For != "" && n != 1 {
			t.Error("a view of another installation was taken")
		}
		if e.For != "" { // the fake closed it, as Slack does
			b.acked(b.fake.Command("U1", "", "goal add"))
			b.until(func() bool { return b.fake.Modal("U1") != nil })
		}
	}
	b.posted("chat.postMessage", "goal: Learn SQL")
}

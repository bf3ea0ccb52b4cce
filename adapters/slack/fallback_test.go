package slack

import (
	"strings"
	"testing"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/people"
)

// TestFallbackChannel: where somebody's direct messages are closed, the channel
// that they named says that a check-in waits, and no more; its button shows
// everybody their own.
func TestFallbackChannel(t *testing.T) {
	const secret = "Become head of analytics before anybody knows"
	h := open(t)
	anna := people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "UANNA"}
	h.fake.PutUser(slackfake.User{ID: "UANNA", TZ: "UTC", Locale: "en-GB", DMClosed: true})
	err := h.m.DB.Update(t.Context(), func(tx bot.Tx) error {
		p, err := tx.AddPerson(anna, people.Person{Created: h.now, Zone: "UTC", ZoneAsked: true, OptedIn: true, NudgeAt: anna})
		if err == nil {
			_, err = tx.AddGoal(people.Goal{Person: p.ID, Horizon: people.Year1, Text: secret, State: people.Open, Created: h.now, Updated: h.now})
		}
		if err == nil {
			_, err = tx.PutSchedule(people.Schedule{Person: p.ID, Horizon: people.Year1, Plan: people.Plan{Cron: "0 10 * * *"}, Zone: "UTC", Next: h.now.Add(time.Hour), Chosen: true})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if r, _ := h.do(slackfake.Event{Kind: "mention", User: "UANNA", Channel: "CGENERAL", Text: "use this channel if my DMs are closed"}); !strings.Contains(string(r.Text), "a channel you chose") {
		t.Fatalf("set: %s", r.Text)
	}
	h.mu.Lock()
	h.now = h.now.Add(2 * time.Hour)
	h.m.Now = h.now
	h.mu.Unlock()
	before := len(h.fake.Record())
	for range 2 { // the second round finds nothing left to do
		h.m.Deliver(t, h.a)
	}
	said := 0
	for _, c := range h.fake.Record()[before:] {
		if c.Method != "chat.postMessage" || c.Body["channel"] != "CGENERAL" {
			continue
		}
		said++
		if text := h.visible("", []slackfake.Call{c}); !strings.Contains(text, bare("A check-in waits for somebody here")) || strings.Contains(text, bare(secret)) || strings.Contains(text, "UANNA") {
			t.Errorf("the channel reads %q", text)
		}
	}
	if said != 1 {
		t.Fatalf("said %d times", said)
	}
	var told slackfake.Message
	for _, m := range h.fake.Messages() {
		if m.Channel == "CGENERAL" && m.Ephemeral == "" && len(slackfake.Elements(m.Blocks)) > 0 {
			told = m
		}
	}
	button := slackfake.Elements(told.Blocks)[0]
	press := func(user string) string {
		t.Helper()
		_, calls := h.do(slackfake.Event{Kind: "press", User: user, Channel: told.Channel, TS: told.TS, Action: button.Action})
		for _, c := range calls {
			if c.Method == "chat.update" || c.Method == "chat.postMessage" && c.Body["channel"] == "CGENERAL" {
				t.Errorf("%s pressed, and all read it: %s %v", user, c.Method, c.Body)
			}
		}
		shown := ""
		for _, m := range h.fake.Messages() {
			if m.Ephemeral == user {
				shown = slackfake.Words(m.Blocks)
			}
		}
		return shown
	}
	if shown := press("UBEN"); strings.Contains(shown, secret) || shown == "" {
		t.Errorf("somebody else reads %q", shown)
	}
	if shown := press("UANNA"); !strings.Contains(shown, secret) || !strings.Contains(shown, "Slack doesn't let me write to you") {
		t.Errorf("the person reads %q", shown)
	}
}

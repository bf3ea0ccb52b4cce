package questions_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

func asksBack(r bot.Reply) (topic string, asks bool) {
	for _, b := range r.Blocks {
		if f, is := b.(bot.Feedback); is {
			return f.Topic, true
		}
	}
	return "", false
}

// Answers from the content ask whether they helped; nothing on feelings, on
// leaving or on pay does, and nothing that was not known.
func TestOnlyAnswersFromTheContentAskBack(t *testing.T) {
	m := bottest.New(t)
	for said, want := range map[string]bool{
		"what does a Head of Analytics do?":          true,
		"que fait un product owner ?":                true,
		"I feel stuck, my manager ignores me":        false,
		"I got laid off yesterday":                   false,
		"how do I ask for a raise?":                  false,
		"should I quit my job?":                      false,
		"je suis épuisée par mon travail":            false,
		"what is the weather on mars like?":          false,
		"goal add 0-1 Lead one tracking project":     false,
		"what does a solutions architect earn?":      false,
		"how do I deal with a conflict with my boss": false,
	} {
		if topic, asks := asksBack(m.Say(t, "anna "+said, said)); asks != want {
			t.Errorf("%q asks back: %v (%s)", said, asks, topic)
		}
	}
}

// What is kept of it is a topic and a count, shown from ten people up.
func TestFeedbackIsCountedOfNobody(t *testing.T) {
	m := bottest.New(t)
	admin := people.UserRef{Platform: people.Terminal, ID: "boss"}
	m.Bot.Admins = []people.UserRef{admin}
	rate := func(who, value string) bot.Reply {
		return m.Do(t, m.Event(people.UserRef{Platform: people.Terminal, ID: who}, bot.Press{Action: bot.FeedbackAction, Value: value}))
	}
	topic, _ := asksBack(m.Say(t, "p0", "what does a Head of Analytics do?"))
	for _, value := range []string{bot.FeedbackYes + topic, bot.FeedbackNo + topic, bot.FeedbackNo + topic, bot.FeedbackNo + "work-life/stress"} {
		if r := rate("p0", value); r.Empty() {
			t.Errorf("%q was not answered", value)
		}
	}
	if r := rate("p0", bot.FeedbackNo+"no/such topic"); !strings.Contains(string(r.Text), "older message") {
		t.Errorf("a made up topic is answered with %q", r.Text)
	}
	stats := func() string { return string(m.Do(t, m.Event(admin, bot.Message{Text: "admin stats"})).Text) }
	if s := stats(); strings.Contains(s, "helped") {
		t.Errorf("shown of two people: %s", s)
	}
	for n := range bot.Discreet {
		m.Say(t, fmt.Sprint("q", n), "hello")
	}
	s := stats()
	if !strings.Contains(s, "1 helped") || !strings.Contains(s, `What the Head of Analytics does day to day \(2\)`) || strings.Contains(s, "stress") {
		t.Errorf("shown of twelve people: %s", s)
	}
	var all []bot.Count
	err := m.DB.View(t.Context(), func(tx bot.Tx) error {
		st, err := tx.Stats(m.Now)
		all = st.Missed
		return err
	})
	if err != nil || !slices.Equal(all, []bot.Count{{Name: topic, N: 2}}) {
		t.Errorf("kept: %v, %v", all, err)
	}
}

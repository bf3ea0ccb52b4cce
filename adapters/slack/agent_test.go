package slack

import (
	"strings"
	"testing"

	"mentor/adapters/slack/slackfake"
)

func agent(o *slackfake.Options) { o.Agent = true }

// An agent's messages are roots of threads, answered there; what was talked
// about belongs to the direct message.
func TestAnAgentAnswersInTheThreadThatAMessageBegins(t *testing.T) {
	h := open(t, agent)
	h.do(slackfake.Event{Kind: "messages_tab", User: "U1", Looking: "C1"})
	for n, c := range []struct{ said, answer string }{
		{"what does a head of analytics do?", "Four responsibilities"},
		{"and what comes after it?", "Director"}, // follows from the other thread
	} {
		_, calls := h.do(slackfake.Event{Kind: "message", User: "U1", Text: c.said})
		found := false
		for _, call := range calls {
			if call.Method != "chat.postMessage" {
				continue
			}
			found = true
			root, _ := call.Body["thread_ts"].(string)
			m, known := h.fake.Message(h.fake.DM("U1"), root)
			if !known || m.Text != c.said {
				t.Errorf("%d: answered in thread %q, not in that of the message", n, root)
			}
			if text, _ := call.Body["text"].(string); !strings.Contains(text, c.answer) {
				t.Errorf("%q was answered with %q", c.said, text)
			}
		}
		if !found {
			t.Errorf("%q was not answered", c.said)
		}
	}
}

// Prompts are set at each opening, without a thread, and each of their
// messages is one that the mentor answers.
func TestAnAgentsPromptsAreAnswered(t *testing.T) {
	for _, locale := range []string{"en-GB", "fr-FR"} {
		h := open(t, agent)
		h.fake.PutUser(slackfake.User{ID: "U1", Locale: locale})
		h.do(slackfake.Event{Kind: "messages_tab", User: "U1"})
		(&bench{t: t}).until(func() bool { return len(h.fake.Prompts("U1")) > 0 })
		prompts := h.fake.Prompts("U1")
		if len(prompts) != len(in(locale).prompts) {
			t.Errorf("%s: prompts %v", locale, prompts)
		}
		for title, message := range prompts {
			r, _ := h.do(slackfake.Event{Kind: "message", User: "U1", Text: message})
			t.Logf("%s %s: %s", locale, title, r.Text)
			for _, beyond := range []string{"beyond what I know", "dépasse ce que je sais", "I don't know"} {
				if strings.Contains(string(r.Text), beyond) || len(r.Text) < 40 {
					t.Errorf("%s: %q is answered with %q", locale, message, r.Text)
				}
			}
		}
	}
}

// Which experience it is: what Slack sends says so, else what the token may do.
func TestTheExperienceIsLearned(t *testing.T) {
	threaded := func(t *testing.T, o slackfake.Options, before ...slackfake.Event) bool {
		t.Helper()
		b := start(t, o, say("hello"))
		for _, e := range before {
			sent, err := b.fake.Inject(e)
			if err != nil {
				t.Fatal(err)
			}
			b.acked(sent)
		}
		b.acked(b.fake.Say("U1", "hi"))
		b.until(func() bool { return len(b.core.had()) > 0 })
		all := b.core.had()
		return all[len(all)-1].From.Thread != ""
	}
	rights := "chat:write,assistant:write"
	pane := slackfake.Event{Kind: "assistant", User: "U2"}
	for name, c := range map[string]struct {
		o      slackfake.Options
		before []slackfake.Event
		want   bool
	}{
		"no assistant at all":            {slackfake.Options{Scopes: "chat:write"}, nil, false},
		"one that may be an agent":       {slackfake.Options{Scopes: rights}, nil, true},
		"the older pane":                 {slackfake.Options{Scopes: rights}, []slackfake.Event{pane}, false},
		"an agent, by what is looked at": {slackfake.Options{Agent: true}, []slackfake.Event{{Kind: "context", User: "U2", Looking: "C1"}}, true},
		"an agent, by an opening":        {slackfake.Options{Agent: true}, []slackfake.Event{{Kind: "messages_tab", User: "U2"}}, true},
	} {
		if got := threaded(t, c.o, c.before...); got != c.want {
			t.Errorf("%s: answered in a thread %v, want %v", name, got, c.want)
		}
	}
}

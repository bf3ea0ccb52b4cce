package slack

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"mentor/adapters/adaptertest"
	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/people"
)

func TestExercise(t *testing.T) {
	adaptertest.Exercise(t, func(t *testing.T) adaptertest.Harness {
		h := &harness{fake: slackfake.New(slackfake.Options{Record: record(t)})}
		t.Cleanup(h.fake.Close)
		h.a = New(Options{BotToken: h.fake.BotToken(), AppToken: h.fake.AppToken(), APIURL: h.fake.URL()})
		h.a.pace.between = time.Millisecond // what is tested here is not the pace
		return h
	})
}

// harness is a person in a fake workspace, as adaptertest wants them.
type harness struct {
	fake   *slackfake.Server
	a      *Adapter
	seen   int    // calls looked at
	faults string // said at the fields of the open form
}

const somebody = "U0SOMEBODY"

func (h *harness) Adapter() bot.Adapter { return h.a }

func (h *harness) User() people.UserRef {
	return people.UserRef{Platform: people.Slack, Workspace: h.fake.Team(), ID: somebody}
}

func (h *harness) Say(_ *testing.T, text string) { h.fake.Say(somebody, text) }

func (h *harness) Press(t *testing.T, label string) {
	t.Helper()
	messages := h.fake.Messages()
	for i := len(messages) - 1; i >= 0; i-- {
		m := messages[i]
		for _, e := range slackfake.Elements(m.Blocks) {
			ev := slackfake.Event{Kind: "press", User: somebody, Channel: m.Channel, TS: m.TS, Action: e.Action}
			found := e.Label == label && e.Type == "button"
			for l, v := range e.Options {
				if l == label {
					ev.Value, found = v, true
				}
			}
			if !found {
				continue
			}
			sent, err := h.fake.Inject(ev)
			if err == nil {
				_, err = sent.Ack(patience)
			}
			if err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("no choice %q", label)
}

func (h *harness) Submit(t *testing.T, fields map[string]string) {
	t.Helper()
	in := map[string]string{}
	for k, v := range fields {
		in[fieldBlock+k] = v
	}
	sent, err := h.fake.Inject(slackfake.Event{Kind: "submit", User: somebody, Fields: in})
	if err != nil {
		t.Fatal(err)
	}
	ack, err := sent.Ack(patience)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Errors map[string]string `json:"errors"`
	}
	_ = json.Unmarshal(ack.Payload, &answer)
	h.faults = ""
	for _, f := range answer.Errors {
		h.faults += f + "\n"
	}
}

func (h *harness) Shown(t *testing.T, done func(adaptertest.Screen) bool) adaptertest.Screen {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	for {
		calls := h.fake.Record()
		s := h.screen(calls[h.seen:])
		if done(s) || h.fake.AwaitMore(ctx, len(calls)) != nil {
			h.seen = len(calls)
			return s
		}
	}
}

var calling = regexp.MustCompile(`<[!@#]|(^|[^\w.])@(channel|here|everyone)\b`)

// screen is what calls show.
func (h *harness) screen(calls []slackfake.Call) adaptertest.Screen {
	s := adaptertest.Screen{Files: map[string][]byte{}}
	var b strings.Builder
	for _, c := range calls {
		if raw, err := json.Marshal(c.Body["blocks"]); err == nil && c.Body["blocks"] != nil {
			b.WriteString(slackfake.Words(raw) + "\n")
			s.Pings += len(calling.FindAllString(mrkdwnOf(c.Body["blocks"]), -1))
		}
		if text, is := c.Body["text"].(string); is {
			s.Pings += len(calling.FindAllString(text, -1))
		}
		if files, is := c.Body["files"].([]any); is && c.Method == "files.completeUploadExternal" {
			for _, f := range files {
				if got, is := h.fake.File(f.(map[string]any)["id"].(string)); is {
					s.Files[got.Name] = got.Data
					b.WriteString(got.Alt + "\n")
				}
			}
		}
	}
	if v := h.fake.Modal(somebody); v != nil {
		s.Form = true
		title, _ := json.Marshal([]any{v.Body["title"]})
		b.WriteString(slackfake.Words(title) + slackfake.Words(v.Blocks()) + h.faults)
	}
	s.Text = b.String()
	return s
}

// mrkdwnOf is the text in blocks that Slack reads markup in.
func mrkdwnOf(v any) string {
	var b strings.Builder
	switch v := v.(type) {
	case map[string]any:
		if v["type"] == "mrkdwn" {
			text, _ := v["text"].(string)
			return text + "\n"
		}
		for _, x := range v {
			b.WriteString(mrkdwnOf(x))
		}
	case []any:
		for _, x := range v {
			b.WriteString(mrkdwnOf(x))
		}
	}
	return b.String()
}

func (h *harness) Refuse(_ *testing.T, kind bot.SendKind, after time.Duration) bool {
	f := slackfake.Fault{Kind: slackfake.Error, Method: "chat.postMessage", Count: 1}
	switch kind {
	case bot.Rejected:
		f.Error = "msg_too_long"
	case bot.Denied:
		f.Error = "cannot_dm_bot"
	case bot.Gone:
		f.Error = "channel_not_found"
	default:
		f.Kind, f.RetryAfter = slackfake.RateLimit, int(after/time.Second)
	}
	h.fake.Break(f)
	return true
}

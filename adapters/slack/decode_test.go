package slack

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"mentor/adapters/slack/richtext"
	"mentor/bot"
)

var self = identity{team: "T1", user: "UBOT", bot: "BBOT"}

type sample struct {
	Name    string          `json:"name"`
	Kind    string          `json:"kind"`
	Payload json.RawMessage `json:"payload"`
}

// samples are payloads as Slack's own Java SDK keeps them (MIT licence), with
// what identified anybody scrubbed.
func samples(t testing.TB) []sample {
	f, err := os.Open("testdata/samples.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []sample
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	if len(all) < 100 {
		t.Fatalf("only %d samples", len(all))
	}
	return all
}

func TestSlacksSamplesAreReadOrIgnored(t *testing.T) {
	for _, s := range samples(t) {
		in, err := decode(s.Kind, s.Payload, self, time.Now())
		if err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
		if in.job == accept || in.job == handle { // a scrubbed payload names nobody
			t.Errorf("%s: taken for an event of nobody", s.Name)
		}
		// With names in the empty places they reach further.
		filled := bytes.ReplaceAll(s.Payload, []byte(`:""`), []byte(`:"U1"`))
		if _, err := decode(s.Kind, filled, self, time.Now()); err != nil {
			t.Errorf("%s, filled: %v", s.Name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.Kind, []byte(s.Payload))
	}
	f.Fuzz(func(t *testing.T, kind string, payload []byte) {
		for _, k := range []string{kind, kindEvents, kindCommand, kindInteractive} {
			in, err := decode(k, payload, self, time.Now())
			if err == nil && in.job == accept && in.ev.ID == "" {
				t.Error("an event without a key")
			}
		}
	})
}

func event(t *testing.T, inner string) inbound {
	t.Helper()
	in, err := decode(kindEvents, []byte(`{"team_id":"T1","event_id":"Ev1","event_time":1700000000,"event":`+inner+`}`), self, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestWhatIsNotSaidByAPersonIsIgnored(t *testing.T) {
	for name, inner := range map[string]string{
		"our own":          `{"type":"message","channel_type":"im","channel":"D1","user":"UBOT","text":"x","ts":"1.1"}`,
		"another bot":      `{"type":"message","channel_type":"im","channel":"D1","user":"U9","bot_id":"B9","text":"x","ts":"1.1"}`,
		"a bot's message":  `{"type":"message","subtype":"bot_message","channel_type":"im","channel":"D1","bot_id":"B9","text":"x","ts":"1.1"}`,
		"an edit":          `{"type":"message","subtype":"message_changed","channel_type":"im","channel":"D1","hidden":true,"ts":"1.1","message":{"user":"U1","text":"x"}}`,
		"a deletion":       `{"type":"message","subtype":"message_deleted","channel_type":"im","channel":"D1","ts":"1.1"}`,
		"a join":           `{"type":"message","subtype":"channel_join","channel":"C1","user":"U1","ts":"1.1","text":"<@U1> joined"}`,
		"slackbot":         `{"type":"message","channel_type":"im","channel":"D1","user":"USLACKBOT","text":"x","ts":"1.1"}`,
		"a channel's talk": `{"type":"message","channel_type":"channel","channel":"C1","user":"U1","text":"x","ts":"1.1"}`,
		"a reaction":       `{"type":"reaction_added","user":"U1"}`,
		"another's tokens": `{"type":"tokens_revoked","tokens":{"oauth":["U1"]}}`,
	} {
		if in := event(t, inner); in.job != ignore {
			t.Errorf("%s: job %d", name, in.job)
		}
	}
}

func TestAMentionIsAnsweredInAThread(t *testing.T) {
	in := event(t, `{"type":"app_mention","channel":"C1","user":"U1","text":"<@UBOT> what now?","ts":"1700000000.000100"}`)
	if in.ev.From.Thread != "1700000000.000100" || in.ev.From.Channel != "C1:U1" || in.ev.DM {
		t.Errorf("from %+v", in.ev.From)
	}
	if in.ev.Body != (bot.Message{Text: "what now?"}) {
		t.Errorf("body %+v", in.ev.Body)
	}
	if want := time.Unix(1700000000, 100_000).UTC(); !in.ev.At.Equal(want) {
		t.Errorf("at %v, want %v", in.ev.At, want)
	}
	same := event(t, `{"type":"message","channel_type":"im","channel":"C1","user":"U1","text":"x","ts":"1700000000.000100"}`)
	if same.ev.ID != in.ev.ID {
		t.Errorf("the same message has two keys: %s, %s", same.ev.ID, in.ev.ID)
	}
}

func TestWords(t *testing.T) {
	rich := func(elements string) string {
		return `[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[` + elements + `]}]}]`
	}
	for _, c := range []struct{ text, blocks, want string }{
		{"<@UBOT> hello", "", "hello"},
		{"hey <@UBOT> help", "", "hey help"},
		{"a &lt;b&gt; &amp;amp; c", "", "a <b> &amp; c"},
		{"see <https://x.org/a|x.org/a> and <https://y.org|my badge>", "", "see https://x.org/a and my badge (https://y.org)"},
		{"mail <mailto:a@b.c|a@b.c>", "", "mail a@b.c"},
		{"<!channel> <!here|here> <#C1|general> <!subteam^S1|@team> <!date^1^{date}|today>", "", "@channel @here #general @team today"},
		{"<@U2> and <@U3|ann>", "", "@U2 and @ann"},
		{"1 < 2", "", "1 < 2"},
		{"*a*", rich(`{"type":"text","text":"2*3*4"}`), "2*3*4"},
		{"x", rich(`{"type":"user","user_id":"UBOT"},{"type":"text","text":" cert add AWS "},{"type":"link","url":"https://b.org/1"},{"type":"emoji","name":"tada","unicode":"1f389"}`), "cert add AWS https://b.org/1🎉"},
		{"x", `[{"type":"rich_text","elements":[{"type":"rich_text_list","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]},{"type":"rich_text_section","elements":[{"type":"text","text":"two"}]}]}]}]`, "- one\n- two"},
		{"x", `[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"is that so?"}]},{"type":"rich_text_quote","elements":[{"type":"text","text":"goal add\nlearn SQL"}]},{"type":"rich_text_section","elements":[{"type":"text","text":"tell me"}]}]}]`, "is that so?\n> goal add\n> learn SQL\ntell me"},
		{"only text", `[{"type":"section"}]`, "only text"},
		{"broken", `[[`, "broken"},
	} {
		if got, _ := richtext.Read(c.text, json.RawMessage(c.blocks), "UBOT"); got != c.want {
			t.Errorf("%s %s\n got %q\nwant %q", c.text, c.blocks, got, c.want)
		}
	}
}

func TestOneOddFieldCostsNoEvent(t *testing.T) {
	in := event(t, `{"type":"message","channel_type":"im","channel":"D1","user":"U1","text":"hi","ts":"1.2","tab":{"odd":1},"hidden":"no","tokens":[]}`)
	if in.job != accept || in.ev.Body != (bot.Message{Text: "hi"}) {
		t.Errorf("%+v", in)
	}
}

// What comes without words is said for what it is; a message that was passed
// on is somebody else's.
func TestWordless(t *testing.T) {
	for said, want := range map[string]bot.Message{
		`"files":[{"mimetype":"application/pdf"}]`:                   {Attached: bot.AttachedFile},
		`"files":[{"mimetype":"image/png"}]`:                         {Attached: bot.AttachedPicture},
		`"files":[{"mimetype":"audio/mp4","subtype":"slack_audio"}]`: {Attached: bot.AttachedVoice},
		`"files":"odd"`: {},
		`"attachments":[{"is_share":true,"text":"stop"}]`:                 {About: "stop"},
		`"attachments":[{"is_share":true}]`:                               {Attached: bot.AttachedForward},
		`"text":"hi","files":[{"mimetype":"image/png"}],"attachments":[]`: {Text: "hi"},
	} {
		in := event(t, `{"type":"message","subtype":"file_share","channel_type":"im","channel":"D1","user":"U1","ts":"1.2",`+said+`}`)
		if in.job != accept || in.ev.Body != want {
			t.Errorf("%s: %+v, want %+v", said, in.ev.Body, want)
		}
	}
}

func TestStamps(t *testing.T) {
	for _, s := range []string{"", "x", "-1.0", "999999999999999999999", "0"} {
		if _, ok := stamp(s); ok {
			t.Errorf("%q is no time", s)
		}
	}
	if got, _ := stamp("1700000000.5"); got.Nanosecond() != 500_000_000 || strings.Contains(got.String(), "CET") {
		t.Errorf("got %v", got)
	}
}

package slackfake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// api calls a method as an app does.
func api(t *testing.T, s *Server, method string, args map[string]string) (code string, body object) {
	t.Helper()
	form := url.Values{"token": {s.BotToken()}}
	for k, v := range args {
		form.Set(k, v)
	}
	resp, err := http.PostForm(s.URL()+method, form)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
		t.Fatal(err)
	}
	code, _ = body["error"].(string)
	return code, body
}

// clock is one that tests move.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func TestErrorCodes(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	s.PutUser(User{ID: "UGONE", Deleted: true})
	s.PutUser(User{ID: "UCLOSED", DMClosed: true})
	s.PutChannel("COUT", false, false)
	s.PutChannel("COLD", true, true)
	dm := s.DM("U1")
	for _, c := range []struct {
		method string
		args   map[string]string
		want   string
	}{
		{"chat.postMessage", map[string]string{"channel": dm, "text": "hi"}, ""},
		{"chat.postMessage", map[string]string{"channel": "CNONE", "text": "hi"}, "channel_not_found"},
		{"chat.postMessage", map[string]string{"channel": "COUT", "text": "hi"}, "not_in_channel"},
		{"chat.postMessage", map[string]string{"channel": "COLD", "text": "hi"}, "is_archived"},
		{"chat.postMessage", map[string]string{"channel": dm}, "no_text"},
		{"chat.postMessage", map[string]string{"channel": dm, "text": strings.Repeat("x", 40001)}, "msg_too_long"},
		{"chat.postMessage", map[string]string{"channel": dm, "blocks": `[{"type":"nonsense"}]`}, "invalid_blocks"},
		{"chat.postMessage", map[string]string{"channel": dm, "text": "x", "token": "xoxb-other"}, "invalid_auth"},
		{"chat.update", map[string]string{"channel": dm, "ts": "1.1", "text": "x"}, "message_not_found"},
		{"conversations.open", map[string]string{"users": "UGONE"}, "user_disabled"},
		{"conversations.open", map[string]string{"users": "UCLOSED"}, "cannot_dm_bot"},
		{"conversations.open", map[string]string{"users": "UNOBODY"}, "user_not_found"},
		{"views.open", map[string]string{"trigger_id": "x", "view": "{}"}, "invalid_trigger_id"},
		{"no.such", nil, "unknown_method"},
	} {
		if got, _ := api(t, s, c.method, c.args); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.method, c.args["channel"], got, c.want)
		}
	}
	s.Revoke()
	if got, _ := api(t, s, "auth.test", nil); got != "token_revoked" {
		t.Errorf("revoked: %q", got)
	}
}

func TestATriggerIsGoodOnceAndForThreeSeconds(t *testing.T) {
	c := &clock{time.Unix(1700000000, 0)}
	s := New(Options{Now: c.now})
	defer s.Close()
	view := `{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"divider"}]}`
	trigger := s.must(Event{Kind: "command", User: "U1", Text: "x"}).TriggerID
	for _, want := range []string{"", "exchanged_trigger_id"} {
		if got, _ := api(t, s, "views.open", map[string]string{"trigger_id": trigger, "view": view}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	trigger = s.must(Event{Kind: "command", User: "U1", Text: "x"}).TriggerID
	c.t = c.t.Add(triggerLife + time.Millisecond)
	if got, _ := api(t, s, "views.open", map[string]string{"trigger_id": trigger, "view": view}); got != "expired_trigger_id" {
		t.Errorf("%q", got)
	}
}

func TestAResponseURLTakesFiveAnswersInHalfAnHour(t *testing.T) {
	c := &clock{time.Unix(1700000000, 0)}
	s := New(Options{Now: c.now})
	defer s.Close()
	fresh := func() string { s.mu.Lock(); defer s.mu.Unlock(); return s.newResponseURL("C1", "U1", "", "") }
	use := func(to string) int {
		resp, err := http.Post(to, "application/json", strings.NewReader(`{"text":"hi"}`))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	to := fresh()
	for n := range 6 {
		if got, want := use(to), map[bool]int{true: 200, false: 404}[n < 5]; got != want {
			t.Errorf("use %d: %d, want %d", n+1, got, want)
		}
	}
	to = fresh()
	c.t = c.t.Add(31 * time.Minute)
	if got := use(to); got != 404 {
		t.Errorf("after half an hour: %d", got)
	}
}

func TestAChannelsRateIsEnforcedAndWindowsAreWatched(t *testing.T) {
	c := &clock{time.Unix(1700000000, 0)}
	s := New(Options{Now: c.now, ChannelInterval: time.Second, ChannelBurst: 2, RetryAfter: 30 * time.Second})
	defer s.Close()
	dm := s.DM("U1")
	var got []string
	for range 4 {
		code, _ := api(t, s, "chat.postMessage", map[string]string{"channel": dm, "text": "x"})
		got = append(got, code)
	}
	if want := ",,ratelimited,ratelimited"; strings.Join(got, ",") != want {
		t.Errorf("got %v", got)
	}
	if st := s.Stats(); st.InRetryAfter != 1 || st.Refused["429"] != 2 {
		t.Errorf("stats %+v", st)
	}
	c.t = c.t.Add(31 * time.Second)
	if code, _ := api(t, s, "chat.postMessage", map[string]string{"channel": dm, "text": "x"}); code != "" {
		t.Errorf("after the window: %s", code)
	}
}

func TestTiersLetThroughWhatTheyGuarantee(t *testing.T) {
	c := &clock{time.Unix(1700000000, 0)}
	s := New(Options{Now: c.now, Tiers: true})
	defer s.Close()
	passed := 0
	for range 200 {
		if code, _ := api(t, s, "conversations.history", map[string]string{"channel": s.DM("U1")}); code == "" {
			passed++
		} else {
			break
		}
	}
	if passed < 50 || passed > 100 {
		t.Errorf("%d calls of tier 3 in one minute", passed)
	}
}

func TestHistoryIsNewestFirstInPagesWithItsMetadata(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	dm := s.DM("U1")
	for _, text := range []string{"one", "two", "three"} {
		api(t, s, "chat.postMessage", map[string]string{"channel": dm, "text": text, "metadata": `{"event_type":"e","event_payload":{"k":"` + text + `"}}`})
	}
	_, page := api(t, s, "conversations.history", map[string]string{"channel": dm, "limit": "2", "include_all_metadata": "1"})
	list := page["messages"].([]any)
	first := list[0].(object)
	if len(list) != 2 || first["text"] != "three" || first["metadata"].(object)["event_payload"].(object)["k"] != "three" || page["has_more"] != true {
		t.Errorf("first page %v", page)
	}
	_, page = api(t, s, "conversations.history", map[string]string{"channel": dm, "limit": "2", "cursor": page["response_metadata"].(object)["next_cursor"].(string)})
	if list = page["messages"].([]any); len(list) != 1 || list[0].(object)["text"] != "one" || list[0].(object)["metadata"] != nil {
		t.Errorf("second page %v", page)
	}
}

func TestTheRecordHoldsWhatWasAccepted(t *testing.T) {
	var record bytes.Buffer
	s := New(Options{Record: &record})
	defer s.Close()
	dm := s.DM("U1")
	api(t, s, "chat.postMessage", map[string]string{"channel": "CNONE", "text": "refused"})
	api(t, s, "chat.postMessage", map[string]string{"channel": dm, "text": "taken", "blocks": `[{"type":"divider"}]`})
	s.Break(Fault{Kind: Accepted500, Method: "chat.postMessage", Count: 1})
	resp, err := http.PostForm(s.URL()+"chat.postMessage", url.Values{"token": {s.BotToken()}, "channel": {dm}, "text": {"taken though it says 500"}})
	if err != nil || resp.StatusCode != 500 {
		t.Fatalf("%v, %v", resp, err)
	}
	resp.Body.Close()
	var texts []string
	for lines := bufio.NewScanner(&record); lines.Scan(); {
		var c struct {
			API, Method string
			Body        struct {
				Text   string
				Blocks []any
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil || c.API != "slack" || c.Method != "chat.postMessage" {
			t.Errorf("line %s: %v", lines.Text(), err)
		}
		texts = append(texts, c.Body.Text)
	}
	if got := strings.Join(texts, "|"); got != "taken|taken though it says 500" {
		t.Errorf("recorded %s", got)
	}
}

func TestTheControlEndpoints(t *testing.T) {
	s := New(Options{Retries: []time.Duration{}})
	defer s.Close()
	post := func(path, body string) string {
		resp, err := http.Post(s.Base()+path, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var b bytes.Buffer
		_, _ = b.ReadFrom(resp.Body)
		return b.String()
	}
	if got := post("/_dm", `{"user":"U1"}`); !strings.Contains(got, `"channel":"D1"`) {
		t.Error(got)
	}
	if got := post("/_event", `[{"kind":"message","user":"U1","text":"hi","copies":3},{"kind":"nonsense"}]`); !strings.Contains(got, `"ok":true`) || !strings.Contains(got, "unknown") {
		t.Error(got)
	}
	post("/_fault", `{"kind":"error","error":"fatal_error"}`)
	if code, _ := api(t, s, "auth.test", nil); code != "fatal_error" {
		t.Errorf("fault: %q", code)
	}
	req, _ := http.NewRequest(http.MethodDelete, s.Base()+"/_fault", nil)
	if resp, err := http.DefaultClient.Do(req); err != nil {
		t.Fatal(err)
	} else {
		resp.Body.Close()
	}
	if code, _ := api(t, s, "auth.test", nil); code != "" {
		t.Errorf("mended: %q", code)
	}
	if st := s.Stats(); st.Injected != 3 || st.Pending != 3 {
		t.Errorf("stats %+v", st)
	}
}

// What Slack added lately has rules of its own.
func TestNewerBlocksHaveRules(t *testing.T) {
	feedback := func(value string) string {
		return `{"type":"context_actions","elements":[{"type":"feedback_buttons","action_id":"f","positive_button":{"text":{"type":"plain_text","text":"Yes"},"value":"` +
			value + `"},"negative_button":{"text":{"type":"plain_text","text":"No"},"value":"no"}}]}`
	}
	button := func(spoken string) string {
		return `{"type":"actions","elements":[{"type":"button","action_id":"b","value":"v","text":{"type":"plain_text","text":"Done"},"accessibility_label":"` + spoken + `"}]}`
	}
	for block, want := range map[string]string{
		feedback("yes"):                            "",
		feedback(""):                               "invalid_blocks",
		feedback(strings.Repeat("x", 2001)):        "invalid_blocks",
		button("Goal 1: done"):                     "",
		button(strings.Repeat("x", 76)):            "invalid_blocks",
		`{"type":"context_actions","elements":[]}`: "invalid_blocks",
		`{"type":"context","elements":[{"type":"mrkdwn","text":"small"}]}`:                                  "",
		`{"type":"context","elements":[{"type":"mrkdwn","text":"` + strings.Repeat("x", 2001) + `"}]}`:      "invalid_blocks",
		`{"type":"image","alt_text":"a","slack_file":{"id":"F1"},"title":{"type":"plain_text","text":"A"}}`: "",
		`{"type":"image","alt_text":"a"}`: "invalid_blocks",
	} {
		if got := Check([]byte("["+block+"]"), 50); got != want {
			t.Errorf("%.200s: %q, want %q", block, got, want)
		}
	}
}

// TestPickersAndIcons: a message's date picker and icon button, as Bolt posts
// and presses them, and what Slack would refuse of them.
func TestPickersAndIcons(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	resp, err := http.Get(s.Base() + "/_messages")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var none []Message
	if err := json.NewDecoder(resp.Body).Decode(&none); err != nil || none == nil {
		t.Errorf("a workspace in which nothing was said yet: %v, %v, want an empty list", none, err)
	}
	blocks := func(icon, date string) string {
		return `[{"type":"context_actions","elements":[{"type":"icon_button","action_id":"drop","icon":"` + icon + `","text":{"type":"plain_text","text":"Delete"},"value":"1"}]},
			{"type":"actions","elements":[{"type":"datepicker","action_id":"day","initial_date":"` + date + `"}]}]`
	}
	dm := s.DM("U1")
	for _, c := range []struct{ icon, date, want string }{{"", "2026-12-01", "invalid_blocks"}, {"trash", "1 December", "invalid_blocks"}, {"trash", "2026-12-01", ""}} {
		if got, _ := api(t, s, "chat.postMessage", map[string]string{"channel": dm, "text": "x", "blocks": blocks(c.icon, c.date)}); got != c.want {
			t.Errorf("icon %q, date %q: %q, want %q", c.icon, c.date, got, c.want)
		}
	}
	ts := s.Messages()[0].TS
	s.mu.Lock()
	defer s.mu.Unlock()
	action := func(e Event) object {
		d, err := s.make(e, &Sent{})
		if err != nil {
			t.Fatal(err)
		}
		return d.payload["actions"].([]object)[0]
	}
	if a := action(Event{Kind: "press", User: "U1", Channel: dm, TS: ts, Action: "day", Value: "2026-12-24"}); a["selected_date"] != "2026-12-24" || a["initial_date"] != "2026-12-01" {
		t.Errorf("a picked day: %v", a)
	}
	if a := action(Event{Kind: "press", User: "U1", Channel: dm, TS: ts, Action: "drop"}); a["value"] != "1" {
		t.Errorf("a pressed icon: %v", a)
	}
	if _, err := s.make(Event{Kind: "press", User: "U1", Channel: dm, TS: ts, Action: "day", Value: "tomorrow"}, &Sent{}); err == nil {
		t.Error("a day that is none was picked")
	}
}

// TestWhoIsNamed: the blocks of what somebody typed name people as elements.
func TestWhoIsNamed(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	for text, want := range map[string]string{
		"what is a CDP, <@U2>?": `[{"type":"user","user_id":"U0BOT"},{"text":" what is a CDP, ","type":"text"},{"type":"user","user_id":"U2"},{"text":"?","type":"text"}]`,
		"<@U0BOT>":              `[{"type":"user","user_id":"U0BOT"}]`,
	} {
		d, err := s.make(Event{Kind: "mention", User: "U1", Channel: "C1", Text: text}, &Sent{})
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := json.Marshal(d.payload["event"]); !strings.Contains(string(got), `"elements":`+want) {
			t.Errorf("%s: %s", text, got)
		}
	}
}

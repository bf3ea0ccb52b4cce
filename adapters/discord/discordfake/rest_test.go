package discordfake_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"mentor/adapters/discord/discordfake"
)

// at finds a value in nested objects: "errors.embeds.0.title".
func at(v any, path string) any {
	for _, key := range strings.Split(path, ".") {
		m, _ := v.(object)
		v = m[key]
	}
	return v
}

func TestAccess(t *testing.T) {
	s := start(t, discordfake.Options{})
	s.call("GET", "/users/@me", nil).want(t, "who am I", 200, 0)
	if a := s.call("GET", "/gateway/bot", nil); !strings.HasPrefix(fmt.Sprint(a.get("url")), "ws://") || at(a.body, "session_start_limit.max_concurrency") != 1.0 {
		t.Errorf("gateway: %v", a.body)
	}
	s.call("GET", "/nowhere", nil).want(t, "unknown route", 404, 0)
	s.call("PUT", "/users/@me", nil).want(t, "wrong method", 405, 0)
	s.post("1", "x").want(t, "unknown channel", 404, 10003)
	s.post("x", "x").want(t, "no snowflake", 404, 10003)
	s.Revoke()
	s.call("GET", "/users/@me", nil).want(t, "revoked", 401, 0)
	if st := s.Stats(); st.Invalid != 1 || st.Refused[401] != 1 {
		t.Errorf("%+v", st)
	}
}

func TestDirectMessages(t *testing.T) {
	s := start(t, discordfake.Options{})
	open := func(user string) answer {
		return s.call("POST", "/users/@me/channels", object{"recipient_id": user})
	}
	a := open(anna).want(t, "open", 200, 0)
	if a.id() != discordfake.DMOf(anna) || a.get("type") != 1.0 || open(anna).id() != a.id() || s.Stats().DMsOpened != 1 {
		t.Errorf("opened %v, %d times", a.body, s.Stats().DMsOpened)
	}
	open("x").want(t, "no snowflake", 400, 50035)
	open(discordfake.BotID).want(t, "oneself", 403, 50007)
	s.DropUser(ben)
	open(ben).want(t, "no such user", 400, 50033)
	s.post(a.id(), "hello").want(t, "message", 200, 0)
	s.CloseDM(anna, true)
	open(anna).want(t, "closed DMs can be opened", 200, 0)
	s.post(a.id(), "hello").want(t, "closed DMs", 403, 50007)
	s.CloseDM(anna, false)
	s.post(a.id(), "hello").want(t, "opened again", 200, 0)
	s.DropChannel(a.id())
	s.post(a.id(), "hello").want(t, "deleted", 404, 10003)
}

// TestNonce: with enforce_nonce the earlier message comes back, in the same
// channel and for a few minutes; without it each is a message.
func TestNonce(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	send := func(channel, nonce string, enforce bool) string {
		return s.call("POST", "/channels/"+channel+"/messages", object{"content": "x", "nonce": nonce, "enforce_nonce": enforce}).id()
	}
	dm := discordfake.DMOf(anna)
	first := send(dm, "n1", true)
	if send(dm, "n1", true) != first {
		t.Error("taken twice")
	}
	if send(discordfake.ChannelID, "n1", true) == first {
		t.Error("another channel's")
	}
	if send(dm, "n1", false) == first || s.Stats().Doubles != 1 {
		t.Error("not enforced, yet the same")
	}
	s.pass(5 * time.Minute)
	if send(dm, "n1", true) == first {
		t.Error("the same after five minutes")
	}
	if st := s.Stats(); st.NonceHits != 1 || st.Messages != 4 {
		t.Errorf("%+v", st)
	}
	s.call("POST", "/channels/"+dm+"/messages", object{"content": "x", "nonce": strings.Repeat("n", 26)}).want(t, "26 characters", 400, 50035)
	s.call("POST", "/channels/"+dm+"/messages", object{"content": "x", "nonce": strings.Repeat("n", 25)}).want(t, "25 characters", 200, 0)
}

func button(id string) object { return object{"type": 2, "style": 1, "label": "Go", "custom_id": id} }

func menu(options int) object {
	var all []object
	for i := range options {
		all = append(all, object{"label": fmt.Sprint("o", i), "value": fmt.Sprint(i)})
	}
	return object{"type": 3, "custom_id": "m", "options": all}
}

func row(parts ...object) object { return object{"type": 1, "components": parts} }

func times[T any](n int, v T) (out []T) {
	for range n {
		out = append(out, v)
	}
	return out
}

// TestValidation: Discord's rules of a message, each at its edge and beyond,
// with the path of what is wrong.
func TestValidation(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	x := func(n int) string { return strings.Repeat("x", n) }
	embed := func(key string, n int) object { return object{"embeds": []object{{key: x(n)}}} }
	fields := func(n, name, value int) object {
		return object{"embeds": []object{{"fields": times(n, object{"name": x(name), "value": x(value)})}}}
	}
	parts := func(rows ...object) object { return object{"content": "x", "components": rows} }
	for _, c := range []struct {
		name string
		body object
		path string // of the error; empty: it is taken
	}{
		{"2000 characters", object{"content": x(2000)}, ""},
		{"2000 beyond the first plane", object{"content": strings.Repeat("👍", 2000)}, ""},
		{"2001 characters", object{"content": x(2001)}, "content"},
		{"10 embeds", object{"embeds": times(10, object{"title": "t"})}, ""},
		{"11 embeds", object{"embeds": times(11, object{"title": "t"})}, "embeds"},
		{"title of 256", embed("title", 256), ""},
		{"title of 257", embed("title", 257), "embeds.0.title"},
		{"description of 4096", embed("description", 4096), ""},
		{"description of 4097", embed("description", 4097), "embeds.0.description"},
		{"6001 together", object{"embeds": []object{{"description": x(4000)}, {"description": x(2001)}}}, "embeds"},
		{"25 fields", fields(25, 10, 10), ""},
		{"26 fields", fields(26, 10, 10), "embeds.0.fields"},
		{"field name of 257", fields(1, 257, 10), "embeds.0.fields.0.name"},
		{"field value of 1025", fields(1, 10, 1025), "embeds.0.fields.0.value"},
		{"field without a value", fields(1, 10, 0), "embeds.0.fields.0.value"},
		{"5 rows of 5 buttons", parts(rows5()...), ""},
		{"6 rows", parts(append(rows5(), row(button("z")))...), "components"},
		{"6 buttons in a row", parts(row(button("1"), button("2"), button("3"), button("4"), button("5"), button("6"))), "components.0.components"},
		{"the same id twice", parts(row(button("1"), button("1"))), "components.0.components.1.custom_id"},
		{"an empty row", parts(row()), "components.0.components"},
		{"id of 101", parts(row(button(x(101)))), "components.0.components.0.custom_id"},
		{"label of 81", parts(row(object{"type": 2, "style": 1, "label": x(81), "custom_id": "1"})), "components.0.components.0.label"},
		{"25 options", parts(row(menu(25))), ""},
		{"26 options", parts(row(menu(26))), "components.0.components.0.options"},
		{"no options", parts(row(menu(0))), "components.0.components.0.options"},
		{"menu beside a button", parts(row(menu(1), button("1"))), "components.0.components.0"},
		{"text input in a message", parts(row(object{"type": 4, "custom_id": "1", "label": "x", "style": 1})), "components.0.components.0.type"},
	} {
		a := s.call("POST", "/channels/"+discordfake.ChannelID+"/messages", c.body)
		if c.path == "" {
			a.want(t, c.name, 200, 0)
			continue
		}
		a.want(t, c.name, 400, 50035)
		errs, _ := at(a.body, "errors."+c.path+"._errors").([]any)
		if len(errs) == 0 {
			t.Errorf("%s: no error at %s in %v", c.name, c.path, a.get("errors"))
		}
	}
	s.call("POST", "/channels/"+discordfake.ChannelID+"/messages", object{}).want(t, "nothing", 400, 50006)
	s.call("POST", "/channels/"+discordfake.ChannelID+"/messages", "{").want(t, "no JSON", 400, 50109)
	s.call("POST", "/channels/"+discordfake.ChannelID+"/messages", object{"content": "x", "message_reference": object{"message_id": "1"}}).want(t, "an answer to nothing", 400, 50035)
	s.call("POST", "/channels/"+discordfake.ChannelID+"/messages", object{"content": "x", "message_reference": object{"message_id": "1", "fail_if_not_exists": false}}).
		want(t, "an answer to what may be gone", 200, 0)
}

func rows5() (out []object) {
	for i := range 5 {
		var all []object
		for j := range 5 {
			all = append(all, button(fmt.Sprint(i, j)))
		}
		out = append(out, row(all...))
	}
	return out
}

func TestAttachments(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	path := "/channels/" + discordfake.ChannelID + "/messages"
	png := []byte("\x89PNG\r\n\x1a\n\x00binary")
	a := s.upload("POST", path, object{"content": "see", "attachments": []object{{"id": 0, "description": "a picture"}}}, png, []byte("two")).want(t, "two files", 200, 0)
	list, _ := a.get("attachments").([]any)
	got := s.Messages(discordfake.ChannelID)
	if len(list) != 2 || at(list[0], "filename") != "file0.png" || at(list[0], "size") != float64(len(png)) || !bytes.Equal(got[0].Files()[0].Data, png) {
		t.Errorf("attachments %v", list)
	}
	s.upload("POST", path, object{}, png).want(t, "a file alone", 200, 0)
	s.upload("POST", path, object{"content": "x"}, times(11, []byte("x"))...).want(t, "11 files", 400, 50035)
	s.upload("POST", path, object{"content": "x"}, make([]byte, 26<<20)).want(t, "too large", 413, 40005)
	s.send("POST", path, "multipart/form-data; boundary=x", []byte("no parts")).want(t, "no parts", 400, 50109)
	var body object
	for _, r := range s.Recorded() {
		if json.Unmarshal(r.Body, &body); r.API != "discord" || r.Method != "POST" || r.Path != path {
			t.Errorf("recorded %+v", r)
		}
	}
	if n := len(s.Recorded()); n != 2 {
		t.Errorf("%d recorded, want what was accepted", n)
	}
}

func TestEdits(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	dm := discordfake.DMOf(anna)
	path := "/channels/" + dm + "/messages/"
	id := s.post(dm, "one").id()
	if a := s.call("PATCH", path+id, object{"content": "two", "components": []object{row(button("1"))}}).want(t, "edit", 200, 0); a.get("content") != "two" || a.get("edited_timestamp") == nil {
		t.Errorf("edited: %v", a.body)
	}
	if a := s.call("PATCH", path+id, object{"components": []object{}}); a.get("content") != "two" || fmt.Sprint(a.get("components")) != "[]" {
		t.Errorf("what is not named stays: %v", a.body)
	}
	s.call("PATCH", path+id, object{"content": strings.Repeat("x", 2001)}).want(t, "too long", 400, 50035)
	s.call("PATCH", path+id, object{"content": ""}).want(t, "made empty", 400, 50006)
	if a := s.call("GET", path+id, nil); a.get("content") != "two" {
		t.Errorf("a refused edit changed %v", a.body)
	}
	s.call("PATCH", path+s.Say(anna, "", "mine"), object{"content": "x"}).want(t, "somebody else's", 403, 50005)
	s.call("PATCH", path+"1", object{"content": "x"}).want(t, "unknown", 404, 10008)
	s.call("DELETE", path+id, nil).want(t, "delete", 204, 0)
	s.call("DELETE", path+id, nil).want(t, "deleted", 404, 10008)
	if a := s.call("GET", "/channels/"+dm+"/messages?limit=5", nil); len(a.body.([]any)) != 1 {
		t.Errorf("history: %v", a.body)
	}
}

// TestBuckets: five messages in five seconds a channel, said in headers; who
// does not obey is told, and counted.
func TestBuckets(t *testing.T) {
	s := start(t, discordfake.Options{})
	dm := discordfake.DMOf(anna)
	for left := 4; left >= 0; left-- {
		a := s.post(dm, "x").want(t, "within the limit", 200, 0)
		for k, want := range map[string]string{"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": fmt.Sprint(left), "X-RateLimit-Reset-After": "5.000"} {
			if a.header.Get(k) != want {
				t.Errorf("%s: %s, want %s", k, a.header.Get(k), want)
			}
		}
		if a.header.Get("X-RateLimit-Bucket") == "" || a.header.Get("X-RateLimit-Reset") == "" {
			t.Errorf("headers %v", a.header)
		}
	}
	s.pass(time.Second)
	a := s.post(dm, "x").want(t, "the sixth", 429, 0)
	if a.get("retry_after") != 4.0 || a.get("global") != false || a.header.Get("Retry-After") != "4" || a.header.Get("X-RateLimit-Scope") != "user" {
		t.Errorf("429: %v %v", a.body, a.header)
	}
	s.post(discordfake.ChannelID, "x").want(t, "another channel", 200, 0)
	if s.post(dm, "x"); s.Stats().InsideRetryAfter != 1 {
		t.Errorf("%+v", s.Stats())
	}
	s.pass(4 * time.Second)
	s.post(dm, "x").want(t, "after the window", 200, 0)
	s.SetLimits(discordfake.Limits{Channel: 1, Window: 1, RetryAfter: 30})
	s.post(dm, "x")
	if a := s.post(dm, "x"); a.get("retry_after") != 30.0 {
		t.Errorf("ordered Retry-After: %v", a.body)
	}
	s.pass(29 * time.Second)
	s.post(dm, "x").want(t, "a second early", 429, 0)
	s.pass(time.Second)
	s.post(dm, "x").want(t, "in time", 200, 0)
	if st := s.Stats(); st.Limited != 4 || st.Invalid != 4 {
		t.Errorf("%+v", st)
	}
}

// TestGlobalLimit: fifty a second over all; answers to interactions are exempt.
func TestGlobalLimit(t *testing.T) {
	s := start(t, discordfake.Options{})
	for i := range 50 {
		s.post(discordfake.DMOf(fmt.Sprint(100000000000000000+i)), "x").want(t, "within the limit", 200, 0)
	}
	a := s.post(discordfake.DMOf(anna), "x").want(t, "the 51st", 429, 0)
	if a.get("global") != true || a.header.Get("X-RateLimit-Global") != "true" || a.header.Get("X-RateLimit-Scope") != "global" {
		t.Errorf("429: %v %v", a.body, a.header)
	}
	i := s.Interaction(s.Command(discordfake.Slash{User: anna, Path: []string{"help"}}))
	s.call("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 4, "data": object{"content": "x"}}).want(t, "callback", 204, 0)
	s.pass(time.Second)
	s.post(discordfake.DMOf(ben), "x").want(t, "a second later", 200, 0)
}

// TestFaults: trouble to order strikes what it names, as often as it says.
func TestFaults(t *testing.T) {
	s := start(t, discordfake.Options{Unlimited: true})
	dm := discordfake.DMOf(anna)
	on := "POST /channels/*/messages"
	for _, c := range []struct {
		fault  discordfake.Fault
		status int // 0: no answer
		code   int
		taken  bool
	}{
		{discordfake.Fault{Kind: discordfake.Cut}, 0, 0, true},
		{discordfake.Fault{Kind: discordfake.Refuse}, 0, 0, false},
		{discordfake.Fault{Kind: discordfake.ErrorAfter, Status: 502}, 502, 0, true},
		{discordfake.Fault{Kind: discordfake.Error}, 500, 0, false},
		{discordfake.Fault{Kind: discordfake.Error, Status: 403, Code: 50007}, 403, 50007, false},
		{discordfake.Fault{Kind: discordfake.Limit, Seconds: 7, Global: true}, 429, 0, false},
		{discordfake.Fault{Kind: discordfake.Delay, Seconds: .01}, 200, 0, true},
		{discordfake.Fault{Kind: discordfake.Stall, Seconds: .01}, 200, 0, true},
	} {
		before := len(s.FromApp(dm))
		c.fault.On, c.fault.Times = on, 1
		s.Fault(c.fault)
		s.call("GET", "/users/@me", nil).want(t, "another route", 200, 0)
		a := s.post(dm, "x")
		if c.status == 0 && a.err == nil || c.status != 0 && (a.status != c.status || a.code != c.code) {
			t.Errorf("%s: %d, code %d, %v", c.fault.Kind, a.status, a.code, a.err)
		}
		if taken := len(s.FromApp(dm)) > before; taken != c.taken {
			t.Errorf("%s: taken %v", c.fault.Kind, taken)
		}
		if c.fault.Kind == discordfake.Limit && (a.get("retry_after") != 7.0 || a.get("global") != true) {
			t.Errorf("ordered 429: %v", a.body)
		}
		s.post(dm, "x").want(t, "after the fault", 200, 0)
	}
	s.Fault(discordfake.Fault{On: on, Kind: discordfake.Error, Share: .3})
	failed := 0
	for range 200 {
		if s.post(dm, "x").status != 200 {
			failed++
		}
	}
	if failed < 40 || failed > 80 || s.Stats().Faults[discordfake.Error] != failed+2 {
		t.Errorf("three in ten are %d of 200, counted %v", failed, s.Stats().Faults)
	}
	s.ClearFaults()
	s.post(dm, "x").want(t, "cleared", 200, 0)
}

// TestControl: what tests in another process order and read.
func TestControl(t *testing.T) {
	s := start(t, discordfake.Options{})
	do := func(method, path, body string, status int) (out any) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), method, s.Root()+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		json.NewDecoder(resp.Body).Decode(&out)
		if resp.StatusCode != status {
			t.Errorf("%s %s %s: %d, want %d", method, path, body, resp.StatusCode, status)
		}
		return out
	}
	for _, e := range []string{`{"type":"message","user":"1","text":"hi"}`, `{"type":"command","user":"1","path":["help"]}`, `{"type":"open","user":"1"}`, `{"type":"close-dm","user":"1"}`,
		`{"type":"reopen-dm","user":"1"}`, `{"type":"drop-user","user":"9"}`, `{"type":"add-channel","guild":"5","channel":"6"}`, `{"type":"skew","seconds":5}`, `{"type":"cut"}`} {
		do("POST", "/_event", e, 200)
	}
	do("POST", "/_event", `{"type":"command","user":"1"}`, 400)
	do("POST", "/_event", `{"type":"press","user":"1","message":"5","custom_id":"x"}`, 409)
	do("POST", "/_event", `{"type":"unheard"}`, 400)
	do("POST", "/_event", `{"typo":1}`, 400)
	do("POST", "/_fault", `{"on":"GET /gateway","kind":"error","times":1}`, 200)
	s.call("GET", "/gateway", nil).want(t, "ordered from outside", 500, 0)
	do("DELETE", "/_fault", "", 200)
	do("POST", "/_limits", `{"channel":1,"window":1}`, 200)
	s.post(discordfake.DMOf("1"), "x").want(t, "message", 200, 0)
	s.post(discordfake.DMOf("1"), "x").want(t, "limited from outside", 429, 0)
	if st, _ := do("GET", "/_stats", "", 200).(object); st["messages"] != 1.0 || st["limited"] != 1.0 {
		t.Errorf("stats %v", st)
	}
	if all, _ := do("GET", "/_messages?channel="+discordfake.DMOf("1"), "", 200).([]any); len(all) != 2 {
		t.Errorf("messages %v", all)
	}
	if all, _ := do("GET", "/_record", "", 200).([]any); len(all) != 1 {
		t.Errorf("record %v", all)
	}
}

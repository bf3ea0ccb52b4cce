package slack

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
)

// web runs an adapter behind request URLs.
func web(t *testing.T, answer func(bot.Event) (bot.Reply, error)) (*bench, *httptest.Server) {
	t.Helper()
	b := &bench{t: t, fake: slackfake.New(slackfake.Options{Record: record(t), Retries: []time.Duration{0, 0, 0}}), core: newCore(answer)}
	t.Cleanup(b.fake.Close)
	b.a = New(Options{BotToken: b.fake.BotToken(), SigningSecret: b.fake.SigningSecret(), APIURL: b.fake.URL()})
	srv := httptest.NewServer(b.a.HTTP())
	t.Cleanup(srv.Close)
	b.fake.SetRequestURL(srv.URL)
	return b, srv
}

func (b *bench) ready() {
	b.t.Helper()
	b.run()
	b.await(func(c slackfake.Call) bool { return c.Method == "auth.test" })
	b.until(func() bool { return b.a.intake() != nil }) // Run stores it right after auth.test
}

func TestRequestURLsDoWhatSocketModeDoes(t *testing.T) {
	b, _ := web(t, mentorish)
	b.ready()
	b.acked(b.fake.Say("U1", "list"))
	b.posted("chat.postMessage", "Pick one")
	b.acked(b.fake.Command("U1", "", "goal add"))
	b.opened()
	a := b.acked(b.fake.Submit("U1", map[string]string{"field:text": ""}))
	if !strings.Contains(string(a.Payload), "Say what you want") {
		t.Errorf("acknowledged with %s", a.Payload)
	}
	sent, err := b.fake.Inject(slackfake.Event{Kind: "suggest", User: "U1", Action: "suggest:cert", Text: "AW"})
	if err != nil {
		t.Fatal(err)
	}
	if a := b.acked(sent); !strings.Contains(string(a.Payload), `"options"`) {
		t.Errorf("options %s", a.Payload)
	}
	if err := b.a.Health(); err != nil {
		t.Error(err)
	}
}

func TestARetryIsHandledOnce(t *testing.T) {
	b, _ := web(t, say("once"))
	b.ready()
	sent, err := b.fake.Inject(slackfake.Event{Kind: "message", User: "U1", Text: "hi", Copies: 4, FreshIDs: true})
	if err != nil {
		t.Fatal(err)
	}
	b.acked(sent)
	b.posted("chat.postMessage", "once")
	if n := len(b.core.had()); n != 1 {
		t.Errorf("%d events", n)
	}
}

func TestRequestsThatAreRefused(t *testing.T) {
	b, srv := web(t, say("x"))
	b.ready()
	event := []byte(`{"type":"url_verification","challenge":"c0ffee"}`)
	post := func(body []byte, header http.Header) (int, string) {
		req, err := http.NewRequest(http.MethodPost, srv.URL+"/slack/events", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header = header
		req.Header.Set("Content-Type", "application/json")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(text)
	}
	now := time.Now()
	if code, text := post(event, b.fake.Sign(event, now)); code != 200 || text != "c0ffee" {
		t.Errorf("challenge: %d %q", code, text)
	}
	if code, _ := post(event, b.fake.Sign([]byte("other"), now)); code != 401 {
		t.Errorf("wrong signature: %d", code)
	}
	if code, _ := post(event, http.Header{}); code != 401 {
		t.Errorf("no signature: %d", code)
	}
	for _, age := range []time.Duration{-6 * time.Minute, 6 * time.Minute} {
		if code, _ := post(event, b.fake.Sign(event, now.Add(age))); code != 401 {
			t.Errorf("signed %v from now: %d", age, code)
		}
	}
	large := bytes.Repeat([]byte("x"), maxBody+1)
	if code, _ := post(large, b.fake.Sign(large, now)); code != 413 {
		t.Errorf("too large: %d", code)
	}
	resp, err := http.Get(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 405 {
		t.Errorf("GET: %d", resp.StatusCode)
	}
	form := []byte(url.Values{"x": {"y"}}.Encode())
	req, _ := http.NewRequest(http.MethodPost, srv.URL, bytes.NewReader(form))
	req.Header = b.fake.Sign(form, now)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if resp, err = http.DefaultClient.Do(req); err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 400 {
		t.Errorf("neither payload nor command: %d", resp.StatusCode)
	}
}

func TestASlowClientIsCut(t *testing.T) {
	b, srv := web(t, say("x"))
	b.ready()
	c, err := net.Dial("tcp", strings.TrimPrefix(srv.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, _ = io.WriteString(c, "POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
	_ = c.SetReadDeadline(time.Now().Add(patience))
	answer, err := io.ReadAll(c)
	if err != nil || !strings.Contains(string(answer), "408") {
		t.Errorf("answered %.60q, %v", answer, err)
	}
}

func TestNothingIsTakenBeforeRunAndAfterItsEnd(t *testing.T) {
	b, srv := web(t, say("x"))
	n := 0
	try := func() int {
		n++ // what is stored already is acknowledged at any time
		body := fmt.Appendf(nil, `{"team_id":"`+b.fake.Team()+`","event":{"type":"message","channel_type":"im","channel":"D1","user":"U1","text":"hi","ts":"1.%d"}}`, n)
		req, _ := http.NewRequest(http.MethodPost, srv.URL, bytes.NewReader(body))
		req.Header = b.fake.Sign(body, time.Now())
		req.Header.Set("Content-Type", "application/json")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	if code := try(); code != 503 {
		t.Errorf("before Run: %d", code)
	}
	b.ready()
	if code := try(); code != 200 {
		t.Errorf("while it runs: %d", code)
	}
	b.stop()
	if code := try(); code != 503 {
		t.Errorf("after its end: %d", code)
	}
}

func TestSlackMayCheckTheCertificate(t *testing.T) {
	b, srv := web(t, mentorish)
	b.ready()
	resp, err := http.PostForm(srv.URL, url.Values{"ssl_check": {"1"}, "token": {"x"}})
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("status %d", resp.StatusCode)
	}
	if n := len(b.core.had()); n != 0 {
		t.Errorf("%d events", n)
	}
}

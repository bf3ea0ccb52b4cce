package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
)

// api is a Discord that answers what it has, and 404 to all else.
type api struct {
	mu    sync.Mutex
	has   map[string]string // "GET /users/@me" → body
	asked []string
}

func (d *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path[strings.Index(r.URL.Path[1:], "/")+1:] // without /v10
	d.mu.Lock()
	d.asked = append(d.asked, r.Method+" "+path)
	body, has := d.has[r.Method+" "+path]
	d.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if !has {
		w.WriteHeader(http.StatusNotFound)
		body = `{"message":"404: Not Found","code":0}`
	}
	fmt.Fprint(w, body)
}

func (d *api) heard(what string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, a := range d.asked {
		if a == what {
			return true
		}
	}
	return false
}

func against(t *testing.T, has map[string]string) (*api, *Adapter) {
	t.Helper()
	d := &api{has: has}
	srv := httptest.NewServer(d)
	t.Cleanup(srv.Close)
	return d, New(Options{Token: "t", APIURL: srv.URL, Commands: table{}})
}

// The ids of an app and of its bot differ for apps older than 2016.
func TestCommandsBelongToTheApplication(t *testing.T) {
	d, a := against(t, map[string]string{
		"GET /users/@me": `{"id":"222"}`, "GET /applications/@me": `{"id":"111"}`, "GET /gateway/bot": `{"url":"ws://x","shards":1}`,
		"GET /applications/111/commands": `[]`, "PUT /applications/111/commands": `[]`})
	if _, err := a.introduce(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := a.register(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a.me() != "222" || !d.heard("PUT /applications/111/commands") {
		t.Errorf("we are %s; asked %v", a.me(), d.asked)
	}
}

func TestREADYSaysWhoWeAreWhereTheAPIDoesNot(t *testing.T) {
	d, a := against(t, map[string]string{"GET /gateway": `{"url":"ws://x"}`, "PUT /applications/111/commands": `[]`})
	p, err := a.introduce(within(t))
	if err != nil || len(p.shards) != 1 {
		t.Fatalf("plan %+v, %v", p, err)
	}
	a.introduced(&discordgo.Ready{User: &discordgo.User{ID: "222"}, Application: &discordgo.Application{ID: "111"}})
	if a.me() != "222" {
		t.Errorf("we are %q", a.me())
	}
	for end := within(t); !d.heard("PUT /applications/111/commands"); {
		if end.Err() != nil {
			t.Fatalf("commands not registered; asked %v", d.asked)
		}
	}
}

func TestARefusedTokenIsStillRefused(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"message":"401: Unauthorized","code":0}`)
	}))
	defer srv.Close()
	if _, err := New(Options{Token: "t", APIURL: srv.URL}).introduce(context.Background()); err == nil || !strings.Contains(err.Error(), "token") {
		t.Errorf("got %v", err)
	}
}

func TestAMentionIsOneByItsWordsToo(t *testing.T) {
	m := &received{Content: "<@!222> hello"}
	if !mentions(m, "222") || mentions(m, "22") || mentions(m, "") {
		t.Error("mentions are not seen in the words")
	}
}

func TestTheAPIIsFoundNearItsAddress(t *testing.T) {
	for _, base := range []string{"", "/api", "/api/v10", "/api/v9"} {
		mux := http.NewServeMux()
		for path, body := range map[string]string{"/api/v10/users/@me": `{"id":"222"}`, "/api/v10/gateway": `{"url":"ws://x"}`, "/api/v10/gateway/bot": `{"url":"ws://x","shards":3}`} {
			mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })
		}
		srv := httptest.NewServer(mux)
		a := New(Options{Token: "t", APIURL: srv.URL + base})
		if p, err := a.introduce(within(t)); err != nil || len(p.shards) != 3 || a.me() != "222" {
			t.Errorf("%q: plan %+v, we are %q, %v", base, p, a.me(), err)
		}
		srv.Close()
	}
}

func TestAMenuAmongOthersSaysWhatItIsAbout(t *testing.T) {
	long := strings.Repeat("a goal that no button holds ", 3)
	out := New(Options{Token: "t"}).render(bot.Reply{Text: "Pick", Blocks: []bot.Block{
		bot.Choices{Prompt: "For **0–1 year**:", Items: []bot.Choice{{Label: long, Action: "a"}, {Label: long + "2", Action: "b"}}},
		bot.Choices{Prompt: "For **1–3 years**:", Items: []bot.Choice{{Label: "short", Action: "c"}}},
	}})
	data, err := json.Marshal(out[0].Layout)
	if err != nil || !strings.Contains(string(data), "For 0–1 year · Choose…") {
		t.Errorf("%s, %v", data, err)
	}
}

package slack

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/inbox"
	"mentor/bot/people"
)

// house is the whole mentor in a fake workspace: the real core over a real
// database, this adapter, and people who use it.
type house struct {
	t    *testing.T
	m    *bottest.Mentor
	fake *slackfake.Server
	a    *Adapter

	mu      sync.Mutex
	now     time.Time
	mail    *inbox.Inbox
	replies []bot.Reply
}

func open(t *testing.T, more ...func(*slackfake.Options)) *house {
	h := &house{t: t, m: bottest.New(t)}
	h.now = h.m.Now
	o := slackfake.Options{Record: record(t), Now: h.clock, Team: "T1", Retries: []time.Duration{}}
	for _, set := range more {
		set(&o)
	}
	h.fake = slackfake.New(o)
	t.Cleanup(h.fake.Close)
	h.a = New(Options{BotToken: h.fake.BotToken(), AppToken: h.fake.AppToken(), APIURL: h.fake.URL(), Now: h.clock})
	h.a.pace.between = time.Microsecond // what people do here in a second takes them weeks
	for method := range tier {
		h.a.pace.free(method)
	}
	h.enter()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.a.Run(ctx, h) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	select {
	case <-h.fake.Connected():
	case <-time.After(patience):
		t.Fatal("the adapter does not connect")
	}
	return h
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

// enter makes the inbox, which a restart makes anew.
func (h *house) enter() {
	h.mail = inbox.New(inbox.Options{Bot: h.m.Bot, Adapters: []bot.Adapter{h.a}, Now: h.clock, Gone: func(context.Context, people.Platform, string, time.Time) error { return nil }})
}

// The house stands between adapter and inbox, to know what was replied.

func (h *house) Enter(user people.UserRef) (bot.Place, bool) { return h.mail.Enter(user) }

func (h *house) Accept(ctx context.Context, ev bot.Event, answer bot.Answer) error {
	return h.mail.Accept(ctx, ev, func(ctx context.Context, r bot.Reply) (bot.MessageID, error) {
		h.note(r)
		id, err := answer(ctx, r)
		if err != nil {
			h.t.Errorf("%s: %v", ev.ID, err)
		}
		return id, err
	})
}

func (h *house) Handle(ctx context.Context, ev bot.Event) (bot.Reply, error) {
	r, err := h.mail.Handle(ctx, ev)
	if err != nil {
		h.t.Errorf("%s: %v", ev.ID, err)
	}
	h.note(r)
	return r, err
}

func (h *house) Suggest(ctx context.Context, u people.UserRef, field, typed string) ([]bot.Choice, error) {
	return h.mail.Suggest(ctx, u, field, typed)
}

func (h *house) Gone(ctx context.Context, p people.Platform, workspace string, at time.Time) error {
	return h.mail.Gone(ctx, p, workspace, at)
}

func (h *house) note(r bot.Reply) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.replies = append(h.replies, r)
}

// do lets something happen and waits until all of it is over: the reply, and
// the calls that showed it.
func (h *house) do(ev slackfake.Event) (bot.Reply, []slackfake.Call) {
	h.t.Helper()
	h.mu.Lock()
	h.now = h.now.Add(time.Minute)
	h.m.Now = h.now
	h.replies = nil
	h.mu.Unlock()
	before := len(h.fake.Record())
	sent, err := h.fake.Inject(ev)
	if err != nil {
		h.t.Fatalf("%+v: %v", ev, err)
	}
	if _, err := sent.Ack(patience); err != nil {
		h.t.Fatalf("%s: %v", ev.Text, err)
	}
	h.a.jobs.Drain(patience)
	h.mail.Drain()
	h.a.pictures.Drain(patience)
	calls := h.fake.Record()[before:] // not under h.mu: the workspace asks our clock under its own lock
	h.mu.Lock()
	defer h.mu.Unlock()
	var r bot.Reply
	if len(h.replies) > 0 {
		r = h.replies[len(h.replies)-1]
	}
	return r, calls
}

// visible is what calls showed to a person, without anything between words.
func (h *house) visible(user string, calls []slackfake.Call) string {
	var b strings.Builder
	for _, c := range calls {
		if c.Body["blocks"] != nil {
			raw, _ := json.Marshal(c.Body["blocks"])
			b.WriteString(slackfake.Words(raw))
		}
		if files, is := c.Body["files"].([]any); is && c.Method == "files.completeUploadExternal" {
			for _, f := range files {
				got, _ := h.fake.File(f.(map[string]any)["id"].(string))
				b.WriteString(got.Alt + got.Name)
				if strings.HasSuffix(got.Name, ".md") {
					b.Write(got.Data)
				}
			}
		}
		if c.Method == "views.open" {
			v, _ := c.Body["view"].(map[string]any)
			raw, _ := json.Marshal([]any{v["title"], v["blocks"]})
			b.WriteString(slackfake.Words(raw))
		}
	}
	return bare(b.String())
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r >= 0x200B && r <= 0x200D || r == 0x2060 {
			return -1
		}
		return r
	}, s)
}

// expected is every text of a reply that a person has to be able to read.
func expected(r bot.Reply) []string {
	var want []string
	add := func(m bot.Markup) {
		for _, p := range parse(m) {
			for _, s := range p.spans {
				want = append(want, s.text)
			}
		}
	}
	rich := false
	for _, b := range r.Blocks {
		switch b := b.(type) {
		case bot.Section:
			rich = true
			want = append(want, b.Title)
			add(b.Text)
		case bot.Table:
			rich = true
			want = append(want, b.Title)
			for _, row := range append([][]bot.Markup{b.Head}, b.Rows...) {
				for _, c := range row {
					add(c)
				}
			}
		case bot.Progress:
			rich = true
			want = append(want, b.Label)
		case bot.Picture:
			rich = true
			want = append(want, b.Name)
		case bot.File:
			rich = true
			want = append(want, b.Name)
		case bot.Note:
			add(b.Text)
		case bot.Choices:
			add(b.Prompt)
			for _, c := range b.Items {
				want = append(want, strings.TrimSuffix(shorten(c.Label, maxButtonRunes), "…"))
			}
		}
	}
	if !rich && r.Form == nil {
		add(r.Text)
	}
	if r.Form != nil {
		want = append(want, strings.TrimSuffix(shorten(r.Form.Title, maxViewTitleRunes), "…"))
		for _, f := range r.Form.Fields {
			want = append(want, f.Label)
		}
	}
	return want
}

// soundsDistinct fails where two buttons sound alike, or one has no words of its own.
func (h *house) soundsDistinct(what string, c slackfake.Call) {
	h.t.Helper()
	blocks := c.Body["blocks"]
	if v, is := c.Body["view"].(map[string]any); is {
		blocks = v["blocks"]
	}
	raw, _ := json.Marshal(blocks)
	said := map[string]bool{}
	for _, e := range slackfake.Elements(raw) {
		if e.Type != "button" || strings.HasPrefix(e.Action, pageAction) {
			continue
		}
		if e.Spoken == "" || said[e.Spoken] {
			h.t.Errorf("%s: a button sounds %q, as another does", what, e.Spoken)
		}
		said[e.Spoken] = true
	}
}

// shows fails where part of a reply cannot be seen.
func (h *house) shows(what, user string, r bot.Reply, calls []slackfake.Call) {
	h.t.Helper()
	all := h.visible(user, calls)
	for _, c := range calls {
		h.soundsDistinct(what, c)
	}
	for _, text := range expected(r) {
		if !strings.Contains(all, bare(text)) {
			h.t.Errorf("%s: %.80q is not shown; the screen has %.300q", what, text, all)
			return
		}
	}
}

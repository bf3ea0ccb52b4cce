package slack

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/inbox"
	"mentor/bot/people"
)

// patience is how long a test waits for what has to come at once.
const patience = 10 * time.Second

// core is a small Intake: it answers with what answer says, and knows every
// event it has had, as the inbox does.
type core struct {
	inbox.Lines
	mu      sync.Mutex
	answer  func(bot.Event) (bot.Reply, error)
	suggest func(field, typed string) []bot.Choice
	events  []bot.Event
	seen    map[string]bool
	gone    chan string
	shown   chan shown // what became of each answer
	fail    error      // Accept gives it
}

type shown struct {
	ev  bot.Event
	id  bot.MessageID
	err error
}

var _ bot.Intake = (*core)(nil)

func newCore(answer func(bot.Event) (bot.Reply, error)) *core {
	return &core{answer: answer, seen: map[string]bool{}, gone: make(chan string, 4), shown: make(chan shown, 10000)}
}

func (c *core) note(ev bot.Event) (fresh bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen[ev.Key()] {
		return false
	}
	c.seen[ev.Key()] = true
	c.events = append(c.events, ev)
	return true
}

func (c *core) had() []bot.Event {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]bot.Event(nil), c.events...)
}

func (c *core) Accept(ctx context.Context, ev bot.Event, answer bot.Answer) error {
	c.mu.Lock()
	fail := c.fail
	c.mu.Unlock()
	if fail != nil {
		return fail
	}
	if !c.note(ev) {
		return nil
	}
	r, err := c.answer(ev)
	if err != nil {
		return nil
	}
	go func() {
		id, err := answer(context.WithoutCancel(ctx), r)
		c.shown <- shown{ev, id, err}
	}()
	return nil
}

func (c *core) Handle(_ context.Context, ev bot.Event) (bot.Reply, error) {
	if !c.note(ev) {
		return bot.Reply{}, bot.ErrHandled
	}
	return c.answer(ev)
}

func (c *core) Suggest(_ context.Context, _ people.UserRef, field, typed string) ([]bot.Choice, error) {
	if c.suggest == nil {
		return nil, nil
	}
	return c.suggest(field, typed), nil
}

func (c *core) Gone(_ context.Context, _ people.Platform, workspace string, _ time.Time) error {
	c.gone <- workspace
	return nil
}

// bench is a fake workspace with an adapter in it.
type bench struct {
	t    *testing.T
	fake *slackfake.Server
	core *core
	a    *Adapter
	stop func()
}

// start runs an adapter against a fake workspace until the test ends.
func start(t *testing.T, opt slackfake.Options, answer func(bot.Event) (bot.Reply, error)) *bench {
	t.Helper()
	opt.Record = record(t)
	b := &bench{t: t, fake: slackfake.New(opt), core: newCore(answer)}
	t.Cleanup(b.fake.Close)
	b.a = New(Options{BotToken: b.fake.BotToken(), AppToken: b.fake.AppToken(), SigningSecret: b.fake.SigningSecret(), APIURL: b.fake.URL()})
	b.run()
	select {
	case <-b.fake.Connected():
	case <-time.After(patience):
		t.Fatal("the adapter does not connect")
	}
	return b
}

func (b *bench) run() {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- b.a.Run(ctx, b.core) }()
	b.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			b.t.Errorf("Run: %v", err)
		}
	})
	b.t.Cleanup(b.stop)
}

// await gives the first accepted call that matches.
func (b *bench) await(match func(slackfake.Call) bool) slackfake.Call {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c, err := b.fake.Await(ctx, match)
	if err != nil {
		b.t.Fatalf("awaiting a call: %v; so far: %v", err, methodsOf(b.fake.Record()))
	}
	return c
}

func methodsOf(calls []slackfake.Call) []string {
	var all []string
	for _, c := range calls {
		all = append(all, c.Method)
	}
	return all
}

// posted awaits a message whose text has these words.
func (b *bench) posted(method, words string) slackfake.Call {
	b.t.Helper()
	return b.await(func(c slackfake.Call) bool {
		text, _ := c.Body["text"].(string)
		return c.Method == method && strings.Contains(text, words)
	})
}

// opened awaits a form.
func (b *bench) opened() {
	b.t.Helper()
	b.await(func(c slackfake.Call) bool { return c.Method == "views.open" })
}

// until waits for what comes by itself.
func (b *bench) until(holds func() bool) {
	b.t.Helper()
	for end := time.Now().Add(patience); !holds(); runtime.Gosched() {
		if time.Now().After(end) {
			b.t.Fatal("it does not come")
		}
	}
}

func (b *bench) acked(sent *slackfake.Sent) slackfake.Ack {
	b.t.Helper()
	a, err := sent.Ack(patience)
	if err != nil {
		b.t.Fatalf("acknowledgement: %v", err)
	}
	return a
}

// recording is MENTOR_RECORD/slack.jsonl, made anew by each run.
var recording = sync.OnceValues(func() (*os.File, error) {
	dir := os.Getenv("MENTOR_RECORD")
	if dir == "" {
		return nil, nil
	}
	return os.Create(filepath.Join(dir, "slack.jsonl"))
})

// record gets what a fake workspace accepts. Where MENTOR_RECORD is set it
// goes to a file, for checking all of it against Slack's limits.
func record(t *testing.T) *recorder {
	f, err := recording()
	if err != nil {
		t.Fatal(err)
	}
	return &recorder{f: f}
}

type recorder struct{ f *os.File }

func (r *recorder) Write(p []byte) (int, error) {
	if r.f == nil {
		return len(p), nil
	}
	return r.f.Write(p)
}

// say answers everything with the same words.
func say(words string) func(bot.Event) (bot.Reply, error) {
	return func(bot.Event) (bot.Reply, error) { return bot.Reply{Text: bot.Markup(words)}, nil }
}

func blocksOf(c slackfake.Call) string {
	b, _ := json.Marshal(c.Body["blocks"])
	return string(b)
}

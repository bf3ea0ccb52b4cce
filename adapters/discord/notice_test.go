package discord

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"mentor/adapters/discord/discordfake"
	"mentor/bot"
)

// What was sent unasked shows its notice in a notification, whatever it says
// and however it is laid out; a second try changes that same message.
func TestNoticeIsWhatANotificationShows(t *testing.T) {
	one := bot.Choices{Items: []bot.Choice{{Label: "Done", Action: "done", Value: "1"}}}
	for what, blocks := range map[string][]bot.Block{
		"plain words": {one},
		"a layout":    {bot.Section{Text: "**1** Lead the consent project"}, one, bot.Section{Text: "**2** Learn SQL"}, one},
	} {
		quick(t, discordfake.Options{}, Options{}, func(t *testing.T, f *discordfake.Server, a *Adapter) {
			r := bot.Reply{Text: "**1** Lead the consent project", Notice: "Your check-in with Mentor", Blocks: blocks, Delivery: bot.Delivery{Key: "k", Try: 1}}
			f.Fault(discordfake.Fault{On: "PATCH /channels/*/messages/*", Kind: discordfake.Error, Times: 1, Status: 502})
			if _, err := a.Send(t.Context(), to(anna), r); err == nil {
				t.Fatalf("%s: nobody learns that the words are not there yet", what)
			}
			r.Delivery.Try = 2
			id, err := a.Send(t.Context(), to(anna), r)
			if err != nil {
				t.Fatal(err)
			}
			all := f.FromApp(discordfake.DMOf(anna))
			if len(all) != 1 || all[0].ID != string(id) {
				t.Fatalf("%s: %d messages", what, len(all))
			}
			if m := all[0]; m.Notified != "Your check-in with Mentor" || m.Content == m.Notified || !strings.Contains(m.Content+string(m.Components), "consent") {
				t.Errorf("%s: a notification shows %q, the message says %q %s", what, m.Notified, m.Content, m.Components)
			}
		})
	}
}

// A modal says what its form says before its fields.
func TestAModalHasItsIntro(t *testing.T) {
	in := &echo{reply: func(ev bot.Event) bot.Reply {
		if s, is := ev.Body.(bot.Submit); is {
			return bot.Reply{Text: bot.Escape("told " + s.Fields["role"])}
		}
		return bot.Reply{Form: &bot.Form{ID: "f", Title: "Get started", Intro: "Only **you** see this.", Submit: "Save", Fields: []bot.Field{{ID: "role", Label: "Your job"}}}}
	}}
	h := start(t, discordfake.Options{}, Options{})
	h.serve(t, in)
	opener := h.fake.Command(discordfake.Slash{User: anna, Path: []string{"start"}})
	if !until(within(t), h.fake, func() bool { return h.fake.Interaction(opener).Callback == answerModal }) {
		t.Fatal("no modal")
	}
	if modal := readModal(h.fake.Interaction(opener).Data); !strings.Contains(modal, "Only you see this.") {
		t.Errorf("the modal says %q", modal)
	}
	if _, err := h.fake.Submit(discordfake.Submitted{Opener: opener, Fields: map[string]string{"role": "web analyst"}}); err != nil {
		t.Fatal(err)
	}
	if !until(within(t), h.fake, func() bool {
		all := h.fake.FromApp(discordfake.DMOf(anna))
		return len(all) == 1 && all[0].Content == "told web analyst"
	}) {
		t.Error("what was entered does not arrive")
	}
}

// An ordinary end is nothing to warn of.
func TestAStopWarnsOfNothing(t *testing.T) {
	var log lines
	h := start(t, discordfake.Options{}, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.a.Run(ctx, &echo{}) }()
	h.connected(t, 1)
	if !until(within(t), h.fake, func() bool { return h.a.Health() == nil }) {
		t.Fatal(h.a.Health())
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if said := log.read(); strings.Contains(said, "WARN") || strings.Contains(said, "ERROR") {
		t.Errorf("the log has\n%s", said)
	}
	if h.a.Health() == nil {
		t.Error("it is well, although it has stopped")
	}
}

// lines is a log that is read while it is written.
type lines struct {
	mu sync.Mutex
	strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Builder.Write(p)
}

// A session that is not taken up again is called that in the log, by nothing
// that only this program's way of asking makes of it.
func TestARefusedSessionIsNamed(t *testing.T) {
	t.Parallel()
	var log lines
	h := start(t, discordfake.Options{}, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	h.serve(t, &echo{})
	h.fake.Gateway(discordfake.Event{Type: "close", Code: 4009})
	named := func() bool { // the socket may be there again before the session is refused
		said := log.read()
		return strings.Count(said, "discord is connected") >= 2 && strings.Contains(said, errRefused.Error())
	}
	if !until(within(t, 20*time.Second), h.fake, named) {
		t.Fatal(log.read())
	}
	if said := log.read(); strings.Contains(said, "ShardID") {
		t.Errorf("the log has\n%s", said)
	}
}

func (l *lines) read() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.String()
}

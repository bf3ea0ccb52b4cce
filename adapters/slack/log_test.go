package slack

import (
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
)

// The log of any level names no workspace, channel, person or message: what was
// done can be followed by a name that only this run knows.
func TestTheLogNamesNobody(t *testing.T) {
	var log lines
	fake := slackfake.New(slackfake.Options{Record: record(t)})
	t.Cleanup(fake.Close)
	b := &bench{t: t, fake: fake, core: newCore(func(ev bot.Event) (bot.Reply, error) {
		if m, is := ev.Body.(bot.Message); is && m.Text == "fail" {
			return bot.Reply{}, errors.New("no")
		}
		return bot.Reply{Text: "heard", Private: true}, nil
	})}
	b.a = New(Options{BotToken: fake.BotToken(), AppToken: fake.AppToken(), APIURL: fake.URL(),
		Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	b.run()
	<-fake.Connected()
	b.acked(fake.Say("UANNA", "hello"))
	b.acked(fake.Mention("UANNA", "CGENERAL", "hello"))
	b.acked(fake.Command("UANNA", "CGENERAL", "goals"))
	b.core.mu.Lock()
	b.core.fail = errors.New("disk full")
	b.core.mu.Unlock()
	b.refuse("chat.postEphemeral", "user_not_in_channel")
	b.refuse("conversations.open", "cannot_dm_bot")
	sent := fake.Command("UBEN", "CGENERAL", "goals")
	b.until(func() bool {
		return strings.Contains(log.String(), "WARN") && strings.Count(log.String(), "msg=event") >= 4
	})
	b.stop()
	said := log.String()
	if named := regexp.MustCompile(`CGENERAL|[UD](ANNA|BEN)|` + fake.Team() + `|` + regexp.QuoteMeta(sent.TriggerID)).FindString(said); named != "" {
		t.Errorf("the log names %q:\n%s", named, said)
	}
	if !strings.Contains(said, "event=") {
		t.Errorf("nothing can be followed in\n%s", said)
	}
}

// lines is a log that is read while it is written.
type lines struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

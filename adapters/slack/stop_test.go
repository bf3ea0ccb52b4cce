package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/inbox"
	"mentor/bot/people"
)

// Slack takes one message a second of a conversation. A mentor that is stopped
// while twenty answers wait there leaves in time, and says the rest once it is
// back, each once.
func TestWhatIsNotSentInTimeIsSentByTheNextStart(t *testing.T) {
	const asked, patience = 20, 10 * time.Second
	synctest.Test(t, func(t *testing.T) {
		pipe := slackfake.NewPipe()
		fake := slackfake.New(slackfake.Options{Listener: pipe, Team: "T1"})
		m := bottest.New(t)
		m.Now = time.Now()
		start := func() (a *Adapter, mail *inbox.Inbox, stop func()) {
			a = New(Options{BotToken: fake.BotToken(), AppToken: fake.AppToken(), APIURL: fake.URL(), Dial: pipe.Dial})
			mail = inbox.New(inbox.Options{Bot: m.Bot, Adapters: []bot.Adapter{a}, Now: time.Now})
			if err := mail.Recover(t.Context(), people.Slack); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- a.Run(ctx, mail) }()
			return a, mail, func() {
				cancel()
				time.AfterFunc(patience, mail.Stop)
				if err := <-ended; err != nil {
					t.Error(err)
				}
				mail.Drain()
				a.http.CloseIdleConnections()
			}
		}
		answers := func() (total, different int) {
			said := map[string]bool{}
			for _, one := range fake.Messages() {
				total++
				data, _ := json.Marshal(one)
				for n := range asked {
					if strings.Contains(string(data), fmt.Sprintf("learn trade %d!", n)) {
						said[fmt.Sprint(n)] = true
					}
				}
			}
			return total, len(said)
		}

		_, _, stop := start()
		<-fake.Connected()
		for n := range asked {
			if _, err := fake.Say("U1", fmt.Sprintf("goal add 0-1 learn trade %d!", n)).Ack(time.Minute); err != nil {
				t.Fatal(err)
			}
		}
		began := time.Now()
		stop()
		if took := time.Since(began); took > patience+time.Second {
			t.Errorf("it left after %v; want %v", took, patience)
		}
		if total, _ := answers(); total == asked || total == 0 {
			t.Errorf("%d of %d answers before the end: nothing was left to the next start", total, asked)
		}

		m.Restart(t)
		a, mail, stop := start()
		<-time.After(time.Minute)
		mail.Drain()
		m.Now = time.Now()
		m.Deliver(t, a)
		if total, different := answers(); total != asked || different != asked {
			t.Errorf("%d answers, %d of them different; want %d", total, different, asked)
		}
		stop()
		fake.Close()
	})
}

// Command bench measures the mentor on Slack beside a Bolt app that answers a
// constant text, against the same local workspace, one after the other. Run it
// from the root, after npm install in its folder:
//
//	go run ./adapters/slack/bench
//
// The mentor is the real program, with real answers and every event kept on
// disk before it is acknowledged.
package main

import (
	"context"
	"strconv"

	"mentor/adapters/loadtest"
	"mentor/adapters/slack/slackfake"
)

func main() {
	loadtest.Main(loadtest.Rival{Name: "bolt", Args: []string{"node", "bolt.mjs"}, Dir: "adapters/slack/bench"}, nil, open)
}

func open(answered func(channel string)) (loadtest.Platform, error) {
	fake := slackfake.New(slackfake.Options{Lean: true, Seen: func(c slackfake.Call) {
		if channel, ok := c.Body["channel"].(string); ok && c.Method == "chat.postMessage" {
			answered(channel)
		}
	}})
	id := func(user int) string { return "U" + strconv.Itoa(100000+user) }
	return loadtest.Platform{
		Env: []string{"SLACK_BOT_TOKEN=" + fake.BotToken(), "SLACK_APP_TOKEN=" + fake.AppToken(), "SLACK_API_URL=" + fake.URL()},
		Connected: func(ctx context.Context) error {
			select {
			case <-fake.Connected():
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		},
		Channel: func(user int) string { return fake.DM(id(user)) },
		Say: func(user int, question string) error {
			_, err := fake.Inject(slackfake.Event{Kind: "message", User: id(user), Text: question})
			return err
		},
		Close: fake.Close,
	}, nil
}

// Command bench measures the mentor on Discord beside a discord.js bot that
// answers a constant text, against the same local server over its gateway, one
// after the other. Run it from the root, after npm install in its folder:
//
//	go run ./adapters/discord/bench
//
// The mentor is the real program, with real answers and every event kept on
// disk before it is handled.
package main

import (
	"context"
	"strconv"
	"strings"

	"mentor/adapters/discord/discordfake"
	"mentor/adapters/loadtest"
)

func main() {
	loadtest.Main(loadtest.Rival{Name: "discord.js", Args: []string{"node", "djs.mjs"}, Dir: "adapters/discord/bench"},
		[]string{"DISCORD_REQUESTS_PER_SECOND=1000000"}, open)
}

func open(answered func(channel string)) (loadtest.Platform, error) {
	fake := discordfake.New(discordfake.Options{Forgetful: true, Unlimited: true, Seen: func(r discordfake.Record) {
		channel, ok := strings.CutPrefix(r.Path, "/channels/")
		channel, messages := strings.CutSuffix(channel, "/messages")
		if ok && messages && r.Method == "POST" {
			answered(channel)
		}
	}})
	if err := fake.Start("127.0.0.1:0"); err != nil {
		return loadtest.Platform{}, err
	}
	id := func(user int) string { return strconv.Itoa(100000000000000000 + user) }
	return loadtest.Platform{
		Env: []string{"DISCORD_TOKEN=" + discordfake.DefaultToken, "DISCORD_API_URL=" + fake.URL()},
		Connected: func(ctx context.Context) error {
			if !fake.Until(ctx, func() bool { return fake.Connected() > 0 }) {
				return ctx.Err()
			}
			return nil
		},
		Channel: func(user int) string { return discordfake.DMOf(id(user)) },
		Say: func(user int, question string) error {
			fake.Say(id(user), "", question)
			return nil
		},
		Close: fake.Close,
	}, nil
}

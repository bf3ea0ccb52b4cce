// Command slackfake serves a local Slack workspace until it is interrupted. It
// prints the URL of its Web API (for SLACK_API_URL) on its first line; what a
// person does, faults and the truth go over its control endpoints, see
// package slackfake.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"mentor/adapters/slack/slackfake"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "slackfake:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	fs := flag.NewFlagSet("slackfake", flag.ContinueOnError)
	var (
		o        slackfake.Options
		record   = fs.String("record", "", "file that gets one JSON object a line for every accepted call")
		retries  = fs.String("retries", "0s,1m,5m", "when an unacknowledged event comes again")
		interval = fs.Duration("channel-interval", 0, "enforce this much between messages of one channel (Slack: 1s)")
	)
	fs.StringVar(&o.Listen, "listen", "127.0.0.1:0", "address")
	fs.StringVar(&o.BotToken, "bot-token", "", "token of the Web API (xoxb-fake)")
	fs.StringVar(&o.AppToken, "app-token", "", "token of Socket Mode (xapp-fake)")
	fs.StringVar(&o.SigningSecret, "signing-secret", "", "secret of HTTP mode (fake-secret)")
	fs.StringVar(&o.RequestURL, "request-url", "", "HTTP mode: where to send events")
	fs.IntVar(&o.ChannelBurst, "channel-burst", 1, "messages a channel takes at once")
	fs.DurationVar(&o.RetryAfter, "retry-after", time.Second, "what a 429 asks for")
	fs.DurationVar(&o.AckTimeout, "ack-timeout", 3*time.Second, "how long an envelope may stay unacknowledged")
	fs.BoolVar(&o.Agent, "agent", false, "an app with agent_view")
	fs.StringVar(&o.Scopes, "scopes", "", "what the bot's token may do, in X-OAuth-Scopes")
	fs.BoolVar(&o.Tiers, "tiers", false, "enforce the method tiers")
	if err := fs.Parse(args); err != nil {
		return err
	}
	o.ChannelInterval = *interval
	o.Retries = []time.Duration{}
	for _, word := range strings.Split(*retries, ",") {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		d, err := time.ParseDuration(word)
		if err != nil {
			return fmt.Errorf("-retries: %w", err)
		}
		o.Retries = append(o.Retries, d)
	}
	if *record != "" {
		f, err := os.Create(*record)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		o.Record = f
	}
	s := slackfake.New(o)
	defer s.Close()
	fmt.Println(s.URL())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	<-ctx.Done()
	return nil
}

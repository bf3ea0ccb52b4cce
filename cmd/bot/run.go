package main

import (
	"context"
	"errors"

	"mentor/adapters/discord"
	"mentor/adapters/slack"
	"mentor/bot"
	"mentor/bot/people"
)

// runCmd serves every platform whose tokens are set.
type runCmd struct{}

// Run implements the command.
func (*runCmd) Run(ctx context.Context, w world, cfg config) error {
	if !cfg.platforms() {
		return usageError{errors.New("no token is set. Set SLACK_BOT_TOKEN with SLACK_APP_TOKEN, or DISCORD_TOKEN; 'mentor chat' needs none")}
	}
	log := logger(w.err, cfg)
	a, err := open(ctx, cfg, log)
	if err != nil {
		return asked(ctx, err)
	}
	var adapters []bot.Adapter
	if cfg.slack() {
		adapters = append(adapters, slack.New(slack.Options{BotToken: string(cfg.SlackBotToken), AppToken: string(cfg.SlackAppToken),
			SigningSecret: string(cfg.SlackSigningSecret), APIURL: cfg.SlackAPIURL, Known: a.bot.Known, Log: log.With("platform", people.Slack), Now: cfg.Now}))
	}
	if cfg.discord() {
		adapters = append(adapters, discord.New(discord.Options{Token: string(cfg.DiscordToken), APIURL: cfg.DiscordAPIURL,
			Commands: a.bot, DevGuild: cfg.DiscordGuild, GlobalPerSecond: float64(cfg.DiscordRate),
			Shard: cfg.DiscordShard, Shards: cfg.DiscordShards, Log: log.With("platform", people.Discord), Now: cfg.Now}))
	}
	err = a.serve(ctx, adapters...)
	return asked(ctx, errors.Join(err, a.close()))
}

// asked takes what was cut short by the signal to stop for the end that was
// asked for: what was begun has been undone, and a supervisor must not read a
// failure into it.
func asked(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

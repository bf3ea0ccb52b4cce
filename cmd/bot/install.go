package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"mentor/adapters/discord"
	"mentor/adapters/slack"
	"mentor/bot"
	"mentor/bot/features"
)

// slackCmd is what sets up the app in a Slack workspace.
type slackCmd struct {
	Manifest slackManifestCmd `cmd:"" help:"Print the app's manifest, to paste at api.slack.com/apps."`
}

type slackManifestCmd struct {
	URL       string `name:"url" placeholder:"URL" help:"Where Slack's requests arrive, such as https://mentor.example.org/slack/events; without it the app uses Socket Mode."`
	Agent     bool   `xor:"view" help:"The agent experience; apps made since July 2026 have no other. The default."`
	Assistant bool   `xor:"view" help:"The older assistant pane."`
	Commands  bool   `help:"Add a slash command for each of the mentor's commands, beside /mentor."`
}

// Run implements the command.
func (c *slackManifestCmd) Run(w world) error {
	if c.URL != "" {
		if u, err := url.Parse(c.URL); err != nil || u.Scheme != "https" || u.Host == "" {
			return usageError{fmt.Errorf("--url %s is no https address. Slack takes requests like https://mentor.example.org/slack/events", c.URL)}
		}
		if u, _ := url.Parse(c.URL); strings.Trim(u.Path, "/") == "" {
			c.URL = strings.TrimRight(c.URL, "/") + "/slack/events"
		}
	}
	table, err := commandTable()
	if err != nil {
		return err
	}
	text, err := slack.Manifest(slack.ManifestOptions{URL: c.URL, Assistant: c.Assistant, Commands: c.Commands}, table)
	if err != nil {
		return err
	}
	_, err = w.out.Write(text)
	return err
}

// commandTable is the mentor's commands without the mentor.
func commandTable() (*bot.Bot, error) {
	words, err := bot.NewWords(features.All())
	if err != nil {
		return nil, err
	}
	return bot.New(bot.Options{Words: words, Features: features.All()})
}

// discordCmd is what sets up the app in Discord.
type discordCmd struct {
	Invite discordInviteCmd `cmd:"" help:"Print the links that install the app, in a server and for oneself."`
}

type discordInviteCmd struct {
	App string `placeholder:"ID" help:"The application's id; without it Discord is asked, with DISCORD_TOKEN."`
}

// Run implements the command.
func (c *discordInviteCmd) Run(ctx context.Context, w world, cfg config) error {
	app := c.App
	if app == "" {
		if cfg.DiscordToken == "" {
			return usageError{errors.New("name the application: mentor discord invite --app ID (Developer Portal → your application → General Information), or set DISCORD_TOKEN")}
		}
		var err error
		app, err = discord.New(discord.Options{Token: string(cfg.DiscordToken), APIURL: cfg.DiscordAPIURL}).Application(ctx)
		if err != nil {
			return notInvited(err)
		}
	}
	server, self := discord.InstallLinks(app)
	_, err := fmt.Fprintf(w.out, "In a server, by somebody who may manage it:\n  %s\nFor oneself, to take along everywhere:\n  %s\n", server, self)
	return err
}

// notInvited says why Discord does not name the application, and what to do.
func notInvited(err error) error {
	var said *bot.SendError
	const orName = "or name the application: mentor discord invite --app ID"
	switch {
	case !errors.As(err, &said):
		return err
	case said.Kind == bot.Denied:
		return usageError{fmt.Errorf("DISCORD_TOKEN is refused (%w): reset it in the Developer Portal (Bot → Reset Token) and set the new one, %s", said.Err, orName)}
	}
	return fmt.Errorf("%w; %s", plainly("Discord", said.Err), orName)
}

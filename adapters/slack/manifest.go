package slack

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// ManifestOptions says which app a manifest describes.
type ManifestOptions struct {
	// URL is where Slack's requests arrive, such as
	// https://mentor.example.org/slack/events; empty is Socket Mode.
	URL string
	// Assistant describes the older pane (assistant_view) for apps that have it.
	// Apps made since 21 July 2026 can only be agents.
	Assistant bool
	// Commands adds a slash command for each of the mentor's, beside /mentor.
	Commands bool
}

// CommandTable is the mentor's commands as data; *bot.Bot is one.
type CommandTable interface {
	Specs() []*bot.Spec
	Short(s *bot.Spec, lang people.Lang) string
}

// Limits of a manifest (Slack's JSON schema of app manifests).
const (
	maxManifestCommands = 50
	maxCommandNameRunes = 32
	maxCommandHelpRunes = 2000
	maxUsageHintRunes   = 1000
)

// The parts of a manifest that the mentor has, in the order in which they are written.
type manifest struct {
	Display struct {
		Name        string `yaml:"name"`
		Description string `yaml:"description"`
		Color       string `yaml:"background_color"`
		Long        string `yaml:"long_description"`
	} `yaml:"display_information"`
	Features struct {
		Home struct {
			Home     bool `yaml:"home_tab_enabled"`
			Messages bool `yaml:"messages_tab_enabled"`
			ReadOnly bool `yaml:"messages_tab_read_only_enabled"`
		} `yaml:"app_home"`
		Bot struct {
			Name   string `yaml:"display_name"`
			Online bool   `yaml:"always_online"`
		} `yaml:"bot_user"`
		Shortcuts []shortcut      `yaml:"shortcuts"`
		Commands  []slashCommand  `yaml:"slash_commands"`
		Agent     *agentFeature   `yaml:"agent_view,omitempty"`
		Assistant *assistantPlace `yaml:"assistant_view,omitempty"`
	} `yaml:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `yaml:"bot"`
		} `yaml:"scopes"`
	} `yaml:"oauth_config"`
	Settings struct {
		Events struct {
			URL string   `yaml:"request_url,omitempty"`
			Bot []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		Interactivity struct {
			Enabled bool   `yaml:"is_enabled"`
			URL     string `yaml:"request_url,omitempty"`
			Options string `yaml:"message_menu_options_url,omitempty"`
		} `yaml:"interactivity"`
		Org    bool `yaml:"org_deploy_enabled"`
		Socket bool `yaml:"socket_mode_enabled"`
		Rotate bool `yaml:"token_rotation_enabled"`
	} `yaml:"settings"`
}

type shortcut struct {
	Name        string `yaml:"name"`
	Type        string `yaml:"type"`
	Callback    string `yaml:"callback_id"`
	Description string `yaml:"description"`
}

type slashCommand struct {
	Command     string `yaml:"command"`
	URL         string `yaml:"url,omitempty"`
	Description string `yaml:"description"`
	Hint        string `yaml:"usage_hint,omitempty"`
	Escape      bool   `yaml:"should_escape"`
}

type agentFeature struct {
	Description string   `yaml:"agent_description"`
	Prompts     []Prompt `yaml:"suggested_prompts"`
}

type assistantPlace struct {
	Description string   `yaml:"assistant_description"`
	Prompts     []Prompt `yaml:"suggested_prompts"`
}

const tagline = "A career mentor for people in marketing technology"

// Manifest is the app's manifest as YAML, made from what this adapter reads and
// from the commands that there are.
func Manifest(o ManifestOptions, table CommandTable) ([]byte, error) {
	var m manifest
	m.Display.Name, m.Display.Description, m.Display.Color = "Mentor", tagline, "#1f4b5f"
	m.Display.Long = "The mentor answers questions on roles, paths, skills and certifications in marketing technology, in English and in " +
		"French. It keeps your goals on three horizons, checks in with you when you asked for it, and reminds you before a certification " +
		"runs out. What you tell it is yours: export and forget are commands."
	f := &m.Features
	f.Home.Home, f.Home.Messages = true, true
	f.Bot.Name, f.Bot.Online = "mentor", true
	f.Shortcuts = []shortcut{
		{"Ask the mentor", "global", "ask", "Ask about roles, paths, skills and certifications"},
		{"Log a certification", "global", "cert", "Note a certification that you have earned"},
		{"Check in", "global", "checkin", "Look at your goals now"},
		{"Ask the mentor about it", "message", askAbout, "Ask the mentor about this message"},
	}
	f.Commands = commands(o, table)
	m.OAuth.Scopes.Bot = scopes
	events := &m.Settings.Events
	events.Bot = []string{"app_context_changed", "app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked", "user_change"}
	if o.Assistant {
		f.Assistant = &assistantPlace{tagline, english.prompts}
		events.Bot[0] = "assistant_thread_started"
	} else {
		f.Agent = &agentFeature{tagline, english.prompts}
	}
	s := &m.Settings
	s.Interactivity.Enabled, s.Socket = true, o.URL == ""
	events.URL, s.Interactivity.URL, s.Interactivity.Options = o.URL, o.URL, o.URL

	var out bytes.Buffer
	out.WriteString("# The mentor's app in Slack, as `mentor slack manifest` prints it. Paste it at\n" +
		"# api.slack.com/apps → Create New App → From a manifest.\n")
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(m); err != nil {
		return nil, fmt.Errorf("write the manifest: %w", err)
	}
	return out.Bytes(), nil
}

// commands are the slash commands: /mentor, whose hint names the others.
func commands(o ManifestOptions, table CommandTable) []slashCommand {
	var names []string
	var each []slashCommand
	seen := map[string]bool{}
	for _, s := range table.Specs() {
		name := s.Path[0]
		if seen[name] {
			continue
		}
		seen[name] = true
		names = append(names, name)
		if o.Commands && len(each) < maxManifestCommands-1 && len(name) < maxCommandNameRunes {
			each = append(each, slashCommand{Command: "/" + name, URL: o.URL, Description: shorten(table.Short(s, careers.English), maxCommandHelpRunes), Escape: true})
		}
	}
	main := slashCommand{Command: "/mentor", URL: o.URL, Description: "Ask, set goals, log certifications, check in",
		Hint: shorten("a question, or "+strings.Join(names, ", "), maxUsageHintRunes), Escape: true}
	return append([]slashCommand{main}, each...)
}

package discord

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// What the gateway brings is read here, not by discordgo: its own decoding
// fails on the first component that it does not know, and the whole event, its
// author with it, is lost then (bwmarrin/discordgo#1683, #1562). Only what is
// needed has a field, and a field of an odd type stays empty.

// received is a message.
type received struct {
	ID           string   `json:"id"`
	Type         int      `json:"type"`
	ChannelID    string   `json:"channel_id"`
	GuildID      string   `json:"guild_id"`
	WebhookID    string   `json:"webhook_id"`
	Flags        int      `json:"flags"`
	Author       *account `json:"author"`
	Content      string   `json:"content"`
	Mentions     []account
	MentionRoles []string   `json:"mention_roles"`
	Attachments  []sentFile `json:"attachments"`
	Stickers     []struct {
		ID string `json:"id"`
	} `json:"sticker_items"`
	Embeds []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
	} `json:"embeds"`
	Components []part    `json:"components"`
	Answers    *received `json:"referenced_message"`
	Snapshots  []struct {
		Message received `json:"message"`
	} `json:"message_snapshots"` // what was forwarded
}

// account is a person, or an app.
type account struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	Name     string `json:"global_name"`
	Bot      bool   `json:"bot"`
}

func (a account) display() string {
	if a.Name != "" {
		return a.Name
	}
	return a.Username
}

// sentFile is a file of a message.
type sentFile struct {
	ContentType string `json:"content_type"`
	Filename    string `json:"filename"`
}

// part is a component of a message or a modal, of whatever kind.
type part struct {
	Type       int      `json:"type"`
	CustomID   string   `json:"custom_id"`
	Value      *string  `json:"value"`   // of a text input that came back
	Values     []string `json:"values"`  // of a menu that came back
	Content    string   `json:"content"` // of a text display
	Components []part   `json:"components"`
	Component  *part    `json:"component"` // of a label
	Accessory  *part    `json:"accessory"` // of a section
}

// walk calls see for each part, those within others too.
func walk(parts []part, see func(part)) {
	for _, p := range parts {
		see(p)
		walk(p.Components, see)
		for _, inner := range []*part{p.Component, p.Accessory} {
			if inner != nil {
				walk([]part{*inner}, see)
			}
		}
	}
}

// interaction is what somebody did with a command, a component or a modal.
type interaction struct {
	ID        string                           `json:"id"`
	AppID     string                           `json:"application_id"`
	Type      discordgo.InteractionType        `json:"type"`
	Token     string                           `json:"token"`
	ChannelID string                           `json:"channel_id"`
	GuildID   string                           `json:"guild_id"`
	Locale    string                           `json:"locale"`
	Context   discordgo.InteractionContextType `json:"context"`
	Owners    map[string]string                `json:"authorizing_integration_owners"`
	User      *account                         `json:"user"`
	Member    struct{ User *account }          `json:"member"`
	Message   *received                        `json:"message"`
	Data      struct {
		Name     string                           `json:"name"` // of a command
		Kind     discordgo.ApplicationCommandType `json:"type"`
		Options  []option                         `json:"options"`
		TargetID string                           `json:"target_id"`
		Resolved struct {
			Messages map[string]*received `json:"messages"`
		} `json:"resolved"`
		CustomID   string   `json:"custom_id"` // of a component or a modal
		Values     []string `json:"values"`
		Components []part   `json:"components"`
	} `json:"data"`
}

// option is an argument of a command, or the command below it.
type option struct {
	Name    string                                 `json:"name"`
	Type    discordgo.ApplicationCommandOptionType `json:"type"`
	Value   any                                    `json:"value"`
	Focused bool                                   `json:"focused"`
	Options []option                               `json:"options"`
}

// path is a command's full name, and its arguments.
func (i *interaction) path() ([]string, []option) {
	path, opts := []string{i.Data.Name}, i.Data.Options
	for len(opts) == 1 && (opts[0].Type == discordgo.ApplicationCommandOptionSubCommand || opts[0].Type == discordgo.ApplicationCommandOptionSubCommandGroup) {
		path = append(path, opts[0].Name)
		opts = opts[0].Options
	}
	return path, opts
}

// who is the person; empty where nobody is named.
func (i *interaction) who() string {
	switch {
	case i.Member.User != nil:
		return i.Member.User.ID
	case i.User != nil:
		return i.User.ID
	}
	return ""
}

// abroad is true where the person took the app along to a place where it is
// no member: nobody there has asked for it, and it can say nothing there but
// answer them.
func (i *interaction) abroad() bool {
	return i.Owners["1"] != "" && (i.Owners["0"] == "" || i.Owners["0"] == "0") && i.Context != discordgo.InteractionContextBotDM
}

// guild is what is read of a guild: which role is ours.
type guild struct {
	Roles []role `json:"roles"`
}

type role struct {
	ID   string `json:"id"`
	Tags struct {
		Bot string `json:"bot_id"`
	} `json:"tags"`
}

type roleEvent struct {
	Role role `json:"role"`
}

// lenient reads JSON and lets fields of another type than expected stay empty.
func lenient(data []byte, v any) error {
	err := json.Unmarshal(data, v)
	var odd *json.UnmarshalTypeError
	if errors.As(err, &odd) {
		return nil
	}
	return err
}

// saying is all that can be read in a message that somebody points at: its
// content, what apps show beside or in place of it, and what was forwarded.
func saying(m *received, self string) string {
	var lines []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			lines = append(lines, s)
		}
	}
	add(uncalled(plainText(m, self)))
	walk(m.Components, func(p part) { add(p.Content) })
	if len(lines) == 0 { // an embed beside words is most often a preview of their link
		for _, e := range m.Embeds {
			add(e.Title)
			add(e.Description)
		}
	}
	for _, s := range m.Snapshots {
		add(saying(&s.Message, self))
	}
	return strings.Join(lines, "\n")
}

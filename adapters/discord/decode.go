package discord

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
	"mentor/bot/people"
)

// Types of messages that are somebody saying something; all others are joins,
// pins and what apps do (Discord's reference, message types).
const (
	typeDefault = 0
	typeReply   = 19
)

// decodeMessage makes an event of a message that is for us: anything that a
// person says in a direct message, and mentions elsewhere.
func (a *Adapter) decodeMessage(m *received) (bot.Event, bool) {
	if m == nil || m.Author == nil || m.Author.ID == "" || m.Author.Bot || m.WebhookID != "" || m.Type != typeDefault && m.Type != typeReply {
		return bot.Event{}, false
	}
	dm := m.GuildID == ""
	self := a.me()
	if !dm && !mentions(m, self) && !a.mentionsRole(m) {
		return bot.Event{}, false
	}
	// What was forwarded, and what is answered in a channel, was said by somebody else.
	body := bot.Message{Text: a.ownWords(m, dm), About: forwarded(m, self)}
	if r := m.Answers; r != nil && !dm && r.Author != nil && r.Author.ID != self && body.About == "" {
		body.About = saying(r, self)
	}
	if body.Text == "" && body.About == "" {
		body.Attached = attached(m)
	}
	return bot.Event{
		ID: m.ID, At: a.now().UTC(), User: user(m.Author.ID), From: address(m.ChannelID, m.Author.ID, dm), DM: dm, Body: body,
	}, true
}

// ownWords is what the person themselves wrote. In a channel, who else was
// called is no part of what we are asked.
func (a *Adapter) ownWords(m *received, dm bool) string {
	text := plainText(m, a.me())
	if dm {
		return text
	}
	for _, role := range m.MentionRoles {
		if a.isOurRole(role) {
			text = strings.TrimSpace(strings.Replace(text, "@role", "", 1))
			break
		}
	}
	return uncalled(text)
}

// uncalled is what is said after everybody was called.
func uncalled(text string) string {
	for {
		cut := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(text, "@everyone"), "@here"))
		if cut == text {
			return text
		}
		text = cut
	}
}

// forwarded is what a message passes on.
func forwarded(m *received, self string) string {
	var all []string
	for _, s := range m.Snapshots {
		if t := saying(&s.Message, self); t != "" {
			all = append(all, t)
		}
	}
	return strings.Join(all, "\n\n")
}

const flagVoice = 1 << 13 // of a voice message (Discord's reference, message flags)

// attached says what came without a word.
func attached(m *received) bot.Attached {
	switch {
	case m.Flags&flagVoice != 0:
		return bot.AttachedVoice
	case len(m.Stickers) > 0:
		return bot.AttachedSticker
	case len(m.Snapshots) > 0: // of what has no words itself
		return bot.AttachedForward
	case m.Content == "" && m.GuildID != "":
		return bot.AttachedUnseen // Discord shows us the words of what mentions us by name, not by our role
	case len(m.Attachments) == 0:
		return ""
	}
	return bot.AttachedOf(m.Attachments[0].ContentType)
}

// isOurRole is true of the role that Discord made for the app in a guild.
func (a *Adapter) isOurRole(id string) bool {
	_, is := a.roles.Load(id)
	return is
}

func (a *Adapter) mentionsRole(m *received) bool {
	return slices.ContainsFunc(m.MentionRoles, a.isOurRole)
}

func user(id string) people.UserRef { return people.UserRef{Platform: people.Discord, ID: id} }

func address(channel, user string, dm bool) people.Address {
	if !dm {
		channel += ":" + user
	}
	return people.Address{Platform: people.Discord, Channel: channel}
}

func mentions(m *received, self string) bool {
	for _, u := range m.Mentions {
		if u.ID == self {
			return true
		}
	}
	return self != "" && (strings.Contains(m.Content, "<@"+self+">") || strings.Contains(m.Content, "<@!"+self+">"))
}

// entity is Discord's own markup: mentions, channels, roles, emoji, commands, times.
var entity = regexp.MustCompile(`<(@!?|@&|#|a?:(\w+):|/([^:<>]+):|t:)(-?\d+)(:[tTdDfFR])?>`)

// plainText takes Discord's markup away: our own mention goes, other mentions
// become names.
func plainText(m *received, self string) string {
	text := entity.ReplaceAllStringFunc(m.Content, func(s string) string {
		p := entity.FindStringSubmatch(s)
		switch {
		case p[1] == "@" || p[1] == "@!":
			if p[4] == self {
				return ""
			}
			for _, u := range m.Mentions {
				if u.ID == p[4] {
					return "@" + u.display()
				}
			}
			return "@someone"
		case p[1] == "@&":
			return "@role"
		case p[1] == "#":
			return "#channel"
		case p[2] != "":
			return ":" + p[2] + ":"
		case p[3] != "":
			return "/" + p[3]
		case p[1] == "t:":
			if n, err := strconv.ParseInt(p[4], 10, 64); err == nil {
				return time.Unix(n, 0).UTC().Format("2006-01-02 15:04")
			}
		}
		return s
	})
	return strings.TrimSpace(blanks.ReplaceAllString(text, " "))
}

// blanks is what a mention that went leaves between two words.
var blanks = regexp.MustCompile(`[ \t]{2,}`)

// decodeCommand makes a command of what was typed, or a message of one that
// somebody points at.
func (a *Adapter) decodeCommand(i *interaction) bot.Body {
	if i.Data.Kind == discordgo.MessageApplicationCommand {
		m := i.Data.Resolved.Messages[i.Data.TargetID]
		if m == nil {
			return nil
		}
		b := bot.Message{About: saying(m, a.me())}
		if b.About == "" {
			b.Attached = attached(m)
		}
		return b
	}
	path, opts := i.path()
	c := bot.Command{Path: path, Args: map[string]string{}}
	for _, o := range opts {
		c.Args[o.Name] = optionText(o.Value)
	}
	return c
}

func optionText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}

// decodeComponent makes a press of a button or a menu. nil: it was a form's,
// and is answered, or nobody knows it (then it is told).
func (a *Adapter) decodeComponent(r *responder) bot.Body {
	d := r.i.Data
	id := d.CustomID
	switch {
	case strings.HasPrefix(id, menuPrefix) && len(d.Values) > 0:
		id = d.Values[0]
	case isFormID(id):
		body, err := a.formStep(r, id, d.Values)
		if err != nil {
			r.apologize(r.words().stale)
		}
		return body
	}
	action, value, ok := parseChoiceID(id)
	if !ok {
		r.apologize(r.words().stale)
		return nil
	}
	p := bot.Press{Action: action, Value: value}
	if r.i.Message != nil {
		p.On = bot.MessageID(r.i.Message.ID)
	}
	return p
}

package discord

import (
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// messageBody is what is posted. allowed_mentions is always there and empty:
// its default pings everybody who is named.
type messageBody struct {
	Content      *string      `json:"content"` // null beside a layout
	Embeds       []struct{}   `json:"embeds"`  // none; an earlier version's go when its message is changed
	Components   any          `json:"components"`
	Mentions     mentionsBody `json:"allowed_mentions"`
	Attachments  []attachment `json:"attachments,omitempty"`
	Flags        int          `json:"flags,omitempty"`
	Nonce        string       `json:"nonce,omitempty"`
	EnforceNonce bool         `json:"enforce_nonce,omitempty"`
	Reference    *reference   `json:"message_reference,omitempty"`
}

// flagLayout marks a message that is a layout (Discord's reference, message
// flags: IS_COMPONENTS_V2). It cannot be taken back from a message.
const flagLayout = 1 << 15

type mentionsBody struct {
	Parse []string `json:"parse"`
}

type attachment struct {
	ID          string `json:"id"` // its place among the files, as text: the document wants snowflakes so
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
}

type reference struct {
	MessageID       string `json:"message_id"`
	FailIfNotExists *bool  `json:"fail_if_not_exists,omitempty"`
}

// editBody is messageBody for changing a message: what it lacks goes away.
type editBody struct {
	messageBody
	Attachments []attachment `json:"attachments"`
}

func (m message) body() messageBody {
	b := messageBody{Embeds: []struct{}{}, Mentions: mentionsBody{Parse: []string{}}}
	switch {
	case m.Layout != nil:
		colour := colour
		b.Components, b.Flags = []discordgo.MessageComponent{discordgo.Container{AccentColor: &colour, Components: m.Layout}}, flagLayout
	case m.Components != nil:
		b.Content, b.Components = &m.Content, m.Components
	default:
		b.Content, b.Components = &m.Content, []row{}
	}
	for i, f := range m.Files {
		b.Attachments = append(b.Attachments, attachment{ID: strconv.Itoa(i), Filename: f.name, Description: shorten(f.alt, maxAltRunes)})
	}
	return b
}

func (m message) edit() editBody {
	b := editBody{messageBody: m.body(), Attachments: []attachment{}}
	b.Attachments = append(b.Attachments, b.messageBody.Attachments...)
	return b
}

// Package bot is the mentor itself: an event in, a reply out. It owns the
// contract between core and adapters (event.go, reply.go, adapter.go), the
// commands, and what each of them does. It must not know any platform, any
// SQL, or the wall clock: adapters translate, package db stores, and every
// event carries its own time.
package bot

import (
	"strings"
	"time"

	"mentor/bot/people"
)

// MessageID is a platform's own name of a message that it has accepted:
// Slack's ts, Discord's snowflake, a running number in the terminal.
type MessageID string

// Event is one thing that a person did. (From.Platform, ID) is the key against
// duplicates.
type Event struct {
	// ID is stable across redelivery: on Slack team/channel/ts for messages,
	// on Discord the snowflake of the message or of the interaction.
	ID string
	// At is when it happened, in UTC. It is the one "now" of the whole event.
	At   time.Time
	User people.UserRef
	From people.Address
	// DM is true where nobody but the person reads what is said in From.
	DM bool
	// Forms is true where a Form can be opened in answer to this very event
	// (Slack with a trigger, Discord interactions, always in the terminal).
	// Where it is false the core offers a button that opens the form.
	Forms bool
	// Hints is what the platform says of the person; empty where it says nothing.
	Hints Hints
	Body  Body
}

// Key is what Event.ID is unique within.
func (e Event) Key() string { return string(e.From.Platform) + ":" + e.ID }

// Hints is what a platform's profile tells of a person without being asked.
type Hints struct {
	Locale string // BCP 47, as the platform spells it: fr-FR, en-GB
	Zone   string // IANA name
}

// Body is what was done: Message, Command, Press, Submit, Opened or Left.
type Body interface{ body() }

// Message is plain words. Text has the platform's own markup taken away: a
// mention of the mentor is removed, other mentions are written as names.
type Message struct {
	Text string
	// About is the text of another message that the person points at (a
	// message shortcut, a forward); empty otherwise.
	About string
	// Attached is what came without a word of either; empty otherwise.
	Attached Attached
}

// Attached is a kind of thing that can be sent without words.
type Attached string

// What can come without words.
const (
	AttachedPicture Attached = "picture"
	AttachedVoice   Attached = "voice" // speech, or any sound
	AttachedVideo   Attached = "video"
	AttachedSticker Attached = "sticker"
	AttachedForward Attached = "forward" // something passed on that has no words itself
	AttachedFile    Attached = "file"
	AttachedUnseen  Attached = "unseen" // words that the platform does not show us
)

// AttachedOf is what a file of a MIME type is.
func AttachedOf(mime string) Attached {
	kind, _, _ := strings.Cut(strings.ToLower(mime), "/")
	switch kind {
	case "image":
		return AttachedPicture
	case "audio":
		return AttachedVoice
	case "video":
		return AttachedVideo
	}
	return AttachedFile
}

// Command is a command of the table. Path is as in the table
// (["goal" "add"]); a platform with typed options fills Args by argument name,
// one with a line of text fills Line with what follows the path. A command
// whose Path is empty is parsed from Line.
type Command struct {
	Path []string
	Args map[string]string
	Line string
}

// Press is a Choice taken. Action and Value are the Choice's own.
type Press struct {
	Action string
	Value  string
	On     MessageID // the message that the choice sits on; empty where there is none
}

// Submit is a Form sent back. ID and Value are the Form's own; Fields holds
// what was entered, by field id.
type Submit struct {
	ID     string
	Value  string
	Fields map[string]string
	On     MessageID // the message whose choice opened the form, if any
}

// Opened is a surface that came into view: the home tab, or the first contact
// with the mentor (an assistant pane, a new DM).
type Opened struct{ Surface Surface }

// Surface is a place where the mentor is met without a message.
type Surface string

// The surfaces.
const (
	Home         Surface = "home"
	FirstContact Surface = "first-contact"
)

func (Message) body() {}

func (Command) body() {}

func (Press) body() {}

func (Submit) body() {}

func (Opened) body() {}

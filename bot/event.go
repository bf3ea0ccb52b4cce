// Package bot is the contract of the mentor, an event in and a reply out
// (event.go, reply.go, adapter.go, store.go, feature.go, understood.go), and
// what runs it: the inbox, one turn a message, the tables of the features. It
// must not know any feature, any platform, any SQL, or the wall clock: features
// are given to New, adapters translate, package db stores, and every event
// carries its own time.
package bot

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"time"

	"mentor/bot/people"
)

// Somebody else's words never act: a message that is pointed at, one that was
// forwarded, a quotation. They can be asked about; they are no command, no
// statement of the person who points at them, and no answer to what was asked.

// Parts is a message as the person's own words and those of somebody else:
// what is pointed at, and lines that quote ("> …").
func (m Message) Parts() (own, others string) {
	var mine, theirs []string
	for line := range strings.Lines(Clean(m.Text)) {
		if said, ok := strings.CutPrefix(strings.TrimSpace(line), ">"); ok {
			theirs = append(theirs, strings.TrimSpace(said))
		} else {
			mine = append(mine, line)
		}
	}
	for line := range strings.Lines(Clean(m.About)) {
		theirs = append(theirs, strings.TrimLeft(strings.TrimSpace(line), "> "))
	}
	return Clean(strings.Join(mine, "")), Clean(strings.Join(theirs, "\n"))
}

// Asked is what a message asks about: the person's own words, with those that
// they point at where there are any.
func (m Message) Asked() string {
	own, others := m.Parts()
	return strings.TrimSpace(own + "\n" + others)
}

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
	// DM is true if nobody but the person reads what is said in From.
	DM bool
	// Forms is true if a Form can be opened in answer to this very event
	// (Slack with a trigger, Discord interactions, always in the terminal).
	// Where it is false the core offers a button that opens the form.
	Forms bool
	// Hints is what the platform says of the person; empty if it says nothing.
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
	On     MessageID // the message that the choice sits on; empty if there is none
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
	// Wordless is a message without a word: a picture, a voice message, a file.
	Wordless Surface = "wordless"
)

func (Message) body() {}

func (Command) body() {}

func (Press) body() {}

func (Submit) body() {}

func (Opened) body() {}

// logKey is never stored: a log cannot be matched with ids of a platform, nor
// with another run's log.
var logKey = sync.OnceValue(func() []byte {
	key := make([]byte, 32)
	rand.Read(key)
	return key
})

// LogName names an id of a platform (a channel, a user, an event) in the log
// of this run of the program, without telling it. People have a LogID of their
// own, which goes with them.
func LogName(id string) string {
	h := hmac.New(sha256.New, logKey())
	h.Write([]byte(id))
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// LogName names the event in logs: its key has the channel in it.
func (e Event) LogName() string { return LogName(e.Key()) }

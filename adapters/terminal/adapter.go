// Package terminal is the mentor in a terminal: it reads lines and writes
// text. Choices become numbers, a form is asked field by field, pictures
// become words and a file beside them. Where standard input is no terminal it
// reads one message a line and writes plain text, so that a conversation can
// be scripted. It must not know what a command does: which words are one is
// the core's to say.
package terminal

import (
	"crypto/rand"
	"encoding/hex"
	"io"
	"log/slog"
	"sync"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// Options is what a terminal is made from.
type Options struct {
	In  io.ReadCloser
	Out io.Writer
	// Interactive is true if a person sits before a terminal: lines can be
	// edited, there is a prompt and a history.
	Interactive bool
	// Style allows bold and the like.
	Style bool
	// Columns is how wide the window is now; nil or 0: lines are not wrapped.
	Columns func() int
	// Folder is where pictures, files and the history are kept.
	Folder string
	// User is the person's name on this machine.
	User  string
	Hints bot.Hints
	// Database is where the database lies, said under the greeting; empty: not said.
	Database string
	Now      func() time.Time
	Log      *slog.Logger
}

// Terminal is one conversation with one person.
type Terminal struct {
	o       Options
	session string // makes ids unique across starts
	lines   lines
	// commands reports whether a line is a command; nil where nobody knows.
	commands func(line string) bool
	// aside is what was typed into forms that were left to be taken up again, by form.
	aside map[string]map[string]string

	mu     sync.Mutex // guards what follows, and that replies are written whole
	state  state
	lang   people.Lang
	count  int
	taught int // how often it was said that choices are numbers
	open   bool
	erased []string // files that went with the person, to be told
	broken error    // the screen does not take what we write
}

var (
	_ bot.Adapter   = (*Terminal)(nil)
	_ bot.Forgetter = (*Terminal)(nil)
)

// New makes a terminal; Run opens it.
func New(o Options) *Terminal {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.User == "" {
		o.User = "me"
	}
	var id [6]byte
	rand.Read(id[:])
	return &Terminal{o: o, session: hex.EncodeToString(id[:]), lang: langOf(o.Hints.Locale), aside: map[string]map[string]string{}}
}

// Platform implements bot.Adapter.
func (t *Terminal) Platform() people.Platform { return people.Terminal }

// User is who sits here.
func (t *Terminal) User() people.UserRef {
	return people.UserRef{Platform: people.Terminal, ID: t.o.User}
}

func (t *Terminal) address() people.Address {
	return people.Address{Platform: people.Terminal, Channel: t.o.User}
}

// Health implements bot.Adapter.
func (t *Terminal) Health() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.broken != nil {
		return t.broken
	}
	if !t.open {
		return errClosed
	}
	return nil
}

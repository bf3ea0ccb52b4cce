package bot

import (
	"io/fs"

	"mentor/bot/people"
)

// Feature is one thing that people do with the mentor, as a table: its
// commands, its buttons and forms, the deliveries that it words, the surfaces
// that it shows, and its wording. The core runs them and knows none by name.
type Feature struct {
	Name     string
	Commands []*Spec // in the order of help
	Presses  map[string]PressFunc
	// Public names the presses whose replies tell nothing of the person, so that
	// a channel may read them; all others are private outside a direct message.
	Public   []string
	Forms    map[string]FormSpec
	Nudges   map[people.Kind]Nudge
	Surfaces map[Surface]func(*Turn) (Reply, error)
	// Hears takes plain words that answer what the feature sent unasked; ok is
	// false where they do not. Nil: it sends nothing that words answer.
	Hears func(t *Turn, text string) (r Reply, ok bool, err error)
	// Wording holds NAME.LANG.yaml files; nil where others' suffice.
	Wording fs.FS
}

// Nudge says what a delivery of one kind says now. ErrNothing means that
// it has become pointless.
type Nudge func(t *Turn, d Outgoing) (Reply, error)

// PressFunc answers a choice that was taken; value is the choice's own.
type PressFunc func(t *Turn, value string) (Reply, error)

// FormSpec is a Form by id: how it is opened, and what its Submit does.
type FormSpec struct {
	Open   func(t *Turn, value string) (*Form, error)
	Submit func(t *Turn, value string, fields map[string]string) (Reply, error)
}

// InPlace makes a press's reply take the place of the message it sits on.
func InPlace(f PressFunc) PressFunc {
	return func(t *Turn, value string) (Reply, error) {
		r, err := f(t, value)
		if err == nil && r.Form == nil {
			r.Replace = t.On()
		}
		return r, err
	}
}

package people

import "time"

// Act is a change that somebody has just made, as a feature names it: its verb
// in the grammar, and what it was done with, as numbers, ids and ISO dates.
type Act struct {
	Verb string            `json:"verb"`
	Args map[string]string `json:"args,omitempty"`
	At   time.Time         `json:"at"`
	// Asked is true where it was only asked about so far: there is nothing to take back.
	Asked bool `json:"asked,omitempty"`
}

// Deeds are changes as they are made.
type Deeds []Act

// Did notes a change, so that the next message may correct it: "sorry, I meant
// the 20th".
func (d *Deeds) Did(verb string, args map[string]string) {
	*d = append(*d, Act{Verb: verb, Args: args})
}

// Asks notes one that the person is asked about first.
func (d *Deeds) Asks(verb string, args map[string]string) {
	*d = append(*d, Act{Verb: verb, Args: args, Asked: true})
}

// actLife is how long a message may still correct the change before it.
const actLife = 15 * time.Minute

// Correctable is the change itself while a message may correct it, else nil.
func (a *Act) Correctable(now time.Time) *Act {
	if a != nil && now.Sub(a.At) <= actLife {
		return a
	}
	return nil
}

// LastAct is the change that the next message may correct: the one just made,
// none where several were or where something changed that no verb names, else
// the one before.
func LastAct(did Deeds, changed bool, before *Act, now time.Time) *Act {
	switch {
	case len(did) == 1:
		did[0].At = now
		return &did[0]
	case len(did) > 1 || changed:
		return nil
	}
	return before.Correctable(now)
}

// Word is what somebody wrote last that no answer was about: a change, or
// something that was only shown.
type Word struct {
	Text string    `json:"text"`
	At   time.Time `json:"at"`
	// Changed is true where something changed by it.
	Changed bool `json:"changed,omitempty"`
	// Explained is when a "why?" was last answered with it.
	Explained time.Time `json:"explained,omitzero"`
}

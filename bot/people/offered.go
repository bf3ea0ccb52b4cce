package people

import "slices"

// Offered is what the mentor would do after a yes: a verb with its arguments.
type Offered struct {
	Key  string            `json:"key"`
	Verb string            `json:"verb"`
	Args map[string]string `json:"args,omitempty"`
	More []Offered         `json:"more,omitempty"` // offered in the same reply
	Past bool              `json:"past,omitempty"` // another message came since: a plain yes no longer means it
}

// Pass says that something else has come since: a plain yes no longer means the
// offer. Its buttons hold.
func (o *Offered) Pass() {
	if o != nil {
		o.Past = true
	}
}

// Under is what was offered under a key; nil where something else was offered since.
func (o *Offered) Under(key string) *Offered {
	if o == nil || o.Key == key {
		return o
	}
	for i := range o.More {
		if o.More[i].Key == key {
			return &o.More[i]
		}
	}
	return nil
}

// Take is Under for the last time: the rest is what can still be taken.
func (o *Offered) Take(key string) (taken, rest *Offered) {
	switch taken = o.Under(key); {
	case taken == nil:
		return nil, o
	case taken == o:
		return o, nil
	}
	one := *taken
	o.More = slices.DeleteFunc(slices.Clone(o.More), func(x Offered) bool { return x.Key == key })
	return &one, o
}

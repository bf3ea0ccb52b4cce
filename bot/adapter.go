package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mentor/bot/people"
)

// Adapter is one platform. Further powers (home tab, typing, streaming) are
// small optional interfaces beside it.
type Adapter interface {
	Platform() people.Platform
	// Run takes events from the platform into in until ctx ends; it returns
	// once the events in flight have drained.
	Run(ctx context.Context, in Intake) error
	// Send shows r at an address. An error is a *SendError.
	Send(ctx context.Context, to people.Address, r Reply) (MessageID, error)
	// Direct is the address of a person's private conversation. An error is a *SendError.
	Direct(ctx context.Context, user people.UserRef) (people.Address, error)
	// Health is nil while events can still reach us.
	Health() error
}

// Intake takes what a platform delivers. Package inbox has the one that runs;
// tests have simpler ones.
type Intake interface {
	// Enter gives the next place in a person's line, in the order of the calls.
	// An adapter enters as soon as it knows whose an event is, passes the place
	// on in the context (WithPlace) and leaves it when it is done. ok is false
	// if too much of that person's waits already.
	Enter(user people.UserRef) (p Place, ok bool)
	// Accept makes ev durable, and returns; the adapter may then acknowledge
	// it. It is handled afterwards, in order within its person, and its
	// reply is given to answer. After a crash the reply goes to Send instead,
	// so ev.From must be enough to answer. An event that is known already is
	// accepted without effect.
	Accept(ctx context.Context, ev Event, answer Answer) error
	// Handle handles ev at once: for submits, presses that open forms, and
	// surfaces where the person waits. It lets what came before it go first,
	// unless that takes long. An event that was handled before gives
	// ErrHandled.
	Handle(ctx context.Context, ev Event) (Reply, error)
	// Suggest completes what is typed into a field or command argument.
	Suggest(ctx context.Context, user people.UserRef, field, typed string) ([]Choice, error)
	// Gone tells that a workspace took the mentor away (tokens revoked, app
	// uninstalled): nothing is sent there any more, its data goes after 30 days.
	Gone(ctx context.Context, platform people.Platform, workspace string, at time.Time) error
}

// Place is where an event stands in its person's line.
type Place interface {
	// Turn returns when what came before has been handled and answered, or ctx ends.
	Turn(ctx context.Context)
	// Leave lets the next one have its turn. It has no effect on a place whose
	// event was accepted: that one is left when the event has been answered.
	Leave()
}

type placeKey struct{}

// WithPlace is a context for handling the event that stands there.
func WithPlace(ctx context.Context, p Place) context.Context {
	return context.WithValue(ctx, placeKey{}, p)
}

// PlaceIn returns the place that a context has; nil if it has none.
func PlaceIn(ctx context.Context) Place {
	p, _ := ctx.Value(placeKey{}).(Place)
	return p
}

// Completer is an Intake that completes better where it is told more: ev has
// who types, when, and what the platform says of them, but no Body.
type Completer interface {
	Complete(ctx context.Context, ev Event, field, typed string) ([]Choice, error)
}

// Answer shows the reply to one event. An error is a *SendError.
type Answer func(ctx context.Context, r Reply) (MessageID, error)

// ErrHandled says that an event had its effect already.
var ErrHandled = errors.New("event was handled before")

// HomePublisher is implemented by adapters whose platform has a home tab.
type HomePublisher interface {
	// PublishHome shows r as the person's home.
	PublishHome(ctx context.Context, user people.UserRef, r Reply) error
}

// Forgetter is implemented by adapters that keep something of a person beside
// the store, such as a terminal's history.
type Forgetter interface {
	// Forget removes every trace of somebody who has been forgotten.
	Forget(user people.UserRef) error
}

// Counter is implemented by adapters that count what operators want to watch.
type Counter interface {
	// Counts gives the counts since the start, by a name in snake case.
	Counts() map[string]int64
}

// Prober is implemented by adapters that can ask their platform whether it
// still takes our tokens: a connection may outlive them.
type Prober interface {
	// Probe asks once. A platform that wants us to ask less often knows us: nil.
	Probe(ctx context.Context) error
}

// SendKind says what can be done about a SendError.
type SendKind int

// The kinds of send errors.
const (
	// Retry: try again, not before After has passed (rate limits, outages, unclear results).
	Retry SendKind = iota
	// Gone: the place or person does not exist any more (left, archived, deactivated).
	Gone
	// Denied: the person or an admin does not let us (closed DMs, missing rights, revoked token).
	Denied
	// Rejected: the platform will never take this message as it is.
	Rejected
)

func (k SendKind) String() string {
	return [...]string{"retry", "gone", "denied", "rejected"}[k]
}

// SendError is why a platform did not take a message.
type SendError struct {
	Kind  SendKind
	After time.Duration // for Retry: how long the platform wants us to wait; 0 if it does not say
	// Workspace is true if the error is the whole workspace's (a revoked token;
	// with Retry, an After that counts for all that is sent there), not one
	// recipient's.
	Workspace bool
	Code      string // the platform's own word: channel_not_found, 50007
	Err       error
}

func (e *SendError) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("%s: %s", e.Kind, e.Code)
	}
	return fmt.Sprintf("%s: %s: %v", e.Kind, e.Code, e.Err)
}

func (e *SendError) Unwrap() error { return e.Err }

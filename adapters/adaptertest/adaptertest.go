// Package adaptertest owns what every adapter must hold, as one suite:
// Exercise. An adapter's test gives it a Harness, which is the adapter on a
// fake platform with a person before it. It must not know any platform.
package adaptertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"mentor/bot"
	"mentor/bot/inbox"
	"mentor/bot/people"
)

// Harness is an adapter on a fake platform, and a person who uses it there, in
// their private conversation with the mentor.
type Harness interface {
	// Adapter is what is tested. Exercise runs it.
	Adapter() bot.Adapter
	// User is the person.
	User() people.UserRef
	// Say writes a message.
	Say(t *testing.T, text string)
	// Press takes the choice whose label this is (or begins so, where the
	// platform shortens labels) on the newest message that has one; a menu's
	// pages are turned as a person would.
	Press(t *testing.T, label string)
	// Submit fills in the form that is open, by field id (for Pick: the
	// option's Value), and sends it; where the platform asks in steps, all of
	// them. Fields that are not named stay as they are.
	Submit(t *testing.T, fields map[string]string)
	// Shown waits until done holds for what the person has seen since the last
	// call of Shown, and gives that. Where it does not come to hold in ten
	// seconds it gives what there is.
	Shown(t *testing.T, done func(Screen) bool) Screen
	// Refuse makes the platform refuse the next message in the way of kind;
	// for Retry it asks to wait for after. False: that cannot happen there.
	Refuse(t *testing.T, kind bot.SendKind, after time.Duration) bool
}

// Screen is what a person has seen.
type Screen struct {
	// Text is everything that can be read, as people read it (the platform's
	// escapes undone): texts, cells, labels and descriptions of choices also
	// on menus' further pages, words beside pictures, and of an open form the
	// title, labels, hints, initial values, options and what is wrong.
	Text string
	// Files are pictures and files, by name.
	Files map[string][]byte
	// Pings counts the notifications that texts set off: of channels, roles, or other people.
	Pings int
	// Form is true while a form is open.
	Form bool
}

// bare is text without what platforms may put between or take away: spaces,
// line breaks, and characters without a width.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == 0x00AD || (r >= 0x200B && r <= 0x200D) || r == 0x2060 || r == 0xFEFF || r == 0xFE0E || r == 0xFE0F {
			return -1
		}
		return r
	}, s)
}

// shows reports whether s holds a text, however it is broken into lines.
func (s Screen) shows(text string) bool { return strings.Contains(bare(s.Text), bare(text)) }

// missing lists the texts that s does not hold.
func (s Screen) missing(texts []string) (gone []string) {
	all := bare(s.Text)
	for _, text := range texts {
		if !strings.Contains(all, bare(text)) {
			gone = append(gone, text)
		}
	}
	return gone
}

// Exercise runs the suite. start makes a fresh harness; what it needs to clean
// up it registers with t.Cleanup.
func Exercise(t *testing.T, start func(t *testing.T) Harness) {
	for _, part := range []struct {
		name string
		run  func(t *testing.T, r *rig)
	}{
		{"events", events},
		{"replies", replies},
		{"choices", choices},
		{"forms", forms},
		{"field errors", fieldErrors},
		{"replace", replace},
		{"pings", pings},
		{"send errors", sendErrors},
		{"strangers", strangers},
		{"drain", drain},
	} {
		t.Run(part.name, func(t *testing.T) {
			t.Parallel()
			part.run(t, newRig(t, start(t)))
		})
	}
}

// rig runs a harness' adapter against an intake that answers as told.
type rig struct {
	Harness
	in    *intake
	stop  context.CancelFunc
	ended chan error
	once  sync.Once
}

// patience is how long anything may take that should take no time at all.
const patience = 20 * time.Second

func newRig(t *testing.T, h Harness) *rig {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r := &rig{Harness: h, in: &intake{got: make(chan bot.Event, 4096), known: map[string]bool{}}, stop: cancel, ended: make(chan error, 1)}
	go func() { r.ended <- h.Adapter().Run(ctx, r.in) }()
	t.Cleanup(func() { r.end(t) })
	r.healthy(t)
	return r
}

// healthy waits until events can reach the adapter.
func (r *rig) healthy(t *testing.T) {
	t.Helper()
	deadline := time.After(patience)
	for r.Adapter().Health() != nil {
		select {
		case err := <-r.ended:
			r.ended <- err
			t.Fatalf("Run returned at once: %v", err)
		case <-deadline:
			t.Fatalf("not healthy in %v: %v", patience, r.Adapter().Health())
		case <-time.After(time.Millisecond):
		}
	}
}

// end stops the adapter and waits for it.
func (r *rig) end(t *testing.T) {
	t.Helper()
	r.once.Do(func() {
		r.stop()
		select {
		case err := <-r.ended:
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("Run: %v", err)
			}
		case <-time.After(patience):
			t.Errorf("Run did not return within %v of the end of its context", patience)
		}
	})
}

// event waits for the next event that wanted picks.
func (r *rig) event(t *testing.T, what string, wanted func(bot.Event) bool) bot.Event {
	t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case ev := <-r.in.got:
			if wanted(ev) {
				return ev
			}
		case <-deadline:
			t.Fatalf("no %s reached the mentor", what)
		}
	}
}

func (r *rig) message(t *testing.T) bot.Event {
	t.Helper()
	return r.event(t, "message", func(ev bot.Event) bool { _, ok := ev.Body.(bot.Message); return ok })
}

// asked says something, answers it with reply, and gives what is shown once
// all of want is.
func (r *rig) asked(t *testing.T, reply bot.Reply, want []string) Screen {
	t.Helper()
	r.in.answer(reply)
	r.Say(t, "hello")
	r.message(t)
	return r.Shown(t, func(s Screen) bool { return s.whole(reply, want) })
}

// sent sends a reply to the person and gives what is shown.
func (r *rig) sent(t *testing.T, reply bot.Reply, want []string) (Screen, bot.MessageID) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	to, err := r.Adapter().Direct(ctx, r.User())
	if err != nil {
		t.Fatalf("Direct: %v", err)
	}
	id, err := r.Adapter().Send(ctx, to, reply)
	if err != nil {
		t.Fatalf("Send: %v", err)
	}
	return r.Shown(t, func(s Screen) bool { return s.whole(reply, want) }), id
}

// whole is true once all words and files of a reply are there: files may come
// behind the words.
func (s Screen) whole(reply bot.Reply, want []string) bool {
	if len(s.missing(want)) > 0 {
		return false
	}
	for _, b := range reply.Blocks {
		f, is := b.(bot.File)
		if is && len(f.Data) > 0 && !slices.ContainsFunc(slices.Collect(maps.Values(s.Files)), func(there []byte) bool { return bytes.Equal(there, f.Data) }) {
			return false
		}
	}
	return true
}

// intake is a mentor that answers each event with the reply laid ready.
type intake struct {
	inbox.Lines
	got chan bot.Event

	mu    sync.Mutex
	next  []bot.Reply
	known map[string]bool
	count int
	hold  chan struct{} // where set, what people do waits for it
	wg    sync.WaitGroup
}

// pressed stands in Replace for the message whose choice was taken.
const pressed bot.MessageID = "pressed"

// answer lays replies ready for the next events, surfaces excepted.
func (in *intake) answer(replies ...bot.Reply) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.next = append(in.next[:0], replies...)
}

func (in *intake) take(ev bot.Event) (r bot.Reply, fresh bool) {
	in.mu.Lock()
	hold, dup := in.hold, in.known[ev.Key()]
	if _, surface := ev.Body.(bot.Opened); surface {
		hold = nil // what opens by itself may come late, and is nobody's word
	}
	in.known[ev.Key()] = true
	in.count++
	key := fmt.Sprintf("exercise-%d", in.count)
	if _, surface := ev.Body.(bot.Opened); !surface && !dup && len(in.next) > 0 {
		r, in.next = in.next[0], in.next[1:]
		r.Delivery = bot.Delivery{Key: key, Try: 1}
		if p, press := ev.Body.(bot.Press); press && r.Replace == pressed {
			r.Replace = p.On
		}
	}
	in.mu.Unlock()
	if dup {
		return r, false
	}
	in.got <- ev
	if hold != nil {
		<-hold
	}
	return r, true
}

// Accept implements bot.Intake.
func (in *intake) Accept(ctx context.Context, ev bot.Event, answer bot.Answer) error {
	in.wg.Go(func() {
		r, fresh := in.take(ev)
		if fresh && !r.Empty() {
			_, _ = answer(context.WithoutCancel(ctx), r)
		}
	})
	return nil
}

// Handle implements bot.Intake.
func (in *intake) Handle(_ context.Context, ev bot.Event) (bot.Reply, error) {
	r, fresh := in.take(ev)
	if !fresh {
		return bot.Reply{}, bot.ErrHandled
	}
	return r, nil
}

// Suggest implements bot.Intake.
func (in *intake) Suggest(context.Context, people.UserRef, string, string) ([]bot.Choice, error) {
	return nil, nil
}

// Gone implements bot.Intake.
func (in *intake) Gone(context.Context, people.Platform, string, time.Time) error { return nil }

package terminal

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"mentor/adapters/adaptertest"
	"mentor/bot"
)

func TestExercise(t *testing.T) {
	adaptertest.Exercise(t, func(t *testing.T) adaptertest.Harness { return newHarness(t, bot.Hints{Locale: "en-GB"}) })
}

// harness is somebody who types lines and reads what comes.
type harness struct {
	*Terminal
	type_  *io.PipeWriter
	screen *screen
	folder string
}

func newHarness(t *testing.T, hints bot.Hints) *harness {
	in, type_ := io.Pipe()
	h := &harness{type_: type_, screen: newScreen(), folder: t.TempDir()}
	h.Terminal = New(Options{In: in, Out: h.screen, Folder: h.folder, User: "anna", Hints: hints,
		Now: func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }})
	t.Cleanup(func() { type_.Close() })
	return h
}

// screen takes what is written.
type screen struct {
	mu   sync.Mutex
	cond *sync.Cond
	text bytes.Buffer
	from int // of what was not seen yet
	fail bool
}

func newScreen() *screen {
	s := &screen{}
	s.cond = sync.NewCond(&s.mu)
	return s
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.cond.Broadcast()
	if s.fail {
		s.fail = false
		return 0, errors.New("input/output error")
	}
	return s.text.Write(p)
}

// wait gives what was written from a place on, once done holds for it or ten
// seconds have passed.
func (s *screen) wait(from int, done func(string) bool) string {
	late := false
	timer := time.AfterFunc(10*time.Second, func() {
		s.mu.Lock()
		late = true
		s.mu.Unlock()
		s.cond.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !late && !done(s.text.String()[from:]) {
		s.cond.Wait()
	}
	return s.text.String()[from:]
}

func (s *screen) len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Len()
}

func (h *harness) Adapter() bot.Adapter { return h.Terminal }

func (h *harness) Say(t *testing.T, text string) {
	if _, err := io.WriteString(h.type_, text+"\n"); err != nil {
		t.Fatal(err)
	}
}

// typed enters a line, and waits until something is written in answer.
func (h *harness) typed(t *testing.T, line string) {
	t.Helper()
	before := h.screen.len()
	h.Say(t, line)
	h.screen.wait(before, func(s string) bool { return strings.HasSuffix(s, "\n\n") })
}

// turnPages asks for choices that are not listed yet.
func (h *harness) turnPages(t *testing.T) {
	for {
		h.mu.Lock()
		more := h.state.form == nil && h.state.shown < len(h.state.choices)
		h.mu.Unlock()
		if !more {
			return
		}
		h.typed(t, "0")
	}
}

var numbered = regexp.MustCompile(`(?m)^ *(\d+)\. (.*)$`)

func (h *harness) Press(t *testing.T, label string) {
	t.Helper()
	h.turnPages(t)
	all := numbered.FindAllStringSubmatch(h.screen.wait(0, func(string) bool { return true }), -1)
	for i := len(all) - 1; i >= 0; i-- {
		if strings.HasPrefix(all[i][2], label) {
			h.Say(t, all[i][1])
			return
		}
	}
	t.Fatalf("no choice %q on the screen", label)
}

func (h *harness) Submit(t *testing.T, fields map[string]string) {
	t.Helper()
	for {
		h.mu.Lock()
		var field *bot.Field
		last := false
		if h.state.form != nil {
			field, last = h.state.form.field(), len(h.state.form.order) == 1
		}
		h.mu.Unlock()
		if field == nil {
			t.Fatal("no form is open")
		}
		line := fields[field.ID]
		for i, o := range field.Options {
			if o.Value == line {
				line = string(rune('1' + i))
			}
		}
		if last {
			h.Say(t, line)
			return
		}
		h.typed(t, line)
	}
}

func (h *harness) Shown(t *testing.T, done func(adaptertest.Screen) bool) adaptertest.Screen {
	t.Helper()
	h.screen.mu.Lock()
	from := h.screen.from
	h.screen.mu.Unlock()
	read := func(text string) adaptertest.Screen {
		s := adaptertest.Screen{Text: text, Files: map[string][]byte{}, Pings: strings.Count(text, "\x07") + strings.Count(text, "\x1b")}
		for _, sub := range []string{pictures, files} {
			names, _ := filepath.Glob(filepath.Join(h.folder, sub, "*"))
			for _, name := range names {
				s.Files[filepath.Base(name)], _ = os.ReadFile(name)
			}
		}
		return s
	}
	// Everything of one reply is written at once: what has begun is whole.
	h.screen.wait(from, func(text string) bool {
		s := read(text)
		s.Form = true
		return done(s) || strings.Contains(text, "  0. ")
	})
	h.turnPages(t)
	text := h.screen.wait(from, func(text string) bool {
		s := read(text)
		s.Form = true
		return done(s)
	})
	h.screen.mu.Lock()
	h.screen.from = from + len(text)
	h.screen.mu.Unlock()
	s := read(text)
	s.Form = h.asks()
	return s
}

func (h *harness) Refuse(_ *testing.T, kind bot.SendKind, _ time.Duration) bool {
	h.screen.mu.Lock()
	defer h.screen.mu.Unlock()
	h.screen.fail = kind == bot.Retry
	return kind == bot.Retry
}

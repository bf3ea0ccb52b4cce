package terminal

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/ergochat/readline"

	"mentor/bot"
)

// lines is where lines come from: an editor, or a file or pipe.
type lines interface {
	// read gives the next line. It is io.EOF at the end and after close,
	// errInterrupted for Ctrl-C on an empty line.
	read(prompt string) (string, error)
	// remember puts a line into the history.
	remember(line string)
	// forget empties the history.
	forget()
	// output is where replies are written: above the line being edited.
	output() io.Writer
	// cancel ends a read that waits, from another goroutine; close does too, but
	// only whoever reads may call it.
	cancel()
	close()
}

func (t *Terminal) input(ctx context.Context, in bot.Intake) (lines, error) {
	if !t.o.Interactive {
		return newPlain(t.o.In, t.o.Out), nil
	}
	// The history is a convenience: without the folder there is none.
	history := t.history()
	if err := os.MkdirAll(t.o.Folder, 0o700); err != nil {
		t.o.Log.Warn("no history is kept", "err", err)
		history = ""
	} else if f, err := os.OpenFile(history, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
		t.o.Log.Warn("no history is kept", "err", err)
		history = ""
	} else {
		f.Close() // made by us, so that nobody else can read it
	}
	e := new(edited)
	var err error
	e.editor, err = readline.NewFromConfig(&readline.Config{
		Stdin: t.o.In, Stdout: t.o.Out, Stderr: t.o.Out,
		HistoryFile: history, HistoryLimit: historyLines, HistorySearchFold: true,
		DisableAutoSaveHistory: true, // what goes into forms is nobody's history
		AutoComplete:           &completer{t: t, ctx: ctx, in: in},
		Listener: func(line []rune, _ int, _ rune) ([]rune, int, bool) {
			e.typed = len(line) > 0
			return nil, 0, false
		},
		InterruptPrompt: " ", EOFPrompt: " ",
	})
	if err != nil {
		return nil, err
	}
	return e, nil
}

// edited is a person before a terminal.
type edited struct {
	editor *readline.Instance
	typed  bool // whether something stands on the line
}

func (e *edited) read(prompt string) (string, error) {
	e.editor.SetPrompt(prompt)
	for {
		line, err := e.editor.ReadLine()
		if errors.Is(err, readline.ErrInterrupt) {
			if e.typed {
				continue // Ctrl-C takes back what was typed
			}
			return "", errInterrupted
		}
		if len(line) > maxLineBytes {
			line = line[:maxLineBytes]
		}
		return line, err
	}
}

func (e *edited) remember(line string) {
	if strings.TrimSpace(line) != "" {
		_ = e.editor.SaveToHistory(line) // a full disk must not end the conversation
	}
}

// forget also gives the editor a new, empty history: the file goes with it.
func (e *edited) forget() { e.editor.ResetHistory() }

func (e *edited) output() io.Writer { return e.editor.Stdout() }
func (e *edited) cancel()           { e.editor.Close() } // from any goroutine, and any number of times
func (e *edited) close()            { e.editor.Close() }

// completer completes fields of a form with Tab.
type completer struct {
	t   *Terminal
	ctx context.Context
	in  bot.Intake
}

// Do implements readline.AutoCompleter: the ways in which the line can go on.
func (c *completer) Do(line []rune, pos int) (ends [][]rune, shared int) {
	c.t.mu.Lock()
	field := ""
	if c.t.state.form != nil && c.t.state.form.field() != nil {
		field = c.t.state.form.field().Suggest
	}
	c.t.mu.Unlock()
	if field == "" {
		return nil, 0
	}
	typed := line[:pos]
	found, err := c.in.Suggest(c.ctx, c.t.User(), field, string(typed))
	if err != nil {
		return nil, 0
	}
	for _, choice := range found {
		if name := []rune(label(choice.Label)); len(name) > len(typed) && strings.EqualFold(string(name[:len(typed)]), string(typed)) {
			ends = append(ends, name[len(typed):])
		}
	}
	return ends, len(typed)
}

// plain reads a file or pipe, one message a line.
type plain struct {
	out  io.Writer
	got  chan string
	err  error // why got was closed
	stop chan struct{}
	once sync.Once
}

func newPlain(in io.Reader, out io.Writer) *plain {
	p := &plain{out: out, got: make(chan string), stop: make(chan struct{})}
	go p.pump(bufio.NewReader(in))
	return p
}

// pump reads in a goroutine of its own, since reading a pipe cannot be
// interrupted: it ends with the input, or after the line that follows close.
func (p *plain) pump(in *bufio.Reader) {
	defer close(p.got)
	for {
		line, err := readLine(in)
		if line != "" || err == nil {
			select {
			case p.got <- line:
			case <-p.stop:
				return
			}
		}
		if err != nil {
			p.err = err
			return
		}
	}
}

// readLine reads up to a line break and keeps at most maxLineBytes of it.
func readLine(in *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		part, err := in.ReadSlice('\n')
		if room := maxLineBytes - b.Len(); room > 0 {
			b.Write(part[:min(room, len(part))])
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return strings.TrimRight(b.String(), "\r\n"), err
		}
	}
}

func (p *plain) read(string) (string, error) {
	select {
	case line, ok := <-p.got:
		if !ok {
			return "", p.err
		}
		return line, nil
	case <-p.stop:
		return "", io.EOF
	}
}

func (p *plain) remember(string)   {}
func (p *plain) forget()           {}
func (p *plain) output() io.Writer { return p.out }
func (p *plain) cancel()           { p.close() }
func (p *plain) close()            { p.once.Do(func() { close(p.stop) }) }

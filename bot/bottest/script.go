package bottest

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// What every player of transcripts needs: the core's own, and those that hold
// the same conversations on a real adapter.

// Files lists the transcripts below a folder: each feature has its own under
// testdata/transcripts.
func Files(t *testing.T, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(filepath.ToSlash(filepath.Dir(path)), "testdata/transcripts") && filepath.Ext(path) == ".txt" {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts below %s (%v)", dir, err)
	}
	return files
}

// Each runs play on every transcript below a folder, as a test of its own.
func Each(t *testing.T, dir string, play func(t *testing.T, file, text string)) {
	t.Helper()
	for _, file := range Files(t, dir) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			play(t, file, string(text))
		})
	}
}

// Line is what somebody does: Name is ">" for a message, else a directive
// without its @. N is its number in the file.
type Line struct {
	N          int
	Text       string
	Name, Rest string
}

// Script is the lines of a transcript without its replies and notes.
func Script(text string) (lines []Line) {
	for i, line := range strings.Split(text, "\n") {
		if l := parseLine(strings.TrimRight(line, " ")); l.Name != "" {
			l.N = i + 1
			lines = append(lines, l)
		}
	}
	return lines
}

// parseLine has no Name for a reply, a note, or nothing.
func parseLine(line string) Line {
	l := Line{Text: line}
	if said, ok := strings.CutPrefix(line, ">"); ok {
		l.Name, l.Rest = ">", strings.TrimPrefix(said, " ")
	} else if directive, ok := strings.CutPrefix(line, "@"); ok {
		l.Name, l.Rest, _ = strings.Cut(directive, " ")
		l.Rest = strings.TrimSpace(l.Rest)
	}
	return l
}

// Clock reads the moment of an @time.
func (l Line) Clock(t testing.TB) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04Z07:00", l.Rest)
	if err != nil {
		t.Fatalf("line %d: %v", l.N, err)
	}
	return at.UTC()
}

// fieldValue is name=word or name="several words".
var fieldValue = regexp.MustCompile(`([\w.-]+)=("(?:[^"\\]|\\.)*"|\S*)\s*`)

// Fields reads what an @submit enters, by field.
func (l Line) Fields(t testing.TB) map[string]string {
	t.Helper()
	fields := map[string]string{}
	if left := strings.TrimSpace(fieldValue.ReplaceAllString(l.Rest, "")); left != "" {
		t.Fatalf("line %d: %q is not field=value", l.N, left)
	}
	for _, m := range fieldValue.FindAllStringSubmatch(l.Rest, -1) {
		value := m[2]
		if strings.HasPrefix(value, `"`) {
			var err error
			if value, err = strconv.Unquote(value); err != nil {
				t.Fatalf("line %d: %v", l.N, err)
			}
		}
		fields[m[1]] = value
	}
	return fields
}

// Captures is what @capture took from replies, and is still to take.
type Captures struct {
	waits map[string]*regexp.Regexp
	known map[string]string
}

// Capture takes what the rest of an @capture matches from the next reply.
func (c *Captures) Capture(t testing.TB, l Line) {
	t.Helper()
	name, expr, _ := strings.Cut(l.Rest, " ")
	re, err := regexp.Compile(expr)
	if err != nil {
		t.Fatalf("line %d: %v", l.N, err)
	}
	if c.waits == nil {
		c.waits, c.known = map[string]*regexp.Regexp{}, map[string]string{}
	}
	c.waits[name] = re
}

// Heard is told of each reply.
func (c *Captures) Heard(text string) {
	for name, re := range c.waits {
		if found := re.FindString(text); found != "" {
			c.known[name] = found
		}
		delete(c.waits, name)
	}
}

// Fill puts what is known in the place of its {name}.
func (c *Captures) Fill(text string) string {
	for name, value := range c.known {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// Hide puts the {name} in the place of what is known.
func (c *Captures) Hide(text string) string {
	for name, value := range c.known {
		text = strings.ReplaceAll(text, value, "{"+name+"}")
	}
	return text
}

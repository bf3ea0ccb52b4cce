package spans

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestLines reads every line of training: words, clauses and values.
func TestLines(t *testing.T) {
	l, err := ParseLine("-: ok quick - || goal.done: {goal 1} done, || remind: ping me {when friday 9am} to {text call Ana}")
	if err != nil {
		t.Fatal(err)
	}
	if want := "ok quick - 1 done, ping me friday 9am to call Ana"; l.Text != want {
		t.Errorf("%q, want %q", l.Text, want)
	}
	var values []string
	for _, c := range l.Clauses {
		for _, v := range c.Values {
			values = append(values, v.Kind+" "+l.Text[v.From:v.To])
		}
	}
	if want := []string{"goal 1", "when friday 9am", "text call Ana"}; !reflect.DeepEqual(values, want) {
		t.Errorf("%v, want %v", values, want)
	}
	for _, bad := range []string{"no wish", "goal.add: {story once}", "goal.add: {text open"} {
		if _, err := ParseLine(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	files, _ := filepath.Glob("training/*.txt") // the pattern is well formed
	if len(files) == 0 {
		t.Fatal("no lines")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if line = strings.TrimRight(line, "\r\n"); line == "" || line[0] == '#' {
				continue
			}
			if _, err := ParseLine(line); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

// TestFound cuts a message and finds its values.
func TestFound(t *testing.T) {
	var words []Word
	for _, w := range strings.Fields("remind me tomorrow to call ana") {
		words = append(words, Word{Fold: w})
	}
	words[2].Marks = []string{"when^", "date^", "span^"} // as the reader marks "tomorrow"
	if got := NewText(words).Clauses(); len(got) != 1 || !got[0].Wish || got[0].To != len(words) {
		t.Errorf("clauses %+v", got)
	}
	if got, want := NewText(words).Find("remind"), (Span{"text", 4, 6}); !slices.Contains(got, want) {
		t.Errorf("spans %+v, want %+v", got, want)
	}
	if got := NewText(nil).Clauses(); got != nil {
		t.Errorf("of nothing %+v", got)
	}
}

// TestWrittenModelIsTheSame writes a model and reads it again.
func TestWrittenModelIsTheSame(t *testing.T) {
	m := New(3)
	m.After[4] = -7
	copy(m.Row(9), []int16{127, 0, -127})
	got := Open(m.Write(), 3)
	if !reflect.DeepEqual(got.After, m.After) || !reflect.DeepEqual(got.Rows, m.Rows) {
		t.Errorf("%v %v", got.After, got.Row(9))
	}
}

func FuzzParseLine(f *testing.F) {
	f.Add("-: so || goal.drop: kill {goal 3}")
	f.Fuzz(func(t *testing.T, line string) {
		l, err := ParseLine(line)
		if err != nil {
			return
		}
		for _, c := range l.Clauses {
			for _, v := range c.Values {
				if v.From < c.From || v.To > c.To || v.From > v.To || c.To > len(l.Text) {
					t.Errorf("%q: %+v outside of %+v", line, v, c)
				}
			}
		}
	})
}

package repair

import (
	"strings"
	"testing"
)

// words is a message of plain words, with values by their looks.
type words []string

func (w words) Len() int           { return len(w) }
func (w words) Word(at int) string { return w[at] }
func (w words) Sign(at int) bool   { return w[at] == "," || w[at] == "." }
func (w words) Quoted(int) bool    { return false }
func (w words) Adds(at int) bool   { return w[at] == "too" }
func (w words) Speaks(at int) bool { return w[at] == "i" }
func (w words) Content(at int) bool {
	return !strings.Contains(" at the on i am no wait ", " "+w[at]+" ")
}
func (w words) Marker(at int) (to int) {
	for to = at; to < len(w) && (w[to] == "no" || w[to] == "wait"); to++ {
	}
	if to == at {
		return 0
	}
	return to
}
func (w words) Value(kind string, at int) int {
	if kind == "clock" && strings.Contains(w[at], ":") || kind == "date" && strings.HasSuffix(w[at], "day") {
		return at + 1
	}
	return 0
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ said, meant string }{
		{"call ana friday at 10:00 , no , 10:30", "call ana friday at 10:30"},
		{"friday , no wait i am busy then , monday , please", "monday , please"},
		{"friday at 9:00 , no , monday", "monday at 9:00"},
		{"i am a senior analyst . no wait , lead analyst", "i am a lead analyst"},
		{"head of marketing , no wait , head of data , you know", "head of data , you know"},
		{"friday , no monday too", ""},            // besides
		{"friday , no meetings on monday", ""},    // a reason is given after two words at least
		{"i have no goals , no goals at all", ""}, // nothing is taken back
		{"no wait", ""},
		{"call ana monday at 10:00 , no wait , monday i am busy", ""}, // says something of the day
		{"monday was the mock , no , monday", ""},                     // the same
		{"exam friday , no , monday , friday was the mock", "exam monday"},
	} {
		w := words(strings.Fields(c.said))
		r, ok := Find(w)
		got := ""
		if ok {
			var all []string
			all = append(all, w[:r.Old[0]]...)
			all = append(all, w[r.New[0]:r.New[1]]...)
			all = append(all, w[r.Old[1]:r.Gone[0]]...)
			got = strings.Join(append(all, w[r.Gone[1]:]...), " ")
		}
		if got != c.meant {
			t.Errorf("%q: %q, want %q", c.said, got, c.meant)
		}
	}
}

package safety

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// line is a line of a set, with what it is.
type line struct {
	kind  Kind
	plain bool
	lang  string
	text  string
}

// readSet reads a file of testdata: "## KIND [plain|indirect] LANG", then lines.
func readSet(t testing.TB, file string) (set []line) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var now line
	for s := bufio.NewScanner(f); s.Scan(); {
		text := s.Text()
		switch head, is := strings.CutPrefix(text, "## "); {
		case is:
			w := strings.Fields(head)
			now = line{kind: Kind(w[0]), plain: len(w) == 3 && w[1] == "plain", lang: w[len(w)-1]}
			if now.kind == "none" {
				now.kind = None
			}
		case text != "" && !strings.HasPrefix(text, "#"):
			now.text = text
			set = append(set, now)
		}
	}
	return set
}

// means reports whether what was found is what a set says; some sets only say
// "danger" and "abuse".
func (k Kind) means(found Kind) bool {
	switch k {
	case "danger":
		return found != Work
	case "abuse":
		return found != None
	}
	return k == found
}

// maxFalseAlarms is how many of a hundred harmless lines may be taken for danger.
const maxFalseAlarms = 2

// TestSets holds the figures: no plain statement is missed, and at most 2 % of
// harmless lines are false alarms.
func TestSets(t *testing.T) {
	for _, file := range []string{"tuned", "apart", "later", "last", "people", "voices", "kept", "fresh", "outsider"} {
		t.Run(file, func(t *testing.T) {
			plain, plainFound, indirect, indirectFound, harmless, alarms, otherKind := 0, 0, 0, 0, 0, 0, 0
			for _, l := range readSet(t, "testdata/"+file+".txt") {
				f := Read(l.text)
				if l.kind == None {
					harmless++
					if f.Found() {
						alarms++
						t.Logf("false alarm, %s: %s", f.Kind, l.text)
					}
					continue
				}
				if f.Found() && !l.kind.means(f.Kind) {
					otherKind++
					t.Logf("%s taken for %s: %s", l.kind, f.Kind, l.text)
				}
				if f.Found() && f.Lang != l.lang {
					t.Logf("%s taken for %s: %s", l.lang, f.Lang, l.text)
				}
				if l.plain {
					plain++
					if f.Found() {
						plainFound++
					} else {
						t.Errorf("missed, %s: %s", l.kind, l.text)
					}
				} else {
					indirect++
					if f.Found() {
						indirectFound++
					} else {
						t.Logf("missed, %s, indirect: %s", l.kind, l.text)
					}
				}
			}
			t.Logf("plain %d of %d, indirect %d of %d, of another kind %d, false alarms %d of %d",
				plainFound, plain, indirectFound, indirect, otherKind, alarms, harmless)
			if alarms*100 > maxFalseAlarms*harmless {
				t.Errorf("%d false alarms of %d", alarms, harmless)
			}
		})
	}
}

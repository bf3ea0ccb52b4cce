package advice

import (
	"bufio"
	"os"
	"path/filepath"
	"testing"
)

// What a pattern finds is never passed over for how the words begin, in all
// that people say in the transcripts; and most of the looking is saved.
func TestHeadsLoseNothing(t *testing.T) {
	files, err := filepath.Glob("../testdata/transcripts/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	lines := []string{"/goals i", "i", "a temps", "été i ve", "что left"}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		for in := bufio.NewScanner(f); in.Scan(); {
			lines = append(lines, in.Text())
		}
		f.Close()
	}
	looked, all := 0, 0
	for _, line := range lines {
		said := spacedWords(line)
		var begin beginnings
		begin.of(said)
		for _, k := range kinds() {
			for _, p := range k.put {
				all++
				if p.in(&begin) {
					looked++
				} else if p.MatchString(said) {
					t.Errorf("%v is in %q, and was passed over", p, said)
				}
			}
		}
	}
	if looked*6 > all {
		t.Errorf("%d of %d patterns are looked for", looked, all)
	}
}

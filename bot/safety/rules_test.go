package safety

import (
	"path/filepath"
	"strings"
	"testing"
)

// mostlyRight is how many times as often a rule has to be right as wrong on the
// labelled lines to be believed whatever a text scores.
const mostlyRight = 20

// TestRulesThatAreDoubted holds that a rule has "~" where it finds too much that
// is harmless, and only there.
func TestRulesThatAreDoubted(t *testing.T) {
	learned, _ := filepath.Glob("training/*.txt") // the patterns are well formed
	apart, _ := filepath.Glob("testdata/*.txt")
	right, wrong := map[string]int{}, map[string]int{}
	for _, file := range append(learned, apart...) {
		for _, line := range readSet(t, file) {
			for _, rule := range rulesThatFind(line.text) {
				if line.kind == None {
					wrong[rule]++
				} else {
					right[rule]++
				}
			}
		}
	}
	for rule, n := range wrong {
		if n*mostlyRight > right[rule] && !strings.HasPrefix(rule, "~ ") {
			t.Errorf("write \"~ %s\": it found %d harmless lines, and %d others", rule, n, right[rule])
		}
	}
	for rule, n := range right {
		if wrong[rule] == 0 && n >= mostlyRight && strings.HasPrefix(rule, "~ ") {
			t.Errorf("take away the ~ of %q: it found no harmless line, and %d others", rule, n)
		}
	}
}

// rulesThatFind gives the rules that find something in a text, each once.
func rulesThatFind(text string) (lines []string) {
	seen := map[string]bool{}
	all := readings(text)
	for i, l := range languages() {
		r := all[i]
		if f, _ := l.match(r); !f.Found() {
			continue
		}
		l.mask(r)
		note := func(_, _ int, by pattern) bool {
			if !seen[by.line] {
				seen[by.line] = true
				lines = append(lines, by.line)
			}
			return true
		}
		r.stop = l.they
		r.find(l.self, note)
		r.stop = -1
		r.find(l.threat, note)
		r.find(l.work, note)
	}
	return lines
}

package safety

import "testing"

// TestScore holds that the table fits the code.
func TestScore(t *testing.T) {
	if want := len(scores()) * (8 + buckets); len(table) != want {
		t.Fatalf("table.bin has %d bytes, not %d", len(table), want)
	}
	for _, w := range scores() {
		if w.step <= 0 {
			t.Errorf("a step of %v", w.step)
		}
	}
	right, all := 0, 0
	for _, l := range readSet(t, "testdata/fresh.txt") {
		all++
		reading := readings(l.text)
		if lang, r := inItsLanguage(reading); lang.score(r).Found() == (l.kind != None) {
			right++
		}
	}
	if right*10 < all*9 {
		t.Errorf("the score is right about %d of %d lines that it was learned from", right, all)
	}
}

// TestARuleIsDoubted holds that what a rule finds in a text that sounds
// harmless otherwise is not believed, except in a short one.
func TestARuleIsDoubted(t *testing.T) {
	for _, c := range []struct {
		text string
		want Kind
	}{
		{"I want an easy exit from Excel, which course in Python would you take for reports?", None},
		{"i cant go on", Self},
	} {
		if !ByRules(c.text).Found() {
			t.Errorf("no rule finds %q", c.text)
		}
		if f := Read(c.text); f.Kind != c.want {
			t.Errorf("%q: %q, not %q", c.text, f.Kind, c.want)
		}
	}
}

package safety

import "testing"

// TestScore holds that the table fits the code, and that the score only adds:
// plain talk of work stays without a finding.
func TestScore(t *testing.T) {
	if want := len(scores()) * (8 + buckets); len(table) != want {
		t.Fatalf("table.bin has %d bytes, not %d", len(table), want)
	}
	for _, w := range scores() {
		if w.step <= 0 {
			t.Errorf("a step of %v", w.step)
		}
	}
	found, all := 0, 0
	for _, l := range readSet(t, "testdata/fresh.txt") {
		all++
		reading := readings(l.text)
		if lang, r := inItsLanguage(reading); lang.score(r).Found() == (l.kind != None) {
			found++
		}
	}
	if found*10 < all*9 {
		t.Errorf("the score is right about %d of %d lines that it was learned from", found, all)
	}
}

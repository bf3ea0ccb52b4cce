package reminders

import (
	"slices"
	"strings"
	"testing"

	"github.com/sahilm/fuzzy"

	"mentor/bot/language"
)

// TestTheLettersLeaveNothingOut: what is passed over by its letters alone would
// not have been found by looking at every name either.
func TestTheLettersLeaveNothingOut(t *testing.T) {
	a := readAtlas()
	var texts []string
	for _, n := range a.names {
		texts = append(texts, n.text)
	}
	words := strings.Fields("analytics pariss londn berlim nyc what a la reunion utc gmt frnace germny zurihc sao_paulo é x ab abba kolkatta parsi")
	for i, w := range words {
		words = append(words, w+" "+words[(i+1)%len(words)])
	}
	found := 0
	for _, w := range words {
		theirs := lettersOf(w)
		for limit := range 4 {
			for _, n := range append(slices.Clone(a.names), a.countries...) {
				if n.letters.apart(theirs, limit) && language.Distance(w, n.text, limit) <= limit {
					t.Errorf("%q was passed over for %q at %d", n.text, w, limit)
				}
			}
		}
		var all, held []string
		for _, m := range fuzzy.Find(w, texts) {
			all = append(all, m.Str)
		}
		for _, m := range fuzzy.Find(w, a.holding(w)) {
			held = append(held, m.Str)
		}
		if found += len(all); !slices.Equal(all, held) {
			t.Errorf("%q: %v, want %v", w, held, all)
		}
	}
	if found == 0 {
		t.Error("nothing was compared")
	}
}

// BenchmarkPlace is what each stretch of a message's words costs that might be
// a place, and BenchmarkNear what one does that might be a slip of one.
func BenchmarkPlace(b *testing.B) {
	s := &Schedules{}
	for b.Loop() {
		s.Place("solutions architect do")
	}
}

func BenchmarkNear(b *testing.B) {
	s := &Schedules{}
	for b.Loop() {
		s.Zone("analytics")
	}
}

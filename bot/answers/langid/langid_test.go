package langid

import (
	"testing"

	"mentor/bot/careers"
)

// What was learned tells words of each language; what says little is what is likely.
func TestTell(t *testing.T) {
	lines := map[bool][]string{false: {"what", "does", "the", "role", "need", "what", "the", "role", "does", "need"}, true: {"quel", "poste", "faut", "il", "quel", "poste", "faut", "il", "pour", "pour"}}
	l := Learn(func(yield func(string, bool) bool) {
		for french, words := range lines {
			for _, w := range words {
				if !yield(w, french) {
					return
				}
			}
		}
	})
	l.Ready()
	of := func(words ...string) (out []Word) {
		for _, w := range words {
			out = append(out, Word{Raw: w})
		}
		return out
	}
	for _, tt := range []struct {
		words  []Word
		likely careers.Lang
		want   careers.Lang
	}{{of("what", "the", "role"), "", careers.English}, {of("Quel", "poste", "faut"), "", careers.French}, {of("xx"), careers.French, careers.French}, {of("xx"), "", careers.English}} {
		if got, sure := l.Tell(tt.words, tt.likely); got != tt.want || sure < 0.5 {
			t.Errorf("%v: %s (%.2f), want %s", tt.words, got, sure, tt.want)
		}
	}
}

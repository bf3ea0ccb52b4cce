package language

import "testing"

func TestPlain(t *testing.T) {
	for text, want := range map[string]bool{"": true, "a b~": true, "été": false, "a\nb": false, "a\tb": false, "a\x7f": false} {
		if Plain(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

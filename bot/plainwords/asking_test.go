package plainwords

import (
	"slices"
	"testing"
)

func TestSentencesThatAsk(t *testing.T) {
	for text, want := range map[string][]string{
		"I moved. It went badly. What now?":                       {"What now"},
		"My boss asked « why you? ». How does one answer that?":   {"How does one answer that"},
		"I'd like something better, what do good teams do?":       {"what do good teams do"},
		"Six years here. Nobody trains us. Put it in a sentence":  {"Put it in a sentence"},
		"Is it worth it? And which one first?":                    {"Is it worth it", "And which one first"},
		"J'ai trois contenus et une base, on fait ça comment ici": {"on fait ça comment ici"},
	} {
		if got := Asking(text); !slices.Equal(got, want) {
			t.Errorf("%q asks %q, want %q", text, got, want)
		}
	}
}

func TestWhoIsSpokenOfWhereItAsks(t *testing.T) {
	for text, want := range map[string]bool{
		"could someone tell me the difference between the two": false,
		"what have I got to show":                              true,
		"dites-moi ce que fait un product owner":               false,
		"qu'est-ce qui me manque":                              true,
	} {
		if got := OfSelf(text); got != want {
			t.Errorf("%q is of the writer: %v", text, got)
		}
	}
}

func TestOwnCase(t *testing.T) {
	for said, own := range map[string]bool{"how is that to work in my case?": true, "et dans mon cas ?": true, "what is a use case": false, "my boss has a case": false, "doesn't that hurt something I'd planned": true, "ça change mon plan ?": true} {
		if OfOwnCase(said) != own {
			t.Errorf("%q: own case %t", said, !own)
		}
	}
}

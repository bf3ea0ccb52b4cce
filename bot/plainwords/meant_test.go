package plainwords

import "testing"

func TestGoing(t *testing.T) {
	for said, want := range map[string]string{
		"drop the Thursday one, keep the Friday one":                           "drop the Thursday one",
		"Ana m'a rappelé, plus besoin du rappel. Celui du devis tu le laisses": "Ana m'a rappelé plus besoin du rappel",
		"cancel it": "cancel it",
	} {
		if got := Going(said); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

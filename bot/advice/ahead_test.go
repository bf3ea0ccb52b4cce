package advice

import (
	"testing"

	"mentor/bot/careers"
)

func TestTimesThatStoriesTell(t *testing.T) {
	for text, want := range map[string]span{
		"they send me to Oslo from the 7th to the 17th of April": {"2026-04-07", "2026-04-17"},
		"je pars du 14 au 29":                    {"2026-03-14", "2026-03-29"},
		"I'm out from the 28th to the 3rd":       {"2026-03-28", "2026-04-03"},
		"fermé du 30 mars au 2 avril":            {"2026-03-30", "2026-04-02"},
		"all releases are frozen until the 20th": {"2026-03-04", "2026-03-20"},
		"plus personne avant le 3":               {"2026-03-04", "2026-04-03"},
	} {
		lang := careers.English
		if text[0] == 'j' || text[0] == 'f' || text[0] == 'p' {
			lang = careers.French
		}
		a := Adviser{Facts: Facts{Today: "2026-03-04", Lang: lang}}
		if got, _, ok := a.spanSaid(text); !ok || got != want {
			t.Errorf("%q: %v, %v; want %v", text, got, ok, want)
		}
	}
	a := Adviser{Facts: Facts{Today: "2026-03-04", Lang: careers.English}}
	for _, text := range []string{"by 3 people at most", "between 2 and 40 years", "from 1 to 3 goals"} {
		if got, _, ok := a.spanSaid(text); ok {
			t.Errorf("%q is a time: %v", text, got)
		}
	}
}

package pasted_test

import (
	"slices"
	"testing"

	"mentor/bot/understanding/pasted"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		text  string
		items []string // none: no list of goals
		told  bool
	}{
		{"My goals for 2026:\n- sql window functions, properly this time\n- one internal talk\n- halve the broken utm rate", []string{"sql window functions, properly this time", "one internal talk", "halve the broken utm rate"}, true},
		{"please add these goals:\n1. learn dbt;\n2. give a talk\nthanks!", []string{"learn dbt", "give a talk"}, false},
		{"Mes objectifs pour les 12 prochains mois :\n1) un A/B test par mois\n2) dégager Excel du reporting", []string{"un A/B test par mois", "dégager Excel du reporting"}, true},
		{"Note mes objectifs : 1) apprendre dbt 2) parler une fois en public", []string{"apprendre dbt", "parler une fois en public"}, false},
		{"here are my 3-5 year goals\n• head of analytics\n• a book", []string{"head of analytics", "a book"}, true},
		{"goals for this year, after my review w/ Sandra:\n1. cut report requests by 30%\n2. server-side tagging live before summer\n(3. survive the school holidays - joke)", []string{"cut report requests by 30%", "server-side tagging live before summer"}, true},
		{"mes objectifs pour cette année, dictés dans le train :\n- migrer vers le server-side\n- deux fois moins de demandes\n(et courir un semi, mais ça ne le note pas)", []string{"migrer vers le server-side", "deux fois moins de demandes"}, true},
		{"Add these goals:\n- learn dbt\n- give a talk\n(not the third)", nil, false}, // nothing is done while something is left over
		{"My goals that my boss gave me:\n- more leads\n- less cost", nil, false},
		{"My goals:\n- learn SQL", nil, false},                                             // one is a goal like any other
		{"Steps for my goals:\n- read\n- write", nil, false},                               // no list of goals
		{"Goals my boss gave me:\n- more leads\n- less cost", nil, false},                  // somebody else's
		{"My goals for 2026:\n- learn SQL\n- give a talk\nWhat do you think?", nil, false}, // asks about them
		{"Which of my goals first?\n- learn SQL\n- give a talk", nil, false},               // a question
		{"drop these goals:\n- learn SQL\n- give a talk", nil, false},                      // something else is wanted
		{"my goals are fine: 2 of 3 done", nil, false},
	} {
		l, ok := pasted.Read(c.text)
		if ok != (c.items != nil) || ok && (!slices.Equal(l.Items, c.items) || l.Told != c.told) {
			t.Errorf("%q: %q, told %t, %t; want %q, told %t", c.text, l.Items, l.Told, ok, c.items, c.told)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("My goals:\n- a\n- b")
	f.Add("Mes objectifs : 1) a 2) b")
	f.Fuzz(func(t *testing.T, text string) {
		l, ok := pasted.Read(text)
		for _, i := range l.Items {
			if ok && i == "" {
				t.Errorf("%q: an empty item", text)
			}
		}
	})
}

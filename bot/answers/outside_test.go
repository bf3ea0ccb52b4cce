package answers_test

import (
	"slices"
	"strings"
	"testing"

	"mentor/bot/answers"
	"mentor/bot/careers"
)

// What lies outside is said to: kindly, and as what it is.
func TestOutside(t *testing.T) {
	e := engine(t)
	for _, tt := range []struct{ said, speech string }{
		{"Was verdient ein Product Owner?", "refuse-language"},
		{"¿Cómo llego a ser arquitecto?", "refuse-language"},
		{"Welke opleiding heb ik nodig?", "refuse-language"},
		{"Кто такой аналитик?", "refuse-language"},
		{"what is D2C?", "refuse-unknown-term"},
		{"what does OTA stand for", "refuse-unknown-term"},
		{"c'est quoi le SEM ?", "refuse-unknown-term"},
		{"define neuromarketing", "refuse-unknown-term"},
		{"who founded segment", "refuse-trivia"},
		{"who sponsors measurecamp", "refuse-trivia"},
		{"qui a racheté looker ?", "refuse-trivia"},
		{":wave::skin-tone-3:", "small-greeting"},
		{"👋🏽 !", "small-greeting"},
	} {
		a := e.Ask(answers.Query{Text: tt.said})
		wordings := e.Content().Speech(tt.speech, a.Lang)
		if !slices.Contains(wordings, a.Text) || len(a.Topics) > 0 {
			t.Errorf("%q: %s: %s", tt.said, tt.speech, a.Text)
		}
	}
	for said, topic := range map[string]string{
		"what is a CDP":                      "term/cdp",
		"what is leadership":                 "skills/leadership",
		"what is wrong with my plan":         "tips/goals",
		"explain the peter principle":        "marketing-operations/peter-principle",
		"what do makers make":                "marketing-maker/responsibilities",
		"can I skip the TAM?":                "tips/agility",
		"je peux sauter le TAM ?":            "tips/agility",
		"data analyst":                       "analytics-architect/overview",
		"hola, what does a product owner do": "product-owner/responsibilities",
	} {
		a := e.Ask(answers.Query{Text: said})
		got := ""
		if len(a.Topics) > 0 {
			got = a.Topics[0]
		}
		if got != topic {
			t.Errorf("%q: %s %q, want %q: %s", said, a.Kind, got, topic, a.Text)
		}
	}
}

// Who last wrote French hears it in French and in English.
func TestOtherLanguageAfterFrench(t *testing.T) {
	a := talk(engine(t), "c'est quoi un product owner ?", "Was macht ein Solutions Architect?")
	if a.Lang != careers.French || !strings.Contains(a.Text, "français") || !strings.Contains(a.Text, "English") {
		t.Errorf("%s: %s", a.Lang, a.Text)
	}
}

// "Here are the nearest" is said only of roles whose names are near.
func TestUnknownRoleSaysWhatIsOffered(t *testing.T) {
	e := engine(t)
	for said, speech := range map[string]string{
		"what does a social media manager do": "refuse-unknown-role-near",
		"how do I become a firefighter":       "refuse-unknown-role",
	} {
		a := e.Ask(answers.Query{Text: said})
		same := strings.HasPrefix(a.Text, strings.Split(e.Content().Speech(speech, "en")[0], "{")[0]) || strings.HasPrefix(a.Text, strings.Split(e.Content().Speech(speech, "en")[1], "{")[0])
		near := slices.ContainsFunc(a.Options, func(o answers.Option) bool { return strings.HasSuffix(o.Topic, "/overview") })
		if a.Kind != answers.Unknown || !same || near != (speech == "refuse-unknown-role-near") {
			t.Errorf("%q: %s %v", said, a.Text, a.Options)
		}
	}
}

// A definition after a colon keeps the large letter of a name.
func TestNamesKeepTheirCase(t *testing.T) {
	x, _ := engine(t).Content().Topic("term/ga4")
	if !strings.Contains(x.Brief.En, ": Google") {
		t.Error(x.Brief.En)
	}
}

// No line of a French answer breaks before its punctuation.
func TestFrenchPunctuation(t *testing.T) {
	e := engine(t)
	for _, id := range e.Content().Topics() {
		a, _ := e.Topic(id, careers.French, answers.Memory{})
		for _, bad := range []string{" :", " ;", " ?", " !", "« ", " »"} {
			if i := strings.Index(a.Text, bad); i >= 0 {
				t.Errorf("%s: plain space in %q", id, a.Text[max(0, i-20):i+2])
			}
		}
	}
}

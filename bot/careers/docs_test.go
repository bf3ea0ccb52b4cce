package careers_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"mentor/bot/answers"
	"mentor/bot/careers"
)

var exampleFile = regexp.MustCompile("(?s)`acme/([a-z/-]+\\.yaml)`\n\n```yaml\n(.*?)```")

// The worked example of docs/content.md is taken from the page as it stands,
// laid over the content, and asked.
func TestWorkedExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/content.md")
	if err != nil {
		t.Fatal(err)
	}
	layer := fstest.MapFS{}
	for _, m := range exampleFile.FindAllStringSubmatch(string(page), -1) {
		layer[m[1]] = &fstest.MapFile{Data: []byte(m[2])}
	}
	if len(layer) != 4 {
		t.Fatalf("the page has %d files, not 4", len(layer))
	}
	c, err := careers.Load(layer)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range careers.Check(c) {
		t.Errorf("%s:%d: %s: %s", p.Place.File, p.Place.Line, p.About, p.What)
	}
	e, err := answers.New(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ q, topic, says string }{
		{"who owns our cookie banner", "consent-manager/overview", "Banner"},
		{"what is a consent manager", "consent-manager/overview", "keeps to the answer"},
		{"c'est quoi un responsable du consentement", "consent-manager/overview", "Bandeau"},
		{"how long is the acme consent badge valid", "certification/acme-consent", "2 years"},
	} {
		a := e.Ask(answers.Query{Text: tt.q})
		if len(a.Topics) == 0 || a.Topics[0] != tt.topic || !strings.Contains(a.Text, tt.says) {
			t.Errorf("%q: %v %s", tt.q, a.Topics, a.Text)
		}
		for _, o := range a.Options {
			if o.Label == o.Topic {
				t.Errorf("%q: goes on to %s, which there is not", tt.q, o.Topic)
			}
		}
	}
	if a := e.Ask(answers.Query{Text: "what is the salary of a product owner"}); a.Kind != answers.Unknown || !strings.Contains(a.Text, "Acme handbook") {
		t.Errorf("%s: %s", a.Kind, a.Text)
	}
}

package answers_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"mentor/bot/answers"
	"mentor/bot/answers/training"
	"mentor/bot/careers"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// talk asks questions one after the other, a minute apart, and gives the last answer.
func talk(e *answers.Engine, said ...string) answers.Answer {
	var a answers.Answer
	for i, s := range said {
		a = e.Ask(answers.Query{Text: s, Memory: a.Memory, At: noon.Add(time.Duration(i) * time.Minute)})
	}
	return a
}

func TestModelIsOfThisContent(t *testing.T) {
	c, err := careers.Load()
	if err != nil {
		t.Fatal(err)
	}
	set, err := training.Read(c)
	if err != nil {
		t.Fatal(err)
	}
	if !answers.UpToDate(c, set.Lines) {
		t.Error("the content or the training lines changed after model.bin was made: run go generate ./bot/...")
	}
}

func TestAsk(t *testing.T) {
	e := engine(t)
	for _, tt := range []struct {
		said  []string
		kind  answers.Kind
		lang  careers.Lang
		topic string
	}{
		{[]string{"What is a technical account manager?"}, answers.Answered, "en", "technical-account-manager/overview"},
		{[]string{"C'est quoi un process owner ?"}, answers.Answered, "fr", "process-owner/overview"},
		{[]string{"which certifications help a head of analytics"}, answers.Answered, "en", "head-of-analytics/certifications"},
		{[]string{"compare the product owner and the process owner"}, answers.Answered, "en", "product-owner/differences"},
		{[]string{"from technical analyst to process owner"}, answers.Answered, "en", "paths/technical-analyst..process-owner"},
		{[]string{"product owner certs"}, answers.Answered, "en", "product-owner/certifications"},
		{[]string{"product owner certification validity"}, answers.Answered, "en", "certification/pspo-i"},
		{[]string{"what does CDP mean"}, answers.Answered, "en", "term/cdp"},
		{[]string{"how long is the capm valid"}, answers.Answered, "en", "certification/capm"},
		{[]string{"does measurecamp still exist?"}, answers.Answered, "en", "association/measurecamp"},
		{[]string{"tell me about the solutions architect", "and which certs do they need?"}, answers.Answered, "en", "solutions-architect/certifications"},
		{[]string{"parle-moi du product owner", "et le niveau au dessus ?"}, answers.Answered, "fr", "product-owner/next-role"},
		{[]string{"what does a process owner do in a day", "and a product owner?"}, answers.Answered, "en", "product-owner/responsibilities"},
		{[]string{"bonjour"}, answers.SmallTalk, "fr", ""},
		{[]string{"what is the salary of a product owner"}, answers.Unknown, "en", ""},
		{[]string{"how do I become a firefighter"}, answers.Unknown, "en", ""},
		{[]string{"quel temps fait-il à Marseille"}, answers.Unknown, "fr", ""},
		{[]string{"%%% ???"}, answers.Unknown, "en", ""},
	} {
		a := talk(e, tt.said...)
		topic := ""
		if len(a.Topics) > 0 {
			topic = a.Topics[0]
		}
		if a.Kind != tt.kind || a.Lang != tt.lang || topic != tt.topic {
			t.Errorf("%q: %s %s %q, want %s %s %q", tt.said, a.Kind, a.Lang, topic, tt.kind, tt.lang, tt.topic)
		}
		if a.Text == "" {
			t.Errorf("%q: no text", tt.said)
		}
	}
}

func TestCommandsInPlainWords(t *testing.T) {
	e := engine(t)
	for said, want := range map[string][]string{
		"show me my goals please":                {"goal", "list"},
		"pause the reminders for two weeks":      {"pause"},
		"montre-moi mes certifications":          {"cert", "list"},
		"efface toutes mes données":              {"forget"},
		"log my aws cert from last friday":       {"cert", "add"},
		"send me a check-in every monday at 9am": {"schedule", "set"},
	} {
		if a := talk(e, said); a.Kind != answers.Command || !slices.Equal(a.Intent, want) {
			t.Errorf("%q: %s %v, want %v", said, a.Kind, a.Intent, want)
		}
	}
	for _, said := range []string{"how do i set good goals", "should i pause my career for a year", "do certifications expire"} {
		if a := talk(e, said); a.Kind == answers.Command {
			t.Errorf("%q is a question, not %v", said, a.Intent)
		}
	}
}

func TestAmbiguousNamesAreAskedAbout(t *testing.T) {
	e := engine(t)
	a := talk(e, "what does the owner do")
	if a.Kind != answers.Clarify || len(a.Options) != 2 {
		t.Fatalf("%+v", a)
	}
	for _, o := range a.Options {
		if picked, ok := e.Topic(o.Topic, a.Lang, a.Memory); !ok || picked.Kind != answers.Answered {
			t.Errorf("picking %s answers nothing", o.Topic)
		}
	}
	if !strings.Contains(a.Text, "Product Owner") || !strings.Contains(a.Text, "Process Owner") {
		t.Errorf("the question names no roles: %s", a.Text)
	}
}

func TestMemoryIsForgotten(t *testing.T) {
	e := engine(t)
	first := e.Ask(answers.Query{Text: "tell me about the solutions architect", At: noon})
	late := e.Ask(answers.Query{Text: "and which certs do they need?", Memory: first.Memory, At: noon.Add(31 * time.Minute)})
	if len(late.Topics) > 0 && late.Topics[0] == "solutions-architect/certifications" {
		t.Error("after 31 minutes the role is still remembered")
	}
}

func TestOwnRole(t *testing.T) {
	e := engine(t)
	a := e.Ask(answers.Query{Text: "what is my next step?", Role: "product-owner", At: noon})
	if len(a.Topics) == 0 || a.Topics[0] != "product-owner/next-role" {
		t.Errorf("%v %v", a.Kind, a.Topics)
	}
}

// Nothing that somebody wrote may come back in an answer: no ping, no link.
func TestAnswersRepeatNothing(t *testing.T) {
	e := engine(t)
	for _, said := range []string{
		"say <@U123ABC> and <!channel> to everybody", "@everyone what does a [TAM](https://evil.example) earn",
		"repeat https://evil.example/login please", "<script>alert(1)</script> salary?",
	} {
		a := talk(e, said)
		for _, bad := range []string{"U123ABC", "!channel", "@everyone", "evil.example", "<script>"} {
			if strings.Contains(a.Text, bad) {
				t.Errorf("%q: the answer repeats %s", said, bad)
			}
		}
	}
}

// Every topic can be picked, in both languages, within the length of an answer.
func TestEveryTopic(t *testing.T) {
	e := engine(t)
	c := e.Content()
	ids := c.Topics()
	for _, a := range c.Roles() {
		for _, b := range c.Roles() {
			if a.ID != b.ID {
				ids = append(ids, "paths/"+a.ID+".."+b.ID, "compare/"+a.ID+".."+b.ID)
			}
		}
	}
	ids = append(ids, "compare/product-owner..process-owner..technical-analyst")
	for _, id := range ids {
		for _, lang := range careers.Langs {
			a, ok := e.Topic(id, lang, answers.Memory{})
			switch n := utf8.RuneCountInString(a.Text); {
			case !ok || a.Kind != answers.Answered || n < 40:
				t.Errorf("%s in %s: %v %q", id, lang, ok, a.Text)
			case n > 1500:
				t.Errorf("%s in %s has %d characters", id, lang, n)
			case strings.ContainsAny(a.Text, "{}"):
				t.Errorf("%s in %s has a slot: %s", id, lang, a.Text)
			}
			for _, o := range a.Options {
				if o.Label == "" || o.Label == o.Topic {
					t.Errorf("%s offers %s without a label", id, o.Topic)
				}
			}
		}
	}
	if _, ok := e.Topic("nothing/here", "en", answers.Memory{}); ok {
		t.Error("an unknown topic is answered")
	}
}

func TestSameQuestionSameAnswer(t *testing.T) {
	e, qs := engine(t), questions(t)[:60]
	want := make([]answers.Answer, len(qs))
	for i, q := range qs {
		want[i] = e.Ask(answers.Query{Text: q, At: noon})
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, q := range qs {
				if diff := cmp.Diff(want[i], e.Ask(answers.Query{Text: q, At: noon})); diff != "" {
					t.Errorf("%q: %s", q, diff)
				}
			}
		})
	}
	wg.Wait()
}

func TestFind(t *testing.T) {
	e := engine(t)
	first := func(list []answers.Match) string {
		if len(list) == 0 {
			return ""
		}
		return list[0].ID
	}
	for words, want := range map[string]string{
		"aws solutions architect associate": "aws-solutions-architect-associate", "saa-c03": "aws-solutions-architect-associate",
		"cap m": "", "capm": "capm", "google analytcs certification": "google-analytics-certification",
	} {
		if got := first(e.Certifications(words)); got != want && want != "" {
			t.Errorf("certification %q: %q, want %q", words, got, want)
		}
	}
	for words, want := range map[string]string{
		"TAM": "technical-account-manager", "directrice martech": "director-of-marketing-technology",
		"solutoins architect": "solutions-architect", "product ownr": "product-owner",
	} {
		if got := first(e.Roles(words)); got != want {
			t.Errorf("role %q: %q, want %q", words, got, want)
		}
	}
	in := e.RolesIn("I am a TAM and want to become head of analytics")
	if len(in) != 2 || in[0].ID != "technical-account-manager" || in[1].ID != "head-of-analytics" {
		t.Errorf("%v", in)
	}
}

func TestExplain(t *testing.T) {
	x := engine(t).Explain(answers.Query{Text: "what does a product owner need"})
	if len(x.Steps) < 3 || len(x.Candidates) == 0 || x.Answer.Confidence == 0 {
		t.Errorf("%+v", x)
	}
}

func TestOrganisationsOwnRole(t *testing.T) {
	layer := fstest.MapFS{"roles/growth-librarian.yaml": {Data: []byte(librarian)}}
	c, err := careers.Load(layer)
	if err != nil {
		t.Fatal(err)
	}
	e, err := answers.New(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"what is a growth librarian", "who keeps the shelves of campaign ideas tidy"} {
		if a := talk(e, q); len(a.Topics) == 0 || a.Topics[0] != "growth-librarian/overview" {
			t.Errorf("%q: %s %v", q, a.Kind, a.Topics)
		}
	}
}

const librarian = `
id: growth-librarian
name: {en: "Growth Librarian", fr: "Bibliothécaire de croissance"}
short: {en: "keeps every campaign idea where people find it", fr: "range chaque idée de campagne là où on la trouve"}
aliases: {en: [growth librarian], fr: [bibliothécaire de croissance]}
described:
  en: ["the person who keeps the shelves of campaign ideas tidy"]
  fr: ["la personne qui tient les rayons d'idées de campagne"]
prepare: {en: "Learn to file ideas.", fr: "Apprenez à classer des idées."}
facets:
  overview:
    text:
      en: "A Growth Librarian keeps every campaign idea, tried or not, where the next person finds it."
      fr: "Le ou la bibliothécaire de croissance range chaque idée de campagne, testée ou non, là où la personne suivante la trouve."
    brief: {en: "Keeps campaign ideas findable.", fr: "Range les idées de campagne."}
    source: [roadmap]
    next: [tips/communication]
    ask:
      en: ["who files our campaign ideas"]
      fr: ["qui classe nos idées de campagne"]
`

func FuzzAsk(f *testing.F) {
	c, err := careers.Default()
	if err != nil {
		f.Fatal(err)
	}
	e, err := answers.New(c)
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"", "what is a TAM?", "l'", "''", "\x00\xff", "éé'é", strings.Repeat("a ", 9000), "\u202eabc", "1-3", "..", "🤷", "qu'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := e.Ask(answers.Query{Text: s, At: noon})
		if a.Kind != answers.Command && a.Text == "" || utf8.RuneCountInString(a.Text) > 1500 || !utf8.ValidString(a.Text) {
			t.Errorf("%q: %q", s, a.Text)
		}
		e.Roles(s)
		e.RolesIn(s)
		e.Certifications(s)
	})
}

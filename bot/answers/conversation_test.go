package answers_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"mentor/bot/answers"
	"mentor/bot/careers"
)

// What leans on the question before: one of its choices, the same again, the
// level above; and what names a role anew does not.
func TestConversations(t *testing.T) {
	e := engine(t)
	for _, tt := range []struct {
		said  []string
		lang  careers.Lang
		topic string
	}{
		{[]string{"the owner", "the second one please"}, "en", "process-owner/overview"},
		{[]string{"the owner", "product"}, "en", "product-owner/overview"},
		{[]string{"le owner", "le premier"}, "fr", "product-owner/overview"},
		{[]string{"what is a solutions architect", "and in french?"}, "fr", "solutions-architect/overview"},
		{[]string{"c'est quoi un maestro", "en anglais svp"}, "en", "operations-orchestrator/overview"},
		{[]string{"what should i ask a TAM", "whats a solutions architect"}, "en", "solutions-architect/overview"},
		{[]string{"que demander à un TAM", "c'est quoi un process owner"}, "fr", "process-owner/overview"},
		{[]string{"what should i ask a TAM", "and a process owner?"}, "en", "process-owner/interview"},
		{[]string{"tell me about the product owner", "what is on the rung above?"}, "en", "product-owner/next-role"},
		{[]string{"tell me about the product owner", "and the one after that?"}, "en", "process-owner/overview"},
		{[]string{"path from tracking manager to TAM", "just the next step"}, "en", "digital-tracking-manager/next-role"},
		{[]string{"path from tracking manager to TAM", "what is the last one"}, "en", "technical-account-manager/overview"},
		{[]string{"de tracking manager à TAM, comment faire", "ça prend combien de temps"}, "fr", "plan/1-3"},
		{[]string{"from tracking manager to director, how"}, "en", "paths/digital-tracking-manager..director-of-marketing-technology"},
		{[]string{"tell me about makers", "and the others?"}, "en", "archetypes/model"},
		{[]string{"c'est quoi un maker", "il travaille avec qui"}, "fr", "marketing-maker/departments"},
		{[]string{"compare product owner and process owner", "which one is more senior"}, "en", "product-owner/differences"},
		{[]string{"should i look for someone to guide me", "how"}, "en", "mentors/finding"},
		{[]string{"give me the complete plan"}, "en", "plan/0-1"},
		{[]string{"next step?"}, "en", "plan/0-1"},
		{[]string{"how do I get noticed as a digital tracking manager", "and if my manager says no?"}, "en", "promotion/not-yet"},
		{[]string{"comment me faire remarquer quand je suis seule dans mon équipe", "et si ma manager refuse ?"}, "fr", "promotion/not-yet"},
		{[]string{"should I get the GA4 certification?", "is it worth it?"}, "en", "certification-choice/worth-it"},
		{[]string{"should I get the GA4 certification?", "is it worth it?", "how long does it take?"}, "en", "certification/google-analytics-certification"},
		{[]string{"faut-il passer la certification GA4 ?", "ça vaut le coup ?"}, "fr", "certification-choice/worth-it"},
		{[]string{"what is a clean room?", "who works with it?"}, "en", "term/data-clean-room"},
		{[]string{"c'est quoi une clean room ?", "qui travaille avec ?", "je peux l'apprendre seul ?"}, "fr", "tips/lifelong-learning"},
		{[]string{"what is a product owner?", "how is that different from a process owner?", "which one is more senior?", "what's above it?"}, "en", "process-owner/next-role"},
		{[]string{"c'est quoi un product owner ?", "quelle différence avec un process owner ?", "lequel est le plus élevé ?", "qu'y a-t-il au-dessus ?"}, "fr", "process-owner/next-role"},
		{[]string{"my boss says nobody gets to director without an MBA. is that true?", "what does it cost?", "is there another way?"}, "en", "degree/masters"},
		{[]string{"quel genre de mentor chercher ?"}, "fr", "mentors/finding"},
	} {
		a := talk(e, tt.said...)
		topic := ""
		if len(a.Topics) > 0 {
			topic = a.Topics[0]
		}
		if a.Kind != answers.Answered || a.Lang != tt.lang || topic != tt.topic {
			t.Errorf("%q: %s %s %q, want %s %q", tt.said, a.Kind, a.Lang, topic, tt.lang, tt.topic)
		}
	}
}

func TestShorter(t *testing.T) {
	e := engine(t)
	long, short := talk(e, "what is a TAM"), talk(e, "what is a TAM", "shorter please")
	if short.Kind != answers.Answered || !slices.Equal(short.Topics, long.Topics) ||
		utf8.RuneCountInString(short.Text) > utf8.RuneCountInString(long.Text)/2 {
		t.Errorf("%s %v: %s", short.Kind, short.Topics, short.Text)
	}
}

// What it knows about is said in full, and what becomes of what people say.
func TestOfItself(t *testing.T) {
	e := engine(t)
	list := talk(e, "which roles do you know")
	for _, r := range e.Content().Roles() {
		if !strings.Contains(list.Text, r.Name.En) {
			t.Errorf("the list of roles lacks %s: %s", r.Name.En, list.Text)
		}
	}
	if a := talk(e, "who can see what i write"); a.Kind == answers.Unknown || !strings.Contains(a.Text, "export") {
		t.Errorf("%s: %s", a.Kind, a.Text)
	}
}

// A question may stand anywhere in a long message.
func TestQuestionInsideAStory(t *testing.T) {
	e := engine(t)
	a := talk(e, "hi, hope you are well, we moved house last week and the boxes are everywhere. anyway what certifications does a solutions architect need? "+
		"my neighbour plays the drums and it drives me up the wall")
	if len(a.Topics) == 0 || a.Topics[0] != "solutions-architect/certifications" {
		t.Errorf("%s %v", a.Kind, a.Topics)
	}
}

// Where there is no answer, what is offered is what the words promise, what is
// near, or what is of use to this person.
func TestOffersUnderWhatIsNotKnown(t *testing.T) {
	e := engine(t)
	ids := func(q answers.Query) (out []string) {
		q.At = noon
		a := e.Ask(q)
		if a.Kind != answers.Unknown {
			t.Errorf("%q: %s %v", q.Text, a.Kind, a.Topics)
		}
		for _, o := range a.Options {
			out = append(out, o.Topic)
		}
		return out
	}
	for said, want := range map[string]string{
		"which crm should we buy":                  "departments/procurement",
		"is it legal to track people":              "departments/legal",
		"what does a product designer do":          "product-owner/overview",
		"when is the next adobe summit":            "networking/conferences",
		"what does a solutions architect earn":     "solutions-architect/overview",
		"how do i exclude internal traffic in ga4": "skills/technical",
	} {
		if got := ids(answers.Query{Text: said}); !slices.Contains(got, want) {
			t.Errorf("%q offers %v, not %s", said, got, want)
		}
	}
	if got := ids(answers.Query{Text: "who painted the mona lisa", Role: "product-owner", Target: "martech-manager"}); !slices.Equal(got[:2], []string{"product-owner/next-role", "martech-manager/action-plan"}) {
		t.Errorf("a product owner is offered %v", got)
	}
}

// Two names beside each other are two roles, whatever joins them.
func TestRolesBesideEachOther(t *testing.T) {
	e := engine(t)
	for _, join := range []string{" and ", " et ", " vs ", " with ", " avec ", ", ", " / ", "/", " ou "} {
		found := e.RolesIn("product owner" + join + "process owner")
		if len(found) != 2 || found[0].ID != "product-owner" || found[1].ID != "process-owner" {
			t.Errorf("joined by %q: %v", strings.TrimSpace(join), found)
		}
	}
}

// One of what was told is meant by its place, or by a word that many roles have;
// a second "why?" goes on.
func TestOneOfWhatWasTold(t *testing.T) {
	for _, x := range []struct {
		said  []string
		topic string
	}{
		{[]string{"compare head of analytics and analytics architect", "the first one"}, "head-of-analytics/overview"},
		{[]string{"compare head of analytics and analytics architect", "the first one", "and the other one?"}, "analytics-architect/overview"},
		{[]string{"compare head of analytics et analytics architect", "et la deuxième ?"}, "analytics-architect/overview"},
		{[]string{"quelle différence entre solutions architect et TAM ?", "le dernier, c'est quoi ?", "et l'autre ?"}, "solutions-architect/overview"},
		{[]string{"tell me about the archetypes", "and the manager?"}, "archetypes/manager"},
		{[]string{"How do I become a head of analytics?", "why do I need data governance for that?"}, "head-of-analytics/requirements"},
	} {
		a := talk(engine(t), x.said...)
		if len(a.Topics) == 0 || a.Topics[0] != x.topic {
			t.Errorf("%q: %v, want %s", x.said, a.Topics, x.topic)
		}
	}
	once := talk(engine(t), "which certifications for a solutions architect?", "why?")
	if again := talk(engine(t), "which certifications for a solutions architect?", "why?", "why?"); again.Text == once.Text {
		t.Errorf("told again: %s", again.Text)
	}
}

// No text is told twice, however often more is asked for.
func TestNothingTwice(t *testing.T) {
	e := engine(t)
	for _, said := range [][]string{
		{"quel genre de mentor chercher ?", "où le trouver ?", "que lui dire ?", "on se voit à quelle fréquence ?", "et s'il refuse ?"},
		{"what mentors should I look for?", "where do I find one?", "what do I say to them?", "how often do we meet?", "and if they say no?"},
		{"que fait un head of analytics ?", "que me faudrait-il pour y arriver ?", "pourquoi ?", "dites-m'en plus", "encore"},
		{"what does a head of analytics do?", "what would I need to get there?", "why?", "tell me more", "tell me more"},
	} {
		seen := map[string]bool{}
		for i := range said {
			a := talk(e, said[:i+1]...)
			if seen[a.Text] {
				t.Errorf("%q: told before: %s", said[:i+1], a.Text)
			}
			seen[a.Text] = true
		}
	}
}

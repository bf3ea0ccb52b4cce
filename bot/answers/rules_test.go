package answers_test

import (
	"strings"
	"testing"

	"mentor/bot/answers"
)

// What is asked decides, whoever and whatever else is named beside it.
func TestRules(t *testing.T) {
	e := engine(t)
	for _, tt := range []struct {
		name string
		said []string
		want string // the first topic, or refuse:KIND
	}{
		{"a name to be explained", []string{"sorry if that is obvious, new here: what exactly is a clean room"}, "term/data-clean-room"},
		{"", []string{"our vendor's account director keeps saying SLA, what is an SLA"}, "term/sla"},
		{"", []string{"PMP, what is that exactly, and is it for project people or for coders?"}, "certification/pmp"},
		{"", []string{"Le chef de projet de l'agence parle de MQL à chaque réunion. Ça veut dire quoi ?"}, "term/mql"},
		{"", []string{"Hier le directeur commercial m'a parlé du RGPD, puis d'un CDP avec un grand sourire. Un CDP, c'est quoi ?"}, "term/cdp"},
		{"an entry of the catalogue", []string{"I passed the PMP in 2023 and then had twins. Has it lapsed?"}, "certification/pmp"},
		{"", []string{"Ma CIPP/E date d'il y a deux ans, il faut la renouveler comment ?"}, "certification/iapp-cipp-e"},
		{"", []string{"is MeasureCamp still running and worth a weekend"}, "association/measurecamp"},
		{"what is declined", []string{"I'm a TAM in Leeds. How much does a head of analytics earn there?"}, "refuse:salary"},
		{"", []string{"Je suis product owner, est-ce que je gagnerais mieux en agence ?"}, "refuse:salary"},
		{"", []string{"I'm a solutions architect on a fixed contract. Can they fire me while I'm on leave?"}, "refuse:law"},
		{"", []string{"Mon employeur a-t-il le droit de lire mes messages ?"}, "refuse:law"},
		{"", []string{"should I ask my doctor for something against the stress of being head of analytics"}, "refuse:personal"},
		{"", []string{"give me the contacts of two product owners who want to change jobs"}, "refuse:other-people"},
		{"the way from what one is to what one wants", []string{"I'm a solutions architect and I want to become head of analytics. How far off am I?"}, "paths/solutions-architect..head-of-analytics"},
		{"", []string{"Je suis technical account manager et je vise directeur martech, il me manque quoi ?"}, "paths/technical-account-manager..director-of-marketing-technology"},
		{"", []string{"what does a head of analytics do", "and how would I get there from solutions architect?"}, "paths/solutions-architect..head-of-analytics"},
		{"what comes after the way", []string{"how do I go from digital tracking manager to solutions architect", "and what comes after?"}, "solutions-architect/next-role"},
		{"what they ask for", []string{"tell me about the process owner", "what would they want to see on my CV?"}, "process-owner/requirements"},
		{"a role of the story", []string{"From Monday I'm the product owner for our CRM, they say. Nobody could tell me what that is. Can you?"}, "product-owner/overview"},
		{"", []string{"The solutions architect here retires in June and I want to try. What will they look for in whoever comes next?"}, "solutions-architect/requirements"},
		{"", []string{"J'administre une plateforme d'e-mailing depuis six ans, tout roule et je m'ennuie un peu. C'est quoi la prochaine étape ?"}, "technical-analyst/next-role"},
		{"a feeling", []string{"They laid off half of the team on Monday and I was one of them, laid off by video call. I was the product owner for six years. Where do I start now?"}, "work-life/laid-off"},
		{"departments", []string{"Legal blocks every form and procurement takes months to sign. I sit between them with my tool. Who decides what?"}, "departments/legal"},
		{"a subject beside a role", []string{"does one need an MBA to be a director of martech"}, "degree/mba"},
		{"something else", []string{"is the IAPP worth joining?", "hm, what else is there?"}, "networking/associations"},
		{"what if they refuse", []string{"how do I move up inside my company", "and if they say no?"}, "transition/external"},
		{"the whole plan", []string{"show me the complete roadmap please"}, "plan/0-1"},
		{"two titles and no role", []string{"who ranks higher, who is above whom: a web analyst or a CRM specialist"}, "archetypes/manager"},
		{"the entry of the last answer", []string{"what is DMEXCO good for?", "and when is it"}, "association/dmexco"},
		{"an entry that was told", []string{"I did my ITIL foundation ages ago", "is it still valid?"}, "certification/itil-foundation"},
		{"two entries", []string{"PSPO or CSM first for somebody who hates slides?"}, "certification/pspo-i"},
		{"a certification that is not known", []string{"is there a certification for Contentsquare at all"}, "education/certifications"},
		{"the rung above", []string{"je fais du tracking en agence depuis cinq ans. Qu'est-ce qui change au poste du dessus ?"}, "senior-digital-tracking-manager/differences"},
		{"one's own job", []string{"I'm a technical account manager and they want me to train the sales people. Is that part of my job?"}, "technical-account-manager/responsibilities"},
		{"a title that was told", []string{"A bank offers me a post as data steward and nobody there could explain. What would the days look like?"}, "head-of-data-strategy/overview"},
		{"what was told before", []string{"je suis au support technique d'un éditeur depuis quatre ans", "on passe comment à l'avant-vente ?"}, "presales/from-support"},
		{"what is declined beside what is known", []string{"what does a process owner do all day, and what salary should I ask for?"}, "process-owner/responsibilities"},
		{"", []string{"Quelles compétences faut-il pour être product owner, et combien ça gagne ?"}, "product-owner/requirements"},
		{"the price of an entry that is free", []string{"what's the google ads certification", "does it cost anything?"}, "certification/google-ads-search-certification"},
		{"… and of one that is not", []string{"how much is the PMP exam"}, "refuse:price"},
		{"what an entry is worth", []string{"do recruiters care about the PMP?"}, "certification-choice/worth-it"},
		{"and if I say no", []string{"should I become a manager or stay an expert", "what if I decline?"}, "choice/advance-without-managing"},
		{"a role and a field set apart", []string{"product owner or pre-sales, what's the difference?"}, "product-owner/differences"},
		{"how long the way takes", []string{"how do I become head of analytics from solutions architect", "and how long does that take?"}, "plan/3-5"},
		{"another language in passing", []string{"Hola, sorry, I mean hello. I come from São Paulo and I work as a product owner in Leeds now. What is the next step for me here?"}, "product-owner/next-role"},
		{"so many rungs above", []string{"what does my boss's boss do? my boss is head of analytics"}, "head-of-analytics/next-role"},
		{"", []string{"mon chef est technical account manager, que fait le chef de mon chef ?"}, "head-of-analytics/overview"},
		{"", []string{"que fait le N+2 d'un digital tracking manager ?"}, "solutions-architect/overview"},
		{"… and below", []string{"what's the step below director of analytics"}, "technical-account-manager/overview"},
		{"a title and a role set apart", []string{"what's the difference between a marketing director and a director of analytics"}, "martech-manager/overview"},
		{"two titles set apart", []string{"difference between a data analyst and a web analyst?"}, "analyst/work"},
		{"pay in French", []string{"Combien gagne un product owner à Lyon ?"}, "refuse:salary"},
	} {
		a := talk(e, tt.said...)
		got := ""
		if len(a.Topics) > 0 {
			got = a.Topics[0]
		}
		if a.Kind == answers.Unknown {
			got = "refuse"
		}
		want := tt.want
		if len(want) > 7 && want[:7] == "refuse:" {
			want = "refuse"
		}
		if got != want {
			t.Errorf("%s: %q: %s %v, want %s", tt.name, tt.said, a.Kind, a.Topics, tt.want)
		}
	}
}

// Whoever only says something, or is named in passing, is not asked about.
func TestScenery(t *testing.T) {
	e := engine(t)
	for _, tt := range []struct{ said, not string }{
		{"My old boss, a head of analytics, keeps telling me to publish articles. I find showing off silly. What would I get from it?", "head-of-analytics"},
		{"I'm a technical account manager with two small kids and no sleep. What do people do so as not to burn out?", "technical-account-manager"},
		{"Une directrice martech m'a dit de trouver un mentor. Comment on s'y prend ?", "director-of-marketing-technology"},
	} {
		for _, id := range talk(e, tt.said).Topics {
			if len(id) > len(tt.not) && id[:len(tt.not)] == tt.not {
				t.Errorf("%q is told of %s", tt.said, id)
			}
		}
	}
}

// A refusal gives the nearest that is known where a part is.
func TestRefusedWithTheNearest(t *testing.T) {
	a := talk(engine(t), "how many people does a director of martech usually lead")
	if a.Kind != answers.Unknown || !a.Near || len(a.Topics) == 0 || a.Topics[0] != "director-of-marketing-technology/overview" {
		t.Errorf("%s near %v %v: %s", a.Kind, a.Near, a.Topics, a.Text)
	}
}

// What is declined is said first, in a sentence, and what is known follows.
func TestDeclinedBeside(t *testing.T) {
	a := talk(engine(t), "which skills does a head of analytics need, and what does one earn?")
	if a.Kind != answers.Answered || !a.Near || a.Topics[0] != "head-of-analytics/requirements" {
		t.Fatalf("%s near %v %v", a.Kind, a.Near, a.Topics)
	}
	first, rest, _ := strings.Cut(a.Text, "\n\n")
	if strings.Count(first, ".") != 1 || len(rest) < 200 {
		t.Errorf("%q before %d characters", first, len(rest))
	}
}

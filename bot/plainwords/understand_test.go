package plainwords_test

import (
	"maps"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/bottest"
	"mentor/bot/careers"
	"mentor/bot/features"
	"mentor/bot/plainwords"
)

// heardCases are sentences as people write them, and what is read out of them.
// What is wanted is written "name=value; name=value".
var heardCases = []struct{ lang, command, said, want string }{
	// Goals
	{"en", "goal add", "add a goal for the next year: lead a project", "horizon=0-1; text=Lead a project"},
	{"en", "goal add", "my goal is to become a solutions architect in 3 years", "horizon=1-3; text=Become a solutions architect"},
	{"en", "goal add", "My goal is to “own” the tagging plan.", "text=“own” the tagging plan."},
	{"en", "goal add", "I want to lead a team of four within five years", "horizon=3-5; text=Lead a team of four"},
	{"en", "goal add", "please add \"Learn SQL\" to my goals", "text=\"Learn SQL\""},
	{"en", "goal add", "short term goal: finish the GTM course", "horizon=0-1; text=Finish the GTM course"},
	{"en", "goal add", "could you add a goal for me: write about server-side tagging, thanks!", "text=Write about server-side tagging"},
	{"en", "goal add", "set a goal to speak at a conference by the end of the year", "horizon=0-1; text=Speak at a conference"},
	{"en", "goal add", "new goal: create a dashboard for the CMO", "text=Create a dashboard for the CMO"},
	{"en", "goal add", "i'd like to set a goal", ""},
	{"en", "goal add", "in 18 months I want to be a TAM, please add", "horizon=1-3; text=Be a TAM"},
	{"en", "goal add", "long term: run my own consultancy", "horizon=3-5; text=Run my own consultancy"},
	{"en", "goal add", "remember my goal: lead 1-3 projects a year", "text=Lead 1-3 projects a year"},
	{"en", "goal add", "goal for 1-3 years: move to data strategy", "horizon=1-3; text=Move to data strategy"},
	{"fr", "goal add", "je voudrais devenir Head of Analytics d'ici trois ans", "horizon=1-3; text=Devenir Head of Analytics"},
	{"fr", "goal add", "mon objectif est d'obtenir une certification cloud", "text=Obtenir une certification cloud"},
	{"fr", "goal add", "ajoute un objectif : mener un projet de A à Z, merci", "text=Mener un projet de A à Z"},
	{"fr", "goal add", "J'aimerais encadrer une équipe dans cinq ans", "horizon=3-5; text=Encadrer une équipe"},
	{"fr", "goal add", "objectif court terme : finir la formation GTM", "horizon=0-1; text=Finir la formation GTM"},
	{"fr", "goal add", "note que je veux passer consultante, stp", "text=Passer consultante"},
	{"fr", "goal add", "crée un objectif", ""},
	{"fr", "goal add", "cette année je vais apprendre SQL", "horizon=0-1; text=Apprendre SQL"},
	{"fr", "goal add", "peux-tu m'ajouter un objectif: écrire un article par mois", "text=Écrire un article par mois"},
	{"fr", "goal add", "mets apprendre Python sur ma liste", "text=Apprendre Python"},
	{"en", "goal add", "my goal is to build long-term relations with clients", "text=Build long-term relations with clients"},
	{"fr", "goal add", "mon objectif est de construire des relations à long terme avec mes clients", "horizon=3-5; text=Construire des relations avec mes clients"},
	{"en", "goal add", "add a long-term goal: lead a department", "horizon=3-5; text=Lead a department"},
	{"en", "goal list", "show me the 1–3 year goals", "horizon=1-3"},
	{"en", "goal list", "which goals do I have?", ""},
	{"fr", "goal list", "montre mes objectifs long terme", "horizon=3-5"},
	{"en", "goal drop", "get rid of goal 7, it's not relevant", "number=7"},
	{"en", "goal drop", "forget goal 3", "number=3"},
	{"fr", "goal drop", "laisse tomber l'objectif 5", "number=5"},
	{"fr", "goal drop", "retire l'objectif sur le conseil", "number=conseil"},
	// Certifications
	{"en", "cert add", "log my aws cert from last friday", "name=aws cert; on=last friday"},
	{"en", "cert add", "I passed the AWS Solutions Architect Associate exam on 3 March 2026", "name=AWS Solutions Architect Associate; on=3 March 2026"},
	{"en", "cert add", "just got my PMP!!", "name=PMP"},
	{"en", "cert add", "add google analytics to my certs, please", "name=google analytics"},
	{"en", "cert add", "here's my badge for CIPP/E: https://www.credly.com/badges/1", "name=CIPP/E; link=https://www.credly.com/badges/1"},
	{"en", "cert add", "my CSM expires on 3 august 2028, remember it", "name=CSM; expires=3 august 2028"},
	{"en", "cert add", "I'm now certified in Tealium iQ", "name=Tealium iQ"},
	{"en", "cert add", "track my PMP expiry 10 august 2028", "name=PMP; expires=10 august 2028"},
	{"en", "cert add", "got my hubspot cert two weeks ago", "name=hubspot cert; on=two weeks ago"},
	{"en", "cert add", "i want to log a cert", ""},
	{"en", "cert add", "note that I earned ITIL in march 2024, valid until march 2027", "name=ITIL; on=in march 2024; expires=march 2027"},
	{"fr", "cert add", "j'ai eu ma certif gtm hier", "name=gtm; on=hier"},
	{"fr", "cert add", "enregistre ma certification AWS SAA du 3 mars 2026", "name=AWS SAA; on=3 mars 2026"},
	{"fr", "cert add", "je viens d'obtenir ma certif Salesforce Admin !", "name=Salesforce Admin"},
	{"fr", "cert add", "ajoute PSM I à mes certifs", "name=PSM I"},
	{"fr", "cert add", "ma certif CDMP expire le 10 août 2028, retiens-le", "name=CDMP; expires=10 août 2028"},
	{"fr", "cert add", "voici mon badge TOGAF : https://credly.com/b/2", "name=TOGAF; link=https://credly.com/b/2"},
	{"fr", "cert add", "je voudrais noter une certif", ""},
	{"fr", "cert add", "certifiée Google Ads vendredi dernier", "name=Google Ads; on=vendredi dernier"},
	{"en", "cert remove", "delete my AWS SAA", "number=AWS SAA"},
	{"en", "cert remove", "take cert 4 off my list", "number=4"},
	{"en", "cert remove", "remove that certificate", ""},
	{"fr", "cert remove", "enlève PMP de mes certifs", "number=PMP"},
	{"fr", "cert remove", "supprime la certif 2", "number=2"},
	{"en", "cert list", "show my certs", ""},
	{"fr", "cert list", "montre mes certifs", ""},
	{"en", "cert find", "search certifications about google analytics", "words=google analytics"},
	{"en", "cert find", "is there something like scrum in the cert list?", "words=scrum"},
	{"fr", "cert find", "tu as des certifs marketo ?", "words=marketo"},
	{"fr", "cert find", "parcourir les certifications", ""},
	// Time
	{"en", "checkin", "run the 3-5 years check-in", "horizon=3-5"},
	{"fr", "checkin", "on fait le point mensuel", "horizon=1-3"},
	// Profile, roles, the rest
	{"en", "profile set", "use this channel when my DMs are closed", "fallback=here"},
	{"en", "profile set", "if my direct messages are closed, tell me here", "fallback=here"},
	{"en", "profile set", "make this channel my fallback", "fallback=here"},
	{"en", "profile set", "I want no fallback any more", "fallback=off"},
	{"fr", "profile set", "préviens-moi dans ce canal si mes messages privés sont fermés", "fallback=here"},
	{"fr", "profile set", "plus de canal de secours", "fallback=off"},
	{"en", "roadmap", "show me the way from digital tracking manager to head of analytics", "from=digital-tracking-manager; to=head-of-analytics"},
	{"fr", "roadmap", "feuille de route vers head of analytics", "to=head-of-analytics"},
	{"en", "interview", "I'm meeting a TAM on friday, prep me", "role=technical-account-manager"},
	{"fr", "interview", "prépare-moi à un entretien avec une solutions architect", "role=solutions-architect"},
	{"en", "help", "how does goal add work?", "command=goal add"},
	{"fr", "help", "explique la commande export", "command=export"},
	{"en", "forget", "delete everything you know about me", ""},
	{"fr", "quiz", "fais-moi passer le quiz", ""},
}

func TestUnderstand(t *testing.T) {
	now := time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)
	for _, c := range heardCases {
		got := plainwords.UnderstandAs(fuzzed(), c.command, c.said, careers.Lang(c.lang), now)
		want := bot.Args{}
		for _, part := range strings.Split(c.want, "; ") {
			if name, value, ok := strings.Cut(part, "="); ok {
				want[name] = value
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s: %q\ngot  %v\nwant %v", c.command, c.said, got, want)
		}
	}
	t.Logf("%d sentences", len(heardCases))
}

// Wishes that can be nothing else are found by their words; a question never is.
func TestPlainly(t *testing.T) {
	now := time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)
	for said, want := range map[string]string{
		"my goal is to become a solutions architect in 3 years": "goal.add",
		"mon objectif est d'obtenir une certification cloud":    "goal.add",
		"in 18 months I want to be a TAM, please add":           "goal.add",
		"mets apprendre Python sur ma liste":                    "goal.add",
		"goal for 1-3 years: move to data strategy":             "goal.add",
		"add google analytics to my certs, please":              "cert.add",
		"on holiday 3-10 august":                                "away",
		"je pars le 1er décembre et reviens le 12 décembre":     "away",
		"décale mon hebdo au mardi à 10h":                       "schedule",
		"mets mes rappels en pause deux semaines":               "",
		"update my role: growth wizard":                         "profile",
		"explique la commande export":                           "help",
		"is my goal to become a TAM realistic?":                 "",
		"my goals are too vague":                                "",
		"how do I add a goal?":                                  "",
		"what does a holiday in august cost my career":          "",
		"should I set goals":                                    "",
		"how do i change my profile as an expert":               "",
		"comment changer mon profil vers l'expertise":           "",
		"I want to be promoted, what should I do":               "",
		"add a certification or a degree: which one is better":  "",
		"je dois abandonner mon side project":                   "",
		"my goal":                                               "",
		"":                                                      "",
	} {
		if got := plainwords.PlainlyNamed(fuzzed(), said, now); got != want {
			t.Errorf("%q is plainly %q; want %q", said, got, want)
		}
	}
}

func TestUnderstandsCompare(t *testing.T) {
	x := bottest.NewTalker(t)
	for _, said := range []string{"compare product owner with process owner", "comparer product owner et process owner"} {
		x.Says(said, "Product Owner", "Process Owner")
	}
}

// Lines as they are typed in real life, in both languages.
func TestParse(t *testing.T) {
	for _, c := range []struct{ command, line, want string }{
		{"cert add", "aws saa on 3 march 2026 https://www.credly.com/b/1", "name=aws saa; on=3 march 2026; link=https://www.credly.com/b/1"},
		{"cert add", "aws saa on 3 march 2026 expires on 3 march 2029", "name=aws saa; on=3 march 2026; expires=3 march 2029"},
		{"cert add", "expires never on 3 march 2026 Basket badge", "name=Basket badge; on=3 march 2026; expires=never"},
		{"cert add", "Hands on labs on 3 march", "name=Hands on labs; on=3 march"},
		{"cert add", "AZ-900", "name=AZ-900"},
		{"cert add", "PL 300", "name=PL 300"},
		{"cert add", "gtm yesterday", "name=gtm; on=yesterday"},
		{"cert add", "PSM I on 31 february 2026", "name=PSM I; on=31 february 2026"},
		{"cert add", "psm le 1er mars 2026 expire jamais", "name=psm; on=1er mars 2026; expires=jamais"},
		{"cert add", "CIPP/E obtenue le 3 mars 2026 valable jusqu'au 3 mars 2028", "name=CIPP/E; on=3 mars 2026; expires=3 mars 2028"},
		{"cert add", "SAFe SA", "name=SAFe SA"},
		{"cert add", "<https://credly.com/x> pmp", "name=pmp; link=https://credly.com/x"},
		{"cert edit", "2 expires 3 march 2029", "number=2; expires=3 march 2029"},
		{"cert edit", "#2 AWS SAP", "number=2; name=AWS SAP"},
		{"cert edit", "2 le 3 mars 2026", "number=2; on=3 mars 2026"},
		{"goal add", "1-3 years become TAM", "horizon=1-3; text=become TAM"},
		{"goal add", "1–3 ans : devenir TAM", "horizon=1-3; text=devenir TAM"},
		{"goal add", "Lead 3 projects", "text=Lead 3 projects"},
		{"goal add", "long term become director", "horizon=3-5; text=become director"},
		{"goal move", "3 to 1-3", "number=3; horizon=1-3"},
		{"goal move", "3 1-3", "number=3; horizon=1-3"},
		{"goal move", "3 vers long terme", "number=3; horizon=long terme"},
		{"goal move", "3 to 1 to 3 years", "number=3; horizon=1 to 3 years"},
		{"goal edit", "2 Learn to code on weekends", "number=2; text=Learn to code on weekends"},
		{"away", "3 august to 10 august", "dates=3 august to 10 august"},
		{"pause", "until monday", "for=until monday"},
		{"profile", "poste digital tracking manager cible solutions architect", "role=digital tracking manager; target=solutions architect"},
		{"profile", "role TAM zone Europe/Paris language fr", "role=TAM; zone=Europe/Paris; language=fr"},
		{"profile", "rôle TAM", "role=TAM"},
		{"schedule", "0-1 0 9 * * 1", "horizon=0-1; when=0 9 * * 1"},
		{"schedule", "every monday 9am", "when=every monday 9am"},
		{"compare", "product owner, process owner", "a=product owner, process owner"},
		{"roadmap", "", ""},
	} {
		got, _ := plainwords.ReadLine(fuzzed(), c.command, c.line)
		want := bot.Args{}
		for _, part := range strings.Split(c.want, "; ") {
			if name, value, ok := strings.Cut(part, "="); ok {
				want[name] = value
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s %q\ngot  %v\nwant %v", c.command, c.line, got, want)
		}
	}
}

func TestTakeRange(t *testing.T) {
	for said, want := range map[string]string{
		"3 august to 10 august":          "3 august|10 august",
		"from 3 to 10 august 2026":       "3 august 2026|10 august 2026",
		"du 3 au 10 août":                "3 août|10 août",
		"3 august to 10":                 "3 august|10 august",
		"2026-08-03 2026-08-10":          "2026-08-03|2026-08-10",
		"3–10 august":                    "3 august|10 august",
		"entre le 3 août et le 10 août":  "3 août|10 août",
		"until friday":                   "today|friday",
		"monday to friday":               "monday|friday",
		"20 december until 3 january":    "20 december|3 january",
		"le 3 décembre - le 10 décembre": "3 décembre|10 décembre",
		"3/8/2026 to 10/8/2026":          "3/8/2026|10/8/2026",
		"whenever":                       "",
		"friday":                         "",
	} {
		a, b, ok := plainwords.TakeRange(said)
		if got := a + "|" + b; ok && got != want || !ok && want != "" {
			t.Errorf("%q is %q; want %q", said, got, want)
		}
	}
}

// fuzzed is the core without a database, made once: parsing needs none.
var fuzzed = sync.OnceValue(func() *bot.Bot {
	c, err := bottest.Known()
	if err != nil {
		panic(err)
	}
	e, err := bottest.Engine()
	if err != nil {
		panic(err)
	}
	words, err := bot.NewWords(features.All())
	if err != nil {
		panic(err)
	}
	b, err := bot.New(bot.Options{Features: features.All(), Careers: func() *careers.Content { return c }, Answers: func() *answers.Engine { return e }, Words: words})
	if err != nil {
		panic(err)
	}
	return b
})

// Any line for any command is parsed without a panic, and no argument is empty.
func FuzzParse(f *testing.F) {
	for _, c := range heardCases {
		f.Add(c.said, uint8(0))
	}
	f.Add("on on on expires expires https://", uint8(7))
	f.Add("İİİ on 3 march \xff \u2028 #", uint8(12))
	f.Fuzz(func(t *testing.T, line string, which uint8) {
		b := fuzzed()
		specs := b.Specs()
		s := specs[int(which)%len(specs)]
		for _, l := range []string{line, bot.Clean(line)} {
			args, _ := plainwords.ReadLine(b, strings.Join(s.Path, " "), l)
			for name, v := range args {
				if strings.TrimSpace(v) == "" {
					t.Errorf("%s %q: %s is empty", s.Name(), line, name)
				}
			}
		}
	})
}

// Any words for any command are read without a panic, as valid text.
func FuzzUnderstand(f *testing.F) {
	for i, c := range heardCases {
		f.Add(c.said, uint8(i))
	}
	f.Add("ﬁnish ½ goal №３ – İstanbul ǅ", uint8(3))
	f.Fuzz(func(t *testing.T, said string, which uint8) {
		b := fuzzed()
		specs := b.Specs()
		s := specs[int(which)%len(specs)]
		clean := bot.Clean(said)
		for name, v := range plainwords.UnderstandAs(b, strings.Join(s.Path, " "), clean, careers.English, time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)) {
			if strings.TrimSpace(v) == "" || !utf8.ValidString(v) {
				t.Errorf("%s %q: %s is %q", s.Name(), said, name, v)
			}
		}
	})
}

// The longest messages are taken apart in no time, whatever they consist of.
func TestUnderstandsLongMessages(t *testing.T) {
	now := time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)
	for _, piece := range []string{"on ", "é", "from 3 to ", "1-3 ", "expires 3 "} {
		said := bot.Clean(strings.Repeat(piece, 12_000/len(piece)))
		start := time.Now()
		for _, s := range fuzzed().Specs() {
			plainwords.UnderstandAs(fuzzed(), strings.Join(s.Path, " "), said, careers.English, now)
			plainwords.ReadLine(fuzzed(), strings.Join(s.Path, " "), said)
		}
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%q takes %v", piece, took)
		} else {
			t.Logf("%q takes %v", piece, took)
		}
	}
}

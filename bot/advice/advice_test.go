package advice_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mentor/bot"
	"mentor/bot/advice"
	"mentor/bot/careers"
	"mentor/bot/features/growth"
	"mentor/bot/people"
)

// testVoice speaks with the real wording.
type testVoice struct {
	words *bot.Words
	c     *careers.Content
	lang  careers.Lang
}

func (v testVoice) Say(id string, kv ...any) bot.Markup { return v.words.Say(v.lang, id, kv...) }

func (v testVoice) Date(iso string) string { return iso }

func (v testVoice) RoleName(id string) string {
	if r, ok := v.c.Role(id); ok {
		return r.Name.In(v.lang)
	}
	return id
}

func advise(t *testing.T, f advice.Facts) advice.Adviser {
	t.Helper()
	words, err := bot.NewWords([]bot.Feature{growth.Feature()})
	if err != nil {
		t.Fatal(err)
	}
	c, err := careers.Default()
	if err != nil {
		t.Fatal(err)
	}
	if f.Lang == "" {
		f.Lang = careers.English
	}
	if f.Today == "" {
		f.Today = "2026-03-04"
	}
	return advice.Adviser{Careers: c, Speaker: testVoice{words, c, f.Lang}, Facts: f}
}

func adviceText(a advice.Advice) string {
	var parts []string
	for _, p := range a.Text {
		parts = append(parts, string(p))
	}
	return strings.Join(parts, "\n\n")
}

func testGoals(texts ...string) []people.Goal {
	var out []people.Goal
	for i, s := range texts {
		h, rest, _ := strings.Cut(s, " ")
		state := people.Open
		if d, ok := strings.CutPrefix(rest, "DONE "); ok {
			rest, state = d, people.Done
		}
		out = append(out, people.Goal{ID: int64(i + 1), Number: i + 1, Horizon: people.Horizon(h), Text: rest, State: state})
	}
	return out
}

func testCert(catalog, name, expires string) people.Certification {
	return people.Certification{Catalog: catalog, Name: name, Earned: "2025-06-02", Expires: expires}
}

// stuckFor is so many check-ins in a row in which a goal was stuck.
func stuckFor(goal int64, n int, said string) (all []people.CheckIn) {
	for range n {
		all = append(all, people.CheckIn{Date: "2026-02-23", Entries: []people.Entry{{Goal: goal, Status: people.StatusStuck, Next: said}}})
	}
	return all
}

// TestAdvice holds each kind of answer against its golden in testdata, in both
// languages; run with UPDATE=1 to write them, and read them aloud.
func TestAdvice(t *testing.T) {
	en := advice.Facts{Role: "digital-tracking-manager", Target: "head-of-analytics",
		Goals: testGoals("0-1 Lead the consent project", "1-3 Earn the CIPP/E", "0-1 DONE Learn SQL"),
		Certs: []people.Certification{testCert("google-analytics-certification", "Google Analytics Certification", "2026-04-12")}}
	fr := advice.Facts{Lang: careers.French, Role: "solutions-architect", Target: "technical-account-manager",
		Goals: testGoals("0-1 Mener une démonstration chez un client", "1-3 Suivre une formation à la négociation"),
		Certs: []people.Certification{testCert("aws-solutions-architect-associate", "AWS Certified Solutions Architect - Associate", "2028-06-02")}}
	stuck := en
	stuck.CheckIns = stuckFor(1, 4, "waiting for budget approval")
	planned := en
	planned.CheckIns = []people.CheckIn{{Date: "2026-02-23", Entries: []people.Entry{{Goal: 1, Status: people.StatusOnTrack, Next: "send the consent brief", When: "Tuesday at 9"}}}}
	alone := advice.Facts{Role: "digital-tracking-manager", Target: "senior-digital-tracking-manager", Notes: []people.Note{{Kind: advice.NoteAlone, Text: "I'm the only analyst here"}}}
	leads := fr
	leads.Role, leads.Target, leads.Goals = "digital-tracking-manager", "head-of-analytics", nil
	leads.Notes = []people.Note{{Kind: advice.NoteTeam, Text: "j'encadre déjà deux juniors"}}
	ops := advice.Facts{Role: "product-owner", Goals: testGoals("0-1 Renegotiate the Marketo contract")}
	promoted := en
	promoted.Role = "senior-digital-tracking-manager"
	promoted.Goals = testGoals("0-1 Become Senior Digital Tracking Manager", "1-3 Mentor two juniors")
	named := func(text string) []string { // as the answers would
		if strings.Contains(text, "Senior Digital Tracking Manager") {
			return []string{"senior-digital-tracking-manager"}
		}
		return nil
	}
	apart := leads
	apart.Goals = testGoals("0-1 Mener le projet consentement", "1-3 Planter le jardin du toit")
	dated := en
	dated.Goals = testGoals("0-1 Lead the consent project", "1-3 Earn the CIPP/E")
	dated.Goals[0].Due = "2026-04-30"
	shown := en
	shown.Wins = []people.Win{{Date: "2026-02-10", Text: "We dropped a vendor after my tag audit", Skill: "data-to-decisions"}}
	busy := en
	busy.Notes = []people.Note{{Kind: advice.NoteTime, Text: "I have two hours a week for this"}}
	own := advice.Facts{Role: "web analyst", Target: "chief happiness officer"}

	for name, run := range map[string]func() advice.Advice{
		"next.en":          func() advice.Advice { return advise(t, en).Next() },
		"next.fr":          func() advice.Advice { return advise(t, fr).Next() },
		"next-stuck.en":    func() advice.Advice { return advise(t, stuck).Next() },
		"next-planned.en":  func() advice.Advice { return advise(t, planned).Next() },
		"next-alone.en":    func() advice.Advice { return advise(t, alone).Next() },
		"next-ladder.en":   func() advice.Advice { return advise(t, ops).Next() },
		"next-nothing.en":  func() advice.Advice { return advise(t, advice.Facts{}).Next() },
		"next-nothing.fr":  func() advice.Advice { return advise(t, advice.Facts{Lang: careers.French}).Next() },
		"next-unknown.en":  func() advice.Advice { return advise(t, own).Next() },
		"ready.en":         func() advice.Advice { return advise(t, en).Ready("") },
		"ready-dir.en":     func() advice.Advice { return advise(t, en).Ready("director-of-marketing-technology") },
		"ready.fr":         func() advice.Advice { return advise(t, fr).Ready("") },
		"gap.en":           func() advice.Advice { return advise(t, en).Gap("") },
		"gap.fr":           func() advice.Advice { return advise(t, fr).Gap("") },
		"gap-leads.fr":     func() advice.Advice { return advise(t, leads).Gap("head-of-analytics") },
		"gap-unknown.en":   func() advice.Advice { return advise(t, own).Gap("") },
		"far.en":           func() advice.Advice { return advise(t, en).Far() },
		"far.fr":           func() advice.Advice { return advise(t, fr).Far() },
		"cert.en":          func() advice.Advice { return advise(t, en).CertFirst() },
		"cert.fr":          func() advice.Advice { return advise(t, fr).CertFirst() },
		"valid.en":         func() advice.Advice { return advise(t, en).Valid("google-analytics-certification", "Google Analytics") },
		"valid-missing.fr": func() advice.Advice { return advise(t, fr).Valid("pmp", "PMP") },
		"help.en":          func() advice.Advice { return advise(t, planned).Help(2) },
		"help.fr":          func() advice.Advice { return advise(t, fr).Help(2) },
		"help-missing.en":  func() advice.Advice { return advise(t, en).Help(9) },
		"help-said.en":     func() advice.Advice { return advise(t, en).HelpSaid(0, "how would you tackle the consent project") },
		"plan.en":          func() advice.Advice { return advise(t, en).Plan("") },
		"plan.fr":          func() advice.Advice { return advise(t, fr).Plan("head-of-analytics") },
		"plan-unknown.en":  func() advice.Advice { return advise(t, own).Plan("") },
		"closes.en":        func() advice.Advice { return advise(t, promoted).Closes("", named) },
		"closes-would.en":  func() advice.Advice { return advise(t, en).Closes("senior-digital-tracking-manager", named) },
		"closes.fr":        func() advice.Advice { return advise(t, fr).Closes("", named) },
		"closes-none.en":   func() advice.Advice { return advise(t, advice.Facts{Role: "product-owner"}).Closes("", named) },
		"worth.en":         func() advice.Advice { return worth(advise(t, en), "is the consent project still worth it?") },
		"worth-cert.en":    func() advice.Advice { return worth(advise(t, en), "should I give up on the CIPP/E?") },
		"worth-apart.fr":   func() advice.Advice { return worth(advise(t, apart), "l'objectif jardin vaut-il encore le coup ?") },
		"least.en":         func() advice.Advice { return advise(t, en).Least() },
		"least.fr":         func() advice.Advice { return advise(t, apart).Least() },
		"when.en":          func() advice.Advice { return advise(t, dated).When(dated.Goals[0]) },
		"when-none.fr":     func() advice.Advice { return advise(t, fr).When(fr.Goals[1]) },
		"late.en":          func() advice.Advice { return advise(t, dated).Late() },
		"late-none.fr":     func() advice.Advice { return advise(t, fr).Late() },
		"strengths.en":     func() advice.Advice { return advise(t, shown).Strengths() },
		"strengths.fr":     func() advice.Advice { return advise(t, fr).Strengths() },
		"fit.en":           func() advice.Advice { return advise(t, en).Fit() },
		"fit.fr":           func() advice.Advice { return advise(t, apart).Fit() },
		"aim.en":           func() advice.Advice { return advise(t, en).Aim("") },
		"aim.fr":           func() advice.Advice { return advise(t, fr).Aim("head-of-analytics") },
		"lately.en":        func() advice.Advice { return advise(t, shown).Lately() },
		"lately-none.fr":   func() advice.Advice { return advise(t, fr).Lately() },
		"planned.en":       func() advice.Advice { return advise(t, planned).Planned() },
		"chance.en":        func() advice.Advice { return advise(t, busy).Chance() },
		"chance.fr":        func() advice.Advice { return advise(t, leads).Chance() },
		"reached.en": func() advice.Advice {
			return advise(t, en).Reached("legal said yes to the consent project, done or not?")
		},
		"reached-which.fr": func() advice.Advice { return advise(t, fr).Reached("ils ont signé, je peux cocher ?") },
		"weeks.en":         func() advice.Advice { return weeks(advise(t, dated), "lay out the weeks until the review") },
		"weeks.fr":         func() advice.Advice { return weeks(advise(t, fr), "semaine par semaine, svp") },
		"held.en":          func() advice.Advice { return advise(t, en).Held(en.Certs[0]) },
		"held.fr":          func() advice.Advice { return advise(t, fr).Held(fr.Certs[0]) },
		"skill.en":         func() advice.Advice { return ofSkill(advise(t, en), "how do I show that I can lead a team?") },
		"skill.fr":         func() advice.Advice { return ofSkill(advise(t, leads), "ma stratégie, solide ou pas ?") },
		"back.en":          func() advice.Advice { return advise(t, stuck).Back() },
		"back.fr":          func() advice.Advice { return advise(t, fr).Back() },
	} {
		t.Run(name, func(t *testing.T) {
			a := run()
			got := adviceText(a)
			for _, o := range a.Offers {
				got += "\n[" + string(o.Kind) + "]"
			}
			got += "\n"
			if strings.Contains(got, "[growth.") {
				t.Errorf("a wording is missing:\n%s", got)
			}
			if n := len([]rune(adviceText(a))); n > 900 {
				t.Errorf("%d characters; an answer has at most 900", n)
			}
			file := filepath.Join("testdata", name+".txt")
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func worth(a advice.Adviser, said string) advice.Advice {
	g, _ := a.GoalOf(said)
	return a.Worth(g)
}

func weeks(a advice.Adviser, said string) advice.Advice {
	out, _ := a.Weeks(said)
	return out
}

func ofSkill(a advice.Adviser, said string) advice.Advice {
	s, role, _ := a.SkillSaid(said)
	return a.OfSkill(s, role)
}

// A goal is found by its number, its place and its words, and only where they
// mean no other.
func TestGoalOf(t *testing.T) {
	a := advise(t, advice.Facts{Goals: testGoals("0-1 Lead the consent project", "0-1 Learn SQL well enough to check the numbers", "1-3 Earn the CIPP/E", "0-1 Get the CDP project approved")})
	for said, want := range map[string]struct {
		number int
		by     advice.Naming
	}{
		"help me with goal 2":                        {2, advice.ByNumber},
		"what about my third one":                    {3, advice.ByNumber},
		"où en est mon deuxième":                     {2, advice.ByNumber},
		"aide-moi sur le 4, je bloque":               {4, advice.ByNumber},
		"and my last goal?":                          {3, advice.ByNumber}, // the last of the list: nearest horizon first
		"what should I do about the CDP project?":    {4, advice.ByName},
		"is the SQL goal still worth it?":            {2, advice.ByName},
		"how do I get the consent one moving?":       {1, advice.ByName},
		"should I give up on the CIPP/E?":            {3, advice.ByWord},
		"how do I check the numbers with SQL":        {2, advice.ByWords},
		"what does a head of analytics do?":          {0, advice.Unnamed},
		"the project is late":                        {0, advice.Unnamed},
		"I have 30 minutes and two ideas, what now?": {0, advice.Unnamed},
	} {
		if g, by := a.GoalOf(said); g.Number != want.number || by != want.by {
			t.Errorf("%q: goal %d (%d), want %d (%d)", said, g.Number, by, want.number, want.by)
		}
	}
}

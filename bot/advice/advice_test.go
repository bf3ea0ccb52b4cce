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
	return people.Certification{Catalog: catalog, Name: name, Expires: expires}
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

package advice_test

import (
	"strings"
	"testing"
	"time"

	"mentor/bot/advice"
	"mentor/bot/people"
)

// Questions that name nothing of the list are answered from it, in both
// languages; what only sounds like them is not.
func TestKinds(t *testing.T) {
	goals := testGoals("0-1 Publish the consent study", "0-1 Give the talk in Lyon", "1-3 Lead the data team", "0-1 Migrate Matomo")
	goals[0].Due, goals[1].Due = "2026-03-20", "2026-11-20"
	goals[3].State, goals[3].Closed = people.Done, time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)
	f := advice.Facts{Role: "product-owner", Target: "head-of-analytics", Goals: goals,
		Steps: []people.Step{{ID: 1, Goal: goals[0].ID, Text: "ask legal"}, {ID: 2, Goal: goals[0].ID, Text: "draft the form"}},
		Certs: []people.Certification{{Name: "Piano Analytics", Earned: "2025-04-02", Expires: "2027-04-02"}},
		Wins:  []people.Win{{ID: 1, Date: "2026-01-10", Text: "Cut the report from a day to an hour"}}}
	for _, x := range []struct {
		said  string
		holds []string // none: no such question
	}{
		{"which of them could I push back?", []string{"Lead the data team", "2026-03-20 comes first"}},
		{"Laquelle peut attendre ?", []string{"Lead the data team"}},
		{"what order would you tackle these in?", []string{"Publish the consent study", "Give the talk", "Lead the data team"}},
		{"dans quel ordre je les prends ?", []string{"Lead the data team"}},
		{"how many of my goals are still open?", []string{"3 goals are open"}},
		{"il m'en reste combien ?", []string{"3 goals are open"}},
		{"is there one I never gave a date?", []string{"One goal has no day yet", "Lead the data team"}},
		{"lequel est sans échéance", []string{"Lead the data team"}},
		{"anything overdue?", []string{"No: nothing"}},
		{"combien d'étapes pour l'étude ?", []string{"2 steps", "1. ask legal", "2. draft the form"}},
		{"where did I say I'd start with the study? first step?", []string{"ask legal"}},
		{"I never finish anything, do I?", []string{"Your list says otherwise", "Cut the report", "Migrate Matomo"}},
		{"j'ai accompli quoi cette année ?", []string{"Cut the report"}},
		{"they want an example of results, what do I say?", []string{"Cut the report"}},
		{"quelles preuves ai-je à montrer ?", []string{"Cut the report", "Piano Analytics"}},
		{"do I still have to worry about Matomo?", []string{"reached on 2026-02-01", "Publish the consent"}},
		{"in one line: who I am and where I'm going", []string{"Product Owner", "Head of Analytics"}},
		{"Is my target role realistic?", []string{"Head of Analytics"}},
		{"A recruiter called about a bigger team. Does it get me where I want?", []string{"Head of Analytics"}},
		{"can I manage both?", []string{"2026-03-20", "2026-11-20"}},
		{"when is the talk?", []string{"2026-11-20"}},
		{"which role should wait for a degree?", nil},
		{"in which order should I take the certifications?", nil},
		{"how many days of leave do I have left?", nil},
		{"what did I do wrong?", nil},
		{"what should I do first at work?", nil},
		{"what is a good talk?", nil},
		{"who is the head of analytics and where does he sit?", nil},
		{"à quoi dois-je m'attendre ?", nil},
	} {
		if puts := advice.PutsRecord(x.said); !puts && x.holds != nil {
			t.Errorf("%q is put as none", x.said)
			continue
		}
		asked := advise(t, f).AsksRecord(x.said)
		if x.holds == nil {
			if asked {
				got, _ := advise(t, f).Record(x.said)
				t.Errorf("%q is answered: %s", x.said, read(got))
			}
			continue
		}
		got, ok := advise(t, f).Record(x.said)
		for _, want := range x.holds {
			if !ok || !strings.Contains(read(got), want) {
				t.Errorf("%q lacks %q:\n%s", x.said, want, read(got))
			}
		}
	}
	for _, said := range []string{"can I manage both?", "anything overdue?", "which can wait?", "what did I achieve this year?", "how many are left?"} {
		if advise(t, advice.Facts{}).AsksRecord(said) {
			t.Errorf("%q is asked of nothing", said)
		}
	}
}

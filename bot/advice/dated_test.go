package advice_test

import (
	"strings"
	"testing"
	"time"

	"mentor/bot/advice"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// What falls into a time that somebody names is told, and nothing beside it;
// steps, states and proofs are told as they were noted.
func TestDatedRecord(t *testing.T) {
	goals := testGoals("0-1 Pass the CDP exam", "0-1 Give the talk in Lyon", "3-5 Lead a studio", "0-1 Tidy the tags")
	goals[0].Due, goals[1].Due = "2026-05-20", "2026-09-02"
	goals[3].State, goals[3].Closed = people.Done, time.Date(2026, 2, 2, 10, 0, 0, 0, time.UTC)
	f := advice.Facts{Role: "product-owner", Target: "head-of-analytics", Goals: goals,
		Steps: []people.Step{{ID: 1, Goal: goals[1].ID, Text: "send the abstract"}, {ID: 2, Goal: goals[1].ID, Text: "rehearse twice"}},
		Certs: []people.Certification{{Name: "Piano Analytics", Earned: "2025-04-02", Expires: "2026-04-02"}, {Name: "CSM", Earned: "2025-03-01", Expires: "2027-03-01"}},
		Wins:  []people.Win{{ID: 1, Date: "2026-01-10", Text: "Cut the report from a day to an hour"}}}
	for _, x := range []struct {
		lang, said string
		asks       bool
		holds      []string
		lacks      string
	}{
		{"en", "did I put too much into may?", true, []string{"Pass the CDP exam"}, "talk"},
		{"en", "what am I to have finished before the 25th of May?", true, []string{"Pass the CDP exam", "or without a day", "Give the talk"}, "Tidy"},
		{"fr", "qu'ai-je prévu de boucler avant le 25 mai ?", true, []string{"Pass the CDP exam", "Plus tard"}, "Tidy"},
		{"en", "is anything of mine planned for july?", true, []string{"Nothing of yours"}, "Tidy"},
		{"en", "what was the five year thing I wrote down", true, []string{"Lead a studio"}, "talk"},
		{"en", "do I have to renew a cert before the summer?", true, []string{"Piano Analytics"}, "talk"},
		{"en", "which one have I finished already?", true, []string{"Tidy the tags", "reached on"}, "Piano"},
		{"en", "what did I note for after the abstract?", true, []string{"rehearse twice"}, "CDP"},
		{"en", "which steps did I note for the talk?", true, []string{"send the abstract", "rehearse twice"}, "CDP"},
		{"en", "what am I most proud of?", true, []string{"Cut the report", "Tidy the tags"}, "CDP"},
		{"en", "should I take the Piano exam next?", true, []string{"You've held Piano Analytics since 2025-04-02"}, "talk"},
		{"en", "my Piano certificate is expired", false, []string{"Piano"}, "talk"},
		{"en", "how does one get promoted?", false, nil, "talk of Ana"},
	} {
		f.Lang = careers.Lang(x.lang)
		a := advise(t, f)
		if got := advice.MayAskRecord(x.said) && a.AsksRecord(x.said); got != x.asks {
			t.Errorf("%q asks of the list: %v", x.said, got)
		}
		out, _ := a.Record(x.said)
		text := read(out)
		for _, want := range x.holds {
			if !strings.Contains(text, want) {
				t.Errorf("%q lacks %q:\n%s", x.said, want, text)
			}
		}
		if x.asks && strings.Contains(text, x.lacks) {
			t.Errorf("%q has %q:\n%s", x.said, x.lacks, text)
		}
	}
}

// Why a goal was set is answered by its own words and what it serves.
func TestReason(t *testing.T) {
	goals := testGoals("0-1 Learn SQL to query the warehouse alone")
	text := read(advise(t, advice.Facts{Role: "product-owner", Target: "head-of-analytics", Goals: goals}).Reason(goals[0]))
	if !strings.Contains(text, "query the warehouse alone") || !strings.Contains(text, "Head of Analytics") {
		t.Errorf("reason: %s", text)
	}
}

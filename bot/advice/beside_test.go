package advice_test

import (
	"slices"
	"strings"
	"testing"

	"mentor/bot/advice"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// What holds for anybody gains what of the person's own bears on it, once in a
// conversation, and nothing where they are worn out or speak of others.
func TestBeside(t *testing.T) {
	goals := testGoals("0-1 Lead the consent project", "1-3 Speak at a conference")
	goals[0].Due = "2026-03-31"
	stuck := people.CheckIn{Date: "2026-02-20", Entries: []people.Entry{{Goal: goals[0].ID, Status: people.StatusStuck, Next: "legal is silent"}}}
	f := advice.Facts{Role: "digital-tracking-manager", Target: "head-of-analytics", Goals: goals,
		Certs: []people.Certification{{Name: "PMP", Catalog: "pmp", Earned: "2025-01-15", Expires: "2028-01-15"}},
		Wins:  []people.Win{{ID: 1, Date: "2026-01-10", Text: "Dashboard adopted by 12 teams"}},
		Notes: []people.Note{{Kind: advice.NoteAlone, Text: "I'm the only analyst here"}}}
	for _, x := range []struct {
		topic, said string
		before      []string
		holds       string // none: nothing
	}{
		{"promotion/passed-over", "they passed me over again", nil, "Dashboard adopted by 12 teams"},
		{"ai/what-to-learn", "what should I learn about ai", nil, "Head of Analytics asks for leading people"},
		{"head-of-analytics/requirements", "would I need people skills", nil, "asks for leading people"},
		{"certification/pmp", "does my PMP help", nil, "since 2025-01-15"},
		{"certification-choice/worth-it", "are certificates worth it for me", nil, "PMP"},
		{"mentors/finding", "how do I find a mentor", nil, "the only analyst here"},
		{"work-life/overload", "I drown in requests", nil, "Speak at a conference, has most time"},
		{"tips/proactive", "how can I be more proactive", nil, "Lead the consent project, due on 2026-03-31"},
		{"work-life/stuck", "stuck again", nil, "Lead the consent project"},
		{"promotion/visibility", "for goal 2, how do I get seen", nil, "Speak at a conference"},
		{"promotion/passed-over", "they passed me over again", []string{"promotion/not-yet"}, ""},
		{"promotion/passed-over", "what does passed over mean for a team", nil, ""},
		{"certification/csm", "is the CSM good, I wonder", nil, ""},
		{"product-owner/requirements", "what would I need as a product owner", nil, ""},
		{"work-life/bad-manager", "my boss shouts at me", nil, ""},
		{"privacy/who-can-read", "who reads my goals", nil, ""},
	} {
		got := strings.NewReplacer("\\", "", "**", "").Replace(string(advise(t, f).Beside(x.topic, x.said, x.before)))
		if x.holds == "" && got != "" || !strings.Contains(got, x.holds) {
			t.Errorf("%s, %q: %q lacks %q", x.topic, x.said, got, x.holds)
		}
	}
	f.CheckIns = []people.CheckIn{stuck}
	if got := string(advise(t, f).Beside("work-life/stuck", "stuck again", nil)); !strings.Contains(got, "legal is silent") {
		t.Errorf("what was stuck is not told: %s", got)
	}
	if got := advise(t, advice.Facts{Goals: goals[:1]}).Beside("work-life/burnt-out", "I am so tired", nil); got != "" {
		t.Errorf("to somebody worn out: %s", got)
	}
}

// What nothing answers is held against what is known, by what it names first.
func TestMirror(t *testing.T) {
	goals := testGoals("0-1 Lead the consent project", "1-3 Speak at a conference")
	f := advice.Facts{Role: "digital-tracking-manager", Target: "head-of-analytics", Goals: goals,
		Certs: []people.Certification{{Name: "Piano Analytics", Earned: "2025-04-02", Expires: "2027-04-02"}}}
	for said, holds := range map[string][]string{
		"the new boss will never see me":       {"Digital Tracking Manager today", "Head of Analytics", "Piano", "leading people", "goal 1"},
		"will Piano bring me anything":         {"You've held Piano Analytics"},
		"is the conference goal a silly idea?": {"Speak at a conference"},
	} {
		got, ok := advise(t, f).Mirror(said)
		text := strings.ReplaceAll(read(got), "**", "")
		if !ok || slices.ContainsFunc(holds, func(w string) bool { return !strings.Contains(text, w) }) || len([]rune(text)) > 900 {
			t.Errorf("%q lacks one of %q:\n%s", said, holds, text)
		}
	}
	f.Lang = careers.French
	if got, ok := advise(t, f).Mirror("on ne me verra jamais cheffe"); !ok || !strings.Contains(read(got), "vous visez Head of Analytics") {
		t.Errorf("in French:\n%s", read(got))
	}
	if got, ok := advise(t, advice.Facts{}).Mirror("nobody sees me"); ok {
		t.Errorf("of nothing: %s", read(got))
	}
}

package advice_test

import (
	"strings"
	"testing"

	"mentor/bot/advice"
	"mentor/bot/people"
)

// ownFacts is somebody with a fact of each kind.
func ownFacts() advice.Facts {
	goals := testGoals("0-1 Learn BigQuery", "1-3 Speak at a conference")
	goals[0].Due = "2026-03-27"
	return advice.Facts{Role: "digital-tracking-manager", Target: "head-of-analytics", Goals: goals,
		Certs: []people.Certification{{ID: 1, Name: "Certified ScrumMaster (CSM)", Catalog: "csm", Earned: "2024-06-10", Expires: "2026-06-10"}},
		Wins:  []people.Win{{ID: 1, Date: "2026-01-10", Text: "Consent banner live in 9 countries"}}}
}

// What a message touches most comes first, the rest after it, and what it takes
// for granted against the list before both.
func TestOwn(t *testing.T) {
	for _, x := range []struct {
		said  string
		touch advice.Touch
		roles []string
		first string
		holds []string
	}{
		{"not opened since christmas, still enough time?", advice.Touch{"goal": 0.5}, nil, "Goal 1, Learn BigQuery, is due on", []string{"27", "First step", "CSM", "9 countries"}},
		{"which of my papers dies first", advice.Touch{"cert": 0.6}, nil, "You've held Certified ScrumMaster", []string{"BigQuery"}},
		{"what do I say about me on Friday?", advice.Touch{"win": 0.4, "self": 0.1}, nil, "This is what you've told me you did: “Consent banner", []string{"CSM"}},
		{"where was I headed?", advice.Touch{"self": 0.5}, nil, "Today you are Digital Tracking Manager", []string{"Is that still where you want to go?"}},
		{"is the conference too much?", advice.Touch{"cert": 0.4}, nil, "Goal 2, Speak at a conference", nil},
		{"with my PMP in the bag, am I fine?", advice.Touch{"cert": 0.4}, nil, "Project Management Professional (PMP) isn't among", []string{"You've held Certified ScrumMaster"}},
		{"why did I pick product owner as my target?", advice.Touch{"self": 0.5}, []string{"product-owner"}, "What I have as your target is Head of Analytics, not Product Owner.", []string{"kept no reasons"}},
		{"write my bio, two lines", advice.Touch{"self": 0.4, "win": 0.3}, nil, "To copy, with nothing in it but", []string{"- Digital Tracking Manager today, heading for Head of Analytics", "- Consent banner live in 9 countries"}},
	} {
		out, ok := advise(t, ownFacts()).Own(x.said, x.touch, x.roles)
		text := strings.ReplaceAll(read(out), "**", "")
		if !ok || !strings.HasPrefix(text, x.first) || len([]rune(text)) > 900 {
			t.Errorf("%q begins otherwise than %q:\n%s", x.said, x.first, text)
		}
		for _, w := range x.holds {
			if !strings.Contains(text, w) {
				t.Errorf("%q lacks %q:\n%s", x.said, w, text)
			}
		}
	}
	f := ownFacts()
	f.Certs = nil
	if out, ok := advise(t, f).Own("how many badges have I got?", advice.Touch{"cert": 0.6}, nil); !ok || !strings.HasPrefix(read(out), "I have no certification of yours.") {
		t.Errorf("of none:\n%s", read(out))
	}
	if out, ok := advise(t, advice.Facts{}).Own("what have I got?", advice.Touch{"win": 0.6}, nil); ok {
		t.Errorf("of nobody: %s", read(out))
	}
}

// An answer has the fact that was asked for at its end, once, and none that has
// little to do with it.
func TestTouches(t *testing.T) {
	for _, x := range []struct {
		touch    advice.Touch
		answered string
		one      bool
		holds    string // none: nothing
	}{
		{advice.Touch{"win": 0.5}, "Put numbers on it.", false, "Consent banner live in 9 countries"},
		{advice.Touch{"cert": 0.5}, "Renewals differ.", false, "You've held Certified ScrumMaster"},
		{advice.Touch{"goal": 0.5}, "Plan the week.", false, "Learn BigQuery"},
		{advice.Touch{"win": 0.5}, "As with “Consent banner live in 9 countries”.", false, ""},
		{advice.Touch{"win": 0.5}, "Goal 1, Learn BigQuery, comes first.", true, ""},
		{advice.Touch{"win": 0.1}, "Put numbers on it.", false, ""},
		{advice.Touch{"self": 0.3}, "It is common.", false, ""},
		{advice.Touch{"self": 0.6}, "It is common.", false, "heading for Head of Analytics"},
	} {
		got := strings.NewReplacer("\\", "", "**", "").Replace(string(advise(t, ownFacts()).Touches("is it?", x.touch, x.answered, x.one)))
		if x.holds == "" && got != "" || !strings.Contains(got, x.holds) {
			t.Errorf("%v under %q: %q lacks %q", x.touch, x.answered, got, x.holds)
		}
	}
}

// Of goals that serve the target alike, the one whose day is first comes first.
func TestNextByDay(t *testing.T) {
	goals := testGoals("0-1 Tidy the container", "0-1 Clean the folders")
	goals[0].Due, goals[1].Due = "2026-10-30", "2026-05-29"
	if got := read(advise(t, advice.Facts{Role: "digital-tracking-manager", Target: "head-of-analytics", Goals: goals}).Next()); !strings.Contains(got, "Clean the folders") {
		t.Errorf("the later one first:\n%s", got)
	}
}

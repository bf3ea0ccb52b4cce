package advice_test

import (
	"strings"
	"testing"

	"mentor/bot/advice"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// read is an advice as people read it.
func read(a advice.Advice) string { return strings.ReplaceAll(adviceText(a), "\\", "") }

// What is asked of one's own list is answered with the facts that it names.
func TestRecord(t *testing.T) {
	goals := testGoals("0-1 Pass the CDP exam", "0-1 Give the talk in Lyon", "1-3 Lead the data team")
	goals[0].Due, goals[1].Due = "2026-05-01", "2026-02-20"
	f := advice.Facts{Role: "product-owner", Target: "head-of-analytics", Goals: goals,
		Certs: []people.Certification{{Name: "Piano Analytics", Earned: "2025-04-02", Expires: "2027-04-02"}, {Name: "PSM I", Earned: "2023-01-09"}},
		Wins:  []people.Win{{ID: 1, Date: "2026-01-10", Text: "Cut the report from a day to an hour"}, {ID: 2, Date: "2026-02-01", Text: "Coached Ana through her first test"}}}
	for _, x := range []struct {
		said  string
		holds []string
		lacks string
	}{
		{"how long is it from the talk to the exam?", []string{"2026-05-01", "2026-02-20", "70 days"}, "Lead the data team"},
		{"which goal is due first", []string{"2026-02-20, which has passed", "2026-05-01", "no day yet"}, "Piano"},
		{"when do I give that talk", []string{"was due on 2026-02-20"}, "Piano"},
		{"all my certifications with dates please", []string{"Piano Analytics: earned 2025-04-02, holds until 2027-04-02", "PSM I: earned 2023-01-09"}, "talk"},
		{"when did I earn Piano", []string{"2025-04-02"}, "PSM"},
		{"how many wins do I have", []string{"2 wins", "Coached Ana", "Cut the report"}, "Piano"},
		{"what did I do about that report", []string{"Cut the report"}, "- Coached"},
		{"a line for my profile: job and target", []string{"Product Owner", "Head of Analytics"}, "talk"},
	} {
		got, ok := advise(t, f).Record(x.said)
		text := read(got)
		for _, want := range x.holds {
			if !strings.Contains(text, want) {
				t.Errorf("%q lacks %q:\n%s", x.said, want, text)
			}
		}
		if !ok || strings.Contains(text, x.lacks) {
			t.Errorf("%q has %q:\n%s", x.said, x.lacks, text)
		}
	}
	if got, ok := advise(t, advice.Facts{}).Record("how many wins do I have"); ok {
		t.Errorf("of nothing: %s", adviceText(got))
	}
}

// What is taken for granted against the list is said first.
func TestNextSaid(t *testing.T) {
	goals := testGoals("0-1 Lead the loyalty project", "0-1 Learn SQL")
	goals[0].Due = "2026-06-30"
	f := advice.Facts{Role: "product-owner", Target: "head-of-analytics", Goals: goals}
	for _, x := range []struct {
		said, lang string
		holds      []string
	}{
		{"now that the loyalty project is done, what's next?", "en", []string{"still open on your list", "Learn SQL"}},
		{"I moved loyalty to autumn, what do I do until then?", "en", []string{"2026-06-30"}},
		{"if the loyalty project slips two weeks, what then?", "en", []string{"noted for 2026-06-30", "2026-07-14", "moved nothing"}},
		{"et si la loyalty prend trois semaines de retard ?", "fr", []string{"2026-07-21"}},
		{"what next?", "en", []string{"Lead the loyalty project"}},
	} {
		f.Lang = careers.Lang(x.lang)
		text := read(advise(t, f).NextSaid(x.said))
		for _, want := range x.holds {
			if !strings.Contains(text, want) {
				t.Errorf("%q lacks %q:\n%s", x.said, want, text)
			}
		}
	}
}

// A feeling is met in a sentence, whatever is asked beside it; what an advice
// rests on can be asked.
func TestMetAndWhy(t *testing.T) {
	f := advice.Facts{Role: "product-owner", Target: "head-of-analytics", Goals: testGoals("0-1 Lead the loyalty project")}
	x := advise(t, f)
	for said, want := range map[string]string{
		"I'm so behind, I feel useless":  "nothing about your worth",
		"I'm overwhelmed with this":      "a lot to carry",
		"what is due next?":              "",
		"this course is useful I'm told": "",
	} {
		if got := string(x.Met(said)); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q", said, got)
		}
	}
	if text := adviceText(x.Why()); !strings.Contains(text, "Product Owner") || !strings.Contains(text, "Head of Analytics asks for") {
		t.Errorf("why: %s", text)
	}
	if got := x.Met("je me sens nulle"); got == "" {
		t.Error("French is not met")
	}
}

package language_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"mentor/bot/language"
)

func TestTimes(t *testing.T) {
	file, err := os.Open("testdata/times.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct{ EN, FR, Is, Now, Lean, Problem string }
	defer file.Close()
	d := yaml.NewDecoder(file)
	d.KnownFields(true)
	if err := d.Decode(&cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		for lang, text := range map[language.Lang]string{language.English: c.EN, language.French: c.FR} {
			if text == "" {
				continue
			}
			lean := language.Future
			if c.Lean == "past" {
				lean = language.Past
			}
			got, problem := "none", ""
			if r, ok := language.Whole(text, language.Context{Now: at(t, c.Now), Lang: lang, Lean: lean}); ok {
				got, problem = fmt.Sprint(r.Value), string(r.Problem)
				if _, clock := r.Value.(language.Clock); r.Timed && !clock {
					got += " " + r.Clock.String()
				}
			}
			if got != c.Is || problem != c.Problem {
				t.Errorf("%q: %s, problem %q; want %s, problem %q", text, got, problem, c.Is, c.Problem)
			}
		}
	}
}

// TestOther holds that what can be meant besides is told.
func TestOther(t *testing.T) {
	now := at(t, "2026-12-01T10:00") // a Tuesday
	for text, want := range map[string]string{
		"03/04/2027":   "2027-03-04 or 2027-04-03",
		"13/04/2027":   "2027-04-13 or <nil>",
		"next friday":  "2026-12-11 or 2026-12-04",
		"2027 to 2029": "2027-01-01..2028-12-31 or 2027-01-01..2029-12-31",
	} {
		r, _ := language.Whole(text, language.Context{Now: now, Lang: language.English, Lean: language.Future})
		if got := fmt.Sprintf("%v or %v", r.Value, r.Other); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestReadTimes holds what is found in a sentence, and where.
func TestReadTimes(t *testing.T) {
	text := "I passed it last friday; pause from 3 march to 10 march, then every other monday at 9am ET please"
	tokens := language.Tokenize(text)
	times := language.ReadTimes(tokens, language.Context{Now: at(t, ""), Lang: language.English, Lean: language.Future})
	got := map[string]string{}
	for i := 0; i < len(tokens); i++ {
		if all := times.At(i); len(all) > 0 {
			r := all[0]
			v := fmt.Sprint(r.Value)
			if rec, ok := r.Value.(language.Recurrence); ok {
				v = fmt.Sprint(rec.Next(at(t, ""), 2), rec.At, r.Zone)
			}
			got[text[tokens[r.From].Span.From:tokens[r.To-1].Span.To]] = v
			i = r.To - 1
		}
	}
	want := map[string]string{"last friday": "2026-11-27", "from 3 march to 10 march": "2027-03-03..2027-03-10", "every other monday at 9am ET": "[2026-11-30 2026-12-14] 09:00ET"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}

// TestDate compares civil days with those of package time.
func TestDate(t *testing.T) {
	for day := time.Date(1895, 12, 25, 0, 0, 0, 0, time.UTC); day.Year() < 2110; day = day.AddDate(0, 0, 13) {
		d := language.DateOf(day)
		y, m, n := d.Date()
		iso, week := d.ISOWeek()
		wantISO, wantWeek := day.ISOWeek()
		if d.String() != day.Format(time.DateOnly) || language.NewDate(y, m, n) != d || d.Weekday() != day.Weekday() || iso != wantISO || week != wantWeek {
			t.Fatalf("%v: %v %v week %d of %d", day, d, d.Weekday(), week, iso)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"friday", "friday", 0}, {"firday", "friday", 1}, {"fridy", "friday", 1}, {"fridayy", "friday", 1}, {"monday", "friday", 3}, {"", "ab", 2}} {
		if got := language.Distance(c.a, c.b, 3); got != c.want {
			t.Errorf("%s to %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

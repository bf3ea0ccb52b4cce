package language_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"mentor/bot/language"
)

// recurring is a case of testdata/recurrences.yaml.
type recurring struct {
	EN, FR, Rule, At, Now, Problem string
	Zone                           bool
}

func TestRecurrences(t *testing.T) {
	file, err := os.Open("testdata/recurrences.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var cases []recurring
	defer file.Close()
	d := yaml.NewDecoder(file)
	d.KnownFields(true)
	if err := d.Decode(&cases); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range cases {
		now := at(t, c.Now)
		want := oracle(t, c.Rule, now, c.At)
		for lang, text := range map[language.Lang]string{language.English: c.EN, language.French: c.FR} {
			n++
			r, ok := language.Whole(text, language.Context{Now: now, Lang: lang, Lean: language.Future})
			rec, is := r.Value.(language.Recurrence)
			if !ok || !is {
				t.Errorf("%q: read as %T %v", text, r.Value, r.Value)
				continue
			}
			var got []string
			for _, d := range rec.Next(now, 3) {
				got = append(got, d.String())
			}
			clock := ""
			if rec.Timed {
				clock = rec.At.String()
			}
			if !slices.Equal(got, want) || clock != c.At || string(r.Problem) != c.Problem || (r.Zone != "") != c.Zone {
				t.Errorf("%q: %v at %q, problem %q, zone %q; want %v at %q, problem %q (%+v)", text, got, clock, r.Problem, r.Zone, want, c.At, c.Problem, rec)
			}
			// Said again from the first day, it comes on the same days.
			if later := rec.Anchored(now).Next(now, 3); fmt.Sprint(later) != fmt.Sprint(rec.Next(now, 3)) && rec.Count == 0 {
				t.Errorf("%q: %v once it is anchored", text, later)
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d cases", n)
	}
}

func at(t *testing.T, s string) time.Time {
	if s == "" {
		s = "2026-11-28T10:00"
	}
	now, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// oracle gives the next three days of a rule by looking at every day from its
// start on. It shares nothing with what is tested.
func oracle(t *testing.T, rule string, now time.Time, clock string) []string {
	parts := map[string]string{}
	for p := range strings.SplitSeq(rule, ";") {
		k, v, _ := strings.Cut(p, "=")
		parts[k] = v
	}
	day := func(s string) time.Time {
		d, err := time.Parse("20060102", s)
		if err != nil {
			t.Fatalf("%s: %v", rule, err)
		}
		return d
	}
	today := now.Truncate(24 * time.Hour)
	first := today.AddDate(0, 0, 1)
	if clock != "" && clock > now.Format("15:04") {
		first = today
	}
	start := first
	if s := parts["DTSTART"]; s != "" {
		start = day(s)
	} else if parts["INTERVAL"] != "" { // the first day that fits but for the interval
		for !fits(parts, start, start, 1) {
			start = start.AddDate(0, 0, 1)
		}
	}
	interval := 1
	if s := parts["INTERVAL"]; s != "" {
		interval, _ = strconv.Atoi(s)
	}
	left := 1 << 30
	if s := parts["COUNT"]; s != "" {
		left, _ = strconv.Atoi(s)
	}
	var out []string
	for d := start; len(out) < 3 && left > 0 && d.Year() < now.Year()+30; d = d.AddDate(0, 0, 1) {
		if u := parts["UNTIL"]; u != "" && d.After(day(u)) {
			break
		}
		if !fits(parts, d, start, interval) {
			continue
		}
		left--
		if from, to, ok := strings.Cut(parts["EXDATES"], "-"); ok && !d.Before(day(from)) && !d.After(day(to)) {
			continue
		}
		if !d.Before(first) {
			out = append(out, d.Format(time.DateOnly))
		}
	}
	return out
}

// fits reports whether a rule has a day.
func fits(parts map[string]string, d, start time.Time, interval int) bool {
	if !within(parts, d) {
		return false
	}
	monday := func(d time.Time) time.Time { return d.AddDate(0, 0, -(int(d.Weekday())+6)%7) }
	switch parts["FREQ"] {
	case "DAILY":
		if int(d.Sub(start).Hours()/24)%interval != 0 {
			return false
		}
	case "WEEKLY":
		if int(monday(d).Sub(monday(start)).Hours()/(24*7))%interval != 0 {
			return false
		}
	case "MONTHLY":
		if ((d.Year()-start.Year())*12+int(d.Month())-int(start.Month()))%interval != 0 {
			return false
		}
	case "YEARLY":
		if (d.Year()-start.Year())%interval != 0 {
			return false
		}
	}
	if p := parts["BYSETPOS"]; p != "" { // of the month's days
		var set []time.Time
		for x := time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC); x.Month() == d.Month(); x = x.AddDate(0, 0, 1) {
			if within(parts, x) {
				set = append(set, x)
			}
		}
		n, _ := strconv.Atoi(p)
		if n < 0 {
			n += len(set) + 1
		}
		return n >= 1 && n <= len(set) && set[n-1].Equal(d)
	}
	return true
}

// within reports whether a day is among those that the BY parts name.
func within(parts map[string]string, d time.Time) bool {
	has := func(list, what string) bool { return slices.Contains(strings.Split(list, ","), what) }
	month := strconv.Itoa(int(d.Month()))
	if m := parts["BYMONTH"]; m != "" && !has(m, month) || has(parts["EXMONTH"], month) {
		return false
	}
	_, week := d.ISOWeek()
	if p := parts["PARITY"]; p != "" && (p == "EVEN") != (week%2 == 0) {
		return false
	}
	last := time.Date(d.Year(), d.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if m := parts["BYMONTHDAY"]; m != "" && !has(m, strconv.Itoa(d.Day())) && !has(m, strconv.Itoa(d.Day()-last-1)) {
		return false
	}
	if m := parts["BYDAY"]; m != "" {
		name := strings.ToUpper(d.Weekday().String()[:2])
		nth := strconv.Itoa((d.Day()-1)/7+1) + name
		fromEnd := "-" + strconv.Itoa((last-d.Day())/7+1) + name
		return has(m, name) || has(m, nth) || has(m, fromEnd)
	}
	return true
}

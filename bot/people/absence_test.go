package people

import (
	"reflect"
	"testing"
	"time"
)

func TestAbsences(t *testing.T) {
	march, april := Absence{"2026-03-16", "2026-03-20"}, Absence{"2026-04-06", "2026-04-10"}
	p := Person{Zone: "Europe/Paris", Absences: []Absence{march, april}}
	for date, want := range map[string]bool{"2026-03-15": false, "2026-03-16": true, "2026-03-20": true, "2026-03-21": false, "2026-04-08": true} {
		if p.Away(date) != want {
			t.Errorf("away on %s: %v", date, !want)
		}
	}
	for _, c := range []struct {
		add           Absence
		all, replaced []Absence
	}{
		{Absence{"2026-03-24", "2026-03-25"}, []Absence{march, {"2026-03-24", "2026-03-25"}, april}, nil},
		{Absence{"2026-03-19", "2026-03-25"}, []Absence{{"2026-03-19", "2026-03-25"}, april}, []Absence{march}},
		{Absence{"2026-03-01", "2026-05-01"}, []Absence{{"2026-03-01", "2026-05-01"}}, []Absence{march, april}},
	} {
		all, replaced := p.WithAbsence(c.add, "2026-03-04")
		if !reflect.DeepEqual(all, c.all) || !reflect.DeepEqual(replaced, c.replaced) {
			t.Errorf("with %v: %v, in place of %v", c.add, all, replaced)
		}
	}
	if all, _ := p.WithAbsence(Absence{"2026-05-01", "2026-05-02"}, "2026-03-21"); len(all) != 2 {
		t.Errorf("what is over is kept: %v", all)
	}
	if got := p.WithoutAbsence(march); !reflect.DeepEqual(got, []Absence{april}) {
		t.Errorf("without the first: %v", got)
	}
}

// TestFreeFrom: two absences that follow each other hold as one.
func TestFreeFrom(t *testing.T) {
	p := Person{Zone: "Europe/Paris", Absences: []Absence{{"2026-03-16", "2026-03-20"}, {"2026-03-21", "2026-03-22"}, {"2026-04-06", "2026-04-10"}}}
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, Location("Europe/Paris"))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for from, want := range map[string]string{"2026-03-15 23:59": "2026-03-15 23:59", "2026-03-17 09:00": "2026-03-23 00:00", "2026-04-10 23:00": "2026-04-11 00:00"} {
		if got := p.FreeFrom(at(from)); !got.Equal(at(want)) {
			t.Errorf("free from %s: %v, want %s", from, got, want)
		}
	}
}

package clocktest_test

import (
	"testing"
	"time"

	"mentor/bot/people"
	"mentor/reminders"
	"mentor/reminders/clocktest"
)

// odd are zones whose clocks do unusual things: half an hour, two hours, at
// midnight, over Ramadan, and one that left a day out.
var odd = []string{"UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Antarctica/Troll", "America/Nuuk", "Africa/Casablanca", "Asia/Gaza",
	"Africa/Cairo", "America/Havana", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"}

func small() clocktest.Size {
	return clocktest.Size{Zones: odd, Every: 90, From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Days: 400, Seed: 1, Workers: 2}
}

func TestClock(t *testing.T) {
	s, err := reminders.NewSchedules(nil)
	if err != nil {
		t.Fatal(err)
	}
	apia := clocktest.Size{Zones: []string{"Pacific/Apia", "America/Sao_Paulo", "Asia/Amman"}, Every: 15, From: time.Date(2011, 9, 1, 0, 0, 0, 0, time.UTC), Days: 200, Workers: 2}
	moved := small()
	moved.Steps = 60
	for name, size := range map[string]clocktest.Size{"still": small(), "moved": moved, "a day left out": apia} {
		r, err := clocktest.Run(t.Context(), s, size)
		t.Logf("%s: %+v", name, r)
		if err != nil || !r.Pass() {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

// naive computes instants as most programs do.
type naive struct{ *reminders.Schedules }

func (n naive) Next(p people.Plan, zone string, t time.Time, count int) ([]time.Time, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil, err
	}
	walls, err := n.Schedules.Next(p, "UTC", time.Date(t.In(loc).Year(), t.In(loc).Month(), t.In(loc).Day(), t.In(loc).Hour(), t.In(loc).Minute(), 0, 0, time.UTC), count+1)
	var out []time.Time
	for _, w := range walls {
		if at := time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), 0, 0, loc).UTC(); at.After(t) && len(out) < count {
			out = append(out, at)
		}
	}
	return out, err
}

// The oracle must see what is wrong, or it proves nothing.
func TestOracleSeesMistakes(t *testing.T) {
	s, err := reminders.NewSchedules(nil)
	if err != nil {
		t.Fatal(err)
	}
	size := small()
	size.Zones, size.Every = []string{"Europe/Paris", "America/New_York"}, 30
	if r, err := clocktest.Run(t.Context(), naive{s}, size); err != nil || r.Wrong+r.Double+r.Missed == 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"mentor/reminders"
	"mentor/reminders/clocktest"
)

// clocks is fault test 4: a daily check-in at every quarter of an hour of every
// zone, over two years, first with a clock that runs true and then with one
// that is moved by two hours or a day, each held against an oracle that walks
// the minutes.
func clocks(ctx context.Context, l *lab) (v verdict, err error) {
	s, err := reminders.NewSchedules(nil)
	if err != nil {
		return v, err
	}
	size := clocktest.Size{Zones: reminders.Zones(), Every: 15, From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Days: 730, Seed: l.seed, Workers: runtime.GOMAXPROCS(0)}
	if l.small {
		size.Zones = []string{"UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "America/Nuuk", "Africa/Casablanca"}
		size.Every, size.Days = 60, 365
	}
	var total clocktest.Result
	moved, leapt, faces := 0, 0, 0
	for _, steps := range []int{0, size.Days / 10} {
		size.Steps = steps
		r, err := clocktest.Run(ctx, s, size)
		if err != nil {
			return v, err
		}
		total.Due += r.Due
		total.Missed += r.Missed
		total.Double += r.Double
		total.Wrong += r.Wrong
		total.Schedules += r.Schedules
		moved, leapt, faces = max(moved, r.Moved), leapt+r.Leapt, r.Clocks
		if total.First == "" {
			total.First = r.First
		}
	}
	v = verdict{ok: total.Pass(), sent: total.Due - total.Missed, lost: total.Missed, duplicate: total.Double, why: total.First,
		more: fmt.Sprintf("zones=%d clocks_moved=%d schedules=%d wrong_minute=%d gap_over_midnight=%d leapt_together=%d", len(size.Zones), faces, total.Schedules, total.Wrong, moved, leapt)}
	return v, nil
}

package people

import (
	"testing"
	"time"
)

func TestNotices(t *testing.T) {
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	weeks := func(entries ...Entry) (history []CheckIn) { // the newest first, a week apart
		for i, e := range entries {
			e.Goal, e.At = 1, now.AddDate(0, 0, -7*(i+1))
			history = append(history, CheckIn{Entries: []Entry{e}})
		}
		return history
	}
	stuck, moves, skip := Entry{Status: StatusStuck}, Entry{Status: StatusOnTrack}, Entry{Status: StatusSkip}
	for _, c := range []struct {
		history []CheckIn
		want    int
	}{{nil, 0}, {weeks(stuck, stuck), 2}, {weeks(stuck, skip, stuck, moves, stuck), 2}, {weeks(moves, stuck, stuck), 0}} {
		if got := StuckInARow(1, c.history); got != c.want {
			t.Errorf("stuck %d times in a row, want %d", got, c.want)
		}
	}
	figure := func(n int) Entry { return Entry{Status: StatusOnTrack, Confidence: n} }
	for _, c := range []struct {
		status  Status
		history []CheckIn
		want    bool
	}{{StatusOnTrack, nil, true}, {StatusOnTrack, weeks(figure(5)), false}, {StatusOnTrack, weeks(moves, moves, moves, figure(5)), true}, {StatusStuck, weeks(figure(5)), true}} {
		if got := AsksConfidence(1, c.status, c.history, now); got != c.want {
			t.Errorf("%s after %d check-ins: asked %v, want %v", c.status, len(c.history), got, c.want)
		}
	}
	for _, c := range []struct {
		now     int
		history []CheckIn
		from    int
	}{{3, weeks(figure(5), figure(7)), 7}, {3, weeks(moves, figure(5), stuck, figure(7)), 7}, {5, weeks(figure(5), figure(7)), 0}, {3, weeks(figure(5)), 0}, {0, weeks(figure(5), figure(7)), 0}} {
		if from, falls := Falling(1, c.now, c.history); from != c.from || falls != (c.from > 0) {
			t.Errorf("falls from %d (%v), want %d", from, falls, c.from)
		}
	}
	old := Goal{ID: 1, Horizon: Years3, Created: now.AddDate(-2, -1, 0), Updated: now.AddDate(0, -5, 0)}
	if since, ok := Untouched(old, weeks(skip), now); !ok || !since.Equal(old.Updated) {
		t.Errorf("untouched since %v, %v", since, ok)
	}
	if _, ok := Untouched(old, weeks(moves), now); ok {
		t.Error("a goal that was spoken of last week counts as untouched")
	}
}

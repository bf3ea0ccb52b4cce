package people

import (
	"slices"
	"testing"
	"time"
)

func TestPickGoals(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	goal := func(id int64, h Horizon, created int) Goal {
		return Goal{ID: id, Number: int(id), Horizon: h, State: Open, Created: ago(created), Updated: ago(created)}
	}
	said := func(days int, goal int64, s Status, confidence int) CheckIn {
		return CheckIn{Opened: ago(days), Entries: []Entry{{Goal: goal, Status: s, Confidence: confidence, At: ago(days)}}}
	}
	closed := goal(9, Year1, 400)
	closed.State = Done
	for _, c := range []struct {
		name    string
		goals   []Goal
		history []CheckIn // newest first
		on      []Horizon
		most    int
		want    []int64
	}{
		{"none", nil, nil, Horizons, 3, nil},
		{"closed goals are left alone", []Goal{closed, goal(1, Year1, 20)}, nil, Horizons, 3, []int64{1}},
		{"only the horizons asked for", []Goal{goal(1, Year1, 20), goal(2, Years3, 90)}, nil, []Horizon{Years3}, 3, []int64{2}},
		{"longest untouched first", []Goal{goal(1, Year1, 8), goal(2, Year1, 30), goal(3, Year1, 15)}, nil, Horizons, 3, []int64{2, 3, 1}},
		{"at most three", []Goal{goal(1, Year1, 8), goal(2, Year1, 9), goal(3, Year1, 10), goal(4, Year1, 11)}, nil, Horizons, 3, []int64{4, 3, 2}},
		{"overdue before stuck before falling before untouched",
			[]Goal{goal(1, Year1, 30), goal(2, Year1, 30), goal(3, Year1, 30), goal(4, Year1, 400)},
			[]CheckIn{said(7, 4, StatusOnTrack, 0), said(7, 3, StatusStuck, 0), said(7, 2, StatusOnTrack, 4), said(7, 1, StatusOnTrack, 7),
				said(14, 2, StatusOnTrack, 7), said(14, 1, StatusOnTrack, 7)}, Horizons, 4, []int64{4, 3, 2, 1}},
		{"what was said this week can wait", []Goal{goal(1, Year1, 30), goal(2, Year1, 30)},
			[]CheckIn{said(1, 1, StatusOnTrack, 8)}, Horizons, 3, []int64{2}},
		{"but not where it is the only one", []Goal{goal(1, Year1, 30)}, []CheckIn{said(1, 1, StatusOnTrack, 8)}, Horizons, 3, []int64{1}},
		{"stuck comes back at once", []Goal{goal(1, Year1, 30), goal(2, Year1, 16)},
			[]CheckIn{said(1, 1, StatusStuck, 5)}, Horizons, 3, []int64{1, 2}},
		{"skipping is not touching", []Goal{goal(1, Year1, 21), goal(2, Year1, 14)},
			[]CheckIn{said(1, 1, StatusSkip, 0)}, Horizons, 1, []int64{1}},
		{"no longer stuck", []Goal{goal(1, Year1, 30), goal(2, Year1, 30)},
			[]CheckIn{said(3, 1, StatusOnTrack, 5), said(10, 1, StatusStuck, 5)}, Horizons, 1, []int64{2}},
		{"a month without a word outweighs an overdue goal looked at lately", []Goal{goal(1, Year1, 400), goal(2, Year1, 42)},
			[]CheckIn{said(7, 1, StatusOnTrack, 5)}, Horizons, 1, []int64{2}},
		{"a rhythm of its own for each horizon", []Goal{goal(1, Year1, 14), goal(2, Years3, 14), goal(3, Years5, 14)}, nil, Horizons, 3, []int64{1, 2, 3}},
		{"each horizon gets one", []Goal{goal(1, Year1, 60), goal(2, Year1, 61), goal(3, Year1, 62), goal(4, Years3, 40), goal(5, Years5, 40)}, nil,
			Horizons, 3, []int64{3, 4, 5}},
		{"new goals are looked at once", []Goal{goal(1, Year1, 0), goal(2, Year1, 0), goal(3, Year1, 30)},
			[]CheckIn{said(1, 3, StatusOnTrack, 8)}, Horizons, 3, []int64{1, 2}},
		{"low confidence", []Goal{goal(1, Year1, 30), goal(2, Year1, 30)},
			[]CheckIn{said(7, 2, StatusOnTrack, 2), said(7, 1, StatusOnTrack, 6)}, Horizons, 1, []int64{2}},
		{"the longest time without a word is bounded", []Goal{goal(1, Year1, 4000), goal(2, Year1, 360)}, nil, Horizons, 1, []int64{1}},
		{"a clock that went back", []Goal{goal(1, Year1, -5)}, nil, Horizons, 3, []int64{1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []int64
			for _, g := range PickGoals(c.goals, c.history, c.on, now, c.most) {
				got = append(got, g.ID)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("picked %v, want %v", got, c.want)
			}
		})
	}
}

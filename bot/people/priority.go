package people

import (
	"cmp"
	"slices"
	"time"
)

// GoalsEach is how many goals one check-in looks at: it should take a minute
// or two, or it will not be answered.
const GoalsEach = 3

// The weights of what makes a goal need attention. Time without a word counts
// one for each turn of its horizon's rhythm (weekly, monthly, quarterly), so
// that in the end every goal comes up, whatever the others suffer from.
const (
	weightOverdue = 4.0
	weightSoon    = 2.0 // due within two weeks
	weightStuck   = 3.0
	weightFall    = 0.6 // for each point of confidence lost, up to five
	weightLow     = 1.0 // confidence of three or less
	mostIdle      = 12.0
	// enough is the need below which a goal is left for another time, unless
	// its horizon has none that needs more.
	enough = 0.5
)

// dueSoon is how long before its date a goal is looked at more.
const dueSoon = 14 * day

// rhythm is how often a horizon's goals are looked at where the person picked no other time.
var rhythm = map[Horizon]time.Duration{Year1: 7 * 24 * time.Hour, Years3: 30 * 24 * time.Hour, Years5: 91 * 24 * time.Hour}

// endYears is how many years a horizon reaches.
var endYears = map[Horizon]int{Year1: 1, Years3: 3, Years5: 5}

// PickGoals chooses up to most of the open goals on horizons, those that need
// it most first: overdue, stuck, falling in confidence, longest untouched. Each
// horizon that has goals gets one, as far as most allows. history is check-ins,
// newest first.
func PickGoals(goals []Goal, history []CheckIn, horizons []Horizon, now time.Time, most int) []Goal {
	var open []Goal
	need := map[int64]float64{}
	for _, g := range goals {
		if g.State == Open && slices.Contains(horizons, g.Horizon) {
			open = append(open, g)
			need[g.ID] = needOf(g, history, now)
		}
	}
	slices.SortStableFunc(open, func(a, b Goal) int {
		return cmp.Or(cmp.Compare(need[b.ID], need[a.ID]), cmp.Compare(a.Number, b.Number))
	})
	picked := map[int64]bool{}
	take := func(g Goal) {
		if len(picked) < most {
			picked[g.ID] = true
		}
	}
	for _, h := range Horizons {
		if i := slices.IndexFunc(open, func(g Goal) bool { return g.Horizon == h }); i >= 0 {
			take(open[i])
		}
	}
	for _, g := range open {
		if need[g.ID] >= enough {
			take(g)
		}
	}
	return slices.DeleteFunc(open, func(g Goal) bool { return !picked[g.ID] })
}

// needOf is how much a goal needs to be looked at.
func needOf(g Goal, history []CheckIn, now time.Time) float64 {
	last := g.Created
	if g.Updated.After(last) {
		last = g.Updated
	}
	need := 0.0
	switch due, err := time.Parse(time.DateOnly, g.Due); {
	case err == nil && now.After(due.Add(day)):
		need += weightOverdue
	case err == nil && now.After(due.Add(-dueSoon)):
		need += weightSoon
	case err != nil && now.After(g.Created.AddDate(endYears[g.Horizon], 0, 0)):
		need += weightOverdue
	}
	said, confidence := false, []int{}
	for _, e := range EntriesOf(g.ID, history) {
		if e.Status == StatusSkip {
			continue // looked at, not touched
		}
		if !said && e.Status == StatusStuck {
			need += weightStuck
		}
		said = true
		if e.At.After(last) {
			last = e.At
		}
		if e.Confidence > 0 {
			confidence = append(confidence, e.Confidence)
		}
	}
	if !said {
		need += enough // never looked at: what comes next is not planned yet
	}
	if len(confidence) > 0 && confidence[0] <= 3 {
		need += weightLow
	}
	if len(confidence) > 1 && confidence[0] < confidence[1] {
		need += weightFall * float64(min(5, confidence[1]-confidence[0]))
	}
	idle := float64(now.Sub(last)) / float64(rhythm[g.Horizon])
	return need + min(mostIdle, max(0, idle))
}

// EntriesOf is what was said of a goal, newest first.
func EntriesOf(goal int64, history []CheckIn) []Entry {
	var out []Entry
	for _, c := range history {
		for _, e := range c.Entries {
			if e.Goal == goal && e.Status != "" {
				out = append(out, e)
			}
		}
	}
	return out
}

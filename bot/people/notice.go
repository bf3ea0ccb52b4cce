package people

import (
	"slices"
	"time"
)

// StuckEnough is from how many check-ins in a row a goal that is stuck is worth
// another question than what is in the way.
const StuckEnough = 3

// StuckInARow counts the check-ins in a row, up to the newest, in which a goal
// was stuck; one that was skipped says nothing. history is newest first.
func StuckInARow(goal int64, history []CheckIn) (times int) {
	for _, e := range EntriesOf(goal, history) {
		switch e.Status {
		case StatusSkip:
		case StatusStuck:
			times++
		default:
			return times
		}
	}
	return times
}

// confidenceEvery is how often somebody is asked how sure they are of a goal
// that moves: a figure asked for every week says less each time.
const confidenceEvery = 27 * day

// AsksConfidence reports whether how sure somebody is of a goal is asked at now:
// once a month, and whenever the goal is stuck. Who gave no figure was asked
// all the same.
func AsksConfidence(goal int64, status Status, history []CheckIn, now time.Time) bool {
	if status == StatusStuck {
		return true
	}
	var asked time.Time
	for _, e := range slices.Backward(EntriesOf(goal, history)) {
		moves := e.Status == StatusOnTrack && e.At.Sub(asked) >= confidenceEvery
		if e.Confidence > 0 || moves || e.Status == StatusStuck {
			asked = e.At
		}
	}
	return now.Sub(asked) >= confidenceEvery
}

// Falling reports whether the last three figures that were given of a goal fell
// each time, and from what to what. now is the newest, not in history.
func Falling(goal int64, now int, history []CheckIn) (from int, falls bool) {
	figures := []int{now}
	for _, e := range EntriesOf(goal, history) {
		if e.Confidence > 0 {
			figures = append(figures, e.Confidence)
		}
	}
	if now == 0 || len(figures) < 3 || figures[0] >= figures[1] || figures[1] >= figures[2] {
		return 0, false
	}
	return figures[2], true
}

// untouchedFor is how long nothing was said or changed of a goal before that
// is worth a word.
const untouchedFor = 90 * day

// Untouched gives since when nothing was said or changed of a goal, where that
// is for months; ok is false if it is not.
func Untouched(g Goal, history []CheckIn, now time.Time) (since time.Time, ok bool) {
	since = g.Created
	if g.Updated.After(since) {
		since = g.Updated
	}
	for _, e := range EntriesOf(g.ID, history) {
		if e.Status != StatusSkip && e.At.After(since) {
			since = e.At
		}
	}
	return since, now.Sub(since) >= max(untouchedFor, 2*rhythm[g.Horizon])
}

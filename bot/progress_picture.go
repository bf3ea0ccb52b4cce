package bot

import (
	"slices"
	"strconv"

	"mentor/bot/people"
	"mentor/bot/picture"
)

const (
	goalsInLane  = 6 // goals that a lane of the picture shows
	linesDrawn   = 3 // goals whose confidence is drawn
	valuesDrawn  = 8 // figures of confidence a line
	leastOfAline = 2 // figures that make a line
)

// lane is the goals of a horizon as the picture shows them.
func (t *Turn) lane(h people.Horizon, goals []people.Goal, checkIns []people.CheckIn) picture.Lane {
	l := picture.Lane{Label: t.years(h)}
	for _, g := range goals {
		if g.Horizon != h || len(l.Goals) == goalsInLane {
			continue
		}
		m := picture.GoalMark{Name: strconv.Itoa(g.Number) + "  " + Clean(g.Text), State: picture.Open, Word: t.plain("progress.open")}
		if g.State == people.Done {
			m.State, m.Word = picture.Done, t.plain("checkin.status.done")
		} else {
			for _, e := range people.EntriesOf(g.ID, checkIns) {
				if e.Status == people.StatusOnTrack || e.Status == people.StatusStuck {
					m.State, m.Word = picture.State(e.Status), t.plain("checkin.status."+string(e.Status))
					break
				}
			}
		}
		l.Goals = append(l.Goals, m)
	}
	return l
}

// regularityDrawn marks the last weeks with an answered check-in; before the
// second week there is nothing to draw.
func (t *Turn) regularityDrawn(p *picture.Progress, checkIns []people.CheckIn) {
	weeks := people.WeeksMarked(checkIns, t.localDay(), people.WeeksBack)
	if len(weeks) < 2 {
		return
	}
	answered := 0
	for _, w := range weeks {
		if w {
			answered++
		}
	}
	p.Weeks = weeks
	p.WeeksLabel = t.plain("progress.picture.weeks", "answered", answered, "n", len(weeks))
}

// confidenceDrawn adds a line for each open goal of which several figures are known.
func (t *Turn) confidenceDrawn(p *picture.Progress, goals []people.Goal, checkIns []people.CheckIn) {
	for _, g := range goals {
		var values []int
		for _, e := range people.EntriesOf(g.ID, checkIns) { // newest first
			if e.Confidence > 0 && len(values) < valuesDrawn {
				values = append(values, e.Confidence)
			}
		}
		if g.State != people.Open || len(values) < leastOfAline || len(p.Confidence) == linesDrawn {
			continue
		}
		slices.Reverse(values)
		p.Confidence = append(p.Confidence, picture.Confidence{Name: t.plain("progress.picture.goal", "number", g.Number), Values: values})
	}
	if len(p.Confidence) > 0 {
		p.ConfidenceLabel = t.plain("progress.picture.confidence")
	}
}

package progress

import (
	"slices"
	"strconv"

	"mentor/bot"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/picture"
	"mentor/bot/say"
)

const (
	goalsInLane  = 6 // goals that a lane of the picture shows
	linesDrawn   = 3 // goals whose confidence is drawn
	valuesDrawn  = 8 // figures of confidence a line
	leastOfAline = 2 // figures that make a line
)

// lane is the goals of a horizon as the picture shows them.
func lane(t *bot.Turn, h people.Horizon, goals []people.Goal, checkIns []people.CheckIn) picture.Lane {
	l := picture.Lane{Label: say.Years(t, h)}
	for _, g := range goals {
		if g.Horizon != h || len(l.Goals) == goalsInLane {
			continue
		}
		m := picture.GoalMark{Name: strconv.Itoa(g.Number) + "  " + bot.Clean(g.Text), State: picture.Open, Word: t.Plain("progress.open")}
		if g.State == people.Done {
			m.State, m.Word = picture.Done, t.Plain("checkin.status.done")
		} else {
			for _, e := range people.EntriesOf(g.ID, checkIns) {
				if e.Status == people.StatusOnTrack || e.Status == people.StatusStuck {
					m.State, m.Word = picture.State(e.Status), t.Plain("checkin.status."+string(e.Status))
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
func regularityDrawn(t *bot.Turn, p *picture.Progress, checkIns []people.CheckIn) {
	weeks := people.WeeksMarked(checkIns, schedules.LocalDay(t), people.WeeksBack)
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
	p.WeeksLabel = t.Plain("progress.picture.weeks", "answered", answered, "n", len(weeks))
}

// confidenceDrawn adds a line for each open goal of which several figures are known.
func confidenceDrawn(t *bot.Turn, p *picture.Progress, goals []people.Goal, checkIns []people.CheckIn) {
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
		p.Confidence = append(p.Confidence, picture.Confidence{Name: t.Plain("progress.picture.goal", "number", g.Number), Values: values})
	}
	if len(p.Confidence) > 0 {
		p.ConfidenceLabel = t.Plain("progress.picture.confidence")
	}
}

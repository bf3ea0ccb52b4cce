package people

import (
	"slices"
	"time"
)

// LastConfidence is the figure given last, 0 if none was.
func LastConfidence(goal int64, history []CheckIn) int {
	for _, e := range EntriesOf(goal, history) {
		if e.Confidence > 0 {
			return e.Confidence
		}
	}
	return 0
}

// WeekdayFromMonday is 1 for Monday to 7 for Sunday.
func WeekdayFromMonday(d time.Time) int { return (int(d.Weekday())+6)%7 + 1 }

const (
	// weeksBack is what "6 of the last 8 weeks" looks at. A figure that mends
	// itself keeps people going; a streak that breaks does the opposite.
	WeeksBack = 8
	// checkInsBack is how many check-ins count for horizons that are not weekly.
	checkInsBack = 8
	// historyPage is how many check-ins the history shows at a time.
	HistoryPage = 8
	// plansShown is how many next actions a horizon shows.
	PlansShown = 3
)

// WeeksAnswered counts the weeks with an answered check-in, out of the last
// most weeks (or as many as there are since the first check-in).
func WeeksAnswered(checkIns []CheckIn, today time.Time, most int) (answered, of int) {
	weeks := WeeksMarked(checkIns, today, most)
	for _, w := range weeks {
		if w {
			answered++
		}
	}
	return answered, len(weeks)
}

// WeeksMarked says of each of the last most weeks (or as many as there are
// since the first check-in), oldest first, whether a check-in was answered.
// The week that has just begun counts only once it has a check-in.
func WeeksMarked(checkIns []CheckIn, today time.Time, most int) []bool {
	monday := func(d time.Time) time.Time { return d.AddDate(0, 0, 1-WeekdayFromMonday(d)) }
	this := monday(today)
	begun, done, first := false, map[int]bool{}, -1
	for _, c := range checkIns {
		d, err := time.Parse(time.DateOnly, c.Date)
		if err != nil {
			continue
		}
		ago := int(this.Sub(monday(d)).Hours()) / (7 * 24)
		if ago < 0 {
			continue
		}
		first = max(first, ago)
		begun = begun || ago == 0
		if !c.Answered.IsZero() {
			done[ago] = true
		}
	}
	from := 1
	if begun {
		from = 0
	}
	var weeks []bool
	for ago := min(first, from+most-1); ago >= from; ago-- {
		weeks = append(weeks, done[ago])
	}
	return weeks
}

// CheckInsAnswered counts the last check-ins on a horizon and those answered.
func CheckInsAnswered(h Horizon, checkIns []CheckIn) (answered, of int) {
	for _, c := range checkIns {
		if of == checkInsBack || !slices.Contains(c.Horizons, h) {
			continue
		}
		of++
		if !c.Answered.IsZero() {
			answered++
		}
	}
	return answered, of
}

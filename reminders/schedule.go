package reminders

import (
	"errors"
	"fmt"
	"time"

	"mentor/bot/people"
)

// Schedules implements bot.Schedules. It is safe for concurrent use.
type Schedules struct {
	defaults map[people.Horizon]people.Plan
}

var _ people.Calendar = (*Schedules)(nil)

// NewSchedules makes Schedules whose defaults an admin may replace, horizon by
// horizon, in the words that people use too. An error names every mistake.
func NewSchedules(defaults map[people.Horizon]string) (*Schedules, error) {
	s := &Schedules{defaults: map[people.Horizon]people.Plan{
		people.Year1:  {Cron: "0 9 * * 1"},
		people.Years3: {Cron: "0 9 * * 1", Nth: 1},
		people.Years5: {Cron: "0 9 * 1,4,7,10 1", Nth: 1},
	}}
	var errs []error
	for _, h := range people.Horizons {
		words := defaults[h]
		if words == "" {
			continue
		}
		// An anchor needs a date; defaults of every second week all count from
		// the same Monday, so that two processes agree.
		plan, err := s.Parse(words, "en", "UTC", time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC))
		if err != nil {
			errs = append(errs, fmt.Errorf("default schedule of %s, %q: %w", h, words, err))
			continue
		}
		s.defaults[h] = plan
	}
	return s, errors.Join(errs...)
}

// Default implements bot.Schedules.
func (s *Schedules) Default(h people.Horizon) people.Plan { return s.defaults[h] }

// searchYears is how far ahead a plan is looked for before it counts as one
// that never comes: 29 February is up to eight years away (1896, 2096).
const searchYears = 9

// lookBack is how far before t the search begins, so that an occurrence that
// a gap moved to t's own day is seen. The longest gap is a day, which some
// Pacific islands left out.
const lookBack = 49 * time.Hour

// Next implements bot.Schedules. Of several occurrences that fall on one local
// date (a gap can move one past midnight) the first counts.
func (s *Schedules) Next(p people.Plan, zone string, t time.Time, n int) ([]time.Time, error) {
	loc, err := people.Zone(zone)
	if err != nil {
		return nil, err
	}
	walls, err := newWalls(p, wallOf(t.In(loc)).Add(-lookBack))
	if err != nil {
		return nil, err
	}
	var out []time.Time
	last := ""
	for len(out) < n {
		wall, ok := walls.next()
		if !ok {
			break
		}
		at := people.Instant(wall, loc)
		date := at.In(loc).Format(time.DateOnly)
		if date == last {
			continue
		}
		last = date
		if at.After(t) {
			out = append(out, at)
		}
	}
	return out, nil
}

// wallOf is what a clock on the wall shows at t, carried as UTC.
func wallOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

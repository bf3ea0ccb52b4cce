package advice

import (
	"slices"
	"time"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// Facts is what is known of one person when a personal question is answered.
type Facts struct {
	Lang   careers.Lang
	Today  string // local date 2006-01-02
	Role   string // a role's id or the person's own words; may be empty
	Target string // likewise
	Goals  []people.Goal
	Certs  []people.Certification
	// CheckIns come newest first.
	CheckIns []people.CheckIn
	// Notes is what was said in passing, oldest first.
	Notes []people.Note
	// Advised is the note that an advice has spoken of last: once is enough.
	Advised int64
	// Lately is the number of the goal that was set or changed just before; 0: none.
	Lately int
	// Ticks is what was said of skills, Wins what was achieved.
	Ticks []people.Tick
	Wins  []people.Win
	// Steps is what goals are broken down into, in their order.
	Steps []people.Step
}

// Open lists the goals that are worked on, nearest horizon first, in the
// order of their numbers.
func (f Facts) Open() []people.Goal {
	var out []people.Goal
	for _, h := range people.Horizons {
		for _, g := range f.Goals {
			if g.State == people.Open && g.Horizon == h {
				out = append(out, g)
			}
		}
	}
	return out
}

// goal finds an open goal by its number.
func (f Facts) goal(number int) (people.Goal, bool) {
	i := slices.IndexFunc(f.Goals, func(g people.Goal) bool { return g.Number == number && g.State == people.Open })
	if i < 0 {
		return people.Goal{}, false
	}
	return f.Goals[i], true
}

// nextStep is the first step of a goal that is not done; empty where it has none.
func (f Facts) nextStep(goal int64) string {
	for _, s := range f.Steps {
		if s.Goal == goal && s.Done.IsZero() {
			return s.Text
		}
	}
	return ""
}

// last gives the newest entry about a goal that says something; ok is false
// where there is none.
func (f Facts) last(goal int64) (e people.Entry, ok bool) {
	for _, c := range f.CheckIns {
		for _, e := range c.Entries {
			if e.Goal == goal && e.Status != "" && e.Status != people.StatusSkip {
				return e, true
			}
		}
	}
	return people.Entry{}, false
}

// stuckLeast is from how many check-ins in a row a goal that does not move is
// worth another question than how it goes.
const stuckLeast = 3

// stuck counts the check-ins in a row, up to the newest, in which a goal was
// stuck, and gives what was said last.
func (f Facts) stuck(goal int64) (times int, said string) {
	for _, c := range f.CheckIns {
		for _, e := range c.Entries {
			if e.Goal != goal || e.Status == "" || e.Status == people.StatusSkip {
				continue
			}
			if e.Status != people.StatusStuck {
				return times, said
			}
			if times++; said == "" {
				said = e.Next
			}
		}
	}
	return times, said
}

// expiring is the certification that runs out next within so many days.
func (f Facts) expiring(days int) (c people.Certification, in int, ok bool) {
	in = days + 1
	for _, x := range f.Certs {
		if n, known := daysFrom(f.Today, x.Expires); known && n >= 0 && n < in {
			c, in, ok = x, n, true
		}
	}
	return c, in, ok
}

// daysBetween counts the days from one local date to another; ok is false
// where one of them is none.
func daysFrom(from, to string) (int, bool) {
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return 0, false
	}
	b, err := time.Parse(time.DateOnly, to)
	if err != nil {
		return 0, false
	}
	return int(b.Sub(a).Hours() / 24), true
}

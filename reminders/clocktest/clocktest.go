// Package clocktest holds the schedules against an oracle of its own, which
// walks the minutes of a zone and knows nothing of cron or of how instants are
// computed. It must not know the store or any platform.
package clocktest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"mentor/bot/people"
	"mentor/reminders"
)

// Size is how much is tested.
type Size struct {
	Zones   []string
	Every   int // minutes between the local times of a day: 15 are 96 times
	From    time.Time
	Days    int
	Steps   int // how often the clock is moved, by ±2 h or ±1 day; 0: never
	Seed    uint64
	Workers int
}

// Result is what was found.
type Result struct {
	Clocks    int // zones, or, where clocks are moved, zones that differ in the time tested
	Schedules int // clocks × times
	Due       int // local dates that must have one
	Missed    int // … and had none
	Double    int // … or more than one
	Wrong     int // … or one at another minute
	// Moved are dates whose time falls into a gap that ends with the date: it
	// comes in the first minute of the next one, in place of that date's own.
	Moved int
	// Leapt are dates that a step of the clock passed together with a newer
	// one: they are merged into it, and counted as missed by the planner too.
	Leapt int
	First string // the first difference
}

// Pass reports whether nothing was wrong.
func (r Result) Pass() bool { return r.Missed+r.Double+r.Wrong == 0 && r.Due > 0 }

func (r *Result) add(o Result) {
	r.Clocks += o.Clocks
	r.Schedules += o.Schedules
	r.Due += o.Due
	r.Missed += o.Missed
	r.Double += o.Double
	r.Wrong += o.Wrong
	r.Moved += o.Moved
	r.Leapt += o.Leapt
	if r.First == "" {
		r.First = o.First
	}
}

// Run tests a daily check-in at every local time of every zone. Zones whose
// clocks show the same throughout are one clock: where clocks are moved, each
// is moved once.
func Run(ctx context.Context, s people.Calendar, size Size) (Result, error) {
	if size.Steps > 0 {
		var err error
		if size.Zones, err = distinct(size); err != nil {
			return Result{}, err
		}
	}
	work := make(chan string)
	results := make(chan Result)
	errs := make(chan error, size.Workers)
	var wg sync.WaitGroup
	for range max(1, size.Workers) {
		wg.Go(func() {
			for zone := range work {
				r, err := one(ctx, s, zone, size)
				if err != nil {
					errs <- fmt.Errorf("%s: %w", zone, err)
					return
				}
				results <- r
			}
		})
	}
	go func() {
		defer close(work)
		for _, z := range size.Zones {
			select {
			case work <- z:
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() { wg.Wait(); close(results) }()
	var total Result
	for r := range results {
		total.add(r)
	}
	select {
	case err := <-errs:
		return total, err
	default:
		return total, ctx.Err()
	}
}

// distinct keeps the first of the zones that show the same in the time tested.
func distinct(size Size) ([]string, error) {
	seen := map[string]bool{}
	var kept []string
	for _, zone := range size.Zones {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			return nil, err
		}
		signature := ""
		for at := size.From.Add(-beyond); at.Before(size.From.Add(time.Duration(size.Days)*24*time.Hour + beyond)); {
			_, offset := at.In(loc).Zone()
			signature += fmt.Sprintln(at.Unix(), offset)
			_, end := at.In(loc).ZoneBounds()
			if end.IsZero() {
				break
			}
			at = end
		}
		if !seen[signature] {
			seen[signature] = true
			kept = append(kept, zone)
		}
	}
	return kept, nil
}

// one tests one zone.
func one(ctx context.Context, s people.Calendar, zone string, size Size) (Result, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return Result{}, err
	}
	total := Result{Clocks: 1}
	due := walk(loc, size)
	for i, times := range due {
		if err := ctx.Err(); err != nil {
			return total, err
		}
		minute := i * size.Every
		plan := people.Plan{Cron: fmt.Sprintf("%d %d * * *", minute%60, minute/60)}
		r := Result{Schedules: 1, Moved: times.moved}
		clock := newClock(size, uint64(i))
		got, err := clock.still(s, plan, zone, loc)
		if size.Steps > 0 {
			got, err = clock.live(s, plan, zone)
		}
		if err != nil {
			return total, err
		}
		r.compare(clock.expect(times.at, loc, &r.Leapt), got, func(what string) string {
			return fmt.Sprintf("%s at %02d:%02d: %s", zone, minute/60, minute%60, what)
		})
		total.add(r)
	}
	return total, nil
}

// fired is when a check-in came, and for which local date.
type fired struct {
	at   time.Time
	date string
}

type dueTimes struct {
	at    []time.Time
	moved int
}

// beyond is how far a clock that goes wrong gets ahead.
const beyond = 3 * 24 * time.Hour

// walk is the oracle: it goes through the minutes of the zone, one by one. A
// local time is due in the first minute in which the wall clock has reached
// it, so that a time within a gap is due in the minute after the gap, and one
// that comes twice only once; and each local date has one at most.
func walk(loc *time.Location, size Size) []dueTimes {
	due := make([]dueTimes, 24*60/size.Every)
	last := make([]int64, len(due)) // local day of the last one
	for i := range last {
		last[i] = -1 << 40
	}
	from, to := size.From.Unix()/60, size.From.Add(time.Duration(size.Days)*24*time.Hour+beyond).Unix()/60
	// It begins two days early, so that what is due at first is known whole.
	reached := wallMinute(from-2*24*60, loc)
	for u := from - 2*24*60 + 1; u < to; u++ {
		wall := wallMinute(u, loc)
		for w := reached + 1; w <= wall; w++ {
			minute := int(((w % (24 * 60)) + 24*60) % (24 * 60))
			if minute%size.Every != 0 {
				continue
			}
			i := minute / size.Every
			day := floorDiv(wall, 24*60) // the date on which it comes, not the one it was meant for
			if day == last[i] {
				if u > from {
					due[i].moved++
				}
				continue
			}
			last[i] = day
			if u > from {
				due[i].at = append(due[i].at, time.Unix(u*60, 0).UTC())
			}
		}
		reached = max(reached, wall)
	}
	return due
}

// wallMinute is what a wall clock shows in a minute, counted in minutes.
func wallMinute(u int64, loc *time.Location) int64 {
	_, offset := time.Unix(u*60, 0).In(loc).Zone()
	return u + int64(offset)/60
}

func floorDiv(a, b int64) int64 {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

// clock is a machine's clock that somebody moves.
type clock struct {
	from, to time.Time
	steps    []step
}

// step moves the clock by by once that much true time has passed.
type step struct {
	after time.Duration
	by    time.Duration
}

func newClock(size Size, n uint64) clock {
	c := clock{from: size.From, to: size.From.Add(time.Duration(size.Days) * 24 * time.Hour)}
	rng := rand.New(rand.NewPCG(size.Seed, n))
	by := []time.Duration{2 * time.Hour, 24 * time.Hour}
	offset := time.Duration(0)
	if size.Steps == 0 {
		return c
	}
	apart := c.to.Sub(c.from) / time.Duration(size.Steps)
	for i := range size.Steps {
		at := time.Duration(i)*apart + time.Duration(rng.Int64N(int64(apart)))
		d := by[rng.IntN(len(by))]
		if offset > 0 || offset == 0 && rng.IntN(2) == 0 { // never far from the truth
			d = -d
		}
		offset += d
		c.steps = append(c.steps, step{at.Truncate(time.Second), d})
	}
	return c
}

// expect says what must come, by the clock's own face: what it passes for the
// first time, once; of several that it leaps over at once, the newest.
func (c clock) expect(due []time.Time, loc *time.Location, leapt *int) []fired {
	var out []fired
	i := 0
	pass := func(face time.Time, at time.Time, together bool) {
		n := i
		for i < len(due) && !due[i].After(face) {
			i++
		}
		if n == i {
			return
		}
		if together {
			*leapt += i - n - 1
			n = i - 1
		}
		for ; n < i; n++ {
			when := due[n]
			if together {
				when = at
			}
			out = append(out, fired{when, due[n].In(loc).Format(time.DateOnly)})
		}
	}
	offset := time.Duration(0)
	for _, s := range c.steps {
		pass(c.from.Add(s.after+offset), time.Time{}, false)
		offset += s.by
		face := c.from.Add(s.after + offset)
		pass(face, face, true)
	}
	pass(c.to.Add(offset), time.Time{}, false)
	return out
}

// still asks for all times at once, by a clock that runs true.
func (c clock) still(s people.Calendar, plan people.Plan, zone string, loc *time.Location) ([]fired, error) {
	if len(c.steps) > 0 {
		return nil, nil
	}
	times, err := s.Next(plan, zone, c.from, int(c.to.Sub(c.from)/(24*time.Hour))+2)
	var out []fired
	for _, at := range times {
		if !at.After(c.to) {
			out = append(out, fired{at, at.In(loc).Format(time.DateOnly)})
		}
	}
	return out, err
}

// live runs the planner by the clock: it waits until the next time is due, or
// the clock is moved, and decides.
func (c clock) live(s people.Calendar, plan people.Plan, zone string) ([]fired, error) {
	person := reminders.Person{Person: people.Person{ID: 1, OptedIn: true, Zone: zone}}
	sc := people.Schedule{ID: 1, Person: 1, Horizon: people.Year1, Plan: plan, Zone: zone, Chosen: true}
	next, err := s.Next(plan, zone, c.from, 1)
	if err != nil || len(next) == 0 {
		return nil, err
	}
	sc.Next = next[0]
	var out []fired
	sent := map[string]bool{} // the store's unique key
	look := func(now time.Time) {
		if sc.Next.IsZero() || sc.Next.After(now) {
			return
		}
		v := reminders.Decide(s, reminders.Due{Person: person, Schedules: []people.Schedule{sc}}, now)
		if v.Send && !sent[v.Date] {
			sent[v.Date] = true
			person.LastNudge = v.Date
			at := v.NotBefore
			if at.Before(now) {
				at = now
			}
			out = append(out, fired{at, v.Date})
		}
		sc.Next = v.Next[1]
	}
	offset := time.Duration(0)
	steps := append([]step(nil), c.steps...)
	steps = append(steps, step{after: c.to.Sub(c.from)})
	for i, st := range steps {
		end := c.from.Add(st.after + offset)
		for !sc.Next.IsZero() && !sc.Next.After(end) {
			look(sc.Next)
		}
		if i < len(steps)-1 {
			offset += st.by
			look(c.from.Add(st.after + offset))
		}
	}
	return out, nil
}

// compare counts the differences between what must come and what came.
func (r *Result) compare(want, got []fired, say func(string) string) {
	r.Due += len(want)
	came := map[string][]time.Time{}
	for _, f := range got {
		came[f.date] = append(came[f.date], f.at)
	}
	note := func(what string) {
		if r.First == "" {
			r.First = say(what)
		}
	}
	for _, f := range want {
		times := came[f.date]
		switch {
		case len(times) == 0:
			r.Missed++
			note("none on " + f.date)
		case len(times) > 1:
			r.Double++
			note(fmt.Sprintf("%d on %s", len(times), f.date))
		case !times[0].Equal(f.at):
			r.Wrong++
			note(fmt.Sprintf("on %s at %s instead of %s", f.date, times[0].UTC().Format(time.RFC3339), f.at.UTC().Format(time.RFC3339)))
		}
		delete(came, f.date)
	}
	for date, times := range came {
		r.Double += len(times)
		note("one on " + date + ", which has none")
	}
}

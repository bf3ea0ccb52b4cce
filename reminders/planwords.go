package reminders

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"mentor/bot/people"
)

// plan makes a plan of what was read.
func (w *said) plan(now time.Time) (people.Plan, error) {
	minutes := defaultHour * 60
	switch {
	case len(w.times) > 0:
		minutes = w.times[0]
	case w.part == "af" || w.part == "ap":
		minutes = 14 * 60
	case w.part == "ev" || w.part == "so":
		minutes = 18 * 60
	}
	at := fmt.Sprintf("%d %d", minutes%60, minutes/60)
	slices.Sort(w.days)
	w.days = slices.Compact(w.days)
	slices.Sort(w.dates)
	w.dates = slices.Compact(w.dates)
	slices.Sort(w.months)
	w.months = slices.Compact(w.months)

	switch {
	case (len(w.dates) > 0 || w.last) && len(w.days) > 0, len(w.dates) > 0 && w.last:
		return people.Plan{}, refuse("both-days")
	case w.unit == "week" && w.every > 1:
		return w.everyWeeks(at, now)
	case w.last:
		return w.inMonths(now, people.Plan{Cron: at + " 28-31 %s *", Nth: -1})
	case len(w.dates) > 0:
		if d := w.dates[len(w.dates)-1]; d > 28 && len(w.months) == 0 {
			return people.Plan{}, refuse("short-months", "day", itoa(d))
		}
		return w.inMonths(now, people.Plan{Cron: at + " " + list(w.dates) + " %s *"})
	case w.nth != 0 || w.unit == "month" || w.unit == "quarter" || len(w.months) > 0 && len(w.days) == 0:
		if len(w.days) == 0 {
			w.days = []int{1}
		}
		if len(w.days) > 1 && !w.work {
			return people.Plan{}, refuse("several-nth")
		}
		return w.inMonths(now, people.Plan{Cron: at + " * %s " + list(w.days), Nth: cmp.Or(w.nth, 1)})
	case len(w.days) == 0 && w.unit == "day", len(w.days) == 7:
		return w.inMonths(now, people.Plan{Cron: at + " * %s *"})
	case len(w.days) == 0 && w.unit == "" && len(w.times) == 0:
		return people.Plan{}, refuse("nothing")
	case len(w.days) == 0 && w.unit == "": // "at 9": how often is missing
		return people.Plan{}, refuse("how-often")
	case len(w.days) == 0:
		w.days = []int{1}
	}
	return w.inMonths(now, people.Plan{Cron: at + " * %s " + list(w.days)})
}

// everyWeeks counts weeks from the first occurrence.
func (w *said) everyWeeks(at string, now time.Time) (people.Plan, error) {
	if len(w.dates) > 0 || w.nth != 0 || w.last || len(w.months) > 0 {
		return people.Plan{}, refuse("interval-words")
	}
	if len(w.days) == 0 {
		w.days = []int{1}
	}
	p := people.Plan{Cron: at + " * * " + list(w.days)}
	from := wallOf(now)
	if !w.anchor.IsZero() {
		from = w.anchor.Add(-time.Minute)
	}
	first, err := newWalls(p, from)
	if err != nil {
		return p, err
	}
	day, ok := first.next()
	if !ok {
		return p, refuse("never")
	}
	p.EveryWeeks, p.Anchor = w.every, day.Format(time.DateOnly)
	return p, nil
}

// inMonths puts the months into a plan whose cron line leaves a place for them.
func (w *said) inMonths(now time.Time, p people.Plan) (people.Plan, error) {
	months := "*"
	switch {
	case len(w.months) > 0:
		months = list(w.months)
	case w.unit == "quarter":
		months = "1,4,7,10"
	case w.unit == "month" && w.every > 1:
		return w.soonest(now, p)
	}
	p.Cron = fmt.Sprintf(p.Cron, months)
	return p, nil
}

// soonest lets "every three months" begin with the month that comes first.
func (w *said) soonest(now time.Time, p people.Plan) (people.Plan, error) {
	from := wallOf(now)
	if !w.anchor.IsZero() {
		from = w.anchor.Add(-time.Minute)
	}
	every := p
	every.Cron = fmt.Sprintf(p.Cron, "*")
	walls, err := newWalls(every, from)
	if err != nil {
		return p, err
	}
	first, ok := walls.next()
	if !ok {
		return p, refuse("never")
	}
	var months []int
	for m := (int(first.Month())-1)%w.every + 1; m <= 12; m += w.every {
		months = append(months, m)
	}
	p.Cron = fmt.Sprintf(p.Cron, list(months))
	return p, nil
}

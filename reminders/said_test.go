package reminders

import (
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"mentor/bot/people"
)

// watched is how long the runner is played for check-ins on each horizon: where
// those that come daily have become monthly, others hardly ever have their turn.
const watched = 200 * 24 * time.Hour

// sent plays the runner from now on: it wakes when the first schedule comes
// due, decides, moves the schedules on, and stops when a check-in on each
// horizon has been sent, if the whole is wanted, else at the first. It gives when the first was, and the first on each.
func sent(t *testing.T, c people.Calendar, p Person, all []people.Schedule, now time.Time, whole bool) (first time.Time, each map[people.Horizon]time.Time) {
	t.Helper()
	start := now
	all = append([]people.Schedule{}, all...)
	each = map[people.Horizon]time.Time{}
	for range 1200 {
		wake := time.Time{}
		for _, s := range all {
			if !s.Next.IsZero() && (wake.IsZero() || s.Next.Before(wake)) {
				wake = s.Next
			}
		}
		if wake.IsZero() {
			return first, each
		}
		if wake.Before(now) {
			wake = now
		}
		now = wake
		due := Due{Person: p}
		for _, s := range all {
			switch {
			case s.Next.IsZero():
			case s.Next.After(now):
				due.Later = append(due.Later, s)
			default:
				due.Schedules = append(due.Schedules, s)
			}
		}
		v := Decide(c, due, now)
		if v.Err != nil {
			t.Fatal(v.Err)
		}
		if v.Send {
			if first.IsZero() {
				first = v.NotBefore
			}
			for _, h := range v.Horizons {
				if _, ok := each[h]; !ok && !v.NotBefore.After(start.Add(watched)) {
					each[h] = v.NotBefore
				}
			}
			if p.LastNudge = v.Date; !whole || len(each) == len(all) || now.After(start.Add(watched)) {
				return first, each
			}
		}
		for i, s := range all {
			if next, ok := v.Next[s.ID]; ok {
				all[i].Next = next
			}
		}
	}
	return first, each
}

// TestSaidIsSent holds what the mentor says about the next check-in to what the
// runner does, in every zone over two years, whatever holds check-ins back.
func TestSaidIsSent(t *testing.T) {
	c := schedules(t)
	r := rand.New(rand.NewPCG(11, 1))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	n, held := 0, 0
	for _, zone := range Zones() {
		loc, err := people.Zone(zone)
		if err != nil {
			t.Fatal(err)
		}
		for range 40 {
			now := from.Add(time.Duration(r.Int64N(int64(2 * 365 * 24 * time.Hour))))
			if _, moves := now.In(loc).ZoneBounds(); r.IntN(2) == 0 && moves.Sub(now) > 0 && moves.Sub(now) < 400*24*time.Hour {
				now = moves.Add(-time.Duration(r.IntN(60)) * time.Hour) // the clocks are about to move
			}
			p := Person{Person: people.Person{ID: 1, OptedIn: true, Zone: zone, QuietFrom: r.IntN(24 * 60), QuietTo: r.IntN(24 * 60)}}
			local := func(days int) string { return now.In(loc).AddDate(0, 0, days).Format(time.DateOnly) }
			switch r.IntN(5) {
			case 0:
				p.PausedUntil = now.Add(time.Duration(r.IntN(60*24)) * time.Hour)
			case 1:
				a := r.IntN(40) - 10
				p.Absences = []people.Absence{{From: local(a), To: local(a + r.IntN(30))}, {From: local(a + 31), To: local(a + 31 + r.IntN(9))}}
			case 2:
				p.Slowed, p.LastNudge = true, local(-r.IntN(40))
			}
			var all []people.Schedule
			for i, h := range people.Horizons[:1+r.IntN(3)] {
				plan := people.Plan{Cron: pick("0 9 * * 1", "30 2 * * *", "0 0 * * 0", "30 0 * * *", "45 23 1 * *", "0 17 * * 5", "15 3 * * 0")}
				next, err := c.Next(plan, zone, now.Add(-time.Duration(r.IntN(50))*time.Hour), 1)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, people.Schedule{ID: int64(i + 1), Person: 1, Horizon: h, Plan: plan, Zone: zone, Next: next[0], Chosen: r.IntN(2) == 0})
			}
			said := people.NextNudge(c, p.Person, all, p.LastNudge, now)
			n++
			whole := n%8 == 0 // which takes long
			got, each := sent(t, c, p, all, now, whole)
			say := map[people.Horizon]time.Time{}
			if whole {
				say = people.NextOfEach(c, p.Person, all, p.LastNudge, now)
			}
			maps.DeleteFunc(say, func(_ people.Horizon, at time.Time) bool { return at.After(now.Add(watched)) })
			if whole && !maps.EqualFunc(say, each, time.Time.Equal) {
				t.Errorf("%s, now %v: said of each %v, sent %v\n%+v\n%+v", zone, now, say, each, p, all)
			}
			if !said.Equal(got) {
				t.Errorf("%s, now %v: said %v, sent %v\n%+v\n%+v", zone, now, said, got, p, all)
			} else if !got.Equal(all[0].Next) {
				held++
			}
		}
	}
	t.Logf("%d of %d said as sent, %d of them not at the first time due", n, n, held)
}

// TestSaidWhereClocksMove has the cases in which words and runner once differed.
func TestSaidWhereClocksMove(t *testing.T) {
	c := schedules(t)
	for _, x := range []struct {
		name, zone, cron, now, want string
		from, to                    int
	}{
		{"quiet hours end within the gap", "Europe/Paris", "0 1 * * *", "2026-03-28 12:00", "2026-03-29 01:00", 20 * 60, 2*60 + 30},
		{"and within one at midnight", "America/Santiago", "0 23 * * *", "2026-09-05 12:00", "2026-09-06 04:00", 20 * 60, 30},
		{"a time that has passed", "UTC", "0 9 * * 1", "2026-11-24 10:00", "2026-11-24 10:00", 20 * 60, 8 * 60},
	} {
		now := at(t, x.now)
		next, err := c.Next(people.Plan{Cron: x.cron}, x.zone, now, 1)
		if err != nil {
			t.Fatal(err)
		}
		if x.name == "a time that has passed" {
			next[0] = at(t, "2026-11-23 09:00")
		}
		p := Person{Person: people.Person{ID: 1, OptedIn: true, Zone: x.zone, QuietFrom: x.from, QuietTo: x.to}}
		all := []people.Schedule{{ID: 1, Horizon: people.Year1, Plan: people.Plan{Cron: x.cron}, Zone: x.zone, Next: next[0]}}
		said := people.NextNudge(c, p.Person, all, "", now)
		if got, _ := sent(t, c, p, all, now, false); !said.Equal(at(t, x.want)) || !said.Equal(got) {
			t.Errorf("%s: said %v, want %v, sent %v", x.name, said, x.want, got)
		}
	}
}

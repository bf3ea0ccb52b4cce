package reminders

import (
	"slices"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

func at(t testing.TB, s string) time.Time {
	t.Helper()
	v, err := time.Parse("2006-01-02 15:04 MST", s+" UTC")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// somebody is a person in Paris who has opted in.
func somebody(change func(*people.Person)) Person {
	p := people.Person{ID: 1, OptedIn: true, Zone: "Europe/Paris", QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo}
	if change != nil {
		change(&p)
	}
	return Person{Person: p}
}

func TestDecide(t *testing.T) {
	s := schedules(t)
	// 23 November 2026 is a Monday; Paris is UTC+1.
	weekly := people.Schedule{ID: 1, Horizon: people.Year1, Plan: people.Plan{Cron: "0 9 * * 1"}, Zone: "Europe/Paris", Next: at(t, "2026-11-23 08:00")}
	monthly := people.Schedule{ID: 2, Horizon: people.Years3, Plan: people.Plan{Cron: "0 9 * * 1", Nth: 1}, Zone: "Europe/Paris", Next: at(t, "2026-11-23 08:00")}
	with := func(sc people.Schedule, change func(*people.Schedule)) people.Schedule { change(&sc); return sc }
	night := with(weekly, func(s *people.Schedule) { s.Plan.Cron, s.Next = "0 22 * * 1", at(t, "2026-11-23 21:00") })
	chosen := with(night, func(s *people.Schedule) { s.Chosen = true })
	for _, c := range []struct {
		name      string
		person    func(*people.Person)
		last      string
		due       []people.Schedule
		later     []people.Schedule
		now       string
		send      bool
		skip      string
		date      string
		horizons  []people.Horizon
		notBefore string
		next      string // of the first schedule
		missed    int
	}{
		{name: "on time", due: []people.Schedule{weekly}, now: "2026-11-23 08:00", send: true, date: "2026-11-23",
			horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-23 08:00", next: "2026-11-30 08:00"},
		{name: "two horizons of one time are one message", due: []people.Schedule{weekly, monthly}, now: "2026-11-23 08:01", send: true, date: "2026-11-23",
			horizons: []people.Horizon{people.Year1, people.Years3}, notBefore: "2026-11-23 08:00", next: "2026-11-30 08:00"},
		{name: "a horizon due later that day joins", due: []people.Schedule{weekly}, now: "2026-11-23 08:00", send: true, date: "2026-11-23",
			later:    []people.Schedule{with(monthly, func(s *people.Schedule) { s.Plan.Cron, s.Next = "0 17 * * 1", at(t, "2026-11-23 16:00") })},
			horizons: []people.Horizon{people.Year1, people.Years3}, notBefore: "2026-11-23 08:00", next: "2026-11-30 08:00"},
		{name: "one of another day does not", due: []people.Schedule{weekly}, now: "2026-11-23 08:00", send: true, date: "2026-11-23",
			later:    []people.Schedule{with(monthly, func(s *people.Schedule) { s.Next = at(t, "2026-11-24 08:00") })},
			horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-23 08:00", next: "2026-11-30 08:00"},
		{name: "never started", person: func(p *people.Person) { p.OptedIn = false }, due: []people.Schedule{weekly}, now: "2026-11-23 08:00", next: "2026-11-30 08:00"},
		{name: "stopped", person: func(p *people.Person) { p.Stopped = true }, due: []people.Schedule{weekly}, now: "2026-11-23 08:00", next: "2026-11-30 08:00"},
		{name: "paused", person: func(p *people.Person) { p.PausedUntil = people.Forever }, due: []people.Schedule{weekly}, now: "2026-11-23 08:00",
			skip: string(people.SkipPaused), date: "2026-11-23", horizons: []people.Horizon{people.Year1}, next: "2026-11-30 08:00"},
		{name: "a pause that is over", person: func(p *people.Person) { p.PausedUntil = at(t, "2026-11-23 07:59") }, due: []people.Schedule{weekly}, now: "2026-11-23 08:00", send: true,
			date: "2026-11-23", horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-23 08:00", next: "2026-11-30 08:00"},
		{name: "away", person: func(p *people.Person) { p.Absences = []people.Absence{{From: "2026-11-20", To: "2026-11-23"}} }, due: []people.Schedule{weekly}, now: "2026-11-23 08:00",
			skip: string(people.SkipAway), date: "2026-11-23", horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-23 08:00", next: "2026-11-30 08:00"},
		{name: "back", person: func(p *people.Person) { p.Absences = []people.Absence{{From: "2026-11-10", To: "2026-11-22"}} }, due: []people.Schedule{weekly}, now: "2026-11-23 08:00", send: true,
			date: "2026-11-23", horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-23 08:00", next: "2026-11-30 08:00"},
		{name: "quiet hours wait for the morning", due: []people.Schedule{night}, now: "2026-11-23 21:00", send: true, date: "2026-11-23",
			horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-24 07:00", next: "2026-11-30 21:00"},
		{name: "a chosen time beats quiet hours", due: []people.Schedule{chosen}, now: "2026-11-23 21:00", send: true, date: "2026-11-23",
			horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-23 21:00", next: "2026-11-30 21:00"},
		{name: "but not when it is late", due: []people.Schedule{chosen}, now: "2026-11-23 22:00", send: true, date: "2026-11-23",
			horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-24 07:00", next: "2026-11-30 21:00"},
		{name: "no quiet hours", person: func(p *people.Person) { p.QuietFrom = p.QuietTo }, due: []people.Schedule{night}, now: "2026-11-23 21:00", send: true, date: "2026-11-23",
			horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-23 21:00", next: "2026-11-30 21:00"},
		{name: "an hour late", due: []people.Schedule{weekly}, now: "2026-11-23 09:00", send: true, date: "2026-11-23",
			horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-23 09:00", next: "2026-11-30 08:00"},
		{name: "a day late, at night", due: []people.Schedule{weekly}, now: "2026-11-24 23:00", send: true, date: "2026-11-23",
			horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-25 07:00", next: "2026-11-30 08:00"},
		{name: "three days late is too late", due: []people.Schedule{weekly}, now: "2026-11-26 08:01", skip: string(people.SkipLate), date: "2026-11-23",
			horizons: []people.Horizon{people.Year1}, next: "2026-11-30 08:00", missed: 1},
		{name: "but not for a farther horizon", due: []people.Schedule{weekly, monthly}, now: "2026-11-26 08:01", send: true, date: "2026-11-23",
			horizons: []people.Horizon{people.Years3}, notBefore: "2026-11-26 08:01", next: "2026-11-30 08:00"},
		{name: "five weeks off: the newest, late, the others missed", due: []people.Schedule{weekly}, now: "2026-12-29 08:00", send: true, date: "2026-12-28",
			horizons: []people.Horizon{people.Year1}, notBefore: "2026-12-29 08:00", next: "2027-01-04 08:00", missed: 5},
		{name: "five weeks off and two days: all missed", due: []people.Schedule{weekly}, now: "2026-12-31 08:00", skip: string(people.SkipLate), date: "2026-12-28",
			horizons: []people.Horizon{people.Year1}, next: "2027-01-04 08:00", missed: 6},
		{name: "slowed, a week after the last", person: func(p *people.Person) { p.Slowed = true }, last: "2026-11-16", due: []people.Schedule{weekly}, now: "2026-11-23 08:00", next: "2026-11-30 08:00"},
		{name: "slowed, four weeks after the last", person: func(p *people.Person) { p.Slowed = true }, last: "2026-10-26", due: []people.Schedule{weekly}, now: "2026-11-23 08:00", send: true,
			date: "2026-11-23", horizons: []people.Horizon{people.Year1}, notBefore: "2026-11-23 08:00", next: "2026-11-30 08:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := somebody(c.person)
			p.LastNudge = c.last
			v := Decide(s, Due{Person: p, Schedules: c.due, Later: c.later}, at(t, c.now))
			if v.Err != nil || v.Send != c.send || v.Skip != c.skip || (c.send || c.skip != "") && v.Date != c.date || v.Missed != c.missed {
				t.Errorf("%+v", v)
			}
			if (c.send || c.skip != "") && !slices.Equal(v.Horizons, c.horizons) {
				t.Errorf("horizons %v, want %v", v.Horizons, c.horizons)
			}
			if c.notBefore != "" && !v.NotBefore.Equal(at(t, c.notBefore)) {
				t.Errorf("not before %v, want %v", v.NotBefore, c.notBefore)
			}
			if next := v.Next[c.due[0].ID]; !next.Equal(at(t, c.next)) {
				t.Errorf("next %v, want %v", next, c.next)
			}
			for _, l := range c.later {
				if next, moved := v.Next[l.ID]; moved != slices.Contains(c.horizons, l.Horizon) || moved && !next.After(l.Next) {
					t.Errorf("later one moved to %v", next)
				}
			}
		})
	}
}

func TestDecideUnreadable(t *testing.T) {
	now := at(t, "2026-11-23 08:00")
	bad := people.Schedule{ID: 7, Horizon: people.Year1, Plan: people.Plan{Cron: "bad"}, Zone: "Europe/Paris", Next: now}
	if v := Decide(schedules(t), Due{Person: somebody(nil), Schedules: []people.Schedule{bad}}, now); v.Err == nil || v.Send || !v.Next[7].Equal(now.Add(24*time.Hour)) {
		t.Errorf("%+v", v)
	}
}

func TestDecideFollowUp(t *testing.T) {
	for _, c := range []struct {
		name, now, want string
		kind            people.Kind
		person          func(*people.Person)
	}{
		{"in the day", "2026-11-24 08:00", "2026-11-24 08:00", people.KindFollowUp, nil},
		{"in quiet hours", "2026-11-24 21:00", "2026-11-25 07:00", people.KindFollowUp, nil},
		{"before the morning", "2026-11-24 03:00", "2026-11-24 07:00", people.KindFollowUp, nil},
		{"expiry at UTC's midnight", "2026-11-24 00:00", "2026-11-24 08:00", people.KindExpiry, nil},
		{"paused", "2026-11-24 08:00", "", people.KindFollowUp, func(p *people.Person) { p.PausedUntil = people.Forever }},
		{"stopped", "2026-11-24 08:00", "", people.KindExpiry, func(p *people.Person) { p.Stopped = true }},
		{"away", "2026-11-24 08:00", "", people.KindSilence, func(p *people.Person) { p.Absences = []people.Absence{{From: "2026-11-24", To: "2026-11-24"}} }},
	} {
		p := somebody(c.person)
		p.Kind = c.kind
		p.Expires = "2026-12-01" // a week from the days below
		d := DecideFollowUp(schedules(t), p, at(t, c.now))
		if d.Send != (c.want != "") || c.want != "" && (!d.NotBefore.Equal(at(t, c.want)) || d.Kind != c.kind || d.Date != c.want[:10]) {
			t.Errorf("%s: %+v", c.name, d)
		}
	}
}

func TestOverdue(t *testing.T) {
	due := at(t, "2026-11-23 08:00")
	row := bot.Outgoing{Kind: people.KindCheckIn, Due: due, NotBefore: due, Horizons: []people.Horizon{people.Year1}}
	farther := row
	farther.Horizons = []people.Horizon{people.Year1, people.Years3}
	for _, c := range []struct {
		row       bot.Outgoing
		now, want string
		skip      bool
	}{
		{row, "2026-11-23 08:01", "2026-11-23 08:01", false},
		{row, "2026-11-23 12:00", "2026-11-23 12:00", false},
		{row, "2026-11-23 20:00", "2026-11-24 07:00", false},
		{row, "2026-11-25 08:01", "", true},
		{farther, "2026-11-25 08:01", "2026-11-25 08:01", false},
		{farther, "2026-12-01 08:01", "", true},
	} {
		skip, moment := Overdue(somebody(nil).Person, c.row, at(t, c.now))
		if skip != c.skip || !skip && !moment.Equal(at(t, c.want)) {
			t.Errorf("%s: %v %v", c.now, skip, moment)
		}
	}
}

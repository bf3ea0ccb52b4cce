package reminders_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
	"mentor/reminders"
)

// monday is when everybody's three schedules are due at once, the worst case.
var monday = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

// crowded opens a database with people in 20 workspaces, each with the three
// default schedules, due on monday.
func crowded(b *testing.B, s *reminders.Schedules, persons int) *db.DB {
	b.Helper()
	d, err := db.Open(b.Context(), filepath.Join(b.TempDir(), "m.db"), db.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; i < persons; i += 1000 {
		err := d.Update(b.Context(), func(tx bot.Tx) error {
			for j := i; j < min(i+1000, persons); j++ {
				u := people.UserRef{Platform: people.Slack, Workspace: fmt.Sprintf("T%d", j%20), ID: fmt.Sprintf("U%d", j)}
				p, err := tx.AddPerson(u, people.Person{Created: monday, OptedIn: true, Zone: "Europe/Paris", QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo, NudgeAt: u})
				if err != nil {
					return err
				}
				for _, h := range people.Horizons {
					if _, err := tx.PutSchedule(people.Schedule{Person: p.ID, Horizon: h, Plan: s.Default(h), Zone: p.Zone, Next: monday}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return d
}

// BenchmarkScale plans and claims everybody's check-in: the store's and the
// deciding code's share of a Monday morning.
func BenchmarkScale(b *testing.B) {
	s, err := reminders.NewSchedules(nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, people := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			var plan, claim, used time.Duration
			for b.Loop() {
				b.StopTimer()
				d := crowded(b, s, people)
				b.StartTimer()
				cpu := cpuTime(b)
				began := time.Now()
				planAll(b, d, s, people)
				plan += time.Since(began)
				began = time.Now()
				claimAll(b, d, people)
				claim += time.Since(began)
				used += cpuTime(b) - cpu
				b.StopTimer()
				if err := d.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			n := float64(people * b.N)
			b.ReportMetric(n/(plan+claim).Seconds(), "people/s")
			b.ReportMetric(n/plan.Seconds(), "planned/s")
			b.ReportMetric(n/claim.Seconds(), "claimed/s")
			b.ReportMetric(n/used.Seconds(), "people/cpu-s") // tells the work from a busy machine's waiting
			b.ReportMetric(peakMB(b), "peak-MB")
		})
	}
}

func planAll(b *testing.B, d *db.DB, s *reminders.Schedules, people int) {
	now, total := monday.Add(time.Second), 0
	for more := true; more; {
		planned, again, err := d.Plan(b.Context(), now, 500, func(due reminders.Due) reminders.Decision { return reminders.Decide(s, due, now).Decision })
		if err != nil {
			b.Fatal(err)
		}
		total, more = total+planned.Sent, again
	}
	if total != people {
		b.Fatalf("%d planned", total)
	}
}

func claimAll(b *testing.B, d *db.DB, people int) {
	now, total := monday.Add(time.Second), 0
	senders, err := d.Senders(b.Context(), now)
	if err != nil {
		b.Fatal(err)
	}
	for _, w := range senders {
		for {
			rows, err := d.Claim(b.Context(), w, "scale", now, now.Add(time.Hour), 100)
			if err != nil {
				b.Fatal(err)
			}
			if len(rows) == 0 {
				break
			}
			total += len(rows)
		}
	}
	if total != people {
		b.Fatalf("%d claimed", total)
	}
}

// BenchmarkIdleTick is what the runner asks of the store in a round in which
// nothing is due.
func BenchmarkIdleTick(b *testing.B) {
	s, err := reminders.NewSchedules(nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, people := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			d := crowded(b, s, people)
			now := monday.Add(-time.Hour)
			for b.Loop() {
				_, _, err1 := d.Plan(b.Context(), now, 500, nil)
				_, err2 := d.FollowUps(b.Context(), now, 500, nil)
				_, err3 := d.Senders(b.Context(), now)
				_, err4 := d.NextDue(b.Context())
				for _, err := range []error{err1, err2, err3, err4} {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
			b.StopTimer()
			if err := d.Close(); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// cpuTime is the processor time that this process has used, SQLite's included.
func cpuTime(b *testing.B) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// peakMB is the most memory that the process has had, SQLite's included.
func peakMB(b *testing.B) float64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0 // not Linux
	}
	m := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(text)
	if m == nil {
		b.Fatal("no VmHWM")
	}
	kb, err := strconv.ParseFloat(string(m[1]), 64)
	if err != nil {
		b.Fatal(err)
	}
	return kb / 1024
}

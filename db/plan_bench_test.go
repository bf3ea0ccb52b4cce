//go:build unix

package db

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/reminders"
)

// crowd fills a database with n people in 20 workspaces, each with three
// schedules that come due on monday.
func crowd(b *testing.B, d *DB, n int) {
	for i := 0; i < n; i += 1000 {
		err := d.Update(b.Context(), func(tx bot.Tx) error {
			for j := i; j < min(i+1000, n); j++ {
				u := people.UserRef{Platform: people.Slack, Workspace: fmt.Sprintf("T%d", j%20), ID: fmt.Sprintf("U%d", j)}
				p, err := tx.AddPerson(u, people.Person{Created: monday, OptedIn: true, Zone: "Europe/Paris", Lang: "en"})
				if err != nil {
					return err
				}
				for _, h := range people.Horizons {
					if _, err := tx.PutSchedule(people.Schedule{Person: p.ID, Horizon: h, Plan: people.Plan{Cron: "0 9 * * 1"}, Zone: p.Zone, Next: monday}); err != nil {
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
}

// BenchmarkPlanClaim plans and claims a crowd that is due at once, and then
// measures the idle tick over it.
func BenchmarkPlanClaim(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var cpu time.Duration
			for b.Loop() {
				b.StopTimer()
				d, err := Open(b.Context(), filepath.Join(b.TempDir(), "m.db"), Options{})
				if err != nil {
					b.Fatal(err)
				}
				crowd(b, d, n)
				before := cpuTime(b)
				b.StartTimer()
				planned, claimed := planClaim(b, d, monday)
				b.StopTimer()
				cpu += cpuTime(b) - before
				if planned != n || claimed != n {
					b.Fatalf("planned %d, claimed %d of %d", planned, claimed, n)
				}
				b.StartTimer()
				d.Close()
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "people/s")
			// What one core would do alone, whatever else runs on the machine.
			b.ReportMetric(float64(n*b.N)/cpu.Seconds(), "people/core-s")
		})
	}
}

// cpuTime is what this process has used of all cores, in itself and in the kernel.
func cpuTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func planClaim(b *testing.B, d *DB, now time.Time) (planned, claimed int) {
	next := now.AddDate(0, 0, 7)
	decide := func(due reminders.Due) reminders.Decision {
		dec := reminders.Decision{Send: true, Date: "2026-03-02", Kind: people.KindCheckIn, Next: map[int64]time.Time{}}
		for _, s := range due.Schedules {
			dec.Horizons = append(dec.Horizons, s.Horizon)
			dec.Next[s.ID] = next
		}
		return dec
	}
	for more := true; more; {
		var p reminders.Planned
		var err error
		if p, more, err = d.Plan(b.Context(), now, 500, decide); err != nil {
			b.Fatal(err)
		}
		planned += p.Sent
	}
	senders, err := d.Senders(b.Context(), now)
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range senders {
		for {
			rows, err := d.Claim(b.Context(), s, "bench", now, now.Add(time.Minute), 100)
			if err != nil {
				b.Fatal(err)
			}
			if len(rows) == 0 {
				break
			}
			claimed += len(rows)
		}
	}
	return planned, claimed
}

// BenchmarkIdle is what a tick costs with 300,000 schedules and nothing due.
func BenchmarkIdle(b *testing.B) {
	d, err := Open(b.Context(), filepath.Join(b.TempDir(), "m.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	crowd(b, d, 100_000)
	now := monday.Add(-time.Hour)
	for b.Loop() {
		if _, _, err := d.Plan(b.Context(), now, 500, nil); err != nil {
			b.Fatal(err)
		}
		if _, err := d.NextDue(b.Context()); err != nil {
			b.Fatal(err)
		}
		if _, err := d.Senders(b.Context(), now); err != nil {
			b.Fatal(err)
		}
		if _, err := d.Claim(b.Context(), reminders.Sender{Platform: people.Slack, Workspace: "T1"}, "x", now, now, 10); err != nil {
			b.Fatal(err)
		}
		if _, err := d.FollowUps(b.Context(), now, 100, nil); err != nil {
			b.Fatal(err)
		}
	}
}

package db

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// BenchmarkEvents is a small event as the inbox has it: kept in one
// transaction; its effect, its mark and its reply in another.
func BenchmarkEvents(b *testing.B) {
	for _, parallel := range []int{1, 16, 256} {
		b.Run(fmt.Sprint(parallel), func(b *testing.B) {
			d, err := Open(b.Context(), filepath.Join(b.TempDir(), "m.db"), Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer d.Close()
			u := people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "U1"}
			if err := d.Update(b.Context(), func(tx bot.Tx) error {
				_, err := tx.AddPerson(u, people.Person{})
				return err
			}); err != nil {
				b.Fatal(err)
			}
			var n atomic.Int64
			at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
			b.SetParallelism(max(1, parallel/2))
			b.ReportAllocs()
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					ev := bot.Event{ID: fmt.Sprint(n.Add(1)), At: at, User: u, Body: bot.Message{Text: "what does a developer do?"},
						From: people.Address{Platform: people.Slack, Workspace: "T1", Channel: "C1"}}
					err := d.Update(b.Context(), func(tx bot.Tx) error {
						_, err := tx.KeepEvent(ev)
						return err
					})
					if err != nil {
						b.Fatal(err)
					}
					err = d.Update(b.Context(), func(tx bot.Tx) error {
						p, err := tx.PersonOf(u)
						if err != nil {
							return err
						}
						if err := tx.MarkHandled(ev); err != nil {
							return err
						}
						_, err = tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: people.KindReply, Subject: ev.Key(), To: ev.From, Due: at,
							Payload: &bot.Reply{Text: "an answer"}, Claim: true})
						return err
					})
					if err != nil {
						b.Fatal(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkSmall is one small thing a transaction, from many at once: an event
// kept, a goal edited.
func BenchmarkSmall(b *testing.B) {
	d, err := Open(b.Context(), filepath.Join(b.TempDir(), "m.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	var g people.Goal
	u := people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "U"}
	if err := d.Update(b.Context(), func(tx bot.Tx) error {
		p, err := tx.AddPerson(u, people.Person{})
		if err != nil {
			return err
		}
		g, err = tx.AddGoal(people.Goal{Person: p.ID, Text: "x"})
		return err
	}); err != nil {
		b.Fatal(err)
	}
	var n atomic.Int64
	for name, fn := range map[string]func(bot.Tx) error{
		"goal": func(tx bot.Tx) error { return tx.SaveGoal(g) },
		"event": func(tx bot.Tx) error {
			_, err := tx.KeepEvent(bot.Event{ID: fmt.Sprint(n.Add(1)), At: monday, User: u, Body: bot.Message{Text: "what does a developer do?"},
				From: people.Address{Platform: people.Slack, Workspace: "T1", Channel: "C1"}})
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.SetParallelism(128)
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := d.Update(b.Context(), fn); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
		})
	}
}

package dbtest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

func rollback(s *suite) {
	p := s.person(slack(1))
	mine := errors.New("mine")
	s.is(s.Update(s.Context(), func(tx bot.Tx) error {
		_, err := tx.AddGoal(people.Goal{Person: p.ID})
		s.is(err, nil)
		return mine
	}), mine)
	s.update(func(tx bot.Tx) error {
		list, err := tx.Goals(p.ID)
		s.same("goals", len(list), 0)
		return err
	})
}

// A panic is its caller's, and undoes only what its closure did.
func panics(s *suite) {
	p := s.person(slack(1))
	func() {
		defer func() { s.same("recovered", recover(), any("mine")) }()
		s.Update(s.Context(), func(tx bot.Tx) error {
			_, err := tx.AddGoal(people.Goal{Person: p.ID})
			s.is(err, nil)
			panic("mine")
		})
	}()
	func() {
		defer func() { s.same("recovered", recover(), any("mine")) }()
		s.View(s.Context(), func(bot.Tx) error { panic("mine") })
	}()
	s.update(func(tx bot.Tx) error {
		list, err := tx.Goals(p.ID)
		s.same("goals", len(list), 0)
		return err
	})
	s.person(slack(2))
}

// A caller that leaves while it waits takes its closure along.
func cancel(s *suite) {
	inside, leave := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		s.update(func(bot.Tx) error {
			close(inside)
			<-leave
			return nil
		})
	})
	<-inside
	ctx, stop := context.WithCancel(s.Context())
	errs := make(chan error)
	go func() {
		errs <- s.Update(ctx, func(tx bot.Tx) error {
			s.Error("ran although its caller left")
			return nil
		})
	}()
	stop()
	s.is(<-errs, context.Canceled)
	close(leave)
	wg.Wait()
	s.is(s.Update(ctx, nil), context.Canceled)
	s.is(s.View(ctx, nil), context.Canceled)
	s.person(slack(1))
}

// A view sees one state, and does not write.
func views(s *suite) {
	p := s.person(slack(1))
	s.view(func(tx bot.Tx) error {
		if _, err := tx.AddGoal(people.Goal{Person: p.ID}); err == nil {
			s.Error("a view wrote")
		}
		return nil
	})
	s.view(func(tx bot.Tx) error {
		before, err := tx.Goals(p.ID)
		s.is(err, nil)
		s.update(func(tx bot.Tx) error {
			_, err := tx.AddGoal(people.Goal{Person: p.ID})
			return err
		})
		after, err := tx.Goals(p.ID)
		s.same("within a view", len(after), len(before))
		return err
	})
	s.view(func(tx bot.Tx) error {
		list, err := tx.Goals(p.ID)
		s.same("the next view", len(list), 1)
		return err
	})
	var kept bot.Tx
	s.view(func(tx bot.Tx) error {
		kept = tx
		return nil
	})
	if _, err := kept.Goals(p.ID); err == nil {
		s.Error("a transaction can be used after its end")
	}
}

// writers: 50 at once, in two handles on one file, none is told that the
// database is busy, and nothing is lost.
func writers(s *suite) {
	const each = 20
	stores := []Store{s.Store, s.another()}
	p := s.person(slack(1))
	var wg sync.WaitGroup
	for n := range 50 {
		wg.Go(func() {
			for i := range each {
				err := stores[n%2].Update(context.Background(), func(tx bot.Tx) error {
					if err := tx.MarkHandled(event(n*each + i)); err != nil {
						return err
					}
					_, err := tx.AddGoal(people.Goal{Person: p.ID, Text: fmt.Sprint(n, i)})
					return err
				})
				if err != nil {
					s.Errorf("writer %d: %v", n, err)
					return
				}
			}
		})
	}
	for range 4 {
		wg.Go(func() {
			for range 50 {
				err := stores[1].View(context.Background(), func(tx bot.Tx) error {
					list, err := tx.Goals(p.ID)
					if err == nil && len(list) > 0 && list[len(list)-1].Number != len(list) {
						s.Error("a view between two states")
					}
					return err
				})
				if err != nil {
					s.Errorf("reader: %v", err)
				}
			}
		})
	}
	wg.Wait()
	s.view(func(tx bot.Tx) error {
		list, err := tx.Goals(p.ID)
		s.same("goals", len(list), 50*each)
		return err
	})
}

// twoHandles: two processes' worth of senders claim each row once.
func twoHandles(s *suite) {
	const rows = 400
	p := s.person(slack(1))
	s.update(func(tx bot.Tx) error {
		for n := range rows {
			_, err := tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: people.KindCheckIn, Subject: fmt.Sprint(n), User: slack(1), Due: now})
			if err != nil {
				return err
			}
		}
		return nil
	})
	var mu sync.Mutex
	seen := map[int64]string{}
	var wg sync.WaitGroup
	for i, st := range []Store{s.Store, s.another(), s.another()} {
		owner := fmt.Sprint("o", i)
		wg.Go(func() {
			for {
				list, err := st.Claim(context.Background(), slackT1, owner, now, now.Add(time.Minute), 7)
				if err != nil {
					s.Error(err)
				}
				if err != nil || len(list) == 0 {
					return
				}
				mu.Lock()
				for _, d := range list {
					if seen[d.ID] != "" {
						s.Errorf("row %d claimed by %s and %s", d.ID, seen[d.ID], owner)
					}
					seen[d.ID] = owner
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	s.same("rows", len(seen), rows)
}

func prune(s *suite) {
	ctx := s.Context()
	p := s.person(slack(1))
	s.update(func(tx bot.Tx) error {
		s.is(tx.MarkHandled(event(1)), nil)
		_, err := tx.KeepEvent(event(2))
		s.is(err, nil)
		s.is(tx.PutConversation(p.ID, "c", []byte("x"), now), nil)
		s.is(tx.PutLinkCode(p.ID, "h", now.Add(time.Hour)), nil)
		c, err := tx.AddCert(people.Certification{Person: p.ID, Created: now, Removed: now})
		s.is(err, nil)
		s.same("certification", c.Number, 1)
		for _, kind := range []people.Kind{people.KindReply, people.KindCheckIn} {
			for _, state := range []bot.DeliveryState{bot.Sent, bot.Parked, bot.Pending} {
				d, err := tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: kind, Subject: string(state), User: slack(1), Due: now})
				s.is(err, nil)
				s.is(tx.FinishDelivery(d.ID, bot.Outcome{State: state, At: now, NotBefore: now}), nil)
			}
		}
		return nil
	})
	left := func(at time.Time) map[string]int {
		s.is(s.Prune(ctx, at), nil)
		dump, err := s.Dump(ctx)
		s.is(err, nil)
		n := map[string]int{}
		for _, table := range []string{"events", "conversations", "link_codes", "certifications", "deliveries"} {
			if len(dump[table]) > 0 {
				n[table] = len(dump[table])
			}
		}
		s.balanced()
		return n
	}
	s.same("at once", left(now), map[string]int{"events": 2, "conversations": 1, "link_codes": 1, "certifications": 1, "deliveries": 6})
	s.same("after an hour", left(now.Add(time.Hour)), map[string]int{"events": 2, "conversations": 1, "certifications": 1, "deliveries": 6})
	s.same("after 4 days", left(now.Add(4*day)), map[string]int{"events": 2, "certifications": 1, "deliveries": 5})
	s.same("after 8 days", left(now.Add(8*day)), map[string]int{"events": 1, "certifications": 1, "deliveries": 5})
	s.same("after 31 days", left(now.Add(31*day)), map[string]int{"deliveries": 4})
	s.same("after 401 days", left(now.Add(401*day)), map[string]int{"deliveries": 2}) // what waits is never lost
	s.update(func(tx bot.Tx) error {
		next, err := tx.AddCert(people.Certification{Person: p.ID})
		s.same("a pruned number is not used again", next.Number, 2)
		return err
	})
}

// purge: 30 days after a workspace has left, its data goes; who is known
// elsewhere stays.
func purge(s *suite) {
	ctx := s.Context()
	only, both, other := s.person(slack(1)), s.person(slack(2)), s.person(discord(9))
	twin := s.person(discord(2))
	s.update(func(tx bot.Tx) error {
		s.is(tx.Merge(both.ID, twin.ID), nil)
		fill(s, tx, only, "zzpurgezz")
		_, err := tx.KeepEvent(event(1))
		s.is(err, nil)
		return tx.WorkspaceGone(people.Slack, "T1", now)
	})
	s.is(s.Prune(ctx, now.Add(30*day)), nil)
	s.same("kept for 30 days", s.read(only.ID).ID, only.ID)
	s.is(s.Prune(ctx, now.Add(30*day+time.Second)), nil)
	s.view(func(tx bot.Tx) error {
		_, err := tx.Person(only.ID)
		s.is(err, bot.ErrNotFound)
		users, err := tx.Identities(both.ID)
		s.is(err, nil)
		s.same("stays where else known", users, []people.UserRef{discord(2)})
		_, err = tx.Person(other.ID)
		return err
	})
	s.same("nudged there", s.read(both.ID).NudgeAt, discord(2))
	dump, err := s.Dump(ctx)
	s.is(err, nil)
	s.same("events", len(dump["events"]), 0)
	s.same("workspaces", len(dump["workspaces"]), 0)
	s.balanced()
}

// backup: a copy taken while others write is whole, and one state.
func backup(s *suite) {
	ctx := s.Context()
	p := s.person(slack(1))
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			s.update(func(tx bot.Tx) error {
				if _, err := tx.AddGoal(people.Goal{Person: p.ID, Text: fmt.Sprint(n)}); err != nil {
					return err
				}
				_, err := tx.AddCert(people.Certification{Person: p.ID, Name: fmt.Sprint(n)})
				return err
			})
		}
	})
	dest := filepath.Join(s.TempDir(), "copy.db")
	for range 3 { // an older copy is replaced
		s.is(s.Backup(ctx, dest), nil)
	}
	close(stop)
	wg.Wait()
	copied, err := s.open(ctx, dest)
	s.is(err, nil)
	defer copied.Close()
	s.is(copied.Check(ctx), nil)
	s.is(copied.View(ctx, func(tx bot.Tx) error {
		gs, err := tx.Goals(p.ID)
		s.is(err, nil)
		cs, err := tx.Certs(p.ID)
		s.same("one state", len(gs), len(cs))
		return err
	}), nil)
	gone, stop2 := context.WithCancel(ctx)
	stop2()
	s.is(s.Backup(gone, filepath.Join(s.TempDir(), "no.db")), context.Canceled)
}

func closed(s *suite) {
	st, err := s.open(s.Context(), s.path)
	s.is(err, nil)
	s.is(st.Close(), nil)
	s.is(st.Close(), nil)
	if st.Update(s.Context(), func(bot.Tx) error { return nil }) == nil || st.View(s.Context(), func(bot.Tx) error { return nil }) == nil {
		s.Error("a closed store works")
	}
}

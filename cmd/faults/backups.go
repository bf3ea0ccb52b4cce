package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
)

// backups is fault test 9: the running mentor's database is copied every 30 s
// by the real command, while nudges go out, 500 writes a second are made and
// people are erased. Then each copy is restored in the database's place by the
// real command, checked, and started: nothing that was sent comes again, and
// nobody who was erased is there, nor in a copy that is a week old.
func backups(ctx context.Context, l *lab) (v verdict, err error) {
	nudges, perSecond := l.size(5000, 60), 500
	copies, every := l.size(20, 3), 30*time.Second
	if l.small {
		every = 2 * time.Second
	}
	b := &copied{leavers: l.size(200, 6)}
	if b.post, err = l.open(ctx, nudges, nil, nil); err != nil {
		return v, err
	}
	mentor, err := b.run()
	if err != nil {
		return v, err
	}
	if err := b.write(ctx, copies, every, perSecond); err != nil {
		return v, err
	}
	if err := b.settled(ctx, 10*time.Minute); err != nil {
		return v, err
	}
	if err := mentor.stop(); err != nil {
		return v, err
	}
	for i, c := range b.copies {
		if err := b.restored(ctx, c); err != nil {
			return v, fmt.Errorf("copy %d: %w", i, err)
		}
	}
	t, err := b.count(ctx)
	if err != nil {
		return v, err
	}
	again, erased, err := l.weekOld(ctx, l.size(1000, 60))
	if err != nil {
		return v, fmt.Errorf("a copy that is a week old: %w", err)
	}
	v = verdict{sent: t.sent, lost: t.lost, duplicate: t.slackExtra + t.discordExtra + again,
		more: fmt.Sprintf("backups=%d writes=%d writes_per_second=%.0f backup_max=%s write_p99=%s intact=%d started=%d missing_writes=%d torn=%d erased=%d erased_found=%d week_old_sent_again=%d",
			len(b.copies), b.written.Load(), b.rate, b.slowest.Round(time.Millisecond), b.p99.Round(time.Millisecond), len(b.copies), len(b.copies), b.missing, b.torn, b.leavers, b.found+erased, again)}
	switch {
	case len(b.copies) < copies:
		v.why = "copies are missing"
	case t.lost > 0:
		v.why = "nudges were lost"
	case v.duplicate > 0:
		v.why = "nudges were sent again"
	case b.missing > 0:
		v.why = "a copy lacks writes that were confirmed before it began"
	case b.torn > 0:
		v.why = "a copy has half a transaction"
	case b.found+erased > 0:
		v.why = "people who were erased are back"
	case b.rate < 0.95*float64(perSecond):
		v.why = "the writes were too few to be a test"
	default:
		v.ok = true
	}
	return v, nil
}

// copied is a database that is copied while it is in use.
type copied struct {
	*post
	leavers int
	copies  []copyMade
	ids     []people.PersonID // of the writers
	gone    []people.UserRef  // erased

	written              atomic.Int64
	rate                 float64
	slowest, p99         time.Duration
	missing, torn, found int
}

// copyMade is one copy, and what had been confirmed before it began.
type copyMade struct {
	file      string
	confirmed []int
}

// writers is how many people write at once.
const writers = 50

// write makes writes at a steady rate, each two rows of one transaction, erases
// somebody now and then, and copies the database meanwhile.
func (b *copied) write(ctx context.Context, copies int, every time.Duration, perSecond int) error {
	d, err := db.Open(ctx, b.path, db.Options{})
	if err != nil {
		return err
	}
	defer d.Close()
	now := time.Now().UTC()
	leaver := func(i int) people.UserRef {
		return people.UserRef{Platform: people.Terminal, ID: fmt.Sprintf("leaver-%d", i)}
	}
	err = d.Update(ctx, func(tx bot.Tx) error {
		for i := range writers + b.leavers {
			user := people.UserRef{Platform: people.Terminal, ID: fmt.Sprintf("writer-%d", i)}
			if i >= writers {
				user = leaver(i - writers)
			}
			person, err := tx.AddPerson(user, people.Person{Created: now, LastSeen: now})
			if err != nil {
				return err
			}
			if i < writers {
				b.ids = append(b.ids, person.ID)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var mu sync.Mutex
	var took []time.Duration
	confirmed := make([]int, writers)
	failed := make(chan error, writers+1)
	var wg sync.WaitGroup
	began := time.Now()
	for w := range writers {
		wg.Go(func() {
			tick := time.NewTicker(writers * time.Second / time.Duration(perSecond))
			defer tick.Stop()
			for n := 1; ; n++ {
				select {
				case <-tick.C:
				case <-ctx.Done():
					return
				}
				from := time.Now()
				err := d.Update(context.WithoutCancel(ctx), func(tx bot.Tx) error {
					if err := tx.PutConversation(b.ids[w], "one", []byte(fmt.Sprint(n)), now); err != nil {
						return err
					}
					return tx.PutConversation(b.ids[w], "two", []byte(fmt.Sprint(n)), now)
				})
				if err != nil {
					failed <- fmt.Errorf("a writer failed: %w", err)
					return
				}
				b.written.Add(1)
				mu.Lock()
				confirmed[w] = n
				took = append(took, time.Since(from))
				mu.Unlock()
			}
		})
	}
	wg.Go(func() {
		tick := time.NewTicker(every * time.Duration(copies) / time.Duration(b.leavers+1))
		defer tick.Stop()
		for i := range b.leavers {
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
			err := d.Update(context.WithoutCancel(ctx), func(tx bot.Tx) error {
				person, err := tx.PersonOf(leaver(i))
				if err != nil {
					return err
				}
				return tx.Forget(person.ID)
			})
			if err != nil {
				failed <- fmt.Errorf("erase: %w", err)
				return
			}
			mu.Lock()
			b.gone = append(b.gone, leaver(i))
			mu.Unlock()
		}
	})
	tick := time.NewTicker(every)
	defer tick.Stop()
	for i := range copies {
		select {
		case <-tick.C:
		case err := <-failed:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
		mu.Lock()
		c := copyMade{file: filepath.Join(b.dir, fmt.Sprintf("copy-%02d.db", i)), confirmed: slices.Clone(confirmed)}
		mu.Unlock()
		from := time.Now()
		if err := b.command(ctx, "backup", c.file); err != nil {
			return err
		}
		b.slowest = max(b.slowest, time.Since(from))
		b.copies = append(b.copies, c)
	}
	b.rate = float64(b.written.Load()) / time.Since(began).Seconds()
	stop()
	wg.Wait()
	slices.Sort(took)
	b.p99 = took[len(took)*99/100]
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// command runs one command of the mentor's on the database.
func (b *copied) command(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, filepath.Join(b.bin, "bot"), args...)
	cmd.Env = append(os.Environ(), "MENTOR_DB="+b.path)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("mentor %v: %w\n%s", args, err, out)
	}
	return nil
}

// restored puts a copy in the database's place, looks at it, and starts it.
func (b *copied) restored(ctx context.Context, c copyMade) error {
	if err := b.command(ctx, "restore", c.file); err != nil {
		return err
	}
	kept, err := filepath.Glob(b.path + ".before-restore-*")
	if err != nil {
		return err
	}
	for _, file := range kept { // room: there will be one for each copy
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	d, err := db.Open(ctx, b.path, db.Options{})
	if err != nil {
		return err
	}
	err = d.View(ctx, func(tx bot.Tx) error {
		for w, id := range b.ids {
			one, err := tx.Conversation(id, "one")
			if err != nil {
				return err
			}
			two, err := tx.Conversation(id, "two")
			if err != nil {
				return err
			}
			n := 0
			_, _ = fmt.Sscan(string(one), &n) // nothing: none yet
			if n < c.confirmed[w] {
				b.missing++
			}
			if string(one) != string(two) {
				b.torn++
			}
		}
		for _, user := range b.gone {
			if _, err := tx.PersonOf(user); err == nil {
				b.found++
			}
		}
		return nil
	})
	if err = errors.Join(err, d.Check(ctx), d.Close()); err != nil {
		return err
	}
	mentor, err := b.run()
	if err != nil {
		return err
	}
	if err := b.settled(ctx, time.Minute); err != nil {
		return err
	}
	// A moment for what would be planned anew.
	select {
	case <-time.After(time.Second):
	case <-mentor.gone:
		return fmt.Errorf("the mentor ended by itself: %w", mentor.err)
	}
	return errors.Join(mentor.stop(), b.intact(ctx))
}

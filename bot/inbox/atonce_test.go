package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// watched is a store that counts what is asked of it, and in which tests can
// have things go wrong.
type watched struct {
	bot.Store
	updates, kept, finished atomic.Int64
	// before and after are called around what runs in the nth transaction, inside it.
	before, after func(n int64) error
	put           func(n int64) error // before the nth transaction's row
}

func (w *watched) Update(ctx context.Context, fn func(bot.Tx) error) error {
	return w.Store.Update(ctx, func(tx bot.Tx) error {
		n := w.updates.Add(1)
		if w.before != nil {
			if err := w.before(n); err != nil {
				return err
			}
		}
		err := fn(watchedTx{tx, w, n})
		if err == nil && w.after != nil {
			err = w.after(n)
		}
		return err
	})
}

type watchedTx struct {
	bot.Tx
	w *watched
	n int64
}

func (t watchedTx) KeepEvent(ev bot.Event) (bool, error) {
	t.w.kept.Add(1)
	return t.Tx.KeepEvent(ev)
}

func (t watchedTx) FinishDelivery(id int64, how bot.Outcome) error {
	t.w.finished.Add(1)
	return t.Tx.FinishDelivery(id, how)
}

func (t watchedTx) PutDelivery(d bot.Outgoing) (bot.Outgoing, error) {
	if t.w.put != nil {
		if err := t.w.put(t.n); err != nil {
			return d, err
		}
	}
	return t.Tx.PutDelivery(d)
}

// watch puts a watched store under a desk.
func watch(t *testing.T) (*desk, *watched) {
	d := newDesk(t)
	w := &watched{Store: d.DB}
	d.Bot.Store = w
	return d, w
}

// rows counts the replies' rows by where they stand.
func (d *desk) rows(t *testing.T, state bot.DeliveryState) int {
	t.Helper()
	rows, err := d.DB.List(t.Context(), []bot.DeliveryState{state}, 99)
	if err != nil {
		t.Fatal(err)
	}
	return len(rows)
}

// give has an event accepted, beside whatever else goes on.
func (d *desk) give(t *testing.T, ev bot.Event) <-chan error {
	ended := make(chan error, 1)
	ctx := t.Context()
	go func() {
		ended <- d.in.Accept(ctx, ev, func(_ context.Context, r bot.Reply) (bot.MessageID, error) {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.said, d.to = append(d.said, r), append(d.to, ev.User.ID)
			return "m", nil
		})
	}()
	return ended
}

func goal(d *desk, who, text string) bot.Event {
	return d.Event(ann(who), bot.Message{Text: "goal add 0-1 " + text})
}

// Whoever is idle costs one transaction, and writing down what was sent one for
// all of them.
func TestAnIdlePersonCostsOneTransaction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, w := watch(t)
		const people = 10
		for i := range people {
			d.accept(t, goal(d, fmt.Sprint("U", i), "Learn SQL"), nil)
			if got := w.updates.Load(); got != int64(i)+1 {
				t.Fatalf("%d transactions for %d people", got, i+1)
			}
		}
		synctest.Wait()
		if n := len(d.texts()); n != people || d.rows(t, bot.Claimed) != people {
			t.Fatalf("%d answers, %d rows claimed; want %d", n, d.rows(t, bot.Claimed), people)
		}
		time.Sleep(20 * time.Millisecond)
		synctest.Wait()
		if got := w.updates.Load(); got != people+1 || d.rows(t, bot.Sent) != people || w.kept.Load() != 0 {
			t.Errorf("%d transactions, %d rows sent, %d events kept; want one more, all, none", got, d.rows(t, bot.Sent), w.kept.Load())
		}
	})
}

// On stop nothing waits for the time to write down together.
func TestWhatWasSentIsWrittenDownOnStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := watch(t)
		began := time.Now()
		for i := range 3 {
			d.accept(t, goal(d, fmt.Sprint("U", i), "Learn SQL"), nil)
		}
		synctest.Wait()
		if n := d.rows(t, bot.Claimed); n != 3 {
			t.Fatalf("%d rows claimed, want 3", n)
		}
		d.in.Stop()
		d.in.Drain()
		if sent, took := d.rows(t, bot.Sent), time.Since(began); sent != 3 || took != 0 {
			t.Errorf("%d rows written down after %s; want 3 at once", sent, took)
		}
	})
}

// What answers a command or a button has no key to be found by, nor perhaps what
// is said in a channel: that it was sent is written down before anything else.
func TestWhatIsNotFoundAgainIsWrittenDownAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, w := watch(t)
		d.accept(t, d.Event(ann("U1"), bot.Command{Line: "goal list"}), nil)
		public := d.Event(ann("U2"), bot.Message{Text: "what does a solutions architect do?"})
		public.DM, public.From.Channel = false, "C1"
		d.accept(t, public, nil)
		synctest.Wait()
		if w.updates.Load() != 4 || d.rows(t, bot.Sent) != 2 {
			t.Errorf("%d transactions, %d rows sent; want 4 and 2", w.updates.Load(), d.rows(t, bot.Sent))
		}
	})
}

// Nobody is told that an event is safe before it is, nor answered; a copy that
// arrives meanwhile waits for the same commit and has no effect.
func TestAcknowledgedAfterTheCommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, w := watch(t)
		commit := make(chan struct{})
		w.after = func(int64) error { <-commit; return nil }
		ev := goal(d, "U1", "Learn SQL")
		first, second := d.give(t, ev), d.give(t, ev)
		synctest.Wait()
		for _, ended := range []<-chan error{first, second} {
			select {
			case <-ended:
				t.Fatal("acknowledged before the commit")
			default:
			}
		}
		if n := len(d.texts()); n != 0 {
			t.Fatal("answered before the commit")
		}
		close(commit)
		if err := errors.Join(<-first, <-second); err != nil {
			t.Fatal(err)
		}
		d.in.Drain()
		if err := <-d.give(t, ev); err != nil { // and once more, much later
			t.Fatal(err)
		}
		d.in.Drain()
		if n := len(d.texts()); n != 1 || d.rows(t, bot.Sent) != 1 {
			t.Errorf("%d answers, %d rows; want one", n, d.rows(t, bot.Sent))
		}
	})
}

// Where the batch is lost neither the event nor its copy is safe: both are to
// come again, and then it is as if they had never come before.
func TestWhatWasNotSavedComesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, w := watch(t)
		full := true
		commit := make(chan struct{})
		w.after = func(int64) error {
			if <-commit; full {
				return fmt.Errorf("the disk is full: %w", bot.ErrNotSaved)
			}
			return nil
		}
		ev := goal(d, "U1", "Learn SQL")
		first, second := d.give(t, ev), d.give(t, ev)
		synctest.Wait()
		close(commit)
		for _, ended := range []<-chan error{first, second} {
			if err := <-ended; !errors.Is(err, bot.ErrNotSaved) {
				t.Errorf("accepted: %v", err)
			}
		}
		d.in.Drain()
		if n := len(d.texts()); n != 0 || w.updates.Load() != 1 {
			t.Errorf("%d answers after %d transactions; want none after one", n, w.updates.Load())
		}
		full = false
		if err := <-d.give(t, ev); err != nil {
			t.Fatal(err)
		}
		d.in.Drain()
		if got := d.texts(); len(got) != 1 || !strings.Contains(got[0], "Noted as goal") {
			t.Errorf("answered %q", got)
		}
	})
}

// After a panic or an error a second transaction marks the event and keeps the
// apology, before the acknowledgement; without it there is none.
func TestAFaultIsToldOnceItIsKept(t *testing.T) {
	for name, fault := range map[string]func(){"panic": func() { panic("a bug") }, "error": func() {}} {
		synctest.Test(t, func(t *testing.T) {
			d, w := watch(t)
			broken := int64(1) // transactions
			w.put = func(n int64) error {
				if n > broken {
					return nil
				}
				fault()
				return errors.New("a bug")
			}
			ev := goal(d, "U1", "Learn SQL")
			if err := <-d.give(t, ev); err != nil || w.updates.Load() != 2 || d.rows(t, bot.Claimed) != 1 {
				t.Errorf("%s: accepted (%v) after %d transactions, with %d rows; want 2 and 1", name, err, w.updates.Load(), d.rows(t, bot.Claimed))
			}
			if err := <-d.give(t, ev); err != nil {
				t.Error(err)
			}
			d.in.Drain()
			if got := d.texts(); len(got) != 1 || !strings.Contains(got[0], "went wrong") || d.rows(t, bot.Sent) != 1 {
				t.Errorf("%s: answered %q, %d rows sent; want one apology", name, got, d.rows(t, bot.Sent))
			}

			broken = 1 << 32
			ev = goal(d, "U2", "Learn SQL")
			w.put = func(int64) error { return errors.New("a bug") }
			if err := <-d.give(t, ev); err == nil {
				t.Errorf("%s: acknowledged, and nothing is kept", name)
			}
			d.in.Drain()
			w.put = nil
			if err := <-d.give(t, ev); err != nil { // it comes again
				t.Error(err)
			}
			d.in.Drain()
			if got := d.textsTo("U2"); len(got) != 1 || !strings.Contains(got[0], "Noted as goal") {
				t.Errorf("%s: when it came again it was answered %q", name, got)
			}
		})
	}
}

// What does not get its turn in time is kept and acknowledged, and handled
// afterwards.
func TestASlowTurnIsKeptFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, w := watch(t)
		busy := make(chan struct{})
		go d.DB.Update(t.Context(), func(bot.Tx) error { <-busy; return nil })
		synctest.Wait()
		ended := d.give(t, goal(d, "U1", "Learn SQL"))
		time.Sleep(300 * time.Millisecond)
		synctest.Wait()
		if w.kept.Load() != 0 || w.updates.Load() != 0 {
			t.Fatal("the store is busy, and something was written")
		}
		close(busy)
		if err := <-ended; err != nil || w.kept.Load() != 1 {
			t.Errorf("accepted (%v) with %d events kept; want 1", err, w.kept.Load())
		}
		d.in.Drain()
		if got := d.texts(); len(got) != 1 || !strings.Contains(got[0], "Noted as goal") {
			t.Errorf("answered %q", got)
		}
	})
}

// slowly is a listener whose findings take a second.
type slowly struct{ bot.Listener }

func (s slowly) Ahead(ctx context.Context, b *bot.Bot, ev bot.Event) any {
	time.Sleep(time.Second)
	return s.Listener.Ahead(ctx, b, ev)
}

// While as many are being handled as may be, others are kept and acknowledged at once.
func TestManyAtOnceAreAcknowledgedInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, w := watch(t)
		d.Bot.Listener = slowly{d.Bot.Listener}
		for i := range 32 {
			d.give(t, d.Event(ann(fmt.Sprint("U", i)), bot.Message{Text: "what does a solutions architect do?"}))
		}
		synctest.Wait()
		began := time.Now()
		err := <-d.give(t, goal(d, "another", "Learn SQL"))
		if took := time.Since(began); err != nil || took != 0 || w.kept.Load() != 1 {
			t.Errorf("accepted (%v) after %s with %d events kept; want none and 1", err, took, w.kept.Load())
		}
		d.in.Drain()
		if n := len(d.texts()); n != 33 {
			t.Errorf("%d answers, want 33", n)
		}
	})
}

// What another process, or an earlier life, has kept of a person comes before
// what they say now, as does what stands before it here.
func TestWhoHasSomethingWaitingIsNotIdle(t *testing.T) {
	d, w := watch(t)
	elsewhere := goal(d, "U1", "Learn SQL")
	if err := d.DB.Update(t.Context(), func(tx bot.Tx) error {
		_, err := tx.KeepEvent(elsewhere)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	d.accept(t, goal(d, "U1", "Lead a team"), nil)
	if w.kept.Load() != 1 {
		t.Error("handled before what waits")
	}
	d.accept(t, goal(d, "U2", "Lead a team"), nil)
	d.in.Drain()
	if n := len(d.texts()); n != 2 || w.kept.Load() != 1 {
		t.Errorf("%d answers, %d kept; want 2 and 1", n, w.kept.Load())
	}

	hold := make(chan struct{})
	d.accept(t, goal(d, "U3", "Learn SQL"), hold)
	d.accept(t, goal(d, "U3", "Lead a team"), nil)
	if w.kept.Load() != 2 {
		t.Error("handled before what is being answered")
	}
	close(hold)
	d.in.Drain()
	if got := d.textsTo("U3"); len(got) != 2 || !strings.Contains(got[0], "Learn SQL") {
		t.Errorf("answered %q; want them in order", got)
	}
}

// An export takes long: it is made once its event is acknowledged.
func TestAnExportIsKeptFirst(t *testing.T) {
	d, w := watch(t)
	d.accept(t, goal(d, "U1", "Learn SQL"), nil)
	d.accept(t, d.Event(ann("U1"), bot.Message{Text: "export"}), nil)
	d.in.Drain()
	if w.kept.Load() != 1 {
		t.Errorf("%d events kept, want the export's", w.kept.Load())
	}
	files := func(b bot.Block) bool { _, is := b.(bot.File); return is }
	if n := len(d.said); n != 2 || !slices.ContainsFunc(d.said[1].Blocks, files) {
		t.Errorf("answered %q", d.texts())
	}
}

// A program that is killed between commit and reply, or between reply and the
// note of it, has said nothing that its successor does not say or look for.
func TestKilledAfterTheCommit(t *testing.T) {
	for _, sent := range []bool{false, true} {
		d := newDesk(t)
		if _, err := d.DB.Instance(t.Context()); err != nil {
			t.Fatal(err)
		}
		var died sync.WaitGroup
		died.Add(1)
		ev := goal(d, "U1", "Learn SQL")
		err := d.in.Accept(t.Context(), ev, func(ctx context.Context, r bot.Reply) (bot.MessageID, error) {
			defer died.Done()
			if sent {
				if _, err := d.Adapters[people.Slack].Send(ctx, ev.From, r); err != nil {
					t.Error(err)
				}
			}
			runtime.Goexit() // nothing of this life is written any more
			return "", nil
		})
		if err != nil {
			t.Fatal(err)
		}
		died.Wait()
		before := d.Adapters[people.Slack].Sent()
		d.Restart(t)
		after := d.Due(t)
		if len(after) != 1 || !strings.Contains(string(after[0].Reply.Text), "Noted as goal") {
			t.Fatalf("the next life said %v", after)
		}
		if after[0].Reply.Delivery.Try < 2 {
			t.Error("the platform is not asked whether it is there already")
		}
		if sent && before[0].Reply.Delivery.Key != after[0].Reply.Delivery.Key {
			t.Error("it has another key than the first one")
		}
		if n := d.rows(t, bot.Sent); n != 1 {
			t.Errorf("%d rows sent, want 1", n)
		}
	}
}

package inbox_test

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/inbox"
	"mentor/bot/people"
)

// desk is an inbox of its own over a whole mentor, and what it answered.
type desk struct {
	*bottest.Mentor
	in      *inbox.Inbox
	metrics *prometheus.Registry

	mu   sync.Mutex
	said []bot.Reply
	to   []string // whom each was for
}

func newDesk(t *testing.T) *desk {
	d := &desk{Mentor: bottest.New(t), metrics: prometheus.NewRegistry()}
	var all []bot.Adapter
	for _, a := range d.Adapters {
		all = append(all, a)
	}
	d.in = inbox.New(inbox.Options{Bot: d.Bot, Adapters: all, Now: func() time.Time { return d.Now }, Metrics: d.metrics})
	t.Cleanup(d.in.Drain)
	return d
}

// accept takes an event in; its answer waits for hold where there is one.
func (d *desk) accept(t *testing.T, ev bot.Event, hold <-chan struct{}) {
	t.Helper()
	err := d.in.Accept(t.Context(), ev, func(_ context.Context, r bot.Reply) (bot.MessageID, error) {
		if hold != nil {
			<-hold
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		d.said, d.to = append(d.said, r), append(d.to, ev.User.ID)
		return bot.MessageID("to " + ev.ID), nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (d *desk) texts() (all []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range d.said {
		all = append(all, string(r.Text))
	}
	return all
}

// textsTo is what one person was answered, in order.
func (d *desk) textsTo(id string) (all []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, r := range d.said {
		if d.to[i] == id {
			all = append(all, string(r.Text))
		}
	}
	return all
}

func ann(id string) people.UserRef {
	return people.UserRef{Platform: people.Slack, Workspace: "T1", ID: id}
}

// Under Slack's agent view every message is a thread of its own: what a
// person says is done in the order in which they said it all the same.
func TestAPersonIsServedInOrderAcrossConversations(t *testing.T) {
	d := newDesk(t)
	hold := make(chan struct{})
	for i, said := range []string{"goal add 0-1 Learn SQL", "goal done 1", "goal reached"} {
		ev := d.Event(ann("U1"), bot.Message{Text: said})
		ev.From.Thread = fmt.Sprint("thread ", i)
		wait := hold
		if i > 0 {
			wait = nil
		}
		d.accept(t, ev, wait)
	}
	d.accept(t, d.Event(ann("U2"), bot.Message{Text: "goal list"}), nil)
	close(hold)
	d.in.Drain()
	got := d.textsTo("U1") // when the other person is answered is their own line's business
	if len(got) != 3 || !strings.Contains(got[0], "Noted as goal") || !strings.Contains(got[1], "is done") || !strings.Contains(got[2], "goal reached") {
		t.Errorf("answered %q; want the goal added, done, and listed as reached", got)
	}
	if other := d.textsTo("U2"); len(other) != 1 || strings.Contains(other[0], "Learn SQL") {
		t.Errorf("another person was answered %q", other)
	}
}

func TestAFloodIsToldCountedAndLeftAside(t *testing.T) {
	d := newDesk(t)
	for range 500 {
		d.accept(t, d.Event(ann("U1"), bot.Message{Text: "goal list"}), nil)
	}
	d.accept(t, d.Event(ann("U2"), bot.Message{Text: "goal list"}), nil)
	d.in.Drain()
	got := strings.Join(d.texts(), "\n")
	if n := strings.Count(got, "faster than I can follow"); n != 1 {
		t.Errorf("told %d times; want once", n)
	}
	if n := len(d.texts()); n != 32 { // 30, the word about it, and the other person's
		t.Errorf("%d answers; want 32", n)
	}
	want := `
# HELP mentor_events_refused_total Events not taken because one person wrote too many.
# TYPE mentor_events_refused_total counter
mentor_events_refused_total{platform="discord"} 0
mentor_events_refused_total{platform="slack"} 470
mentor_events_refused_total{platform="terminal"} 0
`
	if err := testutil.GatherAndCompare(d.metrics, strings.NewReader(want), "mentor_events_refused_total"); err != nil {
		t.Error(err)
	}

	d.accept(t, d.Event(ann("U1"), bot.Message{Text: "I want to die"}), nil)
	d.in.Drain()
	if all := d.texts(); strings.Contains(all[len(all)-1], "faster") || len(all) != 33 {
		t.Errorf("in a flood, danger was answered with %q", all[len(all)-1])
	}

	d.Now = d.Now.Add(2 * time.Minute)
	d.accept(t, d.Event(ann("U1"), bot.Message{Text: "goal list"}), nil)
	d.in.Drain()
	if all := d.texts(); len(all) != 34 || strings.Contains(all[33], "faster") {
		t.Errorf("two minutes later the answer was %q", all[len(all)-1])
	}
}

// A message that Slack delivers eleven times is one message.
func TestCopiesAreNoFlood(t *testing.T) {
	const burst = 30
	d := newDesk(t)
	for range burst {
		ev := d.Event(ann("U1"), bot.Message{Text: "goal list"})
		for range 11 {
			d.accept(t, ev, nil)
		}
	}
	d.in.Drain()
	if n := len(d.texts()); n != burst || strings.Contains(strings.Join(d.texts(), ""), "faster") {
		t.Errorf("%d answers; want %d, and no word about a flood", n, burst)
	}
}

// What waited for long is done, in order, and answered in one message.
func TestLateAnswersComeTogether(t *testing.T) {
	for _, c := range []struct {
		said  []string
		lang  string
		shown []string
		not   []string
	}{
		{[]string{"goal add 0-1 Learn SQL", "goal add 1-3 Lead a team"}, "en", []string{"out of reach", "Learn SQL", "Lead a team"}, nil},
		{[]string{"goal add 0-1 Learn SQL", "goal add 0-1 Learn dbt", "goal add 0-1 Write more", "goal add 1-3 Lead a team"}, "en",
			[]string{"all 4 of your messages", "my answers to the last 3", "Learn dbt", "Lead a team"}, []string{"Learn SQL"}},
		{[]string{"objectif ajouter 0-1 Apprendre SQL", "objectif ajouter 1-3 Diriger une équipe"}, "fr-FR", []string{"pas joignable", "Apprendre SQL"}, nil},
	} {
		synctest.Test(t, func(t *testing.T) {
			d := newDesk(t)
			hold := make(chan struct{})
			d.accept(t, d.Event(ann("U1"), bot.Message{Text: "hello"}), hold)
			synctest.Wait() // it is being answered
			for i, said := range c.said {
				ev := d.Event(ann("U1"), bot.Message{Text: said})
				ev.Hints.Locale = c.lang
				ev.From.Thread = fmt.Sprint("thread ", i)
				d.accept(t, ev, nil)
			}
			d.Now = d.Now.Add(10 * time.Minute)
			close(hold)
			d.in.Drain()
			got := d.texts()
			if len(got) != 2 {
				t.Fatalf("%d messages %q; want two", len(got), got)
			}
			for _, want := range c.shown {
				if !strings.Contains(got[1], want) {
					t.Errorf("%q lacks %q", got[1], want)
				}
			}
			for _, no := range c.not {
				if strings.Contains(got[1], no) {
					t.Errorf("%q has %q", got[1], no)
				}
			}
			d.Now = d.Now.Add(time.Second)
			d.accept(t, d.Event(ann("U1"), bot.Message{Text: "goal list"}), nil)
			d.in.Drain()
			for _, said := range c.said {
				if goal := said[strings.LastIndex(said, "-")+3:]; !strings.Contains(d.texts()[2], goal) {
					t.Errorf("%q was not done: %q", said, d.texts()[2])
				}
			}
			var pending int
			if err := d.DB.View(t.Context(), func(tx bot.Tx) error {
				waiting, err := tx.WaitingEvents(people.Slack, 0)
				pending = len(waiting)
				return err
			}); err != nil || pending != 0 {
				t.Errorf("%d events wait still (%v)", pending, err)
			}
		})
	}
}

// A stranger who wrote in a channel long ago gets no private message now.
func TestALateStrangerIsNotWrittenTo(t *testing.T) {
	d := newDesk(t)
	ev := d.Event(people.UserRef{Platform: people.Discord, ID: "7"}, bot.Message{Text: "export"})
	ev.DM, ev.From.Channel = false, "c1:7"
	d.Now = d.Now.Add(time.Hour)
	d.accept(t, ev, nil)
	d.in.Drain()
	if got := d.texts(); len(got) != 0 {
		t.Errorf("an hour later a stranger was told %q", got)
	}
}

// Topics are counted once ten people have asked, and never where they are
// about somebody's own trouble.
func TestTopicsAreCountedDiscreetly(t *testing.T) {
	d := newDesk(t)
	for i := range 12 {
		d.accept(t, d.Event(ann(fmt.Sprint("U", i)), bot.Message{Text: "What does a solutions architect do?"}), nil)
		d.in.Drain()
	}
	want := `
# HELP mentor_answers_total Questions, by how they were answered and by topic; without a topic for personal subjects, and until ten people have asked.
# TYPE mentor_answers_total counter
mentor_answers_total{kind="answered",topic=""} 9
mentor_answers_total{kind="answered",topic="solutions-architect/responsibilities"} 3
`
	for _, kind := range []string{"helped", "missed", "near", "optout", "outcome-missed", "outcome-partly", "outcome-reached", "outcome-unwanted", "unanswered"} {
		want += fmt.Sprintf("mentor_answers_total{kind=%q,topic=\"\"} 0\n", kind)
	}
	if err := testutil.GatherAndCompare(d.metrics, strings.NewReader(want), "mentor_answers_total"); err != nil {
		t.Error(err)
	}
}

// While a workspace wants us to wait, which any process may have been told, an
// answer is not sent: it stays a row for the runner. What a platform says to us
// becomes such a wait.
func TestAnAnswerKeepsToTheWorkspacesWait(t *testing.T) {
	d := newDesk(t)
	d.accept(t, d.Event(ann("U1"), bot.Message{Text: "goal list"}), nil)
	d.in.Drain()
	if n := len(d.texts()); n != 1 {
		t.Fatalf("%d answers, want 1", n)
	}
	err := d.in.Accept(t.Context(), d.Event(ann("U1"), bot.Message{Text: "goal list"}), func(context.Context, bot.Reply) (bot.MessageID, error) {
		return "", &bot.SendError{Kind: bot.Retry, After: time.Minute, Workspace: true, Code: "ratelimited"}
	})
	if err != nil {
		t.Fatal(err)
	}
	d.in.Drain()
	other := d.Event(people.UserRef{Platform: people.Slack, Workspace: "T2", ID: "U3"}, bot.Message{Text: "goal list"})
	for _, ev := range []bot.Event{d.Event(ann("U2"), bot.Message{Text: "goal list"}), other, d.Event(ann("U2"), bot.Command{Line: "goal list"})} {
		d.accept(t, ev, nil)
	}
	d.in.Drain()
	if n := len(d.texts()); n != 3 {
		t.Errorf("%d answers; want the first, the other workspace's and the command's", n)
	}
	rows, err := d.DB.List(t.Context(), []bot.DeliveryState{bot.Pending}, 9)
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows wait (%v), want the refused one and the one that was not tried", len(rows), err)
	}
	for _, r := range rows {
		if want := d.Now.Add(time.Minute); !r.NotBefore.Equal(want) {
			t.Errorf("%s waits until %s, want %s", r.Subject, r.NotBefore, want)
		}
	}
}

// The order is that in which events came in, however long keeping each takes:
// a place holds up those behind it until it is handled or left.
func TestNothingOvertakesWhatCameBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		enter := func() bot.Place {
			p, ok := d.in.Enter(ann("U1"))
			if !ok {
				t.Fatal("no room")
			}
			return p
		}
		first, lost, third := enter(), enter(), enter()
		accept := func(p bot.Place, said string) {
			err := d.in.Accept(bot.WithPlace(t.Context(), p), d.Event(ann("U1"), bot.Message{Text: said}), func(_ context.Context, r bot.Reply) (bot.MessageID, error) {
				d.mu.Lock()
				defer d.mu.Unlock()
				d.said = append(d.said, r)
				return "m", nil
			})
			if err != nil {
				t.Fatal(err)
			}
			p.Leave()
		}
		accept(third, "goal list")
		synctest.Wait()
		if n := len(d.texts()); n != 0 {
			t.Fatalf("%d answers before what came first", n)
		}
		lost.Leave() // it could not be kept
		lost.Leave()
		synctest.Wait()
		if n := len(d.texts()); n != 0 {
			t.Fatalf("%d answers before what came first", n)
		}

		began := time.Now()
		fourth := enter()
		if _, err := d.in.Handle(bot.WithPlace(t.Context(), fourth), d.Event(ann("U1"), bot.Command{Line: "goal list"})); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took < 500*time.Millisecond || took > time.Second {
			t.Errorf("a press waited %s for what came before it, want most of a second at most", took)
		}
		fourth.Leave()

		accept(first, "goal add 0-1 Learn SQL")
		d.in.Drain()
		if got := d.texts(); len(got) != 2 || !strings.Contains(got[1], "Learn SQL") {
			t.Errorf("answered %q; want the goal noted, then listed", got)
		}
		began = time.Now()
		fifth := enter()
		if _, err := d.in.Handle(bot.WithPlace(t.Context(), fifth), d.Event(ann("U1"), bot.Command{Line: "goal list"})); err != nil || time.Since(began) > 0 {
			t.Errorf("with nobody before it a press waited %s (%v)", time.Since(began), err)
		}
		fifth.Leave()
	})
}

// What is on its way to the store is bounded, a person at a time.
func TestALineHasAnEnd(t *testing.T) {
	var l inbox.Lines
	var all []bot.Place
	for range inbox.QueueLimit {
		p, ok := l.Enter(ann("U1"))
		if !ok {
			t.Fatal("refused too soon")
		}
		all = append(all, p)
	}
	if _, ok := l.Enter(ann("U1")); ok {
		t.Error("there is no end")
	}
	if _, ok := l.Enter(ann("U2")); !ok {
		t.Error("one person's line is another's")
	}
	all[7].Leave()
	if _, ok := l.Enter(ann("U1")); !ok {
		t.Error("who leaves makes no room")
	}
}

// What finds no room in a line waits in the store, and none of it is lost.
func TestALongLineWaitsInTheStore(t *testing.T) {
	d := newDesk(t)
	const all = inbox.QueueLimit + 20
	var others []bot.Adapter
	for _, a := range d.Adapters {
		others = append(others, a)
	}
	d.in = inbox.New(inbox.Options{Bot: d.Bot, Adapters: others, Now: func() time.Time { return d.Now }, Burst: 10 * all})
	hold := make(chan struct{})
	for i := range all {
		wait := hold
		if i > 0 {
			wait = nil
		}
		d.accept(t, d.Event(ann("U1"), bot.Message{Text: fmt.Sprint("goal add 0-1 Goal ", i)}), wait)
	}
	close(hold)
	d.in.Drain()
	err := d.DB.View(t.Context(), func(tx bot.Tx) error {
		p, err := tx.PersonOf(ann("U1"))
		if err != nil {
			return err
		}
		goals, err := tx.Goals(p.ID)
		for i, g := range goals {
			if g.Text != fmt.Sprint("Goal ", i) {
				t.Errorf("goal %d is %q", i, g.Text)
			}
		}
		waiting, err2 := tx.WaitingEvents(people.Slack, 0)
		if len(goals) != all || len(waiting) != 0 {
			t.Errorf("%d goals of %d, %d events wait still", len(goals), all, len(waiting))
		}
		return cmp.Or(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
}

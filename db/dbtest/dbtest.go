// Package dbtest is the suite that every store of the mentor passes. It knows
// the contracts of packages bot and reminders, and a store's tables only by what
// the store itself says of them: what it finds out about erasure holds for
// tables added later, too.
package dbtest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
	"mentor/reminders"
)

// Store is what the suite exercises.
type Store interface {
	bot.Store
	reminders.Store
	reminders.Reaper
	// Instance takes a slot for this process.
	Instance(ctx context.Context) (owner string, err error)
	Prune(ctx context.Context, now time.Time) error
	Backup(ctx context.Context, dest string) error
	Check(ctx context.Context) error
	// Dump reads every row of every table.
	Dump(ctx context.Context) (map[string][]map[string]any, error)
	// Columns names every table's columns, as the schema has them.
	Columns(ctx context.Context) (map[string][]string, error)
	Close() error
}

var _ Store = (*db.DB)(nil)

// Open opens the store at path, which may be open already.
type Open func(ctx context.Context, path string) (Store, error)

// Exercise runs the whole suite.
func Exercise(t *testing.T, open Open) {
	for name, test := range map[string]func(*suite){
		"people":            testPeople,
		"link codes":        linkCodes,
		"merge":             merge,
		"split":             split,
		"goals":             goals,
		"certifications":    certs,
		"check-ins":         checkIns,
		"schedules":         schedules,
		"conversations":     conversations,
		"ticks and wins":    ticksAndWins,
		"steps":             steps,
		"reminders":         remindersOnce,
		"events":            events,
		"deliveries":        deliveries,
		"nobody's delivery": nobody,
		"workspaces":        workspaces,
		"forget":            forget,
		"export":            export,
		"plan":              plan,
		"plan decisions":    planDecisions,
		"taken in":          takenIn,
		"claim":             claim,
		"finish":            finish,
		"direct":            direct,
		"lease":             lease,
		"holds":             holds,
		"follow-ups":        followUps,
		"silences":          silences,
		"expiry":            expiry,
		"books":             books,
		"held":              held,
		"figures":           figures,
		"outbox":            outbox,
		"prune":             prune,
		"purge":             purge,
		"rollback":          rollback,
		"panic":             panics,
		"cancel":            cancel,
		"views":             views,
		"writers":           writers,
		"two handles":       twoHandles,
		"slots":             slots,
		"backup":            backup,
		"closed":            closed,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &suite{T: t, open: open, path: filepath.Join(t.TempDir(), "mentor.db")}
			s.Store = s.another()
			test(s)
			if err := s.Check(context.Background()); err != nil {
				t.Errorf("the database is not sound afterwards: %v", err)
			}
		})
	}
}

// suite is one test's store.
type suite struct {
	*testing.T
	Store
	open Open
	path string
}

// another opens one more handle on the same file, as another process would.
func (s *suite) another() Store {
	s.Helper()
	st, err := s.open(s.Context(), s.path)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() {
		if err := st.Close(); err != nil {
			s.Error(err)
		}
	})
	return st
}

// now is a Monday, 09:00 UTC.
var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// today is now's date.
const today = "2026-03-02"

const day = 24 * time.Hour

// update runs fn and fails the test where it is not kept.
func (s *suite) update(fn func(bot.Tx) error) {
	s.Helper()
	if err := s.Update(s.Context(), fn); err != nil {
		s.Fatal(err)
	}
}

func (s *suite) view(fn func(bot.Tx) error) {
	s.Helper()
	if err := s.View(s.Context(), fn); err != nil {
		s.Fatal(err)
	}
}

// is fails the test where err is not want.
func (s *suite) is(err, want error) {
	s.Helper()
	if !errors.Is(err, want) {
		s.Fatalf("got error %v, want %v", err, want)
	}
}

// same fails the test where got is not want.
func (s *suite) same(what string, got, want any) {
	s.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		s.Fatalf("%s (- want, + got):\n%s", what, diff)
	}
}

func slack(n int) people.UserRef {
	return people.UserRef{Platform: people.Slack, Workspace: "T1", ID: fmt.Sprintf("U%d", n)}
}

func discord(n int) people.UserRef {
	return people.UserRef{Platform: people.Discord, ID: fmt.Sprintf("D%d", n)}
}

var slackT1 = reminders.Sender{Platform: people.Slack, Workspace: "T1"}

// person adds one who has opted in.
func (s *suite) person(u people.UserRef) (p people.Person) {
	s.Helper()
	s.update(func(tx bot.Tx) (err error) {
		p, err = tx.AddPerson(u, people.Person{Created: now, LastSeen: now, OptedIn: true, Lang: "en", Zone: "UTC"})
		return err
	})
	return p
}

// read is the person as it is kept now.
func (s *suite) read(id people.PersonID) (p people.Person) {
	s.Helper()
	s.view(func(tx bot.Tx) (err error) {
		p, err = tx.Person(id)
		return err
	})
	return p
}

// put adds a delivery.
func (s *suite) put(d bot.Outgoing) bot.Outgoing {
	s.Helper()
	s.update(func(tx bot.Tx) (err error) {
		d, err = tx.PutDelivery(d)
		return err
	})
	return d
}

// row is a delivery as it is kept now, with its payload left out.
func (s *suite) row(id int64) bot.Outgoing {
	s.Helper()
	all := []bot.DeliveryState{bot.Pending, bot.Claimed, bot.Sent, bot.Parked, bot.Skipped}
	list, err := s.List(s.Context(), all, 1000)
	if err != nil {
		s.Fatal(err)
	}
	for _, d := range list {
		if d.ID == id {
			return d
		}
	}
	s.Fatalf("no delivery %d", id)
	return bot.Outgoing{}
}

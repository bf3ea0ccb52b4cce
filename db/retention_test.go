package db

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/rules"
)

const day = rules.Day

// What an organisation sets holds for what was finished before, too, and the
// books still balance.
func TestRetentionAsSet(t *testing.T) {
	short := rules.Retention{Deliveries: 90 * day, Unsent: 7 * day, Removed: day, CheckIns: 400 * day}
	long := rules.Retention{Deliveries: 500 * day, Unsent: 60 * day, Removed: 60 * day}
	for _, test := range []struct {
		keep rules.Retention
		left map[time.Duration]string // certifications, nudges, unsent, entries, events
	}{
		{rules.Retention{}, map[time.Duration]string{2 * day: "1 2 1 1 1", 31 * day: "0 2 0 1 0", 399 * day: "0 2 0 1 0", 402 * day: "0 0 0 1 0"}},
		{short, map[time.Duration]string{2 * day: "0 2 1 1 1", 8 * day: "0 2 0 1 0", 89 * day: "0 2 0 1 0", 91 * day: "0 0 0 1 0", 399 * day: "0 0 0 1 0", 401 * day: "0 0 0 0 0"}},
		{long, map[time.Duration]string{59 * day: "1 2 1 1 1", 61 * day: "0 2 0 1 0", 402 * day: "0 2 0 1 0", 501 * day: "0 0 0 1 0"}},
	} {
		t.Run(fmt.Sprint(test.keep), func(t *testing.T) {
			for after, want := range test.left {
				path := filepath.Join(t.TempDir(), "m.db")
				d := openAt(t, path, Options{})
				p := person(t, d, me)
				err := d.Update(t.Context(), func(tx bot.Tx) error {
					if _, err := tx.KeepEvent(bot.Event{ID: "k", At: monday, From: people.Address{Platform: me.Platform}, User: me}); err != nil {
						return err
					}
					if _, err := tx.AddCert(people.Certification{Person: p.ID, Created: monday, Removed: monday}); err != nil {
						return err
					}
					g, err := tx.AddGoal(people.Goal{Person: p.ID, Text: "x"})
					if err != nil {
						return err
					}
					c, err := tx.OpenCheckIn(people.CheckIn{Person: p.ID, Date: "2026-03-02", Opened: monday, Entries: []people.Entry{{Goal: g.ID, At: monday}}})
					if err != nil {
						return err
					}
					if err := tx.SaveCheckIn(c); err != nil {
						return err
					}
					for _, row := range []struct {
						kind  people.Kind
						state bot.DeliveryState
					}{{people.KindCheckIn, bot.Sent}, {people.KindExpiry, bot.Parked}, {people.KindReply, bot.Parked}, {people.KindReply, bot.Sent}} {
						out, err := tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: row.kind, Subject: string(row.state), User: me, Due: monday})
						if err != nil {
							return err
						}
						if err := tx.FinishDelivery(out.ID, bot.Outcome{State: row.state, At: monday}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
				if err := d.Close(); err != nil {
					t.Fatal(err)
				}
				d = openAt(t, path, Options{Keep: test.keep}) // the setting comes later than the rows
				if err := d.Prune(t.Context(), monday.Add(after)); err != nil {
					t.Fatal(err)
				}
				all, err := d.Dump(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				nudges, unsent := 0, 0
				for _, row := range all["deliveries"] {
					switch {
					case row["kind"] != string(people.KindReply):
						nudges++
					case row["state"] == string(bot.Parked):
						unsent++
					case after > 4*day:
						t.Errorf("after %v a sent reply is there", after)
					}
				}
				got := fmt.Sprint(len(all["certifications"]), nudges, unsent, len(all["entries"]), len(all["events"]))
				if got != want {
					t.Errorf("after %v: %s, want %s", after, got, want)
				}
				if len(all["check_ins"]) != 1 {
					t.Errorf("after %v: that there was a check-in is gone", after)
				}
				if a, err := d.Audit(t.Context(), "2026-03-02", monday); err != nil || a.Difference() != 0 {
					t.Errorf("after %v the books do not balance: %+v, %v", after, a, err)
				}
			}
		})
	}
}

// Who gives no sign of life is forgotten by the path of forget; who is away,
// has paused, or has words that wait, is not, and nobody is after a long stop.
func TestForgetSilent(t *testing.T) {
	var forgot []string // by the id in the log
	d := openAt(t, filepath.Join(t.TempDir(), "m.db"), Options{Keep: rules.Retention{Silent: 180 * day}, Forgot: func(id string) { forgot = append(forgot, id) }})
	ids := map[string]people.PersonID{}
	log := map[string]string{}
	user := func(name string) people.UserRef {
		return people.UserRef{Platform: people.Slack, Workspace: "T", ID: name}
	}
	seen := func(name string, at time.Time, change func(*people.Person)) {
		t.Helper()
		err := d.Update(t.Context(), func(tx bot.Tx) (err error) {
			p := people.Person{Created: monday, LastSeen: at}
			if ids[name] == 0 {
				p, err = tx.AddPerson(user(name), p)
			} else {
				p, err = tx.Person(ids[name])
			}
			if err != nil {
				return err
			}
			p.LastSeen = at
			if change != nil {
				change(&p)
			}
			ids[name], log[name] = p.ID, p.LogID
			return tx.SavePerson(p)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	prune := func(at time.Time) {
		t.Helper()
		if err := d.Prune(t.Context(), at); err != nil {
			t.Fatal(err)
		}
	}
	seen("zeno", monday, nil)
	seen("away", monday, func(p *people.Person) {
		p.Absences = []people.Absence{{From: "2026-03-03", To: "2026-12-31"}}
	})
	seen("paused", monday, func(p *people.Person) { p.PausedUntil = monday.Add(100 * day) })
	seen("waiting", monday, nil)
	seen("here", monday.Add(10*day), nil)
	prune(monday.Add(2000 * day)) // it was off, or its clock is wrong
	if len(forgot) > 0 {
		t.Fatalf("%v was forgotten though nobody has written since", forgot)
	}

	seen("here", monday.Add(180*day), nil)
	prune(monday.Add(180 * day))
	if len(forgot) > 0 {
		t.Fatalf("%v was forgotten on the last day", forgot)
	}
	err := d.Update(t.Context(), func(tx bot.Tx) error {
		_, err := tx.KeepEvent(bot.Event{ID: "k", From: people.Address{Platform: people.Slack}, User: user("waiting"), At: monday.Add(181 * day)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	seen("here", monday.Add(182*day), nil)
	prune(monday.Add(182 * day))
	if diff := cmp.Diff([]string{log["zeno"]}, forgot); diff != "" {
		t.Fatalf("forgotten (- want, + got):\n%s", diff)
	}
	if n := inFiles(t, d, "zeno"); n > 0 {
		t.Errorf("who was forgotten stands in the files %d times", n)
	}

	// The pause and the waiting event end; the absence lasts.
	seen("here", monday.Add(290*day), nil)
	prune(monday.Add(290 * day))
	if diff := cmp.Diff([]string{log["zeno"], log["paused"], log["waiting"]}, forgot); diff != "" {
		t.Fatalf("forgotten (- want, + got):\n%s", diff)
	}
}

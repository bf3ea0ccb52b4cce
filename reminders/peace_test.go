package reminders_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db"
	"mentor/reminders"
)

// TestPeace plans eight months for people who differ in what they chose, in their
// zones, certifications and answers, and holds what was sent to the rule: at most one
// unasked message in seven days and one follow-up, unless the person chose to
// be asked more often. Notes seven days before a certification ends and on the
// day come besides, and so do reminders that they set.
func TestPeace(t *testing.T) {
	calendar, err := reminders.NewSchedules(nil)
	if err != nil {
		t.Fatal(err)
	}
	store, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "peace.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	random := rand.New(rand.NewPCG(14, 7))
	start := time.Date(2026, 3, 2, 7, 30, 0, 0, time.UTC)
	zones := []string{"Europe/London", "Europe/Paris", "America/New_York", "Asia/Tokyo", "Pacific/Auckland"}
	chosen := []string{"", "every monday at 9am", "every wednesday at 8am", "every friday at 4pm", "every second tuesday at 10am", "monthly"}
	type one struct {
		id      people.PersonID
		zone    string
		answers float64 // how often
		often   bool    // chose two days of a week
		expires map[string]string
	}
	byID := map[people.PersonID]*one{}
	for i := range 40 {
		p := &one{zone: zones[random.IntN(len(zones))], answers: []float64{0, .3, .7, 1}[random.IntN(4)], expires: map[string]string{}}
		err := store.Update(t.Context(), func(tx bot.Tx) error {
			user := people.UserRef{Platform: people.Terminal, ID: fmt.Sprint("p", i)}
			made, err := tx.AddPerson(user, people.Person{Created: start, Zone: p.zone, OptedIn: true, NudgeAt: user, LastSeen: start,
				QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo})
			if err != nil {
				return err
			}
			p.id = made.ID
			days := 0
			for n, h := range people.Horizons {
				plan, words := calendar.Default(h), chosen[random.IntN(len(chosen))]
				if n > 0 && random.IntN(3) > 0 {
					words = ""
				}
				if words != "" {
					if plan, err = calendar.Parse(words, "en", p.zone, start); err != nil {
						return err
					}
					days++
				}
				next, err := calendar.Next(plan, p.zone, start, 1)
				if err != nil {
					return err
				}
				if _, err := tx.PutSchedule(people.Schedule{Person: p.id, Horizon: h, Plan: plan, Zone: p.zone, Next: next[0], Chosen: words != ""}); err != nil {
					return err
				}
			}
			p.often = days > 1
			for range random.IntN(4) {
				expires := start.AddDate(0, 0, 20+random.IntN(220)).Format(time.DateOnly)
				c, err := tx.AddCert(people.Certification{Person: p.id, Name: "c", Earned: "2025-01-01", Expires: expires, Created: start})
				if err != nil {
					return err
				}
				p.expires[fmt.Sprint(c.ID)] = expires
			}
			if random.IntN(5) == 0 {
				made.Absences = []people.Absence{{From: "2026-06-01", To: "2026-06-20"}}
			}
			return tx.SavePerson(made)
		})
		if err != nil {
			t.Fatal(err)
		}
		byID[p.id] = p
	}

	type message struct {
		kind people.Kind
		date string // local
		lead int
	}
	sent := map[people.PersonID][]message{}
	here := reminders.Sender{Platform: people.Terminal}
	for now := start; now.Before(start.AddDate(0, 8, 0)); now = now.Add(time.Hour) {
		if _, _, err := store.Plan(t.Context(), now, 500, func(d reminders.Due) reminders.Decision { return reminders.Decide(calendar, d, now).Decision }); err != nil {
			t.Fatal(err)
		}
		if _, err := store.FollowUps(t.Context(), now, 500, func(p reminders.Person) reminders.Decision { return reminders.DecideFollowUp(calendar, p, now) }); err != nil {
			t.Fatal(err)
		}
		rows, err := store.Claim(t.Context(), here, "peace", now, now.Add(time.Minute), 500)
		if err != nil {
			t.Fatal(err)
		}
		how := map[int64]bot.Outcome{}
		for _, row := range rows {
			p := byID[row.Person]
			day := people.Today(now, p.zone)
			m := message{kind: row.Kind, date: day}
			if row.Kind == people.KindExpiry {
				_, m.lead, _ = people.ExpiryLead(p.expires[row.Subject], day)
			}
			sent[p.id] = append(sent[p.id], m)
			how[row.ID] = bot.Outcome{State: bot.Sent, At: now, Message: "m"}
			if row.Kind != people.KindCheckIn {
				continue
			}
			err := store.Update(t.Context(), func(tx bot.Tx) error {
				c, err := tx.OpenCheckIn(people.CheckIn{Person: p.id, Date: row.Date, Horizons: row.Horizons, Opened: now})
				if err == nil && random.Float64() < p.answers {
					c.Answered = now.Add(time.Minute)
					who, err := tx.Person(p.id)
					if err != nil {
						return err
					}
					who.Silences, who.Slowed = 0, false
					if err := tx.SavePerson(who); err != nil {
						return err
					}
					return tx.SaveCheckIn(c)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := store.Finish(t.Context(), how); err != nil {
			t.Fatal(err)
		}
	}

	total, rode, questions := 0, 0, 0
	for id, list := range sent {
		p := byID[id]
		for i, m := range list {
			total++
			if m.kind == people.KindSilence {
				questions++
			}
			if m.kind == people.KindExpiry && m.lead <= 7 {
				continue
			}
			for _, other := range list[i+1:] {
				a, err1 := time.Parse(time.DateOnly, m.date)
				b, err2 := time.Parse(time.DateOnly, other.date)
				if err1 != nil || err2 != nil || b.Sub(a) >= people.Week*24*time.Hour {
					break
				}
				if other.kind == people.KindExpiry && other.lead <= 7 {
					continue
				}
				if (m.kind == people.KindFollowUp) == (other.kind == people.KindFollowUp) && !(p.often && m.kind != people.KindFollowUp) {
					t.Errorf("person %d (%s, often %v): %s on %s, then %s on %s", id, p.zone, p.often, m.kind, m.date, other.kind, other.date)
				}
			}
		}
		for _, expires := range p.expires { // nothing is lost: each is told, riding or by itself
			for _, m := range list {
				if m.kind == people.KindCheckIn && people.Rides(expires, m.date) {
					rode++
				}
			}
		}
	}
	t.Logf("%d messages to %d people in eight months; %d notes rode along, %d questions after silences", total, len(sent), rode, questions)
	if total < 40*8 || rode == 0 || questions == 0 {
		t.Errorf("the months show too little: %d messages, %d notes riding, %d questions", total, rode, questions)
	}
}

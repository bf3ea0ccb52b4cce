package checkins_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

var me = people.UserRef{Platform: people.Terminal, ID: "me"}

// nudged is somebody who gets check-ins: a person with helpers around the core.
type nudged struct {
	*testing.T
	*bottest.Mentor
	last bot.Reply
}

func newNudged(t *testing.T, lines ...string) *nudged {
	n := &nudged{T: t, Mentor: bottest.New(t)}
	for _, line := range lines {
		n.says(line)
	}
	return n
}

func (n *nudged) says(text string) bot.Reply {
	n.Helper()
	n.Now = n.Now.Add(time.Second)
	ev := n.Event(me, bot.Message{Text: text})
	ev.Hints.Zone = "Europe/Paris"
	return n.saw(n.Do(n.T, ev))
}

// saw checks what holds for every reply.
func (n *nudged) saw(r bot.Reply) bot.Reply {
	n.Helper()
	if strings.Contains(bottest.Write(r), "[checkin") || strings.Contains(bottest.Write(r), "[next.") {
		n.Errorf("a wording is missing: %s", bottest.Write(r))
	}
	for _, c := range choicesOf(r) {
		if len(c.Action)+len(c.Value) > bot.MaxChoiceBytes {
			n.Errorf("choice %q carries %d bytes", c.Label, len(c.Action)+len(c.Value))
		}
	}
	n.last = r
	return r
}

func choicesOf(r bot.Reply) (out []bot.Choice) {
	for _, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok {
			out = append(out, c.Items...)
		}
	}
	return out
}

// presses takes a choice of a reply.
func (n *nudged) presses(r bot.Reply, label string) bot.Reply {
	n.Helper()
	for _, c := range choicesOf(r) {
		if c.Label == label {
			n.Now = n.Now.Add(time.Second)
			return n.saw(n.Do(n.T, n.Event(me, bot.Press{Action: c.Action, Value: c.Value, On: "m1"})))
		}
	}
	n.Fatalf("no choice %q in %s", label, bottest.Write(r))
	return r
}

func (n *nudged) person() (p people.Person) {
	n.Helper()
	n.tx(func(tx bot.Tx) (err error) { p, err = tx.PersonOf(me); return err })
	return p
}

func (n *nudged) tx(fn func(tx bot.Tx) error) {
	n.Helper()
	if err := n.DB.Update(n.Context(), fn); err != nil {
		n.Fatal(err)
	}
}

// due composes what falls due today.
func (n *nudged) due(kind people.Kind, subject string, on ...people.Horizon) (bot.Reply, error) {
	n.Helper()
	r, err := n.Compose(n.Context(), bot.Outgoing{ID: 1, Person: n.person().ID, Kind: kind, Date: n.Now.Format(time.DateOnly), Subject: subject,
		Horizons: on, User: me, Due: n.Now, NotBefore: n.Now})
	if err == nil {
		n.saw(r)
	}
	return r, err
}

func (n *nudged) mustDue(kind people.Kind, subject string, on ...people.Horizon) bot.Reply {
	n.Helper()
	r, err := n.due(kind, subject, on...)
	if err != nil {
		n.Fatalf("compose %s: %v", kind, err)
	}
	return r
}

func (n *nudged) nothing(kind people.Kind, subject string, on ...people.Horizon) {
	n.Helper()
	if r, err := n.due(kind, subject, on...); !errors.Is(err, bot.ErrNothing) {
		n.Errorf("compose %s gave %v and %q, want ErrNothing", kind, err, r.Text)
	}
}

func has(t *testing.T, r bot.Reply, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(bottest.Write(r), w) {
			t.Errorf("%q is not in:\n%s", w, bottest.Write(r))
		}
	}
}

// A scheduled check-in is the same however often it is composed, until it is answered.
func TestComposeCheckInTwice(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project", "goal add 1-3 Earn a certification", "schedule every monday 9am")
	n.presses(n.last, "Save")
	first := n.mustDue(people.KindCheckIn, "", people.Year1)
	has(t, first, "Lead one project", "On track")
	if strings.Contains(bottest.Write(first), "certification") {
		t.Errorf("a goal of another horizon: %s", bottest.Write(first))
	}
	n.says("goal add 0-1 Another goal altogether")
	if again := n.mustDue(people.KindCheckIn, "", people.Year1); bottest.Write(again) != bottest.Write(first) {
		t.Errorf("composed again it says %s, not %s", bottest.Write(again), bottest.Write(first))
	}
	n.presses(first, "Skip")
	n.nothing(people.KindCheckIn, "", people.Year1)
	n.nothing(people.KindFollowUp, n.Now.Format(time.DateOnly), people.Year1)
}

func TestComposeFollowUp(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project")
	n.mustDue(people.KindCheckIn, "", people.Year1)
	day := n.Now.Format(time.DateOnly)
	n.Now = n.Now.AddDate(0, 0, 1)
	r := n.mustDue(people.KindFollowUp, day, people.Year1)
	has(t, r, "still open", "Lead one project", "Stuck")
	n.nothing(people.KindFollowUp, "2020-01-01", people.Year1)
	n.says("goal drop 1")
	n.nothing(people.KindFollowUp, day, people.Year1)
}

// Whoever asked for peace after a check-in was planned is left in peace.
func TestComposeAfterStop(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project", "stop")
	n.nothing(people.KindCheckIn, "", people.Year1)
	n.says("resume")
	n.says("pause two weeks")
	n.nothing(people.KindCheckIn, "", people.Year1)
	n.says("resume")
	n.says("away next week")
	n.mustDue(people.KindCheckIn, "", people.Year1)
	n.Now = n.Now.AddDate(0, 0, 8)
	n.nothing(people.KindCheckIn, "", people.Year1)
}

// A horizon without goals proposes one; who says nothing to that is not asked for ever.
func TestComposeWithoutGoals(t *testing.T) {
	n := newNudged(t, "profile target solutions architect")
	r := n.mustDue(people.KindCheckIn, "", people.Years3)
	has(t, r, "no open goal to look at", "1–3 years", "Take it", "Not now")
	n.Now = n.Now.AddDate(0, 1, 0)
	n.mustDue(people.KindCheckIn, "", people.Years3)
	n.Now = n.Now.AddDate(0, 1, 0)
	n.nothing(people.KindCheckIn, "", people.Years3)
	// The old proposal still works.
	has(t, n.presses(r, "Take it (1–3 years)"), "goal **1**")
	has(t, n.mustDue(people.KindCheckIn, "", people.Years3), "On track")

	n = newNudged(t, "goal add 0-1 Lead one project")
	r = n.mustDue(people.KindCheckIn, "", people.Year1, people.Years5)
	has(t, r, "Lead one project", "Nothing is planned for **3–5 years**")
	has(t, n.presses(r, "Take it (3–5 years)"), "goal **2**", "Lead one project", "On track")
	if p := n.person(); p.Silences != 0 {
		t.Errorf("silences %d", p.Silences)
	}
}

// Any answer ends a silence; the one question offers ways out.
func TestSilence(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project", "schedule every monday 9am")
	n.presses(n.last, "Save")
	n.nothing(people.KindSilence, "")
	silent := func() {
		n.tx(func(tx bot.Tx) error {
			p, err := tx.PersonOf(me)
			if err != nil {
				return err
			}
			p.Silences, p.Slowed = 3, true
			return tx.SavePerson(p)
		})
	}
	heard := func() {
		t.Helper()
		if p := n.person(); p.Silences != 0 || p.Slowed {
			t.Errorf("silences %d, slowed %v", p.Silences, p.Slowed)
		}
	}
	silent()
	r := n.mustDue(people.KindSilence, "")
	has(t, n.presses(r, "Keep it as it was"), "9 March 2026")
	heard()
	silent()
	has(t, n.presses(r, "Once a month"), "6 April 2026")
	heard()
	silent()
	n.presses(n.presses(r, "Pause for a while"), "Two weeks")
	heard()
	if until := n.person().PausedUntil; until.IsZero() {
		t.Error("not paused")
	}
	n.says("resume")
	silent()
	n.presses(r, "Stop asking")
	heard()
	if !n.person().Stopped {
		t.Error("not stopped")
	}
	n.says("resume")
	c := n.mustDue(people.KindCheckIn, "", people.Year1)
	silent()
	n.presses(c, "Skip")
	heard()
}

// A press on an older check-in shows the newest one instead.
func TestOldCheckIn(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project")
	old := n.mustDue(people.KindCheckIn, "", people.Year1)
	n.Now = n.Now.AddDate(0, 0, 7)
	n.mustDue(people.KindCheckIn, "", people.Year1)
	r := n.presses(old, "Done")
	has(t, r, "check-in of 2 March 2026 is closed", "Lead one project", "On track")
	has(t, n.says("goal list"), "one** open goal")
	n.presses(r, "Done")
	has(t, n.says("goal list"), "no open goals")
	n.says("forget")
	n.presses(n.last, "Erase everything")
	has(t, n.presses(old, "Done"), "That check-in is gone")
}

// An answer that is changed later undoes what it did.
func TestEditDone(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project", "checkin")
	r := n.presses(n.last, "Done")
	has(t, r, "Well earned")
	r = n.presses(n.presses(r, "Change an answer"), "Stuck")
	has(t, n.says("goal list"), "Lead one project")
	r = n.presses(n.presses(r, "4"), "Leave it at that")
	has(t, r, "stuck, confidence 4 of 10")
	has(t, n.presses(n.presses(r, "Change an answer"), "Keep it as it is"), "stuck, confidence 4 of 10")
}

func TestComposeSpeaksTheirLanguage(t *testing.T) {
	n := newNudged(t, "objectif ajouter 0-1 Mener un projet de tracking", "quels sont les métiers du marketing ?")
	has(t, n.mustDue(people.KindCheckIn, "", people.Year1), "faire le point", "En bonne voie")
	n.says("profile language en")
	has(t, n.mustDue(people.KindCheckIn, "", people.Year1), "Time for our check-in")
}

func TestComposeForTheForgotten(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project")
	d := bot.Outgoing{Person: n.person().ID, Kind: people.KindCheckIn, Date: "2026-03-02", Horizons: []people.Horizon{people.Year1}, User: me, Due: n.Now}
	n.says("forget")
	n.presses(n.last, "Erase everything")
	if _, err := n.Compose(n.Context(), d); !errors.Is(err, bot.ErrNothing) {
		t.Errorf("got %v, want ErrNothing", err)
	}
	if _, err := n.Compose(n.Context(), bot.Outgoing{Kind: "unheard-of"}); err == nil || errors.Is(err, bot.ErrNothing) {
		t.Errorf("a kind that nobody composes gave %v", err)
	}
}

func TestHello(t *testing.T) {
	n := newNudged(t, "schedule every monday 9am")
	n.presses(n.last, "Save")
	has(t, n.mustDue(people.KindHello, ""), "where our check-ins will come", "9 March 2026")
}

// Who has said stop gets no first message either, and is not told that the
// next check-in is "never".
func TestNoHelloAfterStop(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project", "schedule every monday 9am")
	n.presses(n.last, "Save")
	n.says("stop")
	n.nothing(people.KindHello, "")
	r := n.says("")
	has(t, r, "one open goal", "I won't write first")
	if strings.Contains(string(r.Text), "never") {
		t.Errorf("said %q", r.Text)
	}
}

// A check-in that came by itself can be answered in words, too.
func TestTypedAnswerToScheduled(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project", "goal add 0-1 Find a mentor")
	n.mustDue(people.KindCheckIn, "", people.Year1)
	has(t, n.says("stuck"), "Which goal")
	has(t, n.says("2 on track"), "Find a mentor", "How confident")
	has(t, n.says("8"), "confidence 8 of 10", "next thing")
	has(t, n.says("write to Anna, tomorrow at 10, home"), "Lead one project")
	has(t, n.says("skip"), "When it's Tuesday at 10, at home, I will write to Anna", "skipped")
	if r := n.says("stuck"); strings.Contains(bottest.Write(r), "confident") {
		t.Errorf("nothing waits for an answer any more: %s", bottest.Write(r))
	}
}

// The step from the roadmap changes from week to week, stays the same for one
// check-in, and never names what the person has.
func TestRoadmapStep(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project", "profile target solutions architect", "cert add aws solutions architect associate on 3 february 2026")
	kinds := map[string]int{}
	for range 24 {
		n.Now = n.Now.AddDate(0, 0, 7)
		r := n.presses(n.mustDue(people.KindCheckIn, "", people.Year1), "Skip")
		_, idea, ok := strings.Cut(bottest.Write(r), "An idea from the roadmap:** ")
		if !ok {
			t.Fatalf("no step in %s", bottest.Write(r))
		}
		idea, _, _ = strings.Cut(idea, "\n")
		if strings.Contains(idea, "AWS Certified Solutions Architect - Associate") {
			t.Errorf("it is there already: %s", idea)
		}
		if again := n.presses(n.presses(r, "Change an answer"), "Keep it as it is"); !strings.Contains(bottest.Write(again), idea) {
			t.Errorf("another idea than %q for the same check-in: %s", idea, bottest.Write(again))
		}
		switch {
		case strings.Contains(idea, "certification"):
			kinds["certification"]++
		case strings.Contains(idea, "twenty minutes"):
			kinds["person"]++
		default:
			kinds["place"]++
		}
	}
	for _, k := range []string{"certification", "person", "place"} {
		if kinds[k] < 3 {
			t.Errorf("over 24 weeks: %v", kinds)
		}
	}
}

// In a channel nobody else sees a check-in, and what is typed there next is no answer to it.
func TestNoAnswersInChannels(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project")
	do := func(body bot.Body) bot.Reply {
		ev := n.Event(me, body)
		ev.From.Channel, ev.DM = "general", false
		return n.saw(n.Do(t, ev))
	}
	if r := do(bot.Message{Text: "checkin"}); !r.Private {
		t.Error("a check-in for all to read")
	}
	if r := do(bot.Message{Text: "stuck"}); strings.Contains(bottest.Write(r), "confident") {
		t.Errorf("taken for an answer: %s", bottest.Write(r))
	}
}

// What is a command stays one, also where an answer is expected.
func TestCommandsAmidACheckIn(t *testing.T) {
	n := newNudged(t, "goal add 0-1 Lead one project", "checkin", "on track", "6")
	has(t, n.says("goal add 1-3 Earn a certification"), "goal **2**")
	n.says("checkin")
	r := n.presses(n.presses(n.presses(n.last, "Change an answer"), "On track"), "5")
	has(t, n.says("start with the course, tomorrow"), "I will start with the course")
	n.says("goal done 1")
	has(t, n.presses(r, "Leave it at that"), "our check-in")
}

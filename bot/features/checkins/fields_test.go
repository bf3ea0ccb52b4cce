package checkins_test

import (
	"strings"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// Where a form closes with each mistake, one mistake at a time is a nuisance.
func TestAFormSaysAllThatIsWrongAtOnce(t *testing.T) {
	for form, c := range map[string]struct {
		fields map[string]string
		wrong  []string
	}{
		"start": {map[string]string{"zone": "nowhere land", "when": "every blue moon"}, []string{"zone", "when"}},
		"cert":  {map[string]string{"name": "aws saa", "on": "soonish", "expires": "whenever", "link": "xx"}, []string{"on", "expires", "link"}},
	} {
		n := newNudged(t)
		r, err := n.Handle(t.Context(), bot.Event{ID: "s1", At: n.Now, User: me, DM: true, Forms: true,
			From: people.Address{Platform: me.Platform, Channel: "dm"}, Body: bot.Submit{ID: form, Fields: c.fields}})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range c.wrong {
			if r.Fields[f] == "" {
				t.Errorf("%s: nothing is said at %s: %v", form, f, r.Fields)
			}
		}
		if len(r.Fields) != len(c.wrong) {
			t.Errorf("%s: %v", form, r.Fields)
		}
	}
}

// What stands in the table is not said above it, too; the words alone still
// have all of it.
func TestComparedRolesAreDescribedOnce(t *testing.T) {
	r := newNudged(t).says("compare solutions architect and product owner")
	shown, table := "", bot.Table{}
	for _, b := range r.Blocks {
		switch b := b.(type) {
		case bot.Section:
			shown += string(b.Text)
		case bot.Table:
			table = b
		}
	}
	if len(table.Rows) == 0 || shown == "" {
		t.Fatalf("blocks %+v", r.Blocks)
	}
	for _, row := range table.Rows {
		for _, cell := range row[1:] {
			if strings.Contains(shown, string(cell)) {
				t.Errorf("twice: %s", cell)
			}
			if !strings.Contains(string(r.Text), string(cell)) {
				t.Errorf("not in the words: %s", cell)
			}
		}
	}
}

// Until somebody has said where they are, the platform's profile says it, also
// when it changes.
func TestAnUnconfirmedZoneFollowsThePlatform(t *testing.T) {
	n := newNudged(t)
	hear := func(id, zone string) bot.Reply {
		n.Now = n.Now.Add(time.Minute)
		r, err := n.Handle(t.Context(), bot.Event{ID: id, At: n.Now, User: me, DM: true, Hints: bot.Hints{Zone: zone},
			From: people.Address{Platform: me.Platform, Channel: "dm"}, Body: bot.Message{Text: "profile"}})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	hear("1", "Europe/Paris")
	hear("2", "America/Montreal")
	has(t, hear("3", "America/Montreal"), "America/Montreal")
	n.says("profile zone Europe/Berlin")
	hear("4", "America/Montreal")
	has(t, hear("5", "America/Montreal"), "Europe/Berlin")
}

func TestTheHomeKnowsThatThereAreGoals(t *testing.T) {
	n := newNudged(t)
	home := func() bot.Reply {
		n.Now = n.Now.Add(time.Minute)
		r, err := n.Handle(t.Context(), bot.Event{ID: n.Now.String(), At: n.Now, User: me, DM: true,
			From: people.Address{Platform: me.Platform, Channel: "dm"}, Body: bot.Opened{Surface: bot.Home}})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	has(t, home(), "Nothing is planned yet. Set up your goals")
	n.says("goal add 0-1 Lead one project")
	has(t, home(), "No check-in is planned yet")
	n.presses(n.says("schedule every monday 9am"), "Save")
	has(t, home(), "Monday")
	n.says("stop")
	has(t, home(), "I won't write first")
}

func TestAskedFromAMenuAFormTakesTheQuestion(t *testing.T) {
	n := newNudged(t)
	do := func(id string, body bot.Body) bot.Reply {
		n.Now = n.Now.Add(time.Minute)
		r, err := n.Handle(t.Context(), bot.Event{ID: id, At: n.Now, User: me, DM: true, Forms: true,
			From: people.Address{Platform: me.Platform, Channel: "dm"}, Body: body})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := do("1", bot.Command{Path: []string{"ask"}}); r.Form == nil || r.Form.ID != "ask" {
		t.Fatalf("got %+v", r)
	}
	if r := do("2", bot.Submit{ID: "ask", Fields: map[string]string{"question": " "}}); r.Fields["question"] == "" {
		t.Errorf("got %+v", r)
	}
	has(t, do("3", bot.Submit{ID: "ask", Fields: map[string]string{"question": "what does a solutions architect do?"}}), "four responsibilities")
	has(t, do("4", bot.Command{Path: []string{"ask"}, Args: map[string]string{"question": "what is a product owner?"}}), "Product Owner")
}

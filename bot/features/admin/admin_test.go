package admin_test

import (
	"strings"
	"testing"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

var (
	boss = people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "UBOSS"}
	anna = people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "UANNA"}
)

func mentor(t *testing.T) *bottest.Mentor {
	m := bottest.New(t)
	m.Bot.Admins = []people.UserRef{{Platform: people.Slack, ID: "UBOSS"}}
	return m
}

func say(t *testing.T, m *bottest.Mentor, who people.UserRef, text string) bot.Reply {
	t.Helper()
	return m.Do(t, m.Event(who, bot.Message{Text: text}))
}

// Nobody else's words do what an admin's do, also not by the button.
func TestOnlyAdminsMay(t *testing.T) {
	m := mentor(t)
	say(t, m, anna, "goal add 0-1 Learn SQL")
	say(t, m, boss, "hello")
	for _, said := range []string{"admin stats", "admin pause", "admin resume", "admin forget slack:UBOSS", "/admin stats"} {
		if r := say(t, m, anna, said); !strings.Contains(string(r.Text), "UANNA") || !strings.Contains(string(r.Text), "MENTOR_ADMINS") {
			t.Errorf("%q by somebody else was answered with %q", said, r.Text)
		}
	}
	r := m.Do(t, m.Event(anna, bot.Press{Action: "admin.forget", Value: "slack:UBOSS"}))
	if !strings.Contains(string(r.Text), "whoever runs me") {
		t.Errorf("the button was answered with %q", r.Text)
	}
	for _, named := range []string{"help", "aide"} {
		if r := say(t, m, anna, named); strings.Contains(string(r.Text), "admin stats") {
			t.Errorf("%s lists the commands: %s", named, r.Text)
		}
	}
}

func TestALeaverIsErased(t *testing.T) {
	m := mentor(t)
	say(t, m, anna, "goal add 0-1 Learn SQL")
	for said, want := range map[string]string{
		"admin forget":              "Whom?",
		"admin forget Anna":         "Whom?",
		"admin forget slack:UNOONE": "0 people",
		"admin forget slack:UBOSS":  "That is you",
	} {
		if r := say(t, m, boss, said); !strings.Contains(string(r.Text), want) {
			t.Errorf("%q was answered with %q; want %q", said, r.Text, want)
		}
	}
	if r := say(t, m, boss, "admin forget slack:UANNA"); !strings.Contains(string(r.Text), "Erase everything") {
		t.Fatalf("asked: %q", r.Text)
	}
	if r := m.Do(t, m.Event(boss, bot.Press{Action: "admin.forget", Value: "slack:UANNA"})); !strings.Contains(string(r.Text), "nothing about") {
		t.Fatalf("erased: %q", r.Text)
	}
	if r := say(t, m, anna, "goal list"); strings.Contains(string(r.Text), "Learn SQL") {
		t.Errorf("it is still there: %q", r.Text)
	}
}

// What is not erased is said: where it lies to whoever runs the mentor, to the
// person that it is there.
func TestWhatWasSetAsideIsNamed(t *testing.T) {
	m := mentor(t)
	const file = "/srv/mentor.db.before-restore-20261130-090000"
	m.Bot.Aside = func() []string { return []string{file} }
	say(t, m, anna, "goal add 0-1 Learn SQL")
	r := m.Do(t, m.Event(boss, bot.Press{Action: "admin.forget", Value: "slack:UANNA"}))
	if !strings.Contains(string(r.Text), "One file still has it") || !strings.Contains(strings.ReplaceAll(string(r.Text), `\`, ""), file) {
		t.Errorf("the admin was told %q", r.Text)
	}
	say(t, m, anna, "goal add 0-1 Learn SQL")
	r = m.Do(t, m.Event(anna, bot.Press{Action: "forget.yes"}))
	if !strings.Contains(string(r.Text), "An older database") || strings.Contains(string(r.Text), "/srv") {
		t.Errorf("the person was told %q", r.Text)
	}
}

// Figures about people are shown from ten up, and none of them has words of theirs.
func TestFigures(t *testing.T) {
	m := mentor(t)
	for i, who := range strings.Split("a b c d e f g h i j k", " ") {
		u := people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "U" + who}
		say(t, m, u, "What does a solutions architect do?")
		say(t, m, u, "goal add 0-1 Sing in the choir")
		if i == 3 {
			if r := say(t, m, boss, "admin stats"); !strings.Contains(string(r.Text), "from 10 people up") || strings.Contains(string(r.Text), "Questions") {
				t.Errorf("of five people: %q", r.Text)
			}
		}
	}
	r := say(t, m, boss, "admin stats")
	for _, want := range []string{"12 people", "12 wrote to me", "Questions: 11 answered"} {
		if !strings.Contains(string(r.Text), want) {
			t.Errorf("%q lacks %q", r.Text, want)
		}
	}
	if strings.Contains(string(r.Text), "choir") {
		t.Errorf("%q has somebody's words", r.Text)
	}
}

// While it is paused nothing is sent unasked; who writes is answered.
func TestPauseHoldsBackWhatNobodyAskedFor(t *testing.T) {
	m := mentor(t)
	for _, said := range []string{"profile zone Paris", "goal add 0-1 Learn SQL"} {
		say(t, m, anna, said)
	}
	save := bottest.Choices(say(t, m, anna, "schedule 0-1 every monday 9:00"))[0]
	m.Do(t, m.Event(anna, bot.Press{Action: save.Action, Value: save.Value}))
	say(t, m, boss, "admin pause")
	m.Now = m.Now.AddDate(0, 0, 7)
	if sent := m.Due(t); len(sent) != 0 {
		t.Errorf("while paused %d were sent: %v", len(sent), sent)
	}
	if r := say(t, m, anna, "goal list"); !strings.Contains(string(r.Text), "Learn SQL") {
		t.Errorf("she was answered with %q", r.Text)
	}
	say(t, m, boss, "admin resume")
	if sent := m.Due(t); len(sent) != 1 {
		t.Errorf("afterwards %d were sent; want the newest check-in", len(sent))
	}
}

// What came of goals, and how many asked to be left alone, is counted of
// nobody, and shown from ten people up.
func TestOutcomesAreCounted(t *testing.T) {
	m := mentor(t)
	press := func(who people.UserRef, r bot.Reply, label string) bot.Reply {
		t.Helper()
		for _, c := range bottest.Choices(r) {
			if strings.HasPrefix(c.Label, label) {
				return m.Do(t, m.Event(who, bot.Press{Action: c.Action, Value: c.Value}))
			}
		}
		t.Fatalf("no choice %q under %q", label, r.Text)
		return bot.Reply{}
	}
	say(t, m, anna, "goal add 0-1 Learn SQL")
	say(t, m, anna, "goal when 1 I write a query every week")
	say(t, m, anna, "goal due 1 31 march")
	m.Now = m.Now.AddDate(0, 2, 0)
	r := say(t, m, anna, "checkin")
	if !strings.Contains(bottest.Write(r), "a query every week") {
		t.Errorf("at its end: %q", r.Text)
	}
	press(anna, r, "Reached")
	if r := say(t, m, anna, "goal reached"); !strings.Contains(string(r.Text), "Learn SQL") {
		t.Errorf("reached: %q", r.Text)
	}
	if r := say(t, m, boss, "admin stats"); strings.Contains(string(r.Text), "time was over") {
		t.Errorf("of two people: %q", r.Text)
	}
	for _, who := range strings.Split("a b c d e f g h i", " ") {
		say(t, m, people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "U" + who}, "hello")
	}
	if r := say(t, m, boss, "admin stats"); !strings.Contains(string(r.Text), "Of one goal whose time was over: 1 reached, 0 partly") {
		t.Errorf("of eleven people: %q", r.Text)
	}
}

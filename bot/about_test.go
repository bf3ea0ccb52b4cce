package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// othersWords are commands with what could follow them, by command, and
// statements of somebody else's.
func othersWords(b *bot.Bot, aliases bool) (all []string) {
	args := map[string][]string{
		"ask": {"what does a product owner do"}, "goal.add": {"0-1 Learn SQL"}, "goal.done": {"1"}, "goal.edit": {"1 Learn Python"}, "goal.drop": {"1"},
		"goal.move": {"1 3-5"}, "schedule": {"every friday 10am", "off"}, "pause": {"two weeks"}, "away": {"3 august to 10 august"},
		"cert.add": {"Google Ads yesterday", "PMP on 3 march"}, "cert.edit": {"1 PMI"}, "cert.remove": {"1"}, "cert.find": {"google"},
		"profile": {"role web analyst", "zone Tokyo"}, "compare": {"product owner and process owner"}, "roadmap": {"web analyst"}, "interview": {"product owner"},
		"link": {"ABCDE-FGHIJ"}, "help": {"goal"}, "checkin": {"0-1"}, "goal.list": {"0-1"}, "progress": {"0-1"},
	}
	for _, s := range b.Specs() {
		names := []string{strings.Join(s.Path, " ")}
		if aliases {
			names = append(names, s.Aliases...)
		}
		for _, lang := range careers.Langs {
			names = append(names, strings.Join(append(slices.Clone(s.Path[:len(s.Path)-1]), b.LocalName(s, lang)), " "))
		}
		for _, name := range names {
			for _, rest := range append([]string{""}, args[s.Name()]...) {
				all = append(all, strings.TrimSpace(name+" "+rest))
			}
		}
	}
	return append(all, "undo", "annuler", "I passed my exam", "I passed the PMP exam yesterday", "I got promoted", "I'm a web analyst in Leeds",
		"j'ai eu mon examen", "j'ai eu la PMP hier", "j'ai été promue", "mark goal 1 as done", "I finished goal 1", "j'ai fini l'objectif 1", "pause my check-ins for two weeks",
		"stop writing to me", "delete everything you know about me", "done", "stuck", "on track 7", "1", "yes", "oui", "I want to become Head of Analytics within three years")
}

// state is what is kept of somebody, without what every turn leaves: the
// thread of the conversation, its reply, and when they were seen.
func state(t *testing.T, m *bottest.Mentor, user people.UserRef) string {
	var lines []string
	for _, l := range strings.Split(kept(t, m, user), "\n") {
		if !strings.HasPrefix(l, "conversations.") && !strings.HasPrefix(l, "deliveries.") && !strings.HasPrefix(l, "people.last_seen_at") && !strings.HasPrefix(l, "people.spoke") {
			lines = append(lines, l)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// harmlessPresses are what may be offered under an answer about others' words.
var harmlessPresses = map[string]bool{"topic": true}

// TestOthersWordsNeverAct: whatever command or statement somebody points at,
// quotes or forwards, nothing is done and nothing that acts is offered, while a
// check-in waits for an answer too.
func TestOthersWordsNeverAct(t *testing.T) {
	for _, p := range []people.Platform{people.Terminal, people.Slack, people.Discord} {
		t.Run(string(p), func(t *testing.T) {
			m := bottest.New(t)
			user := people.UserRef{Platform: p, ID: "anna"}
			say := func(body bot.Body) bot.Reply { return m.Do(t, m.Event(user, body)) }
			for _, said := range []string{"goal add 0-1 Send the consent brief", "cert add PMP on 3 march 2025", "profile zone Europe/London", "checkin"} {
				say(bot.Message{Text: said})
			}
			before := state(t, m, user)
			for i, words := range othersWords(m.Bot, p == people.Terminal) {
				if i%8 == 0 {
					say(bot.Command{Path: []string{"checkin"}}) // an answer is expected
					before = state(t, m, user)
				}
				body := bot.Message{About: words}
				if i%2 == 1 {
					body = bot.Message{Text: "> " + words}
				}
				r := say(body)
				if after := state(t, m, user); after != before {
					t.Fatalf("%q was done:\n%s\nwas\n%s", words, after, before)
				}
				for _, b := range r.Blocks {
					if c, ok := b.(bot.Choices); ok {
						for _, item := range c.Items {
							if !harmlessPresses[item.Action] {
								t.Errorf("%q offers %q (%s)", words, item.Label, item.Action)
							}
						}
					}
				}
				if r.Form != nil || r.Text == "" {
					t.Errorf("%q: form %v, text %q", words, r.Form, r.Text)
				}
			}
		})
	}
}

// What the person types beside somebody else's words is theirs, and may act.
func TestOwnWordsBesideOthers(t *testing.T) {
	m := bottest.New(t)
	user := people.UserRef{Platform: people.Slack, ID: "anna"}
	m.Do(t, m.Event(user, bot.Message{Text: "goal add 0-1 Learn SQL", About: "goal add 3-5 Become a director"}))
	rows := kept(t, m, user)
	if !strings.Contains(rows, "goals.text=learn sql") || strings.Contains(rows, "director") {
		t.Error(rows)
	}
	r := m.Do(t, m.Event(user, bot.Message{Text: "what does that mean for me?", About: "forget"}))
	if strings.Contains(fmt.Sprint(r.Blocks), "forget") {
		t.Error(r)
	}
	for _, said := range []string{`my boss said "stop writing to me"`, `Anna wrote: "I passed the PMP exam yesterday"`, "ma cheffe a dit « mets en pause mes points deux semaines »"} {
		before := state(t, m, user)
		r := m.Do(t, m.Event(user, bot.Message{Text: said}))
		if after := state(t, m, user); after != before {
			t.Errorf("%q was done: %s", said, r.Text)
		}
	}
}

package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"mentor/adapters/discord/discordfake"
	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/inbox"
	"mentor/bot/people"
)

// watched is the real inbox, and remembers what the mentor said.
type watched struct {
	mu      sync.Mutex
	mail    *inbox.Inbox
	zone    string // what Discord would say of people's zone, if it said any
	replies []bot.Reply
	shown   int
}

func watch(m *inbox.Inbox) *watched { return &watched{mail: m} }

func (w *watched) room() *inbox.Inbox {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.mail
}

func (w *watched) Enter(user people.UserRef) (bot.Place, bool) { return w.room().Enter(user) }

func (w *watched) Accept(ctx context.Context, ev bot.Event, answer bot.Answer) error {
	w.mu.Lock()
	ev.Hints.Zone = w.zone
	w.mu.Unlock()
	return w.room().Accept(ctx, ev, func(ctx context.Context, r bot.Reply) (bot.MessageID, error) {
		w.mu.Lock()
		w.replies = append(w.replies, r)
		w.mu.Unlock()
		id, err := answer(ctx, r)
		w.mu.Lock()
		w.shown++
		w.mu.Unlock()
		return id, err
	})
}

func (w *watched) Handle(ctx context.Context, ev bot.Event) (bot.Reply, error) {
	return w.room().Handle(ctx, ev)
}

func (w *watched) Suggest(ctx context.Context, user people.UserRef, field, typed string) ([]bot.Choice, error) {
	return w.room().Suggest(ctx, user, field, typed)
}

func (w *watched) Complete(ctx context.Context, ev bot.Event, field, typed string) ([]bot.Choice, error) {
	return w.room().Complete(ctx, ev, field, typed)
}

func (w *watched) Gone(ctx context.Context, p people.Platform, workspace string, at time.Time) error {
	return w.room().Gone(ctx, p, workspace, at)
}

// said gives how many replies were shown, and the newest.
func (w *watched) said() (int, bot.Reply) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.shown == 0 {
		return 0, bot.Reply{}
	}
	return w.shown, w.replies[len(w.replies)-1]
}

// recorder opens the record that the platform's own check reads, where one is asked for.
func recorder(t *testing.T) *os.File {
	dir := os.Getenv("MENTOR_RECORD")
	if dir == "" {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "discord.jsonl"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// odd is text that means something to a parser somewhere.
const odd = "<@1> @everyone *x* _y_ ~~z~~ `c` ||s|| [l](https://x.example) <#2> <@&3> :smile: \\ # > - 1. ``` 👩‍💻 مرحبا \u202e日本 \x00\xff"

// rich gives somebody 300 goals, 60 certifications and long and odd texts.
func rich(t *testing.T, m *bottest.Mentor, user people.UserRef, lang people.Lang) {
	t.Helper()
	err := m.DB.Update(t.Context(), func(tx bot.Tx) error {
		p, err := tx.AddPerson(user, people.Person{Created: m.Now, Lang: lang, Zone: "Europe/Paris", ZoneAsked: true, Role: "tracking-manager", Target: "solutions-architect",
			QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo, NudgeAt: user, OptedIn: true})
		if err != nil {
			return err
		}
		for i := range 300 {
			g := people.Goal{Person: p.ID, Horizon: people.Horizons[i%3], Text: fmt.Sprintf("Goal %d %s", i, strings.Repeat("words ", i%40)), State: people.Open, Created: m.Now, Updated: m.Now}
			switch {
			case i%50 == 7:
				g.Text = strings.Repeat("é long ", 1430) // 10,000 characters
			case i%10 == 3:
				g.Text = bot.Clean(odd)
			case i%7 == 0:
				g.State, g.Closed = people.Done, m.Now
			}
			if _, err := tx.AddGoal(g); err != nil {
				return err
			}
		}
		for i := range 60 {
			c := people.Certification{Person: p.ID, Name: fmt.Sprintf("Certificate %d %s", i, bot.Clean(odd)), Earned: "2025-02-03", Expires: "2026-04-03", Link: "https://example.org/badge?a=b_c_d&e=(f)", Created: m.Now}
			if i%2 == 0 {
				c.Expires, c.NoExpiry = "", true
			}
			if _, err := tx.AddCert(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// values is something sensible for each type of argument.
func values(s *bot.Spec, a bot.Arg, lang people.Lang) string {
	switch a.Type {
	case bot.NumberArg:
		return "4"
	case bot.HorizonArg:
		return "1-3"
	case bot.RoleArg:
		return "solutions architect"
	case bot.CertArg:
		return "Google Analytics"
	case bot.DateArg:
		return "2026-02-01"
	case bot.WhenArg:
		return "every monday 9am"
	case bot.DurationArg:
		return "two weeks"
	case bot.LinkArg:
		return "https://example.org/b_a_d"
	case bot.ZoneArg:
		return "Europe/Paris"
	case bot.CommandArg:
		return "goal add"
	case bot.CodeArg:
		return "ABCD-EFGH"
	}
	if lang == "fr" {
		return "Que fait un architecte de solutions ? " + odd
	}
	return "What does a solutions architect do? " + odd
}

// TestEveryCommand has somebody with much data use every command, with and
// without its options, in a direct message and in a channel, in both
// languages, press what is offered and fill in what is asked. Nothing may be
// refused by Discord's rules, and everything is answered in time: so nothing
// else runs beside it.
func TestEveryCommand(t *testing.T) {
	for _, lang := range []people.Lang{"en", "fr"} {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			m := bottest.New(t)
			o := discordfake.Options{Unlimited: true}
			if f := recorder(t); f != nil {
				o.Record = f
			}
			h := start(t, o, Options{GlobalPerSecond: -1, Commands: m.Bot, Now: func() time.Time { return m.Now }})
			h.lang = map[people.Lang]string{"en": "en-GB", "fr": "fr"}[lang]
			in := watch(m.Mail)
			h.serve(t, in)
			rich(t, m, h.User(), lang)
			for _, s := range m.Specs() {
				if s.Name() == "forget" {
					continue // last: it ends the rest
				}
				for _, given := range []int{0, 1, 2} {
					var opts []discordfake.Option
					for _, a := range s.Args {
						if given == 1 && a.Required || given == 2 {
							opts = append(opts, discordfake.Option{Name: a.Name, Value: values(s, a, lang)})
						}
					}
					for _, channel := range []string{"", discordfake.ChannelID} {
						h.use(t, discordfake.Slash{User: h.user, Channel: channel, Path: s.Path, Options: opts, Locale: h.lang}, 2)
					}
				}
				for _, a := range s.Args {
					for _, typed := range []string{"", "a", "sol", odd} {
						h.complete(t, discordfake.Slash{User: h.user, Path: s.Path, Options: []discordfake.Option{{Name: a.Name, Value: typed}}, Focused: a.Name, Locale: h.lang})
					}
				}
			}
			for _, text := range []string{"hello", odd, "list my goals", "log my AWS cert from last friday", strings.Repeat("long ", 2000), "forget"} {
				n := len(h.fake.FromApp(discordfake.DMOf(h.user)))
				h.Say(t, text)
				if !h.fake.Until(within(t), func() bool { return len(h.fake.FromApp(discordfake.DMOf(h.user))) > n }) {
					t.Errorf("%.30q was not answered", text)
				}
			}
			m.Mail.Drain()
			st := h.fake.Stats()
			if len(st.Refused) > 0 || st.LateCallbacks > 0 || st.Doubles > 0 {
				t.Errorf("refused: %v, late: %d, doubled: %d", st.Refused, st.LateCallbacks, st.Doubles)
			}
			t.Logf("%d requests, %d messages", st.Requests, st.Messages)
		})
	}
}

// use sends a command and follows what is offered, depth presses deep.
func (h *harness) use(t *testing.T, c discordfake.Slash, depth int) {
	t.Helper()
	id := h.fake.Command(c)
	h.follow(t, id, c.Channel, depth, fmt.Sprint(c.Path, c.Options))
}

func (h *harness) complete(t *testing.T, c discordfake.Slash) {
	t.Helper()
	id := h.fake.Command(c)
	if !h.fake.Until(within(t), func() bool { return h.fake.Interaction(id).Callback == answerChoices }) {
		t.Errorf("%v %v was not completed", c.Path, c.Options)
	}
}

// follow waits for an interaction's answer, then submits the form or presses
// some of the buttons that it brought.
func (h *harness) follow(t *testing.T, id, channel string, depth int, what string) {
	t.Helper()
	done := func() bool {
		i := h.fake.Interaction(id)
		return i.Callback == answerMessage || i.Callback == answerModal || i.Callback == answerUpdate ||
			i.Callback != 0 && len(i.Messages) > 0
	}
	if !h.fake.Until(within(t), done) {
		t.Errorf("%s was not answered: %+v", what, h.fake.Interaction(id))
		return
	}
	i := h.fake.Interaction(id)
	if i.Took > 2*time.Second {
		t.Errorf("%s was answered after %v", what, i.Took)
	}
	if depth == 0 {
		return
	}
	if i.Callback == answerModal {
		sub, err := h.fake.Submit(discordfake.Submitted{Opener: id, Fields: map[string]string{}, Locale: h.lang})
		if err != nil {
			t.Error(err)
			return
		}
		h.follow(t, sub, channel, depth-1, what+" submitted empty")
		return
	}
	where := channel
	if where == "" {
		where = discordfake.DMOf(h.user)
	}
	for _, m := range h.fake.FromApp(where) {
		mine := false
		for _, x := range i.Messages {
			mine = mine || x == m.ID
		}
		if !mine {
			continue
		}
		all := components(m.Components)
		for n, c := range all {
			if n > 0 && n < len(all)-1 && n%4 != 0 {
				continue // some of many
			}
			p := discordfake.Pressed{User: h.user, Message: m.ID, Channel: channel, ID: c.CustomID, Locale: h.lang}
			if len(c.Options) > 0 {
				p.Values = []string{c.Options[len(c.Options)-1].Value}
			}
			press, err := h.fake.Press(p)
			if err != nil {
				continue // the message has changed meanwhile
			}
			if strings.HasPrefix(c.CustomID, pickPrefix) {
				h.answered(t, press) // a form's menu: nothing to see
				continue
			}
			h.follow(t, press, channel, depth-1, what+" > "+c.Label+c.Placeholder)
		}
	}
}

// TestCompletions: what a client shows below the line while somebody types:
// zones by the locale of their client and the hour, and what is their own.
func TestCompletions(t *testing.T) {
	t.Parallel()
	m := bottest.New(t)
	m.Now = time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)
	h := start(t, discordfake.Options{Unlimited: true}, Options{GlobalPerSecond: -1, Commands: m.Bot, Now: func() time.Time { return m.Now }})
	h.serve(t, watch(m.Mail))
	rich(t, m, h.User(), "en")
	for _, c := range []struct {
		user, locale  string
		path          []string
		option, typed string
		n             int    // how many there are
		first         string // the first's label and value
	}{
		{"200000000000000002", "fr", []string{"profile"}, "zone", "", 25, "Europe/Paris (16h) = Europe/Paris"},
		{"200000000000000002", "en-US", []string{"profile"}, "zone", "", 15, "America/New_York (10:00) = America/New_York"},
		{"200000000000000002", "en-US", []string{"profile"}, "zone", "8:30 pm", 2, "Asia/Kolkata (20:30) = Asia/Kolkata"},
		{anna, "en-US", []string{"cert", "edit"}, "number", "", 25, `1 Certificate 0`},
		{anna, "en-US", []string{"cert", "remove"}, "number", "certificate 41", 15, `42 Certificate 41`},
		{anna, "en-US", []string{"goal", "done"}, "number", "", 25, "2 Goal 1 words = 2"},
		{"200000000000000002", "en-US", []string{"cert", "edit"}, "number", "", 0, ""},
	} {
		id := h.fake.Command(discordfake.Slash{User: c.user, Path: c.path, Locale: c.locale, Focused: c.option,
			Options: []discordfake.Option{{Name: c.option, Value: c.typed}}})
		if !h.fake.Until(within(t), func() bool { return h.fake.Interaction(id).Callback == answerChoices }) {
			t.Fatalf("%v %s was not completed", c.path, c.option)
		}
		var got struct{ Choices []choice }
		if err := json.Unmarshal(h.fake.Interaction(id).Data, &got); err != nil {
			t.Fatal(err)
		}
		first := ""
		if len(got.Choices) > 0 {
			first = got.Choices[0].Name + " = " + got.Choices[0].Value
		}
		if len(got.Choices) != c.n || !strings.HasPrefix(first, c.first) {
			t.Errorf("%v %s %q in %s: %d, first %q; want %d, %q", c.path, c.option, c.typed, c.locale, len(got.Choices), first, c.n, c.first)
		}
	}
}

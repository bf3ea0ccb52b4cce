package discord

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mentor/adapters/discord/discordfake"
	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

const (
	ben    = "200000000000000002"
	secret = "Become head of analytics before anybody knows"
	waits  = "A check-in waits for somebody here"
)

// closedHouse is a mentor on a local Discord, where anna has a goal, a check-in
// due each day, and closed direct messages.
type closedHouse struct {
	*harness
	t *testing.T
	m *bottest.Mentor
}

func closedDMs(t *testing.T) *closedHouse {
	t.Helper()
	t.Parallel()
	m := bottest.New(t)
	h := start(t, discordfake.Options{}, Options{GlobalPerSecond: -1, Commands: m.Bot, Now: func() time.Time { return m.Now }})
	h.serve(t, watch(m.Mail))
	h.fake.CloseDM(anna, true)
	err := m.DB.Update(t.Context(), func(tx bot.Tx) error {
		p, err := tx.AddPerson(h.User(), people.Person{Created: m.Now, Zone: "UTC", ZoneAsked: true, OptedIn: true, QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo, NudgeAt: h.User()})
		if err == nil {
			_, err = tx.AddGoal(people.Goal{Person: p.ID, Horizon: people.Year1, Text: secret, State: people.Open, Created: m.Now, Updated: m.Now})
		}
		if err == nil {
			_, err = tx.PutSchedule(people.Schedule{Person: p.ID, Horizon: people.Year1, Plan: people.Plan{Cron: "0 10 * * *"}, Zone: "UTC", Next: m.Now.Add(time.Hour), Chosen: true})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return &closedHouse{harness: h, t: t, m: m}
}

// in the channel, as everybody there reads it.
func (c *closedHouse) public() (out []discordfake.Message) {
	for _, m := range c.fake.FromApp(discordfake.ChannelID) {
		if m.Only() == "" {
			out = append(out, m)
		}
	}
	return out
}

// ephemeral is the newest answer that only one person sees.
func (c *closedHouse) ephemeral(user string) string {
	all := c.fake.FromApp(discordfake.ChannelID)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Only() == user {
			return readMessage(all[i])
		}
	}
	return ""
}

// command sends one in the channel and gives what its sender then reads.
func (c *closedHouse) command(user string, path []string, opts ...discordfake.Option) string {
	c.t.Helper()
	c.m.Now = c.m.Now.Add(time.Second)
	return c.shown(user, c.fake.Command(discordfake.Slash{User: user, Channel: discordfake.ChannelID, Path: path, Options: opts}))
}

func (c *closedHouse) shown(user, inter string) string {
	c.t.Helper()
	if !c.fake.Until(within(c.t), func() bool { return c.fake.Interaction(inter).Callback != 0 }) {
		c.t.Fatal("an interaction was not answered")
	}
	c.m.Mail.Drain()
	if i := c.fake.Interaction(inter); i.Callback != answerMessage {
		c.t.Fatalf("answered with %d: a message that all read must stay as it is", i.Callback)
	}
	return c.ephemeral(user)
}

func (c *closedHouse) press(user string, m discordfake.Message) string {
	c.t.Helper()
	c.m.Now = c.m.Now.Add(time.Second)
	inter, err := c.fake.Press(discordfake.Pressed{User: user, Channel: discordfake.ChannelID, Message: m.ID, ID: components(m.Components)[0].CustomID})
	if err != nil {
		c.t.Fatal(err)
	}
	return c.shown(user, inter)
}

func (c *closedHouse) parked() (reasons []string) {
	c.t.Helper()
	rows, err := c.m.DB.List(c.t.Context(), []bot.DeliveryState{bot.Parked}, 100)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, r := range rows {
		reasons = append(reasons, r.Reason)
	}
	return reasons
}

func here() discordfake.Option { return discordfake.Option{Name: "fallback", Value: "here"} }

// TestClosedDirectMessages: a check-in that cannot be brought is parked; the
// channel that the person named says that one waits, and no more; the button
// shows everybody their own, and the person reads what to change, once.
func TestClosedDirectMessages(t *testing.T) {
	c := closedDMs(t)
	if said := c.command(anna, []string{"profile"}, here()); !strings.Contains(said, "a channel you chose says that a check-in waits") {
		t.Fatalf("set: %s", said)
	}
	c.m.Now = c.m.Now.Add(2 * time.Hour)
	c.m.Deliver(t, c.a)
	told := c.public()
	if len(told) != 1 || !strings.Contains(told[0].Content, waits) || len(components(told[0].Components)) != 1 {
		t.Fatalf("the channel reads %+v", told)
	}
	for _, r := range c.fake.Recorded() {
		if strings.Contains(r.Path, discordfake.ChannelID) && (strings.Contains(string(r.Body), secret) || strings.Contains(string(r.Body), anna)) {
			t.Errorf("the channel learns whose it is, or what about: %s", r.Body)
		}
	}
	if got := c.parked(); len(got) != 1 || !strings.HasPrefix(got[0], "50007 ") {
		t.Errorf("parked: %q", got)
	}
	c.m.Deliver(t, c.a)
	if n := len(c.public()); n != 1 {
		t.Errorf("%d messages after another round", n)
	}

	if said := c.press(ben, told[0]); strings.Contains(said, secret) || strings.Contains(said, "Privacy Settings") || said == "" {
		t.Errorf("somebody else reads %q", said)
	}
	if said := c.press(anna, told[0]); !strings.Contains(said, secret) || !strings.Contains(said, "Privacy Settings") {
		t.Errorf("the person reads %q", said)
	}
	if said := c.command(anna, []string{"goal", "list"}); strings.Contains(said, "Privacy Settings") || !strings.Contains(said, secret) {
		t.Errorf("told a second time, or not answered: %q", said)
	}
	if now := c.public(); len(now) != 1 || readMessage(now[0]) != readMessage(told[0]) {
		t.Errorf("what all read has changed: %+v", now)
	}

	// Opened again: the next one comes where it belongs, and nothing is said in the channel.
	c.fake.CloseDM(anna, false)
	c.m.Now = c.m.Now.Add(24 * time.Hour)
	c.m.Deliver(t, c.a)
	if dm := c.fake.FromApp(discordfake.DMOf(anna)); len(dm) != 1 || !strings.Contains(readMessage(dm[0]), secret) || len(c.public()) != 1 {
		t.Errorf("opened again: %d direct, %d in the channel", len(dm), len(c.public()))
	}

	// Taken back: closed again, the channel stays silent.
	c.command(anna, []string{"profile"}, discordfake.Option{Name: "fallback", Value: "off"})
	c.fake.CloseDM(anna, true)
	c.m.Now = c.m.Now.Add(24 * time.Hour)
	c.m.Deliver(t, c.a)
	if len(c.public()) != 1 || len(c.parked()) != 2 {
		t.Errorf("without a channel: %d in it, parked %q", len(c.public()), c.parked())
	}
}

// TestClosedIsToldAtThePublicCommand: whoever asks in public hears that
// something did not reach them, alone.
func TestClosedIsToldAtThePublicCommand(t *testing.T) {
	c := closedDMs(t)
	c.m.Now = c.m.Now.Add(2 * time.Hour)
	c.m.Deliver(t, c.a)
	question := discordfake.Option{Name: "question", Value: "What does a process owner do?"}
	if said := c.command(anna, []string{"ask"}, question); !strings.Contains(said, "Privacy Settings") || !strings.Contains(said, "A Process Owner answers for") || !strings.Contains(said, "profile fallback here") {
		t.Errorf("asked in public, anna reads %q", said)
	}
	if n := len(c.public()); n != 0 {
		t.Errorf("%d public messages", n)
	}
	c.fake.Command(discordfake.Slash{User: anna, Channel: discordfake.ChannelID, Path: []string{"ask"}, Options: []discordfake.Option{question}})
	if !c.fake.Until(within(t), func() bool { return len(c.public()) == 1 }) {
		t.Error("the next answer is not public again")
	}
}

// TestMentionWithClosedDirectMessages: what is for one person alone has no
// place in the channel; there they hear how they get it.
func TestMentionWithClosedDirectMessages(t *testing.T) {
	c := closedDMs(t)
	c.fake.Say(anna, discordfake.ChannelID, "<@"+discordfake.BotID+"> goal list")
	if !c.fake.Until(within(t), func() bool { return len(c.public()) == 1 }) {
		t.Fatal("no word")
	}
	if said := readMessage(c.public()[0]); !strings.Contains(said, "slash commands") || strings.Contains(said, secret) {
		t.Errorf("the channel reads %q", said)
	}
}

// TestMentionAnsweredInPrivate: where the answer went to a direct message, the
// channel hears so, and no more.
func TestMentionAnsweredInPrivate(t *testing.T) {
	t.Parallel()
	m := bottest.New(t)
	h := start(t, discordfake.Options{Unlimited: true}, Options{Commands: m.Bot, Now: func() time.Time { return m.Now }})
	h.serve(t, watch(m.Mail))
	for _, said := range []string{"goal add 0-1 " + secret, "goal list"} {
		h.fake.Say(anna, discordfake.ChannelID, "<@"+discordfake.BotID+"> "+said)
	}
	if !h.fake.Until(within(t), func() bool { return len(h.fake.FromApp(discordfake.ChannelID)) == 2 }) {
		t.Fatal("no word")
	}
	for _, m := range h.fake.FromApp(discordfake.ChannelID) {
		if said := readMessage(m); strings.TrimSpace(said) != english.written {
			t.Errorf("the channel reads %q", said)
		}
	}
	if all := h.fake.FromApp(discordfake.DMOf(anna)); len(all) != 2 || !strings.Contains(readMessage(all[1]), secret) {
		t.Errorf("%d direct messages", len(all))
	}
}

// TestFallbackOnce: a process that ends right after it told the channel, and
// its successor, together tell it once.
func TestFallbackOnce(t *testing.T) {
	c := closedDMs(t)
	c.command(anna, []string{"profile"}, here())
	c.m.Now = c.m.Now.Add(2 * time.Hour)
	c.m.Die(t, c.a)
	if n := len(c.public()); n != 1 {
		t.Fatalf("%d messages before the end", n)
	}
	c.m.Restart(t)
	c.m.Now = c.m.Now.Add(3 * time.Minute) // the claim of the dead one has run out
	c.fake.Skew(3 * time.Minute)
	c.m.Deliver(t, c.a)
	if n, st := len(c.public()), c.fake.Stats(); n != 1 || st.NonceHits != 1 || st.Doubles != 0 {
		t.Errorf("%d messages, %d recognised, %d doubled", n, st.NonceHits, st.Doubles)
	}
	if got := c.parked(); len(got) != 1 || !strings.Contains(got[0], "told in the channel") {
		t.Errorf("parked: %q", got)
	}
}

// TestFallbackWaits: a channel that takes nothing for a moment is told later;
// one that is gone leaves the row parked, and the person hears of it.
func TestFallbackWaits(t *testing.T) {
	c := closedDMs(t)
	c.command(anna, []string{"profile"}, here())
	c.m.Now = c.m.Now.Add(2 * time.Hour)
	c.fake.Fault(discordfake.Fault{On: "POST /channels/" + discordfake.ChannelID + "/messages", Kind: discordfake.Error, Status: 503, Times: 2})
	for range 3 {
		c.m.Deliver(t, c.a)
		c.m.Now = c.m.Now.Add(15 * time.Second)
	}
	if n := len(c.public()); n != 1 {
		t.Errorf("%d messages after two refusals", n)
	}
	c.fake.DropChannel(discordfake.ChannelID)
	c.m.Now = c.m.Now.Add(24 * time.Hour)
	c.m.Deliver(t, c.a)
	if got := c.parked(); len(got) != 2 || !slices.Contains(got, "50007") {
		t.Errorf("parked: %q", got)
	}
}

// TestDirectMessagesStayOpen: a process that comes after another knows where
// people are, and opens nothing again; what is gone for good is parked.
func TestDirectMessagesStayOpen(t *testing.T) {
	t.Parallel()
	m := bottest.New(t)
	f := discordfake.New(discordfake.Options{Unlimited: true})
	if err := f.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	const persons = 9 // within the burst of openings
	who := func(i int) people.UserRef { return user(fmt.Sprint(500000000000000000 + i)) }
	err := m.DB.Update(t.Context(), func(tx bot.Tx) error {
		for i := range persons {
			p, err := tx.AddPerson(who(i), people.Person{Created: m.Now, Zone: "UTC", OptedIn: true, NudgeAt: who(i)})
			if err == nil {
				_, err = tx.AddGoal(people.Goal{Person: p.ID, Horizon: people.Year1, Text: secret, State: people.Open, Created: m.Now, Updated: m.Now})
			}
			if err == nil {
				_, err = tx.PutSchedule(people.Schedule{Person: p.ID, Horizon: people.Year1, Plan: people.Plan{Cron: "0 10 * * *"}, Zone: "UTC", Next: m.Now.Add(time.Hour), Chosen: true})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	day := func(messages, opens, parked int) {
		t.Helper()
		m.Restart(t)
		m.Now = m.Now.Add(24 * time.Hour)
		m.Deliver(t, New(Options{Token: discordfake.DefaultToken, APIURL: f.URL(), GlobalPerSecond: -1})) // each day a new process
		opened := 0
		for _, r := range f.Recorded() {
			if r.Path == "/users/@me/channels" {
				opened++
			}
		}
		rows, err := m.DB.List(t.Context(), []bot.DeliveryState{bot.Parked}, 100)
		if n := f.Stats().Messages; err != nil || n != messages || opened != opens || len(rows) != parked {
			t.Errorf("%d messages, %d opened, %d parked, %v; want %d, %d, %d", n, opened, len(rows), err, messages, opens, parked)
		}
	}
	day(persons, persons, 0)
	day(2*persons, persons, 0)
	f.DropChannel(discordfake.DMOf(who(3).ID))
	day(3*persons-1, persons+1, 1)
}

package discord

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"mentor/adapters/adaptertest"
	"mentor/adapters/discord/discordfake"
	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

// TestConversations plays the core's own conversations through Discord: what
// is written, pressed and filled in there is done here by a person in front of
// the local server, and all that the mentor says must be readable there.
func TestConversations(t *testing.T) {
	t.Parallel()
	var nudges atomic.Int32
	t.Cleanup(func() {
		if n := nudges.Load(); n < leastNudges {
			t.Errorf("%d nudges were brought, want at least %d", n, leastNudges)
		}
	})
	bottest.Each(t, "../../bot", func(t *testing.T, _, text string) {
		t.Parallel()
		m := bottest.New(t)
		o := discordfake.Options{Unlimited: true}
		if f := recorder(t); f != nil {
			o.Record = f
		}
		c := &conversation{t: t, m: m, in: watch(m.Mail), who: "anna", people: map[string]string{}, nudges: &nudges}
		c.harness = start(t, o, Options{GlobalPerSecond: -1, OpensPerSecond: 1000, Commands: m.Bot, Now: func() time.Time { return m.Now }})
		c.serve(t, c.in)
		c.be()
		for _, line := range bottest.Script(text) {
			c.play(line)
		}
		if st := c.fake.Stats(); len(st.Refused) > 0 || st.Doubles > 0 {
			t.Errorf("refused %v, doubled %d", st.Refused, st.Doubles)
		}
	})
}

// leastNudges is how many come by themselves in all conversations together.
const leastNudges = 16

// conversation is one being played.
type conversation struct {
	*harness
	t        *testing.T
	m        *bottest.Mentor
	in       *watched
	who      string
	platform string
	channel  string
	people   map[string]string // a snowflake for each
	captures bottest.Captures
	choices  []bot.Choice
	line     string
	nudges   *atomic.Int32 // brought, in all conversations
}

// be makes the person at the keyboard the one of who and platform.
func (c *conversation) be() {
	key := c.who + "@" + c.platform
	if c.people[key] == "" {
		c.people[key] = strconv.Itoa(100000000000000001 + len(c.people))
	}
	c.user, c.channel = c.people[key], ""
}

func (c *conversation) play(line bottest.Line) {
	c.line = fmt.Sprintf("line %d %s", line.N, line.Text)
	switch rest := line.Rest; line.Name {
	case ">":
		said := c.captures.Fill(rest)
		if c.channel != "" {
			said = "<@" + discordfake.BotID + "> " + said
		}
		c.do(func() { c.fake.Say(c.user, c.channel, said) })
	case "person":
		c.who = rest
		c.be()
	case "platform":
		c.platform = rest
		c.be()
	case "channel":
		if c.channel = ""; rest != "" {
			c.channel = discordfake.ChannelID
		}
	case "locale":
		c.lang = rest
	case "zone":
		c.in.mu.Lock()
		c.in.zone = strings.TrimPrefix(rest, "-")
		c.in.mu.Unlock()
	case "time":
		c.m.Now = line.Clock(c.t)
	case "capture":
		c.captures.Capture(c.t, line)
	case "press":
		c.press(rest)
	case "submit":
		if _, step := c.formMessage(); c.opened == "" && step == "" {
			// A message opens no form on Discord: the mentor offered a button that does.
			for i, x := range c.choices {
				if x.Action == "form" {
					c.press(strconv.Itoa(i + 1))
					break
				}
			}
		}
		c.do(func() { c.Submit(c.t, line.Fields(c.t)) })
	case "opened":
		if rest == string(bot.FirstContact) { // on Discord the mentor is met by a mention without words
			c.do(func() { c.fake.Say(c.user, discordfake.ChannelID, "<@"+discordfake.BotID+">") })
		} // and has no home
	case "due":
		c.due()
	case "restart":
		c.m.Restart(c.t)
		c.in.mu.Lock()
		c.in.mail = c.m.Mail
		c.in.mu.Unlock()
	}
}

// due sends what has come due, as the program does.
func (c *conversation) due() {
	c.t.Helper()
	out := &noted{Adapter: c.a}
	c.m.Deliver(c.t, out)
	c.nudges.Add(int32(len(out.sent)))
	for _, n := range out.sent {
		c.reads(n.reply, n.to.Channel)
	}
}

// noted is an adapter that remembers what was sent.
type noted struct {
	bot.Adapter
	mu   sync.Mutex
	sent []struct {
		to    people.Address
		reply bot.Reply
	}
}

func (n *noted) Send(ctx context.Context, to people.Address, r bot.Reply) (bot.MessageID, error) {
	id, err := n.Adapter.Send(ctx, to, r)
	n.mu.Lock()
	defer n.mu.Unlock()
	if err == nil {
		n.sent = append(n.sent, struct {
			to    people.Address
			reply bot.Reply
		}{to, r})
	}
	return id, err
}

// press takes a choice of the last reply, on the newest message that has it.
func (c *conversation) press(which string) {
	c.t.Helper()
	offered := false
	for i, x := range c.choices {
		if n, err := strconv.Atoi(which); (err != nil || n != i+1) && x.Label != which {
			continue
		}
		offered = true
		where := c.channel
		if where == "" {
			where = discordfake.DMOf(c.user)
		}
		for _, place := range []string{where, discordfake.DMOf(c.user)} {
			all := c.fake.FromApp(place)
			for k := len(all) - 1; k >= 0; k-- {
				for _, b := range components(all[k].Components) {
					p := discordfake.Pressed{User: c.user, Message: all[k].ID, Channel: place, ID: b.CustomID, Locale: c.lang}
					if a, v, ok := parseChoiceID(b.CustomID); ok && a == x.Action && v == x.Value {
						c.do(func() { c.pressed(p) })
						return
					}
					for _, o := range b.Options {
						if a, v, ok := parseChoiceID(o.Value); ok && a == x.Action && v == x.Value {
							p.Values = []string{o.Value}
							c.do(func() { c.pressed(p) })
							return
						}
					}
				}
			}
		}
	}
	if offered {
		c.t.Errorf("%s: the choice is not shown", c.line)
	} else {
		c.t.Errorf("%s: not offered", c.line)
	}
}

func (c *conversation) pressed(p discordfake.Pressed) {
	id, err := c.fake.Press(p)
	if err != nil {
		c.t.Error(err)
		return
	}
	c.answered(c.t, id)
}

// do does something, and checks that the answer can be read whole.
func (c *conversation) do(what func()) {
	c.t.Helper()
	c.m.Now = c.m.Now.Add(time.Minute)
	n, _ := c.in.said()
	what()
	if !until(within(c.t), c.fake, func() bool { now, _ := c.in.said(); return now > n }) {
		c.t.Errorf("%s: no answer", c.line)
		return
	}
	c.m.Mail.Drain()
	_, r := c.in.said()
	c.reads(r, discordfake.DMOf(c.user), discordfake.ChannelID)
}

// reads checks that all of a reply can be read in one of the places.
func (c *conversation) reads(r bot.Reply, places ...string) {
	c.t.Helper()
	var b strings.Builder
	for _, place := range places {
		for _, m := range c.fake.FromApp(place) {
			b.WriteString(readMessage(m))
		}
	}
	for _, id := range c.inters {
		b.WriteString(readModal(c.fake.Interaction(id).Data))
	}
	shown := squeezed(b.String())
	for _, want := range wants(r) {
		want = c.a.mentions(want)
		if !strings.Contains(shown, squeezed(want)) {
			c.t.Errorf("%s: not shown: %q", c.line, want)
		}
	}
	c.captures.Heard(plainMarkup(r.Text))
	var choices []bot.Choice
	for _, x := range r.Blocks {
		if x, ok := x.(bot.Choices); ok {
			choices = append(choices, x.Items...)
		}
	}
	if choices != nil {
		c.choices = choices
	}
}

// wants lists what must be readable of a reply.
func wants(r bot.Reply) (out []string) {
	add := func(m bot.Markup) {
		for _, x := range parseMarkup(m) {
			out = append(out, textOf(x))
		}
	}
	rich := false
	for _, x := range r.Blocks {
		switch x := x.(type) {
		case bot.Section:
			rich = true
			out = append(out, x.Title)
			add(x.Text)
		case bot.Table:
			rich = true
			for _, row := range x.Rows {
				for _, cell := range row {
					add(cell)
				}
			}
		case bot.Progress:
			rich = true
			out = append(out, x.Label)
		case bot.Picture:
			out = append(out, x.Alt)
		case bot.Note:
			add(x.Text)
		case bot.Choices:
			add(x.Prompt)
		}
	}
	if !rich && r.Form == nil {
		add(r.Text)
	}
	if r.Form != nil {
		if len(r.Form.Fields) < maxInputs { // with five there is no room for it in a window
			add(r.Form.Intro)
		}
		for _, f := range r.Form.Fields {
			if len(r.Form.Fields) <= maxInputs && !isMenu(f) {
				continue // shown in a window of its own, perhaps later
			}
			out = append(out, f.Label)
		}
	}
	for _, m := range r.Fields {
		add(m)
	}
	return out
}

func textOf(b block) string {
	var s strings.Builder
	for _, r := range b.runs {
		s.WriteString(r.text)
	}
	return s.String()
}

// squeezed is text without spaces and characters that have no width.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r >= 0x200B && r <= 0x200D {
			return -1
		}
		return r
	}, s)
}

var _ adaptertest.Harness = (*harness)(nil)

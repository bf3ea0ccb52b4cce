package discord

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"mentor/adapters/adaptertest"
	"mentor/adapters/discord/discordfake"
	"mentor/bot"
	"mentor/bot/bottest"
)

// TestConversations plays the core's own conversations through Discord: what
// is written, pressed and filled in there is done here by a person in front of
// the local server, and all that the mentor says must be readable there.
func TestConversations(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../bot/testdata/transcripts/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	played := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if regexp.MustCompile(`(?m)^@(due|opened)`).Match(text) {
			continue // needs what Discord does not give: a home tab, or the runner
		}
		played++
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			m := bottest.New(t)
			o := discordfake.Options{Unlimited: true}
			if f := recorder(t); f != nil {
				o.Record = f
			}
			c := &conversation{t: t, m: m, in: watch(m.Mail), who: "anna", people: map[string]string{}, known: map[string]string{}, capture: map[string]*regexp.Regexp{}}
			c.harness = start(t, o, Options{GlobalPerSecond: -1, Commands: m.Bot, Now: func() time.Time { return m.Now }})
			c.serve(t, c.in)
			c.be()
			for _, line := range strings.Split(string(text), "\n") {
				if line = strings.TrimRight(line, " "); line != "" && !strings.HasPrefix(line, "  ") {
					c.play(line)
				}
			}
			if st := c.fake.Stats(); len(st.Refused) > 0 || st.Doubles > 0 {
				t.Errorf("refused %v, doubled %d", st.Refused, st.Doubles)
			}
		})
	}
	if played < leastPlayed {
		t.Errorf("only %d conversations were played", played)
	}
}

// played conversations are at least so many, or this test says nothing.
const leastPlayed = 8

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
	known    map[string]string
	capture  map[string]*regexp.Regexp
	choices  []bot.Choice
	line     string
}

// be makes the person at the keyboard the one of who and platform.
func (c *conversation) be() {
	key := c.who + "@" + c.platform
	if c.people[key] == "" {
		c.people[key] = strconv.Itoa(100000000000000001 + len(c.people))
	}
	c.user, c.channel = c.people[key], ""
}

func (c *conversation) play(line string) {
	c.line = line
	if said, ok := strings.CutPrefix(line, ">"); ok {
		said = strings.TrimPrefix(said, " ")
		for name, value := range c.known {
			said = strings.ReplaceAll(said, "{"+name+"}", value)
		}
		c.do(func() {
			if c.channel != "" {
				said = "<@" + discordfake.AppID + "> " + said
			}
			c.fake.Say(c.user, c.channel, said)
		})
		return
	}
	name, rest, _ := strings.Cut(strings.TrimPrefix(line, "@"), " ")
	rest = strings.TrimSpace(rest)
	switch name {
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
		at, err := time.Parse("2006-01-02T15:04Z07:00", rest)
		if err != nil {
			c.t.Fatal(err)
		}
		c.m.Now = at.UTC()
	case "capture":
		name, expr, _ := strings.Cut(rest, " ")
		c.capture[name] = regexp.MustCompile(expr)
	case "press":
		c.press(rest)
	case "submit":
		fields := map[string]string{}
		for _, f := range regexp.MustCompile(`([\w.-]+)=("(?:[^"\\]|\\.)*"|\S*)`).FindAllStringSubmatch(rest, -1) {
			v := f[2]
			if s, err := strconv.Unquote(v); err == nil {
				v = s
			}
			fields[f[1]] = v
		}
		if _, step := c.formMessage(); c.opened == "" && step == "" {
			// A message opens no form on Discord: the mentor offered a button that does.
			for i, x := range c.choices {
				if x.Action == "form" {
					c.press(strconv.Itoa(i + 1))
					break
				}
			}
		}
		c.do(func() { c.Submit(c.t, fields) })
	case "restart":
		c.m.Restart(c.t)
		c.in.mu.Lock()
		c.in.mail = c.m.Mail
		c.in.mu.Unlock()
	}
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
	} else { // what the mentor offers is the core's to test
		c.t.Logf("%s: not offered", c.line)
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
	var b strings.Builder
	for _, place := range []string{discordfake.DMOf(c.user), discordfake.ChannelID} {
		for _, m := range c.fake.FromApp(place) {
			b.WriteString(readMessage(m))
		}
	}
	for _, id := range c.inters {
		b.WriteString(readModal(c.fake.Interaction(id).Data))
	}
	shown := squeezed(b.String())
	for _, want := range wants(r) {
		if !strings.Contains(shown, squeezed(want)) {
			c.t.Errorf("%s: not shown: %q", c.line, want)
		}
	}
	for name, re := range c.capture {
		if found := re.FindString(plainMarkup(r.Text)); found != "" {
			c.known[name] = found
		}
		delete(c.capture, name)
	}
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
		case bot.Choices:
			add(x.Prompt)
		}
	}
	if !rich && r.Form == nil {
		add(r.Text)
	}
	if r.Form != nil {
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

package slack

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/bottest"
)

// The conversations that the core is tested with, held by people on Slack: all
// of every reply can be seen.
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("../../bot/testdata/transcripts/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts (%v)", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := &player{house: open(t), who: "anna", hints: bot.Hints{Locale: "en-GB"}, known: map[string]string{}}
			p.play(string(text))
		})
	}
}

// player plays one transcript.
type player struct {
	*house
	who, channel string
	hints        bot.Hints
	known        map[string]string
	last         bot.Reply // the last with choices
}

func (p *player) user() string {
	id := "U" + strings.ToUpper(p.who)
	p.fake.PutUser(slackfake.User{ID: id, TZ: p.hints.Zone, Locale: p.hints.Locale})
	return id
}

func (p *player) play(text string) {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line == "" || strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "#") {
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		switch name {
		case ">":
			for k, v := range p.known {
				rest = strings.ReplaceAll(rest, "{"+k+"}", v)
			}
			ev := slackfake.Event{Kind: "message", User: p.user(), Text: rest}
			if p.channel != "" {
				ev.Kind, ev.Channel = "mention", "C"+strings.ToUpper(p.channel)
			}
			p.step(i, line, ev)
		case "@press":
			p.step(i, line, p.press(rest))
		case "@submit":
			if p.fake.Modal(p.user()) == nil { // a plain message opens no form on Slack: its answer has a button that does
				p.step(i, line, p.press("1"))
			}
			p.step(i, line, slackfake.Event{Kind: "submit", User: p.user(), Fields: fields(p.t, rest)})
		case "@person":
			p.who, p.channel = rest, ""
		case "@platform": // each of them is this one here, with people of its own
			p.channel = ""
		case "@channel":
			p.channel = rest
		case "@locale":
			p.hints.Locale = rest
		case "@zone":
			p.hints.Zone = rest
		case "@time":
			at, err := time.Parse("2006-01-02T15:04Z07:00", rest)
			if err != nil {
				p.t.Fatal(err)
			}
			p.mu.Lock()
			p.now = at.UTC()
			p.mu.Unlock()
		case "@restart":
			p.mail.Drain()
			p.m.Restart(p.t)
			p.enter()
		case "@due":
			p.due("line " + strconv.Itoa(i+1) + " " + line)
		case "@opened":
			p.step(i, line, slackfake.Event{Kind: map[string]string{"home": "home", "first-contact": "assistant"}[rest], User: p.user()})
		case "@capture":
			key, expr, _ := strings.Cut(rest, " ")
			p.known[key] = "\x00" + expr
		}
	}
}

// due sends what has come due: the core's own runner decides what, and this
// adapter shows it.
func (p *player) due(what string) {
	p.mu.Lock()
	p.m.Now = p.now
	p.mu.Unlock()
	for _, one := range p.m.Due(p.t) {
		user := strings.TrimPrefix(one.To.Channel, "dm-")
		to, err := p.a.Direct(p.t.Context(), bot.UserRef{Platform: bot.Slack, Workspace: "T1", ID: user})
		if err != nil {
			p.t.Fatal(err)
		}
		before := len(p.fake.Record())
		if _, err := p.a.Send(p.t.Context(), to, one.Reply); err != nil {
			p.t.Errorf("%s: %v", what, err)
		}
		p.shows(what, user, one.Reply, p.fake.Record()[before:])
		p.remember(one.Reply)
	}
}

func (p *player) step(n int, line string, ev slackfake.Event) {
	r, calls := p.do(ev)
	what := "line " + strconv.Itoa(n+1) + " " + line
	for k, v := range p.known {
		if expr, waiting := strings.CutPrefix(v, "\x00"); waiting {
			p.known[k] = regexp.MustCompile(expr).FindString(bottest.Write(r))
		}
	}
	if r.Empty() && ev.Kind == "message" {
		p.t.Errorf("%s: no reply", what)
	}
	if len(r.Fields) == 0 {
		p.shows(what, ev.User, r, calls)
	}
	p.remember(r)
}

// remember keeps the last reply that has choices: presses are of that.
func (p *player) remember(r bot.Reply) {
	for _, b := range r.Blocks {
		if _, is := b.(bot.Choices); is {
			p.last = r
		}
	}
}

// press finds the choice of the last reply that has some, as a person does.
func (p *player) press(which string) slackfake.Event {
	n, err := strconv.Atoi(which)
	i := 0
	label := which
	for _, b := range p.last.Blocks {
		c, is := b.(bot.Choices)
		if !is {
			continue
		}
		for _, item := range c.Items {
			if i++; err == nil && i == n {
				label = item.Label
			}
		}
	}
	label = shorten(label, maxButtonRunes)
	messages := p.fake.Messages()
	for i := len(messages) - 1; i >= 0; i-- {
		m := messages[i]
		for _, e := range slackfake.Elements(m.Blocks) {
			if v, is := e.Options[label]; is || e.Type == "button" && e.Label == label {
				return slackfake.Event{Kind: "press", User: p.user(), Channel: m.Channel, TS: m.TS, Action: e.Action, Value: v}
			}
		}
	}
	p.t.Fatalf("no choice %q; the last reply was %s", label, bottest.Write(p.last))
	return slackfake.Event{}
}

var fieldValue = regexp.MustCompile(`([\w.-]+)=("(?:[^"\\]|\\.)*"|\S*)`)

func fields(t *testing.T, line string) map[string]string {
	out := map[string]string{}
	for _, m := range fieldValue.FindAllStringSubmatch(line, -1) {
		value := m[2]
		if strings.HasPrefix(value, `"`) {
			var err error
			if value, err = strconv.Unquote(value); err != nil {
				t.Fatal(err)
			}
		}
		out[fieldBlock+m[1]] = value
	}
	return out
}

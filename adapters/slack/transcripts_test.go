package slack

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

// The conversations that the core is tested with, held by people on Slack: all
// of every reply can be seen.
func TestConversations(t *testing.T) {
	bottest.Each(t, "../../bot", func(t *testing.T, _, text string) {
		p := &player{house: open(t), who: "anna", hints: bot.Hints{Locale: "en-GB"}}
		for _, line := range bottest.Script(text) {
			p.play(line)
		}
	})
}

// player plays one transcript.
type player struct {
	*house
	who, channel string
	hints        bot.Hints
	captures     bottest.Captures
	last         bot.Reply // the last with choices
}

func (p *player) user() string {
	id := "U" + strings.ToUpper(p.who)
	p.fake.PutUser(slackfake.User{ID: id, TZ: p.hints.Zone, Locale: p.hints.Locale})
	return id
}

func (p *player) play(line bottest.Line) {
	switch rest := line.Rest; line.Name {
	case ">":
		ev := slackfake.Event{Kind: "message", User: p.user(), Text: p.captures.Fill(rest)}
		if p.channel != "" {
			ev.Kind, ev.Channel = "mention", "C"+strings.ToUpper(p.channel)
		}
		p.step(line, ev)
	case "press":
		p.step(line, p.press(rest))
	case "submit":
		if p.fake.Modal(p.user()) == nil { // a plain message opens no form on Slack: its answer has a button that does
			p.step(line, p.press("1"))
		}
		fields := map[string]string{}
		for id, value := range line.Fields(p.t) {
			if id == "on" && value == "hier" { // a picker has days, not words
				value = p.clock().AddDate(0, 0, -1).Format(time.DateOnly)
			}
			fields[fieldBlock+id] = value
		}
		p.step(line, slackfake.Event{Kind: "submit", User: p.user(), Fields: fields})
	case "person":
		p.who, p.channel = rest, ""
	case "platform": // each of them is this one here, with people of its own
		p.channel = ""
	case "channel":
		p.channel = rest
	case "locale":
		p.hints.Locale = rest
	case "zone":
		p.hints.Zone = rest
	case "time":
		p.mu.Lock()
		p.now = line.Clock(p.t)
		p.mu.Unlock()
	case "restart":
		p.mail.Drain()
		p.m.Restart(p.t)
		p.enter()
	case "due":
		p.due(at(line))
	case "opened":
		p.step(line, slackfake.Event{Kind: map[string]string{"home": "home", "first-contact": "assistant"}[rest], User: p.user()})
	case "capture":
		p.captures.Capture(p.t, line)
	}
}

func at(line bottest.Line) string { return fmt.Sprintf("line %d %s", line.N, line.Text) }

// due sends what has come due: the core's own runner decides what, and this
// adapter shows it.
func (p *player) due(what string) {
	p.mu.Lock()
	p.m.Now = p.now
	p.mu.Unlock()
	for _, one := range p.m.Due(p.t) {
		user := strings.TrimPrefix(one.To.Channel, "dm-")
		to, err := p.a.Direct(p.t.Context(), people.UserRef{Platform: people.Slack, Workspace: "T1", ID: user})
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

func (p *player) step(line bottest.Line, ev slackfake.Event) {
	r, calls := p.do(ev)
	what := at(line)
	p.captures.Heard(bottest.Write(r))
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

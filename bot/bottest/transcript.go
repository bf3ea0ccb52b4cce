package bottest

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentor/bot"
	"mentor/bot/people"
)

var update = flag.Bool("update", false, "rewrite the replies of transcripts")

// Transcripts runs every conversation below a folder as a test of its own. A
// conversation is a text file:
//
//	# a note
//	@person anna          who speaks from here on (anna)
//	@platform slack       where (terminal); outside a DM with "@channel general"
//	@locale fr-FR         what the platform says of their language (en-GB)
//	@zone Europe/Paris    and of their zone (none); "-" where a real platform must say none
//	@time 2026-03-02T09:00Z   sets the clock; each line moves it a minute
//	@capture code [A-Z]+  what this matches in the next reply is written and later read as {code}
//	> words               a message
//	@press 2              takes a choice of the last reply, by number or label
//	@submit role="Product Owner" zone=Paris    sends the form that is open
//	@due                  sends what has come due
//	@restart              ends the program and starts it on the same store
//
// Below each line that gets a reply stands the reply, indented by two spaces.
// With -update it is written there.
func Transcripts(t *testing.T, dir string) {
	t.Helper()
	Each(t, dir, func(t *testing.T, file, text string) {
		got, err := Play(t, New(t), text)
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if diff := cmp.Diff(strings.Split(text, "\n"), strings.Split(got, "\n")); diff != "" {
			t.Errorf("%s (- is the file, + is what the mentor said; -update rewrites it):\n%s", file, diff)
		}
	})
}

// stage is a conversation being played.
type stage struct {
	t        testing.TB
	m        *Mentor
	who      string
	platform people.Platform
	channel  string
	hints    bot.Hints
	captures Captures
	choices  []bot.Choice
	form     *bot.Form
	last     bot.MessageID
	out      strings.Builder
}

// Play plays a transcript and gives it with the replies as they are.
func Play(t testing.TB, m *Mentor, text string) (string, error) {
	s := &stage{t: t, m: m, who: "anna", platform: people.Terminal, hints: bot.Hints{Locale: "en-GB"}}
	blank := false
	for i, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "  "):
			continue // a reply: it is written anew
		case strings.TrimSpace(line) == "":
			blank = true // kept between directives, not doubled after replies
			continue
		}
		if blank && s.out.Len() > 0 && !strings.HasSuffix(s.out.String(), "\n\n") {
			s.out.WriteString("\n")
		}
		blank = false
		s.out.WriteString(line + "\n")
		if err := s.play(line); err != nil {
			return "", fmt.Errorf("line %d, %q: %w", i+1, line, err)
		}
	}
	return strings.TrimRight(s.out.String(), "\n") + "\n", nil
}

func (s *stage) play(line string) error {
	if strings.HasPrefix(line, "#") {
		return nil
	}
	l := parseLine(line)
	rest := l.Rest
	switch l.Name {
	case "":
		return errors.New("a line begins with >, @, # or two spaces")
	case ">":
		s.do(bot.Message{Text: s.captures.Fill(rest)})
	case "person":
		s.who, s.channel = rest, ""
	case "platform":
		s.platform, s.channel = people.Platform(rest), ""
	case "channel":
		s.channel = rest
	case "locale":
		s.hints.Locale = rest
	case "zone":
		s.hints.Zone = strings.TrimPrefix(rest, "-")
	case "time":
		s.m.Now = l.Clock(s.t)
	case "capture":
		s.captures.Capture(s.t, l)
	case "press":
		return s.press(rest)
	case "submit":
		return s.submit(l.Fields(s.t))
	case "opened":
		s.do(bot.Opened{Surface: bot.Surface(rest)})
	case "due":
		s.due()
	case "restart":
		s.m.Restart(s.t)
	default:
		return errors.New("no such directive")
	}
	return nil
}

// due sends what has come due by now, as the runner does, and writes what the
// person was sent. Who has nothing waiting gets nothing.
func (s *stage) due() {
	sent := s.m.Due(s.t)
	for _, one := range sent {
		s.last = one.ID
		s.write(one.Reply)
	}
	if len(sent) == 0 {
		s.out.WriteString("  (nothing is due)\n\n")
	}
}

func (s *stage) press(which string) error {
	for i, c := range s.choices {
		if n, err := strconv.Atoi(which); (err == nil && n == i+1) || c.Label == which {
			s.do(bot.Press{Action: c.Action, Value: c.Value, On: s.last})
			return nil
		}
	}
	return fmt.Errorf("the last reply has no such choice; it has %d", len(s.choices))
}

func (s *stage) submit(entered map[string]string) error {
	if s.form == nil {
		return errors.New("no form is open")
	}
	fields := map[string]string{}
	for _, f := range s.form.Fields {
		fields[f.ID] = f.Initial
	}
	for id, value := range entered {
		if _, ok := fields[id]; !ok {
			return fmt.Errorf("the form has no field %q", id)
		}
		fields[id] = value
	}
	s.do(bot.Submit{ID: s.form.ID, Value: s.form.Value, Fields: fields, On: s.last})
	return nil
}

// do gives the core what was done, and writes the reply.
func (s *stage) do(body bot.Body) {
	s.m.Now = s.m.Now.Add(time.Minute)
	user := people.UserRef{Platform: s.platform, ID: s.who}
	if s.platform == people.Slack {
		user.Workspace = "T1"
	}
	ev := s.m.Event(user, body)
	ev.Hints = s.hints
	if s.channel != "" {
		ev.From.Channel, ev.DM = s.channel, false
	}
	s.last = bot.MessageID("answer-" + ev.ID)
	s.write(s.m.Do(s.t, ev))
}

func (s *stage) write(r bot.Reply) {
	text := Write(r)
	s.captures.Heard(text)
	text = s.captures.Hide(text)
	var choices []bot.Choice
	for _, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok {
			choices = append(choices, c.Items...)
		}
	}
	if choices != nil {
		s.choices = choices
	}
	if len(r.Fields) == 0 { // else the form stays open
		s.form = r.Form
	}
	if text == "" {
		text = "(nothing)"
	}
	for _, line := range strings.Split(text, "\n") {
		s.out.WriteString(strings.TrimRight("  "+line, " ") + "\n")
	}
	s.out.WriteString("\n")
}

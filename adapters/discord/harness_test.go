package discord

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"mentor/adapters/adaptertest"
	"mentor/adapters/discord/discordfake"
	"mentor/bot"
	"mentor/bot/people"
)

// anna is the person of most tests.
const anna = "100000000000000001"

// harness is the adapter on a fake Discord, with a person who uses it in a
// direct message.
type harness struct {
	fake *discordfake.Server
	a    *Adapter
	user string
	lang string // the locale of the person's client

	seen   map[string]string // what was shown of each message, by id
	inters []string          // interactions whose answer was not looked at yet
	opened string            // the interaction that has a modal open
}

func start(t *testing.T, fo discordfake.Options, o Options) *harness {
	t.Helper()
	f := discordfake.New(fo)
	if err := f.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	o.Token, o.APIURL = discordfake.DefaultToken, f.URL()
	return &harness{fake: f, a: New(o), user: anna, seen: map[string]string{}}
}

// closing are the adapters whose test is over: discordgo takes a second to
// close, for which only the end of all tests waits.
var (
	closing sync.WaitGroup
	closed  = make(chan error, 1000) // what is wrong with their ends
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("MENTOR_RECORD"); dir != "" {
		os.Remove(filepath.Join(dir, "discord.jsonl")) // each run writes its own
	}
	flag.Parse()
	flag.Set("test.parallel", "16") // most of them wait: for a second of discordgo's, for five of Discord's
	code := m.Run()
	closing.Wait()
	for close(closed); ; {
		err, ok := <-closed
		if !ok {
			os.Exit(code)
		}
		fmt.Fprintln(os.Stderr, "Run:", err)
		code = 1
	}
}

// serve runs the adapter until the test ends.
func (h *harness) serve(t *testing.T, in bot.Intake) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	closing.Go(func() {
		if err := h.a.Run(ctx, in); err != nil {
			closed <- fmt.Errorf("%s: %w", t.Name(), err)
		}
	})
	t.Cleanup(func() {
		cancel()
		h.a.jobs.Drain(drainTimeout)
	})
	h.connected(t, 1)
}

func within(t *testing.T, most ...time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), append(most, 10*time.Second)[0])
	t.Cleanup(cancel)
	return ctx
}

func (h *harness) Adapter() bot.Adapter { return h.a }
func (h *harness) User() people.UserRef { return user(h.user) }

func (h *harness) Say(t *testing.T, text string) { h.fake.Say(h.user, "", text) }

// component is what the tests read of buttons, menus and inputs.
type component struct {
	Type        int         `json:"type"`
	CustomID    string      `json:"custom_id"`
	Label       string      `json:"label"`
	Placeholder string      `json:"placeholder"`
	Value       string      `json:"value"`
	Content     string      `json:"content"` // of a text
	Components  []component `json:"components"`
	Accessory   *component  `json:"accessory"`
	Items       []struct {
		Description string `json:"description"`
	} `json:"items"`
	Options []struct {
		Label       string `json:"label"`
		Value       string `json:"value"`
		Description string `json:"description"`
		Default     bool   `json:"default"`
	} `json:"options"`
}

// components lists what can be pressed or filled in.
func components(raw json.RawMessage) (out []component) {
	for _, c := range parts(raw) {
		if c.CustomID != "" {
			out = append(out, c)
		}
	}
	return out
}

// parts lists all components, wherever they stand.
func parts(raw json.RawMessage) (out []component) {
	var see func(list []component)
	see = func(list []component) {
		for _, c := range list {
			out = append(out, c)
			see(c.Components)
			if c.Accessory != nil {
				see([]component{*c.Accessory})
			}
		}
	}
	var top []component
	json.Unmarshal(raw, &top)
	see(top)
	return out
}

func (h *harness) Press(t *testing.T, label string) {
	t.Helper()
	var message, id string
	var values []string
	shown := func() bool {
		all := h.fake.FromApp(discordfake.DMOf(h.user))
		for i := len(all) - 1; i >= 0; i-- {
			for _, c := range components(all[i].Components) {
				if c.Type == 2 && fits(c.Label, label) {
					message, id = all[i].ID, c.CustomID
					return true
				}
				for _, o := range c.Options {
					if fits(o.Label, label) {
						message, id, values = all[i].ID, c.CustomID, []string{o.Value}
						return true
					}
				}
			}
		}
		return false
	}
	if !h.fake.Until(within(t), shown) { // a long list comes in several messages
		t.Fatalf("no choice %q", label)
	}
	h.press(t, message, id, values...)
}

var numberMark = regexp.MustCompile(`^\d+ · `)

func fits(shown, label string) bool {
	shown = numberMark.ReplaceAllString(shown, "")
	return shown == label || strings.HasSuffix(shown, "…") && strings.HasPrefix(label, strings.TrimSuffix(shown, "…"))
}

// press uses a component, and waits for the answer.
func (h *harness) press(t *testing.T, message, id string, values ...string) string {
	t.Helper()
	inter, err := h.fake.Press(discordfake.Pressed{User: h.user, Message: message, ID: id, Values: values, Locale: h.lang})
	if err != nil {
		t.Fatal(err)
	}
	return h.answered(t, inter)
}

func (h *harness) answered(t *testing.T, inter string) string {
	t.Helper()
	if !h.fake.Until(within(t), func() bool { return h.fake.Interaction(inter).Callback != 0 }) {
		t.Fatal("an interaction was not answered")
	}
	h.inters = append(h.inters, inter)
	if i := h.fake.Interaction(inter); i.Callback == answerModal {
		h.opened = inter
	}
	return inter
}

// Submit fills in a form step by step: menus, then modals.
func (h *harness) Submit(t *testing.T, fields map[string]string) {
	t.Helper()
	for range 20 {
		if h.opened != "" {
			var m struct {
				Components json.RawMessage `json:"components"`
			}
			json.Unmarshal(h.fake.Interaction(h.opened).Data, &m)
			values := map[string]string{}
			for _, c := range components(m.Components) {
				values[c.CustomID] = c.Value
				if v, ok := fields[c.CustomID]; ok {
					values[c.CustomID] = v
				}
			}
			id, err := h.fake.Submit(discordfake.Submitted{Opener: h.opened, Fields: values, Locale: h.lang})
			if err != nil {
				t.Fatal(err)
			}
			h.opened = ""
			h.answered(t, id)
			if m, next := h.formMessage(); next != "" {
				if i := h.fake.Interaction(id); i.Callback == answerMessage || i.Callback == answerUpdate {
					if !strings.Contains(string(m.Components), pickPrefix) && strings.Contains(readMessage(m), english.say) {
						h.press(t, m.ID, next)
						continue
					}
				}
			}
			return
		}
		m, next := h.formMessage()
		if next == "" {
			t.Fatal("no form is open")
		}
		for _, c := range components(m.Components) {
			if c.Type != 3 {
				continue
			}
			// A menu's options are numbered; its field is known by their labels alone.
			for _, o := range c.Options {
				for _, v := range fields {
					if h.optionValue(c.CustomID, o.Value) == v {
						h.press(t, m.ID, c.CustomID, o.Value)
					}
				}
			}
		}
		h.press(t, m.ID, next)
		if h.opened == "" {
			if _, again := h.formMessage(); again == "" {
				return
			}
		}
	}
	t.Fatal("the form does not end")
}

// optionValue is the core's value of a form's option.
func (h *harness) optionValue(id, option string) string {
	p := strings.Split(id[1:], ".")
	f := h.a.forms.get(p[0], h.user)
	if f == nil {
		return ""
	}
	n, _ := strconv.Atoi(p[1])
	o, _ := strconv.Atoi(option)
	return f.picks()[n].Options[o].Value
}

// formMessage is the newest message, where it is a form's, and its "Continue".
func (h *harness) formMessage() (discordfake.Message, string) {
	all := h.fake.FromApp(discordfake.DMOf(h.user))
	if len(all) == 0 {
		return discordfake.Message{}, ""
	}
	last := all[len(all)-1]
	for _, c := range components(last.Components) {
		if strings.HasPrefix(c.CustomID, gotoPrefix) {
			return last, c.CustomID
		}
	}
	return last, ""
}

func (h *harness) Shown(t *testing.T, done func(adaptertest.Screen) bool) adaptertest.Screen {
	t.Helper()
	var s adaptertest.Screen
	now := map[string]string{}
	h.fake.Until(within(t), func() bool {
		s = adaptertest.Screen{Files: map[string][]byte{}}
		for _, m := range h.fake.FromApp(discordfake.DMOf(h.user)) {
			text := readMessage(m)
			now[m.ID] = text
			if h.seen[m.ID] == text {
				continue
			}
			s.Text += text + "\n"
			for _, f := range m.Files() {
				s.Files[f.Name] = f.Data
			}
		}
		for _, id := range h.inters {
			if i := h.fake.Interaction(id); i.Callback == answerModal {
				s.Text += readModal(i.Data)
			}
		}
		_, step := h.formMessage()
		s.Form = h.opened != "" || step != ""
		for _, r := range h.fake.Recorded() {
			if !strings.Contains(string(r.Body), `"allowed_mentions":{"parse":[]}`) && strings.Contains(string(r.Body), `"content"`) {
				s.Pings++
			}
		}
		return done(s)
	})
	h.seen, h.inters = now, nil
	return s
}

// readMessage is what a person reads of a message.
func readMessage(m discordfake.Message) string {
	var embeds []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
		Footer      struct {
			Text string `json:"text"`
		} `json:"footer"`
	}
	json.Unmarshal(m.Embeds, &embeds)
	var b strings.Builder
	b.WriteString(unmark(m.Content) + "\n")
	for _, e := range embeds {
		b.WriteString(unmark(e.Title) + "\n" + unmark(e.Description) + "\n" + e.Footer.Text + "\n")
	}
	for _, c := range parts(m.Components) {
		b.WriteString(unmark(c.Content) + "\n" + c.Label + "\n" + c.Placeholder + "\n")
		for _, i := range c.Items {
			b.WriteString(i.Description + "\n")
		}
		for _, o := range c.Options {
			b.WriteString(o.Label + "\n" + o.Description + "\n")
		}
	}
	return b.String()
}

func readModal(data json.RawMessage) string {
	var m struct {
		Title      string          `json:"title"`
		Components json.RawMessage `json:"components"`
	}
	json.Unmarshal(data, &m)
	text := m.Title + "\n"
	for _, c := range parts(m.Components) {
		if c.Content != "" {
			text += unmark(c.Content) + "\n"
		}
	}
	for _, c := range components(m.Components) {
		text += c.Label + "\n" + c.Placeholder + "\n" + c.Value + "\n"
	}
	return text
}

var (
	maskedLink = regexp.MustCompile(`\[((?:[^\]\\]|\\.)*)\]\((https?://[^)]*)\)`)
	fenced     = regexp.MustCompile(`<(https?://[^>]*)>`)
	codeBlock  = regexp.MustCompile("(?s)```\n(.*?)```")
	marks      = regexp.MustCompile("\\\\(.)|\\*+|`+")
)

// unmark takes Discord's markdown away, as its clients do.
func unmark(s string) string {
	var b strings.Builder
	last := 0
	for _, at := range codeBlock.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(unmarkText(s[last:at[0]]) + s[at[2]:at[3]])
		last = at[1]
	}
	return b.String() + unmarkText(s[last:])
}

func unmarkText(s string) string {
	s = maskedLink.ReplaceAllString(s, "$1 <$2>")
	var b strings.Builder
	last := 0
	for _, at := range fenced.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(marks.ReplaceAllString(s[last:at[0]], "$1") + s[at[2]:at[3]])
		last = at[1]
	}
	return b.String() + marks.ReplaceAllString(s[last:], "$1")
}

func (h *harness) Refuse(t *testing.T, kind bot.SendKind, after time.Duration) bool {
	f := discordfake.Fault{On: "POST /channels/*/messages", Kind: discordfake.Error, Times: 1}
	switch kind {
	case bot.Retry:
		f.Kind, f.Seconds = discordfake.Limit, after.Seconds()
	case bot.Gone:
		f.Status, f.Code = 404, codeUnknownChannel
	case bot.Denied:
		f.Status, f.Code = 403, codeClosedDM
	case bot.Rejected:
		f.Status, f.Code = 400, 50035
	}
	h.fake.Fault(f)
	return true
}

type ctxt = context.Context

func ctxWithout(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

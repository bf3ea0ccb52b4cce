package discord

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"mentor/adapters/discord/discordfake"
	"mentor/bot"
	"mentor/bot/people"
)

// TestSlowAnswers: a mentor who takes longer than Discord waits is deferred,
// and the answer still arrives in its place, for the right eyes.
func TestSlowAnswers(t *testing.T) {
	for _, c := range []struct {
		name     string
		channel  string
		path     []string
		private  bool
		callback int
		only     string
	}{
		{"in a direct message", "", []string{"ask"}, false, answerLater, ""},
		{"public in a channel", discordfake.ChannelID, []string{"ask"}, false, answerLater, ""},
		{"private in a channel", discordfake.ChannelID, []string{"goal", "list"}, true, answerLater, anna},
		{"private although it looked public", discordfake.ChannelID, []string{"ask"}, true, answerLater, anna},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := &echo{delay: 2500 * time.Millisecond, reply: func(bot.Event) bot.Reply { return bot.Reply{Text: "At last.", Private: c.private} }}
			h := start(t, discordfake.Options{}, Options{Commands: table{}})
			h.serve(t, in)
			id := h.fake.Command(discordfake.Slash{User: anna, Channel: c.channel, Path: c.path})
			where := c.channel
			if where == "" {
				where = discordfake.DMOf(anna)
			}
			var last discordfake.Message
			ok := until(within(t, 20*time.Second), h.fake, func() bool {
				all := h.fake.FromApp(where)
				if len(all) != 1 || all[0].Content != "At last." {
					return false
				}
				last = all[0]
				return true
			})
			i := h.fake.Interaction(id)
			if !ok || i.Callback != c.callback || i.Took > 2*time.Second || last.Only() != c.only {
				t.Errorf("answered %v with %d after %v for %q; channel has %+v", ok, i.Callback, i.Took, last.Only(), h.fake.FromApp(where))
			}
		})
	}
}

// TestTooLate: what comes after the interaction is over goes to a direct message.
func TestTooLate(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	in := &held{release: release}
	h := start(t, discordfake.Options{}, Options{})
	h.serve(t, in)
	id := h.fake.Command(discordfake.Slash{User: anna, Channel: discordfake.ChannelID, Path: []string{"ask"}})
	if !until(within(t), h.fake, func() bool { return h.fake.Interaction(id).Callback == answerLater }) {
		t.Fatal("not deferred")
	}
	h.fake.Skew(16 * time.Minute)
	close(release)
	if !until(within(t), h.fake, func() bool { return len(h.fake.FromApp(discordfake.DMOf(anna))) == 1 }) {
		t.Errorf("no direct message; refused %v", h.fake.Stats().Refused)
	}
	if err := h.a.Health(); err != nil {
		t.Errorf("50027 is an interaction's end, not the token's: %v", err)
	}
}

// TestMissedCallback: an interaction that reaches us after its three seconds.
func TestMissedCallback(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	in := &held{release: release}
	h := start(t, discordfake.Options{}, Options{})
	h.serve(t, in)
	h.fake.Command(discordfake.Slash{User: anna, Path: []string{"ask"}})
	h.fake.Skew(10 * time.Second)
	close(release)
	if !until(within(t), h.fake, func() bool { return len(h.fake.FromApp(discordfake.DMOf(anna))) == 1 }) {
		t.Errorf("no direct message; %+v", h.fake.Stats())
	}
}

// TestUnclearCallback: the answer to our answer is lost; it is not given twice.
func TestUnclearCallback(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{discordfake.Cut, discordfake.ErrorAfter, discordfake.Refuse} {
		in := &echo{reply: func(bot.Event) bot.Reply { return bot.Reply{Text: "Once."} }}
		h := start(t, discordfake.Options{}, Options{})
		h.serve(t, in)
		h.fake.Fault(discordfake.Fault{On: "POST /interactions/*/*/callback", Kind: kind, Times: 1})
		h.fake.Command(discordfake.Slash{User: anna, Path: []string{"ask"}})
		if !until(within(t), h.fake, func() bool { return len(h.fake.FromApp(discordfake.DMOf(anna))) > 0 }) {
			t.Errorf("%s: not answered", kind)
		}
		in.wg.Wait()
		if n := len(h.fake.FromApp(discordfake.DMOf(anna))); n != 1 {
			t.Errorf("%s: answered %d times", kind, n)
		}
	}
}

// TestStalledCallback: a first answer that Discord does not take in its three
// seconds is given up, so that the person gets it another way.
func TestStalledCallback(t *testing.T) {
	t.Parallel()
	in := &echo{reply: func(bot.Event) bot.Reply { return bot.Reply{Text: "Once."} }}
	h := start(t, discordfake.Options{}, Options{})
	h.serve(t, in)
	h.fake.Fault(discordfake.Fault{On: "POST /interactions/*/*/callback", Kind: discordfake.Delay, Seconds: 60})
	began := time.Now()
	h.fake.Command(discordfake.Slash{User: anna, Path: []string{"ask"}})
	heard := func() bool {
		in.mu.Lock()
		defer in.mu.Unlock()
		return len(in.known) > 0
	}
	for end := within(t); !heard(); runtime.Gosched() {
		if end.Err() != nil {
			t.Fatal("the command did not come")
		}
	}
	in.wg.Wait()
	if d := time.Since(began); d > callbackLife+5*time.Second {
		t.Errorf("waited %v", d)
	}
}

// held is an echo whose answers wait for release.
type held struct {
	echo
	release chan struct{}
}

func (e *held) Accept(ctx ctxt, ev bot.Event, answer bot.Answer) error {
	go func() {
		<-e.release
		answer(ctxWithout(ctx), bot.Reply{Text: "Very late."})
	}()
	return nil
}

// table is two commands.
type table struct{}

func (table) Specs() []*bot.Spec {
	return []*bot.Spec{
		{Path: []string{"ask"}, Args: []bot.Arg{{Name: "question", Type: bot.WordsArg, Required: true}}},
		{Path: []string{"goal", "list"}, Personal: true, Args: []bot.Arg{{Name: "horizon", Type: bot.HorizonArg}}},
		{Path: []string{"goal", "done"}, Personal: true, Args: []bot.Arg{{Name: "note", Type: bot.WordsArg}, {Name: "number", Type: bot.NumberArg, Required: true}}},
		{Path: []string{"goal"}, Personal: true},
	}
}
func (table) Short(s *bot.Spec, lang people.Lang) string     { return string(lang) + " " + s.Name() }
func (table) LocalName(s *bot.Spec, lang people.Lang) string { return s.Path[len(s.Path)-1] + "é" }
func (table) LocalArg(a bot.Arg, lang people.Lang) string {
	return map[string]string{"number": "numéro", "note": "une note"}[a.Name]
}
func (table) Describe(a bot.Arg, lang people.Lang) string { return strings.Repeat(a.Name+" ", 40) }

// TestCommandsRegister: once, and again only where something differs.
func TestCommandsRegister(t *testing.T) {
	t.Parallel()
	for _, guild := range []string{"", discordfake.GuildID} {
		h := start(t, discordfake.Options{}, Options{})
		serve := func(o Options, want int) {
			t.Helper()
			o.Token, o.APIURL, o.DevGuild = discordfake.DefaultToken, h.fake.URL(), guild
			a := New(o)
			if _, err := a.introduce(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := a.register(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n := h.fake.Stats().CommandWrites; n != want {
				t.Errorf("guild %q: %d writes, want %d", guild, n, want)
			}
		}
		serve(Options{}, 0)
		serve(Options{Commands: table{}}, 1)
		serve(Options{Commands: table{}}, 1)
		serve(Options{Commands: another{}}, 2)
		serve(Options{Commands: another{}}, 2)
	}
}

type another struct{ table }

func (another) Short(s *bot.Spec, lang people.Lang) string { return "changed" }

func TestCommandsDerive(t *testing.T) {
	a := New(Options{Commands: table{}})
	got := a.commands()
	var names []string
	for _, c := range got {
		names = append(names, c.Name)
		for _, o := range c.Options {
			names = append(names, c.Name+" "+o.Name)
			for _, x := range o.Options {
				names = append(names, c.Name+" "+o.Name+" "+x.Name)
			}
		}
	}
	want := "goal; goal list; goal list horizon; goal done; goal done number; goal done note; goal show; ask; ask question; Ask the mentor about this"
	if text := strings.Join(names, "; "); text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	if a.spec([]string{"goal", itself}) == nil || a.completion([]string{"goal", "done"}, "number") != "goal" || a.completion([]string{"goal", "list"}, "horizon") != "horizon" {
		t.Error("a command or a completion is not found again")
	}
	if got[1].Names["fr"] != "aské" || got[1].Descriptions["fr"] != "fr ask" {
		t.Errorf("not localised: %+v", got[1])
	}
	if o := got[0].Options[1].Options; o[0].Names["fr"] != "numéro" || o[1].Names["fr"] != "une-note" || got[1].Options[0].Names != nil {
		t.Errorf("options not localised: %+v", o)
	}
}

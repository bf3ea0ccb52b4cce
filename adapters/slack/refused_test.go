package slack

import (
	"encoding/json"
	"strings"
	"testing"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/people"
)

// refuse lets a method say no from now on, as it does where a scope is
// missing or a server does not know it.
func (b *bench) refuse(method, code string) {
	b.fake.Break(slackfake.Fault{Kind: slackfake.Error, Method: method, Error: code, Count: 1000})
}

func withFile(bot.Event) (bot.Reply, error) {
	return bot.Reply{Text: "Here it is", Private: true, Blocks: []bot.Block{
		bot.Section{Text: "Here it is"}, bot.File{Name: "mentor.json", Data: []byte("{}")},
		bot.Choices{Items: []bot.Choice{{Label: "Go on", Action: "go"}}}}}, nil
}

func TestWordsComeThoughTheFileIsRefused(t *testing.T) {
	b := start(t, slackfake.Options{}, withFile)
	b.refuse("files.getUploadURLExternal", "missing_scope")
	b.fake.Say("U1", "export")
	b.posted("chat.postMessage", "Here it is")
	b.posted("chat.postMessage", "would not take the file: mentor.json")
	b.fake.Command("U1", "C1", "export again")
	b.posted("response_url", "Here it is")
	told := 0
	b.until(func() bool {
		told = 0
		for _, c := range b.fake.Record() {
			if c.Method == "chat.postMessage" && strings.Contains(blocksOf(c), "would not take the file: mentor.json") {
				told++
			}
		}
		return told == 2
	})
}

func TestAPrivateAnswerSaysWhereItsFileIs(t *testing.T) {
	b := start(t, slackfake.Options{}, withFile)
	b.fake.Command("U1", "C1", "export")
	if c := b.posted("response_url", "Here it is"); !strings.Contains(blocksOf(c), "In our direct messages: mentor.json") {
		t.Errorf("blocks %s", blocksOf(c))
	}
}

func TestAMessageThatCannotBeChangedIsSaidAnew(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	b.refuse("chat.update", "missing_scope")
	sent := b.fake.Say("U1", "list")
	c := b.posted("chat.postMessage", "Pick one")
	b.acked(b.fake.Press("U1", sent.Channel, c.TS, "choice:0:goal.done"))
	b.posted("chat.postMessage", "pressed goal.done 7")
}

func TestAnAnswerToAPressOutlivesAFault(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	sent := b.fake.Say("U1", "list")
	c := b.posted("chat.postMessage", "Pick one")
	b.fake.Break(slackfake.Fault{Kind: slackfake.Status, Method: "chat.update", Code: 500, Count: 1})
	b.acked(b.fake.Press("U1", sent.Channel, c.TS, "choice:0:goal.done"))
	b.posted("chat.update", "pressed goal.done 7")
}

func TestWhatCannotBeSaidInTheChannelIsSaidInTheDirectMessage(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	b.refuse("chat.postEphemeral", "unknown_method")
	b.fake.Mention("U1", "C1", "secret")
	if c := b.posted("chat.postMessage", "for you alone"); c.Body["channel"] != b.fake.DM("U1") {
		t.Errorf("said in %v", c.Body["channel"])
	}
	b.fake.Break(slackfake.Fault{Kind: slackfake.Error, Method: "chat.postMessage", Channel: "C2", Error: "not_in_channel", Count: 1000})
	b.fake.Mention("U1", "C2", "list")
	if c := b.posted("chat.postMessage", "Pick one"); c.Body["channel"] != b.fake.DM("U1") {
		t.Errorf("said in %v", c.Body["channel"])
	}
}

func TestAShortcutNeedsNoDirectMessageToOpenItsForm(t *testing.T) {
	b := start(t, slackfake.Options{}, func(bot.Event) (bot.Reply, error) { return bot.Reply{Form: goalForm()}, nil })
	b.refuse("conversations.open", "missing_scope")
	sent, err := b.fake.Inject(slackfake.Event{Kind: "shortcut", User: "U1", Callback: "cert"})
	if err != nil {
		t.Fatal(err)
	}
	b.acked(sent)
	b.opened()
}

func TestAFormThatCannotOpenIsSaid(t *testing.T) {
	b := start(t, slackfake.Options{}, func(bot.Event) (bot.Reply, error) {
		return bot.Reply{Text: "Four questions", Form: goalForm()}, nil
	})
	b.refuse("views.open", "unknown_method")
	b.acked(b.fake.Command("U1", "C1", "start"))
	if c := b.posted("response_url", "Four questions"); !strings.Contains(blocksOf(c), "could not be opened") {
		t.Errorf("blocks %s", blocksOf(c))
	}
}

func TestAMenuSaysThatOneMayChoose(t *testing.T) {
	many := bot.Choices{}
	for i := range 11 {
		many.Items = append(many.Items, bot.Choice{Label: string(rune('a' + i)), Action: "confidence", Value: string(rune('a' + i))})
	}
	for lang, want := range map[people.Lang]string{"en": "Choose…", "fr": "Choisir…"} {
		out := render(bot.Reply{Text: "How confident?", Lang: lang, Blocks: []bot.Block{many}}, false)
		shown, err := json.Marshal(out.messages[0].blocks)
		if err != nil || !strings.Contains(string(shown), want) {
			t.Errorf("%s: %s, %v", lang, shown, err)
		}
	}
}

func TestWhoseHistoryIsClosedIsGreetedOnce(t *testing.T) {
	b := start(t, slackfake.Options{}, mentorish)
	b.refuse("conversations.history", "missing_scope")
	for range 2 {
		sent, err := b.fake.Inject(slackfake.Event{Kind: "messages_tab", User: "U1"})
		if err != nil {
			t.Fatal(err)
		}
		b.acked(sent)
	}
	b.posted("chat.postMessage", "Welcome")
	b.acked(b.fake.Say("U1", "list"))
	b.posted("chat.postMessage", "Pick one")
	if n := len(b.fake.Messages()); n != 2 { // the greeting and the answer
		t.Errorf("%d messages", n)
	}
}

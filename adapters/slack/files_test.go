package slack

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/picture"
)

// Words never wait for a picture: not for theirs, nor for that of an answer
// before them that Slack takes its time with.
func TestWordsComeBeforePictures(t *testing.T) {
	b := start(t, slackfake.Options{}, func(bot.Event) (bot.Reply, error) {
		return bot.Reply{Text: "two steps up", Blocks: []bot.Block{bot.Section{Text: "two steps up"},
			bot.Picture{Name: "way.png", Alt: "Two steps", PNG: []byte("png")}}}, nil
	})
	b.fake.Break(slackfake.Fault{Kind: slackfake.RateLimit, Method: "files.getUploadURLExternal", RetryAfter: 1, Count: 1})
	for range 3 {
		b.acked(b.fake.Say("U1", "roadmap"))
	}
	said, shared := 0, 0
	b.until(func() bool {
		said, shared = 0, 0
		for _, c := range b.fake.Record() {
			switch c.Method {
			case "chat.postMessage":
				said++
			case "files.completeUploadExternal":
				if shared++; said < 3 {
					t.Fatalf("a picture came after %d of 3 answers", said)
				}
			}
		}
		return shared == 3
	})
	if said != 3 {
		t.Errorf("said %d times", said)
	}
}

// A picture that Slack does not take takes nothing with it.
func TestARefusedPictureIsLeftOut(t *testing.T) {
	b := start(t, slackfake.Options{}, say("x"))
	b.refuse("files.getUploadURLExternal", "missing_scope")
	id, err := b.a.Send(t.Context(), people.Address{Channel: b.fake.DM("U1")}, bot.Reply{Text: "a step", Blocks: []bot.Block{
		bot.Section{Text: "a step"}, bot.Picture{Name: "way.png", Alt: "A step", PNG: []byte("png")}}})
	if err != nil || id == "" {
		t.Fatalf("%q, %v", id, err)
	}
	b.a.pictures.Drain(patience)
	if n := len(b.fake.Messages()); n != 1 {
		t.Errorf("%d messages; want the words alone", n)
	}
}

// A document that did not arrive comes with the next try, its words do not
// come again; one that did arrive does not either.
func TestADocumentIsTriedAgainWithoutItsWords(t *testing.T) {
	for _, fault := range []slackfake.Fault{
		{Kind: slackfake.Error, Method: "files.getUploadURLExternal", Error: "internal_error", Count: 1},
		{Kind: slackfake.Accepted500, Method: "files.completeUploadExternal", Count: 1},
	} {
		b := start(t, slackfake.Options{}, say("x"))
		b.a.pace.between = time.Millisecond
		to := people.Address{Channel: b.fake.DM("U1")}
		r := bot.Reply{Text: "here it is", Blocks: []bot.Block{bot.Section{Text: "here it is"}, bot.File{Name: "mentor.json", Data: []byte("{}")}},
			Delivery: bot.Delivery{Key: "k", Try: 1}}
		b.fake.Break(fault)
		_, err := b.a.Send(t.Context(), to, r)
		var failed *bot.SendError
		if !errors.As(err, &failed) || failed.Kind != bot.Retry {
			t.Fatalf("%s: the first try gave %v", fault.Kind, err)
		}
		r.Delivery.Try = 2
		if _, err := b.a.Send(t.Context(), to, r); err != nil {
			t.Fatal(err)
		}
		words, files := 0, 0
		for _, m := range b.fake.Messages() {
			if len(m.Files) > 0 {
				files++
			} else {
				words++
			}
		}
		if words != 1 || files != 1 {
			t.Errorf("%s: %d messages and %d files; want one of each", fault.Kind, words, files)
		}
	}
}

// A picture stands in its message, under its title, and the message says all
// else before it is drawn.
func TestAPictureStandsInItsMessage(t *testing.T) {
	b := start(t, slackfake.Options{}, say("x"))
	id, err := b.a.Send(t.Context(), people.Address{Channel: b.fake.DM("U1")}, bot.Reply{Text: "two steps", Blocks: []bot.Block{
		bot.Section{Text: "two steps"}, bot.Picture{Name: "way.png", Alt: "A way of two steps", PNG: []byte("png"),
			Drawing: &picture.Drawing{Progress: &picture.Progress{Title: "Your way"}}},
		bot.Choices{Items: []bot.Choice{{Label: "Go on", Action: "a", Value: "b"}}}}})
	if err != nil || id == "" {
		t.Fatalf("%q, %v", id, err)
	}
	b.a.pictures.Drain(patience)
	all := b.fake.Messages()
	if len(all) != 1 || len(all[0].Files) > 0 || all[0].TS != string(id) {
		t.Fatalf("%d messages; want one, without a file beside it", len(all))
	}
	var blocks []struct {
		Type  string
		Alt   string `json:"alt_text"`
		Title struct{ Text string }
		File  struct{ ID string } `json:"slack_file"`
	}
	if err := json.Unmarshal(all[0].Blocks, &blocks); err != nil || len(blocks) != 3 {
		t.Fatalf("%v: %s", err, all[0].Blocks)
	}
	if f, known := b.fake.File(blocks[1].File.ID); blocks[1].Type != "image" || blocks[1].Alt != "A way of two steps" || blocks[1].Title.Text != "Your way" || !known || f.Name != "way.png" {
		t.Errorf("the picture is %+v", blocks[1])
	}
	if n := all[0].Edited; n != 1 {
		t.Errorf("changed %d times", n)
	}
}

// A message that says something else by the time its picture is drawn keeps
// what it says.
func TestAPictureChangesNoLaterMessage(t *testing.T) {
	b := start(t, slackfake.Options{}, say("x"))
	to := people.Address{Channel: b.fake.DM("U1")}
	b.fake.Break(slackfake.Fault{Kind: slackfake.RateLimit, Method: "files.getUploadURLExternal", RetryAfter: 1, Count: 1})
	id, err := b.a.Send(t.Context(), to, bot.Reply{Text: "two steps", Blocks: []bot.Block{
		bot.Section{Text: "two steps"}, bot.Picture{Name: "way.png", Alt: "A way", PNG: []byte("png")}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.a.Send(t.Context(), to, bot.Reply{Text: "something else", Replace: id}); err != nil {
		t.Fatal(err)
	}
	b.a.pictures.Drain(patience)
	if all := b.fake.Messages(); len(all) != 1 || all[0].Text != "something else" || all[0].Edited != 1 {
		t.Errorf("%d messages, the first says %q after %d changes", len(all), all[0].Text, all[0].Edited)
	}
}

// Where Slack takes no file into a message, the picture follows it as a file.
func TestAPictureThatStandsInNoMessageFollowsIt(t *testing.T) {
	b := start(t, slackfake.Options{}, say("x"))
	b.refuse("chat.update", "invalid_blocks")
	if _, err := b.a.Send(t.Context(), people.Address{Channel: b.fake.DM("U1")}, bot.Reply{Text: "a step", Blocks: []bot.Block{
		bot.Section{Text: "a step"}, bot.Picture{Name: "way.png", Alt: "A step", PNG: []byte("png")}}}); err != nil {
		t.Fatal(err)
	}
	b.a.pictures.Drain(patience)
	if all := b.fake.Messages(); len(all) != 2 || len(all[1].Files) != 1 {
		t.Errorf("%d messages; want the words, and the picture after them", len(all))
	}
}

// Feedback is Slack's own buttons; what comes back is the answer's topic.
func TestFeedbackComesBackAsItsTopic(t *testing.T) {
	b := start(t, slackfake.Options{}, func(ev bot.Event) (bot.Reply, error) {
		if p, pressed := ev.Body.(bot.Press); pressed {
			return bot.Reply{Text: bot.Escape("pressed " + p.Action + " " + p.Value)}, nil
		}
		return bot.Reply{Text: "an answer", Blocks: []bot.Block{bot.Note{Text: "Source: the roadmap"}, bot.Feedback{Topic: "head-of-analytics/overview"}}}, nil
	})
	b.acked(b.fake.Say("U1", "what?"))
	said := b.posted("chat.postMessage", "an answer")
	if text := blocksOf(said); !strings.Contains(text, `"type":"context"`) || !strings.Contains(text, `"type":"context_actions"`) {
		t.Fatalf("shown as %s", text)
	}
	m := b.fake.Messages()[0]
	e := slackfake.Elements(m.Blocks)[0]
	sent, err := b.fake.Inject(slackfake.Event{Kind: "press", User: "U1", Channel: m.Channel, TS: m.TS, Action: e.Action, Value: e.Options["That helped"]})
	if err != nil {
		t.Fatal(err)
	}
	b.acked(sent)
	b.posted("chat.postMessage", "pressed helped yes head-of-analytics/overview")
}

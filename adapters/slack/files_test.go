package slack

import (
	"errors"
	"testing"
	"time"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/people"
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

package slack

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"
	"pgregory.net/rapid"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
)

// odd is text of every awkward kind: markup, pings, broken UTF-8, other
// scripts, joined emoji, direction marks, control characters.
var odd = rapid.OneOf(
	rapid.String(),
	rapid.SampledFrom([]string{"", " ", "\n", "\x00", "\xff\xfe", "<!channel>", "@channel @here @everyone", "<@U1>", "*bold* _it_ ~no~ `code`",
		"&lt;&amp;", "</script>", "👩‍👩‍👧‍👦", "مرحبا \u202eabc", "e\u0301", "http://x.y|z>", "[a](javascript:x)", "|a|b|\n|-|-|", "# Title", "```\ncode",
		"1. one\n2. two", "- a\n  - b\n", "\u200b", "日本語テキスト", strings.Repeat("word ", 2100), strings.Repeat("x", 10000), strings.Repeat("é", 3001)}),
	rapid.StringN(0, 4000, -1),
)

var marks = rapid.Custom(func(t *rapid.T) bot.Markup {
	s := odd.Draw(t, "text")
	switch rapid.IntRange(0, 3).Draw(t, "how") {
	case 0:
		return bot.Markup(s) // even what is not escaped may break nothing
	case 1:
		return "**" + bot.Escape(s) + "** and [x](https://example.org/" + bot.Escape(s) + ")\n\n- " + bot.Escape(s) + "\n- two"
	}
	return bot.Escape(s)
})

var ids = rapid.StringMatching(`[a-z0-9.:/|-]{1,40}`)

var someChoices = rapid.Custom(func(t *rapid.T) bot.Choices {
	n := rapid.SampledFrom([]int{0, 1, 2, 5, 6, 7, 25, 100, 101, 260}).Draw(t, "n")
	c := bot.Choices{Prompt: marks.Draw(t, "prompt")}
	for i := range n {
		item := bot.Choice{Label: fmt.Sprint(i), Action: "goal.done", Value: fmt.Sprint(i % 7)}
		if i < 8 {
			item = bot.Choice{Label: odd.Draw(t, "label"), Description: odd.Draw(t, "description"), Action: ids.Draw(t, "action"),
				Value: rapid.StringMatching(`[a-z0-9:]{0,40}`).Draw(t, "value"), Style: bot.Style(rapid.IntRange(0, 2).Draw(t, "style"))}
		}
		c.Items = append(c.Items, item)
	}
	return c
})

var someTable = rapid.Custom(func(t *rapid.T) bot.Table {
	columns := rapid.SampledFrom([]int{0, 1, 2, 4, 20, 21}).Draw(t, "columns")
	rows := rapid.SampledFrom([]int{0, 1, 3, 99, 100, 250}).Draw(t, "rows")
	long := marks.Draw(t, "cell")
	table := bot.Table{Title: odd.Draw(t, "title")}
	for range columns {
		table.Head = append(table.Head, marks.Draw(t, "head"))
	}
	for i := range rows {
		row := make([]bot.Markup, columns)
		for j := range row {
			row[j] = bot.Escape(fmt.Sprint(i * j))
			if (i+j)%17 == 0 {
				row[j] = long
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
})

var someReply = rapid.Custom(func(t *rapid.T) bot.Reply {
	r := bot.Reply{Text: marks.Draw(t, "text"), Private: rapid.Bool().Draw(t, "private")}
	for range rapid.IntRange(0, 6).Draw(t, "blocks") {
		var b bot.Block
		switch rapid.IntRange(0, 5).Draw(t, "kind") {
		case 0:
			b = bot.Section{Title: odd.Draw(t, "title"), Text: marks.Draw(t, "section")}
		case 1:
			b = someTable.Draw(t, "table")
		case 2:
			b = bot.Progress{Label: odd.Draw(t, "label"), Done: rapid.IntRange(-1, 9).Draw(t, "done"), Total: rapid.IntRange(-1, 9).Draw(t, "total")}
		case 3:
			b = bot.Picture{Name: odd.Draw(t, "name"), Alt: odd.Draw(t, "alt"), PNG: []byte("png")}
		case 4:
			b = bot.File{Name: odd.Draw(t, "name"), Data: []byte("x")}
		default:
			b = someChoices.Draw(t, "choices")
		}
		r.Blocks = append(r.Blocks, b)
	}
	return r
})

// valid fails where blocks break a limit, by the fake's own reading of them.
func valid(t *rapid.T, what string, blocks []slackgo.Block, most int) {
	raw, err := json.Marshal(blocks)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if !utf8.Valid(raw) {
		t.Fatalf("%s: not UTF-8", what)
	}
	if code := slackfake.Check(raw, most); code != "" {
		t.Fatalf("%s: %s: %.2000s", what, code, raw)
	}
}

func TestAnyReplyFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := someReply.Draw(t, "reply")
		for _, plain := range []bool{false, true} {
			out := render(r, plain)
			if len(out.messages) == 0 && len(out.files) == 0 {
				t.Fatal("nothing is left of it")
			}
			if len(out.messages) > mostMessages {
				t.Fatalf("%d messages", len(out.messages))
			}
			for _, m := range out.messages {
				if shown := m.shown(); len(shown) > 0 { // else its text stands alone
					valid(t, "message", shown, maxMessageBlocks)
				}
				for _, f := range m.pictures {
					f.block.SlackFile = &slackgo.SlackFileObject{ID: "F1"}
				}
				valid(t, "message with its pictures", m.blocks, maxMessageBlocks)
				if n := utf8.RuneCountInString(m.text); n < 1 || n > maxFallbackRunes || !utf8.ValidString(m.text) {
					t.Fatalf("text of %d characters", n)
				}
				for _, ping := range []string{"@channel", "@here", "@everyone", "<!"} {
					if strings.Contains(m.text, ping) {
						t.Fatalf("pings: %q", m.text)
					}
				}
				for _, o := range older(m) {
					valid(t, "older message", o.blocks, maxMessageBlocks)
				}
			}
		}
		for page := range 3 {
			valid(t, "home", homeView(r, page, english).Blocks.BlockSet, maxViewBlocks)
		}
	})
}

func TestAnyFormFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := bot.Form{ID: ids.Draw(t, "id"), Value: ids.Draw(t, "value"), Title: odd.Draw(t, "title"), Intro: marks.Draw(t, "intro"), Submit: odd.Draw(t, "submit")}
		for i := range rapid.IntRange(0, 6).Draw(t, "fields") {
			field := bot.Field{ID: fmt.Sprint("f", i), Label: odd.Draw(t, "label"), Hint: odd.Draw(t, "hint"), Initial: odd.Draw(t, "initial"),
				Kind: bot.FieldKind(rapid.IntRange(0, 3).Draw(t, "kind")), Max: rapid.SampledFrom([]int{0, 10, 5000}).Draw(t, "max")}
			if rapid.Bool().Draw(t, "suggests") {
				field.Suggest = "cert"
			}
			field.Options = someChoices.Draw(t, "options").Items
			f.Fields = append(f.Fields, field)
		}
		view := formView(f, formState{ID: f.ID, ResponseURL: odd.Draw(t, "url")}, french)
		raw, err := json.Marshal(view)
		if err != nil {
			t.Fatal(err)
		}
		if code := slackfake.CheckView(raw); code != "" {
			t.Fatalf("%s: %.2000s", code, raw)
		}
	})
}

func TestNothingVanishes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,12}`), 1, 900).Draw(t, "words")
		var r bot.Reply
		r.Text = bot.Escape(strings.Join(words, " "))
		var shown strings.Builder
		for _, m := range render(r, false).messages {
			raw, _ := json.Marshal(m.blocks)
			shown.WriteString(slackfake.Words(raw))
		}
		if got := strings.Join(strings.Fields(shown.String()), " "); got != strings.Join(words, " ") {
			t.Fatalf("of %d words %d are shown", len(words), len(strings.Fields(got)))
		}
	})
}

func TestAChoiceComesBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		action, value := rapid.String().Draw(t, "action"), rapid.String().Draw(t, "value")
		gotAction, gotValue, ok := splitChoice(writeChoice(rapid.IntRange(0, 9999).Draw(t, "n"), action, value))
		if !ok || gotAction != action || gotValue != value {
			t.Fatalf("%q %q came back as %q %q", action, value, gotAction, gotValue)
		}
	})
}

package adaptertest

import (
	"fmt"
	"strings"

	"mentor/bot"
)

// Case is a reply with what a person must be able to read of it.
type Case struct {
	Name  string
	Reply bot.Reply
	Want  []string
	Files map[string][]byte
}

// Cases is every kind of reply, at the edges of what the core may say. Tests
// of an adapter's own may render them too.
func Cases() []Case {
	png := []byte("\x89PNG\r\n\x1a\n" + strings.Repeat("not really a picture ", 20))
	c := []Case{
		{Name: "words", Reply: bot.Reply{Text: "Plain **bold** _slanted_ `code` [a link](https://example.org/a?b=c&d=e)."},
			Want: []string{"Plain bold slanted code a link", "https://example.org/a?b=c&d=e"}},
		{Name: "lists", Reply: bot.Reply{Text: "Three things:\n\n- first\n- second **bold**\n  - nested\n\n1. one\n2. two\n\nAnd an end."},
			Want: []string{"Three things:", "first", "second bold", "nested", "one", "two", "And an end."}},
		{Name: "lines", Reply: bot.Reply{Text: bot.Escape("a first line\na second line\na third")}, Want: []string{"a first line a second line a third"}},
		{Name: "odd characters", Reply: bot.Reply{Text: "You wrote: " + bot.Escape(odd)}, Want: []string{odd}},
		{Name: "right to left and emoji", Reply: bot.Reply{Text: bot.Escape("مرحبا بك 👩‍💻🇫🇷 日本語 é")}, Want: []string{"مرحبا", "👩", "🇫🇷", "日本語 é"}},
		{Name: "invalid bytes", Reply: bot.Reply{Text: bot.Escape("before\xff\xfe\x00\x1b[31mafter\x07")}, Want: []string{"before", "after"}},
		{Name: "sections", Reply: bot.Reply{Text: "In short.", Blocks: []bot.Block{
			bot.Section{Title: "First & <best>", Text: "Text **of** one."}, bot.Section{Text: "Without a title."}, bot.Section{Title: "Title alone"}}},
			Want: []string{"First & <best>", "Text of one.", "Without a title.", "Title alone"}},
		{Name: "table", Reply: bot.Reply{Text: "t", Blocks: []bot.Block{bot.Table{Title: "Side by side", Head: []bot.Markup{"", "Ladder", "**Goal**"},
			Rows: [][]bot.Markup{{"name", "five | six", bot.Escape("a*b")}, {"cells", "", "x"}, {"long", bot.Markup(strings.Repeat("many words ", 30)), "y"}}}}},
			Want: []string{"Side by side", "Ladder", "Goal", "name", "five | six", "a*b", "cells", "x", "long", "y", strings.TrimSpace(strings.Repeat("many", 1))}},
		{Name: "progress", Reply: bot.Reply{Text: "p", Blocks: []bot.Block{bot.Progress{Label: "0–1 year", Done: 3, Total: 8}, bot.Progress{Label: "1–3 years", Done: 0, Total: 0}, bot.Progress{Label: "3–5 years", Done: 5, Total: 5}}},
			Want: []string{"0–1 year", "1–3 years", "3–5 years", "3", "8"}},
		{Name: "picture", Reply: bot.Reply{Text: "A picture.", Blocks: []bot.Block{bot.Section{Text: "Your road."}, bot.Picture{Name: "roadmap.png", Alt: "From tracking manager to solutions architect in two steps", PNG: png}}},
			Want: []string{"Your road.", "From tracking manager to solutions architect in two steps"}, Files: map[string][]byte{"roadmap.png": png}},
		{Name: "file", Reply: bot.Reply{Text: "Everything I keep.", Blocks: []bot.Block{bot.Section{Text: "Here it is."}, bot.File{Name: "mentor-export.json", MIME: "application/json", Data: []byte(`{"a":"é"}`)}}},
			Want: []string{"Here it is."}, Files: map[string][]byte{"mentor-export.json": []byte(`{"a":"é"}`)}},
		{Name: "private", Reply: bot.Reply{Text: "For you alone.", Private: true}, Want: []string{"For you alone."}},
		{Name: "choices in groups", Reply: bot.Reply{Text: "Which?", Blocks: []bot.Block{
			bot.Choices{Prompt: "For **0–1 year**:", Items: []bot.Choice{{Label: "Learn SQL", Description: "Two evenings a week", Action: "take", Value: "a"}, {Label: "Ask for a mentor", Action: "take", Value: "b", Style: bot.Primary}}},
			bot.Choices{Prompt: "For 1–3 years:", Items: []bot.Choice{{Label: "Lead a project", Action: "take", Value: "c", Style: bot.Danger}}}}},
			Want: []string{"Which?", "For 0–1 year:", "Learn SQL", "Two evenings a week", "Ask for a mentor", "For 1–3 years:", "Lead a project"}},
		{Name: "labels", Reply: bot.Reply{Text: "Labels.", Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			{Label: "", Action: "empty", Value: "1"}, {Label: "Twin", Action: "twin", Value: "1"}, {Label: "Twin", Action: "twin", Value: "2"},
			{Label: "A label that goes on for far longer than any button of any platform could ever hold, so that it is shortened", Action: "long", Value: "1"},
			{Label: "<b> & *stars* 👍", Action: "odd", Value: "é"}}}}},
			Want: []string{"Labels.", "Twin", "A label that goes on for", "<b> & *stars* 👍"}},
		{Name: "everything", Reply: bot.Reply{Text: "All at once.", Blocks: []bot.Block{bot.Section{Title: "One", Text: "uno"}, bot.Progress{Label: "Two", Done: 1, Total: 2},
			bot.Table{Head: []bot.Markup{"H"}, Rows: [][]bot.Markup{{"three"}}}, bot.Choices{Prompt: "Four", Items: []bot.Choice{{Label: "five", Action: "x", Value: "5"}}}, bot.Section{Text: "six"}}},
			Want: []string{"One", "uno", "Two", "three", "Four", "five", "six"}},
	}
	c = append(c, long())
	for _, n := range []int{1, 5, 30, 300} {
		k := Case{Name: fmt.Sprintf("%d choices", n), Reply: bot.Reply{Text: "Pick one.", Blocks: []bot.Block{bot.Choices{Items: items(n)}}}, Want: []string{"Pick one."}}
		for _, item := range items(n) {
			k.Want = append(k.Want, item.Label)
		}
		c = append(c, k)
	}
	return c
}

// odd is text that means something to a parser somewhere.
const odd = `<b>&amp; *no bold* _x_ ` + "`c`" + ` [l](http://x.example) ~~s~~ \ # > | $1 %s {{.}} :smile: "q" 'a' 1. - + http://a.example`

// items are n choices whose labels differ.
func items(n int) (out []bot.Choice) {
	for i := range n {
		out = append(out, bot.Choice{Label: fmt.Sprintf("Choice-%03d.", i+1), Action: "pick", Value: fmt.Sprint(i + 1)})
	}
	return out
}

// long is an answer far past any platform's limit, with a paragraph that is so too.
func long() Case {
	c := Case{Name: "long text"}
	var b strings.Builder
	for i := range 60 {
		word := fmt.Sprintf("paragraph-%03d", i)
		fmt.Fprintf(&b, "**%s** %s.\n\n", word, strings.Repeat("with some words ", 12))
		c.Want = append(c.Want, word)
	}
	for i := range 900 {
		fmt.Fprintf(&b, "word-%04d ", i)
	}
	c.Want = append(c.Want, "word-0000", "word-0450", "word-0899")
	b.WriteString("\n\n" + strings.Repeat("é", 5000) + "\n\nthe-very-end")
	c.Want = append(c.Want, "the-very-end")
	c.Reply = bot.Reply{Text: bot.Markup(b.String())}
	return c
}

// form has every kind of field.
func form() bot.Form {
	return bot.Form{ID: "exercise", Value: "the value", Title: "A form", Intro: "Some **words** before.", Submit: "Save it", Fields: []bot.Field{
		{ID: "name", Label: "Your name", Hint: "Anna", Kind: bot.ShortText, Max: 80},
		{ID: "goal", Label: "What do you want to reach?", Kind: bot.LongText, Initial: "Lead a project", Max: 2000},
		{ID: "horizon", Label: "By when?", Kind: bot.Pick, Initial: "b", Options: []bot.Choice{{Label: "This year", Action: "h", Value: "a"}, {Label: "In three years", Action: "h", Value: "b"}, {Label: "In five years", Action: "h", Value: "c"}}},
		{ID: "day", Label: "From which day?", Hint: "2026-03-02", Kind: bot.Date, Optional: true},
		{ID: "note", Label: "Anything else?", Kind: bot.ShortText, Optional: true},
	}}
}

package bottest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"mentor/bot"
)

// Write is a reply as text: its markup as it stands, and every block in a
// notation of its own, so that a transcript shows all of it and reads well.
func Write(r bot.Reply) string {
	var parts []string
	add := func(s string) {
		if s = strings.Trim(s, "\n"); s != "" {
			parts = append(parts, s)
		}
	}
	if r.Private {
		add("(for this person alone)")
	}
	if r.Replace != "" {
		add("(in place of the message before)")
	}
	if !slices.ContainsFunc(r.Blocks, bot.Full) || r.Form != nil {
		add(string(r.Text))
	}
	number := 0
	for _, b := range r.Blocks {
		add(block(b, &number))
	}
	if r.Form != nil {
		add(writeForm(*r.Form))
	}
	for _, id := range slices.Sorted(maps.Keys(r.Fields)) {
		add(fmt.Sprintf("(field %s) %s", id, r.Fields[id]))
	}
	return harmless.Replace(ownLink.ReplaceAllString(strings.Join(parts, "\n\n"), "$1"))
}

// ownLink is a command or an instant in the mentor's words: the label says it.
var ownLink = regexp.MustCompile(`\[([^\]]*)\]\(<(?:` + bot.CommandScheme + "|" + bot.TimeScheme + `)[^>]*>\)`)

// harmless takes the backslash from before what could not be markup there, so
// that transcripts can be read. Before what could, it is part of what is tested.
var harmless = func() *strings.Replacer {
	var pairs []string
	for _, r := range ".:-/+()'\"&!=$^~#{}|" {
		pairs = append(pairs, `\`+string(r), string(r))
	}
	return strings.NewReplacer(pairs...)
}()

func block(b bot.Block, number *int) string {
	switch b := b.(type) {
	case bot.Section:
		if b.Title == "" {
			return string(b.Text)
		}
		return "## " + b.Title + "\n" + string(b.Text)
	case bot.Table:
		rows := []string{}
		if b.Title != "" {
			rows = append(rows, "## "+b.Title)
		}
		for _, row := range append([][]bot.Markup{b.Head}, b.Rows...) {
			cells := make([]string, len(row))
			for i, c := range row {
				cells[i] = strings.Join(strings.Fields(string(c)), " ")
			}
			rows = append(rows, "| "+strings.Join(cells, " | ")+" |")
		}
		return strings.Join(rows, "\n")
	case bot.Progress:
		return fmt.Sprintf("(progress) %s: %d of %d", b.Label, b.Done, b.Total)
	case bot.Picture:
		return fmt.Sprintf("(picture %s) %s", b.Name, b.Alt)
	case bot.File:
		return fmt.Sprintf("(file %s, %s)", b.Name, b.MIME)
	case bot.Note:
		return "_" + string(b.Text) + "_"
	case bot.Feedback: // under every answer from the content: a test of its own says where
		return ""
	case bot.Choices:
		lines := []string{}
		if b.Prompt != "" {
			lines = append(lines, string(b.Prompt))
		}
		for _, c := range b.Items {
			*number++
			line := fmt.Sprintf("[%d] %s", *number, c.Label)
			if c.Description != "" {
				line += " — " + c.Description
			}
			lines = append(lines, line)
		}
		return strings.Join(lines, "\n")
	}
	return fmt.Sprintf("(%T)", b)
}

func writeForm(f bot.Form) string {
	lines := []string{"(form) " + f.Title}
	if f.Intro != "" {
		lines = append(lines, string(f.Intro))
	}
	for _, field := range f.Fields {
		line := fmt.Sprintf("- %s: %s", field.ID, field.Label)
		if field.Optional {
			line += " (optional)"
		}
		if field.Hint != "" {
			line += " (such as " + field.Hint + ")"
		}
		if len(field.Options) > 0 {
			var names []string
			for _, o := range field.Options {
				names = append(names, o.Value+"="+o.Label)
			}
			line += " {" + strings.Join(names, ", ") + "}"
		}
		if field.Initial != "" {
			line += " [" + field.Initial + "]"
		}
		lines = append(lines, line)
	}
	return strings.Join(append(lines, "("+f.Submit+")"), "\n")
}

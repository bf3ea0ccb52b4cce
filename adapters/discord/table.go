package discord

import (
	"strings"

	"github.com/mattn/go-runewidth"

	"mentor/bot"
)

// tableCells is how wide a table in a code block may be: wider ones wrap on a
// phone and cannot be read.
const tableCells = 46

// table shows rows aligned where that is readable, else one after the other
// with their heads.
func (b *builder) table(t bot.Table) {
	if title := plainLine(t.Title); title != "" {
		b.section(bot.Section{Title: title})
	}
	plain := [][]string{}
	for _, r := range append([][]bot.Markup{t.Head}, t.Rows...) {
		line := []string{}
		for _, c := range r {
			line = append(line, plainLine(plainMarkup(c)))
		}
		plain = append(plain, line)
	}
	widths, narrow := columns(plain)
	if narrow {
		b.grid(plain, widths)
		return
	}
	for _, r := range t.Rows {
		for i, c := range r {
			head := ""
			if i < len(t.Head) {
				head = string(t.Head[i])
			}
			switch {
			case strings.TrimSpace(string(c)) == "":
			case i == 0:
				b.markup("**"+c+"**", false)
			case head == "":
				b.markup("- "+c, true)
			default:
				b.markup(bot.Markup("- "+head+": ")+c, true)
			}
		}
	}
}

// plainMarkup is the text of Markup without any style.
func plainMarkup(m bot.Markup) string {
	var b strings.Builder
	for i, x := range parseMarkup(m) {
		if i > 0 {
			b.WriteByte(' ')
		}
		for _, r := range x.runs {
			b.WriteString(r.text)
		}
	}
	return b.String()
}

// columns gives each column's width; narrow is false where the whole is wider
// than can be read.
func columns(rows [][]string) (widths []int, narrow bool) {
	for _, r := range rows {
		for i, c := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], runewidth.StringWidth(c))
		}
	}
	total := 0
	for _, w := range widths {
		total += w + 2
	}
	return widths, total > 0 && total-2 <= tableCells
}

// grid writes aligned lines in code blocks, each block whole.
func (b *builder) grid(rows [][]string, widths []int) {
	const open, end = "```\n", "```"
	var t strings.Builder
	flush := func() {
		if t.Len() > 0 {
			b.put(piece{open + t.String() + end, true})
			t.Reset()
		}
	}
	for n, r := range rows {
		var line strings.Builder
		for i, c := range r {
			if i > 0 {
				line.WriteString("  ")
			}
			line.WriteString(c)
			if i < len(r)-1 {
				line.WriteString(strings.Repeat(" ", widths[i]-runewidth.StringWidth(c)))
			}
		}
		text := strings.ReplaceAll(line.String(), "```", "`\u200b`\u200b`") + "\n"
		if n == 0 {
			if strings.TrimSpace(text) == "" {
				continue
			}
			rule := 0
			for _, w := range widths {
				rule += w + 2
			}
			text += strings.Repeat("─", rule-2) + "\n"
		}
		if units(t.String())+units(text)+units(open+end) > b.pieceRunes() {
			flush()
		}
		t.WriteString(text)
	}
	flush()
}

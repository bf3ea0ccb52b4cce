package discord

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
)

// message is one message of Discord: content with rows of components, or a
// layout that holds text and components in the order in which they are read.
type message struct {
	Content    string
	Components []row
	Layout     []discordgo.MessageComponent // of a container; set: all else but files is empty
	Files      []file
}

// row is a row of buttons, a menu, or a text input of a modal.
type row = discordgo.ActionsRow

// offers reports whether there is something to press.
func (m message) offers() bool {
	for _, c := range m.Layout {
		switch c.(type) {
		case row, discordgo.Section:
			return true
		}
	}
	return len(m.Components) > 0
}

// texts calls change for each text of the message.
func (m *message) texts(change func(string) string) {
	m.Content = change(m.Content)
	for _, c := range m.Layout {
		switch c := c.(type) {
		case *discordgo.TextDisplay:
			c.Content = change(c.Content)
		case discordgo.Section:
			t := c.Components[0].(*discordgo.TextDisplay)
			t.Content = change(t.Content)
		}
	}
}

// address names whom a message in a channel is for, where there is room.
func (m *message) address(user string) {
	name, room := "<@"+user+"> ", maxContentRunes
	if m.Layout != nil {
		room = maxLayoutRunes
	}
	size := 0
	m.texts(func(s string) string { size += units(s); return s })
	if size+units(name) > room {
		return
	}
	m.texts(func(s string) string {
		if s == "" || name == "" {
			return s
		}
		s, name = name+s, ""
		return s
	})
}

// colour is the stripe beside a layout.
const colour = 0x2f7d6b

// builder fills messages from left to right and begins a new one where a
// limit is reached: nothing is cut.
type builder struct {
	words  adapterWords
	rich   bool // a layout, else content
	out    []message
	text   strings.Builder // that is not in the message yet
	used   int             // units of the layout's texts
	menued int             // menus of the reply
	parts  int             // components of the layout, those within others too
	bytes  int             // of files in the message
}

// render shows a reply as one or more messages.
func (a *Adapter) render(r bot.Reply) []message { return a.renderAs(r, r.Replace != "") }

// renderAs is render, as a layout where layout is true: a message that is one
// stays one.
func (a *Adapter) renderAs(r bot.Reply, layout bool) []message {
	out := render(r, layout)
	for i := range out {
		out[i].texts(a.mentions)
	}
	return out
}

// layered reports whether a reply needs a layout: where what is pressed has its
// place among the words, or pictures and headings have theirs.
func layered(r bot.Reply) bool {
	choices := 0
	for _, x := range r.Blocks {
		switch x.(type) {
		case bot.Section, bot.Table, bot.Progress, bot.Picture, formPage:
			return true
		case bot.Choices:
			choices++
		}
	}
	return choices > 1
}

func render(r bot.Reply, layout bool) []message {
	b := &builder{words: words(r.Lang), out: []message{{}}, rich: layout || layered(r)}
	if !slices.ContainsFunc(r.Blocks, says) {
		b.markup(r.Text, false)
	}
	for _, id := range sortedFields(r.Fields) {
		b.markup(r.Fields[id], false)
	}
	var choices []bot.Choices
	for _, x := range r.Blocks {
		if c, is := x.(bot.Choices); is {
			choices = append(choices, c)
		}
	}
	ids, marks := ids{}, choiceMarks(choices)
	n := 0
	for _, x := range r.Blocks {
		switch x := x.(type) {
		case bot.Section:
			b.section(x)
		case bot.Table:
			b.table(x)
		case bot.Progress:
			b.put(piece{text: b.progressLine(x)})
		case bot.Picture:
			b.picture(x)
		case bot.File:
			b.file(x)
		case bot.Note:
			b.note(x)
		case bot.Choices:
			b.choices(x, marks[n], n+1 == len(choices), ids)
			n++
		case formPage:
			for _, r := range x.rows() {
				b.row(r)
			}
		}
	}
	b.close()
	if last := b.now(); last.empty() && len(b.out) > 1 {
		b.out = b.out[:len(b.out)-1]
	}
	for i := range b.out { // menus alone are no message
		if m := &b.out[i]; m.Layout == nil && m.Content == "" && len(m.Files) == 0 {
			m.Content = "…"
		}
	}
	return b.out
}

// says reports whether a block says a part of the answer; a file stands under
// its words.
func says(x bot.Block) bool {
	switch x.(type) {
	case bot.File, bot.Picture, formPage:
		return false
	}
	return bot.Full(x)
}

func (m *message) empty() bool {
	return m.Content == "" && len(m.Components) == 0 && len(m.Layout) == 0 && len(m.Files) == 0
}

func (b *builder) now() *message { return &b.out[len(b.out)-1] }

// room is how much the text may still grow to.
func (b *builder) room() int {
	if !b.rich {
		return maxContentRunes
	}
	return maxLayoutRunes - b.used
}

// pieceRunes bounds one piece, so that it fits any message that it opens.
func (b *builder) pieceRunes() int {
	if !b.rich {
		return maxContentRunes
	}
	return maxLayoutRunes
}

// put adds a piece of text, in a new message where it does not fit.
func (b *builder) put(p piece) {
	sep := ""
	if b.text.Len() > 0 {
		if sep = "\n\n"; p.tight {
			sep = "\n"
		}
	}
	if units(b.text.String())+units(sep)+units(p.text) > b.room() || b.rich && b.text.Len() == 0 && b.parts >= maxParts {
		b.next()
		sep = ""
	}
	b.text.WriteString(sep + p.text)
}

func (b *builder) markup(m bot.Markup, tight bool) {
	for i, p := range flow(parseMarkup(m), b.pieceRunes()) {
		p.tight = p.tight || tight && i == 0
		b.put(p)
	}
}

// close puts the text that is not there yet into the message.
func (b *builder) close() {
	text := b.text.String()
	b.text.Reset()
	switch {
	case text == "":
	case !b.rich:
		b.now().Content = text
	default:
		b.now().Layout = append(b.now().Layout, &discordgo.TextDisplay{Content: text})
		b.used += units(text)
		b.parts++
	}
}

// next begins another message.
func (b *builder) next() {
	b.close()
	if b.now().empty() {
		return
	}
	b.out = append(b.out, message{})
	b.used, b.parts, b.bytes = 0, 0, 0
}

// place puts a component of n parts into the layout.
func (b *builder) place(c discordgo.MessageComponent, n int) {
	if b.close(); b.parts+n > maxParts {
		b.next()
	}
	b.now().Layout = append(b.now().Layout, c)
	b.parts += n
}

// row puts a row under what was said, in a further message where there is no
// room in this one.
func (b *builder) row(r row) {
	if b.rich {
		b.place(r, 1+len(r.Components))
		return
	}
	if len(b.now().Components) == maxRows {
		b.next()
		b.put(piece{text: b.words.more})
	}
	b.now().Components = append(b.now().Components, r)
}

func (b *builder) section(s bot.Section) {
	if title := plainLine(s.Title); title != "" {
		b.heading(title)
		b.markup(s.Text, true)
		return
	}
	b.markup(s.Text, false)
}

// heading is a title within the text.
func (b *builder) heading(title string) {
	mark := ""
	if b.rich && units(title) <= maxTitleRunes {
		mark = "### "
	}
	for _, p := range flow([]block{{runs: []run{{text: title, bold: mark == ""}}}}, b.pieceRunes()-len(mark)) {
		p.text = mark + p.text
		b.put(p)
	}
}

// note is small print.
func (b *builder) note(n bot.Note) {
	for _, p := range flow(parseMarkup(n.Text), b.pieceRunes()-3) {
		p.text = "-# " + strings.ReplaceAll(p.text, "\n", " ")
		b.put(p)
	}
}

func plainLine(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
}

// progressLine says how far something is in words: a screen reader reads a bar
// sign by sign.
func (b *builder) progressLine(p bot.Progress) string {
	total := max(p.Total, 0)
	line := fmt.Sprintf(b.words.of, min(max(p.Done, 0), total), total)
	if label := plainLine(p.Label); label != "" {
		line = "**" + escape(shorten(label, 500)) + "** · " + line
	}
	return line
}

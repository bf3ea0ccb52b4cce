package terminal

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"mentor/bot"
)

// page writes text for one kind of screen. It is goldmark's parser with a
// writer of our own: glamour brings a highlighter for 300 programming
// languages, which costs 10 ms of every start (measured), and it asks the
// terminal for its colours, which garbles a line being edited.
type page struct {
	columns int  // 0: lines are not wrapped
	ansi    bool // bold and the like may be used
}

// The attributes used: they show on dark and on light screens alike.
const (
	bold      = "1"
	faint     = "2"
	italic    = "3"
	underline = "4"
)

// style sets an attribute around s.
func (p page) style(attribute, s string) string {
	if !p.ansi || s == "" {
		return s
	}
	off := map[string]string{bold: "22", faint: "22", italic: "23", underline: "24"}[attribute]
	return "\x1b[" + attribute + "m" + s + "\x1b[" + off + "m"
}

// wrap breaks s into lines that fit, each behind first or rest.
func (p page) wrap(s, first, rest string) string {
	if p.columns > 0 {
		s = fill(s, max(p.columns-ansi.StringWidth(rest), narrowestColumns/2))
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if i == 0 {
			lines[i] = first + line
		} else {
			lines[i] = rest + line
		}
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// fill breaks lines at spaces, and words only where they alone are too wide.
// (ansi.Wrap breaks at hyphens too, and then makes lines that are too long.)
func fill(s string, columns int) string {
	var b strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		at := 0
		for j, word := range strings.Split(line, " ") {
			width := ansi.StringWidth(word)
			switch {
			case j == 0:
			case at+1+width <= columns:
				b.WriteByte(' ')
				at++
			default:
				b.WriteByte('\n')
				at = 0
			}
			if width > columns {
				word = ansi.Hardwrap(word, columns, true)
				width = ansi.StringWidth(word[strings.LastIndexByte(word, '\n')+1:])
			}
			b.WriteString(word)
			at += width
		}
	}
	return b.String()
}

// markup writes m: paragraphs with an empty line between them.
func (p page) markup(m bot.Markup) string {
	source := []byte(strings.ToValidUTF8(string(m), "\uFFFD"))
	doc := goldmark.DefaultParser().Parse(text.NewReader(source))
	return p.blocks(doc, source, "", "", false)
}

// inline writes m as one stretch, for cells and labels.
func (p page) inline(m bot.Markup) string {
	return strings.Join(strings.Fields(page{ansi: p.ansi}.markup(m)), " ")
}

// blocks writes the children of a node, the first behind first, all else behind rest.
func (p page) blocks(n ast.Node, source []byte, first, rest string, tight bool) string {
	var out []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		s := p.block(c, source, first, rest)
		if s == "" {
			continue
		}
		out = append(out, s)
		first = rest
	}
	if tight {
		return strings.Join(out, "\n")
	}
	return strings.Join(out, "\n"+strings.TrimRight(rest, " ")+"\n")
}

func (p page) block(n ast.Node, source []byte, first, rest string) string {
	switch n := n.(type) {
	case *ast.Heading:
		return p.wrap(p.style(bold, p.spans(n, source)), first, rest)
	case *ast.List:
		var out []string
		number := n.Start
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			mark := "- "
			if n.IsOrdered() {
				mark = fmt.Sprintf("%d. ", number)
				number++
			}
			s := p.blocks(item, source, first+mark, rest+strings.Repeat(" ", len(mark)), n.IsTight)
			if s == "" {
				s = strings.TrimRight(first+mark, " ")
			}
			out = append(out, s)
			first = rest
		}
		if n.IsTight {
			return strings.Join(out, "\n")
		}
		return strings.Join(out, "\n\n")
	case *ast.Blockquote:
		return p.blocks(n, source, first+"│ ", rest+"│ ", false)
	case *ast.ThematicBreak:
		return first + "———"
	case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
		var b strings.Builder
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			b.Write(line.Value(source))
		}
		if h, ok := n.(*ast.HTMLBlock); ok && h.HasClosure() {
			b.Write(h.ClosureLine.Value(source))
		}
		return p.wrap(visible(strings.TrimRight(b.String(), "\n")), first, rest)
	}
	return p.wrap(p.spans(n, source), first, rest)
}

// spans writes what stands within a paragraph.
func (p page) spans(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if c.IsRaw() {
				b.WriteString(visible(string(c.Segment.Value(source))))
			} else {
				b.WriteString(visible(unescape(c.Segment.Value(source))))
			}
			if c.HardLineBreak() {
				b.WriteByte('\n')
			} else if c.SoftLineBreak() {
				b.WriteByte('\n') // the mentor's own line breaks mean something
			}
		case *ast.String:
			b.WriteString(visible(string(c.Value)))
		case *ast.Emphasis:
			attribute := italic
			if c.Level > 1 {
				attribute = bold
			}
			b.WriteString(p.style(attribute, p.spans(c, source)))
		case *ast.CodeSpan:
			b.WriteString(p.style(bold, p.spans(c, source)))
		case *ast.Link:
			b.WriteString(p.link(p.spans(c, source), unescape(c.Destination)))
		case *ast.Image:
			b.WriteString(p.link(p.spans(c, source), unescape(c.Destination)))
		case *ast.AutoLink:
			b.WriteString(p.style(underline, visible(string(c.URL(source)))))
		case *ast.RawHTML:
			for i := range c.Segments.Len() {
				s := c.Segments.At(i)
				b.WriteString(visible(string(s.Value(source))))
			}
		default:
			b.WriteString(p.spans(c, source))
		}
	}
	return b.String()
}

// link shows where it leads, because a terminal's text cannot be pressed.
func (p page) link(label, to string) string {
	to = visible(to)
	if strings.HasPrefix(to, bot.CommandScheme) || strings.HasPrefix(to, bot.TimeScheme) {
		return label
	}
	if label == to || to == "" {
		return p.style(underline, label)
	}
	return label + " (" + p.style(underline, to) + ")"
}

// unescape resolves CommonMark's backslashes and entities, as its HTML writer does.
func unescape(raw []byte) string {
	var b strings.Builder
	for i := 0; i < len(raw); {
		switch c := raw[i]; {
		case c == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]):
			b.WriteByte(raw[i+1])
			i += 2
		case c == '&':
			end := i + 1
			for end < len(raw) && end-i < 40 && raw[end] != ';' && (raw[end] == '#' || util.IsAlphaNumeric(raw[end])) {
				end++
			}
			if end < len(raw) && raw[end] == ';' {
				entity := raw[i : end+1]
				if named := util.ResolveEntityNames(entity); len(named) != len(entity) || string(named) != string(entity) {
					b.Write(named)
				} else {
					b.Write(util.ResolveNumericReferences(entity))
				}
				i = end + 1
				continue
			}
			fallthrough
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

// visible takes out what would act on a terminal instead of being seen:
// control characters (escape sequences begin with one) and the characters
// that turn the direction of what follows.
func visible(s string) string {
	clean := func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t', r == 0x2028, r == 0x2029:
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0xFEFF:
			return -1
		}
		return r
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return strings.Map(clean, s)
}

// label makes plain text one line that can be seen.
func label(s string) string { return strings.Join(strings.Fields(visible(s)), " ") }

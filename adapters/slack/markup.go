package slack

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"mentor/bot"
)

// span is a run of text in one style.
type span struct {
	text               string
	bold, italic, code bool
	url                string
}

// para is a paragraph, or an item of a list.
type para struct {
	kind   paraKind
	number int // of an ordered item
	depth  int // of nested lists
	spans  []span
}

type paraKind int

const (
	plainPara paraKind = iota
	bulletItem
	orderedItem
	codePara
	quotePara
)

func (p para) runes() int {
	n := 0
	for _, s := range p.spans {
		n += utf8.RuneCountInString(s.text)
	}
	return n
}

var commonmark = goldmark.New().Parser()

// parse reads Markup. What is no part of its subset shows as the text it is.
func parse(m bot.Markup) []para {
	if m == "" {
		return nil
	}
	source := []byte(m)
	w := walker{source: source}
	w.blocks(commonmark.Parse(text.NewReader(source)), 0, plainPara)
	return w.paras
}

type walker struct {
	source []byte
	paras  []para
}

func (w *walker) blocks(parent ast.Node, depth int, kind paraKind) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			w.add(para{kind: kind, depth: depth, spans: w.inlines(n, span{})})
		case *ast.Heading:
			w.add(para{kind: kind, depth: depth, spans: w.inlines(n, span{bold: true})})
		case *ast.List:
			w.list(n, depth)
		case *ast.Blockquote:
			w.blocks(n, depth, quotePara)
		case *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock:
			var b strings.Builder
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				b.Write(line.Value(w.source))
			}
			p := para{kind: codePara, spans: []span{{text: strings.TrimRight(b.String(), "\n")}}}
			if _, html := n.(*ast.HTMLBlock); html {
				p.kind = kind
			}
			w.add(p)
		case *ast.ThematicBreak:
		default:
			w.blocks(n, depth, kind)
		}
	}
}

func (w *walker) add(p para) {
	if p.runes() > 0 {
		w.paras = append(w.paras, p)
	}
}

func (w *walker) list(l *ast.List, depth int) {
	number := l.Start
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		kind := bulletItem
		if l.IsOrdered() {
			kind = orderedItem
		}
		before := len(w.paras)
		w.blocks(item, depth+1, kind)
		for i := before; i < len(w.paras); i++ {
			if w.paras[i].kind == kind && w.paras[i].depth == depth+1 && w.paras[i].number == 0 {
				w.paras[i].number = number
				if i > before { // further paragraphs of one item
					w.paras[i].number = -1
				}
			}
		}
		number++
	}
}

func (w *walker) inlines(parent ast.Node, style span) []span {
	var out []span
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		s := style
		switch n := n.(type) {
		case *ast.Text:
			s.text = string(unescape(n.Segment.Value(w.source), n.IsRaw()))
			switch {
			case n.HardLineBreak():
				s.text += "\n"
			case n.SoftLineBreak():
				s.text += " "
			}
			out = push(out, s)
		case *ast.String:
			s.text = string(n.Value)
			out = push(out, s)
		case *ast.CodeSpan:
			s.code = true
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, is := c.(*ast.Text); is {
					s.text += string(t.Segment.Value(w.source))
				}
			}
			out = push(out, s)
		case *ast.Emphasis:
			if n.Level >= 2 {
				s.bold = true
			} else {
				s.italic = true
			}
			out = append(out, w.inlines(n, s)...)
		case *ast.Link:
			if s.url = string(n.Destination); strings.HasPrefix(s.url, bot.CommandScheme) || strings.HasPrefix(s.url, bot.TimeScheme) {
				s.url = "" // Slack has nothing better than the label
			}
			out = append(out, w.inlines(n, s)...)
		case *ast.Image:
			s.url = string(n.Destination)
			out = append(out, w.inlines(n, s)...)
		case *ast.AutoLink:
			s.url, s.text = string(n.URL(w.source)), string(n.Label(w.source))
			out = push(out, s)
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				seg := n.Segments.At(i)
				s.text += string(seg.Value(w.source))
			}
			out = push(out, s)
		default:
			out = append(out, w.inlines(n, s)...)
		}
	}
	return out
}

func push(out []span, s span) []span {
	if s.text == "" {
		return out
	}
	if n := len(out); n > 0 && out[n-1].style() == s.style() {
		out[n-1].text += s.text
		return out
	}
	return append(out, s)
}

func (s span) style() span { s.text = ""; return s }

// unescape takes the backslashes and entities out of a text segment, as
// CommonMark's renderers do when they write.
func unescape(b []byte, raw bool) []byte {
	if raw {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' && i+1 < len(b) && isPunct(b[i+1]) {
			i++
			out = append(out, b[i])
			continue
		}
		if b[i] == '&' {
			if r, n := entity(b[i:]); n > 0 {
				out = append(out, r...)
				i += n - 1
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

func isPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// entity reads the few entities that our own wording may hold.
func entity(b []byte) (string, int) {
	for _, e := range []struct{ name, text string }{{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", `"`}, {"&nbsp;", "\u00a0"}} {
		if strings.HasPrefix(string(b[:min(len(b), 6)]), e.name) {
			return e.text, len(e.name)
		}
	}
	return "", 0
}

// flat is Markup as plain text: for notifications and screen readers.
func flat(paras []para) string {
	var b strings.Builder
	for i, p := range paras {
		if i > 0 {
			b.WriteByte('\n')
			if p.kind == plainPara && paras[i-1].kind == plainPara {
				b.WriteByte('\n')
			}
		}
		b.WriteString(p.bullet())
		for _, s := range p.spans {
			b.WriteString(s.text)
			if s.url != "" && s.url != s.text {
				b.WriteString(" (" + s.url + ")")
			}
		}
	}
	return b.String()
}

func (p para) bullet() string {
	indent := strings.Repeat("  ", max(0, p.depth-1))
	switch {
	case p.kind == bulletItem && p.number >= 0:
		return indent + "• "
	case p.kind == orderedItem && p.number >= 0:
		return indent + strconv.Itoa(p.number) + ". "
	}
	return indent
}

// split cuts a paragraph into ones of at most n characters, between words
// where there are any.
func (p para) split(n int) []para {
	if p.runes() <= n {
		return []para{p}
	}
	var out []para
	now, room := p, n
	now.spans = nil
	for _, s := range p.spans {
		for s.text != "" {
			head, tail := cutAt(s.text, room)
			if head != "" {
				one := s
				one.text = head
				now.spans = append(now.spans, one)
				room -= utf8.RuneCountInString(head)
			}
			s.text = tail
			if tail != "" {
				if len(now.spans) > 0 {
					out = append(out, now)
				}
				now, room = p, n
				now.spans = nil
				if p.kind == bulletItem || p.kind == orderedItem {
					now.number = -1
				}
			}
		}
	}
	if len(now.spans) > 0 {
		out = append(out, now)
	}
	return out
}

// cutAt cuts s after at most n characters, after a line or a word if one ends
// in the second half.
func cutAt(s string, n int) (head, tail string) {
	if utf8.RuneCountInString(s) <= n {
		return s, ""
	}
	end := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	for _, sep := range []string{"\n", " "} {
		if i := strings.LastIndex(s[:end], sep); i > end/2 {
			return s[:i+1], s[i+1:]
		}
	}
	return s[:end], s[end:]
}

// shorten fits a label into n characters; labels may be shortened, text never is.
func shorten(s string, n int) string {
	s = strings.TrimSpace(bot.Clean(s))
	if s == "" {
		return "–"
	}
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	head, _ := cutAt(s, n-1)
	return strings.TrimRight(head, " \n") + "…"
}

// pings are the words that call a whole channel where they are read as such.
// A word joiner after the @ shows the same and calls nobody.
var pings = strings.NewReplacer("@channel", "@\u2060channel", "@here", "@\u2060here", "@everyone", "@\u2060everyone")

var specials = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// safe makes plain text safe where Slack reads mrkdwn.
func safe(s string) string { return pings.Replace(specials.Replace(s)) }

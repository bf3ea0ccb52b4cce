package discord

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"mentor/bot"
)

// run is a stretch of text in one style; block is a paragraph or list item.
type run struct {
	text               string
	bold, italic, code bool
	link               string
	raw                bool // text is Discord's own markup
}

type block struct {
	prefix string // "- ", "1. ", indented for nested lists
	runs   []run
	tight  bool // follows the block before without an empty line
}

var parser = goldmark.New().Parser()

// maxMarkupBytes bounds what is parsed: CommonMark nests, and nobody reads more.
const maxMarkupBytes = 512 << 10

// parseMarkup takes Markup apart.
func parseMarkup(m bot.Markup) []block {
	src := strings.ToValidUTF8(string(m), "\uFFFD")
	if len(src) > maxMarkupBytes {
		return []block{{runs: []run{{text: src}}}}
	}
	w := &walker{src: []byte(src)}
	w.blocks(parser.Parse(text.NewReader(w.src)), "", 0)
	return w.out
}

type walker struct {
	src []byte
	out []block
}

// maxDepth bounds nesting; what lies deeper is shown without its marks.
const maxDepth = 20

func (w *walker) blocks(n ast.Node, prefix string, depth int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.List:
			number := c.Start
			for item := c.FirstChild(); item != nil; item = item.NextSibling() {
				mark := strings.Repeat("  ", min(depth, maxDepth)) + "- "
				if c.IsOrdered() {
					mark = strings.Repeat("  ", min(depth, maxDepth)) + strconv.Itoa(number) + ". "
					number++
				}
				first := len(w.out)
				w.blocks(item, mark, depth+1)
				for i := first; i < len(w.out); i++ {
					if i > first && w.out[i].prefix == mark {
						w.out[i].prefix = strings.Repeat(" ", len(mark))
					}
					w.out[i].tight = item.PreviousSibling() != nil || depth > 0 || i > first
				}
			}
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
			b := block{prefix: prefix}
			_, heading := c.(*ast.Heading)
			w.inline(c, run{bold: heading}, &b.runs)
			w.out = append(w.out, b)
		case *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock:
			b := block{prefix: prefix}
			for i := range c.Lines().Len() {
				line := c.Lines().At(i)
				b.runs = append(b.runs, run{text: string(line.Value(w.src))})
			}
			w.out = append(w.out, b)
		case *ast.ThematicBreak:
		default:
			w.blocks(c, prefix, depth)
		}
	}
}

// inline collects the runs below n.
func (w *walker) inline(n ast.Node, style run, out *[]run) {
	add := func(s string) {
		if s != "" {
			r := style
			r.text = s
			*out = append(*out, r)
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			s := string(c.Segment.Value(w.src))
			if !style.code {
				s = literal(s)
			}
			switch {
			case c.HardLineBreak():
				s += "\n"
			case c.SoftLineBreak():
				s += " "
			}
			add(s)
		case *ast.String:
			add(string(c.Value))
		case *ast.CodeSpan:
			inner := style
			inner.code = true
			w.inline(c, inner, out)
		case *ast.Emphasis:
			inner := style
			if c.Level == 2 {
				inner.bold = true
			} else {
				inner.italic = true
			}
			w.inline(c, inner, out)
		case *ast.Link:
			inner := style
			to := string(c.Destination)
			if inner.text = ownLink(to); inner.text != "" {
				inner.raw = true
				*out = append(*out, inner)
				continue
			}
			inner.link = safeLink(to)
			w.inline(c, inner, out)
		case *ast.AutoLink:
			add(string(c.URL(w.src)))
		case *ast.RawHTML:
			for i := range c.Segments.Len() {
				seg := c.Segments.At(i)
				add(string(seg.Value(w.src)))
			}
		default:
			w.inline(c, style, out)
		}
	}
}

// literal takes CommonMark's backslashes and entities away, in one pass: an
// escaped & begins no entity.
func literal(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			i++
			b.WriteByte(s[i])
		case s[i] == '&':
			if end := strings.IndexByte(s[i:], ';'); end > 1 && end < 40 {
				if e := string(util.ResolveEntityNames(util.ResolveNumericReferences([]byte(s[i : i+end+1])))); e != s[i:i+end+1] {
					b.WriteString(strings.ToValidUTF8(e, "\uFFFD"))
					i += end
					continue
				}
			}
			b.WriteByte('&')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// safeLink gives a web address as Discord's links hold it; "" for any other.
// commandID stands for the id of a command, which only the adapter knows; it is
// as long as ids are.
const commandID = "0000000000000000000"

// ownLink is what Discord has for a command to press and for an instant; empty
// for any other link.
func ownLink(to string) string {
	if path, is := strings.CutPrefix(to, bot.CommandScheme); is {
		return "</" + path + ":" + commandID + ">"
	}
	if at, is := strings.CutPrefix(to, bot.TimeScheme); is {
		return "<t:" + at + ":F>"
	}
	return ""
}

func safeLink(u string) string {
	if !strings.HasPrefix(u, "https://") && !strings.HasPrefix(u, "http://") || units(u) > 1000 {
		return ""
	}
	return strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "\n", "", "`", "%60", `"`, "%22").Replace(u)
}

var (
	// emphasis is what Discord reads as marks anywhere.
	emphasis = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "~", `\~`, "`", "\\`", "|", `\|`, "<", `\<`, ">", `\>`, "[", `\[`, "]", `\]`)
	// lineStart is what Discord reads as a mark at the start of a line.
	lineStart = regexp.MustCompile(`(?m)^([ \t]*)(#{1,3} |-# |[-+] |\d+\. )`)
	// ping is what names everybody. Nobody is pinged (allowed_mentions), but it
	// should not look so either.
	ping  = regexp.MustCompile(`@(everyone|here)`)
	emoji = regexp.MustCompile(`:(\w+):`)
	// address is a web address, which Discord makes a link by itself.
	webAddress = regexp.MustCompile(`https?://[^\s<>]+`)
)

// escape shows exactly s in Discord's markdown. A web address is fenced by < >
// so that its own characters are no marks and no preview follows.
func escape(s string) string {
	var b strings.Builder
	for {
		at := webAddress.FindStringIndex(s)
		if at == nil {
			b.WriteString(escapePlain(s))
			return b.String()
		}
		end := at[0] + len(strings.TrimRight(s[at[0]:at[1]], ".,;:!?)'\"*_"))
		b.WriteString(escapePlain(s[:at[0]]))
		if end-at[0] < len("https://x") {
			b.WriteString(escapePlain(s[at[0]:at[1]]))
			end = at[1]
		} else {
			b.WriteString("<" + s[at[0]:end] + ">")
		}
		s = s[end:]
	}
}

func escapePlain(s string) string {
	s = emphasis.Replace(s)
	if strings.Contains(s, "@") {
		s = ping.ReplaceAllString(s, "@\u200b$1")
	}
	if strings.Contains(s, ":") {
		s = emoji.ReplaceAllString(s, `\:$1:`)
	}
	if strings.ContainsAny(s, "#-+0123456789") {
		s = lineStart.ReplaceAllString(s, `$1\$2`)
	}
	return s
}

// write shows runs in Discord's markdown.
func write(runs []run) string {
	var b strings.Builder
	for i := 0; i < len(runs); {
		j := i
		var t strings.Builder
		for ; j < len(runs) && (j == i || same(runs[i], runs[j])); j++ {
			t.WriteString(runs[j].text)
		}
		b.WriteString(styled(runs[i], t.String()))
		i = j
	}
	return b.String()
}

func same(a, b run) bool {
	return !a.raw && !b.raw && a.bold == b.bold && a.italic == b.italic && a.code == b.code && a.link == b.link
}

func styled(r run, s string) string {
	core := strings.TrimSpace(s)
	if core == "" {
		return s
	}
	lead, tail := s[:strings.Index(s, core)], s[strings.Index(s, core)+len(core):]
	switch {
	case r.raw:
	case r.code && !strings.Contains(core, "`"):
		core = "`" + strings.ReplaceAll(core, "\n", " ") + "`"
	case r.code && !strings.Contains(core, "``"):
		core = "`` " + strings.ReplaceAll(core, "\n", " ") + " ``"
	case r.link != "" && core == r.link:
		core = "<" + r.link + ">"
	case r.link != "":
		core = "[" + escapePlain(core) + "](" + r.link + ")"
	default:
		core = escape(core)
	}
	if r.italic {
		core = "*" + core + "*"
	}
	if r.bold {
		core = "**" + core + "**"
	}
	return lead + core + tail
}

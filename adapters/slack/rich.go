package slack

import (
	"strings"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"
)

// stretches groups paragraphs so that each group fits a block.
func stretches(paras []para, n int) [][]para {
	var out [][]para
	var now []para
	room := n
	for _, p := range paras {
		for _, q := range p.split(n) {
			size := q.runes() + 2
			if size > room && len(now) > 0 {
				out = append(out, now)
				now, room = nil, n
			}
			now = append(now, q)
			room -= size
		}
	}
	if len(now) > 0 {
		out = append(out, now)
	}
	return out
}

// rich writes paragraphs as a rich text block: text in it is never read as
// markup, whoever wrote it.
func rich(paras []para) *slackgo.RichTextBlock {
	var elements []slackgo.RichTextElement
	for i := 0; i < len(paras); i++ {
		p := paras[i]
		switch p.kind {
		case bulletItem, orderedItem:
			style := slackgo.RTEListBullet
			if p.kind == orderedItem {
				style = slackgo.RTEListOrdered
			}
			list := slackgo.NewRichTextList(style, max(0, min(8, p.depth-1)))
			if p.kind == orderedItem && p.number > 1 {
				list.Offset = p.number - 1
			}
			for ; i < len(paras) && paras[i].kind == p.kind && paras[i].depth == p.depth; i++ {
				item := paras[i]
				if n := len(list.Elements); item.number < 0 && n > 0 { // goes on in the same item
					last := list.Elements[n-1].(*slackgo.RichTextSection)
					last.Elements = append(last.Elements, styled("\n", span{}))
					last.Elements = append(last.Elements, spans(item.spans)...)
					continue
				}
				list.Elements = append(list.Elements, slackgo.NewRichTextSection(spans(item.spans)...))
			}
			i--
			elements = append(elements, list)
		case codePara:
			elements = append(elements, &slackgo.RichTextPreformatted{Type: slackgo.RTEPreformatted, Elements: spans(p.spans)})
		case quotePara:
			elements = append(elements, &slackgo.RichTextQuote{Type: slackgo.RTEQuote, Elements: spans(p.spans)})
		default:
			e := spans(p.spans)
			if i+1 < len(paras) { // a blank line between paragraphs, a line break before a list
				gap := "\n"
				if paras[i+1].kind == plainPara {
					gap = "\n\n"
				}
				e = append(e, styled(gap, span{}))
			}
			elements = append(elements, slackgo.NewRichTextSection(e...))
		}
	}
	return slackgo.NewRichTextBlock("", elements...)
}

func spans(list []span) []slackgo.RichTextSectionElement {
	out := make([]slackgo.RichTextSectionElement, 0, len(list))
	for _, s := range list {
		if s.text == "" {
			continue
		}
		if linkable(s.url) {
			out = append(out, slackgo.NewRichTextSectionLinkElement(s.url, s.text, style(s)))
			continue
		}
		out = append(out, styled(s.text, s))
	}
	return out
}

func styled(t string, s span) slackgo.RichTextSectionElement {
	return slackgo.NewRichTextSectionTextElement(t, style(s))
}

func style(s span) *slackgo.RichTextSectionTextStyle {
	if !s.bold && !s.italic && !s.code {
		return nil
	}
	return &slackgo.RichTextSectionTextStyle{Bold: s.bold, Italic: s.italic, Code: s.code}
}

func linkable(url string) bool {
	return (strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "mailto:")) &&
		utf8.RuneCountInString(url) <= maxLinkRunes && !strings.ContainsAny(url, " <>|")
}

// mrkdwn writes paragraphs in Slack's older markup, for a workspace that
// refuses the newer blocks. It has no escape for its own signs, so a
// zero-width space keeps those of people's text from pairing up.
func mrkdwn(paras []para) string {
	var b strings.Builder
	for i, p := range paras {
		if i > 0 {
			b.WriteByte('\n')
			if p.kind == plainPara {
				b.WriteByte('\n')
			}
		}
		b.WriteString(p.bullet())
		for _, s := range p.spans {
			t := defuse.Replace(safe(s.text))
			if linkable(s.url) {
				b.WriteString("<" + safe(s.url) + "|" + strings.ReplaceAll(t, "|", "¦") + ">")
				continue
			}
			switch {
			case s.code:
				t = wrap(t, "`")
			case s.bold:
				t = wrap(t, "*")
			case s.italic:
				t = wrap(t, "_")
			}
			b.WriteString(t)
		}
	}
	return b.String()
}

var defuse = strings.NewReplacer("*", "*\u200b", "_", "_\u200b", "~", "~\u200b", "`", "`\u200b")

// wrap puts a sign around text, whose blanks have to stay outside of it.
func wrap(t, sign string) string {
	core := strings.TrimSpace(t)
	if core == "" || strings.Contains(core, "\n") {
		return t
	}
	lead := t[:strings.Index(t, core)]
	return lead + sign + core + sign + t[len(lead)+len(core):]
}

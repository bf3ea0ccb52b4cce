// Package richtext reads what people wrote in Slack: its rich text, or its older
// markup. It must not know the mentor.
package richtext

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Read is what a person wrote, without Slack's own markup. The rich text that
// Slack sends along is exact (a * there is a *); text is read where it is
// missing. mentions are the user ids that stand in it as @id; self is our own,
// whose mention is how we were called.
func Read(text string, blocks json.RawMessage, self string) (plain string, mentions []string) {
	w := wording{self: self}
	if !w.rich(blocks) {
		w.b.Reset()
		w.mentions = nil
		w.mrkdwn(text)
	}
	return strings.TrimSpace(w.b.String()), w.mentions
}

type wording struct {
	b        strings.Builder
	self     string
	mentions []string
}

func (w *wording) user(id, label string) {
	switch {
	case id == w.self: // a mention of us is how we were called
		s := strings.TrimRight(w.b.String(), " ") // "hey @mentor help": one blank is enough
		w.b.Reset()
		w.b.WriteString(s)
	case label != "":
		w.b.WriteString("@" + label)
	default:
		w.b.WriteString("@" + id)
		w.mentions = append(w.mentions, id)
	}
}

type richNode struct {
	Type     string     `json:"type"`
	Text     string     `json:"text"`
	URL      string     `json:"url"`
	User     string     `json:"user_id"`
	Name     string     `json:"name"`
	Unicode  string     `json:"unicode"`
	Range    string     `json:"range"`
	Fallback string     `json:"fallback"`
	Channel  string     `json:"channel_id"`
	Elements []richNode `json:"elements"`
}

// rich writes the rich text of blocks; false where there is none.
func (w *wording) rich(blocks json.RawMessage) bool {
	if len(blocks) == 0 {
		return false
	}
	var all []richNode
	var odd *json.UnmarshalTypeError
	if err := json.Unmarshal(blocks, &all); err != nil && !errors.As(err, &odd) {
		return false // a field of another type than documented leaves the rest readable
	}
	found := false
	for _, b := range all {
		if b.Type == "rich_text" {
			found = true
			w.nodes(b.Elements, 0)
		}
	}
	return found && strings.TrimSpace(w.b.String()) != ""
}

const maxDepth = 8 // of rich text; Slack nests three

func (w *wording) nodes(list []richNode, depth int) {
	if depth > maxDepth {
		return
	}
	for i, n := range list {
		switch n.Type {
		case "rich_text_quote": // somebody else's words: the core tells them by the mark
			w.newline()
			from := w.b.Len()
			w.nodes(n.Elements, depth+1)
			quoted := w.b.String()
			w.b.Reset()
			w.b.WriteString(quoted[:from] + "> " + strings.ReplaceAll(strings.TrimRight(quoted[from:], "\n"), "\n", "\n> ") + "\n")
		case "rich_text_section", "rich_text_preformatted":
			w.nodes(n.Elements, depth+1)
			if i < len(list)-1 {
				w.newline()
			}
		case "rich_text_list":
			for _, item := range n.Elements {
				w.newline()
				w.b.WriteString("- ")
				w.nodes(item.Elements, depth+1)
			}
			w.newline()
		case "text":
			w.b.WriteString(n.Text)
		case "link":
			w.link(n.URL, n.Text)
		case "user":
			w.user(n.User, "")
		case "emoji":
			w.emoji(n)
		case "broadcast":
			w.b.WriteString("@" + n.Range)
		case "date":
			w.b.WriteString(n.Fallback)
		case "channel":
			w.b.WriteString("#" + n.Channel)
		}
	}
}

func (w *wording) newline() {
	if s := w.b.String(); s != "" && !strings.HasSuffix(s, "\n") {
		w.b.WriteByte('\n')
	}
}

func (w *wording) emoji(n richNode) {
	if n.Unicode == "" {
		w.b.WriteString(":" + n.Name + ":")
		return
	}
	for _, hex := range strings.Split(n.Unicode, "-") {
		if r, err := strconv.ParseInt(hex, 16, 32); err == nil && utf8.ValidRune(rune(r)) {
			w.b.WriteRune(rune(r))
		}
	}
}

// link writes a link so that its address stays: people log badges with them.
func (w *wording) link(url, label string) {
	url = strings.TrimPrefix(url, "mailto:")
	switch {
	case label == "" || strings.HasSuffix(url, label) || strings.HasSuffix(strings.TrimSuffix(url, "/"), label):
		w.b.WriteString(url)
	default:
		w.b.WriteString(label + " (" + url + ")")
	}
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// mrkdwn reads Slack's own markup: <@U1>, <#C1|name>, <!here>, <https://…|label>.
func (w *wording) mrkdwn(text string) {
	for text != "" {
		open := strings.IndexByte(text, '<')
		if open < 0 {
			w.b.WriteString(entities.Replace(text))
			return
		}
		w.b.WriteString(entities.Replace(text[:open]))
		end := strings.IndexByte(text[open:], '>')
		if end < 0 {
			w.b.WriteString(entities.Replace(text[open:]))
			return
		}
		body, label, _ := strings.Cut(text[open+1:open+end], "|")
		body, label = entities.Replace(body), entities.Replace(label)
		text = text[open+end+1:]
		switch {
		case body == "":
			w.b.WriteString("<>")
		case body[0] == '@':
			w.user(body[1:], label)
		case body[0] == '#':
			if label == "" {
				label = body[1:]
			}
			w.b.WriteString("#" + label)
		case body[0] == '!':
			name, _, _ := strings.Cut(body[1:], "^")
			switch {
			case strings.HasPrefix(label, "@"), name == "date" && label != "":
				w.b.WriteString(label)
			case label != "":
				w.b.WriteString("@" + label)
			default:
				w.b.WriteString("@" + name)
			}
		default:
			w.link(body, label)
		}
	}
}

package say

import (
	"strings"

	"mentor/bot"
)

// Page is a reply that grows part by part: what is said and what can be taken,
// in the order in which it is read.
type Page struct {
	Text   []string
	blocks []bot.Block
	asks   bool // a prompt stands between the parts
}

// Say adds words.
func (p *Page) Say(m bot.Markup) {
	if m == "" {
		return
	}
	p.Text = append(p.Text, string(m))
	if n := len(p.blocks); n > 0 {
		if s, ok := p.blocks[n-1].(bot.Section); ok && s.Title == "" {
			s.Text += "\n\n" + m
			p.blocks[n-1] = s
			return
		}
	}
	p.blocks = append(p.blocks, bot.Section{Text: m})
}

// Title adds a heading over what follows.
func (p *Page) Title(title string) {
	p.Text = append(p.Text, "**"+string(bot.Escape(title))+"**")
	p.blocks, p.asks = append(p.blocks, bot.Section{Title: title}), true
}

// Show adds what words cannot be.
func (p *Page) Show(b bot.Block) { p.blocks, p.asks = append(p.blocks, b), true }

// Ask adds choices under a prompt, which may be empty.
func (p *Page) Ask(prompt bot.Markup, items ...bot.Choice) {
	if len(items) == 0 {
		p.Say(prompt)
		return
	}
	if prompt != "" {
		p.Text, p.asks = append(p.Text, string(prompt)), true
	}
	p.blocks = append(p.blocks, bot.Choices{Prompt: prompt, Items: items})
}

// Reply is the page as a reply whose text is complete by itself.
func (p *Page) Reply() bot.Reply {
	r := bot.Reply{Text: bot.Markup(strings.Join(p.Text, "\n\n"))}
	for _, b := range p.blocks {
		if _, words := b.(bot.Section); words && !p.asks {
			continue // the text says it already, above the choices
		}
		r.Blocks = append(r.Blocks, b)
	}
	return r
}

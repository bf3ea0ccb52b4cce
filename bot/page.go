package bot

import (
	"strings"
)

// page is a reply that grows part by part: what is said and what can be taken,
// in the order in which it is read.
type page struct {
	text   []string
	blocks []Block
	asks   bool // a prompt stands between the parts
}

// say adds words.
func (p *page) say(m Markup) {
	if m == "" {
		return
	}
	p.text = append(p.text, string(m))
	if n := len(p.blocks); n > 0 {
		if s, ok := p.blocks[n-1].(Section); ok && s.Title == "" {
			s.Text += "\n\n" + m
			p.blocks[n-1] = s
			return
		}
	}
	p.blocks = append(p.blocks, Section{Text: m})
}

// show adds what words cannot be.
func (p *page) show(b Block) { p.blocks, p.asks = append(p.blocks, b), true }

// ask adds choices under a prompt, which may be empty.
func (p *page) ask(prompt Markup, items ...Choice) {
	if len(items) == 0 {
		p.say(prompt)
		return
	}
	if prompt != "" {
		p.text, p.asks = append(p.text, string(prompt)), true
	}
	p.blocks = append(p.blocks, Choices{Prompt: prompt, Items: items})
}

// reply is the page as a reply whose text is complete by itself.
func (p *page) reply() Reply {
	r := Reply{Text: Markup(strings.Join(p.text, "\n\n"))}
	for _, b := range p.blocks {
		if _, words := b.(Section); words && !p.asks {
			continue // the text says it already, above the choices
		}
		r.Blocks = append(r.Blocks, b)
	}
	return r
}

// on is the message that a press or a form came from; empty for anything else.
func (t *Turn) on() MessageID {
	switch body := t.ev.Body.(type) {
	case Press:
		return body.On
	case Submit:
		return body.On
	}
	return ""
}

// inPlace makes a press's reply take the place of the message it sits on.
func inPlace(f pressFunc) pressFunc {
	return func(t *Turn, value string) (Reply, error) {
		r, err := f(t, value)
		if err == nil && r.Form == nil {
			r.Replace = t.on()
		}
		return r, err
	}
}

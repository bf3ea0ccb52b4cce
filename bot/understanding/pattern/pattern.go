package pattern

import (
	"fmt"
	"strings"

	"mentor/bot/language"
)

// Node is a piece of a pattern: words, a slot, a choice, a sequence.
type Node struct {
	op    byte   // 'w' word, 's' slot, '|' choice, '.' sequence, '*' any number of times
	word  string // folded
	slot  Key    // of a slot
	parts []Node
}

// Key is a slot's name and type: {on:date-} is on, a date in the past.
type Key struct{ Name, Kind string }

// Slots adds the slots of a pattern to all.
func (n Node) Slots(all []Key) []Key {
	if n.op == 's' {
		all = append(all, n.slot)
	}
	for _, part := range n.parts {
		all = part.Slots(all)
	}
	return all
}

// patternParser reads one pattern: words, [optional], (one|another), {slot},
// {name:type}, <class>, * after a group for any number of times, and ~ behind
// the stem of a French verb for its forms.
type patternParser struct {
	rest string
	Known
}

// Known is what patterns may use of those before them: the classes by name,
// and words that were cut already, as most are again and again.
type Known struct {
	Classes map[string]Node
	Words   map[string]Node
	Kinds   map[string]bool // the types of slots
}

// Choice is any one of several pieces.
func Choice(parts []Node) Node { return Node{op: '|', parts: parts} }

// Parse reads a pattern whole.
func Parse(s string, known Known) (Node, error) {
	p := &patternParser{rest: s, Known: known}
	n, err := p.choice()
	if err == nil && p.rest != "" {
		err = fmt.Errorf("unexpected %q", p.rest)
	}
	if err != nil {
		return Node{}, fmt.Errorf("pattern %q: %w", s, err)
	}
	return n, nil
}

func (p *patternParser) choice() (Node, error) {
	n, err := p.sequence()
	if err != nil || !strings.HasPrefix(p.rest, "|") {
		return n, err
	}
	out := Node{op: '|', parts: []Node{n}}
	for strings.HasPrefix(p.rest, "|") {
		p.rest = p.rest[1:]
		if n, err = p.sequence(); err != nil {
			return n, err
		}
		out.parts = append(out.parts, n)
	}
	return out, nil
}

func (p *patternParser) sequence() (Node, error) {
	out := Node{op: '.'}
	for {
		p.rest = strings.TrimLeft(p.rest, " \t\n")
		if p.rest == "" || strings.IndexByte("|)]", p.rest[0]) >= 0 {
			return out, nil
		}
		n, err := p.atom()
		if err != nil {
			return n, err
		}
		if strings.HasPrefix(p.rest, "*") {
			p.rest = p.rest[1:]
			n = Node{op: '*', parts: []Node{n}}
		}
		out.parts = append(out.parts, n)
	}
}

func (p *patternParser) atom() (Node, error) {
	switch c := p.rest[0]; c {
	case '[', '(':
		p.rest = p.rest[1:]
		n, err := p.choice()
		if err != nil {
			return n, err
		}
		closes := map[byte]string{'[': "]", '(': ")"}[c]
		if !strings.HasPrefix(p.rest, closes) {
			return n, fmt.Errorf("no %s", closes)
		}
		p.rest = p.rest[1:]
		if c == '[' {
			n = Node{op: '|', parts: []Node{n, {op: '.'}}}
		}
		return n, nil
	case '{', '<':
		closes := map[byte]string{'{': "}", '<': ">"}[c]
		name, rest, ok := strings.Cut(p.rest[1:], closes)
		if !ok {
			return Node{}, fmt.Errorf("no %s", closes)
		}
		p.rest = rest
		if c == '<' {
			n, known := p.Classes[name]
			if !known {
				return n, fmt.Errorf("no class %q", name)
			}
			return n, nil
		}
		name, kind, typed := strings.Cut(name, ":")
		if !typed {
			kind = name
			name = strings.TrimRight(name, "+-")
		}
		if !p.Kinds[strings.TrimRight(kind, "+-")] {
			return Node{}, fmt.Errorf("no slot type %q", kind)
		}
		return Node{op: 's', slot: Key{name, kind}}, nil
	}
	if quoted, rest, ok := strings.Cut(p.rest[1:], `"`); p.rest[0] == '"' && ok {
		p.rest = rest
		return p.literal(quoted), nil
	}
	end := strings.IndexAny(p.rest, " \t\n|()[]{}<>*")
	if end < 0 {
		end = len(p.rest)
	}
	if end == 0 {
		return Node{}, fmt.Errorf("unexpected %q", p.rest)
	}
	if stem, ok := strings.CutSuffix(p.rest[:end], "~"); ok {
		p.rest = p.rest[end:]
		return p.verb(stem), nil
	}
	n := p.literal(strings.Trim(p.rest[:end], "-")) // a hyphen between words is none in a message either
	p.rest = p.rest[end:]
	return n, nil
}

// wished are the endings of a French verb in -er where somebody wishes for it:
// "ajoute", "vous ajoutez", "que tu ajoutes", "que vous ajoutiez", "ajouter".
var wished = []string{"e", "es", "ez", "er", "iez", "ons"}

// verb is a French verb in the forms of a wish.
func (p Known) verb(stem string) Node {
	n := Node{op: '|'}
	for _, end := range wished {
		n.parts = append(n.parts, p.literal(stem+end))
	}
	return n
}

// literal is words as they stand.
func (p Known) literal(s string) Node {
	if n, ok := p.Words[s]; ok {
		return n
	}
	n := Node{op: '.'}
	for _, t := range WordsOf(s) {
		n.parts = append(n.parts, Node{op: 'w', word: t.Fold})
	}
	p.Words[s] = n
	return n
}

// WordsOf cuts words of a pattern as a message is cut. What an apostrophe ends
// ("l'") is an elision, though no word follows it here.
func WordsOf(s string) []language.Token {
	if !strings.HasSuffix(s, "'") {
		return language.Tokenize(s)
	}
	tokens := language.Tokenize(s + "x")
	return tokens[:len(tokens)-1]
}

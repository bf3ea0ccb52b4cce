package spans

import (
	"fmt"
	"slices"
	"strings"
)

// Line is a message with what it wants marked.
type Line struct {
	Text    string
	Clauses []Marked
}

// Marked is a clause of a Line: where it stands in the text, and its values.
type Marked struct {
	Wish     string // "" where nothing is wanted
	From, To int    // in the text
	Values   []Value
}

// Value is a value's words.
type Value struct {
	Kind     string
	From, To int // in the text
}

// ParseLine reads a line of training: clauses with "||" between, each its wish,
// a colon, and its words with the values in braces.
func ParseLine(line string) (l Line, err error) {
	var text strings.Builder
	for i, part := range strings.Split(line, "||") {
		wish, words, ok := strings.Cut(part, ":")
		if !ok {
			return l, fmt.Errorf("%q has no colon", part)
		}
		if wish = strings.TrimSpace(wish); wish == "-" {
			wish = ""
		}
		words = strings.ReplaceAll(strings.TrimPrefix(words, " "), `\n`, "\n")
		if i > 0 && text.Len() > 0 && !strings.HasSuffix(text.String(), " ") && !strings.HasSuffix(text.String(), "\n") && !strings.ContainsAny(words[:min(1, len(words))], ",.;!?)\n ") {
			text.WriteByte(' ')
		}
		c := Marked{Wish: wish, From: text.Len()}
		for words != "" {
			open := strings.IndexByte(words, '{')
			if open < 0 {
				text.WriteString(words)
				break
			}
			text.WriteString(words[:open])
			end := strings.IndexByte(words, '}')
			kind, value, ok := strings.Cut(words[open+1:max(end, open+1)], " ")
			if end < open || !ok || !slices.Contains(Kinds, kind) {
				return l, fmt.Errorf("%q: no such mark %q", line, kind)
			}
			from := text.Len()
			text.WriteString(value)
			c.Values = append(c.Values, Value{kind, from, text.Len()})
			words = words[end+1:]
		}
		c.To = text.Len()
		l.Clauses = append(l.Clauses, c)
	}
	l.Text = text.String()
	return l, nil
}

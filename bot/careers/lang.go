// Package careers owns what the mentor knows: roles, ladders, topics,
// certifications, associations and terms, in English and French, read from
// the YAML files in content/. It knows nothing of people, of conversations or
// of how a question finds its topic.
package careers

import "strings"

// Lang is a language that the mentor speaks, as a BCP 47 base tag.
type Lang string

// The languages of every text that people read.
const (
	English Lang = "en"
	French  Lang = "fr"
)

// Langs lists the languages in the order in which checks and help show them.
var Langs = []Lang{English, French}

// Text is one text in every language of Langs.
type Text struct {
	En string `yaml:"en"`
	Fr string `yaml:"fr"`
}

// In returns the text in lang; English is what any other language gets. The
// French has its no-break spaces.
func (t Text) In(lang Lang) string {
	if lang == French {
		return Typeset(t.Fr)
	}
	return t.En
}

// Typeset sets a French text as the French do: the files have plain spaces
// before : ; ? and !, which people can type, and a chat would break lines there.
func Typeset(french string) string {
	at := nextBreak(french, 0)
	if at < 0 {
		return french
	}
	var b strings.Builder
	b.Grow(len(french) + 16)
	from := 0
	for ; at >= 0; at = nextBreak(french, at+1) {
		b.WriteString(french[from:at])
		b.WriteString(noBreak)
		from = at + 1
	}
	b.WriteString(french[from:])
	return b.String()
}

// noBreak is the space that no line may end with.
const noBreak = "\u00a0"

// nextBreak is the next plain space, from a place on, where French has one that
// no line may end with; -1 where there is none.
func nextBreak(s string, from int) int {
	for i := from; i < len(s); i++ {
		next := strings.IndexByte(s[i:], ' ')
		if next < 0 {
			return -1
		}
		i += next
		if strings.HasSuffix(s[:i], "«") || strings.HasPrefix(s[i+1:], "»") {
			return i
		}
		if i+1 < len(s) && strings.IndexByte(":;?!%", s[i+1]) >= 0 {
			return i
		}
	}
	return -1
}

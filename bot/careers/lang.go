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

// noBreak puts the space that no line may end with where French has one.
var noBreak = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;", " ?", "\u00a0?", " !", "\u00a0!", "« ", "«\u00a0", " »", "\u00a0»", " %", "\u00a0%")

// Typeset sets a French text as the French do: the files have plain spaces
// before : ; ? and !, which people can type, and a chat would break lines there.
func Typeset(french string) string { return noBreak.Replace(french) }

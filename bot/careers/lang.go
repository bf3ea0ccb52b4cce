// Package careers owns what the mentor knows: roles, ladders, topics,
// certifications, associations and terms, in English and French, read from
// the YAML files in content/. It knows nothing of people, of conversations or
// of how a question finds its topic.
package careers

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

// In returns the text in lang; English is what any other language gets.
func (t Text) In(lang Lang) string {
	if lang == French {
		return t.Fr
	}
	return t.En
}

package grammar

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"mentor/bot"
	"mentor/bot/people"
)

// forms are ways of saying, by language; those in both are read in either.
type forms struct {
	En   Lines `yaml:"en"`
	Fr   Lines `yaml:"fr"`
	Both Lines `yaml:"both"`
}

// Lines are patterns: a list, or a block of text with one a line.
type Lines []string

// UnmarshalYAML implements yaml.Unmarshaler.
func (l *Lines) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return n.Decode((*[]string)(l))
	}
	for line := range strings.Lines(n.Value) {
		if line = strings.TrimSpace(line); line != "" {
			*l = append(*l, line)
		}
	}
	return nil
}

// Rule is one thing that people say, with all ways of saying it.
type Rule struct {
	Name     string            `yaml:"name"`
	Kind     bot.PartKind      `yaml:"kind"`
	Mood     bot.Mood          `yaml:"mood"`
	When     bot.ExpectKind    `yaml:"when"`     // read only where this is expected
	Destroys bool              `yaml:"destroys"` // corrected words never mean it
	Shows    bool              `yaml:"shows"`    // changes nothing: a question mark behind it changes nothing either
	Follows  bool              `yaml:"follows"`  // says more of what the sentence before it said, and nothing alone
	Whole    bool              `yaml:"whole"`    // only as the whole message
	Chain    bool              `yaml:"chain"`    // may stand beside another without a comma
	Refuses  bool              `yaml:"refuses"`  // what is negated beside it is its reason: "drop it, it won't happen"
	Cost     int32             `yaml:"cost"`     // what makes another reading of the same words the meant one
	Set      map[string]string `yaml:"set"`      // slots that the way of saying fills
	forms    `yaml:",inline"`
	lang     people.Lang
}

// file is one file of the grammar.
type file struct {
	Classes    map[string]forms            `yaml:"classes"`
	Rules      []Rule                      `yaml:"rules"`
	Before     forms                       `yaml:"before"`  // courtesy before a wish
	Request    forms                       `yaml:"request"` // what makes a question a wish: "could you"
	After      forms                       `yaml:"after"`
	Fillers    forms                       `yaml:"fillers"`
	Spellings  map[string]string           `yaml:"spellings"` // of the phone, to the word that is meant
	Separators forms                       `yaml:"separators"`
	Subjects   forms                       `yaml:"subjects"`   // begin a clause of their own
	Reasons    forms                       `yaml:"reasons"`    // begin the reason of what was said before
	Corrects   forms                       `yaml:"corrects"`   // take back what was said before, for another value
	Turns      forms                       `yaml:"turns"`      // lead from a story to a wish
	Questions  forms                       `yaml:"questions"`  // begin a question
	WhenAsked  forms                       `yaml:"when asked"` // begin one only where a question mark follows
	Operators  map[bot.Mood]forms          `yaml:"operators"`
	Supposes   supposals                   `yaml:"supposes"` // ask what a deed would do
	Deeds      []Deed                      `yaml:"deeds"`    // of which that is asked
	Mistakes   mistakes                    `yaml:"mistakes"` // put right what was done before
	Titles     titleWords                  `yaml:"titles"`   // lead to the title of a job
	Others     forms                       `yaml:"others"`   // somebody else, as who does something
	Saying     forms                       `yaml:"saying"`   // that they say or want something
	Values     map[string]map[string]forms `yaml:"values"`   // slot type, value, ways of saying it
	Function   forms                       `yaml:"function"`
	Goals      map[string]forms            `yaml:"goals"` // words that point at goals, by their part
}

// supposals are the ways of asking what a deed would do, without wanting it done.
type supposals struct {
	Sure  forms `yaml:"sure"`  // however the sentence ends
	Asked forms `yaml:"asked"` // before a question mark
	Aside forms `yaml:"aside"` // says it of the whole message
	Head  forms `yaml:"head"`  // the deed follows it
}

// Deed is something that can be done, by what people call it where they only
// ask about it.
type Deed struct {
	Name  string   `yaml:"name"`
	Says  forms    `yaml:"says"`
	Of    forms    `yaml:"of"`    // one of these stands in the sentence too
	Not   forms    `yaml:"not"`   // and none of these
	About []string `yaml:"about"` // or something of one's own: "goal", "number" (a goal by its number), "cert"
}

// Bare reports whether nothing else has to stand in the sentence.
func (d Deed) Bare() bool { return len(d.Of.En)+len(d.Of.Fr)+len(d.Of.Both) == 0 }

// mistakes are the ways of putting right what was done just before.
type mistakes struct {
	Start    forms `yaml:"start"`    // among the first words
	Anywhere forms `yaml:"anywhere"` // in all of them
	Not      forms `yaml:"not"`      // before what was wrong
	Back     forms `yaml:"back"`     // takes the deed back, without another
}

// titleWords are what leads to the title of a job, and what ends one.
type titleWords struct {
	Has   forms `yaml:"has"`   // the job of one's own
	Is    forms `yaml:"is"`    // the same, where the title shows it
	Aims  forms `yaml:"aims"`  // the job that is wanted
	News  forms `yaml:"news"`  // before a title alone
	Stops forms `yaml:"stops"` // end a title
	New   forms `yaml:"new"`   // may stand before it
	Job   forms `yaml:"job"`   // in what leads to one: then a capital shows it
}

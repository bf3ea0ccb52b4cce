package careers

// Role is a job that the mentor knows, from content/roles/ID.yaml.
type Role struct {
	ID        string           `yaml:"id"`
	Name      Text             `yaml:"name"`
	Gloss     Text             `yaml:"gloss"` // the name explained, shown once in brackets; may be empty
	Short     Text             `yaml:"short"` // what it is for, one clause, at most 140 characters
	Aliases   Lists            `yaml:"aliases"`
	Described Lists            `yaml:"described"`
	Prepare   Text             `yaml:"prepare"` // how to get ready for it, one sentence, at most 200 characters
	Facets    map[string]Topic `yaml:"facets"`  // by facet: overview, responsibilities, …
}

// Lists is several texts in every language.
type Lists struct {
	En []string `yaml:"en"`
	Fr []string `yaml:"fr"`
}

// In gives the texts in lang.
func (l Lists) In(lang Lang) []string {
	if lang == French {
		return l.Fr
	}
	return l.En
}

// Topic is one thing that the mentor can say, named SUBJECT/FACET.
type Topic struct {
	ID     string   `yaml:"-"`
	Title  Text     `yaml:"title"` // for buttons; for a role's facet made from facets.yaml
	Text   Text     `yaml:"text"`  // CommonMark subset, at most 1,200 characters
	Brief  Text     `yaml:"brief"` // one sentence, at most 220 characters
	Source []string `yaml:"source"`
	Next   []string `yaml:"next"`
	Beside string   `yaml:"beside"` // the topic whose brief is told with it: what the documents say on the same thing; may be empty
	Ask    Lists    `yaml:"ask"`    // ways in which people ask for it
}

// Ladder is roles in the order in which one climbs them. Tops are the roles
// side by side above the last rung; empty where the last rung is the top.
type Ladder struct {
	ID     string   `yaml:"id"`
	Name   Text     `yaml:"name"`
	Rungs  []string `yaml:"rungs"`
	Tops   []string `yaml:"tops"`
	Source []string `yaml:"source"`
}

// Certification is one of the catalogue, from content/certifications.yaml,
// whose head explains the fields.
type Certification struct {
	ID            string   `yaml:"id"`
	Name          string   `yaml:"name"`
	Issuer        string   `yaml:"issuer"`
	Aliases       []string `yaml:"aliases"`
	AliasesFr     []string `yaml:"aliases_fr"`
	Validity      string   `yaml:"validity"` // ISO 8601 period; empty: see ValidityKnown
	ValidityKnown *bool    `yaml:"validity_known"`
	FixedCycle    bool     `yaml:"fixed_cycle"`
	Renewal       Text     `yaml:"renewal"`
	RenewalWindow string   `yaml:"renewal_window"`
	Level         string   `yaml:"level"`
	ExamCode      string   `yaml:"exam_code"`
	Roles         []string `yaml:"relevant_roles"`
	Skills        []string `yaml:"skills"`
	Source        string   `yaml:"source"`
	SourceKind    string   `yaml:"source_kind"`
	AsOf          int      `yaml:"as_of"`
	Status        string   `yaml:"status"`
	ReplacedBy    string   `yaml:"replaced_by"` // id of the one to earn instead
	Verified      bool     `yaml:"verified"`
	Note          Text     `yaml:"note"`
}

// Proposal is a goal that the roadmap suggests, from content/proposals.yaml.
type Proposal struct {
	ID             string   `yaml:"id"`
	Horizon        string   `yaml:"horizon"` // 0-1, 1-3 or 3-5
	For            []string `yaml:"for"`     // roles it suits as current or target role; empty: all
	Text           Text     `yaml:"text"`
	Step           Text     `yaml:"step"` // a concrete first step
	Topic          string   `yaml:"topic"`
	Certifications []string `yaml:"certifications"`
	Associations   []string `yaml:"associations"`
}

// Association is a body, community or event, from content/associations.yaml,
// whose head explains the fields.
type Association struct {
	ID           string   `yaml:"id"`
	Name         string   `yaml:"name"`
	Aliases      []string `yaml:"aliases"`
	AliasesFr    []string `yaml:"aliases_fr"`
	What         Text     `yaml:"what"`
	Kind         string   `yaml:"kind"`
	Cadence      Text     `yaml:"cadence"`
	Status       string   `yaml:"status"`
	Alternatives []string `yaml:"alternatives"`
	Roles        []string `yaml:"relevant_roles"`
	Source       string   `yaml:"source"`
	AsOf         int      `yaml:"as_of"`
	Verified     bool     `yaml:"verified"`
	Note         Text     `yaml:"note"`
}

// Term is an entry of content/glossary.yaml, whose head explains the fields.
type Term struct {
	ID              string   `yaml:"id"`
	Term            string   `yaml:"term"`
	Expansion       string   `yaml:"expansion"`
	ExpansionFr     string   `yaml:"expansion_fr"`
	Definition      Text     `yaml:"definition"`
	Aliases         []string `yaml:"aliases"`
	AliasesFr       []string `yaml:"aliases_fr"`
	Roles           []string `yaml:"related_roles"`
	Topic           string   `yaml:"topic"` // the topic that says more than the entry; may be empty
	AmbiguousWith   string   `yaml:"ambiguous_with"`
	AmbiguousWithFr string   `yaml:"ambiguous_with_fr"`
}

// Facet is one side of a role, from content/facets.yaml.
type Facet struct {
	ID    string `yaml:"id"`
	Label Text   `yaml:"label"` // for buttons, at most 40 characters
	Title Text   `yaml:"title"` // {role} stands for the role's name
}

// Subject is topics under one name, from content/topics/ID.yaml.
type Subject struct {
	ID     string           `yaml:"subject"`
	Name   Text             `yaml:"name"`
	About  Text             `yaml:"about"` // as a sentence names it: "you're asking about …"
	Topics map[string]Topic `yaml:"topics"`
	Order  []string         `yaml:"-"` // the topics' names as the file lists them
}

// Source is a document that answers come from, from content/sources.yaml.
type Source struct {
	ID    string `yaml:"id"`
	Title Text   `yaml:"title"`
	Note  Text   `yaml:"note"`
}

// Quiz asks which archetype somebody is, from content/quiz.yaml, whose head
// explains the two axes.
type Quiz struct {
	Questions []QuizQuestion  `yaml:"questions"`
	Results   map[string]Text `yaml:"results"` // by archetype
}

// QuizQuestion is one question of the quiz.
type QuizQuestion struct {
	ID      string       `yaml:"id"`
	Text    Text         `yaml:"text"`
	Answers []QuizAnswer `yaml:"answers"`
}

// QuizAnswer moves a person on the two axes: X from internal (−) to external,
// Y from technology (−) to process; Lead counts what those who lead would say.
type QuizAnswer struct {
	Text Text `yaml:"text"`
	X    int  `yaml:"x"`
	Y    int  `yaml:"y"`
	Lead int  `yaml:"lead"`
}

// JobTitle is a title that people hold and that is no role here, from
// content/titles.yaml: the nearest that is known, and what differs.
type JobTitle struct {
	ID      string   `yaml:"id"`
	Name    Text     `yaml:"name"` // as a sentence says it
	Aliases Lists    `yaml:"aliases"`
	Nearest []string `yaml:"nearest"` // ids of roles or topics, nearest first
	Differs Text     `yaml:"differs"` // one sentence, at most 220 characters
}

// NearestTopic is the topic about what is nearest: of a role the given facet
// where it has that, else its overview.
func (c *Content) NearestTopic(nearest, facet string) (string, bool) {
	r, ok := c.Role(nearest)
	if !ok {
		_, known := c.Topic(nearest)
		return nearest, known
	}
	if _, ok := r.Facets[facet]; !ok {
		facet = "overview"
	}
	return nearest + "/" + facet, true
}

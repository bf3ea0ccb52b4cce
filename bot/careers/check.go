package careers

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The lengths that texts may have, in characters, so that an answer with its
// source stays within a chat message and a label on a button.
const (
	maxText    = 1200
	maxBrief   = 220
	maxShort   = 140
	maxPrepare = 200
	maxTitle   = 75
	maxLabel   = 40
	maxGoal    = 120
	maxSpeech  = 400
)

// Problem is a fault in the content, for an editor to mend.
type Problem struct {
	Place Place
	About string // what it is about, as topic/solutions-architect/overview
	What  string
}

// Check finds what is wrong with the content: a language missing, a text too
// long, a reference that leads nowhere, a name that two roles have, a topic
// that nobody can ask for. It gives none for content that is as it should be.
func Check(c *Content) []Problem {
	k := &checker{c: c}
	k.roles()
	k.subjects()
	k.ladders()
	k.catalogue()
	k.skills()
	k.rest(k.names())
	slices.SortStableFunc(k.found, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Place.File, b.Place.File), a.Place.Line-b.Place.Line)
	})
	return k.found
}

type checker struct {
	c     *Content
	found []Problem
}

func (k *checker) add(about, format string, args ...any) {
	place := k.c.places[about]
	k.found = append(k.found, Problem{place, about, fmt.Sprintf(format, args...)})
}

// text checks a text that has to be there in both languages.
func (k *checker) text(about, name string, t Text, limit int) {
	for _, lang := range Langs {
		s := t.In(lang)
		if strings.TrimSpace(s) == "" {
			k.add(about, "%s is missing in %s", name, lang)
			continue
		}
		if n := utf8.RuneCountInString(strings.TrimSpace(s)); n > limit {
			k.add(about, "%s has %d characters in %s; %d are allowed", name, n, lang, limit)
		}
		k.markup(about, name, s, lang)
	}
}

var (
	heading = regexp.MustCompile(`(?m)^#{1,6} `)
	link    = regexp.MustCompile(`\]\(|https?://|<[a-zA-Z/]`)
	slotted = regexp.MustCompile(`\{[a-z_]+\}`)
)

func (k *checker) markup(about, name, s string, lang Lang) {
	switch {
	case heading.MatchString(s):
		k.add(about, "%s has a heading in %s: use bold", name, lang)
	case link.MatchString(s):
		k.add(about, "%s has a link or HTML in %s", name, lang)
	case strings.Contains(s, "|--"):
		k.add(about, "%s has a table in %s: use bullets", name, lang)
	case strings.Count(s, "**")%2 == 1:
		k.add(about, "%s has bold that does not end in %s", name, lang)
	}
}

func (k *checker) topic(about string, t Topic, asks bool) {
	k.text(about, "text", t.Text, maxText)
	k.text(about, "brief", t.Brief, maxBrief)
	if len(t.Source) == 0 {
		k.add(about, "source is missing: name the document that it comes from")
	}
	for _, s := range t.Source {
		if _, ok := k.c.Source(s); !ok {
			k.add(about, "source %s is not in sources.yaml", s)
		}
	}
	for _, n := range t.Next {
		if _, ok := k.c.Topic(n); !ok {
			k.add(about, "next topic %s does not exist", n)
		}
		if "topic/"+n == about {
			k.add(about, "next topic %s is this one", n)
		}
	}
	if t.Beside != "" {
		if _, ok := k.c.Topic(t.Beside); !ok || "topic/"+t.Beside == about {
			k.add(about, "beside %s is no other topic", t.Beside)
		}
	}
	if len(t.Next) == 0 {
		k.add(about, "next is missing: name two or three good next questions")
	}
	for _, lang := range Langs {
		if asks && len(t.Ask.In(lang)) == 0 {
			k.add(about, "ask has no line in %s, so that nobody finds it", lang)
		}
	}
}

func (k *checker) roles() {
	for _, r := range k.c.roles {
		about := "role/" + r.ID
		k.text(about, "name", r.Name, maxTitle)
		k.text(about, "short", r.Short, maxShort)
		k.text(about, "prepare", r.Prepare, maxPrepare)
		for _, lang := range Langs {
			if len(r.Described.In(lang)) == 0 {
				k.add(about, "described has no line in %s", lang)
			}
		}
		if _, ok := r.Facets["overview"]; !ok {
			k.add(about, "the facet overview is missing: it is the one most shown")
		}
		names := make([]string, 0, len(r.Facets))
		for f := range r.Facets {
			names = append(names, f)
		}
		slices.Sort(names)
		for _, f := range names {
			if _, ok := k.c.index.facets[f]; !ok {
				k.add("topic/"+r.ID+"/"+f, "%s is no facet: see facets.yaml", f)
				continue
			}
			k.topic("topic/"+r.ID+"/"+f, r.Facets[f], false)
		}
	}
}

func (k *checker) subjects() {
	for _, s := range k.c.subjects {
		for _, name := range s.Order {
			about := "topic/" + s.ID + "/" + name
			t := s.Topics[name]
			k.text(about, "title", t.Title, maxTitle)
			k.topic(about, t, true)
		}
	}
}

func (k *checker) ladders() {
	for _, l := range k.c.ladders {
		for _, id := range append(slices.Clone(l.Rungs), l.Tops...) {
			if _, ok := k.c.Role(id); !ok {
				k.add("ladder/"+l.ID, "role %s does not exist", id)
			}
		}
		if len(l.Rungs) == 0 {
			k.add("ladder/"+l.ID, "rungs is empty")
		}
	}
}

func (k *checker) roleIDs(about string, ids []string) {
	for _, id := range ids {
		if _, ok := k.c.Role(id); !ok {
			k.add(about, "role %s does not exist", id)
		}
	}
}

func (k *checker) catalogue() {
	for i := range k.c.certifications {
		x := &k.c.certifications[i]
		about := "certification/" + x.ID
		k.text(about, "renewal", x.Renewal, maxText)
		k.roleIDs(about, x.Roles)
		if x.Name == "" || x.Issuer == "" {
			k.add(about, "name and issuer are needed")
		}
		if x.Validity != "" && !isoPeriod.MatchString(x.Validity) {
			k.add(about, "validity %q is no period such as P2Y or P18M", x.Validity)
		}
		if !slices.Contains([]string{"active", "unconfirmed", "retired", "closed", "course"}, x.Status) {
			k.add(about, "status %q is none of active, unconfirmed, retired, closed, course", x.Status)
		}
		if x.ReplacedBy != "" {
			if _, ok := k.c.Certification(x.ReplacedBy); !ok {
				k.add(about, "replaced_by %s does not exist", x.ReplacedBy)
			}
		}
		k.composed("certification/" + x.ID)
	}
	for i := range k.c.associations {
		x := &k.c.associations[i]
		about := "association/" + x.ID
		k.text(about, "what", x.What, maxText)
		k.text(about, "cadence", x.Cadence, maxBrief)
		k.roleIDs(about, x.Roles)
		for _, id := range x.Alternatives {
			if _, ok := k.c.Association(id); !ok {
				k.add(about, "alternative %s does not exist", id)
			}
		}
		k.composed(about)
	}
	for i := range k.c.terms {
		x := &k.c.terms[i]
		about := "term/" + x.ID
		k.text(about, "definition", x.Definition, maxText)
		k.roleIDs(about, x.Roles)
		if x.Topic != "" {
			if _, ok := k.c.Topic(x.Topic); !ok {
				k.add(about, "topic %s does not exist", x.Topic)
			}
		}
		k.composed(about)
	}
}

// composed checks the length of what is made from an entry.
func (k *checker) composed(id string) {
	t, _ := k.c.Topic(id)
	for _, lang := range Langs {
		if n := utf8.RuneCountInString(t.Text.In(lang)); n > maxText {
			k.add(id, "what is said of it has %d characters in %s; %d are allowed", n, lang, maxText)
		}
	}
}

// names checks that no name leads to two roles, and gives the names' owners.
func (k *checker) names() map[string]string {
	owner := map[string]string{}
	for _, r := range k.c.roles {
		own := map[string]bool{}
		for _, lang := range Langs {
			for _, n := range append([]string{r.Name.In(lang)}, r.Aliases.In(lang)...) {
				own[strings.ToLower(strings.TrimSpace(n))] = true
			}
		}
		for n := range own {
			if other, taken := owner[n]; taken {
				k.add("role/"+r.ID, "the name %q is also %s's", n, other)
			} else {
				owner[n] = r.ID
			}
		}
	}
	return owner
}

// titles checks that every title leads to something, and no name to two.
func (k *checker) titles(owner map[string]string) {
	for i := range k.c.titles {
		x := &k.c.titles[i]
		about := "title/" + x.ID
		k.text(about, "name", x.Name, maxTitle)
		k.text(about, "differs", x.Differs, maxBrief)
		if len(x.Nearest) == 0 {
			k.add(about, "nearest is empty: name a role or a topic")
		}
		for _, id := range x.Nearest {
			if _, ok := k.c.NearestTopic(id, "overview"); !ok {
				k.add(about, "nearest %s is no role and no topic", id)
			}
		}
		own := map[string]bool{}
		for _, lang := range Langs {
			for _, n := range append([]string{x.Name.In(lang)}, x.Aliases.In(lang)...) {
				own[strings.ToLower(strings.TrimSpace(n))] = true
			}
		}
		for n := range own {
			if other, taken := owner[n]; taken {
				k.add(about, "the name %q is also %s's", n, other)
			} else {
				owner[n] = x.ID
			}
		}
	}
}

func (k *checker) rest(owners map[string]string) {
	for _, f := range k.c.facets {
		k.text("facet/"+f.ID, "label", f.Label, maxLabel)
		k.text("facet/"+f.ID, "title", f.Title, maxTitle)
		for _, lang := range Langs {
			if !strings.Contains(f.Title.In(lang), "{role}") {
				k.add("facet/"+f.ID, "title lacks {role} in %s", lang)
			}
		}
	}
	k.titles(owners)
	for _, s := range k.c.sources {
		k.text("source/"+s.ID, "title", s.Title, maxBrief)
	}
	for _, p := range k.c.proposals {
		about := "proposal/" + p.ID
		k.text(about, "text", p.Text, maxGoal)
		k.text(about, "step", p.Step, maxBrief+maxGoal)
		k.roleIDs(about, p.For)
		if !slices.Contains([]string{"0-1", "1-3", "3-5"}, p.Horizon) {
			k.add(about, "horizon %q is none of 0-1, 1-3, 3-5", p.Horizon)
		}
		if _, ok := k.c.Topic(p.Topic); !ok {
			k.add(about, "topic %s does not exist", p.Topic)
		}
		for _, id := range p.Certifications {
			if _, ok := k.c.Certification(id); !ok {
				k.add(about, "certification %s does not exist", id)
			}
		}
		for _, id := range p.Associations {
			if _, ok := k.c.Association(id); !ok {
				k.add(about, "association %s does not exist", id)
			}
		}
	}
	for _, q := range k.c.quiz.Questions {
		k.text("quiz", "question "+q.ID, q.Text, maxBrief)
		for _, a := range q.Answers {
			k.text("quiz", "an answer of "+q.ID, a.Text, maxTitle)
		}
	}
	for id := range k.c.quiz.Results {
		if _, ok := k.c.Role(id); !ok {
			k.add("quiz", "result %s is no role", id)
		}
	}
	for _, key := range k.c.speechKeys() {
		k.speech(key)
	}
}

// placeholders are what the mentor fills in, by the key of the wording.
var placeholders = map[string]string{"source": "{title}", "clarify-role": "{list}", "clarify-topic": "{list}", "small-roles": "{list}", "unknown-near": "{topic}", "unknown-entry": "{about}", "near": "{topic}", "near-title": "{topic}", "told-before": "{topic}", "near-names": "{list}"}

func (k *checker) speech(key string) {
	about := "speech/" + key
	for _, lang := range Langs {
		list := k.c.Speech(key, lang)
		if len(list) == 0 {
			k.add(about, "no wording in %s", lang)
		}
		for _, s := range list {
			if n := utf8.RuneCountInString(s); n > maxSpeech {
				k.add(about, "a wording has %d characters in %s; %d are allowed", n, lang, maxSpeech)
			}
			want := placeholders[key]
			if want != "" && !strings.Contains(s, want) {
				k.add(about, "a wording lacks %s in %s", want, lang)
			}
			for _, got := range slotted.FindAllString(s, -1) {
				if got != want && got != "{count}" && got != "{title}" && !(key == "near-names" && got == "{topic}") && !(got == "{about}" && strings.HasSuffix(key, "near")) {
					k.add(about, "a wording has %s in %s, which nothing fills in", got, lang)
				}
			}
		}
	}
}

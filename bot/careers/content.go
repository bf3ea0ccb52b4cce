package careers

import (
	"slices"
	"strings"
)

// Content is what the mentor knows, as one whole. It does not change once it
// is loaded, so that it can be read from many goroutines; a changed file makes
// a new Content.
type Content struct {
	facets         []Facet
	roles          []*Role
	subjects       []*Subject
	ladders        []Ladder
	certifications []Certification
	associations   []Association
	terms          []Term
	titles         []JobTitle
	proposals      []Proposal
	skills         []Skill
	skillsets      []SkillSet
	goalKinds      []GoalKind
	sources        []Source
	quiz           Quiz
	speech         map[string]Lists
	places         map[string]Place // by kind and id: role/ID, topic/ID …

	hash  string
	index index
}

// Hash names this content: equal for equal files.
func (c *Content) Hash() string { return c.hash }

// index finds parts by id; it is made anew by every load.
type index struct {
	roles          map[string]*Role
	subjects       map[string]*Subject
	certifications map[string]int
	associations   map[string]int
	terms          map[string]int
	titles         map[string]int
	sources        map[string]int
	facets         map[string]int
	composed       *composed
}

// Place is where something was written.
type Place struct {
	File string
	Line int
}

func (c *Content) reindex() {
	x := index{
		roles:          make(map[string]*Role, len(c.roles)),
		subjects:       make(map[string]*Subject, len(c.subjects)),
		certifications: make(map[string]int, len(c.certifications)),
		associations:   make(map[string]int, len(c.associations)),
		terms:          make(map[string]int, len(c.terms)),
		titles:         make(map[string]int, len(c.titles)),
		sources:        make(map[string]int, len(c.sources)),
		facets:         make(map[string]int, len(c.facets)),
		composed:       new(composed),
	}
	for _, r := range c.roles {
		x.roles[r.ID] = r
	}
	for _, s := range c.subjects {
		x.subjects[s.ID] = s
	}
	for i := range c.certifications {
		x.certifications[c.certifications[i].ID] = i
	}
	for i := range c.associations {
		x.associations[c.associations[i].ID] = i
	}
	for i := range c.terms {
		x.terms[c.terms[i].ID] = i
	}
	for i := range c.titles {
		x.titles[c.titles[i].ID] = i
	}
	for i := range c.sources {
		x.sources[c.sources[i].ID] = i
	}
	for i := range c.facets {
		x.facets[c.facets[i].ID] = i
	}
	c.index = x
}

// Role finds a role by its id.
func (c *Content) Role(id string) (*Role, bool) {
	r, ok := c.index.roles[id]
	return r, ok
}

// Roles lists the roles: those of the ladders as one climbs them, then the
// others by id.
func (c *Content) Roles() []*Role { return slices.Clone(c.roles) }

// Facets lists the sides of a role in the order in which they are offered.
func (c *Content) Facets() []Facet { return slices.Clone(c.facets) }

// Subjects lists what is known beside roles.
func (c *Content) Subjects() []*Subject { return slices.Clone(c.subjects) }

// Ladders lists the career ladders.
func (c *Content) Ladders() []Ladder { return slices.Clone(c.ladders) }

// Certification finds one of the catalogue by its id.
func (c *Content) Certification(id string) (*Certification, bool) {
	i, ok := c.index.certifications[id]
	if !ok {
		return nil, false
	}
	return &c.certifications[i], true
}

// Certifications lists the catalogue.
func (c *Content) Certifications() []*Certification { return pointers(c.certifications) }

// Association finds a body, community or event by its id.
func (c *Content) Association(id string) (*Association, bool) {
	i, ok := c.index.associations[id]
	if !ok {
		return nil, false
	}
	return &c.associations[i], true
}

// Associations lists the bodies, communities and events.
func (c *Content) Associations() []*Association { return pointers(c.associations) }

// Term finds an entry of the glossary by its id.
func (c *Content) Term(id string) (*Term, bool) {
	i, ok := c.index.terms[id]
	if !ok {
		return nil, false
	}
	return &c.terms[i], true
}

// Terms lists the glossary.
func (c *Content) Terms() []*Term { return pointers(c.terms) }

// JobTitle finds a title that is no role by its id.
func (c *Content) JobTitle(id string) (*JobTitle, bool) {
	i, ok := c.index.titles[id]
	if !ok {
		return nil, false
	}
	return &c.titles[i], true
}

// JobTitles lists the titles that are no roles.
func (c *Content) JobTitles() []*JobTitle { return pointers(c.titles) }

// Proposals lists the goals to propose.
func (c *Content) Proposals() []Proposal { return slices.Clone(c.proposals) }

// Quiz is the quiz on archetypes.
func (c *Content) Quiz() Quiz { return c.quiz }

// Source finds a document by its id.
func (c *Content) Source(id string) (*Source, bool) {
	i, ok := c.index.sources[id]
	if !ok {
		return nil, false
	}
	return &c.sources[i], true
}

// Speech gives the mentor's wordings under a key, in lang: several that mean
// the same, so that repetition does not grate. It is empty for an unknown key.
func (c *Content) Speech(key string, lang Lang) []string {
	list := c.speech[key].In(lang)
	if lang != French {
		return list
	}
	set := make([]string, len(list))
	for i, s := range list {
		set[i] = Typeset(s)
	}
	return set
}

// speechKeys lists the keys of all wordings, in order.
func (c *Content) speechKeys() []string {
	keys := make([]string, 0, len(c.speech))
	for k := range c.speech {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Rungs lists the roles after from up to and including to. ok is false where
// no ladder leads up from one to the other.
func (c *Content) Rungs(from, to string) (rungs []*Role, ok bool) {
	for _, l := range c.ladders {
		at := slices.Index(l.Rungs, from)
		if at < 0 {
			continue
		}
		steps := l.Rungs[at+1:]
		if end := slices.Index(steps, to); end >= 0 {
			steps = steps[:end+1]
		} else if slices.Contains(l.Tops, to) {
			steps = append(slices.Clone(steps), to)
		} else {
			continue
		}
		for _, id := range steps {
			r, known := c.Role(id)
			if !known {
				return nil, false
			}
			rungs = append(rungs, r)
		}
		return rungs, true
	}
	return nil, false
}

// Below gives the role one rung under id, where a ladder has one.
func (c *Content) Below(id string) (*Role, bool) {
	for _, l := range c.ladders {
		if at := slices.Index(l.Rungs, id); at > 0 {
			return c.Role(l.Rungs[at-1])
		}
		if slices.Contains(l.Tops, id) && len(l.Rungs) > 0 {
			return c.Role(l.Rungs[len(l.Rungs)-1])
		}
	}
	return nil, false
}

// Step is the topic of what stands n rungs over a role, or under it: that role
// where it is one, else where the last one leads.
func (c *Content) Step(id string, n int) (topic string, ok bool) {
	for ; n > 0; n-- {
		above := c.Above(id)
		if len(above) != 1 {
			topic = id + "/next-role"
			return topic, n == 1 && c.Has(topic)
		}
		id = above[0].ID
	}
	for ; n < 0; n++ {
		below, known := c.Below(id)
		if !known {
			return "", false
		}
		id = below.ID
	}
	return id + "/overview", c.Has(id + "/overview")
}

// Above gives the roles one rung over id: one, or the tops of its ladder, or none.
func (c *Content) Above(id string) []*Role {
	for _, l := range c.ladders {
		at := slices.Index(l.Rungs, id)
		if at < 0 {
			continue
		}
		next := l.Tops
		if at+1 < len(l.Rungs) {
			next = l.Rungs[at+1 : at+2]
		}
		var roles []*Role
		for _, n := range next {
			if r, ok := c.Role(n); ok {
				roles = append(roles, r)
			}
		}
		return roles
	}
	return nil
}

// Title is what stands on a button that leads to a topic. An unknown id is its
// own title.
func (c *Content) Title(id string, lang Lang) string {
	if t, ok := c.Topic(id); ok {
		if title := t.Title.In(lang); title != "" {
			return title
		}
	}
	return id
}

// About is what a topic is about, as a sentence names it: "you're asking about …".
func (c *Content) About(id string, lang Lang) string {
	subject, _, _ := strings.Cut(id, "/")
	if r, ok := c.index.roles[subject]; ok {
		return Text{En: "the role " + r.Name.En, Fr: "le rôle " + r.Name.En}.In(lang)
	}
	if s, ok := c.index.subjects[subject]; ok && s.About.In(lang) != "" {
		return s.About.In(lang)
	}
	return c.Title(id, lang)
}

// Topic finds what there is to say under SUBJECT/FACET: written in the files,
// or composed from the catalogue, the associations, the glossary, the ladders
// (paths/FROM..TO) or several roles (compare/A..B..C).
func (c *Content) Topic(id string) (Topic, bool) {
	subject, facet, ok := strings.Cut(id, "/")
	if !ok {
		return Topic{}, false
	}
	if r, ok := c.index.roles[subject]; ok {
		t, ok := r.Facets[facet]
		if !ok {
			return Topic{}, false
		}
		t.ID = id
		if t.Title == (Text{}) {
			t.Title = c.facetTitle(r, facet)
		}
		return t, true
	}
	if s, ok := c.index.subjects[subject]; ok {
		t, ok := s.Topics[facet]
		t.ID = id
		return t, ok
	}
	return c.index.composed.of(id, func() (Topic, bool) { return c.compose(id, subject, facet) })
}

// Has reports whether Topic has a topic, without giving those of roles a title.
func (c *Content) Has(id string) bool {
	subject, facet, ok := strings.Cut(id, "/")
	if r, is := c.index.roles[subject]; is && ok {
		_, ok = r.Facets[facet]
		return ok
	}
	if s, is := c.index.subjects[subject]; is && ok {
		_, ok = s.Topics[facet]
		return ok
	}
	_, ok = c.Topic(id)
	return ok
}

func (c *Content) facetTitle(r *Role, facet string) Text {
	i, ok := c.index.facets[facet]
	if !ok {
		return r.Name
	}
	f := c.facets[i]
	return Text{
		En: strings.ReplaceAll(f.Title.En, "{role}", r.Name.En),
		Fr: strings.ReplaceAll(f.Title.Fr, "{role}", r.Name.Fr),
	}
}

// Topics lists the ids of all topics that are written in the files or composed
// of one entry; paths and comparisons, which are many, are not in it.
func (c *Content) Topics() []string {
	var ids []string
	for _, r := range c.roles {
		for _, f := range c.facets {
			if _, ok := r.Facets[f.ID]; ok {
				ids = append(ids, r.ID+"/"+f.ID)
			}
		}
	}
	for _, s := range c.subjects {
		for _, f := range s.Order {
			ids = append(ids, s.ID+"/"+f)
		}
	}
	for _, x := range c.certifications {
		ids = append(ids, "certification/"+x.ID)
	}
	for _, x := range c.associations {
		ids = append(ids, "association/"+x.ID)
	}
	for _, x := range c.terms {
		ids = append(ids, "term/"+x.ID)
	}
	return ids
}

func pointers[T any](list []T) []*T {
	out := make([]*T, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

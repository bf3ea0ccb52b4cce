package answers

import (
	"slices"
	"strings"

	"mentor/bot/careers"
)

// candidates are what a message may ask for, each with what speaks for it.
type candidates struct {
	e    *Engine
	at   map[string]int
	list []candidate
}

type candidate struct {
	Candidate
	near    bool
	title   string
	compare []string
}

func (c *candidates) add(id string, score float64) *candidate {
	if _, ok := c.e.content.Topic(id); !ok || score <= 0 {
		return nil
	}
	i, ok := c.at[id]
	if !ok {
		i = len(c.list)
		c.at[id] = i
		c.list = append(c.list, candidate{Candidate: Candidate{Topic: id}})
	}
	c.list[i].Score += score
	return &c.list[i]
}

// mostOfOne is the share below which the heaviest topic gives way to the role
// that is named, where the sides of that weigh more together.
const mostOfOne = 0.35

// roleFirst puts the likeliest side of the one role that a question names first,
// where its sides weigh more together than any topic.
func (c *candidates) roleFirst(named []string) {
	if len(named) != 1 || len(c.list) == 0 || strings.HasPrefix(c.list[0].Topic, named[0]+"/") {
		return
	}
	total, sides, best := 0.0, 0.0, -1
	for i, x := range c.list {
		total += x.Score
		if strings.HasPrefix(x.Topic, named[0]+"/") {
			sides += x.Score
			if best < 0 {
				best = i
			}
		}
	}
	if top := c.list[0].Score; best < 0 || sides < top || top > mostOfOne*total {
		return
	}
	side := c.list[best]
	side.Score = sides
	c.list = slices.Insert(slices.Delete(c.list, best, best+1), 0, side)
}

// weighAll weighs everything that a question may ask for.
func (e *Engine) weighAll(r *reading, q Query, m Memory, c *candidates, d *decision) (refusal float64, why string) {
	scores, refusal, _, why := e.weighTopics(r)
	w := &e.weighing
	w.byHorizon(scores, r.tokens)
	roles := r.roles()
	if len(roles) > 0 || r.count(aTitle) > 0 { // what the question is about beside whom
		if plain, ok := e.withoutNames(r); ok {
			beside, other, _, _ := e.weighTopics(plain)
			for i, s := range beside {
				scores[i] = max(scores[i], besideRole*s)
			}
			refusal = max(refusal, besideRole*(other-plain.w("refuse:unknown-role")))
		}
	}
	for _, i := range w.heaviest(scores, 8) {
		c.add(w.topics[i], scores[i])
	}
	switch {
	case len(roles) > 1:
		e.weighSeveral(r, roles, c, d)
		fallthrough
	case len(roles) == 1:
		weight := (r.asked() + r.w("ellipsis")) / float64(len(roles))
		if r.unasked && r.asksOfRole() < sureFacet { // a story without a question: its roles are scenery
			weight *= nearStory
		}
		for _, id := range roles {
			e.weighSides(r, id, weight, c, nil)
		}
	case r.who.target != "" && r.asksOfTarget():
		e.weighSides(r, r.who.target, r.asked()+r.w("ellipsis"), c, nil)
	default:
		if role, _, ok := e.lastRole(m); ok && r.leansOnRole() {
			follow, _ := r.sum("follow:")
			weight := ofBackground * (r.asked() + r.w("ellipsis") + follow)
			if role == r.who.own && !r.asksOfThe() {
				e.weighOwn(r, role, weight, c)
			} else {
				e.weighSides(r, role, weight, c, nil)
			}
		}
	}
	if x, ok := r.told(aTitle); ok && len(roles) == 0 && r.who.target == "" {
		e.weighTold(r, x, c)
	}
	if x, ok := r.first(aTitle); ok && len(roles) == 0 && r.asksOfTitle(x) {
		if as, t, ok := e.asRole(r, x); ok {
			e.weighSides(as, as.roles()[0], as.asked(), c, new(t.ID))
		}
	} else if _, ok := r.first(anUnknownRole); !ok || len(roles) > 0 {
		refusal -= r.w("refuse:unknown-role")
	}
	e.weighEntries(r, c)
	return max(0, refusal), why
}

// asked is what speaks for a question about the role that it names.
func (r *reading) asked() float64 {
	return r.w("facet") + r.w("next") + r.w("path") + r.w("compare") + r.w("previous") + r.w("ladder") + r.w("roadmap-to")
}

// leansOnRole reports whether a question that names no role may be about the
// one in its story.
func (r *reading) leansOnRole() bool {
	return r.content() <= 4 || r.speaksOfIt() && r.bestTopic() < toldBeaten || r.asksOfThe()
}

// asksOfThe reports whether a question that names no role asks for a side of
// one and for nothing else: "she's head of analytics. What are good things to
// ask?" is about the one in its story.
func (r *reading) asksOfThe() bool { return r.p("facet") > sideAsked && r.bestTopic() < besideAsked }

const (
	sideAsked   = 0.3  // likelihood of a side of a role from which a question asks for one
	besideAsked = 0.12 // and of the likeliest topic, below which it asks for nothing else
)

// asksOfTarget reports whether a question that names no role is about the one
// that somebody says they want.
func (r *reading) asksOfTarget() bool {
	return r.says("role", "job", "post", "position", "title", "there", "poste", "metier", "boulot", "y", "fonction") || r.asksOfRole()+r.p("ellipsis") > 0.2 || r.leansOnRole()
}

// weighSides shares a weight out among the sides of a role.
func (e *Engine) weighSides(r *reading, role string, weight float64, c *candidates, title *string) {
	var d decision
	r.facetOf(role, &d)
	for _, x := range d.candidates {
		if y := c.add(x.Topic, weight*x.Score); y != nil && title != nil {
			y.near, y.title = true, *title
		}
	}
}

// ofOwn are the sides of a role that somebody asks for who holds it.
var ofOwn = words("next-role certifications")

// weighOwn shares a weight out among what somebody may ask about the role they hold.
func (e *Engine) weighOwn(r *reading, role string, weight float64, c *candidates) {
	var d decision
	r.facetOf(role, &d)
	for _, x := range d.candidates {
		if _, facet, _ := strings.Cut(x.Topic, "/"); ofOwn[facet] {
			c.add(x.Topic, weight*x.Score)
		}
	}
}

// weighSeveral weighs a comparison of roles, and the way from one to another.
func (e *Engine) weighSeveral(r *reading, roles []string, c *candidates, d *decision) {
	x := e.decideSeveral(r, decision{lang: r.lang}, roles)
	if len(x.compare) > 1 {
		if y := c.add("compare/"+strings.Join(x.compare, ".."), 1.5*(r.w("compare")+r.w("follow:same-facet-other-role")+r.w("path")*0.3)); y != nil {
			y.compare = x.compare
		}
		return
	}
	c.add(x.topics[0], 1.5*(r.w("path")+r.w("next")*0.5+r.w("roadmap-to")))
}

// weighEntries weighs the entries of the catalogue that a question names.
func (e *Engine) weighEntries(r *reading, c *candidates) {
	ids, only := e.entity(r)
	for _, id := range ids {
		weight := ofEntry
		if strings.HasPrefix(id, "term/") && !only {
			weight = 0
		}
		c.add(id, weight)
	}
	for i, x := range r.mentions {
		if r.defines(x) && r.ends(x) {
			c.add(entryOf(e.content, x), 2*ofEntry)
			continue
		}
		if r.brought && i == 0 && !x.is(aRole) && r.content()-(x.to-x.from) <= 2 { // "… CDP. What is it?"
			c.add(entryOf(e.content, x), ofEntry)
			continue
		}
		switch x.names[0].thing {
		case aCertification:
			c.add(entryOf(e.content, x), r.w("cert")+0.5*r.asksOfEntry())
		case anAssociation:
			c.add(entryOf(e.content, x), r.w("association")+0.5*r.asksOfEntry())
		case aTerm:
			weight := r.w("term")
			if r.ofContent() > mostOfScenery {
				weight *= ofScenery
			}
			if len(r.asksForTerm()) > 0 && r.ofContent() == 0 {
				weight += ofTerm
			}
			c.add(entryOf(e.content, x), weight)
		}
	}
}

const mostOfScenery, ofScenery = 5, 0.2 // a term in a question of more words is seldom what is asked for

// definesBy are openings after which a name is what one wants explained.
var definesBy = phrases("defines-by")

// defines reports whether a question wants the entry of the catalogue that it
// names explained: "what on earth is consent mode".
func (r *reading) defines(x mention) bool {
	if x.is(aRole) || x.is(aTitle) || x.is(anUnknownRole) {
		return false
	}
	for i := max(0, x.from-7); i < x.from; i++ {
		if end, ok := opens(definesBy, r.tokens, i); ok && contentOf(r.tokens[min(end, x.from):x.from]) == 0 && end <= x.from {
			return true
		}
	}
	return false
}

// entryOf is the topic of an entry of the catalogue.
func entryOf(c *careers.Content, x mention) string {
	id := x.names[0].id
	switch x.names[0].thing {
	case aCertification:
		return "certification/" + id
	case anAssociation:
		return "association/" + id
	}
	if t, ok := c.Term(id); ok && t.Topic != "" {
		return t.Topic
	}
	return "term/" + id
}

// asksOfEntry is how much of a question is in the words that ask for an entry.
func (r *reading) asksOfEntry() float64 {
	n := 0.0
	for _, t := range r.tokens {
		if askWords[t.word] {
			n++
		}
	}
	return n
}

// told is the first name of a kind in the story around a question.
func (r *reading) told(what thing) (mention, bool) {
	for _, x := range r.background {
		if x.is(what) {
			return x, true
		}
	}
	return mention{}, false
}

// asksOfTitle reports whether a question may be about a title that it names:
// not where the title is told of its writer or of somebody else, or where the
// question is plainly about something else.
func (r *reading) asksOfTitle(x mention) bool {
	whose := r.whose(x)
	if len(r.aside) == 0 {
		return !r.tellsStory() || whose == target
	}
	if slices.ContainsFunc(r.background, func(y mention) bool { return y.is(aTitle) && y.names[0].id == x.names[0].id }) { // told before
		return false
	}
	return whose != third && (whose != own || !r.titleOwn) && r.bestTopic() < toldBeaten
}

// weighTold weighs what is near to a title that somebody says they hold, for a
// question that asks for a role or a step.
func (e *Engine) weighTold(r *reading, x mention, c *candidates) {
	t, ok := e.content.JobTitle(x.names[0].id)
	if !ok {
		return
	}
	if r.bestTopic() > toldBeaten || !r.titleOwn || r.p("next")+r.p("path")+r.p("ladder")+r.p("follow:next") < asksOfOwn && r.content() > 3 {
		return
	}
	weight := ofBackground * (r.w("next") + r.w("path") + r.w("ladder") + r.w("follow:next") + r.w("topic:archetypes/model"))
	if r.content() <= 4 {
		weight += ofBackground * (r.w("facet") + r.w("ellipsis"))
	}
	for _, id := range t.Nearest {
		role, ok := e.content.Role(id)
		if !ok {
			continue
		}
		var d decision
		r.facetOf(role.ID, &d)
		for _, y := range d.candidates {
			if z := c.add(y.Topic, weight*y.Score); z != nil {
				z.near, z.title = true, t.ID
			}
		}
		weight *= 0.3
	}
}

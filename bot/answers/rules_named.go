package answers

import (
	"slices"

	"mentor/bot/answers/forms"
	"mentor/bot/careers"
)

// ofRoles is a message that names roles that are known.
type ofRoles struct {
	e       *Engine
	r       *reading
	m       Memory
	roles   []string // in the order in which they are named
	id      string   // the first
	role    *careers.Role
	refused float64 // share of refusals in what it could be
	why     string  // the likeliest refusal
}

// namedRule decides on such a message, where it applies; nil: to any.
type namedRule struct {
	name    string
	applies func(x *ofRoles) bool
	decide  func(x *ofRoles, d decision) (decision, bool)
}

// namedRules are asked in this order; the last always decides.
var namedRules = []namedRule{
	{"a title set beside the role nearest to it", (*ofRoles).one, (*ofRoles).besideTitle},
	{"a title from which the role may be reached", (*ofRoles).one, (*ofRoles).fromTitle},
	{"the verb of the role's own name", (*ofRoles).one, (*ofRoles).ownVerb},
	{"a rung that is to be left out", (*ofRoles).one, (*ofRoles).leftOut},
	{"a role beside one that is not known", (*ofRoles).one, (*ofRoles).besideUnknown},
	{"what somebody is, without a question", (*ofRoles).one, (*ofRoles).introduced},
	{"what is refused", nil, (*ofRoles).isRefused},
	{"several roles", (*ofRoles).several, (*ofRoles).ofSeveral},
	{"the same side of another role", nil, (*ofRoles).sameSide},
	{"a certification beside the role", nil, (*ofRoles).ofCertification},
	{"the rung below", nil, (*ofRoles).rungBelow},
	{"the whole ladder", nil, (*ofRoles).wholeLadder},
	{"the other end of a way, by a part of its name", nil, (*ofRoles).farEnd},
	{"when the plan comes to the role", nil, (*ofRoles).timeOf},
	{"a side of the role", nil, (*ofRoles).ofSide},
}

func (x *ofRoles) one() bool     { return len(x.roles) == 1 }
func (x *ofRoles) several() bool { return len(x.roles) > 1 }

// decideNamed decides on messages that name a role that we know.
func (e *Engine) decideNamed(r *reading, d decision, m Memory, roles []string) decision {
	role, ok := e.content.Role(roles[0])
	if !ok {
		return d.refuse("unknown", 0.5)
	}
	x := &ofRoles{e: e, r: r, m: m, roles: roles, id: roles[0], role: role}
	x.weighRefusal()
	d.because("refusal %.2f of what it could be (%s)", x.refused, x.why)
	for _, rule := range namedRules {
		if rule.applies != nil && !rule.applies(x) {
			continue
		}
		if out, ok := rule.decide(x, d); ok {
			out.because("by %s", rule.name)
			return out
		}
	}
	return d.refuse("unknown", 0.5)
}

// weighRefusal finds the share of refusals in what a message could be.
func (x *ofRoles) weighRefusal() {
	r, refusal := x.r, 0.0
	refusal, x.why = r.sum("refuse:")
	if r.count(aTitle) > 0 && r.count(anUnknownRole) == 0 { // a title that is known, beside a role
		refusal = max(0, refusal-r.w("refuse:unknown-role"))
	}
	known := 0.0
	for _, l := range []string{"facet", "next", "previous", "path", "compare", "ladder", "cert", "ellipsis", "roadmap-to", "question"} {
		known += r.w(l)
	}
	for _, prefix := range []string{"follow:", "role:", "topic:"} {
		s, _ := r.sum(prefix)
		known += s
	}
	for _, f := range x.e.content.Facets() {
		known += 0.2 * floor * r.gain(r.nearTo("topic:"+x.id+"/"+f.ID))
	}
	if x.refused = refusal / (refusal + known); x.why == "trivia" && r.says("why", "pourquoi") { // what a role is there for is no oddity
		x.refused = 0
	}
}

func (x *ofRoles) besideTitle(d decision) (decision, bool) {
	title, ok := x.r.first(aTitle)
	if !ok || x.r.count(anUnknownRole) > 0 || x.why != "unknown-role" {
		return d, false
	}
	t, ok := x.e.content.JobTitle(title.names[0].id)
	if !ok || !slices.Contains(t.Nearest, x.id) {
		return d, false
	}
	d.near, d.title = true, x.e.titleSaid(&x.r.message, title)
	return d.answer(0.7, x.id+"/overview", x.id+"/differences"), true
}

// fromTitle answers whether a title that is no role here leads to one that is:
// what the role asks for, and what is nearest to the title.
func (x *ofRoles) fromTitle(d decision) (decision, bool) {
	if !forms.Of(x.r.tokens).Has("wayin") || x.refused > refuseNamed {
		return d, false
	}
	t, ok := x.e.titleIn(&x.r.message)
	if !ok {
		return d, false
	}
	topics := []string{x.id + "/requirements", x.id + "/action-plan"}
	for _, id := range t.Nearest {
		if near, ok := x.e.content.NearestTopic(id, "overview"); ok && id != x.id {
			topics = append(topics[:1], near)
			break
		}
	}
	d.near = true
	return d.answer(0.6, topics...), true
}

// titleIn is the title of a message that is no role here; a term may have the
// same name as one, such as customer success.
func (e *Engine) titleIn(m *message) (*careers.JobTitle, bool) {
	for _, x := range m.mentions {
		for _, n := range x.names {
			if t, ok := e.content.JobTitle(n.id); ok && n.thing == aTitle {
				return t, true
			}
		}
	}
	return nil, false
}

func (x *ofRoles) ownVerb(d decision) (decision, bool) {
	return d.answer(0.8, x.id+"/responsibilities"), x.r.doesItsName(x.id)
}

func (x *ofRoles) leftOut(d decision) (decision, bool) {
	if !x.e.content.Has(topicOf("left-out")) || !x.r.skips(x.id) || x.r.content() > 5 {
		return d, false
	}
	d.options = []string{x.id + "/overview", x.id + "/next-role"}
	return d.answer(0.7, topicOf("left-out"), x.id+"/overview"), true
}

func (x *ofRoles) besideUnknown(d decision) (decision, bool) {
	r := x.r
	other, ok := r.first(anUnknownRole)
	if !ok || other.typos > 0 || r.ended(other) && r.p("compare")+r.p("path") < 0.3 || r.pf("departments") >= 0.5 {
		return d, false
	}
	if !r.against(other) && r.p("refuse:unknown-role")+r.p("compare")+r.p("path") <= 0.15 {
		return d, false
	}
	d.options = []string{x.id + "/overview"}
	return d.refuse("unknown-role", 0.9), true
}

func (x *ofRoles) introduced(d decision) (decision, bool) {
	return d.answer(0.6, x.id+"/next-role"), x.refused > refuseNamed && x.refused < 0.95 && x.r.introduces(x.id)
}

func (x *ofRoles) isRefused(d decision) (decision, bool) {
	d.options = []string{x.id + "/overview", x.id + "/requirements"}
	return d.refuse(x.why, x.refused), x.refused > refuseNamed
}

func (x *ofRoles) ofSeveral(d decision) (decision, bool) {
	return x.e.decideSeveral(x.r, d, x.roles), true
}

// sameSide answers "and for a TAM?" with what was asked of the role before.
func (x *ofRoles) sameSide(d decision) (decision, bool) {
	same := x.r.p("follow:same-facet-other-role")
	last, facet, ok := x.e.lastRole(x.m)
	if !ok || last == x.id || facet == "" || !(same > 0.3 && same > x.r.p("facet") || x.r.bare(x.id)) {
		return d, false
	}
	_, ok = x.role.Facets[facet]
	return d.answer(0.85, x.id+"/"+facet), ok
}

func (x *ofRoles) ofCertification(d decision) (decision, bool) {
	c, ok := x.r.first(aCertification)
	if !ok || x.r.p("cert") <= x.r.p("facet") {
		return d, false
	}
	return d.answer(0.8, "certification/"+c.names[0].id), true
}

func (x *ofRoles) rungBelow(d decision) (decision, bool) {
	p := x.r.p("previous")
	below, ok := x.e.content.Below(x.id)
	if p <= 0.4 || !ok {
		return d, false
	}
	return d.answer(p, "paths/"+below.ID+".."+x.id, below.ID+"/overview"), true
}

func (x *ofRoles) wholeLadder(d decision) (decision, bool) {
	if x.r.p("ladder") <= 0.3 {
		return d, false
	}
	for _, l := range x.e.content.Ladders() {
		if slices.Contains(l.Rungs, x.id) {
			top := append(slices.Clone(l.Rungs[len(l.Rungs)-1:]), l.Tops...)
			return d.answer(0.8, "paths/"+x.id+".."+top[min(1, len(top)-1)], x.id+"/next-role"), true
		}
	}
	return d, false
}

func (x *ofRoles) farEnd(d decision) (decision, bool) {
	other, ok := x.e.otherEnd(x.r, x.id)
	if !ok || x.r.p("path")+x.r.p("next") <= 0.4 {
		return d, false
	}
	return x.e.decideSeveral(x.r, d, []string{x.id, other}), true
}

func (x *ofRoles) timeOf(d decision) (decision, bool) {
	plan, ok := x.e.planFor(x.id)
	if !ok || !x.r.asksWhen() {
		return d, false
	}
	return d.answer(0.7, plan, x.id+"/action-plan"), true
}

// ofSide answers with the side of the role that is asked for, or with the topic
// that a question is about beside the role.
func (x *ofRoles) ofSide(d decision) (decision, bool) {
	facet, sure := x.r.facetOf(x.id, &d)
	if besideFacets[facet] {
		if topic, p := x.e.besideRoles(x.r); p > leastBeside {
			d.because("asks for %s beside the role", topic)
			d.also = true
			return d.answer(p, topic, x.id+"/"+facet), true
		}
	}
	if _, ok := x.role.Facets["overview"]; ok && (sure < leastFacet || forms.Of(x.r.tokens).Has("nature")) { // no side stands out: the whole of it
		facet = "overview"
	}
	side := x.id + "/" + facet
	if second := secondSide(side, d.candidates); second != "" && sure < sureSide {
		d.also = true
		return d.answer(sure*(1-x.refused), side, second), true
	}
	return d.answer(sure*(1-x.refused), side), true
}

// sureSide is how sure the side of a role must be to be told alone, and
// closeSide the share of it from which another is told with it.
const (
	sureSide  = 0.8
	closeSide = 0.12
)

// secondSide is the side of a role that is told beside the first; empty where
// none is close.
func secondSide(first string, sides []Candidate) string {
	top := 0.0
	for _, x := range sides {
		top = max(top, x.Score)
	}
	for _, x := range sides {
		if x.Topic != first && x.Score > closeSide*top {
			return x.Topic
		}
	}
	return ""
}

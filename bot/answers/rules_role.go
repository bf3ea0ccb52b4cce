package answers

import (
	"cmp"
	"slices"
	"strings"
)

// ofWay answers "how do I get there" and "how far am I" with the way from what
// somebody says they are to what they say they want, or was spoken of last.
func (x *asked) ofWay(d decision) (decision, bool) {
	cues := x.cues
	named := x.r.roles()
	if _, up := x.e.content.Rungs(x.who.own, x.who.target); !cues.Has("way") && !cues.Has("distance") && !cues.Has("possible") && !cues.Has("fromto") && !(up && cues.Has("become")) {
		return d, false
	}
	last, facet, talked := x.e.lastRole(x.m)
	from, to := x.who.own, x.who.target
	switch {
	case len(named) == 2 && cues.Has("fromto"):
		from, to = x.r.direction(x.e, named)
	case to != "":
	case talked && len(named) == 1 && x.r.startsFrom(named[0]):
		from, to = named[0], last
	case talked && len(named) == 0:
		to = last
		if facet == "next-role" { // the way to where it leads
			if above := x.e.content.Above(last); len(above) == 1 {
				to = above[0].ID
			}
		}
	case len(named) == 1 && !x.r.startsFrom(named[0]) && (x.who.own != "" || x.q.Role != ""):
		to = named[0]
	case len(named) == 0 && x.onlyOther() != "":
		to = x.onlyOther()
	case len(named) == 1 && cues.Has("possible") && x.r.bestTopic() < toldBeaten && x.r.count(aTitle)+x.r.count(anUnknownRole) == 0:
		to = named[0]
	case x.q.Target != "" && len(named) == 0 && x.r.bestTopic() < toldBeaten && len(x.whole.tokens) <= longMessage: // a story asks of what it tells
		to = x.q.Target
	default:
		return d, false
	}
	from = cmp.Or(from, x.q.Role)
	for _, id := range x.whole.roles() {
		if from == "" && id != to && x.whole.startsFrom(id) { // "je pars de …"
			from = id
		}
	}
	if from == to || x.r.p("compare") > 0.6 {
		return d, false
	}
	d.named = []string{to}
	if _, up := x.e.content.Rungs(from, to); from != "" && up {
		return d.answer(0.85, "paths/"+from+".."+to, to+"/requirements"), true
	}
	if !x.e.content.Has(to + "/action-plan") {
		return d, false
	}
	d.also = true
	return d.answer(0.75, to+"/action-plan", to+"/requirements"), true
}

// ofTwo sets the two roles that a message names side by side, where it asks
// whether they are two at all.
func (x *asked) ofTwo(d decision) (decision, bool) {
	roles := x.whole.roles()
	apart := x.cues.Has("two")
	if len(roles) == 1 && (x.cues.Has("versus") || x.cues.Has("apart")) { // "TAM or pre-sales, what's the difference?"
		for _, y := range x.r.mentions {
			if id := stands(y); id != "" {
				roles, apart = appendNew(roles, id), true
			}
		}
	}
	if len(roles) != 2 || !apart || x.r.bestTopic() > toldBeaten {
		return d, false
	}
	d.named, d.compare = roles, roles
	return d.answer(0.75, roles[0]+"/differences", roles[1]+"/differences"), true
}

// ofStep answers what the next step is with what follows the role that
// somebody says they hold.
func (x *asked) ofStep(d decision) (decision, bool) {
	role := x.who.own
	if role == "" || x.who.target != "" || !x.cues.Has("nextstep") || len(x.m.Topics) > 0 && x.r.says("that", "one", "this", "it", "celui", "celle", "ca") || len(x.r.roles()) > 0 || x.r.count(aTitle) > 0 || x.r.bestTopic() > toldBeaten {
		return d, false
	}
	if !x.e.content.Has(role + "/next-role") {
		return d, false
	}
	d.named = []string{role}
	return d.answer(0.75, role+"/next-role"), true
}

// ofAbove answers what sets the rung above apart from the one that somebody
// holds: "the difference between my job and the one above".
func (x *asked) ofAbove(d decision) (decision, bool) {
	role := cmp.Or(x.who.own, x.q.Role, x.whole.field())
	if role == "" || !x.cues.Has("above") || len(x.r.roles()) > 0 || x.r.count(aTitle) > 0 || x.r.bestTopic() > toldBeaten {
		return d, false
	}
	id := role + "/next-role"
	if above := x.e.content.Above(role); len(above) == 1 {
		id = above[0].ID + "/differences"
	}
	if !x.e.content.Has(id) {
		return d, false
	}
	return d.answer(0.7, id), true
}

// ofSelf answers "which one am I?" with the role that somebody said they hold.
func (x *asked) ofSelf(d decision) (decision, bool) {
	role := cmp.Or(x.who.own, x.q.Role)
	if role == "" || !x.cues.Has("self") || len(x.r.roles()) > 0 || x.r.ofContent() > 1 {
		return d, false
	}
	d.named, d.also = []string{role}, true
	return d.answer(0.7, role+"/overview", topicOf("archetypes")), true
}

// ofDuty answers whether something is a part of the job that somebody holds.
func (x *asked) ofDuty(d decision) (decision, bool) {
	role := cmp.Or(x.who.own, x.q.Role)
	if role == "" || !x.cues.Has("duty") || len(x.r.roles()) > 0 || x.r.ofContent() > 4 {
		return d, false
	}
	d.named = []string{role}
	return d.answer(0.7, role+"/responsibilities"), true
}

// ofToldTitle answers what a job is like that is named in the story and is no
// role here: "they offer me a post as data steward. What would my days be?"
func (x *asked) ofToldTitle(d decision) (decision, bool) {
	if x.whole.count(aTitle) != 1 || len(x.whole.roles()) > 0 || x.r.count(aTitle) > 0 || !x.cues.Has("thatjob") || x.r.bestTopic() > toldBeaten {
		return d, false
	}
	for _, y := range x.whole.mentions {
		t, ok := x.e.content.JobTitle(y.names[0].id)
		if !ok || !y.is(aTitle) {
			continue
		}
		for _, id := range t.Nearest {
			if !x.e.isRole(id) {
				continue
			}
			var side decision
			facet, _ := x.r.facetOf(id, &side)
			d.near, d.title, d.named = true, x.e.titleSaid(x.whole, y), []string{id}
			return d.answer(0.6, id+"/"+facet), true
		}
	}
	return d, false
}

// onlyOther is the one role that a message names beside the person's own.
func (x *asked) onlyOther() (other string) {
	for _, id := range x.whole.roles() {
		if id == x.who.own {
			continue
		}
		if other != "" {
			return ""
		}
		other = id
	}
	return other
}

// startsFrom reports whether a question says that it starts from a role.
func (m *message) startsFrom(role string) bool {
	for _, x := range m.mentions {
		if x.is(aRole) && x.names[0].id == role {
			for i := max(0, x.from-3); i < x.from; i++ {
				if fromCues[m.tokens[i].word] {
					return true
				}
			}
		}
	}
	return false
}

// ofNames answers whether two names are of one role, or a title that is no
// role here is the same as one.
func (x *asked) ofNames(d decision) (decision, bool) {
	roles, apart := x.r.roles(), x.cues.Has("versus") && !x.cues.Has("same")
	if !x.cues.Has("same") && !apart || len(roles) != 1 {
		return d, false
	}
	var said []string
	role := roles[0]
	for _, y := range x.whole.mentions {
		if y.is(aRole) && y.names[0].id == role {
			said = appendNew(said, x.e.calls(x.whole, y))
		}
	}
	d.named, d.near = []string{role}, true
	if len(said) > 1 && !apart {
		d.names = said
		return d.answer(0.7, role+"/titles", role+"/overview"), true
	}
	for _, y := range x.whole.mentions {
		t, ok := x.e.content.JobTitle(y.names[0].id)
		if ok && y.is(aTitle) && apart && x.e.isRole(t.Nearest[0]) && t.Nearest[0] != role {
			d.title = x.e.titleSaid(x.whole, y)
			return d.answer(0.7, t.Nearest[0]+"/overview", role+"/overview"), true
		}
		if ok && y.is(aTitle) && slices.Contains(t.Nearest, role) {
			d.title = x.e.titleSaid(x.whole, y)
			return d.answer(0.7, role+"/overview", role+"/differences"), true
		}
	}
	return d, false
}

// calls is the name of the content's by which a message calls a role.
func (e *Engine) calls(m *message, x mention) string {
	var said []string
	for _, t := range m.tokens[x.from:x.to] {
		said = append(said, canonical(t.word)...)
	}
	key := strings.Join(said, " ")
	r, _ := e.content.Role(x.names[0].id)
	for _, name := range append(append([]string{r.Name.En, r.Name.Fr}, r.Aliases.In(m.lang)...), r.Aliases.En...) {
		if strings.Join(nameWords(name), " ") == key {
			return name
		}
	}
	return r.Name.In(m.lang)
}

// ofTitle answers which role is nearest to the title that somebody holds.
func (x *asked) ofTitle(d decision) (decision, bool) {
	if !x.r.titleOwn && x.r.count(aTitle) == 0 || !x.cues.Has("nearest") || len(x.whole.roles()) > 0 {
		return d, false
	}
	for _, y := range x.whole.mentions {
		if !y.is(aTitle) {
			continue
		}
		t, ok := x.e.content.JobTitle(y.names[0].id)
		if !ok {
			continue
		}
		for _, id := range t.Nearest {
			if x.e.isRole(id) {
				d.near, d.title, d.named = true, x.e.titleSaid(x.whole, y), []string{id}
				topics := []string{id + "/overview"}
				if x.e.content.Has(topicOf("archetypes")) && x.r.says("archetype", "archetypes") {
					topics = append(topics, topicOf("archetypes"))
				}
				return d.answer(0.7, topics...), true
			}
		}
	}
	return d, false
}

// ofRank answers who stands above whom: what the archetypes say of that, and
// the role that is named.
func (x *asked) ofRank(d decision) (decision, bool) {
	if !x.e.content.Has(topicOf("top-archetype")) || !x.cues.Has("rank") {
		return d, false
	}
	jobs := x.r.count(aTitle) + x.r.count(anUnknownRole) + len(x.r.roles())
	if roles := x.r.roles(); len(roles) > 1 {
		for _, to := range roles[1:] {
			if _, up := x.e.content.Rungs(roles[0], to); up {
				return d.answer(0.8, "paths/"+roles[0]+".."+to, to+"/overview"), true
			}
			if _, down := x.e.content.Rungs(to, roles[0]); down {
				return d.answer(0.8, "paths/"+to+".."+roles[0], roles[0]+"/overview"), true
			}
		}
	}
	if jobs == 0 {
		return d, false
	}
	d.also = true
	ids := []string{topicOf("top-archetype")}
	if roles := x.r.roles(); len(roles) > 0 {
		ids = append(ids, roles[0]+"/differences")
	}
	return d.answer(0.6, ids...), true
}

// ofBelow answers who stands right below a role of which a part of the name is
// told: "who comes before a director".
func (x *asked) ofBelow(d decision) (decision, bool) {
	if !x.cues.Has("below") || len(x.r.roles()) > 0 || x.r.count(aTitle)+x.r.count(anUnknownRole) > 0 {
		return d, false
	}
	for _, t := range x.r.tokens {
		for _, id := range x.e.parts[t.word] {
			if below, ok := x.e.content.Below(id); ok && x.e.ownName(id, t.word) && t.word != "manager" {
				return d.answer(0.7, below.ID+"/overview", "paths/"+below.ID+".."+id), true
			}
		}
	}
	return d, false
}

// leastCalled is how likely a role must be for a description to be read as
// one of it.
const leastCalled = 0.25

// ofCalling answers what the job is called that somebody describes.
func (x *asked) ofCalling(d decision) (decision, bool) {
	if !x.cues.Has("called") || len(x.r.roles()) > 0 || x.r.count(aTitle) > 0 {
		return d, false
	}
	for _, role := range x.e.content.Roles() {
		if x.r.p("role:"+role.ID) > leastCalled { // the classifier knows
			return d, false
		}
	}
	whole, ok := x.r.inFull()
	if !ok {
		whole = x.r.message
	}
	r := x.e.weighed(whole)
	best, first, second := "", 0.0, 0.0
	for _, role := range x.e.content.Roles() {
		if s := x.e.saysOf(r, role.ID); s > first {
			best, first, second = role.ID, s, first
		} else {
			second = max(second, s)
		}
	}
	if best == "" || first < 0.12 {
		return d, false
	}
	d.also, d.near = true, first < 1.2*second
	return d.answer(0.6, best+"/overview", best+"/titles"), true
}

// ofChoice answers which role fits with the map of the roles.
func (x *asked) ofChoice(d decision) (decision, bool) {
	if !x.e.content.Has(topicOf("archetypes")) || !x.cues.Has("pick") || len(x.r.roles()) > 0 || x.r.count(aTitle)+x.r.count(anUnknownRole) > 0 || x.r.bestTopic() > toldBeaten {
		return d, false
	}
	return d.answer(0.6, topicOf("archetypes")), true
}

// ofOptions answers what else somebody could be with where their role leads
// and the map of the others.
func (x *asked) ofOptions(d decision) (decision, bool) {
	if !x.cues.Has("options") || len(x.r.roles()) > 0 || x.r.count(aTitle) > 0 {
		return d, false
	}
	role := cmp.Or(x.who.own, x.q.Role)
	if last, _, ok := x.e.lastRole(x.m); role == "" && ok {
		role = last
	}
	if role == "" || !x.e.isRole(role) {
		return d, false
	}
	d.named, d.also, d.near = []string{role}, true, true
	return d.answer(0.6, role+"/next-role", topicOf("archetypes")), true
}

// ofAsking answers what "they" ask for with the requirements of the role that
// is wanted, or was spoken of last.
func (x *asked) ofAsking(d decision) (decision, bool) {
	role, _, ok := x.e.lastRole(x.m)
	role = cmp.Or(x.who.target, x.onlyOther(), role)
	if !ok && role == "" || !x.e.isRole(role) || !x.cues.Has("requires") || len(x.r.roles()) > 0 || x.r.count(aTitle) > 0 || len(x.m.Topics) == 0 && x.who.target == "" && x.onlyOther() == "" || x.r.bestTopic() > toldBeaten {
		return d, false
	}
	d.named, d.also = []string{role}, true
	return d.answer(0.75, role+"/requirements", role+"/differences"), true
}

// saysOf is how near a question is to what is said of a role.
func (e *Engine) saysOf(r *reading, role string) float64 {
	near := 0.02 + r.p("role:"+role)
	for _, f := range e.content.Facets() {
		near += r.nearTo("topic:" + role + "/" + f.ID)
	}
	return near
}

func (e *Engine) isRole(id string) bool {
	_, ok := e.content.Role(id)
	return ok
}

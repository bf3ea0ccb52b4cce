package answers

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// decideNamed decides on messages that name a role that we know.
func (e *Engine) decideNamed(r *reading, d decision, m Memory, roles []string) decision {
	id := roles[0]
	refusal, why := r.sum("refuse:")
	if x, ok := r.first(aTitle); ok && r.count(anUnknownRole) == 0 { // a title that is known, beside a role
		if why == "unknown-role" && len(roles) == 1 {
			if t, ok := e.content.JobTitle(x.names[0].id); ok && slices.Contains(t.Nearest, id) {
				d.because("a title set beside the role nearest to it")
				d.near, d.title = true, e.titleSaid(&r.message, x)
				return d.answer(0.7, id+"/overview", id+"/differences")
			}
		}
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
	for _, f := range e.content.Facets() {
		known += 0.2 * floor * r.gain(r.nearTo("topic:"+id+"/"+f.ID))
	}
	if r.doesItsName(id) && len(roles) == 1 {
		d.because("the verb of the role's own name")
		return d.answer(0.8, id+"/responsibilities")
	}
	if _, ok := e.content.Topic("tips/agility"); ok && len(roles) == 1 && r.skips(id) && r.content() <= 5 {
		d.because("asks to leave a rung out")
		d.options = []string{id + "/overview", id + "/next-role"}
		return d.answer(0.7, "tips/agility", id+"/overview")
	}
	share := refusal / (refusal + known)
	if why == "trivia" && r.says("why", "pourquoi") { // what a role is there for is no oddity
		share = 0
	}
	d.because("refusal %.2f of what it could be (%s)", share, why)
	if x, other := r.first(anUnknownRole); other && x.typos == 0 && len(roles) == 1 && !(r.ended(x) && r.p("compare")+r.p("path") < 0.3) && r.pf("departments") < 0.5 && (r.against(x) || r.p("refuse:unknown-role")+r.p("compare")+r.p("path") > 0.15) {
		d.options = []string{id + "/overview"}
		return d.refuse("unknown-role", 0.9)
	}
	if share > refuseNamed && share < 0.95 && len(roles) == 1 && r.introduces(id) {
		d.because("somebody says what they are")
		return d.answer(0.6, id+"/next-role")
	}
	if share > refuseNamed {
		d.options = []string{id + "/overview", id + "/requirements"}
		return d.refuse(why, share)
	}
	if len(roles) > 1 {
		return e.decideSeveral(r, d, roles)
	}
	role, ok := e.content.Role(id)
	if !ok {
		return d.refuse("unknown", 0.5)
	}
	// "and for a TAM?" asks the same of another role.
	same := r.p("follow:same-facet-other-role")
	asksNothing := r.bare(id)
	if last, facet, ok := e.lastRole(m); ok && last != id && facet != "" && (same > 0.3 && same > r.p("facet") || asksNothing) {
		if _, ok := role.Facets[facet]; ok {
			d.because("the same facet of another role")
			return d.answer(0.85, id+"/"+facet)
		}
	}
	if x, ok := r.first(aCertification); ok && r.p("cert") > r.p("facet") {
		return d.answer(0.8, "certification/"+x.names[0].id)
	}
	if p := r.p("previous"); p > 0.4 {
		if below, ok := e.content.Below(id); ok {
			return d.answer(p, "paths/"+below.ID+".."+id, below.ID+"/overview")
		}
	}
	if r.p("ladder") > 0.3 {
		for _, l := range e.content.Ladders() {
			if slices.Contains(l.Rungs, id) {
				top := append(slices.Clone(l.Rungs[len(l.Rungs)-1:]), l.Tops...)
				return d.answer(0.8, "paths/"+id+".."+top[min(1, len(top)-1)], id+"/next-role")
			}
		}
	}
	if other, ok := e.otherEnd(r, id); ok && r.p("path")+r.p("next") > 0.4 {
		d.because("a part of the name of %s at the other end", other)
		return e.decideSeveral(r, d, []string{id, other})
	}
	if plan, ok := e.planFor(id); ok && r.asksWhen() {
		d.because("asks when; the plan names the role")
		return d.answer(0.7, plan, id+"/action-plan")
	}
	facet, sure := r.facetOf(id, &d)
	if besideFacets[facet] {
		if topic, p := e.besideRoles(r); p > leastBeside {
			d.because("asks for %s beside the role", topic)
			d.also = true
			return d.answer(p, topic, id+"/"+facet)
		}
	}
	if _, ok := role.Facets["overview"]; ok && sure < leastFacet { // no side stands out: the whole of it
		facet = "overview"
	}
	return d.answer(sure*(1-share), id+"/"+facet)
}

// leastFacet is how sure the side of a role must be that is asked for.
const leastFacet = 0.35

// leastBeside is how likely a topic must be for a question that names a role
// to be about the topic first: "do directors need an MBA?"
const leastBeside = 0.7

// besideFacets are the facets that a role is asked for where it is scenery,
// and besideSubjects the subjects that a question may be about beside a role.
var (
	besideFacets   = words("requirements overview action-plan differences titles responsibilities interview")
	besideSubjects = words("degree mentors job promotion work-life presales change choice ai networking")
)

// besideRoles is what a question that names roles is about beside them.
func (e *Engine) besideRoles(r *reading) (topic string, p float64) {
	plain, ok := r.plain()
	if !ok {
		return "", 0
	}
	about := probabilities(e.model.About.logits(plain.features()))
	for _, l := range e.weighing.learned {
		if subject := e.weighing.subjects[l.topic]; besideSubjects[subject] && float64(about[l.label]) > p {
			topic, p = e.weighing.topics[l.topic], float64(about[l.label])
		}
	}
	return topic, p
}

// ended reports whether a clause ends after a mention and another role's name
// stands behind it: "I'm a nurse, what is a maker?"
func (r *reading) ended(x mention) bool {
	after := false
	for _, y := range r.mentions {
		after = after || y.is(aRole) && y.from >= x.to
	}
	return after && x.to < len(r.tokens) && r.tokens[x.to].broken
}

// against reports whether a known role is set against a mention: "a TAM versus a nurse".
func (r *reading) against(x mention) bool {
	for _, y := range r.mentions {
		from, to := min(x.to, y.to), max(x.from, y.from)
		if !y.is(aRole) || from >= to {
			continue
		}
		set := false
		for _, t := range r.tokens[from:to] {
			set = set || t.word == "vs" || t.word == "versus" || t.word == "contre"
			if !set && !skipped[t.word] {
				break
			}
		}
		if set && to-from <= 2 {
			return true
		}
	}
	return false
}

// introduces reports whether a message says "I am" of a role and asks nothing.
func (r *reading) introduces(id string) bool {
	if strings.Contains(r.text, "?") {
		return false
	}
	for _, x := range r.mentions {
		if !x.is(aRole) || x.names[0].id != id || x.from > 4 {
			continue
		}
		for _, t := range r.tokens[:x.from] {
			if t.word == "im" || t.word == "i" || t.word == "suis" || t.word == "jsuis" {
				return true
			}
		}
	}
	return false
}

// bareWords may stand around the name of a role in a message that asks
// nothing of its own: "and for the TAM?"
var bareWords = listed("bare-words")

// bare reports whether a message is no more than the name of a role.
func (r *reading) bare(id string) bool {
	about := false
	in := map[int]bool{}
	for _, x := range r.mentions {
		if x.is(aRole) && x.names[0].id == id {
			about = true
			for i := x.from; i < x.to; i++ {
				in[i] = true
			}
		}
	}
	for i, t := range r.tokens {
		if !in[i] && !bareWords[t.word] {
			return false
		}
	}
	return about && len(r.tokens) > 0 && (len(in) < len(r.tokens))
}

// facetOf finds the side of a role that is asked for.
func (r *reading) facetOf(id string, d *decision) (string, float64) {
	list := make([]Candidate, 0, len(r.facets))
	sum := 0.0
	for i, f := range r.e.model.Facet.Labels {
		s := float64(r.facets[i])
		switch f {
		case "path":
			f = "action-plan"
			s *= 0.5
		case "compare":
			f = "differences"
			s *= 0.5
		default:
			s *= math.Exp(facetNear*r.nearTo("topic:"+id+"/"+f) + facetLine*r.nearTo("facet:"+f))
		}
		if f == "next-role" { // the other classifier knows these too
			s *= 0.5 + r.p("next") + r.p("ladder")
		}
		if _, ok := r.e.content.Topic(id + "/" + f); !ok {
			continue
		}
		list = append(list, Candidate{id + "/" + f, s})
		sum += s
	}
	if sum == 0 {
		return "overview", 0.5
	}
	slices.SortStableFunc(list, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
	for i := range list {
		list[i].Score /= sum
	}
	d.candidates = append(d.candidates, list[:min(4, len(list))]...)
	_, facet, _ := strings.Cut(list[0].Topic, "/")
	return facet, list[0].Score
}

// decideSeveral decides between a comparison and a path.
func (e *Engine) decideSeveral(r *reading, d decision, roles []string) decision {
	path := r.w("path") + r.w("next")*0.5 + r.w("roadmap-to")
	compare := r.w("compare") + r.w("follow:same-facet-other-role")
	d.because("path %.3f, compare %.3f", path, compare)
	if path > compare {
		from, to := r.direction(e, roles)
		if _, down := e.content.Rungs(to, from); down {
			path = 0 // nobody asks for the way down
		}
		if path > 0 {
			return d.answer(path/(path+compare), "paths/"+from+".."+to)
		}
	}
	if len(roles) > 3 {
		roles = roles[:3]
	}
	d.compare = roles
	var topics []string
	for _, id := range roles {
		topics = append(topics, id+"/differences")
	}
	return d.answer(compare/(path+compare), topics...)
}

var (
	fromCues = words("pars partir coming from i'm im am currently current being suis depuis actuellement partant been after leave leaving i've ive quand where")
	toCues   = words("to become becoming be into toward towards reach target goal want wants devenir deviens vers viser vise jusqu aim aiming eyeing objectif cible veux passer until end up finir")
	hereCues = words("here today now currently aujourd'hui actuellement ici")
)

// direction tells the start of a path from its end.
func (r *reading) direction(e *Engine, roles []string) (from, to string) {
	score := map[string]int{}
	for _, x := range r.mentions {
		if !x.is(aRole) {
			continue
		}
		id := x.names[0].id
		for i := max(0, x.from-3); i < x.from; i++ {
			w, weight := r.tokens[i].word, 1
			if i >= x.from-2 {
				weight = 2
			}
			if toCues[w] {
				score[id] += weight
			}
			if fromCues[w] {
				score[id] -= weight
			}
		}
		if x.to < len(r.tokens) && hereCues[r.tokens[x.to].word] {
			score[id] -= 3
		}
	}
	// The two that are furthest apart in what the words say of them.
	a, b := roles[0], roles[len(roles)-1]
	if len(roles) > 2 {
		best := math.MinInt
		for _, x := range roles {
			for _, y := range roles {
				if diff := score[y] - score[x]; x != y && diff > best {
					best, a, b = diff, x, y
				}
			}
		}
		return a, b
	}
	_, up := e.content.Rungs(a, b)
	_, down := e.content.Rungs(b, a)
	switch diff := score[b] - score[a]; {
	case diff > 0 || up && diff > -3:
		return a, b
	case diff < -2 || down && diff < 0:
		return b, a
	}
	return a, b
}

// lastRole is the role that the conversation is about, and the facet that was
// answered last.
func (e *Engine) lastRole(m Memory) (role, facet string, ok bool) {
	for i, id := range append(slices.Clone(m.Topics[:min(1, len(m.Topics))]), m.Earlier...) {
		subject, f, _ := strings.Cut(id, "/")
		switch subject {
		case "paths":
			from, to, _ := strings.Cut(f, "..")
			if i == 0 {
				return to, "", true
			}
			return from, "", true
		}
		if e.isRole(subject) {
			return subject, f, true
		}
	}
	return "", "", false
}

// asksWhen reports whether a message asks for a time.
func (r *reading) asksWhen() bool {
	for i, t := range r.tokens {
		next := ""
		if i+1 < len(r.tokens) {
			next = r.tokens[i+1].word
		}
		switch t.word {
		case "when":
			if i == 0 || !r.tokens[i].broken && r.tokens[i-1].word != "that" && i < 2 {
				return true
			}
		case "quand":
			if i < 2 || next == "est" {
				return true
			}
		case "how":
			if next == "soon" || next == "long" {
				return true
			}
		case "combien":
			for _, u := range r.tokens[i+1 : min(len(r.tokens), i+4)] {
				if timeUnits[u.word] != 0 || u.word == "temps" {
					return true
				}
			}
		}
	}
	return false
}

// planFor is the horizon of the plan in which a role stands.
func (e *Engine) planFor(id string) (string, bool) {
	role, ok := e.content.Role(id)
	if !ok {
		return "", false
	}
	for _, s := range e.content.Subjects() {
		if s.ID != "plan" {
			continue
		}
		for _, horizon := range s.Order {
			if strings.Contains(s.Topics[horizon].Brief.En, role.Name.En) {
				return "plan/" + horizon, true
			}
		}
	}
	return "", false
}

package answers

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"mentor/bot/answers/linear"
)

// leastFacet is how sure the side of a role must be that is asked for.
const leastFacet = 0.25

// leastBeside is how likely a topic must be for a question that names a role
// to be about the topic first: "do directors need an MBA?"
const leastBeside = 0.7

// besideFacets are the facets that a role is asked for where it is scenery,
// and besideSubjects the subjects that a question may be about beside a role.
var (
	besideFacets   = words("requirements overview action-plan differences titles responsibilities interview")
	besideSubjects = words("degree mentors job promotion work-life presales change choice ai networking entrepreneurship")
)

// besideRoles is what a question that names roles is about beside them.
func (e *Engine) besideRoles(r *reading) (topic string, p float64) {
	plain, ok := r.plain()
	if !ok {
		return "", 0
	}
	about := linear.Probabilities(e.model.About.Logits(plain.features()))
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
		if !r.e.content.Has(id + "/" + f) {
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

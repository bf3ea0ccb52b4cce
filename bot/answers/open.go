package answers

import (
	"slices"
	"strings"
)

// decideOpen decides on messages that name no role.
func (e *Engine) decideOpen(r *reading, d decision, q Query, m Memory) decision {
	leans := r.leans()
	if x, ok := e.entity(r); ok {
		d.because("asks for an entry of the catalogue")
		return d.several(x)
	}
	if d2, ok := e.decideOfPath(r, d, m); ok {
		return d2
	}
	if d2, ok := e.decidePartly(r, d, m); ok {
		return d2
	}
	if _, ok := r.first(anUnknownRole); ok {
		asks := r.p("facet") + r.p("path") + r.p("next") + r.p("compare") + r.p("previous")
		near := 0.0
		for i, l := range e.index.Labels {
			if strings.HasPrefix(l, "topic:") {
				near = max(near, float64(r.near[i]))
			}
		}
		if unknown := r.p("refuse:unknown-role"); near < 0.6 && (unknown > 0.25 || asks+unknown > 0.4) {
			d.because("asks about a role that is not known")
			return d.refuse("unknown-role", asks+unknown)
		}
	}
	scores, refusal, small, why := e.weighTopics(r)
	topics := &e.weighing
	if r.count(anUnknownRole) == 0 { // none is named
		refusal = max(0, refusal-r.w("refuse:unknown-role"))
	}
	topics.byHorizon(scores, r.tokens)
	if len(m.Topics) > 0 && leans > leanLeast {
		refusal *= 0.5
		if r.content() <= 2 {
			refusal *= 0.5
		}
		subject, _, _ := strings.Cut(m.Topics[0], "/")
		for i, s := range topics.subjects {
			if s == subject {
				scores[i] *= sameSubject
			}
		}
	}
	for _, x := range r.mentions { // a term that a topic explains speaks for the topic
		if t, ok := e.content.Term(x.names[0].id); ok && x.is(aTerm) && t.Topic != "" && !strings.HasSuffix(t.Topic, "/definition") {
			if i, ok := topics.at[t.Topic]; ok {
				scores[i] += named
			}
		}
	}
	total := refusal + small
	for _, s := range scores {
		total += s
	}
	var ids []string
	var weights []float64
	for _, i := range topics.heaviest(scores, 6) {
		ids, weights = append(ids, topics.topics[i]), append(weights, scores[i])
		d.candidates = append(d.candidates, Candidate{topics.topics[i], scores[i] / total})
	}
	d.because("refusal %.2f, small talk %.2f of what it could be", refusal/total, small/total)

	// Follow-ups lean on what was said.
	follow, how := r.sum("follow:")
	follow += r.w("ellipsis") + r.w("next") + r.w("previous")
	top := 0.0
	if len(ids) > 0 {
		top = weights[0]
	}
	d.because("follow-up %.3f (%s), best topic %.3f, refusal %.3f", follow, how, top, refusal)
	if n := r.content(); n >= 4 { // what says much by itself leans less
		follow *= 2 / float64(n)
	}
	ofIt := 1.0
	if r.speaksOfIt() { // "who does he work with": he is whom the conversation is about
		ofIt = pronounGain
	}
	if len(m.Topics) > 0 && leans > leanLeast && follow > refusal*0.7 && ofIt*follow > top {
		if f, ok := e.decideFollow(r, d, m, how); ok {
			return f
		}
	}
	if len(m.Topics) == 0 && follow > 10*refusal { // half a sentence of which the other half is not known
		total -= refusal * (1 - outOfContext)
		refusal *= outOfContext
	}
	// "what is next for me" is about the role that the person holds.
	if q.Role != "" && r.p("next")+r.p("follow:next")+r.p("ladder") > 0.5 && follow > top {
		if e.content.Has(q.Role + "/next-role") {
			d.because("the person's own role")
			return d.answer(0.8, q.Role+"/next-role")
		}
	}
	if x, ok := e.alone(r); ok {
		d.because("names an entry of the catalogue and little else")
		return d.answer(0.6, x)
	}
	if len(m.Topics) == 0 && how == "next" && follow > 10*max(refusal, top) {
		if e.content.Has("plan/0-1") { // the next step of nobody in particular
			d.because("the next step, of no role: the plan's first")
			return d.answer(0.6, "plan/0-1")
		}
	}
	if refusal/total > refuseOpen {
		if len(ids) > 0 && r.nearTo("topic:"+ids[0]) > 0.45 {
			d.options = []string{ids[0]}
		}
		return d.refuse(why, refusal/total)
	}
	if x, ok := e.mentioned(r); ok {
		return d.answer(0.7, x)
	}
	if w := r.w("ladder") + r.w("next")*0.3; w > top && r.p("ladder") > 0.2 {
		if e.content.Has("marketing-operations/career-path") && r.says("operations", "ops", "mops") {
			return d.answer(r.p("ladder"), "marketing-operations/career-path")
		}
		if whole := e.wholePlan(); len(whole) > 1 && r.says("plan") {
			d.because("asks for the whole plan")
			return d.several(whole)
		}
		if ls := e.content.Ladders(); len(ls) > 0 && len(ls[0].Tops) > 0 {
			return d.answer(r.p("ladder"), "paths/"+ls[0].Rungs[0]+".."+ls[0].Tops[0], "marketing-operations/career-path")
		}
	}
	if len(ids) == 0 {
		return d.refuse("unknown", 0.6)
	}
	// An answer on the right subject is seldom wrong, so the posterior of a
	// topic counts half its subject's.
	subject, _, _ := strings.Cut(ids[0], "/")
	same := 0.0
	for i, s := range topics.subjects {
		if s == subject {
			same += scores[i]
		}
	}
	sure := 0.5*weights[0]/total + 0.5*same/total
	d.because("best %s: posterior %.2f, its subject %.2f", ids[0], weights[0]/total, same/total)
	if sure < leastTopic || r.covered < leastCovered || top < leastWeight && r.covered < wellCovered {
		d.options = ids[:min(3, len(ids))]
		return d.refuse("unknown", 1-sure)
	}
	if sure < nearShort && refusal/total < tooRefused {
		d.near = true
		close := []string{ids[0]}
		for i := 1; i < min(3, len(ids)); i++ {
			if weights[i] > tooFar*weights[0] {
				close = append(close, ids[i])
			}
		}
		return d.answer(sure, close...)
	}
	// "Stay or leave?" asks for both sides.
	if len(ids) > 1 && subject == "transition" && strings.HasPrefix(ids[1], "transition/") && r.says("or", "ou") {
		return d.several(ids[:2])
	}
	if len(ids) > 1 && sure < closeBelow && weights[1] > closeTo*weights[0] {
		d.also = true
		return d.answer(sure, ids[:2]...)
	}
	return d.answer(sure, ids[0])
}

// A topic that is not sure is told with the second where that is close.
const (
	closeBelow = 0.85 // posterior below which a short message's topic is not sure
	closeTo    = 0.12 // share of the first from which the second is close
)

// wholePlan is what the plan sets for every horizon, in order.
func (e *Engine) wholePlan() (ids []string) {
	for _, s := range e.content.Subjects() {
		if s.ID == "plan" {
			for _, horizon := range s.Order {
				ids = append(ids, "plan/"+horizon)
			}
		}
	}
	return ids
}

// says reports whether one of some words is in the message.
func (r *reading) says(any ...string) bool {
	for _, t := range r.tokens {
		if slices.Contains(any, t.word) {
			return true
		}
	}
	return false
}

// several answers one topic in full, or two in brief.
func (d decision) several(ids []string) decision {
	d.brief = len(ids) > 1
	return d.answer(0.9, ids...)
}

// askWords are words that ask for an entry of the catalogue, beside its name.
var askWords = listed("ask-words")

// entity finds the entries of the catalogue that a message asks for and for
// nothing else.
func (e *Engine) entity(r *reading) ([]string, bool) {
	var ids []string
	covered := make([]bool, len(r.tokens))
	for _, x := range r.mentions {
		prefix := map[thing]string{aCertification: "certification/", anAssociation: "association/", aTerm: "term/"}[x.names[0].thing]
		if prefix == "" {
			if x.is(anUnknownRole) { // CRO, CMO: also a term
				continue
			}
			return nil, false
		}
		for i := x.from; i < x.to; i++ {
			covered[i] = true
		}
		id := prefix + x.names[0].id
		if t, ok := e.content.Term(x.names[0].id); ok && x.is(aTerm) && t.Topic != "" {
			id = t.Topic
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 || len(ids) > 3 {
		return nil, false
	}
	rest, differ := 0, false
	for i, t := range r.tokens {
		differ = differ || t.word == "difference" || t.word == "differences" || t.word == "vs" || t.word == "versus" || t.word == "diff"
		if !covered[i] && !smallWords[t.word] && !askWords[t.word] {
			rest++
		}
	}
	kind := map[string]string{"certification": "cert", "association": "association", "term": "term"}
	first, _, _ := strings.Cut(ids[0], "/")
	p := r.p(kind[first])
	if first == "term" && rest > 0 && r.p("refuse:tool-howto") > max(0.3, p) && r.content() > 1 { // its bare name asks what it is
		return nil, false
	}
	if rest == 0 || differ && len(ids) > 1 && rest <= 3 || p > 0.5 || rest == 1 && p > 0.15 && p > r.bestTopic() {
		return ids, true
	}
	return nil, false
}

// alone is the association that a message names beside two words at most and
// that is no more, which is what everybody who asks for it has to know.
func (e *Engine) alone(r *reading) (string, bool) {
	x, ok := r.first(anAssociation)
	if !ok || r.content()-(x.to-x.from) > 2 {
		return "", false
	}
	a, ok := e.content.Association(x.names[0].id)
	if !ok || a.Status != "closed" && a.Status != "ended" {
		return "", false
	}
	return "association/" + a.ID, true
}

// mentioned is the entry of the catalogue that a message names beside other
// things, where nothing else is sure.
func (e *Engine) mentioned(r *reading) (string, bool) {
	if x, ok := r.first(aCertification); ok && r.p("cert") > 0.15 {
		return "certification/" + x.names[0].id, true
	}
	if x, ok := r.first(anAssociation); ok && r.p("association") > 0.2 {
		return "association/" + x.names[0].id, true
	}
	if x, ok := r.first(aTerm); ok && r.p("term") > 0.25 && r.content() <= 6 {
		return "term/" + x.names[0].id, true
	}
	return "", false
}

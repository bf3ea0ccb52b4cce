package answers

import (
	"slices"
	"strings"
)

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
	return slices.ContainsFunc(r.tokens, func(t token) bool { return slices.Contains(any, t.word) })
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

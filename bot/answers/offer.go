package answers

import (
	"slices"
	"strings"
)

// nearEnough is how near to a topic's lines a question is that the topic is
// worth offering for, though it is no answer.
const nearEnough = 0.35

// offers are the topics to go on with where a question has no answer: what is
// near, what the refusal promises, or else what is of use to most.
func (e *Engine) offers(r *reading, d decision, q Query, why string) []string {
	var out []string
	add := func(ids ...string) {
		for _, id := range ids {
			if e.content.Has(id) && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	for _, id := range d.options { // of the role that was named
		if subject, _, _ := strings.Cut(id, "/"); slices.Contains(d.named, subject) {
			add(id)
		}
	}
	if why == "unknown-role" {
		add(e.nearRoles(r)...)
	}
	if why == "unknown-term" {
		add(d.options...)
	}
	add(topicLists["instead/"+why]...)
	for _, id := range d.options { // near ones that the decision found
		if r.nearTo("topic:"+id) >= nearEnough {
			add(id)
		}
	}
	if len(out) > 0 {
		return out
	}
	if q.Role != "" {
		add(q.Role + "/next-role")
	}
	if q.Target != "" {
		add(q.Target + "/action-plan")
	}
	if ls := e.content.Ladders(); len(out) == 0 && len(ls) > 0 && len(ls[0].Tops) > 0 {
		add("paths/" + ls[0].Rungs[0] + ".." + ls[0].Tops[0])
	}
	add(topicLists["instead"]...)
	return out
}

// nearRoles are the roles whose names share words with a role that is not known.
func (e *Engine) nearRoles(r *reading) (ids []string) {
	for _, x := range r.mentions {
		if !x.is(anUnknownRole) {
			continue
		}
		var said []string
		for _, t := range r.tokens[x.from:x.to] {
			said = append(said, t.word)
		}
		for _, m := range e.Roles(strings.Join(said, " ")) {
			if len(ids) < 3 {
				ids = append(ids, m.ID+"/overview")
			}
		}
	}
	return ids
}

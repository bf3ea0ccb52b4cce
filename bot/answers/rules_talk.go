package answers

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// ofNext answers "what comes after?" with what follows the role that was
// spoken of last.
func (x *asked) ofNext(d decision) (decision, bool) {
	if !x.cues.Has("after") || x.r.ofContent() > 1 || len(x.r.roles()) > 0 || len(x.m.Topics) == 0 {
		return d, false
	}
	subject, ends, _ := strings.Cut(x.m.Topics[0], "/")
	if subject != "paths" {
		return d, false
	}
	_, to, _ := strings.Cut(ends, "..")
	if !x.e.content.Has(to + "/next-role") {
		return d, false
	}
	return d.answer(0.85, to+"/next-role"), true
}

// ofPosition answers what stands so many rungs above or below a role: "my
// boss's boss", « le N+2 d'un digital tracking manager ».
func (x *asked) ofPosition(d decision) (decision, bool) {
	roles := append(x.whole.roles(), cmp.Or(x.who.own, x.q.Role))
	n, err := strconv.Atoi(x.cues.First("step:"))
	if n == 2 && roles[0] != x.who.own && x.r.says("boss", "chef", "cheffe", "superieur", "patron") { // "my boss is a TAM. What does their boss do?"
		n--
	}
	id, ok := x.e.content.Step(roles[0], n)
	if err != nil || !ok || len(x.whole.roles()) > 1 {
		return d, false
	}
	return d.answer(0.75, id), true
}

// ofNo answers "and if they say no?".
func (x *asked) ofNo(d decision) (decision, bool) {
	list := "after-no/"
	if x.cues.Has("ownno") { // and if I say no
		list = "own-no/"
	} else if !x.cues.Has("refused") || x.r.ofContent() > 3 || len(x.m.Topics) == 0 {
		return d, false
	}
	for _, id := range append(slices.Clone(x.m.Topics), "any") {
		if id != "any" && id != x.m.Topics[0] && x.r.says("manager", "boss", "chef", "cheffe", "director") { // who is no mentor
			continue
		}
		for _, next := range topicLists[list+id] {
			if x.e.content.Has(next) && !slices.Contains(x.m.Earlier, next) {
				return d.answer(0.7, next), true
			}
		}
	}
	return d, false
}

// ofSeveral answers "which of these talks to clients" after the archetypes were told,
// with the one of which that is said.
func (x *asked) ofSeveral(d decision) (decision, bool) {
	if len(x.m.Topics) == 0 || !x.cues.Has("which") || len(x.r.roles()) > 0 {
		return d, false
	}
	var of []string
	if strings.HasPrefix(x.m.Topics[0], "archetypes/") {
		for _, role := range x.e.content.Roles() {
			if !x.e.onLadder(role.ID) {
				of = append(of, role.ID)
			}
		}
	} else {
		for _, id := range x.m.Topics {
			if subject, _, _ := strings.Cut(id, "/"); x.e.isRole(subject) {
				of = appendNew(of, subject)
			}
		}
	}
	if len(of) < 3 { // of two, their comparison says it
		return d, false
	}
	best, first, second := "", 0.0, 0.0
	for _, id := range of {
		if s := x.e.saysOf(x.r, id); s > first {
			best, first, second = id, s, first
		} else {
			second = max(second, s)
		}
	}
	if best == "" || first < 1.15*second {
		return d, false
	}
	return d.answer(0.7, best+"/overview", best+"/responsibilities"), true
}

// ofOthers answers "what else then?" after an entry of a catalogue with its
// list, and with what leads on from where the conversation is.
func (x *asked) ofOthers(d decision) (decision, bool) {
	if len(x.m.Topics) == 0 || !x.cues.Has("else") || x.r.ofContent() > 0 || len(x.r.mentions) > 0 {
		return d, false
	}
	subject, _, _ := strings.Cut(x.m.Topics[0], "/")
	if list := topicLists["others/"+subject]; len(list) > 0 {
		return d.answer(0.85, list...), true
	}
	if len(x.m.Options) > 0 || x.e.isRole(subject) {
		return d, false
	}
	if last, ok := x.e.content.Topic(x.m.Topics[0]); ok {
		for _, id := range last.Next {
			if x.e.content.Has(id) && !slices.Contains(x.m.Topics, id) && !slices.Contains(x.m.Earlier, id) {
				return d.answer(0.6, id), true
			}
		}
		d.onward = true
		return d.answer(0.6, last.ID), true
	}
	return d, false
}

// ofDuration answers how long the way takes that was told just before.
func (x *asked) ofDuration(d decision) (decision, bool) {
	if !x.r.asksWhen() || len(x.r.mentions) > 0 {
		return d, false
	}
	out, ok := x.e.decideOfPath(x.r, d, x.m)
	if role, _, known := x.e.lastRole(x.m); !ok && known && len(x.m.Topics) > 0 && strings.HasPrefix(x.m.Topics[0], "paths/") && x.r.ofContent() <= 2 { // of which no plan says how long
		ids := []string{role + "/action-plan", role + "/requirements"}
		if plan := x.e.wholePlan(); len(plan) > 0 && x.e.onLadder(role) { // the top of the ladder
			ids = []string{plan[len(plan)-1], ids[0]}
		}
		d.near = true
		return d.answer(0.6, ids...), true
	}
	return out, ok
}

package answers

import (
	"slices"
	"strings"

	"mentor/bot/answers/calibration"
	"mentor/bot/answers/forms"
	"mentor/bot/careers"
)

// decideFollow decides on a message that makes sense only after the one before.
func (e *Engine) decideFollow(r *reading, d decision, m Memory, how string) (decision, bool) {
	last := m.Topics[0]
	subject, facet, _ := strings.Cut(last, "/")
	_, onRole := e.content.Role(subject)
	role, _, hasRole := e.lastRole(m)
	hasRole = hasRole && e.isRole(role)
	top, _ := r.sum("follow:")
	ellipsis := r.w("ellipsis") + r.w("next") + r.w("previous")
	for _, step := range []string{"next", "previous"} {
		if r.p(step) > 0.3 && how != step {
			how, ellipsis = step, 0
		}
	}
	d.because("follow-up: %s after %s (ellipsis %.2f of %.2f)", how, last, ellipsis, ellipsis+top)
	if onRole && how == "other" && r.says("others", "other", "autres", "autre") && !e.onLadder(subject) && e.content.Has(topicOf("archetypes")) {
		d.because("the other archetypes")
		return d.answer(0.7, topicOf("archetypes")), true
	}
	if len(m.Topics) > 1 && onRole && strings.HasSuffix(m.Topics[1], "/differences") { // a comparison
		if cues := forms.Of(r.tokens); cues.Has("after") || cues.Has("above") { // "what's above it?" asks for what neither of the two is
			return e.stepFrom(r, d, role, "", "next"), true
		}
		for _, t := range r.tokens {
			if pronouns[t.word] {
				return e.compareAgain(d, m)
			}
		}
	}
	if !onRole && r.content() <= 3 && !slices.Contains([]string{"next", "previous", "more", "example", "why", "how-to-start"}, how) {
		if id, ok := e.sibling(r, subject, last); ok {
			d.because("a sibling of what was said")
			return d.answer(0.65, id), true
		}
	}
	if slices.Contains([]string{"certification", "association", "term"}, subject) && !slices.Contains([]string{"next", "previous", "other", "place"}, how) {
		return d.answer(0.6, last), true
	}
	if how == "same-role-other-facet" || ellipsis > top {
		if hasRole && (onRole || subject == "paths") {
			f, p := r.facetOf(role, &d)
			return d.answer(0.3+0.6*p, role+"/"+f), true
		}
		if hasRole {
			f, p := r.facetOf(role, &d)
			if p > 0.6 {
				return d.answer(0.5, role+"/"+f), true
			}
		}
		if f, p := r.likeliestFacet(); !hasRole && p > sureFacet {
			if list := topicLists["alone/"+f]; len(list) > 0 {
				return d.answer(0.6, list...), true
			}
		}
		if how == "same-role-other-facet" {
			return d, false
		}
	}
	switch how {
	case "next", "previous":
		plans := []string{"0-1", "1-3", "3-5"}
		if at := slices.Index(plans, facet); subject == "plan" && at >= 0 {
			if at += map[string]int{"next": 1, "previous": -1}[how]; at >= 0 && at < len(plans) {
				return d.answer(0.9, "plan/"+plans[at]), true
			}
		}
		if hasRole {
			return e.stepFrom(r, d, role, facet, how), true
		}
	case "place":
		if r.nearTo("follow:place") < 0.5 {
			return d, false
		}
		return d.refuse("place", 0.7), true
	case "example", "why":
		d.onward = true
		return d.answer(0.6, last), true
	case "more", "other":
		d.onward = true
		if t, ok := e.content.Topic(last); ok {
			for _, n := range t.Next {
				s, _, _ := strings.Cut(n, "/")
				if !slices.Contains(m.Topics, n) && !slices.Contains(m.Earlier, n) && (s == subject || !hasRole) {
					return d.answer(0.6, n), true
				}
			}
			return d.answer(0.4, last), true
		}
	case "how-to-start":
		if hasRole && subject == role {
			return d.answer(0.75, role+"/action-plan"), true
		}
		return d.answer(0.5, last), true
	}
	return d, false
}

// sureFacet is how likely a facet must be to be asked for of no role.
const sureFacet = 0.6

// likeliestFacet is the side of a role that a message most likely asks for.
func (r *reading) likeliestFacet() (facet string, p float64) {
	for i, f := range r.e.model.Facet.Labels {
		if x := float64(r.facets[i]); x > p {
			facet, p = f, x
		}
	}
	return facet, p
}

// decideOfPath decides on a short message after a way or a role was told: its
// first or last step, or how long it takes.
func (e *Engine) decideOfPath(r *reading, d decision, m Memory) (decision, bool) {
	if len(m.Topics) == 0 || r.content() > 4 {
		return d, false
	}
	subject, facet, _ := strings.Cut(m.Topics[0], "/")
	role, _, ok := e.lastRole(m)
	if from, to, isPath := strings.Cut(facet, ".."); isPath && subject == "paths" {
		switch {
		case r.says("last", "final", "dernier", "derniere"):
			return d.answer(0.7, to+"/overview"), true
		case r.says("step", "etape", "first", "premier", "premiere", "start", "commencer", "debut"):
			return d.answer(0.7, from+"/next-role"), true
		}
	}
	if plan, planned := e.planFor(role); ok && planned && r.asksWhen() && (subject == "paths" || subject == role) {
		d.because("how long it takes: the plan names the role")
		return d.answer(0.7, plan, role+"/action-plan"), true
	}
	return d, false
}

// stepFrom goes one rung up or down from a role.
func (e *Engine) stepFrom(r *reading, d decision, role, facet, how string) decision {
	if how == "previous" {
		if below, ok := e.content.Below(role); ok {
			return d.answer(0.85, below.ID+"/overview")
		}
		return d.answer(0.6, role+"/next-role")
	}
	if facet == "next-role" && r.says("after", "then", "afterwards", "apres", "ensuite", "puis") { // after the one that was just named
		if above := e.content.Above(role); len(above) == 1 {
			role = above[0].ID
		}
	}
	above := e.content.Above(role)
	if len(above) != 1 || how == "next" && facet != "next-role" && r.says("level", "rung", "niveau", "echelon", "barreau", "palier", "etage") { // the ladder itself, not who stands there
		return d.answer(0.85, role+"/next-role")
	}
	return d.answer(0.85, above[0].ID+"/overview")
}

func (e *Engine) compareAgain(d decision, m Memory) (decision, bool) {
	for _, t := range m.Topics {
		id, _, _ := strings.Cut(t, "/")
		if _, ok := e.content.Role(id); !ok {
			return d, false
		}
		d.compare = append(d.compare, id)
	}
	return d.answer(0.7, m.Topics...), true
}

// onLadder reports whether a role is a rung or the top of a ladder; what is not is an archetype.
func (e *Engine) onLadder(role string) bool {
	return slices.ContainsFunc(e.content.Ladders(), func(l careers.Ladder) bool { return slices.Contains(l.Rungs, role) || slices.Contains(l.Tops, role) })
}

// sibling is the other topic of a subject that a short follow-up means: the
// only other one, or one that fits far better than the rest.
func (e *Engine) sibling(r *reading, subject, last string) (string, bool) {
	for _, s := range e.content.Subjects() {
		if s.ID != subject {
			continue
		}
		best, first, second := "", 0.0, 0.0
		for _, f := range s.Order {
			id := s.ID + "/" + f
			if id == last {
				continue
			}
			if w := r.w("topic:" + id); w > first {
				best, first, second = id, w, first
			} else {
				second = max(second, w)
			}
		}
		return best, best != "" && first > 1.5*second
	}
	return "", false
}

// maxTold is how many characters of a message that only told something are kept
// for the question after it.
const maxTold = 300

// maxText is how many characters of a question are kept for the one after it.
const maxText = 160

// toldBefore stands between what was told and what is asked; it ends a sentence.
const toldBefore = " • "

// leastTold is how many words tell something.
const leastTold = 4

// tellers are the words by which somebody tells of themselves, and owners
// those that do so only in more than a heading: "my goals for the year".
var (
	tellers = words("i im ive we je j nous on jsuis chui suis")
	owners  = words("my me our mon ma mes moi notre nos")
)

// tells reports whether a message tells something of its writer and asks nothing.
func (m *message) tells() bool { return len(m.tokens) >= leastTold && m.asksNothing() && m.ofTeller() }

// asksNothing reports whether no part of a message is a question. A part with a
// name brought into it is one.
func (m *message) asksNothing() bool {
	return !m.brought && !strings.Contains(m.text, "?") && len(asking(m.tokens, m.stops())) == 0
}

// ofTeller reports whether a message is of its writer.
func (m *message) ofTeller() bool {
	return m.whoIsWho().own != "" || slices.ContainsFunc(m.tokens, func(t token) bool { return tellers[t.word] || owners[t.word] && len(m.tokens) >= 2*leastTold })
}

// ofSelf are words by which somebody speaks of themselves.
var ofSelf = words("i im ive id me my mine we our us je j moi me m mon ma mes nous notre nos")

// afterTold is a message with the one before it as its story, where that told
// something: "I test ad tags all day." "Is there a way into pre-sales?"
func (e *Engine) afterTold(m *message, before Memory) (message, bool) {
	if before.Told == "" || len(m.tokens) == 0 || e.goesOn(e.weighed(e.withoutSpeakers(m)), before) {
		return message{}, false
	}
	if m.count(aRole) > 0 && !slices.ContainsFunc(m.tokens, func(t token) bool { return ofSelf[t.word] || pronouns[t.word] }) {
		return message{}, false // "what does a solutions architect do?" is whole without what was told
	}
	told := clean(before.Told) + toldBefore
	out := e.read(told+m.text, m.lang)
	out.sure, out.before = m.sure, len(out.tokens)-len(m.tokens)
	if out.before <= 0 || out.tokens[out.before].at < len(told) {
		return message{}, false
	}
	return out, true
}

// Bounds of what is read once more with the question before it.
const (
	mostAfter    = 14  // words of a message that may lean on the question before
	weakAlone    = 0.6 // how often an answer to it alone is right, below which it is read with that
	betterBefore = 0.1 // how much more often the answer to both must be right
)

// afterAsked decides anew on a message that says little by itself, with the
// question before it as its story: "what about criteria to decide?"
func (e *Engine) afterAsked(r *reading, d decision, q Query, m Memory, explains bool) (*reading, decision) {
	alone := sureOf(d)
	weak := d.kind == Answered && (d.near || alone < weakAlone) || d.kind == Unknown && d.confidence < refusalSure
	if !weak || m.Text == "" || r.before > 0 || len(r.tokens) > mostAfter || len(r.mentions) > 0 && !r.brought || d.onward || d.again || len(d.compare) > 0 {
		return r, d
	}
	both := e.read(clean(m.Text)+toldBefore+r.text, r.lang)
	both.before = len(both.tokens) - len(r.tokens)
	if both.before <= 0 || both.tokens[both.before].at < len(clean(m.Text)) {
		return r, d
	}
	longer, out := e.decideMessage(&both, q, m, explains)
	if out.kind != Answered || sureOf(out) < alone+betterBefore {
		return r, d
	}
	out.because("with the question before it")
	longer.before = both.before
	return longer, out
}

// sureOf is how often such an answer is right; 0 for what is none.
func sureOf(d decision) float64 {
	if d.kind != Answered {
		return 0
	}
	return calibration.Answers.Of(d.confidence)
}

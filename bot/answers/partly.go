package answers

import (
	"slices"
	"strings"

	"mentor/bot/careers"
)

// telling are the words of roles' names that people use for the whole name:
// "the owner", "an architect".
var telling = listed("telling")

// boss are words after which "manager" is the person's own boss and no role.
var boss = words("my our your his her their mon ma notre votre son sa leur mes own n+1")

// buildParts notes who issues certifications, and which roles' names hold a telling word.
func (e *Engine) buildParts() {
	for _, c := range e.content.Certifications() {
		e.houses = append(e.houses, append(nameWords(c.Issuer), "")[0])
	}
	e.parts = map[string][]string{}
	for _, r := range e.content.Roles() {
		names := []string{r.Name.En, r.Name.Fr}
		for _, lang := range careers.Langs {
			list := r.Aliases.In(lang)
			names = append(names, list[:min(3, len(list))]...)
		}
		for _, n := range names {
			for _, w := range nameWords(n) {
				if telling[w] && !slices.Contains(e.parts[w], r.ID) {
					e.parts[w] = append(e.parts[w], r.ID)
				}
			}
		}
	}
}

// otherEnd is the role at the other end of a ladder from one that is named, of
// which a message says only a part of the name: "from tracking manager to director".
func (e *Engine) otherEnd(r *reading, id string) (other string, ok bool) {
	for i, t := range r.tokens {
		if slices.ContainsFunc(r.mentions, func(x mention) bool { return x.from <= i && i < x.to }) || i > 0 && boss[r.tokens[i-1].word] {
			continue
		}
		for _, w := range e.lexicon.forms(t.word) {
			if !telling[w] || w == "manager" || w == "tracking" || w == "analytics" {
				continue
			}
			for _, part := range e.parts[w] {
				_, up := e.content.Rungs(id, part)
				_, down := e.content.Rungs(part, id)
				if part == id || !up && !down || !e.ownName(part, w) {
					continue
				}
				if other != "" && other != part {
					return "", false
				}
				other = part
			}
		}
	}
	return other, other != ""
}

// maxAsked is how many roles a clarifying question names.
const maxAsked = 4

// decidePartly decides on messages that name a part of a role's name: the one
// role that fits, or a question where several do.
func (e *Engine) decidePartly(r *reading, d decision, m Memory) (decision, bool) {
	var fit []string
	words, word := 0, ""
	for i, t := range r.tokens {
		if slices.ContainsFunc(r.mentions, func(x mention) bool { return x.is(anUnknownRole) && x.from < i && i < x.to }) {
			continue // "community manager" is none of our managers
		}
		for _, w := range e.lexicon.forms(t.word) {
			if !telling[w] || i > 0 && boss[r.tokens[i-1].word] {
				continue
			}
			words++
			word = w
			have := e.parts[w]
			if fit == nil {
				fit = slices.Clone(have)
				continue
			}
			var both []string
			for _, id := range fit {
				if slices.Contains(have, id) {
					both = append(both, id)
				}
			}
			if len(both) > 0 {
				fit = both
			}
		}
	}
	if len(fit) == 0 {
		return d, false
	}
	if r.content() > words && e.parts["senior"] != nil && slices.Equal(fit, e.parts["senior"]) && r.says("senior") && words == 1 {
		return d, false // "which one is more senior" asks of no role
	}
	asks := r.p("facet") + r.p("next") + r.p("previous") + r.p("ellipsis")
	follow, _ := r.mass("follow:")
	asks += follow
	if r.content() > 3 && asks < 0.5 || r.content()-words > 3 {
		return d, false
	}
	if refusal, _ := r.sum("refuse:"); r.content() > 2 && refusal > r.w("facet")+r.w("next") {
		return d, false
	}
	if r.content() > words { // "only know tracking, is that bad?" is about more than the name
		for _, l := range e.model.About.Labels {
			if p := r.p(l); strings.HasPrefix(l, "topic:") && p > 0.3 && p > 2*asks && r.nearTo(l) > 0.5 {
				return d, false
			}
		}
	}
	// Of several, the one on the ladder that the conversation is on.
	if len(fit) > 1 && len(m.Topics) > 0 {
		if last, _, ok := e.lastRole(m); ok && !slices.Contains(fit, last) {
			var near []string
			for _, id := range fit {
				_, up := e.content.Rungs(last, id)
				_, down := e.content.Rungs(id, last)
				if up || down {
					near = append(near, id)
				}
			}
			if len(near) == 1 {
				fit = near
			}
		}
	}
	if r.p("previous") > 0.4 {
		for _, id := range fit {
			if below, ok := e.content.Below(id); ok {
				return d.answer(0.6, below.ID+"/next-role", below.ID+"/overview"), true
			}
		}
	}
	facet := "overview"
	if r.content() > words {
		facet, _ = r.facetOf(fit[0], &d)
		d.candidates = nil
	}
	d.because("a part of the name of %s", strings.Join(fit, ", "))
	if len(fit) == 1 {
		return d.answer(0.75, fit[0]+"/"+facet), true
	}
	if len(fit) > maxAsked {
		fit = e.mostAsked(fit, word)
	}
	d.kind, d.speech, d.confidence = Clarify, "clarify-role", 0.8
	for _, id := range fit {
		d.options = append(d.options, id+"/"+facet)
		if role, ok := e.content.Role(id); ok {
			d.list = append(d.list, "**"+role.Name.In(d.lang)+"**")
		}
	}
	return d, true
}

// ownName reports whether a word is in the name of a role, not only in what
// else it is called.
func (e *Engine) ownName(id, word string) bool {
	r, ok := e.content.Role(id)
	return ok && slices.Contains(nameWords(r.Name.En), word)
}

// mostAsked keeps as many roles as a question can name: those with the word in
// their own name before those with another name that has it, in the order of
// the ladders.
func (e *Engine) mostAsked(ids []string, word string) []string {
	var out, others []string
	for _, r := range e.content.Roles() {
		switch {
		case !slices.Contains(ids, r.ID):
		case e.ownName(r.ID, word):
			out = append(out, r.ID)
		default:
			others = append(others, r.ID)
		}
	}
	out = append(out, others...)
	if slices.Contains(ids, "martech-manager") && slices.Index(out, "martech-manager") >= maxAsked {
		out = append(out[:maxAsked-1], "martech-manager")
	}
	return out[:min(maxAsked, len(out))]
}

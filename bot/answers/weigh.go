package answers

import (
	"maps"
	"slices"
	"strings"

	"mentor/bot/answers/forms"
)

// weighing says which labels speak for which topic. It is worked out once, so
// that a question only adds and multiplies.
type weighing struct {
	topics   []string // sorted
	subjects []string // of each topic
	at       map[string]int

	learned  []labelled // labels of About that are a topic
	refusals []labelled // … that are a reason to refuse
	small    []int      // … that are small talk
	roles    []labelled // … that are a role, less those without facets
	sides    [][]side   // of each of roles: what it can be asked about
	lines    []lineTopic

	begin     map[string][]int // labels of About by what they begin with: "refuse:"
	nearAbout []int            // of each label of About: its place in the index, -1 where it has no lines
	nearFacet []int            // the same of each label of Facet
	ofNamed   []bool           // of each label of About: it is asked of roles that are named
	anySide   []bool           // of each label of About: it asks for a side of a role, whichever
}

// labelled is a label, and the topic, category or role that it names.
type labelled struct {
	label int
	id    string
	topic int
}

// side is a facet of a role: its topic, and the labels that speak for it, -1
// where there is none.
type side struct{ topic, facet, near int }

// lineTopic is a topic that the index's lines speak for beside the classifier.
type lineTopic struct {
	near, topic int
	least       float64
}

func (e *Engine) buildWeighing() {
	w := &e.weighing
	about, lines := &e.model.About, e.index
	ids := map[string]bool{}
	for _, l := range append(slices.Clone(about.Labels), lines.Labels...) {
		if id, ok := strings.CutPrefix(l, "topic:"); ok {
			ids[id] = true
		}
	}
	for _, l := range about.Labels {
		if role, ok := e.content.Role(strings.TrimPrefix(l, "role:")); ok && strings.HasPrefix(l, "role:") {
			for f := range role.Facets {
				ids[role.ID+"/"+f] = true
			}
		}
	}
	w.topics = slices.Sorted(maps.Keys(ids))
	w.at = make(map[string]int, len(w.topics))
	for i, id := range w.topics {
		subject, _, _ := strings.Cut(id, "/")
		w.subjects = append(w.subjects, subject)
		w.at[id] = i
	}
	place := func(label string) int {
		if i, ok := lines.byLabel[label]; ok {
			return i
		}
		return -1
	}
	for _, l := range about.Labels {
		w.nearAbout = append(w.nearAbout, place(l))
		w.ofNamed = append(w.ofNamed, ofNamed[l])
		w.anySide = append(w.anySide, l == "facet" || l == "ellipsis")
	}
	for _, f := range e.model.Facet.Labels {
		w.nearFacet = append(w.nearFacet, place("facet:"+f))
	}
	w.begin = map[string][]int{}
	for i, l := range about.Labels {
		kind, id, _ := strings.Cut(l, ":")
		w.begin[kind+":"] = append(w.begin[kind+":"], i)
		switch kind {
		case "topic":
			w.learned = append(w.learned, labelled{label: i, topic: w.at[id]})
		case "refuse":
			w.refusals = append(w.refusals, labelled{label: i, id: id})
		case "small":
			w.small = append(w.small, i)
		case "role":
			if role, ok := e.content.Role(id); ok {
				w.roles = append(w.roles, labelled{label: i, id: id})
				w.sides = append(w.sides, e.sidesOf(role.ID, slices.Sorted(maps.Keys(role.Facets))))
			}
		}
	}
	// What no classifier has learned, such as an organisation's own topics, is
	// found by its lines alone, which then count for more.
	for i, l := range lines.Labels {
		id, ok := strings.CutPrefix(l, "topic:")
		if !ok {
			continue
		}
		_, topic := about.Of(l)
		_, role := about.Of("role:" + w.subjects[w.at[id]])
		switch {
		case role:
			w.lines = append(w.lines, lineTopic{i, w.at[id], floor})
		case !topic:
			w.lines = append(w.lines, lineTopic{i, w.at[id], unlearned})
		}
	}
}

func (e *Engine) sidesOf(role string, facets []string) []side {
	out := make([]side, 0, len(facets))
	for _, f := range facets {
		s := side{e.weighing.at[role+"/"+f], -1, -1}
		if i, ok := e.model.Facet.Of(f); ok {
			s.facet = i
		}
		if i, ok := e.index.byLabel["topic:"+role+"/"+f]; ok {
			s.near = i
		}
		out = append(out, s)
	}
	return out
}

// weighTopics weighs every topic of weighing.topics, and what speaks for a refusal.
func (e *Engine) weighTopics(r *reading) (scores []float64, refusal, small float64, why string) {
	w := &e.weighing
	scores = make([]float64, len(w.topics))
	for _, l := range w.learned {
		scores[l.topic] += r.weighed[l.label]
	}
	best := 0.0
	for _, l := range w.refusals {
		weight := r.weighed[l.label]
		if !r.mayBe(l.id) || r.speaksAgainst(l.id) || l.id == "noise" && len(r.tokens) > mostNoise {
			weight *= softened
		}
		refusal += weight
		if weight > best {
			best, why = weight, l.id
		}
	}
	if why != "" && !r.mayBe(why) { // of nothing that is known, but not of that either
		why = "unknown"
	}
	for _, l := range w.small {
		small += r.weighed[l]
	}
	for i, l := range w.roles {
		p := float64(r.about[l.label])
		for _, s := range w.sides[i] {
			if s.facet < 0 {
				continue
			}
			near := 0.0
			if s.near >= 0 {
				near = float64(r.near[s.near])
			}
			scores[s.topic] += p * float64(r.facets[s.facet]) * r.gain(near)
		}
	}
	for _, l := range w.lines {
		if near := r.near[l.near]; near != 0 {
			scores[l.topic] += l.least * r.gain(float64(near))
		}
	}
	return scores, refusal, small, why
}

// mayBe reports whether a message holds a word without which nobody asks for
// what is refused: one of pay for a salary, one of law for the law.
func (r *reading) mayBe(refusal string) bool {
	needed := forms.Speaks(refusal)
	if needed == nil {
		return true
	}
	for _, t := range r.tokens {
		if needed[t.word] || needed[forms.Number] && t.word[0] >= '0' && t.word[0] <= '9' {
			return true
		}
	}
	for _, s := range r.aside {
		if needed[s.word] {
			return true
		}
	}
	return false
}

// softened is what a refusal weighs in a message without a word for it, or
// with one against it: who speaks of a boss and of plants seldom asks for plants.
const softened = 0.3

// mostNoise is how many words noise has at most.
const mostNoise = 8

// speaksAgainst reports whether a message holds a word that speaks against a refusal.
func (r *reading) speaksAgainst(refusal string) bool {
	against := forms.Against(refusal)
	return against != nil && slices.ContainsFunc(r.tokens, func(t token) bool { return against[t.word] })
}

// heaviest are the n topics that weigh most, heaviest first, of those that
// weigh anything.
func (w *weighing) heaviest(scores []float64, n int) []int {
	top := make([]int, 0, n+1)
	for i, s := range scores {
		if s == 0 || len(top) == n && s <= scores[top[n-1]] {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, s, func(j int, s float64) int {
			if scores[j] >= s {
				return -1
			}
			return 1
		})
		top = slices.Insert(top, at, i)[:min(n, len(top)+1)]
	}
	return top
}

// scale multiplies what a topic weighs.
func (w *weighing) scale(scores []float64, id string, by float64) {
	if i, ok := w.at[id]; ok {
		scores[i] *= by
	}
}

// byHorizon raises the plan of the one horizon that a message names, and lowers
// those of the others.
func (w *weighing) byHorizon(scores []float64, ts []token) {
	hs := horizons(ts)
	for _, h := range []string{"h01", "h13", "h35"} {
		id := topicOf("horizon/" + h)
		switch {
		case len(hs) != 1:
		case h == hs[0]:
			w.scale(scores, id, 3)
		default:
			w.scale(scores, id, 0.4)
		}
	}
}

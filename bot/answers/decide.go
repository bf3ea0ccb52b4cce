package answers

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"mentor/bot/careers"
)

// forgotten is after how much silence a conversation starts anew.
const forgotten = 30 * time.Minute

// reading is a message with what the classifiers and the index make of it.
type reading struct {
	message
	e       *Engine
	about   []float32
	facets  []float32
	near    map[string]float32
	covered float32 // share of its words' weight that the content knows
}

func (e *Engine) consider(text string, lang careers.Lang, likely ...careers.Lang) *reading {
	r := &reading{e: e, message: e.read(text, lang, likely...)}
	fs := r.features()
	r.about = probabilities(e.model.About.logits(fs))
	r.facets = probabilities(e.model.Facet.logits(fs))
	r.near, r.covered = e.nearest(&r.message)
	return r
}

// p is how likely the message is about a label.
func (r *reading) p(label string) float64 {
	if i, ok := r.e.model.About.byID[label]; ok {
		return float64(r.about[i])
	}
	return 0
}

// mass is how likely it is about any label that starts so, and the likeliest.
func (r *reading) mass(prefix string) (sum float64, top string) {
	best := -1.0
	for i, l := range r.e.model.About.Labels {
		if strings.HasPrefix(l, prefix) {
			p := float64(r.about[i])
			sum += p
			if p > best {
				best, top = p, l
			}
		}
	}
	return sum, strings.TrimPrefix(top, prefix)
}

func (r *reading) pf(facet string) float64 {
	if i, ok := r.e.model.Facet.byID[facet]; ok {
		return float64(r.facets[i])
	}
	return 0
}

// decision is what an answer will say and why.
type decision struct {
	kind       Kind
	lang       careers.Lang
	topics     []string // what is answered, most relevant first
	compare    []string // roles set side by side
	brief      bool     // several questions: one sentence each
	options    []string // topics to offer
	speech     string   // the wording to use where it is no topic
	intent     []string
	confidence float64
	steps      []string
	candidates []Candidate
}

// Candidate is a topic that was weighed.
type Candidate struct {
	Topic string  `json:"topic"`
	Score float64 `json:"score"`
}

func (d *decision) because(format string, args ...any) {
	d.steps = append(d.steps, fmt.Sprintf(format, args...))
}

// The thresholds. A wrong answer weighs twice a refusal; these were tuned for
// that on questions apart from the training lines.
const (
	nearWeight    = 9.0  // how much nearness to a line multiplies a candidate
	nearNeutral   = 0.30 // nearness that neither helps nor harms
	leastTopic    = 0.33 // posterior below which a topic is not answered
	refuseNamed   = 0.55 // mass of refusals that beats a named role
	commandSure   = 0.60
	smallSure     = 0.50
	leastCovered  = 0.30 // share of known words below which a message is foreign
	facetFallback = 0.0
)

// decide finds out what to say.
func (e *Engine) decide(q Query) decision {
	m := q.Memory
	if !q.At.IsZero() && !m.At.IsZero() && q.At.Sub(m.At) > forgotten {
		m = Memory{}
	}
	r := e.consider(q.Text, "", m.Lang, q.Lang)
	d := decision{lang: r.lang}
	d.because("language %s (%.2f)", r.lang, r.sure)
	if len(r.tokens) == 0 {
		d.because("no words")
		return d.refuse("noise", 0.9)
	}
	roles := r.roles()
	for _, x := range r.mentions {
		d.because("names %s %q (%.2f)", thingNames[x.names[0].thing], x.names[0].id, x.score)
	}
	refusal, why := r.mass("refuse:")
	small, talk := r.mass("small:")
	command, path := r.mass("command:")
	follow, how := r.mass("follow:")
	follow += r.p("ellipsis")
	d.because("refusal %.2f (%s), small talk %.2f (%s), command %.2f (%s), follow-up %.2f (%s), covered %.2f", refusal, why, small, talk, command, path, follow, how, r.covered)

	if command > commandSure && command > refusal && r.p("question") < 0.2 {
		d.kind, d.intent, d.confidence = Command, strings.Fields(path), command
		return d
	}
	if small > smallSure && len(roles) == 0 && small > follow {
		d.kind, d.speech, d.confidence = SmallTalk, "small-"+talk, small
		return d
	}
	if len(roles) > 0 {
		return e.decideNamed(r, d, q, m, roles, refusal, why)
	}
	return e.decideOpen(r, d, q, m, refusal, why, follow, how)
}

var thingNames = map[thing]string{aRole: "role", aCertification: "certification", anAssociation: "association", aTerm: "term", anUnknownRole: "unknown role"}

func (d decision) refuse(why string, sure float64) decision {
	d.kind, d.confidence = Unknown, sure
	switch why {
	case "noise", "unknown", "unknown-near":
		d.speech = why
	default:
		d.speech = "refuse-" + why
	}
	return d
}

func (d decision) answer(sure float64, topics ...string) decision {
	d.kind, d.topics, d.confidence = Answered, topics, sure
	return d
}

// decideNamed decides on messages that name a role that we know.
func (e *Engine) decideNamed(r *reading, d decision, q Query, m Memory, roles []string, refusal float64, why string) decision {
	if _, other := r.first(anUnknownRole); other && r.p("refuse:unknown-role") > 0.3 {
		return d.refuse("unknown-role", r.p("refuse:unknown-role"))
	}
	if refusal > refuseNamed {
		d.options = []string{roles[0] + "/overview", roles[0] + "/requirements"}
		return d.refuse(why, refusal)
	}
	if len(roles) > 1 {
		return e.decideSeveral(r, d, roles)
	}
	id := roles[0]
	role, ok := e.content.Role(id)
	if !ok {
		return d.refuse("unknown", 0.5)
	}
	// "and for a TAM?" asks the same of another role.
	if same := r.p("follow:same-facet-other-role"); same > 0.35 || same > 0.1 && len(r.slots) <= 4 {
		if _, facet, ok := lastRole(m); ok && r.pf("overview") < 0.8 && facet != "" {
			if _, ok := role.Facets[facet]; ok {
				d.because("same facet of another role")
				return d.answer(0.85, id+"/"+facet)
			}
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
	facet, sure := r.facetOf(e, id, &d)
	if facet == "path" || facet == "compare" {
		facet = map[string]string{"path": "action-plan", "compare": "differences"}[facet]
	}
	if _, ok := role.Facets[facet]; !ok {
		facet = "overview"
	}
	return d.answer(sure, id+"/"+facet)
}

// facetOf finds the side of a role that is asked for.
func (r *reading) facetOf(e *Engine, id string, d *decision) (string, float64) {
	type scored struct {
		facet string
		s     float64
	}
	var list []scored
	sum := 0.0
	for i, f := range e.model.Facet.Labels {
		topic := id + "/" + f
		s := float64(r.facets[i])
		if f == "path" || f == "compare" {
			s *= 0.25
		} else {
			s *= math.Exp(facetNear * float64(r.near[topic]))
		}
		list = append(list, scored{f, s})
		sum += s
	}
	slices.SortStableFunc(list, func(a, b scored) int {
		if a.s > b.s {
			return -1
		}
		if a.s < b.s {
			return 1
		}
		return 0
	})
	for i := range min(4, len(list)) {
		d.candidates = append(d.candidates, Candidate{id + "/" + list[i].facet, list[i].s / sum})
	}
	return list[0].facet, list[0].s / sum
}

const facetNear = 4.0

// decideSeveral decides between a comparison and a path.
func (e *Engine) decideSeveral(r *reading, d decision, roles []string) decision {
	path, compare := r.p("path")+r.p("next")*0.5+r.p("ladder")*0.5, r.p("compare")+r.p("facet")*0.5
	d.because("path %.2f, compare %.2f", path, compare)
	if len(roles) == 2 && path > compare {
		from, to := r.direction(e, roles)
		return d.answer(path, "paths/"+from+".."+to)
	}
	if len(roles) > 3 {
		roles = roles[:3]
	}
	d.compare = roles
	var topics []string
	for _, id := range roles {
		topics = append(topics, id+"/differences")
	}
	return d.answer(max(compare, 0.5), topics...)
}

var (
	fromCues = words("from i'm im am as currently current being suis de depuis actuellement partant been after leave leaving now here comme poste start i've ive")
	toCues   = words("to become becoming be into toward towards reach target goal want wants devenir deviens vers viser vise jusqu a pour aim aiming for as eyeing get objectif cible veux passer until")
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
			if toCues[w] && w != "as" && w != "a" && w != "for" {
				score[id] += weight
			}
			if fromCues[w] && w != "de" {
				score[id] -= weight
			}
		}
		if x.to < len(r.tokens) && (r.tokens[x.to].word == "here" || r.tokens[x.to].word == "today" || r.tokens[x.to].word == "now" || r.tokens[x.to].word == "aujourd'hui") {
			score[id] -= 3
		}
	}
	a, b := roles[0], roles[1]
	_, up := e.content.Rungs(a, b)
	_, down := e.content.Rungs(b, a)
	switch diff := score[b] - score[a]; {
	case diff > 0:
		return a, b
	case diff < -2:
		return b, a
	case up:
		return a, b
	case down && diff < 0:
		return b, a
	}
	return a, b
}

// lastRole is the role that the conversation is about, and the facet that was
// answered last.
func lastRole(m Memory) (role, facet string, ok bool) {
	for _, id := range append(slices.Clone(m.Topics), m.Earlier...) {
		subject, f, _ := strings.Cut(id, "/")
		switch subject {
		case "paths":
			_, to, _ := strings.Cut(f, "..")
			return to, "", true
		case "certification", "association", "term", "compare":
			continue
		}
		return subject, f, true
	}
	return "", "", false
}

// decideOpen decides on messages that name no role.
func (e *Engine) decideOpen(r *reading, d decision, q Query, m Memory, refusal float64, why string, follow float64, how string) decision {
	scores := map[string]float64{}
	total := refusal
	small, _ := r.mass("small:")
	total += small
	for i, l := range e.model.About.Labels {
		p := float64(r.about[i])
		switch kind, id, _ := strings.Cut(l, ":"); kind {
		case "topic":
			scores[id] += p * gain(r.near[id])
		case "role":
			role, ok := e.content.Role(id)
			if !ok {
				continue
			}
			best, sum := 0.0, 0.0
			for f := range role.Facets {
				sum += r.pf(f) * gain(r.near[id+"/"+f])
				best = max(best, sum)
			}
			for f := range role.Facets {
				if sum > 0 {
					scores[id+"/"+f] += p * r.pf(f) * gain(r.near[id+"/"+f])
				}
			}
		}
	}
	// What no classifier has learned, such as an organisation's own topics, is found by its lines alone.
	for id, n := range r.near {
		if _, ok := scores[id]; !ok {
			scores[id] = 0.02 * gain(n)
		} else {
			scores[id] += 0.004 * gain(n)
		}
	}
	ids := slices.Sorted(maps.Keys(scores))
	for _, id := range ids {
		total += scores[id]
	}
	slices.SortStableFunc(ids, func(a, b string) int {
		if scores[a] > scores[b] {
			return -1
		}
		if scores[a] < scores[b] {
			return 1
		}
		return 0
	})
	for i := range min(6, len(ids)) {
		d.candidates = append(d.candidates, Candidate{ids[i], scores[ids[i]] / total})
	}
	entity := r.p("term") + r.p("association") + r.p("cert")
	d.because("refusal %.2f of %.2f, entity %.2f", refusal, total, entity)

	// Follow-ups lean on what was said.
	if len(m.Topics) > 0 && follow > 0.3 && follow > refusal {
		if f, ok := e.decideFollow(r, d, m, how, follow); ok {
			return f
		}
	}
	if refusal/total > 0.5 {
		if len(ids) > 0 && r.near[ids[0]] > 0.45 {
			d.options = []string{ids[0]}
		}
		return d.refuse(why, refusal/total)
	}
	if x, ok := r.first(aCertification); ok && (r.p("cert") > 0.3 || len(r.slots) <= 3) {
		return d.answer(0.85, "certification/"+x.names[0].id)
	}
	if x, ok := r.first(anAssociation); ok && (r.p("association") > 0.3 || len(r.slots) <= 3) {
		return d.answer(0.85, "association/"+x.names[0].id)
	}
	if x, ok := r.first(aTerm); ok && (r.p("term") > 0.3 || len(r.slots) <= 2) {
		return d.answer(0.85, "term/"+x.names[0].id)
	}
	if p := r.p("ladder"); p > 0.4 {
		ls := e.content.Ladders()
		if len(ls) > 0 && len(ls[0].Tops) > 0 {
			return d.answer(p, "paths/"+ls[0].Rungs[0]+".."+ls[0].Tops[0], "marketing-operations/career-path")
		}
	}
	if len(ids) == 0 {
		return d.refuse("unknown", 0.6)
	}
	// The posterior of a topic counts the other facets of its subject with it:
	// an answer on the right role is seldom wrong.
	subject, _, _ := strings.Cut(ids[0], "/")
	same := 0.0
	for _, id := range ids {
		if s, _, _ := strings.Cut(id, "/"); s == subject {
			same += scores[id]
		}
	}
	sure := 0.5*scores[ids[0]]/total + 0.5*same/total
	d.because("best %s: posterior %.2f, its subject %.2f", ids[0], scores[ids[0]]/total, same/total)
	if sure < leastTopic || r.covered < leastCovered {
		d.options = ids[:min(3, len(ids))]
		return d.refuse("unknown", 1-sure)
	}
	return d.answer(sure, ids[0])
}

func gain(near float32) float64 { return math.Exp(nearWeight * (float64(near) - nearNeutral)) }

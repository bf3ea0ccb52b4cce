package answers

import "strings"

// ofOpen is a message that names no role, with what it could be about.
type ofOpen struct {
	e *Engine
	r *reading
	q Query
	m Memory

	// What weigh finds out.
	scores         []float64 // of each topic
	ids            []string  // the heaviest topics
	weights        []float64 // and what they weigh
	refusal, total float64
	why            string  // the likeliest refusal
	follow         float64 // how much it is a follow-up
	how            string  // and of which sort
	sure           float64 // how sure the heaviest topic is
}

// openRule decides on such a message, where it applies; nil: to any.
type openRule struct {
	name    string
	applies func(x *ofOpen) bool
	decide  func(x *ofOpen, d decision) (decision, bool)
}

// openForms are asked in this order, then openWeighed, the last of which always decides.
var (
	openForms = []openRule{
		{"an entry of the catalogue that is asked for", nil, (*ofOpen).entry},
		{"a way of which one end is known", nil, func(x *ofOpen, d decision) (decision, bool) { return x.e.decideOfPath(x.r, d, x.m) }},
		{"a part of a role's name", nil, func(x *ofOpen, d decision) (decision, bool) { return x.e.decidePartly(x.r, d, x.m) }},
		{"a role that is not known", func(x *ofOpen) bool { return x.r.count(anUnknownRole) > 0 }, (*ofOpen).unknownRole},
	}
	openWeighed = []openRule{
		{"a follow-up", (*ofOpen).leans, func(x *ofOpen, d decision) (decision, bool) { return x.e.decideFollow(x.r, d, x.m, x.how) }},
		{"what is next for the person's own role", (*ofOpen).ownNext, func(x *ofOpen, d decision) (decision, bool) { return x.known(d, 0.8, x.q.Role+"/next-role") }},
		{"an entry of the catalogue and little else", nil, (*ofOpen).alone},
		{"the next step, of no role", (*ofOpen).nobodysNext, func(x *ofOpen, d decision) (decision, bool) { return x.known(d, 0.6, x.e.wholePlan()...) }},
		{"a word that asks, of nothing", func(x *ofOpen) bool { return len(x.m.Topics) == 0 && x.r.onlyAsks() }, func(_ *ofOpen, d decision) (decision, bool) { return d.refuse("unknown", 0.6), true }},
		{"what is refused", func(x *ofOpen) bool { return x.refusal/x.total > refuseOpen }, (*ofOpen).refused},
		{"an entry of the catalogue beside other things", nil, (*ofOpen).mentioned},
		{"a ladder", (*ofOpen).asksOfLadder, (*ofOpen).ladder},
		{"nothing that is known", func(x *ofOpen) bool { return len(x.ids) == 0 }, func(x *ofOpen, d decision) (decision, bool) { return d.refuse("unknown", 0.6), true }},
		{"nothing that is sure", (*ofOpen).unsure, (*ofOpen).offered},
		{"the nearest", func(x *ofOpen) bool { return x.sure < nearShort && x.refusal/x.total < tooRefused }, (*ofOpen).nearest},
		{"both sides of a choice", (*ofOpen).asksOfBoth, func(x *ofOpen, d decision) (decision, bool) { return d.several(x.ids[:2]), true }},
		{"two topics that are close", (*ofOpen).close, (*ofOpen).two},
		{"the heaviest topic", nil, func(x *ofOpen, d decision) (decision, bool) { return d.answer(x.sure, x.ids[0]), true }},
	}
)

// decideOpen decides on messages that name no role.
func (e *Engine) decideOpen(r *reading, d decision, q Query, m Memory) decision {
	x := &ofOpen{e: e, r: r, q: q, m: m}
	if out, ok := x.first(openForms, d); ok {
		return out
	}
	x.weigh(&d)
	out, _ := x.first(openWeighed, d)
	return out
}

func (x *ofOpen) first(rules []openRule, d decision) (decision, bool) {
	for _, rule := range rules {
		if rule.applies != nil && !rule.applies(x) {
			continue
		}
		if out, ok := rule.decide(x, d); ok {
			out.because("by %s", rule.name)
			return out, true
		}
	}
	return d, false
}

// known answers a topic, if there is one.
func (x *ofOpen) known(d decision, sure float64, ids ...string) (decision, bool) {
	if len(ids) == 0 {
		return d, false
	}
	return d.answer(sure, ids[0]), x.e.content.Has(ids[0])
}

func (x *ofOpen) entry(d decision) (decision, bool) {
	ids, ok := x.e.entity(x.r)
	if !ok {
		return d, false
	}
	return d.several(ids), true
}

func (x *ofOpen) unknownRole(d decision) (decision, bool) {
	r, near := x.r, 0.0
	asks := r.p("facet") + r.p("path") + r.p("next") + r.p("compare") + r.p("previous")
	for i, l := range x.e.index.Labels {
		if strings.HasPrefix(l, "topic:") {
			near = max(near, float64(r.near[i]))
		}
	}
	unknown := r.p("refuse:unknown-role")
	return d.refuse("unknown-role", asks+unknown), near < 0.6 && (unknown > 0.25 || asks+unknown > 0.4)
}

// weigh weighs topics and refusals, and how much the message leans on the one before.
func (x *ofOpen) weigh(d *decision) {
	r, m, topics := x.r, x.m, &x.e.weighing
	small := 0.0
	x.scores, x.refusal, small, x.why = x.e.weighTopics(r)
	if r.count(anUnknownRole) == 0 { // none is named
		x.refusal = max(0, x.refusal-r.w("refuse:unknown-role"))
	}
	topics.byHorizon(x.scores, r.tokens)
	if len(m.Topics) > 0 && r.leans() > leanLeast {
		x.refusal *= 0.5
		if r.content() <= 2 {
			x.refusal *= 0.5
		}
		subject, _, _ := strings.Cut(m.Topics[0], "/")
		for i, s := range topics.subjects {
			if s == subject {
				x.scores[i] *= sameSubject
			}
		}
	}
	for _, n := range r.mentions { // a term that a topic explains speaks for the topic
		if t, ok := x.e.content.Term(n.names[0].id); ok && n.is(aTerm) && t.Topic != "" && !strings.HasSuffix(t.Topic, "/definition") {
			if i, ok := topics.at[t.Topic]; ok {
				x.scores[i] += named
			}
		}
	}
	x.total = x.refusal + small
	for _, s := range x.scores {
		x.total += s
	}
	for _, i := range topics.heaviest(x.scores, 6) {
		x.ids, x.weights = append(x.ids, topics.topics[i]), append(x.weights, x.scores[i])
		d.candidates = append(d.candidates, Candidate{topics.topics[i], x.scores[i] / x.total})
	}
	d.because("refusal %.2f, small talk %.2f of what it could be", x.refusal/x.total, small/x.total)
	x.follow, x.how = r.sum("follow:")
	x.follow += r.w("ellipsis") + r.w("next") + r.w("previous")
	d.because("follow-up %.3f (%s), best topic %.3f, refusal %.3f", x.follow, x.how, x.top(), x.refusal)
	if n := r.content(); n >= 4 { // what says much by itself leans less
		x.follow *= 2 / float64(n)
	}
	if len(m.Topics) == 0 && x.follow > 10*x.refusal { // half a sentence of which the other half is not known
		x.total -= x.refusal * (1 - outOfContext)
		x.refusal *= outOfContext
	}
	if len(x.ids) == 0 {
		return
	}
	// An answer on the right subject is seldom wrong, so the posterior of a
	// topic counts half its subject's.
	subject, _, _ := strings.Cut(x.ids[0], "/")
	same := 0.0
	for i, s := range topics.subjects {
		if s == subject {
			same += x.scores[i]
		}
	}
	x.sure = 0.5*x.top()/x.total + 0.5*same/x.total
	d.because("best %s: posterior %.2f, its subject %.2f", x.ids[0], x.top()/x.total, same/x.total)
}

// top is what the heaviest topic weighs.
func (x *ofOpen) top() float64 {
	if len(x.weights) == 0 {
		return 0
	}
	return x.weights[0]
}

func (x *ofOpen) leans() bool {
	ofIt := 1.0
	if x.r.speaksOfIt() { // "who does he work with": he is whom the conversation is about
		ofIt = pronounGain
	}
	return len(x.m.Topics) > 0 && x.r.leans() > leanLeast && x.follow > x.refusal*0.7 && ofIt*x.follow > x.top()
}

func (x *ofOpen) ownNext() bool {
	return x.q.Role != "" && x.r.p("next")+x.r.p("follow:next")+x.r.p("ladder") > 0.5 && x.follow > x.top()
}

func (x *ofOpen) nobodysNext() bool {
	return len(x.m.Topics) == 0 && x.how == "next" && x.follow > 10*max(x.refusal, x.top())
}

func (x *ofOpen) refused(d decision) (decision, bool) {
	if len(x.ids) > 0 && x.r.nearTo("topic:"+x.ids[0]) > 0.45 {
		d.options = []string{x.ids[0]}
	}
	return d.refuse(x.why, x.refusal/x.total), true
}

func (x *ofOpen) alone(d decision) (decision, bool) {
	id, ok := x.e.alone(x.r)
	return d.answer(0.6, id), ok
}

func (x *ofOpen) mentioned(d decision) (decision, bool) {
	id, ok := x.e.mentioned(x.r)
	return d.answer(0.7, id), ok
}

func (x *ofOpen) asksOfLadder() bool {
	return x.r.w("ladder")+x.r.w("next")*0.3 > x.top() && x.r.p("ladder") > 0.2
}

func (x *ofOpen) ladder(d decision) (decision, bool) {
	operations := topicOf("operations-ladder")
	sure := x.r.p("ladder")
	if x.e.content.Has(operations) && x.r.says("operations", "ops", "mops") {
		return d.answer(sure, operations), true
	}
	if whole := x.e.wholePlan(); len(whole) > 1 && x.r.says("plan") {
		return d.several(whole), true
	}
	ls := x.e.content.Ladders()
	if len(ls) == 0 || len(ls[0].Tops) == 0 {
		return d, false
	}
	return d.answer(sure, "paths/"+ls[0].Rungs[0]+".."+ls[0].Tops[0], operations), true
}

func (x *ofOpen) unsure() bool {
	return x.sure < leastTopic || x.sure < nearShort && x.refusal/x.total >= tooRefused || x.r.covered < leastCovered || x.top() < leastWeight && x.r.covered < wellCovered
}

func (x *ofOpen) offered(d decision) (decision, bool) {
	d.options = x.ids[:min(3, len(x.ids))]
	return d.refuse("unknown", 1-x.sure), true
}

func (x *ofOpen) nearest(d decision) (decision, bool) {
	d.near = true
	close := []string{x.ids[0]}
	for i := 1; i < min(3, len(x.ids)); i++ {
		if x.weights[i] > tooFar*x.weights[0] {
			close = append(close, x.ids[i])
		}
	}
	return d.answer(x.sure, close...), true
}

// asksOfBoth: "stay or leave?" asks for both sides.
func (x *ofOpen) asksOfBoth() bool {
	return len(x.ids) > 1 && strings.HasPrefix(x.ids[0], "transition/") && strings.HasPrefix(x.ids[1], "transition/") && x.r.says("or", "ou")
}

func (x *ofOpen) close() bool {
	return len(x.ids) > 1 && x.sure < closeBelow && x.weights[1] > closeTo*x.weights[0]
}

func (x *ofOpen) two(d decision) (decision, bool) {
	d.also = true
	return d.answer(x.sure, x.ids[:2]...), true
}

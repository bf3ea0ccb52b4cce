package answers

import (
	"cmp"
	"slices"
	"strings"

	"mentor/bot/careers"
)

// leastOfTwo is how sure each of several questions in one message must be.
const leastOfTwo = 0.45

// maxQuestions is how many questions of one message are looked at.
const maxQuestions = 4

// decideMessage decides on a message: on what it asks where that stands in a
// story, else on the whole of it. It gives the reading that was decided on.
func (e *Engine) decideMessage(whole *message, q Query, m Memory, explains bool) (*reading, decision) {
	parts, who := whole.questions(), whole.whoIsWho()
	if len(parts) == 0 {
		alone := e.withoutSpeakers(whole)
		r := e.weighed(alone)
		r.who, r.titleOwn = who, whole.ownTitle()
		x := &asked{e, r, whole, span{to: len(whole.tokens)}, q, m, who, cuesOf(r.tokens)}
		if !e.goesOn(r, m) {
			if d, ok := x.byRule(decision{lang: r.lang, explains: explains, named: r.roles()}); ok {
				return r, d
			}
		}
		if whole.tellsStory() {
			r.unasked = true
			return r, e.decideStory(r, q, m, explains)
		}
		return r, e.decideRead(r, q, m, explains)
	}
	var readings []*reading
	var decided []decision
	for _, in := range parts[:min(len(parts), maxQuestions)] {
		r := e.weighed(e.part(whole, in, whole.story(in)))
		r.who, r.titleOwn = who, whole.ownTitle()
		x := &asked{e, r, whole, in, q, m, who, cuesOf(r.tokens)}
		d, ok := x.byRule(decision{lang: r.lang, explains: explains, named: r.roles()})
		if !ok {
			backed, known := e.backed(r, whole, q, m)
			d = e.decideStory(r, backed, known, explains)
		}
		d.because("asked in %q", whole.plainText(in))
		readings, decided = append(readings, r), append(decided, d)
		if d.kind == Answered {
			m.Topics = d.topics // the next may lean on this one
		}
	}
	best := 0
	for i, d := range decided {
		if worth(d) > worth(decided[best]) {
			best = i
		}
	}
	if several, ok := e.severalOf(decided); ok {
		return readings[best], several
	}
	return readings[best], decided[best]
}

// refusalSure is how sure a refusal must be to beat a less sure answer to
// another question of the same message.
const refusalSure = 0.8

func worth(d decision) float64 {
	switch d.kind {
	case Answered:
		return 1 + d.confidence
	case Clarify, Command:
		return 0.5
	case Unknown:
		if d.speech == "unknown" {
			return 0
		}
		if d.confidence > refusalSure {
			return 1.55
		}
		return 0.4
	}
	return 0.1
}

// severalOf answers several questions of one message, each in brief.
func (e *Engine) severalOf(decided []decision) (decision, bool) {
	var both decision
	for _, d := range decided {
		if d.kind != Answered || d.confidence < leastOfTwo || len(d.compare) > 0 || d.near {
			continue
		}
		if len(both.topics) == 0 {
			both = d
			both.topics = nil
		}
		if !slices.Contains(both.topics, d.topics[0]) && len(both.topics) < 3 {
			both.topics = append(both.topics, d.topics[0])
		}
		both.candidates = append(both.candidates, d.candidates...)
		both.named = append(both.named, d.named...)
	}
	if len(both.topics) < 2 {
		return both, false
	}
	both.because("several questions")
	return both.several(both.topics), true
}

// goesOn reports whether a message is no question of its own: it picks one of
// what was offered, asks for the last answer again, or is a command.
func (e *Engine) goesOn(r *reading, m Memory) bool {
	if _, ok := e.picked(r, m); ok || len(r.tokens) == 0 {
		return true
	}
	if _, _, ok := r.again(m); ok {
		return true
	}
	command, _ := r.mass("command:")
	return command > commandSure && r.p("question") < 0.2
}

// asksOfOwn is how likely a question is one about the role that somebody has
// (what is next, what is hard in it) for that role to be its subject.
const asksOfOwn = 0.3

// backed adds what a story says to what is known: the role that somebody says
// they hold, and the one that it is about.
func (e *Engine) backed(r *reading, whole *message, q Query, m Memory) (Query, Memory) {
	about := r.who.target
	for _, x := range r.background {
		if x.is(aRole) && about == "" && whole.whose(x) == nobody {
			about = x.names[0].id
		}
	}
	if about == "" && r.p("next")+r.p("ladder")+r.p("follow:next")+r.p("path") > asksOfOwn {
		about = r.who.own
	}
	if about != "" && len(r.roles()) == 0 && (len(m.Topics) == 0 || r.speaksOfIt() || r.who.target != "") {
		m.Topics = []string{about + "/overview"}
	}
	if q.Role == "" {
		q.Role = r.who.own
	}
	return q, m
}

// candidates are what a message may ask for, each with what speaks for it.
type candidates struct {
	e    *Engine
	at   map[string]int
	list []candidate
}

type candidate struct {
	Candidate
	near    bool
	title   string
	compare []string
}

func (c *candidates) add(id string, score float64) *candidate {
	if _, ok := c.e.content.Topic(id); !ok || score <= 0 {
		return nil
	}
	i, ok := c.at[id]
	if !ok {
		i = len(c.list)
		c.at[id] = i
		c.list = append(c.list, candidate{Candidate: Candidate{Topic: id}})
	}
	c.list[i].Score += score
	return &c.list[i]
}

// Weights of what a question says beside its words' likeness to known lines.
const (
	ofBackground = 0.5  // a role in the story, for a question that leans on it
	besideRole   = 1.0  // a topic that the question is about beside the role that it names
	ofEntry      = 3.0  // an entry of the catalogue that is asked for by name
	ofTerm       = 2.0  // a term, in a question of the form "what is"
	toldBeaten   = 0.4  // likelihood of a topic that a title in the story says nothing against
	nearBelow    = 0.45 // posterior below which an answer is said to be near
	nearShort    = 0.2  // the same for short messages, which are like the lines that were learned
	tooRefused   = 0.35 // share of refusals from which a short message is not answered as near
	leastStory   = 0.2  // posterior that is enough where the words are known
	tooFar       = 0.2  // share of the best below which a topic is not told
	runnerUp     = 0.3  // share of the best from which a second topic is told too
	storySmall   = 0.7  // likelihood of small talk that is small talk
	storyCommand = 0.85
)

// decideStory decides on a question with a story around it. Everything that it
// may ask for is weighed against everything else: topics by the words, sides
// of the roles that are named, entries of the catalogue, and reasons to refuse.
func (e *Engine) decideStory(r *reading, q Query, m Memory, explains bool) decision {
	d := decision{lang: r.lang, explains: explains}
	if len(r.tokens) == 0 {
		return d.refuse("noise", 0.9)
	}
	if explains {
		d.because("language %s; about: %s", r.lang, strings.Join(r.likeliest(6), ", "))
	}
	for _, x := range r.mentions {
		d.because("names %s %q (%.2f)", thingNames[x.names[0].thing], x.names[0].id, x.score)
	}
	for _, x := range r.background {
		d.because("in the story: %s %q", thingNames[x.names[0].thing], x.names[0].id)
	}
	d.because("is %s, wants %s", r.who.own, r.who.target)
	d.named = r.roles()
	if small, talk := r.mass("small:"); small > storySmall && len(d.named) == 0 {
		d.kind, d.speech, d.confidence = SmallTalk, "small-"+talk, small
		return d
	}
	if command, path := r.mass("command:"); command > storyCommand && r.p("question") < 0.2 {
		d.kind, d.intent, d.confidence = Command, strings.Fields(path), command
		return d
	}
	if r.counts() {
		return d.refuse("statistics", 0.9)
	}
	if len(d.named) == 0 && r.trivia() {
		return d.refuse("trivia", 0.9)
	}
	c := &candidates{e: e, at: map[string]int{}}
	refusal, why := e.weighAll(r, q, m, c, &d)
	slices.SortStableFunc(c.list, func(a, b candidate) int { return cmp.Compare(b.Score, a.Score) })
	total := refusal + 1e-9
	for _, x := range c.list {
		total += x.Score
	}
	for i := range c.list {
		c.list[i].Score /= total
	}
	for _, x := range c.list[:min(6, len(c.list))] {
		d.candidates = append(d.candidates, x.Candidate)
		d.because("  %-44s %.3f", x.Topic, x.Score)
	}
	d.because("refusal %.2f (%s), covered %.2f", refusal/total, why, r.covered)
	if len(c.list) == 0 || refusal/total > refuseOpen {
		for _, x := range c.list[:min(2, len(c.list))] {
			d.options = append(d.options, x.Topic)
		}
		return d.refuse(cmp.Or(why, "unknown"), refusal/total)
	}
	top := c.list[0]
	subject, _, _ := strings.Cut(top.Topic, "/")
	same := 0.0
	for _, x := range c.list {
		if s, _, _ := strings.Cut(x.Topic, "/"); s == subject {
			same += x.Score
		}
	}
	d.near, d.title, d.compare = top.near, top.title, top.compare
	topics := []string{top.Topic}
	if len(top.compare) > 0 {
		topics = nil
		for _, id := range top.compare {
			topics = append(topics, id+"/differences")
		}
	}
	sure := 0.5*top.Score + 0.5*same
	if len(top.compare) == 0 && len(c.list) > 1 && !top.near {
		least := runnerUp
		if strings.HasPrefix(c.list[1].Topic, subject+"/") {
			least = runnerUp / 2 // another side of the same subject
		}
		if second := c.list[1]; second.Score > least*top.Score && len(second.compare) == 0 && !second.near {
			topics = append(topics, second.Topic)
			d.also = true
			if comforts[second.Topic] { // feelings first
				slices.Reverse(topics)
			}
		}
	}
	if sure < leastTopic || sure < leastStory && r.covered < wellCovered {
		d.options = topics
		return d.refuse("unknown-near", 1-sure)
	}
	if sure < nearBelow && len(d.compare) == 0 {
		d.near, d.also = true, false
		topics = closest(c.list, 3)
		if len(topics) == 0 {
			return d.refuse("unknown", 1-sure)
		}
	}
	return d.answer(sure, topics...)
}

// comforts are topics that speak to a feeling or a blow; they are no near
// answer to anything else.
var comforts = map[string]bool{"work-life/laid-off": true, "work-life/burnt-out": true, "work-life/unhappy": true, "work-life/imposter": true, "promotion/passed-over": true, "work-life/bad-manager": true}

// closest are the first topics of a list that weigh enough to be told.
func closest(list []candidate, n int) (ids []string) {
	for _, x := range list {
		if comforts[x.Topic] { // to somebody who did not say so
			continue
		}
		if len(ids) < n && len(x.compare) == 0 && (len(ids) == 0 || x.Score > tooFar*list[0].Score) {
			ids = append(ids, x.Topic)
		}
	}
	return ids
}

// weighAll weighs everything that a question may ask for.
func (e *Engine) weighAll(r *reading, q Query, m Memory, c *candidates, d *decision) (refusal float64, why string) {
	scores, refusal, _, why := e.weighTopics(r)
	w := &e.weighing
	if hs := horizons(r.tokens); len(hs) == 1 {
		for h, id := range map[string]string{"h01": "plan/0-1", "h13": "plan/1-3", "h35": "plan/3-5"} {
			if h == hs[0] {
				w.scale(scores, id, 3)
			} else {
				w.scale(scores, id, 0.4)
			}
		}
	}
	roles := r.roles()
	if len(roles) > 0 || r.count(aTitle) > 0 { // what the question is about beside whom
		if plain, ok := e.withoutNames(r); ok {
			beside, other, _, _ := e.weighTopics(plain)
			for i, s := range beside {
				scores[i] = max(scores[i], besideRole*s)
			}
			refusal = max(refusal, besideRole*(other-plain.w("refuse:unknown-role")))
		}
	}
	for _, i := range w.heaviest(scores, 8) {
		c.add(w.topics[i], scores[i])
	}
	switch {
	case len(roles) > 1:
		e.weighSeveral(r, roles, c, d)
		fallthrough
	case len(roles) == 1:
		weight := (r.asked() + r.w("ellipsis")) / float64(len(roles))
		if r.unasked && r.asksOfRole() < sureFacet { // a story without a question: its roles are scenery
			weight *= nearStory
		}
		for _, id := range roles {
			e.weighSides(r, id, weight, c, nil)
		}
	case r.who.target != "" && r.asksOfTarget():
		e.weighSides(r, r.who.target, r.asked()+r.w("ellipsis"), c, nil)
	default:
		if role, _, ok := e.lastRole(m); ok && r.leansOnRole() {
			follow, _ := r.sum("follow:")
			weight := ofBackground * (r.asked() + r.w("ellipsis") + follow)
			if role == r.who.own {
				e.weighOwn(r, role, weight, c)
			} else {
				e.weighSides(r, role, weight, c, nil)
			}
		}
	}
	if x, ok := r.told(aTitle); ok && len(roles) == 0 && r.who.target == "" {
		e.weighTold(r, x, c)
	}
	if x, ok := r.first(aTitle); ok && len(roles) == 0 && !(len(r.aside) == 0 && r.tellsStory() && r.whose(x) != target) {
		if as, t, ok := e.asRole(r, x); ok {
			e.weighSides(as, as.roles()[0], as.asked(), c, t2(t.ID))
		}
	} else if _, ok := r.first(anUnknownRole); !ok || len(roles) > 0 {
		refusal -= r.w("refuse:unknown-role")
	}
	e.weighEntries(r, c)
	return max(0, refusal), why
}

func t2(id string) *string { return &id }

// asked is what speaks for a question about the role that it names.
func (r *reading) asked() float64 {
	return r.w("facet") + r.w("next") + r.w("path") + r.w("compare") + r.w("previous") + r.w("ladder") + r.w("roadmap-to")
}

// leansOnRole reports whether a question that names no role may be about the
// one in its story.
func (r *reading) leansOnRole() bool {
	return r.content() <= 4 || r.speaksOfIt() && r.bestTopic() < toldBeaten
}

// asksOfTarget reports whether a question that names no role is about the one
// that somebody says they want.
func (r *reading) asksOfTarget() bool {
	return r.says("role", "job", "post", "position", "title", "there", "poste", "metier", "boulot", "y", "fonction") || r.asksOfRole()+r.p("ellipsis") > 0.2 || r.leansOnRole()
}

// weighSides shares a weight out among the sides of a role.
func (e *Engine) weighSides(r *reading, role string, weight float64, c *candidates, title *string) {
	var d decision
	r.facetOf(role, &d)
	for _, x := range d.candidates {
		if y := c.add(x.Topic, weight*x.Score); y != nil && title != nil {
			y.near, y.title = true, *title
		}
	}
}

// ofOwn are the sides of a role that somebody asks for who holds it.
var ofOwn = words("next-role certifications")

// weighOwn shares a weight out among what somebody may ask about the role they hold.
func (e *Engine) weighOwn(r *reading, role string, weight float64, c *candidates) {
	var d decision
	r.facetOf(role, &d)
	for _, x := range d.candidates {
		if _, facet, _ := strings.Cut(x.Topic, "/"); ofOwn[facet] {
			c.add(x.Topic, weight*x.Score)
		}
	}
}

// weighSeveral weighs a comparison of roles, and the way from one to another.
func (e *Engine) weighSeveral(r *reading, roles []string, c *candidates, d *decision) {
	x := e.decideSeveral(r, decision{lang: r.lang}, roles)
	if len(x.compare) > 1 {
		if y := c.add("compare/"+strings.Join(x.compare, ".."), 1.5*(r.w("compare")+r.w("follow:same-facet-other-role")+r.w("path")*0.3)); y != nil {
			y.compare = x.compare
		}
		return
	}
	c.add(x.topics[0], 1.5*(r.w("path")+r.w("next")*0.5+r.w("roadmap-to")))
}

// weighEntries weighs the entries of the catalogue that a question names.
func (e *Engine) weighEntries(r *reading, c *candidates) {
	ids, only := e.entity(r)
	for _, id := range ids {
		weight := ofEntry
		if strings.HasPrefix(id, "term/") && !only {
			weight = 0
		}
		c.add(id, weight)
	}
	for i, x := range r.mentions {
		if r.defines(x) {
			c.add(entryOf(e.content, x), 2*ofEntry)
			continue
		}
		if r.brought && i == 0 && !x.is(aRole) && r.content()-(x.to-x.from) <= 2 { // "… CDP. What is it?"
			c.add(entryOf(e.content, x), ofEntry)
			continue
		}
		switch x.names[0].thing {
		case aCertification:
			c.add(entryOf(e.content, x), r.w("cert")+0.5*r.asksOfEntry())
		case anAssociation:
			c.add(entryOf(e.content, x), r.w("association")+0.5*r.asksOfEntry())
		case aTerm:
			weight := r.w("term")
			if len(r.asksForTerm()) > 0 && r.ofContent() == 0 {
				weight += ofTerm
			}
			c.add(entryOf(e.content, x), weight)
		}
	}
}

// definesBy are openings after which a name is what one wants explained.
var definesBy = phrases("what is", "what are", "whats", "what on earth is", "what exactly is", "what does", "what the hell is", "what is it", "explain", "define", "c est quoi", "cest quoi", "qu est ce que", "qu est ce qu", "qu est", "que veut dire", "que signifie",
	"meaning of", "stands for", "definition de", "what do you mean by", "heard of", "ce qu est", "ce que c est que", "what s")

// defines reports whether a question wants the entry of the catalogue that it
// names explained: "what on earth is consent mode".
func (r *reading) defines(x mention) bool {
	if x.is(aRole) || x.is(aTitle) || x.is(anUnknownRole) {
		return false
	}
	for i := max(0, x.from-7); i < x.from; i++ {
		if end, ok := opens(definesBy, r.tokens, i); ok && contentOf(r.tokens[min(end, x.from):x.from]) == 0 && end <= x.from {
			return true
		}
	}
	return false
}

// entryOf is the topic of an entry of the catalogue.
func entryOf(c *careers.Content, x mention) string {
	id := x.names[0].id
	switch x.names[0].thing {
	case aCertification:
		return "certification/" + id
	case anAssociation:
		return "association/" + id
	}
	if t, ok := c.Term(id); ok && t.Topic != "" {
		return t.Topic
	}
	return "term/" + id
}

// asksOfEntry is how much of a question is in the words that ask for an entry.
func (r *reading) asksOfEntry() float64 {
	n := 0.0
	for _, t := range r.tokens {
		if askWords[t.word] {
			n++
		}
	}
	return n
}

// told is the first name of a kind in the story around a question.
func (r *reading) told(what thing) (mention, bool) {
	for _, x := range r.background {
		if x.is(what) {
			return x, true
		}
	}
	return mention{}, false
}

// weighTold weighs what is near to a title that somebody says they hold, for a
// question that asks for a role or a step.
func (e *Engine) weighTold(r *reading, x mention, c *candidates) {
	t, ok := e.content.JobTitle(x.names[0].id)
	if !ok {
		return
	}
	if r.bestTopic() > toldBeaten || !r.titleOwn || r.p("next")+r.p("path")+r.p("ladder")+r.p("follow:next") < asksOfOwn && r.content() > 3 {
		return
	}
	weight := ofBackground * (r.w("next") + r.w("path") + r.w("ladder") + r.w("follow:next") + r.w("topic:archetypes/model"))
	if r.content() <= 4 {
		weight += ofBackground * (r.w("facet") + r.w("ellipsis"))
	}
	for _, id := range t.Nearest {
		role, ok := e.content.Role(id)
		if !ok {
			continue
		}
		var d decision
		r.facetOf(role.ID, &d)
		for _, y := range d.candidates {
			if z := c.add(y.Topic, weight*y.Score); z != nil {
				z.near, z.title = true, t.ID
			}
		}
		weight *= 0.3
	}
}

// withoutNames reads a question as if the roles and titles in it stood in the
// story: "do directors need an MBA" is about the MBA. ok is false where little
// else is said.
func (e *Engine) withoutNames(r *reading) (*reading, bool) {
	m, ok := r.plain()
	if !ok {
		return nil, false
	}
	return e.weighed(m), true
}

// plain is a message with the roles and titles in it moved to its story.
func (r *reading) plain() (message, bool) {
	m := r.message
	m.slots, m.mentions = nil, nil
	m.aside = slices.Clone(r.aside)
	left := 0
	in := func(i int) bool {
		return slices.ContainsFunc(r.mentions, func(x mention) bool { return (x.is(aRole) || x.is(aTitle)) && x.from <= i && i < x.to })
	}
	for _, s := range r.slots {
		if in(s.at) {
			if s.word != "" {
				s.weight = nearStory
				m.aside = append(m.aside, s)
			}
			continue
		}
		if s.word != "" && !smallWords[s.word] {
			left++
		}
		m.slots = append(m.slots, s)
	}
	for _, x := range r.mentions {
		if !x.is(aRole) && !x.is(aTitle) {
			m.mentions = append(m.mentions, x)
		}
	}
	return m, left >= 2
}
